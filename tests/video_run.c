#include "tests/video_run.h"

#include "scanner/watch.h"
#include "tests/kiosk_video.h"

#include <stdio.h>
#include <string.h>

enum { AT_REST = 4 * KIOSK_VIDEO_FPS, QUIET_FRAMES = 10 * KIOSK_VIDEO_FPS, QUIET_VIDEOS = 10 };

static uint8_t px[CANVAS_W * CANVAS_H];
static struct kiosk_video video;

static double
watch_ms(struct lookers *l, struct watch *watch, int number)
{
    bool moving;
    struct frame frame = {.y = {px, CANVAS_W, CANVAS_H}};
    frame.captured_ms = 1000000 + number * 1000 / KIOSK_VIDEO_FPS;
    double from = lookers_now_ms(l);
    watch_frame(watch, &l->decoded, &frame, &moving);
    double ms = lookers_now_ms(l) - from;
    lookers_take_over(l);
    return ms;
}

struct waiting {
    bool read[LOOKERS], wrong[LOOKERS];
    double ms[LOOKERS];
};

static void
note(struct waiting *w, const struct lookers *l, enum looker who, int number, double ms)
{
    int frames = number > video.whole ? number - video.whole : 0;
    for (int i = 0; i < l->found.count; i++) {
        bool right = strcmp(l->found.text[i], video.text) == 0;
        w->wrong[who] |= !right;
        if (right && !w->read[who])
            w->ms[who] = frames * 1000.0 / KIOSK_VIDEO_FPS + ms;
        w->read[who] |= right;
    }
}

static void
play(struct waiting *w, struct lookers *l, struct canvas *c)
{
    struct watch *watch = watch_create();
    struct grey picture = {px, CANVAS_W, CANVAS_H};
    for (int n = 0; kiosk_video_next(&video, c, px); n++) {
        double ms = watch_ms(l, watch, n);
        note(w, l, OURS, n, ms);
        for (int who = ZBAR; who <= ZXING; who++)
            if (n >= video.first && !w->read[who]) {
                ms = lookers_look(l, (enum looker)who, &picture);
                note(w, l, (enum looker)who, n, ms);
            }
        if (w->read[OURS] && w->read[ZBAR] && w->read[ZXING])
            break;
    }
    watch_destroy(watch);
}

static double
quiet_ms(struct lookers *l, struct canvas *c, uint64_t seed)
{
    double sum = 0;
    for (int i = 0; i < QUIET_VIDEOS; i++) {
        struct watch *watch = watch_create();
        kiosk_video_begin(&video, c, seed, (uint64_t)i);
        for (int n = 0; n < QUIET_FRAMES; n++) {
            kiosk_video_nobody(&video, c, px);
            double ms = watch_ms(l, watch, n);
            sum += n < AT_REST ? 0 : ms;
        }
        kiosk_video_end(&video);
        watch_destroy(watch);
    }
    return sum / (QUIET_VIDEOS * (QUIET_FRAMES - AT_REST));
}

void
video_run(struct video_run *out, struct lookers *l, struct canvas *c, int videos, uint64_t seed)
{
    for (int i = 0; i < videos; i++) {
        struct waiting w = {0};
        kiosk_video_begin(&video, c, seed, (uint64_t)i);
        play(&w, l, c);
        for (int who = OURS; who <= ZXING; who++) {
            if (!w.read[who])
                w.ms[who] = (video.frames - video.whole) * 1000.0 / KIOSK_VIDEO_FPS;
            tally_add(&out->wait[who], w.read[who], w.wrong[who], w.ms[who]);
        }
        if (!w.read[OURS])
            fprintf(stderr, "video %d is never read: %.0f px, tilt %.0f, blur %.1f, noise %.0f\n",
                i, video.rest.size, video.rest.tilt * 57.3, video.blur, video.sigma);
        kiosk_video_end(&video);
    }
    out->empty_ms = quiet_ms(l, c, seed);
}
