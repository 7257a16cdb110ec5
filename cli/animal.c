/* animal.c: the names of the animals. */
#include "cli/animal.h"

#include <string.h>
#include <strings.h>

static const struct {
    const char *name, *chinese;
} animals[ANIMAL_COUNT] = {
#define X(id, name, zh) [ANIMAL_##id] = {name, zh},
    ANIMALS(X)
#undef X
};

const char *
animal_name(enum animal animal)
{
    return animals[animal].name;
}

const char *
animal_chinese(enum animal animal)
{
    return animals[animal].chinese;
}

int
animal_parse(const char *text)
{
    for (int i = 0; i < ANIMAL_COUNT; i++)
        if (strcasecmp(text, animals[i].name) == 0 || strcmp(text, animals[i].chinese) == 0)
            return i;
    return -1;
}
