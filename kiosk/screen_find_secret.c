/* screen_find_secret.c: twelve pictures, of which a child points at three, in any order: to show
 * its secret, or to choose one. No name stands here: who looks on learns nobody's. */
#include "kiosk/screen_find.h"

/* Their order is part of each stored secret: append only. */
static const char *const pictures[SECRET_PICTURES] = {"sun", "moon", "cloud", "tree", "flower",
    "apple", "fish", "boat", "car", "ball", "umbrella", "kite"};

static int
count_picked(const struct find_state *s)
{
    int n = 0;
    for (int i = 0; i < SECRET_PICTURES; i++)
        n += (s->picked >> i) & 1;
    return n;
}

static void
list_picked(const struct find_state *s, uint8_t out[SECRET_LEN])
{
    int n = 0;
    for (int i = 0; i < SECRET_PICTURES && n < SECRET_LEN; i++)
        if ((s->picked >> i) & 1)
            out[n++] = (uint8_t)i;
}

static void
try_secret(struct ui *ui, struct find_state *s, struct stage *stage)
{
    uint8_t shown[SECRET_LEN];
    bool right = false;
    enum secret_state state = SECRET_NONE;
    int64_t child_id = s->children[s->chosen].id;
    list_picked(s, shown);
    s->picked = 0;
    int rc = secret_try(stage->db, &right, child_id, shown, &stage->now);
    if (rc == DB_OK)
        rc = secret_state(stage->db, &state, child_id, &stage->now);
    s->wrong = !right;
    if (!right)
        ui->sound = SOUND_WRONG;
    s->secret = right ? VOUCHED_RIGHT : VOUCHED_FAILED;
    if (rc != DB_OK)
        s->step = FIND_TROUBLE;
    else if (right || state != SECRET_ASKED)
        s->step = FIND_STAFF;
}

static void
choose_secret(struct ui *ui, struct find_state *s, struct stage *stage)
{
    uint8_t chosen[SECRET_LEN];
    list_picked(s, chosen);
    if (secret_set(stage->db, s->children[s->chosen].id, chosen) == DB_OK)
        ui->go = NAV_GREETED;
    else
        s->step = FIND_TROUBLE;
}

static void
draw_picture_card(struct ui *ui, struct find_state *s, int i, struct rect cell)
{
    const struct theme *t = ui->theme;
    bool picked = (s->picked >> i) & 1;
    if (picked)
        draw_box(ui->list, cell, t->corner, LAKE_DEEP);
    struct rect inner = rect_inset(cell, t->unit);
    draw_box(ui->list, inner, t->corner, PAPER);
    draw_picture(ui->list, rect_fit(rect_inset(inner, t->unit), 1, 1), "secrets", pictures[i]);
    if (picked) {
        struct rect mark = rect_right(&inner, t->touch / 2);
        draw_picture(ui->list, rect_top(&mark, t->touch / 2), "icons", "check");
    }
    if (ui_area(ui, FIND_ID_TARGETS + i, inner) && (picked || count_picked(s) < SECRET_LEN))
        s->picked ^= 1u << i;
}

static void
draw_wrong(struct ui *ui, struct rect row)
{
    const struct theme *t = ui->theme;
    draw_picture(ui->list, rect_left(&row, row.h), "icons", "question");
    rect_left(&row, t->gap);
    draw_text(ui->list, row,
        (struct text_style){.size = t->text_l, .colour = CORAL_DEEP, .bold = true, .lines = 2},
        _("Not quite. Try again!"));
}

/* A star for each picture so far, and at three the button that ends it. */
static void
draw_foot(struct ui *ui, struct find_state *s, struct stage *stage, struct rect row)
{
    const struct theme *t = ui->theme;
    int n = count_picked(s);
    for (int i = 0; i < SECRET_LEN; i++) {
        struct rect slot = rect_left(&row, row.h);
        draw_box(ui->list, slot, row.h / 2, PAPER);
        if (i < n)
            draw_picture(ui->list, rect_inset(slot, t->unit), "icons", "star");
        rect_left(&row, t->gap);
    }
    if (n < SECRET_LEN) {
        if (s->wrong)
            draw_wrong(ui, row);
        return;
    }
    struct rect done = rect_right(&row, t->touch * 2);
    draw_box(ui->list, done, done.h / 2, LEAF_DEEP);
    draw_picture(ui->list, rect_fit(rect_inset(done, t->unit), 1, 1), "icons", "check");
    if (!ui_area(ui, FIND_ID_YES, done))
        return;
    if (s->step == FIND_CHOOSE)
        choose_secret(ui, s, stage);
    else
        try_secret(ui, s, stage);
}

void
find_draw_secret(struct ui *ui, struct find_state *s, struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect foot = rect_bottom(&space, t->touch);
    rect_bottom(&space, t->gap);
    int columns = space.w >= space.h ? 4 : 3, lines = SECRET_PICTURES / columns;
    for (int i = 0; i < SECRET_PICTURES; i++) {
        struct rect line = rect_row(space, i / columns, lines, t->unit);
        draw_picture_card(ui, s, i, rect_column(line, i % columns, columns, t->unit));
    }
    draw_foot(ui, s, stage, foot);
}
