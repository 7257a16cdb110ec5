/* camera_picture.h: what a camera delivered to a frame, planar YUV 4:2:0, by libv4lconvert. Inside
 * scanner/ only.
 *
 * libv4l2 above it is not used: it chooses the camera's mode itself, by size alone, and hands out
 * what it could make of a broken JPEG. */
#pragma once

#include "scanner/source.h"

#include <libv4lconvert.h>
#include <linux/videodev2.h>

struct camera_picture;

/* `fd` is the camera's, `device` how it is called: v4lconvert_get_default_dev_ops(), or a test's
 * own. NULL where libv4lconvert can't handle it. */
struct camera_picture *camera_picture_create(int fd, const struct libv4l_dev_ops *device);
void camera_picture_destroy(struct camera_picture *picture);

/* Asks libv4lconvert for a format of the camera that it can convert, for cameras that speak none of
 * those we know: bayer, say. */
bool camera_picture_find(struct camera_picture *picture, struct v4l2_format *out);

/* Says what is delivered from now on. False where we can't take it. */
bool camera_picture_begin(struct camera_picture *picture, const struct v4l2_format *format);

/* Sets y, u and v of *out, until the next call; `px` may be changed. False for a picture that is
 * short or broken: to be dropped. */
bool camera_picture_read(
    struct camera_picture *picture, struct frame *out, uint8_t *px, size_t size);
