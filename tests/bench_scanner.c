/* bench_scanner: how much of what children hold up is read, and how fast, beside other decoders.
 *
 *   bench_scanner [--class NAME] [--cpu] [--videos N] [--write FOLDER] [FRAMES [SEED]]
 *
 * FRAMES a class are made from SEED, then N videos, and ../shared/qrset is read where it is.
 * --class takes one class of frames alone; --cpu counts the thread's time instead of the clock's,
 * for a busy machine; --write measures nothing, but puts the frames as PGM into a folder, beside
 * each its texts, a line each. */
#include "tests/kiosk_set.h"
#include "tests/lookers.h"
#include "tests/photo_set.h"
#include "tests/tally.h"
#include "tests/video_run.h"

#include <getopt.h>
#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PHOTOS "../shared/qrset/*/*.png"

static const char *const looker_names[LOOKERS] = {"ours", "zbar", "zxing", "opencv_finds"};

struct options {
    int frames, videos;
    uint64_t seed;
    enum kiosk_class only; /* KIOSK_CLASS_COUNT for all */
    clockid_t clock;
    const char *folder;
};

struct bench {
    struct options options;
    struct canvas *canvas;
    struct lookers lookers;
    struct kiosk_frame frame;
    struct tally by_class[KIOSK_CLASS_COUNT][LOOKERS], codes[LOOKERS], photos[LOOKERS];
    struct tally by_step[STEP_COUNT], photos_by_step[STEP_COUNT]; /* what is read by us */
    struct video_run videos;
};

static void
die(const char *what)
{
    fprintf(stderr, "bench_scanner: %s\n", what);
    exit(1);
}

/* The place of a text in the frame's list, or -1. */
static int
text_index(const struct kiosk_frame *frame, const char *text)
{
    for (int i = 0; i < frame->texts; i++)
        if (strcmp(frame->text[i], text) == 0)
            return i;
    return -1;
}

/* What was read goes to the step that read it, with all that came before it in its time. */
static void
add_step(struct tally *steps, const struct decode_result *decoded, int index, double ms)
{
    if (index >= 0)
        tally_add(&steps[decoded->codes[index].step], true, false, ms);
}

static void
measure(struct bench *b, enum kiosk_class class)
{
    struct grey picture = {b->frame.px, CANVAS_W, CANVAS_H};
    struct lookers *l = &b->lookers;
    l->x = b->frame.x;
    l->y = b->frame.y;
    for (int who = 0; who < LOOKERS; who++) {
        double ms = lookers_look(l, (enum looker)who, &picture);
        bool read = who == OPENCV && l->found.count, wrong = false;
        int card = -1;
        for (int i = 0; i < l->found.count && who != OPENCV; i++) {
            int index = text_index(&b->frame, l->found.text[i]);
            card = index == 0 ? i : card;
            wrong |= index < 0;
        }
        read |= card >= 0;
        if (who == OURS)
            add_step(b->by_step, &l->decoded, card, ms);
        tally_add(&b->by_class[class][who], read, wrong, ms);
        if (class != KIOSK_EMPTY)
            tally_add(&b->codes[who], read, wrong, ms);
    }
}

static FILE *
create(const char *folder, const char *class, int index, const char *ending)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s-%03d.%s", folder, class, index, ending);
    FILE *file = fopen(path, "wbe");
    if (!file)
        die("a frame cannot be written");
    return file;
}

static void
write_frame(struct bench *b, enum kiosk_class class, int index)
{
    FILE *pgm = create(b->options.folder, kiosk_class_name(class), index, "pgm");
    fprintf(pgm, "P5\n%d %d\n255\n", CANVAS_W, CANVAS_H);
    if (fwrite(b->frame.px, sizeof b->frame.px, 1, pgm) != 1 || fclose(pgm) != 0)
        die("a frame cannot be written");
    FILE *txt = create(b->options.folder, kiosk_class_name(class), index, "txt");
    for (int i = 0; i < b->frame.texts; i++)
        fprintf(txt, "%s\n", b->frame.text[i]);
    if (fclose(txt) != 0)
        die("a frame cannot be written");
}

static void
run_class(struct bench *b, enum kiosk_class class)
{
    for (int i = 0; i < b->options.frames; i++) {
        kiosk_frame_make(&b->frame, b->canvas, class, b->options.seed, (uint64_t)i);
        if (b->options.folder)
            write_frame(b, class, i);
        else
            measure(b, class);
    }
}

static void
measure_photo(struct bench *b, const struct photo *photo, const char *path)
{
    struct grey picture = {photo->px, photo->width, photo->height};
    struct lookers *l = &b->lookers;
    for (int who = OURS; who <= ZXING; who++) {
        double ms = lookers_look(l, (enum looker)who, &picture);
        bool wrong = false;
        int at = -1;
        for (int i = 0; i < l->found.count; i++) {
            bool right = photo_reads(photo, l->found.text[i]);
            at = right ? i : at;
            wrong |= !right;
        }
        bool read = at >= 0;
        if (who == OURS)
            add_step(b->photos_by_step, &l->decoded, at, ms);
        tally_add(&b->photos[who], read, wrong, ms);
        if (who == OURS && (!read || wrong))
            fprintf(stderr, "%s: %s\n", path, wrong ? "read wrongly" : "not read");
    }
}

static void
run_photos(struct bench *b)
{
    glob_t paths = {0};
    if (glob(PHOTOS, 0, NULL, &paths) != 0)
        fprintf(stderr, "%s: no photographs here\n", PHOTOS);
    for (size_t i = 0; i < paths.gl_pathc; i++) {
        struct photo photo;
        if (!photo_load(&photo, paths.gl_pathv[i]))
            die("a photograph or its text cannot be read");
        measure_photo(b, &photo, paths.gl_pathv[i]);
        photo_finish(&photo);
    }
    globfree(&paths);
}

static void
print_row(const char *name, struct tally row[LOOKERS])
{
    if (!row[OURS].frames)
        return;
    fprintf(stderr, "%-9s", name);
    for (int who = 0; who < LOOKERS; who++)
        if (row[who].frames)
            fprintf(stderr, " |%6.1f%4d%8.1f%8.1f", 100 * tally_rate(&row[who]), row[who].wrong,
                tally_quantile(&row[who], 0.5), tally_quantile(&row[who], 0.95));
    fputc('\n', stderr);
}

static void
print_table(struct bench *b)
{
    const char *const heads[LOOKERS] = {"ours", "ZBar", "ZXing-cpp", "OpenCV (finds, reads none)"};
    fprintf(stderr, "%d frames a class, seed %llu, none left out; ms by %s\n%-9s",
        b->options.frames, (unsigned long long)b->options.seed,
        b->options.clock == CLOCK_MONOTONIC ? "the clock" : "CPU time", "");
    for (int who = 0; who < LOOKERS; who++)
        fprintf(stderr, " | %-25s", heads[who]);
    fprintf(stderr, "\n%-9s", "class");
    for (int who = 0; who < LOOKERS; who++)
        fprintf(stderr, " |%6s%4s%8s%8s", "read %", "bad", "ms p50", "p95");
    fputc('\n', stderr);
    for (int class = 0; class < KIOSK_CLASS_COUNT; class ++)
        print_row(kiosk_class_name((enum kiosk_class) class), b->by_class[class]);
    print_row("all codes", b->codes);
    print_row("photos", b->photos);
    print_row("videos", b->videos.wait);
}

static void
print_steps(struct bench *b)
{
    fprintf(stderr, "our steps: frames and photographs read by each, and ms a frame until then\n");
    for (int step = 0; step < STEP_COUNT; step++)
        fprintf(stderr, "%-9s | %4d %4d %7.1f\n", decode_step_name((enum decode_step)step),
            b->by_step[step].frames, b->photos_by_step[step].frames, tally_mean(&b->by_step[step]));
}

/* A value that is NAN is none: no line without ours, no word of a peer that has none. */
static void
figure(const char *name, const char *unit, const char *target, const double value[LOOKERS])
{
    const char *between = "";
    if (isnan(value[OURS]))
        return;
    printf("%s\t%.3f\t%s\t%s\t", name, value[OURS], unit, target);
    for (int who = OURS + 1; who < LOOKERS; who++)
        if (!isnan(value[who])) {
            printf("%s%s=%.3f", between, looker_names[who], value[who]);
            between = ",";
        }
    puts(*between ? "" : "-");
}

static void
print_rate(const char *name, const char *target, const struct tally tally[LOOKERS])
{
    double value[LOOKERS];
    for (int who = 0; who < LOOKERS; who++)
        value[who] = tally[who].frames ? tally_rate(&tally[who]) : NAN;
    figure(name, "ratio", target, value);
}

static void
print_ms(const char *name, const char *target, struct tally tally[LOOKERS], double part)
{
    double value[LOOKERS];
    for (int who = 0; who < LOOKERS; who++)
        value[who] = tally[who].frames ? tally_quantile(&tally[who], part) : NAN;
    figure(name, "ms", target, value);
}

static void
print_figures(struct bench *b)
{
    struct tally *none = b->by_class[KIOSK_EMPTY], *wait = b->videos.wait;
    double wrong[LOOKERS], empty[LOOKERS], watch[LOOKERS] = {NAN, NAN, NAN, NAN};
    for (int who = 0; who < LOOKERS; who++) {
        wrong[who] = b->codes[who].wrong + none[who].wrong + b->photos[who].wrong + wait[who].wrong;
        empty[who] = none[who].frames ? tally_mean(&none[who]) : NAN;
    }
    wrong[OPENCV] = NAN; /* it reads nothing */
    if (b->options.videos)
        watch[OURS] = b->videos.empty_ms;
    print_rate("rate_kiosk", ">0.95", b->codes);
    print_rate("rate_photo", ">0.995", b->photos);
    figure("wrong", "pictures", "<1", wrong);
    print_ms("code_p50_ms", "<8", b->codes, 0.5);
    print_ms("code_p95_ms", "<25", b->codes, 0.95);
    figure("empty_mean_ms", "ms", "<3", empty);
    print_ms("video_p50_ms", "-", wait, 0.5);
    print_ms("video_p99_ms", "-", wait, 0.99);
    figure("empty_watch_ms", "ms", "-", watch);
}

static struct options
read_options(int argc, char **argv)
{
    static const struct option names[] = {{"class", required_argument, NULL, 'c'},
        {"cpu", no_argument, NULL, 'u'}, {"videos", required_argument, NULL, 'v'},
        {"write", required_argument, NULL, 'w'}, {0}};
    struct options o = {60, 60, 20261124, KIOSK_CLASS_COUNT, CLOCK_MONOTONIC, NULL};
    int option;
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        if (option == 'c' && kiosk_class_named(optarg) != KIOSK_CLASS_COUNT)
            o.only = kiosk_class_named(optarg);
        else if (option == 'u')
            o.clock = CLOCK_THREAD_CPUTIME_ID;
        else if (option == 'v')
            o.videos = (int)strtol(optarg, NULL, 10);
        else if (option == 'w')
            o.folder = optarg;
        else
            die("usage: [--class NAME] [--cpu] [--videos N] [--write FOLDER] [FRAMES [SEED]]");
    }
    if (o.folder || o.only != KIOSK_CLASS_COUNT)
        o.videos = 0;
    if (optind < argc)
        o.frames = (int)strtol(argv[optind++], NULL, 10);
    if (optind < argc)
        o.seed = strtoull(argv[optind], NULL, 10);
    return o;
}

int
main(int argc, char **argv)
{
    static struct bench b;
    b.options = read_options(argc, argv);
    b.canvas = canvas_create();
    lookers_init(&b.lookers, b.options.clock);
    if (b.options.folder)
        mkdir(b.options.folder, 0777);
    bool all = b.options.only == KIOSK_CLASS_COUNT;
    for (int class = 0; class < KIOSK_CLASS_COUNT; class ++)
        if (all || b.options.only == (enum kiosk_class) class)
            run_class(&b, (enum kiosk_class) class);
    if (!b.options.folder) {
        if (all)
            run_photos(&b);
        if (b.options.videos)
            video_run(&b.videos, &b.lookers, b.canvas, b.options.videos, b.options.seed);
        print_table(&b);
        print_steps(&b);
        print_figures(&b);
    }
    lookers_finish(&b.lookers);
    canvas_destroy(b.canvas);
    return 0;
}
