/* screen_care_session.c: a session of holiday care is edited in a form; db/care.h has the rules. */
#include "kiosk/screen_care.h"

#include <stdio.h>
#include <string.h>

enum { PART, TITLE, FROM, UNTIL, DAYS, PLACES, PER_ADULT, MEAL, ROOM, FIELDS };

static const char *const parts[CARE_PART_COUNT] = {[CARE_MORNING] = N_("Morning"),
    [CARE_LUNCH] = N_("Lunch"),
    [CARE_REST] = N_("Noon rest"),
    [CARE_AFTERNOON] = N_("Afternoon")};

/* The weeks that a form offers; the last stands for one that is none of these, and stays. */
static const int weeks[] = {31, 63, CARE_ALL_WEEK, 0};
static const char *const week_names[] = {
    N_("Monday to Friday"), N_("Monday to Saturday"), N_("Every day"), N_("As it is now")};
enum { WEEKS = sizeof weeks / sizeof weeks[0] };

static const char *const meals[] = {N_("No meal"), N_("A meal is served")};

static const struct field fields[FIELDS] = {
    [PART] = {N_("Part of the day"), FIELD_CHOICE, .needed = true, .choices = parts,
        .choice_count = CARE_PART_COUNT},
    [TITLE] = {N_("Title"), FIELD_TEXT, .choices = parts, .choice_count = CARE_PART_COUNT,
        .hint = N_("Where it is not the part's name")},
    [FROM] = {N_("Begins"), FIELD_TIME, .needed = true, .hint = N_("Time, as 1620")},
    [UNTIL] = {N_("Ends"), FIELD_TIME, .needed = true, .hint = N_("Time, as 1620")},
    [DAYS] = {N_("On the days"), FIELD_CHOICE, .needed = true, .choices = week_names,
        .choice_count = WEEKS},
    [PLACES] = {N_("Places"), FIELD_NUMBER, .needed = true, .least = 1, .most = CARE_CAPACITY},
    [PER_ADULT] = {N_("Children to an adult"), FIELD_NUMBER, .needed = true, .least = 1,
        .most = CARE_CAPACITY},
    [MEAL] = {N_("Meal"), FIELD_CHOICE, .needed = true, .choices = meals, .choice_count = 2},
    [ROOM] = {N_("Room"), FIELD_TEXT},
};

void
care_open_session(struct care_view *s, int i)
{
    struct form_value *v = s->form.values;
    s->session_edited = (struct care_session){.period_id = s->care.period.id,
        .starts_min = -1,
        .ends_min = -1,
        .weekdays = weeks[0],
        .capacity = -1,
        .per_adult = CARE_PER_ADULT};
    if (i >= 0)
        s->session_edited = s->sessions[i];
    const struct care_session *e = &s->session_edited;
    s->form = (struct form){0};
    v[PART].number = (int)e->part;
    snprintf(v[TITLE].text, FORM_TEXT, "%s", e->name);
    v[FROM].number = e->starts_min;
    v[UNTIL].number = e->ends_min;
    while (v[DAYS].number < WEEKS - 1 && weeks[v[DAYS].number] != e->weekdays)
        v[DAYS].number++;
    v[PLACES].number = e->capacity;
    v[PER_ADULT].number = e->per_adult;
    v[MEAL].number = e->meal;
    snprintf(v[ROOM].text, FORM_TEXT, "%s", e->room);
    s->why[0] = '\0';
    s->step = STEP_SESSION;
}

/* What is too long is cut between two characters. */
static void
take(char *out, size_t size, const char *text)
{
    size_t len = strlen(text);
    if (len >= size)
        for (len = size - 1; len > 0 && (text[len] & 0xC0) == 0x80;)
            len--;
    memcpy(out, text, len);
    out[len] = '\0';
}

static void
read_form(struct care_view *s)
{
    const struct form_value *v = s->form.values;
    struct care_session *e = &s->session_edited;
    e->part = (enum care_part)v[PART].number;
    take(e->name, sizeof e->name, v[TITLE].text[0] ? v[TITLE].text : _(parts[e->part]));
    e->starts_min = v[FROM].number;
    e->ends_min = v[UNTIL].number;
    e->weekdays = weeks[v[DAYS].number] ? weeks[v[DAYS].number] : e->weekdays;
    e->capacity = v[PLACES].number;
    e->per_adult = v[PER_ADULT].number;
    e->meal = v[MEAL].number == 1;
    take(e->room, sizeof e->room, v[ROOM].text);
}

/* Back to the period where it worked; else the form says why. */
static void
done(struct care_view *s, const struct stage *stage, int rc, const char *words)
{
    if (rc == DB_REFUSED) {
        form_wrong(&s->form, -1, db_why(stage->db));
        return;
    }
    s->step = STEP_TABS;
    care_screen_tell(s, stage, rc, words);
}

void
care_draw_session(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct roster_by by = care_screen_by(stage);
    if (s->session_edited.id && !s->form.editing) {
        struct rect row = rect_top(&space, t->staff_touch * 4 / 3);
        rect_top(&space, t->gap);
        if (ui_button(ui, CARE_ID_REMOVE, rect_right(&row, t->unit * 26), _("Remove"))) {
            done(s, stage, care_session_remove(stage->db, s->session_edited.id, &by),
                _("The session is removed."));
            return;
        }
    }
    if (!form(ui, stage, &s->form, fields, FIELDS, CARE_ID_FORM, space))
        return;
    read_form(s);
    done(s, stage, care_session_save(stage->db, &s->session_edited, &by),
        _("The session is saved."));
}
