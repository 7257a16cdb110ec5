/* import.h: one file, for a command that brings it along. */
#pragma once

#include "cli/command.h"
#include "cli/kinds.h"

/* Takes the rows of a file in, inside the caller's transaction. False where there is a problem,
 * told on standard error. */
bool import_one(struct cli *cli, enum import_kind_id id, const char *file);
