/* question_inside.h: questions as changes make and settle them. Inside db/ only. */
#pragma once

#include "db/change_inside.h"
#include "db/question.h"

/* Notes that a person has to decide: what the row has ("" where it is gone), what the change wants
 * ("" where it removes the row), and the rule that forbids it, or "". */
MUST_CHECK int question_put(struct db *db, const struct change *c, const char *ours,
    const char *theirs, const char *refused);

/* After the row of a change was edited: its questions are about what differs still. */
MUST_CHECK int question_settle(struct db *db, const struct change *c);
