/* screen_device_office.c: the way to the township's office, as the manager sees it: up to where the
 * office holds this kiosk's log by its own word, and what to do about the rest. */
#include "kiosk/screen_device.h"

#include "kiosk/ui_keys.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

enum {
    ID_SYNC = DEVICE_ID_FIRST,
    ID_BUNDLE,
    ID_FETCH,
    ID_TYPE,
    ID_KEYS,
};

void
device_number(char out[32], int64_t number)
{
    char digits[24];
    size_t len = (size_t)snprintf(digits, sizeof digits, "%lld", (long long)number), n = 0;
    for (size_t i = 0; i < len; i++) {
        out[n++] = digits[i];
        if (i + 1 < len && (len - i - 1) % 3 == 0 && digits[i] != '-')
            out[n++] = ',';
    }
    out[n] = '\0';
}

bool
device_office_code(struct device_state *s, const char *text)
{
    if (!outbox_is_setup_code(text))
        return false;
    s->tab = TAB_OFFICE;
    s->types = false;
    snprintf(s->setup, sizeof s->setup, "%s", text);
    return true;
}

/* Is this work of this tab? */
static bool
is_ours(enum job job)
{
    return job == JOB_PAIR || job == JOB_SYNC || job == JOB_BUNDLE || job == JOB_FETCH ||
           job == JOB_RECEIPT;
}

static const char *
words_of_work(enum job job)
{
    switch (job) {
    case JOB_PAIR:
        return _("Speaking with the office…");
    case JOB_SYNC:
        return _("Being sent. Cards go on working.");
    case JOB_BUNDLE:
        return _("Being written and read back. Leave the stick in.");
    default:
        return _("Being taken in…");
    }
}

/* What the work says; else what is wrong with the last try; else that all is well. */
static const char *
news(const struct stage *stage, const struct device_state *s, bool *bad)
{
    const struct job_view *job = &stage->view->job;
    *bad = false;
    if (is_ours(job->job) && job->busy)
        return words_of_work(job->job);
    if (is_ours(job->job) && !job->good) {
        *bad = true;
        return job->said;
    }
    if (job->job == JOB_BUNDLE)
        return job->said;
    *bad = s->outbox.trouble != OUTBOX_FINE;
    return *bad ? outbox_trouble_text(s->outbox.trouble) : "";
}

static void
draw_line(struct ui *ui, struct rect *space, const char *icon, const char *words, bool bold)
{
    const struct theme *t = ui->theme;
    struct rect row = rect_top(space, t->text_m * 4);
    struct rect picture = rect_left(&row, t->text_m * 3 / 2);
    draw_picture(ui->list, rect_fit(picture, 1, 1), "icons", icon);
    rect_left(&row, t->gap);
    draw_text(ui->list, row,
        (struct text_style){.size = t->text_m, .colour = INK, .bold = bold, .lines = 3}, words);
}

/* ---- not paired ---- */

static void
draw_unpaired(struct ui *ui, const struct stage *stage, struct device_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    bool bad, wide = space.w >= space.h;
    const char *words = news(stage, s, &bad);
    struct rect finder = wide ? rect_left(&space, space.w / 2) : rect_top(&space, space.h / 2);
    if (stage->view->camera == CAMERA_ON && stage->view->picture)
        draw_camera(ui->list, rect_fit(finder, 4, 3), t->corner, stage->view->picture);
    else
        draw_picture(ui->list, rect_inset(rect_fit(finder, 1, 1), t->margin * 2), "icons",
            stage->view->camera == CAMERA_MISSING ? "camera-off" : "office");
    if (wide)
        rect_left(&space, t->gap * 2);
    else
        rect_top(&space, t->gap);
    draw_text(ui->list, rect_top(&space, space.h / 2),
        (struct text_style){.size = t->text_l, .colour = INK, .lines = 6},
        _("The township's office shows a code for pairing on its page, under Devices. Hold it "
          "before "
          "this camera, or take a photo of it and hold the phone."));
    rect_top(&space, t->gap);
    draw_line(ui, &space,
        bad      ? "warning-soft"
        : *words ? "upload"
                 : "check",
        *words ? words : _("Until then all is recorded and kept here, and nothing is lost."), bad);
}

/* ---- paired ---- */

static void
write_mark(char *out, size_t size, const struct outbox_state *o)
{
    char upto[32];
    device_number(upto, o->upto);
    if (o->upto)
        snprintf(out, size, _("The office holds up to no. %s"), upto);
    else
        snprintf(out, size, "%s", _("The office holds nothing of this kiosk yet"));
}

static void
write_backlog(char *out, size_t size, const struct stage *stage, const struct outbox_state *o)
{
    char waiting[32], day[DAY_TEXT_LEN + 1];
    if (o->newest == o->upto) {
        snprintf(out, size, "%s", _("Nothing waits."));
        return;
    }
    device_number(waiting, o->newest - o->upto);
    day_text(day, day_of(o->oldest_at, stage->view->home.utc_offset_min));
    snprintf(out, size, _("%s wait, the first of %s. They stay here until the office's receipt."),
        waiting, day);
}

static void
write_last(char *out, size_t size, const struct stage *stage, const struct outbox_state *o)
{
    char day[DAY_TEXT_LEN + 1], minute[MINUTE_TEXT_LEN + 1];
    int offset = stage->view->home.utc_offset_min;
    if (!o->receipt_at) {
        snprintf(out, size, _("Paired with %s. Nothing was sent yet."), o->hub);
        return;
    }
    day_text(day, day_of(o->receipt_at, offset));
    minute_text(minute, day_minute_of(o->receipt_at, offset));
    snprintf(out, size, _("Last receipt of %s: %s %s."), o->hub, day, minute);
}

/* What a person should look at: one line, the gravest. False: nothing. */
static bool
write_care(char *out, size_t size, const struct outbox_state *o)
{
    char seq[32];
    device_number(seq, o->fork_seq);
    if (o->fork_seq)
        snprintf(out, size,
            _("After no. %s another disk of this kiosk has sent something else. The office keeps "
              "both: tell it which is right."),
            seq);
    else if (o->refused)
        snprintf(out, size,
            dngettext("zhaoxi",
                "The office has put %lld event aside. It is kept here and there: ask the office.",
                "The office has put %lld events aside. They are kept here and there: ask the "
                "office.",
                (unsigned long)o->refused),
            (long long)o->refused);
    else if (o->offered_utc_ms)
        snprintf(out, size, "%s",
            _("The office's clock is more than a day from this one. Two of the staff set it under "
              "Clock and bell."));
    else
        return false;
    return true;
}

static void
draw_state(struct ui *ui, const struct stage *stage, const struct device_state *s, struct rect card)
{
    const struct theme *t = ui->theme;
    char text[512];
    bool bad;
    struct rect inner = ui_card(ui, card);
    bool wide = card.w >= card.h * 5 / 4;
    struct rect icon = wide ? rect_left(&inner, t->touch * 2) : rect_top(&inner, t->touch * 2);
    draw_picture(ui->list, rect_fit(icon, 1, 1), "icons", "office");
    if (wide)
        rect_left(&inner, t->gap * 2);
    else
        rect_top(&inner, t->gap * 2);
    write_mark(text, sizeof text, &s->outbox);
    draw_text(ui->list, rect_top(&inner, t->text_l * 2),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true, .lines = 2}, text);
    write_backlog(text, sizeof text, stage, &s->outbox);
    draw_line(ui, &inner, s->outbox.newest > s->outbox.upto ? "waiting" : "check", text, false);
    write_last(text, sizeof text, stage, &s->outbox);
    draw_line(ui, &inner, "clock", text, false);
    if (write_care(text, sizeof text, &s->outbox))
        draw_line(ui, &inner, "warning-soft", text, true);
    const char *words = news(stage, s, &bad);
    if (*words)
        draw_line(ui, &inner, bad ? "warning-soft" : "upload", words, bad);
}

static const struct {
    const char *label;
    int id;
    enum job job; /* JOB_NONE: the characters are typed first */
} buttons[] = {
    {N_("Upload now"), ID_SYNC, JOB_SYNC},
    {N_("Onto a stick"), ID_BUNDLE, JOB_BUNDLE},
    {N_("From a stick"), ID_FETCH, JOB_FETCH},
    {N_("Type the receipt"), ID_TYPE, JOB_NONE},
};
enum { BUTTONS = sizeof buttons / sizeof buttons[0] };

static void
draw_buttons(struct ui *ui, struct device_state *s, struct rect space, int columns)
{
    const struct theme *t = ui->theme;
    int rows = BUTTONS / columns;
    for (int i = 0; i < BUTTONS; i++) {
        struct rect cell = rect_cell(space, i, columns, rows, t->gap);
        cell = rect_top(&cell, cell.h < t->touch ? cell.h : t->touch);
        if (!ui_button(ui, buttons[i].id, cell, _(buttons[i].label)))
            continue;
        ui->job.job = buttons[i].job;
        s->types = buttons[i].job == JOB_NONE;
        s->receipt[0] = '\0';
    }
}

static void
draw_typing(struct ui *ui, struct device_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h; /* there the keys need the height */
    struct rect row = rect_top(&space, wide ? t->touch : t->text_m * 4);
    struct rect entry = wide ? rect_right(&row, row.w / 2) : rect_top(&space, t->touch);
    draw_text(ui->list, row, (struct text_style){.size = t->text_m, .colour = INK, .lines = 3},
        _("The office reads out twelve characters for the stick that it was given. Type them."));
    ui_entry(ui, entry, s->receipt, _("Twelve characters"));
    rect_top(&space, t->gap);
    char key = ui_keyboard(ui, ID_KEYS, space);
    if (!key || !ui_type(s->receipt, sizeof s->receipt, key) || !s->receipt[0])
        return;
    ui->job.job = JOB_RECEIPT;
    snprintf(ui->job.input, sizeof ui->job.input, "%s", s->receipt);
    s->types = false;
}

void
device_office(struct ui *ui, const struct stage *stage, struct device_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    bool busy = stage->view->job.busy;
    if (s->worked && !busy)
        device_read(s, stage);
    s->worked = busy;
    if (s->setup[0] && !busy) {
        ui->job.job = JOB_PAIR;
        memcpy(ui->job.input, s->setup, sizeof s->setup);
        explicit_bzero(s->setup, sizeof s->setup);
        s->worked = true;
    }
    if (s->types) {
        draw_typing(ui, s, space);
        return;
    }
    if (!s->outbox.paired) {
        draw_unpaired(ui, stage, s, space);
        return;
    }
    bool wide = space.w >= space.h;
    struct rect foot = rect_bottom(&space, wide ? t->touch : t->touch * 2 + t->gap);
    rect_bottom(&space, t->gap);
    if (!busy)
        draw_buttons(ui, s, foot, wide ? BUTTONS : BUTTONS / 2);
    draw_state(ui, stage, s, space);
}
