/* arrivals.h: brothers and sisters scan one after the other and are welcomed together. Pure. */
#pragma once

#include "db/people.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    ARRIVALS = 4,       /* the newest are shown */
    TOGETHER_MS = 2500, /* from one card to the next */
};

struct arrival {
    int64_t child_id;
    char name[NAME_SIZE];
    char animal[WORD_SIZE];
    bool in; /* else out */
    int minute;
};

struct arrivals {
    int count;
    struct arrival list[ARRIVALS]; /* in the order of their cards */
    int64_t last_ms;
};

/* The child whose card came just before one of now; 0 after a pause. */
int64_t arrivals_newest(const struct arrivals *a, int64_t now_ms);

/* Adds a child that was just checked in or out. A pause before it begins a new group, and so does a
 * child that is not a sibling of arrivals_newest. A child that is there already is not there twice;
 * beyond ARRIVALS the first one goes. */
void arrivals_add(struct arrivals *a, const struct child *child, bool sibling, bool in, int minute,
    int64_t now_ms);
