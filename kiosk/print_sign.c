#include "kiosk/print_sign.h"

void
print_sign(struct ui *ui, const struct print_view *print, bool of_roll, struct rect *space)
{
    static const char *const icons[PRINT_STATE_COUNT] = {
        [PRINT_BUSY] = "printer",
        [PRINT_DONE] = "check",
        [PRINT_NOT_MADE] = "warning-soft",
        [PRINT_NO_PRINTER] = "warning-soft",
        [PRINT_NO_PAPER] = "warning-soft",
        [PRINT_NO_ANSWER] = "warning-soft",
        [PRINT_REFUSED] = "warning-soft",
    };
    if (print->state == PRINT_IDLE || (print->wish.what == PRINT_ROLL) != of_roll)
        return;
    ui_sign(
        ui, rect_top(space, ui->theme->unit * 6), icons[print->state], print_words(print->state));
    rect_top(space, ui->theme->gap);
}
