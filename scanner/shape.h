/* shape.h: places in a picture, in pixels from its top left corner. Inside scanner/ only. */
#pragma once

struct point {
    float x, y;
};

struct box {
    int left, top, width, height;
};

/* Cuts off what is outside of a picture; what lies wholly outside gets a side of 0 or less. */
static inline void
box_cut(struct box *b, int width, int height)
{
    int right = b->left + b->width < width ? b->left + b->width : width;
    int bottom = b->top + b->height < height ? b->top + b->height : height;
    b->left = b->left > 0 ? b->left : 0;
    b->top = b->top > 0 ? b->top : 0;
    b->width = right - b->left;
    b->height = bottom - b->top;
}
