#include "kiosk/sdl_sound.h"

#include <SDL.h>
#include <SDL_mixer.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { RATE = 44100, CHUNK = 1024, VOICE_CHANNEL = 0, CLIP_BYTES = 4 * 1024 * 1024 };

struct sound {
    Mix_Chunk *chunks[SOUND_COUNT];
    Mix_Chunk *clips[SOUND_COUNT][2]; /* a Home's own recordings; [1]: English */
    Mix_Chunk *speech;
};

static const char *const names[SOUND_COUNT] = {
#define X(id, name) [id] = name,
    SOUNDS(X)
#undef X
};

static Mix_Chunk *
load(const char *folder, const char *name, const char *end)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%s%s", folder, name, end);
    return n > 0 && (size_t)n < sizeof path ? Mix_LoadWAV(path) : NULL;
}

/* A recording that is missing is none; one that can't be played is said. */
static Mix_Chunk *
load_clip(const char *folder, const char *name, const char *end)
{
    char path[4096];
    struct stat file;
    int n = snprintf(path, sizeof path, "%s/%s%s", folder, name, end);
    if (n < 0 || (size_t)n >= sizeof path || stat(path, &file) != 0)
        return NULL;
    Mix_Chunk *clip = file.st_size <= CLIP_BYTES ? Mix_LoadWAV(path) : NULL;
    if (!clip)
        fprintf(stderr, "kiosk: the recording %s%s is no WAV of at most 4 MiB\n", name, end);
    return clip;
}

struct sound *
sound_create(const char *assets, const char *clips)
{
    char folder[4096];
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0 ||
        Mix_OpenAudio(RATE, MIX_DEFAULT_FORMAT, 1, CHUNK) != 0) {
        fprintf(stderr, "kiosk: no sound: %s\n", SDL_GetError());
        return NULL;
    }
    struct sound *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    snprintf(folder, sizeof folder, "%s/sounds", assets);
    for (int i = SOUND_NONE + 1; i < SOUND_COUNT; i++) {
        s->chunks[i] = load(folder, names[i], ".wav");
        if (!s->chunks[i])
            fprintf(stderr, "kiosk: the sound %s is missing: %s\n", names[i], Mix_GetError());
        s->clips[i][0] = load_clip(clips, names[i], ".wav");
        s->clips[i][1] = load_clip(clips, names[i], ".en.wav");
    }
    Mix_ReserveChannels(VOICE_CHANNEL + 1);
    return s;
}

void
sound_destroy(struct sound *s)
{
    if (!s)
        return;
    sound_hush(s);
    for (int i = 0; i < SOUND_COUNT; i++) {
        Mix_FreeChunk(s->chunks[i]);
        Mix_FreeChunk(s->clips[i][0]);
        Mix_FreeChunk(s->clips[i][1]);
    }
    Mix_CloseAudio();
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    free(s);
}

void
sound_volume(struct sound *s, int percent)
{
    if (s)
        Mix_Volume(-1, MIX_MAX_VOLUME * percent / 100);
}

void
sound_play(struct sound *s, enum sound_name name)
{
    if (s && s->chunks[name])
        Mix_PlayChannel(-1, s->chunks[name], 0);
}

int
sound_clip_ms(const struct sound *s, enum sound_name name, bool english)
{
    int rate = RATE, channels = 1;
    Uint16 format = MIX_DEFAULT_FORMAT;
    if (!s || !s->clips[name][english])
        return 0;
    Mix_QuerySpec(&rate, &format, &channels);
    int frame = SDL_AUDIO_BITSIZE(format) / 8 * channels;
    return (int)(s->clips[name][english]->alen * INT64_C(1000) / ((int64_t)rate * frame)) + 1;
}

void
sound_clip(struct sound *s, enum sound_name name, bool english)
{
    if (s && s->clips[name][english])
        Mix_PlayChannel(VOICE_CHANNEL, s->clips[name][english], 0);
}

void
sound_hush(struct sound *s)
{
    if (!s)
        return;
    Mix_HaltChannel(VOICE_CHANNEL);
    Mix_FreeChunk(s->speech);
    s->speech = NULL;
}

void
sound_speak(struct sound *s, const void *wav, size_t len)
{
    if (!s)
        return;
    sound_hush(s);
    s->speech = Mix_LoadWAV_RW(SDL_RWFromConstMem(wav, (int)len), 1);
    if (s->speech)
        Mix_PlayChannel(VOICE_CHANNEL, s->speech, 0);
    else
        fprintf(stderr, "kiosk: what espeak-ng made can't be played: %s\n", Mix_GetError());
}
