/* slip.c: the ladder of absence: who is told, the slips that go there, the answers that come
 * back. */
#include "cli/command.h"
#include "cli/slip_paper.h"

#include "db/day.h"
#include "db/ladder.h"
#include "db/slip.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What is asked for, whichever the verb. */
struct order {
    const char *text; /* a slip's, or a child's number */
    int level;        /* -1 for none */
    const char *out;  /* a PDF, or NULL */
    bool again;
};

static int
read_order(struct order *order, int argc, char **argv)
{
    *order = (struct order){.text = argv[2], .level = -1};
    for (int i = 3; i < argc; i++) {
        bool more = i + 1 < argc;
        if (strcmp(argv[i], "--again") == 0) {
            order->again = true;
        } else if (more && strcmp(argv[i], "--level") == 0) {
            if ((order->level = ladder_level_parse(argv[++i])) < 0)
                return refuse(_("\"%s\" is no level. Levels: family, village, township."), argv[i]);
        } else if (more && strcmp(argv[i], "--out") == 0) {
            order->out = argv[++i];
        } else {
            return bad_usage(&command_slip);
        }
    }
    return EXIT_OK;
}

__attribute__((format(printf, 2, 3))) static void
add_line(struct slip_paper *paper, const char *format, ...)
{
    va_list args;
    if (paper->count == SLIP_LINES)
        return;
    va_start(args, format);
    vsnprintf(paper->lines[paper->count++], SLIP_LINE, format, args);
    va_end(args);
}

static int
add_guardian(const struct guardian *g, void *payload)
{
    add_line(payload, _("Guardian: %s (%s), %s"), g->name, g->relation, g->phone);
    return 0;
}

/* What people read on a step's paper. */
static int
describe_step(struct cli *cli, struct slip_paper *paper, const struct ladder_told *told)
{
    struct child child = {0};
    struct home home = {0};
    char since[DAY_TEXT_LEN + 1], day[DAY_TEXT_LEN + 1];
    child_get(cli->db, &child, told->child_id);
    home_get(cli->db, &home, told->home_id);
    day_text(since, told->since_day);
    day_text(day, told->day);
    snprintf(paper->title, SLIP_LINE, _("A child does not come: for %s"),
        ladder_level_text(told->level));
    add_line(paper, _("Child: %s (%s)"), child.name, child.no);
    add_line(paper, _("Home: %s, %s"), home.name, home.village);
    add_line(paper, _("Missed: %d days in a row since %s, and nobody said why"), told->days, since);
    int rc = guardian_each(cli->db, told->child_id, told->day, add_guardian, paper);
    add_line(paper,
        _("Told on %s. Please look after the child, scan this code, and send the answer "
          "back to the Home."),
        day);
    return rc;
}

/* Prints the slip's text, and its paper where that is asked for. */
static int
hand_out(struct cli *cli, const struct slip *slip, const struct slip_paper *paper, const char *out)
{
    char text[SLIP_TEXT + 1], why[256], day[DAY_TEXT_LEN + 1];
    if (slip_text(cli->db, text, slip) != DB_OK)
        return refuse_db(cli);
    if (out && slip_paper_write(out, paper, text, why, sizeof why) != 0)
        return refuse("%s", why);
    day_text(day, slip->day);
    if (cli->json)
        printf("{\"text\":\"%s\",\"level\":\"%s\",\"day\":\"%s\"}\n", text,
            ladder_level_name(slip->level), day);
    else
        puts(text);
    return EXIT_OK;
}

static int
tell(struct cli *cli, const struct order *order)
{
    struct child child;
    struct slip slip;
    struct ladder_told told;
    struct slip_paper paper = {.count = 0};
    uint8_t step[EVENT_ID_LEN];
    if (!child_find(cli->db, &child, order->text))
        return refuse(_("There is no child with number %s."), order->text);
    if (order->level < 0)
        return bad_usage(&command_slip);
    if (ladder_tell(cli->db, step, child.id, (enum ladder_level)order->level, cli->staff.id,
            &cli->now) != DB_OK ||
        slip_of_step(cli->db, &slip, step) != DB_OK)
        return refuse_db(cli);
    if (!ladder_step_get(cli->db, &told, step) || describe_step(cli, &paper, &told) < 0)
        return refuse_db(cli);
    return hand_out(cli, &slip, &paper, order->out);
}

struct find_step {
    int64_t child_id;
    struct ladder ladder;
};

static int
find(const struct ladder *ladder, void *payload)
{
    struct find_step *wanted = payload;
    if (ladder->child_id == wanted->child_id)
        wanted->ladder = *ladder;
    return 0;
}

/* By word of mouth. */
static int
answered(struct cli *cli, const struct order *order)
{
    struct child child;
    if (!child_find(cli->db, &child, order->text))
        return refuse(_("There is no child with number %s."), order->text);
    if (order->level < 0)
        return bad_usage(&command_slip);
    struct find_step wanted = {.child_id = child.id};
    if (ladder_each(cli->db, child.home_id, &cli->now, find, &wanted) < 0 ||
        ladder_answer(cli->db, wanted.ladder.steps[order->level].id, cli->staff.id, &cli->now) !=
            DB_OK)
        return refuse_db(cli);
    puts(_("The answer is recorded."));
    return EXIT_OK;
}

static int
ack(struct cli *cli, const struct order *order)
{
    struct slip slip;
    struct slip_paper paper = {.count = 0};
    char day[DAY_TEXT_LEN + 1];
    if (order->level < 0)
        return bad_usage(&command_slip);
    if (slip_answer(cli->db, &slip, order->text, (enum ladder_level)order->level, order->again,
            cli->staff.id, &cli->now) != DB_OK)
        return refuse_db(cli);
    day_text(day, slip.day);
    snprintf(paper.title, SLIP_LINE, _("An answer of %s"), ladder_level_text(slip.level));
    add_line(&paper, _("We know of it since %s. Please scan this code at the Home's kiosk."), day);
    return hand_out(cli, &slip, &paper, order->out);
}

static int
take(struct cli *cli, const struct order *order)
{
    struct slip slip;
    struct ladder_told told;
    struct child child = {0};
    char day[DAY_TEXT_LEN + 1];
    if (slip_take(cli->db, &slip, order->text, cli->staff.id, &cli->now) != DB_OK)
        return refuse_db(cli);
    if (ladder_step_get(cli->db, &told, slip.step))
        child_get(cli->db, &child, told.child_id);
    day_text(day, slip.day);
    printf(_("%s (%s): %s answered on %s.\n"), child.name, child.no, ladder_level_text(slip.level),
        day);
    return EXIT_OK;
}

static int
run(struct cli *cli, int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(struct cli *, const struct order *);
    } verbs[] = {{"tell", tell}, {"answered", answered}, {"ack", ack}, {"take", take}};
    struct order order;
    if (argc < 3)
        return bad_usage(&command_slip);
    int rc = read_order(&order, argc, argv);
    if (rc != EXIT_OK)
        return rc;
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        if (strcmp(argv[1], verbs[i].name) == 0)
            return verbs[i].run(cli, &order);
    return bad_usage(&command_slip);
}

const struct command command_slip = {
    .name = "slip",
    .arguments = "tell NO --level family|village|township [--out FILE.pdf] | answered NO --level "
                 "LEVEL | ack TEXT --level LEVEL [--again] [--out FILE.pdf] | take TEXT",
    .summary =
        N_("Tells a level that a child does not come, with a slip to print; records its answer, by "
           "word or slip. The next level's machine makes the answer's slip (ack): see also list "
           "missing."),
    .verbs =
        (const struct verb[]){{"tell", ACCESS_SOCIAL_WORKER}, {"answered", ACCESS_SOCIAL_WORKER},
            {"ack", ACCESS_SOCIAL_WORKER}, {"take", ACCESS_SOCIAL_WORKER}, {0}},
    .opens_db = true,
    .run = run,
};
