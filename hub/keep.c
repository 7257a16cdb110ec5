#include "hub/keep.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 << 10, ALIGN = 8 };

struct keep {
    struct keep *next;
    size_t used, size;
    _Alignas(8) char bytes[];
};

void *
keep_bytes(struct keep **keep, const void *bytes, size_t len)
{
    struct keep *k = *keep;
    if (!k || k->size < k->used + len + 1) {
        size_t size = len + 1 > BLOCK_SIZE ? len + 1 : BLOCK_SIZE;
        k = malloc(sizeof *k + size);
        if (!k)
            abort();
        *k = (struct keep){.next = *keep, .size = size};
        *keep = k;
    }
    char *at = k->bytes + k->used;
    if (len)
        memcpy(at, bytes, len);
    at[len] = '\0';
    k->used += (len + 1 + ALIGN - 1) / ALIGN * ALIGN;
    return at;
}

const char *
keep_text(struct keep **keep, const char *text)
{
    return keep_bytes(keep, text, strlen(text));
}

void
keep_drop(struct keep **keep)
{
    while (*keep) {
        struct keep *next = (*keep)->next;
        free(*keep);
        *keep = next;
    }
}
