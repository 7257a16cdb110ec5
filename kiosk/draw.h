/* draw.h: the draw list: what a screen shows, as commands. A frame's list is compared with the last
 * one, and only what differs is painted: immediate code, and an idle screen costs nothing.
 *
 * Text lives in the list's own memory, so a list outlives what it was made from. No malloc. */
#pragma once

#include "kiosk/rect.h"
#include "kiosk/theme.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum draw_kind {
    DRAW_SKY,     /* value: minute of the day */
    DRAW_BOX,     /* filled, with round corners of radius `value` */
    DRAW_TEXT,    /* value: height of the type in pixels; made smaller until it fits */
    DRAW_PICTURE, /* text: "animals/fox" */
    DRAW_CAMERA,  /* value: number of the viewfinder's picture */
    DRAW_QR,      /* text: what the code says */
    DRAW_LINE,    /* from corner to corner, `value` pixels wide; rising where `corner` is 1 */
};

enum draw_align {
    ALIGN_START,
    ALIGN_MIDDLE,
    ALIGN_END,
};

struct draw_command {
    enum draw_kind kind;
    struct rect rect;
    struct rect clip; /* nothing is painted outside; empty: no bound */
    int value, corner;
    enum colour colour;
    enum draw_align align;
    bool bold;
    int lines;        /* at most so many lines of text */
    const char *text; /* in the list's memory, or "" */
};

enum { DRAW_COMMANDS = 1024, DRAW_TEXT_BYTES = 32768 };

struct draw_list {
    int count;
    size_t text_used;
    struct rect clip; /* of the commands to come */
    bool overflowed;  /* something did not fit: a bug, seen by the tests */
    struct draw_command commands[DRAW_COMMANDS];
    char text[DRAW_TEXT_BYTES];
};

struct text_style {
    int size;
    enum colour colour;
    enum draw_align align;
    bool bold;
    int lines; /* 0 means 1 */
};

void draw_clear(struct draw_list *list);

/* Bounds what is drawn from now on; an empty rectangle: no bound. */
void draw_clip(struct draw_list *list, struct rect clip);

void draw_sky(struct draw_list *list, struct rect rect, int minute);
void draw_box(struct draw_list *list, struct rect rect, int corner, enum colour colour);
void draw_text(struct draw_list *list, struct rect rect, struct text_style style, const char *text);
void draw_picture(struct draw_list *list, struct rect rect, const char *folder, const char *name);
void draw_camera(struct draw_list *list, struct rect rect, int corner, int number);
void draw_stroke(
    struct draw_list *list, int x1, int y1, int x2, int y2, int width, enum colour colour);
void draw_qr(struct draw_list *list, struct rect rect, const char *text);

/* Where a command may leave pixels: text stands over a rectangle that is as high as its letters. */
struct rect draw_reach(const struct draw_command *command);

/* What must be painted to get from one list to the next: empty where they are the same. */
struct rect draw_difference(const struct draw_list *from, const struct draw_list *to);

/* The list as text, a command a line, for tests and people. What a code says is left out: it may be
 * a card. */
void draw_print(const struct draw_list *list, FILE *out);
