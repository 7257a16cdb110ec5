#include "kiosk/sdl_window.h"

#include <SDL.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct window {
    SDL_Window *sdl;
    cairo_surface_t *surface;
    Uint32 watched; /* SDL's number for our own event */
    SDL_Thread *thread;
    int order_in, order_out; /* a pipe of struct watch_order */
};

/* What the thread is to watch next. */
struct watch_order {
    bool end;
    int fds[WINDOW_WATCHES];
};

/* The mouse as a finger: SDL numbers fingers from 0. */
static const int64_t mouse_finger = -1;

static const struct watch_order watch_none = {.fds = {-1, -1, -1}};

/* SDL can't wait for a descriptor, so a thread does and wakes it. */
static int
watch_thread(void *payload)
{
    struct window *w = payload;
    struct watch_order order = watch_none;
    for (;;) {
        struct pollfd fds[] = {{.fd = w->order_in, .events = POLLIN},
            {.fd = order.fds[0], .events = POLLIN}, {.fd = order.fds[1], .events = POLLIN},
            {.fd = order.fds[2], .events = POLLIN}};
        if (poll(fds, 1 + WINDOW_WATCHES, -1) < 0 && errno != EINTR)
            return 1;
        if (fds[0].revents && read(w->order_in, &order, sizeof order) != sizeof order)
            return 1;
        if (order.end)
            return 0;
        if (!fds[0].revents && (fds[1].revents || fds[2].revents || fds[3].revents)) {
            order = watch_none;
            SDL_Event event = {.type = w->watched};
            SDL_PushEvent(&event);
        }
    }
}

static bool
start_watching(struct window *w)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    w->order_in = ends[0];
    w->order_out = ends[1];
    w->watched = SDL_RegisterEvents(1);
    w->thread = SDL_CreateThread(watch_thread, "watch", w);
    return w->thread != NULL;
}

static void
give_order(struct window *w, const struct watch_order *order)
{
    if (write(w->order_out, order, sizeof *order) != sizeof *order)
        fprintf(stderr, "kiosk: the watching thread can't be reached\n");
}

struct window *
window_create(const char *title, int width, int height)
{
    struct window *w = calloc(1, sizeof *w);
    if (!w)
        abort();
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0"); /* saves 100 MB of GL libraries */
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    /* A finger is a finger: the mouse that SDL would make of it has no number. */
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    Uint32 flags = width ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP;
    if (SDL_Init(SDL_INIT_VIDEO) == 0)
        w->sdl = SDL_CreateWindow(title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
            width ? width : 1280, width ? height : 800, flags);
    if (!w->sdl || !start_watching(w)) {
        fprintf(stderr, "kiosk: no window: %s\n", SDL_GetError());
        window_destroy(w);
        return NULL;
    }
    /* Keys come as keys: an input method would swallow what a hand scanner types. */
    SDL_StopTextInput();
    if (!width)
        SDL_ShowCursor(SDL_DISABLE);
    return w;
}

void
window_destroy(struct window *w)
{
    if (!w)
        return;
    if (w->thread) {
        give_order(w, &(struct watch_order){.end = true});
        SDL_WaitThread(w->thread, NULL);
        close(w->order_in);
        close(w->order_out);
    }
    if (w->surface)
        cairo_surface_destroy(w->surface);
    if (w->sdl)
        SDL_DestroyWindow(w->sdl);
    SDL_Quit();
    free(w);
}

void
window_watch(struct window *w, const int fds[WINDOW_WATCHES])
{
    give_order(w, &(struct watch_order){.fds = {fds[0], fds[1], fds[2]}});
}

static char
key_of(const SDL_KeyboardEvent *key)
{
    SDL_Keycode code = key->keysym.sym;
    if (code == SDLK_RETURN || code == SDLK_KP_ENTER)
        return '\r';
    if (code >= SDLK_KP_1 && code <= SDLK_KP_9)
        return (char)('1' + (code - SDLK_KP_1));
    if (code == SDLK_KP_0)
        return '0';
    bool plain = (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9');
    return plain ? (char)code : ' ';
}

static bool
is_modifier(SDL_Keycode code)
{
    return code == SDLK_LSHIFT || code == SDLK_RSHIFT || code == SDLK_CAPSLOCK ||
           code == SDLK_NUMLOCKCLEAR;
}

static struct window_event
mouse_event(enum window_event_kind kind, int x, int y)
{
    return (struct window_event){.kind = kind, .finger = mouse_finger, .x = x, .y = y};
}

/* SDL gives a finger's place as a part of the window. */
static struct window_event
finger_event(struct window *w, enum window_event_kind kind, const SDL_TouchFingerEvent *event)
{
    int width, height;
    window_size(w, &width, &height);
    return (struct window_event){.kind = kind,
        .finger = event->fingerId,
        .x = (int)(event->x * (float)width),
        .y = (int)(event->y * (float)height)};
}

/* False for events that are nobody's. */
static bool
translate(struct window *w, const SDL_Event *event, struct window_event *out)
{
    *out = (struct window_event){.kind = WINDOW_TIMEOUT};
    if (event->type == w->watched) {
        out->kind = WINDOW_WATCHED;
        return true;
    }
    switch (event->type) {
    case SDL_QUIT:
        out->kind = WINDOW_CLOSED;
        return true;
    case SDL_MOUSEBUTTONDOWN:
        *out = mouse_event(WINDOW_DOWN, event->button.x, event->button.y);
        return event->button.button == SDL_BUTTON_LEFT;
    case SDL_MOUSEMOTION:
        *out = mouse_event(WINDOW_MOVE, event->motion.x, event->motion.y);
        return event->motion.state & SDL_BUTTON_LMASK;
    case SDL_MOUSEBUTTONUP:
        *out = mouse_event(WINDOW_UP, event->button.x, event->button.y);
        return event->button.button == SDL_BUTTON_LEFT;
    case SDL_FINGERDOWN:
        *out = finger_event(w, WINDOW_DOWN, &event->tfinger);
        return true;
    case SDL_FINGERMOTION:
        *out = finger_event(w, WINDOW_MOVE, &event->tfinger);
        return true;
    case SDL_FINGERUP:
        *out = finger_event(w, WINDOW_UP, &event->tfinger);
        return true;
    case SDL_KEYDOWN:
        if (event->key.repeat || is_modifier(event->key.keysym.sym))
            return false;
        *out = (struct window_event){.kind = WINDOW_KEY, .key = key_of(&event->key)};
        return true;
    case SDL_WINDOWEVENT:
        out->kind = WINDOW_CHANGED;
        return event->window.event == SDL_WINDOWEVENT_EXPOSED ||
               event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED;
    default:
        return false;
    }
}

static void
forget_surface(struct window *w)
{
    if (w->surface)
        cairo_surface_destroy(w->surface);
    w->surface = NULL;
}

/* Takes further moves of the same finger from the head of the queue. */
static void
take_newest_move(struct window *w, struct window_event *out)
{
    SDL_Event next;
    struct window_event move;
    while (SDL_PeepEvents(&next, 1, SDL_PEEKEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) == 1) {
        if (next.type != SDL_MOUSEMOTION && next.type != SDL_FINGERMOTION)
            return;
        if (translate(w, &next, &move)) {
            if (move.finger != out->finger)
                return;
            *out = move;
        }
        SDL_PeepEvents(&next, 1, SDL_GETEVENT, next.type, next.type);
    }
}

struct window_event
window_wait(struct window *w, int64_t timeout_ms)
{
    struct window_event out = {.kind = WINDOW_TIMEOUT};
    SDL_Event event;
    int wait = timeout_ms > 3600000 ? 3600000 : (int)timeout_ms;
    while (SDL_WaitEventTimeout(&event, wait)) {
        if (translate(w, &event, &out)) {
            if (out.kind == WINDOW_CHANGED)
                forget_surface(w);
            if (out.kind == WINDOW_MOVE)
                take_newest_move(w, &out);
            return out;
        }
        wait = 0;
    }
    return (struct window_event){.kind = WINDOW_TIMEOUT};
}

cairo_surface_t *
window_surface(struct window *w)
{
    SDL_Surface *sdl = SDL_GetWindowSurface(w->sdl);
    if (!sdl || sdl->format->BytesPerPixel != 4)
        return NULL;
    if (w->surface && cairo_image_surface_get_data(w->surface) == sdl->pixels)
        return w->surface;
    forget_surface(w);
    w->surface = cairo_image_surface_create_for_data(
        sdl->pixels, CAIRO_FORMAT_RGB24, sdl->w, sdl->h, sdl->pitch);
    return w->surface;
}

void
window_present(struct window *w, struct rect changed)
{
    int width, height;
    window_size(w, &width, &height);
    struct rect all = {0, 0, width, height};
    SDL_Rect whole = {0, 0, width, height}, part = {changed.x, changed.y, changed.w, changed.h};
    SDL_Rect shown;
    if (!rect_touch(all, changed) || !SDL_IntersectRect(&whole, &part, &shown))
        return;
    if (SDL_UpdateWindowSurfaceRects(w->sdl, &shown, 1) != 0)
        fprintf(stderr, "kiosk: the picture is not shown: %s\n", SDL_GetError());
}

void
window_size(struct window *w, int *width, int *height)
{
    SDL_GetWindowSize(w->sdl, width, height);
}

double
window_dpi(struct window *w)
{
    float dpi = 0;
    int display = SDL_GetWindowDisplayIndex(w->sdl);
    return display >= 0 && SDL_GetDisplayDPI(display, &dpi, NULL, NULL) == 0 ? dpi : 0;
}
