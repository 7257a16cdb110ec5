#!/bin/bash
# A child's day is read on the screen and at the command line, and what was wrong in it is put right.
. tests/lib.sh

make_township || { echo "Bail out! no township"; exit 1; }
export SDL_AUDIODRIVER=dummy SDL_VIDEODRIVER=dummy
card() { zx cards show --child "$1"; }
name() { events "SELECT name FROM child WHERE no = '$1'"; }
first=$(name QS-001) second=$(name QS-002)
keys() { for key in "$@"; do printf 'touch %s\nwait 100\n' "$key"; done; }
touch_() { for words; do printf 'touch %s\nwait 400\n' "$words"; done; }
say() { printf 'list %s/%s-correct-%s.txt\n' "$work" "$size" "$1"; }
pick() { keys Q S 0 0 "${1#QS-00}"; touch_ "$(name "$1")"; }
flow() {
    cat <<FLOW
clock 2026-11-20 16:00
camera missing
wait 100
scan $(card QS-001)
clock 2026-11-20 17:10
wait 1000
scan $(card QS-001)
clock 2026-11-23 16:20
wait 4000
scan $(card QS-001)
wait 4000
scan $(card QS-002)
wait 4000
scan $(card QS-003)
clock 2026-11-24 16:00
wait 1000
scan $(card QS-001)
clock 2026-11-24 17:05
wait 1000
scan $(card QS-001)
clock 2026-11-24 17:30
wait 4000
sign-in QS-S002
touch icons/history
wait 400
$(say pick)
touch 忘记签退：3
wait 400
$(say left)
touch 照常 17:10
wait 400
$(say left-usual)
touch 其他时间
wait 400
$(say left-form)
touch 必填
wait 400
$(keys 1 7 1 0)
touch 确定
wait 400
touch 保存
wait 400
$(say left-review)
touch 改正
wait 400
$(say left-done)
touch icons/back
wait 400
$(pick QS-001)
$(say day)
touch 17:05
wait 400
$(say what)
touch icons/people
wait 400
$(keys Q S 0 0 2)
touch $second
wait 400
$(say child-form)
touch 保存
wait 400
$(say child-review)
touch 改正
wait 400
$(say child-done)
touch 16:00
wait 400
touch icons/undo
wait 400
$(say undo)
FLOW
}
for size in 1280x800 800x1280; do
    cp "$db" "$work/$size.db"
    flow >"$work/flow"
    ok "the flow plays at $size" "$B/zhaoxi-kiosk" --db "$work/$size.db" --source none \
        --window $size --script "$work/flow"
    kept "$work/$size"-correct-*.txt
done
db=$work/1280x800.db
said() { events "SELECT group_concat(what, ' ') FROM (SELECT payload ->> 'what' AS what FROM event
    WHERE kind = 'correction' ORDER BY seq)"; }
ok "each touch is an act on the record" test "$(said)" = "left left child child"
ok "by who was signed in" test "$(events "SELECT DISTINCT s.no FROM event AS e JOIN staff AS s ON s.id = e.staff_id
    WHERE e.kind = 'correction'")" = QS-S002
day() { zx report day --day 2026-11-"$1" --json | jq -r '.[] | [.no, .first_in, .last_out, .state] | join(" ")' | sort; }
ok "the usual time, the told time, and one still assumed" test "$(day 23)" = "QS-001 16:20 17:10 corrected
QS-002 16:20 18:30 assumed
QS-003 16:20 17:10 corrected"
ok "the stay belongs to the other child" test "$(day 24)" = "QS-002 16:00 17:05 corrected"
ok "events and sums agree" test "$(zx doctor --json | jq -r .rollup)" = ok
history() { zx history --child "$1" --day 2026-11-24 --json | jq -r '.[] | [.kind, .time, .staff] | join(" ")'; }
ok "the history tells it at the command line" test "$(history QS-001)" = "check_in 16:00 
child 16:00 王乐
check_out 17:05 
child 17:05 王乐"
ok "and with the other child as well" test "$(history QS-002)" = "$(history QS-001)"
ok "in words" bash -c "'$B/zhaoxi' --lang en --db '$db' history --child QS-001 --day 2026-11-24 | grep -q 'it was $second'"
ok "a child that is none is refused" bash -c "! '$B/zhaoxi' --db '$db' history --child QS-999 2>/dev/null"
shown() { grep -qF "$2" "$work/1280x800-correct-$1.txt"; }
ok "the usual time is offered" shown left "照常 17:10"
ok "before and after are shown" shown left-review "16:20 到 17:10"

# A tutor reads, and corrects nothing.
cat >"$work/flow" <<FLOW
clock 2026-11-24 18:00
camera missing
wait 100
sign-in QS-S003
touch icons/history
wait 400
$(pick QS-001)
touch 17:05
wait 400
list $work/tutor.txt
FLOW
ok "the tutor's flow plays" "$B/zhaoxi-kiosk" --db "$db" --source none --window 1280x800 --script "$work/flow"
reads() { grep -q 17:05 "$work/tutor.txt" && ! grep -q "icons/pencil.*96" "$work/tutor.txt" && ! grep -q "来过但没有记录" "$work/tutor.txt"; }
ok "a tutor reads the day, and is offered no correction" reads
finish
