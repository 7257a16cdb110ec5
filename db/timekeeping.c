#include "db/timekeeping.h"

#include "db/attendance.h"
#include "db/event.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <stdlib.h>

bool
time_takes_two(const struct time_word *word, const struct moment *now)
{
    return word->staff_id && llabs(word->utc_ms - now->utc_ms) > TIME_ALONE_MS;
}

static int
check(struct db *db, const struct time_word *word, const struct moment *now)
{
    if (word->utc_ms < EVENT_FIRST_MS)
        return db_fail(db, DB_REFUSED, "%s", _("That day is over. Which day is it today?"));
    int64_t newest = event_newest(db);
    if (word->staff_id && newest && word->utc_ms > newest + TIME_CEILING_MS)
        return db_fail(db, DB_REFUSED, "%s",
            _("That is more than a year after everything that is recorded. Check the year; if it "
              "is "
              "right, whoever installed the kiosk sets the clock."));
    if (time_takes_two(word, now) && (!word->witness || word->witness == word->staff_id))
        return db_fail(db, DB_REFUSED, "%s",
            _("This moves the clock by more than a day: a second staff member must say so too."));
    return DB_OK;
}

/* The event bears the time that was said, so that what follows is compared with it. */
static int
record(struct db *db, const struct time_word *word, const struct moment *now)
{
    char payload[128];
    snprintf(payload, sizeof payload, "{\"was_ms\":%lld,\"witness\":%lld}", (long long)now->utc_ms,
        (long long)word->witness);
    struct event event = {.kind = EVENT_CLOCK_SET,
        .home_id = setting_home(db),
        .staff_id = word->staff_id,
        .at = *now,
        .payload = payload};
    event.at.utc_ms = word->utc_ms;
    event.at.trusted = true;
    if (!event.home_id)
        return db_fail(db, DB_REFUSED, "%s",
            _("No Home was chosen for this kiosk. Run \"zhaoxi home use CODE\"."));
    return event_append(db, &event);
}

static int
apply(struct db *db, const struct time_word *word, const struct moment *now)
{
    int rc = check(db, word, now);
    if (rc == DB_OK)
        rc = record(db, word, now);
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_boot_word, "bi", (const void *)now->boot_id, BOOT_ID_LEN,
                               word->utc_ms - now->mono_ms));
    /* What this boot recorded before is on other days now. */
    return rc == DB_OK ? attendance_rebuild(db) : rc;
}

int
time_say(struct db *db, const struct time_word *word, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = apply(db, word, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

/* May a clock be right that nothing vouches for? Not where it contradicts the record. */
static bool
may_be_right(struct db *db, const struct moment *reading)
{
    struct moment as_if = *reading;
    as_if.trusted = true;
    return event_judge(db, &as_if).trusted;
}

static int
check_heard(struct db *db, int64_t utc_ms, const struct moment *reading)
{
    struct moment heard = *reading;
    heard.utc_ms = utc_ms;
    if (may_be_right(db, &heard))
        return DB_OK;
    return db_fail(db, DB_REFUSED, "%s",
        _("The office's clock does not fit what is recorded here. Compare it with a watch, and "
          "tell "
          "the office."));
}

static int
learn_heard(struct db *db, enum time_heard *out, int64_t base, const struct moment *reading)
{
    bool far = llabs(base + reading->mono_ms - reading->utc_ms) > TIME_ALONE_MS;
    const void *boot = reading->boot_id;
    if (far && may_be_right(db, reading)) {
        *out = TIME_HEARD_OFFERED;
        return query_run(db, query(db, Q_outbox_offer, "ib", base, boot, BOOT_ID_LEN));
    }
    *out = TIME_HEARD_TAKEN;
    int rc = query_run(db, query(db, Q_boot_learn, "bi", boot, BOOT_ID_LEN, base));
    return rc == DB_OK ? attendance_rebuild(db) : rc;
}

int
time_hear(struct db *db, enum time_heard *out, int64_t utc_ms, const struct moment *reading)
{
    *out = TIME_HEARD_NOTHING;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    struct moment judged = event_judge(db, reading);
    if (!judged.trusted && time_base_of(db, reading->boot_id).base_utc_ms == 0) {
        rc = check_heard(db, utc_ms, reading);
        if (rc == DB_OK)
            rc = learn_heard(db, out, utc_ms - reading->mono_ms, reading);
    }
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

struct time_base
time_base_of(struct db *db, const uint8_t boot_id[BOOT_ID_LEN])
{
    struct time_base base = {0};
    sqlite3_stmt *stmt = query(db, Q_boot_get, "b", (const void *)boot_id, BOOT_ID_LEN);
    if (query_step(db, stmt) > 0)
        base = (struct time_base){query_int(stmt, "base_utc_ms"), query_int(stmt, "word") != 0};
    sqlite3_reset(stmt);
    return base;
}

struct moment
time_read(const struct time_base *base, const struct moment *reading, bool kept_by_network)
{
    struct moment now = *reading;
    bool overruled = base->word && !kept_by_network;
    if (base->base_utc_ms && (!now.trusted || overruled)) {
        now.utc_ms = base->base_utc_ms + now.mono_ms;
        now.trusted = true;
    }
    return now;
}
