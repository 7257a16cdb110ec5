#include "tests/kiosk_set.h"

#include "scanner/card.h"
#include "tests/held.h"
#include "tests/lens.h"
#include "tests/pose.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const names[KIOSK_CLASS_COUNT] = {
#define X(id, name) name,
    KIOSK_CLASSES(X)
#undef X
};

const char *kiosk_class_name(enum kiosk_class class)
{
    return names[class];
}

enum kiosk_class
kiosk_class_named(const char *name)
{
    int class = 0;
    while (class < KIOSK_CLASS_COUNT && strcmp(names[class], name) != 0)
        class ++;
    return (enum kiosk_class) class;
}

void
kiosk_card(char out[KIOSK_TEXT_MAX + 1], struct canvas *c)
{
    static const uint8_t key[CARD_KEY_LEN] = {1};
    struct card card = {.kind = CARD_CHILD};
    for (int i = 0; i < CARD_ID_LEN; i++)
        card.id[i] = (uint8_t)canvas_uniform(c, 0, 256);
    card_text(out, &card, key);
}

static void
foreign_text(char out[KIOSK_TEXT_MAX + 1], struct canvas *c)
{
    int number = (int)canvas_uniform(c, 0, 1e6);
    if (canvas_chance(c, 0.4))
        kiosk_card(out, c);
    else if (canvas_chance(c, 0.5))
        snprintf(out, KIOSK_TEXT_MAX, "https://example.org/p/%d?from=poster", number);
    else
        snprintf(out, KIOSK_TEXT_MAX, "WIFI:T:WPA;S:home-%d;P:not a real password;;", number);
}

/* Anywhere where the whole code with its margin is in the picture; straighter if it has no room. */
static void
find_room(struct pose *p, struct canvas *c, const struct held *held)
{
    enum { ATTEMPTS = 500, MARGIN = 4 };
    for (int attempt = 1;; attempt++) {
        p->x = canvas_uniform(c, 0, CANVAS_W);
        p->y = canvas_uniform(c, 0, CANVAS_H);
        if (pose_in_view(held, p, MARGIN))
            return;
        if (attempt % ATTEMPTS == 0) {
            p->turn /= 2;
            p->tilt /= 2;
        }
    }
}

static struct pose
pose_for(enum kiosk_class class, struct canvas *c)
{
    struct pose p = {.size = canvas_log_uniform(c, 110, 320),
        .turn = canvas_uniform(c, -0.3, 0.3),
        .tilt = canvas_uniform(c, 0, 0.26),
        .axis = canvas_uniform(c, 0, 2 * M_PI)};
    if (class == KIOSK_SMALL)
        p.size = canvas_uniform(c, 60, 100);
    if (class == KIOSK_LARGE)
        p.size = canvas_uniform(c, 320, 480);
    if (class == KIOSK_SEVERAL)
        p.size = canvas_uniform(c, 130, 240);
    if (class == KIOSK_TURNED)
        p.turn = canvas_uniform(c, -M_PI, M_PI);
    if (class == KIOSK_TILTED)
        p.tilt = canvas_uniform(c, 30 * M_PI / 180, 55 * M_PI / 180);
    if (class == KIOSK_MOVED) {
        p.moved = canvas_uniform(c, 4, 18);
        p.course = canvas_uniform(c, 0, 2 * M_PI);
    }
    return p;
}

/* Codes beside ours, where there is room; ours is the largest. */
static void
place_others(struct kiosk_frame *out, struct canvas *c, const struct pose *ours, double reach)
{
    struct pose placed[KIOSK_TEXTS] = {*ours};
    double reaches[KIOSK_TEXTS] = {reach};
    int wanted = (int)canvas_uniform(c, 2, KIOSK_TEXTS + 1);
    for (int attempt = 0; attempt < 200 && out->texts < wanted; attempt++) {
        struct pose p = pose_for(KIOSK_SEVERAL, c);
        struct held held;
        bool room = true;
        p.size = canvas_uniform(c, 70, 0.85 * ours->size);
        foreign_text(out->text[out->texts], c);
        held_label(&held, c, out->text[out->texts]);
        find_room(&p, c, &held);
        double mine = pose_reach(&held, &p);
        for (int i = 0; i < out->texts; i++)
            room &= hypot(p.x - placed[i].x, p.y - placed[i].y) > mine + reaches[i];
        if (room) {
            pose_place(c, &held, &p);
            placed[out->texts] = p;
            reaches[out->texts++] = mine;
        }
        held_finish(&held);
    }
}

static void
hold(struct held *held, struct canvas *c, enum kiosk_class class, const char *text)
{
    if (class == KIOSK_PHONE)
        held_phone(held, c, text);
    else if (class == KIOSK_SEVERAL)
        held_label(held, c, text);
    else
        held_card(held, c, class == KIOSK_EMPTY ? NULL : text);
    if (class == KIOSK_INVERTED)
        held_invert(held);
    if (class == KIOSK_COVERED)
        held_cover(held, c);
}

/* What falls on the card beside even light. */
static void
light(struct canvas *c, enum kiosk_class class, const struct pose *p)
{
    double off = class == KIOSK_GLARE ? 0.5 : 0.3;
    double x = p->x + canvas_uniform(c, -off, off) * p->size;
    double y = p->y + canvas_uniform(c, -off, off) * p->size;
    struct fall fall = {.x = x, .y = y, .angle = canvas_uniform(c, 0, 2 * M_PI), .most = 1};
    if (class == KIOSK_UNEVEN) {
        fall.across = p->size * canvas_uniform(c, 1, 3);
        fall.least = canvas_uniform(c, 0.1, 0.3);
        lens_uneven(c, &fall);
    } else if (class == KIOSK_SHADOW) {
        fall.across = canvas_uniform(c, 1, 5);
        fall.least = canvas_uniform(c, 0.25, 0.6);
        lens_uneven(c, &fall);
    } else if (class == KIOSK_GLARE) {
        lens_glare(c, x, y, p->size * canvas_uniform(c, 0.05, 0.225));
    }
}

static void
take(uint8_t *out, struct canvas *c, enum kiosk_class class)
{
    double sigma = canvas_uniform(c, 2, 4), blur = canvas_uniform(c, 0.5, 0.7);
    double gain = canvas_uniform(c, 0.7, 1.05), lift = 0;
    if (class == KIOSK_BLURRED)
        blur = canvas_uniform(c, 0.8, 3);
    if (class == KIOSK_NOISY)
        sigma = canvas_uniform(c, 10, 45);
    if (class == KIOSK_PALE) {
        gain = canvas_uniform(c, 0.08, 0.25);
        lift = canvas_uniform(c, 30, 190);
    }
    if (class == KIOSK_DARK) {
        gain = canvas_uniform(c, 0.04, 0.12);
        lift = canvas_uniform(c, 0, 12); /* a sensor's black is seldom 0 */
    }
    lens_blur(c, blur);
    lens_expose(c, gain, lift);
    lens_sense(out, c, sigma);
    if (class == KIOSK_JPEG)
        lens_jpeg(out, 5);
}

void
kiosk_frame_make(struct kiosk_frame *out, struct canvas *c, enum kiosk_class class, uint64_t seed,
    uint64_t index)
{
    struct held held;
    canvas_seed(c, seed, (uint64_t) class, index);
    canvas_doorway(c);
    memset(out->text, 0, sizeof out->text);
    out->texts = class != KIOSK_EMPTY;
    kiosk_card(out->text[0], c);
    hold(&held, c, class, out->text[0]);
    struct pose p = pose_for(class, c);
    find_room(&p, c, &held);
    out->x = p.x;
    out->y = p.y;
    if (class == KIOSK_SEVERAL)
        place_others(out, c, &p, pose_reach(&held, &p));
    if (class != KIOSK_EMPTY || canvas_chance(c, 0.5))
        pose_place(c, &held, &p);
    light(c, class, &p);
    take(out->px, c, class);
    held_finish(&held);
}
