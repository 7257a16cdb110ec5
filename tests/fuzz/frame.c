/* Fuzzes what a camera sees. The first byte chooses: raw pixels, which rarely are a code, or a QR
 * code whose text, level and size the bytes give and whose modules they then flip. */
#include "scanner/decode.h"

#include <qrencode.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE = 400, FLIPS = 24, QUIET = 3 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t picture[SIDE * SIDE];

static struct grey
raw(const uint8_t *data, size_t size)
{
    int width = 1 + data[0] % SIDE, height = 1 + data[1] % SIDE;
    memset(picture, 255, sizeof picture);
    for (size_t i = 0; i < (size_t)width * (size_t)height; i++)
        picture[i] = data[2 + i % (size - 2)];
    return (struct grey){picture, width, height};
}

static struct grey
paint(const QRcode *code, int module)
{
    int side = (code->width + 2 * QUIET) * module;
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++) {
            int mx = x / module - QUIET, my = y / module - QUIET;
            bool in = mx >= 0 && my >= 0 && mx < code->width && my < code->width;
            picture[y * side + x] = in && code->data[my * code->width + mx] & 1 ? 0 : 255;
        }
    return (struct grey){picture, side, side};
}

/* The bytes are level and size, flips and their places, text. Without size for no code. */
static struct grey
code(const uint8_t *data, size_t size)
{
    struct grey out = {picture, 0, 0};
    size_t flips = data[1] % FLIPS, head = 2 + 2 * flips;
    if (size <= head)
        return out;
    QRcode *made = QRcode_encodeData((int)(size - head), data + head, 0, (QRecLevel)(data[0] % 4));
    for (size_t i = 0; made && i < flips; i++) {
        int at = (data[2 + 2 * i] << 8 | data[3 + 2 * i]) % (made->width * made->width);
        made->data[at] ^= 1;
    }
    int most = made ? SIDE / (made->width + 2 * QUIET) : 0;
    if (most > 0)
        out = paint(made, 1 + data[0] / 4 % most);
    QRcode_free(made);
    return out;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct decode_result found;
    static struct decoder *decoder;
    if (!decoder)
        decoder = decoder_create();
    if (size < 4)
        return 0;
    struct grey seen = data[0] & 1 ? raw(data + 1, size - 1) : code(data + 1, size - 1);
    int count = decoder_search(decoder, &found, &seen);
    if (count < 0 || count > DECODE_MAX || count != found.count)
        abort();
    for (int i = 0; i < count; i++)
        if (found.codes[i].len > DECODE_TEXT_MAX || found.codes[i].text[found.codes[i].len])
            abort();
    return 0;
}
