/* pin.h: PINs of staff. A card says who somebody is, the PIN shows it.
 *
 * A PIN is 4 to 8 digits, kept as Argon2id: with 10,000 of the shortest no hash is safe from who
 * has the file, but each guess costs 32 MiB and a tenth of a second. What guards the door is the
 * lock-out, counted from the person's events: after the third wrong PIN in a row 30 s, then 1 min,
 * 2, 4 and so on up to an hour. It is measured by the monotonic clock: of the same boot since the
 * last wrong one, of another boot what has passed since that boot began. So neither a restart nor a
 * clock put forward shortens it.
 *
 * Who has no PIN, or has lost it: a manager (or the installer) resets it. That ends the old PIN at
 * once and lets the person, card in hand, set a new one, once, within an hour and before
 * the kiosk is switched off: so the two do it together, and a card found next week opens nothing.
 * The installer may also set a PIN directly. The first manager's is set by pin_first_manager, while
 * no manager has one; from then on there is always a manager with a PIN. */
#pragma once

#include "db/moment.h"
#include "db/people.h"

enum {
    PIN_MIN = 4,
    PIN_MAX = 8, /* digits */
    PIN_TRIES = 3,
    PIN_BY_INSTALLER = 0, /* instead of the id of a staff member */
};

enum pin_state {
    PIN_NONE,   /* none, and none may be set: a manager helps */
    PIN_TO_SET, /* none, and the person may set one now */
    PIN_ASKED,  /* it may be tried */
    PIN_LOCKED, /* tried wrongly too often: not before wait_s seconds */
};

struct pin {
    enum pin_state state;
    int tries;  /* left before it locks; 0 but for PIN_ASKED */
    int wait_s; /* 0 but for PIN_LOCKED */
};

/* How it stands with a person's PIN now. */
MUST_CHECK int pin_get(struct db *db, struct pin *out, int64_t staff_id, const struct moment *now);

/* Compares; *right says how, and either is recorded (signed_in, pin_wrong). Takes as long as the
 * hash does. DB_REFUSED unless the state is PIN_ASKED: db_why says what to do. */
MUST_CHECK int pin_sign_in(
    struct db *db, bool *right, int64_t staff_id, const char *digits, const struct moment *now);

/* Why these digits are no good PIN, in a sentence, or NULL where they are. */
const char *pin_weakness(const char *digits);

/* Sets a PIN. DB_REFUSED where it is weak, and unless `by` is the installer or the person
 * in the state PIN_TO_SET. */
MUST_CHECK int pin_set(
    struct db *db, int64_t staff_id, int64_t by, const char *digits, const struct moment *now);

/* Ends the PIN; the state becomes PIN_TO_SET. DB_REFUSED unless `by` is the installer or another
 * person who is a manager, and where no other manager would have a PIN. */
MUST_CHECK int pin_reset(struct db *db, int64_t staff_id, int64_t by, const struct moment *now);

/* Has any manager a PIN? True also where the database fails: what this opens stays shut. */
bool pin_has_manager(struct db *db);

/* Sets the first manager's PIN. DB_REFUSED where it is weak, where the person is
 * no manager, or a manager has a PIN already. */
MUST_CHECK int pin_first_manager(
    struct db *db, int64_t staff_id, const char *digits, const struct moment *now);
