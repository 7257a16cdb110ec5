/* peers.h: other decoders on a grey picture, for the benchmark alone: QR only, one thread. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { PEER_TEXTS = 16, PEER_TEXT_MAX = 4096 };

/* What was read; a longer text or one more is left out. */
struct peer_found {
    int count;
    char text[PEER_TEXTS][PEER_TEXT_MAX + 1];
};

/* With its defaults. */
void peer_zbar(struct peer_found *out, const uint8_t *px, int width, int height);

/* Try harder, any rotation. */
void peer_zxing(struct peer_found *out, const uint8_t *px, int width, int height);

/* Debian's OpenCV is built without the library that reads what it finds: tells only whether a code
 * is found around the point. */
bool peer_opencv(const uint8_t *px, int width, int height, double x, double y);

#ifdef __cplusplus
}
#endif
