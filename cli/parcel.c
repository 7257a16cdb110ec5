#include "cli/parcel.h"

#include "db/change.h"
#include "db/product.h"
#include "db/refs.h"
#include "db/setting.h"
#include "wire/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A head has room for twice as much; the rest of the edits goes with the next batch. */
enum { CHANGES_MOST = 1 << 20 };

struct packing {
    struct batch_writer *writer;
    struct parcel *out;
    FILE *changes;
    size_t changes_len;
    int64_t stuck; /* seq of the event that can't be packed; 0: none */
};

static int
add_event(const struct outbox_event *e, void *payload)
{
    struct packing *p = payload;
    struct wire_event event = {.seq = e->seq,
        .kind = e->kind,
        .home = e->home_id,
        .child = e->child_id,
        .staff = e->staff_id,
        .card = e->card,
        .cause = e->cause,
        .at_utc_ms = e->at.utc_ms,
        .boot = e->at.boot_id,
        .mono_ms = e->at.mono_ms,
        .trusted = e->at.trusted,
        .payload = e->payload};
    memcpy(event.id, e->id, sizeof event.id);
    int rc = batch_add(p->writer, &event);
    if (rc == WIRE_OK)
        p->out->last = e->seq;
    else if (rc != WIRE_TOO_LARGE)
        p->stuck = e->seq;
    return rc == WIRE_OK ? 0 : 1;
}

static int
add_boot(const struct outbox_boot *boot, void *payload)
{
    struct parcel *out = payload;
    struct outbox_boot *more = realloc(out->boots, (out->boot_count + 1) * sizeof *more);
    if (!more)
        abort();
    out->boots = more;
    out->boots[out->boot_count++] = *boot;
    return 0;
}

static int
add_change(int64_t seq, const char *line, void *payload)
{
    struct packing *p = payload;
    if (p->changes_len + strlen(line) > CHANGES_MOST)
        return 1;
    fprintf(p->changes, "%c%s", p->changes_len ? ',' : '[', line);
    p->changes_len += strlen(line) + 1;
    p->out->changes = seq;
    return 0;
}

/* A JSON array, which the caller frees. */
static char *
pack_changes(struct cli *cli, struct packing *p, int64_t after)
{
    char *text = NULL;
    size_t size = 0;
    p->changes = open_memstream(&text, &size);
    if (!p->changes)
        abort();
    int rc = change_pending_each(cli->db, after, add_change, p);
    fputs(p->changes_len ? "]" : "[]", p->changes);
    if (fclose(p->changes) != 0)
        abort(); /* no memory */
    if (rc >= 0)
        return text;
    free(text);
    return NULL;
}

static struct wire_boot *
copy_boots(const struct parcel *parcel)
{
    struct wire_boot *boots = calloc(parcel->boot_count + 1, sizeof *boots);
    if (!boots)
        abort();
    for (size_t i = 0; i < parcel->boot_count; i++) {
        memcpy(boots[i].id, parcel->boots[i].id, WIRE_ID_LEN);
        boots[i].base_utc_ms = parcel->boots[i].base_utc_ms;
        boots[i].word = parcel->boots[i].word;
    }
    return boots;
}

/* The head and the body. */
static int
finish(struct cli *cli, struct packing *p, const struct outbox_hub *hub, int64_t changes_after)
{
    struct parcel *out = p->out;
    struct home home = {0};
    char *refs = NULL, *changes = pack_changes(cli, p, changes_after);
    home_get(cli->db, &home, setting_home(cli->db));
    int rc = changes ? refs_build(cli->db, &refs, out->first, out->last) : DB_FAILED;
    if (rc == DB_OK)
        rc = outbox_boots_each(cli->db, out->first, out->last, add_boot, out);
    if (rc == DB_OK) {
        struct wire_boot *boots = copy_boots(out);
        struct wire_head head = {.home = home.code,
            .program = ZHAOXI_VERSION,
            .first = out->first,
            .newest = event_last_seq(cli->db),
            .boots = boots,
            .boot_count = out->boot_count,
            .refs = refs,
            .changes = changes};
        memcpy(head.kiosk, hub->kiosk, WIRE_ID_LEN);
        outbox_id(cli->db, head.before, out->first - 1);
        rc = batch_finish(p->writer, &head, &out->body, &out->len) == WIRE_OK ? DB_OK : DB_REFUSED;
        free(boots);
    }
    free(refs);
    free(changes);
    return rc;
}

enum outbox_trouble
parcel_make(struct cli *cli, struct parcel *out, const struct outbox_hub *hub, int64_t after,
    int64_t changes_after, int most, char why[OUTBOX_DETAIL])
{
    *out = (struct parcel){.first = after + 1, .last = after};
    struct packing p = {.writer = batch_writer_create(), .out = out};
    int rc = outbox_each(cli->db, after, most, add_event, &p);
    /* What stands before the one that can't be packed goes on its way. */
    if (rc >= 0 && (!p.stuck || out->last > after))
        rc = finish(cli, &p, hub, changes_after);
    else if (rc >= 0)
        rc = DB_REFUSED;
    batch_writer_destroy(p.writer);
    if (rc == DB_OK)
        return OUTBOX_FINE;
    snprintf(why, OUTBOX_DETAIL, "event %lld: %.100s", (long long)(p.stuck ? p.stuck : after + 1),
        rc == DB_FAILED ? db_why(cli->db) : "can't be packed");
    parcel_finish(out);
    return OUTBOX_UNSENT;
}

void
parcel_finish(struct parcel *parcel)
{
    free(parcel->body);
    free(parcel->boots);
    *parcel = (struct parcel){0};
}

static int
keep_refused(struct cli *cli, const struct receipt *r, const struct moment *now)
{
    int rc = DB_OK;
    for (size_t i = 0; i < r->refused_count && rc == DB_OK; i++)
        rc = outbox_refused(cli->db, r->refused[i].seq, r->refused[i].reason, now);
    return rc;
}

static int
take(
    struct cli *cli, const struct parcel *parcel, const struct receipt *r, const struct moment *now)
{
    struct outbox_receipt receipt = {.upto = r->upto,
        .id = r->id,
        .fork_seq = r->fork,
        .clock_error_ms = r->time_ms ? now->utc_ms - r->time_ms : 0};
    /* What the hub was told of clocks it has only where it took the batch. */
    if (parcel && !r->gap && r->upto >= parcel->last) {
        receipt.boots = parcel->boots;
        receipt.boot_count = parcel->boot_count;
    }
    int rc = r->gap ? outbox_lost(cli->db, &receipt, now) : outbox_receipt(cli->db, &receipt, now);
    if (rc == DB_OK)
        rc = keep_refused(cli, r, now);
    if (rc == DB_OK && r->changes)
        rc = change_done(cli->db, r->changes);
    return rc == DB_OK && r->tls[0] ? outbox_tls_set(cli->db, r->tls) : rc;
}

int
parcel_receipt(struct cli *cli, const struct parcel *parcel, const struct receipt *receipt,
    const struct moment *now)
{
    struct outbox_hub hub;
    if (!outbox_hub(cli->db, &hub) || memcmp(hub.kiosk, receipt->kiosk, WIRE_ID_LEN) != 0)
        return DB_REFUSED;
    int rc = db_begin(cli->db);
    if (rc != DB_OK)
        return rc;
    rc = take(cli, parcel, receipt, now);
    if (rc == DB_OK)
        return db_commit(cli->db);
    db_rollback(cli->db);
    return rc;
}
