/* task.h: work that takes longer than a frame, done by the zhaoxi program: nobody waits for a stick
 * or a check of the whole database. One at a time.
 *
 * A screen sets ui->task to what it wants; what becomes of it stands in view->task. */
#pragma once

#include "kiosk/words.h"

#include <stdbool.h>
#include <stdint.h>

enum task_kind {
    TASK_NONE,
    TASK_CHECK,    /* zhaoxi doctor */
    TASK_BACKUP,   /* onto the stick */
    TASK_LIST,     /* the backups on the stick: a path a line */
    TASK_CALENDAR, /* the public holidays that come with the program */
    TASK_RESTORE,  /* the app closes its database for it */
};

enum { TASK_FILE = 512, TASK_INPUT = 64, TASK_SAID = 4096 };

struct task_wish {
    enum task_kind task;
    char file[TASK_FILE];   /* of TASK_RESTORE */
    char input[TASK_INPUT]; /* what the program asks for: the recovery code */
};

struct task_view {
    enum task_kind task; /* the last one; TASK_NONE: none yet */
    bool busy, good;
    char said[TASK_SAID]; /* its words, in the screen's language */
};

struct runner;

/* `cli` is the zhaoxi program, `db` the database, `assets` the folder; each may be missing. */
struct runner *runner_create(const char *cli, const char *db, const char *assets);

/* Stops what runs. NULL is fine. */
void runner_destroy(struct runner *runner);

/* Begins; while one is busy another wish is not heard: false. */
bool runner_begin(
    struct runner *runner, const struct task_wish *wish, enum language language, int64_t now_ms);

/* Looks at the process. Returns when it wants to look again, 0: nothing runs. */
int64_t runner_tick(struct runner *runner, int64_t now_ms);

/* Borrowed. */
const struct task_view *runner_view(const struct runner *runner);
