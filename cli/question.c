/* question.c: what was edited at two places at once, and a person's decision. */
#include "cli/list.h"

#include "db/day.h"
#include "db/question.h"

#include <stdio.h>
#include <string.h>

enum { SAID = 512, SHORT_ID = 8 };

static int
add_question(const struct question *question, void *payload)
{
    struct list *list = payload;
    struct db *db = list->cli->db;
    char id[SHORT_ID + 1], row[SAID], ours[SAID], theirs[SAID], day[DAY_TEXT_LEN + 1] = "";
    snprintf(id, sizeof id, "%.*s", SHORT_ID, question->id);
    question_say(db, row, sizeof row, question->key);
    question_say(db, ours, sizeof ours, question->ours);
    question_say(db, theirs, sizeof theirs, question->theirs);
    if (question->at_utc_ms)
        day_text(day, day_of(question->at_utc_ms, 480));
    table_row(&list->table, (const char *[]){id, question_table(question->table), row, ours, theirs,
                                question->staff, day, question->refused});
    return 0;
}

int
list_questions(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 8,
        .column = {{"id", _("Question"), false}, {"table", _("What"), false},
            {"row", _("Of"), false}, {"ours", _("Stands now (keep)"), false},
            {"theirs", _("Other edit (change)"), false}, {"by", _("By"), false},
            {"day", _("Day"), false}, {"refused", _("Why not"), false}}};
    return question_each(list->cli->db, home_id, add_question, list);
}

struct search {
    const char *begins; /* of an id */
    char id[CHANGE_ID_TEXT];
    int found;
};

static int
look(const struct question *question, void *payload)
{
    struct search *search = payload;
    if (strncmp(question->id, search->begins, strlen(search->begins)) == 0) {
        memcpy(search->id, question->id, sizeof search->id);
        search->found++;
    }
    return 0;
}

static int
answer(struct cli *cli, const char *begins, enum question_answer choice)
{
    struct search search = {.begins = begins};
    struct roster_by by = {cli->staff.id, cli->today, cli->now};
    if (question_each(cli->db, 0, look, &search) != DB_OK)
        return refuse_db(cli);
    if (search.found != 1)
        return refuse(_("There is no question \"%s\". See: zhaoxi list questions"), begins);
    if (question_answer(cli->db, search.id, choice, &by) != DB_OK)
        return refuse_db(cli);
    puts(choice == QUESTION_OURS ? _("It stays as it was.") : _("The other edit holds now."));
    return EXIT_OK;
}

static int
run(struct cli *cli, int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "answer") == 0 && strcmp(argv[3], "keep") == 0)
        return answer(cli, argv[2], QUESTION_OURS);
    if (argc == 4 && strcmp(argv[1], "answer") == 0 && strcmp(argv[3], "change") == 0)
        return answer(cli, argv[2], QUESTION_THEIRS);
    return bad_usage(&command_question);
}

const struct command command_question = {
    .name = "question",
    .arguments = "answer QUESTION keep|change",
    .summary =
        N_("Decides where the same was edited at two places: what stands now, or the other."),
    .verbs = (const struct verb[]){{"answer", ACCESS_SOCIAL_WORKER}, {0}},
    .opens_db = true,
    .run = run,
};
