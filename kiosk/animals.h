/* animals.h: the friendly animals: one for each child, so that who can't read finds itself. */
#pragma once

enum { ANIMALS = 24 };

/* Names in assets/animals, as child.animal has them. */
extern const char *const animals[ANIMALS];

/* The animal's number; that of the first, which all screens show, for who has none. */
int animal_number(const char *name);

/* The name of a drawing that is there. */
const char *animal_picture(const char *name);
