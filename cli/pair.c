/* pair.c: the hub and this kiosk come to know each other by a set-up code. */
#include "cli/command.h"
#include "cli/courier.h"
#include "cli/hidden.h"
#include "cli/post.h"
#include "cli/table.h"

#include "db/product.h"
#include "db/setting.h"
#include "wire/pairing.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
show(const struct cli *cli)
{
    struct outbox_state s;
    char kiosk[WIRE_ID_TEXT + 1] = "";
    if (outbox_state(cli->db, &s, &cli->now) != DB_OK)
        return refuse_db(cli);
    if (s.paired)
        wire_id_text(kiosk, s.kiosk);
    if (cli->json) {
        printf("{\"paired\": %s, \"hub\": ", s.paired ? "true" : "false");
        json_string(s.hub);
        printf(", \"address\": ");
        json_string(s.address);
        printf(", \"kiosk\": \"%s\"}\n", kiosk);
    } else if (s.paired) {
        printf(_("Paired with %s (%s), as kiosk %s.\n"), s.hub, s.address, kiosk);
    } else {
        printf("%s\n", _("Not paired."));
    }
    return EXIT_OK;
}

static int
forget(struct cli *cli)
{
    if (outbox_forget(cli->db) != DB_OK)
        return refuse_db(cli);
    printf("%s\n", _("Not paired any more. All that was recorded stays here."));
    return EXIT_OK;
}

static int
new_key(struct cli *cli)
{
    struct courier c;
    if (!courier_begin(&c, cli))
        return refuse("%s", _("Not paired."));
    bool fine = courier_change_key(&c);
    courier_end(&c);
    if (!fine)
        return refuse("%s (%s)", outbox_trouble_text(c.trouble), c.detail);
    printf("%s\n", _("The kiosk has a new key, and the office knows it."));
    return EXIT_OK;
}

/* What this kiosk says of itself. The same hub knows it by its id again. */
static void
make_request(struct cli *cli, struct pair_request *out, const struct setup *setup,
    const uint8_t secret[SIGN_SECRET_LEN])
{
    struct home home = {0};
    struct outbox_hub last;
    uint8_t hash[SIGN_HASH_LEN];
    *out = (struct pair_request){.program = ZHAOXI_VERSION};
    home_get(cli->db, &home, setting_home(cli->db));
    snprintf(out->home, sizeof out->home, "%s", home.code);
    memcpy(out->key, secret + SIGN_SECRET_LEN - SIGN_PUBLIC_LEN, SIGN_PUBLIC_LEN);
    if (outbox_hub(cli->db, &last)) {
        sign_key_hash(hash, last.hub_key);
        if (memcmp(hash, setup->hub, sizeof hash) == 0)
            memcpy(out->kiosk, last.kiosk, WIRE_ID_LEN);
    }
    sodium_memzero(&last, sizeof last);
    setup_id(out->setup, setup->secret);
    pair_proof(out->proof, out, setup->secret);
}

static int
keep(struct cli *cli, struct outbox_hub *hub, const struct pair_answer *a,
    const struct pair_request *asked)
{
    if (asked->home[0] && strcmp(asked->home, a->home) != 0)
        return refuse(
            _("This set-up code is for another Home (%s). Ask the office for one for %s."), a->home,
            asked->home);
    memcpy(hub->name, a->name, sizeof hub->name);
    memcpy(hub->tls, a->tls, sizeof hub->tls);
    memcpy(hub->hub_key, a->hub, sizeof hub->hub_key);
    memcpy(hub->kiosk, a->kiosk, sizeof hub->kiosk);
    hub->paired_at = cli->now.utc_ms;
    return outbox_pair(cli->db, hub) == DB_OK ? EXIT_OK : refuse_db(cli);
}

static int
refuse_trouble(enum outbox_trouble trouble, const struct post_answer *answer)
{
    switch (trouble) {
    case OUTBOX_UNREACHED:
    case OUTBOX_BUSY:
        return refuse(_("The office can't be reached now (%s). Look at the network, and scan the "
                        "code again."),
            answer->detail);
    case OUTBOX_UNKNOWN:
    case OUTBOX_REVOKED:
    case OUTBOX_REFUSED:
        return refuse(_("The office does not take this set-up code (%s): each is good once, for an "
                        "hour. Ask for a new one."),
            answer->detail);
    default:
        return refuse(
            _("What answers is not the office of this set-up code (%s). Nothing was sent."),
            answer->detail);
    }
}

static int
pair(struct cli *cli, const struct setup *setup)
{
    struct outbox_hub hub = {0};
    struct pair_request request;
    struct pair_answer paired;
    struct post_answer answer;
    uint8_t public_key[SIGN_PUBLIC_LEN];
    char body[PAIR_TEXT];
    memcpy(hub.address, setup->address, sizeof setup->address);
    sign_keys(public_key, hub.secret);
    make_request(cli, &request, setup, hub.secret);
    pair_request_write(body, &request);
    struct post_question question = {.method = "POST",
        .path = "/v1/pair",
        .body = (uint8_t *)body,
        .len = strlen(body),
        .is_new = true,
        .hub_hash = setup->hub};
    enum outbox_trouble trouble = post_ask(&answer, &hub, hub.secret, &question);
    int status = trouble != OUTBOX_FINE ? refuse_trouble(trouble, &answer) : EXIT_OK;
    if (status == EXIT_OK && pair_answer_read(&paired, (char *)answer.body, answer.len))
        status = keep(cli, &hub, &paired, &request);
    free(answer.body);
    sodium_memzero(&hub, sizeof hub);
    return status == EXIT_OK ? show(cli) : status;
}

/* The code from the command's words, or from a line that nobody reads along. */
static int
run(struct cli *cli, int argc, char **argv)
{
    char line[SETUP_TEXT] = "";
    struct setup setup;
    if (argc > 2)
        return bad_usage(&command_pair);
    if (argc == 1)
        return show(cli);
    if (strcmp(argv[1], "--forget") == 0)
        return forget(cli);
    if (strcmp(argv[1], "--new-key") == 0)
        return new_key(cli);
    const char *code = argv[1];
    if (strcmp(code, "-") == 0)
        code = hidden_line(line, sizeof line, _("Set-up code")) ? line : "";
    int status = EXIT_OK;
    if (!setup_read(&setup, code, strlen(code)))
        status = refuse("%s", _("This is no set-up code. It stands on the office's page, under "
                                "Devices, and begins with ZXP1."));
    if (status == EXIT_OK)
        status = pair(cli, &setup);
    sodium_memzero(&setup, sizeof setup);
    sodium_memzero(line, sizeof line);
    return status;
}

const struct command command_pair = {
    .name = "pair",
    .arguments = "[CODE | - | --new-key | --forget]",
    .summary = N_("With which office this kiosk is paired; pairs it by a set-up code (-: reads the "
                  "code from standard input), gives it a new key, or ends the pairing."),
    .access = ACCESS_MANAGER,
    .opens_db = true,
    .run = run,
};
