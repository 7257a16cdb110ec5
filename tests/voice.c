/* voice FOLDER: every sentence that the product says, made by the kiosk's own way into
 * FOLDER/NAME.wav; prints NAME, the language, and what is said, tab-separated. */
#include "kiosk/voice.h"
#include "kiosk/questions.h"
#include "kiosk/speech.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct speech *speech;
static const char *folder;

static void
die(const char *why)
{
    fprintf(stderr, "voice: %s\n", why);
    exit(1);
}

static void
keep(const char *name, const void *wav, size_t len)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.wav", folder, name);
    FILE *out = fopen(path, "we");
    if (!out || fwrite(wav, 1, len, out) != len || fclose(out) != 0)
        die(path);
}

/* `text` is for espeak-ng, `said` for people. */
static void
speak(const char *id, enum language language, const char *text, const char *said)
{
    const char *code = language == LANGUAGE_ZH ? "zh" : "en";
    char name[256];
    const void *wav;
    size_t len;
    int64_t again_ms;
    snprintf(name, sizeof name, "%s.%s", id, code);
    speech_begin(speech, voice_of(language), text, 0);
    struct pollfd made = {.fd = speech_fd(speech), .events = POLLIN};
    if (poll(&made, 1, 10000) != 1 || !speech_take(speech, &wav, &len, 0, &again_ms))
        die("espeak-ng made nothing");
    keep(name, wav, len);
    printf("%s\t%s\t%s\n", name, code, said);
}

static void
speak_phrases(void)
{
    static const char *const names[] = {
#define X(id, name) name,
        SOUNDS(X)
#undef X
    };
    for (int i = SOUND_NONE + 1; i < SOUND_COUNT; i++) {
        const struct voice_phrase *phrase = voice_phrase((enum sound_name)i);
        char text[VOICE_TEXT];
        if (!phrase->zh)
            continue;
        voice_words(text, (enum sound_name)i, LANGUAGE_ZH, "");
        speak(names[i - 1], LANGUAGE_ZH, text, phrase->zh);
        voice_words(text, (enum sound_name)i, LANGUAGE_EN, "");
        speak(names[i - 1], LANGUAGE_EN, text, phrase->en);
    }
}

static void
speak_sentence(const char *id, const char *part, enum language language, const char *sentence)
{
    char name[128], text[VOICE_TEXT];
    snprintf(name, sizeof name, "%s-%s", id, part);
    voice_sentence(text, sentence);
    speak(name, language, text, sentence);
}

static void
speak_questions(void)
{
    static struct questions questions;
    questions_load(&questions, "assets", stderr);
    for (const struct question *q = questions.list; q < questions.list + questions.count; q++) {
        speak_sentence(q->id, "asked", LANGUAGE_ZH, q->zh);
        speak_sentence(q->id, "asked", LANGUAGE_EN, q->en);
        speak_sentence(q->id, "why", LANGUAGE_ZH, q->why_zh);
        speak_sentence(q->id, "why", LANGUAGE_EN, q->why_en);
    }
    questions_free(&questions);
}

int
main(int argc, char **argv)
{
    if (argc != 2)
        die("usage: voice FOLDER");
    folder = argv[1];
    speech = speech_create();
    speak_phrases();
    speak_questions();
    speech_destroy(speech);
    return 0;
}
