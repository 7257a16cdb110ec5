#include "cli/columns.h"

#include <string.h>
#include <strings.h>

static const struct {
    const char *english, *chinese, *both;
} names[COLUMN_COUNT] = {
#define X(id, en, zh) [id] = {en, zh, zh " (" en ")"},
    COLUMNS(X)
#undef X
};

int
column_parse(const char *heading)
{
    for (int i = 0; i < COLUMN_COUNT; i++)
        if (strcasecmp(heading, names[i].english) == 0 || strcmp(heading, names[i].chinese) == 0)
            return i;
    return -1;
}

const char *
column_heading(enum column column)
{
    return names[column].chinese;
}

const char *
column_name(enum column column)
{
    return names[column].both;
}
