#!/bin/bash
# The way to the staff side: card and PIN, a lock-out that grows, a lost PIN, and who does what.
. tests/lib.sh

make_township
export SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy
card() { zx cards show --staff "$1"; }
name_of() { events "SELECT name FROM staff WHERE no = '$1'"; }
say() { echo "list $work/$size-sign-$1.txt"; [ -z "${SHOTS:-}" ] || echo "shot $SHOTS/$size-$1.png"; }
keys() { # digits, E for enter, D for delete
    local key
    for key in $(sed 's/./& /g' <<<"$1"); do
        case $key in D) key=icons/delete ;; E) key=icons/check ;; esac
        printf 'touch %s\nwait 100\n' $key
    done
}
flow() {
    echo "clock 2026-11-24 16:40"
    echo "wait 100"
    echo "scan $(card QS-S002)"
    say ask
    keys 258
    say typed
    keys 1
    keys E | head -1
    say checking
    echo "wait 200"
    say wrong
    keys 25E # no try
    keys D581E
    keys 2581E
    echo "wait 200"
    say locked
    echo "wait 12000"
    say waits
    echo "wait 18000"
    say waited
    keys 2580E
    echo "wait 200"
    say menu-social
    echo "wait 61000"
    say closed
    echo "scan $(card QS-S004)"
    say none
    echo "scan $(card QS-S001)"
    keys 2580E
    echo "wait 200"
    say menu
    echo "touch icons/key"
    echo "wait 500"
    say pins
    echo "touch $(name_of QS-S001)"
    echo "wait 500"
    say own
    echo "touch $(name_of QS-S004)"
    echo "wait 500"
    say let
    echo "touch 允许"
    echo "wait 500"
    say lets
    echo "wait 61000"
    echo "scan $(card QS-S004)"
    say choose
    keys 1234E
    say weak
    keys 36914E
    say confirm
    keys 36915E
    say differed
    keys 36914E
    keys 36914E
    echo "wait 400"
    say chosen
    echo "lang en"
    say chosen-en
}
for size in 1280x800 800x1280; do
    cp "$db" "$work/flow.db"
    flow >"$work/flow"
    ok "the flow plays at $size" "$B/zhaoxi-kiosk" --db "$work/flow.db" --source none --window $size --script "$work/flow"
    kept "$work/$size"-sign-{ask,typed,checking,wrong,locked,none,pins,let,choose,weak,confirm}.txt
    says() { grep -q -- "$2" "$work/$size-sign-$1.txt"; }
    log() { sqlite3 -readonly "$work/flow.db" "SELECT group_concat(word) FROM (SELECT $1 AS word FROM event AS e JOIN staff AS s ON s.id = e.staff_id WHERE $2 ORDER BY e.seq)"; }
    ok "the full dots are seen before the PIN is checked" says checking "正在核对"
    ok "a wrong PIN says how many tries are left" says wrong "还可以试 2 次"
    ok "the third locks" says locked "请等 30 秒"
    ok "the seconds are counted down" says waits "请等 18 秒"
    ok "when they are over the PIN is asked again" says waited "请输入您的密码"
    ok "the right PIN opens the staff side" says menu-social "退出"
    hidden() { ! says menu-social 密码; }
    ok "where a social worker finds no list of PINs" hidden
    ok "left alone for a minute it closes" says closed "小朋友在这里"
    ok "who has no PIN is told whom to ask" says none "请主任允许"
    ok "a manager cannot reset her own PIN" says own "不能重置自己的密码"
    ok "whom a manager lets chooses a PIN" says lets "现在可以设置"
    ok "a weak one is refused with the reason" says weak "数字是连着的"
    ok "two that differ are none" says differed "两次输入不一样"
    ok "with the new PIN its owner is in" says chosen "刘雪峰"
    ok "each sign-in and each wrong PIN is on the record" test "$(
        log "s.no || ' ' || e.kind" "e.kind <> 'pin_set' OR s.no = 'QS-S004'")" = \
        "QS-S002 pin_wrong,QS-S002 pin_wrong,QS-S002 pin_wrong,QS-S002 signed_in,QS-S001 signed_in,QS-S004 pin_reset,QS-S004 pin_set,QS-S004 signed_in"
    ok "and who reset and who set a PIN" test "$(
        log "(SELECT no FROM staff WHERE id = e.payload ->> 'by')" "s.no = 'QS-S004' AND e.kind <> 'signed_in'")" = \
        "QS-S001,QS-S004"
    nowhere() { ! grep -qE "36914|2580|2581" "$work/$size"-sign-*.txt; }
    ok "no list shows a digit of a PIN" nowhere
done

# Without a database there is no way in.
{ echo "clock 2026-11-24 16:40"; echo "scan $(card QS-S001)"; echo "list $work/none.txt"; } >"$work/flow"
ok "without a database the card leads nowhere" "$B/zhaoxi-kiosk" --db "$work/nothing.db" --source none --window 1280x800 --script "$work/flow"
shut() { ! grep -qE "退出|请输入" "$work/none.txt"; }
ok "and nothing opens" shut
finish
