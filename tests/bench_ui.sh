#!/bin/bash
# The figures of the screen: "name  value  unit  target  peer" on standard output, how they were measured
# on standard error. A real window under Xvfb, a database on this disk.
set -euo pipefail
B=${B:-build}
export LC_ALL=C.UTF-8 SDL_AUDIODRIVER=dummy
work=$(mktemp -d "$B/bench.XXXXXX")
processes=()
cleanup() {
    [ ${#processes[@]} -eq 0 ] || kill "${processes[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
say() { echo "bench-ui: $*" >&2; }
figure() { printf '%s\t%s\t%s\t%s\t-\n' "$@"; }
db=$work/zhaoxi.db
zx() { "$B/zhaoxi" --lang en --db "$db" "$@"; }

zx init >/dev/null
zx import --homes assets/demo/homes.csv --periods assets/demo/periods.csv \
    --staff assets/demo/staff.csv --children assets/demo/children.csv \
    --guardians assets/demo/guardians.csv --timetable assets/demo/timetable.csv >/dev/null
zx home use QS >/dev/null
zx cards issue --all >/dev/null
for no in $(zx list children --json | jq -r '.[].no' | head -40); do
    zx cards show --child "$no"
done >"$work/cards"
cp "$db" "$work/fast.db"

exec 9<> <(:)
Xvfb -displayfd 9 -screen 0 1280x800x24 -nolisten tcp 2>/dev/null &
processes+=($!)
read -r -t 20 -u 9 display
export DISPLAY=:$display

say "touch: 600 touches that change the screen, from the touch to the presented frame; scroll: 30 flings"
say "through 60 rows with pictures, each frame; day: 400 scans in 8 hours, a touch after each, the"
say "mean memory of the second hour against that of the eighth"
"$B/tests/bench_ui" "$work/fast.db" "$work/cards" >"$work/figures" 2>"$work/log" || {
    cat "$work/log" >&2
    exit 1
}
grep '^bench-ui' "$work/log" >&2 || true
declare -A target=([touch_p99_ms]='<33' [scroll_worst_ms]='<33' [day_growth_mib]='<1')
while read -r name value; do
    unit=ms
    [ "$name" = day_growth_mib ] && unit=MiB
    figure "$name" "$value" "$unit" "${target[$name]:--}"
done <"$work/figures"

say "scan to screen: cards held before a camera, from the frame's arrival at the scanner to the shown"
say "answer, kiosk and scanner as they ship"
mkfifo "$work/camera"
exec 8<>"$work/camera"
"$B/zhaoxi-kiosk" --db "$db" --source "$work/camera" --window 1280x800 2>"$work/kiosk.log" &
processes+=($!)
for _ in $(seq 100); do
    grep -q 'first frame' "$work/kiosk.log" && break
    sleep 0.05
done
sleep 1
mapfile -t held < <(sed 's/^/text:/' "$work/cards")
"$B/tests/frames" --out "$work/camera" --realtime --gap 3 --hold 8 --size 300 --tilt 18 --turn 9 \
    --blur 1 --noise 6 "${held[@]}"
sleep 1
sed -n 's/.*shown \([0-9]*\) ms.*/\1/p' "$work/kiosk.log" | sort -n >"$work/shown"
n=$(wc -l <"$work/shown")
say "$n of ${#held[@]} were answered"
figure scan_to_screen_p50_ms "$(sed -n "$(((n + 1) / 2))p" "$work/shown")" ms -
figure scan_to_screen_p99_ms "$(sed -n "$(((n * 99 + 99) / 100))p" "$work/shown")" ms '<150'
