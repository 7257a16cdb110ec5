#!/bin/bash
# The page of the six goals by the command: counted anew by SQLite's own shell from the log; the
# agreements' rate; who needs a visit and how a visit takes a child off; rules on the record.
. tests/lib.sh

make_township
on() { # day, time, words...: the command on that day
    local at="$1 $2"
    shift 2
    env TZ=UTC faketime --exclude-monotonic "$at" "$B/zhaoxi" --lang en --db "$db" "$@"
}
goals() { on 2026-11-26 08:00:00 report goals --month 2026-11 --home QS "$@"; }
if [ "${B##*/}" = san ]; then
    echo "1..0 # SKIP AddressSanitizer bears no library before it"
    exit 0
fi

# A month of its own, written as a kiosk would: ids and times alone matter here.
child_id() { events "SELECT id FROM child WHERE no = '$1'"; }
home_id=$(events "SELECT id FROM home WHERE code = 'QS'")
add() { # kind, child, day, payload
    sqlite3 "$db" "INSERT INTO event (id, kind, home_id, child_id, at_utc_ms, boot_id, mono_ms, clock_trusted, payload)
        VALUES (randomblob(16), '$1', $home_id, $(child_id "$2"), strftime('%s', '$3 10:00:00') * 1000,
            randomblob(16), 1, 1, '$4')"
}
sqlite3 "$db" 'UPDATE home SET closes_min = closes_min' || exit 1
for day in 2026-11-02 2026-11-03 2026-11-17; do
    add safety_lesson QS-001 $day '{"question":"water-1","right":true}'
    add safety_lesson QS-002 $day '{"question":"fire-1","right":true}'
done
add safety_lesson QS-001 2026-10-31 '{"question":"water-2","right":true}'
add safety_lesson QS-001 2026-12-01 '{"question":"water-2","right":true}'
add health_seen QS-003 2026-11-05 '{"day":20261105}'
add note QS-001 2026-11-30 '{"tag":"help","text":"书包坏了"}'
add note QS-001 2026-11-20 '{"tag":"help","text":"鞋子小了"}'

goals --json >"$work/goals.json"
figure() { jq --arg no "$1" --arg f "$2" '.children[] | select(.no == $no) | .now[$f]' "$work/goals.json"; }
ok "every child of the Home is on the page" test "$(jq '.children | length' "$work/goals.json")" = "$(events "SELECT count(*) FROM child WHERE home_id = $home_id")"
ok "lessons of the month are those that the log has" test "$(jq .now.lessons "$work/goals.json")" = \
    "$(events "SELECT count(*) FROM event WHERE kind = 'safety_lesson' AND strftime('%Y%m', at_utc_ms / 1000 + 28800, 'unixepoch') = '202611'")"
ok "and of the month before" test "$(jq .before.lessons "$work/goals.json")" = 1
ok "a child's own" test "$(figure QS-001 lessons)" = 3
ok "what is still to come is not counted" test "$(figure QS-001 notes_raised)" = 1
ok "nobody swims in November" test "$(jq '.weeks | length' "$work/goals.json")" = 0
ok "the agreements' rate is what SQL finds" test "$(jq .agreements "$work/goals.json")" = "$(events "
    SELECT count(*) FROM child AS c WHERE c.home_id = $home_id AND EXISTS (SELECT 1 FROM child_guardian AS g
        WHERE g.child_id = c.id AND g.agreement_day BETWEEN 1 AND 20261126 AND g.since_day <= 20261126
            AND (g.until_day = 0 OR g.until_day >= 20261126)
            AND (g.agreement_until = 0 OR g.agreement_until >= 20261126))")"
ok "sums are those of the rows" jq -e '. as $all | [.now | to_entries[] | .value == ([$all.children[].now[.key]] | add)] | all' "$work/goals.json"
ok "blanks are those of the cells" jq -e '. as $all | [.blanks | to_entries[] | .value == ([$all.children[].cells[.key] | select(. == "blank")] | length)] | all' "$work/goals.json"
ok "a cell opens its events" test "$(goals --child QS-001 --goal safety --json | jq -c '[.[].text]')" = '["water-1","water-1","water-1"]'
ok "all cells of a child add up to its figures" test "$(goals --child QS-001 --json | jq '[.[].amount] | add')" = \
    "$(jq '.children[] | select(.no == "QS-001") | .now | add' "$work/goals.json")"
ok "the page for people says the rate" grep -q 'Agreements on 2026-11-26: [0-9]* of [0-9]* children' <(goals)
ok "a spreadsheet gets each figure" test "$(goals --csv | head -1 | sed 's|"[^"]*"|x|g' | tr -cd , | wc -c)" = 25
ok "a month that has not begun is refused" grep -q "has not begun" <(on 2026-11-26 08:00:00 report goals --month 2026-12 2>&1)
ok "the rate's list has those missing first" test "$(on 2026-11-26 08:00:00 report agreements --home QS --json | jq -r '[.[] | .state == "valid" or .state == "ends soon"] | (index(true)) as $i | [.[$i:][] | not] | any | not')" = true
sqlite3 "$db" "UPDATE child SET name = '=1+1' WHERE no = 'QS-005'"
ok "a name is no formula" grep -q "QS-005,'=1+1," <(goals --csv)

# Visits.
sqlite3 "$db" "UPDATE child_guardian SET agreement_until = 20261210, agreement_day = 20260101, since_day = 20260101, until_day = 0 WHERE child_id = $(child_id QS-001)"
visits() { on 2026-11-26 08:00:00 list visits --json; }
ok "an agreement that ends soon asks for a visit" test "$(visits | jq -r '.[] | select(.no == "QS-001") | .rule + " " + .since')" = "agreement 2026-11-10"
ok "and says why" grep -q "ends on 2026-12-10" <(visits)
ok "an agreement with the family needs a note" grep -q "what was agreed" <(on 2026-11-26 08:00:00 visit record QS-001 --outcome agreed 2>&1)
ok "nobody at home is recorded" on 2026-11-26 08:05:00 visit record QS-001 --outcome nobody_at_home
ok "and takes nobody off" grep -q QS-001 <(visits)
ok "a visit is recorded" on 2026-11-26 08:10:00 visit record QS-001 --outcome agreed --note "下周五续签"
ok "and takes the child off" test "$(visits | jq '[.[] | select(.no == "QS-001")] | length')" = 0
ok "it stands in the page" test "$(goals --json | jq '.children[] | select(.no == "QS-001") | .now.visits')" = 1
ok "and among the child's visits" test "$(on 2026-11-26 09:00:00 visit show QS-001 --json | jq -r '.[0].note')" = 下周五续签
ok "a tutor may not see who needs a visit" grep -q "This is for the role" <(echo 2580 | on 2026-11-26 08:00:00 --as QS-S003 list visits 2>&1)
ok "a social worker changes a rule" grep -q "60 days" <(echo 2580 | on 2026-11-26 08:00:00 --as QS-S002 visit set agreement 60 2>&1)
ok "which is on the record with her and what it was" test "$(events "SELECT s.no || ' ' || (payload ->> 'was_number') || ' ' || (payload ->> 'number') FROM event JOIN staff AS s ON s.id = staff_id WHERE kind = 'visit_rule'")" = "QS-S002 30 60"
ok "a number without sense is refused" grep -q "from 1 to 120" <(on 2026-11-26 08:00:00 visit set agreement 500 2>&1)
ok "a rule can be switched off" grep -q "No longer asked" <(on 2026-11-26 08:00:00 visit set agreement off)
ok "then nobody is asked for by it" test "$(visits | jq '[.[] | select(.rule == "agreement")] | length')" = 0
finish
