#include "kiosk/form.h"

#include "db/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Offsets from the caller's id. */
enum { LIST = 0, SAVE, OK, KEYS, OFFERS = KEYS + UI_NOTE_IDS };
_Static_assert(OFFERS + FORM_OFFERS <= FORM_IDS, "the ids are enough");

static bool
is_text(enum field_kind kind)
{
    return kind == FIELD_TEXT || kind == FIELD_CODE || kind == FIELD_PHONE;
}

static bool
is_empty(const struct field *field, const struct form_value *value)
{
    if (is_text(field->kind))
        return !value->text[0];
    return field->kind == FIELD_DAY ? value->number == 0 : value->number < 0;
}

void
form_text(const struct field *field, const struct form_value *value, char *out, size_t size)
{
    out[0] = '\0';
    if (is_empty(field, value))
        return;
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_CODE:
    case FIELD_PHONE:
        snprintf(out, size, "%s", value->text);
        break;
    case FIELD_DAY:
        snprintf(out, size, "%04d-%02d-%02d", value->number / 10000, value->number / 100 % 100,
            value->number % 100);
        break;
    case FIELD_TIME:
        snprintf(out, size, "%02d:%02d", value->number / 60, value->number % 60);
        break;
    case FIELD_NUMBER:
        snprintf(out, size, "%d", value->number);
        break;
    case FIELD_CHOICE:
        if (!field->folder && value->number < field->choice_count)
            snprintf(out, size, "%s", _(field->choices[value->number]));
        break;
    }
}

void
form_wrong(struct form *form, int index, const char *why)
{
    form->wrong = index + 1;
    snprintf(form->why, sizeof form->why, "%s", why);
}

bool
form_back(struct form *form)
{
    bool open = form->editing != 0;
    form->editing = 0;
    return open;
}

/* Opens the editor with the value that is there. */
static void
open_editor(struct form *form, const struct field *field, int index)
{
    const struct form_value *value = &form->values[index];
    form->editing = index + 1;
    form->note = (struct ui_note){0};
    form->digits[0] = '\0';
    memcpy(form->note.text, value->text, sizeof form->note.text);
    if (is_empty(field, value))
        return;
    if (field->kind == FIELD_PHONE)
        snprintf(form->digits, sizeof form->digits, "%s", value->text);
    if (field->kind == FIELD_DAY || field->kind == FIELD_NUMBER)
        snprintf(form->digits, sizeof form->digits, "%d", value->number);
    if (field->kind == FIELD_TIME)
        snprintf(
            form->digits, sizeof form->digits, "%02d%02d", value->number / 60, value->number % 60);
}

/* The typed digits as a value; a sentence where they are none. */
static const char *
read_digits(const struct field *field, const char *digits, struct form_value *out)
{
    int number = (int)strtol(digits, NULL, 10);
    size_t len = strlen(digits);
    if (field->kind == FIELD_DAY) {
        out->number = len ? number : 0;
        return !len || (len == 8 && day_exists(number))
                   ? NULL
                   : _("Write the day with eight digits, as 20261124.");
    }
    if (field->kind == FIELD_TIME) {
        out->number = len ? number / 100 * 60 + number % 100 : -1;
        return !len || (len == 4 && number % 100 < 60 && number <= 2400)
                   ? NULL
                   : _("Write the time with four digits, as 0805.");
    }
    out->number = len ? number : -1;
    return !len || (number >= field->least && number <= field->most)
               ? NULL
               : _("This number is too small or too large.");
}

/* Takes over what was typed and closes the editor, or says what is wrong with it. */
static void
accept(struct form *form, const struct field *field)
{
    int index = form->editing - 1;
    struct form_value value = form->values[index];
    const char *why = NULL;
    if (field->kind == FIELD_PHONE)
        snprintf(value.text, sizeof value.text, "%s", form->digits);
    else if (is_text(field->kind))
        memcpy(value.text, form->note.text, sizeof value.text);
    else
        why = read_digits(field, form->digits, &value);
    form->wrong = index + 1;
    snprintf(form->why, sizeof form->why, "%s", why ? why : "");
    if (why)
        return;
    const struct form_value *before = &form->values[index];
    form->changed |= value.number != before->number || strcmp(value.text, before->text) != 0;
    form->values[index] = value;
    form->editing = 0;
}

static void
draw_choice(struct ui *ui, const struct field *field, int i, struct rect cell, bool chosen)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, cell, t->corner / 2, chosen ? LEAF_PALE : PAPER);
    struct rect inner = rect_inset(cell, t->unit);
    if (field->folder) {
        draw_picture(ui->list, rect_fit(inner, 1, 1), field->folder, field->choices[i]);
        return;
    }
    if (chosen) {
        struct rect mark = rect_left(&inner, t->text_l);
        draw_picture(ui->list, rect_centre(mark, t->text_l, t->text_l), "icons", "check");
    }
    draw_text(ui->list, inner,
        (struct text_style){
            .size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .bold = true, .lines = 2},
        _(field->choices[i]));
}

static void
draw_choices(struct ui *ui, struct form *form, const struct field *field, int id, struct rect space)
{
    const struct theme *t = ui->theme;
    struct form_value *value = &form->values[form->editing - 1];
    int columns = field->folder ? (space.w >= space.h ? 8 : 4) : space.w >= space.h ? 3 : 2;
    int rows = (field->choice_count + columns - 1) / columns;
    int height = rows * (t->touch + t->gap);
    if (space.h > height && !field->folder)
        space.h = height;
    for (int i = 0; i < field->choice_count; i++) {
        struct rect cell = rect_cell(space, i, columns, rows, t->gap);
        draw_choice(ui, field, i, cell, value->number == i);
        if (ui_area(ui, id + KEYS + i, cell)) {
            form->changed |= value->number != i;
            value->number = i;
            form->editing = 0;
        }
    }
}

/* The digits so far, with the dashes and the colon that belong there. */
static void
digits_text(enum field_kind kind, const char *digits, char out[24])
{
    size_t n = strlen(digits);
    if (kind == FIELD_DAY)
        snprintf(out, 24, "%.4s%s%.2s%s%s", digits, n > 4 ? "-" : "", n > 4 ? digits + 4 : "",
            n > 6 ? "-" : "", n > 6 ? digits + 6 : "");
    else if (kind == FIELD_TIME)
        snprintf(out, 24, "%.2s%s%s", digits, n > 2 ? ":" : "", n > 2 ? digits + 2 : "");
    else
        snprintf(out, 24, "%s", digits);
}

static void
draw_pad(struct ui *ui, struct form *form, const struct field *field, int id, struct rect space)
{
    const struct theme *t = ui->theme;
    static const size_t most[] = {
        [FIELD_PHONE] = 14, [FIELD_DAY] = 8, [FIELD_TIME] = 4, [FIELD_NUMBER] = 5};
    char text[24];
    space = rect_centre(space, t->unit * 80 < space.w ? t->unit * 80 : space.w, space.h);
    digits_text(field->kind, form->digits, text);
    ui_entry(ui, rect_top(&space, t->touch), text, _(field->hint ? field->hint : field->label));
    rect_top(&space, t->gap);
    char key = ui_pad(ui, id + KEYS, space);
    if (key && ui_type(form->digits, most[field->kind] + 1, key))
        accept(form, field);
}

/* What a text may be taken from: the first of its choices, in one row. */
static void
draw_offers(struct ui *ui, struct form *form, const struct field *field, int id, struct rect row)
{
    int count = field->choice_count < FORM_OFFERS ? field->choice_count : FORM_OFFERS;
    for (int i = 0; i < count; i++)
        if (ui_button(ui, id + OFFERS + i, rect_column(row, i, count, ui->theme->gap),
                _(field->choices[i]))) {
            form->note = (struct ui_note){0};
            snprintf(form->note.text, sizeof form->note.text, "%s", _(field->choices[i]));
            accept(form, field);
        }
}

static void
draw_editor(struct ui *ui, const struct stage *stage, struct form *form, const struct field *field,
    int id, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect head = rect_top(&space, t->staff_touch * 4 / 3);
    rect_top(&space, t->gap);
    if (field->kind != FIELD_CHOICE &&
        ui_button(ui, id + OK, rect_right(&head, t->unit * 20), _("Take over"))) {
        accept(form, field);
        return;
    }
    rect_right(&head, t->gap);
    draw_text(ui->list, head, (struct text_style){.size = t->text_l, .colour = INK, .bold = true},
        form->why[0] && form->wrong == form->editing ? form->why : _(field->label));
    if (field->kind == FIELD_TEXT && field->choice_count) {
        draw_offers(ui, form, field, id, rect_top(&space, t->staff_touch * 4 / 3));
        rect_top(&space, t->gap);
        if (!form->editing)
            return;
    }
    struct pinyin *pinyin = field->kind == FIELD_TEXT ? stage->view->pinyin : NULL;
    if (field->kind == FIELD_CHOICE)
        draw_choices(ui, form, field, id, space);
    else if (field->kind != FIELD_TEXT && field->kind != FIELD_CODE)
        draw_pad(ui, form, field, id, space);
    else if (ui_note(ui, id + KEYS, space, &form->note, pinyin,
                 _(field->hint ? field->hint : field->label)))
        accept(form, field);
}

static void
draw_value(struct ui *ui, const struct field *field, const struct form_value *value,
    struct rect row, bool wrong)
{
    const struct theme *t = ui->theme;
    char text[FORM_TEXT + 8];
    if (field->kind == FIELD_CHOICE && field->folder && !is_empty(field, value)) {
        draw_picture(
            ui->list, rect_left(&row, row.h), field->folder, field->choices[value->number]);
        return;
    }
    form_text(field, value, text, sizeof text);
    const char *none = field->needed ? _("must be filled in") : "—";
    draw_text(ui->list, row,
        (struct text_style){.size = t->text_l,
            .colour = wrong || (!text[0] && field->needed) ? CORAL_DEEP
                      : text[0]                            ? INK
                                                           : QUIET,
            .bold = text[0] != '\0'},
        text[0] ? text : none);
}

static void
draw_row(struct ui *ui, const struct form *form, const struct field *field, int index,
    struct rect row, bool held)
{
    const struct theme *t = ui->theme;
    bool wrong = form->why[0] && form->wrong == index + 1;
    draw_box(ui->list, row, t->corner / 2, held ? LAKE_PALE : wrong ? CORAL_PALE : PAPER);
    struct rect inner = rect_inset(row, t->unit);
    rect_left(&inner, t->gap / 2);
    struct rect label = rect_left(&inner, inner.w * 3 / 10);
    draw_text(
        ui->list, label, (struct text_style){.size = t->text_m, .colour = QUIET}, _(field->label));
    rect_left(&inner, t->gap);
    draw_value(ui, field, &form->values[index], inner, wrong);
}

/* The first field that is needed and empty, said on its row; false. */
static bool
is_complete(struct form *form, const struct field *fields, int count)
{
    for (int i = 0; i < count; i++)
        if (fields[i].needed && is_empty(&fields[i], &form->values[i])) {
            form_wrong(form, i, _("Fill in what is marked."));
            return false;
        }
    form->why[0] = '\0';
    return true;
}

static bool
draw_foot(struct ui *ui, struct form *form, const struct field *fields, int count, int id,
    struct rect row)
{
    const struct theme *t = ui->theme;
    struct rect save = rect_right(&row, t->unit * 26);
    rect_right(&row, t->gap);
    if (form->why[0])
        draw_text(ui->list, row,
            (struct text_style){.size = t->text_m, .colour = CORAL_DEEP, .bold = true, .lines = 2},
            form->why);
    return form->changed && ui_button(ui, id + SAVE, save, _("Save")) &&
           is_complete(form, fields, count);
}

bool
form(struct ui *ui, const struct stage *stage, struct form *form, const struct field *fields,
    int count, int id, struct rect space)
{
    const struct theme *t = ui->theme;
    if (form->editing) {
        draw_editor(ui, stage, form, &fields[form->editing - 1], id, space);
        return false;
    }
    struct rect foot = rect_bottom(&space, t->staff_touch * 3 / 2);
    rect_bottom(&space, t->gap);
    int height = t->text_l * 8 / 5 + 2 * t->unit;
    struct ui_list list = ui_list_begin(ui, id + LIST, space, height, count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit);
        draw_row(ui, form, &fields[i], i, row, ui_list_is_held(ui, &list, row));
        if (ui_list_tapped(ui, &list, row))
            open_editor(form, &fields[i], i);
    }
    ui_list_end(ui, &list);
    return draw_foot(ui, form, fields, count, id, foot);
}
