#include "report/held_table.h"

#include "report/text.h"

#include "db/day.h"
#include "db/people.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { DETAIL_SIZE = 2048, CHINA_MIN = 480 };

struct word {
    const char *key, *words;
};

static const struct word whats[] = {
    {"child", N_("Child's row")},
    {"guardian", N_("Guardian")},
    {"pairing", N_("Paired volunteer")},
    {"card", N_("Card")},
    {"secret", N_("Secret pictures, as a number from which they can't be told")},
    {"leave_alone", N_("May leave alone")},
    {"barred", N_("May not collect the child")},
    {"walk", N_("Walking group")},
    {"health", N_("Health note")},
    {"homework", N_("Homework")},
    {"enrolment", N_("Holiday care: consent")},
    {"care_place", N_("Holiday care: place")},
    {"day", N_("Day at the Home")},
    {"check_in", N_("Checked in")},
    {"check_out", N_("Checked out")},
    {"mood", N_("How it feels")},
    {"safety_lesson", N_("Safety lesson")},
    {"homework_mark", N_("Homework marked")},
    {"activity_mark", N_("Marked in a class")},
    {"note", N_("Note by staff")},
    {"visit", N_("Visit at home")},
    {"absence", N_("Absence")},
    {"correction", N_("Correction")},
    {"pick_up", N_("Collected")},
    {"contact", N_("Contact with its volunteer")},
    {"roll_tick", N_("Roll call")},
    {"health_seen", N_("Health notes looked at")},
    {"alarm_done", N_("Alarm dealt with")},
    {"exported", N_("Written to a file")},
    {"erased", N_("Data erased")},
};

static const struct word keys[] = {
    {"no", N_("Number")},
    {"name", N_("Name")},
    {"pinyin", N_("Pinyin")},
    {"spoken", N_("Spoken")},
    {"home", N_("Home")},
    {"born_day", N_("Birthday")},
    {"sex", N_("Sex")},
    {"school", N_("School")},
    {"grade", N_("Grade")},
    {"animal", N_("Animal")},
    {"joined_day", N_("Joined")},
    {"left_day", N_("Left")},
    {"walk_min", N_("Minutes to walk")},
    {"phone", N_("Phone")},
    {"relation", N_("Relation")},
    {"since_day", N_("From")},
    {"until_day", N_("Until")},
    {"agreement_day", N_("Agreement signed")},
    {"agreement_until", N_("Agreement ends")},
    {"photo", N_("Photo")},
    {"issued_at", N_("Given")},
    {"revoked_at", N_("Ended")},
    {"reason", N_("Reason")},
    {"agreed_by", N_("Agreed by")},
    {"note", N_("Words")},
    {"text", N_("Words")},
    {"kind", N_("Kind")},
    {"level", N_("Level")},
    {"ended_day", N_("Ended")},
    {"due_day", N_("Due")},
    {"day", N_("Day")},
    {"sessions", N_("Check-ins")},
    {"first_in_ms", N_("First in")},
    {"last_out_ms", N_("Last out")},
    {"minutes", N_("Minutes")},
    {"staff", N_("Staff")},
    {"value", N_("Answer")},
    {"tag", N_("Goal")},
    {"outcome", N_("What became of it")},
    {"title", N_("Class")},
    {"state", N_("State")},
    {"erased_day", N_("Erased")},
};

/* In the reader's language, or as it is. */
static const char *
word_for(const struct word *words, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i].key, key) == 0)
            return _(words[i].words);
    return key;
}

static bool
ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

static void
time_words(char out[REPORT_SHOWN], int64_t utc_ms)
{
    char day[DAY_TEXT_LEN + 1], minute[MINUTE_TEXT_LEN + 1];
    day_text(day, day_of(utc_ms, CHINA_MIN));
    minute_text(minute, day_minute_of(utc_ms, CHINA_MIN));
    snprintf(out, REPORT_SHOWN, "%s %s", day, minute);
}

/* "" for what is not there: 0 of a day or time, null, what is nested. */
static const char *
value_words(char out[REPORT_SHOWN], const char *key, const json_t *value)
{
    out[0] = '\0';
    if (json_is_string(value))
        return json_string_value(value);
    if (json_is_boolean(value))
        return json_is_true(value) ? "✓" : "✗";
    if (!json_is_integer(value))
        return out;
    int64_t n = json_integer_value(value);
    bool is_day = ends_with(key, "day") || strcmp(key, "until") == 0 || strcmp(key, "from") == 0 ||
                  ends_with(key, "_until");
    bool is_time = ends_with(key, "_ms") || ends_with(key, "_at");
    if ((is_day || is_time) && n == 0)
        return out;
    if (is_day && day_exists((int)n))
        day_text(out, (int)n);
    else if (is_time)
        time_words(out, n);
    else
        snprintf(out, REPORT_SHOWN, "%lld", (long long)n);
    return out;
}

/* "Name: … · Phone: …". */
static void
detail(char out[DETAIL_SIZE], const char *row)
{
    json_t *object = json_loads(row, 0, NULL), *value;
    const char *key;
    size_t used = 0;
    out[0] = '\0';
    json_object_foreach(object, key, value)
    {
        char text[REPORT_SHOWN];
        const char *words = value_words(text, key, value);
        if (!words[0] || used >= DETAIL_SIZE)
            continue;
        int n = snprintf(out + used, DETAIL_SIZE - used, "%s%s %s", used ? " · " : "",
            word_for(keys, sizeof keys / sizeof keys[0], key), words);
        used += n > 0 ? (size_t)n : 0;
    }
    json_decref(object);
}

static int
add_row(const struct held *held, void *payload)
{
    struct report_table *t = payload;
    char text[DETAIL_SIZE], when[REPORT_SHOWN] = "";
    detail(text, held->row);
    if (held->at_ms)
        time_words(when, held->at_ms);
    report_text(t,
        word_for(whats, sizeof whats / sizeof whats[0], held->kind[0] ? held->kind : held->what));
    report_text(t, when);
    report_text(t, text);
    return 0;
}

int
held_table(struct db *db, struct report_table **out, int64_t child_id)
{
    struct child child;
    *out = NULL;
    if (!child_get(db, &child, child_id))
        return DB_REFUSED;
    struct report_table *t = *out = report_create(_("All that is held of one child"));
    t->named = true;
    report_filter(t, _("Number"), child.no);
    report_filter(t, _("Name"), child.name);
    report_column(t, "what", _("What"), REPORT_TEXT);
    report_column(t, "when", _("When"), REPORT_TEXT);
    report_column(t, "detail", _("Detail"), REPORT_TEXT);
    report_note(t, _("The photographs of guardians are beside the database. Backups hold the same "
                     "until they are deleted."));
    int rc = held_each(db, child_id, add_row, t);
    if (rc == DB_OK)
        return DB_OK;
    report_destroy(t);
    *out = NULL;
    return rc;
}

struct writing {
    FILE *out;
    int count;
};

static int
write_row(const struct held *held, void *payload)
{
    struct writing *w = payload;
    json_t *row = json_loads(held->row, 0, NULL);
    json_t *object = row ? json_pack("{s:s, s:s, s:I, s:o}", "what", held->what, "kind", held->kind,
                               "at_ms", (json_int_t)held->at_ms, "row", row)
                         : NULL;
    if (!object)
        abort();
    fputs(w->count++ ? ",\n" : "", w->out);
    json_dumpf(object, w->out, JSON_COMPACT);
    json_decref(object);
    return 0;
}

int
held_json(struct db *db, FILE *out, int64_t child_id)
{
    struct writing w = {out, 0};
    fputs("[\n", out);
    int rc = held_each(db, child_id, write_row, &w);
    fputs("\n]\n", out);
    return rc;
}
