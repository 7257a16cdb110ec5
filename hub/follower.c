/* follower.c: the thread that keeps the view at the log's end. */
#include "hub/follow.h"

#include "hub/regions.h"

#include "db/clock.h"

#include <errno.h>
#include <libgen.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <time.h>

enum { LEAST_PERCENT = 3, FOLLOWS_NICELY = 10 };
#define LEAST_BYTES (UINT64_C(1) << 30)

struct follower {
    struct store *store;
    struct db *view;
    char region[16], folder[4096];
    int pause_ms;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool nudged;
    atomic_bool ends;
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

/* Is the disk of the view, which is the store's too unless that is elsewhere, nearly full? While
 * there is time, staff is told. */
static void
look_at_disk(struct follower *f)
{
    struct statvfs disk;
    struct moment now;
    struct store_alert alert = {.kind = "full"};
    if (statvfs(f->folder, &disk) != 0 || disk.f_blocks == 0)
        return;
    uint64_t left = (uint64_t)disk.f_bavail * disk.f_frsize;
    if (left >= LEAST_BYTES && disk.f_bavail * 100 / disk.f_blocks >= LEAST_PERCENT)
        return;
    clock_read(&now);
    alert.raised_ms = now.utc_ms;
    snprintf(alert.text, sizeof alert.text, "%llu MiB left", (unsigned long long)(left >> 20));
    if (store_alert_add(f->store, &alert) != DB_OK)
        fprintf(stderr, "zhaoxi-hub: %s\n", store_why(f->store));
}

static void *
run(void *payload)
{
    struct follower *f = payload;
    /* Of this thread alone, as Linux has it: who looks at the page, or sends, goes before. */
    if (setpriority(PRIO_PROCESS, 0, FOLLOWS_NICELY) != 0)
        fprintf(stderr, "zhaoxi-hub: priority: %s\n", strerror(errno));
    do {
        struct follow_counts counts = {.ends = &f->ends};
        look_at_disk(f);
        if (follow(f->store, f->view, f->region, &counts) != DB_OK ||
            regions_bring(f->store, f->view) != DB_OK)
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
    char view[4096];
    snprintf(view, sizeof view, "%s", options->view_path);
    snprintf(f->folder, sizeof f->folder, "%s", dirname(view));
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
