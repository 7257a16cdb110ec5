/* screen_group_side.c: a class is marked: which class, and which mark. */
#include "kiosk/screen_group.h"

#include "kiosk/ui_picture_tab.h"
#include "kiosk/ui_tabs.h"

#include "db/day.h"

#include <stdio.h>

enum { TABS = 6, LABEL = NAME_SIZE + 64 };

static void
label_of(char out[LABEL], const struct group_state *s, int i, int minute)
{
    const struct session *session = &s->sessions[i];
    bool runs = session->starts_min <= minute && minute < session->ends_min;
    char starts[MINUTE_TEXT_LEN + 1];
    minute_text(starts, session->starts_min);
    const char *sign = s->gone && i == s->chosen ? _("dropped") : runs ? _("now") : NULL;
    snprintf(out, LABEL, sign ? "%s %s · %s" : "%s %s", starts, words_session(session), sign);
}

static void
choose_class(struct stage *stage, int i)
{
    struct group_state *s = stage->state;
    s->chosen = i;
    s->page = 0;
    s->act_count = 0; /* what can be taken back is seen */
    s->icon = NULL;
    group_read(stage);
}

/* As many as there is room for; arrows lead to the classes before and after. */
void
group_draw_classes(struct ui *ui, struct stage *stage, struct rect row)
{
    struct group_state *s = stage->state;
    const struct theme *t = ui->theme;
    static const char *const icons[] = {"earlier", "later"};
    int room = row.w / (t->unit * 30), old = s->chosen, chosen = s->chosen;
    room = room > TABS ? TABS : room;
    if (s->session_count > room) {
        struct rect ends[] = {rect_left(&row, row.h), rect_right(&row, row.h)};
        for (int i = 0; i < 2; i++) {
            draw_box(ui->list, ends[i], t->corner, PAPER);
            draw_picture(ui->list, rect_inset(ends[i], t->unit), "icons", icons[i]);
            if (ui_area(ui, GROUP_ID_EARLIER + i, ends[i]))
                chosen += i ? 1 : -1;
        }
        rect_left(&row, t->unit);
        rect_right(&row, t->unit);
    }
    int shown = s->session_count < room ? s->session_count : room, first = old - shown / 2;
    if (first + shown > s->session_count)
        first = s->session_count - shown;
    first = first < 0 ? 0 : first;
    char texts[TABS][LABEL];
    const char *labels[TABS];
    for (int i = 0; i < shown; i++) {
        label_of(texts[i], s, first + i, stage->view->minute);
        labels[i] = texts[i];
    }
    int open = old - first;
    if (ui_tabs(ui, GROUP_ID_TABS, row, labels, shown, &open))
        chosen = first + open;
    if (chosen != old && chosen >= 0 && chosen < s->session_count)
        choose_class(stage, chosen);
}

static void
draw_kinds(struct ui *ui, struct group_state *s, const struct rect places[MARK_COUNT])
{
    int counts[MARK_COUNT] = {0};
    for (int i = 0; i < s->count; i++)
        counts[s->children[i].mark]++;
    for (int i = 0; i < MARK_COUNT; i++) {
        enum mark mark = (enum mark)((i + 1) % MARK_COUNT); /* taking away stands last */
        struct mark_look look = mark_look(mark);
        struct picture_tab tab = {look.icon, look.word, mark == MARK_NONE ? 0 : counts[mark]};
        if (ui_picture_tab(ui, GROUP_ID_MARKS + (int)mark, places[i], &tab, s->mark == mark))
            s->mark = mark;
    }
}

/* What a touch does, and to whom: below, or beside it where there is no height. */
static bool
draw_act(struct ui *ui, int id, struct rect place, const char *icon, const char *verb,
    const char *object)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, place, t->corner, ui_is_held(ui, id) ? MIST : PAPER);
    struct rect inner = rect_inset(place, t->unit);
    draw_picture(ui->list, rect_inset(rect_left(&inner, inner.h), t->unit / 2), "icons", icon);
    rect_left(&inner, t->unit);
    bool flat = place.w > place.h * 4;
    struct rect first = flat ? rect_left(&inner, inner.w / 2) : rect_top(&inner, inner.h * 3 / 5);
    draw_text(
        ui->list, first, (struct text_style){.size = t->text_m, .colour = INK, .bold = true}, verb);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_s, .colour = INK}, object);
    return ui_area(ui, id, place);
}

static void
draw_all(struct ui *ui, struct stage *stage, struct rect place)
{
    struct group_state *s = stage->state;
    char verb[LABEL];
    int count = 0;
    if (s->count == 0)
        return;
    for (int i = 0; i < s->count; i++)
        count += group_means(s, &s->children[i]);
    snprintf(verb, sizeof verb, _("All %d"), count);
    const char *nothing = s->mark == MARK_NONE ? _("Nobody is marked") : _("All are marked");
    if (draw_act(
            ui, GROUP_ID_ALL, place, "people", count ? verb : nothing, mark_look(s->mark).word) &&
        count > 0)
        group_mark_all(stage);
}

/* Says what it takes back; with nothing to take back its place is empty. */
static void
draw_undo(struct ui *ui, struct stage *stage, struct rect place)
{
    struct group_state *s = stage->state;
    char object[LABEL];
    if (s->act_count == 0)
        return;
    const struct group_act *act = &s->acts[s->act_count - 1];
    const char *word = mark_look(act->mark).word;
    if (act->who[0])
        snprintf(object, sizeof object, _("%s: %s"), act->who, word);
    else
        snprintf(object, sizeof object, "%d × %s", act->marked.count, word);
    if (draw_act(ui, GROUP_ID_UNDO, place, "undo", _("Undo"), object))
        group_undo(stage);
}

void
group_draw_marks(struct ui *ui, struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect places[MARK_COUNT + 2];
    bool wide = t->width >= t->height;
    for (int i = 0; i < MARK_COUNT + 2; i++) {
        if (wide)
            places[i] = rect_row(space, i, MARK_COUNT + 2, t->gap);
        else if (i < 3)
            places[i] = rect_column(rect_row(space, 0, 3, t->gap), i, 3, t->gap);
        else
            places[i] =
                rect_column(rect_row(space, (i - 1) / 2, 3, t->gap), (i - 1) % 2, 2, t->gap);
    }
    draw_kinds(ui, stage->state, places);
    draw_all(ui, stage, places[MARK_COUNT]);
    draw_undo(ui, stage, places[MARK_COUNT + 1]);
}
