#!/bin/bash
# Cards on the screen: a lost one ends and the new one works at once; a guardian gets one.
. tests/lib.sh

make_township || { echo "Bail out! no township"; exit 1; }
export SDL_AUDIODRIVER=dummy SDL_VIDEODRIVER=dummy
old=$(zx cards show --child QS-001)
name=$(events "SELECT name FROM child WHERE no = 'QS-001'")
flow() { # size
    cat <<FLOW
clock 2026-11-24 16:40
camera missing
wait 100
sign-in QS-S001
touch icons/card
wait 400
$(for key in Q S 0 0 1; do printf 'touch %s\nwait 100\n' $key; done)
list $work/$1-cards-found.txt
touch $name
wait 400
list $work/$1-cards-people.txt
touch 挂失补卡
wait 400
list $work/$1-cards-ask.txt
touch 补发新卡
wait 400
list $work/$1-cards-new.txt
scan $old
list $work/$1-cards-old-shown.txt
wait 4000
touch icons/back
wait 400
touch 发卡
wait 400
list $work/$1-cards-guardian.txt
FLOW
}
for size in 1280x800 800x1280; do
    cp "$db" "$work/$size.db"
    flow $size >"$work/flow"
    ok "the flow plays at $size" "$B/zhaoxi-kiosk" --db "$work/$size.db" --source none \
        --window $size --script "$work/flow"
    kept "$work/$size"-cards-*.txt
done
db=$work/1280x800.db
new=$(zx cards show --child QS-001)
ok "the child has another card" test -n "$new" -a "$new" != "$old"
ok "the guardian has one" test "$(events "SELECT count(*) FROM card WHERE kind = 2")" = 1
ok "the record says who did it" test "$(events "SELECT group_concat(e.kind) FROM event e
    JOIN staff s ON s.id = e.staff_id AND s.no = 'QS-S001' WHERE e.kind LIKE 'card_%'")" = \
    card_ended,card_issued,card_issued
ok "staff see that the old card was shown" grep -q "旧卡" "$work/1280x800-cards-old-shown.txt"
finish
