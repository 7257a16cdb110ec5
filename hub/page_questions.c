#include "hub/page_questions.h"

#include "hub/edit.h"
#include "hub/text.h"
#include "hub/words.h"

#include "db/question.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORM_LIMIT = 8192 };

/* "name: 测小雨; grade: 三年级", as far as it is JSON. */
static void
write_values(struct html *h, const char *json)
{
    json_t *object = json_loads(json, 0, NULL);
    const char *key;
    json_t *value;
    if (!json[0] || !object)
        html_element(h, "p", _("The row is gone."), NULL);
    html_open(h, "dl", "class", "facts", NULL);
    json_object_foreach(object, key, value)
    {
        char *number = json_is_string(value) ? NULL : json_dumps(value, JSON_ENCODE_ANY);
        html_element(h, "dt", key, NULL);
        html_element(h, "dd", json_is_string(value) ? json_string_value(value) : number, NULL);
        free(number);
    }
    html_close(h);
    json_decref(object);
}

static void
answer_form(struct page *page, const struct question *question, const char *answer,
    const char *values, const char *title)
{
    struct html *h = &page->html;
    html_open(h, "div", NULL);
    html_element(h, "h3", title, NULL);
    write_values(h, values);
    page_form(page, "/questions", NULL);
    page_hidden(page, "id", question->id);
    page_hidden(page, "answer", answer);
    page_button(page, _("This is right"), strcmp(answer, "ours") == 0 ? NULL : "quiet");
    html_close(h);
    html_close(h);
}

struct list {
    struct page *page;
    int count;
};

static int
question_card(const struct question *question, void *payload)
{
    struct list *list = payload;
    struct page *page = list->page;
    struct html *h = &page->html;
    char when[WORDS_SIZE];
    list->count++;
    html_open(h, "section", "class", "panel", NULL);
    html_open(h, "h2", NULL);
    html_format(h, "%s", question->table);
    html_close(h);
    write_values(h, question->key);
    html_open(h, "p", "class", "note", NULL);
    html_format(h, _("Changed by %s, %s"), question->staff[0] ? question->staff : question->source,
        words_moment(when, question->at_utc_ms));
    html_close(h);
    if (question->refused[0])
        page_notice(page, "watch", question->refused);
    html_open(h, "div", "class", "split", NULL);
    answer_form(page, question, "ours", question->ours, _("As it stands now"));
    answer_form(page, question, "theirs", question->theirs, _("As the other change wants it"));
    html_close(h);
    html_close(h);
    return 0;
}

static int
home_questions(const struct home *home, void *payload)
{
    struct list *list = payload;
    return question_each(list->page->desk->view, home->id, question_card, list);
}

static void
show(struct desk *desk, const struct request *request, struct response *response, const char *wrong)
{
    struct page page;
    struct list list = {.page = &page};
    page_begin(&page, desk, request, response, SECTION_QUESTIONS, _("Questions"));
    if (wrong)
        page_notice(&page, "bad", wrong);
    html_element(&page.html, "p",
        _("The same was changed in two places at once. Nothing is lost: say which of the two is "
          "right."),
        NULL);
    int rc = page_sees_all(desk) ? question_each(desk->view, 0, question_card, &list)
                                 : page_homes(desk, home_questions, &list);
    if (rc == DB_OK && !list.count)
        html_element(&page.html, "p", _("There are no questions."), "class", "empty", NULL);
    page_end(&page, wrong ? 422 : 200);
    if (rc != DB_OK)
        page_failed(desk, request, response);
}

static void
questions(struct desk *desk, const struct request *request, struct response *response)
{
    show(desk, request, response, NULL);
}

struct answer {
    const char *id;
    enum question_answer answer;
    bool found;
    char home[NO_SIZE];
};

static int
is_the_one(const struct question *question, void *payload)
{
    struct answer *answer = payload;
    answer->found = strcmp(question->id, answer->id) == 0;
    return answer->found;
}

struct look {
    struct desk *desk;
    struct answer *answer;
};

/* Of a Home that the account sees; its code goes with the answer into the log. */
static int
look_in_home(const struct home *home, void *payload)
{
    struct look *look = payload;
    int rc = question_each(look->desk->view, home->id, is_the_one, look->answer);
    if (rc > 0)
        snprintf(look->answer->home, sizeof look->answer->home, "%s", home->code);
    return rc;
}

static int
put_answer(struct db *view, void *payload, const struct roster_by *by)
{
    struct answer *answer = payload;
    return question_answer(view, answer->id, answer->answer, by);
}

static void
answer(struct desk *desk, const struct request *request, struct response *response)
{
    const char *which = fields_get(&request->form, "answer");
    struct answer answer = {.id = fields_get(&request->form, "id"),
        .answer = strcmp(which, "theirs") == 0 ? QUESTION_THEIRS : QUESTION_OURS};
    struct look look = {desk, &answer};
    struct edit_done done;
    int rc = page_homes(desk, look_in_home, &look);
    if (rc == DB_OK && !answer.found && page_sees_all(desk))
        rc = question_each(desk->view, 0, is_the_one, &answer);
    if (rc < 0) {
        page_failed(desk, request, response);
        return;
    }
    if (!answer.found) {
        show(desk, request, response, _("This question has been answered meanwhile."));
        return;
    }
    struct edit edit = {.home = answer.home,
        .what = "answer",
        .about = which,
        .now = put_answer,
        .payload = &answer};
    rc = edit_run(desk, request, &edit, &done);
    if (rc == DB_REFUSED)
        show(desk, request, response, done.why);
    else
        edit_answer(desk, request, response, rc, &done, "/questions");
}

const struct route questions_routes[] = {
    {METHOD_GET, "/questions", WHO_NAMES, LANE_PAGE, 0, false, questions},
    {METHOD_POST, "/questions", WHO_NAMES, LANE_PAGE, FORM_LIMIT, true, answer},
    {0},
};
