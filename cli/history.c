/* history.c: what is on record of a child's day, in words. */
#include "cli/command.h"
#include "cli/table.h"

#include "db/day.h"
#include "db/history.h"
#include "db/people.h"

#include <stdio.h>
#include <string.h>

enum { LINE = 512 };

struct listing {
    struct cli *cli;
    struct table table;
    int64_t child_id;
    int offset_min;
};

static const char *
what_words(enum correct_what what)
{
    static const char *const words[CORRECTION_COUNT] = {
        [CORRECT_LEFT] = N_("the true time of leaving"),
        [CORRECT_CHILD] = N_("it was another child"),
        [CORRECT_TIME] = N_("it was at another time"),
        [CORRECT_NEVER] = N_("it never was"),
        [CORRECT_ADDED] = N_("nothing had been recorded"),
        [CORRECT_TURNED] = N_("it was the leaving"),
        [CORRECT_UNDONE] = N_("a correction was undone"),
    };
    return _(words[what]);
}

static const char *
via_words(enum check_via via)
{
    static const char *const words[CHECK_VIA_COUNT] = {
        [VIA_CARD] = N_("by card"),
        [VIA_FORGOTTEN] = N_("without a card"),
        [VIA_PENDING] = N_("by a card that was not in the roster yet"),
        [VIA_ASSUMED] = N_("assumed: nobody saw it"),
        [VIA_ADDED] = N_("added later"),
    };
    return _(words[via]);
}

static const char *
reason_words(enum correct_reason reason)
{
    static const char *const words[CORRECT_REASON_COUNT] = {
        [CORRECT_FORGOT] = N_("forgot to scan"),
        [CORRECT_WRONG_CARD] = N_("another child's card"),
        [CORRECT_BY_MISTAKE] = N_("by mistake"),
        [CORRECT_BAD_CLOCK] = N_("clock or power"),
        [CORRECT_OTHER] = N_("other"),
    };
    return _(words[reason]);
}

static const char *
name_of(const struct listing *l, int64_t child_id, struct child *child)
{
    return child_get(l->cli->db, child, child_id) ? child->name : "?";
}

static void
check_words(const struct listing *l, char out[LINE], const struct history *h)
{
    char at[MINUTE_TEXT_LEN + 1];
    struct child child;
    minute_text(at, day_minute_of(h->was_ms, l->offset_min));
    int n = snprintf(
        out, LINE, "%s, %s", h->was_in ? _("checked in") : _("checked out"), via_words(h->via));
    if (h->via == VIA_ADDED)
        n = snprintf(
            out, LINE, "%s, %s", h->in ? _("checked in") : _("checked out"), via_words(h->via));
    if (h->taken_back)
        n += snprintf(out + n, LINE - (size_t)n, " · %s", _("taken back"));
    else if (h->child_id != l->child_id)
        n +=
            snprintf(out + n, LINE - (size_t)n, _(" · it was %s"), name_of(l, h->child_id, &child));
    else if (h->corrected && h->was_child_id != h->child_id && h->via != VIA_ADDED)
        n += snprintf(
            out + n, LINE - (size_t)n, _(" · card of %s"), name_of(l, h->was_child_id, &child));
    if (h->via != VIA_ADDED && h->was_ms != h->time_ms)
        snprintf(out + n, LINE - (size_t)n, _(" · recorded at %s"), at);
}

static void
correction_words(const struct listing *l, char out[LINE], const struct history *h)
{
    char at[MINUTE_TEXT_LEN + 1];
    struct child child;
    minute_text(at, day_minute_of(h->time_ms, l->offset_min));
    snprintf(out, LINE, "  ↳ %s: %s %s %s (%s%s%s)", what_words(h->what),
        name_of(l, h->child_id, &child), at,
        h->taken_back ? _("taken back")
        : h->in       ? _("checked in")
                      : _("checked out"),
        reason_words(h->reason), h->note[0] ? ": " : "", h->note);
}

static int
add(const struct history *h, void *payload)
{
    struct listing *l = payload;
    struct staff staff = {0};
    char seq[24], check[24] = "", time[MINUTE_TEXT_LEN + 1], words[LINE];
    char said[DAY_TEXT_LEN + MINUTE_TEXT_LEN + 2] = "";
    snprintf(seq, sizeof seq, "%lld", (long long)h->seq);
    minute_text(time, day_minute_of(h->time_ms, l->offset_min));
    if (h->staff_id)
        staff_get(l->cli->db, &staff, h->staff_id);
    const char *kind = h->kind < EVENT_KIND_COUNT ? event_kind_name(h->kind) : "";
    snprintf(words, sizeof words, "%s", kind);
    if (h->part == HISTORY_CHECK)
        check_words(l, words, h);
    if (h->part == HISTORY_CORRECTION) {
        kind = correct_what_name(h->what);
        correction_words(l, words, h);
        snprintf(check, sizeof check, "%lld", (long long)h->check);
        day_text(said, day_of(h->said_ms, l->offset_min));
        said[DAY_TEXT_LEN] = ' ';
        minute_text(said + DAY_TEXT_LEN + 1, day_minute_of(h->said_ms, l->offset_min));
    }
    table_row(&l->table, (const char *[]){seq, time, words, staff.name, said, kind, check});
    return 0;
}

static int
run(struct cli *cli, int argc, char **argv)
{
    struct listing l = {.cli = cli, .offset_min = 480};
    struct child child;
    struct home home;
    int day = cli->today;
    const char *no = NULL;
    for (int i = 1; i < argc; i += 2) {
        if (i + 1 < argc && strcmp(argv[i], "--child") == 0)
            no = argv[i + 1];
        else if (i + 1 < argc && strcmp(argv[i], "--day") == 0)
            day = day_parse(argv[i + 1]);
        else
            return bad_usage(&command_history);
        if (!day)
            return refuse(_("\"%s\" is not a date. Write it like 2018-03-05."), argv[i + 1]);
    }
    if (!no)
        return bad_usage(&command_history);
    if (!child_find(cli->db, &child, no))
        return refuse(_("There is no child with number \"%s\"."), no);
    l.child_id = child.id;
    if (home_get(cli->db, &home, child.home_id))
        l.offset_min = home.utc_offset_min;
    l.table = (struct table){.columns = 7,
        .column = {{"seq", _("Event"), true}, {"time", _("Time"), false},
            {"words", _("What"), false}, {"staff", _("Staff"), false}, {"said", _("Said"), false},
            {"kind", _("Kind"), false}, {"corrects", _("Corrects"), true}}};
    int rc = history_day(cli->db, child.id, day, add, &l);
    table_print(&l.table, cli->json);
    return rc < 0 ? refuse_db(cli) : EXIT_OK;
}

const struct command command_history = {
    .name = "history",
    .arguments = "--child NO [--day 2026-11-24]",
    .summary = N_("All that is on record of a child's day, and who corrected what."),
    .access = ACCESS_SOCIAL_WORKER,
    .opens_db = true,
    .run = run,
};
