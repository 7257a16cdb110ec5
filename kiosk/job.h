/* job.h: work that takes longer than a frame, done by the zhaoxi program: nobody waits for a stick
 * or a check of the whole database. One at a time.
 *
 * A screen sets ui->job to what it wants; what becomes of it stands in view->job. */
#pragma once

#include "kiosk/words.h"

#include <stdbool.h>
#include <stdint.h>

enum job {
    JOB_NONE,
    JOB_CHECK,    /* zhaoxi doctor */
    JOB_BACKUP,   /* onto the stick */
    JOB_LIST,     /* the backups on the stick: a path a line */
    JOB_CALENDAR, /* the public holidays that come with the program */
    JOB_RESTORE,  /* the app closes its database for it */
    JOB_PAIR,     /* with the township's office, by the set-up code that is its input */
    JOB_SYNC,     /* upload, and fetch the roster, now */
    JOB_BUNDLE,   /* what waits, onto the stick */
    JOB_FETCH,    /* what the office gave back, from the stick */
    JOB_RECEIPT,  /* the same, twelve characters: its input */
    JOB_EXPORT,   /* a table onto the stick, with the wish's words */
};

enum { JOB_FILE = 512, JOB_INPUT = 328, JOB_SAID = 4096, JOB_WORDS = 20, JOB_WORD = 96 };

struct job_wish {
    enum job job;
    char file[JOB_FILE];   /* of JOB_RESTORE */
    char input[JOB_INPUT]; /* what the program asks for: a code */
    int word_count;        /* of JOB_EXPORT */
    char words[JOB_WORDS][JOB_WORD];
};

struct job_view {
    enum job job; /* the last one; JOB_NONE: none yet */
    bool busy, good;
    char said[JOB_SAID]; /* its words, in the screen's language */
};

struct runner;

/* `cli` is the zhaoxi program, `db` the database, `assets` the folder; each may be missing. */
struct runner *runner_create(const char *cli, const char *db, const char *assets);

/* Stops what runs. NULL is fine. */
void runner_destroy(struct runner *runner);

/* Begins; while one is busy another wish is not heard: false. */
bool runner_begin(
    struct runner *runner, const struct job_wish *wish, enum language language, int64_t now_ms);

/* Looks at the process. Returns when it wants to look again, 0: nothing runs. */
int64_t runner_tick(struct runner *runner, int64_t now_ms);

/* Borrowed. */
const struct job_view *runner_view(const struct runner *runner);
