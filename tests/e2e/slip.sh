#!/bin/bash
# A child does not come, and there is no network: the step to the village goes as a slip to another
# machine, its answer comes back; what is forged, repeated or of the wrong level is refused.
. tests/lib.sh

if [ "${B##*/}" = san ]; then
    echo "1..0 # SKIP AddressSanitizer bears no library before it"
    exit 0
fi
make_township
zx import --schools assets/demo/schools.csv >/dev/null || echo "Bail out! no schools"
# The next level's machine: the same township's key, a roster of its own.
cp "$db" "$work/village.db"
on() { # database, day, time, words...
    local file=$1 at="$2 $3"
    shift 3
    env TZ=UTC faketime --exclude-monotonic "$at" "$B/zhaoxi" --lang en --db "$file" "$@"
}
kiosk() { on "$db" 2026-11-26 10:30:00 "$@"; }
village() { on "$work/village.db" 2026-11-27 02:00:00 "$@"; }

# The Home is open from Tuesday to Thursday: one child comes, another is expected and does not.
home_id=$(events "SELECT id FROM home WHERE code = 'QS'")
read -r coming missing < <(events "SELECT group_concat(no, ' ') FROM (SELECT no FROM child WHERE home_id = $home_id
    AND joined_day < 20261101 AND school IN (SELECT school FROM school_end) AND comes_on & 14 = 14 ORDER BY no LIMIT 2)")
for day in 24 25 26; do
    for hour in 08 09; do
        sqlite3 "$db" "INSERT INTO event (id, kind, home_id, child_id, at_utc_ms, boot_id, mono_ms, clock_trusted)
            SELECT randomblob(16), iif('$hour' = '08', 'check_in', 'check_out'), $home_id, id,
                strftime('%s', '2026-11-$day $hour:00:00') * 1000, randomblob(16), 1, 1
            FROM child WHERE no = '$coming'"
    done
done
sqlite3 "$db" "INSERT INTO attendance_day (day, home_id, child_id, sessions, first_in_ms, last_out_ms, minutes, open_ms, assumed)
    SELECT 20261100 + d.value, $home_id, c.id, 1, strftime('%s', '2026-11-' || d.value || ' 08:00:00') * 1000,
        strftime('%s', '2026-11-' || d.value || ' 09:00:00') * 1000, 60, 0, 0
    FROM json_each('[24, 25, 26]') AS d, child AS c WHERE c.no = '$coming'"

state() { kiosk list missing --json | jq -r --arg no "$missing" ".[] | select(.no == \$no) | .$1"; }
ok "three days were missed" test "$(state days)" = 3
ok "who came is not on the list" test "$(kiosk list missing --json | jq --arg no "$coming" '[.[] | select(.no == $no)] | length')" = 0
ok "each level is to be told" test "$(state family),$(state village),$(state township)" = due,due,due
kiosk slip tell "$missing" --level village --out "$work/slip.pdf" >"$work/slip"
slip=$(cat "$work/slip")
ok "the slip is capital letters and digits" grep -qE '^ZXS1[0-9A-Z]{45}$' "$work/slip"
ok "told twice is the same slip" test "$(kiosk slip tell "$missing" --level village)" = "$slip"
ok "and one event" test "$(events "SELECT count(*) FROM event WHERE kind = 'ladder_step'")" = 1
ok "it is printed with its code" sh -c "pdftoppm -r 100 -gray '$work/slip.pdf' '$work/page' && '$B/zhaoxi-scanner' --print $work/page*.pgm | cut -f3 | grep -qx '$slip'"
ok "the paper names the child, for people" grep -q "$missing" <(pdftotext "$work/slip.pdf" -)
ok "the paper is its owner's alone" test "$(stat -c %a "$work/slip.pdf")" = 600
ok "the kiosk itself does not answer it" grep -q "is the slip itself" <(kiosk slip take "$slip" 2>&1)
ok "another level does not answer it" grep -q "is for the village's child director" <(village slip ack "$slip" --level township 2>&1)
ok "a forged one is refused" grep -q "forged" <(village slip ack "ZXS1000$(echo "$slip" | cut -c8-)" --level village 2>&1)
ok "one cut short too" grep -q "damaged" <(village slip ack "${slip%??}" --level village 2>&1)
village slip ack "$slip" --level village --out "$work/answer.pdf" >"$work/answer"
answer=$(cat "$work/answer")
ok "the village's machine makes the answer" grep -qE '^ZXS1[0-9A-Z]{45}$' "$work/answer"
ok "it keeps on record that it did" test "$(sqlite3 "$work/village.db" "SELECT payload ->> 'day' FROM event WHERE kind = 'slip_seen'")" = 20261127
ok "a repeated slip is refused" grep -q "answered already, on 2026-11-27" <(village slip ack "$slip" --level village 2>&1)
ok "a lost answer is printed again, the same" test "$(village slip ack "$slip" --level village --again)" = "$answer"
ok "an answer is no slip" grep -q "is an answer already" <(village slip ack "$answer" --level village 2>&1)
ok "the kiosk takes the answer" grep -q "child director answered on 2026-11-27" <(kiosk slip take "$answer")
ok "once" grep -q "recorded already" <(kiosk slip take "$answer" 2>&1)
ok "and the ladder says so" test "$(state family),$(state village),$(state township)" = due,answered,due
ok "another kiosk does not take it" grep -q "for another kiosk" <(village slip take "$answer" 2>&1)
ok "the family is told" kiosk slip tell "$missing" --level family
ok "and answers by word" kiosk slip answered "$missing" --level family
ok "which is on the record" test "$(events "SELECT group_concat(payload ->> 'by') FROM event WHERE kind = 'ladder_answer'")" = slip,word
ok "a child that came is not told of" grep -q "not due" <(kiosk slip tell "$coming" --level family 2>&1)
ok "a tutor may not" grep -q "This is for the role" <(echo 2580 | kiosk --as QS-S003 slip tell "$missing" --level township 2>&1)
ok "no name stands in a code" test "$(events "SELECT count(*) FROM child WHERE instr('$slip$answer', upper(replace(no, '-', '')))")" = 0
finish
