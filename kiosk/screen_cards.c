/* screen_cards.c: a person's card is given, shown on the screen, or ended. A child's guardians
 * stand with the child. What is ended works no more from that second. */
#include "kiosk/animals.h"
#include "kiosk/child_picker.h"
#include "kiosk/print_sign.h"
#include "kiosk/staff_frame.h"
#include "kiosk/ui_dialog.h"
#include "kiosk/ui_tabs.h"

#include "db/cards.h"
#include "db/day.h"
#include "db/setting.h"
#include "scanner/card.h"

#include <stdio.h>
#include <string.h>

enum { PEOPLE = 80 };

enum {
    ID_TABS = STAFF_IDS,
    ID_STAFF_LIST = ID_TABS + 2,
    ID_DIALOG,
    ID_PEOPLE = ID_DIALOG + 2,
    ID_ROWS, /* ROW_IDS each */
    ROW_IDS = 4,
    ID_PICKER = ID_ROWS + PEOPLE * ROW_IDS,
};

enum cards_step { STEP_PICK, STEP_PEOPLE, STEP_SHOW, STEP_ASK };
enum cards_act { ACT_GIVE, ACT_SHOW, ACT_END, ACT_NEXT };

/* A person of whom a card is, or may be. */
struct holder {
    enum holder_kind kind;
    int64_t id;
    char name[NAME_SIZE], what[NAME_SIZE]; /* what: class, relation or role */
    char animal[WORD_SIZE];
    int64_t issued_at; /* of the card that works; 0: none */
};

struct cards_state {
    enum cards_step step;
    enum cards_act act; /* that is asked about */
    int tab;            /* 0 children, 1 staff */
    int64_t child_id;   /* 0: the staff are shown */
    int count, chosen;
    struct holder people[PEOPLE];
    char text[CARD_TEXT_LEN + 1]; /* of the card that is shown */
    bool failed;
    struct child_picker picker;
};

static struct holder *
add(struct cards_state *s, enum holder_kind kind, int64_t id, const char *name)
{
    if (s->count == PEOPLE)
        return NULL;
    struct holder *h = &s->people[s->count++];
    *h = (struct holder){.kind = kind, .id = id};
    snprintf(h->name, sizeof h->name, "%s", name);
    return h;
}

static int
add_guardian(const struct guardian *guardian, void *payload)
{
    struct holder *h = add(payload, HOLDER_GUARDIAN, guardian->id, guardian->name);
    if (h)
        snprintf(h->what, sizeof h->what, "%s", guardian->relation);
    return 0;
}

static int
add_staff(const struct staff *staff, void *payload)
{
    struct holder *h = add(payload, HOLDER_STAFF, staff->id, staff->name);
    if (h)
        snprintf(h->what, sizeof h->what, "%s", words_role(staff->role));
    return 0;
}

/* The people of the chosen child, or the Home's staff, with their cards as they are now. */
static void
read_people(struct cards_state *s, const struct stage *stage)
{
    const struct view *v = stage->view;
    struct child child;
    s->count = 0;
    if (!stage->db) {
        s->failed = true;
        return;
    }
    if (s->child_id && child_get(stage->db, &child, s->child_id)) {
        struct holder *h = add(s, HOLDER_CHILD, child.id, child.name);
        snprintf(h->what, sizeof h->what, "%s", child.grade);
        memcpy(h->animal, child.animal, sizeof h->animal);
        s->failed |= guardian_each(stage->db, child.id, v->day, add_guardian, s) < 0;
    } else {
        s->failed |= staff_each(stage->db, v->home.id, add_staff, s) < 0;
    }
    for (int i = 0; i < s->count; i++) {
        struct card_row row;
        if (cards_of(stage->db, &row, s->people[i].kind, s->people[i].id))
            s->people[i].issued_at = row.issued_at;
    }
}

static void
enter(struct stage *stage)
{
    struct cards_state *s = stage->state;
    child_picker_begin(&s->picker, stage);
}

/* Makes the text of the holder's card, to be shown. */
static bool
read_text(struct cards_state *s, const struct stage *stage, const struct holder *h)
{
    struct card_row row;
    struct card card = {.kind = (enum card_kind)h->kind};
    uint8_t key[CARD_KEY_BYTES];
    if (!cards_of(stage->db, &row, h->kind, h->id) || setting_card_key(stage->db, key) != DB_OK)
        return false;
    memcpy(card.id, row.id, CARD_ID_LEN);
    card_text(s->text, &card, key);
    return true;
}

/* Does it; a new card is shown at once. */
static void
act(struct cards_state *s, const struct stage *stage, enum cards_act what)
{
    struct holder *h = &s->people[s->chosen];
    struct card card = card_new((enum card_kind)h->kind);
    struct card_change change = {.kind = h->kind,
        .holder_id = h->id,
        .next = what == ACT_END ? NULL : card.id,
        .reason = what == ACT_GIVE  ? NULL
                  : what == ACT_END ? "ended"
                                    : "lost",
        .staff_id = stage->view->staff.id};
    s->failed = what != ACT_SHOW && cards_change(stage->db, &change, &stage->now) != DB_OK;
    if (s->failed)
        fprintf(stderr, "kiosk: a card was not changed: %s\n", db_why(stage->db));
    read_people(s, stage);
    bool shown = !s->failed && what != ACT_END && read_text(s, stage, h);
    s->step = shown ? STEP_SHOW : STEP_PEOPLE;
}

static void
touch_row(struct cards_state *s, const struct stage *stage, int i, enum cards_act what)
{
    s->chosen = i;
    s->act = what;
    if (what == ACT_GIVE || what == ACT_SHOW)
        act(s, stage, what);
    else
        s->step = STEP_ASK;
}

static void
draw_face(struct ui *ui, const struct holder *h, struct rect face)
{
    draw_box(ui->list, face, face.h / 2, SUN_PALE);
    draw_picture(ui->list, rect_inset(face, face.h / 10),
        h->kind == HOLDER_CHILD ? "animals" : "icons",
        h->kind == HOLDER_CHILD      ? animal_picture(h->animal)
        : h->kind == HOLDER_GUARDIAN ? "people"
                                     : "teacher");
}

/* "Works since …", or that there is none. */
static void
draw_words(struct ui *ui, const struct stage *stage, const struct holder *h, struct rect space)
{
    const struct theme *t = ui->theme;
    char line[NAME_SIZE + 96], day[DAY_TEXT_LEN + 1];
    day_text(day, day_of(h->issued_at, stage->view->home.utc_offset_min));
    if (h->issued_at)
        snprintf(line, sizeof line, _("%s · card since %s"), h->what, day);
    else
        snprintf(line, sizeof line, _("%s · no card"), h->what);
    space = rect_centre(space, space.w, t->text_l * 7 / 5 + t->text_s * 3 / 2);
    draw_text(ui->list, rect_top(&space, t->text_l * 7 / 5),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, h->name);
    draw_text(ui->list, space,
        (struct text_style){
            .size = t->text_s, .colour = h->issued_at ? QUIET : CORAL_DEEP, .bold = !h->issued_at},
        line);
}

static void
print_card(struct ui *ui, const struct holder *h)
{
    static const enum print_what kinds[] = {[HOLDER_CHILD] = PRINT_CHILD_CARD,
        [HOLDER_GUARDIAN] = PRINT_GUARDIAN_CARD,
        [HOLDER_STAFF] = PRINT_STAFF_CARD};
    ui->print = (struct print_wish){.what = kinds[h->kind], .id = h->id};
}

static void
draw_person(struct ui *ui, struct cards_state *s, const struct stage *stage, int i, struct rect row)
{
    const struct theme *t = ui->theme;
    const struct holder *h = &s->people[i];
    int id = ID_ROWS + i * ROW_IDS, button = t->unit * 19;
    struct rect inner = ui_card(ui, row);
    struct rect buttons = inner;
    if (t->width < t->height) /* portrait: below the name */
        buttons = rect_bottom(&inner, t->staff_touch * 4 / 3);
    draw_face(ui, h, rect_left(&inner, inner.h));
    rect_left(&inner, t->gap);
    buttons = rect_centre(buttons, buttons.w, t->staff_touch * 4 / 3);
    if (!h->issued_at) {
        if (ui_soft_button(ui, id, rect_right(&buttons, button), _("Give a card")))
            touch_row(s, stage, i, ACT_GIVE);
        rect_right(&inner, t->width >= t->height ? button : 0);
    } else {
        if (ui_soft_button(ui, id, rect_right(&buttons, button), _("Show")))
            touch_row(s, stage, i, ACT_SHOW);
        rect_right(&buttons, t->gap);
        if (ui_soft_button(ui, id + 3, rect_right(&buttons, button), _("Print")))
            print_card(ui, h);
        rect_right(&buttons, t->gap);
        if (ui_soft_button(ui, id + 1, rect_right(&buttons, button), _("Lost: new card")))
            touch_row(s, stage, i, ACT_NEXT);
        rect_right(&buttons, t->gap);
        if (ui_soft_button(ui, id + 2, rect_right(&buttons, button), _("End it")))
            touch_row(s, stage, i, ACT_END);
        rect_right(&inner, t->width >= t->height ? 4 * (button + t->gap) : 0);
    }
    draw_words(ui, stage, h, inner);
}

static void
draw_people(struct ui *ui, struct cards_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    int height = t->staff_touch * (wide ? 5 : 8) / 2 + 2 * t->gap;
    if (s->failed)
        ui_sign(ui, rect_top(&space, t->unit * 6), "warning-soft",
            _("That could not be saved. Nothing was changed."));
    rect_top(&space, s->failed ? t->gap : 0);
    print_sign(ui, &stage->view->print, PRINT_CHILD_CARD, &space);
    struct ui_list list = ui_list_begin(ui, ID_PEOPLE, space, height, s->count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->gap);
        draw_person(ui, s, stage, i, row);
        if (s->step != STEP_PEOPLE)
            break; /* touched: the rows are not what they were */
    }
    ui_list_end(ui, &list);
}

static void
draw_shown(struct ui *ui, const struct cards_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    const struct holder *h = &s->people[s->chosen];
    bool wide = space.w >= space.h;
    struct rect code = wide ? rect_left(&space, space.h) : rect_top(&space, space.w * 3 / 4);
    draw_qr(ui->list, rect_inset(ui_card(ui, code), t->unit), s->text);
    if (wide)
        rect_left(&space, t->gap * 2);
    else
        rect_top(&space, t->gap);
    struct rect words = rect_bottom(&space, t->text_m * 5);
    struct rect name = rect_bottom(&space, t->text_name * 3);
    int side = (space.w < space.h ? space.w : space.h) * 4 / 5;
    draw_face(ui, h, rect_centre(space, side, side));
    draw_text(ui->list, name,
        (struct text_style){
            .size = t->text_name, .colour = INK, .align = ALIGN_MIDDLE, .bold = true, .lines = 2},
        h->name);
    draw_text(ui->list, words,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .lines = 3},
        _("A photo of this code is a card.\nTake it with the holder's own phone."));
}

static void
draw_ask(struct ui *ui, struct cards_state *s, const struct stage *stage)
{
    const struct theme *t = ui->theme;
    char sentence[NAME_SIZE + 128];
    const char *name = s->people[s->chosen].name;
    if (s->act == ACT_NEXT)
        snprintf(sentence, sizeof sentence,
            _("%s: the old card works no more at once, and there is a new one."), name);
    else
        snprintf(sentence, sizeof sentence, _("%s: the card works no more at once."), name);
    struct ui_question question = {.icon = "torn-card",
        .sentence = sentence,
        .yes = s->act == ACT_NEXT ? _("Give a new card") : _("End the card"),
        .no = _("Leave it")};
    enum ui_answer answer =
        ui_dialog(ui, ID_DIALOG, (struct rect){0, 0, t->width, t->height}, &question);
    if (answer == ANSWER_YES)
        act(s, stage, s->act);
    else if (answer == ANSWER_NO)
        s->step = STEP_PEOPLE;
}

static void
draw_pick(struct ui *ui, struct cards_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    const char *labels[] = {_("Children and guardians"), _("Staff and volunteers")};
    ui_tabs(ui, ID_TABS, rect_top(&space, t->staff_touch * 4 / 3), labels, 2, &s->tab);
    rect_top(&space, t->gap);
    if (s->tab == 1) {
        s->child_id = 0;
        s->step = STEP_PEOPLE;
        read_people(s, stage);
        return;
    }
    s->child_id = child_picker(ui, stage, &s->picker, ID_PICKER, space);
    if (!s->child_id)
        return;
    s->step = STEP_PEOPLE;
    read_people(s, stage);
}

/* One step back within the screen; from its first the arrow leads out. */
static void
go_back(struct ui *ui, struct cards_state *s)
{
    if (s->step == STEP_PICK || ui->go != NAV_BACK)
        return;
    ui->go = NAV_NONE;
    s->step = s->step == STEP_SHOW ? STEP_PEOPLE : STEP_PICK;
    s->tab = 0;
    s->failed = false;
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct cards_state *s = stage->state;
    if (s->step == STEP_ASK) {
        draw_ask(ui, s, stage);
        return;
    }
    struct rect space = staff_frame(ui, stage, _("Cards"));
    if (ui->go != NAV_NONE)
        go_back(ui, s);
    else if (s->step == STEP_PICK)
        draw_pick(ui, s, stage, space);
    else if (s->step == STEP_PEOPLE)
        draw_people(ui, s, stage, space);
    else
        draw_shown(ui, s, space);
}

const struct screen screen_cards = {.name = "cards",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_SOCIAL_WORKER,
    .state_size = sizeof(struct cards_state),
    .enter = enter,
    .draw = draw};
_Static_assert(sizeof(struct cards_state) <= SCREEN_STATE_MAX, "the state has its place");
