/* who.h: who gives a command, and whether that person may.
 *
 * Root and the owner of the database file are the installer, who may all: nothing could keep them
 * from the file. Anyone else, and who names --as NO, acts as that staff member and shows it by the
 * PIN, which is counted as at the kiosk (db/pin.h). */
#pragma once

#include "cli/command.h"

#include <stddef.h>

/* The stored name of what is asked ("tutor"), and the word for people. */
const char *access_name(enum access access);
const char *access_title(enum access access);

/* What a command asks with this verb. False where it has verbs and this is none of them. */
bool who_is_asked(enum access *out, const struct command *command, const char *verb);

/* "tutor (children, help), social worker (worries)". */
void who_may(char *out, size_t size, const struct command *command);

/* Before the database is opened: refuses who must say a name, and what no staff member may. */
int who_begins(const struct cli *cli, enum access asked);

/* With the database open: reads the PIN of cli->as and sets cli->staff, or refuses. */
int who_signs_in(struct cli *cli, enum access asked);
