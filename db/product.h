/* product.h: the program's own number, the same in every program of the house. */
#pragma once

#define ZHAOXI_VERSION "0.9.0"
