/* follower.c: the thread that keeps the view at the log's end. */
#include "hub/follow.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct follower {
    struct store *store;
    struct db *view;
    char region[16];
    int pause_ms;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool nudged, ends;
};

/* Until it is nudged or the pause is over. False at the end. */
static bool
wait_for_more(struct follower *f)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)(f->pause_ms % 1000) * 1000000;
    until.tv_sec += f->pause_ms / 1000 + until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&f->lock);
    int rc = 0;
    while (!f->nudged && !f->ends && rc != ETIMEDOUT)
        rc = pthread_cond_timedwait(&f->wake, &f->lock, &until);
    f->nudged = false;
    bool goes_on = !f->ends;
    pthread_mutex_unlock(&f->lock);
    return goes_on;
}

static void *
run(void *payload)
{
    struct follower *f = payload;
    do {
        struct follow_counts counts = {0};
        if (follow(f->store, f->view, f->region, &counts) != DB_OK)
            fprintf(stderr, "zhaoxi-hub: the view stays behind: %s %s\n", store_why(f->store),
                db_why(f->view));
    } while (wait_for_more(f));
    return NULL;
}

static void
finish(struct follower *f)
{
    store_close(f->store);
    db_close(f->view);
    pthread_cond_destroy(&f->wake);
    pthread_mutex_destroy(&f->lock);
    free(f);
}

int
follower_start(
    struct follower **out, const struct follower_options *options, char *why, size_t why_size)
{
    struct follower *f = calloc(1, sizeof *f);
    pthread_condattr_t by_monotonic;
    *out = NULL;
    if (!f)
        abort();
    f->pause_ms = options->pause_ms;
    snprintf(f->region, sizeof f->region, "%s", options->region);
    pthread_condattr_init(&by_monotonic);
    pthread_condattr_setclock(&by_monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&f->lock, NULL);
    pthread_cond_init(&f->wake, &by_monotonic);
    pthread_condattr_destroy(&by_monotonic);
    int rc = store_open(&f->store, options->store_url);
    if (rc != DB_OK)
        snprintf(why, why_size, "%s", store_why(f->store));
    if (rc == DB_OK && (rc = db_open(&f->view, options->view_path, DB_CREATE)) != DB_OK)
        snprintf(why, why_size, "%s", db_why(f->view));
    if (rc == DB_OK && pthread_create(&f->thread, NULL, run, f) != 0) {
        snprintf(why, why_size, "the system gives no thread");
        rc = DB_FAILED;
    }
    if (rc != DB_OK) {
        finish(f);
        return rc;
    }
    *out = f;
    return DB_OK;
}

void
follower_nudge(struct follower *f)
{
    pthread_mutex_lock(&f->lock);
    f->nudged = true;
    pthread_cond_signal(&f->wake);
    pthread_mutex_unlock(&f->lock);
}

void
follower_stop(struct follower *f)
{
    if (!f)
        return;
    pthread_mutex_lock(&f->lock);
    f->ends = true;
    pthread_cond_signal(&f->wake);
    pthread_mutex_unlock(&f->lock);
    pthread_join(f->thread, NULL);
    finish(f);
}
