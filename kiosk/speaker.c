#include "kiosk/speaker.h"

#include "kiosk/sdl_sound.h"
#include "kiosk/speech.h"
#include "kiosk/voice.h"

#include <stdlib.h>

enum {
    WORDS_AFTER_MS =
        350,         /* the sound has been heard by then; the words begin within half a second */
    BREATH_MS = 150, /* between a recording and a name */
};

struct speaker {
    struct sound *sound; /* NULL: no device */
    struct speech *speech;
    int volume;
    bool quiet;
    enum sound_name clip; /* a recording that is to be played at clip_at_ms, or SOUND_NONE */
    bool clip_english;
    int64_t clip_at_ms;
    int64_t words_at_ms; /* speech that is made is not heard before */
    const void *words;   /* made, and waiting for that time; NULL: none */
    size_t words_len;
};

struct speaker *
speaker_create(const char *assets, const char *clips)
{
    struct speaker *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->sound = sound_create(assets, clips);
    s->speech = speech_create();
    s->volume = -1; /* not set yet */
    return s;
}

void
speaker_destroy(struct speaker *s)
{
    if (!s)
        return;
    speech_destroy(s->speech);
    sound_destroy(s->sound);
    free(s);
}

bool
speaker_has_device(const struct speaker *s)
{
    return s->sound != NULL;
}

static bool
may_speak(const struct speaker *s)
{
    return s->sound && !s->quiet && s->volume > 0;
}

/* Nothing of what was being said is heard any more. */
static void
hush(struct speaker *s)
{
    s->clip = SOUND_NONE;
    s->words = NULL;
    speech_stop(s->speech);
    sound_hush(s->sound);
}

void
speaker_set(struct speaker *s, int volume, bool quiet)
{
    if (volume == s->volume && quiet == s->quiet)
        return;
    s->volume = volume;
    s->quiet = quiet;
    sound_volume(s->sound, quiet ? volume / 4 : volume);
    if (!may_speak(s))
        hush(s);
}

/* Plans the Home's recording of an outcome, and writes to `text` what is left to be spoken. */
static void
plan(struct speaker *s, enum sound_name outcome, enum language language, const char *pinyin,
    char text[VOICE_TEXT])
{
    bool english = language == LANGUAGE_EN;
    int clip_ms = sound_clip_ms(s->sound, outcome, english);
    if (!clip_ms) {
        voice_words(text, outcome, language, pinyin);
        return;
    }
    s->clip = outcome;
    s->clip_english = english;
    s->clip_at_ms = s->words_at_ms;
    s->words_at_ms += clip_ms + BREATH_MS;
    voice_name(text, language, voice_phrase(outcome)->named ? pinyin : "");
}

void
speaker_tell(struct speaker *s, enum sound_name outcome, enum language language, const char *pinyin,
    int64_t now_ms)
{
    char text[VOICE_TEXT];
    if (!s || outcome == SOUND_NONE)
        return;
    sound_play(s->sound, outcome);
    if (!voice_phrase(outcome)->zh || !may_speak(s)) /* a tap ends no sentence */
        return;
    hush(s);
    s->words_at_ms = now_ms + WORDS_AFTER_MS;
    plan(s, outcome, language, pinyin, text);
    if (text[0])
        speech_begin(s->speech, voice_of(language), text, now_ms);
}

void
speaker_read(struct speaker *s, enum language language, const char *sentence, int64_t now_ms)
{
    char text[VOICE_TEXT];
    if (!s || !may_speak(s))
        return;
    hush(s);
    s->words_at_ms = now_ms;
    voice_sentence(text, sentence);
    if (text[0])
        speech_begin(s->speech, voice_of(language), text, now_ms);
}

int
speaker_fd(const struct speaker *s)
{
    return s ? speech_fd(s->speech) : -1;
}

int64_t
speaker_tick(struct speaker *s, int64_t now_ms)
{
    int64_t next_ms = 0;
    if (!s)
        return 0;
    if (s->clip != SOUND_NONE && now_ms >= s->clip_at_ms) {
        sound_clip(s->sound, s->clip, s->clip_english);
        s->clip = SOUND_NONE;
    }
    const void *words = NULL;
    size_t len = 0;
    if (speech_take(s->speech, &words, &len, now_ms, &next_ms)) {
        s->words = words;
        s->words_len = len;
    }
    if (s->words && now_ms >= s->words_at_ms) {
        sound_speak(s->sound, s->words, s->words_len);
        s->words = NULL;
    }
    if (s->words)
        next_ms = s->words_at_ms;
    if (s->clip != SOUND_NONE && (!next_ms || s->clip_at_ms < next_ms))
        next_ms = s->clip_at_ms;
    return next_ms;
}
