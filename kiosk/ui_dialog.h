/* ui_dialog.h: what comes over a screen: a question, or word of what was done. */
#pragma once

#include "kiosk/ui.h"

enum ui_answer { ANSWER_NONE, ANSWER_YES, ANSWER_NO };

struct ui_question {
    const char *icon;
    const char *sentence;
    const char *yes, *no; /* verbs of what happens, not "yes" and "no" */
};

/* A question that must be answered, over the whole of `screen`: a screen that asks draws nothing
 * else, so that nothing under it can be touched. Ids `id` and `id + 1`. */
enum ui_answer ui_dialog(
    struct ui *ui, int id, struct rect screen, const struct ui_question *question);

/* A word at the foot of `screen`, from `since_ms` (0: never) for TOAST_MS; it takes no finger. */
void ui_toast(
    struct ui *ui, struct rect screen, const char *icon, const char *sentence, int64_t since_ms);
