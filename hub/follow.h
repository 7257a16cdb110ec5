/* follow.h: the log into the view, a database of db/'s own schema.
 *
 * How far each Home's log was followed stands in the view, written with what came of it: a process
 * that is killed goes on where its view stands, and each event counts once. A view that is deleted
 * is made anew from the log. What can't be taken in goes into quarantine and an alert, and the rest
 * goes on. */
#pragma once

#include "db/db.h"
#include "hub/store.h"

#include <stdatomic.h>

struct follow_counts {
    int64_t events, changes; /* taken in */
    int64_t waiting;         /* events that name a row which is not here yet */
    const atomic_bool *ends; /* where that becomes true, follow returns after the entry it is at; or
                              * NULL */
};

/* Follows the log of every Home whose region begins with `region` ("" all), and what all Homes
 * share, to its end; adds to *counts. An error of the store or of the view ends it: what was done
 * stays, the next call goes on. */
MUST_CHECK int follow(
    struct store *store, struct db *view, const char *region, struct follow_counts *counts);

/* A thread that does so again and again, with a store and a view of its own. */
struct follower;

struct follower_options {
    const char *store_url, *view_path;
    const char *region; /* whose Homes the view has (GB/T 2260); "" all */
    int pause_ms;       /* between two looks at the store */
};

MUST_CHECK int follower_start(
    struct follower **out, const struct follower_options *options, char *why, size_t why_size);
/* Something was appended: look now. From any thread. */
void follower_nudge(struct follower *follower);
/* Ends it after what it is at. NULL is fine. */
void follower_stop(struct follower *follower);
