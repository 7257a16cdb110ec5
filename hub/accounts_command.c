#include "hub/accounts_command.h"

#include "hub/account.h"
#include "hub/text.h"

#include "db/clock.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { REFUSED = 1, USAGE = 2 };

static int
usage(void)
{
    fputs("zhaoxi-hub account add NAME [--shown TEXT] [--role viewer|social_worker|manager]\n"
          "                   [--region CODE] [--home CODE]\n"
          "zhaoxi-hub account list\n"
          "zhaoxi-hub account end NAME\n",
        stderr);
    return USAGE;
}

static int
refuse(const char *why)
{
    fprintf(stderr, "zhaoxi-hub: %s\n", why);
    return REFUSED;
}

/* A line of standard input, not shown where that is a terminal. */
static bool
read_password(char out[PASSWORD_MOST + 2])
{
    struct termios before, hidden;
    bool terminal = tcgetattr(STDIN_FILENO, &before) == 0;
    if (terminal) {
        fprintf(stderr, "%s ", _("Password:"));
        hidden = before;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    bool well = fgets(out, PASSWORD_MOST + 2, stdin) != NULL;
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        fputc('\n', stderr);
    }
    if (well)
        out[strcspn(out, "\r\n")] = '\0';
    return well;
}

static bool
read_options(struct store_account *account, int argc, char **argv)
{
    snprintf(account->role, sizeof account->role, "%s", account_role_name(ACCOUNT_MANAGER));
    for (int i = 2; i < argc; i += 2) {
        const char *value = i + 1 < argc ? argv[i + 1] : NULL;
        if (!value)
            return false;
        if (strcmp(argv[i], "--shown") == 0)
            snprintf(account->shown, sizeof account->shown, "%s", value);
        else if (strcmp(argv[i], "--role") == 0)
            snprintf(account->role, sizeof account->role, "%s", value);
        else if (strcmp(argv[i], "--region") == 0)
            snprintf(account->region, sizeof account->region, "%s", value);
        else if (strcmp(argv[i], "--home") == 0)
            snprintf(account->home, sizeof account->home, "%s", value);
        else
            return false;
    }
    return true;
}

static int
add(struct store *store, int64_t now_ms, int argc, char **argv)
{
    struct store_account account = {0};
    char password[PASSWORD_MOST + 2] = "", why[ACCOUNT_WHY] = "";
    snprintf(account.name, sizeof account.name, "%s", argv[1]);
    if (!read_options(&account, argc, argv))
        return usage();
    if (!read_password(password))
        return refuse(_("The password is read from standard input; there was none."));
    int rc = account_save(store, &account, password, now_ms, why);
    sodium_memzero(password, sizeof password);
    if (rc == DB_REFUSED && why[0])
        return refuse(why);
    if (rc != DB_OK)
        return refuse(store_why(store));
    struct store_audit audit = {.at_ms = now_ms, .what = "account"};
    snprintf(audit.text, sizeof audit.text, "%s", account.name);
    return store_audit_add(store, &audit) == DB_OK ? 0 : refuse(store_why(store));
}

static int
print(const struct store_account *account, void *payload)
{
    (void)payload;
    printf("%s\t%s\t%s\t%s\t%s\n", account->name, account->role, account->region, account->home,
        account->ended_ms ? _("is ended") : "");
    return 0;
}

static int
run(struct store *store, int argc, char **argv)
{
    struct moment now;
    clock_read(&now);
    if (argc >= 2 && strcmp(argv[0], "add") == 0)
        return add(store, now.utc_ms, argc, argv);
    if (argc == 1 && strcmp(argv[0], "list") == 0)
        return store_account_each(store, print, NULL) == DB_OK ? 0 : refuse(store_why(store));
    if (argc == 2 && strcmp(argv[0], "end") == 0) {
        int rc = account_end(store, argv[1], now.utc_ms);
        return rc == DB_OK
                   ? 0
                   : refuse(rc == DB_REFUSED ? _("There is no such account.") : store_why(store));
    }
    return usage();
}

int
accounts_command(const char *store_url, int argc, char **argv)
{
    struct store *store;
    if (argc < 2)
        return usage();
    int status = store_open(&store, store_url) == DB_OK ? run(store, argc - 1, argv + 1)
                                                        : refuse(store_why(store));
    store_close(store);
    return status;
}
