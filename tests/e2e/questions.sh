#!/bin/bash
# Two kiosks of a Home and the office: what is edited at one comes to the other, and what was edited at
# both is asked and decided. The hub is the real one, on loopback.
. tests/lib.sh

make_township
zx_at=
first=$db second=$work/second.db

at() { # kiosk's database, command...
    db=$1
    shift
    zx "$@"
}
start_hub() {
    mkdir "$work/hub"
    "$B/zhaoxi-hub" --data "$work/hub" --listen 127.0.0.1 --port 0 --name 青石乡 >"$work/hub.log" 2>&1 &
    processes+=($!)
    until_true grep -q 'port [0-9]' "$work/hub.log"
    port=$(sed -n 's/.*port \([0-9]*\)$/\1/p' "$work/hub.log")
}
until_true() { # command...: tried again and again, 20 s at most
    local tries=0
    until "$@"; do
        tries=$((tries + 1))
        [ $tries -lt 100 ] || return 1
        sleep 0.2
    done
}
grade() { sqlite3 "$1" "SELECT grade FROM child WHERE no = 'QS-001'"; }
asked() { at "$1" list questions --json | jq length; }
edit_grade() { # database, grade
    sed -n '1p; /^QS-001,/s/[^,]*年级/'"$2"'/p' assets/demo/children.csv >"$work/one.csv"
    at "$1" import --children "$work/one.csv"
}
# The office takes an upload in, then hands out what came of it: a moment later.
comes_to() { # database, command...: until it holds
    local where=$1
    shift
    until_true eval "at '$where' sync >/dev/null; $*"
}
is() { [ "$1" = "$2" ] || { echo "$1, not $2" >&2; false; }; }

start_hub
pair() { at "$1" pair "$("$B/tests/office" code "$work/hub/hub.db" QS "https://127.0.0.1:$port")"; }
ok "the first kiosk is paired" pair "$first"
ok "its roster goes up" at "$first" sync
sqlite3 "$first" "SELECT writefile('$work/card.key', value) FROM setting WHERE key = 'card_key'" >/dev/null
ok "a second one begins with the card key alone" at "$second" init --card-key-file "$work/card.key"
ok "and is paired" pair "$second"
ok "the roster comes down" comes_to "$second" 'is "$(sqlite3 '"$second"' "SELECT count(*) FROM child")" 173'
ok "it stands at its Home's door" is "$(sqlite3 "$second" "SELECT h.code FROM setting AS s JOIN home AS h ON h.id = s.value WHERE s.key = 'home'")" QS
ok "of other Homes it knows what a visit needs, no more" is \
    "$(sqlite3 "$second" "SELECT count(*) FROM child WHERE home_id <> (SELECT value FROM setting WHERE key = 'home') AND (born_day <> 0 OR school <> '')")" 0
ok "no guardian of another Home came along" is \
    "$(sqlite3 "$second" "SELECT count(*) FROM child_guardian AS l JOIN child AS c ON c.id = l.child_id WHERE c.no NOT LIKE 'QS-%'")" 0
ok "nothing of it goes up again" is "$(sqlite3 "$second" "SELECT count(*) FROM change WHERE held = 0")" 0

ok "a grade is edited at the first" edit_grade "$first" 三年级
ok "and comes to the second" eval 'at "$first" sync && comes_to "$second" "is \"\$(grade $second)\" 三年级"'

ok "it is edited at both" eval 'edit_grade "$first" 四年级 && edit_grade "$second" 五年级'
ok "both go up" eval 'at "$first" sync && at "$second" sync'
ok "the first is asked" comes_to "$first" 'is "$(asked '"$first"')" 1'
ok "the second as well" comes_to "$second" 'is "$(asked '"$second"')" 1'
ok "each keeps what it has" is "$(grade "$first") $(grade "$second")" "四年级 五年级"
ok "the question says both" eval 'at "$second" list questions | grep "grade 四年级" | grep -q "grade 五年级"'
question=$(at "$second" list questions --json | jq -r '.[0].id')
ok "who knows decides" at "$second" question answer "$question" change
ok "a decision is made once" eval '! at "$second" question answer "$question" keep 2>/dev/null'
ok "it goes up" at "$second" sync
ok "and holds at the first" comes_to "$first" 'is "$(grade '"$first"')" 五年级'
ok "nobody is asked any more" eval 'comes_to "$second" "is \"\$(asked $second)\" 0" && is "$(asked "$first")" 0'
ok "both databases are whole" eval 'at "$first" doctor --json | jq -e ".file == \"ok\"" >/dev/null && at "$second" doctor --json | jq -e ".file == \"ok\"" >/dev/null'
finish
