/* doctor.c: what is well with this kiosk, and what to do where something is not. */
#include "cli/cameras.h"
#include "cli/command.h"
#include "cli/program.h"
#include "cli/table.h"

#include "db/attendance.h"
#include "db/calendar.h"
#include "db/cards.h"
#include "db/people.h"
#include "db/setting.h"

#include <fontconfig/fontconfig.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

enum { ROOM_NEEDED_MIB = 200 };

/* A check says what is wrong and what to do in `advice`, or nothing; what there is in `note`. */
struct finding {
    char advice[512];
    char note[512];
};

static void
check_file(struct cli *cli, struct finding *out)
{
    if (db_check(cli->db) != DB_OK)
        snprintf(out->advice, sizeof out->advice, "%s", db_why(cli->db));
}

static void
check_rollup(struct cli *cli, struct finding *out)
{
    if (attendance_verify(cli->db) != DB_OK)
        snprintf(out->advice, sizeof out->advice, "%s", db_why(cli->db));
}

static void
check_home(struct cli *cli, struct finding *out)
{
    struct home home;
    if (!home_get(cli->db, &home, setting_home(cli->db)))
        snprintf(out->advice, sizeof out->advice, "%s",
            _("No Home is chosen. Run: zhaoxi home use CODE"));
}

static void
check_key(struct cli *cli, struct finding *out)
{
    uint8_t key[CARD_KEY_BYTES];
    if (setting_card_key(cli->db, key) != DB_OK)
        snprintf(out->advice, sizeof out->advice, "%s", db_why(cli->db));
}

static int
count_child(const struct child *child, void *payload)
{
    (void)child;
    ++*(int *)payload;
    return 0;
}

static void
check_guardians(struct cli *cli, struct finding *out)
{
    int count = 0;
    if (child_without_guardian_each(cli->db, cli->today, count_child, &count) < 0)
        snprintf(out->advice, sizeof out->advice, "%s", db_why(cli->db));
    else if (count)
        snprintf(out->advice, sizeof out->advice,
            _("%d children have no guardian today. Import the guardians' file again."), count);
}

struct missing {
    struct db *db;
    int count;
};

static int
count_cardless(const struct child *child, void *payload)
{
    struct missing *missing = payload;
    struct card_row card;
    missing->count += !cards_of(missing->db, &card, HOLDER_CHILD, child->id);
    return 0;
}

static void
check_cards(struct cli *cli, struct finding *out)
{
    struct missing missing = {.db = cli->db};
    if (child_each(cli->db, 0, cli->today, count_cardless, &missing) < 0)
        snprintf(out->advice, sizeof out->advice, "%s", db_why(cli->db));
    else if (missing.count)
        snprintf(out->advice, sizeof out->advice,
            _("%d children have no card. Run: zhaoxi cards issue --all"), missing.count);
}

static void
check_roster(struct cli *cli, struct finding *out)
{
    if (!setting_roster_at(cli->db))
        snprintf(
            out->advice, sizeof out->advice, "%s", _("No roster was imported. Run: zhaoxi import"));
}

static void
check_clock(struct cli *cli, struct finding *out)
{
    if (!cli->now.trusted)
        snprintf(out->advice, sizeof out->advice, "%s",
            _("Nothing says that the clock is right: no network time, no clock with a battery. "
              "Look at the time on the screen each morning."));
}

static void
check_calendar(struct cli *cli, struct finding *out)
{
    int year = cli->today / 10000;
    if (!calendar_knows(cli->db, year))
        snprintf(out->advice, sizeof out->advice,
            _("The public holidays of %d are not known. Run: zhaoxi import --calendar FILE"), year);
    else
        snprintf(out->note, sizeof out->note, _("known until the end of %d"),
            calendar_last_year(cli->db));
}

static void
check_room(struct cli *cli, struct finding *out)
{
    struct statvfs disk;
    if (statvfs(cli->db_path, &disk) != 0 ||
        disk.f_bavail * disk.f_frsize / 1048576 < ROOM_NEEDED_MIB)
        snprintf(out->advice, sizeof out->advice,
            _("Less than %d MiB are free. Remove other files from the disk."), ROOM_NEEDED_MIB);
}

static void
check_fonts(struct cli *cli, struct finding *out)
{
    (void)cli;
    FcPattern *pattern = FcNameParse((const FcChar8 *)":lang=zh-cn");
    FcFontSet *fonts = pattern ? FcFontList(NULL, pattern, NULL) : NULL;
    if (!fonts || fonts->nfont == 0)
        snprintf(out->advice, sizeof out->advice, "%s",
            _("No Chinese font. Run: apt install fonts-noto-cjk"));
    if (fonts)
        FcFontSetDestroy(fonts);
    if (pattern)
        FcPatternDestroy(pattern);
}

static void
check_camera(struct cli *cli, struct finding *out)
{
    (void)cli;
    if (cameras_name(out->note, sizeof out->note, "/sys/class/video4linux") == 0)
        snprintf(out->advice, sizeof out->advice, "%s",
            _("None is plugged in. A hand scanner works without one."));
}

static void
check_voice(struct cli *cli, struct finding *out)
{
    (void)cli;
    if (!program_is_there("espeak-ng"))
        snprintf(out->advice, sizeof out->advice, "%s",
            _("The kiosk has sounds but says nothing. Run: apt install espeak-ng"));
}

static const struct {
    const char *key, *name;
    void (*check)(struct cli *cli, struct finding *out);
    bool advice_only; /* the kiosk works well enough without it */
} checks[] = {
    {"file", N_("Database file"), check_file, false},
    {"rollup", N_("Daily sums agree with the events"), check_rollup, false},
    {"home", N_("Home"), check_home, false},
    {"card_key", N_("Card key"), check_key, false},
    {"roster", N_("Roster"), check_roster, false},
    {"guardians", N_("Guardians"), check_guardians, false},
    {"cards", N_("Cards"), check_cards, false},
    {"clock", N_("Clock"), check_clock, true},
    {"calendar", N_("Public holidays"), check_calendar, true},
    {"disk", N_("Disk"), check_room, false},
    {"fonts", N_("Fonts"), check_fonts, false},
    {"camera", N_("Camera"), check_camera, true},
    {"voice", N_("Voice"), check_voice, true},
};
enum { CHECKS = sizeof checks / sizeof checks[0] };

static void
print(const struct cli *cli, int i, const struct finding *finding)
{
    bool good = !finding->advice[0];
    if (!cli->json) {
        const char *more = good ? finding->note : finding->advice;
        printf("%s %s%s%s\n", good ? "✓" : "✗", _(checks[i].name), *more ? ": " : "", more);
        return;
    }
    printf("%s\"%s\": ", i ? ",\n" : "{", checks[i].key);
    json_string(good ? "ok" : finding->advice);
    if (i == CHECKS - 1)
        puts("}");
}

static int
run(struct cli *cli, int argc, char **argv)
{
    (void)argv;
    if (argc != 1)
        return bad_usage(&command_doctor);
    bool bad = false;
    for (int i = 0; i < CHECKS; i++) {
        struct finding finding = {0};
        checks[i].check(cli, &finding);
        bad |= finding.advice[0] && !checks[i].advice_only;
        print(cli, i, &finding);
    }
    return bad ? EXIT_REFUSED : EXIT_OK;
}

const struct command command_doctor = {
    .name = "doctor",
    .arguments = "",
    .summary = N_("Checks database, roster, clock, disk, fonts and camera, and says what to do."),
    .access = ACCESS_MANAGER,
    .opens_db = true,
    .run = run,
};
