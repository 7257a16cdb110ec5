/* screen_visits.h: who needs a visit, who is told of an absence, and the rules. Only for
 * screen_visits*.c. */
#pragma once

#include "kiosk/export_page.h"
#include "kiosk/staff_frame.h"
#include "kiosk/ui_keys.h"

#include "db/ladder.h"
#include "db/slip.h"
#include "db/visit.h"

enum { VISIT_ROWS = 60, LADDER_ROWS = 60, VISIT_GUARDIANS = 3 };

enum visits_tab { TAB_NEEDS, TAB_LADDER, TAB_RULES, VISITS_TABS };

struct need_row {
    struct visit_need need;
    struct child child;
};

struct ladder_row {
    struct ladder ladder;
    struct child child;
};

struct visits_state {
    int tab;
    bool failed, more;
    char why[512]; /* of a refusal, or what was done */
    bool done;     /* it was done */
    int need_count;
    struct need_row needs[VISIT_ROWS];
    int ladder_count;
    struct ladder_row ladders[LADDER_ROWS];
    struct visit_setting settings[VISIT_RULE_COUNT];
    bool recording; /* a visit to the child of needs[chosen]: */
    int chosen;
    struct visit visit;
    bool outcome_chosen;
    struct ui_note note;
    bool slip_open; /* of ladders[chosen] and: */
    enum ladder_level level;
    char slip[SLIP_TEXT + 1];
    int guardian_count; /* of the child, with a telephone */
    struct guardian guardians[VISIT_GUARDIANS];
    struct export_page file;
};

/* Ids of controls on this screen. */
enum {
    VISITS_ID_TABS = STAFF_IDS,
    VISITS_ID_LIST = VISITS_ID_TABS + VISITS_TABS,
    VISITS_ID_LADDERS,
    VISITS_ID_WORD,
    VISITS_ID_OUTCOMES,
    VISITS_ID_RULES = VISITS_ID_OUTCOMES + VISIT_OUTCOME_COUNT, /* three each */
    VISITS_ID_FILE = VISITS_ID_RULES + 3 * VISIT_RULE_COUNT,
    VISITS_ID_NOTE = VISITS_ID_FILE + EXPORT_IDS,
};

/* screen_visits.c: reads all of it anew. */
void visits_read(struct visits_state *s, const struct stage *stage);

/* Says what became of an act. */
void visits_tell(struct visits_state *s, const struct stage *stage, int rc, const char *done);

/* screen_visits_ladder.c */
void visits_draw_ladder(
    struct ui *ui, struct visits_state *s, const struct stage *stage, struct rect space);
void visits_draw_slip(
    struct ui *ui, struct visits_state *s, const struct stage *stage, struct rect space);

/* screen_visits_rules.c */
void visits_draw_rules(
    struct ui *ui, struct visits_state *s, const struct stage *stage, struct rect space);
