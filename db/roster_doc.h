/* roster_doc.h: the reference data of one Home as one text: made by the hub, taken in by its
 * kiosks.
 *
 * JSON: of the Home itself all; of the township's other Homes what a guest's visit needs (number,
 * name, its sound, animal, card, and who works there); open questions, whose columns every kiosk
 * leaves as they are until somebody answers. A PIN does not travel: it belongs to the kiosk that
 * counts its wrong tries. */
#pragma once

#include "db/db.h"
#include "db/moment.h"

enum { ROSTER_ETAG_SIZE = 65 }; /* 64 hex digits, and the closing NUL */

/* Makes the text for a kiosk of the Home, which the caller frees by
 * roster_doc_free. `kiosk`: its id, as in
 * change_apply; homework that was due some two months before `today` or earlier is left out. The
 * same data gives the same text. */
MUST_CHECK int roster_doc_build(
    struct db *db, int64_t home_id, const char *kiosk, int today, char **out);

void roster_doc_free(char *text);

/* The text's ETag: BLAKE2b-256, hex. */
void roster_doc_etag(char out[ROSTER_ETAG_SIZE], const char *text);

struct roster_result {
    int added, changed, removed;
    int kept;             /* rows of which a change made here is not in the text yet: they stay */
    int refused;          /* rows that a rule of the data forbids here: they wait */
    int children;         /* of this Home, enrolled today */
    int without_guardian; /* of those */
};

/* Takes it in, in one transaction, while children scan. Rows that are not in it stay, as people
 * leave by a day and cards by their end; classes, homework, periods and days of the calendar that
 * are not in it go. Sets setting_roster_at, and the Home where this kiosk had none. DB_REFUSED
 * where the text is not for this Home, damaged, or the roster does not pass its own test
 * afterwards: then nothing was changed. */
MUST_CHECK int roster_doc_apply(
    struct db *db, const char *text, const struct moment *now, struct roster_result *out);

/* The ETag of the text that was taken in last, and wholly; "" where that is to be asked for again.
 */
void roster_doc_have(struct db *db, char out[ROSTER_ETAG_SIZE]);
