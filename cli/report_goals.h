/* report_goals.h: the six goals of a month and the care agreements, as `zhaoxi report` shows them.
 */
#pragma once

#include "cli/command.h"

/* Reads its options from argv[2] on. */
int report_goals(struct cli *cli, int argc, char **argv);
int report_agreements(struct cli *cli, int argc, char **argv);

/* 2026-11 as 202611, or 0. */
int month_parse(const char *text);
