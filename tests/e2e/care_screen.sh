#!/bin/bash
# Holiday care on the screen: a day's sessions and marks, enrolment with a guardian's card, and the
# period opened, prolonged and closed.
. tests/lib.sh

make_township
export CUPS_SERVER=$work/no.sock # no printer of this machine
fails() { ! "$@"; }
winter=2027年寒假
zx import --care-sessions assets/demo/care-sessions.csv --enrolments assets/demo/enrolments.csv >/dev/null
care() { zx care "$@"; }
# One has no place at lunch any more, so that somebody who waits is offered it.
zx_at="2027-01-20 01:00:00"
care leave $winter QS-001 --sessions 午餐 --last 2027-01-24 >/dev/null
guardian=$(events "SELECT guardian_id FROM child_guardian AS g JOIN child AS c ON c.id = g.child_id
    WHERE c.no = 'QS-044' ORDER BY guardian_id LIMIT 1")
zx cards issue --guardian "$guardian" >/dev/null
guest=$(zx list children --json | jq -r '[.[] | select(.no | startswith("SQ-"))][1].no')
volunteer=$(zx cards show --staff QS-S007)
scans() { local no; for no; do printf 'scan %s\nwait 1500\n' "$(card "$no")"; done; }
touches() { local what; for what; do printf 'touch %s\nwait 400\n' "$what"; done; }
types() { local key; for key; do printf 'touch %s\nwait 100\n' "$key"; done; }

flow() { # size
    cat <<FLOW
clock 2027-01-20 09:00
camera missing
wait 100
sign-in QS-S002
wait 400
$(touches icons/care)
list $work/$1-care-planned.txt
$(touches 假期 新场次)
list $work/$1-care-session.txt
$(touches 开始)
$(types 1 6 3 0)
$(touches 确定 结束)
$(types 1 8 0 0)
$(touches 确定 名额)
$(types 2 0)
$(touches 确定 保存)
list $work/$1-care-session-refused.txt
$(touches 开始)
$(types $(printf 'icons/delete %.0s' 1 2 3 4) 1 7 0 0)
$(touches 确定 名称)
$(types 9)
$(touches 确定 保存)
list $work/$1-care-session-new.txt
$(touches 开始托管)
list $work/$1-care-open.txt
$(touches 保存)
list $work/$1-care-opened.txt
$(touches 儿童)
list $work/$1-care-children.txt
$(touches 给名额)
list $work/$1-care-given.txt
$(touches 给儿童报名)
scan $(card "$guest")
wait 400
list $work/$1-care-guest.txt
$(touches icons/back 给儿童报名 "$(name QS-044)")
list $work/$1-care-enrol.txt
$(touches 下午)
touch 报名
wait 400
list $work/$1-care-no-consent.txt
scan $(zx cards show --guardian "$guardian")
wait 400
list $work/$1-care-agreed.txt
touch 报名
wait 400
list $work/$1-care-enrolled.txt
clock 2027-01-25 08:50
wait 100
scan $volunteer
wait 4000
$(scans QS-002 QS-003 QS-004 QS-005 QS-006 QS-007 QS-008 QS-009 QS-010 QS-011)
clock 2027-01-25 09:20
wait 1000
$(scans QS-012)
clock 2027-01-25 09:30
wait 1000
sign-in QS-S003
wait 400
$(touches icons/care)
list $work/$1-care-day.txt
$(touches 开始这一场)
list $work/$1-care-begin.txt
$(touches icons/check)
list $work/$1-care-begin-refused.txt
$(types O K icons/check)
$(touches icons/check)
list $work/$1-care-begun.txt
$(touches "$(name QS-001)")
list $work/$1-care-mark.txt
$(touches 到场了)
list $work/$1-care-marked.txt
$(touches "$(name QS-001)" 撤回)
list $work/$1-care-undone.txt
$(touches "$(name QS-001)" icons/ill)
list $work/$1-care-ill.txt
$(touches 假期)
list $work/$1-care-tutor.txt
touch 退出
wait 400
sign-in QS-S002
wait 400
$(touches icons/care 儿童 "$(name QS-001)")
list $work/$1-care-child.txt
$(touches 退出托管)
list $work/$1-care-leave.txt
$(touches 不离开 icons/back 假期 打印2027-01考勤表)
worked
wait 100
list $work/$1-care-printed.txt
$(touches 结束托管)
touch 保存
wait 400
list $work/$1-care-close-refused.txt
touch —
wait 400
$(types O K icons/check)
touch 确定
wait 400
$(touches 保存)
list $work/$1-care-closed.txt
FLOW
}
for size in 1280x800 800x1280; do
    cp "$db" "$work/$size.db"
    flow $size >"$work/flow"
    ok "the flow plays at $size" "$B/zhaoxi-kiosk" --db "$work/$size.db" --source none \
        --window $size --script "$work/flow" 2>"$work/kiosk.log"
    kept "$work/$size"-care-*.txt
done
db=$work/1280x800.db
says() { grep -q "$2" "$work/1280x800-care-$1.txt"; }
ok "a session of another's name is refused" says session-refused "已经有这个名称"
ok "with its own it is there" test "$(events "SELECT starts_min || ' ' || capacity FROM care_session WHERE name = '9'")" = "1020 20"
ok "a place that is free is given to who waits" test "$(events "SELECT count(*) FROM event WHERE kind = 'roster_edit'
    AND payload ->> 'table' = 'enrolment'")" -ge 3
ok "a guest is chosen by its card" says guest "$(name "$guest")"
ok "without consent nobody is enrolled" says no-consent "缺少监护人的同意"
ok "the guardian's card is the consent" test "$(events "SELECT consent_how || guardian_id FROM enrolment AS e
    JOIN child AS c ON c.id = e.child_id WHERE c.no = 'QS-044'")" = "card$guardian"
ok "the lamp says so in words" says day "大人不够"
ok "too few adults want a reason" test "$(events "SELECT payload ->> 'reason' FROM event WHERE kind = 'care_begun'")" = OK
ok "a mark is taken back" test "$(events "SELECT group_concat(kind) FROM event WHERE kind LIKE 'care_mark%'")" = care_mark,care_mark_undo
ok "an absence is noted with its reason" says ill "生病"
ok "a tutor opens and closes nothing" fails says tutor "结束托管"
ok "the end before its last day wants a reason" says close-refused "请写明原因"
ok "with one it is closed" says closed "记录会保留"

ok "without a printer the screen says so" says printed "没有设置打印机"
ok "who had the sheet printed is on the record" test "$(events "SELECT s.no FROM event JOIN staff AS s ON s.id = staff_id
    WHERE kind = 'exported'")" = QS-S002

# The month's sheet on paper; the screen prints what the command writes.
zx_at="2027-01-29 09:30:00"
sheet() { care sheet $winter --out "$work/sheet.$1" && [ "$(stat -c %a "$work/sheet.$1")" = 600 ]; }
text() { pdftotext -layout "$work/sheet.pdf" - 2>/dev/null; }
ok "the sheet is written as PDF" sheet pdf
lies() { pdfinfo "$work/sheet.pdf" | grep -q "Page size: *841"; }
ok "it lies" lies
in_sheet() { text | grep -q "$1"; }
ok "the child that came late has its mark" in_sheet "$(name QS-012).*迟"
ok "it is signed at its end" in_sheet "Kept by: ____"
ok "as a spreadsheet too" sheet xlsx
ok "both are on the record" test "$(events "SELECT group_concat(payload ->> 'format') FROM event WHERE kind = 'exported'")" = pdf,pdf,xlsx
many() { # 70 more children: the head is on each page
    { echo '编号,姓名,儿童之家,出生日期'; for i in {100..169}; do echo "QS-$i,测小$i,QS,2018-01-01"; done; } >"$work/c.csv"
    { head -1 assets/demo/enrolments.csv; for i in {100..169}; do echo "QS-$i,QS,$winter,上午,,,,已报名,测阿嬷,纸质,2026-12-20"; done; } >"$work/e.csv"
    sed "s/^QS,$winter,上午,上午,一号教室,9:00,11:30,12345,30/QS,$winter,上午,上午,一号教室,9:00,11:30,12345,200/" \
        assets/demo/care-sessions.csv >"$work/s.csv"
    { echo '儿童编号,姓名,关系,开始日期'; for i in {100..169}; do echo "QS-$i,测阿嬷,奶奶,2025-01-01"; done; } >"$work/g.csv"
    zx import --children "$work/c.csv" --guardians "$work/g.csv" >/dev/null && zx import --care-sessions "$work/s.csv" --enrolments "$work/e.csv" >/dev/null &&
        care open $winter && zx_at="2027-01-29 09:30:00" && care sheet $winter --out "$work/sheet.pdf"
}
db=$work/zhaoxi.db # where nothing was closed
zx_at="2027-01-20 01:00:00"
ok "many children are enrolled" many
heads() { [ "$(text | grep -c 'Name .*25 .*26')" -ge 3 ]; }
ok "each page has the head" heads

ok "no name stands in the kiosk's log" fails grep -qF "$(name QS-002)" "$work/kiosk.log"
finish
