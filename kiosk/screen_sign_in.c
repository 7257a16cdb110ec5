/* screen_sign_in.c: whose card was shown, on the way to the staff side. */
#include "kiosk/screen.h"

enum { ID_BACK = 1, STAYS_MS = 30000 };

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct theme *t = ui->theme;
    const struct staff *staff = &stage->view->staff_asked;
    struct rect all = {0, 0, t->width, t->height};
    draw_box(ui->list, all, 0, LAKE_PALE);
    struct rect space = rect_inset(all, t->margin);
    if (ui_head(ui, ID_BACK, rect_top(&space, t->touch), staff->id ? staff->name : ""))
        ui->go = NAV_BACK;
    ui_nothing(ui, space, "teacher", _("Show your staff card."));
}

const struct screen screen_sign_in = {.name = "sign_in", .idle_ms = STAYS_MS, .draw = draw};
