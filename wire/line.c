#include "wire/line.h"

void
line_memory_finish(struct line_memory *m)
{
    strings_finish(&m->kinds);
    strings_finish(&m->cards);
    strings_finish(&m->boots);
    strings_finish(&m->payloads);
    strings_finish(&m->ids);
}

bool
line_kind_is_fit(const char *kind, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((kind[i] < 'a' || kind[i] > 'z') && kind[i] != '_')
            return false;
    return len > 0 && len <= BATCH_KIND_MOST;
}

bool
line_is_numbered(const struct strings *payloads, size_t len)
{
    return len <= LINE_NUMBERED_MOST && payloads->count < LINE_PAYLOADS_MOST;
}
