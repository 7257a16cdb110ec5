/* video_run.h: how long a child waits: made videos before our live scanner and other decoders. */
#pragma once

#include "tests/canvas.h"
#include "tests/lookers.h"
#include "tests/tally.h"

/* From the first frame with the whole code in it to its text, the decoding of that frame included.
 * A video that is never read counts with what was left of it. OPENCV takes no part. */
struct video_run {
    struct tally wait[LOOKERS];
    double empty_ms; /* a frame, before a doorway where nothing has moved for 4 s */
};

void video_run(struct video_run *out, struct lookers *lookers, struct canvas *canvas, int videos,
    uint64_t seed);
