#include "scanner/pgm.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

/* A number of the header; comments run from # to the end of their line. -1 where there is none. */
static int
read_number(FILE *file)
{
    int c = fgetc(file), value = 0, digits = 0;
    while (c == '#' || isspace(c)) {
        if (c == '#')
            do
                c = fgetc(file);
            while (c != '\n' && c != EOF);
        c = fgetc(file);
    }
    for (; isdigit(c) && digits < 6; c = fgetc(file), digits++)
        value = value * 10 + (c - '0');
    return digits && isspace(c) ? value : -1;
}

static bool
read_picture(struct grey *out, FILE *file)
{
    if (fgetc(file) != 'P' || fgetc(file) != '5')
        return false;
    int width = read_number(file), height = read_number(file), most = read_number(file);
    if (width < 1 || height < 1 || width > DECODE_SIDE_MAX || height > DECODE_SIDE_MAX ||
        most != 255)
        return false;
    size_t size = (size_t)width * (size_t)height;
    uint8_t *px = malloc(size);
    if (!px)
        abort();
    *out = (struct grey){px, width, height};
    if (fread(px, 1, size, file) == size)
        return true;
    free(px);
    *out = (struct grey){0};
    return false;
}

bool
pgm_read(struct grey *out, const char *path)
{
    FILE *file = fopen(path, "rbe");
    bool ok = file && read_picture(out, file);
    if (file)
        fclose(file);
    if (!ok)
        fprintf(stderr, "scanner: not an 8 bit PGM picture of up to %d pixels a side: %s\n",
            DECODE_SIDE_MAX, path);
    return ok;
}
