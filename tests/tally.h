/* tally.h: how often and how fast, of one decoder over some pictures. */
#pragma once

#include <stdbool.h>

enum { TALLY_MOST = 8192 }; /* times kept; later ones count only as read or not */

struct tally {
    int frames, read, wrong, times;
    double ms[TALLY_MOST];
};

void tally_add(struct tally *tally, bool read, bool wrong, double ms);
double tally_rate(const struct tally *tally);
double tally_mean(const struct tally *tally);

/* The least of the times that `part` of all, 0 to 1, do not exceed; sorts them. */
double tally_quantile(struct tally *tally, double part);
