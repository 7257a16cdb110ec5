/* icons.h: which drawing of assets/icons stands for what. */
#pragma once

#include "db/homework.h"
#include "db/timetable.h"

/* Borrowed, for ever. */
const char *icon_of_session(enum subject subject);
const char *icon_of_homework(enum homework_subject subject);
