/* screen_setup_begin.c: the language, and whether this kiosk is a township's first, joins others,
 * or takes over from a backup. Until then there is no database. */
#include "kiosk/screen_setup.h"
#include "kiosk/ui_keys.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ID_ZH = SETUP_ID_FIRST, ID_EN, ID_WAYS, ID_LOOK = ID_WAYS + 3, ID_FILES, ID_KEYS = 40 };

static void
draw_language(struct ui *ui, struct rect cell, const char *word, bool chosen)
{
    const struct theme *t = ui->theme;
    struct rect inner = ui_card(ui, cell);
    if (chosen) {
        struct rect mark = rect_top(&inner, t->touch / 2);
        draw_picture(ui->list, rect_right(&mark, mark.h), "icons", "check");
    }
    draw_text(ui->list, inner,
        (struct text_style){
            .size = t->text_name, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        word);
}

void
setup_language(struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    static const char *const words[] = {[LANGUAGE_ZH] = "中文", [LANGUAGE_EN] = "English"};
    bool wide = space.w >= space.h;
    space = rect_centre(space, space.w, wide ? space.h * 2 / 3 : space.h / 2);
    for (int i = 0; i < 2; i++) {
        struct rect cell =
            wide ? rect_column(space, i, 2, t->gap * 2) : rect_row(space, i, 2, t->gap * 2);
        bool chosen = (int)stage->view->language == i;
        draw_language(ui, cell, words[i], chosen);
        if (!ui_area(ui, ID_ZH + i, cell))
            continue;
        uint8_t key[CARD_KEY_BYTES];
        bool begun = stage->db && setting_card_key(stage->db, key) == DB_OK;
        ui->language = !chosen;
        if (stage->db && setting_language_set(stage->db, i ? "en" : "zh") != DB_OK)
            setup_wrong(s, stage);
        else
            setup_go(s, stage, begun ? SETUP_HOME : SETUP_BEGIN);
    }
}

static const struct {
    const char *icon, *title, *sentence;
    enum setup_way way;
} ways[] = {
    {"home", N_("A new township"), N_("The first kiosk: it makes the key for all cards."), WAY_NEW},
    {"people", N_("Join other kiosks"), N_("Cards of the other Homes work here too."), WAY_JOIN},
    {"stick", N_("Restore a backup"), N_("All data from a USB stick."), WAY_RESTORE},
};
enum { WAYS = sizeof ways / sizeof ways[0] };

static void
draw_ways(struct ui *ui, struct setup_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    for (int i = 0; i < WAYS; i++) {
        struct rect cell = rect_row(space, i, WAYS, t->gap);
        if (ui_area(ui, ID_WAYS + i, cell)) {
            s->way = ways[i].way;
            ui->make_db = s->making = s->way == WAY_NEW;
        }
        struct rect inner = ui_card(ui, cell);
        struct rect icon = rect_left(&inner, t->touch * 3 / 2);
        draw_picture(ui->list, rect_fit(icon, 1, 1), "icons", ways[i].icon);
        rect_left(&inner, t->gap);
        inner = rect_centre(inner, inner.w, t->text_l * 3 / 2 + t->text_m * 3 / 2);
        draw_text(ui->list, rect_top(&inner, t->text_l * 3 / 2),
            (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, _(ways[i].title));
        draw_text(ui->list, inner, (struct text_style){.size = t->text_m, .colour = QUIET},
            _(ways[i].sentence));
    }
}

/* The database is there: its key and its language are the first that it holds. */
static void
fill(struct setup_state *s, const struct stage *stage)
{
    bool english = stage->view->language == LANGUAGE_EN;
    s->making = false;
    if (!s->has_key && sodium_init() >= 0)
        randombytes_buf(s->key, sizeof s->key);
    if (db_begin(stage->db) != DB_OK) {
        setup_wrong(s, stage);
        return;
    }
    if (setting_card_key_set(stage->db, s->key) == DB_OK &&
        setting_language_set(stage->db, english ? "en" : "zh") == DB_OK &&
        setting_setup_set(stage->db, SETUP_HOME) == DB_OK) {
        if (db_commit(stage->db) == DB_OK)
            setup_go(s, stage, SETUP_HOME);
        else
            setup_wrong(s, stage);
        return;
    }
    db_rollback(stage->db);
    setup_wrong(s, stage);
}

static void
draw_trouble(struct ui *ui, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    char sentence[640];
    struct rect inner = ui_card(ui, space);
    snprintf(sentence, sizeof sentence,
        _("The data can't be kept: %s\nIs the disk in? The kiosk writes to %s. Ask who installed "
          "it, then go back and try again."),
        stage->view->db_why, stage->view->db_path);
    draw_picture(ui->list, rect_fit(rect_top(&inner, t->touch * 2), 1, 1), "icons", "warning-soft");
    rect_top(&inner, t->gap);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .lines = 7},
        sentence);
}

static void
draw_words(struct ui *ui, struct rect row, const char *words)
{
    const struct theme *t = ui->theme;
    draw_text(
        ui->list, row, (struct text_style){.size = t->text_m, .colour = INK, .lines = 4}, words);
}

/* Keys for `most` characters; true for enter. */
static bool
draw_typing(struct ui *ui, struct setup_state *s, struct rect space, size_t most, const char *words,
    const char *hint)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h; /* there the keys need the height */
    struct rect row = rect_top(&space, wide ? t->touch : t->text_m * 4);
    struct rect entry = wide ? rect_right(&row, row.w / 2) : rect_top(&space, t->touch);
    draw_words(ui, row, words);
    ui_entry(ui, entry, s->typed, hint);
    rect_top(&space, t->gap);
    char key = ui_keyboard(ui, ID_KEYS, space);
    if (key)
        s->why[0] = '\0';
    return key && ui_type(s->typed, most + 1, key);
}

static void
draw_join(struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    if (s->handover[0]) {
        if (!draw_typing(ui, s, space, HANDOVER_CODE,
                _("The code was read. Now type the eight characters that stand beside it."),
                _("Eight characters")))
            return;
        s->has_key = handover_open(s->key, s->handover, s->typed);
        ui->make_db = s->making = s->has_key;
        if (!s->has_key)
            snprintf(s->why, sizeof s->why, "%s",
                _("These are not the eight characters of that code. Compare them."));
        return;
    }
    bool wide = space.w >= space.h;
    struct rect finder = wide ? rect_left(&space, space.w / 2) : rect_bottom(&space, space.h / 2);
    if (stage->view->camera == CAMERA_ON && stage->view->picture)
        draw_camera(ui->list, rect_fit(finder, 4, 3), t->corner, stage->view->picture);
    else
        draw_picture(ui->list, rect_inset(rect_fit(finder, 1, 1), t->margin), "icons",
            stage->view->camera == CAMERA_MISSING ? "camera-off" : "card");
    rect_left(&space, wide ? t->gap * 2 : 0);
    draw_text(ui->list, space, (struct text_style){.size = t->text_l, .colour = INK, .lines = 6},
        _("On a kiosk that works: Staff, This machine, \"A new kiosk joins\". Take a photo of what "
          "it shows, and hold the phone before this camera."));
}

/* One line of the list of files. False after the last. */
static bool
line_of(char out[JOB_FILE], const char *said, int index)
{
    for (; index > 0; index--) {
        said = strchr(said, '\n');
        if (!said)
            return false;
        said++;
    }
    snprintf(out, JOB_FILE, "%.*s", (int)strcspn(said, "\n"), said);
    return out[0] != '\0';
}

static void
draw_files(struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    const struct job_view *job = &stage->view->job;
    bool listed = job->job == JOB_LIST && !job->busy;
    draw_words(ui, rect_top(&space, t->text_m * 4),
        listed && !job->good ? job->said
        : listed             ? _("Choose a backup: the newest stands first.")
                             : _("Plug in the USB stick with the backup, and wait a moment."));
    if (ui_button(ui, ID_LOOK, rect_top(&space, t->touch), _("Look for backups")))
        ui->job.job = JOB_LIST;
    for (int i = 0; listed && job->good && i < SETUP_FILES; i++) {
        char file[JOB_FILE];
        if (!line_of(file, job->said, i))
            break;
        const char *name = strrchr(file, '/');
        rect_top(&space, t->gap);
        if (ui_button(ui, ID_FILES + i, rect_top(&space, t->touch), name ? name + 1 : file))
            s->file = i + 1;
    }
}

static void
restore(struct ui *ui, const struct stage *stage, struct setup_state *s)
{
    uint8_t code[RECOVERY_BYTES];
    if (!recovery_read(code, s->typed)) {
        snprintf(s->why, sizeof s->why, "%s",
            _("A recovery code has 26 letters and digits. Compare it with the paper."));
        return;
    }
    if (!line_of(ui->job.file, stage->view->job.said, s->file - 1))
        return;
    ui->job.job = JOB_RESTORE;
    snprintf(ui->job.input, sizeof ui->job.input, "%s", s->typed);
    s->restoring = true;
}

static void
draw_restore(struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space)
{
    const struct job_view *job = &stage->view->job;
    if (job->job == JOB_RESTORE && job->busy) {
        ui_nothing(ui, space, "stick", _("Restoring. Leave the stick in."));
        return;
    }
    if (s->restoring && job->job == JOB_RESTORE) { /* refused, or is_over ends it */
        if (!job->good)
            snprintf(s->why, sizeof s->why, "%.*s", (int)strcspn(job->said, "\n"), job->said);
        s->restoring = job->good;
        s->file = 0;
        s->typed[0] = '\0';
        return;
    }
    if (!s->file)
        draw_files(ui, stage, s, space);
    else if (draw_typing(ui, s, space, RECOVERY_TEXT,
                 _("Type the recovery code, or hold its QR code before the camera."),
                 _("26 letters and digits")))
        restore(ui, stage, s);
}

void
setup_begin_code(struct setup_state *s, const char *text)
{
    uint8_t code[RECOVERY_BYTES];
    if (s->way == WAY_JOIN && !s->handover[0] && handover_is(text))
        snprintf(s->handover, sizeof s->handover, "%s", text);
    if (s->way == WAY_RESTORE && s->file && recovery_read(code, text))
        snprintf(s->typed, sizeof s->typed, "%s", text);
}

void
setup_begin(struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space)
{
    if (s->making && stage->db && ui->touch.phase == TOUCH_NONE)
        fill(s, stage);
    else if (s->making && stage->view->db_why[0])
        draw_trouble(ui, stage, space);
    else if (s->way == WAY_JOIN)
        draw_join(ui, stage, s, space);
    else if (s->way == WAY_RESTORE)
        draw_restore(ui, stage, s, space);
    else
        draw_ways(ui, s, space);
}
