#include "kiosk/garden.h"

#include <stdint.h>

enum { DEPTHS = 3 }; /* rows of trees */

static const char *const flowers[] = {"daisy", "rose", "bluebell", "tulip", "sunflower", "azalea"};
enum { FLOWERS = sizeof flowers / sizeof flowers[0] };

/* A number that looks like chance and is not. */
static uint32_t
scatter(uint32_t n)
{
    n = (n ^ 61) ^ (n >> 16);
    n *= 9;
    n ^= n >> 4;
    n *= 0x27d4eb2d;
    return n ^ (n >> 15);
}

static struct rect
standing(struct rect ground, int middle, int foot, int side)
{
    int x = middle - side / 2;
    if (x < ground.x)
        x = ground.x;
    if (x > ground.x + ground.w - side)
        x = ground.x + ground.w - side;
    return (struct rect){x, foot - side, side, side};
}

/* The golden ratio puts each further tree into the largest gap, and moves none. */
static int
lay_trees(struct garden_spot *out, struct rect ground, int trees)
{
    int n = 0, side = ground.w / 9 < ground.h / 4 ? ground.w / 9 : ground.h / 4;
    for (int depth = 0; depth < DEPTHS; depth++)
        for (int i = 0; i < trees; i++) {
            if (i % DEPTHS != (depth + 1) % DEPTHS)
                continue;
            int middle = ground.x + (int)((int64_t)(820 + 618 * i) % 1000 * ground.w / 1000);
            int foot =
                ground.y + ground.h * (26 + 6 * depth) / 100 + (int)(scatter((uint32_t)i) % 8);
            int size = side * (10 + depth) / 12;
            out[n++] = (struct garden_spot){
                standing(ground, middle, foot, size), i % 4 == 1 ? "pine" : "tree"};
        }
    return n;
}

static const char *
kind_of(int age, int day)
{
    if (age == 0)
        return "sprout";
    return age == 1 ? "bud" : flowers[scatter((uint32_t)day) % FLOWERS];
}

/* So many that a bed is about as wide as deep. */
static int
rows_for(struct rect beds, int count)
{
    int rows = 1;
    while (rows * rows * beds.w < count * beds.h)
        rows++;
    return rows;
}

/* The oldest stand behind, at the left; the newest in front, at the right. */
static int
lay_plants(struct garden_spot *out, struct rect ground, const int *days, int count)
{
    struct rect beds = ground;
    rect_top(&beds, ground.h * 36 / 100);
    int rows = rows_for(beds, count), age = count, n = 0;
    for (int row = 0; row < rows; row++) {
        int in_row = (age + rows - row - 1) / (rows - row);
        int cell = beds.w * 2 / (in_row * 2 + (rows > 1));
        int most = beds.h * (rows == 1 ? 95 : 58) / 100 * (rows + row + 1) / (rows * 2);
        int side = cell * 5 / 4 < most ? cell * 5 / 4 : most;
        int foot = beds.y + side + (beds.h - side) * (row + 1) / rows;
        for (int i = 0; i < in_row; i++) {
            int day = days[--age];
            int chance = (int)(scatter((uint32_t)day + 7) % 100) - 50;
            int middle = beds.x + cell * i + cell / 2 + (row % 2) * cell / 2 + cell * chance / 500;
            int lower = foot - side * (50 + chance) / 1000;
            out[n++] =
                (struct garden_spot){standing(ground, middle, lower, side), kind_of(age, day)};
        }
    }
    return n;
}

int
garden_lay(
    struct garden_spot out[GARDEN_SPOTS], struct rect ground, const int *days, int count, int total)
{
    int trees = total / GARDEN_TREE_DAYS;
    int n = lay_trees(out, ground, trees < GARDEN_TREES ? trees : GARDEN_TREES);
    if (count > 0)
        return n + lay_plants(out + n, ground, days, count);
    int side = ground.h / 2 < ground.w ? ground.h / 2 : ground.w;
    out[n++] = (struct garden_spot){
        standing(ground, ground.x + ground.w / 2, ground.y + ground.h, side), "seed"};
    return n;
}
