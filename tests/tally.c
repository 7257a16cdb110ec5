#include "tests/tally.h"

#include <math.h>
#include <stdlib.h>

void
tally_add(struct tally *t, bool read, bool wrong, double ms)
{
    if (t->times < TALLY_MOST)
        t->ms[t->times++] = ms;
    t->frames++;
    t->read += read;
    t->wrong += wrong;
}

double
tally_rate(const struct tally *t)
{
    return t->frames ? (double)t->read / t->frames : 0;
}

double
tally_mean(const struct tally *t)
{
    double sum = 0;
    for (int i = 0; i < t->times; i++)
        sum += t->ms[i];
    return t->times ? sum / t->times : 0;
}

static int
compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double
tally_quantile(struct tally *t, double part)
{
    qsort(t->ms, (size_t)t->times, sizeof t->ms[0], compare);
    int rank = (int)ceil(part * t->times - 1e-9);
    return t->times ? t->ms[rank > 1 ? rank - 1 : 0] : 0;
}
