/* scale.h: values to places on an axis, and which values get a tick. Pure. */
#pragma once

struct scale {
    double from, until, step; /* ticks stand at from, from + step, … until */
};

/* A scale from 0 that holds `most`, with at most `ticks` steps of 1, 2 or 5 times a power of ten
 * (where there is room for few, of others between); `whole` for what is counted: no half child.
 * Never empty: of all zeros, 0 to 1. */
struct scale scale_for(double most, int ticks, int whole);

/* Where a value lies between the two ends of the axis, in their unit. */
double scale_at(const struct scale *scale, double value, double start, double end);

int scale_ticks(const struct scale *scale);
double scale_tick(const struct scale *scale, int i);

/* About how wide a text is in a type of this height: Han characters a square each, others about
 * half. Enough to decide what is left out. */
double scale_text_width(const char *text, double type);
