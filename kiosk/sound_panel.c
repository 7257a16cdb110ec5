#include "kiosk/sound_panel.h"

#include "db/day.h"
#include "db/setting.h"

#include <stdio.h>
#include <string.h>

enum { LEVELS = 5, ID_LEVEL = 0, ID_TEST = LEVELS, ID_HOURS, ID_FORM = 8 };

static const struct field fields[] = {
    {.label = N_("Quiet from"), .kind = FIELD_TIME},
    {.label = N_("Quiet until"), .kind = FIELD_TIME},
};
enum { FIELDS = sizeof fields / sizeof fields[0] };

void
sound_panel_begin(struct sound_panel *panel, const struct stage *stage)
{
    char text[QUIET_TEXT] = "", why[QUIET_WHY];
    struct quiet quiet = {0};
    *panel = (struct sound_panel){0};
    if (stage->db)
        setting_quiet(stage->db, text);
    bool some = quiet_parse(&quiet, text, why) && quiet.count > 0;
    panel->form.values[0].number = some ? quiet.spans[0].from_min : -1;
    panel->form.values[1].number = some ? quiet.spans[0].until_min : -1;
}

bool
sound_panel_back(struct sound_panel *panel)
{
    bool open = panel->hours;
    if (!form_back(&panel->form))
        panel->hours = false;
    return open;
}

static void
save_hours(struct sound_panel *p, const struct stage *stage)
{
    char text[QUIET_TEXT] = "", from[MINUTE_TEXT_LEN + 1], until[MINUTE_TEXT_LEN + 1];
    int a = p->form.values[0].number, b = p->form.values[1].number;
    if ((a < 0) != (b < 0)) {
        form_wrong(&p->form, a < 0 ? 0 : 1, _("Write both times, or neither."));
        return;
    }
    if (a >= 0) {
        minute_text(from, a);
        minute_text(until, b);
        snprintf(text, sizeof text, "%s-%s", from, until);
    }
    if (stage->db && setting_quiet_set(stage->db, text) == DB_OK)
        p->hours = false;
    else
        form_wrong(&p->form, -1, stage->db ? db_why(stage->db) : _("That could not be saved."));
    p->form.changed = false;
}

static void
draw_level(struct ui *ui, struct rect cell, int percent, bool chosen)
{
    const struct theme *t = ui->theme;
    char words[16];
    snprintf(words, sizeof words, "%d %%", percent);
    draw_box(ui->list, cell, t->corner / 2, chosen ? LEAF_PALE : PAPER);
    struct rect inner = rect_inset(cell, t->unit);
    struct rect word = rect_bottom(&inner, t->text_m * 3 / 2);
    int bar = inner.h * percent / 100;
    struct rect column = rect_centre(inner, t->unit * 6, inner.h);
    draw_box(ui->list, rect_bottom(&column, bar), t->unit, chosen ? LEAF : LAKE);
    if (chosen)
        draw_picture(ui->list, rect_left(&word, word.h), "icons", "check");
    draw_text(ui->list, word,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        words);
}

static void
draw_levels(
    struct ui *ui, const struct stage *stage, struct sound_panel *p, int id, struct rect row)
{
    const struct theme *t = ui->theme;
    for (int i = 0; i < LEVELS; i++) {
        struct rect cell = rect_column(row, i, LEVELS, t->gap);
        int percent = (i + 1) * 100 / LEVELS;
        bool chosen = (stage->view->volume + 10) / 20 == i + 1;
        draw_level(ui, cell, percent, chosen);
        if (ui_area(ui, id + ID_LEVEL + i, cell))
            p->failed = !stage->db || setting_volume_set(stage->db, percent) != DB_OK;
    }
}

static void
hours_words(char out[96], const struct sound_panel *p)
{
    char from[MINUTE_TEXT_LEN + 1], until[MINUTE_TEXT_LEN + 1];
    if (p->form.values[0].number < 0 || p->form.values[1].number < 0) {
        snprintf(out, 96, "%s", _("No quiet hours"));
        return;
    }
    minute_text(from, p->form.values[0].number);
    minute_text(until, p->form.values[1].number);
    snprintf(out, 96, _("Quiet from %s to %s"), from, until);
}

void
sound_panel(
    struct ui *ui, const struct stage *stage, struct sound_panel *p, int id, struct rect space)
{
    const struct theme *t = ui->theme;
    char hours[96];
    if (p->hours) {
        if (form(ui, stage, &p->form, fields, FIELDS, id + ID_FORM, space))
            save_hours(p, stage);
        return;
    }
    int high = space.h * 2 / 5 > t->touch * 3 / 2 ? space.h * 2 / 5 : t->touch * 3 / 2;
    draw_levels(ui, stage, p, id, rect_top(&space, high));
    rect_top(&space, t->gap * 2);
    struct rect row = rect_top(&space, t->touch);
    if (ui_button(ui, id + ID_TEST, rect_column(row, 0, 2, t->gap), _("Let it be heard")))
        ui->sound = SOUND_WELCOME;
    hours_words(hours, p);
    if (ui_button(ui, id + ID_HOURS, rect_column(row, 1, 2, t->gap), hours))
        p->hours = true;
    rect_top(&space, t->gap);
    const char *note = p->failed ? _("That could not be saved.")
                       : stage->view->no_sound
                           ? _("There is no loudspeaker. Plug one in and start the kiosk again.")
                           : _("In quiet hours sounds are soft and nothing is said.");
    ui_sign(ui, rect_top(&space, t->unit * 6),
        p->failed || stage->view->no_sound ? "warning-soft" : "speaker", note);
}
