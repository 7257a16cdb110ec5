/* strings.h: byte strings by their place in a list: what a batch's line writes once and then names
 * by a number. Inside wire/ only. */
#pragma once

#include "wire/wire.h"

struct strings {
    char *bytes;
    size_t used, room;
    struct strings_one {
        size_t from;
        size_t len;
    } * one;
    size_t count, one_room;
    uint32_t *slots; /* place + 1 by hash, 0 for none; NULL until something is sought */
    size_t slot_count;
};

void strings_finish(struct strings *s);

/* Adds at the end, a NUL after it, whether it is there already or not. */
void strings_add(struct strings *s, const void *bytes, size_t len);

/* The place of a string, or -1. Costs a hash: for the side that writes, which knows its strings. A
 * list that is sought in holds no string twice. */
long strings_find(struct strings *s, const void *bytes, size_t len);

/* Borrowed until the next strings_add. */
const void *strings_get(const struct strings *s, size_t at, size_t *len);
