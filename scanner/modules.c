#include "scanner/modules.h"

#include <string.h>

enum { REACH = 4 }; /* modules to each side: more than a finder pattern's dark middle */

static float
grey_of(const struct modules *m, int x, int y)
{
    return m->grey[(y + GRID_MARGIN) * (m->modules + 2 * GRID_MARGIN) + x + GRID_MARGIN];
}

static void
paint_module(struct modules *m, int x, int y, bool dark)
{
    int across = (m->modules + 2 * MODULES_QUIET) * MODULES_PX;
    uint8_t *to = m->picture + (ptrdiff_t)(y + MODULES_QUIET) * MODULES_PX * across;
    for (int row = 0; row < MODULES_PX; row++, to += across)
        memset(to + (ptrdiff_t)(x + MODULES_QUIET) * MODULES_PX, dark ? 0 : 255, MODULES_PX);
}

static struct grey
paint(struct modules *m)
{
    int across = (m->modules + 2 * MODULES_QUIET) * MODULES_PX;
    memset(m->picture, 255, (size_t)across * (size_t)across);
    for (int y = 0; y < m->modules; y++)
        for (int x = 0; x < m->modules; x++) {
            bool dark;
            if (!grid_fixed(m->modules, x, y, &dark))
                dark = m->dark[y * m->modules + x];
            paint_module(m, x, y, dark);
        }
    return (struct grey){m->picture, across, across};
}

static float
mean_around(const struct modules *m, int x, int y)
{
    float sum = 0;
    int n = 0;
    for (int v = y - REACH; v <= y + REACH; v++)
        for (int u = x - REACH; u <= x + REACH; u++)
            if (u >= 0 && v >= 0 && u < m->modules && v < m->modules) {
                sum += grey_of(m, u, v);
                n++;
            }
    return sum / (float)n;
}

struct grey
modules_level(struct modules *m)
{
    for (int y = 0; y < m->modules; y++)
        for (int x = 0; x < m->modules; x++) {
            bool below = grey_of(m, x, y) < mean_around(m, x, y);
            m->dark[y * m->modules + x] = below != m->inverted;
        }
    return paint(m);
}

struct grey
modules_from_light(struct modules *m, const float *light)
{
    for (int i = 0; i < m->modules * m->modules; i++)
        m->dark[i] = (light[i] < 0.5F) != m->inverted;
    return paint(m);
}
