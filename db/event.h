/* event.h: the log that everything else is made from. Only ever appended to. */
#pragma once

#include "db/db.h"
#include "db/moment.h"

#include <stdint.h>

#define EVENT_ID_LEN 16

#define EVENT_KINDS(X)                                                                             \
    X(EVENT_CHECK_IN, "check_in")                                                                  \
    X(EVENT_CHECK_OUT, "check_out")                                                                \
    X(EVENT_CARD_PENDING, "card_pending") /* a genuine card that the roster does not hold yet */   \
    X(EVENT_HOMEWORK_MARK, "homework_mark")                                                        \
    X(EVENT_HOMEWORK_UNDO, "homework_undo") /* cause: the mark that is taken back */               \
    X(EVENT_MOOD, "mood")                   /* how a child feels: mood.h */                        \
    X(EVENT_SAFETY_LESSON, "safety_lesson") /* a question of the safety class: lesson.h */         \
    X(EVENT_SECRET_WRONG, "secret_wrong")   /* three pictures that were not the child's secret */  \
    X(EVENT_SIGNED_IN, "signed_in")         /* a staff member, by the right PIN: pin.h */          \
    X(EVENT_PIN_WRONG, "pin_wrong")                                                                \
    X(EVENT_PIN_SET, "pin_set")           /* payload: by, an id of staff or "installer" */         \
    X(EVENT_PIN_RESET, "pin_reset")       /* the same: the old PIN ended, a new one may be set */  \
    X(EVENT_CARD_ISSUED, "card_issued")   /* by staff, or the installer: cards.h */                \
    X(EVENT_ABSENCE, "absence")           /* days on which a child will not come: absence.h */     \
    X(EVENT_ABSENCE_UNDO, "absence_undo") /* cause: the absence that is taken back */              \
    X(EVENT_ALARM_DONE, "alarm_done")     /* a staff member has dealt with an alarm: alarm.h */    \
    X(EVENT_HEALTH_SEEN, "health_seen")   /* a staff member looked at a child's health notes */    \
    X(EVENT_CARD_ENDED, "card_ended")                                                              \
    X(EVENT_CLOCK_SET, "clock_set")           /* staff's word for the time: timekeeping.h */       \
    X(EVENT_PICK_UP, "pick_up")               /* who collected; cause: the check-out: pickup.h */  \
    X(EVENT_HOME_CONFIRMED, "home_confirmed") /* cause: the pick_up of a walking group */          \
    X(EVENT_HOME_UNDO, "home_undo")           /* cause: the confirmation that is taken back */     \
    X(EVENT_GUARDIAN_WAITS, "guardian_waits") /* at the door, for staff: door.h */                 \
    X(EVENT_WRONG_CHILD, "wrong_child")       /* a guardian says that it is not theirs */          \
    X(EVENT_BARRED_SEEN, "barred_seen")       /* the card of a person barred from a child */       \
    X(EVENT_DOOR_ANSWERED, "door_answered")   /* cause: one of these three */                      \
    X(EVENT_ACTIVITY_MARK, "activity_mark")   /* of a child in a class: mark.h */                  \
    X(EVENT_MARK_UNDO, "mark_undo")           /* cause: the mark that is taken back */             \
    X(EVENT_CORRECTION, "correction")         /* how a check was in truth: correct.h */            \
    X(EVENT_STAFF_IN, "staff_in")             /* who works here, and visitors: presence.h */       \
    X(EVENT_STAFF_OUT, "staff_out")                                                                \
    X(EVENT_VISITOR_IN, "visitor_in")                                                              \
    X(EVENT_VISITOR_OUT, "visitor_out")     /* cause: the coming */                                \
    X(EVENT_HELP_TAKEN, "help_taken")       /* a staff member goes to who asked: help.h */         \
    X(EVENT_HELP_BACK, "help_back")         /* cause: the help_taken that is given back */         \
    X(EVENT_HELP_DONE, "help_done")         /* cause: the mark that asked for help */              \
    X(EVENT_NOTE, "note")                   /* on a child, for the social worker: note.h */        \
    X(EVENT_NOTE_CLOSED, "note_closed")     /* cause: the note */                                  \
    X(EVENT_CONTACT, "contact")             /* a child and its volunteer: contact.h */             \
    X(EVENT_ROLL_BEGIN, "roll_begin")       /* a roll call: roll.h */                              \
    X(EVENT_ROLL_TICK, "roll_tick")         /* cause: its begin; a child was found, or was not */  \
    X(EVENT_ROLL_CALL, "roll_call")         /* cause: its begin; what came of it */                \
    X(EVENT_BACKED_UP, "backed_up")         /* a backup was made: backup.h */                      \
    X(EVENT_RESTORED, "restored")           /* the log up to here comes from a backup */           \
    X(EVENT_ROSTER_EDIT, "roster_edit")     /* people and timetable, by staff: roster.h */         \
    X(EVENT_VISIT, "visit")                 /* a staff member was at the child's home: visit.h */  \
    X(EVENT_VISIT_RULE, "visit_rule")       /* who needs one was defined anew */                   \
    X(EVENT_LADDER_STEP, "ladder_step")     /* told that a child does not come: ladder.h */        \
    X(EVENT_LADDER_ANSWER, "ladder_answer") /* cause: the step */                                  \
    X(EVENT_SLIP_SEEN, "slip_seen")         /* a step of another machine's was answered */         \
    X(EVENT_CARE_OPENED, "care_opened")     /* holiday care of a period: care.h */                 \
    X(EVENT_CARE_PROLONGED, "care_prolonged")                                                      \
    X(EVENT_CARE_CLOSED, "care_closed")                                                            \
    X(EVENT_CARE_BEGUN, "care_begun")         /* a session of it: lamp.h */                        \
    X(EVENT_CARE_MARK, "care_mark")           /* what scans can't know: care_mark.h */             \
    X(EVENT_CARE_MARK_UNDO, "care_mark_undo") /* cause: the mark that is taken back */             \
    X(EVENT_EXPORTED, "exported")             /* a file left the machine: exported.h */            \
    X(EVENT_ERASED, "erased")                 /* a child's personal data ended: erase.h */         \
    X(EVENT_SWEPT, "swept")                   /* what is kept for years only went: keep.h */

enum event_kind {
#define X(id, name) id,
    EVENT_KINDS(X)
#undef X
        EVENT_KIND_COUNT
};

const char *event_kind_name(enum event_kind kind);

struct event {
    int64_t seq; /* the order of things, given by the database */
    uint8_t id[EVENT_ID_LEN];
    enum event_kind kind;
    int64_t home_id;
    int64_t child_id;     /* 0 for none */
    int64_t staff_id;     /* who did it, or whom it is about; 0 for none */
    const uint8_t *card;  /* the 10 bytes of the card that was scanned, or NULL */
    const uint8_t *cause; /* the id of the event that this one follows from, or NULL */
    struct moment at;
    const char *payload; /* JSON object */
};

/* No event can be older than the product: a clock that says so is wrong. 2026-01-01 UTC. */
#define EVENT_FIRST_MS INT64_C(1767225600000)

/* When the newest event with a trusted clock was recorded, 0 where there is none. */
int64_t event_newest(struct db *db);

/* The seq of the newest event, which is how many there are; 0 for none, -1 where the database
 * failed.
 */
int64_t event_last_seq(struct db *db);

/* Takes trust back from a clock that lies before what is already recorded, or further after it than
 * TIME_CEILING_MS: events are recorded with a moment that has passed through here. */
struct moment event_judge(struct db *db, const struct moment *now);

/* The time, UTC ms, that a judged moment stands for: of a boot whose clock was wrong, as far as
 * that is known by now. */
int64_t event_time(struct db *db, const struct moment *at);

/* Appends inside the caller's transaction, giving it id (UUIDv7, RFC 9562) and seq. What follows
 * from it for a child's day is kept (fact.h), but for checks: see rollup.h. */
MUST_CHECK int event_append(struct db *db, struct event *event);
