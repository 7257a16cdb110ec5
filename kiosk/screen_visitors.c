/* screen_visitors.c: who else is here: visitors come with a name and a purpose, and leave; staff
 * and volunteers stand among them, for they are counted too. */
#include "kiosk/form.h"
#include "kiosk/presence_bar.h"
#include "kiosk/staff_frame.h"

#include "db/day.h"
#include "db/presence.h"

#include <stdio.h>
#include <string.h>

enum { PEOPLE = 60 };

enum {
    ID_ADD = STAFF_IDS,
    ID_ME,
    ID_LIST,
    ID_FORM,
    ID_OUT = ID_FORM + FORM_IDS, /* one each */
};

enum { FIELD_NAME, FIELD_PURPOSE, FIELDS };

static const struct field fields[FIELDS] = {
    [FIELD_NAME] = {.label = N_("Name"), .kind = FIELD_TEXT, .needed = true},
    [FIELD_PURPOSE] = {.label = N_("Comes for"),
        .kind = FIELD_CHOICE,
        .needed = true,
        .choices = words_purposes,
        .choice_count = VISIT_PURPOSE_COUNT},
};

struct guest {
    int64_t visit;
    bool visitor;
    char name[NAME_SIZE];
    enum visit_purpose purpose;
    enum staff_role role; /* of who is no visitor */
    int64_t since_ms;
};

struct visitors_state {
    bool adding, failed;
    int count;
    struct guest people[PEOPLE];
    struct presence_bar me;
    struct form form;
};

struct gathering {
    struct visitors_state *s;
    const struct stage *stage;
};

static int
add_guest(const struct inside *inside, void *payload)
{
    struct gathering *g = payload;
    struct staff staff;
    if (g->s->count == PEOPLE)
        return 1;
    struct guest *guest = &g->s->people[g->s->count++];
    *guest = (struct guest){.visit = inside->visit,
        .visitor = inside->staff_id == 0,
        .purpose = inside->purpose,
        .since_ms = inside->since_ms};
    memcpy(guest->name, inside->name, sizeof guest->name);
    if (inside->staff_id && staff_get(g->stage->db, &staff, inside->staff_id)) {
        memcpy(guest->name, staff.name, sizeof guest->name);
        guest->role = staff.role;
    }
    return 0;
}

static void
read_people(struct visitors_state *s, const struct stage *stage)
{
    struct gathering g = {s, stage};
    const struct view *v = stage->view;
    s->count = 0;
    s->failed =
        !stage->db || presence_inside_each(stage->db, v->home.id, v->day, add_guest, &g) < 0;
}

static void
enter(struct stage *stage)
{
    struct visitors_state *s = stage->state;
    read_people(s, stage);
    presence_bar_begin(&s->me, stage);
}

static void
save(struct visitors_state *s, const struct stage *stage)
{
    const struct form_value *v = s->form.values;
    int rc = DB_FAILED;
    if (stage->db)
        rc = visitor_in(stage->db, v[FIELD_NAME].text, (enum visit_purpose)v[FIELD_PURPOSE].number,
            stage->view->staff.id, &stage->now);
    if (rc != DB_OK) {
        form_wrong(&s->form, rc == DB_REFUSED ? FIELD_NAME : -1,
            rc == DB_REFUSED ? db_why(stage->db)
                             : _("That could not be saved. Nothing was changed."));
        return;
    }
    s->adding = false;
    read_people(s, stage);
}

static void
draw_guest(
    struct ui *ui, struct visitors_state *s, const struct stage *stage, int i, struct rect row)
{
    const struct theme *t = ui->theme;
    const struct guest *guest = &s->people[i];
    char line[NAME_SIZE + 64], since[MINUTE_TEXT_LEN + 1];
    struct rect inner = ui_card(ui, row);
    draw_picture(
        ui->list, rect_left(&inner, inner.h), "icons", guest->visitor ? "visitor" : "teacher");
    rect_left(&inner, t->gap);
    struct rect out = rect_right(&inner, t->unit * 22);
    minute_text(since, day_minute_of(guest->since_ms, stage->view->home.utc_offset_min));
    snprintf(line, sizeof line, _("%1$s · since %2$s"),
        guest->visitor ? _(words_purposes[guest->purpose]) : words_role(guest->role), since);
    draw_text(ui->list, rect_top(&inner, inner.h * 11 / 20),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, guest->name);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_s, .colour = QUIET}, line);
    if (!guest->visitor)
        return;
    out = rect_centre(out, out.w, t->staff_touch * 4 / 3);
    draw_box(ui->list, out, out.h / 2, MIST);
    if (ui_button(ui, ID_OUT + i, rect_inset(out, t->unit / 4), _("Has left"))) {
        bool failed = visitor_out(stage->db, guest->visit, stage->view->staff.id, &stage->now) < 0;
        read_people(s, stage);
        s->failed |= failed;
    }
}

static void
draw_list(struct ui *ui, struct visitors_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect head = rect_top(&space, t->staff_touch * 4 / 3);
    rect_top(&space, t->gap);
    bool wide = t->width >= t->height;
    struct rect me = wide ? rect_left(&head, head.w * 3 / 5) : head;
    if (!wide) {
        head = rect_top(&space, t->staff_touch * 4 / 3);
        rect_top(&space, t->gap);
    } else {
        rect_left(&head, t->gap);
    }
    if (presence_bar(ui, stage, &s->me, ID_ME, me))
        read_people(s, stage);
    if (ui_button(ui, ID_ADD, head, _("A visitor comes"))) {
        s->adding = true;
        s->form = (struct form){0};
        s->form.values[FIELD_PURPOSE].number = -1;
        return;
    }
    if (s->failed || s->count == 0) {
        ui_nothing(ui, space, s->failed ? "warning-soft" : "visitor",
            s->failed ? _("That could not be saved. Nothing was changed.")
                      : _("Nobody but the children is here."));
        return;
    }
    int height = t->staff_touch * 2 + 2 * t->gap;
    struct ui_list list = ui_list_begin(ui, ID_LIST, space, height, s->count);
    for (int i = list.first; i < list.last && i < s->count; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->gap);
        draw_guest(ui, s, stage, i, row);
    }
    ui_list_end(ui, &list);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct visitors_state *s = stage->state;
    struct rect space = staff_frame(ui, stage, s->adding ? _("A visitor comes") : _("Who is here"));
    if (ui->go == NAV_BACK && s->adding) {
        ui->go = NAV_NONE;
        s->adding = form_back(&s->form);
    } else if (ui->go != NAV_NONE) {
        return;
    } else if (!s->adding) {
        draw_list(ui, s, stage, space);
    } else if (form(ui, stage, &s->form, fields, FIELDS, ID_FORM, space)) {
        save(s, stage);
    }
}

const struct screen screen_visitors = {.name = "visitors",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_TUTOR,
    .state_size = sizeof(struct visitors_state),
    .enter = enter,
    .draw = draw};
_Static_assert(sizeof(struct visitors_state) <= SCREEN_STATE_MAX, "the state has its place");
