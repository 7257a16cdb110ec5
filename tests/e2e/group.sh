#!/bin/bash
# A class is marked on the tutors' screen, by scripts through the real program: all, by touch, by sweep,
# by cards; taking back; what can't be written; a class that an import drops. What the screens show is
# compared with what was looked at: REBASELINE=1 renews it.
. tests/lib.sh

make_township
export SDL_AUDIODRIVER=dummy SDL_VIDEODRIVER=dummy
town=$db

# An import again keeps the ids of classes that stay, and drops the others alone.
ids() { sqlite3 -readonly "$db" "SELECT group_concat(id || ' ' || version) FROM (SELECT * FROM session ORDER BY id)"; }
first=$(ids)
ok "the same timetable again" zx import --timetable assets/demo/timetable.csv
ok "leaves every class its id, and no new version" test "$(ids)" = "$first"
painting=$(sqlite3 "$db" "SELECT id FROM session WHERE home_id = 1 AND weekday = 2 AND starts_min = 1040")
cp "$db" "$work/less.db"
db=$work/less.db
before=$(sqlite3 "$db" "SELECT count(*) FROM session")
grep -v 'QS,周二,16:20' assets/demo/timetable.csv >"$work/less.csv"
ok "a timetable with one class less" zx import --timetable "$work/less.csv"
ok "drops that one" test "$(sqlite3 "$db" "SELECT count(*) FROM session")" = $((before - 1))
ok "and the class after it keeps its id" test "$(sqlite3 "$db" "SELECT id FROM session WHERE home_id = 1 AND weekday = 2 AND starts_min = 1040")" = "$painting"
db=$town

# Thirty children are in.
mapfile -t nos < <(zx list children --json | jq -r '.[] | select(.no | startswith("QS")) | .no' | head -33)
arrive() { # the first and the last place in the list
    echo "clock 2026-11-24 16:10"
    echo "camera missing"
    for ((i = $1; i < $2; i++)); do
        printf 'scan %s\nwait 300\n' "$(card "${nos[$i]}")"
    done
}
play() { # size, flow
    "$B/zhaoxi-kiosk" --db "$db" --source none --window "$1" --script "$2"
}
arrive 0 30 >"$work/arrive"
ok "thirty children arrive" play 1280x800 "$work/arrive"
cp "$town" "$work/in.db"

# Where to touch, by size.
at() { # size, what
    case "$1 $2" in
    "1280x800 took_part") echo 1130 250 ;;
    "800x1280 took_part") echo 400 1066 ;;
    "1280x800 star") echo 1130 345 ;;
    "800x1280 star") echo 650 1066 ;;
    "1280x800 help") echo 1130 440 ;;
    "800x1280 help") echo 200 1143 ;;
    "1280x800 none") echo 1130 540 ;;
    "800x1280 none") echo 600 1143 ;;
    "1280x800 all") echo 1130 630 ;;
    "800x1280 all") echo 200 1220 ;;
    "1280x800 undo") echo 1130 730 ;;
    "800x1280 undo") echo 600 1220 ;;
    "1280x800 first") echo 120 215 ;;
    "800x1280 first") echo 120 215 ;;
    "1280x800 third") echo 510 215 ;;
    "800x1280 third") echo 490 215 ;;
    "1280x800 below") echo 510 400 ;;
    "800x1280 below") echo 490 400 ;;
    "1280x800 earlier") echo 250 135 ;;
    "800x1280 earlier") echo 200 135 ;;
    esac
}
tap() { printf 'tap %s\nwait 400\n' "$(at "$size" "$1")"; }
see() { echo "list $work/group-$size-$1.txt"; }
sign_in() { # staff number
    printf 'clock 2026-11-24 17:30\ncamera missing\nwait 100\nsign-in %s\nwait 400\n' "$1"
    printf 'touch icons/people\nwait 400\n'
}
sweep() { printf 'down %s\nmove %s\nup %s\nwait 400\n' "$(at "$size" third)" "$(at "$size" below)" "$(at "$size" below)"; }
marks() { # of the children, by kind
    sqlite3 -readonly "$db" "SELECT group_concat(mark || ' ' || n, ', ') FROM (
        SELECT payload ->> 'mark' AS mark, count(*) AS n FROM event AS m
        WHERE kind = 'activity_mark' AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'mark_undo')
            AND NOT EXISTS (SELECT 1 FROM event AS n WHERE n.kind = 'activity_mark' AND n.child_id = m.child_id AND n.seq > m.seq
                AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = n.id AND u.kind = 'mark_undo'))
        GROUP BY mark ORDER BY mark)"
}
count_touches() { grep -cE '^(tap|touch|down)' "$1"; }

for size in 1280x800 800x1280; do
    # The whole group took part and four have a star: from the menu to the end.
    db=$work/$size.db
    cp "$work/in.db" "$db"
    {
        sign_in QS-S003
        see open
        tap took_part
        tap all
        see all
        tap star
        sweep
        tap first
        see stars
    } >"$work/flow"
    ok "a group is marked at $size" play $size "$work/flow"
    ok "  thirty children, some with a star" test "$(marks)" = "star 4, took_part 26"
    ok "  in at most 8 touches ($(count_touches "$work/flow"))" test "$(count_touches "$work/flow")" -le 8
    ok "  of the class that runs now" test "$(sqlite3 "$db" "SELECT DISTINCT payload ->> 'session' FROM event WHERE kind = 'activity_mark'")" = "$painting"
    ok "  by the tutor who is signed in" test "$(sqlite3 "$db" "SELECT DISTINCT s.no FROM event AS e JOIN staff AS s ON s.id = e.staff_id WHERE kind = 'activity_mark'")" = QS-S003

    # Another tutor goes on: all never lowers, taking back, the earlier class, marks taken away.
    {
        sign_in QS-S004
        tap help
        tap third
        see other
        tap undo
        see undone
        tap took_part
        tap all
        see nothing
        tap none
        tap first
        see none
        tap undo
        tap all
        tap undo
        see back
        tap earlier
        see earlier
    } >"$work/flow"
    ok "another tutor goes on at $size" play $size "$work/flow"
    ok "  all that was taken back holds again" test "$(marks)" = "star 4, took_part 26"
done
kept "$work"/group-*.txt
wide=$work/group-1280x800
ok "the class that runs now is chosen" grep -q '17:20 天气的秘密 · 现在' "$wide-open.txt"
ok "undo says what it takes back" grep -q '30 × 参与' "$wide-all.txt"
ok "the other tutor is told whose mark was there" grep -q '赵海松之前给' "$wide-other.txt"
ok "what is taken back is said" grep -q '已撤销' "$wide-undone.txt"
ok "with all marked, all has nothing to do" grep -q '都标好了' "$wide-nothing.txt"
ok "the earlier class has no marks of this one" test "$(grep -c icons/star "$wide-earlier.txt") $(grep -c icons/star "$wide-back.txt")" = "1 5"

# Cards: who is in is marked and stays in; who is not in arrives and is marked.
size=1280x800
db=$work/cards.db
cp "$work/in.db" "$db"
{
    sign_in QS-S003
    tap star
    printf 'scan %s\nwait 1200\nlist %s\n' "$(card "${nos[2]}")" "$work/card-in.txt"
    printf 'scan %s\nwait 1200\nlist %s\n' "$(card "${nos[31]}")" "$work/card-new.txt"
    printf 'scan %s\nwait 1200\n' "$(card "${nos[31]}")"
    printf 'scan %s\nwait 12000\n' "$(card "${nos[2]}")"
    printf 'scan %s\nwait 1200\nlist %s\n' "$(card "${nos[31]}")" "$work/card-again.txt"
} >"$work/flow"
ok "cards are shown to the screen" play $size "$work/flow"
ok "each is one star" test "$(marks)" = "star 2"
ok "and one event" test "$(events "SELECT count(*) FROM event WHERE kind = 'activity_mark'")" = 2
ok "nobody is checked out by it" test "$(events "SELECT count(*) FROM event WHERE kind = 'check_out'")" = 0
ok "who was not in is checked in" test "$(events "SELECT count(*) FROM event WHERE kind = 'check_in'")" = 31
ok "which the screen says" grep -q '已签到，并标记：得星' "$work/card-new.txt"
ok "the first one is only marked" grep -q "$(name "${nos[2]}")：得星" "$work/card-in.txt"
ok "the same card again changes nothing" grep -q '不用改' "$work/card-again.txt"

# A child of another Home: its card is known here too, and does the same.
db=$work/guest.db
cp "$work/in.db" "$db"
guest=$(zx list children --json | jq -r '[.[] | select(.no | startswith("BH"))][0].no')
{
    sign_in QS-S003
    printf 'scan %s\nwait 12000\n' "$(card "$guest")"
    tap star
    printf 'scan %s\nwait 1200\n' "$(card "$guest")"
} >"$work/flow"
ok "a guest shows its card twice" play $size "$work/flow"
ok "it arrives, is marked, and stays in" test "$(events "SELECT group_concat(kind, ' ') FROM (SELECT e.kind FROM event AS e JOIN child AS c ON c.id = e.child_id WHERE c.no = '$guest' AND e.kind <> 'card_issued' ORDER BY seq)")" = "check_in activity_mark activity_mark"

# A full disk on the third mark of thirty: none, and it is said.
db=$work/full.db
cp "$work/in.db" "$db"
sqlite3 "$db" "CREATE TRIGGER full BEFORE INSERT ON event WHEN NEW.kind = 'activity_mark' AND (SELECT count(*) FROM event WHERE kind = 'activity_mark') = 2 BEGIN SELECT RAISE (ABORT, 'full'); END"
{
    sign_in QS-S003
    tap all
    echo "list $work/full.txt"
} >"$work/flow"
ok "the third of thirty marks fails" play $size "$work/flow"
ok "none is kept" test "$(events "SELECT count(*) FROM event WHERE kind = 'activity_mark'")" = 0
ok "which the screen says" grep -q '一个标记都没有保存' "$work/full.txt"
ok "and there is nothing to take back" bash -c "! grep -q 撤销 '$work/full.txt'"

# The class is dropped from the timetable while it is open: it is marked as it was.
db=$work/dropped.db
cp "$work/in.db" "$db"
sqlite3 "$db" "CREATE TRIGGER dropped AFTER INSERT ON event WHEN NEW.kind = 'activity_mark' BEGIN DELETE FROM session WHERE id = $painting; END"
{
    sign_in QS-S003
    tap first
    printf 'scan https://example.org\nwait 4000\n'
    tap third
    echo "list $work/dropped.txt"
} >"$work/flow"
ok "a class is dropped while it is open" play $size "$work/flow"
ok "it is said on its tab" grep -q '课表已删' "$work/dropped.txt"
ok "and it is marked as it was" test "$(events "SELECT group_concat(payload ->> 'title') FROM event WHERE kind = 'activity_mark'")" = '天气的秘密,天气的秘密'

# Nothing to show.
db=$work/empty.db
cp "$town" "$db"
sqlite3 "$db" "DELETE FROM session"
sign_in QS-S003 >"$work/flow"
echo "list $work/no-class.txt" >>"$work/flow"
ok "a day without classes" play $size "$work/flow"
ok "says so" grep -q 今天没有课 "$work/no-class.txt"
db=$town
sign_in QS-S003 >"$work/flow"
sed -i 's/2026-11-24/2026-11-25/' "$work/flow"
echo "list $work/nobody.txt" >>"$work/flow"
ok "a day on which nobody is in" play $size "$work/flow"
ok "says so" grep -q 还没有人在 "$work/nobody.txt"
finish
