#include "db/search.h"

#include <string.h>
#include <strings.h>

bool
search_matches(const char *pinyin, const char *keys)
{
    if (!*keys)
        return true;
    /* Try every length that this syllable may have among the keys; names have a few syllables. */
    const char *next = pinyin + strcspn(pinyin, " ");
    next += *next == ' ';
    for (size_t n = 0; keys[n] && keys[n] == pinyin[n]; n++)
        if (search_matches(next, keys + n + 1))
            return true;
    return false;
}

struct search {
    const char *keys;
    int (*each)(const struct child *, bool here, void *payload);
    void *payload;
};

static int
pass_on(const struct child *child, bool here, void *payload)
{
    const struct search *s = payload;
    bool found = search_matches(child->pinyin, s->keys) ||
                 strncasecmp(child->no, s->keys, strlen(s->keys)) == 0;
    return found ? s->each(child, here, s->payload) : 0;
}

int
child_search(struct db *db, int64_t home_id, int day, const char *keys,
    int (*each)(const struct child *, bool here, void *payload), void *payload)
{
    struct search search = {keys, each, payload};
    return presence_each(db, home_id, day, pass_on, &search);
}
