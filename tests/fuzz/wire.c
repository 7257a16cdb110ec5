/* Fuzzes what a scanner in foreign hands sends its parent: packets through a real socket, each a
 * byte of length before it. */
#include "scanner/hear.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { NOW_MS = 1000000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct scanner_event *event)
{
    if (event->captured_ms > NOW_MS || event->captured_ms < 0 || event->len > DECODE_TEXT_MAX ||
        event->text[event->len] || event->camera >= CAMERA_STATE_COUNT ||
        (event->kind == SCANNER_CODE) != (event->len > 0))
        abort();
}

/* The head's first 24 bytes and then the text; a text that repeats fills long packets. */
static void
send_packet(int fd, const uint8_t *data, size_t size, size_t times)
{
    static uint8_t packet[2 * sizeof(struct wire_message)];
    size_t head = size < 24 ? size : 24, len = head;
    memcpy(packet, data, head);
    for (size_t i = 0; i < times && size > head && len + size - head <= sizeof packet; i++) {
        memcpy(packet + len, data + head, size - head);
        len += size - head;
    }
    if (times > 1 && len >= 24)
        memcpy(packet + 4, &(uint32_t){(uint32_t)(len - 24)}, 4);
    if (send(fd, packet, len, 0) != (ssize_t)len)
        abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int pair[2];
    struct wire_message message;
    struct scanner_event event;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        abort();
    while (size > 2) {
        size_t len = data[0] < size - 2 ? data[0] : size - 2;
        send_packet(pair[1], data + 2, len, data[1]);
        ssize_t n = recv(pair[0], &message, sizeof message, 0);
        if (n > 0 && hear(&event, &message, (size_t)n, NOW_MS))
            check(&event);
        data += 2 + len;
        size -= 2 + len;
    }
    close(pair[0]);
    close(pair[1]);
    return 0;
}
