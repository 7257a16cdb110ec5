/* Pixels: Chinese line breaks, and the bound of the drawings that are kept. */
#include "tests/testing.h"

#include "kiosk/paint.h"
#include "kiosk/pictures.h"
#include "kiosk/words.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WIDTH = 1000, HEIGHT = 900, SIZE = 40 };

struct page {
    unsigned char *px;
    int stride;
};

static bool
is_dark(const struct page *page, int x, int y)
{
    return page->px[y * page->stride + x * 4] < 128;
}

/* Dark pixels of a rectangle. */
static int
ink(const struct page *page, int x, int y, int w, int h)
{
    int n = 0;
    for (int row = y; row < y + h; row++)
        for (int column = x; column < x + w; column++)
            n += is_dark(page, column, row);
    return n;
}

/* Checks the first character of each line of type; the number of lines. */
static int
check_lines(const struct page *page)
{
    int lines = 0;
    for (int y = 0; y < HEIGHT;) {
        if (ink(page, 0, y, WIDTH, 1) == 0) {
            y++;
            continue;
        }
        int from = y;
        while (y < HEIGHT && ink(page, 0, y, WIDTH, 1) > 0)
            y++;
        lines++;
        /* 国 is a frame: it fills its square as no comma, stop or mark does. */
        assert_true(y - from > SIZE * 3 / 5);
        assert_true(ink(page, 0, from, SIZE, y - from) > SIZE * SIZE / 5);
    }
    return lines;
}

static int
paint_sentence(struct paint *paint, const char *sentence, int width)
{
    static struct draw_list list;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    cairo_t *to = cairo_create(surface);
    draw_clear(&list);
    draw_box(&list, (struct rect){0, 0, WIDTH, HEIGHT}, 0, PAPER);
    draw_text(&list, (struct rect){0, 0, width, HEIGHT},
        (struct text_style){.size = SIZE, .colour = INK, .lines = 20}, sentence);
    paint_list(paint, to, &list, (struct rect){0, 0, WIDTH, HEIGHT});
    cairo_surface_flush(surface);
    struct page page = {
        cairo_image_surface_get_data(surface), cairo_image_surface_get_stride(surface)};
    int lines = check_lines(&page);
    cairo_destroy(to);
    cairo_surface_destroy(surface);
    return lines;
}

static void
no_line_begins_with_a_comma_a_stop_or_a_mark(void **state)
{
    (void)state;
    static const char *const marks[] = {"，", "。", "！", "？", "；", "：", "、", "）", "》", "”"};
    struct paint *paint = paint_create("assets");
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        char sentence[256] = "国国国国国国";
        for (int k = 0; k < 4; k++) {
            strncat(sentence, marks[i], sizeof sentence - strlen(sentence) - 1);
            strncat(sentence, "国国国国国国", sizeof sentence - strlen(sentence) - 1);
        }
        for (int width = SIZE * 3; width <= SIZE * 8; width += SIZE / 4)
            assert_true(paint_sentence(paint, sentence, width) > 3);
    }
    paint_destroy(paint);
}

/* Two pictures of a text that stands over its rectangle, as another follows it: with what differs
 * painted, and painted anew. */
static void
check_repaint(struct paint *paint, const struct draw_list *from, const struct draw_list *to)
{
    struct rect all = {0, 0, WIDTH, HEIGHT};
    cairo_surface_t *surfaces[2];
    for (int whole = 0; whole < 2; whole++) {
        surfaces[whole] = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
        cairo_t *on = cairo_create(surfaces[whole]);
        paint_list(paint, on, from, all);
        paint_list(paint, on, to, whole ? all : draw_difference(from, to));
        cairo_destroy(on);
        cairo_surface_flush(surfaces[whole]);
    }
    size_t bytes = (size_t)cairo_image_surface_get_stride(surfaces[0]) * HEIGHT;
    assert_memory_equal(cairo_image_surface_get_data(surfaces[0]),
        cairo_image_surface_get_data(surfaces[1]), bytes);
    cairo_surface_destroy(surfaces[0]);
    cairo_surface_destroy(surfaces[1]);
}

static void
draw_tight(struct draw_list *list, const char *text, int lines, enum colour below)
{
    draw_clear(list);
    draw_box(list, (struct rect){0, 0, WIDTH, HEIGHT}, 0, PAPER);
    draw_box(list, (struct rect){100, 330, 400, 100}, 0, below);
    draw_text(list, (struct rect){100, 300, 400, 30},
        (struct text_style){.size = 100, .colour = INK, .align = ALIGN_MIDDLE, .lines = lines},
        text);
}

static void
text_that_stands_over_its_rectangle_leaves_nothing_behind(void **state)
{
    (void)state;
    static struct draw_list from, to;
    static const char *const texts[] = {"国语jg", "一", "", "国国国国国国国国国国国国国国国国国国"};
    struct paint *paint = paint_create("assets");
    for (int i = 0; i < 4 * 4 * 3; i++) {
        draw_tight(&from, texts[i % 4], i / 16 + 1, MIST);
        draw_tight(&to, texts[i / 4 % 4], i / 16 + 1, MIST);
        check_repaint(paint, &from, &to);
        draw_tight(&to, texts[i % 4], i / 16 + 1, SUN_PALE); /* what lies under its feet changes */
        check_repaint(paint, &from, &to);
    }
    paint_destroy(paint);
}

/* The ink's width in each line; the number of lines. */
static int
line_widths(const struct page *page, int out[8])
{
    int lines = 0;
    for (int y = 0; y < HEIGHT && lines < 8; lines++) {
        while (y < HEIGHT && ink(page, 0, y, WIDTH, 1) == 0)
            y++;
        int from = y;
        while (y < HEIGHT && ink(page, 0, y, WIDTH, 1) > 0)
            y++;
        if (from == y)
            break;
        int left = 0, right = WIDTH - 1;
        while (left < right && ink(page, left, from, 1, y - from) == 0)
            left++;
        while (right > left && ink(page, right, from, 1, y - from) == 0)
            right--;
        out[lines] = right - left + 1;
    }
    return lines;
}

static int
measure(struct paint *paint, const char *text, int width, int lines, int out[8])
{
    static struct draw_list list;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    cairo_t *to = cairo_create(surface);
    draw_clear(&list);
    draw_box(&list, (struct rect){0, 0, WIDTH, HEIGHT}, 0, PAPER);
    draw_text(&list, (struct rect){0, 0, width, HEIGHT},
        (struct text_style){
            .size = SIZE, .colour = INK, .align = ALIGN_MIDDLE, .bold = true, .lines = lines},
        text);
    paint_list(paint, to, &list, (struct rect){0, 0, WIDTH, HEIGHT});
    cairo_surface_flush(surface);
    struct page page = {
        cairo_image_surface_get_data(surface), cairo_image_surface_get_stride(surface)};
    int n = line_widths(&page, out);
    cairo_destroy(to);
    cairo_surface_destroy(surface);
    return n;
}

static void
lines_are_about_equally_long_and_no_word_is_broken_for_it(void **state)
{
    (void)state;
    int widths[8];
    struct paint *paint = paint_create("assets");
    assert_int_equal(measure(paint, "国国国国国国国国国国国", SIZE * 10, 2, widths), 2);
    assert_true(widths[0] - widths[1] < SIZE * 3 / 2);
    assert_int_equal(measure(paint, "mmmmmm mm", SIZE * 8, 2, widths), 2);
    assert_true(widths[0] > 2 * widths[1]);
    paint_destroy(paint);
}

static void
words_are_as_wide_as_they_are_said_to_be(void **state)
{
    (void)state;
    static const char *const texts[] = {"Please see a teacher", "Choose three. Remember them!",
        "What does your family name begin with?", "WALK, 1234567890 (Jiffy)", "16:40 签到",
        "今天的活动结束了，下次见！"};
    int widths[8];
    struct paint *paint = paint_create("assets");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_int_equal(measure(paint, texts[i], WIDTH, 1, widths), 1);
        int said = words_width(texts[i], SIZE);
        assert_true(widths[0] <= said);
        assert_true(said - widths[0] < SIZE); /* a Chinese mark's own space is no ink */
    }
    paint_destroy(paint);
}

static void
drawings_that_are_kept_have_a_bound_whatever_was_shown(void **state)
{
    (void)state;
    static const char *const names[] = {"animals/fox", "animals/owl", "icons/home", "no/such"};
    struct pictures *pictures = pictures_create("assets");
    size_t largest = 0;
    for (int i = 0; i < 300; i++) {
        int side = 20 + i * 37 % 700;
        cairo_surface_t *picture = pictures_get(pictures, names[i % 4], side, side);
        assert_int_equal(cairo_image_surface_get_width(picture), side);
        size_t bytes = pictures_bytes(pictures);
        assert_true(bytes <= PICTURE_BYTES);
        largest = bytes > largest ? bytes : largest;
    }
    assert_true(largest > PICTURE_BYTES / 2);
    pictures_destroy(pictures);
}

static void
drawing_larger_than_the_bound_is_shown_alone(void **state)
{
    (void)state;
    struct pictures *pictures = pictures_create("assets");
    pictures_get(pictures, "animals/fox", 100, 100);
    assert_non_null(pictures_get(pictures, "animals/fox", 2200, 2200));
    assert_int_equal(pictures_bytes(pictures), 2200 * 2200 * 4);
    pictures_get(pictures, "animals/fox", 100, 100);
    assert_int_equal(pictures_bytes(pictures), 100 * 100 * 4);
    pictures_destroy(pictures);
}

static void
drawing_in_use_is_rendered_once(void **state)
{
    (void)state;
    struct pictures *pictures = pictures_create("assets");
    cairo_surface_t *fox = pictures_get(pictures, "animals/fox", 64, 64);
    for (int i = 0; i < 500; i++) {
        pictures_get(pictures, "icons/home", 10 + i % 100, 20);
        assert_ptr_equal(pictures_get(pictures, "animals/fox", 64, 64), fox);
    }
    pictures_destroy(pictures);
}

/* A photograph 60 wide and 90 high, all of one colour. */
static void
write_photo(const char *path)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 60, 90);
    cairo_t *to = cairo_create(surface);
    cairo_set_source_rgb(to, 0, 0, 1);
    cairo_paint(to);
    cairo_destroy(to);
    assert_int_equal(cairo_surface_write_to_png(surface, path), CAIRO_STATUS_SUCCESS);
    cairo_surface_destroy(surface);
}

static uint32_t
pixel(cairo_surface_t *surface, int x, int y)
{
    uint32_t argb;
    cairo_surface_flush(surface);
    memcpy(&argb,
        cairo_image_surface_get_data(surface) +
            (ptrdiff_t)y * cairo_image_surface_get_stride(surface) + (ptrdiff_t)x * 4,
        sizeof argb);
    return argb;
}

static void
photograph_is_a_disc_and_a_missing_one_is_nothing(void **state)
{
    (void)state;
    char folder[] = "/tmp/zhaoxi-test-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/granny.png", folder);
    write_photo(path);
    struct pictures *pictures = pictures_create("assets");
    assert_int_equal(pixel(pictures_get(pictures, "photos/granny.png", 40, 40), 20, 20), 0);
    pictures_photos(pictures, folder);
    cairo_surface_t *photo = pictures_get(pictures, "photos/granny.png", 50, 50);
    assert_int_equal(pixel(photo, 25, 25), 0xFF0000FF);
    assert_int_equal(pixel(photo, 25, 1), 0xFF0000FF);
    assert_int_equal(pixel(photo, 1, 1), 0);
    assert_int_equal(pixel(pictures_get(pictures, "photos/gone.jpg", 50, 50), 25, 25), 0);
    pictures_destroy(pictures);
    remove(path);
    rmdir(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(photograph_is_a_disc_and_a_missing_one_is_nothing),
        cmocka_unit_test(no_line_begins_with_a_comma_a_stop_or_a_mark),
        cmocka_unit_test(lines_are_about_equally_long_and_no_word_is_broken_for_it),
        cmocka_unit_test(words_are_as_wide_as_they_are_said_to_be),
        cmocka_unit_test(text_that_stands_over_its_rectangle_leaves_nothing_behind),
        cmocka_unit_test(drawings_that_are_kept_have_a_bound_whatever_was_shown),
        cmocka_unit_test(drawing_larger_than_the_bound_is_shown_alone),
        cmocka_unit_test(drawing_in_use_is_rendered_once),
    };
    return cmocka_run_group_tests_name("paint", tests, NULL, NULL);
}
