/* summary_row.c: what a row of a summary is about: its days, its Homes, its key and its name. */
#include "db/day.h"
#include "db/summary_parts.h"

#include <stdio.h>
#include <string.h>

void
parts_span(const struct parts *w, int row, int *from, int *until)
{
    const struct summary_ask *ask = w->ask;
    *from = 0;
    *until = w->days - 1;
    if (ask->group == SUMMARY_DAY) {
        *from = *until = row;
    } else if (ask->group == SUMMARY_WEEK) {
        int monday = row * 7 + 1 - day_weekday(ask->from_day);
        *from = monday > 0 ? monday : 0;
        *until = monday + 6 < *until ? monday + 6 : *until;
    } else if (ask->group == SUMMARY_MONTH) {
        struct summary_ask month;
        summary_month(&month, parts_month(w, row) * 100 + 1);
        *from = month.from_day > ask->from_day ? parts_at(w, month.from_day) : 0;
        *until = month.until_day < ask->until_day ? parts_at(w, month.until_day) : *until;
    }
}

int
parts_month(const struct parts *w, int row)
{
    int months = w->ask->from_day / 10000 * 12 + w->ask->from_day / 100 % 100 - 1 + row;
    return months / 12 * 100 + months % 12 + 1;
}

/* A child's own Home is the one whose open days it might have come on. */
bool
parts_is_about(const struct parts *w, int row, int home)
{
    if (w->ask->home_id && w->who.homes[home].id != w->ask->home_id)
        return false;
    switch (w->ask->group) {
    case SUMMARY_HOME:
        return home == row;
    case SUMMARY_VILLAGE:
        return w->who.homes[home].village == row;
    case SUMMARY_CHILD:
        return w->who.children[row].home == home;
    default:
        return true;
    }
}

void
parts_label(const struct parts *w, int row, struct summary_row *out)
{
    int year = 0, week;
    char *label = out->label;
    size_t size = sizeof out->label;
    out->group = w->ask->group;
    switch (w->ask->group) {
    case SUMMARY_DAY:
        out->key = day_add(w->ask->from_day, row);
        day_text(label, (int)out->key);
        break;
    case SUMMARY_WEEK:
        out->key = day_add(w->ask->from_day, row * 7 + 1 - day_weekday(w->ask->from_day));
        week = summary_week_number((int)out->key, &year);
        snprintf(label, size, "%d-W%02d", year, week);
        break;
    case SUMMARY_MONTH:
        out->key = parts_month(w, row);
        snprintf(label, size, "%d-%02d", (int)out->key / 100, (int)out->key % 100);
        break;
    case SUMMARY_CHILD:
        out->key = w->who.children[row].id;
        snprintf(label, size, "%s", w->who.children[row].no);
        break;
    case SUMMARY_AGE:
        out->key = row - 1;
        if (row > 0)
            snprintf(label, size, "%d", row - 1);
        break;
    case SUMMARY_GRADE:
        snprintf(label, size, "%s", w->who.grades.words[row]);
        break;
    case SUMMARY_VILLAGE:
        snprintf(label, size, "%s", w->who.villages.words[row]);
        break;
    case SUMMARY_HOME:
        out->key = w->who.homes[row].id;
        snprintf(label, size, "%s", w->who.homes[row].name);
        break;
    case SUMMARY_CLASS:
        snprintf(label, size, "%s", w->titles.words[row]);
        break;
    case SUMMARY_ALL:
    case SUMMARY_GROUP_COUNT:
        break;
    }
}
