#!/bin/bash
# The figures of the hub: "name  value  unit  target  peer" on standard output, how they were measured
# on standard error. Real files and a real PostgreSQL on this disk, a real hub on loopback.
set -euo pipefail
B=${B:-build} EVENTS=${EVENTS:-200000} ROWS=${ROWS:-10000000}
export LC_ALL=C.UTF-8
work=$(mktemp -d "$PWD/$B/bench.XXXXXX")
. tests/postgres.sh
cleanup() {
    stop_postgres immediate 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
say() { echo "bench-hub: $*" >&2; }

mkdir "$work/kiosks"
"$B/tests/hub_once" make "$work/kiosks" 1 "$EVENTS" >/dev/null
pg_options="-c shared_buffers=256MB -c max_wal_size=2GB" start_postgres
as_postgres "$pg_bin/createdb" -h "$work/postgres" -U zhaoxi peer
as_postgres "$pg_bin/createdb" -h "$work/postgres" -U zhaoxi growth

say "ingest: a kiosk's $EVENTS events in signed batches of 2,000, checked, compared and committed; by turns"
say "with the same rows in as large and as durable transactions, by a prepared INSERT and by COPY"
"$B/tests/bench_hub" ingest sqlite "$work/hub.db" "$work/peer.db" "$work/kiosks/1.db"
"$B/tests/bench_hub" ingest pg "$postgres" "${postgres/\/postgres/\/peer}" "$work/kiosks/1.db"

held() { awk -v bytes="$2" -v n="$EVENTS" -v name="$1" 'BEGIN {printf "%s\t%.0f\tbytes\t-\t-\n", name, bytes / n}'; }
sqlite3 "$work/hub.db" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
held held_sqlite_bytes_per_event "$(stat -c %s "$work/hub.db")"
held held_pg_bytes_per_event "$("$pg_bin/psql" -qAtX "$postgres" -c \
    "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relname LIKE 'event%' AND relkind = 'r' OR relname = 'batch'")"

say "backlog: the same over HTTP, with 2,000 events a request, to a hub, from the kiosk's file to the last receipt, packing included"
mkdir "$work/hub"
"$B/tests/hub_once" pair "$work/hub/hub.db" "$work/kiosks" 1
"$B/zhaoxi-hub" --data "$work/hub" --listen 127.0.0.1 --port 0 --no-tls >"$work/hub.out" &
hub=$!
until grep -q 'port [0-9]' "$work/hub.out"; do sleep 0.05; done
port=$(sed -n 's/.*port \([0-9]*\).*/\1/p' "$work/hub.out")
begin=$(date +%s%N)
"$B/tests/hub_once" send "$work/hub/hub.db" "$work/kiosks" 1 "$port" 0 >&2
printf 'backlog_s\t%s\ts\t<30\t-\n' "$(awk -v ns=$(($(date +%s%N) - begin)) 'BEGIN {printf "%.1f", ns / 1e9}')"
until [ "$(sqlite3 -readonly "$work/hub/view.db" 'SELECT count(*) FROM event')" -ge "$EVENTS" ]; do sleep 0.1; done
printf 'follow_per_s\t%s\t/s\t-\t-\n' "$(awk -v n="$EVENTS" -v ns=$(($(date +%s%N) - begin)) 'BEGIN {printf "%.0f", n * 1e9 / ns}')"
kill $hub
wait $hub || true
sqlite3 "$work/hub/view.db" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
held view_bytes_per_event "$(stat -c %s "$work/hub/view.db")"

say "page: a month of a township of 4 Homes and 1,000 children with ten years and 5 million events in the view,"
say "300 times, signed in, while the same kiosk's log comes in and is followed"
mkdir -p "$B/bench-summaries" "$work/township"
cp "$("$B/tests/bench_hub" past "$B/bench-summaries")" "$work/township/view.db"
echo long-enough-1 | "$B/zhaoxi-hub" --data "$work/township" account add bench --role manager >&2
"$B/tests/hub_once" pair "$work/township/hub.db" "$work/kiosks" 1
"$B/zhaoxi-hub" --data "$work/township" --listen 127.0.0.1 --port 0 --no-tls >"$work/hub.out" &
hub=$!
until grep -q 'port [0-9]' "$work/hub.out"; do sleep 0.05; done
port=$(sed -n 's/.*port \([0-9]*\).*/\1/p' "$work/hub.out")
curl -s -o /dev/null -c "$work/jar" -H "Origin: http://127.0.0.1:$port" -d name=bench -d password=long-enough-1 \
    "http://127.0.0.1:$port/sign-in"
"$B/tests/hub_once" send "$work/township/hub.db" "$work/kiosks" 1 "$port" 1 >&2 &
sender=$!
for i in $(seq 300); do
    curl -sf -o /dev/null -b "$work/jar" -w '%{time_total}\n' \
        "http://127.0.0.1:$port/summary?month=20$((27 + i % 9))-0$((1 + i % 9))"
done | sort -n >"$work/times"
printf 'page_p99_ms\t%s\tms\t<100\tp50=%s\n' "$(awk 'NR == 297 {printf "%.0f", $1 * 1000}' "$work/times")" \
    "$(awk 'NR == 150 {printf "%.0f", $1 * 1000}' "$work/times")"
wait $sender
kill $hub
wait $hub || true

say "growth: batches of 2,000 from 200 Homes in turn, until $ROWS rows are there"
"$B/tests/bench_hub" growth sqlite "$work/growth.db" "$ROWS"
rm -f "$work"/growth.db*
"$B/tests/bench_hub" growth pg "${postgres/\/postgres/\/growth}" "$ROWS"
