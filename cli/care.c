/* care.c: holiday care: what was done to it, and what is shown of it. Each verb is a row of a
 * table: who may, which words it wants after the holiday's name, and its function. */
#include "cli/care.h"

#include "db/care_mark.h"
#include "db/day.h"
#include "db/lamp.h"
#include "db/setting.h"

#include <stdio.h>
#include <string.h>

struct roster_by
care_by(const struct care_call *call)
{
    return (struct roster_by){call->cli->staff.id, call->cli->today, call->cli->now};
}

int
care_said(const struct care_call *call, int rc, const char *sentence)
{
    if (rc != DB_OK)
        return refuse_db(call->cli);
    puts(sentence);
    return EXIT_OK;
}

bool
care_read_day(const char *text, int missing, int *out)
{
    *out = text ? day_parse(text) : missing;
    if (text && !*out)
        refuse(_("\"%s\" is not a date. Write it like 2018-03-05."), text);
    return !text || *out;
}

bool
care_read_session(const struct care_call *call, struct care_session *out)
{
    if (care_session_find(call->cli->db, out, call->care.period.id, call->session))
        return true;
    refuse(_("The holiday has no session \"%s\". See: zhaoxi care sessions %s"), call->session,
        call->care.period.name);
    return false;
}

bool
care_read_child(const struct care_call *call, struct child *out)
{
    if (child_find(call->cli->db, out, call->child))
        return true;
    refuse(_("There is no child with number \"%s\"."), call->child);
    return false;
}

int
care_print(const struct care_call *call, struct table *table, int rc)
{
    if (rc == DB_OK && call->csv)
        table_print_csv(table);
    else if (rc == DB_OK)
        table_print(table, call->cli->json);
    return rc == DB_OK ? EXIT_OK : refuse_db(call->cli);
}

static int
open_it(const struct care_call *call)
{
    int from = 0;
    struct roster_by who = care_by(call);
    if (!care_read_day(call->from, 0, &from))
        return EXIT_REFUSED;
    return care_said(call, care_open(call->cli->db, call->care.period.id, from, call->reason, &who),
        _("The holiday care is open."));
}

static int
prolong_it(const struct care_call *call)
{
    int until = 0;
    struct roster_by who = care_by(call);
    if (!care_read_day(call->day, 0, &until))
        return EXIT_REFUSED;
    return care_said(call, care_prolong(call->cli->db, call->care.period.id, until, &who),
        _("The holiday care is prolonged."));
}

static int
close_it(const struct care_call *call)
{
    struct roster_by who = care_by(call);
    return care_said(call, care_close(call->cli->db, call->care.period.id, call->reason, &who),
        _("The holiday care is closed."));
}

static int
begin_session(const struct care_call *call)
{
    struct care_session session;
    struct roster_by who = care_by(call);
    if (!care_read_session(call, &session))
        return EXIT_REFUSED;
    return care_said(call, lamp_begin(call->cli->db, session.id, call->reason, &who),
        _("The session has begun."));
}

static bool
read_mark(const struct care_call *call, struct care_mark *out)
{
    struct child child;
    struct care_session session;
    *out = (struct care_mark){0};
    if (!care_read_session(call, &session) || !care_read_child(call, &child) ||
        !care_read_day(call->day, call->cli->today, &out->day))
        return false;
    if (call->reason && strlen(call->reason) >= sizeof out->reason) {
        refuse(_("The reason is too long. Say it in %d characters."), CARE_REASON / 3);
        return false;
    }
    out->session_id = session.id;
    out->child_id = child.id;
    snprintf(out->reason, sizeof out->reason, "%s", call->reason ? call->reason : "");
    for (int i = CARE_MARK_NONE + 1; i < CARE_MARK_COUNT; i++)
        if (strcmp(call->mark, care_mark_name((enum care_mark_kind)i)) == 0)
            out->mark = (enum care_mark_kind)i;
    if (out->mark == CARE_MARK_NONE)
        refuse(_("\"%s\" is none of present, absent, ate, not_eaten."), call->mark);
    return out->mark != CARE_MARK_NONE;
}

static int
put_mark(const struct care_call *call)
{
    struct care_mark mark;
    struct roster_by who = care_by(call);
    if (!read_mark(call, &mark))
        return EXIT_REFUSED;
    return care_said(call, care_mark_put(call->cli->db, &mark, &who), _("It is noted."));
}

static int
undo_mark(const struct care_call *call)
{
    struct care_mark mark;
    struct roster_by who = care_by(call);
    if (!read_mark(call, &mark))
        return EXIT_REFUSED;
    bool meal = mark.mark == CARE_MARK_ATE || mark.mark == CARE_MARK_NOT_EATEN;
    return care_said(
        call, care_mark_undo(call->cli->db, &mark, meal, &who), _("It is taken back."));
}

enum { WORDS = 5 };

/* Which word a place after the verb holds. */
enum word { WORD_NONE, WORD_PERIOD, WORD_SESSION, WORD_CHILD, WORD_DAY, WORD_MARK };

#define VERBS(X)                                                                                   \
    X(list, ACCESS_VOLUNTEER, care_show_list, {0})                                                 \
    X(open, ACCESS_SOCIAL_WORKER, open_it, {WORD_PERIOD})                                          \
    X(prolong, ACCESS_SOCIAL_WORKER, prolong_it, {WORD_PERIOD, WORD_DAY})                          \
    X(close, ACCESS_SOCIAL_WORKER, close_it, {WORD_PERIOD})                                        \
    X(history, ACCESS_SOCIAL_WORKER, care_show_history, {WORD_PERIOD})                             \
    X(sessions, ACCESS_VOLUNTEER, care_show_sessions, {WORD_PERIOD})                               \
    X(enrolled, ACCESS_SOCIAL_WORKER, care_show_enrolled, {WORD_PERIOD})                           \
    X(enrol, ACCESS_SOCIAL_WORKER, care_enrol_child, {WORD_PERIOD, WORD_CHILD})                    \
    X(change, ACCESS_SOCIAL_WORKER, care_change_child, {WORD_PERIOD, WORD_CHILD})                  \
    X(leave, ACCESS_SOCIAL_WORKER, care_leave_child, {WORD_PERIOD, WORD_CHILD})                    \
    X(offers, ACCESS_SOCIAL_WORKER, care_show_offers, {WORD_PERIOD})                               \
    X(give, ACCESS_SOCIAL_WORKER, care_give_place, {WORD_PERIOD, WORD_SESSION, WORD_CHILD})        \
    X(pass, ACCESS_SOCIAL_WORKER, care_pass_place, {WORD_PERIOD, WORD_SESSION, WORD_CHILD})        \
    X(lamp, ACCESS_VOLUNTEER, care_show_lamp, {WORD_PERIOD})                                       \
    X(begin, ACCESS_TUTOR, begin_session, {WORD_PERIOD, WORD_SESSION})                             \
    X(mark, ACCESS_TUTOR, put_mark, {WORD_PERIOD, WORD_SESSION, WORD_CHILD, WORD_DAY, WORD_MARK})  \
    X(unmark, ACCESS_TUTOR, undo_mark,                                                             \
        {WORD_PERIOD, WORD_SESSION, WORD_CHILD, WORD_DAY, WORD_MARK})                              \
    X(day, ACCESS_SOCIAL_WORKER, care_show_day, {WORD_PERIOD, WORD_DAY})                           \
    X(sheet, ACCESS_SOCIAL_WORKER, care_show_sheet, {WORD_PERIOD})

static const struct care_verb {
    const char *name;
    int (*run)(const struct care_call *call);
    enum word words[WORDS];
} verbs[] = {
#define X(name, access, run, ...) {#name, run, __VA_ARGS__},
    VERBS(X)
#undef X
};
enum { VERBS = sizeof verbs / sizeof verbs[0] };

/* The place of an option's value in the call, NULL where there is no such option. */
static const char **
value_of(struct care_call *call, const char *option)
{
    const struct {
        const char *name, **value;
    } options[] = {{"--from", &call->from}, {"--last", &call->last}, {"--month", &call->month},
        {"--reason", &call->reason}, {"--consent", &call->consent},
        {"--consent-day", &call->consent_day}, {"--weekdays", &call->weekdays},
        {"--sessions", &call->sessions}, {"--out", &call->file}, {"--for", &call->staff_no}};
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        if (strcmp(option, options[i].name) == 0)
            return options[i].value;
    return NULL;
}

static bool *
flag_of(struct care_call *call, const char *option)
{
    return strcmp(option, "--csv") == 0    ? &call->csv
           : strcmp(option, "--wait") == 0 ? &call->wait
           : strcmp(option, "--card") == 0 ? &call->card
                                           : NULL;
}

/* Takes the options out; returns how many words are left, or -1. */
static int
read_options(
    struct care_call *call, const char **home, int argc, char **argv, const char *words[WORDS])
{
    int count = 0;
    for (int i = 2; i < argc; i++) {
        bool *flag = flag_of(call, argv[i]);
        const char **value = strcmp(argv[i], "--home") == 0 ? home : value_of(call, argv[i]);
        if (flag)
            *flag = true;
        else if (value && i + 1 < argc)
            *value = argv[++i];
        else if (value || strncmp(argv[i], "--", 2) == 0 || count == WORDS)
            return -1;
        else
            words[count++] = argv[i];
    }
    return count;
}

static bool
read_words(struct care_call *call, const struct care_verb *verb, const char *words[WORDS],
    const char **period)
{
    *period = NULL;
    for (int i = 0; i < WORDS; i++) {
        const char **to[] = {NULL, period, &call->session, &call->child, &call->day, &call->mark};
        /* A day that nothing follows may be left out: today. */
        bool may_miss = verb->words[i] == WORD_DAY && verb->run == care_show_day;
        if (!verb->words[i] ? words[i] != NULL : !words[i] && !may_miss)
            return false;
        if (verb->words[i])
            *to[verb->words[i]] = words[i];
    }
    return true;
}

static int
find_home(struct care_call *call, const char *code)
{
    if (code && !home_find(call->cli->db, &call->home, code))
        return refuse(_("There is no Home \"%s\". See: zhaoxi list homes"), code);
    if (!code)
        home_get(call->cli->db, &call->home, setting_home(call->cli->db));
    return EXIT_OK;
}

static int
find_period(struct care_call *call, const char *name)
{
    struct period period;
    if (name && (!period_find(call->cli->db, &period, call->home.id, name) ||
                    !care_get(call->cli->db, &call->care, period.id)))
        return refuse(
            _("The Home has no winter or summer holiday \"%s\". See: zhaoxi care list"), name);
    return EXIT_OK;
}

static int
run(struct cli *cli, int argc, char **argv)
{
    struct care_call call = {.cli = cli};
    const char *words[WORDS] = {NULL}, *home = NULL, *period = NULL;
    const struct care_verb *verb = NULL;
    for (int i = 0; argc > 1 && i < VERBS; i++)
        if (strcmp(argv[1], verbs[i].name) == 0)
            verb = &verbs[i];
    if (!verb || read_options(&call, &home, argc, argv, words) < 0 ||
        !read_words(&call, verb, words, &period))
        return bad_usage(&command_care);
    int status = find_home(&call, home);
    if (status == EXIT_OK)
        status = find_period(&call, period);
    return status == EXIT_OK ? verb->run(&call) : status;
}

const struct command command_care = {
    .name = "care",
    .arguments =
        "list | open HOLIDAY [--from DAY] [--reason TEXT] | prolong HOLIDAY DAY | "
        "close HOLIDAY [--reason TEXT] | history|sessions|enrolled|offers|lamp HOLIDAY | "
        "enrol|change HOLIDAY CHILD [--sessions A,B] [--weekdays 12345] [--from DAY] "
        "[--consent NAME] [--consent-day DAY] [--card] [--wait] | "
        "leave HOLIDAY CHILD [--sessions A] [--last DAY] | give|pass HOLIDAY SESSION CHILD | "
        "begin HOLIDAY SESSION [--reason TEXT] | mark|unmark HOLIDAY SESSION CHILD DAY "
        "present|absent|ate|not_eaten [--reason TEXT] | day HOLIDAY [DAY] | "
        "sheet HOLIDAY [--month 2027-01] [--out FILE.pdf|.xlsx [--for NO]]; all: [--home CODE] "
        "[--csv]",
    .summary = N_("Holiday care: opens, prolongs and closes it, enrols children, gives free places "
                  "to who waits, and shows who came to which session and ate, and the month's "
                  "attendance sheet."),
    .verbs =
        (const struct verb[]){
#define X(name, access, run, ...) {#name, access},
            VERBS(X)
#undef X
                {0}},
    .opens_db = true,
    .run = run,
};
