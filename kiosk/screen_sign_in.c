/* screen_sign_in.c: the way to the staff side: whose card was shown types the PIN, or chooses one
 * where a manager has allowed it. The hash takes a tenth of a second: the dots are shown first, and
 * it is computed in the next picture. */
#include "kiosk/screen.h"
#include "kiosk/ui_keys.h"

#include "db/pin.h"

#include <stdio.h>
#include <string.h>

enum { ID_BACK = 1, ID_PAD };

enum sign_step {
    STEP_ASK,     /* the PIN */
    STEP_CHOOSE,  /* a new one */
    STEP_CONFIRM, /* the new one again */
    STEP_NONE,    /* there is no PIN, and none may be chosen */
    STEP_LOCKED,
    STEP_TROUBLE, /* the database fails */
};

enum sign_work { WORK_NONE, WORK_CHECK, WORK_SET };

struct sign_in {
    enum sign_step step;
    enum sign_work work;  /* to be done once its dots have been seen */
    bool seen;            /* ... and they have */
    bool wrong;           /* the last PIN was */
    int tries;            /* that are left */
    int64_t until_ms;     /* STEP_LOCKED: of the monotonic clock */
    const char *weakness; /* of the PIN that was chosen, or NULL */
    bool differed;        /* the two were not the same */
    char digits[PIN_MAX + 1], chosen[PIN_MAX + 1];
};

/* What the database says of the person's PIN now. */
static void
look(struct sign_in *s, struct stage *stage)
{
    static const enum sign_step steps[] = {[PIN_NONE] = STEP_NONE,
        [PIN_TO_SET] = STEP_CHOOSE,
        [PIN_ASKED] = STEP_ASK,
        [PIN_LOCKED] = STEP_LOCKED};
    int64_t person = stage->view->staff_asked.id;
    struct pin pin;
    if (!person)
        return;
    if (!stage->db || pin_get(stage->db, &pin, person, &stage->now) != DB_OK) {
        s->step = STEP_TROUBLE;
        return;
    }
    s->step = steps[pin.state];
    s->tries = pin.tries;
    s->until_ms = stage->now.mono_ms + pin.wait_s * INT64_C(1000);
}

static void
enter(struct stage *stage)
{
    look(stage->state, stage);
}

/* The person's own card, still before the camera, does not take away what was typed. */
static enum claim
card(struct stage *stage, const struct card_row *card, struct scan *out)
{
    const struct sign_in *s = stage->state;
    (void)out;
    bool own = card->kind == HOLDER_STAFF && card->holder_id == stage->view->staff_asked.id;
    return own && s->digits[0] ? CLAIM_STAY : CLAIM_NONE;
}

static void
check(struct ui *ui, struct sign_in *s, struct stage *stage)
{
    bool right = false;
    int rc = pin_sign_in(stage->db, &right, stage->view->staff_asked.id, s->digits, &stage->now);
    explicit_bzero(s->digits, sizeof s->digits);
    ui->signed_in = right;
    if (right)
        return;
    ui->sound = SOUND_WRONG;
    look(s, stage);
    s->wrong = true;
    if (rc == DB_FAILED)
        s->step = STEP_TROUBLE;
}

/* The new PIN is checked at once, so that its owner is in. */
static void
set(struct sign_in *s, struct stage *stage)
{
    int64_t person = stage->view->staff_asked.id;
    if (pin_set(stage->db, person, person, s->digits, &stage->now) == DB_OK) {
        s->step = STEP_ASK;
        s->work = WORK_CHECK;
    } else {
        s->step = STEP_TROUBLE;
    }
}

static void
work(struct ui *ui, struct sign_in *s, struct stage *stage)
{
    enum sign_work what = s->work;
    if (what == WORK_NONE || ui->touch.phase != TOUCH_NONE)
        return;
    ui_again(ui, ui->now_ms);
    if (!s->seen) {
        s->seen = true;
        return;
    }
    s->work = WORK_NONE;
    if (what == WORK_SET)
        set(s, stage);
    else
        check(ui, s, stage);
}

static void
choose(struct sign_in *s)
{
    s->weakness = pin_weakness(s->digits);
    s->differed = false;
    if (!s->weakness) {
        memcpy(s->chosen, s->digits, sizeof s->chosen);
        s->step = STEP_CONFIRM;
    }
    explicit_bzero(s->digits, sizeof s->digits);
}

static void
confirm(struct ui *ui, struct sign_in *s)
{
    s->differed = strcmp(s->digits, s->chosen) != 0;
    explicit_bzero(s->chosen, sizeof s->chosen);
    s->work = s->differed ? WORK_NONE : WORK_SET;
    if (!s->differed)
        return;
    ui->sound = SOUND_WRONG;
    s->step = STEP_CHOOSE;
    explicit_bzero(s->digits, sizeof s->digits);
}

/* Enter with too few digits is no try: a hand that slips is not counted. */
static void
type(struct ui *ui, struct sign_in *s, char key)
{
    if (key)
        s->wrong = false;
    if (!ui_type(s->digits, sizeof s->digits, key) || strlen(s->digits) < PIN_MIN)
        return;
    s->seen = false;
    if (s->step == STEP_CHOOSE)
        choose(s);
    else if (s->step == STEP_CONFIRM)
        confirm(ui, s);
    else
        s->work = WORK_CHECK;
}

static const char *
ask_words(const struct sign_in *s)
{
    if (s->work == WORK_SET)
        return _("Saving…");
    if (s->work == WORK_CHECK)
        return _("Checking…");
    if (s->step == STEP_CHOOSE)
        return _("Choose a PIN of 4 to 8 digits.");
    return s->step == STEP_CONFIRM ? _("Type it once more.") : _("Your PIN, please.");
}

/* What was wrong with the last digits, or "". */
static void
trouble_words(char *out, size_t size, const struct sign_in *s)
{
    snprintf(out, size, "%s", "");
    if (s->wrong)
        snprintf(out, size,
            dngettext("zhaoxi", "Wrong PIN. %d try is left.", "Wrong PIN. %d tries are left.",
                (unsigned long)s->tries),
            s->tries);
    else if (s->weakness)
        snprintf(out, size, "%s", s->weakness);
    else if (s->differed)
        snprintf(out, size, "%s", _("The two were not the same. Choose again."));
}

static void
draw_person(struct ui *ui, const struct staff *staff, struct rect row)
{
    const struct theme *t = ui->theme;
    draw_picture(ui->list, rect_left(&row, row.h), "icons", "teacher");
    rect_left(&row, t->gap);
    struct rect name = rect_top(&row, t->text_xl * 5 / 4);
    draw_text(ui->list, name, (struct text_style){.size = t->text_xl, .colour = INK, .bold = true},
        staff->name);
    draw_text(ui->list, row, (struct text_style){.size = t->text_m, .colour = QUIET},
        words_role(staff->role));
}

static void
draw_trouble(struct ui *ui, const struct sign_in *s, struct rect row)
{
    const struct theme *t = ui->theme;
    char words[128];
    trouble_words(words, sizeof words, s);
    if (!words[0])
        return;
    draw_box(ui->list, row, t->corner, SUN_PALE);
    row = rect_inset(row, t->unit);
    draw_picture(
        ui->list, rect_inset(rect_left(&row, row.h), t->unit / 2), "icons", "warning-soft");
    rect_left(&row, t->gap);
    draw_text(ui->list, row,
        (struct text_style){.size = t->text_m, .colour = INK, .bold = true, .lines = 2}, words);
}

/* Question, dots, what was wrong, and the keys. */
static void
draw_pad(struct ui *ui, struct sign_in *s, struct rect pad, struct rect space)
{
    const struct theme *t = ui->theme;
    int typed = (int)strlen(s->digits);
    space = rect_centre(space, space.w, t->touch * 2 + t->text_l * 2 + t->gap);
    draw_text(ui->list, rect_top(&space, t->text_l * 2),
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE}, ask_words(s));
    struct rect dots = rect_top(&space, t->touch);
    draw_box(ui->list, dots, t->corner, PAPER);
    ui_dots(ui, dots, typed, typed < PIN_MIN ? PIN_MIN : typed);
    rect_top(&space, t->gap);
    draw_trouble(ui, s, rect_top(&space, t->touch));
    int side = pad.h < pad.w * 4 / 3 ? pad.h : pad.w * 4 / 3;
    char key = ui_pad(ui, ID_PAD, rect_centre(pad, side * 3 / 4, side));
    if (s->work == WORK_NONE)
        type(ui, s, key);
}

static void
draw_locked(struct ui *ui, struct sign_in *s, struct stage *stage, struct rect space)
{
    int64_t left_ms = s->until_ms - ui->now_ms;
    int left = left_ms > 0 ? (int)((left_ms + 999) / 1000) : 0;
    char words[160];
    if (left == 0)
        look(s, stage);
    if (left < 60)
        snprintf(words, sizeof words,
            dngettext("zhaoxi", "Too many wrong PINs. Try again in %d second.",
                "Too many wrong PINs. Try again in %d seconds.", (unsigned long)left),
            left);
    else
        snprintf(words, sizeof words, _("Too many wrong PINs. Try again in %d min %d s."),
            left / 60, left % 60);
    ui_nothing(ui, space, "lock", words);
    ui_again(ui, s->until_ms - (left > 0 ? left - 1 : 0) * INT64_C(1000));
}

/* Whom to ask where there is no PIN. */
static const char *
helper_words(const struct stage *stage)
{
    if (pin_has_manager(stage->db))
        return _("You have no PIN yet. Ask a manager to let you set one.");
    return _("No manager has a PIN yet. The installer sets the first one.");
}

/* Who is asked, and beside or below it the keys, or why there are none. */
static void
draw_asked(struct ui *ui, struct sign_in *s, struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h, keys = s->step <= STEP_CONFIRM;
    struct rect pad = {0};
    if (keys && wide)
        pad = rect_right(&space, space.w * 9 / 20);
    else if (keys)
        pad = rect_bottom(&space, space.h / 2);
    if (wide)
        rect_right(&space, t->margin);
    draw_person(
        ui, &stage->view->staff_asked, rect_top(&space, t->text_xl * 5 / 4 + t->text_m * 3 / 2));
    if (keys)
        draw_pad(ui, s, pad, space);
    else if (s->step == STEP_LOCKED)
        draw_locked(ui, s, stage, space);
    else if (s->step == STEP_NONE)
        ui_nothing(ui, space, "key", helper_words(stage));
    else
        ui_nothing(ui, space, "warning-soft", _("The PIN can't be checked now. Please try again."));
}

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct theme *t = ui->theme;
    struct sign_in *s = stage->state;
    struct rect all = {0, 0, t->width, t->height};
    draw_box(ui->list, all, 0, LAKE_PALE);
    struct rect space = rect_inset(all, t->margin);
    work(ui, s, stage);
    if (ui_head(ui, ID_BACK, rect_top(&space, t->touch), _("Staff")))
        ui->go = NAV_BACK;
    rect_top(&space, t->gap);
    if (stage->view->staff_asked.id)
        draw_asked(ui, s, stage, space);
    else
        ui_nothing(ui, space, "teacher", _("Show your staff card."));
}

const struct screen screen_sign_in = {.name = "sign_in",
    .idle_ms = STAFF_IDLE_MS,
    .state_size = sizeof(struct sign_in),
    .enter = enter,
    .draw = draw,
    .card = card};
