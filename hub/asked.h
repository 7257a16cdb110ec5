/* asked.h: what a page or an export of figures is about, as its address says: Home, days, group,
 * child, month. Only what the account may see. */
#pragma once

#include "hub/html.h"
#include "hub/page.h"

#include "db/summary.h"

struct asked {
    struct home home; /* id 0: all Homes */
    struct summary_ask summary;
    int month; /* 202611: for the six goals */
    bool named;
};

/* Reads home, from, until, month, group, child. What is missing or makes no sense is this month,
 * by day; a Home that must be chosen is the first one that the account sees. False where it asks
 * for what is not there or not the account's to see. */
bool asked_read(struct asked *out, struct desk *desk, const struct request *request);

/* Links to the exports of the same (page_export.h). */
void page_export_links(struct page *page, const char *what, const struct asked *asked);

/* Adds the same to an address. */
void asked_add(struct url *url, const struct asked *asked, struct db *db);
