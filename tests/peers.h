/* peers.h: other decoders, for the benchmark alone. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ZXing-cpp: QR only, try harder, any rotation. Returns 1 and the text, or 0. */
int peer_zxing(const uint8_t *px, int width, int height, char *text, size_t size);

#ifdef __cplusplus
}
#endif
