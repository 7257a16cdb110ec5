#include "db/language.h"

static _Thread_local bool chosen_english;

void
language_choose(bool english)
{
    chosen_english = english;
}

bool
language_is_english(void)
{
    return chosen_english;
}

const char *
language_catalogue(void)
{
    return chosen_english ? "zhaoxi-code" : "zhaoxi";
}
