/* setup.c: the set-up code: "ZXP1" and base32 of the hub's hash, the secret, the address, and three
 * bytes that show a slip. Capitals and digits, so that a QR code takes 5.5 bits a character. */
#include "wire/pairing.h"

#include "db/base32.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PREFIX "ZXP1"
#define HTTPS "https://"
#define HTTP "http://"
enum {
    PREFIX_LEN = sizeof PREFIX - 1,
    CHECK = 3,
    FIXED = SIGN_HASH_LEN + SETUP_SECRET_LEN,
    RAW_MOST = FIXED + SETUP_ADDRESS + CHECK
};

_Static_assert(PREFIX_LEN + BASE32_LEN(RAW_MOST) < SETUP_TEXT, "the longest code");

static bool
begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* The host alone: "127.0.0.1", "localhost" or "[::1]", with or without a port. */
static bool
is_loopback(const char *host)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (begins(host, names[i]) && strchr(":", host[strlen(names[i])]))
            return true;
    return false;
}

/* Letters, digits and what stands in a host and a port: no path, no user, no space. */
static bool
is_host(const char *host)
{
    static const char fit[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]";
    return *host && host[strspn(host, fit)] == '\0';
}

bool
setup_address_is_fit(const char *address)
{
    if (strlen(address) >= SETUP_ADDRESS)
        return false;
    if (begins(address, HTTPS))
        return is_host(address + strlen(HTTPS));
    return begins(address, HTTP) && is_host(address + strlen(HTTP)) &&
           is_loopback(address + strlen(HTTP));
}

static void
make_check(uint8_t out[CHECK], const uint8_t *raw, size_t len)
{
    uint8_t hash[crypto_generichash_BYTES_MIN];
    if (sodium_init() < 0)
        abort();
    crypto_generichash(hash, sizeof hash, raw, len, NULL, 0);
    memcpy(out, hash, CHECK);
}

bool
setup_text(char out[SETUP_TEXT], const struct setup *s)
{
    uint8_t raw[RAW_MOST];
    if (!setup_address_is_fit(s->address))
        return false;
    /* Nearly all are https. */
    const char *address = begins(s->address, HTTPS) ? s->address + strlen(HTTPS) : s->address;
    size_t len = strlen(address);
    memcpy(raw, s->hub, SIGN_HASH_LEN);
    memcpy(raw + SIGN_HASH_LEN, s->secret, SETUP_SECRET_LEN);
    snprintf((char *)raw + FIXED, SETUP_ADDRESS, "%s", address);
    make_check(raw + FIXED + len, raw, FIXED + len);
    snprintf(out, SETUP_TEXT, "%s", PREFIX);
    base32_write(out + PREFIX_LEN, raw, FIXED + len + CHECK);
    return true;
}

bool
setup_is(const char *text, size_t len)
{
    return len > PREFIX_LEN && strncasecmp(text, PREFIX, PREFIX_LEN) == 0;
}

/* How many bytes so many digits stand for; spaces and dashes are none. */
static size_t
count_bytes(const char *digits)
{
    size_t n = 0;
    for (; *digits; digits++)
        n += *digits != ' ' && *digits != '-';
    return n * 5 / 8;
}

bool
setup_read(struct setup *out, const char *text, size_t len)
{
    char digits[SETUP_TEXT];
    uint8_t raw[RAW_MOST], check[CHECK];
    if (!setup_is(text, len) || len - PREFIX_LEN >= sizeof digits)
        return false;
    memcpy(digits, text + PREFIX_LEN, len - PREFIX_LEN);
    digits[len - PREFIX_LEN] = '\0';
    size_t bytes = count_bytes(digits);
    if (bytes <= FIXED + CHECK || bytes > RAW_MOST || !base32_read(raw, bytes, digits))
        return false;
    make_check(check, raw, bytes - CHECK);
    if (memcmp(check, raw + bytes - CHECK, CHECK) != 0)
        return false;
    size_t host = bytes - FIXED - CHECK;
    bool plain = host >= strlen(HTTP) && memcmp(raw + FIXED, HTTP, strlen(HTTP)) == 0;
    size_t before = plain ? 0 : strlen(HTTPS);
    if (before + host >= SETUP_ADDRESS || memchr(raw + FIXED, '\0', host))
        return false;
    memcpy(out->hub, raw, SIGN_HASH_LEN);
    memcpy(out->secret, raw + SIGN_HASH_LEN, SETUP_SECRET_LEN);
    memcpy(out->address, HTTPS, before);
    memcpy(out->address + before, raw + FIXED, host);
    out->address[before + host] = '\0';
    return setup_address_is_fit(out->address);
}
