#include "report/svg.h"

struct drawing {
    FILE *out;
};

static void
escaped(FILE *out, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '<')
            fputs("&lt;", out);
        else if (c == '>')
            fputs("&gt;", out);
        else if (c == '&')
            fputs("&amp;", out);
        else if (c == '"')
            fputs("&quot;", out);
        else if (c >= 0x20 || c == '\t')
            fputc(c, out); /* other controls may not stand in XML at all */
    }
}

static void
box(void *to, struct chart_box b, enum chart_role role)
{
    const struct drawing *d = to;
    fprintf(d->out,
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" fill=\"#%06X\"/>\n",
        b.x, b.y, b.w, b.h, chart_rgb(role));
}

static void
line(void *to, double x1, double y1, double x2, double y2, double width, enum chart_role role)
{
    const struct drawing *d = to;
    fprintf(d->out,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#%06X\" "
        "stroke-width=\"%.1f\" stroke-linecap=\"round\"/>\n",
        x1, y1, x2, y2, chart_rgb(role), width);
}

static void
words(void *to, struct chart_box b, struct chart_words w, const char *text)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    const struct drawing *d = to;
    fprintf(d->out,
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.1f\" text-anchor=\"%s\" fill=\"#%06X\"%s>",
        b.x + b.w * w.align / 2.0, b.y + b.h / 2 + w.size * 0.36, w.size, anchors[w.align],
        chart_rgb(w.role), w.bold ? " font-weight=\"bold\"" : "");
    escaped(d->out, text);
    fputs("</text>\n", d->out);
}

void
svg_chart(FILE *out, const struct chart *chart, int width, int height)
{
    static const struct pen pen = {box, line, words};
    static const struct chart_look look = {.type = 14, .line = 1};
    struct drawing d = {out};
    fprintf(out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" "
        "viewBox=\"0 0 %d %d\" font-family=\"sans-serif\">\n<title>",
        width, height);
    escaped(out, chart->title);
    fputs("</title>\n", out);
    chart_draw(chart, (struct chart_box){0, 0, width, height}, &look, &pen, &d);
    fputs("</svg>\n", out);
}
