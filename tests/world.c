#include "tests/world.h"

#include "db/day.h"
#include "db/setting.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
must(int rc)
{
    if (rc != DB_OK)
        abort();
}

void
world_open(struct world *w)
{
    *w = (struct world){.folder = "/tmp/zhaoxi-test-XXXXXX", .card = "card-00001"};
    if (!mkdtemp(w->folder))
        abort();
    snprintf(w->path, sizeof w->path, "%s/test.db", w->folder);
    if (db_open(&w->db, w->path, DB_CREATE) != DB_OK) {
        fprintf(stderr, "%s\n", db_why(w->db));
        abort();
    }
    w->home = (struct home){.code = "H1",
        .name = "青松村儿童之家",
        .village = "青松村",
        .closes_min = 18 * 60 + 30,
        .utc_offset_min = 480};
    must(home_put(w->db, &w->home));
    must(setting_home_set(w->db, w->home.id));
    must(setting_roster_at_set(w->db, 1));
    w->child = (struct child){.no = "T-001",
        .name = "测小雨",
        .pinyin = "ce xiao yu",
        .home_id = w->home.id,
        .born_day = 20180305,
        .animal = "fox",
        .joined_day = 20250901};
    must(child_put(w->db, &w->child));
    w->tutor =
        (struct staff){.no = "S-000", .name = "测老师", .role = STAFF_TUTOR, .home_id = w->home.id};
    must(staff_put(w->db, &w->tutor));
    must(cards_issue(w->db, w->card, HOLDER_CHILD, w->child.id, 1));
}

void
world_close(struct world *w)
{
    db_close(w->db);
    static const char *const ends[] = {"", "-wal", "-shm", ".before-v1", ".csv", ".pdf"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", w->path, ends[i]);
        remove(path);
    }
    rmdir(w->folder);
}

struct moment
world_at(int days, int hour, int minute, int second)
{
    struct moment m = {.boot_id = "boot of the test", .trusted = true};
    int day = day_add(20261124, days);
    m.utc_ms = day_to_utc_ms(day, hour * 60 + minute, 480) + second * 1000;
    m.mono_ms = m.utc_ms - day_to_utc_ms(20261120, 0, 480);
    return m;
}
