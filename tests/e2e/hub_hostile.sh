#!/bin/bash
# A hub by TLS and those who mean it no good: tests/web/hostile.mjs says what is tried.
. tests/lib.sh

ulimit -n "$(ulimit -Hn)"
mkdir -m 700 "$work/hub"
echo "three words only" | "$B/zhaoxi-hub" --data "$work/hub" account add lin || { echo "Bail out! no account"; exit 1; }
port=$((20000 + RANDOM % 20000))
"$B/zhaoxi-hub" --data "$work/hub" --listen 127.0.0.1 --port $port --address "https://127.0.0.1:$port" \
    >"$work/hub.log" 2>&1 &
processes+=($!)
wait_for 20 grep -q port "$work/hub.log" || { echo "Bail out! no hub"; exit 1; }
PORT=$port HUB_PID=$! DATA=$work/hub node tests/web/hostile.mjs
