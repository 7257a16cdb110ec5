/* main.c: options and paths; the rest is app.h. */
#include "kiosk/app.h"
#include "kiosk/paper.h"

#include "db/clock.h"

#include <getopt.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static volatile sig_atomic_t stopped;

static void
stop(int number)
{
    (void)number;
    stopped = 1;
}

static int
usage(void)
{
    fputs("usage: zhaoxi-kiosk [--db FILE] [--source camera|FILE|FIFO|FOLDER|none] [--loop]\n"
          "                    [--hand auto|none|/dev/input/...|/dev/tty...]\n"
          "                    [--window WxH] [--lang zh|en] [--clips FOLDER] [--script FILE]\n"
          "                    [--text 100..150] [--less-motion]\n"
          "       zhaoxi-kiosk --gallery [--window WxH]\n"
          "       zhaoxi-kiosk --paper FILE.pdf --at UTC_MS [--db FILE] [--lang zh|en]\n"
          "Without options: full screen, the installed database, the first camera.\n",
        stderr);
    return 2;
}

/* A path from the environment, else beside this program, else where packages put it. */
static void
find(char out[4096], const char *variable, const char *beside, const char *installed)
{
    char self[2048] = "";
    const char *given = getenv(variable);
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (given) {
        snprintf(out, 4096, "%s", given);
        return;
    }
    snprintf(out, 4096, "%s/%s", n > 0 ? dirname(self) : ".", beside);
    if (access(out, F_OK) != 0)
        snprintf(out, 4096, "%s", installed);
}

static bool
read_size(const char *text, struct app_options *out)
{
    char *end = NULL;
    long width = strtol(text, &end, 10), height = 0;
    if (*end == 'x')
        height = strtol(end + 1, &end, 10);
    out->width = (int)width;
    out->height = (int)height;
    return !*end && width >= 320 && height >= 320 && width <= 8192 && height <= 8192;
}

static bool
read_language(const char *text, struct app_options *out)
{
    out->language = strcmp(text, "en") == 0 ? LANGUAGE_EN : LANGUAGE_ZH;
    out->language_given = true;
    return strcmp(text, "en") == 0 || strcmp(text, "zh") == 0;
}

static bool
read_percent(const char *text, struct app_options *out)
{
    char *end = NULL;
    long percent = strtol(text, &end, 10);
    out->text_percent = (int)percent;
    return !*end && percent >= 100 && percent <= TEXT_PERCENT_MOST;
}

/* The gallery shows controls: no database, no card, no device. */
static void
choose_gallery(struct app_options *options)
{
    options->gallery = true;
    options->db = NULL;
    options->source = "none";
}

/* The --source of a hand scanner's process. Without --hand one is looked for where a camera is: who
 * plays a file or a script wants nothing of this machine's devices. */
static void
choose_hand(const char *given, struct app_options *options)
{
    static char source[4096];
    bool camera = strncmp(options->source, "camera", 6) == 0 && !options->script;
    const char *hand = given ? given : camera ? "auto" : "none";
    if (strcmp(hand, "none") == 0)
        return;
    const char *kind = strncmp(hand, "/dev/input/", 11) == 0 ? "hand" : "serial";
    snprintf(source, sizeof source, "%s:%s", kind, hand);
    options->hand = strcmp(hand, "auto") == 0 ? "hand" : source;
}

static bool
read_options(int argc, char **argv, struct app_options *out)
{
    static const struct option options[] = {
        {"db", required_argument, NULL, 'd'},
        {"source", required_argument, NULL, 's'},
        {"window", required_argument, NULL, 'w'},
        {"lang", required_argument, NULL, 'l'},
        {"script", required_argument, NULL, 'x'},
        {"hand", required_argument, NULL, 'h'},
        {"clips", required_argument, NULL, 'c'},
        {"loop", no_argument, NULL, 'o'},
        {"text", required_argument, NULL, 't'},
        {"less-motion", no_argument, NULL, 'm'},
        {"gallery", no_argument, NULL, 'g'},
        {"paper", required_argument, NULL, 'p'},
        {"at", required_argument, NULL, 'a'},
        {0},
    };
    const char *hand = NULL;
    int option;
    bool ok = true;
    while (ok && (option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'd':
            out->db = optarg;
            break;
        case 's':
            out->source = optarg;
            break;
        case 'w':
            ok = read_size(optarg, out);
            break;
        case 'l':
            ok = read_language(optarg, out);
            break;
        case 'x':
            out->script = optarg;
            break;
        case 'h':
            hand = optarg;
            break;
        case 'c':
            out->clips = optarg;
            break;
        case 'o':
            out->loop = true;
            break;
        case 't':
            ok = read_percent(optarg, out);
            break;
        case 'm':
            out->less_motion = true;
            break;
        case 'g':
            choose_gallery(out);
            break;
        case 'p':
            out->paper = optarg;
            break;
        case 'a':
            out->at_ms = strtoll(optarg, NULL, 10);
            break;
        default:
            ok = false;
        }
    }
    choose_hand(hand, out);
    return ok && optind == argc;
}

/* The kiosk's own process for paper (print.c). */
static int
write_paper(const struct app_options *options)
{
    words_init(options->locale);
    words_use(options->language);
    return paper_write(options->paper, options->db, options->at_ms, options->assets) ? 0 : 1;
}

int
main(int argc, char **argv)
{
    static struct app app; /* its draw lists are large for a stack */
    static struct app_options options = {.db = "/var/lib/zhaoxi/zhaoxi.db",
        .source = "camera",
        .clips = "/var/lib/zhaoxi/clips",
        .text_percent = 100};
    options.started_ms = clock_mono_ms();
    umask(077);
    if (!read_options(argc, argv, &options))
        return usage();
    find(options.assets, "ZHAOXI_ASSETS", "../assets", "/usr/share/zhaoxi");
    find(options.scanner, "ZHAOXI_SCANNER", "zhaoxi-scanner", "/usr/bin/zhaoxi-scanner");
    find(options.locale, "ZHAOXI_LOCALE", "locale", "/usr/share/locale");
    find(options.cli, "ZHAOXI_CLI", "zhaoxi", "/usr/bin/zhaoxi");
    if (options.paper)
        return write_paper(&options);
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    bool ok = app_open(&app, &options);
    if (ok)
        app_run(&app, &stopped);
    app_close(&app);
    return ok && !app.script_failed ? 0 : 1;
}
