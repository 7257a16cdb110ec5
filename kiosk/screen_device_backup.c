/* screen_device_backup.c: a backup onto a stick, the recovery code, and the key for a new kiosk. */
#include "kiosk/screen_device.h"

#include <stdio.h>
#include <string.h>

enum { ID_BACKUP = DEVICE_ID_FIRST, ID_CODE, ID_SHOWN, ID_JOIN };

/* A code that is to be copied: as a QR code, and in large letters beside it. */
static void
draw_secret(
    struct ui *ui, const char *qr, const char *letters, const char *words, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h;
    struct rect code = wide ? rect_left(&space, space.h) : rect_top(&space, space.w * 3 / 5);
    draw_qr(ui->list, rect_inset(ui_card(ui, code), t->unit), qr);
    if (wide)
        rect_left(&space, t->gap * 2);
    else
        rect_top(&space, t->gap);
    draw_text(ui->list, rect_top(&space, space.h / 2),
        (struct text_style){
            .size = t->text_xl, .colour = INK, .align = ALIGN_MIDDLE, .bold = true, .lines = 3},
        letters);
    draw_text(ui->list, space,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .lines = 6},
        words);
}

static void
show_code(struct device_state *s, const struct stage *stage)
{
    uint8_t code[RECOVERY_BYTES];
    bool made;
    s->why[0] = '\0';
    if (!stage->db || recovery_ensure(stage->db, code, &made) != DB_OK) {
        snprintf(s->why, sizeof s->why, "%s",
            stage->db ? db_why(stage->db) : _("That could not be saved. Nothing was changed."));
        return;
    }
    recovery_text(s->code, code);
    recovery_code_text(s->code_qr, code);
    s->shows_code = true;
    explicit_bzero(code, sizeof code);
}

static bool
has_code(const struct stage *stage)
{
    uint8_t code[RECOVERY_BYTES];
    bool has = stage->db && recovery_get(stage->db, code) == DB_OK;
    explicit_bzero(code, sizeof code);
    return has;
}

static void
draw_code(struct ui *ui, struct device_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect foot = rect_bottom(&space, t->staff_touch * 3 / 2);
    rect_bottom(&space, t->gap);
    if (ui_button(ui, ID_SHOWN, rect_right(&foot, t->unit * 40), _("It is written down"))) {
        s->shows_code = false;
        explicit_bzero(s->code, sizeof s->code);
        explicit_bzero(s->code_qr, sizeof s->code_qr);
        return;
    }
    draw_secret(ui, s->code_qr, s->code,
        _("The recovery code. Only it opens a backup. Write it down, or take a photo, and keep it "
          "away from this machine and from the stick."),
        space);
}

/* What the work says, or how it is done. */
static void
draw_words(struct ui *ui, const struct stage *stage, const struct device_state *s, struct rect card)
{
    const struct theme *t = ui->theme;
    const struct job_view *job = &stage->view->job;
    bool ours = job->job == JOB_BACKUP;
    bool bad = s->why[0] || (ours && !job->busy && !job->good);
    struct rect inner = ui_card(ui, card);
    struct rect icon = rect_left(&inner, t->touch * 2);
    draw_picture(ui->list, rect_fit(icon, 1, 1), "icons",
        bad                  ? "warning-soft"
        : ours && !job->busy ? "check"
                             : "stick");
    rect_left(&inner, t->gap);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_l, .colour = INK, .lines = 5},
        s->why[0]           ? s->why
        : ours && job->busy ? _("Being written and read back. Leave the stick in.")
        : ours              ? job->said
        : has_code(stage)
            ? _("Plug in a USB stick. All data goes onto it as one sealed file: a lost stick tells "
                "nothing.")
            : _("First the recovery code: it alone opens a backup. Have pen and paper ready."));
}

void
device_backup(struct ui *ui, const struct stage *stage, struct device_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    if (s->shows_code) {
        draw_code(ui, s, space);
        return;
    }
    bool coded = has_code(stage), busy = stage->view->job.busy;
    struct rect card = rect_top(&space, space.h / 2);
    rect_top(&space, t->gap * 2);
    struct rect row = rect_top(&space, t->touch);
    if (coded && !busy &&
        ui_button(ui, ID_BACKUP, rect_column(row, 0, 2, t->gap), _("Back up now")))
        ui->job.job = JOB_BACKUP;
    if (!busy && ui_button(ui, ID_CODE, rect_column(row, 1, 2, t->gap),
                     coded ? _("Show the recovery code") : _("Make the recovery code")))
        show_code(s, stage);
    draw_words(ui, stage, s, card);
}

void
device_join(struct ui *ui, const struct stage *stage, struct device_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    uint8_t key[CARD_KEY_BYTES];
    if (s->handover[0]) {
        draw_secret(ui, s->handover, s->eight,
            _("At the new kiosk choose \"Join other kiosks\", hold a photo of this code before its "
              "camera, and type these eight characters. Both together open the township's cards: "
              "delete the photo afterwards."),
            space);
        return;
    }
    struct rect inner = ui_card(ui, rect_top(&space, space.h / 2));
    rect_top(&space, t->gap * 2);
    draw_picture(ui->list, rect_fit(rect_left(&inner, t->touch * 2), 1, 1), "icons",
        s->why[0] ? "warning-soft" : "kiosk");
    rect_left(&inner, t->gap);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_l, .colour = INK, .lines = 5},
        s->why[0] ? s->why
                  : _("A kiosk of another Home takes over the key of the cards from this one, so "
                      "that cards of both work at both."));
    if (!ui_button(ui, ID_JOIN, rect_centre(rect_top(&space, t->touch), t->unit * 50, t->touch),
            _("A new kiosk joins")))
        return;
    if (stage->db && setting_card_key(stage->db, key) == DB_OK)
        handover_seal(s->handover, s->eight, key);
    else
        snprintf(s->why, sizeof s->why, "%s",
            stage->db ? db_why(stage->db) : _("Nothing can be recorded now. Tell a teacher."));
    explicit_bzero(key, sizeof key);
}
