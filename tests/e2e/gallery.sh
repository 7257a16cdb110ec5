#!/bin/bash
# Every control in every state, through the real program, without a database: each page as a draw
# list, and what a finger does to it. `REBASELINE=1 bash tests/e2e/gallery.sh` renews it.
. tests/lib.sh

page() { echo "tap $((114 + 175 * $1)) 70"; echo "wait 500"; } # 0 to 6: opens it by its tab
pinyin=$(compgen -G "/usr/lib/*/libpinyin/data/table.conf") # else that page is left out
show() { echo "list $work/gallery-$1.txt"; }
{
    echo "clock 2026-11-24 16:40"
    echo "wait 100"
    show buttons
    echo "down 150 210"
    show button-held
    echo "move 900 700"
    show button-left
    echo "up 900 700"
    for _ in 1 2 3 4 5 6 7 8 9 10; do echo "tap 150 210"; done
    echo "wait 500"
    show button-hammered
    echo "down 640 780" # a palm that stays
    echo "wait 1000"
    echo "tap 150 210"
    show palm-rests
    echo "wait 15000"
    echo "tap 150 210"
    echo "wait 500"
    show palm-let-go
    page 1
    show lists
    echo "tap 200 310"
    echo "wait 500"
    show list-chosen
    echo "down 200 400"
    for y in 380 350 310 260 210; do echo "move 200 $y"; done
    echo "up 200 210"
    show list-dragged
    echo "wait 3000"
    show list-rolled
    page 2
    show keys
    for x in 90 90 210; do echo "tap $x 320"; echo "wait 100"; done
    echo "tap 480 450"
    echo "wait 200"
    show keys-typed
    page 3
    show messages
    echo "tap 800 505"
    echo "wait 500"
    echo "tap 640 660"
    echo "wait 200"
    show messages-answered
    echo "wait 2400"
    show messages-over
    page 4
    show charts
    page 5
    show colours
    if [ -n "$pinyin" ]; then
        page 6
        # n i h a o z u o y e
        for at in "454 620" "1070 520" "946 520" "85 520" "577 620" \
            "700 720" "85 720" "577 620" "577 720" "577 520"; do
            echo "tap $at"
            echo "wait 300"
        done
        show note
        echo "tap 640 314" # after the whole sentences
        echo "wait 500"
        show note-picked
    fi
} >"$work/flow"
gallery() { "$B/zhaoxi-kiosk" --gallery --window 1280x800 --script "$work/flow" "$@"; }
ok "the gallery opens without a database and plays" gallery
kept "$work"/gallery-*.txt
says() { grep -q "$2" "$work/gallery-$1.txt"; }
ok "a button that is held looks so" bash -c "! cmp -s '$work/gallery-buttons.txt' '$work/gallery-button-held.txt'"
ok "hammering on after the first touch does nothing" says button-hammered "按了 1 次"
ok "while a palm rests no other finger is heard" says palm-rests "按了 1 次"
ok "a palm that stays is let go" says palm-let-go "按了 2 次"
ok "a dialog's answer is taken" says messages-answered "删掉了"
ok "a toast is shown" says messages-answered "记好了"
if [ -n "$pinyin" ]; then
    ok "typed pinyin has candidates" says note "你好$"
    ok "one that is touched is written, and the letters after it wait" says note-picked "你好zuoye$"
fi
toast_over() { ! says messages-over "记好了"; }
ok "a toast goes by itself" toast_over
top() { sed -n 's/.*bold INK \(第 [0-9]* 行\)$/\1/p;s/.*px INK \(第 [0-9]* 行\)$/\1/p' "$work/gallery-$1.txt" | head -1; }
moved() { [ "$(top list-dragged)" != "$(top list-chosen)" ] && [ "$(top list-rolled)" != "$(top list-dragged)" ]; }
ok "a list follows the finger and rolls on" moved
ok "less motion is played" gallery --less-motion
still() { [ "$(top list-rolled)" = "$(top list-dragged)" ]; }
ok "with less motion a list stops with the finger" still
ok "larger text is played" gallery --text 150
larger() { grep -q "45px" "$work/gallery-buttons.txt"; }
ok "text grows by half" larger
ok "text above 150 % is refused" bash -c "! '$B/zhaoxi-kiosk' --gallery --text 200 2>/dev/null"
finish
