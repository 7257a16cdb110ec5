/* test_hub_http.c: the hub's server, from outside, on loopback. */
#include "tests/testing.h"

#include "hub/cert.h"
#include "hub/desk.h"
#include "hub/http.h"
#include "tests/hub_client.h"

#include <curl/curl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct http *http;
static atomic_int desks, handled, held;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static void
tell(struct desk *desk, const struct request *request, struct response *response)
{
    char text[512];
    (void)desk;
    snprintf(text, sizeof text, "args=%s,%s query=%s form=%s cookie=%s peer=%s size=%zu",
        request->args[0], request->args[1], fields_get(&request->query, "q"),
        fields_get(&request->form, "f"), fields_get(&request->cookies, "c"), request->peer,
        request->body_size);
    response_text(response, 200, "text/plain", text);
    atomic_fetch_add(&handled, 1);
}

/* Waits until the test lets it go on. */
static void
wait_for_gate(struct desk *desk, const struct request *request, struct response *response)
{
    atomic_fetch_add(&held, 1);
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    tell(desk, request, response);
}

static const struct route table[] = {
    {METHOD_GET, "/", WHO_ANYONE, LANE_PAGE, 0, false, tell},
    {METHOD_GET, "/home/{}/day/{}", WHO_ANYONE, LANE_PAGE, 0, false, tell},
    {METHOD_POST, "/form", WHO_ANYONE, LANE_PAGE, 1000, true, tell},
    {METHOD_POST, "/raw", WHO_ANYONE, LANE_INGEST, 100000, false, tell},
    {METHOD_GET, "/slow", WHO_ANYONE, LANE_SLOW, 0, false, wait_for_gate},
    {0},
};
static const struct route *const tables[] = {table, NULL};

static struct desk *
enter(void *payload, enum lane lane)
{
    (void)payload, (void)lane;
    atomic_fetch_add(&desks, 1);
    return calloc(1, sizeof(struct desk));
}

static void
leave(struct desk *desk)
{
    atomic_fetch_sub(&desks, 1);
    free(desk);
}

static struct http_options
usual(void)
{
    return (struct http_options){.address = "127.0.0.1",
        .connections = 64,
        .connections_of_address = 16,
        .patience_ms = 10000,
        .memory = 1 << 20,
        .workers = {2, 1, 1},
        .routes = tables,
        .enter = enter,
        .leave = leave};
}

static void
serve(const struct http_options *options)
{
    char why[256] = "";
    if (http_serve(&http, options, why, sizeof why) != DB_OK)
        fail_msg("%s", why);
    atomic_store(&handled, 0);
    atomic_store(&held, 0);
}

static int
start(void **state)
{
    struct http_options options = usual();
    (void)state;
    serve(&options);
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    http_stop(http);
    http = NULL;
    return 0;
}

static const char *
ask(const char *text)
{
    return client_ask(http_port(http), text);
}

static void
answered(const char *text, const char *status, const char *part)
{
    const char *answer = ask(text);
    if (strncmp(answer, "HTTP/1.1 ", 9) != 0 || strncmp(answer + 9, status, strlen(status)) != 0 ||
        !strstr(answer, part))
        fail_msg("asked: %.60s\nanswered: %.300s", text, answer);
}

/* Until it holds, or the test's patience ends. */
#define eventually(claim)                                                                          \
    do {                                                                                           \
        for (int i = 0; i < 2000 && !(claim); i++)                                                 \
            poll(NULL, 0, 10);                                                                     \
        assert_true(claim);                                                                        \
    } while (0)

static void
a_route_is_found_by_its_path_and_gets_its_parts(void **state)
{
    (void)state;
    answered("GET /home/QS/day/2026%2D11 HTTP/1.1\r\nHost: h\r\n\r\n", "200", "args=QS,2026-11 ");
    answered("GET /?q=%E7%AB%A5+x HTTP/1.1\r\nHost: h\r\n\r\n", "200", "query=童 x");
    answered("GET / HTTP/1.1\r\nHost: h\r\nCookie: a=1; c=two\r\n\r\n", "200", "cookie=two");
    answered("POST /form HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded"
             "\r\nContent-Length: 8\r\n\r\na=&f=%26",
        "200", "form=&");
}

static void
what_no_route_has_is_refused(void **state)
{
    (void)state;
    answered("GET /nothing HTTP/1.1\r\nHost: h\r\n\r\n", "404", "");
    answered("GET /home//day/1 HTTP/1.1\r\nHost: h\r\n\r\n", "404", "");
    answered("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", "405", "");
    answered("DELETE / HTTP/1.1\r\nHost: h\r\n\r\n", "405", "");
    answered("POST /form HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\n"
             "Content-Length: 3\r\n\r\nf=1",
        "415", "");
    assert_int_equal(atomic_load(&handled), 0);
}

static void
every_answer_forbids_scripts_frames_and_keeping(void **state)
{
    (void)state;
    const char *const asked[] = {
        "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "GET /nothing HTTP/1.1\r\nHost: h\r\n\r\n"};
    for (int i = 0; i < 2; i++) {
        answered(asked[i], i ? "404" : "200", "Content-Security-Policy: default-src 'none'; ");
        answered(asked[i], i ? "404" : "200", "frame-ancestors 'none'");
        answered(asked[i], i ? "404" : "200", "X-Content-Type-Options: nosniff");
        answered(asked[i], i ? "404" : "200", "Cache-Control: no-store");
    }
}

static void
text_that_is_none_is_refused(void **state)
{
    (void)state;
    answered("GET /?q=%00 HTTP/1.1\r\nHost: h\r\n\r\n", "400", "");
    answered("GET /?q=%C0%AF HTTP/1.1\r\nHost: h\r\n\r\n", "400", "");
    answered("GET /?q=%ED%A0%80 HTTP/1.1\r\nHost: h\r\n\r\n", "400", "");
    answered("GET /?q=%2 HTTP/1.1\r\nHost: h\r\n\r\n", "400", "");
    answered("GET /home/%FF/day/1 HTTP/1.1\r\nHost: h\r\n\r\n", "400", "");
    answered("POST /form HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded"
             "\r\nContent-Length: 5\r\n\r\nf=%1b",
        "400", "");
    /* Another program's cookie is no reason to refuse a page. */
    answered("GET / HTTP/1.1\r\nHost: h\r\nCookie: c=%GG\r\n\r\n", "200", "cookie= ");
    assert_int_equal(atomic_load(&handled), 1);
}

static void
a_body_beyond_its_route_is_refused_before_it_is_sent(void **state)
{
    (void)state;
    answered("POST /raw HTTP/1.1\r\nHost: h\r\nContent-Length: 100001\r\n\r\n", "413", "");
    answered(
        "POST /raw HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n", "4", "");
    answered("POST /raw HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello", "200", "size=5");
    assert_int_equal(atomic_load(&handled), 1);
}

static void
a_body_in_chunks_is_counted_while_it_arrives(void **state)
{
    (void)state;
    int fd = client_connect(http_port(http), 0);
    char chunk[4200];
    memset(chunk, 'x', sizeof chunk);
    memcpy(chunk, "1000\r\n", 6);
    snprintf(chunk + 6 + 4096, sizeof chunk - 6 - 4096, "\r\n");
    client_send(fd, "POST /raw HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 30; i++)
        client_send(fd, chunk);
    assert_true(client_is_closed(fd, 20000));
    close(fd);
    assert_int_equal(atomic_load(&handled), 0);
    answered("GET / HTTP/1.1\r\nHost: h\r\n\r\n", "200", "");
}

static void
bodies_of_all_together_are_bounded(void **state)
{
    (void)state;
    int fds[14];
    char piece[90001];
    memset(piece, 'x', sizeof piece - 1);
    piece[sizeof piece - 1] = '\0';
    for (int i = 0; i < 14; i++) {
        fds[i] = client_connect(http_port(http), 0);
        client_send(fds[i], "POST /raw HTTP/1.1\r\nHost: h\r\nContent-Length: 99000\r\n\r\n");
        client_send(fds[i], piece);
    }
    struct http_counts counts;
    int closed = 0;
    for (int i = 0; i < 14; i++)
        closed += client_is_closed(fds[i], 500);
    http_count(http, &counts);
    assert_true(counts.memory <= 1 << 20 && counts.memory >= 1 << 19);
    assert_true(closed >= 6);
    for (int i = 0; i < 14; i++)
        close(fds[i]);
    eventually((http_count(http, &counts), counts.memory == 0));
}

static void
a_slow_head_and_a_slow_body_end(void **state)
{
    (void)state;
    http_stop(http);
    struct http_options options = usual();
    options.patience_ms = 400;
    serve(&options);
    int head = client_connect(http_port(http), 1), body = client_connect(http_port(http), 2);
    int idle = client_connect(http_port(http), 3);
    client_send(body, "POST /raw HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n");
    client_send(head, "GET / HTTP/1.1\r\n");
    bool head_ended = false, body_ended = false;
    for (int i = 0; i < 200 && !(head_ended && body_ended); i++) {
        client_send(head, "A: b\r\n");
        client_send(body, "x");
        head_ended = head_ended || client_is_closed(head, 25);
        body_ended = body_ended || client_is_closed(body, 25);
    }
    assert_true(head_ended && body_ended);
    assert_true(client_is_closed(idle, 5000));
    close(head), close(body), close(idle);
    assert_int_equal(atomic_load(&handled), 0);
}

static void
many_that_say_nothing_keep_nobody_out(void **state)
{
    (void)state;
    int fds[640];
    for (int i = 0; i < 640; i++)
        fds[i] = client_connect(http_port(http), 1 + i / 8);
    for (int i = 0; i < 5; i++)
        answered("GET / HTTP/1.1\r\nHost: h\r\n\r\n", "200", "");
    struct http_counts counts;
    http_count(http, &counts);
    assert_true(counts.connections <= 64);
    for (int i = 0; i < 640; i++)
        close(fds[i]);
}

static void
one_address_has_so_many_and_no_more(void **state)
{
    (void)state;
    int fds[17], closed = 0;
    for (int i = 0; i < 17; i++)
        fds[i] = client_connect(http_port(http), 1);
    for (int i = 0; i < 17; i++)
        closed += client_is_closed(fds[i], i < 16 ? 0 : 5000);
    assert_int_equal(closed, 1);
    answered("GET / HTTP/1.1\r\nHost: h\r\n\r\n", "200", "");
    for (int i = 0; i < 17; i++)
        close(fds[i]);
}

static void
a_huge_head_is_refused(void **state)
{
    (void)state;
    static char text[60000];
    int n = snprintf(text, sizeof text, "GET / HTTP/1.1\r\nHost: h\r\n");
    for (int i = 0; i < 60; i++)
        n += snprintf(text + n, sizeof text - (size_t)n, "X-%d: y\r\n", i);
    snprintf(text + n, sizeof text - (size_t)n, "\r\n");
    answered(text, "431", "");
    n = snprintf(text, sizeof text, "GET / HTTP/1.1\r\nHost: h\r\nX: ");
    memset(text + n, 'x', 50000);
    snprintf(text + n + 50000, sizeof text - (size_t)n - 50000, "\r\n\r\n");
    assert_null(strstr(ask(text), "200 OK"));
    assert_int_equal(atomic_load(&handled), 0);
}

static void
a_page_does_not_wait_behind_slow_work(void **state)
{
    (void)state;
    pthread_mutex_lock(&gate);
    int fds[4];
    for (int i = 0; i < 4; i++) {
        fds[i] = client_connect(http_port(http), 1);
        client_send(fds[i], "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    eventually(atomic_load(&held) == 1);
    answered("GET / HTTP/1.1\r\nHost: h\r\n\r\n", "200", "");
    pthread_mutex_unlock(&gate);
    for (int i = 0; i < 4; i++) {
        assert_non_null(strstr(client_answer(fds[i]), "200 OK"));
        close(fds[i]);
    }
}

static void *
release_later(void *payload)
{
    (void)payload;
    poll(NULL, 0, 300);
    pthread_mutex_unlock(&gate);
    return NULL;
}

static void
the_end_finishes_what_is_being_answered(void **state)
{
    (void)state;
    pthread_t later;
    pthread_mutex_lock(&gate);
    int fd = client_connect(http_port(http), 1);
    client_send(fd, "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    eventually(atomic_load(&held) == 1);
    pthread_create(&later, NULL, release_later, NULL);
    http_stop(http);
    http = NULL;
    pthread_join(later, NULL);
    assert_non_null(strstr(client_answer(fd), "200 OK"));
    close(fd);
    assert_int_equal(atomic_load(&desks), 0);
}

static size_t
ignore(char *data, size_t size, size_t count, void *payload)
{
    (void)data, (void)payload;
    return size * count;
}

/* The status by TLS, with the certificate known by the pin; 0 where there is no connection. */
static long
ask_by_tls(const char *pin)
{
    CURL *curl = curl_easy_init();
    char url[64];
    long status = 0;
    snprintf(url, sizeof url, "https://127.0.0.1:%d/", http_port(http));
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
    curl_easy_setopt(curl, CURLOPT_PINNEDPUBLICKEY, pin);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
    if (curl_easy_perform(curl) == CURLE_OK)
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    return status;
}

static void
it_makes_its_own_certificate_once(void **state)
{
    (void)state;
    char folder[] = "/tmp/zhaoxi-cert-XXXXXX", path[64], why[CERT_WHY] = "";
    struct cert cert, again;
    struct stat info;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(cert_ensure(&cert, folder, "127.0.0.1", why), DB_OK);
    assert_int_equal(cert_ensure(&again, folder, "127.0.0.1", why), DB_OK);
    assert_memory_equal(cert.print, again.print, CERT_PRINT);
    snprintf(path, sizeof path, "%s/key.pem", folder);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    http_stop(http);
    struct http_options options = usual();
    options.cert_pem = cert.cert_pem;
    options.key_pem = cert.key_pem;
    serve(&options);
    assert_int_equal(ask_by_tls(cert.pin), 200);
    assert_int_equal(ask_by_tls("sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="), 0);
    unlink(path);
    snprintf(path, sizeof path, "%s/cert.pem", folder);
    unlink(path);
    rmdir(folder);
    cert_finish(&cert);
    cert_finish(&again);
}

static void
without_tls_it_listens_on_loopback_alone(void **state)
{
    (void)state;
    struct http_options options = usual();
    struct http *other;
    char why[256] = "";
    options.address = "0.0.0.0";
    assert_int_equal(http_serve(&other, &options, why, sizeof why), DB_REFUSED);
    assert_null(other);
    options.address = "nowhere";
    assert_int_equal(http_serve(&other, &options, why, sizeof why), DB_REFUSED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_route_is_found_by_its_path_and_gets_its_parts),
        TEST(what_no_route_has_is_refused),
        TEST(every_answer_forbids_scripts_frames_and_keeping),
        TEST(text_that_is_none_is_refused),
        TEST(a_body_beyond_its_route_is_refused_before_it_is_sent),
        TEST(a_body_in_chunks_is_counted_while_it_arrives),
        TEST(bodies_of_all_together_are_bounded),
        TEST(a_slow_head_and_a_slow_body_end),
        TEST(many_that_say_nothing_keep_nobody_out),
        TEST(one_address_has_so_many_and_no_more),
        TEST(a_huge_head_is_refused),
        TEST(a_page_does_not_wait_behind_slow_work),
        TEST(the_end_finishes_what_is_being_answered),
        TEST(it_makes_its_own_certificate_once),
        TEST(without_tls_it_listens_on_loopback_alone),
    };
    curl_global_init(CURL_GLOBAL_DEFAULT);
    return cmocka_run_group_tests_name("hub's server", tests, NULL, NULL);
}
