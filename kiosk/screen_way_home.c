/* screen_way_home.c: walking groups for staff: letting one go where its leader has no card, and
 * whether each child is home. */
#include "kiosk/animals.h"
#include "kiosk/staff_frame.h"
#include "kiosk/ui_dialog.h"
#include "kiosk/ui_tabs.h"
#include "kiosk/walk_list.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

enum { GROUPS = 12, WALKED = 60 };
enum {
    ID_TABS = STAFF_IDS,
    ID_GO = ID_TABS + 2,
    ID_ALL,
    ID_WALKED,
    ID_GROUPS,
    ID_LIST = ID_GROUPS + GROUPS
};
enum { TAB_GO, TAB_HOME };

/* A child on its way. */
struct walked {
    int64_t child_id, walk_id, at_ms;
    char name[NAME_SIZE], animal[WORD_SIZE], phone[PHONE_SIZE];
    bool home, late;
};

struct way_home {
    int tab;
    bool failed;
    int group_count, group; /* the one that is shown */
    struct walk groups[GROUPS];
    struct walk_list list; /* of the shown group, at the door */
    int walked_count;
    struct walked walked[WALKED]; /* of all groups, today's */
    int64_t done_ms;
};

struct reading {
    struct way_home *state;
    const struct stage *stage;
};

static int
add_group(const struct walk *walk, void *payload)
{
    struct way_home *s = payload;
    if (s->group_count == GROUPS)
        return 1;
    s->groups[s->group_count++] = *walk;
    return 0;
}

static int
first_phone(const struct guardian *g, void *payload)
{
    snprintf(payload, PHONE_SIZE, "%s", g->phone);
    return g->phone[0] != '\0';
}

static int
add_walked(const struct departure *d, void *payload)
{
    struct reading *r = payload;
    struct way_home *s = r->state;
    struct child child;
    if (s->walked_count == WALKED)
        return 1;
    if ((!d->today && d->home_confirmed) || !child_get(r->stage->db, &child, d->child_id))
        return 0;
    struct walked *w = &s->walked[s->walked_count++];
    *w = (struct walked){.child_id = child.id,
        .walk_id = d->pickup.walk_id,
        .at_ms = d->at_ms,
        .home = d->home_confirmed,
        .late = pickup_is_late(d, r->stage->now.utc_ms)};
    memcpy(w->name, child.name, sizeof w->name);
    memcpy(w->animal, child.animal, sizeof w->animal);
    int rc = guardian_each(r->stage->db, child.id, r->stage->view->day, first_phone, w->phone);
    return rc < 0 ? rc : 0;
}

static void
read_all(struct way_home *s, const struct stage *stage)
{
    struct reading r = {s, stage};
    int64_t home_id = stage->view->home.id;
    s->group_count = s->walked_count = 0;
    s->list = (struct walk_list){0};
    s->failed = !stage->db || walk_each(stage->db, home_id, add_group, s) < 0 ||
                pickup_walked_each(stage->db, home_id, &stage->now, add_walked, &r) < 0;
    if (!s->failed && s->group < s->group_count)
        walk_list_fill(&s->list, stage, &s->groups[s->group]);
}

static void
enter(struct stage *stage)
{
    struct way_home *s = stage->state;
    read_all(s, stage);
    for (int i = 0; i < s->walked_count; i++)
        if (s->walked[i].late)
            s->tab = TAB_HOME;
}

static int64_t
shown_walk(const struct way_home *s)
{
    return s->group < s->group_count ? s->groups[s->group].id : 0;
}

static int
count_out(const struct way_home *s, int64_t walk_id)
{
    int n = 0;
    for (int i = 0; i < s->walked_count; i++)
        n += s->walked[i].walk_id == walk_id && !s->walked[i].home;
    return n;
}

static bool
draw_group(struct ui *ui, const struct way_home *s, int i, struct rect cell)
{
    const struct theme *t = ui->theme;
    const struct walk *walk = &s->groups[i];
    bool shown = i == s->group;
    int out = count_out(s, walk->id);
    draw_box(ui->list, cell, t->corner / 2, shown ? PAPER : MIST);
    struct rect inner = rect_inset(cell, t->unit);
    draw_picture(ui->list, rect_left(&inner, inner.h), "garden", walk->picture);
    rect_left(&inner, t->unit);
    if (out) {
        char number[12];
        struct rect disc = rect_right(&inner, t->text_l * 3 / 2);
        disc = rect_centre(disc, disc.w, disc.w);
        snprintf(number, sizeof number, "%d", out);
        draw_box(ui->list, disc, disc.w / 2, SUN);
        draw_text(ui->list, disc,
            (struct text_style){
                .size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
            number);
    }
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_m, .colour = INK, .bold = shown, .lines = 2},
        walk->name);
    return ui_area(ui, ID_GROUPS + i, cell) && !shown;
}

/* In a row above, or a column at the left. */
static void
draw_groups(struct ui *ui, struct way_home *s, const struct stage *stage, struct rect area)
{
    const struct theme *t = ui->theme;
    bool column = area.h > area.w;
    int n = s->group_count, rows = column ? (n > 6 ? n : 6) : (n + 2) / 3;
    for (int i = 0; i < n; i++) {
        struct rect cell = column ? rect_row(area, i, rows, t->unit)
                                  : rect_cell(area, i, n < 3 ? n : 3, rows, t->unit);
        if (!draw_group(ui, s, i, cell))
            continue;
        s->group = i;
        *ui->memory = (struct ui_memory){0};
        read_all(s, stage);
        return;
    }
}

static bool
draw_big(struct ui *ui, int id, struct rect row, const char *word)
{
    const struct theme *t = ui->theme;
    struct rect pill = rect_centre(row, t->unit * 50, row.h);
    draw_box(ui->list, pill, pill.h / 2, LEAF_DEEP);
    draw_text(ui->list, rect_inset(pill, t->gap),
        (struct text_style){
            .size = t->text_l, .colour = PAPER, .align = ALIGN_MIDDLE, .bold = true},
        word);
    return ui_area(ui, id, pill);
}

static void
done(struct way_home *s, const struct stage *stage, int rc)
{
    if (rc == DB_OK) /* a tick is seen where it is set */
        s->done_ms = s->tab == TAB_GO ? stage->now.mono_ms : 0;
    else
        fprintf(stderr, "kiosk: the way home was not recorded: %s\n", db_why(stage->db));
    read_all(s, stage);
    s->failed |= rc != DB_OK;
}

static void
draw_at_door(struct ui *ui, struct way_home *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    char line[128];
    int n = walk_list_ticked(&s->list);
    if (s->list.count == 0) {
        ui_nothing(ui, space, "walk", _("Nobody of this group is here."));
        return;
    }
    struct rect foot = rect_bottom(&space, t->staff_touch * 3 / 2);
    rect_bottom(&space, t->gap);
    walk_list_draw(ui, &s->list, ID_LIST, space);
    snprintf(line, sizeof line,
        dngettext("zhaoxi", "Let %d child go", "Let %d children go", (unsigned long)n), n);
    if (n > 0 && draw_big(ui, ID_GO, foot, line))
        done(s, stage, walk_list_release(&s->list, stage->db, stage->view->staff.id, &stage->now));
}

static void
draw_walked(struct ui *ui, const struct stage *stage, const struct walked *w, struct rect row)
{
    const struct theme *t = ui->theme;
    char at[MINUTE_TEXT_LEN + 1], line[PHONE_SIZE + 96];
    draw_box(ui->list, row, t->corner / 2, w->home ? LEAF_PALE : w->late ? CORAL_PALE : PAPER);
    struct rect inner = rect_inset(row, t->unit);
    struct rect mark = rect_right(&inner, inner.h);
    draw_box(ui->list, mark, mark.h / 2, w->home ? LEAF_DEEP : MIST);
    if (w->home || w->late)
        draw_picture(ui->list, rect_inset(mark, mark.h / 6), "icons", w->home ? "check" : "clock");
    draw_picture(ui->list, rect_left(&inner, inner.h), "animals", animal_picture(w->animal));
    rect_left(&inner, t->gap);
    minute_text(at, day_minute_of(w->at_ms, stage->view->home.utc_offset_min));
    snprintf(line, sizeof line, w->late ? _("Left at %s, not home yet?  %s") : _("Left at %s  %s"),
        at, w->phone);
    struct rect name = rect_top(&inner, inner.h * 11 / 20);
    draw_text(ui->list, name, (struct text_style){.size = t->text_l, .colour = INK, .bold = true},
        w->name);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_s, .colour = INK},
        w->home ? _("At home") : line);
}

/* All of the group's who are still on their way, in one transaction. */
static int
confirm_all(const struct way_home *s, const struct stage *stage)
{
    int rc = db_begin(stage->db);
    if (rc != DB_OK)
        return rc;
    for (int i = 0; rc == DB_OK && i < s->walked_count; i++)
        if (s->walked[i].walk_id == shown_walk(s) && !s->walked[i].home)
            rc = pickup_home(
                stage->db, s->walked[i].child_id, true, stage->view->staff.id, &stage->now);
    if (rc == DB_OK)
        return db_commit(stage->db);
    db_rollback(stage->db);
    return rc;
}

static void
draw_on_the_way(struct ui *ui, struct way_home *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    int shown[WALKED], n = 0, tapped = -1;
    for (int i = 0; i < s->walked_count; i++)
        if (s->walked[i].walk_id == shown_walk(s))
            shown[n++] = i;
    if (n == 0) {
        ui_nothing(ui, space, "go-home", _("Nobody of this group is on the way."));
        return;
    }
    struct rect foot = rect_bottom(&space, t->staff_touch * 3 / 2);
    rect_bottom(&space, t->gap);
    int height = t->text_l * 7 / 5 + t->text_s * 3 / 2 + 3 * t->unit;
    struct ui_list list = ui_list_begin(ui, ID_WALKED, space, height, n);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit);
        draw_walked(ui, stage, &s->walked[shown[i]], row);
        if (ui_list_tapped(ui, &list, row))
            tapped = shown[i];
    }
    ui_list_end(ui, &list);
    if (tapped >= 0)
        done(s, stage,
            pickup_home(stage->db, s->walked[tapped].child_id, !s->walked[tapped].home,
                stage->view->staff.id, &stage->now));
    else if (count_out(s, shown_walk(s)) && draw_big(ui, ID_ALL, foot, _("All are at home")))
        done(s, stage, confirm_all(s, stage));
}

static void
draw_parts(struct ui *ui, struct way_home *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h;
    if (s->group_count == 0) {
        ui_nothing(ui, space, s->failed ? "warning-soft" : "walk",
            s->failed ? _("The groups can't be read now.")
                      : _("There is no walking group here.\nThey come by zhaoxi import --walks."));
        return;
    }
    if (s->failed)
        ui_sign(ui, rect_top(&space, t->unit * 6), "warning-soft",
            _("That could not be saved. Nothing was changed."));
    rect_top(&space, s->failed ? t->gap : 0);
    int rows = (s->group_count + 2) / 3;
    struct rect groups = wide ? rect_left(&space, space.w * 3 / 10)
                              : rect_top(&space, rows * t->staff_touch * 3 / 2);
    if (wide)
        rect_left(&space, t->gap * 2);
    else
        rect_top(&space, t->gap);
    draw_groups(ui, s, stage, groups);
    const char *labels[] = {_("Setting off"), _("On the way")};
    ui_tabs(ui, ID_TABS, rect_top(&space, t->staff_touch * 4 / 3), labels, 2, &s->tab);
    rect_top(&space, t->gap);
    if (s->tab == TAB_GO)
        draw_at_door(ui, s, stage, space);
    else
        draw_on_the_way(ui, s, stage, space);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct way_home *s = stage->state;
    const struct theme *t = ui->theme;
    draw_parts(ui, s, stage, staff_frame(ui, stage, _("Way home")));
    ui_toast(ui, (struct rect){0, 0, t->width, t->height}, "check", _("Recorded"), s->done_ms);
}

const struct screen screen_way_home = {.name = "way_home",
    .state_size = sizeof(struct way_home),
    .access = ACCESS_TUTOR,
    .enter = enter,
    .draw = draw,
    .idle_ms = STAFF_IDLE_MS};
_Static_assert(sizeof(struct way_home) <= SCREEN_STATE_MAX, "the state has room");
