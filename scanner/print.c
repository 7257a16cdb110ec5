#include "scanner/print.h"

#include "scanner/pgm.h"
#include "scanner/source.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double
clock_ms(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* A code may hold any bytes. What would break the line is written as in C: \n, \r, \t, \\, \x1b. */
static void
print_text(const struct decoded *code)
{
    static const char *const escapes[256] = {
        ['\n'] = "\\n", ['\r'] = "\\r", ['\t'] = "\\t", ['\\'] = "\\\\"};
    for (size_t i = 0; i < code->len; i++) {
        unsigned char c = (unsigned char)code->text[i];
        if (escapes[c])
            fputs(escapes[c], stdout);
        else if (c < ' ')
            printf("\\x%02x", c);
        else
            putchar(c);
    }
}

static void
print_picture(struct decoder *decoder, const struct grey *picture, const char *name)
{
    static struct decode_result found;
    double from = clock_ms();
    decoder_search(decoder, &found, picture);
    double ms = clock_ms() - from;
    for (int i = 0; i < found.count || i == 0; i++) {
        printf("%s\t%.2f\t", name, ms);
        if (i < found.count)
            print_text(&found.codes[i]);
        putchar('\n');
    }
}

static int
print_stream(struct decoder *decoder, const char *path)
{
    struct source *source = source_y4m.open(path, false);
    if (!source)
        return 1;
    struct frame frame;
    enum source_state state;
    int n = 0;
    /* A time of its own: the stream's pace is not kept here. */
    int64_t now = 0;
    while ((state = source_y4m.read(source, &frame, now)) >= 0) {
        now += 1000;
        if (state != SOURCE_FRAME)
            continue;
        char name[PATH_MAX + 16];
        snprintf(name, sizeof name, "%s#%d", path, n++);
        print_picture(decoder, &frame.y, name);
    }
    source_y4m.close(source);
    return n == 0;
}

static int
print_pgm(struct decoder *decoder, const char *path)
{
    struct grey picture;
    if (!pgm_read(&picture, path))
        return 1;
    print_picture(decoder, &picture, path);
    free((void *)picture.px);
    return 0;
}

int
print_files(int count, char *const paths[])
{
    struct decoder *decoder = decoder_create();
    int failed = 0;
    for (int i = 0; i < count; i++) {
        const char *dot = strrchr(paths[i], '.');
        bool stream = dot && strcmp(dot, ".y4m") == 0;
        failed |= stream ? print_stream(decoder, paths[i]) : print_pgm(decoder, paths[i]);
    }
    decoder_destroy(decoder);
    return failed;
}
