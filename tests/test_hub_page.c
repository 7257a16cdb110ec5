/* test_hub_page.c: what pages are made of: escaped HTML, addresses, accounts and their lock-out. */
#include "tests/testing.h"

#include "hub/account.h"
#include "hub/gate.h"
#include "hub/html.h"
#include "hub/request.h"
#include "hub/routes.h"
#include "hub/words.h"

#include "db/language.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct store *store;
static struct throttle *throttle;
static char path[64];

static int
setup(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "/tmp/zhaoxi-page-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    unlink(path);
    assert_true(sodium_init() >= 0);
    throttle = throttle_create();
    assert_int_equal(store_open(&store, path), DB_OK);
    return 0;
}

static int
teardown(void **state)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    (void)state;
    store_close(store);
    throttle_destroy(throttle);
    for (int i = 0; i < 3; i++) {
        char name[80];
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
    return 0;
}

static void
text_and_attributes_are_escaped(void **state)
{
    struct html h;
    size_t size;
    (void)state;
    html_begin(&h);
    html_open(&h, "p", "title", "\"><script>", "hidden", NULL, "lang", "zh", NULL);
    html_text(&h, "a<b>&'\x01\"c");
    html_format(&h, "%s", "</p>");
    char *text = html_end(&h, &size);
    assert_string_equal(text, "<p title=\"&quot;&gt;&lt;script&gt;\" lang=\"zh\">"
                              "a&lt;b&gt;&amp;&#39;&quot;c&lt;/p&gt;</p>");
    assert_int_equal(size, strlen(text));
    free(text);
}

static void
what_is_open_is_closed_in_order(void **state)
{
    struct html h;
    size_t size;
    (void)state;
    html_begin(&h);
    html_open(&h, "div", NULL);
    html_open(&h, "ul", NULL);
    html_open(&h, "li", NULL);
    html_close_to(&h, "ul");
    html_void(&h, "br", NULL);
    html_open(&h, "b", NULL);
    char *text = html_end(&h, &size);
    assert_string_equal(text, "<div><ul><li></li></ul><br><b></b></div>");
    free(text);
}

static void
addresses_escape_their_parts(void **state)
{
    struct url url = url_of("/child/");
    (void)state;
    url_part(&url, "A/B 1");
    url_path(&url, "/edit");
    url_add(&url, "to", "/x?y=1&z");
    url_number(&url, "n", -3);
    assert_string_equal(url.text, "/child/A%2FB%201/edit?to=%2Fx%3Fy%3D1%26z&n=-3");
}

static void
a_header_never_takes_a_line_end(void **state)
{
    struct response response = {.status = 200};
    (void)state;
    response_header(&response, "Location", "/a\r\nSet-Cookie: x=y");
    assert_int_equal(response.header_count, 0);
    response_header(&response, "Location", "/a");
    response_header(&response, "location", "/b");
    assert_int_equal(response.header_count, 1);
    assert_string_equal(response.header[0].value, "/b");
    response_header(&response, "Set-Cookie", "a=1");
    response_header(&response, "Set-Cookie", "b=1");
    assert_int_equal(response.header_count, 3);
}

static void
the_way_back_stays_on_this_hub(void **state)
{
    (void)state;
    assert_string_equal(gate_way("/summary?home=QS"), "/summary?home=QS");
    assert_string_equal(gate_way("//elsewhere.example/"), "/");
    assert_string_equal(gate_way("/\\elsewhere.example/"), "/");
    assert_string_equal(gate_way("https://elsewhere.example/"), "/");
    assert_string_equal(gate_way("/a\r\nSet-Cookie: x=y"), "/");
    assert_string_equal(gate_way(""), "/");
}

static void
a_form_from_elsewhere_is_known_by_its_origin(void **state)
{
    struct header headers[] = {
        {"Host", "hub:8443"}, {"Origin", "https://hub:8443"}, {"Sec-Fetch-Site", "same-origin"}};
    struct request request = {.headers = headers, .header_count = 3, .secure = true};
    (void)state;
    assert_true(gate_is_own(&request));
    headers[2].value = "cross-site";
    assert_false(gate_is_own(&request));
    headers[2].value = "same-origin";
    headers[1].value = "https://elsewhere.example";
    assert_false(gate_is_own(&request));
    headers[1].value = "null";
    assert_false(gate_is_own(&request));
    request.header_count = 1;
    assert_true(gate_is_own(&request));
}

static void
spans_are_told_as_people_say_them(void **state)
{
    char out[WORDS_SIZE];
    (void)state;
    language_choose(true);
    const int64_t hour = 3600000, now = 1795000000000;
    assert_string_equal(words_ago(out, 0, now), "never");
    assert_string_equal(words_ago(out, now - 1000, now), "just now");
    assert_string_equal(words_ago(out, now - 30 * 60000, now), "30 min ago");
    assert_string_equal(words_ago(out, now - 5 * hour, now), "5 h ago");
    assert_string_equal(words_ago(out, now - 72 * hour, now), "3 days ago");
    assert_string_equal(words_error(out, 900), "is right");
    assert_string_equal(words_error(out, 65000), "65 s ahead");
    assert_string_equal(words_error(out, -3 * hour), "3 h behind");
    assert_string_equal(words_moment(out, 1795000000000), "2026-11-18 19:06");
    language_choose(false);
}

/* Accounts */

static void
make(const char *name, const char *role, const char *region)
{
    struct store_account account = {0};
    char why[ACCOUNT_WHY];
    snprintf(account.name, sizeof account.name, "%s", name);
    snprintf(account.role, sizeof account.role, "%s", role);
    snprintf(account.region, sizeof account.region, "%s", region);
    assert_int_equal(account_save(store, &account, "green hill river", 1000, why), DB_OK);
}

static char cookie[ACCOUNT_TOKEN];
static int wait_s;

static int
sign_in(const char *name, const char *password, const char *peer, int64_t at_ms)
{
    struct sign_in_ask ask = {name, password, peer, at_ms, at_ms};
    return account_sign_in(store, throttle, &ask, cookie, &wait_s);
}

static void
who_signs_in_is_known_by_the_cookie_until_its_end(void **state)
{
    struct account account;
    const int64_t hours = SESSION_HOURS * INT64_C(3600000);
    (void)state;
    make("lin", "social_worker", "510922");
    assert_int_equal(sign_in("lin", "green hill river", "10.0.0.1", 5000), SIGN_IN_DONE);
    assert_true(account_of_cookie(store, &account, cookie, 6000));
    assert_string_equal(account.name, "lin");
    assert_true(account_sees_names(&account));
    assert_true(account_sees(&account, "QS", "510922101"));
    assert_false(account_sees(&account, "QS", "510923101"));
    assert_false(account_of_cookie(store, &account, cookie, 5000 + hours + 1));
    char other[ACCOUNT_TOKEN];
    snprintf(other, sizeof other, "%s", cookie);
    other[0] = other[0] == 'a' ? 'b' : 'a';
    assert_false(account_of_cookie(store, &account, other, 6000));
    assert_false(account_of_cookie(store, &account, "", 6000));
    assert_int_equal(account_end(store, "lin", 7000), DB_OK);
    assert_false(account_of_cookie(store, &account, cookie, 7000));
    assert_int_equal(sign_in("lin", "green hill river", "10.0.0.1", 8000), SIGN_IN_WRONG);
}

static void
another_password_ends_what_is_open(void **state)
{
    struct account account;
    struct store_account stored;
    char why[ACCOUNT_WHY];
    (void)state;
    make("lin", "manager", "");
    assert_int_equal(sign_in("lin", "green hill river", "10.0.0.1", 5000), SIGN_IN_DONE);
    assert_int_equal(store_account_get(store, &stored, "lin"), DB_OK);
    assert_int_equal(account_save(store, &stored, "lin is my name", 6000, why), DB_REFUSED);
    assert_int_equal(account_save(store, &stored, "blue lake stone", 6000, why), DB_OK);
    assert_false(account_of_cookie(store, &account, cookie, 6000));
    assert_int_equal(sign_in("lin", "green hill river", "10.0.0.1", 7000), SIGN_IN_WRONG);
    assert_int_equal(sign_in("lin", "blue lake stone", "10.0.0.1", 8000), SIGN_IN_DONE);
}

static void
the_lock_out_of_an_account_grows(void **state)
{
    int64_t now = 10000;
    (void)state;
    make("lin", "manager", "");
    for (int i = 0; i < ACCOUNT_TRIES; i++)
        assert_int_equal(sign_in("lin", "no", "10.0.0.1", now), SIGN_IN_WRONG);
    assert_int_equal(sign_in("lin", "green hill river", "10.0.0.2", now), SIGN_IN_WAIT);
    assert_int_equal(wait_s, 30);
    now += 30000;
    assert_int_equal(sign_in("lin", "no", "10.0.0.1", now), SIGN_IN_WRONG);
    assert_int_equal(sign_in("lin", "no", "10.0.0.1", now), SIGN_IN_WAIT);
    assert_int_equal(wait_s, 60);
    now += 60000;
    assert_int_equal(sign_in("lin", "green hill river", "10.0.0.1", now), SIGN_IN_DONE);
    assert_int_equal(sign_in("lin", "no", "10.0.0.1", now), SIGN_IN_WRONG);
    assert_int_equal(sign_in("lin", "green hill river", "10.0.0.1", now), SIGN_IN_DONE);
}

static void
an_address_that_fails_often_waits_whatever_the_name(void **state)
{
    (void)state;
    make("lin", "manager", "");
    for (int i = 0; i < THROTTLE_MOST; i++)
        throttle_failed(throttle, "10.0.0.9", 1000);
    assert_int_equal(sign_in("lin", "green hill river", "10.0.0.9", 2000), SIGN_IN_WAIT);
    assert_int_equal(sign_in("nobody", "x", "10.0.0.9", 2000), SIGN_IN_WAIT);
    assert_int_equal(sign_in("lin", "green hill river", "10.0.0.8", 2000), SIGN_IN_DONE);
    assert_int_equal(
        sign_in("lin", "green hill river", "10.0.0.9", 1000 + THROTTLE_MS), SIGN_IN_DONE);
    for (int i = 0; i < THROTTLE_MOST; i++)
        throttle_failed(throttle, "2001:db8:1:2::1", 1000);
    assert_true(throttle_wait_s(throttle, "2001:db8:1:2:ffff::7", 2000) > 0);
    assert_int_equal(throttle_wait_s(throttle, "2001:db8:1:3::1", 2000), 0);
}

static void
what_can_be_no_account_is_refused(void **state)
{
    static const struct {
        const char *name, *role, *region, *password;
    } bad[] = {
        {"", "manager", "", "green hill river"},
        {"a b", "manager", "", "green hill river"},
        {"lin", "king", "", "green hill river"},
        {"lin", "manager", "51x", "green hill river"},
        {"lin", "manager", "", ""},
        {"lin", "manager", "", "too short"},
        {"lin", "manager", "", "ababababababab"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct store_account account = {0}, none;
        char why[ACCOUNT_WHY];
        snprintf(account.name, sizeof account.name, "%s", bad[i].name);
        snprintf(account.role, sizeof account.role, "%s", bad[i].role);
        snprintf(account.region, sizeof account.region, "%s", bad[i].region);
        assert_int_equal(account_save(store, &account, bad[i].password, 1, why), DB_REFUSED);
        assert_true(why[0] != '\0');
        assert_int_equal(store_account_get(store, &none, bad[i].name), DB_REFUSED);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_and_attributes_are_escaped),
        cmocka_unit_test(what_is_open_is_closed_in_order),
        cmocka_unit_test(addresses_escape_their_parts),
        cmocka_unit_test(a_header_never_takes_a_line_end),
        cmocka_unit_test(the_way_back_stays_on_this_hub),
        cmocka_unit_test(a_form_from_elsewhere_is_known_by_its_origin),
        cmocka_unit_test(spans_are_told_as_people_say_them),
        TEST(who_signs_in_is_known_by_the_cookie_until_its_end),
        TEST(another_password_ends_what_is_open),
        TEST(the_lock_out_of_an_account_grows),
        TEST(an_address_that_fails_often_waits_whatever_the_name),
        TEST(what_can_be_no_account_is_refused),
    };
    return cmocka_run_group_tests_name("hub's page", tests, NULL, NULL);
}
