#include "tests/kiosk_video.h"

#include "tests/lens.h"

#include <math.h>
#include <string.h>

enum { HELD = 2 * KIOSK_VIDEO_FPS, LEAVING = 4, AFTER = 3, VIDEOS = 1000 };

/* At a time in frames. Comes in fast and comes to rest; leaves as it came. */
static struct pose
pose_at(const struct kiosk_video *v, double t)
{
    struct pose p = v->rest;
    double in = (t - v->first) / v->coming, out = (t - v->held_until) / LEAVING;
    double away = in < 1 ? (1 - in) * (1 - in) : out > 0 ? out * out : 0;
    p.x += (v->from.x - p.x) * away;
    p.y += (v->from.y - p.y) * away;
    p.size *= pow(v->from.size / v->rest.size, away);
    double s = t / KIOSK_VIDEO_FPS * 2 * M_PI; /* tremor of 1 to 8 Hz */
    p.x += v->tremor * (2 * sin(1.1 * s + v->phase[0]) + sin(6.3 * s + v->phase[1]));
    p.y += v->tremor * (2 * sin(0.9 * s + v->phase[2]) + sin(7.7 * s + v->phase[3]));
    p.turn += 0.01 * v->tremor * sin(1.7 * s + v->phase[1]);
    p.tilt += 0.01 * v->tremor * sin(1.3 * s + v->phase[3]);
    return p;
}

static struct pose
moving_pose(const struct kiosk_video *v, int frame)
{
    struct pose p = pose_at(v, frame), open = pose_at(v, frame - v->shutter / 2);
    struct pose shut = pose_at(v, frame + v->shutter / 2);
    p.moved = hypot(shut.x - open.x, shut.y - open.y);
    p.course = atan2(shut.y - open.y, shut.x - open.x);
    return p;
}

static void
choose_poses(struct kiosk_video *v, struct canvas *c)
{
    v->rest = (struct pose){.size = canvas_log_uniform(c, 90, 320),
        .turn =
            canvas_chance(c, 0.5) ? canvas_uniform(c, -0.3, 0.3) : canvas_uniform(c, -M_PI, M_PI),
        .tilt = canvas_uniform(c, 0, 40 * M_PI / 180),
        .axis = canvas_uniform(c, 0, 2 * M_PI)};
    do {
        v->rest.x = canvas_uniform(c, 250, CANVAS_W - 250);
        v->rest.y = canvas_uniform(c, 150, CANVAS_H - 150);
    } while (!pose_in_view(&v->held, &v->rest, 4));
    v->from = v->rest;
    double reach = pose_reach(&v->held, &v->rest);
    int way = (int)canvas_uniform(c, 0, 6);
    if (way == 0)
        v->from.x = -reach;
    else if (way == 1)
        v->from.x = CANVAS_W + reach;
    else if (way == 2)
        v->from.y = -reach;
    else if (way == 3)
        v->from.y = CANVAS_H + reach;
    else
        v->from.size *= 0.3; /* nearer, from where it is too small */
}

static void
choose_camera(struct kiosk_video *v, struct canvas *c)
{
    v->shutter = canvas_uniform(c, 0.1, 0.5);
    v->tremor = canvas_uniform(c, 0.3, 1.5);
    for (int i = 0; i < 4; i++)
        v->phase[i] = canvas_uniform(c, 0, 2 * M_PI);
    v->gain = canvas_uniform(c, 0.3, 1);
    v->lift = (1 - v->gain) * canvas_uniform(c, 0, 170);
    v->blur = canvas_uniform(c, 0.5, 1.5);
    v->sigma = canvas_uniform(c, 3, 20);
}

static void
see(struct canvas *c, const struct kiosk_video *v)
{
    lens_blur(c, v->blur);
    lens_expose(c, v->gain, v->lift);
}

static int
first_whole(const struct kiosk_video *v)
{
    int frame = v->first;
    for (; frame < v->held_until; frame++) {
        struct pose p = pose_at(v, frame);
        if (pose_in_view(&v->held, &p, 0))
            break;
    }
    return frame;
}

void
kiosk_video_begin(struct kiosk_video *v, struct canvas *c, uint64_t seed, uint64_t index)
{
    canvas_seed(c, seed, VIDEOS, index);
    canvas_doorway(c);
    memcpy(v->doorway, c->px, sizeof v->doorway);
    kiosk_card(v->text, c);
    held_card(&v->held, c, v->text);
    choose_poses(v, c);
    choose_camera(v, c);
    v->next = 0;
    v->first = (int)canvas_uniform(c, 1, 6) * KIOSK_VIDEO_FPS;
    v->coming = (int)canvas_uniform(c, 3, 7);
    v->held_until = v->first + v->coming + HELD;
    v->frames = v->held_until + LEAVING + AFTER;
    v->whole = first_whole(v);
    see(c, v);
    memcpy(v->empty, c->px, sizeof v->empty);
}

void
kiosk_video_end(struct kiosk_video *v)
{
    held_finish(&v->held);
}

void
kiosk_video_nobody(struct kiosk_video *v, struct canvas *c, uint8_t *px)
{
    memcpy(c->px, v->empty, sizeof c->px);
    lens_sense(px, c, v->sigma);
}

bool
kiosk_video_next(struct kiosk_video *v, struct canvas *c, uint8_t *px)
{
    int frame = v->next++;
    if (frame >= v->frames)
        return false;
    if (frame < v->first || frame >= v->held_until + LEAVING) {
        kiosk_video_nobody(v, c, px);
        return true;
    }
    struct pose p = moving_pose(v, frame);
    memcpy(c->px, v->doorway, sizeof c->px);
    pose_place(c, &v->held, &p);
    see(c, v);
    lens_sense(px, c, v->sigma);
    return true;
}
