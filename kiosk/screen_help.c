/* screen_help.c: who asked for help, and who goes there. The subjects that the staff member helps
 * with come first; what others change is read again each few seconds. */
#include "kiosk/animals.h"
#include "kiosk/homework_card.h"
#include "kiosk/icons.h"
#include "kiosk/staff_frame.h"
#include "kiosk/ui_pill.h"

#include "db/help.h"

#include <stdio.h>
#include <string.h>

enum { READ_AGAIN_MS = 10000 };

enum {
    ID_SUBJECTS = STAFF_IDS,
    ID_LIST = ID_SUBJECTS + HOMEWORK_SUBJECT_COUNT,
    ID_ENDS,
    ID_ROWS = ID_ENDS + 4, /* two each */
};

struct help_state {
    int count, here; /* of the queue; of them who are here */
    struct help queue[HELP_MOST];
    char takers[HELP_MOST][NAME_SIZE];
    bool helps[HOMEWORK_SUBJECT_COUNT];
    bool failed;
    char why[192]; /* what could not be done, "" */
    int64_t read_ms;
    bool asks; /* how the item of `chosen` is left */
    struct help chosen;
};

/* The subjects that are helped with come first; within them the queue's order holds. */
static void
sort(struct help_state *s)
{
    int at = 0;
    for (int i = 0; i < s->here; i++) {
        const struct help h = s->queue[i];
        if (!s->helps[h.homework.subject])
            continue;
        memmove(&s->queue[at + 1], &s->queue[at], (size_t)(i - at) * sizeof h);
        s->queue[at++] = h;
    }
}

static void
read_queue(struct help_state *s, const struct stage *stage)
{
    const struct view *v = stage->view;
    s->count = stage->db ? help_queue(stage->db, s->queue, v->home.id, v->day) : -1;
    s->failed = s->count < 0 || help_subjects(stage->db, s->helps, v->staff.id) < 0;
    s->here = 0;
    while (s->here < s->count && s->queue[s->here].here)
        s->here++;
    sort(s);
    for (int i = 0; i < s->here; i++) {
        struct staff staff = {0};
        if (s->queue[i].taken_by)
            staff_get(stage->db, &staff, s->queue[i].taken_by);
        memcpy(s->takers[i], staff.name, NAME_SIZE);
    }
}

static void
enter(struct stage *stage)
{
    read_queue(stage->state, stage);
}

/* What another has changed meanwhile is said in its words. */
static void
end_act(struct help_state *s, const struct stage *stage, int rc)
{
    s->why[0] = '\0';
    if (rc == DB_REFUSED)
        snprintf(s->why, sizeof s->why, "%.180s", db_why(stage->db));
    else if (rc != DB_OK)
        snprintf(s->why, sizeof s->why, "%s", _("That could not be saved. Nothing was changed."));
    if (rc != DB_OK)
        fprintf(stderr, "kiosk: help was not recorded: %s\n", db_why(stage->db));
    read_queue(s, stage);
}

static void
draw_subjects(struct ui *ui, struct help_state *s, const struct stage *stage, struct rect row)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    struct rect label = wide ? rect_left(&row, t->text_m * 6) : rect_top(&row, t->text_m * 3 / 2);
    draw_text(ui->list, label, (struct text_style){.size = t->text_m, .colour = INK, .bold = true},
        _("I help with"));
    for (int i = 0; i < HOMEWORK_SUBJECT_COUNT; i++) {
        enum homework_subject subject = (enum homework_subject)i;
        if (ui_pill(ui, ID_SUBJECTS + i, rect_column(row, i, HOMEWORK_SUBJECT_COUNT, t->unit),
                icon_of_homework(subject), homework_subject_word(subject), s->helps[i]))
            end_act(s, stage,
                help_subject_set(stage->db, stage->view->staff.id, subject, !s->helps[i]));
    }
}

static void
draw_asker(struct ui *ui, const struct help *h, struct rect space)
{
    const struct theme *t = ui->theme;
    char line[WORD_SIZE + HOMEWORK_TEXT_SIZE + 96];
    int side = space.h < t->unit * 10 ? space.h : t->unit * 10;
    struct rect animal = rect_left(&space, side);
    draw_picture(ui->list, rect_centre(animal, side, side), "animals", animal_picture(h->animal));
    rect_left(&space, t->unit);
    struct rect subject = rect_left(&space, t->unit * 6);
    draw_picture(ui->list, rect_centre(subject, subject.w, subject.w), "icons",
        h->homework.id ? icon_of_homework(h->homework.subject) : icon_of_session(h->class_subject));
    rect_left(&space, t->unit);
    snprintf(line, sizeof line, "%s · %s · %s",
        h->homework.id ? homework_subject_word(h->homework.subject) : _("In class"), h->grade,
        h->homework.text);
    struct rect name = rect_top(&space, t->text_l * 8 / 5);
    draw_text(ui->list, name, (struct text_style){.size = t->text_l, .colour = INK, .bold = true},
        h->name);
    draw_text(
        ui->list, space, (struct text_style){.size = t->text_s, .colour = QUIET, .lines = 2}, line);
}

/* How long: words and a colour from a quarter of an hour on. */
static void
draw_waiting(struct ui *ui, const struct help *h, int64_t now_ms, struct rect space)
{
    const struct theme *t = ui->theme;
    long long minutes = (now_ms - h->since_ms) / 60000;
    bool long_time = minutes >= 15;
    char line[64];
    snprintf(line, sizeof line, _("%lld min"), minutes < 0 ? 0 : minutes);
    struct rect pill = rect_centre(space, space.w, t->text_m * 2);
    draw_box(ui->list, pill, pill.h / 2, long_time ? CORAL_PALE : SUN_PALE);
    struct rect inner = rect_inset(pill, t->unit / 2);
    draw_picture(ui->list, rect_left(&inner, inner.h), "icons", long_time ? "late" : "waiting");
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_m,
            .colour = long_time ? CORAL_DEEP : INK,
            .align = ALIGN_MIDDLE,
            .bold = true},
        line);
}

/* What may be done: go there; or, who goes there, give it back, or have helped. */
static void
draw_acts(struct ui *ui, struct help_state *s, const struct stage *stage, int i, struct rect space)
{
    const struct theme *t = ui->theme;
    const struct help h = s->queue[i];
    int64_t me = stage->view->staff.id;
    char line[NAME_SIZE + 64];
    struct rect row = rect_centre(space, space.w, t->staff_touch * 4 / 3);
    if (!h.taken_by) {
        if (ui_soft_button(ui, ID_ROWS + 2 * i, row, _("I help")))
            end_act(s, stage, help_take(stage->db, h.request, me, &stage->now));
    } else if (h.taken_by == me) {
        if (ui_soft_button(ui, ID_ROWS + 2 * i, rect_column(row, 0, 2, t->gap), _("Give back")))
            end_act(s, stage, help_back(stage->db, h.request, me, &stage->now));
        else if (ui_soft_button(
                     ui, ID_ROWS + 2 * i + 1, rect_column(row, 1, 2, t->gap), _("Helped"))) {
            if (h.homework.id) {
                s->chosen = h;
                s->asks = true;
            } else {
                end_act(s, stage, help_done(stage->db, h.request, HOMEWORK_OPEN, me, &stage->now));
            }
        }
    } else {
        snprintf(line, sizeof line, _("%s is there"), s->takers[i]);
        draw_picture(ui->list, rect_left(&row, row.h), "icons", "teacher");
        rect_left(&row, t->unit);
        draw_text(ui->list, row,
            (struct text_style){.size = t->text_m, .colour = INK, .bold = true, .lines = 2}, line);
    }
}

static void
draw_row(struct ui *ui, struct help_state *s, const struct stage *stage, int i, struct rect row)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    const struct help *h = &s->queue[i];
    struct rect inner = ui_card(ui, row);
    struct rect acts =
        wide ? rect_right(&inner, t->unit * 42) : rect_bottom(&inner, t->staff_touch * 4 / 3);
    rect_right(&inner, wide ? t->gap : 0);
    rect_bottom(&inner, wide ? 0 : t->unit);
    draw_waiting(ui, h, stage->now.utc_ms, rect_right(&inner, t->text_m * 4 + t->unit * 5));
    rect_right(&inner, t->gap);
    draw_asker(ui, h, inner);
    draw_acts(ui, s, stage, i, acts);
}

static void
draw_queue(struct ui *ui, struct help_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    int words = t->text_l * 8 / 5 + t->text_s * 3, gone = s->count - s->here;
    int height = words + 3 * t->gap + (wide ? 0 : t->staff_touch * 4 / 3 + t->unit);
    char line[128];
    snprintf(line, sizeof line,
        dngettext("zhaoxi", "%d child who asked has gone home: tomorrow",
            "%d children who asked have gone home: tomorrow", (unsigned long)gone),
        gone);
    if (gone > 0)
        ui_sign(ui, rect_bottom(&space, t->unit * 6), "home", line);
    if (s->here == 0) {
        ui_nothing(ui, space, "star", _("Nobody waits for help."));
        return;
    }
    struct ui_list list = ui_list_begin(ui, ID_LIST, space, height, s->here);
    for (int i = list.first; i < list.last && i < s->here; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->gap);
        draw_row(ui, s, stage, i, row);
    }
    ui_list_end(ui, &list);
}

/* How the item is left. */
static void
draw_ends(struct ui *ui, struct help_state *s, const struct stage *stage, struct rect space)
{
    static const struct {
        enum homework_state state;
        const char *icon, *label;
    } ends[] = {
        {HOMEWORK_OPEN, "homework", N_("Goes on alone")},
        {HOMEWORK_DONE, "check", N_("Done")},
        {HOMEWORK_CORRECTED, "star", N_("Corrected")},
    };
    const struct theme *t = ui->theme;
    char title[NAME_SIZE + 64];
    snprintf(title, sizeof title, _("%s was helped. What about the homework?"), s->chosen.name);
    struct rect card = rect_top(&space, t->text_l * 8 / 5 + t->text_s * 3 + 2 * t->gap);
    draw_asker(ui, &s->chosen, ui_card(ui, card));
    rect_top(&space, t->gap);
    draw_text(ui->list, rect_top(&space, t->text_l * 2),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, title);
    struct rect row = rect_top(&space, t->touch * 2);
    for (int i = 0; i < 3; i++) {
        if (!ui_tile(ui, ID_ENDS + i, rect_column(row, i, 3, t->gap), "icons", ends[i].icon,
                _(ends[i].label)))
            continue;
        s->asks = false;
        end_act(s, stage,
            help_done(
                stage->db, s->chosen.request, ends[i].state, stage->view->staff.id, &stage->now));
    }
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct help_state *s = stage->state;
    const struct theme *t = ui->theme;
    struct rect space = staff_frame(ui, stage, _("Help wanted"));
    if (ui->go == NAV_BACK && s->asks) {
        ui->go = NAV_NONE;
        s->asks = false;
        return;
    }
    if (ui->touch.phase == TOUCH_NONE && ui->now_ms - s->read_ms >= READ_AGAIN_MS) {
        read_queue(s, stage);
        s->read_ms = ui->now_ms;
    }
    ui_again(ui, s->read_ms + READ_AGAIN_MS);
    if (s->why[0]) {
        ui_sign(ui, rect_top(&space, t->unit * 6), "warning-soft", s->why);
        rect_top(&space, t->gap);
    }
    if (s->failed) {
        ui_nothing(ui, space, "warning-soft", _("Who needs help can't be read now."));
        return;
    }
    if (s->asks) {
        draw_ends(ui, s, stage, space);
        return;
    }
    int label = t->width >= t->height ? 0 : t->text_m * 3 / 2;
    draw_subjects(ui, s, stage, rect_top(&space, t->staff_touch * 4 / 3 + label));
    rect_top(&space, t->gap);
    draw_queue(ui, s, stage, space);
}

const struct screen screen_help = {.name = "help",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_VOLUNTEER,
    .state_size = sizeof(struct help_state),
    .enter = enter,
    .draw = draw};
_Static_assert(sizeof(struct help_state) <= SCREEN_STATE_MAX, "the state has its place");
