/* pin.c: PINs of staff: set by the installer, reset by a manager as well. */
#include "db/pin.h"

#include "cli/command.h"
#include "cli/hidden.h"
#include "cli/table.h"
#include "cli/who.h"

#include <stdio.h>
#include <string.h>

/* Typed twice by a person; a program is sure of what it writes. */
static bool
read_new(char out[64])
{
    char again[64] = "";
    if (!hidden_line(out, 64, _("New PIN")))
        return false;
    bool same = !hidden_asks() || (hidden_line(again, 64, _("Once more")) && !strcmp(again, out));
    explicit_bzero(again, sizeof again);
    return same;
}

static int
set(struct cli *cli, const struct staff *staff)
{
    char digits[64] = "";
    if (!read_new(digits))
        return refuse("%s", _("The PIN could not be read, or the two were not the same."));
    int rc = pin_set(cli->db, staff->id, cli->staff.id, digits, &cli->now);
    explicit_bzero(digits, sizeof digits);
    if (rc != DB_OK)
        return refuse_db(cli);
    printf(_("%s has a new PIN.\n"), staff->name);
    return EXIT_OK;
}

static int
reset(struct cli *cli, const struct staff *staff)
{
    if (pin_reset(cli->db, staff->id, cli->staff.id, &cli->now) != DB_OK)
        return refuse_db(cli);
    printf(_("%s sets a new PIN at the kiosk, by card, within an hour.\n"), staff->name);
    return EXIT_OK;
}

struct list {
    struct cli *cli;
    struct table table;
};

static int
add(const struct staff *staff, void *payload)
{
    static const char *const words[] = {[PIN_NONE] = N_("none"),
        [PIN_TO_SET] = N_("may set one"),
        [PIN_ASKED] = N_("set"),
        [PIN_LOCKED] = N_("locked")};
    static const char *const names[] = {
        [PIN_NONE] = "none", [PIN_TO_SET] = "to_set", [PIN_ASKED] = "set", [PIN_LOCKED] = "locked"};
    struct list *list = payload;
    const struct cli *cli = list->cli;
    struct home home = {0};
    struct pin pin;
    char wait[16];
    int rc = pin_get(cli->db, &pin, staff->id, &cli->now);
    if (rc != DB_OK)
        return rc;
    home_get(cli->db, &home, staff->home_id);
    snprintf(wait, sizeof wait, "%d", pin.wait_s);
    table_row(&list->table,
        (const char *[]){staff->no, staff->name,
            cli->json ? staff_role_name(staff->role) : access_title(staff_access(staff->role)),
            home.name, cli->json ? names[pin.state] : _(words[pin.state]), wait});
    return 0;
}

static int
print_list(struct cli *cli)
{
    struct list list = {.cli = cli,
        .table = {.columns = 6,
            .column = {{"no", _("Number"), false}, {"name", _("Name"), false},
                {"role", _("Role"), false}, {"home", _("Home"), false}, {"pin", _("PIN"), false},
                {"wait_s", _("Seconds locked"), true}}}};
    int rc = staff_each(cli->db, 0, add, &list);
    table_print(&list.table, cli->json);
    return rc < 0 ? refuse_db(cli) : EXIT_OK;
}

static int
run(struct cli *cli, int argc, char **argv)
{
    struct staff staff;
    if (argc == 2 && strcmp(argv[1], "list") == 0)
        return print_list(cli);
    bool sets = strcmp(argv[1], "set") == 0;
    if (argc != 3 || (!sets && strcmp(argv[1], "reset") != 0))
        return bad_usage(&command_pin);
    if (!staff_find(cli->db, &staff, argv[2]))
        return refuse(_("There is no staff member with the number \"%s\"."), argv[2]);
    return sets ? set(cli, &staff) : reset(cli, &staff);
}

const struct command command_pin = {
    .name = "pin",
    .arguments = "set NO | reset NO | list",
    .summary = N_("PINs of staff: sets one, or lets a person set a new one at the kiosk."),
    .verbs = (const struct verb[]){{"set", ACCESS_INSTALLER}, {"reset", ACCESS_MANAGER},
        {"list", ACCESS_MANAGER}, {0}},
    .opens_db = true,
    .run = run,
};
