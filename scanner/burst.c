#include "scanner/burst.h"

static bool
is_end(char c)
{
    return c == '\r' || c == '\n' || c == '\t';
}

static bool
is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7f;
}

static bool
end_burst(struct burst *b, size_t shortest)
{
    bool whole = !b->spoiled && b->held >= shortest;
    b->len = whole ? b->held : 0;
    b->held = 0;
    b->spoiled = false;
    return whole;
}

bool
burst_put(struct burst *b, char c, int64_t now_ms)
{
    b->last_ms = now_ms;
    if (is_end(c))
        return end_burst(b, 1);
    if (is_control(c))
        return false;
    if (b->held == sizeof b->text)
        b->spoiled = true;
    else
        b->text[b->held++] = c;
    return false;
}

void
burst_spoil(struct burst *b, int64_t now_ms)
{
    b->spoiled = true;
    b->last_ms = now_ms;
}

bool
burst_pause(struct burst *b, int64_t now_ms)
{
    int64_t due_ms = burst_due_ms(b);
    return due_ms >= 0 && now_ms >= due_ms && end_burst(b, BURST_SHORTEST);
}

int64_t
burst_due_ms(const struct burst *b)
{
    return b->held || b->spoiled ? b->last_ms + BURST_PAUSE_MS : -1;
}
