/* hub_request.c: whatever stands in a request line, a cookie or a form: what is taken is text, and
 * what is written into a page from it can't leave its place. */
#include "hub/fields.h"
#include "hub/html.h"
#include "hub/routes.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
nothing(struct desk *desk, const struct request *request, struct response *response)
{
    (void)desk, (void)request, (void)response;
}

static const struct route table[] = {
    {METHOD_GET, "/", WHO_ANYONE, LANE_PAGE, 0, false, nothing},
    {METHOD_GET, "/child/{}", WHO_ANYONE, LANE_PAGE, 0, false, nothing},
    {METHOD_POST, "/{}/{}/{}", WHO_ANYONE, LANE_PAGE, 0, false, nothing},
    {0},
};
static const struct route *const tables[] = {table, NULL};

static void
try_path(const char *text, size_t size)
{
    char path[256];
    struct route_args args;
    bool known;
    if (!fields_decode(path, sizeof path, text, size))
        return;
    for (int method = METHOD_GET; method <= METHOD_POST; method++) {
        const struct route *route = routes_find(tables, (enum method)method, path, &args, &known);
        for (int i = 0; route && i < REQUEST_ARGS; i++)
            assert(!strchr(args.arg[i], '/'));
    }
}

/* As an attribute and as text: no other tag, quote or end comes of it. */
static void
write_page(const struct fields *fields)
{
    struct html h;
    size_t size;
    html_begin(&h);
    for (int i = 0; i < fields->count; i++)
        html_element(&h, "p", fields->field[i].value, "title", fields->field[i].name, NULL);
    char *text = html_end(&h, &size);
    int opened = 0, quotes = 0;
    for (size_t i = 0; i < size; i++) {
        opened += text[i] == '<';
        quotes += text[i] == '"';
    }
    assert(opened == 2 * fields->count && quotes == 2 * fields->count);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    for (int kind = FIELDS_URLENCODED; kind <= FIELDS_COOKIES; kind++) {
        struct fields fields;
        if (fields_parse(&fields, (enum fields_kind)kind, text, size) == DB_OK)
            write_page(&fields);
        else
            assert(fields.count == 0 && !fields.field);
        (void)fields_number(&fields, "n", -5, 5, 0);
        fields_finish(&fields);
    }
    try_path(text, size);
    return 0;
}
