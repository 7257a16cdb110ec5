/* name_sound.h: the pinyin of a name as `zhaoxi import` makes it: ICU is the command line's, and
 * the two must agree, since children are found by it. */
#pragma once

#include "db/people.h"

/* Asks `zhaoxi pinyin`, beside this program or installed, and waits for it: some 30 ms, a second at
 * most. Fills in pinyin and spoken; false, both empty, where it did not answer. */
bool name_sound(struct child *child);
