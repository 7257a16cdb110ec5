#include "hub/http.h"

#include "hub/exchange.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { HEAD_MEMORY = 32 * 1024, STOP_MS = 5000, SPARE_FILES = 256 };

/* Nothing but what the hub itself serves, and no script that stands in a page. */
static const char policy[] = "default-src 'none'; style-src 'self'; img-src 'self'; "
                             "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

static enum MHD_Result
send_answer(struct exchange *exchange)
{
    struct response *answer = &exchange->response;
    struct MHD_Response *response =
        MHD_create_response_from_buffer(answer->body_size, answer->body ? answer->body : "",
            answer->body ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    if (!response)
        return MHD_NO;
    answer->body = NULL;
    bool well = true, cached = false;
    for (int i = 0; i < answer->header_count && well; i++) {
        well = MHD_add_response_header(response, answer->header[i].name, answer->header[i].value);
        cached |= strcmp(answer->header[i].name, "Cache-Control") == 0;
    }
    well = well && MHD_add_response_header(response, "Content-Security-Policy", policy) &&
           MHD_add_response_header(response, "X-Content-Type-Options", "nosniff") &&
           MHD_add_response_header(response, "Referrer-Policy", "same-origin") &&
           (cached || MHD_add_response_header(response, "Cache-Control", "no-store"));
    line_enter(exchange->http->lines, exchange->line, LINE_SENDS, answer->body_size);
    enum MHD_Result result =
        well ? MHD_queue_response(exchange->connection, answer->status, response) : MHD_NO;
    MHD_destroy_response(response);
    return result;
}

static void
run_job(struct job *job, struct desk *desk)
{
    struct exchange *exchange = (struct exchange *)job;
    exchange_handle(exchange, desk);
    exchange->state = EXCHANGE_DONE;
    MHD_resume_connection(exchange->connection);
}

/* The request is whole: off to a worker. */
static enum MHD_Result
arrived(struct exchange *exchange)
{
    struct http *http = exchange->http;
    exchange->job.run = run_job;
    line_enter(http->lines, exchange->line, LINE_WORKS, 0);
    MHD_suspend_connection(exchange->connection);
    if (!lanes_add(http->lanes, exchange->route->lane, &exchange->job)) {
        exchange_fail(exchange, 503);
        exchange->state = EXCHANGE_DONE;
        MHD_resume_connection(exchange->connection);
    }
    return MHD_YES;
}

static enum MHD_Result
on_request(void *payload, struct MHD_Connection *connection, const char *url, const char *method,
    const char *version, const char *piece, size_t *size, void **context)
{
    struct exchange *exchange = *context;
    (void)payload, (void)connection, (void)url, (void)version;
    switch (exchange->state) {
    case EXCHANGE_NEW:
        exchange->state = EXCHANGE_BODY;
        if (exchange_head(exchange, method))
            return MHD_YES;
        exchange->state = EXCHANGE_DONE;
        return send_answer(exchange);
    case EXCHANGE_BODY:
        if (*size == 0)
            return arrived(exchange);
        /* No answer can be given in the middle of a body: the connection ends. */
        if (!exchange_body(exchange, piece, *size))
            return MHD_NO;
        *size = 0;
        return MHD_YES;
    case EXCHANGE_DONE:
        *size = 0;
        return send_answer(exchange);
    }
    return MHD_NO;
}

static void *
on_target(void *payload, const char *target, struct MHD_Connection *connection)
{
    return exchange_begin(payload, connection, target);
}

static void
on_completed(void *payload, struct MHD_Connection *connection, void **context,
    enum MHD_RequestTerminationCode how)
{
    struct exchange *exchange = *context;
    (void)payload, (void)connection, (void)how;
    *context = NULL;
    if (!exchange)
        return;
    line_enter(exchange->http->lines, exchange->line, LINE_WAITS, 0);
    exchange_end(exchange);
}

static void
on_connection(void *payload, struct MHD_Connection *connection, void **context,
    enum MHD_ConnectionNotificationCode what)
{
    struct http *http = payload;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *context = line_open(http->lines, info->connect_fd);
    } else {
        line_close(http->lines, *context);
        *context = NULL;
    }
}

struct listen_at {
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } address;
    bool v6, loopback;
};

static bool
read_address(struct listen_at *out, const struct http_options *options)
{
    *out = (struct listen_at){0};
    struct in6_addr *v6 = &out->address.v6.sin6_addr;
    if (inet_pton(AF_INET, options->address, &out->address.v4.sin_addr) == 1) {
        out->address.v4.sin_family = AF_INET;
        out->address.v4.sin_port = htons((uint16_t)options->port);
        out->loopback = ntohl(out->address.v4.sin_addr.s_addr) >> 24 == 127;
        return true;
    }
    if (inet_pton(AF_INET6, options->address, v6) != 1)
        return false;
    out->v6 = true;
    out->address.v6.sin6_family = AF_INET6;
    out->address.v6.sin6_port = htons((uint16_t)options->port);
    out->loopback = IN6_IS_ADDR_LOOPBACK(v6);
    return true;
}

/* As many files as connections and the rest need, as far as the system lets us. */
static bool
allow_files(int connections)
{
    struct rlimit limit;
    rlim_t needed = (rlim_t)connections + SPARE_FILES;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return false;
    if (limit.rlim_cur >= needed)
        return true;
    limit.rlim_cur = needed;
    return needed <= limit.rlim_max && setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

static struct MHD_Daemon *
start_daemon(struct http *http, struct listen_at *at)
{
    const struct http_options *options = &http->options;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
                     (options->cert_pem ? MHD_USE_TLS : 0) | (at->v6 ? MHD_USE_DUAL_STACK : 0);
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)options->cert_pem},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)options->key_pem},
        {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)"SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"},
        {MHD_OPTION_END, 0, NULL},
    };
    struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
    return MHD_start_daemon(flags, (uint16_t)options->port, NULL, NULL, on_request, http,
        MHD_OPTION_SOCK_ADDR, &at->address.any, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)options->connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        (unsigned)options->connections_of_address, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)HEAD_MEMORY, MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024U, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_URI_LOG_CALLBACK, on_target, http, MHD_OPTION_NOTIFY_COMPLETED, on_completed,
        NULL, MHD_OPTION_NOTIFY_CONNECTION, on_connection, http, MHD_OPTION_ARRAY,
        options->cert_pem ? tls : none, MHD_OPTION_END);
}

static int
give_up(struct http *http, char *why, size_t why_size, const char *what)
{
    snprintf(why, why_size, "%s: %s", what, strerror(errno));
    if (http->lanes)
        lanes_stop(http->lanes);
    lanes_destroy(http->lanes);
    lines_destroy(http->lines);
    free(http);
    return DB_FAILED;
}

int
http_serve(struct http **out, const struct http_options *options, char *why, size_t why_size)
{
    struct listen_at at;
    *out = NULL;
    if (!read_address(&at, options)) {
        snprintf(why, why_size, "\"%s\" is no address", options->address);
        return DB_REFUSED;
    }
    if (!options->cert_pem && !at.loopback) {
        snprintf(why, why_size, "without TLS the hub listens on a loopback address alone");
        return DB_REFUSED;
    }
    struct http *http = calloc(1, sizeof *http);
    if (!http)
        abort();
    http->options = *options;
    if (!allow_files(options->connections))
        return give_up(http, why, why_size, "too few open files are allowed");
    http->lines = lines_create(options->connections, options->patience_ms);
    http->lanes = http->lines ? lanes_start(&http->options) : NULL;
    if (!http->lanes)
        return give_up(http, why, why_size, "the workers do not start");
    http->daemon = start_daemon(http, &at);
    if (!http->daemon)
        return give_up(http, why, why_size, "the hub can't listen");
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_BIND_PORT);
    http->port = info ? info->port : options->port;
    *out = http;
    return DB_OK;
}

int
http_port(const struct http *http)
{
    return http->port;
}

void
http_count(struct http *http, struct http_counts *out)
{
    *out = (struct http_counts){
        .connections = lines_count(http->lines),
        .requests = atomic_load(&http->requests),
        .refused = atomic_load(&http->refused),
        .evicted = lines_evicted(http->lines),
        .memory = atomic_load(&http->memory),
    };
}

void
http_stop(struct http *http)
{
    if (!http)
        return;
    int listening = MHD_quiesce_daemon(http->daemon);
    lanes_stop(http->lanes);
    /* What the workers have answered is on its way still. */
    for (int waited = 0; atomic_load(&http->exchanges) && waited < STOP_MS; waited += 10)
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    MHD_stop_daemon(http->daemon);
    if (listening >= 0)
        close(listening);
    lanes_destroy(http->lanes);
    lines_destroy(http->lines);
    free(http);
}
