#include "db/seal.h"

#include <errno.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    PIECE = 64 * 1024,
    SALT = 16,
    CHECK = 16,
    KEY = crypto_secretstream_xchacha20poly1305_KEYBYTES
};

static const char magic[4] = {'Z', 'X', 'B', '1'};

/* As it lies in the file: bytes alone. */
struct head {
    char magic[4];
    uint8_t salt[SALT];
    uint8_t check[CHECK];
    uint8_t stream[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
};

struct sealing {
    crypto_secretstream_xchacha20poly1305_state state;
    uint8_t plain[PIECE];
    uint8_t sealed[PIECE + crypto_secretstream_xchacha20poly1305_ABYTES];
};

static bool
write_all(int fd, const void *bytes, size_t len)
{
    const uint8_t *at = bytes;
    while (len > 0) {
        ssize_t n = write(fd, at, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

/* As much as there is, up to `len`; -1 on failure. */
static ssize_t
read_all(int fd, void *out, size_t len)
{
    size_t got = 0;
    while (got < len) {
        ssize_t n = read(fd, (uint8_t *)out + got, len - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        got += (size_t)n;
    }
    return (ssize_t)got;
}

/* A key for this file alone, and what shows that the code is the right one. */
static void
derive(uint8_t key[KEY], uint8_t check[CHECK], const uint8_t salt[SALT],
    const uint8_t code[RECOVERY_BYTES])
{
    uint8_t both[KEY + CHECK];
    if (sodium_init() < 0 ||
        crypto_generichash(both, sizeof both, salt, SALT, code, RECOVERY_BYTES) != 0)
        abort();
    memcpy(key, both, KEY);
    memcpy(check, both + KEY, CHECK);
    sodium_memzero(both, sizeof both);
}

static enum seal_result
push(struct sealing *s, int out, size_t len, bool last)
{
    unsigned long long sealed = 0;
    uint8_t tag = last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0;
    if (crypto_secretstream_xchacha20poly1305_push(
            &s->state, s->sealed, &sealed, s->plain, len, NULL, 0, tag) != 0)
        abort();
    return write_all(out, s->sealed, (size_t)sealed) ? SEAL_OK : SEAL_UNWRITTEN;
}

static enum seal_result
push_content(struct sealing *s, int out, int in)
{
    for (;;) {
        ssize_t n = read_all(in, s->plain, PIECE);
        if (n < 0)
            return SEAL_UNREAD;
        bool last = n < PIECE;
        enum seal_result result = push(s, out, (size_t)n, last);
        if (last || result != SEAL_OK)
            return result;
    }
}

static struct sealing *
sealing_create(void)
{
    struct sealing *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    return s;
}

static void
sealing_destroy(struct sealing *s)
{
    sodium_memzero(s, sizeof *s);
    free(s);
}

enum seal_result
seal_write(int out, int in, const uint8_t code[RECOVERY_BYTES], const char note[SEAL_NOTE])
{
    struct sealing *s = sealing_create();
    struct head head;
    uint8_t key[KEY];
    memcpy(head.magic, magic, sizeof magic);
    if (sodium_init() < 0)
        abort();
    randombytes_buf(head.salt, sizeof head.salt);
    derive(key, head.check, head.salt, code);
    crypto_secretstream_xchacha20poly1305_init_push(&s->state, head.stream, key);
    sodium_memzero(key, sizeof key);
    enum seal_result result = write_all(out, &head, sizeof head) ? SEAL_OK : SEAL_UNWRITTEN;
    memcpy(s->plain, note, SEAL_NOTE);
    if (result == SEAL_OK)
        result = push(s, out, SEAL_NOTE, false);
    if (result == SEAL_OK)
        result = push_content(s, out, in);
    sealing_destroy(s);
    return result;
}

static enum seal_result
read_head(struct sealing *s, int in, const uint8_t code[RECOVERY_BYTES])
{
    struct head head;
    uint8_t key[KEY], check[CHECK];
    ssize_t n = read_all(in, &head, sizeof head);
    if (n < 0)
        return SEAL_UNREAD;
    if (n < (ssize_t)sizeof magic || memcmp(head.magic, magic, 3) != 0)
        return SEAL_FOREIGN;
    if (head.magic[3] != magic[3])
        return head.magic[3] > magic[3] && head.magic[3] <= '9' ? SEAL_NEWER : SEAL_FOREIGN;
    if (n < (ssize_t)sizeof head)
        return SEAL_DAMAGED;
    derive(key, check, head.salt, code);
    bool right = sodium_memcmp(check, head.check, CHECK) == 0;
    bool whole = crypto_secretstream_xchacha20poly1305_init_pull(&s->state, head.stream, key) == 0;
    sodium_memzero(key, sizeof key);
    return !right ? SEAL_WRONG_CODE : whole ? SEAL_OK : SEAL_DAMAGED;
}

/* The next piece of `room` bytes, or of fewer where it is the last. */
static enum seal_result
pull(struct sealing *s, int in, size_t room, size_t *len, bool *last)
{
    unsigned long long plain = 0;
    uint8_t tag = 0;
    ssize_t n = read_all(in, s->sealed, room + crypto_secretstream_xchacha20poly1305_ABYTES);
    if (n < 0)
        return SEAL_UNREAD;
    if (n < (ssize_t)crypto_secretstream_xchacha20poly1305_ABYTES ||
        crypto_secretstream_xchacha20poly1305_pull(
            &s->state, s->plain, &plain, &tag, s->sealed, (unsigned long long)n, NULL, 0) != 0)
        return SEAL_DAMAGED;
    *len = (size_t)plain;
    *last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    return SEAL_OK;
}

static enum seal_result
pull_content(struct sealing *s, int out, int in)
{
    bool last = false;
    while (!last) {
        size_t len = 0;
        enum seal_result result = pull(s, in, PIECE, &len, &last);
        if (result != SEAL_OK)
            return result;
        if (!write_all(out, s->plain, len))
            return SEAL_UNWRITTEN;
    }
    return SEAL_OK; /* the last piece is shorter: what follows it was read, and judged, with it */
}

enum seal_result
seal_read(int out, int in, const uint8_t code[RECOVERY_BYTES], char note[SEAL_NOTE])
{
    struct sealing *s = sealing_create();
    size_t len = 0;
    bool last = false;
    enum seal_result result = read_head(s, in, code);
    if (result == SEAL_OK)
        result = pull(s, in, SEAL_NOTE, &len, &last);
    if (result == SEAL_OK && (len != SEAL_NOTE || last))
        result = SEAL_DAMAGED;
    if (result == SEAL_OK) {
        memcpy(note, s->plain, SEAL_NOTE);
        note[SEAL_NOTE - 1] = '\0';
        result = pull_content(s, out, in);
    }
    sealing_destroy(s);
    return result;
}
