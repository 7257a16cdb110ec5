/* screen_pins.c: who of the staff has a PIN; a manager lets somebody set a new one. */
#include "kiosk/staff_frame.h"
#include "kiosk/ui_dialog.h"

#include "db/pin.h"

#include <stdio.h>
#include <string.h>

enum { ROWS_MOST = 256, ID_LIST = STAFF_IDS, ID_DIALOG };

struct pins {
    int count, asked; /* asked: row in question, -1 for none */
    bool failed;
    int64_t done_ms; /* 0: nothing was done yet */
    char done[NAME_SIZE + 96];
    struct pins_row {
        int64_t id;
        char name[NAME_SIZE];
        enum staff_role role;
        enum pin_state pin;
    } rows[ROWS_MOST];
};

struct reading {
    struct pins *pins;
    struct stage *stage;
    enum staff_role role;
};

static int
add(const struct staff *staff, void *payload)
{
    const struct reading *r = payload;
    struct pins *s = r->pins;
    struct pin pin;
    if (staff->role != r->role || s->count == ROWS_MOST)
        return 0;
    int rc = pin_get(r->stage->db, &pin, staff->id, &r->stage->now);
    if (rc != DB_OK)
        return rc;
    struct pins_row *row = &s->rows[s->count++];
    *row = (struct pins_row){.id = staff->id, .role = staff->role, .pin = pin.state};
    memcpy(row->name, staff->name, sizeof row->name);
    return 0;
}

/* Managers first. */
static void
read_rows(struct pins *s, struct stage *stage)
{
    struct reading r = {.pins = s, .stage = stage};
    s->count = 0;
    s->failed = !stage->db;
    for (int role = 0; role < STAFF_ROLE_COUNT && !s->failed; role++) {
        r.role = (enum staff_role)role;
        s->failed = staff_each(stage->db, stage->view->home.id, add, &r) < 0;
    }
}

static void
enter(struct stage *stage)
{
    struct pins *s = stage->state;
    s->asked = -1;
    read_rows(s, stage);
}

static const struct {
    const char *icon, *words;
} looks[] = {
    [PIN_NONE] = {"question", N_("No PIN")},
    [PIN_TO_SET] = {"waiting", N_("May set one now")},
    [PIN_ASKED] = {"check", N_("PIN is set")},
    [PIN_LOCKED] = {"lock", N_("Locked")},
};

static void
draw_row(struct ui *ui, const struct pins_row *row, struct rect cell, bool held)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, cell, t->corner / 2, held ? LAKE_PALE : PAPER);
    struct rect inner = rect_inset(cell, t->unit);
    rect_left(&inner, t->gap);
    struct rect state = rect_right(&inner, inner.w * 2 / 5);
    struct rect name = rect_top(&inner, inner.h * 3 / 5);
    draw_text(ui->list, name, (struct text_style){.size = t->text_l, .colour = INK, .bold = true},
        row->name);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_s, .colour = QUIET},
        words_role(row->role));
    draw_picture(
        ui->list, rect_inset(rect_left(&state, state.h), t->unit), "icons", looks[row->pin].icon);
    rect_left(&state, t->unit);
    draw_text(ui->list, state, (struct text_style){.size = t->text_m, .colour = INK, .lines = 2},
        _(looks[row->pin].words));
}

static void
draw_rows(struct ui *ui, struct pins *s, const struct view *view, struct rect space)
{
    const struct theme *t = ui->theme;
    int height = t->text_l * 7 / 5 + t->text_s * 3 / 2 + 3 * t->unit;
    struct ui_list list = ui_list_begin(ui, ID_LIST, space, height, s->count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        bool own = s->rows[i].id == view->staff.id;
        rect_bottom(&row, t->unit);
        draw_row(ui, &s->rows[i], row, !own && ui_list_is_held(ui, &list, row));
        if (!ui_list_tapped(ui, &list, row))
            continue;
        if (!own)
            s->asked = i;
        s->done_ms = own ? ui->now_ms : 0;
        snprintf(
            s->done, sizeof s->done, "%s", _("Nobody resets their own PIN: ask another manager."));
    }
    ui_list_end(ui, &list);
}

static void
let_set(struct ui *ui, struct pins *s, struct stage *stage)
{
    const struct pins_row *row = &s->rows[s->asked];
    int rc = pin_reset(stage->db, row->id, stage->view->staff.id, &stage->now);
    s->done_ms = ui->now_ms;
    if (rc == DB_OK)
        snprintf(
            s->done, sizeof s->done, _("%s: card here within an hour, then a new PIN."), row->name);
    else
        snprintf(s->done, sizeof s->done, "%s",
            rc == DB_REFUSED ? db_why(stage->db) : _("It could not be saved. Please try again."));
    read_rows(s, stage);
}

static void
draw_question(struct ui *ui, struct pins *s, struct stage *stage)
{
    struct rect all = {0, 0, ui->theme->width, ui->theme->height};
    char words[NAME_SIZE + 96];
    snprintf(words, sizeof words, _("Let %s set a new PIN? An old one ends at once."),
        s->rows[s->asked].name);
    const struct ui_question question = {
        .icon = "key", .sentence = words, .yes = _("Let set"), .no = _("Leave it")};
    enum ui_answer answer = ui_dialog(ui, ID_DIALOG, all, &question);
    if (answer == ANSWER_YES)
        let_set(ui, s, stage);
    if (answer != ANSWER_NONE)
        s->asked = -1;
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct pins *s = stage->state;
    if (s->asked >= 0) {
        draw_question(ui, s, stage);
        return;
    }
    struct rect space = staff_frame(ui, stage, _("PINs"));
    if (s->failed || s->count == 0)
        ui_nothing(ui, space, s->failed ? "warning-soft" : "people",
            s->failed ? _("The staff can't be read now.") : _("No staff are on the list yet."));
    else
        draw_rows(ui, s, stage->view, space);
    ui_toast(ui, space, "key", s->done, s->done_ms);
}

const struct screen screen_pins = {.name = "pins",
    .idle_ms = STAFF_IDLE_MS,
    .state_size = sizeof(struct pins),
    .enter = enter,
    .draw = draw,
    .access = ACCESS_MANAGER};
