#include "db/search.h"

#include <ctype.h>
#include <string.h>

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

/* Does the number ("QS-014") begin with the keys ("QS0")? The screen's keyboard has no dashes. */
static bool
begins(const char *no, const char *keys)
{
    for (; *no && *keys; no++) {
        if (!isalnum((unsigned char)*no))
            continue;
        if (tolower((unsigned char)*no) != tolower((unsigned char)*keys++))
            return false;
    }
    return !*keys;
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
    bool found = search_matches(child->pinyin, s->keys) || begins(child->no, s->keys);
    return found ? s->each(child, here, s->payload) : 0;
}

int
child_search(struct db *db, int64_t home_id, int day, const char *keys,
    int (*each)(const struct child *, bool here, void *payload), void *payload)
{
    struct search search = {keys, each, payload};
    return presence_each(db, home_id, day, pass_on, &search);
}
