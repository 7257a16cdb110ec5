#include "hub/asked.h"

#include "db/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHINA_MIN = 480, YEARS_MOST = 12 };

static int
first(const struct home *home, void *payload)
{
    *(struct home *)payload = *home;
    return 1;
}

static bool
read_home(struct asked *out, struct desk *desk, const char *code)
{
    if (code[0])
        return page_home(desk, &out->home, code);
    return page_sees_all(desk) || page_homes(desk, first, &out->home) == 1;
}

/* 202611 or, as browsers have it, 2026-11. */
static int
read_month(const struct fields *query, int today)
{
    const char *text = fields_get(query, "month");
    char joined[8] = "";
    if (strlen(text) == 7 && text[4] == '-')
        snprintf(joined, sizeof joined, "%.4s%.2s", text, text + 5);
    int month = (int)strtol(joined[0] ? joined : text, NULL, 10);
    return month >= 190001 && month <= 219912 && day_exists(month * 100 + 1) ? month : today / 100;
}

/* Two days, the right way round and not a life apart; else the month. */
static void
read_days(struct asked *out, const struct fields *query, int today)
{
    int from = day_parse(fields_get(query, "from")), until = day_parse(fields_get(query, "until"));
    int month = read_month(query, today);
    summary_month(&out->summary, month * 100 + 1);
    if (from && until && from <= until && day_years(from, until) < YEARS_MOST) {
        out->summary.from_day = from;
        out->summary.until_day = until;
        if (!fields_has(query, "month"))
            month = until / 100;
    }
    out->month = month > today / 100 ? today / 100 : month;
}

bool
asked_read(struct asked *out, struct desk *desk, const struct request *request)
{
    const struct fields *query = request->method == METHOD_POST ? &request->form : &request->query;
    const char *no = fields_get(query, "child");
    struct child child;
    *out = (struct asked){.named = account_sees_names(request->account)};
    if (!read_home(out, desk, fields_get(query, "home")))
        return false;
    read_days(out, query, day_of(request->at_ms, CHINA_MIN));
    int group = summary_group_parse(fields_get(query, "group"));
    out->summary.group = group < 0 ? SUMMARY_DAY : (enum summary_group)group;
    out->summary.home_id = out->home.id;
    if (!no[0])
        return true;
    /* A child's days are its own Home's to see, wherever they were. */
    struct home home;
    if (!child_find(desk->view, &child, no) || !home_get(desk->view, &home, child.home_id) ||
        !page_home(desk, &home, home.code))
        return false;
    out->summary.child_id = child.id;
    return true;
}

void
asked_add(struct url *url, const struct asked *asked, struct db *db)
{
    char day[DAY_TEXT_LEN + 1];
    struct child child;
    if (asked->home.id)
        url_add(url, "home", asked->home.code);
    day_text(day, asked->summary.from_day);
    url_add(url, "from", day);
    day_text(day, asked->summary.until_day);
    url_add(url, "until", day);
    url_add(url, "group", summary_group_name(asked->summary.group));
    if (asked->summary.child_id && child_get(db, &child, asked->summary.child_id))
        url_add(url, "child", child.no);
}
