#include "cli/roster_news.h"

#include "db/roster_doc.h"

#include <stdlib.h>
#include <string.h>

int
roster_news(struct cli *cli, const char *text, size_t len, const struct moment *now)
{
    struct roster_result result;
    char *copy = strndup(text ? text : "", len);
    if (!copy)
        abort();
    int rc = roster_doc_apply(cli->db, copy, now, &result);
    free(copy);
    return rc;
}
