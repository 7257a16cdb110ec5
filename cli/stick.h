/* stick.h: the USB stick that is plugged in: where the desktop mounts one, under /media or
 * /run/media; one that is not mounted yet is, where udisks2 is installed. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum stick {
    STICK_FOUND,
    STICK_NONE,
    STICK_READ_ONLY,
};

enum { STICK_PATH = 4096 };

/* Lets go of the stick that holds `path`, so that it can be pulled out. False where it can't be, by
 * udisks2: what was written is on it all the same, once its light is off. */
bool stick_release(const char *path);

/* The folder of the first stick that can be written, or of one that can only be read. */
enum stick stick_find(char out[STICK_PATH]);

/* Says what is wrong with the stick, and returns EXIT_REFUSED. */
int stick_refuse(enum stick stick);
