/* main.c: the scanner process. The kiosk starts it; with --print a person or a test can. */
#include "scanner/aim.h"
#include "scanner/hand.h"
#include "scanner/live.h"
#include "scanner/print.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static int
usage(void)
{
    fputs("usage: zhaoxi-scanner --print FILE...            PGM pictures, Y4M streams\n"
          "       zhaoxi-scanner --source SOURCE [--loop]   started by zhaoxi-kiosk\n"
          "       zhaoxi-scanner --aim --source SOURCE      started by zhaoxi aim\n"
          "SOURCE: camera, camera:/dev/videoN, a Y4M file or FIFO, a folder of PGM, none;\n"
          "a hand scanner: hand, hand:/dev/input/..., serial:/dev/tty...\n",
        stderr);
    return 2;
}

int
main(int argc, char **argv)
{
    static const struct option options[] = {
        {"print", no_argument, NULL, 'p'},
        {"aim", no_argument, NULL, 'a'},
        {"source", required_argument, NULL, 's'},
        {"loop", no_argument, NULL, 'l'},
        {0},
    };
    const char *source = NULL, *path = NULL;
    bool print = false, aim = false, loop = false;
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'p')
            print = true;
        else if (option == 'a')
            aim = true;
        else if (option == 's')
            source = optarg;
        else if (option == 'l')
            loop = true;
        else
            return usage();
    }
    if (print && optind < argc)
        return print_files(argc - optind, argv + optind);
    if (!source || optind != argc)
        return usage();
    if (hand_is_meant(source))
        return hand_run(source);
    const struct source_kind *kind = source_choose(source, &path);
    if (aim)
        return aim_run(kind, path);
    return live_run(kind, path, loop);
}
