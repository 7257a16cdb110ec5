#include "hub/page_plan.h"

#include "hub/asked.h"
#include "hub/edit.h"
#include "hub/text.h"
#include "hub/words.h"

#include "db/day.h"
#include "db/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORM_LIMIT = 16 * 1024 };

/* The subjects as people read them. */
static const char *
subject_text(enum subject subject)
{
    static const char *const texts[SUBJECT_COUNT] = {
        [SUBJECT_HOMEWORK] = N_("Homework"),
        [SUBJECT_PAINTING] = N_("Painting"),
        [SUBJECT_SCIENCE] = N_("Science"),
        [SUBJECT_READING] = N_("Reading"),
        [SUBJECT_MUSIC] = N_("Music"),
        [SUBJECT_SPORT] = N_("Sport"),
        [SUBJECT_SAFETY] = N_("Safety"),
        [SUBJECT_MEAL] = N_("Meal"),
        [SUBJECT_REST] = N_("Rest"),
        [SUBJECT_OTHER] = N_("Other"),
    };
    return _(texts[subject]);
}

/* The week */

struct week {
    struct page *page;
    const struct asked *asked;
    int64_t period_id; /* 0: classes of no period */
    int count;
};

static int
session_row(const struct session *session, void *payload)
{
    struct week *week = payload;
    struct html *h = &week->page->html;
    struct staff staff = {0};
    char starts[MINUTE_TEXT_LEN + 1], ends[MINUTE_TEXT_LEN + 1];
    bool named = week->asked->named;
    if (session->period_id != week->period_id)
        return 0;
    week->count++;
    if (session->staff_id && !staff_get(week->page->desk->view, &staff, session->staff_id))
        return DB_FAILED;
    minute_text(starts, session->starts_min);
    minute_text(ends, session->ends_min);
    const char *title = session->title[0] ? session->title : subject_text(session->subject);
    struct url url = url_of("/timetable/session");
    url_add(&url, "home", week->asked->home.code);
    url_number(&url, "id", session->id);
    html_open(h, "tr", NULL);
    html_element(h, "td", words_weekday(session->weekday), NULL);
    html_open(h, "td", NULL);
    html_format(h, "%s – %s", starts, ends);
    html_close(h);
    html_open(h, "th", "scope", "row", NULL);
    if (named)
        html_element(h, "a", title, "href", url.text, NULL);
    else
        html_text(h, title);
    html_close(h);
    html_element(h, "td", session->room, NULL);
    html_element(h, "td", named ? staff.name : staff.no, NULL);
    html_open(h, "td", NULL);
    if (session->age_from || session->age_to)
        html_format(h, "%d – %d", session->age_from, session->age_to);
    html_close(h);
    html_close(h);
    return 0;
}

static int
count_session(const struct session *session, void *payload)
{
    struct week *week = payload;
    week->count += session->period_id == week->period_id;
    return 0;
}

/* The week of one period; nothing where it has none of its own. */
static int
week_table(struct week *week, const char *title)
{
    struct html *h = &week->page->html;
    struct db *view = week->page->desk->view;
    int64_t home_id = week->asked->home.id;
    const char *heads[] = {_("Day"), _("Time"), _("Class"), _("Room"), _("With"), _("Ages")};
    week->count = 0;
    int rc = session_each(view, home_id, 0, count_session, week);
    if (rc != DB_OK || !week->count)
        return rc;
    html_element(h, "h2", title, NULL);
    html_open(
        h, "div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", title, NULL);
    html_open(h, "table", NULL);
    html_element(h, "caption", title, NULL);
    html_open(h, "thead", NULL);
    html_open(h, "tr", NULL);
    for (int i = 0; i < 6; i++)
        html_element(h, "th", heads[i], "scope", "col", NULL);
    html_close_to(h, "thead");
    html_open(h, "tbody", NULL);
    for (int weekday = 1; weekday <= 7 && rc == DB_OK; weekday++)
        rc = session_each(view, home_id, weekday, session_row, week);
    html_close_to(h, "div");
    return rc;
}

static int
period_week(const struct period *period, void *payload)
{
    struct week *week = payload;
    week->period_id = period->id;
    return week_table(week, period->name);
}

static int
weeks(struct page *page, const struct asked *asked)
{
    struct week week = {page, asked, 0, 0};
    int rc = week_table(&week, _("All year but holidays"));
    return rc == DB_OK ? period_each(page->desk->view, asked->home.id, period_week, &week) : rc;
}

static void
home_form(struct page *page, const char *path, const struct asked *asked)
{
    struct html *h = &page->html;
    html_open(h, "form", "method", "get", "action", path, "class", "panel row", NULL);
    page_home_choice(page, asked->home.code, false);
    page_button(page, _("Show"), NULL);
    html_close(h);
}

static int
first_home(const struct home *home, void *payload)
{
    *(struct home *)payload = *home;
    return 1;
}

/* One Home: that which is asked for, else the first. */
static bool
read_one_home(struct asked *asked, struct desk *desk, const struct request *request)
{
    return asked_read(asked, desk, request) &&
           (asked->home.id || page_homes(desk, first_home, &asked->home) == 1);
}

static void
timetable(struct desk *desk, const struct request *request, struct response *response)
{
    struct page page;
    struct asked asked;
    if (!read_one_home(&asked, desk, request)) {
        page_missing(desk, request, response);
        return;
    }
    page_begin(&page, desk, request, response, SECTION_TIMETABLE, _("Timetable"));
    home_form(&page, "/timetable", &asked);
    if (asked.named) {
        struct url url = url_of("/timetable/session");
        url_add(&url, "home", asked.home.code);
        html_open(&page.html, "p", "class", "actions", NULL);
        html_element(
            &page.html, "a", _("A new class"), "href", url.text, "class", "button quiet", NULL);
        html_close(&page.html);
    }
    int rc = weeks(&page, &asked);
    page_end(&page, 200);
    if (rc != DB_OK)
        page_failed(desk, request, response);
}

/* One class */

struct session_form {
    struct home home;
    struct session was, now; /* id 0: a new one */
    bool removes;
};

static int
find_session(const struct session *session, void *payload)
{
    struct session *wanted = payload;
    if (session->id != wanted->id)
        return 0;
    *wanted = *session;
    return 1;
}

static bool
read_session(struct session_form *form, struct desk *desk, const struct fields *fields)
{
    if (!page_home(desk, &form->home, fields_get(fields, "home")))
        return false;
    form->now = (struct session){.id = fields_number(fields, "id", 0, INT64_MAX, 0),
        .home_id = form->home.id,
        .weekday = 1,
        .starts_min = 960,
        .ends_min = 1020,
        .subject = SUBJECT_HOMEWORK};
    if (form->now.id && session_each(desk->view, form->home.id, 0, find_session, &form->now) != 1)
        return false;
    form->was = form->now;
    return true;
}

/* A form's values in a session; those it was loaded with have "was-" before their name. */
static bool
take_session(struct session *out, const struct fields *form, const char *prefix)
{
    char name[32];
#define VALUE(field) (snprintf(name, sizeof name, "%s%s", prefix, field), name)
    int subject = subject_parse(fields_get(form, VALUE("subject")));
    out->weekday = (int)fields_number(form, VALUE("weekday"), 1, 7, 0);
    out->starts_min = minute_parse(fields_get(form, VALUE("starts")));
    out->ends_min = minute_parse(fields_get(form, VALUE("ends")));
    out->age_from = (int)fields_number(form, VALUE("age-from"), 0, 20, 0);
    out->age_to = (int)fields_number(form, VALUE("age-to"), 0, 20, 0);
    out->staff_id = fields_number(form, VALUE("staff"), 0, INT64_MAX, 0);
    out->subject = subject < 0 ? SUBJECT_OTHER : (enum subject)subject;
    const char *title = fields_get(form, VALUE("title"));
    bool well = out->weekday && out->starts_min >= 0 && out->ends_min >= 0 && subject >= 0 &&
                strlen(title) < sizeof out->title;
    snprintf(out->title, sizeof out->title, "%.*s", NAME_SIZE - 1, title);
    const char *room = fields_get(form, VALUE("room"));
    well = well && strlen(room) < sizeof out->room;
    snprintf(out->room, sizeof out->room, "%.*s", WORD_SIZE - 1, room);
#undef VALUE
    return well;
}

struct staff_choice {
    struct page *page;
    int64_t chosen;
};

static int
staff_option(const struct staff *staff, void *payload)
{
    struct staff_choice *choice = payload;
    char id[24];
    snprintf(id, sizeof id, "%lld", (long long)staff->id);
    page_option(choice->page, id, staff->name, staff->id == choice->chosen);
    return 0;
}

static void
hide_was(struct page *page, const struct session *was)
{
    char text[24], minute[MINUTE_TEXT_LEN + 1];
    snprintf(text, sizeof text, "%d", was->weekday);
    page_hidden(page, "was-weekday", text);
    minute_text(minute, was->starts_min);
    page_hidden(page, "was-starts", minute);
    minute_text(minute, was->ends_min);
    page_hidden(page, "was-ends", minute);
    snprintf(text, sizeof text, "%d", was->age_from);
    page_hidden(page, "was-age-from", text);
    snprintf(text, sizeof text, "%d", was->age_to);
    page_hidden(page, "was-age-to", text);
    snprintf(text, sizeof text, "%lld", (long long)was->staff_id);
    page_hidden(page, "was-staff", text);
    page_hidden(page, "was-subject", subject_name(was->subject));
    page_hidden(page, "was-title", was->title);
    page_hidden(page, "was-room", was->room);
}

static void
choices(struct page *page, const struct session *now)
{
    struct staff_choice choice = {page, now->staff_id};
    page_choice(page, "weekday", _("Day"));
    for (int day = 1; day <= 7; day++)
        page_option(
            page, (char[]){(char)('0' + day), '\0'}, words_weekday(day), day == now->weekday);
    page_choice_end(page);
    page_choice(page, "subject", _("Kind"));
    for (int i = 0; i < SUBJECT_COUNT; i++)
        page_option(page, subject_name((enum subject)i), subject_text((enum subject)i),
            i == (int)now->subject);
    page_choice_end(page);
    page_choice(page, "staff", _("With"));
    page_option(page, "0", _("Nobody named"), !now->staff_id);
    if (staff_each(page->desk->view, now->home_id, staff_option, &choice) != DB_OK)
        fprintf(stderr, "zhaoxi-hub: %s\n", db_why(page->desk->view));
    page_choice_end(page);
}

static void
fields(struct page *page, const struct session *now)
{
    char starts[MINUTE_TEXT_LEN + 1] = "", ends[MINUTE_TEXT_LEN + 1] = "", from[8], to[8];
    if (now->starts_min >= 0)
        minute_text(starts, now->starts_min);
    if (now->ends_min >= 0)
        minute_text(ends, now->ends_min);
    snprintf(from, sizeof from, "%d", now->age_from % 100);
    snprintf(to, sizeof to, "%d", now->age_to % 100);
    const struct field_look looks[] = {
        {.name = "starts", .label = _("Begins"), .type = "time", .value = starts, .required = true},
        {.name = "ends", .label = _("Ends"), .type = "time", .value = ends, .required = true},
        {.name = "title", .label = _("Title"), .type = "text", .value = now->title, .size = 90},
        {.name = "room", .label = _("Room"), .type = "text", .value = now->room, .size = 40},
        {.name = "age-from", .label = _("Ages from"), .type = "number", .value = from},
        {.name = "age-to",
            .label = _("Ages to"),
            .type = "number",
            .value = to,
            .hint = _("0 and 0: for everyone")},
    };
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++)
        page_field(page, &looks[i]);
}

static void
session_page(struct desk *desk, const struct request *request, struct response *response,
    const struct session_form *form, const char *wrong)
{
    struct page page;
    struct html *h = &page.html;
    char id[24];
    page_begin(&page, desk, request, response, SECTION_TIMETABLE,
        form->now.id ? _("A class") : _("A new class"));
    if (wrong)
        page_notice(&page, "bad", wrong);
    page_form(&page, "/timetable/session", "panel");
    snprintf(id, sizeof id, "%lld", (long long)form->now.id);
    page_hidden(&page, "id", id);
    page_hidden(&page, "home", form->home.code);
    hide_was(&page, &form->was);
    html_open(h, "div", "class", "row", NULL);
    choices(&page, &form->now);
    fields(&page, &form->now);
    html_close(h);
    html_open(h, "p", "class", "actions", NULL);
    page_button(&page, _("Save"), NULL);
    if (form->now.id)
        html_element(h, "button", _("Take out of the timetable"), "type", "submit", "name",
            "remove", "value", "1", "class", "danger", NULL);
    html_close(h);
    html_close(h);
    page_end(&page, wrong ? 422 : 200);
}

static void
show_session(struct desk *desk, const struct request *request, struct response *response)
{
    struct session_form form = {0};
    if (read_session(&form, desk, &request->query))
        session_page(desk, request, response, &form, NULL);
    else
        page_missing(desk, request, response);
}

static int
put_session_was(struct db *view, void *payload, const struct roster_by *by)
{
    struct session_form *form = payload;
    struct session was = form->was;
    return plan_session_save(view, &was, by);
}

static int
put_session_now(struct db *view, void *payload, const struct roster_by *by)
{
    struct session_form *form = payload;
    return form->removes ? plan_session_remove(view, form->now.id, by)
                         : plan_session_save(view, &form->now, by);
}

static int
is_staff(const struct staff *staff, void *payload)
{
    return staff->id == *(int64_t *)payload;
}

/* One of the Home's own, nobody, or whom the class has already: another Home's are not to be had by
 * their numbers. */
static bool
may_give(struct desk *desk, const struct session_form *form, int64_t before)
{
    int64_t id = form->now.staff_id;
    return !id || id == before || staff_each(desk->view, form->home.id, is_staff, &id) == 1;
}

static void
save_session(struct desk *desk, const struct request *request, struct response *response)
{
    struct session_form form = {0};
    struct edit_done done;
    if (!read_session(&form, desk, &request->form)) {
        page_missing(desk, request, response);
        return;
    }
    form.removes = fields_has(&request->form, "remove");
    int64_t before = form.was.staff_id;
    bool well = (form.removes || take_session(&form.now, &request->form, "")) &&
                (!form.now.id || take_session(&form.was, &request->form, "was-")) &&
                may_give(desk, &form, before);
    if (!well) {
        session_page(desk, request, response, &form,
            _("A day, a time or a title can't be read. Correct it and save again."));
        return;
    }
    struct edit edit = {.home = form.home.code,
        .what = "edit_timetable",
        .about = form.home.code,
        .was = form.now.id ? put_session_was : NULL,
        .now = put_session_now,
        .payload = &form};
    struct url url = url_of("/timetable");
    url_add(&url, "home", form.home.code);
    int rc = edit_run(desk, request, &edit, &done);
    if (rc == DB_REFUSED)
        session_page(desk, request, response, &form, done.why);
    else
        edit_answer(desk, request, response, rc, &done, url.text);
}

const struct route plan_routes[] = {
    {METHOD_GET, "/timetable", WHO_SIGNED_IN, LANE_PAGE, 0, false, timetable},
    {METHOD_GET, "/timetable/session", WHO_NAMES, LANE_PAGE, 0, false, show_session},
    {METHOD_POST, "/timetable/session", WHO_NAMES, LANE_PAGE, FORM_LIMIT, true, save_session},
    {0},
};
