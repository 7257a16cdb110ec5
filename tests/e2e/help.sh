#!/bin/bash
# A child raises its hand, a tutor goes there, and the queue is shorter; a note for the social worker
# is written by a tutor and closed by the social worker.
. tests/lib.sh

make_township
flow() { # size
    cat <<FLOW
clock 2026-11-24 16:40
camera missing
wait 100
scan $(card QS-004)
wait 400
tap 400 300
wait 400
touch icons/homework
wait 400
touch 练习册第30页，应用题要写单位
wait 400
touch icons/raised-hand
wait 21000
clock 2026-11-24 17:02
wait 100
sign-in QS-S003
wait 400
touch 谁要帮忙
wait 400
list $work/$1-help-queue.txt
touch 数学
wait 400
touch 我来帮
wait 400
list $work/$1-help-taken.txt
touch 退出
wait 400
sign-in QS-S004
wait 400
touch 谁要帮忙
wait 400
list $work/$1-help-another.txt
touch 退出
wait 400
sign-in QS-S003
wait 400
touch 谁要帮忙
wait 400
touch 帮完了
wait 400
list $work/$1-help-ends.txt
touch 自己继续做
wait 400
list $work/$1-help-none.txt
touch icons/back
wait 400
touch icons/note
wait 400
list $work/$1-notes-none.txt
touch 写给社工
wait 400
touch L
wait 400
touch L
wait 400
touch 罗林
wait 400
list $work/$1-notes-about.txt
touch 健康有保
wait 400
touch 3
wait 400
touch 9
wait 400
touch icons/check
wait 400
list $work/$1-notes-own.txt
touch 退出
wait 400
sign-in QS-S004
wait 400
touch icons/note
wait 400
list $work/$1-notes-of-another.txt
touch 退出
wait 400
sign-in QS-S002
wait 400
touch icons/note
wait 400
touch 罗林
wait 400
list $work/$1-notes-close.txt
touch 已转介
wait 400
list $work/$1-notes-closed.txt
FLOW
}
for size in 1280x800 800x1280; do
    cp "$db" "$work/$size.db"
    flow $size >"$work/flow"
    ok "the flow plays at $size" "$B/zhaoxi-kiosk" --db "$work/$size.db" --source none \
        --window $size --script "$work/flow"
    kept "$work/$size"-help-*.txt "$work/$size"-notes-*.txt
done
wide=$work/1280x800
db=$wide.db
ok "the minutes that it waits are told" grep -q '21 分钟' "$wide-help-queue.txt"
ok "another tutor sees who goes there, and no button" bash -c \
    "grep -q 在帮 '$wide-help-another.txt' && ! grep -q 我来帮 '$wide-help-another.txt'"
ok "who helps with what is remembered" test "$(events "SELECT group_concat(subject)
    FROM staff_subject WHERE helps")" = maths
ok "taken and done are on the record, and the item is open again" test "$(events "
    SELECT group_concat(kind) FROM (SELECT kind FROM event
    WHERE kind LIKE 'help%' OR kind LIKE 'homework%' ORDER BY seq)")" = \
    homework_mark,help_taken,help_done,homework_undo
ok "nobody waits any more" test "$(zx list help --json | jq length)" = 0
ok "another tutor does not see the note" bash -c "! grep -q 罗林 '$wide-notes-of-another.txt'"
ok "its writer does, on the day" grep -q 罗林 "$wide-notes-own.txt"
ok "the list of notes has it, closed, with its goal" test "$(zx list notes --json |
    jq -r '.[] | .no + " " + .goal + " " + .text + " " + .outcome')" = "QS-004 health 39 passed_on"
finish
