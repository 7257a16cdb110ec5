/* args.c: "--name value", "--name=value", flags and words. */
#include "cli/args.h"

#include "cli/command.h"
#include "cli/text.h"

#include <string.h>

static const struct arg *
find(const struct arg *table, const char *text)
{
    size_t len = strcspn(text, "=");
    for (const struct arg *arg = table; arg->name; arg++)
        if (strlen(arg->name) == len && strncmp(arg->name, text, len) == 0)
            return arg;
    return NULL;
}

/* How many places of argv the option took, or -1. */
static int
read_option(const struct arg *table, const char *text, const char *next)
{
    const struct arg *arg = find(table, text);
    const char *equals = strchr(text, '=');
    if (!arg || (arg->flag && equals)) {
        misuse(_("There is no option %s here. Put --help after the command."), text);
        return -1;
    }
    if (arg->flag) {
        *arg->flag = true;
        return 1;
    }
    if (!equals && !next) {
        misuse(_("%s needs a value after it."), text);
        return -1;
    }
    *arg->value = equals ? equals + 1 : next;
    return equals ? 1 : 2;
}

int
args_read(const struct arg *table, int argc, char **argv, const char **words, int max)
{
    int count = 0;
    bool options = true;
    for (int i = 1; i < argc;) {
        if (options && strcmp(argv[i], "--") == 0) {
            options = false;
            i++;
        } else if (options && strncmp(argv[i], "--", 2) == 0) {
            int took = read_option(table, argv[i], argv[i + 1]);
            if (took < 0)
                return -1;
            i += took;
        } else if (count == max) {
            misuse(_("\"%s\" is one word too many. Put --help after the command."), argv[i]);
            return -1;
        } else {
            words[count++] = argv[i++];
        }
    }
    return count;
}
