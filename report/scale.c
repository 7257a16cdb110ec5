#include "report/scale.h"

#include <math.h>
#include <stdbool.h>

/* The smallest of 1, 2, 5 times a power of ten that is not below `rough`. Where there are few ticks
 * that would waste up to half of the height, so steps between are taken as well. */
static double
nice_step(double rough, int ticks)
{
    static const double few[] = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10}, many[] = {1, 2, 5, 10};
    double power = pow(10, floor(log10(rough)));
    bool fine = ticks <= 3 && rough >= 10; /* below, they would not be whole */
    const double *nice = fine ? few : many;
    while (*nice * power < rough * (1 - 1e-9))
        nice++;
    return *nice * power;
}

struct scale
scale_for(double most, int ticks, int whole)
{
    if (!(most > 0) || !isfinite(most))
        return (struct scale){0, 1, 1};
    double step = nice_step(most / (ticks > 0 ? ticks : 1), ticks);
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
