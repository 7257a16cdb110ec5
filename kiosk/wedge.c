#include "kiosk/wedge.h"

#include <ctype.h>

static void
reset(struct wedge *w)
{
    w->len = 0;
    w->too_long = false;
}

bool
wedge_key(struct wedge *w, char key, int64_t now_ms)
{
    if (w->len > 0 && now_ms - w->last_ms > WEDGE_KEY_MS)
        reset(w);
    w->last_ms = now_ms;
    if (key == '\r') {
        bool whole = w->len >= WEDGE_SHORTEST && !w->too_long;
        w->text[w->len] = '\0';
        reset(w);
        return whole;
    }
    if (!isalnum((unsigned char)key)) {
        reset(w);
        return false;
    }
    if (w->len == WEDGE_TEXT_MAX)
        w->too_long = true;
    else
        w->text[w->len++] = (char)toupper((unsigned char)key);
    return false;
}
