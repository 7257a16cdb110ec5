#!/bin/bash
# Everyone accounted for: who is expected and not here, who is still here, absences, health notes,
# and the calendar behind it, through the real kiosk. REBASELINE=1 renews what was looked at.
. tests/lib.sh
zx_at="2026-09-01 00:00:00"

make_township
zx import --schools assets/demo/schools.csv --health assets/demo/health.csv >/dev/null
# Five children are enough to look at; one has a long name.
sqlite3 "$db" "UPDATE child SET left_day = 20260101 WHERE home_id = (SELECT id FROM home WHERE code = 'QS')
        AND no NOT IN ('QS-001', 'QS-002', 'QS-003', 'QS-005', 'QS-014');
    UPDATE child SET name = '阿苏日木果尔曲子莫五牛' WHERE no = 'QS-002';
    UPDATE child SET walk_min = 10 WHERE no = 'QS-001'"
first=$(name QS-001) third=$(name QS-003)
phone=$(sqlite3 "$db" "SELECT phone FROM guardian JOIN child_guardian ON id = guardian_id
    WHERE child_id = (SELECT id FROM child WHERE no = 'QS-001') LIMIT 1")
shows() { grep -qF -- "$2" "$work/watch-$size-$1.txt"; }
hides() { ! shows "$@"; }
say() { echo "list $work/watch-$size-$1.txt"; }
touches() { for thing; do printf 'touch %s\nwait 400\n' "$thing"; done; }
play() { # clock; the flow comes by standard input
    { printf 'clock 2026-09-01 00:00\nclock %s\ncamera missing\nwait 100\n' "$1"; cat; } >"$work/flow"
    ok "the flow of $1 plays at $size" "$B/zhaoxi-kiosk" --db "$db" --source none --window "$size" \
        --script "$work/flow"
}
facts() { events "SELECT count(*) FROM event WHERE kind = '$1'"; }

for size in 1280x800 800x1280; do
    cp "$work/zhaoxi.db" "$work/$size.db"
    db=$work/$size.db

    play "2026-11-24 16:00" <<FLOW
scan $(card QS-003)
$(say welcome)
wait 20000
clock 2026-11-24 16:29
wait 100
$(say early)
clock 2026-11-24 16:30
wait 100
$(say home)
$(touches icons/bell)
$(say asked)
sign-in QS-S003
wait 400
$(say alarms)
$(touches "应该16:10到，还没来")
$(say phone)
$(touches icons/absent)
$(say why)
$(touches icons/ill)
$(say noted)
$(touches 撤回)
$(say taken-back)
$(touches 已处理)
$(say done)
$(touches "已联系监护人，孩子平安")
$(say one-less)
$(touches 知道了)
$(say none)
clock 2026-11-24 16:39
wait 100
sign-in QS-S003
wait 400
$(touches icons/bell)
wait 30000
tap 400 700
wait 30000
$(say later)
scan $(card QS-001)
wait 5000
$(say gone)
FLOW
    ok "the child's screen says nothing of its health" hides welcome 花生
    ok "one minute before, nobody is missing: the bell counts the health note" shows early icons/bell
    ok "  alone" grep -qE 'bold INK 1$' "$work/watch-$size-early.txt"
    ok "twenty minutes late is missed" grep -qE 'bold INK 2$' "$work/watch-$size-home.txt"
    ok "the children's side names nobody" hides home "$third"
    ok "the bell asks who it is" hides asked "$third"
    ok "after the sign-in the alarms are there" shows alarms "应该16:10到，还没来"
    ok "with what is important" shows alarms "过敏：花生"
    ok "and not who may still be walking" hides alarms "$first"
    ok "a phone's number is hidden" grep -qF '···· ' "$work/watch-$size-alarms.txt"
    ok "and shown whole to who touches the row" hides alarms "199-0000"
    ok "  the whole" shows phone "199-0000"
    ok "an absence that was noted leaves the list" hides noted "应该16:10到"
    ok "taken back it is missed again" shows taken-back "应该16:10到"
    ok "dealt with it is told no more" hides one-less "应该16:10到"
    ok "with the note that was chosen" test "$(events "SELECT payload ->> 'note' FROM event WHERE kind = 'alarm_done'")" = "已联系监护人，孩子平安"
    ok "the staff member is on the record" test "$(events "SELECT DISTINCT s.no FROM event AS e JOIN staff AS s ON s.id = e.staff_id WHERE e.kind IN ('absence', 'absence_undo', 'alarm_done', 'health_seen')")" = QS-S003
    ok "who looked at the health note too" test "$(facts health_seen)" = 1
    ok "then all is well" shows none "一切正常"
    ok "until the next one is late, by its way" shows later "应该16:20到"
    ok "and while the list is up, until it comes" hides gone "应该16:20到"

    play "2026-11-24 16:50" <<FLOW
sign-in QS-S003
wait 400
$(say menu)
$(touches icons/absent 记录请假 "$first")
$(say days)
$(touches 26 27)
$(say span)
$(touches icons/travel)
$(say absences)
scan $(card QS-014)
wait 300
$(say came)
wait 5000
$(touches icons/bell)
$(say health)
FLOW
    ok "a tutor has no business with health notes' text" hides menu icons/health
    ok "days are chosen by the first and the last" shows span "后天到星期五：什么原因？"
    ok "and noted" test "$(events "SELECT payload FROM event WHERE kind = 'absence' ORDER BY seq DESC LIMIT 1")" = '{"from":20261126,"until":20261127,"reason":"travel"}'
    ok "the list has it" shows absences 外出
    ok "a child that comes meanwhile shows what is important" shows came "过敏：青霉素"
    ok "the bell has it until it was seen" shows health "过敏：青霉素"

    play "2026-11-24 16:55" <<FLOW
sign-in QS-S002
wait 400
$(touches icons/health "$third")
$(say notes)
$(touches 写一条提示 X I A)
$(say write)
$(touches 虾 icons/check)
$(say written)
$(touches 结束提示)
$(say end)
$(touches 写错了)
$(say ended)
FLOW
    notes() { events "SELECT count(*) FROM health WHERE child_id = (SELECT id FROM child WHERE no = 'QS-003') AND $1"; }
    ok "a note is written in Chinese" shows written 虾
    ok "and ended with a reason" test "$(notes "text = '虾' AND ended_day = 20261124 AND ended_reason = '写错了'")" = 1
    ok "the other stays" test "$(notes "ended_day = 0")" = 1

    play "2026-11-24 18:29" <<FLOW
$(say closing)
clock 2026-11-24 18:30
wait 100
sign-in QS-S003
wait 400
$(touches icons/bell)
$(say closed)
clock 2027-01-05 09:00
wait 100
sign-in QS-S003
wait 400
$(touches icons/bell)
$(say next-year)
FLOW
    ok "who is in after closing is told" shows closed "18:30已关门，还没走"
    ok "a year that the calendar does not know is told" shows next-year "还不知道今年的放假安排"

    kept "$work/watch-$size"-{home,alarms,phone,why,noted,done,none,span,absences,came,write,written,end,closed}.txt
done

# The week follows the calendar.
size=1280x800
db=$work/calendar.db
cp "$work/zhaoxi.db" "$db"
play "2026-10-01 16:30" <<FLOW
$(say holiday)
clock 2026-10-10 17:30
wait 100
$(say moved)
$(touches icons/timetable)
$(say moved-day)
FLOW
ok "no class runs on a public holiday" shows holiday "今天没有课"
ok "on a moved workday those of the weekday it stands for" shows moved 阅读
ok "which the timetable says" shows moved-day "按星期三上课"
ok "nobody is missed on a holiday" hides holiday icons/bell
finish
