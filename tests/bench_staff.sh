#!/bin/bash
# The figures of the staff side: "name  value  unit  target  peer" on standard output, how they were
# measured on standard error. A real window under Xvfb, two databases on this disk.
set -euo pipefail
B=${B:-build}
export LC_ALL=C.UTF-8 SDL_AUDIODRIVER=dummy
work=$(mktemp -d "$B/bench.XXXXXX")
display_pid=
cleanup() {
    [ -z "$display_pid" ] || kill "$display_pid" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
say() { echo "bench-staff: $*" >&2; }

exec 9<> <(:)
Xvfb -displayfd 9 -screen 0 1280x800x24 -nolisten tcp 2>/dev/null &
display_pid=$!
read -r -t 20 -u 9 display
export DISPLAY=:$display

say "a Home of 1,000 children, 150 of them in: five years of their coming, going and marks, and the same"
say "roster with a tenth of that, measured by turns; each figure is the median of 61 turns in the large"
say "file; first open: once, before its pictures and letters were ever drawn; growth: the largest ratio of"
say "large to small"
"$B/tests/bench_staff" "$work" 2>"$work/log" || {
    cat "$work/log" >&2
    exit 1
}
grep '^bench-staff' "$work/log" >&2
