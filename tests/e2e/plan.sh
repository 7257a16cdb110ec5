#!/bin/bash
# The timetable, the periods and the calendar edited on the screen, and what can't be.
. tests/lib.sh

make_township
zx import --calendar assets/calendar/cn.csv >/dev/null
keys() { # a key each
    local key
    for key; do printf 'touch %s\nwait 100\n' "$key"; done
}
fill() { # row's label, keys...: opens the field, types, takes over
    printf 'touch %s\nwait 400\n' "$1"
    keys "${@:2}"
    printf 'touch 确定\nwait 400\n'
}
wiped() { printf 'icons/delete %.0s' $(seq "$1"); }
flow() { # size
    cat <<FLOW
clock 2026-11-24 16:40
camera missing
wait 100
sign-in QS-S001
touch icons/timetable
wait 400
list $work/$1-plan-week.txt
touch 17:20–18:20
wait 400
list $work/$1-plan-class.txt
$(fill 结束 $(wiped 4) 1 6 0 0)
touch 保存
wait 400
list $work/$1-plan-ends-early.txt
$(fill 结束 $(wiped 4) 1 9 0 0)
touch 保存
wait 400
list $work/$1-plan-longer.txt
touch 17:20–19:00
wait 400
touch 地点
wait 400
list $work/$1-plan-rooms.txt
touch 图书角
wait 400
list $work/$1-plan-other-room.txt
touch icons/back
wait 400
touch 新课
wait 400
$(fill 开始 1 8 3 0)
$(fill 结束 1 9 3 0)
touch 地点
wait 400
touch 9
wait 100
touch 确定
wait 400
touch 保存
wait 400
touch 新课
wait 400
$(fill 开始 1 8 4 5)
$(fill 结束 1 9 3 0)
touch 地点
wait 400
touch 9
wait 100
touch 确定
wait 400
touch 保存
wait 400
list $work/$1-plan-clash.txt
touch icons/back
wait 400
touch 学期和假期
wait 400
list $work/$1-plan-periods.txt
touch 2027年寒假
wait 400
$(fill 最后一天 $(wiped 8) 2 0 2 7 0 8 0 1)
touch 保存
wait 400
list $work/$1-plan-overlap.txt
$(fill 最后一天 $(wiped 8) 2 0 2 7 0 2 2 8)
touch 保存
wait 400
touch 日历
wait 400
list $work/$1-plan-days.txt
touch 新日子
wait 400
$(fill 节日 5 7)
touch 放假
wait 400
touch 上班，按周三
wait 400
touch 保存
wait 400
list $work/$1-plan-moved.txt
touch 57
wait 400
touch 删去
wait 400
list $work/$1-plan-remove.txt
touch 删去
wait 400
FLOW
}
for size in 1280x800 800x1280; do
    cp "$db" "$work/$size.db"
    flow $size >"$work/flow"
    ok "the flow plays at $size" "$B/zhaoxi-kiosk" --db "$work/$size.db" --source none \
        --window $size --script "$work/flow"
    kept "$work/$size"-plan-*.txt
done
old=$db db=$work/1280x800.db
id() { sqlite3 "$1" "SELECT s.id FROM session s JOIN home h ON h.id = s.home_id AND h.code = 'QS'
    WHERE weekday = 2 AND starts_min = 1040 AND period_id IS NULL"; }
ok "a class that is changed keeps its id" test "$(id "$old")" = "$(id "$db")"
ok "it is longer now" test "$(events "SELECT ends_min FROM session WHERE id = $(id "$db")")" = 1140
ok "one that ends before it begins is refused in a sentence" grep -q "结束早于开始" "$work/1280x800-plan-ends-early.txt"
ok "the new one is there once: another in the room is refused" test "$(events "SELECT count(*) FROM session WHERE room = '9'")" = 1
ok "in a sentence" grep -q "18:30到19:30这里已有别的课" "$work/1280x800-plan-clash.txt"
ok "holidays with days in common are refused by their names" grep -q "2027年寒假.*2027年暑假" "$work/1280x800-plan-overlap.txt"
ok "the winter holiday is two days longer" test "$(events "SELECT until_day FROM period p JOIN home h
    ON h.id = p.home_id AND h.code = 'QS' WHERE p.name = '2027年寒假'")" = 20270228
ok "the moved workday stood as a Wednesday" grep -q "按星期三的课表" "$work/1280x800-plan-moved.txt"
ok "and is an ordinary day again" test -z "$(events "SELECT day FROM calendar WHERE day = 20261124")"
ok "the record says who did what" test "$(events "SELECT group_concat(e.payload ->> 'table') FROM
    event e JOIN staff s ON s.id = e.staff_id AND s.no = 'QS-S001' WHERE e.kind = 'roster_edit'")" = \
    session,session,period,calendar,calendar
finish
