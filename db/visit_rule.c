/* visit_rule.c: the rules of who needs a visit, in words, and as staff have set them. */
#include "db/people.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"
#include "db/visit.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int number; /* at first */
} rules[VISIT_RULE_COUNT] = {
#define X(id, name, number) [id] = {name, number},
    VISIT_RULES(X)
#undef X
};

/* What makes sense. */
static const struct {
    int least, most;
} limits[VISIT_RULE_COUNT] = {
    [VISIT_ABSENT] = {1, 20},
    [VISIT_DROP] = {10, 90},
    [VISIT_SAD] = {2, 14},
    [VISIT_AGREEMENT] = {1, 120},
    [VISIT_COLLECTOR] = {2, 50},
};

const char *
visit_rule_name(enum visit_rule rule)
{
    return rules[rule].name;
}

int
visit_rule_parse(const char *text)
{
    for (int i = 0; i < VISIT_RULE_COUNT; i++)
        if (strcmp(text, rules[i].name) == 0)
            return i;
    return -1;
}

void
visit_rule_text(char out[VISIT_WHY], enum visit_rule rule, const struct visit_setting *setting)
{
    const char *const sentences[VISIT_RULE_COUNT] = {
        [VISIT_ABSENT] = _("Did not come on %d expected days in a row, and nobody said why."),
        [VISIT_DROP] =
            _("Was here less often by %d percent in the last two weeks than in the four before."),
        [VISIT_SAD] = _("Felt sad on %d days in a row."),
        [VISIT_AGREEMENT] = _("The care agreement ends within %d days, or has ended."),
        [VISIT_COLLECTOR] =
            _("Was collected %d times, and never by the guardian of the agreement."),
    };
    const char *number = strstr(sentences[rule], "%d");
    int before = number ? (int)(number - sentences[rule]) : 0;
    snprintf(out, VISIT_WHY, "%.*s%d%s", before, sentences[rule], setting->number,
        number ? number + 2 : "");
}

/* The keys of a rule's settings. */
static void
make_keys(char number[WORD_SIZE], char on[WORD_SIZE], enum visit_rule rule)
{
    snprintf(number, WORD_SIZE, "visit_%s", rules[rule].name);
    snprintf(on, WORD_SIZE, "visit_%s_on", rules[rule].name);
}

struct visit_setting
visit_rule_get(struct db *db, enum visit_rule rule)
{
    char number[WORD_SIZE], on[WORD_SIZE];
    make_keys(number, on, rule);
    struct visit_setting setting;
    setting.number =
        (int)query_number(db, query(db, Q_setting_get, "t", number), "value", rules[rule].number);
    setting.on = query_number(db, query(db, Q_setting_get, "t", on), "value", 1) != 0;
    return setting;
}

static int
check_setting(struct db *db, enum visit_rule rule, int number, int64_t staff_id)
{
    struct staff staff;
    if (number < limits[rule].least || number > limits[rule].most)
        return db_fail(db, DB_REFUSED, _("This number must be from %d to %d."), limits[rule].least,
            limits[rule].most);
    if (staff_id &&
        (!staff_get(db, &staff, staff_id) || staff_access(staff.role) < ACCESS_SOCIAL_WORKER))
        return db_fail(
            db, DB_REFUSED, "%s", _("Social workers and managers alone may change this."));
    return DB_OK;
}

static int
change(struct db *db, enum visit_rule rule, const struct visit_setting *setting, int64_t staff_id,
    const struct moment *now)
{
    struct visit_setting was = visit_rule_get(db, rule);
    char number[WORD_SIZE], on[WORD_SIZE], payload[160];
    int rc = check_setting(db, rule, setting->number, staff_id);
    if (rc != DB_OK || (was.on == setting->on && was.number == setting->number))
        return rc;
    make_keys(number, on, rule);
    rc = query_run(db, query(db, Q_setting_set, "td", number, setting->number));
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_setting_set, "td", on, (int)setting->on));
    if (rc != DB_OK)
        return rc;
    snprintf(payload, sizeof payload,
        "{\"rule\":\"%s\",\"on\":%d,\"number\":%d,\"was_on\":%d,\"was_number\":%d}",
        rules[rule].name, setting->on, setting->number, was.on, was.number);
    struct event event = {.kind = EVENT_VISIT_RULE,
        .home_id = setting_home(db),
        .staff_id = staff_id,
        .at = event_judge(db, now),
        .payload = payload};
    return event_append(db, &event);
}

int
visit_rule_set(struct db *db, enum visit_rule rule, const struct visit_setting *setting,
    int64_t staff_id, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = change(db, rule, setting, staff_id, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}
