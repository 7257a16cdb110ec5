/* assets.h: what pages load besides themselves: a style sheet and a picture, built in. */
#pragma once

#include "hub/http.h"

#include "db/product.h"

/* Another release has other names: no browser shows a new page in an old dress. */
#define ASSETS_STYLE_PATH "/style-" ZHAOXI_VERSION ".css"
#define ASSETS_ICON_PATH "/icon-" ZHAOXI_VERSION ".svg"

extern const struct route assets_routes[];
