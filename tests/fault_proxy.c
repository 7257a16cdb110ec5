/* fault_proxy.c: a bad network between kiosks and the hub, on loopback.
 *
 *   fault_proxy PORT-FILE SEED FAULTS     prints its port; the hub's stands in PORT-FILE
 *
 * One request a connection. Of 1000 requests FAULTS meet with trouble, each kind as often as the
 * others: the connection is dropped at once, in the middle of the body, or before the answer, which
 * the hub has given; the answer is cut; the request comes late, twice, or once more much later,
 * after others. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum fault {
    FAULT_DROP,
    FAULT_CUT_BODY,
    FAULT_LOSE_ANSWER,
    FAULT_CUT_ANSWER,
    FAULT_DELAY,
    FAULT_TWICE,
    FAULT_AGAIN_LATER,
    FAULT_COUNT
};

enum { MESSAGE_MOST = 9 << 20, KEPT = 8 };

struct message {
    char *bytes;
    size_t len;
};

static struct {
    const char *port_file;
    unsigned faults;
    pthread_mutex_t lock;
    unsigned seed;
    struct message kept[KEPT]; /* to be sent again later */
} proxy = {.lock = PTHREAD_MUTEX_INITIALIZER};

static unsigned
chance(unsigned below)
{
    pthread_mutex_lock(&proxy.lock);
    unsigned n = (unsigned)rand_r(&proxy.seed) % below;
    pthread_mutex_unlock(&proxy.lock);
    return n;
}

/* How much a message has, by its head; 0 while that is not whole. */
static size_t
whole_len(const char *bytes, size_t len)
{
    const char *end = memmem(bytes, len, "\r\n\r\n", 4);
    size_t body = 0;
    if (!end)
        return 0;
    for (const char *line = bytes; line && line < end;
         line = memchr(line, '\n', (size_t)(end - line))) {
        line += *line == '\n';
        if (strncasecmp(line, "Content-Length:", 15) == 0)
            body = strtoul(line + 15, NULL, 10);
    }
    return (size_t)(end + 4 - bytes) + body;
}

/* Until it is whole, or the other side closes: then what came. */
static struct message
receive(int fd)
{
    struct message m = {malloc(MESSAGE_MOST), 0};
    ssize_t n;
    size_t whole = 0;
    if (!m.bytes)
        abort();
    while (m.len < MESSAGE_MOST && (whole == 0 || m.len < whole) &&
           (n = recv(fd, m.bytes + m.len, MESSAGE_MOST - m.len, 0)) > 0) {
        m.len += (size_t)n;
        whole = whole ? whole : whole_len(m.bytes, m.len);
    }
    return m;
}

static bool
give(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t n = send(fd, bytes, len, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        bytes += n;
        len -= (size_t)n;
    }
    return true;
}

static int
connect_hub(void)
{
    FILE *f = fopen(proxy.port_file, "r");
    char text[16] = "";
    if (!f)
        return -1;
    char *line = fgets(text, sizeof text, f);
    fclose(f);
    struct sockaddr_in to = {.sin_family = AF_INET,
        .sin_port = htons((uint16_t)(line ? strtol(line, NULL, 10) : 0)),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

/* The hub's answer to the first `len` bytes of a request; empty where it gave none. */
static struct message
ask_hub(const struct message *request, size_t len)
{
    struct message none = {NULL, 0};
    int fd = connect_hub();
    if (fd < 0)
        return none;
    if (give(fd, request->bytes, len)) {
        if (len < request->len)
            shutdown(fd, SHUT_RDWR);
        none = receive(fd);
    }
    close(fd);
    return none;
}

/* Keeps a copy, and sends the one that was kept in its place, whoever's it was. */
static void
replay(const struct message *request)
{
    struct message copy = {malloc(request->len + 1), request->len}, old;
    if (!copy.bytes)
        abort();
    memcpy(copy.bytes, request->bytes, request->len);
    unsigned at = chance(KEPT);
    pthread_mutex_lock(&proxy.lock);
    old = proxy.kept[at];
    proxy.kept[at] = copy;
    pthread_mutex_unlock(&proxy.lock);
    if (old.len) {
        struct message unwanted = ask_hub(&old, old.len);
        free(unwanted.bytes);
    }
    free(old.bytes);
}

static void
serve(int client, const struct message *request)
{
    enum fault fault = chance(1000) < proxy.faults ? (enum fault)chance(FAULT_COUNT) : FAULT_COUNT;
    struct message answer = {NULL, 0};
    if (fault == FAULT_DROP)
        return;
    if (fault == FAULT_DELAY)
        usleep(chance(200) * 1000);
    if (fault == FAULT_CUT_BODY) {
        answer = ask_hub(request, request->len - 1 - chance((unsigned)request->len / 2));
        free(answer.bytes);
        return;
    }
    if (fault == FAULT_TWICE) {
        answer = ask_hub(request, request->len);
        free(answer.bytes);
    }
    if (fault == FAULT_AGAIN_LATER)
        replay(request);
    answer = ask_hub(request, request->len);
    if (answer.len && fault != FAULT_LOSE_ANSWER)
        give(client, answer.bytes,
            fault == FAULT_CUT_ANSWER ? answer.len - 1 - chance((unsigned)answer.len / 2)
                                      : answer.len);
    free(answer.bytes);
}

static void *
run(void *payload)
{
    int client = (int)(intptr_t)payload;
    struct message request = receive(client);
    if (request.len && request.len == whole_len(request.bytes, request.len))
        serve(client, &request);
    close(client);
    free(request.bytes);
    return NULL;
}

int
main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    proxy.port_file = argv[1];
    proxy.seed = (unsigned)strtoul(argv[2], NULL, 10);
    proxy.faults = (unsigned)strtoul(argv[3], NULL, 10);
    signal(SIGPIPE, SIG_IGN);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof here;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&here, sizeof here) != 0 || listen(fd, 64) != 0 ||
        getsockname(fd, (struct sockaddr *)&here, &len) != 0)
        return 1;
    printf("%d\n", ntohs(here.sin_port));
    fflush(stdout);
    for (;;) {
        pthread_t thread;
        int client = accept(fd, NULL, NULL);
        if (client < 0)
            continue;
        if (pthread_create(&thread, NULL, run, (void *)(intptr_t)client) != 0)
            return 1;
        pthread_detach(thread);
    }
}
