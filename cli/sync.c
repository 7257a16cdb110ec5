/* sync.c: the command that a timer, a network that comes back, or staff give. */
#include "cli/command.h"
#include "cli/courier.h"
#include "cli/table.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static int
say_json(const struct courier *c, const struct outbox_state *s)
{
    printf("{\"upto\": %lld, \"newest\": %lld, \"sent\": %lld, \"refused\": %lld, \"roster\": "
           "\"%s\", \"trouble\": \"%s\", \"detail\": ",
        (long long)s->upto, (long long)s->newest, (long long)c->sent, (long long)s->refused,
        c->roster, outbox_trouble_name(c->trouble));
    json_string(c->detail);
    printf("}\n");
    return c->trouble == OUTBOX_FINE ? EXIT_OK : EXIT_REFUSED;
}

static int
say(const struct courier *c)
{
    struct outbox_state s;
    if (outbox_state(c->cli->db, &s, &c->cli->now) != DB_OK)
        return refuse_db(c->cli);
    if (c->cli->json)
        return say_json(c, &s);
    if (c->trouble != OUTBOX_FINE)
        return refuse("%s (%s)", outbox_trouble_text(c->trouble), c->detail);
    printf(_("The office holds up to no. %lld.\n"), (long long)s.upto);
    if (s.newest > s.upto)
        printf(_("%lld wait still.\n"), (long long)(s.newest - s.upto));
    if (s.refused)
        printf(_("%lld were refused and are kept: zhaoxi sync --refused\n"), (long long)s.refused);
    if (s.fork_seq)
        printf(_("After no. %lld another disk of this kiosk has sent something else: the office "
                 "keeps both. Tell the office.\n"),
            (long long)s.fork_seq);
    return EXIT_OK;
}

static int
run_once(struct cli *cli, bool once)
{
    struct courier c;
    if (!courier_begin(&c, cli))
        return refuse("%s", _("This kiosk is not paired. Scan the set-up code that the office's "
                              "page shows, or run \"zhaoxi pair CODE\"."));
    if (courier_send(&c, once) && courier_fetch_roster(&c) && courier_key_is_old(&c) &&
        !courier_change_key(&c))
        fprintf(stderr, "zhaoxi: %s\n", c.detail);
    courier_end(&c);
    return say(&c);
}

/* One at a time: the timer's run and staff's. The lock goes with the process. False: another runs.
 */
static bool
lock(const struct cli *cli)
{
    char path[4128];
    snprintf(path, sizeof path, "%s-sync", cli->db_path);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    return fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0; /* NOLINT: held until the process ends */
}

static int
add_refused(const struct outbox_refused *one, void *payload)
{
    char seq[24];
    snprintf(seq, sizeof seq, "%lld", (long long)one->seq);
    table_row(payload, (const char *[]){seq, one->reason});
    return 0;
}

static int
list_refused(struct cli *cli)
{
    struct table table = {
        .columns = 2, .column = {{"no", _("No."), true}, {"reason", _("Reason"), false}}};
    if (outbox_refused_each(cli->db, add_refused, &table) < 0)
        return refuse_db(cli);
    table_print(&table, cli->json);
    return EXIT_OK;
}

static int
sync_run(struct cli *cli, int argc, char **argv)
{
    bool due = false, once = false;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--refused") == 0 && argc == 2)
            return list_refused(cli);
        if (strcmp(argv[i], "--due") == 0)
            due = true;
        else if (strcmp(argv[i], "--now") == 0)
            due = false;
        else if (strcmp(argv[i], "--once") == 0)
            once = true;
        else
            return bad_usage(&command_sync);
    }
    struct outbox_hub hub;
    bool paired = outbox_hub(cli->db, &hub);
    sodium_memzero(&hub, sizeof hub);
    /* The timer's run is quiet where there is nothing to do. */
    if (due && (!paired || outbox_wait_ms(cli->db, &cli->now) > 0))
        return EXIT_OK;
    if (!lock(cli))
        return due ? EXIT_OK : refuse("%s", _("An upload is under way already. Wait a moment."));
    return run_once(cli, once);
}

const struct command command_sync = {
    .name = "sync",
    .arguments = "[--now | --due] [--once] | --refused",
    .summary =
        N_("Sends what waits to the office, and fetches the roster (--due: only when the last "
           "failure is long enough ago; --once: one batch; --refused: what the office keeps "
           "aside, and why)."),
    .access = ACCESS_MANAGER,
    .opens_db = true,
    .run = sync_run,
};
