#!/bin/bash
# What is exported is imported again without a change: office and screen meet.
. tests/lib.sh

make_township
all() { # folder: the options of all files in it
    local kind
    for kind in homes periods staff children guardians timetable calendar care-sessions enrolments; do
        echo "--$kind" "$1/$kind.csv"
    done
}
# All rows but their numbers of edits.
rows() {
    for table in home period staff child child_guardian guardian pairing calendar care_session \
        care_place enrolment; do
        sqlite3 -readonly "$db" "SELECT * FROM $table ORDER BY 1, 2, 3" | sed "s/^/$table|/"
    done
    sqlite3 -readonly "$db" "SELECT id, home_id, coalesce(period_id, 0), weekday, starts_min, ends_min,
        subject, title, room, staff_id, age_from, age_to FROM session ORDER BY 1"
}
zx import --calendar assets/calendar/cn.csv --care-sessions assets/demo/care-sessions.csv \
    --enrolments assets/demo/enrolments.csv >/dev/null
sqlite3 "$db" "UPDATE child SET school = '=1+2, \"甲\"', walk_min = 25, comes_on = 21 WHERE no = 'QS-001';
    UPDATE child SET grade = '@五' WHERE no = 'QS-002'; UPDATE child SET left_day = 20261120 WHERE no = 'QS-004'"
rows >"$work/before"
mkdir "$work/one" "$work/two"
ok "all is exported" zx export $(all "$work/one")
ok "it is UTF-8 with a byte order mark" grep -q $'^\xef\xbb\xbf编号,姓名' "$work/one/children.csv"
ok "no cell is a formula" grep -q "\"'=1+2, \"\"甲\"\"\"" "$work/one/children.csv"
ok "nor one that begins with @" grep -q ",'@五," "$work/one/children.csv"
ok "only the owner reads it" test "$(stat -c %a "$work/one/children.csv")" = 600
ok "it is imported again" zx import $(all "$work/one")
rows >"$work/after"
ok "and nothing has changed" diff "$work/before" "$work/after"
ok "not even an edit is counted" test "$(events "SELECT max(version) FROM guardian")" = 1
ok "it is exported again" zx export $(all "$work/two")
ok "and the files are the same" diff -r "$work/one" "$work/two"
fails() { ! "$@"; }
ok "what can't be written is said" fails zx export --children "$work/nowhere/x.csv"
ok "and nothing is left of it" fails ls "$work"/*/*.new
ok "an option without a file is no call" fails zx export --children

# The rules are the same as on the screen.
again() { # kind, sed's expression: one file changed, and imported
    sed "$2" "$work/one/$1.csv" >"$work/$1.csv"
    zx import "--$1" "$work/$1.csv" 2>"$work/said"
}
ok "a birthday in the future is refused" fails again children "2s/20[0-9][0-9]-/2031-/"
ok "in a sentence" grep -q "birthday is in the future" "$work/said"
ok "the only manager with a PIN can't lose the role" fails again staff "2s/manager/tutor/"
ok "in a sentence" grep -q "only manager with a PIN" "$work/said"
sed -n '1p;2p' "$work/one/timetable.csv" >"$work/double.csv"
sed -n '2s/,16:20,/,16:30,/p' "$work/one/timetable.csv" >>"$work/double.csv"
ok "two classes in one room are refused" fails zx import --timetable "$work/double.csv"
again_periods() { zx import --periods "$work/overlap.csv" 2>"$work/said"; }
{ cat "$work/one/periods.csv"; printf 'QS,春,term,2027-02-01,2027-07-01\r\n'; } >"$work/overlap.csv"
ok "periods with days in common are refused" fails again_periods
ok "by both their names" grep -q "2027年寒假.*春" "$work/said"
echo 2580 | zx --as QS-S001 import --staff "$work/one/staff.csv" >/dev/null
ok "who of the staff imports is on the record" test "$(events "SELECT s.no FROM event e JOIN staff s
    ON s.id = e.staff_id WHERE e.kind = 'roster_edit' AND e.payload ->> 'table' = 'staff'")" = QS-S001
finish
