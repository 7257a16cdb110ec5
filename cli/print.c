/* print.c: a PDF on the machine's printer, by CUPS, and what became of it. The kiosk runs this as a
 * process of its own and reads its status, so that no printer keeps the screen waiting. */
#include "cli/command.h"

#include <cups/cups.h>

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Exit statuses besides those of command.h: kiosk/print.c has the same. */
enum { EXIT_NO_PRINTER = 3, EXIT_NO_PAPER = 4, EXIT_NO_ANSWER = 5 };

enum { LOOK_MS = 250, LOOKS = 240 }; /* a minute: paper is not waited for longer */

/* What is said of a printer or a job, or "". Borrowed from `dest`. */
static const char *
option(const cups_dest_t *dest, const char *name)
{
    const char *value = cupsGetOption(name, dest->num_options, dest->options);
    return value ? value : "";
}

/* The default printer, or the only one; a machine with several of which none was chosen has none.
 * The caller frees it. */
static cups_dest_t *
find_printer(void)
{
    cups_dest_t *dests = NULL, *found = NULL;
    int count = cupsGetDests2(CUPS_HTTP_DEFAULT, &dests);
    cups_dest_t *dest = cupsGetDest(NULL, NULL, count, dests);
    if (!dest && count == 1)
        dest = dests;
    if (dest)
        cupsCopyDest(dest, 0, &found);
    cupsFreeDests(count, dests);
    return found;
}

/* The printer as it is at this moment. NULL where it has gone. The caller frees it. */
static cups_dest_t *
look_again(const cups_dest_t *dest)
{
    return cupsGetNamedDest(CUPS_HTTP_DEFAULT, dest->name, dest->instance);
}

/* A job that is no longer known has been printed: CUPS forgets no other. */
static ipp_jstate_t
job_state(const char *printer, int job)
{
    cups_job_t *jobs = NULL;
    ipp_jstate_t state = IPP_JSTATE_COMPLETED;
    int count = cupsGetJobs2(CUPS_HTTP_DEFAULT, &jobs, printer, 0, CUPS_WHICHJOBS_ALL);
    for (int i = 0; i < count; i++)
        if (jobs[i].id == job)
            state = jobs[i].state;
    cupsFreeJobs(count, jobs);
    return count < 0 ? IPP_JSTATE_PENDING : state;
}

/* EXIT_OK: nothing is known to be wrong with the printer. */
static int
printer_trouble(const cups_dest_t *was)
{
    static const char stopped[] = "5"; /* printer-state, RFC 8011 */
    int status = EXIT_OK;
    cups_dest_t *dest = look_again(was);
    if (!dest)
        return EXIT_NO_PRINTER;
    const char *reasons = option(dest, "printer-state-reasons");
    if (strstr(reasons, "media-empty") || strstr(reasons, "media-needed"))
        status = EXIT_NO_PAPER;
    else if (strcmp(option(dest, "printer-state"), stopped) == 0 || strstr(reasons, "offline"))
        status = EXIT_NO_ANSWER;
    cupsFreeDests(1, dest);
    return status;
}

static int
wait_for(const cups_dest_t *dest, int job)
{
    const struct timespec while_ms = {.tv_nsec = LOOK_MS * 1000000L};
    for (int i = 0; i < LOOKS; i++) {
        ipp_jstate_t state = job_state(dest->name, job);
        if (state == IPP_JSTATE_COMPLETED)
            return EXIT_OK;
        if (state == IPP_JSTATE_ABORTED || state == IPP_JSTATE_CANCELED)
            return EXIT_REFUSED;
        int status = printer_trouble(dest);
        if (status != EXIT_OK)
            return status;
        nanosleep(&while_ms, NULL);
    }
    return EXIT_NO_ANSWER;
}

static int
tell(int status)
{
    switch (status) {
    case EXIT_OK:
        puts(_("Printed."));
        break;
    case EXIT_NO_PRINTER:
        refuse("%s", _("There is no printer. One is set up with: lpadmin"));
        break;
    case EXIT_NO_PAPER:
        refuse("%s", _("The printer is out of paper. It goes on when there is some."));
        break;
    case EXIT_NO_ANSWER:
        refuse("%s", _("The printer does not answer. Is it on?"));
        break;
    default:
        refuse("%s", _("The printer did not take it."));
    }
    return status;
}

static int
run(struct cli *cli, int argc, char **argv)
{
    (void)cli;
    if (argc != 2)
        return bad_usage(&command_print);
    if (access(argv[1], R_OK) != 0)
        return refuse(_("%s can't be read."), argv[1]);
    cups_dest_t *dest = find_printer();
    if (!dest)
        return tell(EXIT_NO_PRINTER);
    cups_option_t media = {.name = "media", .value = "A4"};
    int job = cupsPrintFile2(CUPS_HTTP_DEFAULT, dest->name, argv[1], "zhaoxi", 1, &media);
    if (job == 0)
        refuse("%s", cupsLastErrorString());
    int status = tell(job == 0 ? EXIT_REFUSED : wait_for(dest, job));
    cupsFreeDests(1, dest);
    return status;
}

const struct command command_print = {
    .name = "print",
    .arguments = "FILE.pdf",
    .summary = N_("Prints a PDF on this machine's printer and says what became of it."),
    .access = ACCESS_TUTOR,
    .run = run,
};
