/* screen_greet.c: welcome and goodbye. The animal says who, the arrow and the colour say which.
 * After a check-in five faces ask how the child feels; nobody has to answer, and no screen shows it
 * later. */
#include "kiosk/animals.h"
#include "kiosk/icons.h"
#include "kiosk/screen.h"
#include "kiosk/screen_greet_all.h"
#include "kiosk/screen_greet_leave.h"
#include "kiosk/screen_greet_pair.h"

#include "db/day.h"
#include "db/mood.h"

#include <stdio.h>

enum { STAYS_MS = 3500, SESSIONS_SHOWN = 3, THANKS_MS = 1000, FACES = 5 };
enum { ID_ALL = 1, ID_FACES };

/* From the happiest on; the value that is recorded. */
static const struct {
    const char *picture;
    int value;
} faces[FACES] = {{"very-happy", 5}, {"happy", 4}, {"so-so", 3}, {"sad", 2}, {"angry", 1}};

struct greet {
    bool asks;          /* the faces are shown */
    bool lost;          /* the answer could not be recorded */
    const char *chosen; /* the face that was touched, or NULL */
    int64_t thanks_until_ms;
    struct greet_leave leaves; /* of a goodbye */
};

static void
enter(struct stage *stage)
{
    struct greet *greet = stage->state;
    const struct greeting *g = &stage->view->greeting;
    greet->asks = g->in && stage->db && mood_open(stage->db, g->child.id);
    if (!g->in)
        greet_leave_read(&greet->leaves, stage, g->child.id);
}

/* A cake beside the animal on a birthday; the festive line says the rest. */
static void
draw_cake(struct ui *ui, struct rect disc)
{
    int side = disc.w * 2 / 5;
    struct rect cake = {disc.x + disc.w - side, disc.y + disc.h - side, side, side};
    draw_box(ui->list, cake, side / 2, PAPER);
    draw_picture(ui->list, rect_inset(cake, side / 7), "icons", "cake");
}

static void
draw_portrait(struct ui *ui, const struct greeting *g, struct rect area)
{
    int side = area.w < area.h ? area.w : area.h;
    struct rect disc = rect_centre(area, side, side);
    draw_box(ui->list, disc, side / 2, SUN_PALE);
    draw_picture(ui->list, rect_inset(disc, side / 10), "animals", animal_picture(g->child.animal));
    if (g->in && g->birthday_ago >= 0)
        draw_cake(ui, disc);
}

/* A row of a picture and a line, as wide as these; in the middle where the animal is above. */
static struct rect
row_of(const struct theme *t, struct rect row, int width)
{
    return t->width >= t->height ? rect_left(&row, width) : rect_centre(row, width, row.h);
}

static enum draw_align
words_align(const struct theme *t)
{
    return t->width >= t->height ? ALIGN_START : ALIGN_MIDDLE;
}

/* In or out as a picture, a word and a colour: nobody has to see the colour. */
static void
draw_direction(struct ui *ui, const struct greeting *g, struct rect row)
{
    const struct theme *t = ui->theme;
    char clock[MINUTE_TEXT_LEN + 1], line[128];
    minute_text(clock, g->minute);
    snprintf(line, sizeof line, g->in ? _("Checked in at %s") : _("Checked out at %s"), clock);
    row = row_of(t, row, words_width(line, t->text_l) + row.h * 3 / 2);
    draw_box(ui->list, row, row.h / 2, g->in ? LEAF_DEEP : PLUM_DEEP);
    struct rect inner = rect_inset(row, t->unit);
    draw_picture(ui->list, rect_left(&inner, inner.h), "icons", g->in ? "arrow-in" : "arrow-out");
    rect_left(&inner, t->gap / 2);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_l, .colour = PAPER, .bold = true}, line);
}

static void
draw_session(struct ui *ui, const struct session *s, struct rect row)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, row, t->corner, PAPER);
    row = rect_inset(row, t->unit);
    rect_right(&row, t->unit);
    struct rect icon = rect_left(&row, row.h);
    draw_picture(ui->list, icon, "icons", icon_of_session(s->subject));
    rect_left(&row, t->gap / 2);
    char from[MINUTE_TEXT_LEN + 1];
    minute_text(from, s->starts_min);
    struct rect when = rect_right(&row, t->text_m * 3);
    draw_text(ui->list, row, (struct text_style){.size = t->text_m, .colour = INK, .bold = true},
        words_session(s));
    draw_text(ui->list, when,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_END}, from);
}

/* As many as there is room for: below a long name there may be none. */
static int
sessions_shown(const struct theme *t, const struct greeting *g, int height)
{
    int fit = (height - t->text_m * 3 / 2) / (t->text_m * 3 / 2 + t->unit * 3);
    int most = !g->in || fit < 0 ? 0 : fit < SESSIONS_SHOWN ? fit : SESSIONS_SHOWN;
    return g->session_count < most ? g->session_count : most;
}

static void
draw_sessions(struct ui *ui, const struct greeting *g, struct rect area)
{
    const struct theme *t = ui->theme;
    int rows = sessions_shown(t, g, area.h);
    if (rows == 0)
        return;
    struct rect title = rect_top(&area, t->text_m * 3 / 2);
    draw_text(ui->list, title,
        (struct text_style){
            .size = t->text_m, .colour = INK, .align = words_align(t), .bold = true},
        _("Today's classes"));
    for (int i = 0; i < rows; i++) {
        struct rect row = rect_row(area, i, rows, t->unit);
        row.h = row.h < t->touch ? row.h : t->touch;
        draw_session(ui, &g->sessions[i], row);
    }
}

static void
draw_homework_due(struct ui *ui, int count, struct rect row)
{
    const struct theme *t = ui->theme;
    char line[128];
    snprintf(line, sizeof line,
        dngettext("zhaoxi", "%d piece of homework for today", "%d pieces of homework for today",
            (unsigned long)count),
        count);
    row = row_of(t, row, row.h + t->gap / 2 + words_width(line, t->text_m));
    draw_picture(ui->list, rect_left(&row, row.h), "icons", "homework");
    rect_left(&row, t->gap / 2);
    draw_text(
        ui->list, row, (struct text_style){.size = t->text_m, .colour = INK, .bold = true}, line);
}

static const char *
hello(const struct greeting *g)
{
    if (g->in && g->birthday_ago == 0)
        return _("Happy birthday!");
    if (g->in && g->birthday_ago > 0)
        return _("Happy birthday, a little late!");
    return g->in ? _("Welcome!") : _("Goodbye, see you soon!");
}

static int
name_height(const struct theme *t, const struct greeting *g, int width)
{
    return t->text_name * (words_lines(g->child.name, t->text_name, width) == 1 ? 5 : 11) / 4;
}

/* Of all the words, where there is so much room for them. */
static int
words_height(const struct theme *t, const struct greeting *g, struct rect room)
{
    int high = t->text_xl * 5 / 4 + name_height(t, g, room.w) + t->touch + t->gap * 2;
    if (g->in && g->homework_due > 0)
        high += t->text_m * 3 / 2 + t->gap;
    int rows = sessions_shown(t, g, room.h - high);
    high += rows ? t->text_m * 3 / 2 + rows * (t->touch + t->unit) : 0;
    return high < room.h ? high : room.h;
}

static void
draw_words(struct ui *ui, const struct greeting *g, struct rect area)
{
    const struct theme *t = ui->theme;
    area = rect_centre(area, area.w, words_height(t, g, area));
    struct text_style style = {.size = t->text_xl,
        .colour = g->in ? LEAF_DEEP : PLUM_DEEP,
        .align = words_align(t),
        .bold = true};
    draw_text(ui->list, rect_top(&area, t->text_xl * 5 / 4), style, hello(g));
    style.size = t->text_name;
    style.colour = INK;
    style.lines = words_lines(g->child.name, t->text_name, area.w);
    draw_text(ui->list, rect_top(&area, name_height(t, g, area.w)), style, g->child.name);
    rect_top(&area, t->gap);
    draw_direction(ui, g, rect_top(&area, t->touch));
    rect_top(&area, t->gap);
    if (g->in && g->homework_due > 0) {
        draw_homework_due(ui, g->homework_due, rect_top(&area, t->text_m * 3 / 2));
        rect_top(&area, t->gap);
    }
    draw_sessions(ui, g, area);
}

/* The animal has what the words leave, a third to a half, and both stand together in the middle. */
static struct rect
cut_portrait(const struct theme *t, const struct greeting *g, struct rect *space)
{
    if (t->width >= t->height) {
        struct rect left = rect_left(space, space->w * 46 / 100);
        rect_left(space, t->gap * 2);
        return left;
    }
    struct rect room = *space;
    rect_top(&room, space->h / 3 + t->gap);
    int words = words_height(t, g, room), side = space->h - words - t->gap;
    side = side < space->h / 2 ? side : space->h / 2;
    *space = rect_centre(*space, space->w, side + t->gap + words);
    struct rect top = rect_top(space, side);
    rect_top(space, t->gap);
    return top;
}

/* Touching a face records it; one answer a check-in. */
static void
feel(struct ui *ui, struct stage *stage, int face)
{
    struct greet *greet = stage->state;
    greet->asks = false;
    if (mood_record(stage->db, stage->view->greeting.child.id, faces[face].value, &stage->now) ==
        DB_OK) {
        greet->chosen = faces[face].picture;
        greet->thanks_until_ms = ui->now_ms + THANKS_MS;
        return;
    }
    greet->lost = true;
    fprintf(stderr, "kiosk: how a child feels could not be recorded: %s\n", db_why(stage->db));
}

/* True when a face took the finger. */
static bool
draw_faces(struct ui *ui, struct stage *stage, struct rect area)
{
    const struct theme *t = ui->theme;
    struct rect inner = ui_card(ui, area);
    bool wide = t->width >= t->height, taken = false;
    struct rect words = wide ? rect_left(&inner, inner.w / 4) : rect_top(&inner, t->text_l * 3 / 2);
    draw_text(ui->list, words,
        (struct text_style){
            .size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE, .bold = true, .lines = 2},
        _("How do you feel?"));
    for (int i = 0; i < FACES; i++) {
        struct rect cell = rect_column(inner, i, FACES, t->gap * 2);
        draw_picture(ui->list, rect_fit(cell, 1, 1), "faces", faces[i].picture);
        if (!ui_area(ui, ID_FACES + i, cell))
            continue;
        feel(ui, stage, i);
        taken = true;
    }
    return taken;
}

static void
draw_thanks(struct ui *ui, const struct greet *greet)
{
    const struct theme *t = ui->theme;
    struct rect all = {0, 0, t->width, t->height};
    draw_box(ui->list, all, 0, SUN_PALE);
    struct rect space = rect_inset(all, t->margin * 2);
    int side = (space.w < space.h ? space.w : space.h) * 3 / 5;
    space = rect_centre(space, space.w, side + t->gap * 2 + t->text_xl * 3 / 2);
    struct rect face = rect_top(&space, side);
    draw_picture(ui->list, rect_centre(face, side, side), "faces", greet->chosen);
    rect_top(&space, t->gap * 2);
    draw_text(ui->list, space,
        (struct text_style){.size = t->text_xl, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        _("Thank you for telling me"));
    ui->again_ms = greet->thanks_until_ms;
}

/* The strip of faces at the foot of the welcome, or why an answer was lost. */
static bool
draw_feeling(struct ui *ui, struct stage *stage, struct rect *space)
{
    const struct theme *t = ui->theme;
    const struct greet *greet = stage->state;
    bool taken = false;
    if (greet->lost)
        ui_sign(ui, rect_bottom(space, t->unit * 6), "warning-soft",
            _("Not recorded. Please call a teacher"));
    if (greet->asks) {
        int above = t->width >= t->height ? 0 : t->text_l * 3 / 2;
        taken = draw_faces(ui, stage, rect_bottom(space, t->touch * 5 / 4 + t->gap * 2 + above));
        rect_bottom(space, t->gap);
    }
    return taken;
}

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct greet *greet = stage->state;
    if (greet->chosen && ui->now_ms < greet->thanks_until_ms) {
        draw_thanks(ui, greet);
        return;
    }
    const struct view *view = stage->view;
    const struct theme *t = ui->theme;
    const struct greeting *g = &view->greeting;
    struct rect all = {0, 0, t->width, t->height};
    if (view->arrivals.count > 1 && !g->met.id) {
        greet_all(ui, &view->arrivals, all);
        if (ui_area(ui, ID_ALL, all))
            ui->go = NAV_BACK; /* whose page would it be? */
        return;
    }
    draw_box(ui->list, all, 0, g->in ? LEAF_PALE : PLUM_PALE);
    struct rect space = rect_inset(all, t->margin);
    bool taken = draw_feeling(ui, stage, &space);
    greet_leave_draw(ui, &greet->leaves, &space);
    if (g->met.id) {
        greet_pair(ui, g, space);
    } else {
        draw_portrait(ui, g, cut_portrait(t, g, &space));
        draw_words(ui, g, space);
    }
    /* A touch leads to the child's own page; after a goodbye there is nothing more to see. */
    if (!taken && ui_area(ui, ID_ALL, all))
        ui->go = g->in ? NAV_ME : NAV_BACK;
}

const struct screen screen_greet = {.name = "greet",
    .state_size = sizeof(struct greet),
    .enter = enter,
    .draw = draw,
    .idle_ms = STAYS_MS};
