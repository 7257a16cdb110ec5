#include "kiosk/rect.h"

static int
within(int value, int most)
{
    if (value < 0)
        return 0;
    return value < most ? value : most;
}

struct rect
rect_top(struct rect *from, int height)
{
    height = within(height, from->h);
    struct rect cut = {from->x, from->y, from->w, height};
    from->y += height;
    from->h -= height;
    return cut;
}

struct rect
rect_bottom(struct rect *from, int height)
{
    height = within(height, from->h);
    from->h -= height;
    return (struct rect){from->x, from->y + from->h, from->w, height};
}

struct rect
rect_left(struct rect *from, int width)
{
    width = within(width, from->w);
    struct rect cut = {from->x, from->y, width, from->h};
    from->x += width;
    from->w -= width;
    return cut;
}

struct rect
rect_right(struct rect *from, int width)
{
    width = within(width, from->w);
    from->w -= width;
    return (struct rect){from->x + from->w, from->y, width, from->h};
}

struct rect
rect_inset(struct rect r, int by)
{
    int x = within(by, r.w / 2), y = within(by, r.h / 2);
    return (struct rect){r.x + x, r.y + y, r.w - 2 * x, r.h - 2 * y};
}

struct rect
rect_column(struct rect r, int i, int n, int gap)
{
    int w = (r.w - gap * (n - 1)) / n;
    return (struct rect){r.x + i * (w + gap), r.y, w > 0 ? w : 0, r.h};
}

struct rect
rect_row(struct rect r, int i, int n, int gap)
{
    int h = (r.h - gap * (n - 1)) / n;
    return (struct rect){r.x, r.y + i * (h + gap), r.w, h > 0 ? h : 0};
}

struct rect
rect_cell(struct rect r, int i, int columns, int rows, int gap)
{
    return rect_column(rect_row(r, i / columns, rows, gap), i % columns, columns, gap);
}

int
rect_count(int length, int least, int gap)
{
    int n = (length + gap) / (least + gap);
    return n > 1 ? n : 1;
}

struct rect
rect_centre(struct rect r, int w, int h)
{
    w = within(w, r.w);
    h = within(h, r.h);
    return (struct rect){r.x + (r.w - w) / 2, r.y + (r.h - h) / 2, w, h};
}

struct rect
rect_fit(struct rect r, int w, int h)
{
    if ((long)r.w * h > (long)r.h * w)
        return rect_centre(r, (int)((long)r.h * w / h), r.h);
    return rect_centre(r, r.w, (int)((long)r.w * h / w));
}

bool
rect_has(struct rect r, int x, int y)
{
    return x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h;
}

bool
rect_is_empty(struct rect r)
{
    return r.w <= 0 || r.h <= 0;
}

bool
rect_touch(struct rect a, struct rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

struct rect
rect_union(struct rect a, struct rect b)
{
    if (rect_is_empty(a))
        return b;
    if (rect_is_empty(b))
        return a;
    int x = a.x < b.x ? a.x : b.x, y = a.y < b.y ? a.y : b.y;
    int right = a.x + a.w > b.x + b.w ? a.x + a.w : b.x + b.w;
    int bottom = a.y + a.h > b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct rect){x, y, right - x, bottom - y};
}

struct rect
rect_common(struct rect a, struct rect b)
{
    if (!rect_touch(a, b))
        return (struct rect){0};
    int x = a.x > b.x ? a.x : b.x, y = a.y > b.y ? a.y : b.y;
    int right = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    int bottom = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct rect){x, y, right - x, bottom - y};
}
