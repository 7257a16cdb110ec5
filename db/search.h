/* search.h: a child among a thousand, by a few keys. */
#pragma once

#include "db/people.h"

/* Do the keys (a to z) stand for a name in pinyin ("zeng xiao yu")? Each syllable is given by its
 * first letters, one at least: "zxy", "zengx" and "zxiaoy" all do, "xy" does not: names are looked
 * up from their beginning. No keys stand for every name. Pure. */
bool search_matches(const char *pinyin, const char *keys);

/* Calls `each` for every child of the Home that is enrolled on `day` and whose pinyin the keys
 * stand for, or whose number begins with them, dashes left out; by pinyin, with whether it is here.
 * A non-zero return stops and is returned. */
MUST_CHECK int child_search(struct db *db, int64_t home_id, int day, const char *keys,
    int (*each)(const struct child *, bool here, void *payload), void *payload);
