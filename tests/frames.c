/* frames: a camera's stream with cards held before it, for tests, benchmarks and the demo.
 *
 * Writes Y4M, 1280x720: a doorway, then each card sliding in, held, and taken away. A card is a PGM
 * picture (a page of the product's own PDF, say) or text:TEXT, drawn as a bare code. The same seed
 * gives the same frames. With --append the stream has no head: it goes on with another one. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <math.h>
#include <qrencode.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WIDTH = 1280, HEIGHT = 720, SLIDE = 4, NOISES = 65536, CARDS = 256 };

struct options {
    const char *out;
    int fps, hold, gap, size;
    double tilt, turn, blur, noise;
    bool realtime, loop, append;
    uint64_t seed;
};

struct picture {
    int w, h;
    uint8_t *px;
};

static uint64_t state;
static int8_t noises[NOISES];
static uint8_t doorway[WIDTH * HEIGHT], frame[WIDTH * HEIGHT], soft[WIDTH * HEIGHT];

static uint32_t
random_bits(void)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 32);
}

static void
die(const char *what)
{
    fprintf(stderr, "frames: %s\n", what);
    exit(1);
}

/* Sum of four uniform numbers: near enough to a normal distribution. */
static void
make_noise(double sigma)
{
    for (int i = 0; i < NOISES; i++) {
        double sum = 0;
        for (int k = 0; k < 4; k++)
            sum += random_bits() / 4294967296.0 - 0.5;
        double value = sum * sigma * 1.732;
        noises[i] = (int8_t)fmax(-127, fmin(127, value));
    }
}

/* A wall, a door, somebody's head and shoulders. */
static void
make_doorway(void)
{
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            double head = hypot(x - 640, (y - 300) * 0.9), body = hypot((x - 640) * 0.6, y - 760);
            int v = 150 - y / 12 + (x > 180 && x < 420 ? -30 : 0);
            if (body < 290)
                v = 92;
            if (head < 130)
                v = 168;
            if (head < 140 && y < 250)
                v = 48;
            doorway[y * WIDTH + x] = (uint8_t)v;
        }
}

static struct picture
read_pgm(const char *path)
{
    struct picture p = {0};
    int most = 0;
    FILE *in = fopen(path, "rbe");
    if (!in || fscanf(in, "P5 %d %d %d", &p.w, &p.h, &most) != 3 || fgetc(in) == EOF ||
        most != 255 || p.w < 1 || p.h < 1 || p.w > 8192 || p.h > 8192)
        die("not an 8 bit PGM picture");
    p.px = malloc((size_t)p.w * (size_t)p.h);
    if (!p.px || fread(p.px, 1, (size_t)p.w * (size_t)p.h, in) != (size_t)p.w * (size_t)p.h)
        die("a PGM picture that is cut off");
    fclose(in);
    return p;
}

static struct picture
draw_text(const char *text)
{
    enum { MODULE = 8, QUIET = 4 };
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_Q, QR_MODE_8, 1);
    if (!code)
        die("a text that is no code");
    int side = (code->width + 2 * QUIET) * MODULE;
    struct picture p = {side, side, malloc((size_t)side * (size_t)side)};
    if (!p.px)
        die("no memory");
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++) {
            int mx = x / MODULE - QUIET, my = y / MODULE - QUIET;
            bool in = mx >= 0 && my >= 0 && mx < code->width && my < code->width;
            bool dark = in && code->data[my * code->width + mx] & 1;
            p.px[y * side + x] = dark ? 20 : 235;
        }
    QRcode_free(code);
    return p;
}

/* Where the ray through a pixel meets the card's plane, in pixels of the card. Turned in its plane,
 * tilted about a level line, at a distance at which a pixel of the card is one of the frame. */
static bool
hit(double u, double v, const struct options *o, double *x, double *y)
{
    const double far = 1100;
    double t = o->tilt * M_PI / 180, a = o->turn * M_PI / 180;
    double along = far * cos(t) / (v * sin(t) + far * cos(t));
    if (along <= 0)
        return false;
    double px = u * along, py = v * along, pz = far * along - far;
    double flat_y = py * cos(t) - pz * sin(t);
    *x = px * cos(a) + flat_y * sin(a);
    *y = -px * sin(a) + flat_y * cos(a);
    return true;
}

static int
sample(const struct picture *card, double x, double y)
{
    int left = (int)floor(x), top = (int)floor(y);
    if (left < 0 || top < 0 || left + 1 >= card->w || top + 1 >= card->h)
        return -1;
    double fx = x - left, fy = y - top;
    const uint8_t *a = card->px + (ptrdiff_t)top * card->w + left, *b = a + card->w;
    return (int)((a[0] * (1 - fx) + a[1] * fx) * (1 - fy) + (b[0] * (1 - fx) + b[1] * fx) * fy);
}

static void
place(const struct picture *card, const struct options *o, double centre_x, double centre_y)
{
    double scale = (double)card->w / o->size;
    for (int v = 0; v < HEIGHT; v++)
        for (int u = 0; u < WIDTH; u++) {
            double x, y;
            if (!hit(u - centre_x, v - centre_y, o, &x, &y))
                continue;
            int value = sample(card, x * scale + card->w / 2.0, y * scale + card->h / 2.0);
            if (value >= 0)
                frame[v * WIDTH + u] = (uint8_t)value;
        }
}

/* Three box means of the radius that gives the sigma. */
static void
blur(double sigma)
{
    int radius = (int)lround(sigma);
    if (sigma <= 0)
        return;
    radius = radius < 1 ? 1 : radius;
    for (int pass = 0; pass < 2; pass++) {
        for (int y = radius; y < HEIGHT - radius; y++)
            for (int x = radius; x < WIDTH - radius; x++) {
                int sum = 0;
                for (int k = -radius; k <= radius; k++)
                    sum += pass ? frame[(y + k) * WIDTH + x] : frame[y * WIDTH + x + k];
                soft[y * WIDTH + x] = (uint8_t)(sum / (2 * radius + 1));
            }
        memcpy(frame, soft, sizeof frame);
    }
}

static void
add_noise(const struct options *o)
{
    if (o->noise <= 0)
        return;
    uint32_t at = random_bits();
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        int value = frame[i] + noises[(at + (uint32_t)i * 7 + (uint32_t)(i >> 9) * 13) % NOISES];
        frame[i] = (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
    }
}

static void
write_frame(FILE *out, const struct options *o)
{
    static uint8_t colour[WIDTH * HEIGHT / 4];
    static struct timespec next;
    blur(o->blur);
    add_noise(o);
    if (o->realtime) {
        if (next.tv_sec == 0)
            clock_gettime(CLOCK_MONOTONIC, &next);
        next.tv_nsec += 1000000000L / o->fps;
        if (next.tv_nsec >= 1000000000L) {
            next.tv_nsec -= 1000000000L;
            next.tv_sec++;
        }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
    }
    memset(colour, 122, sizeof colour);
    bool ok = fputs("FRAME\n", out) >= 0 && fwrite(frame, sizeof frame, 1, out) == 1 &&
              fwrite(colour, sizeof colour, 1, out) == 1;
    memset(colour, 134, sizeof colour);
    ok = ok && fwrite(colour, sizeof colour, 1, out) == 1 && fflush(out) == 0;
    if (!ok)
        exit(errno == EPIPE ? 0 : 1); /* whoever watched has gone */
}

static void
show_card(FILE *out, const struct options *o, const struct picture *card)
{
    for (int i = 0; i < o->gap; i++) {
        memcpy(frame, doorway, sizeof frame);
        write_frame(out, o);
    }
    for (int i = 0; i < o->hold + SLIDE; i++) {
        double away = i < SLIDE ? 420.0 * (SLIDE - i) / SLIDE : 0;
        memcpy(frame, doorway, sizeof frame);
        place(card, o, 640 + away + random_bits() % 7, 380 + random_bits() % 5);
        write_frame(out, o);
    }
}

static struct options
read_options(int argc, char **argv)
{
    static const struct option names[] = {{"out", required_argument, NULL, 'o'},
        {"fps", required_argument, NULL, 'f'}, {"hold", required_argument, NULL, 'h'},
        {"gap", required_argument, NULL, 'g'}, {"size", required_argument, NULL, 's'},
        {"tilt", required_argument, NULL, 't'}, {"turn", required_argument, NULL, 'u'},
        {"blur", required_argument, NULL, 'b'}, {"noise", required_argument, NULL, 'n'},
        {"seed", required_argument, NULL, 'e'}, {"realtime", no_argument, NULL, 'r'},
        {"loop", no_argument, NULL, 'l'}, {"append", no_argument, NULL, 'a'}, {0}};
    struct options o = {.fps = 15, .hold = 12, .gap = 10, .size = 420, .seed = 1};
    int option;
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        double number = optarg ? strtod(optarg, NULL) : 0;
        switch (option) {
        case 'o':
            o.out = optarg;
            break;
        case 'f':
            o.fps = (int)number;
            break;
        case 'h':
            o.hold = (int)number;
            break;
        case 'g':
            o.gap = (int)number;
            break;
        case 's':
            o.size = (int)number;
            break;
        case 't':
            o.tilt = number;
            break;
        case 'u':
            o.turn = number;
            break;
        case 'b':
            o.blur = number;
            break;
        case 'n':
            o.noise = number;
            break;
        case 'e':
            o.seed = (uint64_t)number;
            break;
        case 'r':
            o.realtime = true;
            break;
        case 'l':
            o.loop = true;
            break;
        case 'a':
            o.append = true;
            break;
        default:
            die("unknown option");
        }
    }
    return o;
}

int
main(int argc, char **argv)
{
    static struct picture cards[CARDS];
    struct options o = read_options(argc, argv);
    int count = argc - optind;
    if (!o.out || o.fps < 1 || o.size < 10 || count > CARDS)
        die("usage: frames --out FILE [--fps N] [--hold N] [--gap N] [--size PX] [--tilt DEG] "
            "[--turn DEG] [--blur SIGMA] [--noise SIGMA] [--seed N] [--realtime] [--loop] "
            "[--append] CARD...");
    state = o.seed;
    make_noise(o.noise);
    make_doorway();
    for (int i = 0; i < count; i++) {
        const char *name = argv[optind + i];
        cards[i] = strncmp(name, "text:", 5) == 0 ? draw_text(name + 5) : read_pgm(name);
    }
    FILE *out = fopen(o.out, "wbe");
    if (!out)
        die("the stream cannot be written");
    if (!o.append)
        fprintf(out, "YUV4MPEG2 W%d H%d F%d:1 Ip A1:1 C420jpeg\n", WIDTH, HEIGHT, o.fps);
    do {
        for (int i = 0; i < count; i++)
            show_card(out, &o, &cards[i]);
        for (int i = 0; i < o.gap; i++) {
            memcpy(frame, doorway, sizeof frame);
            write_frame(out, &o);
        }
    } while (o.loop);
    for (int i = 0; i < count; i++)
        free(cards[i].px);
    return fclose(out) == 0 ? 0 : 1;
}
