#!/bin/bash
# Random touches, fingers, keys and cards through the real program: it neither stops nor harms the
# database. COUNT touches of one SEED; `make monkey` plays more, under AddressSanitizer.
. tests/lib.sh
touches=${COUNT:-2000} seed=${SEED:-1} size=${SIZE:-1280x800}

make_township
for no in $(zx list children --json | jq -r '.[].no' | head -40); do
    card "$no"
done >"$work/cards"
printf 'clock 2026-11-24 07:30\nwait 100\nmonkey %s %s %s\nwait 60000\nlist %s\n' \
    "$touches" "$seed" "$work/cards" "$work/after.txt" >"$work/flow"
play() {
    "$B/zhaoxi-kiosk" --db "$db" --source none --window "$size" \
        --script "$work/flow" 2>"$work/kiosk.log" || { tail -40 "$work/kiosk.log"; false; }
}
ok "$touches touches of seed $seed are played" play
whole() { ! grep -q "more than its draw list holds" "$work/kiosk.log"; }
ok "no screen was larger than its draw list" whole
ok "left alone, the kiosk is at home" grep -q "camera\|icons/card" "$work/after.txt"
checked_in() { [ "$(events "SELECT count(*) FROM event WHERE kind = 'check_in'")" -gt 10 ]; }
ok "cards were answered between the touches" checked_in
names() { zx list children --json | jq -r '.[].name'; }
quiet() { ! grep -qFf <(names) "$work/kiosk.log"; }
ok "no name stands in the log" quiet
ok "the doctor finds a sound database" test "$(zx doctor --json | jq -r '.file + .rollup')" = okok
finish
