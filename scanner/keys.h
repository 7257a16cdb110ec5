/* keys.h: the key events of a hand scanner to characters. Pure. Inside scanner/ only.
 *
 * By the key's place, as on a US keyboard, which is how scanners type unless somebody has set them
 * otherwise: no layout and no input method of this computer has a say. Caps lock is let go: the
 * card's text is the same in lower case. */
#pragma once

#include <linux/input.h>
#include <stdbool.h>

struct keys {
    unsigned down; /* modifiers held, a bit each */
    unsigned alt_code, alt_digits;
    bool dropping; /* the kernel lost events: what comes up to the next report is unsure */
};

enum keys_answer {
    KEYS_NOTHING,
    KEYS_CHAR, /* *out; Enter is '\r' */
    KEYS_LOST, /* events were lost: what is being typed is not whole */
};

/* Takes an event. Repeats are no presses. Alt held and digits of the keypad give the byte of that
 * number when Alt is let go: many scanners type so to be free of layouts. Other keys with Alt,
 * Control or Meta are no text. */
enum keys_answer keys_take(struct keys *keys, const struct input_event *event, char *out);
