/* wire.h: what the scanner process and its parent say to each other.
 *
 * One SOCK_SEQPACKET socket (descriptor 3 of the child), a message a packet, from the child alone;
 * the parent speaks by closing it. Pictures for the viewfinder go through shared memory (descriptor
 * 4). The parent trusts nothing of either: the child parses whatever is held before a camera. */
#pragma once

#include "scanner/decode.h"

#include <stdatomic.h>
#include <stdint.h>

enum {
    WIRE_SOCKET_FD = 3,
    WIRE_PREVIEW_FD = 4,
    WIRE_SIDE_MAX = 480, /* pixels of a preview's width and of its height */
    WIRE_SLOTS = 3,
    WIRE_ALIVE_MS = 500, /* a message comes at least this often */
};

enum wire_kind {
    WIRE_ALIVE,
    WIRE_CODE,    /* text: what was read */
    WIRE_PREVIEW, /* value: number of the newest picture */
    WIRE_CAMERA,  /* value: an enum wire_camera */
    WIRE_KIND_COUNT,
};

enum wire_camera {
    CAMERA_STARTING,
    CAMERA_ON,
    CAMERA_MISSING, /* none there, or unplugged: looked for again and again */
    CAMERA_ENDED,   /* a file was played to its end */
    CAMERA_OFF,     /* no camera is wanted, or the scanner process is down */
    CAMERA_STATE_COUNT,
};

struct wire_message {
    uint32_t kind;
    uint32_t len;        /* of text */
    int64_t captured_ms; /* CLOCK_BOOTTIME of the frame */
    int64_t value;
    char text[DECODE_TEXT_MAX];
};

/* A picture is planar YUV 4:2:0, rows without gaps: width x height of Y, then a quarter each of U
 * and V; width and height are even. */
struct wire_slot {
    uint32_t width, height;
    uint8_t px[WIRE_SIDE_MAX * WIRE_SIDE_MAX * 3 / 2];
};

/* Picture n lies in slot n % WIRE_SLOTS and is whole while `newest` is n or n + 1: the writer is
 * then at most in the slot after it. */
struct wire_preview {
    _Atomic uint64_t newest; /* 0: none yet */
    /* From a scanner process to the one that replaces it: 1 + N of a /dev/videoN that gave no
     * frames, so that another camera is tried first. A hijacked one can choose among cameras by it,
     * no more. */
    _Atomic uint32_t mute;
    struct wire_slot slots[WIRE_SLOTS];
};
