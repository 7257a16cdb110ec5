/* care.h: what `zhaoxi care` was asked, and the tables that it shows. */
#pragma once

#include "cli/command.h"
#include "cli/table.h"

#include "db/care.h"

struct care_call {
    struct cli *cli;
    struct home home; /* named, or the kiosk's */
    struct care care; /* of the period that was named */
    const char *session, *child, *day, *mark;
    const char *from, *last, *month, *reason, *consent, *consent_day, *weekdays, *sessions, *file,
        *staff_no;
    bool card, wait, csv;
};

/* A day that may be left out: `missing` then. Refuses, and returns false, what is none. */
bool care_read_day(const char *text, int missing, int *out);

/* The session, or the child, that was named; refused, and false, where there is none. */
bool care_read_session(const struct care_call *call, struct care_session *out);
bool care_read_child(const struct care_call *call, struct child *out);

/* Who asks, and when. */
struct roster_by care_by(const struct care_call *call);

/* What a change came to: a sentence, or the database's reason. */
int care_said(const struct care_call *call, int rc, const char *sentence);

/* Prints the table as it was asked for: text, JSON or CSV. */
int care_print(const struct care_call *call, struct table *table, int rc);

/* care_lists.c, care_days.c: each prints its table. */
int care_show_list(const struct care_call *call);
int care_show_history(const struct care_call *call);
int care_show_sessions(const struct care_call *call);
int care_show_enrolled(const struct care_call *call);
int care_show_offers(const struct care_call *call);
int care_show_lamp(const struct care_call *call);
int care_show_day(const struct care_call *call);
int care_show_sheet(const struct care_call *call);

/* care_enrol.c: who is enrolled. */
int care_enrol_child(const struct care_call *call);
int care_change_child(const struct care_call *call);
int care_leave_child(const struct care_call *call);
int care_give_place(const struct care_call *call);
int care_pass_place(const struct care_call *call);
