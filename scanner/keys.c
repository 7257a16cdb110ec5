#include "scanner/keys.h"

enum {
    SHIFT_LEFT = 1,
    SHIFT_RIGHT = 2,
    ALT_LEFT = 4,
    ALT_RIGHT = 8,
    CONTROL_LEFT = 16,
    CONTROL_RIGHT = 32,
    META_LEFT = 64,
    META_RIGHT = 128,
    SHIFTS = SHIFT_LEFT | SHIFT_RIGHT,
    ALTS = ALT_LEFT | ALT_RIGHT,
};

static const unsigned char modifiers[KEY_MAX + 1] = {
    [KEY_LEFTSHIFT] = SHIFT_LEFT,
    [KEY_RIGHTSHIFT] = SHIFT_RIGHT,
    [KEY_LEFTALT] = ALT_LEFT,
    [KEY_RIGHTALT] = ALT_RIGHT,
    [KEY_LEFTCTRL] = CONTROL_LEFT,
    [KEY_RIGHTCTRL] = CONTROL_RIGHT,
    [KEY_LEFTMETA] = META_LEFT,
    [KEY_RIGHTMETA] = META_RIGHT,
};

/* Plain, and with shift. */
static const char characters[KEY_MAX + 1][2] = {
    [KEY_A] = "aA",
    [KEY_B] = "bB",
    [KEY_C] = "cC",
    [KEY_D] = "dD",
    [KEY_E] = "eE",
    [KEY_F] = "fF",
    [KEY_G] = "gG",
    [KEY_H] = "hH",
    [KEY_I] = "iI",
    [KEY_J] = "jJ",
    [KEY_K] = "kK",
    [KEY_L] = "lL",
    [KEY_M] = "mM",
    [KEY_N] = "nN",
    [KEY_O] = "oO",
    [KEY_P] = "pP",
    [KEY_Q] = "qQ",
    [KEY_R] = "rR",
    [KEY_S] = "sS",
    [KEY_T] = "tT",
    [KEY_U] = "uU",
    [KEY_V] = "vV",
    [KEY_W] = "wW",
    [KEY_X] = "xX",
    [KEY_Y] = "yY",
    [KEY_Z] = "zZ",
    [KEY_1] = "1!",
    [KEY_2] = "2@",
    [KEY_3] = "3#",
    [KEY_4] = "4$",
    [KEY_5] = "5%",
    [KEY_6] = "6^",
    [KEY_7] = "7&",
    [KEY_8] = "8*",
    [KEY_9] = "9(",
    [KEY_0] = "0)",
    [KEY_MINUS] = "-_",
    [KEY_EQUAL] = "=+",
    [KEY_LEFTBRACE] = "[{",
    [KEY_RIGHTBRACE] = "]}",
    [KEY_SEMICOLON] = ";:",
    [KEY_APOSTROPHE] = "'\"",
    [KEY_GRAVE] = "`~",
    [KEY_BACKSLASH] = "\\|",
    [KEY_COMMA] = ",<",
    [KEY_DOT] = ".>",
    [KEY_SLASH] = "/?",
    [KEY_SPACE] = "  ",
    [KEY_ENTER] = "\r\r",
    [KEY_TAB] = "\t\t",
    [KEY_KP0] = "00",
    [KEY_KP1] = "11",
    [KEY_KP2] = "22",
    [KEY_KP3] = "33",
    [KEY_KP4] = "44",
    [KEY_KP5] = "55",
    [KEY_KP6] = "66",
    [KEY_KP7] = "77",
    [KEY_KP8] = "88",
    [KEY_KP9] = "99",
    [KEY_KPMINUS] = "--",
    [KEY_KPPLUS] = "++",
    [KEY_KPDOT] = "..",
    [KEY_KPSLASH] = "//",
    [KEY_KPASTERISK] = "**",
    [KEY_KPENTER] = "\r\r",
};

static enum keys_answer
take_modifier(struct keys *k, unsigned modifier, bool pressed, char *out)
{
    bool had_alt = k->down & ALTS;
    k->down = pressed ? k->down | modifier : k->down & ~modifier;
    if (!had_alt || k->down & ALTS)
        return KEYS_NOTHING;
    bool coded = k->alt_digits > 0 && k->alt_code > 0 && k->alt_code <= 255;
    *out = (char)k->alt_code;
    k->alt_code = k->alt_digits = 0;
    return coded ? KEYS_CHAR : KEYS_NOTHING;
}

/* More than four digits are no byte's number, and must not run over. */
static void
take_alt_digit(struct keys *k, char digit)
{
    if (digit < '0' || digit > '9' || k->alt_digits == 4)
        return;
    k->alt_code = k->alt_code * 10 + (unsigned)(digit - '0');
    k->alt_digits++;
}

static enum keys_answer
take_key(struct keys *k, unsigned code, bool pressed, char *out)
{
    if (code > KEY_MAX)
        return KEYS_NOTHING;
    if (modifiers[code])
        return take_modifier(k, modifiers[code], pressed, out);
    char c = characters[code][k->down & SHIFTS ? 1 : 0];
    if (!pressed || !c)
        return KEYS_NOTHING;
    if (k->down & ALTS)
        take_alt_digit(k, c);
    if (k->down & ~(unsigned)SHIFTS)
        return KEYS_NOTHING;
    *out = c;
    return KEYS_CHAR;
}

enum keys_answer
keys_take(struct keys *k, const struct input_event *event, char *out)
{
    if (event->type == EV_SYN && event->code == SYN_DROPPED) {
        *k = (struct keys){.dropping = true};
        return KEYS_LOST;
    }
    if (event->type == EV_SYN && event->code == SYN_REPORT)
        k->dropping = false;
    if (event->type != EV_KEY || k->dropping || event->value < 0 || event->value > 1)
        return KEYS_NOTHING;
    return take_key(k, event->code, event->value == 1, out);
}
