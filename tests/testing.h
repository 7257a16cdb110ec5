/* testing.h: cmocka, with the headers that it wants before it. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Leaves a test that can't be made on this machine, and says so: cmocka's skip() is a failure to
 * who reads TAP. */
#define NOT_HERE(why)                                                                              \
    do {                                                                                           \
        print_message("# %s: %s\n", __func__, why);                                                \
        return;                                                                                    \
    } while (0)
