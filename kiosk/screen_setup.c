/* screen_setup.c: the first day of a kiosk: one thing a page, each kept as soon as it is done, so
 * that after a power cut it goes on where it was. */
#include "kiosk/screen_setup.h"

#include <stdio.h>

static const char *const titles[SETUP_STEP_COUNT] = {
#define X(id, title) [id] = title,
    SETUP_STEPS(X)
#undef X
};

static void (*const steps[SETUP_STEP_COUNT])(
    struct ui *, const struct stage *, struct setup_state *, struct rect) = {
    [SETUP_LANGUAGE] = setup_language,
    [SETUP_BEGIN] = setup_begin,
    [SETUP_HOME] = setup_home,
    [SETUP_CLOCK] = setup_clock,
    [SETUP_CAMERA] = setup_camera,
    [SETUP_SOUND] = setup_sound,
    [SETUP_MANAGER] = setup_manager,
    [SETUP_READY] = setup_ready,
};

void
setup_wrong(struct setup_state *s, const struct stage *stage)
{
    snprintf(s->why, sizeof s->why, "%s",
        stage->db                ? db_why(stage->db)
        : stage->view->db_why[0] ? stage->view->db_why
                                 : _("That could not be saved."));
}

static void
enter_step(struct setup_state *s, const struct stage *stage)
{
    s->form = (struct form){0};
    s->sets_clock = false;
    s->read_ms = 0;
    s->day = stage->view->day;
    if (s->step == SETUP_HOME)
        setup_home_enter(s, stage);
    if (s->step == SETUP_SOUND)
        sound_panel_begin(&s->sound, stage);
    if (s->step == SETUP_MANAGER)
        setup_manager_enter(s, stage);
}

void
setup_go(struct setup_state *s, const struct stage *stage, enum setup_step step)
{
    s->why[0] = '\0';
    if (stage->db && setting_setup_set(stage->db, step) != DB_OK) {
        setup_wrong(s, stage);
        return;
    }
    s->step = step;
    enter_step(s, stage);
}

static bool
has_key(const struct stage *stage)
{
    uint8_t key[CARD_KEY_BYTES];
    return stage->db && setting_card_key(stage->db, key) == DB_OK;
}

static void
enter(struct stage *stage)
{
    struct setup_state *s = stage->state;
    int step = stage->db ? setting_setup(stage->db) : 0;
    s->step = step > 0 && step < SETUP_STEP_COUNT ? (enum setup_step)step : SETUP_LANGUAGE;
    enter_step(s, stage);
}

bool
setup_next(struct ui *ui, struct rect *space, const char *label)
{
    const struct theme *t = ui->theme;
    struct rect foot = rect_bottom(space, t->touch);
    rect_bottom(space, t->gap);
    return ui_button(ui, SETUP_ID_NEXT, rect_right(&foot, t->unit * 40), label);
}

/* One step back within a page, else to the page before. */
static void
go_back(struct setup_state *s, const struct stage *stage)
{
    if (form_back(&s->form) || (s->step == SETUP_SOUND && sound_panel_back(&s->sound)))
        return;
    s->why[0] = '\0';
    if (s->step == SETUP_BEGIN && s->way != WAY_NONE) {
        if (!s->file && !s->handover[0])
            s->way = WAY_NONE;
        s->file = 0;
        s->handover[0] = '\0';
        s->typed[0] = '\0';
        return;
    }
    if (s->step == SETUP_CLOCK && s->sets_clock) {
        s->sets_clock = false;
        return;
    }
    if (s->step > SETUP_LANGUAGE) {
        enum setup_step before = s->step - 1;
        setup_go(s, stage, before == SETUP_BEGIN && has_key(stage) ? SETUP_LANGUAGE : before);
    }
}

/* A bar of as many parts as there are steps. */
static void
draw_progress(struct ui *ui, const struct setup_state *s, struct rect row)
{
    const struct theme *t = ui->theme;
    char words[16];
    snprintf(words, sizeof words, "%d / %d", s->step + 1, SETUP_STEP_COUNT);
    struct rect number = rect_right(&row, t->text_m * 16 / 5);
    draw_text(ui->list, number,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_END, .bold = true},
        words);
    row = rect_centre(row, row.w, t->unit * 2);
    for (int i = 0; i < SETUP_STEP_COUNT; i++)
        draw_box(ui->list, rect_column(row, i, SETUP_STEP_COUNT, t->unit), t->unit,
            i < (int)s->step    ? LEAF
            : i == (int)s->step ? LAKE
                                : PAPER);
}

/* After a restore there is nothing more to set up. */
static bool
is_over(const struct setup_state *s, const struct stage *stage)
{
    const struct job_view *job = &stage->view->job;
    return s->restoring && job->job == JOB_RESTORE && !job->busy && job->good && stage->db &&
           !stage->view->set_up;
}

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct theme *t = ui->theme;
    struct setup_state *s = stage->state;
    struct rect all = {0, 0, t->width, t->height};
    draw_box(ui->list, all, 0, LAKE_PALE);
    struct rect space = rect_inset(all, t->margin);
    draw_progress(ui, s, rect_top(&space, t->text_m * 3 / 2));
    rect_top(&space, t->gap);
    struct rect head = rect_top(&space, t->touch);
    if (s->step == SETUP_LANGUAGE) {
        draw_text(ui->list, head,
            (struct text_style){.size = t->text_xl, .colour = INK, .bold = true},
            _(titles[s->step]));
    } else if (ui_head(ui, SETUP_ID_BACK, head, _(titles[s->step]))) {
        go_back(s, stage);
        return;
    }
    rect_top(&space, t->gap);
    if (s->why[0]) {
        struct rect inner = ui_card(ui, rect_bottom(&space, t->touch));
        rect_bottom(&space, t->gap);
        draw_picture(ui->list, rect_left(&inner, inner.h), "icons", "warning-soft");
        rect_left(&inner, t->gap);
        draw_text(ui->list, inner,
            (struct text_style){.size = t->text_m, .colour = INK, .bold = true, .lines = 2},
            s->why);
    }
    steps[s->step](ui, stage, s, space);
    if (is_over(s, stage))
        ui->go = NAV_BACK;
}

/* No card means anything yet: each code is the set-up's. */
static bool
take_code(struct stage *stage, const char *text)
{
    struct setup_state *s = stage->state;
    s->read_ms = stage->now.mono_ms;
    if (s->step == SETUP_BEGIN)
        setup_begin_code(s, text);
    return true;
}

const struct screen screen_setup = {.name = "setup",
    .state_size = sizeof(struct setup_state),
    .enter = enter,
    .draw = draw,
    .code = take_code,
    .writes = true,
    .shows_camera = true};
_Static_assert(sizeof(struct setup_state) <= SCREEN_STATE_MAX, "the state has its place");
