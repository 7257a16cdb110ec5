/* stays.c: stays as bytes. */
#include "db/stays.h"

#include "db/day.h"

#include <string.h>

static void
put(uint8_t out[4], int64_t ms)
{
    uint32_t bits = (uint32_t)(int32_t)ms;
    for (int i = 0; i < 4; i++)
        out[i] = (uint8_t)(bits >> (8 * i));
}

static int64_t
get(const uint8_t in[4])
{
    uint32_t bits = 0;
    for (int i = 0; i < 4; i++)
        bits |= (uint32_t)in[i] << (8 * i);
    return (int32_t)bits;
}

void
stays_add(struct stays *stays, int day, int64_t in_ms, int64_t out_ms)
{
    int64_t zero_ms = day_to_utc_ms(day, 0, 0);
    in_ms -= zero_ms;
    out_ms -= zero_ms;
    if (stays->count == STAYS_MAX || in_ms < INT32_MIN || out_ms > INT32_MAX)
        return;
    uint8_t *at = stays->bytes + STAY_BYTES * stays->count++;
    put(at, in_ms);
    put(at + 4, out_ms);
}

void
stays_read(struct stays *out, const void *bytes, int len)
{
    out->count = len / STAY_BYTES < STAYS_MAX ? len / STAY_BYTES : STAYS_MAX;
    if (out->count)
        memcpy(out->bytes, bytes, (size_t)out->count * STAY_BYTES);
}

void
stays_get(const struct stays *stays, int day, int i, int64_t *in_ms, int64_t *out_ms)
{
    int64_t zero_ms = day_to_utc_ms(day, 0, 0);
    const uint8_t *at = stays->bytes + (size_t)STAY_BYTES * (size_t)i;
    *in_ms = zero_ms + get(at);
    *out_ms = zero_ms + get(at + 4);
}
