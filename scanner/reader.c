/* reader.c: only QR is switched on: CVE-2023-40890 is in another of ZBar's decoders, and what is
 * off can't be attacked. */
#include "scanner/reader.h"

#include <stdlib.h>
#include <zbar.h>

struct reader {
    zbar_image_scanner_t *scanner;
    zbar_image_t *image;
};

static void *
need(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

struct reader *
reader_create(void)
{
    struct reader *r = need(calloc(1, sizeof *r));
    r->scanner = need(zbar_image_scanner_create());
    r->image = need(zbar_image_create());
    zbar_image_set_format(r->image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_scanner_set_config(r->scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(r->scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    /* Without this ZBar guesses a character set and rewrites what it read. */
    zbar_image_scanner_set_config(r->scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    return r;
}

void
reader_destroy(struct reader *r)
{
    if (!r)
        return;
    zbar_image_destroy(r->image);
    zbar_image_scanner_destroy(r->scanner);
    free(r);
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

void
reader_read(struct reader *r, const struct grey *picture,
    void (*found)(const char *text, size_t len, int area, void *payload), void *payload)
{
    unsigned w = (unsigned)picture->width, h = (unsigned)picture->height;
    zbar_image_set_size(r->image, w, h);
    zbar_image_set_data(r->image, picture->px, (unsigned long)w * h, NULL);
    zbar_scan_image(r->scanner, r->image);
    const zbar_symbol_t *symbol = zbar_image_first_symbol(r->image);
    for (; symbol; symbol = zbar_symbol_next(symbol))
        if (zbar_symbol_get_type(symbol) == ZBAR_QRCODE)
            found(zbar_symbol_get_data(symbol), zbar_symbol_get_data_length(symbol),
                area_of(symbol), payload);
}
