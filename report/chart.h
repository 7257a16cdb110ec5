/* chart.h: numbers as shapes, for screen, paper and page alike. */
#pragma once
