#include "scanner/print.h"

#include "scanner/pgm.h"
#include "scanner/source.h"
#include "scanner/watch.h"

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
print_found(const struct decode_result *found, const char *name, double ms)
{
    for (int i = 0; i < found->count || i == 0; i++) {
        printf("%s\t%.2f\t", name, ms);
        if (i < found->count)
            print_text(&found->codes[i]);
        putchar('\n');
    }
}

/* A stream is watched as live frames are, at its own pace but without waiting for it. */
static int
print_stream(const char *path)
{
    enum { STEP_MS = 5 };
    static struct decode_result found;
    struct source *source = source_y4m.open(path, false);
    if (!source)
        return 1;
    struct watch *watch = watch_create();
    struct frame frame;
    enum source_state state;
    int n = 0;
    for (int64_t now = 0; (state = source_y4m.read(source, &frame, now)) >= 0; now += STEP_MS) {
        char name[PATH_MAX + 16];
        bool moving;
        if (state != SOURCE_FRAME)
            continue;
        double from = clock_ms();
        watch_frame(watch, &found, &frame, &moving);
        snprintf(name, sizeof name, "%s#%d", path, n++);
        print_found(&found, name, clock_ms() - from);
    }
    watch_destroy(watch);
    source_y4m.close(source);
    return n == 0;
}

static int
print_pgm(struct decoder *decoder, const char *path)
{
    static struct decode_result found;
    struct grey picture;
    if (!pgm_read(&picture, path))
        return 1;
    double from = clock_ms();
    decoder_search(decoder, &found, &picture);
    print_found(&found, path, clock_ms() - from);
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
        failed |= stream ? print_stream(paths[i]) : print_pgm(decoder, paths[i]);
    }
    decoder_destroy(decoder);
    return failed;
}
