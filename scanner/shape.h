/* shape.h: places in a picture, in pixels from its top left corner. Inside scanner/ only. */
#pragma once

struct point {
    float x, y;
};

struct box {
    int left, top, width, height;
};
