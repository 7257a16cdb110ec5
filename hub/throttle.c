#include "hub/throttle.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NET_SIZE = 64 };

struct place {
    char net[NET_SIZE];
    int count;
    int64_t since_ms, last_ms;
};

struct throttle {
    pthread_mutex_t lock;
    struct place places[THROTTLE_ADDRESSES];
};

struct throttle *
throttle_create(void)
{
    struct throttle *throttle = calloc(1, sizeof *throttle);
    if (!throttle)
        abort();
    pthread_mutex_init(&throttle->lock, NULL);
    return throttle;
}

void
throttle_destroy(struct throttle *throttle)
{
    if (!throttle)
        return;
    pthread_mutex_destroy(&throttle->lock);
    free(throttle);
}

/* One household has 2^64 addresses of IPv6: the first four groups stand for all. */
static void
net_of(char out[NET_SIZE], const char *peer)
{
    const char *end = peer;
    for (int i = 0; i < 4 && end; i++) {
        end = strchr(end, ':');
        end = end ? end + 1 : NULL;
    }
    snprintf(out, NET_SIZE, "%.*s", end ? (int)(end - peer) : NET_SIZE - 1, peer);
}

/* Its place, or the one that is longest unused. */
static struct place *
find(struct throttle *throttle, const char *net)
{
    struct place *oldest = &throttle->places[0];
    for (int i = 0; i < THROTTLE_ADDRESSES; i++) {
        struct place *place = &throttle->places[i];
        if (strcmp(place->net, net) == 0)
            return place;
        if (place->last_ms < oldest->last_ms)
            oldest = place;
    }
    return oldest;
}

int
throttle_wait_s(struct throttle *throttle, const char *peer, int64_t now_ms)
{
    char net[NET_SIZE];
    int64_t wait_ms = 0;
    net_of(net, peer);
    pthread_mutex_lock(&throttle->lock);
    const struct place *place = find(throttle, net);
    if (strcmp(place->net, net) == 0 && place->count >= THROTTLE_MOST)
        wait_ms = place->since_ms + THROTTLE_MS - now_ms;
    pthread_mutex_unlock(&throttle->lock);
    return wait_ms > 0 ? (int)((wait_ms + 999) / 1000) : 0;
}

void
throttle_failed(struct throttle *throttle, const char *peer, int64_t now_ms)
{
    char net[NET_SIZE];
    net_of(net, peer);
    pthread_mutex_lock(&throttle->lock);
    struct place *place = find(throttle, net);
    if (strcmp(place->net, net) != 0 || now_ms - place->since_ms >= THROTTLE_MS) {
        *place = (struct place){.since_ms = now_ms};
        snprintf(place->net, sizeof place->net, "%s", net);
    }
    place->count++;
    place->last_ms = now_ms;
    pthread_mutex_unlock(&throttle->lock);
}
