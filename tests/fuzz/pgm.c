/* Fuzzes a picture's file. */
#include "scanner/pgm.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct grey picture;
    FILE *file = size ? fmemopen((void *)data, size, "rb") : NULL;
    if (!file)
        return 0;
    if (pgm_parse(&picture, file)) {
        /* Never true, but both ends are read. */
        if (picture.px[0] + picture.px[picture.width * picture.height - 1] > 2 * 255)
            abort();
        free((void *)picture.px);
    }
    fclose(file);
    return 0;
}
