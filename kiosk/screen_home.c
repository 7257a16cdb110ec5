/* screen_home.c: hold your card here. The viewfinder is a mirror; beside it the clock, what is on,
 * and how many are in. */
#include "kiosk/icons.h"
#include "kiosk/screen.h"

#include "db/day.h"

#include <stdio.h>

enum { ID_LANGUAGE = 1, ID_TIMETABLE, ID_SESSIONS, ID_FIND, ID_CLEAN, ID_BELL };
enum { CLEAN_TOUCHES = 3, CLEAN_WITHIN_MS = 2000 };

struct home_state {
    int touches; /* of the sponge */
    int64_t first_ms;
};

static void
draw_header(struct ui *ui, const struct view *view, struct rect row)
{
    const struct theme *t = ui->theme;
    struct rect button = rect_right(&row, t->touch * 3 / 2);
    if (ui_button(ui, ID_LANGUAGE, button, view->language == LANGUAGE_ZH ? "English" : "中文"))
        ui->language = true;
    if (view->alarms > 0) {
        rect_right(&row, t->gap);
        ui_bell(ui, ID_BELL, rect_right(&row, t->unit * 11), view->alarms);
    }
    struct rect icon = rect_left(&row, row.h);
    draw_picture(ui->list, rect_inset(icon, t->unit), "icons", "home");
    rect_left(&row, t->gap / 2);
    rect_right(&row, t->gap);
    draw_text(ui->list, row,
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true, .lines = 2},
        view->home.id ? view->home.name : _("Children's Home"));
}

static const char *
camera_sentence(enum wire_camera camera)
{
    switch (camera) {
    case CAMERA_STARTING:
        return _("The camera is waking up…");
    case CAMERA_MISSING:
        return _("No camera.\nUse the hand scanner, or tell a teacher.");
    case CAMERA_ENDED:
        return _("The recording is over.");
    case CAMERA_OFF:
        return _("Use the hand scanner.");
    case CAMERA_ON:
    case CAMERA_STATE_COUNT:
        break;
    }
    return "";
}

/* No picture from the camera: a drawing of what to do, and a sentence. */
static void
draw_no_camera(struct ui *ui, const struct view *view, struct rect finder)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, finder, t->corner, LAKE_PALE);
    struct rect inner = rect_inset(finder, t->gap);
    struct rect words = rect_bottom(&inner, t->text_m * 3);
    int side = inner.h * 3 / 4;
    draw_picture(ui->list, rect_centre(inner, side, side), "icons",
        view->camera == CAMERA_MISSING ? "camera-off" : "card");
    draw_text(ui->list, words,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .lines = 3},
        camera_sentence(view->camera));
}

/* The way in for who forgot the card. */
static void
draw_find(struct ui *ui, struct rect tile)
{
    const struct theme *t = ui->theme;
    const char *words = _("No card?");
    draw_box(ui->list, tile, t->corner, SUN_PALE);
    if (ui_area(ui, ID_FIND, tile))
        ui->go = NAV_FIND;
    tile = rect_inset(tile, t->unit);
    draw_picture(ui->list, rect_fit(rect_left(&tile, t->touch * 3 / 4), 1, 1), "icons", "no-card");
    rect_left(&tile, t->unit);
    int lines = words_lines(words, t->text_m * 2 / 3, tile.w);
    draw_text(ui->list, tile,
        (struct text_style){.size = t->text_m, .colour = INK, .bold = true, .lines = lines}, words);
}

static void
draw_finder(struct ui *ui, const struct view *view, struct rect area)
{
    const struct theme *t = ui->theme;
    struct rect inner = ui_card(ui, area);
    const char *hint = _("Hold your card up here");
    int find = t->touch * 5 / 2, side = t->touch * 7 / 8;
    int lines = words_lines(hint, t->text_l, inner.w - find - side - 2 * t->gap);
    int high = lines == 2 && t->touch * 5 / 4 > t->text_l * 2 ? t->touch * 5 / 4 : t->text_l * 2;
    struct rect line = rect_bottom(&inner, high);
    rect_top(&line, t->unit);
    struct rect frame = rect_fit(inner, 4, 3);
    if (area.h > area.w)
        frame = inner;
    if (view->card_seen)
        draw_box(ui->list, frame, t->corner, LEAF);
    struct rect finder = rect_inset(frame, t->unit);
    if (view->camera == CAMERA_ON && view->picture)
        draw_camera(ui->list, finder, t->corner, view->picture);
    else
        draw_no_camera(ui, view, finder);
    draw_find(ui, rect_right(&line, find));
    rect_right(&line, t->gap);
    draw_picture(ui->list, rect_fit(rect_left(&line, side), 1, 1), "icons", "card");
    rect_left(&line, t->gap);
    draw_text(ui->list, line,
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true, .lines = lines}, hint);
}

static int
clock_height(const struct theme *t)
{
    return t->text_clock + t->text_m * 3 / 2;
}

static void
draw_clock(struct ui *ui, const struct view *view, struct rect area)
{
    const struct theme *t = ui->theme;
    char clock[MINUTE_TEXT_LEN + 1], date[96];
    minute_text(clock, view->minute);
    words_date(date, sizeof date, view->day);
    struct rect under = rect_bottom(&area, t->text_m * 3 / 2);
    draw_text(ui->list, area,
        (struct text_style){
            .size = t->text_clock, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        clock);
    draw_text(ui->list, under,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE}, date);
}

static void
draw_session(struct ui *ui, struct rect row, const char *when, const struct session *s, bool now)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, row, t->corner * 2 / 3, now ? LEAF_PALE : MIST);
    row = rect_inset(row, t->unit);
    struct rect icon = rect_left(&row, row.h < t->touch ? row.h : t->touch);
    draw_picture(ui->list, rect_centre(icon, icon.w, icon.w), "icons", icon_of_session(s->subject));
    rect_left(&row, t->gap / 2);
    char from[MINUTE_TEXT_LEN + 1], to[MINUTE_TEXT_LEN + 1], line[256];
    minute_text(from, s->starts_min);
    minute_text(to, s->ends_min);
    snprintf(line, sizeof line, "%s  %s–%s  %s", when, from, to, s->room);
    int large = row.h * 9 / 20, small = row.h * 6 / 20; /* two lines of type are all that fits */
    large = large < t->text_l ? large : t->text_l;
    small = small < t->text_s ? small : t->text_s;
    row = rect_centre(row, row.w, (large + small) * 3 / 2);
    struct rect top = rect_top(&row, row.h * 11 / 20);
    draw_text(ui->list, top,
        (struct text_style){
            .size = large, .colour = now ? LEAF_DEEP : INK, .bold = true, .lines = 2},
        words_session(s));
    draw_text(ui->list, row, (struct text_style){.size = small, .colour = INK}, line);
}

/* The session that runs now and the one that comes next; either may be NULL. */
static void
find_now_and_next(const struct view *view, const struct session **now, const struct session **next)
{
    *now = *next = NULL;
    for (int i = 0; i < view->session_count; i++) {
        const struct session *s = &view->sessions[i];
        if (!*now && s->starts_min <= view->minute && view->minute < s->ends_min)
            *now = s;
        if (!*next && s->starts_min > view->minute)
            *next = s;
    }
}

static void
draw_timetable(struct ui *ui, const struct view *view, struct rect area)
{
    const struct theme *t = ui->theme;
    const struct session *now, *next;
    find_now_and_next(view, &now, &next);
    struct rect inner = ui_card(ui, area);
    if (!view->home.id) { /* the foot says why */
        ui_nothing(ui, inner, "teacher", _("Please go to a teacher."));
        return;
    }
    if (!now && !next) {
        ui_nothing(ui, inner, view->session_count ? "rest" : "painting",
            view->session_count ? _("That's all for today.\nSee you!")
                                : _("No classes today.\nRead, paint or play!"));
        return;
    }
    struct rect rows[2] = {rect_row(inner, 0, 2, t->gap / 2), rect_row(inner, 1, 2, t->gap / 2)};
    int n = 0;
    if (now)
        draw_session(ui, next ? rows[n++] : inner, _("Now"), now, true);
    if (next)
        draw_session(ui, now ? rows[n] : inner, _("Next"), next, false);
}

static void
draw_in_count(struct ui *ui, const struct view *view, struct rect area)
{
    const struct theme *t = ui->theme;
    struct rect inner = ui_card(ui, area);
    draw_picture(ui->list, rect_left(&inner, inner.h), "icons", "people");
    rect_left(&inner, t->gap);
    char line[128];
    snprintf(line, sizeof line,
        dngettext(
            "zhaoxi", "%d child is here", "%d children are here", (unsigned long)view->in_count),
        view->in_count);
    draw_text(
        ui->list, inner, (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, line);
}

/* Three quick touches lock the glass: a child that plays with it once or twice changes nothing. */
static void
draw_sponge(struct ui *ui, struct home_state *s, struct rect area)
{
    draw_picture(ui->list, rect_fit(area, 1, 1), "icons", "sponge");
    if (!ui_area(ui, ID_CLEAN, area))
        return;
    if (ui->now_ms - s->first_ms > CLEAN_WITHIN_MS) {
        s->first_ms = ui->now_ms;
        s->touches = 0;
    }
    if (++s->touches == CLEAN_TOUCHES)
        ui->go = NAV_CLEAN;
}

static bool
is_disk_low(const struct view *view)
{
    return view->disk_mib >= 0 && view->disk_mib < DISK_NEEDED_MIB;
}

/* What staff should know, small, at the foot. */
static void
draw_signs(struct ui *ui, const struct stage *stage, struct rect row)
{
    const struct view *view = stage->view;
    struct {
        bool show;
        const char *icon, *sentence;
    } signs[] = {
        {!stage->db, "warning-soft", _("Nothing can be recorded now. Tell a teacher.")},
        {stage->db && !view->home.id, "warning-soft", _("No Home chosen. Tell a teacher.")},
        {!view->clock_trusted, "clock", _("Is the clock right? Tell a teacher.")},
        {is_disk_low(view), "warning-soft", _("The disk is almost full. Tell a teacher.")},
        {view->no_sound, "speaker-off", _("No sound device.")},
        {view->no_fonts, "warning-soft", "Install fonts-noto-cjk"},
    };
    bool wide = ui->theme->width >= ui->theme->height;
    int shown = 0;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        shown += signs[i].show;
    int at = 0;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (signs[i].show)
            ui_sign(ui, rect_column(row, at++, shown < 2 && wide ? 2 : shown, ui->theme->gap),
                signs[i].icon, signs[i].sentence);
}

/* Of the viewfinder's card, above the rest: what the rest leaves, nine parts of twenty at least. */
static int
finder_height(const struct theme *t, int height)
{
    int session = (t->text_l + t->text_s) * 3 / 2 + 2 * t->unit;
    int timetable = 2 * session + t->gap * 5 / 2;
    int rest = clock_height(t) + timetable + t->touch + t->gap * 4;
    return height - rest > height * 9 / 20 ? height - rest : height * 9 / 20;
}

static bool
has_signs(const struct view *view)
{
    return is_disk_low(view) || !view->home.id || !view->clock_trusted || view->no_sound ||
           view->no_fonts;
}

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct view *view = stage->view;
    const struct theme *t = ui->theme;
    struct rect all = {0, 0, t->width, t->height};
    draw_sky(ui->list, all, view->minute / 10 * 10);
    struct rect space = rect_inset(all, t->margin);
    draw_header(ui, view, rect_top(&space, t->touch));
    rect_top(&space, t->gap);
    if (has_signs(view)) {
        draw_signs(ui, stage, rect_bottom(&space, t->unit * 6));
        rect_bottom(&space, t->gap);
    }
    struct rect finder = t->width >= t->height ? rect_left(&space, space.w * 56 / 100)
                                               : rect_top(&space, finder_height(t, space.h));
    draw_finder(ui, view, finder);
    if (t->width >= t->height)
        rect_left(&space, t->gap * 3 / 2);
    else
        rect_top(&space, t->gap);
    struct rect clock = rect_top(&space, clock_height(t));
    struct rect tile = rect_right(&clock, t->touch * 3 / 2);
    if (ui_tile(ui, ID_TIMETABLE, tile, "icons", "timetable", _("Timetable")))
        ui->go = NAV_TIMETABLE;
    rect_right(&clock, t->gap / 2);
    draw_clock(ui, view, clock);
    rect_top(&space, t->gap);
    struct rect foot = rect_bottom(&space, t->touch + t->gap);
    draw_sponge(ui, stage->state, rect_right(&foot, t->touch * 5 / 8));
    rect_right(&foot, t->gap);
    if (view->in_count >= 0)
        draw_in_count(ui, view, foot);
    rect_bottom(&space, t->gap);
    draw_timetable(ui, view, space);
    if (ui_area(ui, ID_SESSIONS, space))
        ui->go = NAV_TIMETABLE;
}

const struct screen screen_home = {
    .name = "home", .state_size = sizeof(struct home_state), .draw = draw, .shows_camera = true};
