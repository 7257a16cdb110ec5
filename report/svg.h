/* svg.h: a chart as an <svg> element for the hub's page. */
#pragma once

#include "report/chart.h"

#include <stdio.h>

/* Writes the element, its title as <title> for those who listen; texts are escaped. Colours are
 * attributes, so that a page which allows no styles within shows them too. */
void svg_chart(FILE *out, const struct chart *chart, int width, int height);
