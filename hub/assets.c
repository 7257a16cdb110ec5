#include "hub/assets.h"

#include <stdlib.h>
#include <string.h>

/* gcc 12 and clang 14 have no #embed. */
#define EMBED(name, file)                                                                          \
    __asm__(".section .rodata\n" #name "_begin:\n.incbin \"" file "\"\n" #name                     \
            "_end:\n.byte 0\n.previous\n");                                                        \
    extern const char name##_begin[], name##_end[];

EMBED(assets_style, "hub/style.css")
EMBED(assets_icon, "hub/icon.svg")

static void
give(struct response *response, const char *type, const char *begin, const char *end)
{
    size_t size = (size_t)(end - begin);
    char *copy = malloc(size + 1);
    if (!copy)
        abort();
    memcpy(copy, begin, size);
    response_header(response, "Cache-Control", "private, max-age=3600");
    response_give(response, 200, type, copy, size);
}

static void
style(struct desk *desk, const struct request *request, struct response *response)
{
    (void)desk, (void)request;
    give(response, "text/css; charset=utf-8", assets_style_begin, assets_style_end);
}

static void
icon(struct desk *desk, const struct request *request, struct response *response)
{
    (void)desk, (void)request;
    give(response, "image/svg+xml", assets_icon_begin, assets_icon_end);
}

const struct route assets_routes[] = {
    {METHOD_GET, ASSETS_STYLE_PATH, WHO_ANYONE, LANE_PAGE, 0, false, style},
    {METHOD_GET, ASSETS_ICON_PATH, WHO_ANYONE, LANE_PAGE, 0, false, icon},
    {0},
};
