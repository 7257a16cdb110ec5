/* speech.h: espeak-ng as a child process, which makes a text into a WAV. Nothing here waits for it:
 * text and WAV lie in memory files, and a descriptor tells when it is done. The text goes in by
 * standard input: arguments can be read by every user of the machine, and it may hold a name. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct speech;

struct speech *speech_create(void);
void speech_destroy(struct speech *speech);

/* Begins to make `text` into speech. One that is being made is given up; of several that come
 * before it is gone, the last one counts. Where espeak-ng is missing nothing happens, which is said
 * once on standard error. `voice` is kept by reference. */
void speech_begin(struct speech *speech, const char *voice, const char *text, int64_t now_ms);

/* Gives up what is being made. */
void speech_stop(struct speech *speech);

/* Can be read when the process has ended; -1: none runs. */
int speech_fd(const struct speech *speech);

/* True once for each text that was made: the WAV, owned by `speech` until the
 * next one is made. A process
 * that hangs is given up; *again_at_ms is when to look for that, or unchanged where none runs. */
bool speech_take(
    struct speech *speech, const void **out, size_t *out_len, int64_t now_ms, int64_t *again_at_ms);
