/* screen_tasks.h: what the files of the homework screen of staff are to each other. */
#pragma once

#include "kiosk/child_picker.h"
#include "kiosk/staff_frame.h"
#include "kiosk/ui_keys.h"

#include "db/tasks.h"

enum {
    TASKS = 80,
    TASK_CHILDREN = 120,
    TASK_BEHIND = 60,
    TASK_CLASSES = 24,
    TASK_GRADES = 9,
    TASK_PICKED = 12,
    TASK_SUGGESTIONS = 36,
    TASK_TEXT = 121, /* what ui_note writes */
};

enum {
    TASKS_ID_TABS = STAFF_IDS,
    TASKS_ID_LIST = TASKS_ID_TABS + 4,
    TASKS_ID_GRADES,
    TASKS_ID_SAVE = TASKS_ID_GRADES + TASK_GRADES + 1,
    TASKS_ID_UNDO,
    TASKS_ID_BRUSH,
    TASKS_ID_ASKED = TASKS_ID_BRUSH + 2,
    TASKS_ID_WHOM,
    TASKS_ID_TEXTS,
    TASKS_ID_WRITE,
    TASKS_ID_ONE,
    TASKS_ID_SUBJECTS,
    TASKS_ID_DAYS = TASKS_ID_SUBJECTS + HOMEWORK_SUBJECT_COUNT,
    TASKS_ID_NOTE = TASKS_ID_DAYS + 7,
    TASKS_ID_PICKER = TASKS_ID_NOTE + UI_NOTE_IDS,
};

enum tasks_page { TASKS_TICK, TASKS_SET, TASKS_LAST_WEEK, TASKS_BEHIND, TASKS_PAGE_COUNT };
enum tasks_step { STEP_PAGE, STEP_ITEM, STEP_WRITE, STEP_NUMBER, STEP_PICK };

/* What is being set. */
struct setting_task {
    enum homework_subject subject;
    char text[TASK_TEXT];
    int due_day;
    bool for_class[TASK_CLASSES];
    int picked_count; /* children whom it is for alone */
    struct picked picked[TASK_PICKED];
    int suggestion_count;
    char suggestions[TASK_SUGGESTIONS][TASK_TEXT];
    struct ui_note note;
    char digits[8];       /* of a template's number */
    struct task_set last; /* that may be taken away again */
};

struct tasks_state {
    enum tasks_page page;
    enum tasks_step step;
    bool failed;    /* the data could not be read */
    char why[160];  /* what could not be done, "" */
    char told[160]; /* what was done */
    int64_t told_ms;
    int class_count, grade_count, grade; /* grade: index plus 1 of the one that is shown, 0: all */
    struct task_class classes[TASK_CLASSES];
    char grades[TASK_GRADES][WORD_SIZE];
    int count;
    bool more;
    struct task_item tasks[TASKS];
    struct homework item; /* that is being ticked off */
    enum homework_state brush;
    int child_count, asked;
    struct task_child children[TASK_CHILDREN];
    struct task_ticked last;
    int behind_count;
    struct task_behind behind[TASK_BEHIND];
    struct setting_task set;
    struct child_picker picker;
};

/* Reads what the page shows. */
void tasks_read(struct tasks_state *s, const struct stage *stage);

/* Says in a moment's toast what was done, or what could not be. */
__attribute__((format(printf, 3, 4))) void tasks_tell(
    struct tasks_state *s, const struct ui *ui, const char *format, ...);
void tasks_fail(struct tasks_state *s, const struct stage *stage);

/* Whom an item is for: a class, or a child's name. */
void tasks_whom(char *out, size_t size, const struct task_item *task);

/* screen_tasks_tick.c: one item and its children. */
void tasks_open(struct tasks_state *s, const struct stage *stage, const struct homework *item);
void tasks_draw_item(
    struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect space);

/* screen_tasks_set.c: an item is set. */
void tasks_begin_set(struct tasks_state *s, const struct stage *stage);
void tasks_draw_set(
    struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect space);

/* screen_tasks_write.c: its text is written, its number typed, a child chosen for it. */
void tasks_draw_write(
    struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect space);
