#include "wire/strings.h"

#include <stdlib.h>
#include <string.h>

void
strings_finish(struct strings *s)
{
    free(s->bytes);
    free(s->one);
    free(s->slots);
    *s = (struct strings){0};
}

static void *
grown(void *old, size_t *room, size_t wanted, size_t size)
{
    while (*room < wanted)
        *room = *room ? *room * 2 : 64;
    void *next = realloc(old, *room * size);
    if (!next)
        abort();
    return next;
}

/* FNV-1a. */
static size_t
hash(const void *bytes, size_t len)
{
    const unsigned char *b = bytes;
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < len; i++)
        h = (h ^ b[i]) * UINT64_C(0x100000001b3);
    return (size_t)(h ^ h >> 32);
}

static void
put_slot(struct strings *s, size_t at)
{
    size_t slot = hash(s->bytes + s->one[at].from, s->one[at].len) & (s->slot_count - 1);
    while (s->slots[slot])
        slot = (slot + 1) & (s->slot_count - 1);
    s->slots[slot] = (uint32_t)at + 1;
}

static void
grow_slots(struct strings *s)
{
    free(s->slots);
    s->slot_count = s->slot_count ? s->slot_count : 64;
    while (s->slot_count < s->count * 2)
        s->slot_count *= 2;
    s->slots = calloc(s->slot_count, sizeof *s->slots);
    if (!s->slots)
        abort();
    for (size_t i = 0; i < s->count; i++)
        put_slot(s, i);
}

void
strings_add(struct strings *s, const void *bytes, size_t len)
{
    if (s->used + len + 1 > s->room)
        s->bytes = grown(s->bytes, &s->room, s->used + len + 1, 1);
    if (s->count == s->one_room)
        s->one = grown(s->one, &s->one_room, s->count + 1, sizeof *s->one);
    s->one[s->count] = (struct strings_one){s->used, len};
    memcpy(s->bytes + s->used, bytes, len);
    s->bytes[s->used + len] = '\0';
    s->used += len + 1;
    s->count++;
    if (s->slots && s->count * 2 <= s->slot_count)
        put_slot(s, s->count - 1);
    else if (s->slots)
        grow_slots(s);
}

long
strings_find(struct strings *s, const void *bytes, size_t len)
{
    if (!s->slots)
        grow_slots(s);
    for (size_t slot = hash(bytes, len) & (s->slot_count - 1); s->slots[slot];
         slot = (slot + 1) & (s->slot_count - 1)) {
        const struct strings_one *one = &s->one[s->slots[slot] - 1];
        if (one->len == len && memcmp(s->bytes + one->from, bytes, len) == 0)
            return (long)s->slots[slot] - 1;
    }
    return -1;
}

const void *
strings_get(const struct strings *s, size_t at, size_t *len)
{
    if (at >= s->count)
        return NULL;
    if (len)
        *len = s->one[at].len;
    return s->bytes + s->one[at].from;
}
