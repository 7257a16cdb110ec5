/* cameras.h: which cameras are plugged in, by what the kernel says of them. None is opened: the
 * kiosk may be using it. */
#pragma once

#include <stddef.h>

/* Writes "Name (/dev/videoN), …" of the devices in `folder`, in the order in which the scanner
 * tries them, as far as they fit. Returns how many there are. */
int cameras_name(char *out, size_t size, const char *folder);
