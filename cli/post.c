#include "cli/post.h"

#include "db/clock.h"
#include "wire/pairing.h"

#include <curl/curl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECT_S = 10, SLOW_BYTES_S = 10, SLOW_S = 40 };

struct asking {
    CURL *curl;
    struct curl_slist *headers;
    const struct outbox_hub *hub;
    const uint8_t *secret;
    const struct post_question *question;
    struct post_answer *out;
    uint8_t signature[SIGN_LEN]; /* of the question */
    char answer_signature[SIGN_TEXT + 1];
    char error[CURL_ERROR_SIZE];
};

static bool
set(CURLcode rc)
{
    return rc == CURLE_OK;
}

static void
add_header(struct asking *a, const char *name, const char *value)
{
    char line[512];
    snprintf(line, sizeof line, "%s: %s", name, value);
    struct curl_slist *longer = curl_slist_append(a->headers, line);
    if (!longer)
        abort();
    a->headers = longer;
}

static void
add_signature(struct asking *a)
{
    struct moment now;
    char date[24], kiosk[WIRE_ID_TEXT + 1], text[SIGN_TEXT + 1];
    clock_read(&now);
    struct sign_request r = {
        a->question->method, a->question->path, now.utc_ms, a->question->body, a->question->len};
    sign_request(a->signature, &r, a->secret);
    sign_text(text, a->signature);
    snprintf(date, sizeof date, "%" PRId64, now.utc_ms);
    wire_id_text(kiosk, a->hub->kiosk);
    if (!a->question->is_new)
        add_header(a, SIGN_HEADER_KIOSK, kiosk);
    add_header(a, SIGN_HEADER_DATE, date);
    add_header(a, SIGN_HEADER_SIGNATURE, text);
    if (a->question->etag && *a->question->etag)
        add_header(a, "If-None-Match", a->question->etag);
    /* No pause for a "100 Continue" that small servers do not send. */
    add_header(a, "Expect", "");
    add_header(a, "Content-Type", "application/octet-stream");
}

/* ---- the answer, as it comes ---- */

static size_t
take_body(char *bytes, size_t one, size_t count, void *payload)
{
    struct post_answer *out = ((struct asking *)payload)->out;
    size_t more = one * count;
    if (out->len + more > POST_ANSWER_MOST)
        return 0;
    uint8_t *longer = realloc(out->body, out->len + more + 1);
    if (!longer)
        abort();
    memcpy(longer + out->len, bytes, more);
    out->body = longer;
    out->len += more;
    out->body[out->len] = '\0';
    return more;
}

/* The value of a header where it is `name`, without the spaces round it. */
static bool
read_header(char *out, size_t size, const char *line, size_t len, const char *name)
{
    size_t at = strlen(name);
    if (len <= at || line[at] != ':' || strncasecmp(line, name, at) != 0)
        return false;
    for (at++; at < len && line[at] == ' ';)
        at++;
    while (len > at && strchr(" \r\n", line[len - 1]))
        len--;
    if (len - at >= size)
        return false;
    memcpy(out, line + at, len - at);
    out[len - at] = '\0';
    return true;
}

static size_t
take_header(char *line, size_t one, size_t count, void *payload)
{
    struct asking *a = payload;
    size_t len = one * count;
    char value[128];
    if (read_header(value, sizeof value, line, len, SIGN_HEADER_DATE))
        a->out->date_ms = strtoll(value, NULL, 10);
    else if (read_header(value, sizeof value, line, len, SIGN_HEADER_SIGNATURE))
        snprintf(a->answer_signature, sizeof a->answer_signature, "%.*s", SIGN_TEXT, value);
    else if (read_header(value, sizeof value, line, len, "Retry-After"))
        a->out->later_ms = strtoll(value, NULL, 10) * 1000;
    return len;
}

/* ---- asking ---- */

/* A hub's certificate is known by its key, not by who signed it; before pairing it is not known
 * yet, and nothing that is sent then is worth listening to (wire/pairing.h). */
static bool
set_trust(struct asking *a)
{
    const char *pins = a->hub->tls;
    bool fine = set(curl_easy_setopt(a->curl, CURLOPT_PROTOCOLS_STR,
                    strncmp(a->hub->address, "https:", 6) == 0 ? "https" : "http")) &&
                set(curl_easy_setopt(a->curl, CURLOPT_FOLLOWLOCATION, 0L)) &&
                set(curl_easy_setopt(a->curl, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1"));
    if (!*pins && !a->question->is_new)
        return fine;
    fine = fine && set(curl_easy_setopt(a->curl, CURLOPT_SSL_VERIFYPEER, 0L)) &&
           set(curl_easy_setopt(a->curl, CURLOPT_SSL_VERIFYHOST, 0L));
    return fine && (!*pins || set(curl_easy_setopt(a->curl, CURLOPT_PINNEDPUBLICKEY, pins)));
}

static bool
set_body(struct asking *a)
{
    if (strcmp(a->question->method, "POST") != 0)
        return true;
    return set(curl_easy_setopt(a->curl, CURLOPT_POST, 1L)) &&
           set(curl_easy_setopt(
               a->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)a->question->len)) &&
           set(curl_easy_setopt(a->curl, CURLOPT_POSTFIELDS,
               a->question->body ? (const void *)a->question->body : ""));
}

/* A slow line may take as long as it wants while something moves. */
static bool
set_limits(struct asking *a)
{
    return set(curl_easy_setopt(a->curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S)) &&
           set(curl_easy_setopt(a->curl, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES_S)) &&
           set(curl_easy_setopt(a->curl, CURLOPT_LOW_SPEED_TIME, (long)SLOW_S)) &&
           set(curl_easy_setopt(a->curl, CURLOPT_NOSIGNAL, 1L)) &&
           set(curl_easy_setopt(a->curl, CURLOPT_ERRORBUFFER, a->error));
}

static bool
set_all(struct asking *a)
{
    char url[OUTBOX_ADDRESS + 64];
    snprintf(url, sizeof url, "%s%s", a->hub->address, a->question->path);
    return set(curl_easy_setopt(a->curl, CURLOPT_URL, url)) && set_trust(a) && set_limits(a) &&
           set_body(a) && set(curl_easy_setopt(a->curl, CURLOPT_HTTPHEADER, a->headers)) &&
           set(curl_easy_setopt(a->curl, CURLOPT_WRITEFUNCTION, take_body)) &&
           set(curl_easy_setopt(a->curl, CURLOPT_WRITEDATA, a)) &&
           set(curl_easy_setopt(a->curl, CURLOPT_HEADERFUNCTION, take_header)) &&
           set(curl_easy_setopt(a->curl, CURLOPT_HEADERDATA, a));
}

/* Did the hub sign this, to this question? */
static bool
check_signature(const struct asking *a)
{
    uint8_t signature[SIGN_LEN], hash[SIGN_HASH_LEN];
    struct sign_answer answer = {
        a->signature, a->out->status, a->out->date_ms, a->out->body, a->out->len};
    const uint8_t *key = a->hub->hub_key;
    struct pair_answer paired;
    if (a->question->is_new) {
        /* The answer brings the key, and the code that was scanned its hash. */
        if (!pair_answer_read(&paired, a->out->body ? (char *)a->out->body : "", a->out->len))
            return false;
        sign_key_hash(hash, paired.hub);
        if (memcmp(hash, a->question->hub_hash, sizeof hash) != 0)
            return false;
        key = paired.hub;
    }
    return sign_text_read(signature, a->answer_signature) &&
           sign_answer_holds(signature, &answer, key);
}

static enum outbox_trouble
judge(struct asking *a)
{
    struct post_answer *out = a->out;
    out->is_signed = check_signature(a);
    snprintf(out->detail, sizeof out->detail, "HTTP %d%s", out->status,
        out->is_signed ? "" : ", not signed by the hub");
    switch (out->status) {
    case 200:
    case 304:
        return out->is_signed ? OUTBOX_FINE : OUTBOX_STRANGE;
    case 400:
    case 413:
        return out->is_signed || a->question->is_new ? OUTBOX_REFUSED : OUTBOX_STRANGE;
    case 401:
        return OUTBOX_UNKNOWN;
    case 403:
        return OUTBOX_REVOKED;
    case 429:
    case 502:
    case 503:
    case 504:
        return OUTBOX_BUSY;
    default:
        return OUTBOX_STRANGE;
    }
}

static enum outbox_trouble
perform(struct asking *a)
{
    if (!set_all(a)) {
        snprintf(a->out->detail, sizeof a->out->detail, "libcurl can't do what is asked of it");
        return OUTBOX_UNREACHED;
    }
    CURLcode rc = curl_easy_perform(a->curl);
    long status = 0;
    if (rc == CURLE_OK && set(curl_easy_getinfo(a->curl, CURLINFO_RESPONSE_CODE, &status))) {
        a->out->status = (int)status;
        return judge(a);
    }
    snprintf(a->out->detail, sizeof a->out->detail, "%.150s",
        a->error[0] ? a->error : curl_easy_strerror(rc));
    return rc == CURLE_SSL_PINNEDPUBKEYNOTMATCH || rc == CURLE_PEER_FAILED_VERIFICATION
               ? OUTBOX_UNTRUSTED
               : OUTBOX_UNREACHED;
}

enum outbox_trouble
post_ask(struct post_answer *out, const struct outbox_hub *hub,
    const uint8_t secret[SIGN_SECRET_LEN], const struct post_question *question)
{
    struct asking a = {.hub = hub, .secret = secret, .question = question, .out = out};
    *out = (struct post_answer){0};
    if (!setup_address_is_fit(hub->address))
        return OUTBOX_UNTRUSTED;
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || !(a.curl = curl_easy_init()))
        abort();
    add_signature(&a);
    enum outbox_trouble trouble = perform(&a);
    curl_slist_free_all(a.headers);
    curl_easy_cleanup(a.curl);
    return trouble;
}
