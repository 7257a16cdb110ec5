/* export_table.h: zhaoxi export summary|goals|visits|agreements|care: what was counted, as a file
 * for others to read. */
#pragma once

#include "cli/command.h"

/* argv[1] is what is exported. */
int export_table(struct cli *cli, int argc, char **argv);

/* Is it one of these? */
bool export_is_table(const char *word);
