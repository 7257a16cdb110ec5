# lib.sh: what the flows through the whole product share. Prints TAP for prove.
set -u
B=${B:-build}
export LC_ALL=C.UTF-8 SDL_AUDIODRIVER=dummy SDL_VIDEODRIVER=dummy
work=$(mktemp -d)
db=$work/zhaoxi.db
count=0
processes=()

cleanup() {
    for pid in ${processes[@]+"${processes[@]}"}; do
        kill "$pid" 2>/dev/null
    done
    wait 2>/dev/null
    rm -rf "$work"
}
trap cleanup EXIT

ok() { # sentence, command...: a test, good where the command succeeds
    local sentence=$1
    shift
    count=$((count + 1))
    if "$@" >"$work/out" 2>"$work/err"; then
        echo "ok $count - $sentence"
    else
        echo "not ok $count - $sentence"
        sed 's/^/# /' "$work/out" "$work/err"
    fi
}

finish() { echo "1..$count"; }

# What the command records lies before the scripted days, whatever the day of the test; a test that
# lets the kiosk run by the real clock empties this. AddressSanitizer bears no library before it.
zx_at="2026-11-18 00:00:00"
zx() {
    local at=()
    case "${1:-}" in cards | pin | init | import | care) [ -z "$zx_at" ] || [ "${B##*/}" = san ] || at=(env TZ=UTC faketime --exclude-monotonic "$zx_at") ;; esac
    ${at[@]+"${at[@]}"} "$B/zhaoxi" --lang en --db "$db" "$@"
}

# What a row of the roster holds: a child's card, its name.
card() { zx cards show --child "$1"; }
name() { zx list children --json | jq -r --arg no "$1" '.[] | select(.no == $no) | .name'; }

kept() { # draw lists: each is as it was when it was looked at; REBASELINE=1 renews what was kept
    local list golden
    for list; do
        golden=tests/golden/$(basename "$list")
        [ -n "${REBASELINE:-}" ] && cp "$list" "$golden"
        ok "$(basename "$list") is as it was" diff -u "$golden" "$list"
    done
}

make_township() { # without it there is nothing to test
    zx init >/dev/null && zx import --homes assets/demo/homes.csv \
        --periods assets/demo/periods.csv --staff assets/demo/staff.csv \
        --children assets/demo/children.csv --guardians assets/demo/guardians.csv \
        --timetable assets/demo/timetable.csv --homework assets/demo/homework.csv >/dev/null && zx home use QS >/dev/null &&
        zx cards issue --all >/dev/null && give_pins ||
        { echo "Bail out! no township"; exit 1; }
}

# A manager, a social worker, a tutor and a volunteer of the first Home: 2580, the middle column.
give_pins() {
    local no
    for no in QS-S001 QS-S002 QS-S003 QS-S007; do
        echo 2580 | zx pin set $no >/dev/null || return 1
    done
}

start_display() { # WxH
    exec 9<> <(:)
    Xvfb -displayfd 9 -screen 0 "$1x24" -nolisten tcp 2>"$work/xvfb.log" &
    processes+=($!)
    read -r -t 20 -u 9 display
    export DISPLAY=:$display
    unset SDL_VIDEODRIVER
}

wait_for() { # seconds, command...: until it succeeds
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.1
    done
}

events() { # a query of the log, by SQLite's own shell
    sqlite3 -readonly "$db" "$1"
}
