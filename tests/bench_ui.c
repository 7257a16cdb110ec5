/* The feel of the kiosk, in this process with a real window: bench_ui DATABASE CARDS prints
 * "name value" lines. Times are real; the kiosk's own clock is a script's, so that a day is short.
 */
#include "kiosk/app.h"

#include "db/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { TOUCHES = 600, ROWS = 60, FLINGS = 30, SCANS = 400, OPEN_MS = 8 * 3600 * 1000, CARDS = 64 };

static struct app app;
static char cards[CARDS][64];
static int card_count;

/* Beside the time on the wall the processor's, which a busy machine does not lengthen. */
struct cost {
    double wall_ms, cpu_ms;
};

static double
read_ms(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static struct cost
cost_now(void)
{
    return (struct cost){read_ms(CLOCK_MONOTONIC), read_ms(CLOCK_PROCESS_CPUTIME_ID)};
}

static struct cost
cost_since(struct cost from)
{
    struct cost now = cost_now();
    return (struct cost){now.wall_ms - from.wall_ms, now.cpu_ms - from.cpu_ms};
}

static struct cost
larger(struct cost a, struct cost b)
{
    return (struct cost){
        a.wall_ms > b.wall_ms ? a.wall_ms : b.wall_ms, a.cpu_ms > b.cpu_ms ? a.cpu_ms : b.cpu_ms};
}

static int
by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* A touch and the frame that answers it, presented. */
static struct cost
touch(enum touch_phase phase, int x, int y)
{
    struct cost from = cost_now();
    app_finger(&app, phase, 0, x, y);
    app_frame(&app);
    return cost_since(from);
}

static void
scan(int i)
{
    const char *card = cards[i % card_count];
    app_code(&app, card, strlen(card), clockwork_mono_ms(&app.clock));
    app_frame(&app);
}

/* The language button, which changes each word of the screen, and a child's own page. */
static void
measure_touches(void)
{
    static double wall[TOUCHES], cpu[TOUCHES];
    int x = app.view.theme.width - 80, y = app.view.theme.margin + 40;
    for (int i = 0; i < TOUCHES; i++) {
        if (i % 2)
            scan(i);
        struct cost took = touch(TOUCH_DOWN, x, y);
        wall[i] = took.wall_ms;
        cpu[i] = took.cpu_ms;
        touch(TOUCH_UP, x, y);
        clockwork_pass(&app.clock, 30000);
        app_frame(&app);
    }
    qsort(wall, TOUCHES, sizeof wall[0], by_size);
    qsort(cpu, TOUCHES, sizeof cpu[0], by_size);
    printf("touch_p50_ms %.1f\ntouch_p99_ms %.1f\ntouch_p99_cpu_ms %.1f\n", wall[TOUCHES / 2],
        wall[TOUCHES * 99 / 100], cpu[TOUCHES * 99 / 100]);
}

/* A list as long as a Home: a row is an animal, a name and a line. */
static void
draw_rows(struct ui *ui, struct stage *stage)
{
    static const char *const animals[] = {"bear", "cat", "chick", "cow", "deer", "dog", "duck",
        "elephant", "fox", "frog", "horse", "koala", "lion", "monkey", "mouse", "owl", "panda",
        "peacock", "penguin", "pig", "rabbit", "sheep", "tiger", "turtle"};
    const struct theme *t = ui->theme;
    struct rect all = {0, 0, t->width, t->height};
    draw_sky(ui->list, all, stage->view->minute / 10 * 10);
    struct ui_list list = ui_list_begin(ui, 1, rect_inset(all, t->margin), t->touch, ROWS);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = rect_inset(ui_list_row(&list, i), t->unit / 2);
        char line[64];
        draw_box(ui->list, row, t->corner, PAPER);
        draw_picture(ui->list, rect_left(&row, row.h), "animals", animals[i % 24]);
        snprintf(line, sizeof line, "第 %d 位小朋友，今天来了", i + 1);
        draw_text(ui->list, row, (struct text_style){.size = t->text_l, .colour = INK}, line);
    }
    ui_list_end(ui, &list);
}

static const struct screen screen_rows = {.name = "rows", .draw = draw_rows};

/* One fling and the frames until the list rests. */
static struct cost
fling(int from_y, int to_y, int *frames)
{
    struct cost worst = touch(TOUCH_DOWN, 400, from_y);
    for (int i = 1; i <= 10; i++) {
        clockwork_pass(&app.clock, 16);
        worst = larger(worst, touch(TOUCH_MOVE, 400, from_y + (to_y - from_y) * i / 10));
    }
    worst = larger(worst, touch(TOUCH_UP, 400, to_y));
    for (*frames += 12; app.again_ms; ++*frames) {
        clockwork_pass(&app.clock, 16);
        struct cost from = cost_now();
        app_frame(&app);
        worst = larger(worst, cost_since(from));
    }
    return worst;
}

static void
measure_scrolling(void)
{
    struct cost worst = {0, 0}, from = cost_now();
    int frames = 0;
    app.screen = &screen_rows;
    app.memory = (struct ui_memory){0};
    for (int i = 0; i < FLINGS; i++)
        worst = larger(worst, i % 6 < 3 ? fling(650, 150, &frames) : fling(150, 650, &frames));
    printf("scroll_mean_ms %.1f\nscroll_worst_ms %.1f\nscroll_worst_cpu_ms %.1f\n",
        cost_since(from).wall_ms / frames, worst.wall_ms, worst.cpu_ms);
    app.screen = &screen_home;
}

static double
rss_mib(void)
{
    long pages = 0;
    FILE *in = fopen("/proc/self/statm", "re");
    if (!in || fscanf(in, "%*d %ld", &pages) != 1)
        abort();
    fclose(in);
    return (double)pages * (double)sysconf(_SC_PAGESIZE) / (1024 * 1024);
}

/* A scan, a touch that opens the child's page, and the time until the next. */
static void
pass_a_scan(int i)
{
    scan(i);
    clockwork_pass(&app.clock, 500);
    touch(TOUCH_DOWN, 400, 400);
    touch(TOUCH_UP, 400, 400);
    for (int ms = 0; ms < OPEN_MS / SCANS - 500; ms += 500) {
        clockwork_pass(&app.clock, 500);
        app_frame(&app);
    }
}

/* The second eighth of the day against the last, the mean of each: drawings that come and go within
 * their bound move a single reading by 4 MiB. */
static void
measure_day(void)
{
    double sums[8] = {0};
    clockwork_script(&app.clock, day_to_utc_ms(20261125, 9 * 60, 480));
    for (int i = 0; i < SCANS; i++) {
        pass_a_scan(i);
        sums[i * 8 / SCANS] += rss_mib();
    }
    double hour = SCANS / 8.0;
    fprintf(stderr, "bench-ui: %.1f MiB in the second hour, %.1f in the eighth\n", sums[1] / hour,
        sums[7] / hour);
    printf("day_growth_mib %.2f\n", (sums[7] - sums[1]) / hour);
}

static bool
read_cards(const char *path)
{
    FILE *in = fopen(path, "re");
    while (in && card_count < CARDS && fscanf(in, "%63s", cards[card_count]) == 1)
        card_count++;
    return in && fclose(in) == 0 && card_count > 0;
}

int
main(int argc, char **argv)
{
    static struct app_options options = {.source = "none",
        .width = 1280,
        .height = 800,
        .text_percent = 100,
        .assets = "assets",
        .scanner = "build/zhaoxi-scanner",
        .locale = "build/locale"};
    if (argc != 3 || !read_cards(argv[2]))
        return 2;
    options.db = argv[1];
    if (!app_open(&app, &options))
        return 1;
    clockwork_script(&app.clock, day_to_utc_ms(20261124, 8 * 60, 480));
    app_frame(&app);
    measure_touches();
    measure_scrolling();
    measure_day();
    app_close(&app);
    return 0;
}
