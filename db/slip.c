/* slip.c: the paper form of a step and of its answer, and what each machine does with it. */
#include "db/slip.h"

#include "db/base32.h"
#include "db/day.h"
#include "db/people.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    MAC_LEN = 8,
    BODY_LEN = 1 + 3 + EVENT_ID_LEN, /* kind and level; year, month, day; the step */
    RAW_LEN = BODY_LEN + MAC_LEN,
    YEAR_0 = 2000,
    MARK_LEN = 4,
};

static const char mark[MARK_LEN + 1] = "ZXS1";
_Static_assert(MARK_LEN + BASE32_LEN(RAW_LEN) == SLIP_TEXT, "the mark, and the bytes in base32");

/* No card and no other paper signs these words with the same key. */
static const char domain[] = "zhaoxi slip 1";

static void
prove(uint8_t out[MAC_LEN], const uint8_t body[BODY_LEN], const uint8_t key[CARD_KEY_BYTES])
{
    uint8_t mac[crypto_generichash_blake2b_BYTES_MIN];
    crypto_generichash_blake2b_state state;
    if (sodium_init() < 0 ||
        crypto_generichash_blake2b_init(&state, key, CARD_KEY_BYTES, sizeof mac) != 0 ||
        crypto_generichash_blake2b_update(&state, (const uint8_t *)domain, sizeof domain) != 0 ||
        crypto_generichash_blake2b_update(&state, body, BODY_LEN) != 0 ||
        crypto_generichash_blake2b_final(&state, mac, sizeof mac) != 0)
        abort();
    memcpy(out, mac, MAC_LEN);
}

bool
slip_is(const char *text)
{
    return strncasecmp(text, mark, MARK_LEN) == 0;
}

int
slip_text(struct db *db, char out[SLIP_TEXT + 1], const struct slip *slip)
{
    uint8_t raw[RAW_LEN], key[CARD_KEY_BYTES];
    int rc = setting_card_key(db, key);
    if (rc != DB_OK)
        return rc;
    raw[0] = (uint8_t)((unsigned)slip->kind << 4 | (unsigned)slip->level);
    raw[1] = (uint8_t)(slip->day / 10000 - YEAR_0);
    raw[2] = (uint8_t)(slip->day / 100 % 100);
    raw[3] = (uint8_t)(slip->day % 100);
    memcpy(raw + 4, slip->step, EVENT_ID_LEN);
    prove(raw + BODY_LEN, raw, key);
    memcpy(out, mark, MARK_LEN);
    base32_write(out + MARK_LEN, raw, sizeof raw);
    sodium_memzero(key, sizeof key);
    return DB_OK;
}

static int
check_day(struct db *db, int day, int today)
{
    if (today && day > day_add(today, 1))
        return db_fail(db, DB_REFUSED, "%s",
            _("This slip is from a day to come. Check the clocks of both machines."));
    if (today && day < day_add(today, -SLIP_MOST_DAYS))
        return db_fail(db, DB_REFUSED, "%s", _("This slip is too old. Ask for a new one."));
    return DB_OK;
}

int
slip_read(struct db *db, struct slip *out, const char *text, int today)
{
    uint8_t raw[RAW_LEN], proof[MAC_LEN], key[CARD_KEY_BYTES];
    *out = (struct slip){.kind = SLIP_STEP};
    if (!slip_is(text))
        return db_fail(db, DB_REFUSED, "%s", _("This is no slip of the absence ladder."));
    if (!base32_read(raw, sizeof raw, text + MARK_LEN))
        return db_fail(
            db, DB_REFUSED, "%s", _("This slip is damaged. Scan it again, or type all of it."));
    int rc = setting_card_key(db, key);
    if (rc != DB_OK)
        return rc;
    prove(proof, raw, key);
    sodium_memzero(key, sizeof key);
    if (sodium_memcmp(proof, raw + BODY_LEN, MAC_LEN) != 0)
        return db_fail(db, DB_REFUSED, "%s",
            _("This slip is forged, or of another township. Nothing was recorded."));
    *out = (struct slip){.kind = (enum slip_kind)(raw[0] >> 4),
        .level = (enum ladder_level)(raw[0] & 0x0f),
        .day = (raw[1] + YEAR_0) * 10000 + raw[2] * 100 + raw[3]};
    memcpy(out->step, raw + 4, EVENT_ID_LEN);
    if ((out->kind != SLIP_STEP && out->kind != SLIP_ANSWER) || out->level >= LADDER_LEVEL_COUNT)
        return db_fail(
            db, DB_REFUSED, "%s", _("This slip is of a newer program. Install the newer program."));
    return check_day(db, out->day, today);
}

int
slip_of_step(struct db *db, struct slip *out, const uint8_t step[EVENT_ID_LEN])
{
    struct ladder_told told;
    if (!ladder_step_get(db, &told, step))
        return db_fail(db, DB_REFUSED, "%s", _("Nobody was told of this."));
    *out = (struct slip){.kind = SLIP_STEP, .level = told.level, .day = told.day};
    memcpy(out->step, step, EVENT_ID_LEN);
    return DB_OK;
}

/* The Home whose day it is: the machine's own, or where it has none any. */
static int
find_home(struct db *db, struct home *out)
{
    int64_t id = setting_home(db);
    if (!id)
        id = query_number(db, query(db, Q_home_any, ""), "id", 0);
    if (!home_get(db, out, id))
        return db_fail(db, DB_REFUSED, "%s",
            _("No Home was chosen for this kiosk. Run \"zhaoxi home use CODE\"."));
    return DB_OK;
}

/* What both machines know of the moment. */
struct here {
    struct home home;
    struct moment at;
    int day;
};

static int
look_around(struct db *db, struct here *out, const struct moment *now)
{
    int rc = find_home(db, &out->home);
    out->at = event_judge(db, now);
    out->day = day_of(event_time(db, &out->at), out->home.utc_offset_min);
    return rc;
}

static int
record_seen(struct db *db, const struct slip *step, const struct here *here, const char *hex,
    int64_t staff_id)
{
    char payload[128];
    snprintf(payload, sizeof payload, "{\"step\":\"%s\",\"level\":\"%s\",\"day\":%d,\"made\":%d}",
        hex, ladder_level_name(step->level), here->day, step->day);
    struct event event = {.kind = EVENT_SLIP_SEEN,
        .home_id = here->home.id,
        .staff_id = staff_id,
        .at = here->at,
        .payload = payload};
    return event_append(db, &event);
}

static int
check_step(struct db *db, const struct slip *step, enum ladder_level level)
{
    if (step->kind == SLIP_ANSWER)
        return db_fail(
            db, DB_REFUSED, "%s", _("This is an answer already. Scan it at the kiosk that asked."));
    if (step->level != level)
        return db_fail(db, DB_REFUSED, _("This slip is for %s, and you answer for %s."),
            ladder_level_text(step->level), ladder_level_text(level));
    return DB_OK;
}

static int
answer(struct db *db, struct slip *out, const char *text, enum ladder_level level, bool again,
    int64_t staff_id, const struct moment *now)
{
    struct here here;
    struct slip step;
    char hex[2 * EVENT_ID_LEN + 1], day[DAY_TEXT_LEN + 1];
    int rc = look_around(db, &here, now);
    if (rc == DB_OK)
        rc = slip_read(db, &step, text, here.at.trusted ? here.day : 0);
    if (rc == DB_OK)
        rc = check_step(db, &step, level);
    if (rc != DB_OK)
        return rc;
    sodium_bin2hex(hex, sizeof hex, step.step, EVENT_ID_LEN);
    int seen = (int)query_number(db, query(db, Q_slip_seen, "t", hex), "day", 0);
    if (seen && !again) {
        day_text(day, seen);
        return db_fail(db, DB_REFUSED, _("This slip was answered already, on %s."), day);
    }
    *out = step;
    out->kind = SLIP_ANSWER;
    out->day = seen ? seen : here.day;
    return seen ? DB_OK : record_seen(db, &step, &here, hex, staff_id);
}

int
slip_answer(struct db *db, struct slip *out, const char *text, enum ladder_level level, bool again,
    int64_t staff_id, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = answer(db, out, text, level, again, staff_id, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

static int
take(struct db *db, struct slip *out, const char *text, int64_t staff_id, const struct moment *now)
{
    struct here here;
    struct ladder_told told;
    int rc = look_around(db, &here, now);
    if (rc == DB_OK)
        rc = slip_read(db, out, text, here.at.trusted ? here.day : 0);
    if (rc != DB_OK)
        return rc;
    if (out->kind != SLIP_ANSWER)
        return db_fail(db, DB_REFUSED,
            _("This is the slip itself. Bring it to %s, whose machine makes the answer."),
            ladder_level_text(out->level));
    if (!ladder_step_get(db, &told, out->step))
        return db_fail(db, DB_REFUSED, "%s", _("This answer is for another kiosk. Scan it there."));
    if (told.level != out->level)
        return db_fail(db, DB_REFUSED, _("%s was told, and this answer is of %s."),
            ladder_level_text(told.level), ladder_level_text(out->level));
    if (told.answered)
        return db_fail(db, DB_REFUSED, "%s", _("This answer is recorded already."));
    return ladder_answered(db, &told, out->day, staff_id, now);
}

int
slip_take(
    struct db *db, struct slip *out, const char *text, int64_t staff_id, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = take(db, out, text, staff_id, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}
