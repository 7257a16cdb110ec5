#!/bin/bash
# A flow through the real program with a clock of its own. What each screen shows is compared, as a
# draw list, with what was looked at and found good: `REBASELINE=1 make test` renews it.
. tests/lib.sh

make_township
flow() { # size
    cat <<FLOW
clock 2026-11-24 16:40
camera missing
wait 100
list $work/$1-home.txt
scan $(card QS-001)
list $work/$1-welcome.txt
wait 4000
scan https://example.org
list $work/$1-foreign.txt
wait 4000
scan ZX1ABC
list $work/$1-damaged.txt
wait 4000
type $(card QS-001)
list $work/$1-goodbye.txt
wait 4000
list $work/$1-after.txt
lang en
list $work/$1-en.txt
clock 2026-11-25 07:30
wait 100
scan $(card QS-001)
list $work/$1-next-day.txt
tap 600 400
wait 400
list $work/$1-dismissed.txt
FLOW
}
for size in 1280x800 800x1280; do
    zx import --homes assets/demo/homes.csv >/dev/null
    cp "$db" "$work/flow.db"
    flow $size >"$work/flow"
    ok "the flow plays at $size" "$B/zhaoxi-kiosk" --db "$work/flow.db" --source none \
        --window $size --script "$work/flow"
    kept "$work/$size"-*.txt
done
ok "the welcome names the child and the time" grep -q "16:40 签到" "$work/1280x800-welcome.txt"
ok "after it one child less is in" grep -q "0 位小朋友在这里" "$work/1280x800-after.txt"
ok "the next day begins with in" grep -q "Checked in at 07:30" "$work/1280x800-next-day.txt"
ok "a touch leads to the child's own page" grep -q "My page" "$work/1280x800-dismissed.txt"
echo "tap 1 2 3 4" >"$work/flow"
ok "a flow with a mistake fails" bash -c "! '$B/zhaoxi-kiosk' --db '$work/flow.db' --source none --window 640x480 --script '$work/flow'"
finish
