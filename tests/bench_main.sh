#!/bin/bash
# The figures of the main job: "name  value  unit  target  peer" on standard output, how they were
# measured on standard error. Real processes, a real window under Xvfb, a database on this disk.
set -euo pipefail
B=${B:-build}
export LC_ALL=C.UTF-8 SDL_AUDIODRIVER=dummy
idle_s=${IDLE_S:-30}
work=$(mktemp -d "$B/bench.XXXXXX")
processes=()
cleanup() {
    [ ${#processes[@]} -eq 0 ] || kill "${processes[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
say() { echo "bench-main: $*" >&2; }
figure() { printf '%s\t%s\t%s\t%s\t%s\n' "$@"; }
db=$work/zhaoxi.db
zx() { "$B/zhaoxi" --lang en --db "$db" "$@"; }

zx init >/dev/null
zx import --homes assets/demo/homes.csv --periods assets/demo/periods.csv \
    --staff assets/demo/staff.csv --children assets/demo/children.csv \
    --guardians assets/demo/guardians.csv --timetable assets/demo/timetable.csv >/dev/null
zx home use QS >/dev/null
zx cards issue --all >/dev/null
cards=()
for no in $(zx list children --json | grep -o '"no": "[A-Z]*-[0-9]*"' | cut -d'"' -f4); do
    cards+=("text:$(zx cards show --child "$no")")
done

exec 9<> <(:)
Xvfb -displayfd 9 -screen 0 1280x800x24 -nolisten tcp 2>/dev/null &
processes+=($!)
read -r -t 20 -u 9 display
export DISPLAY=:$display

start_kiosk() { # source: leaves its pid in $kiosk
    "$B/zhaoxi-kiosk" --db "$db" --source "$1" --window 1280x800 2>"$work/kiosk.log" &
    kiosk=$!
    processes+=($kiosk)
    for _ in $(seq 100); do
        grep -q 'first frame' "$work/kiosk.log" && break
        sleep 0.05
    done
    sleep 1
}
ticks() { # user and system time of the kiosk and its scanner, in clock ticks
    local sum=0 pid
    for pid in $kiosk $(pgrep -P $kiosk); do
        sum=$((sum + $(awk '{ print $14 + $15 }' "/proc/$pid/stat")))
    done
    echo $sum
}
cpu_share() {
    local from
    from=$(ticks)
    sleep "$idle_s"
    awk -v t=$(($(ticks) - from)) -v s="$idle_s" -v hz="$(getconf CLK_TCK)" \
        'BEGIN { printf "%.2f", 100 * t / hz / s }'
}

say "first frame: five starts, the median; from the process's main to the shown window"
for _ in 1 2 3 4 5; do
    start_kiosk none
    sed -n 's/.*first frame \([0-9]*\) ms.*/\1/p' "$work/kiosk.log" >>"$work/first"
    kill $kiosk
    wait $kiosk 2>/dev/null || true
done
figure first_frame_ms "$(sort -n "$work/first" | sed -n 3p)" ms '<1000' -

say "idle without a camera: kiosk and scanner over $idle_s s, share of one core"
start_kiosk none
figure idle_cpu_pct "$(cpu_share)" % '<1' -
kill $kiosk
wait $kiosk 2>/dev/null || true

say "idle before a camera: an empty doorway, 1280x720, 15 frames/s, noise of sigma 4, $idle_s s"
mkfifo "$work/camera"
exec 8<>"$work/camera"
"$B/tests/frames" --out "$work/camera" --realtime --loop --gap 60 --noise 4 &
frames=$!
processes+=($frames)
start_kiosk "$work/camera"
sleep 4
figure idle_camera_cpu_pct "$(cpu_share)" % '<12' -
kill $frames $kiosk
wait $frames $kiosk 2>/dev/null || true
exec 8>&-

say "${#cards[@]} children hold a card up, tilted 18 degrees, blurred, noisy: from the frame's"
say "arrival at the scanner to the row on disk"
exec 8<>"$work/camera"
start_kiosk "$work/camera"
"$B/tests/frames" --out "$work/camera" --realtime --gap 3 --hold 8 --size 300 --tilt 18 --turn 9 \
    --blur 1 --noise 6 "${cards[@]}"
sleep 1
rss=0
for pid in $kiosk $(pgrep -P $kiosk); do
    kib=$(awk '/^VmRSS/ { print $2 }' "/proc/$pid/status")
    say "memory of $(cat "/proc/$pid/comm"): $((kib / 1024)) MiB"
    rss=$((rss + kib))
done
sed -n 's/.*scan in \([0-9]*\) ms.*/\1/p' "$work/kiosk.log" | sort -n >"$work/scans"
n=$(wc -l <"$work/scans")
say "$n of ${#cards[@]} were checked in"
figure checkin_p50_ms "$(sed -n "$(((n + 1) / 2))p" "$work/scans")" ms - -
figure checkin_p99_ms "$(sed -n "$(((n * 99 + 99) / 100))p" "$work/scans")" ms '<100' -
figure rss_total_mib "$((rss / 1024))" MiB '<150' -

say "decoding: 1280x720 frames, half of them with a card; ZBar alone beside it"
"$B/tests/frames" --out "$work/frames.y4m" --gap 8 --hold 8 --size 300 --tilt 18 --turn 9 --blur 1 \
    --noise 6 "${cards[@]:0:6}"
"$B/tests/bench_main" decode "$work/frames.y4m" >"$work/figures"
say "check-ins: 2,000, each a durable transaction; bare durable INSERTs beside them"
"$B/tests/bench_main" checkins "$work" >>"$work/figures"
while read -r name value peer; do
    unit=ms
    [ "$name" = checkins_per_s ] && unit=1/s
    figure "$name" "$value" "$unit" - "$peer"
done <"$work/figures"
