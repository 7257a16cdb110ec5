/* garden.h: where the plants of a child's garden stand. Pure: the same days are the same garden.
 *
 * A day here is a plant: today's a sprout, the day before a bud, then a flower whose kind is the
 * day's own. The last 60 days are seen; and each full 20 days are a tree, which stays where it is.
 */
#pragma once

#include "kiosk/rect.h"

enum { GARDEN_PLANTS = 60, GARDEN_TREE_DAYS = 20, GARDEN_TREES = 40 };
enum { GARDEN_SPOTS = GARDEN_PLANTS + GARDEN_TREES };

struct garden_spot {
    struct rect rect;
    const char *picture; /* of assets/garden */
};

/* Lays out the days (newest first, `count` of them, GARDEN_PLANTS at most) and the trees of `total`
 * days on the ground, from the back to the front; returns how many spots. Nothing stands beyond the
 * ground. Without any day: a seed. */
int garden_lay(struct garden_spot out[GARDEN_SPOTS], struct rect ground, const int *days, int count,
    int total);
