#include "kiosk/draw.h"

#include <string.h>

void
draw_clear(struct draw_list *list)
{
    list->count = 0;
    list->text_used = 0;
    list->clip = (struct rect){0};
    list->overflowed = false;
}

void
draw_clip(struct draw_list *list, struct rect clip)
{
    list->clip = clip;
}

static const char *
keep_text(struct draw_list *list, const char *text)
{
    size_t size = strlen(text) + 1;
    if (size == 1)
        return "";
    if (list->text_used + size > DRAW_TEXT_BYTES) {
        list->overflowed = true;
        return "";
    }
    char *kept = list->text + list->text_used;
    memcpy(kept, text, size);
    list->text_used += size;
    return kept;
}

static struct draw_command *
add(struct draw_list *list, enum draw_kind kind, struct rect rect)
{
    static struct draw_command nowhere;
    struct draw_command *command = &nowhere;
    if (list->count < DRAW_COMMANDS)
        command = &list->commands[list->count++];
    else
        list->overflowed = true;
    *command = (struct draw_command){.kind = kind, .rect = rect, .clip = list->clip, .text = ""};
    return command;
}

void
draw_sky(struct draw_list *list, struct rect rect, int minute)
{
    add(list, DRAW_SKY, rect)->value = minute;
}

void
draw_box(struct draw_list *list, struct rect rect, int corner, enum colour colour)
{
    struct draw_command *command = add(list, DRAW_BOX, rect);
    command->corner = corner;
    command->colour = colour;
}

void
draw_text(struct draw_list *list, struct rect rect, struct text_style style, const char *text)
{
    if (!text[0] || rect_is_empty(rect))
        return;
    struct draw_command *command = add(list, DRAW_TEXT, rect);
    command->value = style.size;
    command->colour = style.colour;
    command->align = style.align;
    command->bold = style.bold;
    command->lines = style.lines ? style.lines : 1;
    command->text = keep_text(list, text);
}

void
draw_picture(struct draw_list *list, struct rect rect, const char *folder, const char *name)
{
    char path[96];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    add(list, DRAW_PICTURE, rect)->text = keep_text(list, path);
}

void
draw_camera(struct draw_list *list, struct rect rect, int corner, int number)
{
    struct draw_command *command = add(list, DRAW_CAMERA, rect);
    command->corner = corner;
    command->value = number;
}

void
draw_qr(struct draw_list *list, struct rect rect, const char *text)
{
    add(list, DRAW_QR, rect)->text = keep_text(list, text);
}

void
draw_stroke(struct draw_list *list, int x1, int y1, int x2, int y2, int width, enum colour colour)
{
    int left = x1 < x2 ? x1 : x2, top = y1 < y2 ? y1 : y2;
    struct rect rect = {left, top, x1 < x2 ? x2 - x1 : x1 - x2, y1 < y2 ? y2 - y1 : y1 - y2};
    struct draw_command *command = add(list, DRAW_LINE, rect);
    command->value = width;
    command->corner = (x1 < x2) != (y1 < y2);
    command->colour = colour;
}

static bool
same(const struct draw_command *a, const struct draw_command *b)
{
    return a->kind == b->kind && memcmp(&a->rect, &b->rect, sizeof a->rect) == 0 &&
           memcmp(&a->clip, &b->clip, sizeof a->clip) == 0 && a->value == b->value &&
           a->corner == b->corner && a->colour == b->colour && a->align == b->align &&
           a->bold == b->bold && a->lines == b->lines && strcmp(a->text, b->text) == 0;
}

/* A line is half as high again as its type, which is made smaller where there are several; letters
 * may lean out at the sides. A line is as wide as it says on both sides of its way. */
struct rect
draw_reach(const struct draw_command *c)
{
    struct rect r = c->rect;
    if (c->kind == DRAW_TEXT) {
        int high = c->value * 3 * (c->lines + 1) / 4, lean = c->value / 4;
        int over = high > r.h ? (high - r.h + 1) / 2 : 0;
        r = (struct rect){r.x - lean, r.y - over, r.w + 2 * lean, r.h + 2 * over};
    }
    if (c->kind == DRAW_LINE)
        r = (struct rect){
            r.x - c->value, r.y - c->value, r.w + 2 * c->value + 1, r.h + 2 * c->value + 1};
    return rect_is_empty(c->clip) ? r : rect_common(r, c->clip);
}

struct rect
draw_difference(const struct draw_list *from, const struct draw_list *to)
{
    struct rect dirty = {0};
    int most = from->count > to->count ? from->count : to->count;
    for (int i = 0; i < most; i++) {
        bool has_from = i < from->count, has_to = i < to->count;
        if (has_from && has_to && same(&from->commands[i], &to->commands[i]))
            continue;
        if (has_from)
            dirty = rect_union(dirty, draw_reach(&from->commands[i]));
        if (has_to)
            dirty = rect_union(dirty, draw_reach(&to->commands[i]));
    }
    return dirty;
}

void
draw_print(const struct draw_list *list, FILE *out)
{
    static const char *const kinds[] = {"sky", "box", "text", "picture", "camera", "qr", "line"};
    static const char *const colours[] = {
#define X(name, rgb) #name,
        COLOURS(X)
#undef X
    };
    for (int i = 0; i < list->count; i++) {
        const struct draw_command *c = &list->commands[i];
        fprintf(out, "%s %d,%d %dx%d", kinds[c->kind], c->rect.x, c->rect.y, c->rect.w, c->rect.h);
        if (c->kind == DRAW_TEXT)
            fprintf(out, " %dpx%s", c->value, c->bold ? " bold" : "");
        if (c->kind == DRAW_LINE)
            fprintf(out, " %dpx%s", c->value, c->corner ? " rising" : "");
        if (c->kind == DRAW_TEXT || c->kind == DRAW_BOX || c->kind == DRAW_LINE)
            fprintf(out, " %s", colours[c->colour]);
        bool told = c->text[0] && c->kind != DRAW_QR;
        fprintf(out, "%s%s\n", told ? " " : "", told ? c->text : "");
    }
}
