#include "kiosk/finger.h"

bool
finger_is_heard(struct finger *f, enum touch_phase phase, int64_t id, int64_t now_ms)
{
    if (phase == TOUCH_DOWN) {
        if (f->down)
            return false;
        *f = (struct finger){.down = true, .id = id, .down_ms = now_ms};
        return true;
    }
    if (!f->down || f->id != id)
        return false;
    f->down = phase != TOUCH_UP;
    return true;
}

int64_t
finger_let_go_at(const struct finger *f)
{
    return f->down ? f->down_ms + FINGER_LET_GO_MS : 0;
}
