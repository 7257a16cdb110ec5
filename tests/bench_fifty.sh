#!/bin/bash
# How long fifty children with mistakes among them take to pass one kiosk, in real time: the flow of
# tests/e2e/fifty.sh, which checks that each is in once. "name  value  unit  target  peer".
set -euo pipefail
export LC_ALL=C.UTF-8
out=$(CHILDREN=50 bash tests/e2e/fifty.sh)
echo "$out" | sed 's/^/bench-fifty: /' >&2
if grep -q '^not ok' <<<"$out"; then
    exit 1
fi
printf 'fifty_s\t%s\ts\t<240\t-\n' "$(sed -n 's/^# .* in \([0-9.]*\) s$/\1/p' <<<"$out")"
