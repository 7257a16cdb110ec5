/* speaker.h: what is heard of an outcome: its sound at once, then its words, as the Home's own
 * recording or by espeak-ng. Volume and quiet hours rule over both. A newer outcome ends what is
 * being said: in a queue the next child counts. */
#pragma once

#include "kiosk/outcomes.h"
#include "kiosk/words.h"

#include <stdbool.h>
#include <stdint.h>

struct speaker;

/* `clips` is the folder of recordings, which may be missing. Without a sound device nothing is
 * heard and nothing is spoken. */
struct speaker *speaker_create(const char *assets, const char *clips);
void speaker_destroy(struct speaker *speaker);
bool speaker_has_device(const struct speaker *speaker);

/* 0 to 100. In quiet hours sounds are at a quarter, and nothing is said. */
void speaker_set(struct speaker *speaker, int volume, bool quiet);

/* Plays and says an outcome. `pinyin` is the child's name, or "". SOUND_NONE is nothing. */
void speaker_tell(struct speaker *speaker, enum sound_name outcome, enum language language,
    const char *pinyin, int64_t now_ms);

/* Reads a sentence out. */
void speaker_read(
    struct speaker *speaker, enum language language, const char *sentence, int64_t now_ms);

/* Can be read when speech was made, or -1. */
int speaker_fd(const struct speaker *speaker);

/* Does what is due; returns when to call again, or 0: not before speaker_fd can be read. */
int64_t speaker_tick(struct speaker *speaker, int64_t now_ms);
