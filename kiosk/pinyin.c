#include "kiosk/pinyin.h"

#include <ctype.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of libpinyin's pinyin.h, 2.8: what is used, with its types as plain pointers. */
#define CALLS(X)                                                                                   \
    X(void *, init, (const char *system_folder, const char *user_folder))                          \
    X(void, fini, (void *context))                                                                 \
    X(bool, set_options, (void *context, unsigned options))                                        \
    X(void *, alloc_instance, (void *context))                                                     \
    X(void, free_instance, (void *instance))                                                       \
    X(size_t, parse_more_full_pinyins, (void *instance, const char *letters))                      \
    X(bool, guess_sentence, (void *instance))                                                      \
    X(bool, guess_candidates, (void *instance, size_t offset, unsigned order))                     \
    X(bool, get_n_candidate, (void *instance, unsigned *out))                                      \
    X(bool, get_candidate, (void *instance, unsigned index, void **out))                           \
    X(bool, get_candidate_string, (void *instance, void *candidate, const char **out))             \
    X(int, choose_candidate, (void *instance, size_t offset, void *candidate))                     \
    X(bool, reset, (void *instance))

/* Initials alone (NH: 女孩), and XIAN as XI AN too, since there is no key to part them. */
enum { INITIALS = 1 << 3, DIVIDED = 1 << 7, RESPLIT = 1 << 8 };

/* The whole sentence first, then what is nearest in length; no word longer than what was typed. */
enum { NOT_LONGER = 0x2, BY_LENGTH = 0x4, BY_PINYIN = 0x8, BY_FREQUENCY = 0x10 };

struct pinyin {
#define X(type, name, arguments) type(*name) arguments;
    CALLS(X)
#undef X
    void *library, *context, *instance;
    char letters[PINYIN_LETTERS_MOST + 1]; /* that the candidates are of */
};

static bool
load(struct pinyin *p)
{
    p->library = dlopen("libpinyin.so.15", RTLD_NOW | RTLD_LOCAL);
    if (!p->library)
        return false;
#define X(type, name, arguments)                                                                   \
    p->name = (type(*) arguments)dlsym(p->library, "pinyin_" #name);                               \
    if (!p->name)                                                                                  \
        return false;
    CALLS(X)
#undef X
    return true;
}

/* The data lies beside the library: libpinyin/data in the same folder. */
static bool
own_folder(const struct pinyin *p, char *out, size_t size)
{
    Dl_info at;
    if (!dladdr((void *)p->init, &at) || !strrchr(at.dli_fname, '/'))
        return false;
    int folder = (int)(strrchr(at.dli_fname, '/') - at.dli_fname);
    int len = snprintf(out, size, "%.*s/libpinyin/data", folder, at.dli_fname);
    return len > 0 && (size_t)len < size;
}

/* libpinyin itself complains aloud where its table is missing. */
static bool
has_data(const char *folder)
{
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/table.conf", folder);
    return len > 0 && (size_t)len < sizeof path && access(path, R_OK) == 0;
}

/* libpinyin says "open  failed." on standard error for each folder of a user that it is not given:
 * nobody can do anything about that. */
static void *
quiet_init(const struct pinyin *p, const char *folder)
{
    int loud = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0),
        nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    bool hushed = loud >= 0 && nowhere >= 0 && dup2(nowhere, STDERR_FILENO) >= 0;
    void *context = p->init(folder, NULL);
    if (hushed && dup2(loud, STDERR_FILENO) < 0)
        abort();
    if (loud >= 0)
        close(loud);
    if (nowhere >= 0)
        close(nowhere);
    return context;
}

static bool
start(struct pinyin *p, const char *folder)
{
    char own[PATH_MAX];
    if (!folder && own_folder(p, own, sizeof own))
        folder = own;
    if (!folder || !has_data(folder))
        return false;
    p->context = quiet_init(p, folder);
    if (!p->context || !p->set_options(p->context, INITIALS | DIVIDED | RESPLIT))
        return false;
    p->instance = p->alloc_instance(p->context);
    return p->instance != NULL;
}

struct pinyin *
pinyin_create(const char *folder)
{
    struct pinyin *p = calloc(1, sizeof *p);
    if (!p)
        abort();
    if (load(p) && start(p, folder))
        return p;
    pinyin_destroy(p);
    return NULL;
}

void
pinyin_destroy(struct pinyin *pinyin)
{
    if (!pinyin)
        return;
    if (pinyin->instance)
        pinyin->free_instance(pinyin->instance);
    if (pinyin->context)
        pinyin->fini(pinyin->context);
    if (pinyin->library)
        dlclose(pinyin->library);
    free(pinyin);
}

/* A draw asks for the same letters again and again: they are looked up once. */
static bool
look_up(struct pinyin *p, const char *letters)
{
    char small[sizeof p->letters] = "";
    size_t len = strlen(letters);
    if (len == 0 || len >= sizeof small)
        return false;
    for (size_t i = 0; i < len; i++)
        small[i] = (char)tolower((unsigned char)letters[i]);
    if (strcmp(p->letters, small) == 0)
        return true;
    p->letters[0] = '\0';
    if (!p->reset(p->instance) || p->parse_more_full_pinyins(p->instance, small) == 0 ||
        !p->guess_sentence(p->instance) ||
        !p->guess_candidates(p->instance, 0, NOT_LONGER | BY_LENGTH | BY_PINYIN | BY_FREQUENCY))
        return false;
    memcpy(p->letters, small, sizeof small);
    return true;
}

int
pinyin_candidates(struct pinyin *pinyin, const char *letters, const char *out[], int most)
{
    unsigned found = 0;
    if (!look_up(pinyin, letters) || !pinyin->get_n_candidate(pinyin->instance, &found))
        return 0;
    int count = 0;
    for (unsigned i = 0; i < found && count < most; i++, count++) {
        void *candidate;
        if (!pinyin->get_candidate(pinyin->instance, i, &candidate) ||
            !pinyin->get_candidate_string(pinyin->instance, candidate, &out[count]))
            break;
    }
    return count;
}

int
pinyin_pick(struct pinyin *pinyin, const char *letters, int candidate)
{
    void *picked;
    int len = (int)strlen(letters), used = len;
    if (look_up(pinyin, letters) &&
        pinyin->get_candidate(pinyin->instance, (unsigned)candidate, &picked))
        used = pinyin->choose_candidate(pinyin->instance, 0, picked);
    /* What it now holds for chosen must not colour the next guess. */
    pinyin->letters[0] = '\0';
    return used > 0 && used < len ? used : len;
}
