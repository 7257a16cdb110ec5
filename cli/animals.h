/* animals.h: the animals that children can be, as drawn in assets/animals. */
#pragma once

/* The drawing's name for an English or Chinese word, or NULL. */
const char *animal_parse(const char *text);

/* The n-th animal, counted round. */
const char *animal_number(int n);
