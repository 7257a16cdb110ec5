#!/bin/bash
# fuzz.sh SECONDS: the time is shared by the targets of tests/fuzz. Starts from the kept inputs and
# leaves the tree alone: new inputs go to build/fuzz/inputs, `make fuzz-keep` takes those that reach
# new code. What breaks a target is left in build/fuzz/found, and the answer is 1.
set -uo pipefail
B=build/fuzz
declare -A longest=([batch]=4096 [bundle]=2048 [card]=64 [frame]=2000 [hand]=1024 [hub_request]=2048 [pgm]=4096 [wire]=1024 [y4m]=4096)
each=$(($1 / ${#longest[@]}))
[ "$each" -gt 0 ] || each=1
mkdir -p $B/found
failed=0
for name in "${!longest[@]}"; do
    mkdir -p "$B/inputs/$name"
    # The target's own words are many and of no interest; the sanitizers' come through.
    "$B/tests/fuzz/$name" -max_total_time=$each -max_len="${longest[$name]}" -timeout=10 \
        -rss_limit_mb=1500 -close_fd_mask=3 -print_final_stats=1 -artifact_prefix="$B/found/$name-" \
        "$B/inputs/$name" "tests/fuzz/corpus/$name" >"$B/$name.log" 2>&1
    rc=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$B/$name.log")
    echo "fuzz: $name: ${runs:-0} inputs in $each s"
    if [ $rc -ne 0 ]; then
        failed=1
        grep -v '^#' "$B/$name.log" | tail -40
    fi
done
exit $failed
