#!/bin/bash
# Homework in a tutor's hands: ticked off and taken back, set for a class and a child, last week's
# again, and who is behind. Draw lists are compared with what was looked at: REBASELINE=1 renews.
. tests/lib.sh

make_township
one=$(name QS-001)
for no in QS-001 QS-004; do # both of a third grade; the second says that page 31 is done
    cat <<FLOW
scan $(card $no)
wait 400
FLOW
done >"$work/come"
flow() { # size
    cat <<FLOW
clock 2026-11-24 16:40
camera missing
wait 100
$(cat "$work/come")
tap 400 300
wait 400
touch icons/homework
wait 400
touch 练习册第31页
wait 400
touch icons/finished
wait 21000
sign-in QS-S003
wait 400
touch icons/homework
wait 400
touch 三年级
wait 400
list $work/$1-tasks-list.txt
touch 练习册第31页
wait 400
list $work/$1-tasks-item.txt
touch icons/waiting
wait 3000
touch $one
wait 400
list $work/$1-tasks-ticked.txt
touch 撤回
wait 3000
list $work/$1-tasks-back.txt
touch icons/back
wait 400
touch 布置
wait 400
list $work/$1-tasks-set.txt
touch 三年级
wait 400
touch 数学
wait 400
touch 口算第__页
wait 400
touch 4
wait 400
touch 2
wait 400
list $work/$1-tasks-number.txt
touch icons/check
wait 400
touch 只给一个小朋友
wait 400
touch Z
wait 400
touch 周安妮
wait 400
list $work/$1-tasks-chosen.txt
touch 布置给 9 位小朋友
wait 400
list $work/$1-tasks-done.txt
touch 上周的
wait 400
touch 三年级
wait 400
touch 这周再布置
wait 400
list $work/$1-tasks-week.txt
touch 撤回
wait 3000
touch 落下的
wait 400
list $work/$1-tasks-behind.txt
FLOW
}
for size in 1280x800 800x1280; do
    cp "$db" "$work/$size.db"
    flow $size >"$work/flow"
    ok "the flow plays at $size" "$B/zhaoxi-kiosk" --db "$work/$size.db" --source none \
        --window $size --script "$work/flow"
    kept "$work/$size"-tasks-*.txt
done
before=$(events "SELECT count(*) FROM homework")
db=$work/1280x800.db
ok "each tick is on the record with its tutor, and so is the undo" test "$(events "
    SELECT group_concat(e.kind || ' ' || coalesce(e.payload ->> 'state', '') || ' ' || s.no, ', ')
    FROM event AS e JOIN staff AS s ON s.id = e.staff_id WHERE e.kind LIKE 'homework_%'")" = \
    "homework_mark done QS-S003, homework_mark done QS-S003, homework_undo  QS-S003"
ok "the class and the child have the new item" test "$(events "SELECT count(*) FROM homework
    WHERE text = '口算第42页' AND due_day = 20261125")" = 2
ok "one of them for the child alone" test "$(events "SELECT c.name FROM homework AS h
    JOIN child AS c ON c.id = h.child_id WHERE h.text = '口算第42页'")" = 周安妮
ok "what was copied from last week is taken away again" test \
    "$(events "SELECT count(*) FROM homework")" = $((before + 2))
ok "who is not on the list of one child has no row of it" test \
    "$(zx list homework --json | jq '[.[] | select(.text == "口算第42页")] | length')" = 2

# All or none on a full disk, and it is said.
sqlite3 "$db" "CREATE TRIGGER full BEFORE INSERT ON event WHEN NEW.kind = 'homework_mark'
    BEGIN SELECT RAISE (ABORT, 'full'); END"
cat >"$work/flow" <<FLOW
clock 2026-11-24 17:30
sign-in QS-S003
wait 400
touch icons/homework
wait 400
touch 三年级
wait 400
touch 练习册第31页
wait 400
touch $one
wait 400
list $work/full.txt
FLOW
ok "the flow on a full disk plays" "$B/zhaoxi-kiosk" --db "$db" --source none --window 1280x800 \
    --script "$work/flow"
ok "what was not saved is said" grep -q 没能保存 "$work/full.txt"
finish
