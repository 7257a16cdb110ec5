/* kiosk_video.h: a made video of a child at the kiosk, 15 frames a second: an empty doorway, a card
 * comes in from a side or nearer, is held by a hand that trembles, and goes. */
#pragma once

#include "tests/kiosk_set.h"
#include "tests/pose.h"

enum { KIOSK_VIDEO_FPS = 15 };

struct kiosk_video {
    char text[KIOSK_TEXT_MAX + 1];
    int frames;       /* in all */
    int first, whole; /* the frames in which the card begins to come in, and is wholly in view */
    /* The rest is the video's own. */
    int next, coming, held_until;
    struct held held;
    struct pose from, rest; /* where it comes from, where it is held */
    double shutter;         /* the part of a frame's time that it is open */
    double tremor, phase[4];
    double gain, lift, blur, sigma;
    float doorway[CANVAS_W * CANVAS_H];
    float empty[CANVAS_W * CANVAS_H]; /* the doorway through the lens */
};

void kiosk_video_begin(
    struct kiosk_video *video, struct canvas *canvas, uint64_t seed, uint64_t index);
void kiosk_video_end(struct kiosk_video *video);

/* The next frame, into CANVAS_W * CANVAS_H bytes; returns false after the last. */
bool kiosk_video_next(struct kiosk_video *video, struct canvas *canvas, uint8_t *px);

/* One frame more of the doorway without anybody. */
void kiosk_video_nobody(struct kiosk_video *video, struct canvas *canvas, uint8_t *px);
