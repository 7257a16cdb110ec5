/* list.c: the roster, homework and the help queue as tables. */
#include "cli/list.h"

#include "db/cards.h"
#include "db/day.h"
#include "db/forgotten.h"
#include "db/homework.h"
#include "db/mood.h"
#include "db/people.h"
#include "db/timetable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
add_home(const struct home *home, void *payload)
{
    struct list *list = payload;
    char closes[MINUTE_TEXT_LEN + 1], count[16];
    minute_text(closes, home->closes_min);
    snprintf(count, sizeof count, "%d", child_count(list->cli->db, home->id, list->cli->today));
    table_row(&list->table, (const char *[]){home->code, home->name, home->village, closes, count});
    return 0;
}

static int
list_homes(struct list *list, int64_t home_id)
{
    (void)home_id;
    list->table = (struct table){.columns = 5,
        .column = {{"code", _("Code"), false}, {"name", _("Name"), false},
            {"village", _("Village"), false}, {"closes", _("Closes"), false},
            {"children", _("Children"), true}}};
    return home_each(list->cli->db, add_home, list);
}

static int
add_child(const struct child *child, void *payload)
{
    struct list *list = payload;
    char born[DAY_TEXT_LEN + 1], age[16];
    struct card_row card;
    struct home home = {0};
    day_text(born, child->born_day);
    snprintf(age, sizeof age, "%d", day_years(child->born_day, list->cli->today));
    home_get(list->cli->db, &home, child->home_id);
    bool has_card = cards_of(list->cli->db, &card, HOLDER_CHILD, child->id);
    table_row(&list->table, (const char *[]){child->no, child->name, child->pinyin, home.name, born,
                                age, child->grade, child->animal, has_card ? _("yes") : _("no")});
    return 0;
}

static int
list_children(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 9,
        .column = {{"no", _("Number"), false}, {"name", _("Name"), false},
            {"pinyin", _("Pinyin"), false}, {"home", _("Home"), false}, {"born", _("Born"), false},
            {"age", _("Age"), true}, {"grade", _("Grade"), false}, {"animal", _("Animal"), false},
            {"card", _("Card"), false}}};
    return child_each(list->cli->db, home_id, list->cli->today, add_child, list);
}

static int
add_staff(const struct staff *staff, void *payload)
{
    struct list *list = payload;
    struct home home = {0};
    home_get(list->cli->db, &home, staff->home_id);
    table_row(&list->table, (const char *[]){staff->no, staff->name, staff_role_name(staff->role),
                                home.name, staff->phone});
    return 0;
}

static int
list_staff(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 5,
        .column = {{"no", _("Number"), false}, {"name", _("Name"), false},
            {"role", _("Role"), false}, {"home", _("Home"), false}, {"phone", _("Phone"), false}}};
    return staff_each(list->cli->db, home_id, add_staff, list);
}

static int
add_card(const struct card_row *card, void *payload)
{
    static const char *const kinds[] = {"", "child", "guardian", "staff"};
    struct list *list = payload;
    struct child child = {0};
    struct staff staff = {0};
    char issued[DAY_TEXT_LEN + 1], ended[DAY_TEXT_LEN + 1] = "";
    day_text(issued, day_of(card->issued_at, 480));
    if (card->revoked_at)
        day_text(ended, day_of(card->revoked_at, 480));
    const char *no = "";
    if (card->kind == HOLDER_CHILD && child_get(list->cli->db, &child, card->holder_id))
        no = child.no;
    if (card->kind == HOLDER_STAFF && staff_get(list->cli->db, &staff, card->holder_id))
        no = staff.no;
    table_row(&list->table, (const char *[]){kinds[card->kind], no, issued, ended});
    return 0;
}

static int
list_cards(struct list *list, int64_t home_id)
{
    (void)home_id;
    list->table = (struct table){.columns = 4,
        .column = {{"kind", _("Kind"), false}, {"no", _("Number"), false},
            {"issued", _("Issued"), false}, {"ended", _("Ended"), false}}};
    return cards_each(list->cli->db, add_card, list);
}

static int
add_sessions(const struct home *home, void *payload)
{
    struct list *list = payload;
    struct session sessions[SESSION_MAX];
    int n = timetable_day(list->cli->db, sessions, home->id, list->cli->today, -1);
    for (int i = 0; i < n; i++) {
        char from[MINUTE_TEXT_LEN + 1], to[MINUTE_TEXT_LEN + 1];
        minute_text(from, sessions[i].starts_min);
        minute_text(to, sessions[i].ends_min);
        table_row(
            &list->table, (const char *[]){home->name, from, to, subject_name(sessions[i].subject),
                              sessions[i].title, sessions[i].room});
    }
    return n < 0 ? n : 0;
}

static int
list_timetable(struct list *list, int64_t home_id)
{
    (void)home_id;
    list->table = (struct table){.columns = 6,
        .column = {{"home", _("Home"), false}, {"start", _("Start"), false},
            {"end", _("End"), false}, {"subject", _("Subject"), false},
            {"title", _("Title"), false}, {"room", _("Room"), false}}};
    return home_each(list->cli->db, add_sessions, list);
}

static int
add_homework(const struct homework *h, void *payload)
{
    struct list *list = payload;
    struct staff staff = {0};
    char due[DAY_TEXT_LEN + 1];
    day_text(due, h->due_day);
    if (h->staff_id)
        staff_get(list->cli->db, &staff, h->staff_id);
    table_row(&list->table, (const char *[]){due, h->school, h->grade,
                                homework_subject_name(h->subject), h->text, staff.no});
    return 0;
}

static int
list_homework(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 6,
        .column = {{"due", _("Due"), false}, {"school", _("School"), false},
            {"grade", _("Grade"), false}, {"subject", _("Subject"), false},
            {"text", _("Homework"), false}, {"staff", _("Set by"), false}}};
    return homework_each(list->cli->db, home_id, list->cli->today, add_homework, list);
}

static int
add_help(const struct homework_help *help, void *payload)
{
    struct list *list = payload;
    struct child child = {0};
    struct home home = {.utc_offset_min = 480};
    char since[DAY_TEXT_LEN + MINUTE_TEXT_LEN + 2], due[DAY_TEXT_LEN + 1];
    child_get(list->cli->db, &child, help->child_id);
    home_get(list->cli->db, &home, child.home_id);
    day_text(due, help->homework.due_day);
    day_text(since, day_of(help->since_ms, home.utc_offset_min));
    since[DAY_TEXT_LEN] = ' ';
    minute_text(since + DAY_TEXT_LEN + 1, day_minute_of(help->since_ms, home.utc_offset_min));
    table_row(&list->table, (const char *[]){homework_subject_name(help->homework.subject), since,
                                child.no, child.name, child.grade, help->homework.text, due});
    return 0;
}

static int
list_help(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 7,
        .column = {{"subject", _("Subject"), false}, {"since", _("Since"), false},
            {"no", _("Number"), false}, {"name", _("Name"), false}, {"grade", _("Grade"), false},
            {"text", _("Homework"), false}, {"due", _("Due"), false}}};
    return homework_help_queue(list->cli->db, home_id, list->cli->today, add_help, list);
}

static int
add_worry(const struct mood_worry *worry, void *payload)
{
    struct list *list = payload;
    struct child child = {0};
    struct staff paired = {0};
    char days[16], since[DAY_TEXT_LEN + 1], last[DAY_TEXT_LEN + 1];
    child_get(list->cli->db, &child, worry->child_id);
    pairing_get(list->cli->db, &paired, worry->child_id, list->cli->today);
    snprintf(days, sizeof days, "%d", worry->days);
    day_text(since, worry->since_day);
    day_text(last, worry->last_day);
    table_row(&list->table, (const char *[]){child.no, child.name, days, since, last, paired.name});
    return 0;
}

/* Who has been sad for days, for the social worker alone. */
static int
list_worries(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 6,
        .column = {{"child", _("Child"), false}, {"child_name", _("Child's name"), false},
            {"days", _("Sad days"), true}, {"since", _("Since"), false}, {"last", _("Last"), false},
            {"volunteer", _("Volunteer"), false}}};
    return mood_worries(list->cli->db, home_id, list->cli->today, add_worry, list);
}

static int
add_forgotten(const struct forgotten *f, void *payload)
{
    struct list *list = payload;
    struct child child = {0};
    struct home home = {.utc_offset_min = 480};
    char days[16], last[DAY_TEXT_LEN + 1];
    if (child_get(list->cli->db, &child, f->child_id))
        home_get(list->cli->db, &home, child.home_id);
    snprintf(days, sizeof days, "%d", f->days);
    day_text(last, day_of(f->last_ms, home.utc_offset_min));
    table_row(&list->table, (const char *[]){child.no, child.name, home.name, days, last});
    return 0;
}

static int
list_forgotten(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 5,
        .column = {{"no", _("Number"), false}, {"name", _("Name"), false},
            {"home", _("Home"), false}, {"days", _("Days without card"), true},
            {"last", _("Last time"), false}}};
    return forgotten_each(list->cli->db, home_id, add_forgotten, list);
}

/* Each list and the least that it asks of who reads it. */
#define LISTS(X)                                                                                   \
    X(homes, ACCESS_VOLUNTEER)                                                                     \
    X(children, ACCESS_TUTOR)                                                                      \
    X(guardians, ACCESS_TUTOR)                                                                     \
    X(staff, ACCESS_TUTOR)                                                                         \
    X(cards, ACCESS_MANAGER)                                                                       \
    X(timetable, ACCESS_VOLUNTEER)                                                                 \
    X(homework, ACCESS_TUTOR)                                                                      \
    X(help, ACCESS_TUTOR)                                                                          \
    X(worries, ACCESS_SOCIAL_WORKER)                                                               \
    X(forgotten, ACCESS_TUTOR)                                                                     \
    X(expected, ACCESS_TUTOR)                                                                      \
    X(absences, ACCESS_TUTOR)                                                                      \
    X(health, ACCESS_SOCIAL_WORKER)                                                                \
    X(calendar, ACCESS_VOLUNTEER)                                                                  \
    X(alone, ACCESS_TUTOR)                                                                         \
    X(barred, ACCESS_TUTOR)                                                                        \
    X(walks, ACCESS_TUTOR)                                                                         \
    X(notes, ACCESS_SOCIAL_WORKER)                                                                 \
    X(contacts, ACCESS_SOCIAL_WORKER)                                                              \
    X(here, ACCESS_TUTOR)                                                                          \
    X(visits, ACCESS_SOCIAL_WORKER)                                                                \
    X(missing, ACCESS_SOCIAL_WORKER)                                                               \
    X(questions, ACCESS_SOCIAL_WORKER)
#define AS_LIST(name, access) {#name, list_##name},
#define AS_VERB(name, access) {#name, access},

static const struct {
    const char *name;
    int (*fill)(struct list *list, int64_t home_id);
} lists[] = {LISTS(AS_LIST)};

static int
run(struct cli *cli, int argc, char **argv)
{
    struct list list = {.cli = cli};
    struct home home = {0};
    bool by_home = argc == 4 && strcmp(argv[2], "--home") == 0;
    if (argc != 2 && !by_home)
        return bad_usage(&command_list);
    if (by_home && !home_find(cli->db, &home, argv[3]))
        return refuse(_("There is no Home \"%s\". See: zhaoxi list homes"), argv[3]);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        if (strcmp(argv[1], lists[i].name) == 0) {
            int rc = lists[i].fill(&list, home.id);
            table_print(&list.table, cli->json);
            return rc < 0 ? refuse_db(cli) : EXIT_OK;
        }
    return bad_usage(&command_list);
}

const struct command command_list = {
    .name = "list",
    .arguments = "homes|children|guardians|staff|cards|timetable|homework|help|worries|"
                 "forgotten|expected|absences|health|calendar|alone|barred|walks|here|"
                 "notes|contacts|visits|missing|questions [--home CODE]",
    .summary =
        N_("Shows the roster, today's timetable, homework, who needs help, is sad, forgot "
           "the card, is expected, absent or here, how children may leave, health notes, the "
           "calendar, notes for the social worker, contacts with volunteers, who needs a visit at "
           "home, and who does not come and was told of it."),
    .verbs = (const struct verb[]){LISTS(AS_VERB){0}},
    .opens_db = true,
    .run = run,
};
