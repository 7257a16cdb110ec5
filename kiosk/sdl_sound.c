#include "kiosk/sdl_sound.h"

#include <SDL.h>
#include <SDL_mixer.h>
#include <stdio.h>
#include <stdlib.h>

enum { RATE = 44100, CHUNK = 1024 };

struct sound {
    Mix_Chunk *chunks[SOUND_COUNT];
};

static const char *const names[SOUND_COUNT] = {
#define X(id, name) [id] = name,
    SOUNDS(X)
#undef X
};

struct sound *
sound_create(const char *assets)
{
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0 ||
        Mix_OpenAudio(RATE, MIX_DEFAULT_FORMAT, 1, CHUNK) != 0) {
        fprintf(stderr, "kiosk: no sound: %s\n", SDL_GetError());
        return NULL;
    }
    struct sound *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    for (int i = 0; i < SOUND_COUNT; i++) {
        char path[4096];
        int n = snprintf(path, sizeof path, "%s/sounds/%s.wav", assets, names[i]);
        s->chunks[i] = n > 0 && (size_t)n < sizeof path ? Mix_LoadWAV(path) : NULL;
        if (!s->chunks[i])
            fprintf(stderr, "kiosk: the sound %s is missing: %s\n", names[i], Mix_GetError());
    }
    return s;
}

void
sound_destroy(struct sound *s)
{
    if (!s)
        return;
    for (int i = 0; i < SOUND_COUNT; i++)
        if (s->chunks[i])
            Mix_FreeChunk(s->chunks[i]);
    Mix_CloseAudio();
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    free(s);
}

void
sound_play(struct sound *s, enum sound_name name)
{
    if (s && s->chunks[name])
        Mix_PlayChannel(-1, s->chunks[name], 0);
}
