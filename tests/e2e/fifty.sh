#!/bin/bash
# Children pass the kiosk's camera in a queue, as they do: many hold the card askew or upside down;
# some show another card first, another code, hold it too far away, or hold it up twice. Each steps
# up, holds the card up, and again if nothing answered. CHILDREN=50 is the promise (bench_fifty.sh).
. tests/lib.sh
zx_at=
children=${CHILDREN:-12}

make_township
mapfile -t numbers < <(zx list children --json | jq -r '.[].no' | head -n "$children")
lost=${numbers[0]} # whose old card another child found
revoked=$(card "$lost")
zx cards reissue --child "$lost" --reason lost >/dev/null
texts=() # asked beforehand: a child has its card in the hand
for no in "${numbers[@]}"; do texts+=("$(card "$no")"); done

start_display 1280x800
mkfifo "$work/camera"
exec 8<>"$work/camera"
"$B/zhaoxi-kiosk" --db "$db" --source "$work/camera" --window 1280x800 2>"$work/kiosk.log" &
kiosk=$!
processes+=($kiosk)
wait_for 20 grep -q "first frame" "$work/kiosk.log"
"$B/tests/frames" --out "$work/camera" --realtime --gap 15 --noise 6

answers() { grep -c "scan " "$work/kiosk.log"; }
hold() { # text, options: slides into the picture, is held for 0.8 s, and goes
    "$B/tests/frames" --append --out "$work/camera" --realtime --gap 6 --hold 12 --size 330 --noise 6 \
        --seed $((++seed)) "${@:2}" "text:$1"
}
step_up() { # 1 s without a card
    "$B/tests/frames" --append --out "$work/camera" --realtime --gap 15 --noise 6 --seed $((++seed))
}
pass() { # text, options: until there is an answer
    local before try
    before=$(answers)
    for try in 1 2 3; do
        hold "$@"
        [ "$(answers)" -gt "$before" ] && return
    done
    missed=$((missed + 1))
    echo "# not answered: $*"
    return 1
}
seed=0 missed=0 mistakes=0
child() { # number in the queue, its card
    local turn=$(($1 * 37 % 31 - 15)) tilt=$(($1 * 7 % 21))
    [ $(($1 % 5)) = 1 ] && turn=$((turn + 180)) && mistakes=$((mistakes + 1))
    step_up
    case $(($1 % 10)) in
    2) pass "$revoked" ;;
    4) pass "$2" --turn $turn && step_up ;; # and again below
    6) pass "https://example.org/menu?table=$1" ;;
    7) pass "ZX1$(printf '%032d' "$1")" ;; # a card of ours by its look, cut off
    8) hold "$2" --size 34 --blur 3 ;;
    *) mistakes=$((mistakes - 1)) ;;
    esac
    mistakes=$((mistakes + 1))
    pass "$2" --turn $turn --tilt $tilt
}
begun=$(date +%s%N)
for i in "${!texts[@]}"; do child "$i" "${texts[i]}"; done
took_ms=$((($(date +%s%N) - begun) / 1000000))
echo "# $children children with $mistakes mistakes in $((took_ms / 1000)).$((took_ms % 1000 / 100)) s"

in_once() {
    [ "$(events "SELECT count(*), count(DISTINCT child_id), sum(kind <> 'check_in') FROM event WHERE kind NOT IN ('card_issued', 'card_ended', 'pin_set')")" = \
        "$children|$children|0" ]
}
ok "each of $children children is checked in, once" wait_for 5 in_once
right_ones() {
    diff <(printf '%s\n' "${numbers[@]}" | sort) \
        <(events "SELECT c.no FROM event AS e JOIN child AS c ON c.id = e.child_id WHERE e.kind = 'check_in'" | sort)
}
ok "and each by its own card" right_ones
ok "every card and code was answered" test $missed = 0
each_kind() {
    for kind in revoked foreign damaged; do grep -q "scan $kind" "$work/kiosk.log" || return 1; done
    [ "$(grep -c "scan in" "$work/kiosk.log")" -gt "$children" ]
}
ok "old cards, other codes and double scans among them" each_kind
ok "events and sums agree" test "$(zx doctor --json | jq -r .rollup)" = ok
finish
