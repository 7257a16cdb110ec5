#include "report/scale.h"

#include <math.h>

/* The smallest of 1, 2, 5 times a power of ten that is not below `rough`. */
static double
nice_step(double rough)
{
    double power = pow(10, floor(log10(rough)));
    static const double nice[] = {1, 2, 5, 10};
    for (int i = 0; i < 4; i++)
        if (nice[i] * power >= rough * (1 - 1e-9))
            return nice[i] * power;
    return 10 * power;
}

struct scale
scale_for(double most, int ticks, int whole)
{
    if (!(most > 0) || !isfinite(most))
        return (struct scale){0, 1, 1};
    double step = nice_step(most / (ticks > 0 ? ticks : 1));
    if (whole && step < 1)
        step = 1;
    return (struct scale){0, ceil(most / step - 1e-9) * step, step};
}

double
scale_at(const struct scale *s, double value, double start, double end)
{
    double part = (value - s->from) / (s->until - s->from);
    part = fmin(fmax(part, 0), 1);
    return start + (end - start) * part;
}

int
scale_ticks(const struct scale *s)
{
    return (int)lround((s->until - s->from) / s->step) + 1;
}

double
scale_tick(const struct scale *s, int i)
{
    return s->from + i * s->step;
}

double
scale_text_width(const char *text, double type)
{
    double em = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if ((*c & 0xc0) == 0x80)
            continue;
        em += *c >= 0xe0 ? 1 : 0.58;
    }
    return em * type;
}
