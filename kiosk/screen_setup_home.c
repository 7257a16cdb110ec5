/* screen_setup_home.c: the Home, the clock, the camera and the sound. */
#include "kiosk/screen_setup.h"
#include "kiosk/ui_keys.h"

#include "db/day.h"
#include "db/setting.h"
#include "db/timekeeping.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ID_RIGHT = SETUP_ID_FIRST,
    ID_WRONG,
    ID_EARLIER,
    ID_LATER,
    ID_PAD = 20,
    ID_SOUND = 40,
    ID_FORM = ID_SOUND + SOUND_PANEL_IDS,
};

static const struct field fields[] = {
    {.label = N_("Name of the Home"), .kind = FIELD_TEXT, .needed = true},
    {.label = N_("Village"), .kind = FIELD_TEXT, .needed = true},
    {.label = N_("Closes at"), .kind = FIELD_TIME, .needed = true, .hint = N_("As 1830")},
    {.label = N_("A room"), .kind = FIELD_TEXT},
    {.label = N_("Another room"), .kind = FIELD_TEXT},
    {.label = N_("One more room"), .kind = FIELD_TEXT},
};
enum { ROOM_FIELD = 3 };
enum { FIELDS = sizeof fields / sizeof fields[0], CLOSES_AT_FIRST = 18 * 60 + 30 };

void
setup_home_enter(struct setup_state *s, const struct stage *stage)
{
    s->home = (struct home){.closes_min = CLOSES_AT_FIRST, .utc_offset_min = 480};
    if (stage->db)
        home_get(stage->db, &s->home, setting_home(stage->db));
    snprintf(s->form.values[0].text, FORM_TEXT, "%s", s->home.name);
    snprintf(s->form.values[1].text, FORM_TEXT, "%s", s->home.village);
    s->form.values[2].number = s->home.closes_min;
    char rooms[ROOMS_TEXT] = "";
    if (stage->db)
        setting_rooms(stage->db, rooms);
    const char *room = rooms;
    for (int i = ROOM_FIELD; i < FIELDS && *room; i++) {
        size_t len = strcspn(room, "\n");
        snprintf(s->form.values[i].text, FORM_TEXT, "%.*s", (int)len, room);
        room += len + (room[len] != '\0');
    }
}

/* A line for each room that was named. */
static void
write_rooms(char out[ROOMS_TEXT], const struct form *form)
{
    size_t len = 0;
    out[0] = '\0';
    for (int i = ROOM_FIELD; i < FIELDS; i++)
        if (form->values[i].text[0])
            len += (size_t)snprintf(
                out + len, ROOMS_TEXT - len, "%s%s", len ? "\n" : "", form->values[i].text);
}

/* The Home with its rooms, and that the kiosk stands there, or nothing of it. */
static bool
put_home(struct db *db, struct home *home, const char *rooms)
{
    if (db_begin(db) != DB_OK)
        return false;
    if (home_put(db, home) == DB_OK && setting_home_set(db, home->id) == DB_OK &&
        setting_rooms_set(db, rooms) == DB_OK)
        return db_commit(db) == DB_OK;
    db_rollback(db);
    return false;
}

static void
save_home(struct ui *ui, const struct stage *stage, struct setup_state *s)
{
    struct home *home = &s->home;
    snprintf(home->name, sizeof home->name, "%.*s", NAME_SIZE - 1, s->form.values[0].text);
    snprintf(home->village, sizeof home->village, "%.*s", NAME_SIZE - 1, s->form.values[1].text);
    home->closes_min = s->form.values[2].number;
    if (!home->code[0])
        home_code_make(home->code, home->name, home->village);
    char rooms[ROOMS_TEXT];
    write_rooms(rooms, &s->form);
    if (!stage->db || !put_home(stage->db, home, rooms)) {
        setup_wrong(s, stage);
        return;
    }
    ui->job.job = JOB_CALENDAR;
    setup_go(s, stage, SETUP_CLOCK);
}

void
setup_home(struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space)
{
    bool done = s->home.id && !s->form.changed && !s->form.editing;
    if (done && setup_next(ui, &space, _("Go on")))
        setup_go(s, stage, SETUP_CLOCK);
    else if (form(ui, stage, &s->form, fields, FIELDS, ID_FORM, space))
        save_home(ui, stage, s);
}

/* The installer's word: there are no staff yet. */
static void
say_time(struct setup_state *s, const struct stage *stage, int64_t utc_ms)
{
    struct time_word word = {.utc_ms = utc_ms};
    if (stage->db && time_say(stage->db, &word, &stage->now) == DB_OK)
        setup_go(s, stage, SETUP_CAMERA);
    else
        setup_wrong(s, stage);
}

static void
draw_time(struct ui *ui, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    char clock[MINUTE_TEXT_LEN + 1], date[96];
    minute_text(clock, stage->view->minute);
    words_date(date, sizeof date, stage->view->day);
    struct rect inner = ui_card(ui, space);
    inner = rect_centre(inner, inner.w, t->text_clock * 5 / 4 + t->text_l * 3 / 2);
    draw_text(ui->list, rect_top(&inner, t->text_clock * 5 / 4),
        (struct text_style){
            .size = t->text_clock, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        clock);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE}, date);
}

static void
draw_setting(struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h;
    char date[96], text[8];
    size_t n = strlen(s->digits);
    struct rect pad = wide ? rect_right(&space, space.w / 2) : rect_bottom(&space, space.h / 2);
    rect_right(&space, wide ? t->gap * 2 : 0);
    snprintf(
        text, sizeof text, "%.2s%s%.2s", s->digits, n > 2 ? ":" : "", n > 2 ? s->digits + 2 : "");
    ui_entry(ui, rect_top(&space, t->touch), text, _("The right time, as 0805"));
    rect_top(&space, t->gap);
    words_date(date, sizeof date, s->day);
    draw_text(ui->list, rect_top(&space, t->text_l * 2),
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        date);
    struct rect days = rect_top(&space, t->touch);
    if (ui_button(ui, ID_EARLIER, rect_column(days, 0, 2, t->gap), _("◀ Day")))
        s->day = day_add(s->day, -1);
    if (ui_button(ui, ID_LATER, rect_column(days, 1, 2, t->gap), _("Day ▶")))
        s->day = day_add(s->day, 1);
    int number = (int)strtol(s->digits, NULL, 10);
    bool whole = n == 4 && number % 100 < 60 && number < 2400;
    if (whole && setup_next(ui, &space, _("This is the time")))
        say_time(s, stage, day_to_utc_ms(s->day, number / 100 * 60 + number % 100, 480));
    char key = ui_pad(ui, ID_PAD, pad);
    if (key && key != KEY_ENTER)
        ui_type(s->digits, 5, key);
}

void
setup_clock(struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    if (s->sets_clock) {
        draw_setting(ui, stage, s, space);
        return;
    }
    struct rect foot = rect_bottom(&space, t->touch);
    rect_bottom(&space, t->gap);
    draw_time(ui, stage, space);
    if (ui_button(ui, ID_WRONG, rect_column(foot, 0, 2, t->gap), _("No, set it"))) {
        s->sets_clock = true;
        s->day = stage->view->day;
        s->digits[0] = '\0';
    } else if (ui_button(ui, ID_RIGHT, rect_column(foot, 1, 2, t->gap), _("Yes, it is right"))) {
        if (stage->view->clock_trusted)
            setup_go(s, stage, SETUP_CAMERA);
        else
            say_time(s, stage, stage->now.utc_ms);
    }
}

static const char *
camera_words(const struct view *view)
{
    if (view->camera == CAMERA_MISSING)
        return _("No camera is plugged in. Plug one in, or use a hand scanner: then read a code "
                 "with that.");
    if (view->camera == CAMERA_OFF)
        return _("This kiosk reads cards with a hand scanner. Read any QR code with it.");
    return _("Hold any QR code before the camera, at arm's length, as a child will.");
}

void
setup_camera(struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    const struct view *view = stage->view;
    bool wide = space.w >= space.h;
    if (setup_next(ui, &space, s->read_ms ? _("Go on") : _("Go on without"))) {
        setup_go(s, stage, SETUP_SOUND);
        return;
    }
    struct rect finder = wide ? rect_left(&space, space.w / 2) : rect_top(&space, space.h / 2);
    draw_box(ui->list, finder, t->corner, s->read_ms ? LEAF : PAPER);
    finder = rect_inset(finder, t->unit);
    if (view->camera == CAMERA_ON && view->picture)
        draw_camera(ui->list, finder, t->corner, view->picture);
    else
        draw_picture(ui->list, rect_inset(rect_fit(finder, 1, 1), t->margin), "icons",
            view->camera == CAMERA_MISSING && !s->read_ms ? "camera-off" : "card");
    rect_left(&space, wide ? t->gap * 2 : 0);
    if (s->read_ms) {
        struct rect mark = rect_top(&space, space.h / 2);
        draw_picture(ui->list, rect_inset(rect_fit(mark, 1, 1), t->margin), "icons", "check");
    }
    draw_text(ui->list, space,
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE, .lines = 5},
        s->read_ms ? _("A code was read: cards work here.") : camera_words(view));
}

void
setup_sound(struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space)
{
    if (!s->sound.hours && setup_next(ui, &space, _("Go on")))
        setup_go(s, stage, SETUP_MANAGER);
    else
        sound_panel(ui, stage, &s->sound, ID_SOUND, space);
}
