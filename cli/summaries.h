/* summaries.h: zhaoxi report summary: figures of days, weeks, children and so on. */
#pragma once

#include "cli/command.h"

/* argv[0] is the verb. */
int report_summary(struct cli *cli, int argc, char **argv);

/* What each figure counts. */
int report_figures(struct cli *cli);
