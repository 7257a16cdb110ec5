/* decode.c: in which order a picture is looked at, and what it may cost. */
#include "scanner/decode.h"

#include "scanner/card.h"
#include "scanner/corners.h"
#include "scanner/finder.h"
#include "scanner/fit.h"
#include "scanner/grid.h"
#include "scanner/modules.h"
#include "scanner/prepare.h"
#include "scanner/reader.h"
#include "scanner/relief.h"
#include "scanner/unblur.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    REACH_PART = 24, /* see prepare_threshold */
    TRIES = 5,       /* grids of one step that are fitted */
    LIKELY_MAX = 3,
    READ_MAX = 64,
    EVERY_ROW = 2, /* is looked along: a finder's middle is of three modules */
    EVERY_ROW_OF_WHOLE = 3,
    CLEAR_HITS = 2, /* lines across a finder pattern, and so many of those */
    HINTS = 3,
    CROWD = 24, /* clear finder patterns, with which ZBar's work grows beyond all bounds */
    CROWD_HITS = 5,
    SPECKS = 6, /* of finder patterns: a small code leaves as many at half size */
    NOISY = 7,  /* greys that make no difference, see prepare_threshold */
};

/* What things cost, in thousandths of a millisecond; pixels in thousands. */
enum {
    FIT_COST = 1200,
    BEND_COST = 3000,
    SHARP_COST = 6500,
    LEVEL_COST_PER_KPX = 1,
    FIND_COST_PER_KPX = 1,
    ZBAR_COST_PER_KPX = 25,
};

static const float worth_fitting = 0.33F; /* agreement of a guess */
static const float worth_reading = 0.70F; /* fit of a grid */
static const float worth_sharpening = 0.5F;
static const float surely_a_code = 0.65F;

/* A picture and what is prepared of it. */
struct scene {
    struct prepare prepare;
    struct grey picture, binary;
    int left, top, scale; /* where it lies in the whole picture, and pixels of that to one here */
    const struct scene *finer; /* the same picture with more pixels, or NULL */
    struct finders finders;
};

struct likely {
    struct grid grid;
    const struct scene *scene;
};

struct decoder {
    struct reader *reader;
    struct scene quarter, half, part, whole;
    struct relief relief;
    struct fixed fixed[GRID_SIZES];
    struct modules modules;
    struct unblur *unblur;
    float light[GRID_MODULES_MAX * GRID_MODULES_MAX];
};

/* One picture's look. */
struct look {
    struct decoder *d;
    struct decode_result *out;
    const struct grey *picture;
    const struct decode_effort *effort;
    enum decode_step step;
    int spent;
    bool hinted; /* something may be a code */
    bool quiet;  /* not even a speck of one */
    bool sure;   /* something looks like one */
    bool large;  /* a code is too large for a grid */
    bool done;   /* a card was found */
    int likely_count;
    struct likely likely[LIKELY_MAX]; /* fit well, but were not read; the best first */
    struct grid read[READ_MAX];       /* where codes were read, in pixels of the whole picture */
    int read_count;
};

struct decoder *
decoder_create(void)
{
    struct decoder *d = calloc(1, sizeof *d);
    if (!d)
        abort();
    d->reader = reader_create();
    d->unblur = unblur_create();
    d->whole.scale = d->part.scale = 1;
    d->half.scale = 2;
    d->half.finer = &d->whole;
    d->quarter.scale = 4;
    d->quarter.finer = &d->half;
    return d;
}

void
decoder_destroy(struct decoder *d)
{
    if (!d)
        return;
    reader_destroy(d->reader);
    prepare_finish(&d->half.prepare);
    prepare_finish(&d->quarter.prepare);
    prepare_finish(&d->part.prepare);
    relief_finish(&d->relief);
    unblur_destroy(d->unblur);
    free(d);
}

/* ---- what was read ---- */

/* Ours before others, larger before smaller. */
static bool
before(bool card, int area, const struct decoded *other)
{
    bool other_card = card_is_whole(other->text, other->len);
    return card != other_card ? card : area > other->area;
}

static void
keep(struct look *l, const char *text, size_t len, int area)
{
    struct decode_result *out = l->out;
    if (len == 0 || len > DECODE_TEXT_MAX)
        return;
    for (int i = 0; i < out->count; i++)
        if (out->codes[i].len == len && memcmp(out->codes[i].text, text, len) == 0)
            return;
    bool card = card_is_whole(text, len);
    if (out->count == DECODE_MAX && !before(card, area, &out->codes[DECODE_MAX - 1]))
        return;
    int at = out->count < DECODE_MAX ? out->count++ : DECODE_MAX - 1;
    for (; at > 0 && before(card, area, &out->codes[at - 1]); at--)
        out->codes[at] = out->codes[at - 1];
    struct decoded *code = &out->codes[at];
    memcpy(code->text, text, len);
    code->text[len] = '\0';
    code->len = len;
    code->area = area;
    code->step = l->step;
    l->done |= card;
}

struct whole {
    struct look *look;
    double scale;
};

static void
keep_whole(const char *text, size_t len, int area, void *payload)
{
    const struct whole *w = payload;
    keep(w->look, text, len, (int)(area / (w->scale * w->scale)));
}

/* ZBar on a picture, each side of which is `scale` times that of the one that came. */
static void
read_whole(struct look *l, const struct grey *picture, double scale)
{
    struct whole whole = {l, scale};
    reader_read(l->d->reader, picture, keep_whole, &whole);
}

static struct grid
moved(const struct grid *g, float scale, float left, float top)
{
    struct grid out = *g;
    for (int i = 0; i < 4; i++) {
        out.at[i].x = g->at[i].x * scale + left;
        out.at[i].y = g->at[i].y * scale + top;
    }
    return out;
}

static struct grid
in_whole(const struct grid *g, const struct scene *scene)
{
    return moved(g, (float)scene->scale, (float)scene->left, (float)scene->top);
}

static struct grid
in_finer(const struct grid *g, const struct scene *scene)
{
    int scale = scene->scale / scene->finer->scale;
    return moved(g, (float)scale, 0, 0);
}

struct drawn {
    struct look *look;
    int area;
    bool read;
};

static void
keep_drawn(const char *text, size_t len, int area, void *payload)
{
    struct drawn *d = payload;
    (void)area; /* of the drawing */
    keep(d->look, text, len, d->area);
    d->read = true;
}

/* ZBar on a code drawn anew. */
static bool
read_drawn(
    struct look *l, const struct grey *picture, const struct grid *g, const struct scene *scene)
{
    struct grid whole = in_whole(g, scene);
    struct drawn drawn = {l, (int)grid_area(&whole), false};
    reader_read(l->d->reader, picture, keep_drawn, &drawn);
    if (drawn.read && l->read_count < READ_MAX)
        l->read[l->read_count++] = whole;
    return drawn.read;
}

/* ---- what it costs ---- */

static bool
afford(struct look *l, int cost)
{
    int most = l->sure || l->large ? l->effort->sure
               : l->hinted         ? l->effort->hinted
                                   : l->effort->unsure;
    if (l->spent + cost > most)
        return false;
    l->spent += cost;
    return true;
}

static int
kpx(const struct grey *picture)
{
    return picture->width * picture->height / 1000;
}

/* What costs so much for a card costs more for a code of more modules. */
static int
priced(int cost, const struct grid *g)
{
    return cost * g->modules * g->modules / (CARD_MODULES * CARD_MODULES);
}

/* ---- grids ---- */

/* Whether a point of the whole picture lies in a code that was read, or no farther from its middle
 * than so many times its corners. */
static bool
lies_in_read(const struct look *l, struct point at, float times)
{
    for (int i = 0; i < l->read_count; i++) {
        const struct point *p = l->read[i].at;
        float x = (p[1].x + p[2].x) / 2, y = (p[1].y + p[2].y) / 2;
        float reach = hypotf(p[1].x - p[2].x, p[1].y - p[2].y) / 2;
        if (hypotf(at.x - x, at.y - y) < reach * times)
            return true;
    }
    return false;
}

static bool
was_read(const struct look *l, const struct grid *guess, const struct scene *scene)
{
    struct grid g = in_whole(guess, scene);
    struct point middle = {(g.at[1].x + g.at[2].x) / 2, (g.at[1].y + g.at[2].y) / 2};
    return lies_in_read(l, middle, 1);
}

static void
remember(struct look *l, const struct grid *g, const struct scene *scene)
{
    int at = l->likely_count;
    if (at == LIKELY_MAX && l->likely[--at].grid.fit >= g->fit)
        return;
    for (; at > 0 && l->likely[at - 1].grid.fit < g->fit; at--)
        l->likely[at] = l->likely[at - 1];
    l->likely[at] = (struct likely){*g, scene};
    l->likely_count += l->likely_count < LIKELY_MAX;
}

static bool
read_grid(struct look *l, const struct scene *scene, const struct grid *g)
{
    struct modules *m = &l->d->modules;
    if (g->fit < worth_reading)
        return false;
    m->modules = g->modules;
    m->inverted = g->inverted;
    grid_sample(m->grey, g, &scene->picture, 1);
    struct grey drawn = modules_level(m);
    return read_drawn(l, &drawn, g, scene);
}

static void
try_grid(struct look *l, const struct scene *scene, struct grid g)
{
    /* Few pixels a module: a finer picture says more. */
    while (scene->finer && grid_module(&g) < 2.5F) {
        g = in_finer(&g, scene);
        scene = scene->finer;
    }
    fit_grid(&g, &l->d->relief, l->d->fixed, &scene->picture);
    l->sure |= g.fit > surely_a_code;
    if (g.fit >= worth_sharpening && !read_grid(l, scene, &g))
        remember(l, &g, scene);
}

/* Reads what can be read; of grids that can't, TRIES are tried. Returns how many were read: then it
 * is worth to choose anew among the finders that are left. */
static int
try_corners(struct look *l, const struct scene *scene, const struct corners *corners)
{
    int first = l->read_count, tries = 0;
    for (int i = 0; i < corners->count && tries < TRIES; i++) {
        const struct grid *g = &corners->all[i].guess;
        int count = l->read_count, cost = priced(FIT_COST, g);
        if (corners->all[i].agreement < worth_fitting || (tries > 0 && count > first))
            break;
        if (was_read(l, g, scene) || !afford(l, cost))
            continue;
        try_grid(l, scene, *g);
        tries += l->read_count == count;
        /* A wall of other programs' codes must not cost the card that is before it. */
        if (l->read_count > count)
            l->spent -= cost;
    }
    return l->read_count - first;
}

/* Finders of codes that were read are in the way of others. */
static void
drop_read(const struct look *l, struct scene *scene)
{
    struct finders *f = &scene->finders;
    int kept = 0;
    for (int i = 0; i < f->count; i++) {
        float scale = (float)scene->scale;
        struct point at = {
            f->found[i].x * scale + (float)scene->left, f->found[i].y * scale + (float)scene->top};
        if (!lies_in_read(l, at, 1.2F))
            f->found[kept++] = f->found[i];
    }
    f->count = kept;
}

static int
count_finders(const struct finders *f, int hits)
{
    int n = 0;
    while (n < f->count && f->found[n].hits >= hits) /* the most hits come first */
        n++;
    return n;
}

/* Whether the half says that more is worth a look. */
static void
judge(struct look *l, const struct finders *f)
{
    l->hinted = count_finders(f, CLEAR_HITS) >= HINTS;
    l->quiet = f->count < SPECKS;
}

static void
find_grids(struct look *l, struct scene *scene, enum finder_how how)
{
    struct corners corners;
    finder_search(
        &scene->finders, &scene->binary, how, scene->scale == 1 ? EVERY_ROW_OF_WHOLE : EVERY_ROW);
    if (l->step == STEP_HALF)
        judge(l, &scene->finders);
    do {
        drop_read(l, scene);
        corners_choose(&corners, l->d->fixed, &scene->finders, &scene->binary);
        l->large |= corners.large;
    } while (try_corners(l, scene, &corners) > 0);
}

/* ---- steps ---- */

static void
look_half(struct look *l)
{
    struct scene *half = &l->d->half;
    half->binary = prepare_threshold(&half->prepare, &half->picture, REACH_PART);
    find_grids(l, half, FINDER_CLOSED);
}

/* Large codes in much noise: four times as many pixels make one. */
static void
look_quarter(struct look *l)
{
    struct scene *quarter = &l->d->quarter;
    if (l->d->half.prepare.margin < NOISY)
        return;
    quarter->picture = prepare_half(&quarter->prepare, &l->d->half.picture);
    quarter->binary = prepare_threshold(&quarter->prepare, &quarter->picture, REACH_PART);
    find_grids(l, quarter, FINDER_CLOSED);
    if (!l->done)
        find_grids(l, quarter, FINDER_OPEN);
}

static void
look_open(struct look *l)
{
    find_grids(l, &l->d->half, FINDER_OPEN);
}

static void
look_full(struct look *l)
{
    struct scene *full = &l->d->part;
    struct box box;
    if (l->quiet || !finder_busy(&box, &l->d->half.binary) ||
        !afford(
            l, 4 * box.width * box.height / 1000 * (LEVEL_COST_PER_KPX + 2 * FIND_COST_PER_KPX)))
        return;
    full->picture = prepare_part(
        &full->prepare, l->picture, 2 * box.left, 2 * box.top, 2 * box.width, 2 * box.height);
    full->binary = prepare_threshold(&full->prepare, &full->picture, 2 * REACH_PART);
    full->left = 2 * box.left;
    full->top = 2 * box.top;
    find_grids(l, full, FINDER_CLOSED);
    if (!l->done && l->hinted)
        find_grids(l, full, FINDER_OPEN);
}

static void
look_guess(struct look *l)
{
    struct corners corners;
    struct scene *half = &l->d->half;
    corners_guess(&corners, l->d->fixed, &half->finders, &half->binary, CARD_MODULES);
    try_corners(l, half, &corners);
}

static void
look_bent(struct look *l)
{
    for (int i = 0; i < l->likely_count && !l->done; i++) {
        struct likely *likely = &l->likely[i];
        struct grid g = likely->grid;
        if (g.fit < worth_reading || was_read(l, &g, likely->scene) ||
            !afford(l, priced(BEND_COST, &g)) ||
            !fit_bent(&g, &l->d->relief, &likely->scene->picture))
            continue;
        read_grid(l, likely->scene, &g);
    }
}

static void
look_sharp(struct look *l)
{
    struct decoder *d = l->d;
    for (int i = 0; i < l->likely_count && !l->done; i++) {
        const struct grid *g = &l->likely[i].grid;
        const struct scene *scene = l->likely[i].scene;
        if (g->modules != CARD_MODULES || g->fit < worth_sharpening || was_read(l, g, scene) ||
            !afford(l, SHARP_COST) || !unblur(d->unblur, d->light, g, &scene->picture))
            continue;
        d->modules.modules = g->modules;
        d->modules.inverted = g->inverted;
        struct grey drawn = modules_from_light(&d->modules, d->light);
        read_drawn(l, &drawn, g, scene);
    }
}

/* The rest is for codes of other programs, and for those alone nobody waits. */
static void
look_large(struct look *l)
{
    const struct grey *half = &l->d->half.binary;
    int crowd = count_finders(&l->d->half.finders, CROWD_HITS);
    if (l->out->count == 0 && l->large && crowd < CROWD &&
        afford(l, kpx(half) * ZBAR_COST_PER_KPX / 2))
        read_whole(l, half, 0.5);
}

static void
look_plain(struct look *l)
{
    if (l->out->count == 0 && afford(l, kpx(l->picture) * ZBAR_COST_PER_KPX))
        read_whole(l, l->picture, 1);
}

static void
look_double(struct look *l)
{
    if (l->out->count > 0 || !afford(l, 4 * kpx(l->picture) * ZBAR_COST_PER_KPX))
        return;
    struct grey twice = prepare_double(&l->d->part.prepare, l->picture);
    read_whole(l, &twice, 2);
}

static const struct {
    const char *name;
    void (*run)(struct look *l);
} steps[STEP_COUNT] = {
    [STEP_HALF] = {"half", look_half},
    [STEP_QUARTER] = {"quarter", look_quarter},
    [STEP_OPEN] = {"open", look_open},
    [STEP_FULL] = {"full", look_full},
    [STEP_GUESS] = {"guess", look_guess},
    [STEP_BENT] = {"bent", look_bent},
    [STEP_SHARP] = {"sharp", look_sharp},
    [STEP_LARGE] = {"large", look_large},
    [STEP_PLAIN] = {"plain", look_plain},
    [STEP_DOUBLE] = {"double", look_double},
};

const char *
decode_step_name(enum decode_step step)
{
    return steps[step].name;
}

int
decoder_look(struct decoder *d, struct decode_result *out, const struct grey *picture,
    const struct decode_effort *effort)
{
    struct look l = {.d = d, .out = out, .picture = picture, .effort = effort};
    out->count = 0;
    if (!picture->px || picture->width < GRID_MODULES_MIN || picture->height < GRID_MODULES_MIN ||
        picture->width > DECODE_SIDE_MAX || picture->height > DECODE_SIDE_MAX)
        return 0;
    d->whole.picture = *picture;
    d->half.picture = prepare_half(&d->half.prepare, picture);
    for (int step = 0; step < STEP_COUNT && !l.done; step++) {
        l.step = (enum decode_step)step;
        steps[step].run(&l);
    }
    return out->count;
}

int
decoder_search(struct decoder *d, struct decode_result *out, const struct grey *picture)
{
    static const struct decode_effort near = {.sure = 22000, .hinted = 15000, .unsure = 5500};
    return decoder_look(d, out, picture, &near);
}
