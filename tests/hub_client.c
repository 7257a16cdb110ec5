#include "tests/hub_client.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char answer[CLIENT_ANSWER + 1];

int
client_connect(int port, int net)
{
    struct sockaddr_in from = {.sin_family = AF_INET},
                       to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    from.sin_addr.s_addr = htonl(0x7f000001U + ((unsigned)net << 8));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    if (bind(fd, (struct sockaddr *)&from, sizeof from) != 0 ||
        connect(fd, (struct sockaddr *)&to, sizeof to) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

void
client_send(int fd, const char *text)
{
    for (size_t left = strlen(text); left;) {
        ssize_t n = send(fd, text, left, MSG_NOSIGNAL);
        if (n <= 0)
            return; /* the hub has closed: its answer, or none, tells */
        text += n;
        left -= (size_t)n;
    }
}

static bool
is_whole(size_t size)
{
    const char *end = strstr(answer, "\r\n\r\n"), *length = strcasestr(answer, "Content-Length: ");
    if (!end || !length || length > end)
        return false;
    return size >= (size_t)(end + 4 - answer) + strtoul(length + 16, NULL, 10);
}

const char *
client_answer(int fd)
{
    size_t size = 0;
    answer[0] = '\0';
    while (size < CLIENT_ANSWER && !is_whole(size)) {
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        if (poll(&ready, 1, 20000) <= 0)
            break;
        ssize_t n = recv(fd, answer + size, CLIENT_ANSWER - size, 0);
        if (n <= 0)
            break;
        size += (size_t)n;
        answer[size] = '\0';
    }
    return answer;
}

const char *
client_ask(int port, const char *text)
{
    int fd = client_connect(port, 0);
    if (fd < 0)
        return "";
    client_send(fd, text);
    client_answer(fd);
    close(fd);
    return answer;
}

bool
client_is_closed(int fd, int within_ms)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    char byte;
    return poll(&ready, 1, within_ms) == 1 && recv(fd, &byte, 1, 0) <= 0;
}
