#!/bin/bash
# Holiday care from the enrolment to the closed record: files, the command, and cards at the kiosk.
. tests/lib.sh

make_township
fails() { ! "$@"; }
refused() { # words, command...: it is refused, in a sentence that holds the words
    local words=$1
    shift
    ! "$@" 2>"$work/said" && grep -q "$words" "$work/said"
}
data=assets/demo
winter=2027年寒假
rows() { events "SELECT (SELECT count(*) FROM care_session) || ' ' || (SELECT count(*) FROM care_place)"; }

# What can't be is refused, by its row, and nothing of it is taken in.
changed() { # sed's expression, words: the sessions, or with $3 the enrolments, with one change
    local kind=${3:-care-sessions}
    sed "$1" $data/$kind.csv >"$work/$kind.csv"
    if [ $kind = enrolments ]; then
        refused "$2" zx import --care-sessions $data/care-sessions.csv --enrolments "$work/$kind.csv"
    else
        refused "$2" zx import --care-sessions "$work/$kind.csv"
    fi
}
ok "a session over midnight is refused by its row" changed '3s/12:30/0:30/' "row 3: It ends before it begins: no session goes over midnight"
ok "so are sessions that overlap" changed '3s/11:30,12:30/11:00,12:30/' "overlap"
ok "and a holiday that is none" changed '2s/2026年暑假/2026年春假/' "row 2: The Home has no period"
ok "an enrolment without consent is refused" changed '2s/段阿嬷祥//' "row 2: The guardian's consent is missing" enrolments
ok "one by a card that is not the guardian's too" changed '2s/段阿嬷祥,纸质/某某,刷卡/' "row 2: " enrolments
ok "consent of a day to come too" changed '2s/2026-06-20/2027-06-20/' "row 2: The consent is of a day that is still to come" enrolments
ok "and a child that stands there twice" changed '3s/.*/QS-001,QS,2026年暑假,上午,,,,已报名,段阿嬷祥,纸质,2026-06-20/' "row 3: This child's enrolment stands in row 2" enrolments
full() {
    sed 's/候补/已报名/' $data/enrolments.csv >"$work/full.csv"
    refused "is full: 24 of 24" zx import --care-sessions $data/care-sessions.csv --enrolments "$work/full.csv"
}
ok "and one more than there are places" full
ok "nothing was taken in" test "$(rows)" = "0 0"
ok "sessions and enrolments are imported" zx import --care-sessions $data/care-sessions.csv --enrolments $data/enrolments.csv
ok "all of them" test "$(rows | cut -d' ' -f1)" = 16
before=$(rows)
zx import --care-sessions $data/care-sessions.csv --enrolments $data/enrolments.csv >/dev/null
ok "a second time is no edit" test "$(rows) $(events "SELECT max(version) FROM care_place")" = "$before 1"

# Places: who waits is offered one, and staff give it.
care() { zx care "$@"; }
of() { # session's key, child: what the list of the enrolled says
    care enrolled $winter --json | jq -r --arg s "$1" --arg c "$2" '.[] | select(.session == $s and .child == $c) | .state'
}
waiting=$(care enrolled $winter --json | jq -r '[.[] | select(.state == "waiting")] | sort_by(.turn) | map(.child) | .[]')
first=$(head -1 <<<"$waiting") second=$(sed -n 2p <<<"$waiting")
ok "two wait for lunch at least" test -n "$second"
ok "no place is free" test "$(care offers $winter --json | jq length)" = 0
ok "one leaves" care leave $winter QS-001 --sessions 午餐 --last 2027-01-24
ok "the first who waits is offered the place" test "$(care offers $winter --json | jq -r '.[0].child')" = "$first"
ok "and has not got it" test "$(of 午餐 $first)" = waiting
ok "another one can't have it" refused "first in the line" zx care give $winter 午餐 $second
ok "the first one lets the next go first" care pass $winter 午餐 $first
ok "who is given it" care give $winter 午餐 $second
ok "and has it" test "$(of 午餐 $second)" = enrolled
ok "a child is enrolled once" refused "enrolled already" zx care enrol $winter QS-002 --consent 奶奶
ok "consent is asked for" refused "consent is missing" zx care enrol $winter QS-040
ok "a full session is refused" refused "is full" zx care enrol $winter SQ-002 --consent 奶奶 --sessions 午餐
ok "or waited for" care enrol $winter SQ-002 --consent 奶奶 --sessions 午餐、下午 --wait
ok "who edits is on the record" test "$(events "SELECT count(*) FROM event WHERE kind = 'roster_edit' AND payload ->> 'table' = 'enrolment'")" -ge 4

# Cards at the door, and the adults' lamp.
zx_at="2027-01-20 01:00:00"
ok "a term has no care" refused "no winter or summer holiday" zx care open 2026年秋
ok "the holiday is opened" care open $winter
ok "once" refused "open already" zx care open $winter
volunteer=$(zx cards show --staff QS-S007)
scans() { local no; for no; do printf 'scan %s\nwait 1500\n' "$(card "$no")"; done; }
kiosk() { "$B/zhaoxi-kiosk" --db "$db" --source none --window 1280x800 --script /dev/stdin 2>>"$work/kiosk.log"; }
kiosk <<FLOW
clock 2027-01-25 08:50
camera missing
wait 100
scan $volunteer
wait 4000
$(scans QS-002 QS-003 QS-004 QS-005 QS-006 QS-007 QS-008 QS-009 QS-010 QS-011)
clock 2027-01-25 09:20
wait 1000
$(scans QS-012)
FLOW
zx_at="2027-01-25 01:30:00" # 9:30 there
ok "11 children want 2 adults" test "$(care lamp $winter --json | jq -c '.[0] | [.lamp, .adults, .needed, .children]')" = '["short",1,2,11]'
ok "the morning does not begin so" refused "Too few adults: 1 for 11 children" zx care begin $winter 上午
ok "but with a written reason" care begin $winter 上午 --reason 李老师在路上
ok "which is on the record" test "$(events "SELECT payload ->> 'reason' FROM event WHERE kind = 'care_begun'")" = 李老师在路上
kiosk <<FLOW
clock 2027-01-25 10:30
camera missing
wait 100
$(scans QS-003)
clock 2027-01-25 12:40
wait 1000
$(scans QS-002 QS-004)
clock 2027-01-25 17:05
wait 1000
$(scans QS-005 QS-012)
clock 2027-01-26 07:00
wait 1000
FLOW
zx_at="2027-01-26 01:30:00"
was() { # child, session
    care day $winter 2027-01-25 --json | jq -r --arg c "$1" --arg s "$2" '.[] | select(.child == $c and .session == $s) |
        "\(.was) late \(.late) early \(.early) meal \(.meal) assumed \(.assumed)"'
}
ok "who came in time is present" test "$(was QS-002 上午)" = "present late 0 early 0 meal 0 assumed 0"
ok "and has eaten" test "$(was QS-002 午餐)" = "present late 0 early 0 meal 1 assumed 0"
ok "who stayed ten minutes was not at the rest" test "$(was QS-002 午休)" = "absent late 0 early 0 meal 0 assumed 0"
ok "who left at half past ten left early" test "$(was QS-003 上午)" = "present late 0 early 1 meal 0 assumed 0"
ok "and has not eaten" test "$(was QS-003 午餐)" = "absent late 0 early 0 meal 0 assumed 0"
ok "who came at 9:20 was late" test "$(was QS-012 上午)" = "present late 1 early 0 meal 0 assumed 0"
ok "whose leaving nobody saw counts to the end" test "$(was QS-006 下午)" = "present late 0 early 0 meal 0 assumed 1"
ok "who did not come is absent" test "$(was QS-013 上午)" = "absent late 0 early 0 meal 0 assumed 0"
ok "a meal is marked by hand" care mark $winter 午餐 QS-003 2027-01-25 ate
ok "and counts" test "$(was QS-003 午餐)" = "absent late 0 early 0 meal 1 assumed 0"
ok "the mark is taken back" care unmark $winter 午餐 QS-003 2027-01-25 ate
ok "and counts no more" test "$(was QS-003 午餐)" = "absent late 0 early 0 meal 0 assumed 0"
expected() { zx_at= TZ=UTC faketime --exclude-monotonic "2027-01-26 01:30:00" "$B/zhaoxi" --db "$db" list expected --json | jq length; }
ok "on a day of the holiday the enrolled are expected" test "$(expected)" -ge 28

# The month's sheet: one function for screen, paper and files.
sheet() { care sheet $winter --json | jq -r --arg c "$1" ".[] | select(.child == \$c) | $2"; }
ok "a child's day has one mark" test "$(sheet QS-003 '."2027-01-25"')" = H
ok "whoever came late has another" test "$(sheet QS-012 '."2027-01-25"')" = L
ok "who did not come too" test "$(sheet QS-013 '."2027-01-25"')" = A
ok "a day to come has none" test "$(sheet QS-013 '."2027-01-28"')" = '?'
ok "no care is on a Sunday" test "$(sheet QS-013 '."2027-01-31"')" = -
meals=$(care day $winter 2027-01-25 --json | jq '[.[].meal] | add')
ok "the sums are those of the days" test "$(care sheet $winter --json | jq '[.[].meals] | add')" = "$meals"
csv() { care sheet $winter --csv >"$work/sheet.csv" && grep -q "QS-012,.*,迟," "$work/sheet.csv" &&
    [ "$(tail -1 "$work/sheet.csv" | tr -d '\r' | sed 's/.*,//')" = "$meals" ]; }
ok "as CSV it has the sums at its foot" csv
ok "another month is refused where the holiday has no day" refused "no day in that month" zx care sheet $winter --month 2027-05

# Prolonged and closed.
overlap() { zx import --periods <(printf '儿童之家,名称,类型,开始日期,结束日期\nQS,2027年春,学期,2027-03-05,2027-07-01\n'); }
overlap >/dev/null
ok "it is not prolonged into the term" refused "days in common" zx care prolong $winter 2027-03-06
ok "nor to an earlier day" refused "later day" zx care prolong $winter 2027-02-20
ok "but to the day before it" care prolong $winter 2027-03-04
ok "the end before its last day wants a reason" refused "Say why" zx care close $winter
zx_at="2027-03-05 01:00:00"
ok "it is closed" care close $winter
ok "then nothing is edited" refused "is closed" zx care enrol $winter QS-040 --consent 奶奶
sed "s/$winter,上午,上午,一号教室,9:00/$winter,上午,上午,一号教室,8:00/" $data/care-sessions.csv >"$work/later.csv"
ok "not by an import either" refused "is closed" zx import --care-sessions "$work/later.csv"
ok "a meal is corrected with a reason alone" refused "say why" zx care mark $winter 午餐 QS-003 2027-01-25 ate
ok "as a correction" care mark $winter 午餐 QS-003 2027-01-25 ate --reason 家长送饭
ok "which counts" test "$(was QS-003 午餐)" = "absent late 0 early 0 meal 1 assumed 0"
ok "its history is kept" test "$(care history $winter --json | jq -r 'map(.what) | join(" ")')" = "care_opened care_prolonged care_closed"
ok "closed care is exported and imported without an edit" bash -c "'$B/zhaoxi' --db '$db' export --care-sessions '$work/s.csv' --enrolments '$work/e.csv' >/dev/null && '$B/zhaoxi' --db '$db' import --care-sessions '$work/s.csv' --enrolments '$work/e.csv'"
tutor() { echo 2580 | zx --as QS-S003 care sheet $winter; }
ok "a tutor does not see the sheet" fails tutor
ok "no name stands in the kiosk's log" fails grep -qF "$(name QS-002)" "$work/kiosk.log"
finish
