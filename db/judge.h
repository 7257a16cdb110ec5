/* judge.h: how far a moment's wall clock is to be believed. Inside db/ only. */
#pragma once

#include "db/db.h"
#include "db/moment.h"

/* The moment, without its trust where the clock lies before what is already recorded. An event
 * bears a judged moment. */
struct moment judge(struct db *db, const struct moment *now);
