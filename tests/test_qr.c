/* A code that the screen shows is read by our own scanner. */
#include "tests/testing.h"

#include "kiosk/qr.h"
#include "scanner/decode.h"

#include <stdlib.h>
#include <string.h>

enum { SIDE = 700, LONGEST = 2953 };

static bool painted;

/* Paints the text and reads it; the caller frees. */
static struct decode_result *
read_back(const char *text)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SIDE, SIDE);
    cairo_t *to = cairo_create(surface);
    painted = qr_paint(to, (struct rect){0, 0, SIDE, SIDE}, text);
    cairo_surface_flush(surface);
    static uint8_t px[SIDE * SIDE];
    const uint8_t *from = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
            px[y * SIDE + x] = from[y * stride + x * 4];
    struct decode_result *out = calloc(1, sizeof *out);
    struct decoder *decoder = decoder_create();
    assert_non_null(out);
    decoder_search(decoder, out, &(struct grey){px, SIDE, SIDE});
    decoder_destroy(decoder);
    cairo_destroy(to);
    cairo_surface_destroy(surface);
    return out;
}

static void
what_is_shown_can_be_read(void **state)
{
    (void)state;
    static const char *const texts[] = {"ZX10123456789ABCDEFGHJKMNPQRSTVWXYZ",
        "青松村儿童之家 2026-11-24 16:40 在家 2 人\n测小雨 13800000001\n测大山 13800000002"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct decode_result *read = read_back(texts[i]);
        assert_true(painted);
        assert_int_equal(read->count, 1);
        assert_string_equal(read->codes[0].text, texts[i]);
        free(read);
    }
}

static void
a_text_longer_than_any_code_is_refused(void **state)
{
    (void)state;
    char text[LONGEST + 2];
    memset(text, 'x', sizeof text);
    text[LONGEST + 1] = '\0';
    free(read_back(text));
    assert_false(painted);
    text[LONGEST] = '\0';
    free(read_back(text));
    assert_true(painted);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shown_can_be_read),
        cmocka_unit_test(a_text_longer_than_any_code_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
