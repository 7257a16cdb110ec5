#!/bin/bash
# Rights: what is held of a child goes to its guardian, and ends when that is asked; the sums stay.
. tests/lib.sh

make_township
"$B/tests/demo_days" "$db" 2026-11-01 2026-11-24 QS || { echo "Bail out! no past"; exit 1; }
fails() { ! "$@"; }
zx import --health assets/demo/health.csv --alone assets/demo/alone.csv --barred assets/demo/barred.csv \
    --walks assets/demo/walks.csv --walkers assets/demo/walkers.csv >/dev/null
name=$(name QS-003)
guardian=$(events "SELECT g.name FROM guardian g JOIN child_guardian l ON l.guardian_id = g.id
    JOIN child c ON c.id = l.child_id WHERE c.no = 'QS-003' LIMIT 1")
mkdir "$work/files"
mkdir -p "$work/photos"
echo picture >"$work/photos/elder.jpg"
sqlite3 "$db" "UPDATE guardian SET photo = 'elder.jpg' WHERE name = '$guardian'"

show() { zx privacy show --child QS-003 >"$work/shown"; }
ok "all that is held is shown" show
ok "the child's row" grep -q "$name" "$work/shown"
ok "its guardian" grep -q "$guardian" "$work/shown"
ok "and its days" grep -q "2026-11-" "$work/shown"
ok "it goes out as a file" zx privacy export --child QS-003 --out "$work/files"
ok "to read" grep -q "$guardian" <(pdftotext -layout "$work"/files/*QS-003.pdf -)
ok "and for a program" jq -e --arg name "$name" '.[] | select(.what == "child" and .row.name == $name)' "$work"/files/*QS-003.json
ok "whose names are nobody's" fails grep -q "$name" <(ls "$work/files")
ok "both are on the record" test "$(events "SELECT count(*) FROM event JOIN child ON child.id = child_id
    WHERE kind = 'exported' AND no = 'QS-003'")" = 2

sums() { for by in all day week month child age grade village home class; do
    zx report summary --month 2026-11 --by $by --all --json | sed '/"name"/s/"name": "[^"]*", //' | sort; done; }
sums >"$work/before"
copy=$db.before-v1
cp "$db" "$copy"
ok "it does not end by mistake" fails zx privacy delete --child QS-003
deleted() { zx privacy delete --child QS-003 --yes >"$work/said"; }
ok "it ends when that is meant" deleted
ok "a copy that an upgrade left is named" grep -q "before-v1" "$work/said"
rm "$copy"
sums >"$work/after"
ok "every sum is what it was" diff "$work/before" "$work/after"
nowhere() { ! grep -qa "$1" "$db" "$db-wal" 2>/dev/null; }
ok "the name is nowhere in the file" nowhere "$name"
ok "nor the guardian's" nowhere "$guardian"
ok "and the photo is gone" fails test -e "$work/photos/elder.jpg"
ok "the database is whole" zx doctor --json
ok "its card is ended" test -z "$(events "SELECT 1 FROM card JOIN child ON child.id = holder_id
    WHERE card.kind = 1 AND no = 'QS-003' AND revoked_at = 0")"
ok "an old list can't bring it back" fails zx import --children assets/demo/children.csv --guardians assets/demo/guardians.csv
ok "twice it is refused" fails zx privacy delete --child QS-003 --yes
manager() { echo 2580 | zx --as QS-S001 privacy "$@"; }
worker() { echo 2580 | zx --as QS-S002 privacy "$@"; }
ok "a manager may" manager delete --child QS-001 --yes
ok "and is on the record" test "$(events "SELECT s.no FROM event e JOIN staff s ON s.id = e.staff_id
    WHERE e.kind = 'erased'")" = QS-S001
ok "a social worker may not" fails worker delete --child QS-004 --yes

keep() { zx privacy keep --json "$@" | jq -e '.[] | select(.kind == "notes") | .years == 5'; }
ok "years are a setting" keep --kind notes --years 5
ok "that is on the record" test "$(events "SELECT count(*) FROM event WHERE kind = 'roster_edit' AND
    payload ->> 'table' = 'keep' AND payload ->> 'no' = 'notes'")" = 1
ok "no year that isn't" fails zx privacy keep --kind notes --years 99
ok "a sweep says what it let go" zx privacy sweep
finish
