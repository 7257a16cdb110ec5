/* main.c: zhaoxi-hub, the receiver in the township. */
#include <stdio.h>

int
main(void)
{
    fputs("zhaoxi-hub: not there yet\n", stderr);
    return 1;
}
