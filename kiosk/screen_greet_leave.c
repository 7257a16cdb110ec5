#include "kiosk/screen_greet_leave.h"

#include "kiosk/figures.h"

#include "db/collectors.h"

#include <stdio.h>

static int
add_guardian(const struct collector *c, void *payload)
{
    struct greet_leave *out = payload;
    if (c->state == COLLECTOR_VALID && out->count < LEAVE_GUARDIANS)
        out->guardians[out->count++] = c->guardian;
    return 0;
}

static enum leave
leave_of(struct greet_leave *out, const struct stage *stage, const struct departure *d)
{
    int day = stage->view->day;
    struct collector c;
    if (d->pickup.how == PICKUP_ALONE)
        return LEAVE_ALONE;
    if (d->pickup.how == PICKUP_GROUP && walk_get(stage->db, &out->walk, d->pickup.walk_id))
        return LEAVE_GROUP;
    if (d->pickup.guardian_id &&
        collector_get(stage->db, &c, d->child_id, d->pickup.guardian_id, day)) {
        out->guardians[out->count++] = c.guardian;
        return LEAVE_COLLECTED;
    }
    if (walk_of_child(stage->db, &out->walk, d->child_id, day))
        return LEAVE_GROUP;
    if (collector_each(stage->db, d->child_id, day, add_guardian, out) < 0)
        return LEAVE_UNKNOWN;
    return LEAVE_ASKS;
}

void
greet_leave_read(struct greet_leave *out, const struct stage *stage, int64_t child_id)
{
    struct departure d;
    *out = (struct greet_leave){0};
    if (!stage->db || departure_of(stage->db, &d, child_id, &stage->now) != DB_OK)
        return;
    out->leave = leave_of(out, stage, &d);
    if (out->leave == LEAVE_GROUP)
        walk_leader(stage->db, out->leader, &out->walk);
}

static void
draw_words(struct ui *ui, struct rect row, const char *sentence, const char *second)
{
    const struct theme *t = ui->theme;
    int under = second ? t->text_m * 3 / 2 : 0;
    int lines = words_lines(sentence, t->text_l, row.w);
    struct rect words = rect_centre(row, row.w, t->text_l * 3 / 2 * lines + under);
    draw_text(ui->list, rect_top(&words, words.h - under),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true, .lines = lines},
        sentence);
    if (second)
        draw_text(ui->list, words, (struct text_style){.size = t->text_m, .colour = INK}, second);
}

/* A picture, and a sentence or two beside it. */
static void
draw_sentence(struct ui *ui, struct rect inner, const char *folder, const char *picture,
    const char *sentence, const char *second)
{
    draw_picture(ui->list, rect_left(&inner, inner.h), folder, picture);
    rect_left(&inner, ui->theme->gap);
    draw_words(ui, inner, sentence, second);
}

static void
draw_person(struct ui *ui, const struct guardian *g, struct rect cell)
{
    const struct theme *t = ui->theme;
    struct rect word = rect_bottom(&cell, t->text_m * 3 / 2);
    figure_draw(ui, cell, g);
    draw_text(ui->list, word,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        g->relation);
}

/* Who collects you? The grown-up's card, held up now, says it. */
static void
draw_guardians(struct ui *ui, const struct greet_leave *leave, struct rect inner)
{
    const struct theme *t = ui->theme;
    struct rect people = rect_right(&inner, leave->count * t->touch * 7 / 4);
    for (int i = 0; i < leave->count; i++)
        draw_person(ui, &leave->guardians[i], rect_column(people, i, leave->count, t->gap));
    rect_right(&inner, t->gap);
    draw_picture(ui->list, rect_left(&inner, inner.h), "icons", "collect");
    rect_left(&inner, t->gap);
    draw_words(ui, inner, _("Who collects you?"), _("Please hold up the grown-up's card."));
}

static void
draw_inside(struct ui *ui, const struct greet_leave *leave, struct rect inner)
{
    char line[NAME_SIZE + 64];
    const struct guardian *g = &leave->guardians[0];
    switch (leave->leave) {
    case LEAVE_ALONE:
        draw_sentence(ui, inner, "icons", "alone", _("You may walk home by yourself."),
            _("Take care on the way!"));
        break;
    case LEAVE_GROUP:
        snprintf(line, sizeof line, _("Wait for %s."), leave->leader);
        draw_sentence(ui, inner, "garden", leave->walk.picture, leave->walk.name, line);
        break;
    case LEAVE_ASKS:
        draw_guardians(ui, leave, inner);
        break;
    case LEAVE_COLLECTED:
        figure_draw(ui, rect_left(&inner, inner.h), g);
        rect_left(&inner, ui->theme->gap);
        snprintf(line, sizeof line, _("You go with: %s"), g->relation);
        draw_words(ui, inner, line, NULL);
        break;
    case LEAVE_UNKNOWN:
        break;
    }
}

void
greet_leave_draw(struct ui *ui, const struct greet_leave *leave, struct rect *space)
{
    const struct theme *t = ui->theme;
    if (leave->leave == LEAVE_UNKNOWN)
        return;
    struct rect foot = rect_bottom(space, t->touch * 2 + t->gap * 2);
    rect_bottom(space, t->gap);
    draw_inside(ui, leave, ui_card(ui, foot));
}
