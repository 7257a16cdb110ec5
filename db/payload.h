/* payload.h: one value of an event's payload, read without building anything: for loops over all
 * events. Inside db/ only; elsewhere SQLite reads payloads (payload ->> 'key').
 *
 * The text is valid JSON, an object: table event checks it. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* The next member of the outermost object: `at` is the text at first, then where the last call left
 * it. Returns the value, `name` its key without quotes (not unescaped), *end where the value ends;
 * NULL when there are no more. */
const char *payload_next(const char **at, const char **name, size_t *name_len, const char **end);

/* Where the value of a key of the outermost object begins, or NULL. */
const char *payload_find(const char *json, const char *key);

/* Its value as a number; true is 1; 0 for what is none. */
int64_t payload_int(const char *json, const char *key);

/* Copies a string as it is written; "" where it is none, or does not fit. */
void payload_word(const char *json, const char *key, char *out, size_t size);
