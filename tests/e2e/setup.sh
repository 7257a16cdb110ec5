#!/bin/bash
# The first day: from an empty folder to a child's first check-in, by the screen; a power cut in the
# middle; a disk that can't be written.
. tests/lib.sh

keys() { for d in "$@"; do printf 'touch %s\nwait 200\n' "$d"; done; }
write() { # field, pinyin's letters, which of the candidates
    printf 'touch %s\nwait 400\n' "$1"
    keys "${@:2:2}"
    printf 'touch %s\nwait 300\ntouch 确定\nwait 400\n' "$4"
}
begin() {
    cat <<FLOW
clock 2026-11-24 16:40
camera missing
wait 100
list $work/$1-setup-language.txt
touch 中文
wait 400
list $work/$1-setup-begin.txt
touch 新的乡镇
wait 400
list $work/$1-setup-home.txt
$(write 儿童之家名称 Q S 轻松)
$(write 村 Q Z 亲自)
$(write 教室一 Q Z 亲自)
touch 保存
wait 400
worked
list $work/$1-setup-clock.txt
touch 对，没错
wait 400
list $work/$1-setup-camera.txt
FLOW
}
finish_setup() {
    cat <<FLOW
clock 2026-11-24 16:50
camera missing
wait 100
list $work/$1-setup-again.txt
scan https://example.org
wait 100
list $work/$1-setup-camera-reads.txt
touch 继续
wait 400
list $work/$1-setup-sound.txt
touch 40 %
wait 400
touch 继续
wait 400
list $work/$1-setup-manager.txt
$(write 姓名 L S 蓝色)
touch 保存
wait 400
$(keys 1 2 3 4 icons/check)
list $work/$1-setup-pin-weak.txt
$(keys 2 5 8 0 icons/check 2 5 8 1 icons/check)
list $work/$1-setup-pin-differed.txt
$(keys 2 5 8 0 icons/check 2 5 8 0 icons/check)
wait 400
list $work/$1-setup-card.txt
touch 已拍好
wait 400
list $work/$1-setup-ready.txt
touch 开门使用
wait 400
list $work/$1-setup-over.txt
FLOW
}
play() { # size, sentence
    ok "$2 at $1" "$B/zhaoxi-kiosk" --db "$db" --source none --window "$1" --script "$work/flow"
}
for size in 1280x800 800x1280; do
    rm -f "$db"*
    begin $size >"$work/flow"
    play $size "an empty folder opens the set-up, which plays"
    finish_setup $size >"$work/flow"
    play $size "after a power cut it plays to its end"
    ok "after a power cut it stands where it was at $size" diff "$work/$size-setup-again.txt" "$work/$size-setup-camera.txt"
    rm "$work/$size-setup-again.txt"
    kept "$work/$size"-setup-*.txt
done
ok "the Home is there, and the kiosk stands at it" test "$(events "SELECT name, village, closes_min FROM home JOIN setting ON key = 'home' AND value = home.id")" = "轻松|亲自|1110"
ok "its room is kept" test "$(events "SELECT value FROM setting WHERE key = 'rooms'")" = 亲自
ok "the set-up is over" test "$(events "SELECT value FROM setting WHERE key = 'setup'")" = 0
ok "the volume is kept" test "$(zx sound show --json | jq .volume)" = 40
ok "the public holidays are known" test "$(zx doctor --json | jq -r .calendar)" = ok
ok "the manager has a PIN and a card, and both are on the record" test "$(events "SELECT group_concat(kind) FROM (SELECT kind FROM event WHERE kind IN ('pin_set', 'card_issued') ORDER BY kind)")" = card_issued,pin_set
manager=$(events "SELECT no FROM staff")
ok "the manager's PIN is the one that was typed" zx --as "$manager" sound volume 60 <<<2580

# The first child.
code=$(events "SELECT code FROM home")
printf '编号,姓名,儿童之家,出生日期,性别,入园日期\nC-001,测小雨,%s,2017-05-03,女,2025-09-01\n' "$code" >"$work/children.csv"
head -1 assets/demo/guardians.csv >"$work/guardians.csv"
sed -n 2p assets/demo/guardians.csv | sed 's/^[^,]*,/C-001,/' >>"$work/guardians.csv"
ok "a child comes onto the roster" zx import --children "$work/children.csv" --guardians "$work/guardians.csv"
ok "and gets a card" zx cards issue --all
cat >"$work/flow" <<FLOW
clock 2026-11-24 17:00
wait 100
scan $(zx cards show --child "$(events "SELECT no FROM child")")
wait 100
list $work/first.txt
FLOW
play 1280x800 "the first child holds up the card"
ok "and is in" test "$(events "SELECT count(*) FROM event WHERE kind = 'check_in'")" = 1

# A folder that is not there, as when the disk is not: said, with what to do.
cat >"$work/flow" <<FLOW
clock 2026-11-24 16:40
wait 100
touch 中文
wait 400
touch 新的乡镇
wait 400
list $work/trouble.txt
FLOW
db=$work/nowhere/zhaoxi.db
play 1280x800 "without its folder the set-up plays"
ok "and says what to do" grep -q "数据无法保存" "$work/trouble.txt"
finish
