/* hub_once.c: kiosks that live, and that send until the hub holds all.
 *
 *   hub_once make FOLDER KIOSKS EVENTS   kiosk N in FOLDER/N.db, its key beside it
 *   hub_once pair STORE FOLDER KIOSKS    the store knows them
 *   hub_once send STORE FOLDER N PORT SEED   until its last event is held; prints how often it
 * tried
 *
 * Kiosks 1 and 2 stand at the same Home; kiosk 3 has a flat battery every week; staff corrects. */
#include "tests/testing.h"

#include "tests/hub_kiosk.h"

#include "db/attendance.h"
#include "db/change.h"
#include "db/correct.h"
#include "db/day.h"
#include "db/event.h"
#include "db/outbox.h"
#include "db/people.h"
#include "db/setting.h"
#include "hub/caller.h"
#include "wire/receipt.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    CHILDREN_LEAST = 50,
    CHILDREN_MOST = 400,
    FIRST_DAY = 20260202,
    ANSWER_MOST = 1 << 20,
    TRIES = 20000
};

static void
must(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "hub_once: %s\n", what);
    exit(1);
}

struct kiosk {
    int n;
    struct db *db;
    struct home home;
    struct staff social;
    int children;
    uint8_t cards[CHILDREN_MOST][CARD_ID_BYTES];
    uint8_t id[STORE_KIOSK];
    uint8_t secret[SIGN_SECRET_LEN];
};

/* Kiosks 1 and 2 share a Home. */
static int
home_of(int n)
{
    return n <= 2 ? 1 : n - 1;
}

static void
set_id(struct kiosk *k)
{
    memset(k->id, 0, sizeof k->id);
    k->id[0] = 0xab;
    k->id[15] = (uint8_t)k->n;
}

static void
key_path(char out[4096], const char *folder, int n)
{
    snprintf(out, 4096, "%s/%d.key", folder, n);
}

static void
open_db(struct kiosk *k, const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%d.db", folder, k->n);
    if (db_open(&k->db, path, DB_CREATE) != DB_OK)
        must(false, db_why(k->db));
}

static void
make_key(const char *folder, int n)
{
    char path[4096];
    uint8_t public_key[SIGN_PUBLIC_LEN], secret[SIGN_SECRET_LEN];
    key_path(path, folder, n);
    FILE *f = fopen(path, "wb");
    sign_keys(public_key, secret);
    must(f && fwrite(secret, sizeof secret, 1, f) == 1 && fclose(f) == 0, "no key");
}

static void
read_key(struct kiosk *k, const char *folder)
{
    char path[4096];
    key_path(path, folder, k->n);
    FILE *f = fopen(path, "rb");
    must(f && fread(k->secret, sizeof k->secret, 1, f) == 1, "no key");
    fclose(f);
}

static void
make_people(struct kiosk *k)
{
    k->home = (struct home){.closes_min = 1110, .utc_offset_min = 480};
    snprintf(k->home.code, sizeof k->home.code, "H%d", home_of(k->n));
    snprintf(k->home.name, sizeof k->home.name, "Home %d", home_of(k->n));
    snprintf(k->home.village, sizeof k->home.village, "Village %d", home_of(k->n));
    must(home_put(k->db, &k->home) == DB_OK && setting_home_set(k->db, k->home.id) == DB_OK &&
             setting_roster_at_set(k->db, 1) == DB_OK,
        db_why(k->db));
    k->social =
        (struct staff){.name = "Social worker", .role = STAFF_SOCIAL_WORKER, .home_id = k->home.id};
    snprintf(k->social.no, sizeof k->social.no, "S-%d", k->n);
    must(staff_put(k->db, &k->social) == DB_OK, db_why(k->db));
    for (int i = 0; i < k->children; i++) {
        struct child c = {.pinyin = "ce",
            .name = "Child",
            .home_id = k->home.id,
            .born_day = 20180305,
            .animal = "fox",
            .joined_day = 20250901};
        snprintf(c.no, sizeof c.no, "K%d-%03d", k->n, i);
        must(child_put(k->db, &c) == DB_OK, db_why(k->db));
        snprintf((char *)k->cards[i], CARD_ID_BYTES, "k%u-%03u", (unsigned)k->n % 10,
            (unsigned)i % 1000);
        must(cards_issue(k->db, k->cards[i], HOLDER_CHILD, c.id, 1) == DB_OK, db_why(k->db));
    }
}

/* A moment of a day; the boot is the day's. A flat battery's clock began at 1970. */
static struct moment
at(const struct kiosk *k, int day, int64_t ms)
{
    struct moment m = {.utc_ms = day_to_utc_ms(day, 0, 480) + ms, .mono_ms = ms, .trusted = true};
    snprintf((char *)m.boot_id, sizeof m.boot_id, "k%d %d", k->n, day);
    if (k->n == 3 && day_weekday(day) == 3) {
        m.utc_ms = ms;
        m.trusted = false;
    }
    return m;
}

/* Some child's check of today was at another time. */
static void
correct_one(struct kiosk *k, int day)
{
    struct moment now = at(k, day, INT64_C(18) * 3600000);
    int64_t seq = event_last_seq(k->db);
    struct correct c = {.what = CORRECT_TIME,
        .check = seq - rand() % 40,
        .at_ms = day_to_utc_ms(day, 7 * 60 + rand() % 30, 480),
        .staff_id = k->social.id,
        .reason = CORRECT_FORGOT};
    /* Most such are refused, as they should be: it was a leaving, or no check at all. */
    if (now.trusted && correct_apply(k->db, &c, &now) != DB_OK)
        return;
}

static void
live_day(struct kiosk *k, int day)
{
    static const int hours[] = {8, 11, 14, 17};
    int slots = day_weekday(day) % 2 ? 4 : 2;
    for (int s = 0; s < slots; s++)
        for (int i = 0; i < k->children; i++) {
            struct scan scan;
            struct moment now = at(k, day, hours[s] * INT64_C(3600000) + i * 15000 + rand() % 9000);
            if (rand() % 20 == 0)
                continue; /* forgot */
            if (attendance_scan(k->db, &scan, k->cards[i], &now) != DB_OK)
                must(false, db_why(k->db));
        }
    struct moment evening = at(k, day, INT64_C(19) * 3600000);
    evening.utc_ms = day_to_utc_ms(day, 0, 480) + evening.mono_ms;
    evening.trusted = true;
    must(attendance_settle(k->db, &evening) == DB_OK, db_why(k->db));
}

static int
make(const char *folder, int kiosks, int events)
{
    for (int n = 1; n <= kiosks; n++) {
        int many = events / kiosks / 250;
        struct kiosk k = {.n = n,
            .children = many < CHILDREN_LEAST  ? CHILDREN_LEAST
                        : many > CHILDREN_MOST ? CHILDREN_MOST
                                               : many};
        srand((unsigned)n);
        open_db(&k, folder);
        make_key(folder, n);
        make_people(&k);
        for (int day = FIRST_DAY; event_last_seq(k.db) < events / kiosks; day = day_add(day, 1)) {
            must(db_begin(k.db) == DB_OK, db_why(k.db));
            live_day(&k, day);
            must(db_commit(k.db) == DB_OK, db_why(k.db));
            if (day % 3 == 0)
                correct_one(&k, day);
        }
        printf("%d %lld\n", n, (long long)event_last_seq(k.db));
        db_close(k.db);
    }
    return 0;
}

static int
pair(const char *url, const char *folder, int kiosks)
{
    struct store *store;
    int rc = store_open(&store, url);
    must(rc == DB_OK, store_why(store));
    for (int n = 1; n <= kiosks; n++) {
        struct kiosk k = {.n = n};
        struct store_kiosk row = {.paired_ms = 1};
        set_id(&k);
        read_key(&k, folder);
        memcpy(row.id, k.id, STORE_KIOSK);
        memcpy(row.key, k.secret + SIGN_SECRET_LEN - SIGN_PUBLIC_LEN, STORE_KEY);
        snprintf(row.home, sizeof row.home, "H%d", home_of(n));
        must(store_kiosk_add(store, &row) == DB_OK, store_why(store));
    }
    store_close(store);
    return 0;
}

/* ---- sending ---- */

struct sending {
    struct kiosk *k;
    uint8_t hub[SIGN_PUBLIC_LEN];
    int port;
    char *answer;
    int tries, failures, gaps;
    int many; /* events in a batch; 0: some */
};

static bool
give(int fd, const void *bytes, size_t len)
{
    const char *c = bytes;
    while (len) {
        ssize_t n = send(fd, c, len, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        c += n;
        len -= (size_t)n;
    }
    return true;
}

/* The whole answer; 0 bytes where none came. */
static size_t
ask(struct sending *s, const char *head, const uint8_t *body, size_t len)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
        .sin_port = htons((uint16_t)s->port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    size_t got = 0;
    ssize_t n;
    if (connect(fd, (struct sockaddr *)&to, sizeof to) == 0 && give(fd, head, strlen(head)) &&
        give(fd, body, len))
        while (
            got < ANSWER_MOST - 1 && (n = recv(fd, s->answer + got, ANSWER_MOST - 1 - got, 0)) > 0)
            got += (size_t)n;
    close(fd);
    s->answer[got] = '\0';
    return got;
}

/* A header's value, up to the line's end; "" for none. */
static void
header(const char *answer, const char *name, char *out, size_t size)
{
    const char *line = strcasestr(answer, name);
    out[0] = '\0';
    if (!line)
        return;
    line += strlen(name) + 1;
    line += strspn(line, " ");
    snprintf(out, size, "%.*s", (int)strcspn(line, "\r\n"), line);
}

/* The body of an answer that the hub signed, or NULL. */
static const char *
signed_body(const struct sending *s, const uint8_t *signature, size_t got)
{
    char date[32], text[128];
    uint8_t theirs[SIGN_LEN];
    const char *body = strstr(s->answer, "\r\n\r\n");
    if (strncmp(s->answer, "HTTP/1.1 200", 12) != 0 || !body)
        return NULL;
    header(s->answer, SIGN_HEADER_DATE, date, sizeof date);
    header(s->answer, SIGN_HEADER_SIGNATURE, text, sizeof text);
    struct sign_answer answer = {.request = signature,
        .status = 200,
        .date_ms = strtoll(date, NULL, 10),
        .body = (const uint8_t *)body + 4,
        .len = got - (size_t)(body + 4 - s->answer)};
    return sign_text_read(theirs, text) && sign_answer_holds(theirs, &answer, s->hub) ? body + 4
                                                                                      : NULL;
}

static bool
post(struct sending *s, struct receipt *out, const uint8_t *body, size_t len)
{
    char head[1024], id[WIRE_ID_TEXT + 1], text[SIGN_TEXT + 1];
    uint8_t signature[SIGN_LEN];
    struct receipt_refused *refused = NULL;
    struct sign_request request = {
        .method = "POST", .path = "/v1/events", .date_ms = 1796000000000, .body = body, .len = len};
    sign_request(signature, &request, s->k->secret);
    sign_text(text, signature);
    wire_id_text(id, s->k->id);
    snprintf(head, sizeof head,
        "POST /v1/events HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Length: %zu\r\n"
        "Zhaoxi-Kiosk: %s\r\nZhaoxi-Date: %lld\r\nZhaoxi-Signature: %s\r\n\r\n",
        len, id, (long long)request.date_ms, text);
    s->tries++;
    size_t got = ask(s, head, body, len);
    const char *receipt = got ? signed_body(s, signature, got) : NULL;
    bool good = receipt && receipt_read(out, &refused, receipt, strlen(receipt));
    free(refused);
    s->failures += !good;
    return good;
}

/* The mark moves by a receipt alone, and only to an event that is this log's own. */
static void
send_next(struct sending *s, int64_t *upto, bool *edits)
{
    uint8_t *body, id[EVENT_ID_LEN];
    size_t len;
    int64_t last;
    struct receipt receipt;
    hub_kiosk_pack(s->k->db, s->k->id, *upto, s->many ? s->many : 100 + rand() % 900, *edits, &body,
        &len, &last);
    if (post(s, &receipt, body, len)) {
        outbox_id(s->k->db, id, receipt.upto);
        must(memcmp(receipt.id, id, sizeof id) == 0, "a receipt for another log");
        must(receipt.upto <= last, "a receipt for what was not sent");
        must(receipt.refused_count == 0 && receipt.fork == 0, "refused, or forked");
        s->gaps += receipt.gap;
        *upto = receipt.upto;
        *edits = *edits && receipt.changes == 0;
    } else {
        usleep(20000);
    }
    free(body);
}

static int
send_all(const char *url, const char *folder, int n, int port, unsigned seed)
{
    struct kiosk k = {.n = n};
    struct sending s = {
        .k = &k, .port = port, .answer = malloc(ANSWER_MOST), .many = seed ? 0 : 2000};
    struct store *store;
    uint8_t secret[SIGN_SECRET_LEN];
    int64_t upto = 0;
    bool edits = true;
    must(s.answer && store_open(&store, url) == DB_OK, "no store");
    must(hub_key(store, secret) == DB_OK, store_why(store));
    memcpy(s.hub, secret + SIGN_SECRET_LEN - SIGN_PUBLIC_LEN, SIGN_PUBLIC_LEN);
    store_close(store);
    set_id(&k);
    read_key(&k, folder);
    open_db(&k, folder);
    srand(seed);
    while (upto < event_last_seq(k.db) && s.tries < TRIES)
        send_next(&s, &upto, &edits);
    printf("kiosk %d: %lld of %lld held, %d tries, %d without an answer, %d gaps\n", n,
        (long long)upto, (long long)event_last_seq(k.db), s.tries, s.failures, s.gaps);
    bool done = upto == event_last_seq(k.db);
    db_close(k.db);
    free(s.answer);
    return done ? 0 : 1;
}

int
main(int argc, char **argv)
{
    must(sodium_init() >= 0, "no sodium");
    if (argc == 5 && strcmp(argv[1], "make") == 0)
        return make(argv[2], (int)strtol(argv[3], NULL, 10), (int)strtol(argv[4], NULL, 10));
    if (argc == 5 && strcmp(argv[1], "pair") == 0)
        return pair(argv[2], argv[3], (int)strtol(argv[4], NULL, 10));
    if (argc == 7 && strcmp(argv[1], "send") == 0)
        return send_all(argv[2], argv[3], (int)strtol(argv[4], NULL, 10),
            (int)strtol(argv[5], NULL, 10), (unsigned)strtoul(argv[6], NULL, 10));
    return 2;
}
