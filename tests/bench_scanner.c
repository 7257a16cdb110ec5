/* bench_scanner: how much of what children hold up is read, and how fast.
 *
 * Makes frames of 1280x720 with a card in them, one kind of trouble a class, from a fixed seed, and
 * lets our scanner, ZBar alone and ZXing-cpp look at each. A table by class goes to standard error,
 * the figures in all to standard output. */
#include "tests/peers.h"

#include "scanner/card.h"
#include "scanner/decode.h"

#include <math.h>
#include <qrencode.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { W = 1280, H = 720, MODULE = 12, QUIET = 4, FRAMES = 60, MOST = 2048 };

#define CLASSES(X)                                                                                 \
    X(SMALL, "small")                                                                              \
    X(LARGE, "large")                                                                              \
    X(TURNED, "turned")                                                                            \
    X(TILTED, "tilted to 55")                                                                      \
    X(COVERED, "quiet zone covered")                                                               \
    X(BLURRED, "blur to 3")                                                                        \
    X(MOVED, "motion to 18 px")                                                                    \
    X(NOISY, "noise to 45")                                                                        \
    X(PALE, "contrast 8-25 %")                                                                     \
    X(DARK, "very dark")                                                                           \
    X(UNEVEN, "uneven light")                                                                      \
    X(SHADOW, "hard shadow")                                                                       \
    X(GLARE, "glare spot")                                                                         \
    X(INVERTED, "inverted")                                                                        \
    X(PHONE, "on a phone")                                                                         \
    X(SEVERAL, "several at once")                                                                  \
    X(EMPTY, "empty")

enum class {
#define X(id, name) id,
    CLASSES(X)
#undef X
        CLASS_COUNT
};

static const char *const names[CLASS_COUNT] = {
#define X(id, name) name,
    CLASSES(X)
#undef X
};

static uint64_t state;
static float frame[W * H], other[W * H];
static uint8_t px[W * H];

static double
uniform(double from, double to)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return from + (to - from) * (double)(state >> 40) / (double)(1 << 24);
}

static double
normal(void)
{
    return sqrt(-2 * log(uniform(1e-9, 1))) * cos(uniform(0, 2 * M_PI));
}

static void
make_doorway(void)
{
    double top = uniform(70, 190), bottom = uniform(60, 180);
    for (int i = 0; i < W * H; i++)
        frame[i] = (float)(top + (bottom - top) * (i / W) / H);
    for (int n = 0; n < 14; n++) {
        int x0 = (int)uniform(0, W), y0 = (int)uniform(0, H), w = (int)uniform(20, 400);
        int h = (int)uniform(20, 300);
        float value = (float)uniform(20, 230);
        for (int y = y0; y < y0 + h && y < H; y++)
            for (int x = x0; x < x0 + w && x < W; x++)
                frame[y * W + x] = value;
    }
}

struct pose {
    double x, y, size, turn, tilt;
    bool no_margin, inverted;
};

/* Where the ray through a pixel meets the card, from 0 to 1 across the code's modules. */
static bool
meets(const struct pose *p, double u, double v, double *cx, double *cy)
{
    const double far = 1300;
    double t = p->tilt, a = p->turn;
    double along = far * cos(t) / (v * sin(t) + far * cos(t));
    double px_ = u * along, py = v * along, pz = far * along - far;
    double flat = py * cos(t) - pz * sin(t);
    *cx = (px_ * cos(a) + flat * sin(a)) / p->size + 0.5;
    *cy = (-px_ * sin(a) + flat * cos(a)) / p->size + 0.5;
    return along > 0;
}

static double
module_at(const QRcode *code, const struct pose *p, double cx, double cy)
{
    int n = code->width, mx = (int)floor(cx * n), my = (int)floor(cy * n);
    bool in = mx >= 0 && my >= 0 && mx < n && my < n;
    int margin = p->no_margin ? 0 : QUIET;
    if (!in && (mx < -margin || my < -margin || mx >= n + margin || my >= n + margin))
        return -1;
    bool dark = in && code->data[my * n + mx] & 1;
    return dark != p->inverted ? 25 : 232;
}

/* Four samples a pixel, so that edges are as soft as a lens draws them. */
static void
place(const char *text, const struct pose *p)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_Q, QR_MODE_8, 1);
    double reach = p->size * 1.1;
    for (int y = (int)(p->y - reach); code && y < p->y + reach; y++)
        for (int x = (int)(p->x - reach); x < p->x + reach; x++) {
            double sum = 0;
            int hits = 0;
            for (int k = 0; k < 4 && x >= 0 && y >= 0 && x < W && y < H; k++) {
                double cx, cy, u = x - p->x + (k % 2) * 0.5, v = y - p->y + (k / 2) * 0.5;
                double value = meets(p, u, v, &cx, &cy) ? module_at(code, p, cx, cy) : -1;
                sum += value >= 0 ? value : 0;
                hits += value >= 0;
            }
            if (hits)
                frame[y * W + x] = (float)((sum + (4 - hits) * (double)frame[y * W + x]) / 4);
        }
    QRcode_free(code);
}

static void
mean_along(int dx, int dy, int radius)
{
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++) {
            float sum = 0;
            int n = 0;
            for (int k = -radius; k <= radius; k++) {
                int sx = x + k * dx, sy = y + k * dy;
                if (sx < 0 || sy < 0 || sx >= W || sy >= H)
                    continue;
                sum += frame[sy * W + sx];
                n++;
            }
            other[y * W + x] = sum / (float)n;
        }
    memcpy(frame, other, sizeof frame);
}

/* Three box means in each direction come near a Gaussian of this sigma. */
static void
blur(double sigma)
{
    int radius = (int)lround((sqrt(4 * sigma * sigma + 1) - 1) / 2);
    for (int pass = 0; pass < 3 && radius > 0; pass++) {
        mean_along(1, 0, radius);
        mean_along(0, 1, radius);
    }
}

static void
scale_light(double (*gain)(double x, double y, const double *with), const double *with)
{
    for (int i = 0; i < W * H; i++)
        frame[i] = (float)(frame[i] * gain(i % W, (double)i / W, with));
}

static double
slope(double x, double y, const double *with)
{
    return with[0] + (1.1 - with[0]) * (x * with[1] + y * with[2]) / (W * with[1] + H * with[2]);
}

static double
half_plane(double x, double y, const double *with)
{
    return (x - with[0]) * with[2] + (y - with[1]) * with[3] > 0 ? with[4] : 1;
}

static void
glare(double x, double y, double radius)
{
    for (int i = 0; i < W * H; i++) {
        double d = hypot(i % W - x, (double)i / W - y) / radius;
        frame[i] += (float)(300 * exp(-d * d));
    }
}

static void
degrade(enum class class, const struct pose *p)
{
    double c, a;
    switch (class) {
    case BLURRED:
        blur(uniform(1, 3));
        break;
    case MOVED:
        mean_along(uniform(0, 1) < 0.7, 1, (int)uniform(2, 9));
        break;
    case PALE:
        c = uniform(0.08, 0.25);
        for (int i = 0; i < W * H; i++)
            frame[i] = (float)(110 + (frame[i] - 128) * c);
        break;
    case DARK:
        c = uniform(0.08, 0.25);
        for (int i = 0; i < W * H; i++)
            frame[i] = (float)(frame[i] * c);
        break;
    case UNEVEN:
        scale_light(slope, (double[]){uniform(0.1, 0.3), uniform(0.2, 1), uniform(0.2, 1)});
        break;
    case SHADOW:
        a = uniform(0, 2 * M_PI);
        scale_light(half_plane, (double[]){p->x, p->y, cos(a), sin(a), uniform(0.25, 0.5)});
        break;
    case GLARE:
        glare(p->x + uniform(-0.4, 0.4) * p->size, p->y + uniform(-0.4, 0.4) * p->size,
            p->size * uniform(0.1, 0.22));
        break;
    default:
        break;
    }
}

static void finish(enum class class)
{
    double sigma = class == NOISY ? uniform(15, 45) : class == DARK ? 3 : 4;
    for (int i = 0; i < W * H; i++) {
        double value = frame[i] + normal() * sigma;
        px[i] = (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
    }
}

static struct pose pose_for(enum class class)
{
    struct pose p = {.x = uniform(420, 860),
        .y = uniform(250, 470),
        .size = uniform(120, 280),
        .turn = uniform(-0.2, 0.2),
        .tilt = uniform(-0.2, 0.2)};
    if (class == SMALL)
        p.size = uniform(60, 110);
    if (class == LARGE)
        p.size = uniform(300, 480);
    if (class == TURNED)
        p.turn = uniform(0, 2 * M_PI);
    if (class == TILTED)
        p.tilt = uniform(0.5, 0.96);
    p.no_margin = class == COVERED;
    p.inverted = class == INVERTED;
    return p;
}

static void
make_frame(enum class class, char text[CARD_TEXT_LEN + 1])
{
    static const uint8_t key[CARD_KEY_LEN] = {1};
    struct card card = {.kind = CARD_CHILD};
    for (int i = 0; i < CARD_ID_LEN; i++)
        card.id[i] = (uint8_t)uniform(0, 256);
    card_text(text, &card, key);
    make_doorway();
    struct pose p = pose_for(class);
    if (class == PHONE)
        for (int y = (int)(p.y - p.size); y < p.y + p.size && y < H; y++)
            for (int x = (int)(p.x - p.size * 0.7); x < p.x + p.size * 0.7 && x < W; x++)
                if (x >= 0 && y >= 0)
                    frame[y * W + x] = hypot(x - p.x, y - p.y) < p.size * 0.95 ? 250 : 12;
    if (class == SEVERAL) {
        struct pose second = p;
        second.x = p.x < 640 ? p.x + 330 : p.x - 330;
        second.size = 100;
        p.size = 240;
        place("https://example.org/another", &second);
    }
    if (class != EMPTY)
        place(text, &p);
    degrade(class, &p);
    finish(class);
}

/* ---- measuring ---- */

enum peer { OURS, ZBAR, ZXING, PEERS };

struct tally {
    int frames, read, wrong;
    double ms[MOST];
};

static struct tally all[PEERS], by_class[PEERS][CLASS_COUNT];

static double
now_ms(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
look(struct decoder *decoder, enum peer peer, struct decode_result *found)
{
    struct grey picture = {px, W, H};
    if (peer == OURS)
        return decoder_search(decoder, found, &picture);
    if (peer == ZBAR)
        return decoder_look(decoder, found, &picture, LOOK_PLAIN);
    char text[DECODE_TEXT_MAX + 1];
    found->count = peer_zxing(px, W, H, text, sizeof text);
    if (found->count)
        memcpy(found->codes[0].text, text, sizeof text);
    return found->count;
}

static void
add(struct tally *tally, bool read, bool wrong, double ms)
{
    if (tally->frames < MOST)
        tally->ms[tally->frames] = ms;
    tally->frames++;
    tally->read += read;
    tally->wrong += wrong;
}

static void
measure(struct decoder *decoder, enum class class, const char *text)
{
    static struct decode_result found;
    for (int peer = 0; peer < PEERS; peer++) {
        double from = now_ms();
        int count = look(decoder, (enum peer)peer, &found);
        double ms = now_ms() - from;
        bool read = false, wrong = false;
        for (int i = 0; i < count; i++) {
            bool ours = strcmp(found.codes[i].text, text) == 0 && class != EMPTY;
            read |= ours;
            wrong |= !ours && strncmp(found.codes[i].text, "https://example", 15) != 0;
        }
        add(&by_class[peer][class], read, wrong, ms);
        if (class != EMPTY)
            add(&all[peer], read, wrong, ms);
    }
}

static int
compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double
quantile(struct tally *tally, double part)
{
    int n = tally->frames < MOST ? tally->frames : MOST;
    qsort(tally->ms, (size_t)n, sizeof tally->ms[0], compare);
    return n ? tally->ms[(int)((n - 1) * part)] : 0;
}

static double
rate(const struct tally *tally)
{
    return tally->frames ? (double)tally->read / tally->frames : 0;
}

static void
print_table(void)
{
    fprintf(stderr, "%-20s %22s %22s %22s\n", "class", "ours % wrong p50 p95", "ZBar", "ZXing-cpp");
    for (int class = 0; class < CLASS_COUNT; class ++) {
        fprintf(stderr, "%-20s", names[class]);
        for (int peer = 0; peer < PEERS; peer++) {
            struct tally *t = &by_class[peer][class];
            fprintf(stderr, " %5.0f %2d %6.1f %6.1f", 100 * rate(t), t->wrong, quantile(t, 0.5),
                quantile(t, 0.95));
        }
        fputc('\n', stderr);
    }
}

static void
figure(
    const char *name, const char *unit, const char *target, double ours, double zbar, double zxing)
{
    printf("%s\t%.3f\t%s\t%s\tzbar=%.3f,zxing=%.3f\n", name, ours, unit, target, zbar, zxing);
}

static double
mean(const struct tally *t)
{
    double sum = 0;
    int n = t->frames < MOST ? t->frames : MOST;
    for (int i = 0; i < n; i++)
        sum += t->ms[i];
    return n ? sum / n : 0;
}

/* An empty frame as the live scanner meets it: the cheap look alone. */
static double
empty_mean(struct decoder *decoder)
{
    static struct decode_result found;
    char text[CARD_TEXT_LEN + 1];
    double sum = 0;
    for (int i = 0; i < 20; i++) {
        make_frame(EMPTY, text);
        struct grey picture = {px, W, H};
        double from = now_ms();
        decoder_look(decoder, &found, &picture, LOOK_HALF);
        sum += now_ms() - from;
    }
    return sum / 20;
}

int
main(int argc, char **argv)
{
    int frames = argc > 1 ? (int)strtol(argv[1], NULL, 10) : FRAMES;
    state = argc > 2 ? strtoull(argv[2], NULL, 10) : 20261124;
    struct decoder *decoder = decoder_create();
    for (int class = 0; class < CLASS_COUNT; class ++)
        for (int i = 0; i < frames; i++) {
            char text[CARD_TEXT_LEN + 1];
            make_frame((enum class) class, text);
            measure(decoder, (enum class) class, text);
        }
    print_table();
    figure("rate_kiosk", "ratio", ">0.95", rate(&all[OURS]), rate(&all[ZBAR]), rate(&all[ZXING]));
    figure("wrong", "frames", "<1", all[OURS].wrong, all[ZBAR].wrong, all[ZXING].wrong);
    figure("code_p50_ms", "ms", "<8", quantile(&all[OURS], 0.5), quantile(&all[ZBAR], 0.5),
        quantile(&all[ZXING], 0.5));
    figure("code_p95_ms", "ms", "<25", quantile(&all[OURS], 0.95), quantile(&all[ZBAR], 0.95),
        quantile(&all[ZXING], 0.95));
    figure("empty_mean_ms", "ms", "<3", empty_mean(decoder), mean(&by_class[ZBAR][EMPTY]),
        mean(&by_class[ZXING][EMPTY]));
    decoder_destroy(decoder);
    return 0;
}
