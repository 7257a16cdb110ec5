#include "kiosk/walk_list.h"

#include "kiosk/animals.h"

struct filling {
    struct walk_list *list;
    const struct stage *stage;
};

/* Who may leave alone was recorded so by itself, and may be on its way. */
static bool
went_alone(const struct departure *d)
{
    return d->where == PICKUP_COLLECTED && d->pickup.how == PICKUP_ALONE && !d->pickup.staff_id;
}

static bool
may_stand_at_the_door(const struct departure *d)
{
    bool just = d->today && d->age_ms >= 0 && d->age_ms < PICKUP_ASSEMBLES_MS;
    return d->where == PICKUP_HERE || (just && (d->where == PICKUP_LEFT || went_alone(d)));
}

static int
add(const struct child *child, void *payload)
{
    struct filling *f = payload;
    struct walk_list *list = f->list;
    struct departure d;
    for (int i = 0; i < list->count; i++)
        if (list->members[i].child.id == child->id)
            return 0;
    if (list->count == WALK_MOST)
        return 1;
    int rc = departure_of(f->stage->db, &d, child->id, &f->stage->now);
    if (rc == DB_OK && may_stand_at_the_door(&d))
        list->members[list->count++] =
            (struct walk_member){.child = *child, .departure = d, .ticked = !went_alone(&d)};
    return rc;
}

bool
walk_list_fill(struct walk_list *out, const struct stage *stage, const struct walk *walk)
{
    struct child leader;
    *out = (struct walk_list){.walk = *walk};
    struct filling f = {out, stage};
    if (!stage->db) {
        out->failed = true;
        return false;
    }
    walk_leader(stage->db, out->leader, walk);
    out->failed = walker_each(stage->db, walk->id, stage->view->day, add, &f) < 0;
    int others = out->count;
    if (walk->leader_kind != HOLDER_CHILD || !child_get(stage->db, &leader, walk->leader_id))
        return others > 0;
    for (int i = 0; i < out->count; i++)
        others -= out->members[i].child.id == leader.id;
    out->failed |= add(&leader, &f) < 0;
    return others > 0 && !out->failed;
}

int
walk_list_ticked(const struct walk_list *list)
{
    int n = 0;
    for (int i = 0; i < list->count; i++)
        n += list->members[i].ticked;
    return n;
}

int
walk_list_release(struct walk_list *list, struct db *db, int64_t staff_id, const struct moment *now)
{
    struct pickup all[WALK_MOST];
    int n = 0;
    for (int i = 0; i < list->count; i++)
        if (list->members[i].ticked)
            all[n++] = (struct pickup){.child_id = list->members[i].child.id,
                .how = PICKUP_GROUP,
                .walk_id = list->walk.id,
                .staff_id = staff_id};
    return pickup_record(db, all, n, now);
}

/* A tick in a green disc, or an empty one. */
static void
draw_tick(struct ui *ui, struct rect disc, bool ticked)
{
    draw_box(ui->list, disc, disc.w / 2, ticked ? LEAF_DEEP : PAPER);
    if (ticked)
        draw_picture(ui->list, rect_inset(disc, disc.w / 6), "icons", "check");
}

static void
draw_member(struct ui *ui, const struct walk_member *m, struct rect cell)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, cell, t->corner, m->ticked ? PAPER : MIST);
    struct rect inner = rect_inset(cell, t->unit);
    struct rect name = rect_bottom(&inner, t->text_l * 3 / 2);
    int side = inner.w < inner.h ? inner.w : inner.h, tick = side * 2 / 5;
    struct rect face = rect_centre(inner, side, side);
    draw_picture(ui->list, face, "animals", animal_picture(m->child.animal));
    struct rect disc = {cell.x + cell.w - tick - t->unit, cell.y + t->unit, tick, tick};
    draw_tick(ui, disc, m->ticked);
    draw_text(ui->list, name,
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        m->child.name);
}

void
walk_list_draw(struct ui *ui, struct walk_list *list, int id, struct rect space)
{
    const struct theme *t = ui->theme;
    int columns = space.w / (t->touch * 2), tapped = -1;
    columns = columns > list->count && list->count > 0 ? list->count : columns;
    columns = columns < 2 ? 2 : columns;
    int lines = (list->count + columns - 1) / columns,
        height = t->touch * 3 / 2 + t->text_l * 3 / 2;
    if (lines > 0 && space.h / lines > height)
        height = space.h / lines < t->touch * 4 ? space.h / lines : t->touch * 4;
    struct ui_list rows = ui_list_begin(ui, id + WALK_MOST, space, height, lines);
    for (int i = rows.first * columns; i < rows.last * columns && i < list->count; i++) {
        struct rect line = ui_list_row(&rows, i / columns);
        rect_bottom(&line, t->gap);
        struct rect cell = rect_column(line, i % columns, columns, t->gap);
        draw_member(ui, &list->members[i], cell);
        if (ui_list_tapped(ui, &rows, cell))
            tapped = i;
    }
    ui_list_end(ui, &rows);
    if (tapped >= 0)
        list->members[tapped].ticked = !list->members[tapped].ticked;
}
