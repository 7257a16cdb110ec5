#include "tests/lookers.h"

#include <string.h>

void
lookers_init(struct lookers *l, clockid_t clock)
{
    l->clock = clock;
    l->ours = decoder_create();
}

void
lookers_finish(struct lookers *l)
{
    decoder_destroy(l->ours);
    l->ours = NULL;
}

double
lookers_now_ms(const struct lookers *l)
{
    struct timespec t = {0};
    clock_gettime(l->clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

void
lookers_take_over(struct lookers *l)
{
    l->found.count = l->decoded.count;
    for (int i = 0; i < l->decoded.count; i++)
        memcpy(l->found.text[i], l->decoded.codes[i].text, sizeof l->found.text[i]);
}

double
lookers_look(struct lookers *l, enum looker who, const struct grey *p)
{
    double from = lookers_now_ms(l);
    switch (who) {
    case OURS:
        decoder_search(l->ours, &l->decoded, p);
        break;
    case ZBAR:
        peer_zbar(&l->found, p->px, p->width, p->height);
        break;
    case ZXING:
        peer_zxing(&l->found, p->px, p->width, p->height);
        break;
    case OPENCV:
        l->found.count = peer_opencv(p->px, p->width, p->height, l->x, l->y);
        l->found.text[0][0] = '\0';
        break;
    case LOOKERS:
        break;
    }
    double ms = lookers_now_ms(l) - from;
    if (who == OURS)
        lookers_take_over(l);
    return ms;
}
