/* decode.c: prepares the picture and lets ZBar look. Only QR is switched on: CVE-2023-40890 is in
 * another of its decoders, and what is off can't be attacked. */
#include "scanner/decode.h"

#include "scanner/prepare.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zbar.h>

/* What a pixel is compared with: see prepare_threshold. Wide bridges a glare, near follows a
 * shadow's edge and small modules. */
enum { WIDE = 24, NEAR = 60 };

struct decoder {
    zbar_image_scanner_t *scanner;
    zbar_image_t *image;
    struct prepare prepare;
};

static void *
need(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

struct decoder *
decoder_create(void)
{
    struct decoder *d = need(calloc(1, sizeof *d));
    d->scanner = need(zbar_image_scanner_create());
    d->image = need(zbar_image_create());
    zbar_image_set_format(d->image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_scanner_set_config(d->scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(d->scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    /* Without this ZBar guesses a character set and rewrites what it read. */
    zbar_image_scanner_set_config(d->scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    return d;
}

void
decoder_destroy(struct decoder *d)
{
    if (!d)
        return;
    zbar_image_destroy(d->image);
    zbar_image_scanner_destroy(d->scanner);
    prepare_finish(&d->prepare);
    free(d);
}

static int
area_of(const zbar_symbol_t *symbol)
{
    unsigned n = zbar_symbol_get_loc_size(symbol);
    int left = DECODE_SIDE_MAX, right = 0, top = DECODE_SIDE_MAX, bottom = 0;
    for (unsigned i = 0; i < n; i++) {
        int x = zbar_symbol_get_loc_x(symbol, i), y = zbar_symbol_get_loc_y(symbol, i);
        left = x < left ? x : left;
        right = x > right ? x : right;
        top = y < top ? y : top;
        bottom = y > bottom ? y : bottom;
    }
    return right > left && bottom > top ? (right - left) * (bottom - top) : 0;
}

/* Keeps the codes in order of size. */
static void
keep(struct decode_result *out, const char *text, size_t len, int area)
{
    int at = out->count;
    while (at > 0 && out->codes[at - 1].area < area) {
        out->codes[at] = out->codes[at - 1];
        at--;
    }
    struct decoded *code = &out->codes[at];
    memcpy(code->text, text, len);
    code->text[len] = '\0';
    code->len = len;
    code->area = area;
    out->count++;
}

static int
run_zbar(struct decoder *d, struct decode_result *out, const struct grey *picture, int scale)
{
    unsigned size = (unsigned)picture->width * (unsigned)picture->height;
    zbar_image_set_size(d->image, (unsigned)picture->width, (unsigned)picture->height);
    zbar_image_set_data(d->image, picture->px, size, NULL);
    zbar_scan_image(d->scanner, d->image);
    const zbar_symbol_t *symbol = zbar_image_first_symbol(d->image);
    for (; symbol && out->count < DECODE_MAX; symbol = zbar_symbol_next(symbol)) {
        size_t len = zbar_symbol_get_data_length(symbol);
        if (zbar_symbol_get_type(symbol) == ZBAR_QRCODE && len > 0 && len <= DECODE_TEXT_MAX)
            keep(out, zbar_symbol_get_data(symbol), len, area_of(symbol) * scale * scale);
    }
    return out->count;
}

/* Areas are of the picture as it came, not of one at twice its size. */
static int
shrink_areas(struct decode_result *out)
{
    for (int i = 0; i < out->count; i++)
        out->codes[i].area /= 4;
    return out->count;
}

int
decoder_look(
    struct decoder *d, struct decode_result *out, const struct grey *picture, enum decode_look look)
{
    out->count = 0;
    if (!picture->px || picture->width < 2 || picture->height < 2 ||
        picture->width > DECODE_SIDE_MAX || picture->height > DECODE_SIDE_MAX)
        return 0;
    struct grey prepared = *picture;
    switch (look) {
    case LOOK_HALF:
    case LOOK_FINE:
    case LOOK_INVERTED:
        prepared = prepare_half(&d->prepare, picture);
        prepared = prepare_threshold(
            &d->prepare, &prepared, look == LOOK_FINE ? NEAR : WIDE, look == LOOK_INVERTED);
        return run_zbar(d, out, &prepared, 2);
    case LOOK_SOFT:
        prepared = prepare_blur(&d->prepare, picture);
        prepared = prepare_threshold(&d->prepare, &prepared, WIDE, false);
        return run_zbar(d, out, &prepared, 1);
    case LOOK_DOUBLE:
        prepared = prepare_double(&d->prepare, picture);
        return run_zbar(d, out, &prepared, 1) ? shrink_areas(out) : 0;
    case LOOK_PLAIN:
    case LOOK_COUNT:
        break;
    }
    return run_zbar(d, out, &prepared, 1);
}

int
decoder_search(struct decoder *d, struct decode_result *out, const struct grey *picture)
{
    for (int look = 0; look < LOOK_COUNT; look++)
        if (decoder_look(d, out, picture, (enum decode_look)look) > 0)
            break;
    return out->count;
}
