/* walk_list.h: who of a walking group stands at the door, with ticks. */
#pragma once

#include "kiosk/screen.h"

#include "db/pickup.h"
#include "db/walks.h"

enum { WALK_MOST = 60 };

struct walk_member {
    struct child child;
    struct departure departure;
    bool ticked;
};

struct walk_list {
    struct walk walk;
    char leader[NAME_SIZE];
    bool failed;
    int count; /* the leader, where it is a child that is here, is one of them */
    struct walk_member members[WALK_MOST];
};

/* The group's children who are in, or who left within PICKUP_ASSEMBLES_MS and nobody has collected:
 * ticked, but for those who may leave alone and have scanned out. False where there is nobody but
 * the leader, or the database failed. */
bool walk_list_fill(struct walk_list *out, const struct stage *stage, const struct walk *walk);

/* How many are ticked. */
int walk_list_ticked(const struct walk_list *list);

/* Checks out and releases those who are ticked, all or none: what pickup_record returns. */
int walk_list_release(
    struct walk_list *list, struct db *db, int64_t staff_id, const struct moment *now);

/* A grid of animals and names with their ticks, which touches change; ids from `id` to id +
 * WALK_MOST. Where `list` scrolls, `id` + WALK_MOST is its list's. */
void walk_list_draw(struct ui *ui, struct walk_list *list, int id, struct rect space);
