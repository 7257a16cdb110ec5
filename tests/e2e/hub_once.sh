#!/bin/bash
# Exactly once: kiosks send through a network that drops, delays, cuts, doubles and reorders, to a hub
# that is killed again and again; at the end each event is held once, and the view has the kiosks'
# days to the minute. On both stores. COUNT events (make soak-hub), KIOSKS kiosks.
. tests/lib.sh
. tests/postgres.sh
COUNT=${COUNT:-20000} KIOSKS=${KIOSKS:-4} SEED=${SEED:-$RANDOM}
RANDOM=$SEED
echo "# SEED=$SEED COUNT=$COUNT"
mkdir "$work/kiosks"
"$B/tests/hub_once" make "$work/kiosks" "$KIOSKS" "$COUNT" >"$work/made" || { echo "Bail out! no kiosks"; exit 1; }
total=$(awk '{n += $2} END {print n}' "$work/made")

days='SELECT c.no, h.code, a.day, a.sessions, a.minutes, a.first_in_ms, a.last_out_ms, a.open_ms,
    a.assumed FROM attendance_day AS a JOIN child AS c ON c.id = a.child_id
    JOIN home AS h ON h.id = a.home_id'

# The hub, killed at random and started again until the file "done" is there.
run_hub() { # store
    while [ ! -e "$work/done" ]; do
        "$B/zhaoxi-hub" --data "$work/hub" --store "$1" --listen 127.0.0.1 --port 0 --no-tls >"$work/hub.out" 2>>"$work/hub.err" &
        hub=$!
        wait_for 10 grep -q 'port [0-9]' "$work/hub.out"
        sed -n 's/.*port \([0-9]*\).*/\1/p' "$work/hub.out" >"$work/port.new" && mv "$work/port.new" "$work/port"
        sleep "$((RANDOM % 3)).$((RANDOM % 9))"
        kill -KILL $hub
        wait $hub 2>/dev/null
        echo killed >>"$work/kills"
    done
}

stop_proxy() {
    kill "$proxy" "$killer" 2>/dev/null
    wait "$proxy" "$killer" 2>/dev/null
}

send_all() { # store
    local n pids=() failed=0
    : >"$work/port"
    "$B/tests/fault_proxy" "$work/port" "$SEED" 300 >"$work/proxy" &
    proxy=$!
    run_hub "$1" 2>/dev/null &
    killer=$!
    processes+=($proxy $killer)
    wait_for 10 grep -q . "$work/proxy"
    for n in $(seq "$KIOSKS"); do
        "$B/tests/hub_once" send "$1" "$work/kiosks" "$n" "$(cat "$work/proxy")" "$((SEED + n))" >>"$work/sent" &
        pids+=($!)
    done
    for n in "${pids[@]}"; do wait "$n" || failed=1; done
    touch "$work/done"
    wait "$killer"
    kill "$proxy"
    sed 's/^/# /' "$work/sent"
    echo "# the hub was killed $(wc -l <"$work/kills") times"
    return $failed
}

# The view is followed to the end by a hub that nobody kills.
follow() { # store, events
    "$B/zhaoxi-hub" --data "$work/hub" --store "$1" --listen 127.0.0.1 --port 0 --no-tls >"$work/hub.out" 2>>"$work/hub.err" &
    local hub=$!
    wait_for 600 view_has "$2"
    local rc=$?
    sleep 1
    kill $hub
    wait $hub 2>/dev/null
    return $rc
}
view_has() { [ "$(sqlite3 -readonly "$work/hub/view.db" 'SELECT count(*) FROM event')" = "$1" ]; }
view_is_whole() { [ "$(sqlite3 -readonly "$work/hub/view.db" 'SELECT count(*) FROM event_waiting')" = 0 ]; }

same_days() {
    local n
    for n in $(seq "$KIOSKS"); do sqlite3 -readonly "$work/kiosks/$n.db" "$days"; done | sort >"$work/days.kiosks"
    sqlite3 -readonly "$work/hub/view.db" "$days" | sort >"$work/days.view"
    [ -s "$work/days.view" ] && diff "$work/days.kiosks" "$work/days.view" | head -5 &&
        cmp -s "$work/days.kiosks" "$work/days.view"
}

held() { # query: what the store says
    case $store in
    postgresql*) "$pg_bin/psql" -qAtX "$store" -c "$1" ;;
    *) sqlite3 -readonly "$store" "$1" ;;
    esac
}
is() { [ "$1" = "$2" ] || { echo "$1 is not $2"; return 1; }; }

try_store() { # name, store
    store=$2
    rm -rf "$work/hub" "$work/done" "$work/kills" "$work/sent"
    mkdir "$work/hub"
    "$B/tests/hub_once" pair "$store" "$work/kiosks" "$KIOSKS" || return
    send_all "$store" >"$work/log" 2>&1
    local sent=$?
    cat "$work/log"
    ok "$1: every kiosk has the hub's word for all of its events" [ $sent = 0 ]
    ok "$1: the store holds each event once" is "$(held 'SELECT count(*) FROM event')" "$total"
    ok "$1: and none of them twice" is "$(held 'SELECT count(DISTINCT id) FROM event')" "$total"
    ok "$1: nothing is in quarantine, nothing forked" \
        is "$(held 'SELECT (SELECT count(*) FROM quarantine) + (SELECT count(*) FROM alert)')" 0
    ok "$1: a hub that was killed follows the log to its end" follow "$store" "$total"
    ok "$1: no event waits" view_is_whole
    ok "$1: the view has the kiosks' days, to the minute" same_days
    [ -z "${KEEP:-}" ] || cp -r "$work" "$KEEP"
}

try_store SQLite "$work/hub/hub.db"
start_postgres || { echo "Bail out! no PostgreSQL"; exit 1; }
trap 'stop_postgres immediate; cleanup' EXIT
try_store PostgreSQL "$postgres"
finish
