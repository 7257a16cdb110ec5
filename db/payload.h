/* payload.h: one value of an event's payload, read without building anything: for loops over all
 * events. Inside db/ only; elsewhere SQLite reads payloads (payload ->> 'key').
 *
 * The text is valid JSON, an object: table event checks it. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Where the value of a key of the outermost object begins, or NULL. */
const char *payload_find(const char *json, const char *key);

/* Its value as a number; true is 1; 0 for what is none. */
int64_t payload_int(const char *json, const char *key);

/* Copies a string as it is written; "" where it is none, or does not fit. */
void payload_word(const char *json, const char *key, char *out, size_t size);
