/* lanes.h: the threads that do the work, and the queue before each kind of work.
 *
 * Each worker has a desk of its own, made and freed in its thread. A queue is bounded: a hub that
 * can't keep up says so instead of piling up. */
#pragma once

#include "hub/http.h"

struct lanes;

/* What waits: embedded at the start of what the caller has. */
struct job {
    struct job *next;
    void (*run)(struct job *job, struct desk *desk);
};

/* Starts options->workers threads; NULL, and all ended again, where the system refuses or a desk
 * could not be made. */
struct lanes *lanes_start(const struct http_options *options);

/* Puts it at the end of the queue; false where that is full. */
bool lanes_add(struct lanes *lanes, enum lane lane, struct job *job);

/* Takes no more, runs what waits still, ends the threads. */
void lanes_stop(struct lanes *lanes);

/* Frees what was stopped; NULL is fine. */
void lanes_destroy(struct lanes *lanes);
