#!/bin/bash
# Staff's word for the time on the screen, a second person's card for more than a day, the bell.
. tests/lib.sh

make_township
export SDL_AUDIODRIVER=dummy SDL_VIDEODRIVER=dummy
second=$(zx cards show --staff QS-S003)
volunteer=$(zx cards show --staff "$(events "SELECT no FROM staff WHERE role = 'volunteer' AND home_id = (SELECT id FROM home WHERE code = 'QS') LIMIT 1")")
digits() { for d in "$@"; do printf 'touch %s\nwait 100\n' "$d"; done; }
flow() {
    cat <<FLOW
clock 2026-11-20 03:10 wrong
camera missing
wait 100
scan $(card QS-001)
wait 4000
sign-in QS-S001
touch icons/clock
wait 400
list $work/$1-clock-wrong.txt
$(for i in 1 2 3 4; do printf 'touch 后一天 ▶\nwait 400\n'; done)
$(digits 1 6 1 8)
touch 就是这个时间
wait 400
list $work/$1-clock-witness.txt
scan $volunteer
list $work/$1-clock-volunteer.txt
wait 11000
scan $second
wait 400
list $work/$1-clock-set.txt
touch 学校铃声
wait 400
list $work/$1-clock-bell.txt
touch 现在打铃：16:20
wait 400
list $work/$1-clock-aligned.txt
touch 退出
wait 400
list $work/$1-clock-home.txt
FLOW
}
for size in 1280x800 800x1280; do
    cp "$db" "$work/$size.db"
    flow $size >"$work/flow"
    ok "the flow plays at $size" "$B/zhaoxi-kiosk" --db "$work/$size.db" --source none \
        --window $size --script "$work/flow"
    kept "$work/$size"-clock-*.txt
done
db=$work/1280x800.db
ok "more than a day asks for a second person" grep -q "另一位工作人员" "$work/1280x800-clock-witness.txt"
ok "a volunteer's card is not enough" grep -q "另一位工作人员" "$work/1280x800-clock-volunteer.txt"
ok "with it the clock is set" grep -q "时钟已校准" "$work/1280x800-clock-set.txt"
ok "the record says who, and who was the witness" test "$(events "SELECT s.no, w.no FROM event e
    JOIN staff s ON s.id = e.staff_id JOIN staff w ON w.id = e.payload ->> 'witness'
    WHERE e.kind = 'clock_set'")" = "QS-S001|QS-S003"
ok "who came before is in on the true day" test \
    "$(events "SELECT day FROM attendance_day")" = 20261124
ok "no stored time moves with the bell" test \
    "$(events "SELECT value FROM setting WHERE key = 'bell_ms'")" -gt 60000
ok "events and sums agree" test "$(zx doctor --json | jq -r .rollup)" = ok
finish
