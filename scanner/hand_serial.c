/* hand_serial.c: a hand scanner that speaks over a serial line, as USB CDC-ACM ones do.
 *
 * An exact path is taken as it is. By itself one is taken whose link in /dev/serial/by-id, which
 * udev makes of what the device calls itself, says that it reads codes. */
#include "scanner/hand.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static const char folder[] = "/dev/serial/by-id";

/* Raw, 9600 8N1: what scanners with a true serial line are set to; USB ones have no rate. */
static bool
make_raw(int fd)
{
    struct termios line;
    if (tcgetattr(fd, &line) != 0)
        return false;
    cfmakeraw(&line);
    line.c_cflag |= CLOCAL | CREAD;
    return cfsetspeed(&line, B9600) == 0 && tcsetattr(fd, TCSANOW, &line) == 0;
}

static int
open_device(const char *path, bool quiet)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    /* Two readers of a line get half a code each. */
    if (fd >= 0 && make_raw(fd) && ioctl(fd, TIOCEXCL) == 0) {
        fprintf(stderr, "scanner: the hand scanner is %s\n", path);
        return fd;
    }
    if (!quiet)
        fprintf(stderr, "scanner: %s gives no hand scanner: %s\n", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}

static int
open_serial(const char *path, bool quiet)
{
    return path[0] ? open_device(path, quiet)
                   : hand_open_first(folder, hand_calls_itself_scanner, open_device, quiet);
}

static int
read_serial(int fd, struct keys *keys, struct hand_char out[HAND_READ_MAX], int64_t now_ms)
{
    unsigned char bytes[HAND_READ_MAX];
    (void)keys;
    ssize_t n = read(fd, bytes, sizeof bytes);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return 0;
    for (ssize_t i = 0; i < n; i++)
        out[i] = (struct hand_char){.c = bytes[i], .at_ms = now_ms};
    return n > 0 ? (int)n : -1; /* 0: the other end hung up */
}

const struct hand_kind hand_serial = {.name = "serial", .open = open_serial, .read = read_serial};
