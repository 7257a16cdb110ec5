/* screen_setup_manager.c: the first manager: name, PIN, card; and what comes after the first day.
 */
#include "kiosk/screen_setup.h"
#include "kiosk/ui_keys.h"

#include "db/cards.h"

#include <stdio.h>
#include <string.h>

enum { ID_PAD = SETUP_ID_FIRST, ID_FORM = 40 };

static const struct field fields[] = {
    {.label = N_("Name"), .kind = FIELD_TEXT, .needed = true},
    {.label = N_("Telephone"), .kind = FIELD_PHONE},
};
enum { FIELDS = sizeof fields / sizeof fields[0] };

/* The card's text, where the person has one. */
static void
read_card(struct setup_state *s, const struct stage *stage)
{
    struct card_row row;
    struct card card = {.kind = CARD_STAFF};
    uint8_t key[CARD_KEY_BYTES];
    if (!cards_of(stage->db, &row, HOLDER_STAFF, s->manager.id) ||
        setting_card_key(stage->db, key) != DB_OK)
        return;
    memcpy(card.id, row.id, CARD_ID_LEN);
    card_text(s->card, &card, key);
}

void
setup_manager_enter(struct setup_state *s, const struct stage *stage)
{
    char no[NO_SIZE];
    s->named = s->confirms = s->differed = false;
    s->weakness = NULL;
    s->digits[0] = s->chosen[0] = s->card[0] = '\0';
    if (!stage->db)
        return;
    home_get(stage->db, &s->home, setting_home(stage->db));
    snprintf(no, sizeof no, "%.20s-S001", s->home.code);
    if (!staff_find(stage->db, &s->manager, no)) {
        s->manager = (struct staff){.role = STAFF_MANAGER, .home_id = s->home.id};
        memcpy(s->manager.no, no, sizeof s->manager.no);
    }
    snprintf(s->form.values[0].text, FORM_TEXT, "%s", s->manager.name);
    snprintf(s->form.values[1].text, FORM_TEXT, "%s", s->manager.phone);
    if (pin_has_manager(stage->db) && s->manager.id)
        read_card(s, stage);
}

/* The PIN and the card, or neither. */
static bool
give(struct setup_state *s, const struct stage *stage)
{
    struct card card = card_new(CARD_STAFF);
    struct card_change change = {
        .kind = HOLDER_STAFF, .holder_id = s->manager.id, .next = card.id, .reason = "set-up"};
    if (db_begin(stage->db) != DB_OK)
        return false;
    if (pin_first_manager(stage->db, s->manager.id, s->digits, &stage->now) == DB_OK &&
        cards_change(stage->db, &change, &stage->now) == DB_OK)
        return db_commit(stage->db) == DB_OK;
    db_rollback(stage->db);
    return false;
}

static void
choose(struct setup_state *s)
{
    s->differed = false;
    s->weakness = pin_weakness(s->digits);
    s->confirms = !s->weakness;
    if (s->confirms)
        memcpy(s->chosen, s->digits, sizeof s->chosen);
}

static void
type(struct ui *ui, const struct stage *stage, struct setup_state *s, char key)
{
    if (!key || !ui_type(s->digits, sizeof s->digits, key) || strlen(s->digits) < PIN_MIN)
        return;
    if (!s->confirms) {
        choose(s);
    } else {
        s->confirms = false;
        s->differed = strcmp(s->digits, s->chosen) != 0;
        if (s->differed)
            ui->sound = SOUND_WRONG;
        else if (stage->db && give(s, stage))
            read_card(s, stage);
        else
            setup_wrong(s, stage);
        explicit_bzero(s->chosen, sizeof s->chosen);
    }
    explicit_bzero(s->digits, sizeof s->digits);
}

static void
draw_pin(struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h;
    int typed = (int)strlen(s->digits);
    struct rect pad = wide ? rect_right(&space, space.w / 2) : rect_bottom(&space, space.h * 3 / 5);
    rect_right(&space, wide ? t->gap * 2 : 0);
    space = rect_centre(space, space.w, t->text_l * 6 + t->touch + t->gap);
    const char *wrong = s->weakness   ? s->weakness
                        : s->differed ? _("The two were not the same. Choose again.")
                                      : NULL;
    draw_text(ui->list, rect_top(&space, t->text_l * 3),
        (struct text_style){
            .size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE, .bold = true, .lines = 2},
        s->confirms ? _("Type it once more.") : _("Choose a PIN of 4 to 8 digits."));
    ui_dots(ui, rect_top(&space, t->touch), typed, typed > PIN_MIN ? typed : PIN_MIN);
    rect_top(&space, t->gap);
    draw_text(ui->list, space,
        (struct text_style){.size = t->text_m,
            .colour = wrong ? CORAL_DEEP : QUIET,
            .align = ALIGN_MIDDLE,
            .bold = wrong != NULL,
            .lines = 3},
        wrong ? wrong : _("Not a birthday, not 1234. Nobody else needs to know it."));
    type(ui, stage, s, ui_pad(ui, ID_PAD, pad));
}

/* The card as a code: a photo of it is the card until one is printed. */
static void
draw_card(struct ui *ui, const struct setup_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h;
    struct rect code = wide ? rect_left(&space, space.h) : rect_top(&space, space.w * 3 / 4);
    draw_qr(ui->list, rect_inset(ui_card(ui, code), t->unit), s->card);
    if (wide)
        rect_left(&space, t->gap * 2);
    else
        rect_top(&space, t->gap);
    struct rect name = rect_top(&space, t->text_name * 3 / 2);
    draw_text(ui->list, name,
        (struct text_style){
            .size = t->text_name, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        s->manager.name);
    draw_text(ui->list, space,
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE, .lines = 6},
        _("This is the manager's card. Take a photo of it with your own phone: this card and the "
          "PIN open the staff side."));
}

static void
save_name(const struct stage *stage, struct setup_state *s)
{
    struct staff *m = &s->manager;
    snprintf(m->name, sizeof m->name, "%.*s", NAME_SIZE - 1, s->form.values[0].text);
    snprintf(m->phone, sizeof m->phone, "%.*s", PHONE_SIZE - 1, s->form.values[1].text);
    s->named = stage->db && staff_put(stage->db, m) == DB_OK;
    if (!s->named)
        setup_wrong(s, stage);
    s->form.changed = false;
}

void
setup_manager(struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space)
{
    if (s->card[0]) {
        if (setup_next(ui, &space, _("I have a photo of it")))
            setup_go(s, stage, SETUP_READY);
        else
            draw_card(ui, s, space);
    } else if (stage->db && pin_has_manager(stage->db)) { /* of a database that was there before */
        setup_go(s, stage, SETUP_READY);
    } else if (s->named) {
        draw_pin(ui, stage, s, space);
    } else if (s->manager.id && !s->form.changed && !s->form.editing &&
               setup_next(ui, &space, _("Go on"))) {
        s->named = true;
    } else if (form(ui, stage, &s->form, fields, FIELDS, ID_FORM, space)) {
        save_name(stage, s);
    }
}

static const struct {
    const char *icon, *words;
} coming[] = {
    {"people", N_("Children, guardians and cards: show your card, then the PIN.")},
    {"stick", N_("A backup each week: This machine, Backup. Write the recovery code down.")},
    {"phone", N_("Pairing with the township: the code for it comes from the township's page.")},
};
enum { COMING = sizeof coming / sizeof coming[0] };

void
setup_ready(struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    if (setup_next(ui, &space, _("Open the door"))) {
        if (stage->db && setting_setup_set(stage->db, 0) == DB_OK)
            ui->go = NAV_BACK;
        else
            setup_wrong(s, stage);
        return;
    }
    for (int i = 0; i < COMING; i++) {
        struct rect inner = ui_card(ui, rect_row(space, i, COMING, t->gap));
        draw_picture(
            ui->list, rect_fit(rect_left(&inner, t->touch), 1, 1), "icons", coming[i].icon);
        rect_left(&inner, t->gap);
        draw_text(ui->list, inner,
            (struct text_style){.size = t->text_l, .colour = INK, .lines = 3}, _(coming[i].words));
    }
}
