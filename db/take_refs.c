#include "db/take_refs.h"

#include "db/query.h"
#include "db/synced.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct ref {
    const char *table, *name; /* of the JSON */
    int64_t number;
    int64_t id; /* here; 0: not looked up yet, or not here */
    bool sought, gone;
};

struct take_refs {
    struct db *db;
    json_t *json;
    struct ref *list;
    size_t count;
};

static int
by_number(const void *a, const void *b)
{
    const struct ref *x = a, *y = b;
    int order = strcmp(x->table, y->table);
    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static bool
add_table(struct take_refs *refs, const char *table, const json_t *list)
{
    size_t n = json_array_size(list);
    refs->list = realloc(refs->list, (refs->count + n + 1) * sizeof *refs->list);
    if (!refs->list)
        abort();
    for (size_t i = 0; i < n; i++) {
        const json_t *pair = json_array_get(list, i);
        const json_t *number = json_array_get(pair, 0), *name = json_array_get(pair, 1);
        if (!json_is_integer(number) || !json_is_string(name))
            return false;
        refs->list[refs->count++] = (struct ref){
            .table = table, .name = json_string_value(name), .number = json_integer_value(number)};
    }
    return json_is_array(list);
}

struct take_refs *
take_refs_read(struct db *db, const char *json)
{
    struct take_refs *refs = calloc(1, sizeof *refs);
    const char *table;
    json_t *list;
    if (!refs)
        abort();
    refs->db = db;
    refs->json = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
    bool good = json_is_object(refs->json);
    json_object_foreach(refs->json, table, list) good =
        good && synced_find(table) >= 0 && add_table(refs, table, list);
    if (!good) {
        take_refs_free(refs);
        return NULL;
    }
    if (refs->count)
        qsort(refs->list, refs->count, sizeof *refs->list, by_number);
    return refs;
}

void
take_refs_free(struct take_refs *refs)
{
    if (!refs)
        return;
    json_decref(refs->json);
    free(refs->list);
    free(refs);
}

static struct ref *
find(struct take_refs *refs, const char *table, int64_t number)
{
    struct ref key = {.table = table, .number = number};
    return refs->count ? bsearch(&key, refs->list, refs->count, sizeof key, by_number) : NULL;
}

const char *
take_refs_name(struct take_refs *refs, const char *table, int64_t number)
{
    const struct ref *ref = find(refs, table, number);
    return ref ? ref->name : NULL;
}

/* The row may have had that name once: then it has another one by now, or is gone for good. */
static void
seek(struct db *db, struct ref *ref)
{
    enum { MOVES_MOST = 64 };
    char *name = strdup(ref->name);
    bool more = true;
    ref->sought = true;
    for (int i = 0; more && i < MOVES_MOST; i++) {
        if (!name)
            abort();
        ref->id = synced_id(db, ref->table, name);
        if (ref->id)
            break;
        sqlite3_stmt *row = query(db, Q_former_known, "tt", ref->table, name);
        more = query_step(db, row) > 0;
        ref->gone = more && query_int(row, "gone");
        more = more && !ref->gone;
        if (more) {
            free(name);
            name = strdup(query_text(row, "now"));
        }
        sqlite3_reset(row);
    }
    free(name);
}

enum take_refs_answer
take_refs_find(struct take_refs *refs, int64_t *id, const char *table, int64_t number)
{
    struct ref *ref = find(refs, table, number);
    *id = 0;
    if (!ref)
        return TAKE_REF_UNNAMED;
    if (!ref->sought)
        seek(refs->db, ref);
    *id = ref->id;
    if (ref->gone)
        return TAKE_REF_UNNAMED;
    return ref->id ? TAKE_REF_HERE : TAKE_REF_MISSING;
}
