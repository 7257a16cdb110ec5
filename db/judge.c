#include "db/judge.h"

#include "db/query.h"

/* No event can be older than the product: a clock that says so is wrong. 2026-01-01 UTC. */
static const int64_t RELEASED_MS = INT64_C(1767225600000);

/* NTP may step a little back; a flat battery goes back by far more. */
enum { STEP_BACK_MS = 5 * 60 * 1000 };

struct moment
judge(struct db *db, const struct moment *now)
{
    struct moment at = *now;
    int64_t last =
        query_number(db, query(db, Q_event_last_trusted_time, ""), "at_utc_ms", RELEASED_MS);
    if (at.utc_ms < RELEASED_MS || at.utc_ms < last - STEP_BACK_MS)
        at.trusted = false;
    return at;
}
