/* live.h: the scanner process at work: reads frames, says what it sees. Inside scanner/ only. */
#pragma once

#include "scanner/source.h"

/* Runs until the parent closes its end of the socket. `kind` NULL: no camera is wanted. */
int live_run(const struct source_kind *kind, const char *path, bool loop);
