/* hub_world.h: an empty store and the logs of invented kiosks.
 *
 * ZHAOXI_STORE names a PostgreSQL to test on (a URL without parameters); else it is SQLite. */
#pragma once

#include "hub/store.h"

struct hub_world {
    char folder[64], url[512];
    struct store *store;
};

void hub_world_open(struct hub_world *w);
void hub_world_close(struct hub_world *w);

/* Another connection to the same store. */
struct store *hub_world_again(const struct hub_world *w);

/* How many rows a table of the store has where `where` holds. */
int64_t hub_world_count(const struct hub_world *w, const char *table, const char *where);

enum { LINE_MOST = 2000 };

/* A kiosk's log. */
struct line {
    uint8_t kiosk[STORE_KIOSK];
    uint8_t boot[STORE_ID];
    struct wire_event events[LINE_MOST + 1]; /* by seq */
    char payloads[LINE_MOST + 1][32];
    struct wire_boot boot_known;
};

/* `count` events of the kiosk with that number; freed by free(). */
struct line *line_make(int kiosk, int count);
/* From `seq` on another log goes on, as on a copied disk: another one for each `way`. */
void line_part(struct line *line, int64_t seq, int way);

/* Registers the kiosk at a Home. */
void line_pair(struct hub_world *w, const struct line *line, const char *home);

struct store_batch line_batch(const struct line *line, int64_t first, int64_t last);
/* Appends and asserts that it was possible. */
struct store_receipt line_send(
    struct hub_world *w, const struct line *line, int64_t first, int64_t last);
