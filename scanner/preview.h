/* preview.h: small pictures for the viewfinder, into the memory shared with the parent. Inside
 * scanner/ only. */
#pragma once

#include "scanner/source.h"

struct preview;

/* Maps the parent's descriptor; NULL where it is none of ours. */
struct preview *preview_create(int fd);
void preview_destroy(struct preview *preview);

/* Publishes the frame, made smaller by a whole number; returns the picture's number. */
int64_t preview_publish(struct preview *preview, const struct frame *frame);

/* The number of the camera that gave no frames last, to this process or the one before; -1: none.
 */
int preview_mute_camera(const struct preview *preview);
void preview_set_mute_camera(struct preview *preview, int number);
