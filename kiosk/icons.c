#include "kiosk/icons.h"

const char *
icon_of_session(enum subject subject)
{
    return subject == SUBJECT_SAFETY || subject == SUBJECT_OTHER ? "star" : subject_name(subject);
}

const char *
icon_of_homework(enum homework_subject subject)
{
    return subject == HOMEWORK_OTHER ? "puzzle" : homework_subject_name(subject);
}
