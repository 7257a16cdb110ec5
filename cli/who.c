/* who.c: the installer by the file's owner, staff by their PIN. */
#include "cli/who.h"

#include "cli/hidden.h"
#include "db/pin.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *name, *title;
} words[] = {
    [ACCESS_ANYONE] = {"anyone", N_("anyone")},
    [ACCESS_VOLUNTEER] = {"volunteer", N_("volunteer")},
    [ACCESS_TUTOR] = {"tutor", N_("tutor")},
    [ACCESS_SOCIAL_WORKER] = {"social_worker", N_("social worker")},
    [ACCESS_MANAGER] = {"manager", N_("manager")},
    [ACCESS_INSTALLER] = {"installer", N_("installer")},
};

const char *
access_name(enum access access)
{
    return words[access].name;
}

const char *
access_title(enum access access)
{
    return _(words[access].title);
}

bool
who_is_asked(enum access *out, const struct command *command, const char *verb)
{
    *out = command->access;
    if (!command->verbs)
        return true;
    for (const struct verb *v = command->verbs; v->name; v++)
        if (strcmp(v->name, verb) == 0) {
            *out = v->access;
            return true;
        }
    return false;
}

/* Appends as far as there is room. */
static void
add(char *out, size_t size, const char *before, const char *text)
{
    size_t length = strlen(out);
    snprintf(out + length, size - length, "%s%s", before, text);
}

void
who_may(char *out, size_t size, const struct command *command)
{
    out[0] = '\0';
    if (!command->verbs)
        add(out, size, "", access_title(command->access));
    for (int access = 0; command->verbs && access <= ACCESS_INSTALLER; access++) {
        bool first = true;
        for (const struct verb *v = command->verbs; v->name; v++) {
            if ((int)v->access != access)
                continue;
            if (first)
                add(out, size, out[0] ? "; " : "", access_title(v->access));
            add(out, size, first ? " (" : ", ", v->name[0] ? v->name : "-");
            first = false;
        }
        if (!first)
            add(out, size, ")", "");
    }
}

/* Where there is no file yet there is nothing to guard. */
static bool
is_installer(const char *path)
{
    struct stat file;
    return geteuid() == 0 || stat(path, &file) != 0 || file.st_uid == geteuid();
}

int
who_begins(const struct cli *cli, enum access asked)
{
    if (cli->as && asked == ACCESS_INSTALLER)
        return refuse("%s", _("Only the installer may do this: root, or who owns the database."));
    if (cli->as || asked == ACCESS_ANYONE || is_installer(cli->db_path))
        return EXIT_OK;
    if (asked == ACCESS_INSTALLER)
        return refuse("%s", _("Only the installer may do this: root, or who owns the database."));
    return refuse(_("This is for the role %s or above. Say who you are: zhaoxi --as NUMBER …"),
        access_title(asked));
}

static int
refuse_wrong(struct cli *cli)
{
    struct pin pin;
    if (pin_get(cli->db, &pin, cli->staff.id, &cli->now) != DB_OK)
        return refuse_db(cli);
    if (pin.state == PIN_LOCKED)
        return refuse(_("Wrong PIN. The next try is possible in %d seconds."), pin.wait_s);
    return refuse(dngettext("zhaoxi", "Wrong PIN. %d try is left.", "Wrong PIN. %d tries are left.",
                      (unsigned long)pin.tries),
        pin.tries);
}

int
who_signs_in(struct cli *cli, enum access asked)
{
    char digits[64] = "", prompt[NAME_SIZE + 32];
    bool right;
    if (!staff_find(cli->db, &cli->staff, cli->as))
        return refuse(_("There is no staff member with the number \"%s\"."), cli->as);
    if (staff_access(cli->staff.role) < asked)
        return refuse(_("This is for the role %s or above; %s is %s."), access_title(asked),
            cli->staff.name, access_title(staff_access(cli->staff.role)));
    snprintf(prompt, sizeof prompt, _("PIN of %s"), cli->staff.name);
    if (!hidden_line(digits, sizeof digits, prompt))
        return refuse("%s", _("The PIN could not be read."));
    int rc = pin_sign_in(cli->db, &right, cli->staff.id, digits, &cli->now);
    explicit_bzero(digits, sizeof digits);
    if (rc != DB_OK)
        return refuse_db(cli);
    return right ? EXIT_OK : refuse_wrong(cli);
}
