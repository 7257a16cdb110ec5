#!/bin/bash
# A child's card and its volunteer's, one after the other at the door: a contact, in either order;
# and the volunteer is signed in by it, and never out.
. tests/lib.sh

make_township
sqlite3 "$db" "UPDATE pairing SET since_day = 20261101" # whatever today is
volunteer() { zx cards show --staff "$1"; }
flow() { # size: QS-S007 is QS-001's volunteer, QS-S008 QS-002's
    cat <<FLOW
clock 2026-11-24 16:40
camera missing
wait 100
scan $(card QS-001)
wait 8000
scan $(volunteer QS-S007)
wait 300
list $work/$1-contact-child-first.txt
wait 20000
scan $(volunteer QS-S008)
wait 2000
scan $(card QS-002)
wait 300
list $work/$1-contact-volunteer-first.txt
wait 20000
clock 2026-11-24 17:40
wait 100
scan $(volunteer QS-S008)
wait 3000
scan $(card QS-002)
wait 300
list $work/$1-contact-again.txt
wait 20000
scan $(card QS-003)
wait 16000
scan $(volunteer QS-S009)
wait 300
list $work/$1-contact-late.txt
wait 20000
scan $(card QS-004)
wait 2000
scan $(volunteer QS-S007)
wait 300
list $work/$1-contact-of-another.txt
FLOW
}
for size in 1280x800 800x1280; do
    cp "$db" "$work/$size.db"
    flow $size >"$work/flow"
    ok "the flow plays at $size" "$B/zhaoxi-kiosk" --db "$work/$size.db" --source none \
        --window $size --script "$work/flow"
    kept "$work/$size"-contact-*.txt
done
wide=$work/1280x800
db=$wide.db
of() { # kinds: who, in their order
    events "SELECT group_concat(x, ' ') FROM (SELECT e.kind || ':' || s.no AS x FROM event AS e
        JOIN staff AS s ON s.id = e.staff_id WHERE e.kind IN ('contact', 'staff_in', 'staff_out')
        AND s.no = '$1' ORDER BY e.seq)"
}
ok "a child's card, then its volunteer's, is a contact and signs in" test \
    "$(of QS-S007 | cut -d' ' -f1,2)" = "contact:QS-S007 staff_in:QS-S007"
ok "the other order too; who had signed out by it is in again" test "$(of QS-S008)" = \
    "staff_in:QS-S008 contact:QS-S008 staff_out:QS-S008 contact:QS-S008 staff_in:QS-S008"
ok "the second of a day says so" test "$(events "SELECT group_concat(coalesce(payload ->> 'again', 0))
    FROM event WHERE kind = 'contact' ORDER BY seq")" = 0,0,1
ok "after fifteen seconds it is none" test "$(of QS-S009)" = staff_in:QS-S009
ok "nor with another child's volunteer, whose card has its usual meaning" test "$(of QS-S007)" = \
    "contact:QS-S007 staff_in:QS-S007 staff_out:QS-S007"
ok "both are shown with a heart" grep -q icons/heart "$wide-contact-child-first.txt"
ok "late ones are not" bash -c "! grep -q icons/heart '$wide-contact-late.txt'"
ok "the list of contacts has the last day" test "$(zx list contacts --json |
    jq -r '.[] | select(.no == "QS-001") | .last')" = 2026-11-24
ok "and whom nobody has seen for long" test "$(zx list contacts --json |
    jq -r '.[0].overdue')" = yes

# What can't be recorded greets nobody as having met.
sqlite3 "$db" "CREATE TRIGGER full BEFORE INSERT ON event WHEN NEW.kind = 'contact'
    BEGIN SELECT RAISE (ABORT, 'full'); END"
cat >"$work/flow" <<FLOW
clock 2026-11-25 16:40
scan $(card QS-001)
wait 2000
scan $(volunteer QS-S007)
wait 300
list $work/full.txt
FLOW
ok "the flow on a full disk plays" "$B/zhaoxi-kiosk" --db "$db" --source none --window 1280x800 \
    --script "$work/flow"
ok "no heart is shown" bash -c "! grep -q icons/heart '$work/full.txt'"
ok "and nobody was signed in" test "$(events "SELECT count(*) FROM event
    WHERE kind = 'staff_in' AND at_utc_ms > 1795550000000")" = 0
finish
