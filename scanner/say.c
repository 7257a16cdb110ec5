#include "scanner/say.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>

static void
say(struct speaker *s, const struct wire_message *message, int64_t now_ms)
{
    size_t size = offsetof(struct wire_message, text) + message->len;
    ssize_t sent = send(WIRE_SOCKET_FD, message, size, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
        s->gone = true;
    s->last_ms = now_ms;
}

void
say_value(struct speaker *s, enum wire_kind kind, int64_t value, int64_t now_ms)
{
    struct wire_message message = {.kind = kind, .value = value, .captured_ms = now_ms};
    say(s, &message, now_ms);
}

void
say_alive(struct speaker *s, int64_t now_ms)
{
    if (now_ms - s->last_ms >= WIRE_ALIVE_MS)
        say_value(s, WIRE_ALIVE, 0, now_ms);
}

void
say_code(struct speaker *s, const char *text, size_t len, int64_t captured_ms, int64_t now_ms)
{
    struct wire_message message = {
        .kind = WIRE_CODE, .len = (uint32_t)len, .captured_ms = captured_ms};
    memcpy(message.text, text, len);
    say(s, &message, now_ms);
}
