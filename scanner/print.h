/* print.h: reads pictures given on the command line, for tests and benchmarks. */
#pragma once

/* For each PGM picture, and each frame of each Y4M stream, a line "name  ms  text", parted by tabs;
 * a line more for each further code, and an empty text where there is none. 0, or 1 where a file
 * could not be read. */
int print_files(int count, char *const paths[]);
