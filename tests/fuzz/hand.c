/* Fuzzes what a device that calls itself a hand scanner sends: key events, six bytes each, and
 * their characters as codes. */
#include "scanner/burst.h"
#include "scanner/keys.h"

#include <stdlib.h>
#include <string.h>

enum { EVENT = 6 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A code is never empty, holds no control character, and fits. */
static void
check(const struct burst *b, bool whole)
{
    if (!whole)
        return;
    if (b->len == 0 || b->len > sizeof b->text)
        abort();
    for (size_t i = 0; i < b->len; i++)
        if ((unsigned char)b->text[i] < ' ' || b->text[i] == 0x7f)
            abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct burst burst;
    struct keys keys = {0};
    int64_t now_ms = 0;
    memset(&burst, 0, sizeof burst);
    for (; size >= EVENT; data += EVENT, size -= EVENT) {
        struct input_event event = {
            .type = data[0], .code = (uint16_t)(data[1] | data[2] << 8), .value = (int8_t)data[3]};
        now_ms += data[4];
        /* The same event many times fills a code. */
        for (int i = 0; i <= data[5]; i++) {
            char c;
            enum keys_answer answer = keys_take(&keys, &event, &c);
            check(&burst, burst_pause(&burst, now_ms));
            if (answer == KEYS_LOST)
                burst_spoil(&burst, now_ms);
            else if (answer == KEYS_CHAR)
                check(&burst, burst_put(&burst, c, now_ms));
        }
    }
    return 0;
}
