/* decode.h: a grey picture to the texts of the QR codes in it.
 *
 * ZBar reads; what stands around it finds where a code may lie, lays a grid over its modules, and
 * draws them anew, clean and upright, for ZBar to read (grid.h). Where no code shows itself, little
 * is spent. */
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

/* What is tried, cheapest and likeliest first. scanner/README.md tells what each is worth. */
enum decode_step {
    STEP_HALF,    /* half size: grids over three finder patterns */
    STEP_QUARTER, /* the same at a quarter, for large codes in noise */
    STEP_OPEN,    /* the same where the quiet zone is covered */
    STEP_FULL,    /* as both, full size, where the picture is busy: small codes */
    STEP_GUESS,   /* as STEP_HALF where only two finder patterns are seen */
    STEP_BENT,    /* the likeliest grids, bent as a card may be */
    STEP_SHARP,   /* the likeliest grids, with what blurred them undone */
    STEP_LARGE,   /* ZBar at half size: codes larger than version 10 */
    STEP_PLAIN,   /* ZBar on a smaller picture as it is: dense codes of others */
    STEP_DOUBLE,  /* ZBar on a small picture at twice its size: the same, and small */
    STEP_COUNT,
};

const char *decode_step_name(enum decode_step step);

struct decoded {
    char text[DECODE_TEXT_MAX + 1]; /* may hold any bytes; closed by NUL */
    size_t len;
    int area; /* of the code without its quiet zone, in pixels of the picture */
    enum decode_step step;
};

struct decode_result {
    int count;
    struct decoded codes[DECODE_MAX]; /* cards of ours first, each kind the largest first */
};

/* How much a picture is worth. Work is counted in thousandths of a millisecond of a small PC, by
 * what is done and not by the clock: the same picture gives the same answer on a busy machine. */
struct decode_effort {
    int sure;   /* may be spent where something looks like a code */
    int hinted; /* where something might be one */
    int unsure; /* where nothing is */
};

struct decoder;

struct decoder *decoder_create(void);
void decoder_destroy(struct decoder *decoder);

/* Looks until a card of ours is found or the effort is spent; returns how many codes were found. 0
 * also for a picture without size or with a side over DECODE_SIDE_MAX. */
int decoder_look(struct decoder *decoder, struct decode_result *out, const struct grey *picture,
    const struct decode_effort *effort);

/* The same with the effort that a picture is worth where somebody is near. */
int decoder_search(struct decoder *decoder, struct decode_result *out, const struct grey *picture);
