#include "hub/lanes.h"

#include <pthread.h>
#include <stdlib.h>

enum { QUEUE_MAX = 512, WORKERS_MAX = 16 };

struct queue {
    struct job *first, **last;
    int count;
    pthread_cond_t more;
};

struct worker {
    struct lanes *lanes;
    enum lane lane;
    pthread_t thread;
};

struct lanes {
    const struct http_options *options;
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t begun;
    struct queue queue[LANE_COUNT];
    struct worker worker[LANE_COUNT * WORKERS_MAX];
    int workers, ready, failed;
    bool ending;
};

static struct job *
next(struct lanes *lanes, struct queue *queue)
{
    pthread_mutex_lock(&lanes->lock);
    while (!queue->first && !lanes->ending)
        pthread_cond_wait(&queue->more, &lanes->lock);
    struct job *job = queue->first;
    if (job) {
        queue->first = job->next;
        if (!queue->first)
            queue->last = &queue->first;
        queue->count--;
    }
    pthread_mutex_unlock(&lanes->lock);
    return job;
}

static void
tell_begun(struct lanes *lanes, bool well)
{
    pthread_mutex_lock(&lanes->lock);
    lanes->ready += well;
    lanes->failed += !well;
    pthread_cond_signal(&lanes->begun);
    pthread_mutex_unlock(&lanes->lock);
}

static void *
work(void *payload)
{
    struct worker *worker = payload;
    struct lanes *lanes = worker->lanes;
    struct desk *desk = lanes->options->enter(lanes->options->payload, worker->lane);
    tell_begun(lanes, desk != NULL);
    if (!desk)
        return NULL;
    struct job *job;
    while ((job = next(lanes, &lanes->queue[worker->lane])))
        job->run(job, desk);
    lanes->options->leave(desk);
    return NULL;
}

static bool
start_one(struct lanes *lanes, enum lane lane)
{
    struct worker *worker = &lanes->worker[lanes->workers];
    *worker = (struct worker){.lanes = lanes, .lane = lane};
    if (pthread_create(&worker->thread, NULL, work, worker) != 0)
        return false;
    lanes->workers++;
    return true;
}

/* Every desk is there, or it is known that one will not be. */
static bool
all_begun(struct lanes *lanes)
{
    pthread_mutex_lock(&lanes->lock);
    while (lanes->ready + lanes->failed < lanes->workers)
        pthread_cond_wait(&lanes->begun, &lanes->lock);
    bool well = lanes->failed == 0;
    pthread_mutex_unlock(&lanes->lock);
    return well;
}

struct lanes *
lanes_start(const struct http_options *options)
{
    struct lanes *lanes = calloc(1, sizeof *lanes);
    if (!lanes)
        abort();
    lanes->options = options;
    pthread_mutex_init(&lanes->lock, NULL);
    pthread_cond_init(&lanes->begun, NULL);
    for (int i = 0; i < LANE_COUNT; i++) {
        lanes->queue[i].last = &lanes->queue[i].first;
        pthread_cond_init(&lanes->queue[i].more, NULL);
    }
    bool well = true;
    for (int i = 0; i < LANE_COUNT; i++)
        for (int n = 0; n < options->workers[i] && n < WORKERS_MAX && well; n++)
            well = start_one(lanes, i);
    if (all_begun(lanes) && well)
        return lanes;
    lanes_stop(lanes);
    lanes_destroy(lanes);
    return NULL;
}

bool
lanes_add(struct lanes *lanes, enum lane lane, struct job *job)
{
    struct queue *queue = &lanes->queue[lane];
    pthread_mutex_lock(&lanes->lock);
    bool room = queue->count < QUEUE_MAX && !lanes->ending;
    if (room) {
        job->next = NULL;
        *queue->last = job;
        queue->last = &job->next;
        queue->count++;
        pthread_cond_signal(&queue->more);
    }
    pthread_mutex_unlock(&lanes->lock);
    return room;
}

void
lanes_stop(struct lanes *lanes)
{
    pthread_mutex_lock(&lanes->lock);
    lanes->ending = true;
    for (int i = 0; i < LANE_COUNT; i++)
        pthread_cond_broadcast(&lanes->queue[i].more);
    pthread_mutex_unlock(&lanes->lock);
    for (int i = 0; i < lanes->workers; i++)
        pthread_join(lanes->worker[i].thread, NULL);
    lanes->workers = 0;
}

void
lanes_destroy(struct lanes *lanes)
{
    if (!lanes)
        return;
    for (int i = 0; i < LANE_COUNT; i++)
        pthread_cond_destroy(&lanes->queue[i].more);
    pthread_cond_destroy(&lanes->begun);
    pthread_mutex_destroy(&lanes->lock);
    free(lanes);
}
