/* decode.h: a grey picture to the texts of the QR codes in it, by ZBar.
 *
 * One look costs from 1 to 25 ms at 1280x720, by its kind; the caller decides how many looks a
 * frame is worth. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum {
    DECODE_TEXT_MAX = 4096, /* bytes; a code with more (digits alone can) is left out */
    DECODE_MAX = 16,        /* codes of one picture */
    DECODE_SIDE_MAX = 4096,
};

struct grey {
    const uint8_t *px; /* rows without gaps, 0 black to 255 white; borrowed */
    int width, height;
};

struct decoded {
    char text[DECODE_TEXT_MAX + 1]; /* may hold any bytes; closed by NUL */
    size_t len;
    int area; /* of its bounding box, in pixels of the picture */
};

struct decode_result {
    int count;
    struct decoded codes[DECODE_MAX]; /* the largest first */
};

/* Cheapest and likeliest first. */
enum decode_look {
    LOOK_HALF,     /* half size, each pixel against the mean around it */
    LOOK_INVERTED, /* as LOOK_HALF, light on dark */
    LOOK_FINE,     /* as LOOK_HALF, against a smaller surrounding */
    LOOK_PLAIN,    /* full size, as it is */
    LOOK_SOFT,     /* full size, 3x3 mean, each pixel against the mean around it */
    LOOK_DOUBLE,   /* the middle at twice its size: small and dense codes */
    LOOK_COUNT,
};

struct decoder;

struct decoder *decoder_create(void);
void decoder_destroy(struct decoder *decoder);

/* Takes one look and returns how many codes were found; 0 also for a picture without size or with a
 * side over DECODE_SIDE_MAX. */
int decoder_look(struct decoder *decoder, struct decode_result *out, const struct grey *picture,
    enum decode_look look);

/* Looks in order until something is found. */
int decoder_search(struct decoder *decoder, struct decode_result *out, const struct grey *picture);
