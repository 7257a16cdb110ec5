/* homework_templates.h: what homework often is, by subject: data for the screen that sets it. */
#pragma once

#include "db/homework.h"

#include <stddef.h>

enum { TEMPLATES_MOST = 6 };

/* The subject's template, translated, or NULL past the last. "__" stands for a number. */
const char *homework_template(enum homework_subject subject, int i);

/* Does it want a number? */
bool homework_template_asks(const char *text);

/* The text with the digits in the place of "__"; with no digits as it is. */
void homework_template_fill(char *out, size_t size, const char *text, const char *digits);
