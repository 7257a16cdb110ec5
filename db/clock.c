/* clock.c: reads wall clock, monotonic clock and boot id from Linux. */
#include "db/clock.h"

#include <string.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

#include <fcntl.h>

static int64_t
read_ms(clockid_t id)
{
    struct timespec t;
    if (clock_gettime(id, &t) != 0)
        return 0;
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int
hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

/* The kernel writes the id as a UUID with dashes. */
static bool
read_boot_id(uint8_t out[BOOT_ID_LEN])
{
    char text[64] = {0};
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    size_t digits = 0;
    memset(out, 0, BOOT_ID_LEN);
    for (ssize_t i = 0; i < n && digits < (size_t)BOOT_ID_LEN * 2; i++) {
        int v = hex_value(text[i]);
        if (v < 0)
            continue;
        out[digits / 2] = (uint8_t)(out[digits / 2] << 4 | v);
        digits++;
    }
    return digits == (size_t)BOOT_ID_LEN * 2;
}

bool
clock_is_kept(void)
{
    struct timex t = {0};
    int state = adjtimex(&t);
    return state >= 0 && state != TIME_ERROR && !(t.status & STA_UNSYNC);
}

void
clock_read(struct moment *out)
{
    *out = (struct moment){.utc_ms = read_ms(CLOCK_REALTIME), .mono_ms = clock_mono_ms()};
    bool known = read_boot_id(out->boot_id);
    out->trusted = known && (clock_is_kept() || access("/dev/rtc0", F_OK) == 0);
}

int64_t
clock_mono_ms(void)
{
    return read_ms(CLOCK_BOOTTIME);
}
