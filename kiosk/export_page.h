/* export_page.h: what stands on a screen as a file on a stick: the tab that leads there, the page
 * that asks for a format and for names, and the wish to the zhaoxi program, which writes it.
 *
 * A screen keeps a struct export_page in its state, and says itself which days the file is of. */
#pragma once

#include "kiosk/screen.h"

struct export_page {
    bool open, named, asked; /* asked: the last job was this page's */
    int format;
};

/* Ids from the page's first. */
enum { EXPORT_ID_TAB, EXPORT_ID_FORMATS, EXPORT_ID_NAMES = 4, EXPORT_ID_STICK = 6, EXPORT_IDS };

/* A touch on it opens the page, as if for the first time. `id` here and below: the page's first. */
void export_tab(struct ui *ui, int id, struct rect rect, struct export_page *page);

/* True when a touch asks for the file: call export_begin then. */
bool export_draw(
    struct ui *ui, int id, const struct stage *stage, struct export_page *page, struct rect space);

/* Wishes for `what` (as zhaoxi export names it) of this Home, by who is signed in, as the page has
 * it. */
void export_begin(
    struct ui *ui, const struct stage *stage, struct export_page *page, const char *what);

/* What more the command is told. */
void export_option(struct ui *ui, const char *option, const char *value);
void export_day(struct ui *ui, const char *option, int day);
