/* demo_days.c: gives an invented township a past: check-ins, check-outs, moods and safety lessons
 * of every day from FROM until UNTIL, the same for the same days. For demos and tests of what is
 * summed up.
 *
 * demo_days DB FROM UNTIL [HOME]: days like 2026-11-24; of all Homes, or of that code. On the last
 * day nobody has left yet. */
#include "db/attendance.h"
#include "db/day.h"
#include "db/lesson.h"
#include "db/mood.h"
#include "db/people.h"
#include "db/setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct demo {
    struct db *db;
    struct home home;
    struct staff staff;
    int day;
    bool last;
};

enum { COUNT_MOST = 512, CHINA_MIN = 480 };

struct crowd {
    int count;
    int64_t id[COUNT_MOST];
};

static void
must(struct db *db, int rc)
{
    if (rc == DB_OK)
        return;
    fprintf(stderr, "demo_days: %s\n", db_why(db));
    exit(1);
}

/* The same number for the same things, and no order in them. */
static unsigned
chance(int day, int64_t child_id, unsigned salt)
{
    uint64_t x = (uint64_t)day * 2654435761U + (uint64_t)child_id * 40503U + salt * 97U;
    x ^= x >> 15;
    x *= 0x2c1b3c6dU;
    x ^= x >> 12;
    x *= 0x297a2d39U;
    x ^= x >> 15;
    return (unsigned)(x % 100);
}

static struct moment
at(int day, int minute, unsigned second)
{
    struct moment m = {.boot_id = "boot of the demo", .trusted = true};
    m.utc_ms = day_to_utc_ms(day, minute, CHINA_MIN) + (int64_t)second * 1000;
    m.mono_ms = m.utc_ms - day_to_utc_ms(20200101, 0, CHINA_MIN);
    return m;
}

static int
add(const struct child *child, void *payload)
{
    struct crowd *crowd = payload;
    if (crowd->count < COUNT_MOST)
        crowd->id[crowd->count++] = child->id;
    return 0;
}

static int
first_staff(const struct staff *staff, void *payload)
{
    *(struct staff *)payload = *staff;
    return 1;
}

static void
check(struct demo *demo, int64_t child_id, const struct moment *now)
{
    struct card_row card;
    struct scan scan;
    struct vouch vouch = {child_id, demo->staff.id, VOUCHED_RIGHT};
    if (cards_of(demo->db, &card, HOLDER_CHILD, child_id))
        must(demo->db, attendance_scan(demo->db, &scan, card.id, now));
    else
        must(demo->db, attendance_vouched(demo->db, &scan, &vouch, now));
}

static bool
comes(const struct demo *demo, int64_t child_id)
{
    unsigned often = day_weekday(demo->day) < 6 ? 72 : 25;
    return chance(demo->day, child_id, 1) < often + (unsigned)(child_id % 20);
}

/* In order of time: who came after school, what was asked of them, then who went home. */
static void
live(struct demo *demo, const struct crowd *crowd)
{
    bool school = day_weekday(demo->day) < 6;
    for (int minute = 0; minute < 660; minute++)
        for (int i = 0; i < crowd->count; i++) {
            int64_t id = crowd->id[i];
            int in = (school ? 60 * 16 + 20 : 60 * 9) + (int)chance(demo->day, id, 2) / 3;
            int out = (school ? 60 * 17 + 30 : 60 * 11 + 10) + (int)chance(demo->day, id, 3) / 2;
            struct moment now = at(demo->day, 540 + minute, (unsigned)i % 60);
            if (!comes(demo, id))
                continue;
            if (540 + minute == in)
                check(demo, id, &now);
            if (540 + minute == in + 1 && chance(demo->day, id, 4) < 60)
                must(demo->db,
                    mood_record(demo->db, id, chance(demo->day, id, 5) < 80 ? 4 : 2, &now));
            if (540 + minute == in + 2 && chance(demo->day, id, 6) < 20)
                must(demo->db,
                    lesson_record(demo->db, id, "water-1", chance(demo->day, id, 7) < 70, &now));
            /* One in fifty forgets to check out, and is closed at the Home's closing time. */
            if (540 + minute == out && !demo->last && chance(demo->day, id, 8) > 1)
                check(demo, id, &now);
        }
}

static int
one_home(const struct home *home, void *payload)
{
    struct demo *demo = payload;
    struct crowd crowd = {0};
    if (demo->home.id && demo->home.id != home->id)
        return 0;
    must(demo->db, setting_home_set(demo->db, home->id));
    must(demo->db, child_each(demo->db, home->id, demo->day, add, &crowd));
    (void)!staff_each(demo->db, home->id, first_staff, &demo->staff);
    live(demo, &crowd);
    return 0;
}

static void
one_day(struct demo *demo)
{
    struct moment morning = at(demo->day, 60 * 7, 0);
    must(demo->db, db_begin(demo->db));
    must(demo->db, attendance_settle(demo->db, &morning));
    must(demo->db, home_each(demo->db, one_home, demo));
    must(demo->db, db_commit(demo->db));
}

int
main(int argc, char **argv)
{
    struct demo demo = {0};
    int from = argc >= 4 ? day_parse(argv[2]) : 0, until = argc >= 4 ? day_parse(argv[3]) : 0;
    if (!from || !until || from > until) {
        fputs("demo_days DB FROM UNTIL [HOME]\n", stderr);
        return 2;
    }
    must(demo.db, db_open(&demo.db, argv[1], DB_EXISTING));
    int64_t home = setting_home(demo.db);
    if (argc > 4 && !home_find(demo.db, &demo.home, argv[4]))
        return 1;
    for (demo.day = from; demo.day <= until; demo.day = day_add(demo.day, 1)) {
        demo.last = demo.day == until;
        one_day(&demo);
    }
    must(demo.db, setting_home_set(demo.db, home));
    db_close(demo.db);
    return 0;
}
