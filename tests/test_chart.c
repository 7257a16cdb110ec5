/* The shapes of charts, drawn by a pen that only remembers. */
#include "report/chart.h"
#include "report/scale.h"
#include "report/svg.h"

#include "db/day.h"

#include "tests/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct drawn {
    int boxes[CHART_ROLE_COUNT], lines[CHART_ROLE_COUNT];
    double widest_shade, highest; /* highest: of the values' bars */
    char words[4096];
    bool outside; /* something left the chart's box */
};

static const struct chart_box ground = {100, 50, 800, 300};
static const struct chart_look look = {.type = 12, .line = 1};

static void
remember_box(void *to, struct chart_box b, enum chart_role role)
{
    struct drawn *d = to;
    d->boxes[role]++;
    if (role == CHART_SHADE && b.w > d->widest_shade)
        d->widest_shade = b.w;
    if ((role == CHART_VALUE || role == CHART_MARKED) && b.h > d->highest)
        d->highest = b.h;
    if (b.x < ground.x - 0.01 || b.y < ground.y - 0.01 || b.w < 0 || b.h < 0 ||
        b.x + b.w > ground.x + ground.w + 0.01 || b.y + b.h > ground.y + ground.h + 0.01)
        d->outside = true;
}

static void
remember_line(void *to, double x1, double y1, double x2, double y2, double width, enum chart_role r)
{
    struct drawn *d = to;
    (void)x1, (void)y1, (void)x2, (void)y2, (void)width;
    d->lines[r]++;
}

static void
remember_words(void *to, struct chart_box box, struct chart_words words, const char *text)
{
    struct drawn *d = to;
    (void)box, (void)words;
    size_t n = strlen(d->words);
    snprintf(d->words + n, sizeof d->words - n, "%s|", text);
}

static const struct pen pen = {remember_box, remember_line, remember_words};

static void
draw(struct drawn *out, const struct chart *chart)
{
    *out = (struct drawn){.words = "|"};
    chart_draw(chart, ground, &look, &pen, out);
    assert_false(out->outside);
}

/* A month from 2026-10-01, closed and shaded in its first week and on weekends without anybody. */
static void
october(struct chart *chart, enum chart_kind kind)
{
    *chart = (struct chart){.kind = kind, .title = "每天", .unit = "人"};
    int day = 20261001;
    for (int i = 0; i < 31; i++, day = day_add(day, 1)) {
        bool holiday = i < 7;
        struct chart_point *p = chart_add(chart, holiday ? 0 : 10 + i);
        p->day = day;
        p->shaded = holiday;
        p->missing = holiday || day_weekday(day) > 5;
    }
}

static void
ticks_are_nice_and_hold_the_largest(void **state)
{
    (void)state;
    static const struct {
        double most, until, step;
    } cases[] = {{38, 40, 10}, {1, 1, 1}, {7, 8, 2}, {100, 100, 20}, {101, 150, 50}, {0, 1, 1},
        {3, 3, 1}, {999999, 1000000, 200000}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scale s = scale_for(cases[i].most, 5, true);
        assert_float_equal(s.until, cases[i].until, 1e-6);
        assert_float_equal(s.step, cases[i].step, 1e-6);
        assert_true(scale_ticks(&s) <= 6);
    }
}

static void
with_few_ticks_the_height_is_used(void **state)
{
    (void)state;
    for (int most = 20; most < 5000; most++) {
        struct scale s = scale_for(most, 2, true);
        assert_true(s.until >= most && s.until <= most * 1.4);
        assert_float_equal(s.step, (int)s.step, 1e-6);
        assert_true(scale_ticks(&s) <= 3);
    }
}

static void
nothing_is_counted_in_halves(void **state)
{
    (void)state;
    struct scale whole = scale_for(2, 5, true), part = scale_for(2, 5, false);
    assert_float_equal(whole.step, 1, 1e-9);
    assert_float_equal(part.step, 0.5, 1e-9);
}

static void
a_holiday_is_one_shade_behind_its_days(void **state)
{
    (void)state;
    static struct chart c;
    struct drawn d;
    october(&c, CHART_DAYS);
    draw(&d, &c);
    assert_int_equal(d.boxes[CHART_SHADE], 1);
    assert_true(d.widest_shade > ground.w * 6.5 / 31 * 0.9);
    assert_int_equal(d.boxes[CHART_VALUE], 17);
    assert_non_null(strstr(d.words, "|10/1|"));
    assert_non_null(strstr(d.words, "|39|")); /* the highest: its number stands over it */
}

static void
closed_days_do_not_lower_the_average(void **state)
{
    (void)state;
    static struct chart c;
    struct drawn d;
    october(&c, CHART_DAYS);
    for (int i = 0; i < c.count; i++)
        if (!c.points[i].missing)
            c.points[i].value = 12;
    draw(&d, &c);
    assert_non_null(strstr(d.words, "on average 12|"));
}

static void
a_line_breaks_where_nothing_is_known(void **state)
{
    (void)state;
    static struct chart c;
    struct drawn d;
    october(&c, CHART_LINE);
    draw(&d, &c);
    /* Thu to Fri, then three whole weeks: 1 + 3 * 4 pieces; 17 dots. */
    assert_int_equal(d.lines[CHART_VALUE], 13);
    assert_int_equal(d.boxes[CHART_VALUE], 17);
}

static void
the_days_of_a_month_are_told_apart_by_depth(void **state)
{
    (void)state;
    static struct chart c;
    struct drawn d;
    october(&c, CHART_HEAT);
    c.points[12].marked = true;
    draw(&d, &c);
    for (int role = CHART_HEAT_1; role <= CHART_HEAT_4; role++)
        assert_true(d.boxes[role] >= 3); /* days, and the legend's sign */
    assert_int_equal(d.boxes[CHART_SHADE], 7);
    assert_int_equal(d.boxes[CHART_MARKED], 1);
    assert_non_null(strstr(d.words, "|17–21|"));
}

static void
a_month_whose_days_are_all_alike_has_one_depth(void **state)
{
    (void)state;
    static struct chart c;
    struct drawn d;
    october(&c, CHART_HEAT);
    for (int i = 0; i < c.count; i++)
        c.points[i].value = 9;
    draw(&d, &c);
    assert_non_null(strstr(d.words, "|9|"));
    assert_null(strstr(d.words, "–"));
}

static void
shares_say_their_part_and_sum_what_has_no_room(void **state)
{
    (void)state;
    static struct chart c;
    struct drawn d;
    c = (struct chart){.kind = CHART_SHARES, .title = "课"};
    for (int i = 0; i < 50; i++)
        snprintf(chart_add(&c, 5)->label, CHART_LABEL, "课%d", i);
    draw(&d, &c);
    assert_non_null(strstr(d.words, "|5  2 %|"));
    assert_non_null(strstr(d.words, " others|"));
    assert_true(d.boxes[CHART_VALUE] < 20);
    c.count = 4;
    draw(&d, &c);
    assert_null(strstr(d.words, "others"));
    assert_int_equal(d.boxes[CHART_VALUE], 4);
    assert_non_null(strstr(d.words, "|5  25 %|"));
}

static void
a_touch_finds_the_day_that_it_sees(void **state)
{
    (void)state;
    static struct chart c;
    october(&c, CHART_DAYS);
    assert_int_equal(chart_at(&c, ground, &look, ground.x + ground.w - 1, ground.y + 150), 30);
    assert_int_equal(chart_at(&c, ground, &look, ground.x + 1, ground.y + 150), -1);
    assert_int_equal(chart_at(&c, ground, &look, ground.x + 400, ground.y - 1), -1);
    october(&c, CHART_HEAT);
    /* 2026-10-01 is a Thursday. */
    assert_int_equal(chart_at(&c, ground, &look, ground.x + 400, ground.y + 70), 0);
    assert_int_equal(chart_at(&c, ground, &look, ground.x + 10, ground.y + 70), -1);
}

static void
every_kind_bears_nothing_one_and_as_many_as_there_are(void **state)
{
    (void)state;
    static struct chart c;
    struct drawn d;
    for (int kind = 0; kind < CHART_KIND_COUNT; kind++) {
        c = (struct chart){.kind = (enum chart_kind)kind};
        draw(&d, &c);
        chart_add(&c, 0)->day = 20261124;
        draw(&d, &c);
        if (kind == CHART_HEAT)
            continue;
        for (int day = 20261125; chart_add(&c, 3); day = day_add(day, 1))
            c.points[c.count - 1].day = day;
        assert_int_equal(c.count, CHART_POINTS);
        draw(&d, &c);
    }
}

static void
on_a_page_no_title_becomes_markup(void **state)
{
    (void)state;
    static struct chart c;
    char *text = NULL;
    size_t size;
    october(&c, CHART_DAYS);
    snprintf(c.title, sizeof c.title, "<b>\"&\x01");
    FILE *out = open_memstream(&text, &size);
    svg_chart(out, &c, 800, 300);
    assert_int_equal(fclose(out), 0);
    assert_non_null(strstr(text, "<title>&lt;b&gt;&quot;&amp;</title>"));
    assert_null(strstr(text, "<b>"));
    assert_null(strchr(text, 1));
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_nice_and_hold_the_largest),
        cmocka_unit_test(with_few_ticks_the_height_is_used),
        cmocka_unit_test(nothing_is_counted_in_halves),
        cmocka_unit_test(a_holiday_is_one_shade_behind_its_days),
        cmocka_unit_test(closed_days_do_not_lower_the_average),
        cmocka_unit_test(a_line_breaks_where_nothing_is_known),
        cmocka_unit_test(the_days_of_a_month_are_told_apart_by_depth),
        cmocka_unit_test(a_month_whose_days_are_all_alike_has_one_depth),
        cmocka_unit_test(shares_say_their_part_and_sum_what_has_no_room),
        cmocka_unit_test(a_touch_finds_the_day_that_it_sees),
        cmocka_unit_test(every_kind_bears_nothing_one_and_as_many_as_there_are),
        cmocka_unit_test(on_a_page_no_title_becomes_markup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
