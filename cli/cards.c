/* cards.c: issue, revoke, issue again, print. */
#include "cli/command.h"
#include "cli/sheet.h"

#include "db/cards.h"
#include "db/people.h"
#include "db/setting.h"
#include "scanner/card.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct who {
    enum holder_kind kind;
    int64_t id;
    char name[NAME_SIZE], animal[WORD_SIZE];
    int64_t home_id;
};

struct selection {
    bool all;
    const char *child, *staff, *guardian, *home, *out, *reason;
    struct who *people;
    int count;
};

static void
select_one(struct selection *s, struct who who)
{
    s->people = realloc(s->people, (size_t)(s->count + 1) * sizeof *s->people);
    if (!s->people)
        abort();
    s->people[s->count++] = who;
}

static int
select_child(const struct child *child, void *payload)
{
    struct who who = {.kind = HOLDER_CHILD, .id = child->id, .home_id = child->home_id};
    snprintf(who.name, sizeof who.name, "%s", child->name);
    snprintf(who.animal, sizeof who.animal, "%s", child->animal);
    select_one(payload, who);
    return 0;
}

static int
select_staff(const struct staff *staff, void *payload)
{
    struct who who = {.kind = HOLDER_STAFF, .id = staff->id, .home_id = staff->home_id};
    snprintf(who.name, sizeof who.name, "%s", staff->name);
    select_one(payload, who);
    return 0;
}

static int
select_guardian(struct cli *cli, struct selection *s)
{
    struct guardian guardian;
    char *end = NULL;
    int64_t id = strtoll(s->guardian, &end, 10);
    if (*end || !guardian_get(cli->db, &guardian, id))
        return refuse(
            _("There is no guardian with id %s. See: zhaoxi list guardians"), s->guardian);
    struct who who = {.kind = HOLDER_GUARDIAN, .id = id, .home_id = setting_home(cli->db)};
    snprintf(who.name, sizeof who.name, "%s", guardian.name);
    select_one(s, who);
    return EXIT_OK;
}

static int
select_by_number(struct cli *cli, struct selection *s)
{
    struct child child;
    struct staff staff;
    if (s->child && !child_find(cli->db, &child, s->child))
        return refuse(_("There is no child with number %s."), s->child);
    if (s->staff && !staff_find(cli->db, &staff, s->staff))
        return refuse(_("There is nobody with number %s among the staff."), s->staff);
    if (s->child)
        select_child(&child, s);
    if (s->staff)
        select_staff(&staff, s);
    return s->guardian ? select_guardian(cli, s) : EXIT_OK;
}

/* Fills s->people from its options. */
static int
select_people(struct cli *cli, struct selection *s)
{
    struct home home = {0};
    if (s->child || s->staff || s->guardian)
        return select_by_number(cli, s);
    if (s->home && !home_find(cli->db, &home, s->home))
        return refuse(_("There is no Home \"%s\". See: zhaoxi list homes"), s->home);
    if (child_each(cli->db, home.id, cli->today, select_child, s) < 0 ||
        staff_each(cli->db, home.id, select_staff, s) < 0)
        return refuse_db(cli);
    return EXIT_OK;
}

/* Gives the person a new card; ends the one that works, if there is one. */
static int
issue_one(struct cli *cli, const struct who *who, const char *reason)
{
    struct card card = card_new((enum card_kind)who->kind);
    struct card_change change = {
        .kind = who->kind, .holder_id = who->id, .next = card.id, .reason = reason};
    return cards_change(cli->db, &change, &cli->now);
}

/* Gives a card to whoever has none that works. */
static int
issue(struct cli *cli, struct selection *s)
{
    int issued = 0;
    if (db_begin(cli->db) != DB_OK)
        return refuse_db(cli);
    for (int i = 0; i < s->count; i++) {
        struct card_row row;
        if (cards_of(cli->db, &row, s->people[i].kind, s->people[i].id))
            continue;
        if (issue_one(cli, &s->people[i], NULL) != DB_OK) {
            db_rollback(cli->db);
            return refuse_db(cli);
        }
        issued++;
    }
    if (db_commit(cli->db) != DB_OK)
        return refuse_db(cli);
    printf(_("%d cards issued, %d were there already.\n"), issued, s->count - issued);
    return EXIT_OK;
}

/* Ends the one person's card, and gives a new one where `again`. */
static int
end_card(struct cli *cli, struct selection *s, bool again)
{
    struct card_row row;
    if (s->count != 1 || !cards_of(cli->db, &row, s->people[0].kind, s->people[0].id))
        return refuse("%s", _("This person has no card that works."));
    struct card_change change = {
        .kind = s->people[0].kind, .holder_id = s->people[0].id, .reason = s->reason};
    int rc = again ? issue_one(cli, &s->people[0], s->reason)
                   : cards_change(cli->db, &change, &cli->now);
    if (rc != DB_OK)
        return refuse_db(cli);
    puts(again ? _("The old card works no more; there is a new one to print.")
               : _("The card works no more."));
    return EXIT_OK;
}

/* The text of a working card. */
static bool
text_of(struct cli *cli, const struct who *who, char out[CARD_TEXT_LEN + 1])
{
    struct card_row row;
    struct card card = {.kind = (enum card_kind)who->kind};
    uint8_t key[CARD_KEY_BYTES];
    if (!cards_of(cli->db, &row, who->kind, who->id) || setting_card_key(cli->db, key) != DB_OK)
        return false;
    memcpy(card.id, row.id, CARD_ID_LEN);
    card_text(out, &card, key);
    return true;
}

static int
show(struct cli *cli, struct selection *s)
{
    char text[CARD_TEXT_LEN + 1];
    if (s->count != 1 || !text_of(cli, &s->people[0], text))
        return refuse("%s", _("This person has no card that works."));
    puts(text);
    return EXIT_OK;
}

static int
print(struct cli *cli, struct selection *s)
{
    struct sheet_card *cards = calloc((size_t)s->count + 1, sizeof *cards);
    if (!cards)
        abort();
    int count = 0;
    for (int i = 0; i < s->count; i++) {
        const struct who *who = &s->people[i];
        struct sheet_card *card = &cards[count];
        struct home home = {0};
        if (!text_of(cli, who, card->text))
            continue;
        home_get(cli->db, &home, who->home_id);
        snprintf(card->home, sizeof card->home, "%s", home.name);
        snprintf(card->name, sizeof card->name, "%s", who->name);
        snprintf(card->animal, sizeof card->animal, "%s", who->animal);
        count++;
    }
    char why[512] = "";
    int status = EXIT_OK;
    if (count == 0)
        status = refuse("%s", _("There are no cards to print. Run: zhaoxi cards issue --all"));
    else if (sheet_write(s->out, cards, count, cli->assets, why, sizeof why) != 0)
        status = refuse("%s", why);
    else
        printf(
            _("%d cards on %d pages, each read back by the scanner.\n"), count, sheet_pages(count));
    free(cards);
    return status;
}

static bool
read_options(int argc, char **argv, struct selection *out)
{
    static const struct option options[] = {{"all", no_argument, NULL, 'a'},
        {"child", required_argument, NULL, 'c'}, {"staff", required_argument, NULL, 's'},
        {"guardian", required_argument, NULL, 'g'}, {"home", required_argument, NULL, 'h'},
        {"out", required_argument, NULL, 'o'}, {"reason", required_argument, NULL, 'r'}, {0}};
    int option;
    optind = 1;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'a':
            out->all = true;
            break;
        case 'c':
            out->child = optarg;
            break;
        case 's':
            out->staff = optarg;
            break;
        case 'g':
            out->guardian = optarg;
            break;
        case 'h':
            out->home = optarg;
            break;
        case 'o':
            out->out = optarg;
            break;
        case 'r':
            out->reason = optarg;
            break;
        default:
            return false;
        }
    }
    return optind == argc;
}

static int
act(struct cli *cli, const char *verb, struct selection *s)
{
    bool one = s->child || s->staff || s->guardian;
    int status = EXIT_USAGE;
    if (strcmp(verb, "issue") == 0 && (s->all || s->home || one))
        status = issue(cli, s);
    else if (strcmp(verb, "revoke") == 0 && one)
        status = end_card(cli, s, false);
    else if (strcmp(verb, "reissue") == 0 && one)
        status = end_card(cli, s, true);
    else if (strcmp(verb, "show") == 0 && one)
        status = show(cli, s);
    else if (strcmp(verb, "print") == 0 && s->out)
        status = print(cli, s);
    return status == EXIT_USAGE ? bad_usage(&command_cards) : status;
}

static int
run(struct cli *cli, int argc, char **argv)
{
    struct selection selection = {0};
    if (argc < 2 || !read_options(argc - 1, argv + 1, &selection))
        return bad_usage(&command_cards);
    int status = select_people(cli, &selection);
    if (status == EXIT_OK)
        status = act(cli, argv[1], &selection);
    free(selection.people);
    return status;
}

const struct command command_cards = {
    .name = "cards",
    .arguments = "issue --all | issue|revoke|reissue|show --child NO|--staff NO|--guardian ID "
                 "[--reason TEXT] | print --out FILE.pdf [--home CODE|--child NO|--staff NO]",
    .summary = N_("Gives cards to people, ends them, prints them on A4."),
    .verbs = (const struct verb[]){{"issue", ACCESS_MANAGER}, {"revoke", ACCESS_MANAGER},
        {"reissue", ACCESS_MANAGER}, {"show", ACCESS_MANAGER}, {"print", ACCESS_MANAGER}, {0}},
    .opens_db = true,
    .run = run,
};
