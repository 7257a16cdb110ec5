/* aim.c: helps to set up the camera: puts into words what `zhaoxi-scanner --aim` sees. Pictures are
 * decoded there, behind its walls. */
#include "cli/command.h"

#include "scanner/aim.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static const char *const words[AIM_COUNT] = {
    [AIM_NONE] = N_("No card is read. Hold one upright and still, at arm's length."),
    [AIM_DARK] = N_("Too dark. The card needs light from the front."),
    [AIM_BRIGHT] = N_("Too bright. Turn the camera away from lamp and window."),
    [AIM_OTHER] = N_("A code, but none of our cards. Take one that zhaoxi printed."),
    [AIM_SMALL] =
        N_("Too small. Bring the camera nearer to where cards are held, or take one that sees less "
           "widely."),
    [AIM_NEAR] = N_("Too near. Hold the card further away."),
    [AIM_HARD] = N_("Read with effort: blurred or badly lit. Wipe the lens, set its focus, give "
                    "more light."),
    [AIM_GOOD] = N_("Good."),
};

static const char *const names[] = {
#define X(verdict, name) [verdict] = name,
    AIM_VERDICTS(X)
#undef X
};

/* Starts the scanner, and in *out what it says. */
static int
start(pid_t *pid, FILE **out, const struct cli *cli, char *source)
{
    int ends[2];
    char program[sizeof cli->scanner], *argv[] = {program, "--aim", "--source", source, NULL};
    snprintf(program, sizeof program, "%s", cli->scanner);
    if (pipe(ends) != 0)
        return errno;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    int rc = posix_spawn(pid, program, &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    *out = rc == 0 ? fdopen(ends[0], "r") : NULL;
    if (!*out)
        close(ends[0]);
    if (rc == 0 && !*out)
        abort(); /* no memory */
    return rc;
}

static int
find_verdict(const char *name)
{
    int i = 0;
    while (i < AIM_COUNT && strcmp(names[i], name) != 0)
        i++;
    return i;
}

/* A number of at most four digits; *text is moved behind it. Negative where there is none. */
static long
take_number(char **text)
{
    char *end = *text;
    long value = **text >= '0' && **text <= '9' ? strtol(*text, &end, 10) : -1;
    bool good = end > *text && end - *text <= 4;
    *text = end;
    return good ? value : -1;
}

/* "good\t3.4\t128": false for anything else. The scanner parses what is held before a camera: of
 * what it says only a known word and numbers reach the terminal. */
static bool
print_line(const struct cli *cli, char *line)
{
    char *rest = line + strcspn(line, "\t");
    if (*rest != '\t')
        return false;
    *rest++ = '\0';
    int verdict = find_verdict(line);
    long px = take_number(&rest), tenths = *rest == '.' ? (rest++, take_number(&rest)) : -1;
    long grey = *rest == '\t' ? (rest++, take_number(&rest)) : -1;
    if (verdict == AIM_COUNT || px < 0 || tenths < 0 || tenths > 9 || grey < 0 || *rest != '\n')
        return false;
    if (cli->json)
        printf("{\"verdict\": \"%s\", \"px_per_module\": %ld.%ld, \"grey\": %ld}\n", names[verdict],
            px, tenths, grey);
    else if (px > 0 || tenths > 0)
        printf(
            _("%ld.%ld px a module, light %ld of 255: %s\n"), px, tenths, grey, _(words[verdict]));
    else
        printf(_("light %ld of 255: %s\n"), grey, _(words[verdict]));
    return fflush(stdout) == 0;
}

static bool
print_lines(const struct cli *cli, FILE *in)
{
    char line[256];
    bool any = false;
    while (fgets(line, sizeof line, in))
        if (print_line(cli, line))
            any = true;
    return any;
}

static int
run(struct cli *cli, int argc, char **argv)
{
    static char any_camera[] = "camera";
    bool named = argc == 3 && strcmp(argv[1], "--source") == 0;
    if (argc != 1 && !named)
        return bad_usage(&command_aim);
    pid_t pid = 0;
    FILE *in = NULL;
    int rc = start(&pid, &in, cli, named ? argv[2] : any_camera), status = 0;
    if (rc != 0)
        return refuse(_("%s does not start: %s"), cli->scanner, strerror(rc));
    bool any = print_lines(cli, in);
    fclose(in);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return EXIT_OK;
    return any ? refuse(_("The camera has gone. Is its cable firm?"))
               : refuse(_("No camera gives pictures. Is one plugged in, and the kiosk closed?"));
}

const struct command command_aim = {
    .name = "aim",
    .arguments = "[--source camera|camera:/dev/videoN|FILE]",
    .summary = N_("Says twice a second how well a card held before the camera can be read."),
    .access = ACCESS_INSTALLER,
    .opens_db = false,
    .run = run,
};
