#include "hub/page_homework.h"

#include "hub/asked.h"
#include "hub/edit.h"
#include "hub/text.h"

#include "db/day.h"
#include "db/homework.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORM_LIMIT = 16 * 1024 };

static const char *
subject_text(enum homework_subject subject)
{
    static const char *const texts[HOMEWORK_SUBJECT_COUNT] = {
        [HOMEWORK_CHINESE] = N_("Chinese"),
        [HOMEWORK_MATHS] = N_("Maths"),
        [HOMEWORK_ENGLISH] = N_("English"),
        [HOMEWORK_OTHER] = N_("Other"),
    };
    return _(texts[subject]);
}

struct list {
    struct page *page;
    struct report_table *table;
};

static int
add_item(const struct homework *item, void *payload)
{
    struct list *list = payload;
    struct child child = {0};
    if (item->child_id && !child_get(list->page->desk->view, &child, item->child_id))
        return DB_FAILED;
    report_text(list->table, item->text);
    report_text(list->table, subject_text(item->subject));
    report_text(list->table, child.id ? page_child(list->page, &child) : item->school);
    report_text(list->table, item->grade);
    report_number(list->table, item->due_day);
    return 0;
}

static int
write_list(struct page *page, const struct asked *asked)
{
    struct list list = {page, report_create(_("Homework"))};
    report_column(list.table, "text", _("What"), REPORT_TEXT);
    report_column(list.table, "subject", _("Subject"), REPORT_TEXT);
    report_column(list.table, "school", _("School or child"), REPORT_TEXT);
    report_column(list.table, "grade", _("Grade"), REPORT_TEXT);
    report_column(list.table, "due", _("Due"), REPORT_DATE);
    int rc = homework_each(page->desk->view, asked->home.id, page->today, add_item, &list);
    page_table(page, list.table, NULL, NULL);
    report_destroy(list.table);
    return rc;
}

static void
new_form(struct page *page, const struct asked *asked, const struct fields *from)
{
    struct html *h = &page->html;
    html_element(h, "h2", _("New homework"), NULL);
    page_form(page, "/homework", "panel row");
    page_hidden(page, "home", asked->home.code);
    const struct field_look looks[] = {
        {.name = "school",
            .label = _("School"),
            .type = "text",
            .required = true,
            .value = fields_get(from, "school"),
            .size = NAME_SIZE - 1},
        {.name = "grade",
            .label = _("Grade"),
            .type = "text",
            .required = true,
            .value = fields_get(from, "grade"),
            .size = WORD_SIZE - 1},
        {.name = "due",
            .label = _("Due"),
            .type = "date",
            .required = true,
            .value = fields_get(from, "due")},
        {.name = "text",
            .label = _("What is to be done"),
            .type = "text",
            .required = true,
            .value = fields_get(from, "text"),
            .size = HOMEWORK_TEXT_SIZE - 1},
    };
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++)
        page_field(page, &looks[i]);
    page_choice(page, "subject", _("Subject"));
    for (int i = 0; i < HOMEWORK_SUBJECT_COUNT; i++)
        page_option(page, homework_subject_name((enum homework_subject)i),
            subject_text((enum homework_subject)i),
            strcmp(fields_get(from, "subject"), homework_subject_name((enum homework_subject)i)) ==
                0);
    page_choice_end(page);
    page_button(page, _("Save"), NULL);
    html_close(h);
}

static void
show(struct desk *desk, const struct request *request, struct response *response,
    const struct asked *asked, const char *wrong)
{
    struct page page;
    struct html *h = &page.html;
    page_begin(&page, desk, request, response, SECTION_HOMEWORK, _("Homework"));
    if (wrong)
        page_notice(&page, "bad", wrong);
    html_open(h, "form", "method", "get", "action", "/homework", "class", "panel row", NULL);
    page_home_choice(&page, asked->home.id ? asked->home.code : "", true);
    page_button(&page, _("Show"), NULL);
    html_close(h);
    int rc = write_list(&page, asked);
    if (asked->named)
        new_form(&page, asked, &request->form);
    page_end(&page, wrong ? 422 : 200);
    if (rc != DB_OK)
        page_failed(desk, request, response);
}

static void
homework(struct desk *desk, const struct request *request, struct response *response)
{
    struct asked asked;
    if (asked_read(&asked, desk, request))
        show(desk, request, response, &asked, NULL);
    else
        page_missing(desk, request, response);
}

static int
put_item(struct db *view, void *payload, const struct roster_by *by)
{
    struct homework item = *(struct homework *)payload;
    (void)by;
    return homework_put(view, &item);
}

static bool
read_item(struct homework *out, const struct fields *form)
{
    const char *school = fields_get(form, "school"), *grade = fields_get(form, "grade"),
               *text = fields_get(form, "text");
    int subject = homework_subject_parse(fields_get(form, "subject"));
    *out = (struct homework){.due_day = day_parse(fields_get(form, "due"))};
    if (subject < 0 || !out->due_day || !text[0] || strlen(text) >= sizeof out->text ||
        strlen(school) >= sizeof out->school || strlen(grade) >= sizeof out->grade ||
        strpbrk(text, "\r\n"))
        return false;
    out->subject = (enum homework_subject)subject;
    snprintf(out->school, sizeof out->school, "%s", school);
    snprintf(out->grade, sizeof out->grade, "%s", grade);
    snprintf(out->text, sizeof out->text, "%s", text);
    return true;
}

static void
save(struct desk *desk, const struct request *request, struct response *response)
{
    struct asked asked;
    struct homework item;
    struct edit_done done;
    if (!asked_read(&asked, desk, request)) {
        page_missing(desk, request, response);
        return;
    }
    if (!read_item(&item, &request->form)) {
        show(desk, request, response, &asked,
            _("The homework needs a school, a grade, a text and a day. Correct it and save "
              "again."));
        return;
    }
    /* A school's classes are shared by the Homes around it. */
    struct edit edit = {.home = "",
        .what = "edit_homework",
        .about = item.grade,
        .now = put_item,
        .payload = &item};
    int rc = edit_run(desk, request, &edit, &done);
    if (rc == DB_REFUSED)
        show(desk, request, response, &asked, done.why);
    else
        edit_answer(desk, request, response, rc, &done, "/homework");
}

const struct route homework_routes[] = {
    {METHOD_GET, "/homework", WHO_SIGNED_IN, LANE_PAGE, 0, false, homework},
    {METHOD_POST, "/homework", WHO_NAMES, LANE_PAGE, FORM_LIMIT, true, save},
    {0},
};
