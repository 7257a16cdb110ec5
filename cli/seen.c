/* seen.c: a tree of libc's <search.h>. */
#include "cli/seen.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

static int
compare(const void *a, const void *b)
{
    return strcmp(((const struct seen_item *)a)->key, ((const struct seen_item *)b)->key);
}

static void
item_free(void *node)
{
    struct seen_item *item = node;
    free(item->key);
    free(item->note);
    free(item);
}

const struct seen_item *
seen_get(const struct seen *seen, const char *key)
{
    struct seen_item wanted = {.key = (char *)key};
    struct seen_item **found = tfind(&wanted, &seen->root, compare);
    return found ? *found : NULL;
}

const struct seen_item *
seen_put(struct seen *seen, const char *key, int row, const char *note)
{
    const struct seen_item *before = seen_get(seen, key);
    if (before)
        return before;
    struct seen_item *item = calloc(1, sizeof *item);
    if (!item)
        abort();
    *item = (struct seen_item){strdup(key), row, note ? strdup(note) : NULL};
    if (!item->key || (note && !item->note) || !tsearch(item, &seen->root, compare))
        abort();
    return NULL;
}

void
seen_finish(struct seen *seen)
{
    tdestroy(seen->root, item_free);
    seen->root = NULL;
}
