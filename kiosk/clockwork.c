#include "kiosk/clockwork.h"

#include "db/clock.h"

struct moment
clockwork_now(const struct clockwork *clock)
{
    struct moment now = clock->at;
    if (!clock->scripted)
        clock_read(&now);
    return time_read(&clock->base, &now, !clock->scripted && clock_is_kept());
}

void
clockwork_learn(struct clockwork *clock, struct db *db)
{
    struct moment now = clock->at;
    if (!clock->scripted)
        clock_read(&now);
    clock->base = time_base_of(db, now.boot_id);
}

int64_t
clockwork_mono_ms(const struct clockwork *clock)
{
    return clock->scripted ? clock->at.mono_ms : clock_mono_ms();
}

void
clockwork_script(struct clockwork *clock, int64_t utc_ms)
{
    if (!clock->scripted)
        clock->at =
            (struct moment){.mono_ms = 1000000, .boot_id = "scripted kiosk..", .trusted = true};
    else
        clock->at.mono_ms += utc_ms > clock->at.utc_ms ? utc_ms - clock->at.utc_ms : 0;
    clock->scripted = true;
    clock->at.utc_ms = utc_ms;
}

void
clockwork_pass(struct clockwork *clock, int64_t ms)
{
    clock->at.utc_ms += ms;
    clock->at.mono_ms += ms;
}
