/* summary_who.c: children and Homes, read once for a summary. */
#include "db/summary_who.h"

#include "db/day.h"
#include "db/query.h"

#include <stdlib.h>
#include <string.h>

static void *
grown(void *memory, int count, size_t size)
{
    memory = realloc(memory, (size_t)count * size);
    if (!memory)
        abort();
    return memory;
}

int
words_add(struct words *words, const char *word)
{
    for (int i = 0; i < words->count; i++)
        if (strcmp(words->words[i], word) == 0)
            return i;
    if (words->count == words->room) {
        words->room = words->room ? words->room * 2 : 16;
        words->words = grown(words->words, words->room, sizeof *words->words);
    }
    if (!(words->words[words->count] = strdup(word)))
        abort();
    return words->count++;
}

void
words_free(struct words *words)
{
    for (int i = 0; i < words->count; i++)
        free(words->words[i]);
    free(words->words);
    *words = (struct words){0};
}

static int
by_id(const void *a, const void *b)
{
    const struct who_child *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

int
who_child(const struct who *who, int64_t id)
{
    int low = 0, high = who->child_count - 1;
    while (low <= high) {
        int at = (low + high) / 2;
        if (who->children[at].id == id)
            return at;
        if (who->children[at].id < id)
            low = at + 1;
        else
            high = at - 1;
    }
    return -1;
}

int
who_home(const struct who *who, int64_t id)
{
    for (int i = 0; i < who->home_count; i++)
        if (who->homes[i].id == id)
            return i;
    return -1;
}

static int
add_home(const struct home *home, void *payload)
{
    struct who *who = payload;
    who->homes = grown(who->homes, who->home_count + 1, sizeof *who->homes);
    struct who_home *out = &who->homes[who->home_count++];
    *out = (struct who_home){.id = home->id,
        .offset_min = home->utc_offset_min,
        .village = words_add(&who->villages, home->village)};
    memcpy(out->name, home->name, sizeof out->name);
    return 0;
}

static void
add_child(struct who *who, sqlite3_stmt *row)
{
    if (who->child_count == who->child_room) {
        who->child_room = who->child_room ? who->child_room * 2 : 256;
        who->children = grown(who->children, who->child_room, sizeof *who->children);
    }
    struct who_child *out = &who->children[who->child_count];
    *out = (struct who_child){.id = query_int(row, "id"),
        .home = who_home(who, query_int(row, "home_id")),
        .born_day = (int)query_int(row, "born_day"),
        .grade = words_add(&who->grades, query_text(row, "grade")),
        .school = words_add(&who->schools, query_text(row, "school")),
        .place = who->child_count++};
    query_copy(row, "no", out->no, sizeof out->no);
}

/* Two look-ups a day: fewer than all rows of it. */
static int
read_opened(struct db *db, struct who_home *home, int from_day, int days)
{
    int opened = 0, day = from_day;
    home->opened = grown(NULL, days, sizeof *home->opened);
    for (int i = 0; i < days; i++, day = day_add(day, 1)) {
        int64_t open = query_number(db, query(db, Q_day_open, "di", day, home->id), "n", -1);
        if (open < 0)
            return DB_FAILED;
        opened += open != 0;
        home->opened[i] = opened;
    }
    return DB_OK;
}

int
who_read(struct db *db, struct who *out, int from_day, int days)
{
    int rc = home_each(db, add_home, out);
    if (rc != DB_OK)
        return rc;
    sqlite3_stmt *row = query(db, Q_summary_child, "");
    while ((rc = query_step(db, row)) > 0)
        add_child(out, row);
    if (out->child_count)
        qsort(out->children, (size_t)out->child_count, sizeof *out->children, by_id);
    for (int i = 0; rc == DB_OK && i < out->home_count; i++)
        rc = read_opened(db, &out->homes[i], from_day, days);
    return rc;
}

void
who_free(struct who *who)
{
    for (int i = 0; i < who->home_count; i++)
        free(who->homes[i].opened);
    free(who->homes);
    free(who->children);
    words_free(&who->grades);
    words_free(&who->schools);
    words_free(&who->villages);
    *who = (struct who){0};
}

int
who_opened(const struct who *who, int home, int after, int until)
{
    const int *opened = who->homes[home].opened;
    return (until < 0 ? 0 : opened[until]) - (after < 0 ? 0 : opened[after]);
}

int
who_first_day(struct db *db, struct who *who, int child)
{
    struct who_child *c = &who->children[child];
    if (!c->first_day)
        c->first_day = (int)query_number(db, query(db, Q_day_first, "i", c->id), "day", -1);
    return c->first_day;
}
