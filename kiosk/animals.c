#include "kiosk/animals.h"

#include <string.h>

const char *const animals[ANIMALS] = {"fox", "panda", "rabbit", "cat", "dog", "tiger", "bear",
    "elephant", "duck", "frog", "monkey", "penguin", "pig", "sheep", "cow", "horse", "lion",
    "mouse", "owl", "turtle", "chick", "deer", "koala", "peacock"};

int
animal_number(const char *name)
{
    for (int i = 0; i < ANIMALS; i++)
        if (strcmp(animals[i], name) == 0)
            return i;
    return 0;
}

const char *
animal_picture(const char *name)
{
    return animals[animal_number(name)];
}
