/* test_hub_scope.c: who gets in, and sees no more than is theirs: the gate and pages, without a
 * socket. Two Homes: H1 in one township, H2 in another county. */
#include "tests/testing.h"

#include "db/region.h"
#include "hub/gate.h"
#include "hub/page_child.h"
#include "hub/page_devices.h"
#include "hub/page_plan.h"
#include "hub/page_sign_in.h"
#include "hub/routes.h"
#include "tests/hub_world.h"
#include "tests/world.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW_MS INT64_C(1796000000000)

static const struct route *const tables[] = {
    sign_in_routes, child_routes, devices_routes, plan_routes, NULL};

struct scope_world {
    struct hub_world w;
    struct world view;
    struct home other;
    struct hub hub;
    struct desk desk;
    struct response response;
    char cookie[ACCOUNT_TOKEN], token[ACCOUNT_TOKEN];
};

static int
set_up(void **state)
{
    struct scope_world *s = calloc(1, sizeof *s);
    assert_non_null(s);
    hub_world_open(&s->w);
    world_open(&s->view);
    snprintf(s->other.code, sizeof s->other.code, "H2");
    snprintf(s->other.name, sizeof s->other.name, "Red Bridge Home");
    s->other.utc_offset_min = 480;
    assert_int_equal(home_put(s->view.db, &s->other), DB_OK);
    assert_int_equal(home_region_set(s->view.db, s->view.home.id, "510922101"), DB_OK);
    assert_int_equal(home_region_set(s->view.db, s->other.id, "510923101"), DB_OK);
    s->hub = (struct hub){
        .name = "", .pin = "", .address = "https://192.0.2.1", .throttle = throttle_create()};
    s->desk = (struct desk){.hub = &s->hub, .store = s->w.store, .view = s->view.db};
    s->response.status = 200;
    *state = s;
    return 0;
}

static int
tear_down(void **state)
{
    struct scope_world *s = *state;
    response_finish(&s->response);
    throttle_destroy(s->hub.throttle);
    world_close(&s->view);
    hub_world_close(&s->w);
    free(s);
    return 0;
}

/* From now on `role` of that region asks. */
static void
sign_in(struct scope_world *s, const char *role, const char *region)
{
    struct store_account account = {.name = "lin"};
    struct account opened;
    char why[ACCOUNT_WHY];
    int wait_s;
    struct sign_in_ask ask = {"lin", "green hill river", "192.0.2.9", NOW_MS, 1000};
    snprintf(account.role, sizeof account.role, "%s", role);
    snprintf(account.region, sizeof account.region, "%s", region);
    assert_int_equal(account_save(s->w.store, &account, ask.password, NOW_MS, why), DB_OK);
    assert_int_equal(
        account_sign_in(s->w.store, s->hub.throttle, &ask, s->cookie, &wait_s), SIGN_IN_DONE);
    assert_true(account_of_cookie(s->w.store, &opened, s->cookie, NOW_MS));
    memcpy(s->token, opened.token, sizeof s->token);
}

static void
parse(struct fields *out, enum fields_kind kind, const char *text)
{
    assert_int_equal(fields_parse(out, kind, text, strlen(text)), DB_OK);
}

/* Asks as a browser does; `form` NULL for a GET. Answers the status. */
static int
ask(struct scope_world *s, const char *target, const char *form)
{
    char path[1024], cookies[128], posted[1024];
    bool known;
    struct route_args args;
    const char *query = strchr(target, '?');
    snprintf(path, sizeof path, "%.*s", (int)strcspn(target, "?"), target);
    snprintf(cookies, sizeof cookies, "zhaoxi=%s", s->cookie);
    snprintf(posted, sizeof posted, "token=%s&%s", s->token, form ? form : "");
    struct request request = {.method = form ? METHOD_POST : METHOD_GET,
        .target = target,
        .path = path,
        .peer = "192.0.2.9",
        .at_ms = NOW_MS};
    parse(&request.query, FIELDS_URLENCODED, query ? query + 1 : "");
    parse(&request.cookies, FIELDS_COOKIES, cookies);
    if (form)
        parse(&request.form, FIELDS_URLENCODED, posted);
    const struct route *route = routes_find(tables, request.method, path, &args, &known);
    assert_non_null(route);
    for (int i = 0; i < REQUEST_ARGS; i++)
        request.args[i] = args.arg[i];
    response_finish(&s->response);
    if (gate_passes(&s->desk, route, &request, &s->response))
        route->handle(&s->desk, &request, &s->response);
    fields_finish(&request.query);
    fields_finish(&request.cookies);
    fields_finish(&request.form);
    return s->response.status;
}

static const char *
header(const struct scope_world *s, const char *name)
{
    for (int i = 0; i < s->response.header_count; i++)
        if (strcmp(s->response.header[i].name, name) == 0)
            return s->response.header[i].value;
    return "";
}

static bool
shows(const struct scope_world *s, const char *text)
{
    return s->response.body && memmem(s->response.body, s->response.body_size, text, strlen(text));
}

/* ---- the gate ---- */

static void
a_stranger_with_a_long_address_is_asked_to_sign_in(void **state)
{
    struct scope_world *s = *state;
    char target[400];
    for (size_t size = 20; size < sizeof target; size += 7) {
        memset(target, '=', sizeof target);
        memcpy(target, "/children?", 10);
        target[size] = '\0';
        assert_int_equal(ask(s, target, NULL), 303);
        assert_int_equal(strncmp(header(s, "Location"), "/sign-in", 8), 0);
    }
}

static void
a_way_back_leads_to_no_other_host(void **state)
{
    static const char *const bad[] = {
        "//x.example", "/\\x.example", "/\t/x.example", "/\n/x.example", "https://x.example", ""};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_string_equal(gate_way(bad[i]), "/");
    assert_string_equal(gate_way("/child/QS-1?day=2026-11-24"), "/child/QS-1?day=2026-11-24");
}

/* ---- names ---- */

/* Pinyin is the name in other letters: whoever sees no names finds nobody by it. */
static void
a_viewer_finds_no_child_by_its_name(void **state)
{
    struct scope_world *s = *state;
    sign_in(s, "viewer", "510922");
    assert_int_equal(ask(s, "/children?home=H1&sought=T-0", NULL), 200);
    assert_true(shows(s, "T-001"));
    assert_int_equal(ask(s, "/children?home=H1&sought=xiao", NULL), 200);
    assert_false(shows(s, "T-001"));
    sign_in(s, "social_worker", "510922");
    assert_int_equal(ask(s, "/children?home=H1&sought=xiao", NULL), 200);
    assert_true(shows(s, "T-001"));
}

/* ---- Homes ---- */

static int
find_home(const struct store_home *home, void *payload)
{
    struct store_home *out = payload;
    if (strcmp(home->code, out->code) == 0)
        *out = *home;
    return 0;
}

static struct store_home
stored_home(const struct scope_world *s, const char *code)
{
    struct store_home home = {.region = "?"};
    snprintf(home.code, sizeof home.code, "%s", code);
    assert_int_equal(store_home_each(s->w.store, "", find_home, &home), DB_OK);
    return home;
}

/* H3 is another county's, and this hub's view has not heard of it, as where the hub is one for a
 * region. A code for it would get the names of all its children. */
static void
nobody_takes_over_a_home_of_another_region(void **state)
{
    struct scope_world *s = *state;
    const struct store_home theirs = {.code = "H3", .region = "510923102", .name = "Theirs"};
    assert_int_equal(store_home_put(s->w.store, &theirs), DB_OK);
    sign_in(s, "manager", "510922");
    assert_int_equal(ask(s, "/devices/pair", "home=&new=H3&name=x"), 404);
    assert_string_equal(stored_home(s, "H3").region, "510923102");
    assert_int_equal(ask(s, "/devices/pair", "home=&new=H2&name=x"), 404);
    assert_int_equal(ask(s, "/devices/pair", "home=&new=H4&name=x"), 200);
    assert_string_equal(stored_home(s, "H4").region, "510922");
    /* Asked for again before its kiosk has told of it, and by who sees all: it stays where it is.
     */
    assert_int_equal(ask(s, "/devices/pair", "home=&new=H4&name=x"), 200);
    sign_in(s, "manager", "");
    assert_int_equal(ask(s, "/devices/pair", "home=&new=H3&name=x"), 200);
    assert_string_equal(stored_home(s, "H3").region, "510923102");
    assert_string_equal(stored_home(s, "H3").name, "Theirs");
}

/* A class is given by the Home's own staff: another's name is not to be had by counting up. */
static void
a_class_names_no_staff_of_another_home(void **state)
{
    struct scope_world *s = *state;
    struct staff theirs = {
        .no = "S-9", .name = "Stranger", .role = STAFF_TUTOR, .home_id = s->other.id};
    char form[256];
    assert_int_equal(staff_put(s->view.db, &theirs), DB_OK);
    sign_in(s, "social_worker", "510922");
    snprintf(form, sizeof form,
        "home=H1&weekday=1&starts=16:00&ends=17:00&subject=reading&title=a&room=1&age-from=0"
        "&age-to=0&staff=%lld",
        (long long)theirs.id);
    assert_int_equal(ask(s, "/timetable/session", form), 422);
    assert_false(shows(s, "Stranger"));
    snprintf(form, sizeof form,
        "home=H1&weekday=1&starts=16:00&ends=17:00&subject=reading&title=a&room=1&age-from=0"
        "&age-to=0&staff=%lld",
        (long long)s->view.tutor.id);
    assert_int_equal(ask(s, "/timetable/session", form), 303);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_stranger_with_a_long_address_is_asked_to_sign_in),
        TEST(a_way_back_leads_to_no_other_host),
        TEST(a_viewer_finds_no_child_by_its_name),
        TEST(nobody_takes_over_a_home_of_another_region),
        TEST(a_class_names_no_staff_of_another_home),
    };
    return cmocka_run_group_tests_name("hub's scope", tests, NULL, NULL);
}
