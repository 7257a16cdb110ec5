/* grow.h: scratch memory that is kept from one picture to the next. Inside scanner/ only. */
#pragma once

#include <stddef.h>
#include <stdlib.h>

/* At least `want` bytes, their content lost where they are new; *have says how many there are. */
static inline void *
grow(void *memory, size_t *have, size_t want)
{
    if (*have >= want)
        return memory;
    free(memory);
    memory = malloc(want);
    if (!memory)
        abort();
    *have = want;
    return memory;
}
