#include "scanner/camera_picture.h"

#include "scanner/camera_choice.h"

#include <limits.h>
#include <stdlib.h>

struct camera_picture {
    struct v4lconvert_data *converter;
    struct v4l2_format from, to;
    size_t least; /* bytes of a whole picture; 0 where it varies */
    bool closed;  /* this camera's JPEGs end with their mark */
    uint8_t *px;
};

struct camera_picture *
camera_picture_create(int fd, const struct libv4l_dev_ops *device)
{
    struct v4lconvert_data *converter = v4lconvert_create_with_dev_ops(fd, NULL, device);
    if (!converter)
        return NULL;
    struct camera_picture *p = calloc(1, sizeof *p);
    if (!p)
        abort();
    p->converter = converter;
    return p;
}

void
camera_picture_destroy(struct camera_picture *p)
{
    if (!p)
        return;
    v4lconvert_destroy(p->converter);
    free(p->px);
    free(p);
}

static struct v4l2_format
planar(uint32_t width, uint32_t height)
{
    struct v4l2_format format = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    format.fmt.pix.width = width;
    format.fmt.pix.height = height;
    format.fmt.pix.pixelformat = V4L2_PIX_FMT_YUV420;
    format.fmt.pix.bytesperline = width;
    format.fmt.pix.sizeimage = width * height * 3 / 2;
    return format;
}

bool
camera_picture_find(struct camera_picture *p, struct v4l2_format *out)
{
    struct v4l2_format wish = planar(CAMERA_WIDTH, CAMERA_HEIGHT);
    return v4lconvert_try_format(p->converter, &wish, out) == 0 &&
           wish.fmt.pix.pixelformat == V4L2_PIX_FMT_YUV420;
}

bool
camera_picture_begin(struct camera_picture *p, const struct v4l2_format *format)
{
    const struct v4l2_pix_format *pix = &format->fmt.pix;
    int bits = camera_format_bits(pix->pixelformat);
    if (pix->width < 2 || pix->height < 2 || pix->width % 2 || pix->height % 2 ||
        pix->width > CAMERA_WIDTH_MAX || pix->height > CAMERA_HEIGHT_MAX)
        return false;
    /* libv4lconvert knows gaps between rows in packed formats only. */
    if ((bits == 8 || bits == 12) && pix->bytesperline != pix->width)
        return false;
    p->from = *format;
    p->to = planar(pix->width, pix->height);
    p->least = (size_t)pix->width * pix->height * (size_t)bits / 8;
    if (bits == 16)
        p->least = (size_t)pix->bytesperline * pix->height;
    p->closed = false;
    free(p->px);
    p->px = malloc(p->to.fmt.pix.sizeimage);
    if (!p->px)
        abort();
    return true;
}

static bool
has_end_mark(const uint8_t *px, size_t size)
{
    while (size > 2 && px[size - 1] == 0) /* cameras fill up with zeros */
        size--;
    return size > 2 && px[size - 2] == 0xff && px[size - 1] == 0xd9;
}

/* libjpeg makes a grey rest of what is missing and calls it a warning. So does it with stray bytes
 * that some cameras put into every picture: warnings can't tell. The end mark can, but for cameras
 * that never write it. */
static bool
is_whole_jpeg(struct camera_picture *p, const uint8_t *px, size_t size)
{
    bool ends = has_end_mark(px, size);
    p->closed |= ends;
    return size > 4 && px[0] == 0xff && px[1] == 0xd8 && (ends || !p->closed);
}

bool
camera_picture_read(struct camera_picture *p, struct frame *out, uint8_t *px, size_t size)
{
    uint32_t format = p->from.fmt.pix.pixelformat;
    bool jpeg = format == V4L2_PIX_FMT_MJPEG || format == V4L2_PIX_FMT_JPEG;
    if (size < p->least || size > INT_MAX || (jpeg && !is_whole_jpeg(p, px, size)))
        return false;
    int want = (int)p->to.fmt.pix.sizeimage;
    if (v4lconvert_convert(p->converter, &p->from, &p->to, px, (int)size, p->px, want) != want)
        return false;
    int width = (int)p->to.fmt.pix.width, height = (int)p->to.fmt.pix.height;
    out->y = (struct grey){p->px, width, height};
    out->u = p->px + (ptrdiff_t)width * height;
    out->v = out->u + (ptrdiff_t)width * height / 4;
    return true;
}
