#!/bin/bash
# The manager's page of the machine: a backup onto a stick, a new kiosk that restores it by its
# set-up, and closing the kiosk. The stick is a folder.
. tests/lib.sh

make_township
export ZHAOXI_MEDIA=$work/sticks
mkdir -p "$ZHAOXI_MEDIA"
flow() {
    cat <<FLOW
clock 2026-11-24 16:40
camera missing
sign-in QS-S001
wait 400
touch icons/kiosk
wait 400
touch 现在全部检查
worked
list $work/state.txt
touch 备份
wait 400
list $work/$1-device-backup.txt
touch 生成恢复码
wait 400
touch 已抄好
wait 400
touch 现在备份
worked
list $work/$1-device-no-stick.txt
FLOW
}
rest() {
    cat <<FLOW
clock 2026-11-24 16:45
camera missing
sign-in QS-S001
wait 400
touch icons/kiosk
wait 400
touch 备份
wait 400
touch 现在备份
worked
list $work/done.txt
touch 声音
wait 400
list $work/$1-device-sound.txt
touch 没有安静时段
wait 400
list $work/$1-device-quiet.txt
touch 新机器
wait 400
list $work/$1-device-join.txt
touch 关闭
wait 400
list $work/$1-device-close.txt
touch 关闭程序：再点3次
wait 16000
list $work/$1-device-locked.txt
$(for n in 3 2 1; do printf 'touch 关闭程序：再点%d次\nwait 400\n' $n; done)
list $work/$1-device-hold.txt
FLOW
}
# The middle of the last text drawn, as the list has it.
middle() { awk -v text="$1" 'index($0, text) { split($2, a, /[,x]/); split($0, b, / /); split(b[2], p, ","); split(b[3], s, "x"); print p[1] + int(s[1] / 2), p[2] + int(s[2] / 2) }' "$2" | tail -1; }
cp "$db" "$work/first.db"
for size in 1280x800 800x1280; do
    rm -rf "$ZHAOXI_MEDIA"/*
    cp "$work/first.db" "$db"
    rm -f "$db"-*
    flow $size >"$work/flow"
    ok "the page plays at $size" "$B/zhaoxi-kiosk" --db "$db" --source none --window $size --script "$work/flow"
    mkdir "$ZHAOXI_MEDIA/USB"
    rest $size >"$work/flow"
    ok "with a stick it plays on at $size" "$B/zhaoxi-kiosk" --db "$db" --source none --window $size --script "$work/flow"
    kept "$work/$size"-device-*.txt
done
ok "what is well and what is not is said" bash -c "grep -q '数据库' '$work/state.txt' && grep -q '没有插摄像头' '$work/state.txt'"
ok "the backup says that the stick may go" grep -q "可以拔出U盘" "$work/done.txt"
ok "one backup lies on the stick, for its owner alone" test "$(stat -c %a "$ZHAOXI_MEDIA"/USB/* | xargs)" = 600
ok "it is on the record" test "$(events "SELECT count(*) FROM event WHERE kind = 'backed_up'")" = 1

# Three taps, three seconds, the PIN. What stands after the end is never played.
rest 800x1280 >"$work/flow"
read -r x y <<<"$(middle 按住这里三秒 "$work/800x1280-device-hold.txt")"
close_by() { # digits
    cat <<FLOW
down $x $y
wait 3200
up $x $y
wait 400
$(for d in "$@"; do printf 'touch %s\nwait 200\n' "$d"; done)
touch icons/check
wait 400
FLOW
}
{ cat "$work/flow"; close_by 1 1 1 1; echo "list $work/wrong.txt"; } >"$work/flow.wrong"
ok "the way out plays" "$B/zhaoxi-kiosk" --db "$db" --source none --window 800x1280 --script "$work/flow.wrong"
ok "a wrong PIN closes nothing, and all begins anew" bash -c "grep -q '密码不对' '$work/wrong.txt' && grep -q '再点3次' '$work/wrong.txt'"
{ cat "$work/flow"; close_by 2 5 8 0; echo "touch nothing of the kind"; } >"$work/flow.right"
ok "the right one closes the kiosk" "$B/zhaoxi-kiosk" --db "$db" --source none --window 800x1280 --script "$work/flow.right"

# A new machine: set-up, restore, the code held before the camera.
before=$(events "SELECT count(*) FROM child")
rm -f "$ZHAOXI_MEDIA"/USB/*
zx backup --to-stick >/dev/null
code=$(events "SELECT hex(value) FROM setting WHERE key = 'recovery'" | python3 -c '
import sys
bits = bin(int("1" + sys.stdin.read().strip(), 16))[3:] + "00"
print("".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[int(bits[i:i + 5], 2)] for i in range(0, len(bits), 5)))')
file=$(basename "$ZHAOXI_MEDIA"/USB/*)
restore_by() { # code
    cat <<FLOW
clock 2026-11-25 08:00
camera missing
wait 100
touch 中文
wait 400
touch 恢复备份
wait 400
touch 查找备份
worked
wait 400
touch $file
wait 400
scan $1
wait 100
touch icons/check
worked
wait 400
list $work/restored.txt
FLOW
}
db=$work/new.db
restore_by "ZXR1${code/[0-9]/Z}" >"$work/flow"
ok "another code is refused" "$B/zhaoxi-kiosk" --db "$db" --source none --window 1280x800 --script "$work/flow"
ok "kindly, and nothing is left there" bash -c "grep -q 恢复码不对 '$work/restored.txt' && ! ls '$db'* 2>/dev/null"
restore_by "ZXR1$code" >"$work/flow"
ok "the right one restores" "$B/zhaoxi-kiosk" --db "$db" --source none --window 1280x800 --script "$work/flow"
ok "the home screen is there" grep -q 把卡片举到这里 "$work/restored.txt"
ok "with all children" test "$(events "SELECT count(*) FROM child")" = "$before"
ok "and the log says that it was restored" test "$(events "SELECT kind FROM event ORDER BY seq DESC LIMIT 1")" = restored
ok "the database is whole" test "$(zx doctor --json | jq -r .file)" = ok
finish
