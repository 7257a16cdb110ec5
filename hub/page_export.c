#include "hub/page_export.h"

#include "hub/asked.h"
#include "hub/text.h"

#include "db/day.h"
#include "report/goals_table.h"
#include "report/summary_table.h"
#include "report/write.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH = 4096, CHINA_MIN = 480 };

#define EXPORTS(X)                                                                                 \
    X("summary", make_summary)                                                                     \
    X("goals", make_goals) X("visits", make_visits) X("agreements", make_agreements)

static int
make_summary(struct desk *desk, struct report_table **out, const struct asked *asked,
    const struct moment *now)
{
    struct summary_shape shape = {.named = asked->named, .charts = true};
    (void)now;
    return summary_table(desk->view, out, &asked->summary, &shape);
}

static int
make_goals(struct desk *desk, struct report_table **out, const struct asked *asked,
    const struct moment *now)
{
    return goals_table(desk->view, out, asked->home.id, asked->month,
        day_of(now->utc_ms, CHINA_MIN), asked->named);
}

static int
make_visits(struct desk *desk, struct report_table **out, const struct asked *asked,
    const struct moment *now)
{
    return visits_table(desk->view, out, asked->home.id, now, asked->named);
}

static int
make_agreements(struct desk *desk, struct report_table **out, const struct asked *asked,
    const struct moment *now)
{
    return agreements_table(
        desk->view, out, asked->home.id, day_of(now->utc_ms, CHINA_MIN), asked->named);
}

static const struct maker {
    const char *what;
    int (*make)(struct desk *desk, struct report_table **out, const struct asked *asked,
        const struct moment *now);
} makers[] = {
#define X(what, make) {what, make},
    EXPORTS(X)
#undef X
};

static const struct maker *
find_maker(const char *what)
{
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++)
        if (strcmp(makers[i].what, what) == 0)
            return &makers[i];
    return NULL;
}

/* The whole file, from malloc; NULL, and errno, where it can't be read. */
static char *
read_file(const char *path, size_t *size)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    char *bytes = fstat(fd, &info) == 0 ? malloc((size_t)info.st_size + 1) : NULL;
    size_t got = 0;
    ssize_t n = 1;
    while (bytes && n > 0 && got < (size_t)info.st_size) {
        n = read(fd, bytes + got, (size_t)info.st_size - got);
        got += n > 0 ? (size_t)n : 0;
    }
    close(fd);
    *size = got;
    if (bytes && got == (size_t)info.st_size)
        return bytes;
    free(bytes);
    return NULL;
}

/* By way of a file: that is how the writers make sure that it is whole. */
static char *
write_table(const struct desk *desk, const struct report_table *table, enum report_format format,
    size_t *size, enum report_result *result)
{
    char path[PATH];
    snprintf(path, sizeof path, "%s/export-%08x%08x", desk->hub->scratch, randombytes_random(),
        randombytes_random());
    *result = report_write(table, format, path);
    if (*result != REPORT_OK)
        return NULL;
    char *bytes = read_file(path, size);
    unlink(path);
    if (!bytes)
        *result = REPORT_FAILED;
    return bytes;
}

/* "zhaoxi-goals-QS-2026-11.xlsx": no child's name, and nothing that a file system refuses. */
static void
name_file(char out[256], const char *what, const struct asked *asked, enum report_format format)
{
    char home[NO_SIZE] = "", from[DAY_TEXT_LEN + 1];
    for (size_t i = 0, n = 0; asked->home.code[i] && n + 1 < sizeof home; i++) {
        char c = asked->home.code[i];
        if ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')) {
            home[n++] = c;
            home[n] = '\0';
        }
    }
    day_text(from, asked->summary.from_day);
    snprintf(out, 256, "attachment; filename=\"zhaoxi-%s%s%s-%.7s.%s\"", what, home[0] ? "-" : "",
        home, from, report_format_name(format));
}

static void export(struct desk *desk, const struct request *request, struct response *response)
{
    struct asked asked;
    struct report_table *table = NULL;
    struct moment now = page_now(request);
    char disposition[256], text[STORE_TEXT];
    const struct maker *maker = find_maker(fields_get(&request->query, "what"));
    int format = report_format_parse(fields_get(&request->query, "format"));
    if (!maker || format < 0 || !asked_read(&asked, desk, request)) {
        page_missing(desk, request, response);
        return;
    }
    if (maker->make(desk, &table, &asked, &now) != DB_OK) {
        page_failed(desk, request, response);
        return;
    }
    size_t size = 0;
    enum report_result result;
    char *bytes = write_table(desk, table, (enum report_format)format, &size, &result);
    snprintf(text, sizeof text, "%s %s %s", maker->what,
        report_format_name((enum report_format)format), table->named ? "names" : "codes");
    report_destroy(table);
    if (!bytes) {
        page_message(desk, request, response, 500, _("This did not work"), report_why(result));
        return;
    }
    page_record(desk, request, asked.home.code, "export", text);
    name_file(disposition, maker->what, &asked, (enum report_format)format);
    response_header(response, "Content-Disposition", disposition);
    response_give(response, 200, report_format_media((enum report_format)format), bytes, size);
}

const struct route export_routes[] = {
    {METHOD_GET, "/export", WHO_SIGNED_IN, LANE_SLOW, 0, false, export},
    {0},
};
