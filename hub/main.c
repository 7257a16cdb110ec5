/* main.c: zhaoxi-hub, the receiver in the township: options, start, end. */
#include "hub/accounts_command.h"
#include "hub/assets.h"
#include "hub/cert.h"
#include "hub/follow.h"
#include "hub/gate.h"
#include "hub/kiosk_routes.h"
#include "hub/page.h"
#include "hub/page_care.h"
#include "hub/page_child.h"
#include "hub/page_child_edit.h"
#include "hub/page_devices.h"
#include "hub/page_export.h"
#include "hub/page_goals.h"
#include "hub/page_homes.h"
#include "hub/page_homework.h"
#include "hub/page_plan.h"
#include "hub/page_questions.h"
#include "hub/page_record.h"
#include "hub/page_sign_in.h"
#include "hub/page_summary.h"
#include "hub/setup_command.h"
#include "hub/stick.h"
#include "hub/text.h"

#include <errno.h>
#include <libgen.h>
#include <locale.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH = 4096, PORT = 8443, MEMORY = 256 << 20, FOLLOW_MS = 500 };

struct options {
    const char *data, *store, *view, *region, *listen, *address, *name, *cert, *key;
    int port;
    bool tls;
};

static int
usage(void)
{
    fputs("zhaoxi-hub [--data FOLDER] [--store FILE|postgresql://…] [--listen ADDRESS] [--port N]\n"
          "           [--region CODE] [--address URL] [--name TEXT] [--cert FILE --key FILE | "
          "--no-tls]\n"
          "zhaoxi-hub [--data FOLDER] [--store …] account add|list|end …\n"
          "zhaoxi-hub [--data FOLDER] [--store …] --address URL setup-code HOME NAME\n"
          "zhaoxi-hub [--data FOLDER] [--store …] stick FILE.zxu [FOLDER]\n",
        stderr);
    return 2;
}

static bool
read_number(int *out, const char *text)
{
    char *end;
    long n = strtol(text, &end, 10);
    *out = (int)n;
    return end != text && !*end && n >= 0 && n <= 65535;
}

/* Options before the command. Returns the command's place in argv, or -1. */
static int
read_options(struct options *o, int argc, char **argv)
{
    const struct {
        const char *name;
        const char **value;
    } texts[] = {{"--data", &o->data}, {"--store", &o->store}, {"--view", &o->view},
        {"--region", &o->region}, {"--listen", &o->listen}, {"--address", &o->address},
        {"--name", &o->name}, {"--cert", &o->cert}, {"--key", &o->key}};
    int i = 1;
    for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
        bool known = strcmp(argv[i], "--no-tls") == 0;
        if (known)
            o->tls = false;
        for (size_t t = 0; t < sizeof texts / sizeof texts[0] && !known && i + 1 < argc; t++)
            if ((known = strcmp(argv[i], texts[t].name) == 0))
                *texts[t].value = argv[++i];
        if (!known && strcmp(argv[i], "--port") == 0 && i + 1 < argc)
            known = read_number(&o->port, argv[++i]);
        if (!known)
            return -1;
    }
    return !o->cert == !o->key ? i : -1;
}

/* The words of both languages are looked up by the thread's choice (db/language.h). */
static void
choose_words(void)
{
    static char folder[PATH];
    char self[2048] = "";
    const char *given = getenv("ZHAOXI_LOCALE");
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    snprintf(folder, sizeof folder, "%s%s", given ? given : dirname(self), given ? "" : "/locale");
    if (!given && (n < 0 || access(folder, F_OK) != 0))
        snprintf(folder, sizeof folder, "/usr/share/locale");
    setlocale(LC_ALL, "C.UTF-8");
    setenv("LANGUAGE", "zh_CN", 1);
    bindtextdomain("zhaoxi", folder);
    bind_textdomain_codeset("zhaoxi", "UTF-8");
    const char *lang = getenv("LANG");
    language_choose(lang && strncmp(lang, "en", 2) == 0);
}

static const char *
in_folder(char out[PATH], const char *folder, const char *name)
{
    snprintf(out, PATH, "%s/%s", folder, name);
    return out;
}

static bool
make_folder(const char *path)
{
    if (mkdir(path, 0700) == 0 || errno == EEXIST)
        return true;
    fprintf(stderr, "zhaoxi-hub: %s: %s\n", path, strerror(errno));
    return false;
}

static bool
read_cert(struct cert *out, const struct options *o)
{
    char why[CERT_WHY] = "";
    *out = (struct cert){0};
    if (!o->tls)
        return true;
    int rc =
        o->cert ? cert_read(out, o->cert, o->key, why) : cert_ensure(out, o->data, o->listen, why);
    if (rc != DB_OK)
        fprintf(stderr, "zhaoxi-hub: %s\n", why);
    return rc == DB_OK;
}

static const struct route *const routes[] = {kiosk_routes, assets_routes, sign_in_routes,
    homes_routes, summary_routes, goals_routes, export_routes, child_routes, child_edit_routes,
    care_routes, plan_routes, homework_routes, questions_routes, devices_routes, record_routes,
    NULL};

static int
serve(const struct options *o, struct hub *hub, const struct cert *cert, const sigset_t *ends)
{
    char why[256] = "", address[128];
    struct http *http;
    int signal;
    struct http_options options = {.address = o->listen,
        .port = o->port,
        .cert_pem = cert->cert_pem,
        .key_pem = cert->key_pem,
        .connections = 1024,
        .connections_of_address = 64,
        .patience_ms = 15000,
        .memory = MEMORY,
        .workers = {[LANE_PAGE] = 2, [LANE_INGEST] = 2, [LANE_SLOW] = 1},
        .routes = routes,
        .enter = desk_open,
        .leave = desk_close,
        .gate = gate_passes,
        .error = page_error,
        .payload = hub};
    if (!hub->address) {
        snprintf(address, sizeof address, "http%s://%s:%d", o->tls ? "s" : "", o->listen, o->port);
        hub->address = address;
    }
    if (http_serve(&http, &options, why, sizeof why) != DB_OK) {
        fprintf(stderr, "zhaoxi-hub: %s\n", why);
        return 1;
    }
    printf("zhaoxi-hub: %s, port %d\n", hub->address, http_port(http));
    fflush(stdout);
    sigwait(ends, &signal);
    http_stop(http);
    return 0;
}

/* Makes or brings up to date what is there, once: the workers then open it all at the same time. */
static bool
prepare(struct hub *hub)
{
    struct desk *desk = desk_open(hub, LANE_PAGE);
    if (desk)
        desk_close(desk);
    return desk != NULL;
}

static int
work(struct options *o, struct hub *hub, const struct cert *cert)
{
    const struct follower_options following = {o->store, hub->view_path, o->region, FOLLOW_MS};
    char why[256] = "";
    int status = 1;
    sigset_t ends;
    /* Before any thread is there, so that this one alone gets them. */
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    if (!prepare(hub))
        return 1;
    if (follower_start(&hub->follower, &following, why, sizeof why) == DB_OK)
        status = serve(o, hub, cert, &ends);
    else
        fprintf(stderr, "zhaoxi-hub: %s\n", why);
    follower_stop(hub->follower);
    return status;
}

/* Serves, or does the one thing of the commands `stick` and `setup-code`. */
static int
run(struct options *o, int argc, char **argv)
{
    char view[PATH], scratch[PATH];
    struct cert cert;
    if (!make_folder(o->data) || !make_folder(in_folder(scratch, o->data, "scratch")) ||
        !read_cert(&cert, o))
        return 1;
    struct hub hub = {.store_url = o->store,
        .view_path = o->view ? o->view : in_folder(view, o->data, "view.db"),
        .address = o->address,
        .pin = cert.pin,
        .name = o->name,
        .scratch = scratch,
        .throttle = throttle_create()};
    bool setup = argc && strcmp(argv[0], "setup-code") == 0;
    int status = setup  ? setup_command(&hub, argc, argv)
                 : argc ? stick_command(&hub, argc, argv)
                        : work(o, &hub, &cert);
    throttle_destroy(hub.throttle);
    cert_finish(&cert);
    return status;
}

int
main(int argc, char **argv)
{
    char store[PATH];
    struct options o = {.data = "/var/lib/zhaoxi-hub",
        .listen = "0.0.0.0",
        .name = "",
        .region = "",
        .port = PORT,
        .tls = true};
    umask(077); /* what is written here is children's data */
    if (sodium_init() < 0)
        abort();
    choose_words();
    int at = read_options(&o, argc, argv);
    if (at < 0)
        return usage();
    if (!o.store)
        o.store = in_folder(store, o.data, "hub.db");
    if (at == argc || strcmp(argv[at], "stick") == 0 || strcmp(argv[at], "setup-code") == 0) {
        int status = run(&o, argc - at, argv + at);
        return status == 2 ? usage() : status;
    }
    if (strcmp(argv[at], "account") != 0)
        return usage();
    return make_folder(o.data) ? accounts_command(o.store, argc - at, argv + at) : 1;
}
