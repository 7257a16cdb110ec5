#include "kiosk/monkey.h"

#include "kiosk/app.h"

#include <stdio.h>
#include <string.h>

enum { CARDS = 64, CARD_SIZE = 64, FIRST = 1, SECOND = 2 };

struct monkey {
    struct app *app;
    uint64_t random; /* xorshift; never 0 */
    long touches;
    int card_count;
    char cards[CARDS][CARD_SIZE];
};

/* From 0 to below `below`. */
static int
any(struct monkey *m, int below)
{
    m->random ^= m->random << 13;
    m->random ^= m->random >> 7;
    m->random ^= m->random << 17;
    return (int)(m->random % (unsigned)below);
}

static void
pass(struct monkey *m, int ms)
{
    clockwork_pass(&m->app->clock, ms);
    if (any(m, 2) == 0)
        app_frame(m->app);
}

/* A little over the edges as well. */
static void
finger(struct monkey *m, enum touch_phase phase, int64_t id)
{
    const struct theme *t = &m->app->view.theme;
    app_finger(m->app, phase, id, any(m, t->width + 40) - 20, any(m, t->height + 40) - 20);
    m->touches += phase == TOUCH_DOWN;
}

static void
tap(struct monkey *m)
{
    finger(m, TOUCH_DOWN, FIRST);
    app_finger(m->app, TOUCH_MOVE, FIRST, m->app->touch.x + 2, m->app->touch.y - 1);
    pass(m, any(m, 120));
    app_finger(m->app, TOUCH_UP, FIRST, m->app->touch.x, m->app->touch.y);
    pass(m, any(m, 900));
}

static void
drag(struct monkey *m)
{
    finger(m, TOUCH_DOWN, FIRST);
    int dx = any(m, 61) - 30, dy = any(m, 161) - 80, moves = any(m, 12);
    for (int i = 0; i < moves; i++) {
        app_finger(m->app, TOUCH_MOVE, FIRST, m->app->touch.x + dx, m->app->touch.y + dy);
        pass(m, 16);
    }
    app_finger(m->app, TOUCH_UP, FIRST, m->app->touch.x, m->app->touch.y);
    pass(m, any(m, 300));
}

static void
hammer(struct monkey *m)
{
    const struct theme *t = &m->app->view.theme;
    int x = any(m, t->width), y = any(m, t->height), times = 2 + any(m, 20);
    for (int i = 0; i < times; i++) {
        app_finger(m->app, TOUCH_DOWN, FIRST, x, y);
        app_finger(m->app, TOUCH_UP, FIRST, x, y);
        m->touches++;
        pass(m, 100);
    }
}

static void
rest(struct monkey *m)
{
    finger(m, TOUCH_DOWN, FIRST);
    for (int i = any(m, 60); i > 0; i--)
        pass(m, 1000);
    finger(m, TOUCH_UP, FIRST);
}

static void
two_fingers(struct monkey *m)
{
    finger(m, TOUCH_DOWN, FIRST);
    finger(m, TOUCH_DOWN, SECOND);
    pass(m, 16);
    finger(m, TOUCH_MOVE, SECOND);
    finger(m, TOUCH_MOVE, FIRST);
    finger(m, TOUCH_UP, any(m, 2) ? FIRST : SECOND);
    finger(m, TOUCH_MOVE, SECOND);
    finger(m, TOUCH_UP, SECOND);
    finger(m, TOUCH_UP, FIRST);
    pass(m, any(m, 300));
}

/* A good card, or one with a letter changed or its end cut off, or anything. */
static size_t
make_code(struct monkey *m, char code[2 * CARD_SIZE])
{
    int kind = any(m, 8);
    size_t len = 0;
    if (kind == 0 || !m->card_count) {
        len = (size_t)any(m, 2 * CARD_SIZE);
        for (size_t i = 0; i < len; i++)
            code[i] = (char)any(m, 256);
        return len;
    }
    const char *card = m->cards[any(m, m->card_count)];
    len = strlen(card);
    memcpy(code, card, len);
    if (kind == 1 && len > 0)
        code[any(m, (int)len)] = (char)('0' + any(m, 43));
    return kind == 2 ? (size_t)any(m, (int)len + 1) : len;
}

static void
hold_up(struct monkey *m)
{
    char code[2 * CARD_SIZE];
    size_t len = make_code(m, code);
    app_code(m->app, code, len, clockwork_mono_ms(&m->app->clock));
    pass(m, any(m, 4000));
}

static void
type(struct monkey *m)
{
    char code[2 * CARD_SIZE];
    size_t len = make_code(m, code);
    for (size_t i = 0; i < len; i++) {
        app_key(m->app, code[i]);
        clockwork_pass(&m->app->clock, any(m, 500) == 0 ? 200 : 5);
        if (any(m, 40) == 0)
            finger(m, (enum touch_phase)(TOUCH_DOWN + any(m, 3)), FIRST);
    }
    if (any(m, 10) > 0)
        app_key(m->app, '\r');
    pass(m, any(m, 300));
}

static void
leave_alone(struct monkey *m)
{
    pass(m, any(m, 40) == 0 ? 3600000 : any(m, 30000));
}

static const struct {
    int weight;
    void (*play)(struct monkey *m);
} plays[] = {
    {40, tap},
    {15, drag},
    {4, hammer},
    {1, rest},
    {8, two_fingers},
    {8, hold_up},
    {4, type},
    {4, leave_alone},
};

static bool
read_cards(struct monkey *m, const char *path)
{
    FILE *in = fopen(path, "re");
    if (!in)
        return false;
    while (m->card_count < CARDS && fscanf(in, "%63s", m->cards[m->card_count]) == 1)
        m->card_count++;
    return fclose(in) == 0;
}

static void
play_one(struct monkey *m)
{
    enum { COUNT = sizeof plays / sizeof plays[0] };
    int weights = 0, i = 0;
    for (int k = 0; k < COUNT; k++)
        weights += plays[k].weight;
    for (int at = any(m, weights); at >= plays[i].weight; i++)
        at -= plays[i].weight;
    plays[i].play(m);
}

bool
monkey_play(struct app *app, long count, uint64_t seed, const char *cards)
{
    static struct monkey monkey;
    monkey = (struct monkey){.app = app, .random = seed * 2 + 1};
    if (cards && !read_cards(&monkey, cards))
        return false;
    while (monkey.touches < count)
        play_one(&monkey);
    return true;
}
