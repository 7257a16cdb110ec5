#include "kiosk/print_sign.h"

/* A card of anybody is one kind of paper. */
static enum print_what
kind_of(enum print_what what)
{
    return what == PRINT_ROLL || what == PRINT_CARE_SHEET ? what : PRINT_CHILD_CARD;
}

/* The sheet has no code on the screen to take its place. */
static const char *
words_of(const struct print_view *print)
{
    static const char *const of_sheet[PRINT_STATE_COUNT] = {
        [PRINT_NOT_MADE] = N_("The sheet can't be made now. Try again."),
        [PRINT_NO_PRINTER] = N_("No printer is set up. \"zhaoxi care sheet\" writes a file."),
        [PRINT_NO_PAPER] = N_("Out of paper: put some in and it prints."),
        [PRINT_NO_ANSWER] = N_("The printer does not answer: is it on?"),
        [PRINT_REFUSED] = N_("The printer did not take it. Try again."),
    };
    bool own = print->wish.what == PRINT_CARE_SHEET && of_sheet[print->state];
    return own ? _(of_sheet[print->state]) : print_words(print->state);
}

void
print_sign(struct ui *ui, const struct print_view *print, enum print_what of, struct rect *space)
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
    if (print->state == PRINT_IDLE || kind_of(print->wish.what) != kind_of(of))
        return;
    ui_sign(ui, rect_top(space, ui->theme->unit * 6), icons[print->state], words_of(print));
    rect_top(space, ui->theme->gap);
}
