#!/bin/bash
# Hands that do odd things, on the real screens: what leads from one to the next is not hammered
# through, a finger may rest, and a hand scanner is heard whatever is shown.
. tests/lib.sh

make_township
{
    echo "clock 2026-11-24 16:40"
    echo "lang en"
    echo "scan $(card QS-001)"
    echo "wait 500"
    for _ in 1 2 3 4 5 6 7 8; do echo "tap 72 72"; done # a way on, and where it leads the way back
    echo "list $work/hammered.txt"
    echo "wait 500"
    echo "tap 72 72"
    echo "list $work/back.txt"
    echo "scan $(card QS-002)"
    echo "wait 500"
    echo "tap 400 400"
    echo "type $(card QS-003)"
    echo "list $work/typed.txt"
    echo "wait 5000"
    echo "down 1200 70" # the language
    echo "wait 55000"
    echo "list $work/rested.txt"
    echo "wait 5000"
    echo "up 1200 70"
    echo "wait 1000"
    echo "scan $(card QS-004)"
    echo "list $work/next.txt"
} >"$work/flow"
ok "the flow plays" "$B/zhaoxi-kiosk" --db "$db" --source none --window 1280x800 --script "$work/flow"
shows() { grep -q "$2" "$work/$1.txt"; }
ok "a hammering hand stays on the screen to which its first touch led" shows hammered "icons/back"
ok "after a rest the same place is heard" shows back "icons/card"
ok "a hand scanner is heard on a child's own page" shows typed "Checked in at\|签到"
ok "a finger that rests for a minute acts once" shows rested "把卡片举到这里"
ok "the next child is greeted" shows next "16:4[0-9] 签到\|Checked in at 16:4"
four() { [ "$(events "SELECT count(*) FROM event WHERE kind = 'check_in'")" = 4 ]; }
ok "four cards are four check-ins" four
finish
