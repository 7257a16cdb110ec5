#include "kiosk/theme.h"

unsigned
theme_rgb(enum colour colour)
{
    static const unsigned values[COLOUR_COUNT] = {
#define X(name, rgb) [name] = rgb,
        COLOURS(X)
#undef X
    };
    return values[colour];
}

static int
larger(double a, double b)
{
    return (int)(a > b ? a : b);
}

struct theme
theme_for(int width, int height, double dpi)
{
    double u = (width < height ? width : height) / 100.0;
    /* Drivers invent sizes: outside of what 10 to 24 inch displays have, it is not known. */
    double mm = dpi > 60 && dpi < 350 ? dpi / 25.4 : 0;
    return (struct theme){
        .width = width,
        .height = height,
        .unit = larger(u, 1),
        .gap = larger(2 * u, 4),
        .margin = larger(3.5 * u, 8),
        .corner = larger(3 * u, 6),
        .touch = larger(20 * mm, 11 * u),
        .staff_touch = larger(10 * mm, 6 * u),
        .text_s = larger(4.4 * mm * 0.75, 2.9 * u),
        .text_m = larger(4.4 * mm, 3.8 * u),
        .text_l = larger(6.5 * mm, 5.4 * u),
        .text_xl = larger(9.6 * mm, 8 * u),
        .text_name = larger(9.6 * mm, 12 * u),
        .text_clock = larger(14 * mm, 17 * u),
    };
}

void
theme_enlarge_text(struct theme *theme, int percent)
{
    theme->text_s = theme->text_s * percent / 100;
    theme->text_m = theme->text_m * percent / 100;
    theme->text_l = theme->text_l * percent / 100;
    theme->text_xl = theme->text_xl * (100 + percent) / 200;
}
