#include "scanner/hear.h"

#include <stddef.h>
#include <string.h>

enum { OLDEST_MS = 10000 };

static bool
hear_code(struct scanner_event *out, const struct wire_message *m)
{
    if (m->len == 0 || m->len > DECODE_TEXT_MAX)
        return false;
    out->kind = SCANNER_CODE;
    out->len = m->len;
    memcpy(out->text, m->text, m->len);
    return true;
}

static bool
hear_camera(struct scanner_event *out, const struct wire_message *m)
{
    if (m->value < 0 || m->value >= CAMERA_STATE_COUNT)
        return false;
    out->kind = SCANNER_CAMERA;
    out->camera = (enum wire_camera)m->value;
    return true;
}

bool
hear(struct scanner_event *out, const struct wire_message *m, size_t size, int64_t now_ms)
{
    const size_t head = offsetof(struct wire_message, text);
    if (size < head || m->len != size - head)
        return false;
    bool sane = m->captured_ms <= now_ms && m->captured_ms >= now_ms - OLDEST_MS;
    *out = (struct scanner_event){.captured_ms = sane ? m->captured_ms : now_ms};
    switch (m->kind) {
    case WIRE_CODE:
        return hear_code(out, m);
    case WIRE_CAMERA:
        return hear_camera(out, m);
    case WIRE_PREVIEW:
        out->kind = SCANNER_PREVIEW;
        return true;
    default: /* WIRE_ALIVE, and what we don't know */
        return false;
    }
}
