/* bench_scanner: how much of what children hold up is read, and how fast, beside other decoders.
 *
 *   bench_scanner [--class NAME] [--cpu] [--write FOLDER] [FRAMES [SEED]]
 *
 * FRAMES a class are made from SEED. --class takes one class alone; --cpu counts the thread's time
 * instead of the clock's, for a busy machine; --write makes no measurement, but puts the frames as
 * PGM and their texts, a line each, into a folder. */
#include "tests/kiosk_set.h"
#include "tests/peers.h"
#include "tests/tally.h"

#include "scanner/decode.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum peer { OURS, ZBAR, ZXING, OPENCV, PEERS };

struct options {
    int frames;
    uint64_t seed;
    enum kiosk_class only; /* KIOSK_CLASS_COUNT for all */
    clockid_t clock;
    const char *folder;
};

struct bench {
    struct options options;
    struct canvas *canvas;
    struct decoder *decoder;
    struct kiosk_frame frame;
    struct decode_result decoded;
    struct peer_found found;
    struct tally all[PEERS], by_class[PEERS][KIOSK_CLASS_COUNT];
};

static void
die(const char *what)
{
    fprintf(stderr, "bench_scanner: %s\n", what);
    exit(1);
}

static double
now_ms(const struct bench *b)
{
    struct timespec t = {0};
    clock_gettime(b->options.clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
take_over(struct bench *b)
{
    b->found.count = b->decoded.count;
    for (int i = 0; i < b->decoded.count; i++)
        memcpy(b->found.text[i], b->decoded.codes[i].text, sizeof b->found.text[i]);
}

/* Lets one decoder look; what it read is in b->found. Returns the milliseconds that it took. */
static double
look(struct bench *b, enum peer peer, const struct grey *picture)
{
    double from = now_ms(b);
    switch (peer) {
    case OURS:
        decoder_search(b->decoder, &b->decoded, picture);
        break;
    case ZBAR:
        peer_zbar(&b->found, picture->px, picture->width, picture->height);
        break;
    case ZXING:
        peer_zxing(&b->found, picture->px, picture->width, picture->height);
        break;
    case OPENCV: /* finding the right place counts as read */
        b->found.count =
            peer_opencv(picture->px, picture->width, picture->height, b->frame.x, b->frame.y);
        memcpy(b->found.text[0], b->frame.text[0], sizeof b->frame.text[0]);
        break;
    case PEERS:
        break;
    }
    double ms = now_ms(b) - from;
    if (peer == OURS)
        take_over(b);
    return ms;
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

static void
measure(struct bench *b, enum kiosk_class class)
{
    struct grey picture = {b->frame.px, CANVAS_W, CANVAS_H};
    for (int peer = 0; peer < PEERS; peer++) {
        double ms = look(b, (enum peer)peer, &picture);
        bool read = false, wrong = false;
        for (int i = 0; i < b->found.count; i++) {
            int index = text_index(&b->frame, b->found.text[i]);
            read |= index == 0;
            wrong |= index < 0;
        }
        tally_add(&b->by_class[peer][class], read, wrong, ms);
        if (class != KIOSK_EMPTY)
            tally_add(&b->all[peer], read, wrong, ms);
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
print_row(const char *name, struct tally *const row[PEERS])
{
    fprintf(stderr, "%-9s", name);
    for (int peer = 0; peer < PEERS; peer++)
        fprintf(stderr, " |%6.1f%4d%7.1f%7.1f", 100 * tally_rate(row[peer]), row[peer]->wrong,
            tally_quantile(row[peer], 0.5), tally_quantile(row[peer], 0.95));
    fputc('\n', stderr);
}

static void
print_table(struct bench *b)
{
    fprintf(stderr, "%d frames a class, seed %llu, none left out\n%-9s", b->options.frames,
        (unsigned long long)b->options.seed, "");
    const char *const peers[PEERS] = {"ours", "ZBar", "ZXing-cpp", "OpenCV, found only"};
    for (int peer = 0; peer < PEERS; peer++)
        fprintf(stderr, " | %-23s", peers[peer]);
    fprintf(stderr, "\n%-9s", "class");
    for (int peer = 0; peer < PEERS; peer++)
        fprintf(stderr, " |%6s%4s%7s%7s", "read %", "bad", "ms p50", "p95");
    fputc('\n', stderr);
    struct tally *row[PEERS];
    for (int class = 0; class < KIOSK_CLASS_COUNT; class ++) {
        for (int peer = 0; peer < PEERS; peer++)
            row[peer] = &b->by_class[peer][class];
        if (row[OURS]->frames)
            print_row(kiosk_class_name((enum kiosk_class) class), row);
    }
    for (int peer = 0; peer < PEERS; peer++)
        row[peer] = &b->all[peer];
    print_row("all codes", row);
}

static void
figure(const char *name, const char *unit, const char *target, const double value[PEERS])
{
    printf("%s\t%.3f\t%s\t%s\tzbar=%.3f,zxing=%.3f,opencv_finds=%.3f\n", name, value[OURS], unit, target,
        value[ZBAR], value[ZXING], value[OPENCV]);
}

static void
print_figures(struct bench *b)
{
    double rate[PEERS], wrong[PEERS], p50[PEERS], p95[PEERS], empty[PEERS];
    for (int peer = 0; peer < PEERS; peer++) {
        struct tally *all = &b->all[peer], *none = &b->by_class[peer][KIOSK_EMPTY];
        rate[peer] = tally_rate(all);
        wrong[peer] = all->wrong + none->wrong;
        p50[peer] = tally_quantile(all, 0.5);
        p95[peer] = tally_quantile(all, 0.95);
        empty[peer] = tally_mean(none);
    }
    figure("rate_kiosk", "ratio", ">0.95", rate);
    figure("wrong", "frames", "<1", wrong);
    figure("code_p50_ms", "ms", "<8", p50);
    figure("code_p95_ms", "ms", "<25", p95);
    figure("empty_mean_ms", "ms", "<3", empty);
}

static struct options
read_options(int argc, char **argv)
{
    static const struct option names[] = {{"class", required_argument, NULL, 'c'},
        {"cpu", no_argument, NULL, 'u'}, {"write", required_argument, NULL, 'w'}, {0}};
    struct options o = {60, 20261124, KIOSK_CLASS_COUNT, CLOCK_MONOTONIC, NULL};
    int option;
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        if (option == 'c' && kiosk_class_named(optarg) != KIOSK_CLASS_COUNT)
            o.only = kiosk_class_named(optarg);
        else if (option == 'u')
            o.clock = CLOCK_THREAD_CPUTIME_ID;
        else if (option == 'w')
            o.folder = optarg;
        else
            die("usage: bench_scanner [--class NAME] [--cpu] [--write FOLDER] [FRAMES [SEED]]");
    }
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
    b.decoder = decoder_create();
    if (b.options.folder)
        mkdir(b.options.folder, 0777);
    for (int class = 0; class < KIOSK_CLASS_COUNT; class ++)
        if (b.options.only == KIOSK_CLASS_COUNT || b.options.only == (enum kiosk_class) class)
            run_class(&b, (enum kiosk_class) class);
    if (!b.options.folder) {
        print_table(&b);
        print_figures(&b);
    }
    decoder_destroy(b.decoder);
    canvas_destroy(b.canvas);
    return 0;
}
