#!/bin/bash
# The set-up's aim: an installer holds a card before the camera and is told how well it is read.
. tests/lib.sh

card=ZX1ABCDEFGHJKMNPQRSTVWXYZ012345678
hold() { # px of the card with its margins (37 modules), more of frames: a stream of it
    "$B/tests/frames" --out "$work/aim.y4m" --hold 20 --gap 3 --size "$1" "${@:2}" "text:$card"
}
aims() { zx aim --source "$work/aim.y4m" >"$work/said"; }
says() { grep -q "$1" "$work/said"; }
verdicts() { "$B/zhaoxi-scanner" --aim --source "$work/aim.y4m" | cut -f1 | sort -u | tr '\n' ' '; }

hold 74
ok "a card of 2 px a module: the aim ends well with its stream" aims
ok "its pixels are counted" says "^2.0 px a module"
ok "it is too small" says "Too small. Bring the camera nearer"
ok "before and after it nothing is read" says "No card is read"
hold 124
aims
ok "a card of 3.4 px a module is good" says "^3.4 px a module, light 11[0-9] of 255: Good"
hold 259 --turn 5
aims
ok "a card of 7 px a module is good" says "^7.[0-9] px a module, .*Good"
hold 700
aims
ok "a card that fills the picture is too near" says "Too near"
"$B/tests/frames" --out "$work/aim.y4m" --hold 20 --gap 3 text:https://example.org/
aims
ok "another program's code is named as such" says "none of our cards"
ok "in Chinese, too" bash -c "'$B/zhaoxi' --lang zh aim --source '$work/aim.y4m' | grep -q '不是本系统的卡'"
ok "programs get JSON" bash -c "'$B/zhaoxi' aim --json --source '$work/aim.y4m' | jq -es 'map(.verdict) | contains([\"other\"])'"
dark() { # value: a stream of one grey
    { printf 'YUV4MPEG2 W640 H480 F15:1 Cmono\n'
        for _ in 1 2 3; do printf 'FRAME\n'; head -c 307200 /dev/zero | tr '\0' "$1"; done; } >"$work/aim.y4m"
}
dark '\010'
ok "a dark room is named" test "$(verdicts)" = "dark "
dark '\376'
ok "a lamp in the picture is named" test "$(verdicts)" = "bright "
ok "no camera: refused, with what to look at" bash -c "! '$B/zhaoxi' --lang en aim --source camera:/dev/video-none 2>&1 | grep -v '^scanner:' | grep -qv 'Is one plugged in'"
ok "and by exit code 1" bash -c "'$B/zhaoxi' aim --source camera:/dev/video-none 2>/dev/null; test \$? = 1"
ok "a wrong call is exit code 2" bash -c "'$B/zhaoxi' aim --sauce 2>/dev/null; test \$? = 2"
finish
