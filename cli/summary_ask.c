#include "cli/summary_ask.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

void
summary_words_begin(struct summary_words *w, struct cli *cli)
{
    *w = (struct summary_words){.cli = cli};
    summary_month(&w->ask, cli->today);
}

/* 2026-11 as its first day, or 0. */
static int
month_day(const char *text)
{
    char day[DAY_TEXT_LEN + 1];
    int n = snprintf(day, sizeof day, "%s-01", text);
    return n > 0 && (size_t)n < sizeof day ? day_parse(day) : 0;
}

static int
take_month(struct summary_words *w, const char *value)
{
    int day = month_day(value);
    if (!day)
        return refuse(_("\"%s\" is not a month. Write it like 2026-11."), value);
    summary_month(&w->ask, day);
    return EXIT_OK;
}

static int
take_week(struct summary_words *w, const char *value)
{
    int day = summary_week_parse(value);
    day = day ? day : day_parse(value);
    if (!day)
        return refuse(_("\"%s\" is not a week. Write it like 2026-W48."), value);
    summary_week(&w->ask, day);
    return EXIT_OK;
}

static int
take_day(int *out, const char *value)
{
    *out = day_parse(value);
    return *out ? EXIT_OK : refuse(_("\"%s\" is not a date. Write it like 2018-03-05."), value);
}

static int
take_from(struct summary_words *w, const char *value)
{
    return take_day(&w->ask.from_day, value);
}

static int
take_until(struct summary_words *w, const char *value)
{
    return take_day(&w->ask.until_day, value);
}

static int
take_period(struct summary_words *w, const char *value)
{
    w->period = value;
    return EXIT_OK;
}

static int
take_group(struct summary_words *w, const char *value)
{
    int group = summary_group_parse(value);
    if (group < 0)
        return refuse(_("There is no group \"%s\". See: zhaoxi help report"), value);
    w->ask.group = (enum summary_group)group;
    return EXIT_OK;
}

static int
take_home(struct summary_words *w, const char *value)
{
    struct home home;
    if (!home_find(w->cli->db, &home, value))
        return refuse(_("There is no Home \"%s\". See: zhaoxi list homes"), value);
    w->ask.home_id = home.id;
    return EXIT_OK;
}

static int
take_child(struct summary_words *w, const char *value)
{
    struct child child;
    if (!child_find(w->cli->db, &child, value))
        return refuse(_("There is no child with the number \"%s\"."), value);
    w->ask.child_id = child.id;
    return EXIT_OK;
}

static int
take_grade(struct summary_words *w, const char *value)
{
    snprintf(w->ask.grade, sizeof w->ask.grade, "%s", value);
    return EXIT_OK;
}

static const struct {
    const char *option;
    int (*take)(struct summary_words *words, const char *value);
} options[] = {{"--from", take_from}, {"--until", take_until}, {"--month", take_month},
    {"--week", take_week}, {"--period", take_period}, {"--by", take_group}, {"--home", take_home},
    {"--child", take_child}, {"--grade", take_grade}};

int
summary_words_take(struct summary_words *w, const char *option, const char *value)
{
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        if (strcmp(options[i].option, option) == 0)
            return options[i].take(w, value);
    return EXIT_USAGE;
}

/* A period's name is known at each Home by itself: of all Homes the first that has it counts. */
static int
try_period(const struct home *home, void *payload)
{
    struct summary_words *w = payload;
    return (!w->ask.home_id || w->ask.home_id == home->id) &&
           summary_period(w->cli->db, &w->ask, home->id, w->period);
}

int
summary_words_end(struct summary_words *w)
{
    if (w->period && home_each(w->cli->db, try_period, w) == 0)
        return refuse(_("No Home has a term or holiday named \"%s\"."), w->period);
    return EXIT_OK;
}
