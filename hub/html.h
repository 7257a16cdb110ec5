/* html.h: writes a page, element by element. Whatever text comes in is escaped, there is no other
 * way in; every element is closed by the one that opened it.
 *
 * Attributes are name, value, … and a closing NULL; a NULL value leaves its attribute out, so that
 * html_open(h, "input", "checked", on ? "" : NULL, NULL) says what it means. Tags and attributes'
 * names are the program's own words, which is asserted; so is that an address (href, src, action)
 * stays on this hub. No attribute runs script: none that begins with "on" is taken, nor style. */
#pragma once

#include "report/chart.h"

#include <stddef.h>
#include <stdio.h>

enum { HTML_DEPTH = 48 };

struct html {
    FILE *out;
    char *text;
    size_t size;
    const char *open[HTML_DEPTH];
    int depth;
};

void html_begin(struct html *h);

/* The whole text, which is the caller's to free; everything that was opened is closed. */
char *html_end(struct html *h, size_t *size);

__attribute__((sentinel)) void html_open(struct html *h, const char *tag, ...);
void html_close(struct html *h);

/* Closes up to and with the innermost element of that tag. */
void html_close_to(struct html *h, const char *tag);

/* An element without content: input, img, … */
__attribute__((sentinel)) void html_void(struct html *h, const char *tag, ...);

/* An element with text in it; NULL for none. */
__attribute__((sentinel)) void html_element(struct html *h, const char *tag, const char *text, ...);

void html_text(struct html *h, const char *text);
__attribute__((format(printf, 2, 3))) void html_format(struct html *h, const char *format, ...);

/* A chart as SVG (report/svg.h escapes its texts). */
void html_chart(struct html *h, const struct chart *chart, int width, int height);

/* A QR code of the text, as SVG with `label` for those who listen; "" where it is too long. */
void html_code(struct html *h, const char *text, const char *label);

/* An address on this hub, with its query: "/summary?home=QS01&month=202611". */
struct url {
    char text[1024];
    size_t size;
    char next; /* '?' or '&' */
};

/* `path` may have parts that are a person's: they are escaped by url_part. */
struct url url_of(const char *path);
void url_part(struct url *url, const char *part);

/* A further part that is the program's: "/edit". Before the query. */
void url_path(struct url *url, const char *path);
void url_add(struct url *url, const char *name, const char *value);
void url_number(struct url *url, const char *name, long long value);
