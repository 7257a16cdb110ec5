#include "scanner/pgm.h"

#include <ctype.h>
#include <stdlib.h>

/* A number of the header; comments run from # to the end of their line. -1 where there is none. */
static int
read_number(FILE *file)
{
    int c = fgetc(file), value = 0, digits = 0;
    while (c == '#' || isspace(c)) {
        if (c == '#' && fscanf(file, "%*[^\n]") == EOF)
            return -1;
        c = fgetc(file);
    }
    for (; isdigit(c) && digits < 6; c = fgetc(file), digits++)
        value = value * 10 + (c - '0');
    return digits && isspace(c) ? value : -1;
}

/* NULL where the file ends too early. */
static uint8_t *
read_pixels(FILE *file, size_t size)
{
    uint8_t *px = malloc(size);
    if (!px)
        abort();
    if (fread(px, 1, size, file) == size)
        return px;
    free(px);
    return NULL;
}

bool
pgm_parse(struct grey *out, FILE *file)
{
    *out = (struct grey){0};
    char magic[2];
    if (fread(magic, 1, 2, file) != 2 || magic[0] != 'P' || magic[1] != '5')
        return false;
    int width = read_number(file), height = read_number(file), most = read_number(file);
    if (width < 1 || height < 1 || width > DECODE_SIDE_MAX || height > DECODE_SIDE_MAX ||
        most != 255)
        return false;
    out->width = width;
    out->height = height;
    out->px = read_pixels(file, (size_t)width * (size_t)height);
    return out->px != NULL;
}

bool
pgm_read(struct grey *out, const char *path)
{
    FILE *file = fopen(path, "rbe");
    bool ok = file && pgm_parse(out, file);
    if (file)
        fclose(file);
    if (!ok)
        fprintf(stderr, "scanner: not an 8 bit PGM picture of up to %d pixels a side: %s\n",
            DECODE_SIDE_MAX, path);
    return ok;
}
