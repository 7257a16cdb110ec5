/* sdl_sound.h: short sounds, one for each outcome. */
#pragma once

#include <stdbool.h>

#define SOUNDS(X)                                                                                  \
    X(SOUND_WELCOME, "welcome")                                                                    \
    X(SOUND_GOODBYE, "goodbye")                                                                    \
    X(SOUND_OOPS, "oops")                                                                          \
    X(SOUND_UNKNOWN, "unknown")                                                                    \
    X(SOUND_STAFF, "staff")                                                                        \
    X(SOUND_TAP, "tap")

enum sound_name {
#define X(id, name) id,
    SOUNDS(X)
#undef X
        SOUND_COUNT
};

struct sound;

/* Opens the sound device and loads ASSETS/sounds/NAME.wav. NULL, with the reason on standard error,
 * where there is no device: sound_play does nothing then. */
struct sound *sound_create(const char *assets);
void sound_destroy(struct sound *sound);
void sound_play(struct sound *sound, enum sound_name name);
