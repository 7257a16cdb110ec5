#include "kiosk/qr.h"

#include <qrencode.h>
#include <stddef.h>

enum { QUIET_MODULES = 4 };

static QRcode *
encode(const char *text)
{
    static const QRecLevel levels[] = {QR_ECLEVEL_Q, QR_ECLEVEL_M, QR_ECLEVEL_L};
    QRcode *code = NULL;
    for (int i = 0; !code && i < 3; i++)
        code = QRcode_encodeString(text, 0, levels[i], QR_MODE_8, 1);
    return code;
}

bool
qr_paint(cairo_t *to, struct rect rect, const char *text)
{
    QRcode *code = encode(text);
    struct rect square = rect_fit(rect, 1, 1);
    cairo_set_source_rgb(to, 1, 1, 1);
    cairo_rectangle(to, square.x, square.y, square.w, square.h);
    cairo_fill(to);
    if (!code)
        return false;
    int modules = code->width + 2 * QUIET_MODULES, px = square.w / modules;
    struct rect inner = rect_centre(square, px * code->width, px * code->width);
    cairo_set_source_rgb(to, 0, 0, 0);
    cairo_set_antialias(to, CAIRO_ANTIALIAS_NONE);
    for (int y = 0; y < code->width; y++)
        for (int x = 0; x < code->width; x++)
            if (code->data[y * code->width + x] & 1)
                cairo_rectangle(to, inner.x + x * px, inner.y + y * px, px, px);
    cairo_fill(to);
    QRcode_free(code);
    return true;
}
