#include "tests/held.h"

#include <math.h>
#include <qrencode.h>
#include <stdlib.h>

enum { NOTHING = -1 };

/* All measures are in modules, from the code's upper left corner. */
static void
fill(struct held *h, double x, double y, double w, double height, double value)
{
    int left = h->code_x + (int)lround(x * HELD_MODULE);
    int top = h->code_y + (int)lround(y * HELD_MODULE);
    int right = left + (int)lround(w * HELD_MODULE);
    int bottom = top + (int)lround(height * HELD_MODULE);
    for (int row = top < 0 ? 0 : top; row < bottom && row < h->h; row++)
        for (int col = left < 0 ? 0 : left; col < right && col < h->w; col++)
            h->px[row * h->w + col] = (float)value;
}

static void
blob(struct held *h, double x, double y, double half_w, double half_h, double value)
{
    for (int row = 0; row < h->h; row++)
        for (int col = 0; col < h->w; col++) {
            double dx = ((double)(col - h->code_x) / HELD_MODULE - x) / half_w;
            double dy = ((double)(row - h->code_y) / HELD_MODULE - y) / half_h;
            if (dx * dx + dy * dy < 1)
                h->px[row * h->w + col] = (float)value;
        }
}

struct margins {
    double left, top, right, bottom;
};

static void
start(struct held *h, double n, const struct margins *m, double value)
{
    h->w = (int)((m->left + n + m->right) * HELD_MODULE);
    h->h = (int)((m->top + n + m->bottom) * HELD_MODULE);
    h->code_x = (int)(m->left * HELD_MODULE);
    h->code_y = (int)(m->top * HELD_MODULE);
    h->code_side = (int)(n * HELD_MODULE);
    h->px = malloc((size_t)h->w * (size_t)h->h * sizeof *h->px);
    if (!h->px)
        abort();
    for (int i = 0; i < h->w * h->h; i++)
        h->px[i] = (float)value;
}

static QRcode *
encode(const char *text)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_Q, QR_MODE_8, 1);
    if (!code)
        abort();
    return code;
}

static void
print_code(struct held *h, const QRcode *code, double ink)
{
    for (int i = 0; i < code->width * code->width; i++)
        if (code->data[i] & 1)
            fill(h, i % code->width, (double)(i / code->width), 1, 1, ink);
}

static void
print_writing(struct held *h, struct canvas *c, double x, double y, double w, double ink)
{
    double high = canvas_uniform(c, 1.2, 3.5);
    for (double at = x; at < x + w; at += high * 0.45)
        if (canvas_chance(c, 0.6)) {
            fill(h, at, y, high * 0.2, high, ink);
            fill(h, at, y + high * canvas_uniform(c, 0, 0.8), high * 0.4, high * 0.2, ink);
        }
}

void
held_card(struct held *h, struct canvas *c, const char *text)
{
    QRcode *code = text ? encode(text) : NULL;
    double n = code ? code->width : 29, paper = canvas_uniform(c, 205, 245);
    double ink = canvas_uniform(c, 12, 45), beside = canvas_uniform(c, 12, 38);
    bool left = canvas_chance(c, 0.3);
    struct margins m = {canvas_uniform(c, 4, 10), canvas_uniform(c, 4, 10),
        canvas_uniform(c, 4, 10), canvas_uniform(c, 4, 10)};
    *(left ? &m.left : &m.right) += beside;
    start(h, n, &m, paper);
    double x = left ? -m.left + 1 : n + 5, y = canvas_uniform(c, 0, 6);
    blob(h, x + beside / 2, y + 6, fmin(8, beside / 2.5), 6, canvas_uniform(c, 60, 180));
    blob(h, x + beside / 2 - 2, y + 4, 1, 1, ink);
    for (int line = 0; line < 4; line++)
        print_writing(h, c, x, y + 13 + line * 4, beside * canvas_uniform(c, 0.4, 0.8), ink);
    if (code)
        print_code(h, code, ink);
    QRcode_free(code);
}

void
held_label(struct held *h, struct canvas *c, const char *text)
{
    QRcode *code = encode(text);
    start(h, code->width, &(struct margins){4, 4, 4, 4}, canvas_uniform(c, 205, 245));
    print_code(h, code, canvas_uniform(c, 12, 45));
    QRcode_free(code);
}

/* Black pixels of a screen shine too, and its white is brighter or darker than paper. */
void
held_phone(struct held *h, struct canvas *c, const char *text)
{
    QRcode *code = encode(text);
    double n = code->width, white = canvas_uniform(c, 130, 320), black = canvas_uniform(c, 5, 60);
    double above = canvas_uniform(c, 14, 24), side = canvas_uniform(c, 5, 8);
    struct margins m = {side, above, side, above};
    start(h, n, &m, canvas_uniform(c, 8, 40));
    fill(h, -side + 1.5, -above + 3, n + 2 * side - 3, n + 2 * above - 6, white);
    print_writing(h, c, 1, -above + 4, n * 0.7, black);
    print_writing(h, c, 2, n + 8, n * 0.5, white * 0.6);
    print_code(h, code, black);
    double period = canvas_uniform(c, 3, 14), depth = canvas_uniform(c, 0.02, 0.1);
    double lean = canvas_uniform(c, -0.4, 0.4);
    for (int i = 0; i < h->w * h->h; i++) {
        double along = (double)(i / h->w) + lean * (i % h->w);
        h->px[i] *= (float)(1 + depth * sin(along * 2 * M_PI / period));
    }
    QRcode_free(code);
}

void
held_finish(struct held *h)
{
    free(h->px);
    h->px = NULL;
}

void
held_invert(struct held *h)
{
    for (int i = 0; i < h->w * h->h; i++)
        h->px[i] = 255 - h->px[i]; /* before anything is cut away */
}

/* One side, away from the code: what is at 0 or n in x or y grows to the edge of the card. */
static void
cover_side(struct held *h, struct canvas *c, int side)
{
    enum { FAR = 60 };
    double n = (double)h->code_side / HELD_MODULE, value = canvas_uniform(c, 10, 110);
    double gap = canvas_chance(c, 0.3) ? 0 : canvas_uniform(c, 0, 1);
    bool across = side < 2, low = side % 2;
    if (canvas_chance(c, 0.5)) {
        double from = low ? -FAR - gap : n + gap;
        value = canvas_chance(c, 0.4) ? NOTHING : value;
        fill(h, across ? from : -FAR, across ? -FAR : from, across ? FAR : 2 * FAR + n,
            across ? 2 * FAR + n : FAR, value);
        return;
    }
    value += 50; /* a finger's */
    for (int finger = (int)canvas_uniform(c, 1, 3); finger > 0; finger--) {
        double at = canvas_uniform(c, 2, n - 2), thick = canvas_uniform(c, 3.5, 7), deep = 18;
        double from = low ? -deep - gap : n + deep + gap;
        blob(h, across ? from : at, across ? at : from, across ? deep : thick,
            across ? thick : deep, value);
    }
}

void
held_cover(struct held *h, struct canvas *c)
{
    int sides = (int)canvas_uniform(c, 1, 5), first = (int)canvas_uniform(c, 0, 4);
    for (int i = 0; i < sides; i++)
        cover_side(h, c, (first + i * 3) % 4);
}
