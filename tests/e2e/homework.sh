#!/bin/bash
# Homework from the schools' file to the child's screen and the tutors' queue, by scripts through the
# real programs. What the screens show is compared with what was looked at: REBASELINE=1 renews it.
. tests/lib.sh

make_township

# The file: all or nothing, each bad row named.
items() { events 'SELECT count(*) FROM homework'; }
first=$(items)
ok "the demo's homework is in" test "$first" = "$(($(wc -l <assets/demo/homework.csv) - 1))"
ok "the same file again changes nothing" zx import --homework assets/demo/homework.csv
ok "no item is there twice" test "$(items)" = "$first"
bad() { # sentence, expected words, row
    printf '学校,年级,科目,内容,截止日期,老师\n青松村小学,三年级,数学,口算,2026-11-24,\n%s\n' "$3" >"$work/bad.csv"
    ok "$1" bash -c "! '$B/zhaoxi' --lang en --db '$db' import --homework '$work/bad.csv' 2>'$work/why'"
    ok "  and says why" grep -qF -- "$2" "$work/why"
}
bad "a row without a school is refused" 'row 3: 学校 (school) is empty' ',三年级,数学,口算,2026-11-24,'
bad "a subject that is none is refused" 'row 3: 科目 (subject) must be one of' '青松村小学,三年级,体育,跑步,2026-11-24,'
bad "a day that is none is refused" 'row 3: 截止日期 (due) "明天" is not a date' '青松村小学,三年级,数学,口算,明天,'
bad "an empty text is refused" 'row 3: 内容 (text) is empty' '青松村小学,三年级,数学,,2026-11-24,'
bad "a teacher who is none is refused" 'nobody with number "QS-S999"' '青松村小学,三年级,数学,口算,2026-11-24,QS-S999'
ok "and nothing of these files was taken" test "$(items)" = "$first"
printf 'School,Grade,Subject,Text,Due,Staff\n青松村小学,三年级,english,Read unit 4,2026/11/24,QS-S003\n' >"$work/en.csv"
ok "English headings" zx import --homework "$work/en.csv"
ok "who set it is listed" test "$(zx list homework --json | jq -r '.[] | select(.text == "Read unit 4") | .staff')" = QS-S003
printf '学校,年级,科目,内容,截止日期\n青松小学,三年级,数学,口算,2026-11-24\n' >"$work/typo.csv"
ok "a school that no child goes to is told" bash -c "'$B/zhaoxi' --lang en --db '$db' import --homework '$work/typo.csv' 2>&1 | grep -q 'row 2: no child goes to'"
ok "a Home's list has its classes alone" test "$(zx list homework --home QS --json | jq '[.[] | select(.school == "白鹤湾村小学")] | length')" = 0

# The screens. QS-001 is in the third grade of 青松村小学.
flow() { # size: where to touch is by size
    local list=$1 me="640 400" tile item help done undo back="70 70" late
    case $1 in
    1280x800) tile="760 270" item="300 240" help="220 560" done="1020 560" undo="1180 720" late="960 70" ;;
    800x1280) tile="200 650" item="400 330" help="150 800" done="650 800" undo="650 1200" late="400 180" ;;
    esac
    cat <<FLOW
clock 2026-11-24 16:40
camera missing
wait 100
scan $(card QS-001)
list $work/homework-$list-welcome.txt
tap $me
wait 400
tap $tile
wait 400
list $work/homework-$list-list.txt
tap $item
wait 400
list $work/homework-$list-item.txt
tap $help
wait 400
list $work/homework-$list-helped.txt
tap $help
wait 400
tap $done
wait 400
list $work/homework-$list-asked.txt
tap $undo
wait 400
list $work/homework-$list-undone.txt
tap $back
wait 400
tap $late
wait 400
list $work/homework-$list-late.txt
wait 21000
list $work/homework-$list-left.txt
FLOW
}
marks() { sqlite3 -readonly "$work/flow.db" "SELECT group_concat(coalesce(payload ->> 'state', 'undo'), ' ') FROM (SELECT payload FROM event WHERE kind LIKE 'homework%' ORDER BY seq)"; }
for size in 1280x800 800x1280; do
    cp "$db" "$work/flow.db"
    flow $size >"$work/flow"
    ok "the flow plays at $size" "$B/zhaoxi-kiosk" --db "$work/flow.db" --source none \
        --window $size --script "$work/flow"
    kept "$work/homework-$size"-*.txt
    ok "each touch is one fact, and a second of the same none" test "$(marks)" = "need_help asked undo"
done
wide=$work/homework-1280x800
ok "the welcome says how much is due today" grep -q '今天有 4 项作业' "$wide-welcome.txt"
ok "the child is told that help comes" grep -q 老师会来帮你 "$wide-helped.txt"
ok "taking back brings the request for help back" grep -q 老师会来帮你 "$wide-undone.txt"
ok "the late page has yesterday's" grep -q 昨天 "$wide-late.txt"
ok "a kiosk left alone goes home" grep -q 把卡片举到这里 "$wide-left.txt"
db=$work/flow.db
ok "the tutors' queue has the child, by subject" test "$(zx list help --json | jq -r '.[] | .subject + " " + .no')" = "maths QS-001"
ok "and the moment" test "$(zx list help --json | jq -r '.[].since')" = "2026-11-24 16:40"
ok "another Home's queue has not" test "$(zx list help --home BH --json | jq length)" = 0

# What can't be written is said, and never shown as done.
sqlite3 "$db" "CREATE TRIGGER full BEFORE INSERT ON event WHEN NEW.kind LIKE 'homework%' BEGIN SELECT RAISE (ABORT, 'full'); END"
cat >"$work/flow" <<FLOW
clock 2026-11-24 17:30
scan $(card QS-003)
tap 640 400
wait 400
tap 760 270
wait 400
tap 300 240
wait 400
tap 220 560
wait 400
list $work/full.txt
FLOW
ok "the flow on a full disk plays" "$B/zhaoxi-kiosk" --db "$db" --source none --window 1280x800 --script "$work/flow"
ok "what was not saved is said" grep -q 没有记下来 "$work/full.txt"
ok "and no choice is ticked" bash -c "! grep -q icons/check '$work/full.txt'"
finish
