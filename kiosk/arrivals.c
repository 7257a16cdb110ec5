#include "kiosk/arrivals.h"

#include <string.h>

static void
remove_at(struct arrivals *a, int i)
{
    a->count--;
    memmove(&a->list[i], &a->list[i + 1], (size_t)(a->count - i) * sizeof a->list[0]);
}

int64_t
arrivals_newest(const struct arrivals *a, int64_t now_ms)
{
    bool pause = a->count == 0 || now_ms - a->last_ms > TOGETHER_MS;
    return pause ? 0 : a->list[a->count - 1].child_id;
}

void
arrivals_add(struct arrivals *a, const struct child *child, bool sibling, bool in, int minute,
    int64_t now_ms)
{
    int64_t newest = arrivals_newest(a, now_ms);
    if (!newest || (newest != child->id && !sibling))
        a->count = 0;
    a->last_ms = now_ms;
    for (int i = 0; i < a->count; i++)
        if (a->list[i].child_id == child->id)
            remove_at(a, i);
    if (a->count == ARRIVALS)
        remove_at(a, 0);
    struct arrival *new = &a->list[a->count++];
    *new = (struct arrival){.child_id = child->id, .in = in, .minute = minute};
    memcpy(new->name, child->name, sizeof new->name);
    memcpy(new->animal, child->animal, sizeof new->animal);
}
