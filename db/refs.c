#include "db/refs.h"

#include "db/cards.h"
#include "db/payload.h"
#include "db/query.h"
#include "db/synced.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Which keys of a payload hold ids. The Home, child and staff member of the event itself stand in
 * columns; "holder" goes by the payload's "kind". */
static const struct named {
    const char *key, *table;
} named[] = {
    {"guardian", "guardian"},                                           /* pick-ups, the door */
    {"walk", "walk"}, {"homework", "homework"}, {"session", "session"}, /* marks of a class */
    {"care_session", "care_session"},                                   /* holiday care */
    {"period", "period"}, {"by", "staff"},    /* PINs; the installer stands there as text */
    {"witness", "staff"}, {"child", "child"}, /* corrections */
    {"missing", "child"},                     /* roll calls: a list */
};

static const char *
holder_table(const char *payload)
{
    switch (payload_int(payload, "kind")) {
    case HOLDER_CHILD:
        return "child";
    case HOLDER_GUARDIAN:
        return "guardian";
    case HOLDER_STAFF:
        return "staff";
    default:
        return NULL;
    }
}

static const char *
table_of(const char *payload, const char *key, size_t len)
{
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        if (strlen(named[i].key) == len && memcmp(named[i].key, key, len) == 0)
            return named[i].table;
    return len == 6 && memcmp(key, "holder", 6) == 0 ? holder_table(payload) : NULL;
}

/* A number from 1 on at `c`, alone or in a list; not a fraction, a text, an object. */
static int
each_number(const char *payload, const char *c, const char *end, const char *table,
    int (*each)(const struct ref *, void *), void *context)
{
    bool is_list = *c == '[';
    for (c += is_list; c < end;) {
        size_t digits = strspn(c, "0123456789");
        char *after = NULL;
        struct ref ref = {table, strtoll(c, &after, 10), (size_t)(c - payload), digits};
        bool is_number = digits && digits < 19 && strchr(",]} \t\r\n", *after);
        int stop = is_number && ref.id ? each(&ref, context) : 0;
        if (stop || !is_list || !is_number)
            return stop;
        c = after + strspn(after, ", \t\r\n");
    }
    return 0;
}

int
refs_each(const char *payload, int (*each)(const struct ref *, void *), void *context)
{
    const char *at = payload, *key, *end, *value;
    size_t len;
    int stop = 0;
    while (stop == 0 && (value = payload_next(&at, &key, &len, &end))) {
        const char *table = table_of(payload, key, len);
        if (table)
            stop = each_number(payload, value, end, table, each, context);
    }
    return stop;
}

/* ---- other numbers ---- */

struct translation {
    const char *payload;
    int64_t (*map)(const char *table, int64_t id, void *context);
    void *context;
    FILE *out;
    char *text;
    size_t size, done; /* up to where the payload is written */
};

static int
translate(const struct ref *ref, void *context)
{
    struct translation *t = context;
    int64_t id = t->map(ref->table, ref->id, t->context);
    if (id == ref->id)
        return 0;
    if (!t->out && !(t->out = open_memstream(&t->text, &t->size)))
        abort();
    fwrite(t->payload + t->done, 1, ref->from - t->done, t->out);
    if (id)
        fprintf(t->out, "%lld", (long long)id);
    else
        fputs("null", t->out);
    t->done = ref->from + ref->len;
    return 0;
}

char *
refs_translate(const char *payload, int64_t (*map)(const char *table, int64_t id, void *context),
    void *context)
{
    struct translation t = {.payload = payload, .map = map, .context = context};
    refs_each(payload, translate, &t);
    if (!t.out)
        return NULL;
    fputs(payload + t.done, t.out);
    if (fclose(t.out) != 0)
        abort(); /* no memory */
    return t.text;
}

/* ---- those of many events ---- */

struct refs {
    struct ref *all;
    size_t count, room;
};

static int
add(const struct ref *ref, void *context)
{
    struct refs *refs = context;
    if (refs->count == refs->room) {
        refs->room = refs->room ? refs->room * 2 : 256;
        refs->all = realloc(refs->all, refs->room * sizeof *refs->all);
        if (!refs->all)
            abort();
    }
    refs->all[refs->count++] = *ref;
    return 0;
}

static void
add_column(struct refs *refs, const char *table, sqlite3_stmt *row, const char *column)
{
    int64_t id = query_int(row, column);
    if (id)
        add(&(struct ref){table, id, 0, 0}, refs);
}

static int
by_table_and_id(const void *a, const void *b)
{
    const struct ref *x = a, *y = b;
    int order = strcmp(x->table, y->table);
    return order ? order : (x->id > y->id) - (x->id < y->id);
}

static int
collect(struct db *db, struct refs *refs, int64_t first, int64_t last)
{
    sqlite3_stmt *row = query(db, Q_outbox_refs, "ii", first, last);
    int rc;
    while ((rc = query_step(db, row)) > 0) {
        add_column(refs, "home", row, "home_id");
        add_column(refs, "child", row, "child_id");
        add_column(refs, "staff", row, "staff_id");
        refs_each(query_text(row, "payload"), add, refs);
    }
    return rc;
}

static void
write_ref(struct db *db, json_t *json, const struct ref *ref)
{
    char *known_by = synced_known_by(db, ref->table, ref->id);
    json_t *list = json_object_get(json, ref->table);
    if (known_by && !list) {
        list = json_array();
        json_object_set_new(json, ref->table, list);
    }
    if (known_by)
        json_array_append_new(list, json_pack("[Is]", (json_int_t)ref->id, known_by));
    sqlite3_free(known_by);
}

int
refs_build(struct db *db, char **out, int64_t first, int64_t last)
{
    struct refs refs = {0};
    *out = NULL;
    int rc = collect(db, &refs, first, last);
    if (rc == DB_OK) {
        json_t *json = json_object();
        if (refs.count)
            qsort(refs.all, refs.count, sizeof *refs.all, by_table_and_id);
        for (size_t i = 0; i < refs.count; i++)
            if (i == 0 || by_table_and_id(&refs.all[i - 1], &refs.all[i]) != 0)
                write_ref(db, json, &refs.all[i]);
        *out = json_dumps(json, JSON_COMPACT);
        json_decref(json);
        if (!*out)
            abort();
    }
    free(refs.all);
    return rc;
}
