/* hidden.c: reads a line with the terminal's echo off. */
#include "cli/hidden.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

bool
hidden_asks(void)
{
    return isatty(STDIN_FILENO) == 1;
}

static bool
read_line(char *out, size_t size)
{
    if (!fgets(out, (int)size, stdin))
        return false;
    size_t length = strcspn(out, "\n");
    bool whole = out[length] == '\n' || feof(stdin);
    out[length] = '\0';
    return whole;
}

bool
hidden_line(char *out, size_t size, const char *prompt)
{
    struct termios before, quiet;
    if (!hidden_asks() || tcgetattr(STDIN_FILENO, &before) != 0)
        return read_line(out, size);
    quiet = before;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    /* Before the prompt: what is typed as soon as it is seen must not be thrown away. */
    if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) != 0)
        return false;
    fprintf(stderr, "%s: ", prompt);
    bool good = read_line(out, size);
    bool restored = tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) == 0;
    fputc('\n', stderr);
    return good && restored;
}
