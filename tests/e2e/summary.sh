#!/bin/bash
# Summaries: on the social worker's screen, as files on a stick, and with names for who may alone.
# The stick is a folder, or a small file system where the test may mount one.
. tests/lib.sh

make_township
zx import --calendar assets/calendar/cn.csv >/dev/null
"$B/tests/demo_days" "$db" 2026-10-01 2026-11-24 QS || { echo "Bail out! no past"; exit 1; }
export ZHAOXI_MEDIA=$work/sticks
mkdir -p "$ZHAOXI_MEDIA"

flow() { # size: what a social worker looks at
    cat <<FLOW
clock 2026-11-24 16:40
camera missing
sign-in QS-S002
wait 400
touch icons/chart
wait 400
list $work/$1-summary.txt
touch icons/timetable
wait 400
list $work/$1-summary-month.txt
touch icons/people
wait 400
list $work/$1-summary-child.txt
touch 陈林
wait 400
list $work/$1-summary-one-child.txt
touch 15:39
wait 400
list $work/$1-summary-behind.txt
touch icons/back
wait 400
touch icons/back
wait 400
touch icons/homework
wait 400
list $work/$1-summary-grade.txt
touch icons/stick
wait 400
list $work/$1-summary-file.txt
touch 写到U盘
worked
list $work/no-stick.txt
FLOW
}
kiosk() { # size, script
    "$B/zhaoxi-kiosk" --db "$db" --source none --window "$1" --lang zh --script "$2" 2>"$work/kiosk.log"
}
for size in 1280x800 800x1280; do
    flow $size >"$work/flow"
    ok "a social worker sees the summaries at $size" kiosk $size "$work/flow"
    kept "$work/$size"-summary{,-month,-child,-one-child,-behind,-grade,-file}.txt
done
ok "without a stick it says so" grep -q "没有插U盘\|没有.*U盘" "$work/no-stick.txt"

mkdir "$ZHAOXI_MEDIA/stick"
rest() {
    cat <<FLOW
clock 2026-11-24 16:45
camera missing
sign-in QS-S002
wait 400
touch icons/chart
wait 400
touch icons/people
wait 400
touch icons/stick
wait 400
touch $1
wait 400
touch 写到U盘
worked
list $work/done.txt
FLOW
}
rest 只写编号 >"$work/flow"
ok "the file is written" kiosk 1280x800 "$work/flow"
file=$ZHAOXI_MEDIA/stick/按儿童汇总-QS-2026-11.xlsx
ok "under a name of its own" test -s "$file"
sheet() { unzip -p "$1" xl/worksheets/sheet1.xml; }
ok "with the children's numbers" grep -q "QS-001" <(sheet "$file")
fails() { ! "$@"; }
ok "and not their names" fails grep -q "陈林" <(sheet "$file")
ok "it is on the record who took it" test "$(events "SELECT s.no || (e.payload ->> 'rows') ||
    (e.payload ->> 'named') || (e.payload ->> 'to') FROM event e JOIN staff s ON s.id = e.staff_id
    WHERE e.kind = 'exported' ORDER BY e.seq DESC LIMIT 1")" = QS-S002490stick
rest 带姓名 >"$work/flow"
ok "with names it is another file" kiosk 1280x800 "$work/flow"
ok "and has them" grep -q "陈林" <(sheet "${file%.xlsx}(2).xlsx")

# The command.
to() { zx export summary --month 2026-11 "$@"; }
ok "a CSV by day" to --by day --out "$work/day.csv"
ok "has the days" grep -q "^2026-11-24," "$work/day.csv"
ok "a PDF by grade" to --by grade --out "$work/grade.pdf"
ok "names its filters" grep -q "Time: 2026-11" <(pdftotext -layout "$work/grade.pdf" -)
ok "the six goals" zx export goals --month 2026-11 --out "$work/goals.xlsx"
ok "who needs a visit" zx export visits --names --out "$work/visits.csv"
ok "agreements" zx export agreements --out "$work/agreements.csv"
ok "no format that isn't" fails to --format doc --out "$work/x"
ok "no group that isn't" fails to --by colour --out "$work/x"
ok "one place to write to" fails to
tutor() { echo 2580 | zx --as QS-S003 export summary --month 2026-11 --by child "$@" 2>"$work/said"; }
ok "a tutor has numbers" tutor --out "$work/t.csv"
ok "and no names" fails tutor --names --out "$work/t2.csv"
ok "in a sentence" grep -q "Names are for social workers" "$work/said"
ok "nor the six goals" fails sh -c "echo 2580 | '$B/zhaoxi' --db '$db' --as QS-S003 export goals --out '$work/t3.csv'"
ok "nor in another's name" fails tutor --for QS-S001 --out "$work/t4.csv"
ok "nothing is left of that" fails ls "$work"/t[234].csv
sqlite3 "$db" "UPDATE child SET grade = '=1+1' WHERE no = 'QS-001'"
ok "a grade that is a formula" to --by grade --out "$work/grade.csv"
ok "is none in the file" grep -q "^'=1+1," "$work/grade.csv"

# One figure, asked in every way: the check-ins of QS-001 in November.
of() { zx report summary --month 2026-11 "$@"; }
sum_of() { # column, [first cell]: of a CSV
    python3 -c 'import csv, sys
rows = list(csv.reader(sys.stdin.read().lstrip("\ufeff").splitlines()))
at = rows[0].index(sys.argv[1])
print(sum(int(r[at]) for r in rows[1:] if r[at] and (len(sys.argv) < 3 or r[0] == sys.argv[2])))' "$@"
}
all_of() { # the same of the sheet of a workbook
    python3 -c 'import re, sys, zipfile
rows = re.findall(r"<row .*?</row>", zipfile.ZipFile(sys.argv[1]).read("xl/worksheets/sheet1.xml").decode())
cells = [dict((c, re.sub("<.*?>", "", t)) for c, t in re.findall(r"<c r=\"([A-Z]+)\d+\"[^>]*>(.*?)</c>", r)) for r in rows]
head = next(r for r in cells if sys.argv[2] in r.values())
at = next(c for c in head if head[c] == sys.argv[2])
print(next(r[at] for r in cells if r.get("A") == sys.argv[3]))' "$@"
}
came=$(events "SELECT sum(a.sessions) FROM attendance_day AS a JOIN child AS c ON c.id = a.child_id
    WHERE c.no = 'QS-001' AND a.day BETWEEN 20261101 AND 20261130")
ok "a child came" test "$came" -gt 0
ok "its row has that" test "$(of --by child --csv | sum_of Check-ins QS-001)" = "$came"
ok "so has JSON" test "$(of --by child --json | python3 -c 'import json, sys
print(*[r["sessions"] for r in json.load(sys.stdin) if r["child"] == "QS-001"])')" = "$came"
ok "and its days together" test "$(of --by day --child QS-001 --csv | sum_of Check-ins)" = "$came"
ok "and the days behind it" test "$(of --by child --behind sessions --row QS-001 --csv | sum_of Adds)" = "$came"
for format in csv xlsx pdf; do
    ok "a file of it ($format)" zx export summary --month 2026-11 --by child --out "$work/by-child.$format"
done
ok "the same in the CSV" test "$(sum_of Check-ins QS-001 <"$work/by-child.csv")" = "$came"
ok "in the workbook" test "$(all_of "$work/by-child.xlsx" Check-ins QS-001)" = "$came"
ok "and on paper" test "$(pdftotext -layout "$work/by-child.pdf" - | awk '$1 == "QS-001" {print $3; exit}')" = "$came"
ok "no figure that isn't" fails of --by child --behind colour
ok "nor a row" fails of --by child --behind sessions --row QS-999

# Sticks that fail. A small file system needs the right to mount.
stick() { ZHAOXI_MEDIA=$work/small zx export summary --from 2026-10-01 --until 2026-11-24 --by child --names "$@" --to-stick 2>"$work/said"; }
mkdir -p "$work/small/one"
if mount -t tmpfs -o size=16k none "$work/small/one" 2>/dev/null; then
    ok "a full stick is refused" fails stick --format pdf
    ok "in a sentence that says what to do" grep -q "no room left" "$work/said"
    ok "and nothing is left on it" test -z "$(ls -A "$work/small/one")"
    mount -o remount,ro "$work/small/one"
    ok "so is one that can only be read" fails stick --format csv
    ok "in another sentence" grep -q "only be read" "$work/said"
    umount "$work/small/one"
else
    ok "nothing may be mounted here # SKIP" true
fi
rmdir "$work/small/one"
ok "and where there is none" fails stick --format csv
ok "it says to plug one in" grep -q "Plug one in" "$work/said"

# A stick is let go by udisks2 once all is on it.
mkdir -p "$work/bin" "$work/small/two"
printf '#!/bin/sh\necho "$@" >>%s\n' "$work/udisks" >"$work/bin/udisksctl"
chmod +x "$work/bin/udisksctl"
let_go() {
    PATH="$work/bin:$PATH" ZHAOXI_MEDIA="$work/small" zx export summary --month 2026-11 --format csv \
        --to-stick >"$work/said"
}
if mount -t tmpfs -o size=1m none "$work/small/two" 2>/dev/null; then
    ok "a stick is written to" let_go
    ok "and unmounted" grep -q "^unmount --no-user-interaction -b none" "$work/udisks"
    ok "and it says so" grep -q "can be pulled out" "$work/said"
    umount "$work/small/two"
fi
finish
