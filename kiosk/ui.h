/* ui.h: controls. Each is one function of four beats: id, rectangle, input, draw. The app lets a
 * screen draw once for a touch and once for the picture. Ids are numbers, unique on a screen and
 * above 0; what a control says is no id, since it is translated. State is the screen's; the kit
 * keeps where lists have been scrolled to and what the finger is on, and nothing else.
 *
 * ui_tabs.h, ui_keys.h, ui_dialog.h and ui_chart.h have the others. */
#pragma once

#include "kiosk/draw.h"
#include "kiosk/job.h"
#include "kiosk/nav_event.h"
#include "kiosk/outcomes.h"
#include "kiosk/print.h"
#include "kiosk/ui_memory.h"

struct ui {
    struct draw_list *list;
    const struct theme *theme;
    struct ui_memory *memory;
    struct touch touch; /* TOUCH_NONE in the draw for the picture */
    int64_t now_ms;
    enum nav_event go;     /* where the screen wants to go; NAV_NONE: it stays */
    bool language;         /* the other language is wanted */
    bool signed_in;        /* the PIN of view->staff_asked was right */
    bool pressed;          /* a control took the finger: a tap is heard, and no other takes it */
    enum sound_name sound; /* of what the finger did, instead of the tap: SOUND_STAR, SOUND_WRONG */
    const char *say;       /* a sentence to be read out, in the screen's language; NULL: none */
    struct print_wish print; /* what is to be printed; PRINT_NOTHING: nothing */
    struct job_wish job;     /* work that is wanted; JOB_NONE: none */
    bool make_db;            /* a new database is wanted: set-up */
    bool quit;               /* the kiosk is to be closed */
    int64_t again_ms;        /* draw again at that time, 0: nothing moves */
};

/* Before a screen draws: the finger's news for the kit. */
void ui_begin(struct ui *ui);

/* Asks for a draw at that time, or sooner where somebody wants it sooner. */
void ui_again(struct ui *ui, int64_t at_ms);

/* A white pill with a word. True when touched; fingers may miss by 3 mm. */
bool ui_button(struct ui *ui, int id, struct rect rect, const char *label);

/* The same on a white card, where it is grey. */
bool ui_soft_button(struct ui *ui, int id, struct rect rect, const char *label);

/* A child's button: a white card with a large picture ("icons", "homework") and a word below. */
bool ui_tile(struct ui *ui, int id, struct rect rect, const char *folder, const char *picture,
    const char *label);

/* The whole rectangle as a target, without a look of its own. Where targets overlap the one drawn
 * first has the finger. A target that is hammered at acts once: it hears again when it has been
 * left alone for DEAF_MS. */
bool ui_area(struct ui *ui, int id, struct rect rect);

/* Is the finger on this target? For the pressed look of one that is drawn by its screen. */
bool ui_is_held(struct ui *ui, int id);

/* The head of a screen: an arrow that leads back (true when touched), and its title. */
bool ui_head(struct ui *ui, int id, struct rect row, const char *title);

/* A round button with a loudspeaker: a touch reads the sentence out, for who can't read. It must
 * live until the draw is over. */
void ui_loudspeaker(struct ui *ui, int id, struct rect rect, const char *sentence);

/* A small pill with a bell and how many things staff should look at: leads there when touched. */
void ui_bell(struct ui *ui, int id, struct rect rect, int count);

/* A white card with round corners and a soft edge; returns the space within. */
struct rect ui_card(struct ui *ui, struct rect rect);

/* A small pill of an icon and a sentence, at the left end of `row`. */
void ui_sign(struct ui *ui, struct rect row, const char *icon, const char *sentence);

/* What an empty list or a lack of data shows: a picture and a sentence in the middle. */
void ui_nothing(struct ui *ui, struct rect rect, const char *icon, const char *sentence);

/* A list that scrolls: rows of one height in `rect`. Between begin and end draw the rows from
 * `first` to before `last`, each in ui_list_row's rectangle; what stands over is cut off. Where
 * there is more than is seen, an arrow at the edge and a bar at the right say so. */
struct ui_list {
    int id, first, last;
    struct rect rect;
    int row_height, offset, most; /* most: the largest offset */
};

struct ui_list ui_list_begin(struct ui *ui, int id, struct rect rect, int row_height, int count);

/* Scrolls so that the row `index` is the first that is seen, as far as the list goes. */
void ui_list_show(struct ui *ui, int id, int row_height, int index);
struct rect ui_list_row(const struct ui_list *list, int index);

/* True when a finger tapped the row and did not drag. */
bool ui_list_tapped(struct ui *ui, const struct ui_list *list, struct rect row);

/* Would the finger tap this row, were it to go up now? For the row's pressed look. */
bool ui_list_is_held(const struct ui *ui, const struct ui_list *list, struct rect row);
void ui_list_end(struct ui *ui, const struct ui_list *list);
