#include "hub/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *
request_header(const struct request *request, const char *name)
{
    for (int i = 0; i < request->header_count; i++)
        if (strcasecmp(request->headers[i].name, name) == 0)
            return request->headers[i].value;
    return "";
}

void
response_header(struct response *response, const char *name, const char *value)
{
    int at = 0;
    /* Cookies add up, of anything else the last word holds. */
    while (at < response->header_count && (strcasecmp(name, "Set-Cookie") == 0 ||
                                              strcasecmp(response->header[at].name, name) != 0))
        at++;
    if (at == RESPONSE_HEADERS || strlen(name) >= sizeof response->header[at].name ||
        strlen(value) >= sizeof response->header[at].value || strpbrk(value, "\r\n"))
        return;
    snprintf(response->header[at].name, sizeof response->header[at].name, "%s", name);
    snprintf(response->header[at].value, sizeof response->header[at].value, "%s", value);
    if (at == response->header_count)
        response->header_count++;
}

void
response_give(struct response *response, int status, const char *type, char *body, size_t size)
{
    free(response->body);
    response->status = status;
    response->body = body;
    response->body_size = size;
    response_header(response, "Content-Type", type);
}

void
response_text(struct response *response, int status, const char *type, const char *text)
{
    char *copy = strdup(text);
    if (!copy)
        abort();
    response_give(response, status, type, copy, strlen(copy));
}

void
response_redirect(struct response *response, const char *path)
{
    response->status = 303;
    response_header(response, "Location", path);
}

void
response_finish(struct response *response)
{
    free(response->body);
    *response = (struct response){.status = 200};
}
