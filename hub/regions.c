#include "hub/regions.h"

#include "db/region.h"

#include <string.h>

static int
bring(const struct store_home *stored, void *payload)
{
    struct db *view = payload;
    struct home home;
    char region[REGION_SIZE];
    if (!home_find(view, &home, stored->code) || strcmp(home.code, stored->code) != 0)
        return 0;
    home_region(view, region, home.id);
    if (strcmp(region, stored->region) == 0 || !region_is(stored->region))
        return 0;
    return home_region_set(view, home.id, stored->region);
}

int
regions_bring(struct store *store, struct db *view)
{
    return store_home_each(store, "", bring, view);
}
