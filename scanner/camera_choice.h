/* camera_choice.h: which of a camera's modes is best for reading cards. Pure. Inside scanner/ only.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum {
    CAMERA_WIDTH = 1280, /* what is asked for where a camera leaves the choice */
    CAMERA_HEIGHT = 720,
    CAMERA_WIDTH_MAX = 1920, /* more costs time and reads no more at arm's length */
    CAMERA_HEIGHT_MAX = 1080,
    CAMERA_RATE = 15000, /* frames in 1,000 s */
};

struct camera_mode {
    uint32_t format; /* V4L2_PIX_FMT_… */
    int width, height;
    int rate; /* frames in 1,000 s, or 0 where the driver does not say */
};

/* True where `a` serves us better than `b`. In this order: at least 640x480; at least 15 frames/s;
 * near to 1280x720; cheap to convert; near to 15 frames/s, since more cost more. */
bool camera_mode_better(const struct camera_mode *a, const struct camera_mode *b);

/* False for what camera_mode_better can't rank: a format that is not known here, or too large. */
bool camera_mode_fits(const struct camera_mode *mode);

/* Bits of a pixel; 0 for compressed formats and for those that are not known here. */
int camera_format_bits(uint32_t format);

/* The value nearest to `wish` of those from `least` to `most` by `step`. */
int camera_step(int wish, int least, int most, int step);
