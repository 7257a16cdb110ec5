#!/bin/bash
# People edited on the screen: a new child with its guardian, what can't be, who leaves. Names are
# digits here: they need no pinyin dictionary.
. tests/lib.sh

make_township
keys() { # a key each
    local key
    for key; do printf 'touch %s\nwait 100\n' "$key"; done
}
fill() { # row's label, keys...: opens the field, types, takes over
    printf 'touch %s\nwait 400\n' "$1"
    keys "${@:2}"
    printf 'touch 确定\nwait 400\n'
}
flow() { # size
    cat <<FLOW
clock 2026-11-24 16:40
camera missing
wait 100
sign-in QS-S001
touch icons/family
wait 400
touch 新儿童
wait 400
list $work/$1-people-new.txt
$(fill 姓名 7 5)
$(fill 生日 2 0 2 7 0 1 0 1)
touch 保存
wait 400
list $work/$1-people-future.txt
$(fill 生日 $(printf 'icons/delete %.0s' 1 2 3 4 5 6 7 8) 2 0 1 8 0 1 0 1)
touch 保存
wait 400
list $work/$1-people-first.txt
touch 保存
wait 400
list $work/$1-people-empty.txt
$(fill 监护人姓名 8 3)
$(fill 关系 9)
touch 保存
wait 400
list $work/$1-people-child.txt
touch 今天结束
wait 400
list $work/$1-people-last-guardian.txt
touch icons/back
wait 400
touch 工作人员和志愿者
wait 400
list $work/$1-people-staff.txt
touch 新人员
wait 400
$(fill 姓名 6 4)
touch 保存
wait 400
touch 离开
wait 400
list $work/$1-people-leaves.txt
touch 今天离开
wait 400
FLOW
}
for size in 1280x800 800x1280; do
    cp "$db" "$work/$size.db"
    flow $size >"$work/flow"
    ok "the flow plays at $size" "$B/zhaoxi-kiosk" --db "$work/$size.db" --source none \
        --window $size --script "$work/flow"
    kept "$work/$size"-people-*.txt
done
db=$work/1280x800.db
ok "the child is on the list, with pinyin and its guardian" test "$(events "SELECT c.no, c.pinyin, g.name
    FROM child c JOIN child_guardian l ON l.child_id = c.id JOIN guardian g ON g.id = l.guardian_id
    WHERE c.name = '75'")" = "QS-049|75|83"
ok "the guardian, the only one, was not ended" test "$(events "SELECT count(*) FROM child_guardian
    WHERE until_day = 20261124")" = 0
ok "the sentence says why" grep -q "没有监护人" "$work/1280x800-people-last-guardian.txt"
ok "a birthday in the future is refused in a sentence" grep -q "生日还没到" "$work/1280x800-people-future.txt"
ok "and an empty name is marked" grep -q "请填写标出的一项" "$work/1280x800-people-empty.txt"
ok "somebody new is among the staff" test "$(events "SELECT role FROM staff WHERE name = '64'")" = volunteer
ok "somebody left today" test "$(events "SELECT count(*) FROM staff WHERE left_day = 20261124")" = 1
ok "the record says who did what" test "$(events "SELECT group_concat(e.payload ->> 'table') FROM
    event e JOIN staff s ON s.id = e.staff_id AND s.no = 'QS-S001' WHERE e.kind = 'roster_edit'")" = \
    child,staff,staff
finish
