#include "hub/html.h"

#include "report/svg.h"

#include <assert.h>
#include <qrencode.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void
html_begin(struct html *h)
{
    *h = (struct html){0};
    h->out = open_memstream(&h->text, &h->size);
    if (!h->out)
        abort();
}

char *
html_end(struct html *h, size_t *size)
{
    while (h->depth)
        html_close(h);
    if (fclose(h->out) != 0)
        abort();
    *size = h->size;
    return h->text;
}

void
html_text(struct html *h, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '&':
            fputs("&amp;", h->out);
            break;
        case '<':
            fputs("&lt;", h->out);
            break;
        case '>':
            fputs("&gt;", h->out);
            break;
        case '"':
            fputs("&quot;", h->out);
            break;
        case '\'':
            fputs("&#39;", h->out);
            break;
        default:
            /* A control character has no place in HTML, escaped or not. */
            if ((unsigned char)*text >= 0x20 || *text == '\n' || *text == '\t')
                fputc(*text, h->out);
        }
}

static bool
is_word(const char *text)
{
    size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return n > 0 && text[n] == '\0';
}

static bool
is_address(const char *name)
{
    return strcmp(name, "href") == 0 || strcmp(name, "src") == 0 || strcmp(name, "action") == 0 ||
           strcmp(name, "formaction") == 0;
}

/* On this hub: a path (two slashes begin another host's) or a place on the page. */
static bool
stays_here(const char *address)
{
    return address[0] == '#' || (address[0] == '/' && address[1] != '/' && address[1] != '\\');
}

static void
attributes(struct html *h, va_list args)
{
    const char *name;
    while ((name = va_arg(args, const char *))) {
        const char *value = va_arg(args, const char *);
        assert(is_word(name) && strncmp(name, "on", 2) != 0 && strcmp(name, "style") != 0);
        if (!value)
            continue;
        assert(!is_address(name) || stays_here(value));
        fprintf(h->out, " %s=\"", name);
        html_text(h, value);
        fputc('"', h->out);
    }
}

static void
start(struct html *h, const char *tag, va_list args)
{
    assert(is_word(tag) && strcmp(tag, "script") != 0);
    fprintf(h->out, "<%s", tag);
    attributes(h, args);
    fputc('>', h->out);
}

void
html_open(struct html *h, const char *tag, ...)
{
    va_list args;
    assert(h->depth < HTML_DEPTH);
    va_start(args, tag);
    start(h, tag, args);
    va_end(args);
    h->open[h->depth++] = tag;
}

void
html_close(struct html *h)
{
    assert(h->depth > 0);
    fprintf(h->out, "</%s>", h->open[--h->depth]);
}

void
html_close_to(struct html *h, const char *tag)
{
    while (strcmp(h->open[h->depth - 1], tag) != 0)
        html_close(h);
    html_close(h);
}

void
html_void(struct html *h, const char *tag, ...)
{
    va_list args;
    va_start(args, tag);
    start(h, tag, args);
    va_end(args);
}

void
html_element(struct html *h, const char *tag, const char *text, ...)
{
    va_list args;
    va_start(args, text);
    start(h, tag, args);
    va_end(args);
    if (text)
        html_text(h, text);
    fprintf(h->out, "</%s>", tag);
}

void
html_format(struct html *h, const char *format, ...)
{
    char *text;
    va_list args;
    va_start(args, format);
    int n = vasprintf(&text, format, args);
    va_end(args);
    if (n < 0)
        abort();
    html_text(h, text);
    free(text);
}

void
html_chart(struct html *h, const struct chart *chart, int width, int height)
{
    svg_chart(h->out, chart, width, height);
}

/* One path of all dark modules: a few KB, sharp at any size. */
void
html_code(struct html *h, const char *text, const char *label)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return;
    int side = code->width + 8;
    fprintf(
        h->out, "<svg class=\"code\" role=\"img\" viewBox=\"0 0 %d %d\" aria-label=\"", side, side);
    html_text(h, label);
    fprintf(h->out,
        "\"><path class=\"code-light\" d=\"M0 0h%dv%dH0z\"/><path class=\"code-dark\" "
        "d=\"",
        side, side);
    for (int y = 0; y < code->width; y++)
        for (int x = 0; x < code->width; x++)
            if (code->data[y * code->width + x] & 1)
                fprintf(h->out, "M%d %dh1v1h-1z", x + 4, y + 4);
    fputs("\"/></svg>", h->out);
    QRcode_free(code);
}

static void
url_put(struct url *url, const char *text, size_t size)
{
    assert(url->size + size < sizeof url->text);
    memcpy(url->text + url->size, text, size);
    url->size += size;
    url->text[url->size] = '\0';
}

struct url
url_of(const char *path)
{
    struct url url = {.next = '?'};
    url_put(&url, path, strlen(path));
    return url;
}

void
url_part(struct url *url, const char *part)
{
    static const char digits[] = "0123456789ABCDEF";
    for (; *part; part++) {
        unsigned char c = (unsigned char)*part;
        bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                     (c && strchr("-_.~", c));
        if (plain)
            url_put(url, part, 1);
        else
            url_put(url, (char[]){'%', digits[c >> 4], digits[c & 15]}, 3);
    }
}

void
url_path(struct url *url, const char *path)
{
    url_put(url, path, strlen(path));
}

void
url_add(struct url *url, const char *name, const char *value)
{
    url_put(url, &url->next, 1);
    url->next = '&';
    url_put(url, name, strlen(name));
    url_put(url, "=", 1);
    url_part(url, value);
}

void
url_number(struct url *url, const char *name, long long value)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", value);
    url_add(url, name, text);
}
