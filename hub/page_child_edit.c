#include "hub/page_child_edit.h"

#include "hub/edit.h"
#include "hub/text.h"
#include "hub/words.h"

#include "db/day.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORM_LIMIT = 32 * 1024, NAME_ROOM = 40 };

/* Fields of a row, each a text or a day in its struct: one table fills the form, reads it, and
 * reads what it was loaded with (its name after "was-"). */
struct column {
    const char *name, *label;
    size_t offset, size; /* size 0: a day */
    bool needed;
    const char *hint;
};

static const struct column child_columns[] = {
    {"name", N_("Name"), offsetof(struct child, name), NAME_SIZE, true, NULL},
    {"pinyin", N_("Pinyin"), offsetof(struct child, pinyin), NAME_SIZE, false,
        N_("Family name first, words apart: zeng xiao yu")},
    {"born", N_("Birthday"), offsetof(struct child, born_day), 0, true, NULL},
    {"sex", N_("Girl (f) or boy (m)"), offsetof(struct child, sex), WORD_SIZE, false, NULL},
    {"school", N_("School"), offsetof(struct child, school), NAME_SIZE, false, NULL},
    {"grade", N_("Grade"), offsetof(struct child, grade), WORD_SIZE, false, NULL},
    {"animal", N_("Animal"), offsetof(struct child, animal), WORD_SIZE, false,
        N_("The picture on its card: panda, fox, …")},
    {"joined", N_("Here since"), offsetof(struct child, joined_day), 0, true, NULL},
    {"left", N_("Left on"), offsetof(struct child, left_day), 0, false,
        N_("The first day without the Home")},
};
enum { CHILD_COLUMNS = sizeof child_columns / sizeof child_columns[0] };

static const struct column guardian_columns[] = {
    {"gname", N_("Name"), offsetof(struct guardian, name), NAME_SIZE, true, NULL},
    {"phone", N_("Phone"), offsetof(struct guardian, phone), PHONE_SIZE, false, NULL},
    {"relation", N_("Relation"), offsetof(struct guardian, relation), WORD_SIZE, true, NULL},
    {"since", N_("First day"), offsetof(struct guardian, since_day), 0, true, NULL},
    {"until", N_("Last day"), offsetof(struct guardian, until_day), 0, false, NULL},
    {"agreement", N_("Agreement signed on"), offsetof(struct guardian, agreement_day), 0, false,
        NULL},
    {"agreement-until", N_("Agreement ends on"), offsetof(struct guardian, agreement_until), 0,
        false, NULL},
};
enum { GUARDIAN_COLUMNS = sizeof guardian_columns / sizeof guardian_columns[0] };

/* False where a text is too long, or a day is none. */
static bool
read_columns(void *row, const struct column *columns, int count, const struct fields *form,
    const char *prefix)
{
    for (int i = 0; i < count; i++) {
        char name[NAME_ROOM];
        snprintf(name, sizeof name, "%s%s", prefix, columns[i].name);
        const char *text = fields_get(form, name);
        char *at = (char *)row + columns[i].offset;
        if (columns[i].size) {
            if (strlen(text) >= columns[i].size || strpbrk(text, "\r\n\t"))
                return false;
            snprintf(at, columns[i].size, "%s", text);
        } else {
            int day = day_parse(text);
            if (text[0] && !day)
                return false;
            memcpy(at, &day, sizeof day);
        }
    }
    return true;
}

static const char *
text_of(char out[WORDS_SIZE], const void *row, const struct column *column)
{
    const char *at = (const char *)row + column->offset;
    int day;
    if (column->size)
        return at;
    memcpy(&day, at, sizeof day);
    return words_day(out, day);
}

/* The fields, and beside each what it is loaded with: `was` NULL for a new row. */
static void
write_columns(
    struct page *page, const void *row, const void *was, const struct column *columns, int count)
{
    html_open(&page->html, "div", "class", "row", NULL);
    for (int i = 0; i < count; i++) {
        char text[WORDS_SIZE], name[NAME_ROOM];
        page_field(page, &(struct field_look){.name = columns[i].name,
                             .label = _(columns[i].label),
                             .type = columns[i].size ? "text" : "date",
                             .value = text_of(text, row, &columns[i]),
                             .hint = columns[i].hint ? _(columns[i].hint) : NULL,
                             .required = columns[i].needed,
                             .size = columns[i].size ? (int)columns[i].size - 1 : 0});
        snprintf(name, sizeof name, "was-%s", columns[i].name);
        if (was)
            page_hidden(page, name, text_of(text, was, &columns[i]));
    }
    html_close(&page->html);
}

/* A child */

struct child_form {
    struct child was, now; /* id 0: a new one */
    struct guardian guardian;
    struct home home;
};

static int
put_child_was(struct db *view, void *payload, const struct roster_by *by)
{
    struct child_form *form = payload;
    (void)by;
    return child_put(view, &form->was);
}

static int
put_child_now(struct db *view, void *payload, const struct roster_by *by)
{
    struct child_form *form = payload;
    struct child_edit edit = {.child = form->now, .way = {.comes_on = COMES_EVERY_DAY}};
    struct staff volunteer;
    struct school_way way;
    if (!form->now.id)
        edit.guardian = &form->guardian;
    else if (school_way_get(view, &way, form->now.id))
        edit.way = way;
    if (form->now.id && pairing_get(view, &volunteer, form->now.id, by->today))
        edit.volunteer = volunteer.id;
    return roster_child_save(view, &edit, by);
}

static void
child_page(struct desk *desk, const struct request *request, struct response *response,
    const struct child_form *form, const char *wrong)
{
    struct page page;
    struct html *h = &page.html;
    bool is_new = !form->now.id;
    struct url url = url_of(is_new ? "/children/new" : "/child/");
    if (!is_new) {
        url_part(&url, form->now.no);
        url_path(&url, "/edit");
    }
    page_begin(&page, desk, request, response, SECTION_CHILDREN,
        is_new ? _("A new child") : form->was.name);
    if (wrong)
        page_notice(&page, "bad", wrong);
    page_form(&page, url.text, "panel");
    page_hidden(&page, "home", form->home.code);
    if (is_new)
        page_field(&page, &(struct field_look){.name = "no",
                              .label = _("Number"),
                              .type = "text",
                              .value = form->now.no,
                              .required = true,
                              .size = NO_SIZE - 1});
    write_columns(&page, &form->now, is_new ? NULL : &form->was, child_columns, CHILD_COLUMNS);
    if (is_new) {
        html_element(h, "h2", _("The first guardian"), NULL);
        write_columns(&page, &form->guardian, NULL, guardian_columns, GUARDIAN_COLUMNS);
    }
    page_button(&page, _("Save"), NULL);
    html_close(h);
    page_end(&page, wrong ? 422 : 200);
}

static void
new_child(struct desk *desk, const struct request *request, struct response *response)
{
    struct child_form form = {0};
    if (!page_home(desk, &form.home, fields_get(&request->query, "home"))) {
        page_missing(desk, request, response);
        return;
    }
    roster_child_no(desk->view, form.now.no, &form.home);
    form.now.joined_day = form.guardian.since_day = day_of(request->at_ms, 480);
    child_page(desk, request, response, &form, NULL);
}

static void
edit_child(struct desk *desk, const struct request *request, struct response *response)
{
    struct child_form form = {0};
    if (!page_child_seen(desk, &form.now, &form.home, request->args[0])) {
        page_missing(desk, request, response);
        return;
    }
    form.was = form.now;
    child_page(desk, request, response, &form, NULL);
    page_record(desk, request, form.home.code, "child", form.now.no);
}

static void
run_child(struct desk *desk, const struct request *request, struct response *response,
    struct child_form *form)
{
    struct edit_done done;
    struct url url = url_of("/child/");
    url_part(&url, form->now.no);
    struct edit edit = {.home = form->home.code,
        .what = "edit_child",
        .about = form->now.no,
        .was = form->now.id ? put_child_was : NULL,
        .now = put_child_now,
        .payload = form};
    int rc = edit_run(desk, request, &edit, &done);
    if (rc == DB_REFUSED)
        child_page(desk, request, response, form, done.why);
    else
        edit_answer(desk, request, response, rc, &done, url.text);
}

static const char *
unreadable(void)
{
    return _("A field is too long, or a day is none. Correct it and save again.");
}

static void
save_child(struct desk *desk, const struct request *request, struct response *response)
{
    struct child_form form = {0};
    if (!page_child_seen(desk, &form.now, &form.home, request->args[0])) {
        page_missing(desk, request, response);
        return;
    }
    form.was = form.now;
    bool well = read_columns(&form.was, child_columns, CHILD_COLUMNS, &request->form, "was-") &&
                read_columns(&form.now, child_columns, CHILD_COLUMNS, &request->form, "");
    if (well)
        run_child(desk, request, response, &form);
    else
        child_page(desk, request, response, &form, unreadable());
}

static void
add_child(struct desk *desk, const struct request *request, struct response *response)
{
    struct child_form form = {0};
    if (!page_home(desk, &form.home, fields_get(&request->form, "home"))) {
        page_missing(desk, request, response);
        return;
    }
    const char *no = fields_get(&request->form, "no");
    form.now.home_id = form.home.id;
    bool well =
        strlen(no) < NO_SIZE &&
        read_columns(&form.now, child_columns, CHILD_COLUMNS, &request->form, "") &&
        read_columns(&form.guardian, guardian_columns, GUARDIAN_COLUMNS, &request->form, "");
    snprintf(form.now.no, sizeof form.now.no, "%.*s", NO_SIZE - 1, no);
    if (well)
        run_child(desk, request, response, &form);
    else
        child_page(desk, request, response, &form, unreadable());
}

/* A guardian of it */

struct guardian_form {
    struct child child;
    struct home home;
    struct guardian now;
};

static int
put_guardian_now(struct db *view, void *payload, const struct roster_by *by)
{
    struct guardian_form *form = payload;
    return roster_guardian_save(view, &form->now, form->child.id, by);
}

static int
guardian_choice(const struct guardian *guardian, void *payload)
{
    struct page *page = payload;
    struct html *h = &page->html;
    char day[WORDS_SIZE];
    html_open(h, "tr", NULL);
    html_element(h, "th", guardian->name, "scope", "row", NULL);
    html_element(h, "td", guardian->relation, NULL);
    html_element(h, "td", guardian->phone, NULL);
    html_element(h, "td", words_day(day, guardian->since_day), NULL);
    html_element(h, "td", words_day(day, guardian->until_day), NULL);
    html_close(h);
    return 0;
}

static void
guardian_list(struct page *page, const struct guardian_form *form)
{
    struct html *h = &page->html;
    const char *heads[] = {_("Name"), _("Relation"), _("Phone"), _("First day"), _("Last day")};
    html_open(h, "div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label",
        _("Guardians"), NULL);
    html_open(h, "table", NULL);
    html_open(h, "thead", NULL);
    html_open(h, "tr", NULL);
    for (int i = 0; i < 5; i++)
        html_element(h, "th", heads[i], "scope", "col", NULL);
    html_close_to(h, "thead");
    html_open(h, "tbody", NULL);
    if (guardian_ever_each(page->desk->view, form->child.id, guardian_choice, page) != DB_OK)
        fprintf(stderr, "zhaoxi-hub: %s\n", db_why(page->desk->view));
    html_close_to(h, "div");
}

static void
guardian_page(struct desk *desk, const struct request *request, struct response *response,
    const struct guardian_form *form, const char *wrong)
{
    struct page page;
    struct url url = url_of("/child/");
    url_part(&url, form->child.no);
    url_path(&url, "/guardian");
    page_begin(&page, desk, request, response, SECTION_CHILDREN, form->child.name);
    if (wrong)
        page_notice(&page, "bad", wrong);
    html_element(&page.html, "h2", _("Guardians"), NULL);
    guardian_list(&page, form);
    html_element(
        &page.html, "h2", _("A new one, or another state of the one since that day"), NULL);
    page_form(&page, url.text, "panel");
    write_columns(&page, &form->now, NULL, guardian_columns, GUARDIAN_COLUMNS);
    page_button(&page, _("Save"), NULL);
    html_close(&page.html);
    page_end(&page, wrong ? 422 : 200);
}

static void
edit_guardian(struct desk *desk, const struct request *request, struct response *response)
{
    struct guardian_form form = {.now = {.since_day = day_of(request->at_ms, 480)}};
    if (!page_child_seen(desk, &form.child, &form.home, request->args[0])) {
        page_missing(desk, request, response);
        return;
    }
    guardian_page(desk, request, response, &form, NULL);
    page_record(desk, request, form.home.code, "child", form.child.no);
}

static void
save_guardian(struct desk *desk, const struct request *request, struct response *response)
{
    struct guardian_form form = {0};
    struct edit_done done;
    if (!page_child_seen(desk, &form.child, &form.home, request->args[0])) {
        page_missing(desk, request, response);
        return;
    }
    if (!read_columns(&form.now, guardian_columns, GUARDIAN_COLUMNS, &request->form, "")) {
        guardian_page(desk, request, response, &form, unreadable());
        return;
    }
    struct url url = url_of("/child/");
    url_part(&url, form.child.no);
    struct edit edit = {.home = form.home.code,
        .what = "edit_guardian",
        .about = form.child.no,
        .now = put_guardian_now,
        .payload = &form};
    int rc = edit_run(desk, request, &edit, &done);
    if (rc == DB_REFUSED)
        guardian_page(desk, request, response, &form, done.why);
    else
        edit_answer(desk, request, response, rc, &done, url.text);
}

const struct route child_edit_routes[] = {
    {METHOD_GET, "/children/new", WHO_NAMES, LANE_PAGE, 0, false, new_child},
    {METHOD_POST, "/children/new", WHO_NAMES, LANE_PAGE, FORM_LIMIT, true, add_child},
    {METHOD_GET, "/child/{}/edit", WHO_NAMES, LANE_PAGE, 0, false, edit_child},
    {METHOD_POST, "/child/{}/edit", WHO_NAMES, LANE_PAGE, FORM_LIMIT, true, save_child},
    {METHOD_GET, "/child/{}/guardian", WHO_NAMES, LANE_PAGE, 0, false, edit_guardian},
    {METHOD_POST, "/child/{}/guardian", WHO_NAMES, LANE_PAGE, FORM_LIMIT, true, save_guardian},
    {0},
};
