#include "scanner/modules.h"

#include <math.h>
#include <string.h>

static int
side_of(const struct modules *m)
{
    return m->modules + 2 * GRID_MARGIN;
}

static float *
grey_of(struct modules *m, int x, int y)
{
    return &m->grey[(y + GRID_MARGIN) * side_of(m) + x + GRID_MARGIN];
}

static void
paint_module(struct modules *m, int x, int y, bool dark)
{
    int across = (m->modules + 2 * MODULES_QUIET) * MODULES_PX;
    uint8_t *to = m->picture + (y + MODULES_QUIET) * MODULES_PX * across;
    for (int row = 0; row < MODULES_PX; row++)
        memset(to + row * across + (x + MODULES_QUIET) * MODULES_PX, dark ? 0 : 255, MODULES_PX);
}

/* What is fixed is drawn as it must be, whatever was seen of it. */
static struct grey
paint(struct modules *m, const bool *dark)
{
    int across = (m->modules + 2 * MODULES_QUIET) * MODULES_PX;
    memset(m->picture, 255, (size_t)across * (size_t)across);
    for (int y = 0; y < m->modules; y++)
        for (int x = 0; x < m->modules; x++) {
            bool fixed;
            if (!grid_fixed(m->modules, x, y, &fixed))
                fixed = dark[y * m->modules + x];
            paint_module(m, x, y, fixed);
        }
    return (struct grey){m->picture, across, across};
}

static float
mean_around(struct modules *m, int x, int y, int reach)
{
    float sum = 0;
    int n = 0;
    for (int v = y - reach; v <= y + reach; v++)
        for (int u = x - reach; u <= x + reach; u++)
            if (u >= 0 && v >= 0 && u < m->modules && v < m->modules) {
                sum += *grey_of(m, u, v);
                n++;
            }
    return sum / (float)n;
}

struct grey
modules_level(struct modules *m, int reach)
{
    bool dark[GRID_MODULES_MAX * GRID_MODULES_MAX];
    for (int y = 0; y < m->modules; y++)
        for (int x = 0; x < m->modules; x++) {
            bool below = *grey_of(m, x, y) < mean_around(m, x, y, reach);
            dark[y * m->modules + x] = below != m->inverted;
        }
    return paint(m, dark);
}

struct grey
modules_from_light(struct modules *m, const float *light)
{
    bool dark[GRID_MODULES_MAX * GRID_MODULES_MAX];
    for (int i = 0; i < m->modules * m->modules; i++)
        dark[i] = (light[i] < 0.5F) != m->inverted;
    return paint(m, dark);
}
