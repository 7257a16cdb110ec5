/* app_inside.h: what the files of the app are to each other. Others use app.h. */
#pragma once

#include "kiosk/app.h"

enum { CARD_LIT_MS = 400 }; /* the viewfinder's frame stays lit */

/* app_view.c: reads the clock, and the database where something changed. A database that is missing
 * is tried again. */
void app_fill_view(struct app *app);

/* Looks at the work of the zhaoxi program. */
void app_work(struct app *app, int64_t now_ms);

/* What the screen wanted of the machine: work, a new database, the end. */
void app_wishes(struct app *app, const struct ui *ui);

/* app_screen.c */
struct stage app_stage(struct app *app);

/* Before a card's answer that the screen has no part in: keeps a screen that resumes, if it was
 * touched a moment ago. */
void app_keep(struct app *app, int64_t now_ms);

/* Enters the screen to which the event leads, or the kept one where that is home. */
void app_go(struct app *app, enum nav_event event, int64_t now_ms);

/* The PIN was right: on to the screen that asked for it, or to the menu. */
void app_sign_in(struct app *app, const struct staff *staff);

/* Lets the screen draw into the list, and does what it asks for. `touch` NULL: for the picture. */
void app_draw(struct app *app, struct draw_list *list, const struct touch *touch);

/* When the screen is left by itself, unless it is touched before. */
int64_t app_idle_at(const struct app *app);

/* app_contact.c: a staff card at the door. True where a child's card of a moment ago makes it a
 * contact, of which *out is the answer. */
bool app_contact_staff(struct scan_answered *out, struct app *app, const struct card_row *card);

/* A child's card was answered: the other order. app->met is the volunteer, where there is one. */
void app_contact_child(struct app *app, const struct scan *scan);

/* app_touch.c: a palm that lies on the glass goes up outside of everything. */
void app_let_go_of_palm(struct app *app, int64_t now_ms);

/* app.c: the outcome's sound, and its words with the name in pinyin, or "". */
void app_tell(struct app *app, enum sound_name outcome, const char *pinyin);
