/* seen.h: which keys stood in which row of a file. */
#pragma once

struct seen {
    void *root; /* zero is an empty one */
};

struct seen_item {
    char *key;
    int row;   /* of the file, 0 for what came from the database */
    char *note; /* anything more to remember, or NULL */
};

/* Remembers a key. Returns NULL, or the item that has the key already: it stays as it is. */
const struct seen_item *seen_put(struct seen *seen, const char *key, int row, const char *note);

const struct seen_item *seen_get(const struct seen *seen, const char *key);

void seen_finish(struct seen *seen);
