/* regions.h: where the Homes lie, from the store, which is the truth, into a view. */
#pragma once

#include "hub/store.h"

/* Every Home of the store that the view has too; what is right already costs a look. */
MUST_CHECK int regions_bring(struct store *store, struct db *view);
