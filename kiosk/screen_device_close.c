/* screen_device_close.c: closing the kiosk, for who installs and repairs: three taps, a long hold,
 * the PIN. Each part is forgotten when it is left alone, so that it locks itself again. */
#include "kiosk/screen_device.h"
#include "kiosk/ui_keys.h"

#include <stdio.h>
#include <string.h>

enum { ID_TAP = DEVICE_ID_FIRST, ID_HOLD, ID_PAD };
enum { TAPS = 3, FORGOTTEN_MS = 15000, HOLD_MS = 3000 };

static void
lock(struct device_state *s)
{
    s->taps = 0;
    s->held_ms = 0;
    s->asks_pin = false;
    explicit_bzero(s->digits, sizeof s->digits);
}

static void
draw_words(struct ui *ui, const char *words, const char *icon, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect inner = ui_card(ui, space);
    draw_picture(ui->list, rect_fit(rect_left(&inner, t->touch * 2), 1, 1), "icons", icon);
    rect_left(&inner, t->gap);
    draw_text(
        ui->list, inner, (struct text_style){.size = t->text_l, .colour = INK, .lines = 5}, words);
}

/* A bar that fills while the finger lies on it. */
static void
draw_hold(struct ui *ui, struct device_state *s, struct rect bar)
{
    const struct theme *t = ui->theme;
    ui_area(ui, ID_HOLD, bar);
    if (!ui_is_held(ui, ID_HOLD))
        s->held_ms = 0;
    else if (!s->held_ms)
        s->held_ms = ui->now_ms;
    int64_t held = s->held_ms ? ui->now_ms - s->held_ms : 0;
    if (held >= HOLD_MS) {
        s->asks_pin = true;
        s->tapped_ms = ui->now_ms;
    }
    draw_box(ui->list, bar, bar.h / 2, PAPER);
    int width = bar.w * (int)(held < HOLD_MS ? held : HOLD_MS) / HOLD_MS;
    if (width > bar.h)
        draw_box(ui->list, (struct rect){bar.x, bar.y, width, bar.h}, bar.h / 2, SUN);
    draw_text(ui->list, bar,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        _("Hold here for three seconds"));
    if (s->held_ms)
        ui_again(ui, ui->now_ms + 100);
}

static void
check(struct ui *ui, const struct stage *stage, struct device_state *s)
{
    bool right = false;
    int64_t person = stage->view->staff.id;
    s->why[0] = '\0';
    if (!stage->db || pin_sign_in(stage->db, &right, person, s->digits, &stage->now) != DB_OK)
        snprintf(s->why, sizeof s->why, "%s",
            stage->db ? db_why(stage->db) : _("Nothing can be recorded now. Tell a teacher."));
    else if (!right)
        snprintf(s->why, sizeof s->why, "%s", _("Wrong PIN."));
    ui->quit = right;
    explicit_bzero(s->digits, sizeof s->digits);
    if (right)
        return;
    ui->sound = SOUND_WRONG;
    lock(s);
}

static void
draw_pin(struct ui *ui, const struct stage *stage, struct device_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h;
    int typed = (int)strlen(s->digits);
    struct rect pad = wide ? rect_right(&space, space.w / 2) : rect_bottom(&space, space.h * 3 / 5);
    rect_right(&space, wide ? t->gap * 2 : 0);
    space = rect_centre(space, space.w, t->text_l * 2 + t->touch);
    draw_text(ui->list, rect_top(&space, t->text_l * 2),
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        _("Your PIN, please."));
    ui_dots(ui, rect_top(&space, t->touch), typed, typed > PIN_MIN ? typed : PIN_MIN);
    char key = ui_pad(ui, ID_PAD, pad);
    if (key)
        s->tapped_ms = ui->now_ms;
    if (key && ui_type(s->digits, sizeof s->digits, key) && typed >= PIN_MIN)
        check(ui, stage, s);
}

void
device_close(struct ui *ui, const struct stage *stage, struct device_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    char words[160];
    if (s->taps && !s->held_ms && ui->now_ms - s->tapped_ms >= FORGOTTEN_MS)
        lock(s);
    if (s->taps)
        ui_again(ui, s->tapped_ms + FORGOTTEN_MS);
    if (s->asks_pin) {
        draw_pin(ui, stage, s, space);
        return;
    }
    draw_words(ui,
        s->why[0] ? s->why
                  : _("Closed, no child can check in. It is for repairs: switching the machine off "
                      "needs no closing."),
        s->why[0] ? "warning-soft" : "lock", rect_top(&space, space.h / 2));
    rect_top(&space, t->gap * 2);
    struct rect row = rect_centre(rect_top(&space, t->touch), t->unit * 70, t->touch);
    if (s->taps >= TAPS) {
        draw_hold(ui, s, row);
        return;
    }
    snprintf(words, sizeof words, _("Close the kiosk: touch %d times"), TAPS - s->taps);
    if (ui_button(ui, ID_TAP, row, words)) {
        s->taps++;
        s->tapped_ms = ui->now_ms;
        s->why[0] = '\0';
    }
}
