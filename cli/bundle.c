/* bundle.c: the way to the office with no network: a sealed file there, a sealed file or twelve
 * typed characters back. */
#include "cli/command.h"
#include "cli/hidden.h"
#include "cli/parcel.h"
#include "cli/roster_news.h"
#include "cli/stick.h"
#include "cli/table.h"

#include "wire/bundle.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PARTS_MOST = 64, BUNDLE_EVENTS_MOST = 16000 };

static int
refuse_unpaired(void)
{
    return refuse("%s", _("This kiosk is not paired. Scan the set-up code that the office's page "
                          "shows, or run \"zhaoxi pair CODE\"."));
}

/* ---- there ---- */

struct out_going {
    struct parcel parcel[PARTS_MOST];
    struct bundle_part part[PARTS_MOST];
    size_t count;
    int64_t first, last;
};

/* Everything from the mark on, in batches as large as over the network. */
static int
pack(struct cli *cli, struct out_going *out, const struct outbox_hub *hub)
{
    struct outbox_state s;
    char why[OUTBOX_DETAIL];
    if (outbox_state(cli->db, &s, &cli->now) != DB_OK)
        return refuse_db(cli);
    int64_t after = s.upto, changes = 0, newest = s.newest;
    out->first = after + 1;
    do {
        struct parcel *p = &out->parcel[out->count];
        enum outbox_trouble trouble =
            parcel_make(cli, p, hub, after, changes, BUNDLE_EVENTS_MOST, why);
        if (trouble != OUTBOX_FINE)
            return refuse("%s (%s)", outbox_trouble_text(trouble), why);
        out->part[out->count++] = (struct bundle_part){BUNDLE_EVENTS, p->body, p->len};
        after = p->last;
        changes = p->changes ? p->changes : changes;
    } while (after < newest && out->count < PARTS_MOST);
    out->last = after;
    return EXIT_OK;
}

static int
write_all(int fd, const uint8_t *bytes, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno != EINTR)
            return -1;
        if (n > 0) {
            bytes += n;
            len -= (size_t)n;
        }
    }
    return fsync(fd);
}

/* Reads a whole file, which the caller frees; NULL with errno, EFBIG beyond what a bundle may be.
 */
static uint8_t *
read_all(const char *path, size_t *len)
{
    struct stat st;
    uint8_t *bytes = NULL;
    FILE *f = fopen(path, "rbe");
    if (!f)
        return NULL;
    errno = EFBIG;
    if (fstat(fileno(f), &st) == 0 && st.st_size <= BUNDLE_MOST) {
        bytes = malloc((size_t)st.st_size + 1);
        if (!bytes)
            abort();
        errno = EIO;
        *len = fread(bytes, 1, (size_t)st.st_size, f);
        if (*len != (size_t)st.st_size) {
            free(bytes);
            bytes = NULL;
        }
    }
    int why = errno;
    fclose(f);
    errno = why;
    return bytes;
}

/* Under another name until it is whole and on the disk; then read back and compared. */
static int
put_file(const char *path, const uint8_t *bytes, size_t len)
{
    char part[STICK_PATH + 80];
    snprintf(part, sizeof part, "%s.part", path);
    int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool fine = fd >= 0 && write_all(fd, bytes, len) == 0;
    int why = errno;
    if (fd >= 0 && close(fd) != 0 && fine) {
        fine = false;
        why = errno;
    }
    if (fine && rename(part, path) != 0) {
        fine = false;
        why = errno;
    }
    if (!fine) {
        unlink(part);
        return refuse(_("The bundle can't be written: %s. Take another stick."), strerror(why));
    }
    size_t again_len = 0;
    uint8_t *again = read_all(path, &again_len);
    fine = again && again_len == len && memcmp(again, bytes, len) == 0;
    free(again);
    return fine ? EXIT_OK
                : refuse("%s", _("What was written can't be read back. Take another stick."));
}

static int
say_written(const struct cli *cli, const struct out_going *out, const char *path)
{
    if (cli->json) {
        printf("{\"file\": ");
        json_string(path);
        printf(", \"first\": %lld, \"last\": %lld}\n", (long long)out->first, (long long)out->last);
    } else {
        printf(_("Written and read back: %s, no. %lld to %lld. Nobody but the office can open it. "
                 "All stays here until the office's receipt is in.\n"),
            path, (long long)out->first, (long long)out->last);
    }
    return EXIT_OK;
}

/* The name says the kiosk's id and the numbers alone. */
static int
seal(struct cli *cli, const struct out_going *out, const struct outbox_hub *hub, const char *folder)
{
    char path[STICK_PATH + 64], kiosk[WIRE_ID_TEXT + 1];
    struct bundle bundle = {.way = BUNDLE_UP, .parts = out->part, .count = out->count};
    uint8_t *file = NULL;
    size_t len;
    memcpy(bundle.kiosk, hub->kiosk, WIRE_ID_LEN);
    wire_id_text(kiosk, hub->kiosk);
    snprintf(path, sizeof path, "%s/zhaoxi-%.8s-%lld-%lld.zxu", folder, kiosk,
        (long long)out->first, (long long)out->last);
    if (bundle_write(&file, &len, &bundle, hub->hub_key, hub->secret) != WIRE_OK)
        return refuse("%s", _("The office's key is none. Pair the kiosk again."));
    int status = put_file(path, file, len);
    free(file);
    return status == EXIT_OK ? say_written(cli, out, path) : status;
}

static int
write_bundle(struct cli *cli, const char *folder)
{
    static struct out_going out;
    struct outbox_hub hub;
    out.count = 0;
    if (!outbox_hub(cli->db, &hub))
        return refuse_unpaired();
    int status = pack(cli, &out, &hub);
    if (status == EXIT_OK)
        status = seal(cli, &out, &hub, folder);
    for (size_t i = 0; i < out.count; i++)
        parcel_finish(&out.parcel[i]);
    sodium_memzero(&hub, sizeof hub);
    return status;
}

/* ---- back ---- */

struct coming {
    struct cli *cli;
    int receipts, rosters;
    char why[512]; /* of what could not be taken in; "" */
};

static int
take_receipt(struct coming *in, const struct bundle_part *part)
{
    struct receipt receipt;
    struct receipt_refused *refused;
    if (!receipt_read(&receipt, &refused, (const char *)part->data, part->len)) {
        snprintf(in->why, sizeof in->why, "%s", _("The receipt in it can't be read."));
        return 1;
    }
    int rc = parcel_receipt(in->cli, NULL, &receipt, &in->cli->now);
    free(refused);
    in->receipts += rc == DB_OK;
    return rc;
}

static int
take_part(const struct bundle_part *part, void *payload)
{
    struct coming *in = payload;
    int rc = DB_OK;
    if (part->kind == BUNDLE_RECEIPT)
        rc = take_receipt(in, part);
    else if (part->kind == BUNDLE_ROSTER)
        rc = roster_news(in->cli, (const char *)part->data, part->len, &in->cli->now);
    in->rosters += rc == DB_OK && part->kind == BUNDLE_ROSTER;
    if (rc != DB_OK && !in->why[0])
        snprintf(in->why, sizeof in->why, "%s", db_why(in->cli->db));
    return 0; /* an old receipt does not stand in the way of a roster */
}

static int
say_taken(const struct cli *cli, const struct coming *in)
{
    struct outbox_state s;
    if (outbox_state(cli->db, &s, &cli->now) != DB_OK)
        return refuse_db(cli);
    if (cli->json)
        printf("{\"receipts\": %d, \"rosters\": %d, \"upto\": %lld}\n", in->receipts, in->rosters,
            (long long)s.upto);
    else if (in->receipts || in->rosters)
        printf(_("The office holds up to no. %lld.\n"), (long long)s.upto);
    if (!cli->json && in->rosters)
        printf("%s\n", _("The roster is taken in."));
    if (in->why[0])
        return refuse("%s", in->why);
    return in->receipts || in->rosters ? EXIT_OK : refuse("%s", _("There is nothing in it."));
}

static int
open_bundle(struct cli *cli, const uint8_t *file, size_t len, const struct outbox_hub *hub)
{
    struct bundle head;
    struct coming in = {.cli = cli};
    const uint8_t *own = hub->secret + SIGN_SECRET_LEN - SIGN_PUBLIC_LEN;
    if (bundle_peek(&head, file, len) != WIRE_OK)
        return refuse("%s", _("This is no bundle of an office's. Its name ends with .zxd."));
    if (head.way != BUNDLE_DOWN || memcmp(head.kiosk, hub->kiosk, WIRE_ID_LEN) != 0)
        return refuse("%s", _("This bundle is not for this kiosk."));
    if (bundle_read(file, len, hub->hub_key, own, hub->secret, take_part, &in) != WIRE_OK)
        return refuse("%s", _("This bundle is damaged, or not from the office that this kiosk was "
                              "paired with. Nothing was taken in."));
    return say_taken(cli, &in);
}

static int
read_bundle(struct cli *cli, const char *path)
{
    struct outbox_hub hub;
    size_t len;
    if (!outbox_hub(cli->db, &hub))
        return refuse_unpaired();
    uint8_t *file = read_all(path, &len);
    int status = file ? open_bundle(cli, file, len, &hub)
                      : refuse(_("%s can't be read: %s."), path, strerror(errno));
    free(file);
    sodium_memzero(&hub, sizeof hub);
    return status;
}

/* Is this a bundle for this kiosk? */
static bool
is_ours(const char *path, const struct outbox_hub *hub)
{
    uint8_t head[BUNDLE_HEAD_LEN];
    struct bundle bundle;
    FILE *f = fopen(path, "rbe");
    size_t len = f ? fread(head, 1, sizeof head, f) : 0;
    if (f)
        fclose(f);
    return bundle_peek(&bundle, head, len) == WIRE_OK && bundle.way == BUNDLE_DOWN &&
           memcmp(bundle.kiosk, hub->kiosk, WIRE_ID_LEN) == 0;
}

/* The newest for this kiosk, by the file's time: the stick may go round several Homes. */
static bool
find_ours(char out[STICK_PATH + 256], const char *folder, const struct outbox_hub *hub)
{
    struct timespec newest = {0};
    bool found = false;
    DIR *dir = opendir(folder);
    for (const struct dirent *e; dir && (e = readdir(dir));) {
        char path[STICK_PATH + 256];
        struct stat st;
        size_t len = strlen(e->d_name);
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        if (len < 5 || strcmp(e->d_name + len - 4, ".zxd") != 0 || stat(path, &st) != 0 ||
            !is_ours(path, hub))
            continue;
        bool newer = st.st_mtim.tv_sec > newest.tv_sec ||
                     (st.st_mtim.tv_sec == newest.tv_sec && st.st_mtim.tv_nsec > newest.tv_nsec);
        if (found && !newer)
            continue;
        found = true;
        newest = st.st_mtim;
        memcpy(out, path, sizeof path);
    }
    if (dir)
        closedir(dir);
    return found;
}

static int
read_stick(struct cli *cli)
{
    char folder[STICK_PATH], path[STICK_PATH + 256];
    struct outbox_hub hub;
    enum stick stick = stick_find(folder);
    if (stick == STICK_NONE)
        return stick_refuse(stick);
    if (!outbox_hub(cli->db, &hub))
        return refuse_unpaired();
    bool found = find_ours(path, folder, &hub);
    sodium_memzero(&hub, sizeof hub);
    return found ? read_bundle(cli, path)
                 : refuse("%s", _("Nothing from the office for this kiosk is on the stick."));
}

/* ---- commands ---- */

static int
run_bundle(struct cli *cli, int argc, char **argv)
{
    char folder[STICK_PATH];
    if (argc == 4 && strcmp(argv[1], "write") == 0 && strcmp(argv[2], "--out") == 0)
        return write_bundle(cli, argv[3]);
    if (argc == 3 && strcmp(argv[1], "write") == 0 && strcmp(argv[2], "--to-stick") == 0) {
        enum stick stick = stick_find(folder);
        return stick == STICK_FOUND ? write_bundle(cli, folder) : stick_refuse(stick);
    }
    if (argc == 3 && strcmp(argv[1], "read") == 0 && strcmp(argv[2], "--from-stick") == 0)
        return read_stick(cli);
    if (argc == 3 && strcmp(argv[1], "read") == 0)
        return read_bundle(cli, argv[2]);
    return bad_usage(&command_bundle);
}

const struct command command_bundle = {
    .name = "bundle",
    .arguments = "write --out FOLDER | write --to-stick | read FILE | read "
                 "--from-stick",
    .summary =
        N_("Writes what waits for the office into a file that the office alone can open; reads "
           "what the office gave back: receipt and roster."),
    .access = ACCESS_MANAGER,
    .opens_db = true,
    .run = run_bundle,
};

static int
take_code(struct cli *cli, const char *code, const struct outbox_hub *hub)
{
    uint8_t shared[SIGN_SHARED_LEN];
    struct receipt receipt = {.upto = receipt_code_upto(code)};
    memcpy(receipt.kiosk, hub->kiosk, WIRE_ID_LEN);
    bool genuine = receipt.upto >= 0 &&
                   (receipt.upto == 0 || outbox_id(cli->db, receipt.id, receipt.upto)) &&
                   sign_shared(shared, hub->secret, hub->hub_key) &&
                   receipt_code_holds(code, &receipt, shared);
    sodium_memzero(shared, sizeof shared);
    if (!genuine)
        return refuse(
            "%s", _("These are not twelve characters of a receipt for this kiosk. Compare "
                    "them with what the office says."));
    if (parcel_receipt(cli, NULL, &receipt, &cli->now) != DB_OK)
        return refuse_db(cli);
    printf(_("The office holds up to no. %lld.\n"), (long long)receipt.upto);
    return EXIT_OK;
}

static int
run_receipt(struct cli *cli, int argc, char **argv)
{
    struct outbox_hub hub;
    char line[64];
    if (argc != 2)
        return bad_usage(&command_receipt);
    if (!outbox_hub(cli->db, &hub))
        return refuse_unpaired();
    bool asks = strcmp(argv[1], "-") == 0;
    bool has = asks && hidden_line(line, sizeof line, _("Receipt"));
    int status = take_code(cli, has ? line : asks ? "" : argv[1], &hub);
    sodium_memzero(&hub, sizeof hub);
    return status;
}

const struct command command_receipt = {
    .name = "receipt",
    .arguments = "CODE | -",
    .summary =
        N_("Takes in the twelve characters of the office's receipt for a bundle (-: reads them "
           "from standard input)."),
    .access = ACCESS_MANAGER,
    .opens_db = true,
    .run = run_receipt,
};
