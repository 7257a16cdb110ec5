/* screen_device_state.c: a row for each part of the machine: well or not, and what to do. */
#include "kiosk/screen_device.h"

#include "db/day.h"
#include "db/event.h"
#include "db/product.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>

enum { ID_CHECK = DEVICE_ID_FIRST, ID_CLOCK };

struct row {
    bool bad;
    char text[320];
};

void
device_read(struct device_state *s, const struct stage *stage)
{
    struct stat file;
    struct utsname name;
    s->db_bytes = stat(stage->view->db_path, &file) == 0 ? (int64_t)file.st_size : -1;
    s->events = stage->db ? event_last_seq(stage->db) : -1;
    s->backed_up_ms = stage->db ? backup_last(stage->db) : 0;
    if (!stage->db || outbox_state(stage->db, &s->outbox, &stage->now) != DB_OK)
        s->outbox = (struct outbox_state){0};
    if (uname(&name) == 0)
        snprintf(s->kernel, sizeof s->kernel, "%.70s", name.release);
}

static void
row_camera(struct row *out, const struct stage *stage, const struct device_state *s)
{
    (void)s;
    static const char *const words[CAMERA_STATE_COUNT] = {
        [CAMERA_STARTING] = N_("Starting"),
        [CAMERA_ON] = N_("Works"),
        [CAMERA_MISSING] = N_("None is plugged in. Push its plug in, or use a hand scanner."),
        [CAMERA_ENDED] = N_("A recording, which is over"),
        [CAMERA_OFF] = N_("Not used on this kiosk"),
    };
    out->bad = stage->view->camera == CAMERA_MISSING;
    snprintf(out->text, sizeof out->text, "%s", _(words[stage->view->camera]));
}

static void
row_hand(struct row *out, const struct stage *stage, const struct device_state *s)
{
    (void)s;
    snprintf(out->text, sizeof out->text, "%s",
        stage->view->hand ? _("Looked for: read a card with it, and it is heard.")
                          : _("Not looked for on this kiosk"));
}

static void
row_clock(struct row *out, const struct stage *stage, const struct device_state *s)
{
    (void)s;
    out->bad = !stage->view->clock_trusted;
    snprintf(out->text, sizeof out->text, "%s",
        out->bad ? _("Nothing says that it is right. Set it under Clock and bell.")
                 : _("Right: by the network, a clock with a battery, or staff's word"));
}

static void
row_disk(struct row *out, const struct stage *stage, const struct device_state *s)
{
    (void)s;
    int64_t mib = stage->view->disk_mib;
    out->bad = mib < DISK_NEEDED_MIB;
    if (mib < 0)
        snprintf(out->text, sizeof out->text, "%s", _("Not known. Is it in?"));
    else if (out->bad)
        snprintf(out->text, sizeof out->text,
            _("Only %d MiB are free. Remove other files: %d MiB are needed."), (int)mib,
            DISK_NEEDED_MIB);
    else
        snprintf(out->text, sizeof out->text, _("%d.%d GiB are free"), (int)(mib / 1024),
            (int)(mib % 1024 * 10 / 1024));
}

/* Of what the check said, the first line that is not well. */
static void
row_database(struct row *out, const struct stage *stage, const struct device_state *s)
{
    const struct job_view *job = &stage->view->job;
    out->bad = !stage->db;
    if (!stage->db)
        snprintf(out->text, sizeof out->text, _("Can't be opened: %s"), stage->view->db_why);
    else if (job->job == JOB_CHECK && job->busy)
        snprintf(out->text, sizeof out->text, "%s", _("Being checked…"));
    else if (job->job == JOB_CHECK && !job->good) {
        const char *bad = strstr(job->said, "✗");
        out->bad = true;
        bad = bad ? bad + strlen("✗ ") : job->said;
        snprintf(out->text, sizeof out->text, "%.*s", (int)strcspn(bad, "\n"), bad);
    } else
        snprintf(out->text, sizeof out->text, _("%d.%d MiB%s"), (int)(s->db_bytes / 1048576),
            (int)(s->db_bytes % 1048576 * 10 / 1048576),
            job->job == JOB_CHECK ? _(", checked just now: all is well") : "");
}

static void
row_backup(struct row *out, const struct stage *stage, const struct device_state *s)
{
    enum { WEEKS_2_MS = 14 * 24 * 3600 };
    char day[DAY_TEXT_LEN + 1];
    out->bad = stage->now.utc_ms - s->backed_up_ms > INT64_C(1000) * WEEKS_2_MS;
    if (!s->backed_up_ms) {
        snprintf(out->text, sizeof out->text, "%s",
            _("Never. Plug in a USB stick and touch Backup above."));
        return;
    }
    day_text(day, day_of(s->backed_up_ms, stage->view->home.utc_offset_min));
    snprintf(out->text, sizeof out->text, out->bad ? _("%s: it is time for the next") : "%s", day);
}

/* Lies something here for longer than a village is without a network? */
static bool
is_stuck(const struct outbox_state *o, const struct moment *now)
{
    enum { DAYS_3_S = 3 * 24 * 3600 };
    return o->oldest_at && now->utc_ms - o->oldest_at > INT64_C(1000) * DAYS_3_S;
}

static void
row_backlog(struct row *out, const struct stage *stage, const struct device_state *s)
{
    const struct outbox_state *o = &s->outbox;
    char waiting[32], upto[32];
    device_number(waiting, o->paired ? o->newest - o->upto : s->events < 0 ? 0 : s->events);
    device_number(upto, o->upto);
    out->bad = o->paired && is_stuck(o, &stage->now);
    if (!o->paired)
        snprintf(out->text, sizeof out->text, _("%s events, all kept here: no office is paired"),
            waiting);
    else if (o->newest > o->upto)
        snprintf(out->text, sizeof out->text,
            _("%s wait and are kept here. The office holds up to no. %s"), waiting, upto);
    else
        snprintf(
            out->text, sizeof out->text, _("Nothing waits. The office holds up to no. %s"), upto);
}

static void
row_upload(struct row *out, const struct stage *stage, const struct device_state *s)
{
    const struct outbox_state *o = &s->outbox;
    char day[DAY_TEXT_LEN + 1], minute[MINUTE_TEXT_LEN + 1];
    int offset = stage->view->home.utc_offset_min;
    if (!o->paired) {
        snprintf(out->text, sizeof out->text, "%s", _("Never. Touch Office above to pair."));
        return;
    }
    out->bad = o->refused || o->fork_seq || (o->trouble != OUTBOX_FINE && o->failures > 3);
    if (!o->receipt_at) {
        snprintf(out->text, sizeof out->text, "%s", _("Not yet. Touch Office above."));
        return;
    }
    day_text(day, day_of(o->receipt_at, offset));
    minute_text(minute, day_minute_of(o->receipt_at, offset));
    snprintf(out->text, sizeof out->text, out->bad ? _("%s %s. Look under Office above.") : "%s %s",
        day, minute);
}

static void
row_versions(struct row *out, const struct stage *stage, const struct device_state *s)
{
    (void)stage;
    snprintf(out->text, sizeof out->text, _("Zhaoxi %s · data %d · SQLite %s · Linux %s"),
        ZHAOXI_VERSION, db_schema(), db_engine(), s->kernel);
}

static const struct {
    const char *label;
    void (*fill)(struct row *out, const struct stage *stage, const struct device_state *s);
} parts[] = {
    {N_("Camera"), row_camera},
    {N_("Hand scanner"), row_hand},
    {N_("Clock"), row_clock},
    {N_("Disk"), row_disk},
    {N_("Database"), row_database},
    {N_("Last backup"), row_backup},
    {N_("To upload"), row_backlog},
    {N_("Last upload"), row_upload},
    {N_("Versions"), row_versions},
};
enum { PARTS = sizeof parts / sizeof parts[0] };

static void
draw_part(struct ui *ui, int i, const struct row *row, struct rect rect)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, rect, t->corner / 2, row->bad ? SUN_PALE : PAPER);
    struct rect inner = rect_inset(rect, t->unit);
    rect_left(&inner, t->unit);
    struct rect icon = rect_left(&inner, t->text_l);
    draw_picture(ui->list, rect_fit(icon, 1, 1), "icons", row->bad ? "warning-soft" : "check");
    rect_left(&inner, t->gap);
    struct rect label = rect_left(&inner, inner.w * 3 / 10);
    draw_text(ui->list, label, (struct text_style){.size = t->text_m, .colour = QUIET},
        _(parts[i].label));
    rect_left(&inner, t->gap);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_m, .colour = INK, .bold = row->bad, .lines = 2},
        row->text);
}

void
device_state(struct ui *ui, const struct stage *stage, struct device_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect foot = rect_bottom(&space, t->staff_touch * 3 / 2);
    rect_bottom(&space, t->gap);
    if (!stage->view->job.busy &&
        ui_button(ui, ID_CHECK, rect_left(&foot, t->unit * 36), _("Check everything now")))
        ui->job.job = JOB_CHECK;
    if (ui_button(ui, ID_CLOCK, rect_right(&foot, t->unit * 36), _("Clock and bell")))
        ui->go = NAV_CLOCK;
    int columns = space.w >= space.h ? 2 : 1, rows = (PARTS + columns - 1) / columns;
    for (int i = 0; i < PARTS; i++) {
        struct row row = {0};
        parts[i].fill(&row, stage, s);
        draw_part(ui, i, &row, rect_cell(space, i, columns, rows, t->unit));
    }
}
