/* sdl_sound.h: the sound device: short sounds, and speech on a channel of its own. */
#pragma once

#include "kiosk/outcomes.h"

#include <stdbool.h>
#include <stddef.h>

struct sound;

/* Opens the sound device and loads ASSETS/sounds/NAME.wav, and of the folder `clips` what is there
 * of a Home's own recordings, NAME.wav and NAME.en.wav. NULL, with the reason on standard error,
 * where there is no device: the functions below do nothing then. */
struct sound *sound_create(const char *assets, const char *clips);
void sound_destroy(struct sound *sound);

/* 0 to 100, for all that is heard from now on. */
void sound_volume(struct sound *sound, int percent);
void sound_play(struct sound *sound, enum sound_name name);

/* The length of a Home's own recording in ms; 0: there is none. */
int sound_clip_ms(const struct sound *sound, enum sound_name name, bool english);

/* Speech: a recording, or a WAV in memory, which is copied. A newer one ends an older one. */
void sound_clip(struct sound *sound, enum sound_name name, bool english);
void sound_speak(struct sound *sound, const void *wav, size_t len);
void sound_hush(struct sound *sound);
