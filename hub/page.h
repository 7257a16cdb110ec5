/* page.h: what all pages have in common: the frame, forms, tables, the choice of a Home and a
 * month, and what is on the record of who looked. */
#pragma once

#include "hub/desk.h"
#include "hub/html.h"

#include "db/clock.h"
#include "db/people.h"
#include "report/table.h"

#define PAGE_SECTIONS(X)                                                                           \
    X(SECTION_HOMES, "/", N_("Homes"), WHO_SIGNED_IN)                                              \
    X(SECTION_SUMMARY, "/summary", N_("Summaries"), WHO_SIGNED_IN)                                 \
    X(SECTION_GOALS, "/goals", N_("Six goals"), WHO_SIGNED_IN)                                     \
    X(SECTION_VISITS, "/visits", N_("Visits"), WHO_SIGNED_IN)                                      \
    X(SECTION_CHILDREN, "/children", N_("Children"), WHO_SIGNED_IN)                                \
    X(SECTION_CARE, "/care", N_("Holiday care"), WHO_SIGNED_IN)                                    \
    X(SECTION_TIMETABLE, "/timetable", N_("Timetable"), WHO_SIGNED_IN)                             \
    X(SECTION_HOMEWORK, "/homework", N_("Homework"), WHO_SIGNED_IN)                                \
    X(SECTION_QUESTIONS, "/questions", N_("Questions"), WHO_NAMES)                                 \
    X(SECTION_DEVICES, "/devices", N_("Devices"), WHO_MANAGER)                                     \
    X(SECTION_RECORD, "/record", N_("Record"), WHO_MANAGER)                                        \
    X(SECTION_ACCOUNTS, "/accounts", N_("Accounts"), WHO_MANAGER)

enum section {
#define X(id, path, title, who) id,
    PAGE_SECTIONS(X)
#undef X
        SECTION_COUNT,
    SECTION_NONE = SECTION_COUNT
};

struct page {
    struct html html;
    struct desk *desk;
    const struct request *request;
    struct response *response;
    int today; /* in China */
};

/* The frame down to the heading; `title` is the heading as well. page_end gives the answer. */
void page_begin(struct page *page, struct desk *desk, const struct request *request,
    struct response *response, enum section section, const char *title);
void page_end(struct page *page, int status);

/* A whole page that says one thing. */
void page_message(struct desk *desk, const struct request *request, struct response *response,
    int status, const char *title, const char *text);

/* For http_options.error. */
void page_error(const struct request *request, struct response *response, int status);

/* "There is no such …", 404, for what isn't there and for what the account may not see alike. */
void page_missing(struct desk *desk, const struct request *request, struct response *response);

/* The database failed: 500, its sentence, and a line for the installer. */
void page_failed(struct desk *desk, const struct request *request, struct response *response);

/* A form to a path of this hub, with its token; html_close ends it. */
void page_form(struct page *page, const char *path, const char *class);

/* A labelled field: `type` "text", "date", "number", "password", …; `hint` below it, or NULL. */
struct field_look {
    const char *name, *label, *type, *value, *hint;
    bool required;
    const char *autocomplete; /* NULL: "off" */
    int size;                 /* longest text, 0: none */
};
void page_field(struct page *page, const struct field_look *look);

/* A labelled choice: page_choice, then page_option for each, then page_choice_end. */
void page_choice(struct page *page, const char *name, const char *label);
void page_option(struct page *page, const char *value, const char *text, bool chosen);
void page_choice_end(struct page *page);

void page_hidden(struct page *page, const char *name, const char *value);
void page_button(struct page *page, const char *text, const char *class);

/* A word of what was done or is wrong, above the page's content; `tone` "good", "watch", "bad". */
void page_notice(struct page *page, const char *tone, const char *text);

/* A table of report/, with its charts, filters and notes. `link` gives the address that a cell
 * leads to, or false; NULL: none do. */
typedef bool (*page_link)(struct url *out, int row, int column, void *payload);
void page_table(struct page *page, const struct report_table *table, page_link link, void *payload);

/* Homes that the account sees, by code; those of which it sees one alone. */
int page_homes(struct desk *desk, int (*each)(const struct home *, void *payload), void *payload);
bool page_home(struct desk *desk, struct home *out, const char *code);

/* The account sees every Home of the view: then sums of all may be shown. */
bool page_sees_all(struct desk *desk);

/* A choice of a Home as part of a form that is sent by GET; `all` offers all of them together. */
void page_home_choice(struct page *page, const char *chosen, bool all);

/* The child of that number and its Home, where the account sees that one. */
bool page_child_seen(struct desk *desk, struct child *out, struct home *home, const char *no);

/* A child's name, or its number for an account that sees no names. Borrowed from the child. */
const char *page_child(const struct page *page, const struct child *child);

/* Puts what was done on the record; the sentence names nobody. */
void page_record(struct desk *desk, const struct request *request, const char *home,
    const char *what, const char *text);

/* The moment of the request. */
struct moment page_now(const struct request *request);
