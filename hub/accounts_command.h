/* accounts_command.h: `zhaoxi-hub account …`: how the first account comes to be, and what the page
 * does as well. For who owns the machine. */
#pragma once

/* argv[0] is "account". The exit status: 0, 1 refused, 2 usage. */
int accounts_command(const char *store_url, int argc, char **argv);
