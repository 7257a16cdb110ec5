#include "kiosk/homework_card.h"

#include "kiosk/icons.h"

static const struct homework_look looks[HOMEWORK_STATE_COUNT] = {
    [HOMEWORK_OPEN] = {NULL, "", N_("How is it going?")},
    [HOMEWORK_ASKED] = {"waiting", N_("To be looked at"), N_("Show it to a tutor!")},
    [HOMEWORK_NEED_HELP] = {"raised-hand", N_("Help, please"),
        N_("A tutor will come and help you.")},
    [HOMEWORK_LEFT] = {"left-at-school", N_("Left at school"),
        N_("Left at school. Bring it along next time!")},
    [HOMEWORK_DONE] = {"check", N_("Done"), N_("A tutor has seen it. Well done!")},
    [HOMEWORK_CORRECTED] = {"star", N_("Corrected"), N_("Mistakes put right. Great!")},
};

const struct homework_look *
homework_look(enum homework_state state)
{
    return &looks[state];
}

const char *
homework_subject_word(enum homework_subject subject)
{
    static const char *const words[HOMEWORK_SUBJECT_COUNT] = {
        [HOMEWORK_CHINESE] = N_("Chinese"),
        [HOMEWORK_MATHS] = N_("Maths"),
        [HOMEWORK_ENGLISH] = N_("English"),
        [HOMEWORK_OTHER] = N_("Other"),
    };
    return _(words[subject]);
}

static void
draw_subject(struct ui *ui, struct rect block, enum homework_subject subject)
{
    static const enum colour grounds[HOMEWORK_SUBJECT_COUNT] = {
        [HOMEWORK_CHINESE] = CORAL_PALE,
        [HOMEWORK_MATHS] = LAKE_PALE,
        [HOMEWORK_ENGLISH] = LEAF_PALE,
        [HOMEWORK_OTHER] = PLUM_PALE,
    };
    const struct theme *t = ui->theme;
    draw_box(ui->list, block, t->corner, grounds[subject]);
    struct rect inner = rect_inset(block, t->unit);
    int side = inner.h - t->text_m * 4 / 3;
    side = side < inner.w ? side : inner.w;
    inner = rect_centre(inner, inner.w, side + t->text_m * 4 / 3);
    draw_picture(ui->list, rect_centre(rect_top(&inner, side), side, side), "icons",
        icon_of_homework(subject));
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_s, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        homework_subject_word(subject));
}

/* The due day, with a sign and another ground where it has passed. */
static void
draw_due(struct ui *ui, struct rect pill, const struct homework_item *item, int today)
{
    const struct theme *t = ui->theme;
    bool ticked = homework_is_ticked(item->state), late = !ticked && item->homework.due_day < today;
    bool now = !ticked && item->homework.due_day == today;
    char word[96];
    words_due(word, sizeof word, item->homework.due_day, today);
    draw_box(ui->list, pill, pill.h / 2, late ? CORAL_PALE : now ? SUN_PALE : MIST);
    struct rect inner = rect_inset(pill, t->unit / 2);
    struct rect icon = rect_left(&inner, inner.h);
    draw_picture(ui->list, icon, "icons", late ? "late" : now ? "today" : "timetable");
    rect_left(&inner, t->unit / 2);
    rect_right(&inner, t->unit / 2);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_m,
            .colour = late ? CORAL_DEEP : INK,
            .align = ALIGN_MIDDLE,
            .bold = late || now},
        word);
}

static void
draw_state(struct ui *ui, struct rect area, enum homework_state state)
{
    const struct theme *t = ui->theme;
    const struct homework_look *look = homework_look(state);
    if (!look->icon)
        return;
    struct rect icon = rect_left(&area, area.h < area.w / 3 ? area.h : area.w / 3);
    draw_picture(ui->list, rect_centre(icon, icon.w, icon.w), "icons", look->icon);
    rect_left(&area, t->unit / 2);
    draw_text(ui->list, area, (struct text_style){.size = t->text_s, .colour = INK, .lines = 2},
        _(look->word));
}

void
homework_card(
    struct ui *ui, struct rect card, const struct homework_item *item, int today, bool alone)
{
    const struct theme *t = ui->theme;
    struct rect inner = ui_card(ui, card);
    int wide = alone && t->width >= t->height ? t->touch * 2 : t->touch * 5 / 4;
    draw_subject(ui, rect_left(&inner, wide), item->homework.subject);
    rect_left(&inner, t->gap);
    struct rect end = rect_right(&inner, t->text_m * 6);
    rect_right(&inner, t->gap);
    int size = alone ? t->text_l : t->text_m;
    draw_text(ui->list, inner,
        (struct text_style){.size = size, .colour = INK, .lines = inner.h * 40 / (size * 29)},
        item->homework.text);
    draw_due(ui, rect_top(&end, t->text_m * 3 / 2), item, today);
    rect_top(&end, t->unit);
    if (!alone)
        draw_state(ui, rect_top(&end, t->text_m * 2), item->state);
}
