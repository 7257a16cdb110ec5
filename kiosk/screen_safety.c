/* screen_safety.c: the safety class: a picture asks, pictures answer, and every answer says why. A
 * child has one question a day, and sees it again when it comes back. */
#include "kiosk/screen.h"

#include "db/lesson.h"

#include <stdio.h>
#include <string.h>

enum { STAYS_MS = 30000 };
enum { ID_BACK = 1, ID_SPEAKER, ID_ANSWERS };

struct lesson {
    const struct question *question; /* NULL: there is nothing to ask */
    bool answered, right;
    bool lost; /* the answer could not be recorded */
};

static const char *const topics[TOPIC_COUNT] = {
    [TOPIC_WATER] = N_("Safe near water"),
    [TOPIC_ROAD] = N_("Safe on the road"),
    [TOPIC_FIRE] = N_("Safe from fire"),
    [TOPIC_STRANGERS] = N_("Safe with strangers"),
    [TOPIC_FOOD] = N_("Safe food"),
    [TOPIC_ELECTRICITY] = N_("Safe with electricity"),
};

static void
enter(struct stage *stage)
{
    struct lesson *lesson = stage->state;
    const struct view *view = stage->view;
    const struct child *child = &view->greeting.child;
    struct lesson_day today;
    if (!stage->db || !child->id || !view->questions)
        return;
    if (lesson_of(stage->db, &today, child->id, view->day) != DB_OK)
        return;
    if (today.done)
        lesson->question = questions_find(view->questions, today.question);
    lesson->answered = lesson->question != NULL;
    lesson->right = today.right;
    if (!lesson->question)
        lesson->question = questions_next(view->questions, child->id, today.before);
}

/* A composed picture: its drawings one over another. */
static void
draw_scene(struct ui *ui, struct rect area, const char *picture)
{
    int side = area.w < area.h ? area.w : area.h;
    struct rect square = rect_centre(area, side, side);
    draw_box(ui->list, square, side / 8, MIST);
    while (*picture) {
        char layer[64];
        size_t len = strcspn(picture, "+");
        snprintf(layer, sizeof layer, "%.*s", (int)len, picture);
        draw_picture(ui->list, square, "safety", layer);
        picture += len + (picture[len] == '+');
    }
}

static void
answer(struct ui *ui, struct stage *stage, int chosen)
{
    struct lesson *lesson = stage->state;
    lesson->answered = true;
    lesson->right = chosen == lesson->question->right;
    ui->sound = lesson->right ? SOUND_STAR : SOUND_WRONG;
    if (lesson_record(stage->db, stage->view->greeting.child.id, lesson->question->id,
            lesson->right, &stage->now) == DB_OK)
        return;
    lesson->lost = true;
    fprintf(stderr, "kiosk: a safety lesson could not be recorded: %s\n", db_why(stage->db));
}

/* An answer's card; once answered, the right one is lit and bears a tick. True when touched. */
static bool
draw_answer(struct ui *ui, struct rect row, int i, const struct lesson *lesson, bool chinese)
{
    const struct theme *t = ui->theme;
    const struct answer *a = &lesson->question->answers[i];
    bool lit = lesson->answered && i == lesson->question->right;
    if (lit)
        draw_box(ui->list,
            (struct rect){
                row.x - t->unit, row.y - t->unit, row.w + 2 * t->unit, row.h + 2 * t->unit},
            t->corner + t->unit, LEAF);
    struct rect inner = ui_card(ui, row);
    draw_scene(ui, rect_left(&inner, inner.h < inner.w / 2 ? inner.h : inner.w / 2), a->picture);
    rect_left(&inner, t->gap);
    if (lit) {
        struct rect tick = rect_right(&inner, t->touch);
        draw_picture(ui->list, rect_fit(tick, 1, 1), "icons", "check");
        rect_right(&inner, t->gap);
    }
    draw_text(ui->list, inner,
        (struct text_style){
            .size = t->text_l, .colour = lit ? LEAF_DEEP : INK, .bold = true, .lines = 3},
        chinese ? a->zh : a->en);
    return ui_area(ui, ID_ANSWERS + i, row);
}

static void
draw_answers(struct ui *ui, struct stage *stage, struct rect area)
{
    struct lesson *lesson = stage->state;
    bool chinese = stage->view->language == LANGUAGE_ZH, open = !lesson->answered;
    int count = lesson->question->answer_count;
    for (int i = 0; i < count; i++) {
        struct rect row = rect_row(area, i, count, ui->theme->gap * 3 / 2);
        if (draw_answer(ui, row, i, lesson, chinese) && open)
            answer(ui, stage, i);
    }
}

/* What was asked; then whether it was right, and why. Nobody is told off. */
static void
draw_words(struct ui *ui, const struct stage *stage, struct rect area)
{
    const struct theme *t = ui->theme;
    const struct lesson *lesson = stage->state;
    const struct question *q = lesson->question;
    bool chinese = stage->view->language == LANGUAGE_ZH;
    struct text_style style = {.size = t->text_l, .colour = INK, .bold = true, .lines = 4};
    const char *asked = chinese ? q->zh : q->en, *why = chinese ? q->why_zh : q->why_en;
    struct rect speaker = rect_right(&area, t->touch);
    ui_loudspeaker(ui, ID_SPEAKER, speaker, lesson->answered ? why : asked);
    rect_right(&area, t->gap);
    if (!lesson->answered) {
        draw_text(ui->list, area, style, asked);
        return;
    }
    struct rect row = rect_top(&area, t->text_xl * 5 / 4);
    draw_picture(ui->list, rect_left(&row, row.h), "icons", lesson->right ? "star" : "safety");
    rect_left(&row, t->gap / 2);
    draw_text(ui->list, row,
        (struct text_style){.size = t->text_l, .colour = LEAF_DEEP, .bold = true},
        lesson->right ? _("Right! A star for you") : _("Let's remember this"));
    style.size = t->text_m * 9 / 8;
    style.bold = false;
    draw_text(ui->list, area, style, why);
}

static void
draw_question(struct ui *ui, struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    const struct lesson *lesson = stage->state;
    bool wide = t->width >= t->height;
    struct rect left =
        wide ? rect_left(&space, space.w * 42 / 100) : rect_top(&space, space.h * 48 / 100);
    if (wide)
        rect_left(&space, t->gap * 2);
    else
        rect_top(&space, t->gap * 2);
    struct rect words = rect_bottom(&left, t->text_xl * 5 / 4 + t->text_m * (wide ? 6 : 4));
    rect_bottom(&left, t->gap);
    draw_scene(ui, left, lesson->question->picture);
    struct rect answers = rect_inset(space, t->unit);
    draw_answers(ui, stage, answers);
    draw_words(ui, stage, words);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct theme *t = ui->theme;
    const struct lesson *lesson = stage->state;
    struct rect all = {0, 0, t->width, t->height};
    draw_box(ui->list, all, 0, LAKE_PALE);
    struct rect space = rect_inset(all, t->margin);
    const char *title = lesson->question ? topics[lesson->question->topic] : N_("Safety class");
    if (ui_head(ui, ID_BACK, rect_top(&space, t->touch), _(title)))
        ui->go = NAV_BACK;
    rect_top(&space, t->gap);
    if (lesson->lost)
        ui_sign(ui, rect_bottom(&space, t->unit * 6), "warning-soft",
            _("Not recorded. Please call a teacher"));
    if (lesson->question)
        draw_question(ui, stage, space);
    else
        ui_nothing(ui, space, "teacher", _("No question today. Please ask a teacher."));
}

const struct screen screen_safety = {.name = "safety",
    .state_size = sizeof(struct lesson),
    .enter = enter,
    .draw = draw,
    .idle_ms = STAYS_MS};
