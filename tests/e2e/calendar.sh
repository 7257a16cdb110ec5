#!/bin/bash
# The calendar, schools and health notes by the command: brought along, imported, listed, refused.
. tests/lib.sh

make_township || { echo "Bail out! no township"; exit 1; }
list() { zx list "$@" --json; }
csv() { printf '%s\n' "$@" >"$work/one.csv"; }

ok "a new database knows the public holidays of two years" test \
    "$(events "SELECT group_concat(n) FROM (SELECT count(*) AS n FROM calendar GROUP BY day / 10000)")" = 33,39
ok "a moved workday stands for a weekday" test \
    "$(events "SELECT kind || as_weekday FROM calendar WHERE day = 20261010")" = workday3
csv '日期,类型,名称,按星期' '2027-01-01,放假,元旦,' '2027-01-03,上班,元旦,' '2027-01-09,上班,元旦,周四'
ok "another year is imported" zx import --calendar "$work/one.csv"
ok "and listed" test "$(list calendar | jq -r '[.[] | select(.day > "2027") | .as] | join(",")')" = ",1,4"
csv day,kind,title,as 2027-02-30,放假,X, 2027-03-01,休息,X, 2027-03-02,放假,X,周一 2027-03-03,上班,X,周八
ok "bad days are refused" bash -c "! '$B/zhaoxi' --lang en --db '$db' import --calendar '$work/one.csv' 2>'$work/problems'"
for words in 'row 2: 日期 (day) "2027-02-30" is not a date' 'row 3: 类型 (kind) must be one of' \
    'row 4: A moved workday stands for a weekday' 'row 5: 按星期 (as) must be 1 to 7'; do
    ok "named: $words" grep -qF "$words" "$work/problems"
done
ok "and nothing is changed" test "$(events "SELECT count(*) FROM calendar WHERE day > 20270200")" = 0

csv 学校,年级,星期,结束 青松村小学,,,16:10 青松村小学,一年级,周五,15:00
ok "schools' ends are imported" zx import --schools "$work/one.csv"
{ head -2 assets/demo/children.csv | sed '1s/$/,步行分钟,来的日子/; 2s/$/,25,周一、三和五/'; } >"$work/one.csv"
ok "a list of days with another word is refused" bash -c "! '$B/zhaoxi' --db '$db' import --children '$work/one.csv'"
sed -i 's/和//' "$work/one.csv"
ok "the way and the days of a child are imported" zx import --children "$work/one.csv"
way() { events "SELECT walk_min || ' ' || comes_on FROM child WHERE no = 'QS-001'"; }
ok "and kept" test "$(way)" = "25 21"
ok "a file without these columns leaves them" bash -c "'$B/zhaoxi' --db '$db' import --children assets/demo/children.csv --guardians assets/demo/guardians.csv"
ok "as they were" test "$(way)" = "25 21"
ok "who is expected today is listed" bash -c "'$B/zhaoxi' --db '$db' list expected --home QS --json | jq -e 'type == \"array\"'"

ok "health notes are imported" zx import --health assets/demo/health.csv
ok "important ones are listed as such" test \
    "$(list health --home QS | jq -r '[.[] | select(.level == "important")] | length')" = 3
csv 儿童编号,类型,内容,级别 QS-999,过敏,虾, QS-001,病,虾, QS-001,过敏,,
ok "bad notes are refused" bash -c "! '$B/zhaoxi' --lang en --db '$db' import --health '$work/one.csv' 2>'$work/problems'"
ok "each by its row" test "$(grep -c ', row' "$work/problems")" = 3
ok "nobody is absent" test "$(list absences | jq length)" = 0
ok "the doctor says until when the holidays are known" bash -c \
    "'$B/zhaoxi' --lang en --db '$db' doctor | grep -q 'Public holidays: known until the end of 2027'"
sqlite3 "$db" 'DELETE FROM calendar'
ok "or that they are not" bash -c "'$B/zhaoxi' --lang en --db '$db' doctor | grep -q 'are not known. Run: zhaoxi import --calendar'"
finish
