/* A slice of the bench's frames, of another seed: what was read goes on being read, and nothing is
 * read that is not there. How fast is for `make bench-scanner` to say. */
#include "tests/testing.h"

#include "scanner/decode.h"
#include "tests/kiosk_set.h"

#include <string.h>

enum { FRAMES = 6, SEED = 7, LEAST_PERCENT = 92 };

static struct kiosk_frame frame, again;
static struct decode_result found;

static bool
in_frame(const char *text)
{
    for (int i = 0; i < frame.texts; i++)
        if (strcmp(frame.text[i], text) == 0)
            return true;
    return false;
}

/* Returns whether the card was read; fails on a text that is not in the picture. */
static bool
look(struct decoder *decoder, struct canvas *canvas, enum kiosk_class class, uint64_t index)
{
    kiosk_frame_make(&frame, canvas, class, SEED, index);
    struct grey picture = {frame.px, CANVAS_W, CANVAS_H};
    decoder_search(decoder, &found, &picture);
    bool read = false;
    for (int i = 0; i < found.count; i++) {
        assert_true(in_frame(found.codes[i].text));
        read |= strcmp(found.codes[i].text, frame.text[0]) == 0;
    }
    return read;
}

static void
most_cards_are_read_and_none_wrongly(void **state)
{
    struct decoder *decoder = decoder_create();
    int read = 0;
    for (int class = 0; class < KIOSK_EMPTY; class ++)
        for (uint64_t i = 0; i < FRAMES; i++)
            read += look(decoder, *state, (enum kiosk_class) class, i);
    print_message("# %d of %d read\n", read, KIOSK_EMPTY * FRAMES);
    assert_true(read * 100 >= KIOSK_EMPTY * FRAMES * LEAST_PERCENT);
    decoder_destroy(decoder);
}

static void
doorway_without_a_code_gives_no_text(void **state)
{
    struct decoder *decoder = decoder_create();
    for (uint64_t i = 0; i < FRAMES; i++)
        assert_false(look(decoder, *state, KIOSK_EMPTY, i));
    decoder_destroy(decoder);
}

static void
same_seed_gives_the_same_frame_whatever_came_before(void **state)
{
    kiosk_frame_make(&frame, *state, KIOSK_MOVED, SEED, 3);
    kiosk_frame_make(&again, *state, KIOSK_JPEG, SEED, 0);
    kiosk_frame_make(&again, *state, KIOSK_MOVED, SEED, 3);
    assert_memory_equal(frame.px, again.px, sizeof frame.px);
    assert_string_equal(frame.text[0], again.text[0]);
}

static int
setup(void **state)
{
    *state = canvas_create();
    return 0;
}

static int
teardown(void **state)
{
    canvas_destroy(*state);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(most_cards_are_read_and_none_wrongly),
        cmocka_unit_test(doorway_without_a_code_gives_no_text),
        cmocka_unit_test(same_seed_gives_the_same_frame_whatever_came_before),
    };
    return cmocka_run_group_tests_name("kiosk set", tests, setup, teardown);
}
