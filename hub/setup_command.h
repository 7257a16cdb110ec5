/* setup_command.h: `zhaoxi-hub setup-code HOME NAME`: what the page of devices shows, for who owns
 * the machine. */
#pragma once

#include "hub/desk.h"

/* Prints the code for a kiosk of the Home with this code. The exit status: 0, 1 refused, 2 usage.
 */
int setup_command(struct hub *hub, int argc, char **argv);
