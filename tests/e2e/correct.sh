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
clock 2026-11-23 16:20
camera missing
wait 100
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
touch 其他时间
wait 400
$(say left-form)
touch 必须填写
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
finish
