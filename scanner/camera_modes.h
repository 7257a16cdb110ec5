/* camera_modes.h: what an open V4L2 camera offers, and what is set on it. Inside scanner/ only. */
#pragma once

#include "scanner/camera_choice.h"

enum { CAMERA_MODES = 8 };

/* ioctl, again where a signal came between. */
int camera_ioctl(int fd, unsigned long request, void *argument);

/* The best mode of each format that we know, the best of all first. Returns how many; 0 for a
 * camera that speaks none of them. */
int camera_modes(int fd, struct camera_mode out[CAMERA_MODES]);

/* Sets light and focus for cards held near, as far as the driver has such controls, and says on
 * standard error what was set. */
void camera_set_controls(int fd);
