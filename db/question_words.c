/* question_words.c: a question in words: which row, and what its columns say. */
#include "db/question.h"

#include "db/query.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

#define N_(text) text

struct word {
    const char *name, *text; /* text: a msgid */
};

static const struct word tables[] = {{"home", N_("Home")}, {"staff", N_("Staff")},
    {"guardian", N_("Guardian")}, {"child", N_("Data of a child")},
    {"child_guardian", N_("Guardian of a child")}, {"pairing", N_("Volunteer of a child")},
    {"card", N_("A card")}, {"period", N_("Period")}, {"session", N_("Class")},
    {"homework", N_("Homework")}, {"staff_subject", N_("Subject of a helper")},
    {"leave_alone", N_("May leave alone")}, {"barred", N_("Must not collect")},
    {"walk", N_("Walking group")}, {"walker", N_("Child in a walking group")},
    {"calendar", N_("Day of the calendar")}, {"school_end", N_("End of school")},
    {"health", N_("Health note")}, {"secret", N_("Three pictures")},
    {"care_session", N_("Part of the holiday care's day")}, {"enrolment", N_("Holiday enrolment")},
    {"care_place", N_("Place in holiday care")}};

static const struct word columns[] = {{"age_from", N_("from age")}, {"age_to", N_("to age")},
    {"agreed_by", N_("agreed by")}, {"agreement_day", N_("agreement")},
    {"agreement_until", N_("agreement until")}, {"animal", N_("animal")},
    {"as_weekday", N_("as weekday")}, {"born_day", N_("born")}, {"capacity", N_("places")},
    {"care_session", N_("part of the day")}, {"child", N_("child")}, {"closes_min", N_("closes")},
    {"code", N_("code")}, {"comes_on", N_("comes on")}, {"consent_by", N_("consent by")},
    {"consent_day", N_("consent of")}, {"consent_how", N_("consent by way of")}, {"day", N_("day")},
    {"due_day", N_("due")}, {"ended_day", N_("ended on")}, {"ended_reason", N_("reason")},
    {"ends_min", N_("ends")}, {"from_day", N_("from")}, {"grade", N_("grade")},
    {"guardian", N_("guardian")}, {"helps", N_("helps")}, {"holder", N_("holder")},
    {"home", N_("Home")}, {"issued_at", N_("issued")}, {"joined_day", N_("joined")},
    {"kind", N_("kind")}, {"leader", N_("leader")}, {"left_day", N_("left on")},
    {"level", N_("level")}, {"meal", N_("meal")}, {"name", N_("name")}, {"no", N_("number")},
    {"note", N_("note")}, {"part", N_("part")}, {"per_adult", N_("children to one adult")},
    {"period", N_("period")}, {"phone", N_("telephone")}, {"photo", N_("photo")},
    {"picture", N_("picture")}, {"reason", N_("reason")}, {"region", N_("region")},
    {"relation", N_("relation")}, {"revoked_at", N_("revoked")}, {"role", N_("role")},
    {"room", N_("room")}, {"school", N_("school")}, {"sex", N_("sex")}, {"since_day", N_("since")},
    {"staff", N_("staff")}, {"starts_min", N_("starts")}, {"state", N_("state")},
    {"subject", N_("subject")}, {"text", N_("text")}, {"title", N_("title")}, {"turn", N_("turn")},
    {"until_day", N_("until")}, {"village", N_("village")}, {"walk", N_("walking group")},
    {"walk_min", N_("minutes' walk")}, {"weekday", N_("weekday")}, {"weekdays", N_("weekdays")}};

/* The name itself where there is no word for it. */
static const char *
word_for(const struct word *words, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i].name, name) == 0)
            return _(words[i].text);
    return name;
}

const char *
question_table(const char *table)
{
    return word_for(tables, sizeof tables / sizeof tables[0], table);
}

int
question_cells_each(struct db *db, const char *json,
    int (*each)(const char *word, const char *value, void *payload), void *payload)
{
    int rc = 0, stop = 0;
    if (!json[0])
        return DB_OK;
    sqlite3_stmt *stmt = query(db, Q_question_cells, "t", json);
    while (!stop && (rc = query_step(db, stmt)) > 0)
        stop = each(word_for(columns, sizeof columns / sizeof columns[0], query_text(stmt, "key")),
            query_text(stmt, "value"), payload);
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

struct said {
    char *out;
    size_t size;
};

static int
say_cell(const char *word, const char *value, void *payload)
{
    struct said *said = payload;
    size_t len = strlen(said->out);
    int n = snprintf(said->out + len, said->size - len, "%s%s %s", len ? ", " : "", word, value);
    return n < 0;
}

void
question_say(struct db *db, char *out, size_t size, const char *json)
{
    struct said said = {out, size};
    out[0] = '\0';
    if (!json[0])
        snprintf(out, size, "%s", _("not there"));
    else if (question_cells_each(db, json, say_cell, &said) != DB_OK)
        snprintf(out, size, "%s", json);
}
