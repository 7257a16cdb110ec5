/* hidden.h: a line that nobody should read along. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Is a person at the terminal? */
bool hidden_asks(void);

/* The next line of standard input without its end; where a person types it, after `prompt` and
 * without echo. False at the end of input and where it is too long. */
bool hidden_line(char *out, size_t size, const char *prompt);
