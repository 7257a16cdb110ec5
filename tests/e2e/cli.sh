#!/bin/bash
# The staff's command: everything a first day needs, and every kind of bad input.
. tests/lib.sh

make_township
children() { zx list children --json | jq length; }
ok "173 children are in the roster" test "$(children)" = 173
ok "each has an animal and a card" jq -e 'all(.animal != "" and .card == "yes")' <(zx list children --json)
ok "four Homes" test "$(zx list homes --json | jq length)" = 4
ok "init does not touch what is there" test "$(zx init 2>&1 | grep -c 'was not touched')" = 1
versions() { events "SELECT (SELECT sum(version) FROM child) || ',' || (SELECT sum(version) FROM staff) || ',' || (SELECT sum(version) FROM child_guardian) || ',' || (SELECT count(*) FROM pairing)"; }
first=$(versions)
ok "the same files are taken again" zx import --homes assets/demo/homes.csv --periods assets/demo/periods.csv --staff assets/demo/staff.csv --children assets/demo/children.csv --guardians assets/demo/guardians.csv --timetable assets/demo/timetable.csv
ok "and change nothing" test "$(versions)" = "$first"
ok "still 173" test "$(children)" = 173
ok "today has a timetable" test "$(zx list timetable --json | jq length)" -ge 4
ok "surnames are read as surnames" test "$(
    printf '编号,姓名,儿童之家,出生日期,志愿者\nX-1,曾小雨,QS,2018-01-02,\nX-2,单云,QS,2018-01-03,\n' >"$work/c.csv"
    printf '儿童编号,姓名,关系,开始日期\nX-1,曾大德,爷爷,2025-01-01\nX-2,单大德,爷爷,2025-01-01\n' >"$work/g.csv"
    zx import --children "$work/c.csv" --guardians "$work/g.csv" >/dev/null
    zx list children --json | jq -r '.[] | select(.no == "X-1" or .no == "X-2") | .pinyin' | sort | tr '\n' ','
)" = "shan yun,zeng xiao yu,"
spoken() { # heading and field of a further column: X-1's spoken form
    printf '编号,姓名,儿童之家,出生日期%s\nX-1,曾小雨,QS,2018-01-02%s\n' "$1" "$2" >"$work/c.csv"
    zx import --children "$work/c.csv" >/dev/null 2>"$work/refused" && events "SELECT spoken FROM child WHERE no = 'X-1'"
}
ok "a name is spoken with its tones" test "$(spoken "" "")" = "zeng1 xiao3 yu3"
ok "a Home corrects how it is spoken" test "$(spoken ,读音 ",zeng1 xiao4 yu3")" = "zeng1 xiao4 yu3"
ok "a corrected pinyin is not spoken as it was" test "$(spoken ,拼音 ",ceng xiao yu")" = ""
ok "what has no tones is refused" test "$(spoken ,读音 ",zeng xiao yu"; echo $?)" = 1
ok "and named" grep -q 'row 2.*读音.*"zeng xiao yu"' "$work/refused"

# Cards: a re-print keeps the code, a revoked one is another's for ever.
before=$(zx cards show --child QS-001)
zx cards issue --all >/dev/null
ok "issuing again keeps a card" test "$(zx cards show --child QS-001)" = "$before"
zx cards reissue --child QS-001 --reason lost >/dev/null
ok "a re-issued card is another" test "$(zx cards show --child QS-001)" != "$before"
ok "a revoked card leaves nobody's" bash -c "'$B/zhaoxi' --db '$db' cards revoke --child QS-002 >/dev/null && ! '$B/zhaoxi' --db '$db' cards show --child QS-002"
zx cards print --out "$work/all.pdf" --home QS >/dev/null
pdftoppm -gray -r 150 "$work/all.pdf" "$work/page"
ok "every card of a Home's sheets is read from the printed page" test "$(
    "$B/zhaoxi-scanner" --print "$work"/page-*.pgm | awk -F'\t' '$3 ~ /^ZX1/' | wc -l)" -ge 80
refused() { # name, expected words, command...: exit 1, says so, changes nothing
    local sentence=$1 words=$2 version
    shift 2
    version=$(events 'SELECT count(*), sum(version) FROM child')
    count=$((count + 1))
    "$@" >"$work/out" 2>"$work/err"
    local code=$?
    if [ $code -eq 1 ] && grep -qF -- "$words" "$work/err" &&
        [ "$version" = "$(events 'SELECT count(*), sum(version) FROM child')" ]; then
        echo "ok $count - $sentence"
    else
        echo "not ok $count - $sentence (exit $code)"
        sed 's/^/# /' "$work/err"
    fi
}
bad() { # sentence, expected words, CSV text of children
    printf "$3" >"$work/bad.csv"
    refused "$1" "$2" zx import --children "$work/bad.csv"
}
head='编号,姓名,儿童之家,出生日期\n'
bad "a missing column is named" "出生日期 (born) is missing" '编号,姓名,儿童之家\nB-1,测一,QS\n'
bad "a duplicate child is named with its row" 'row 3: 编号 (no) "B-1" stands in row 2' "${head}B-1,测一,QS,2018-01-01\nB-1,测二,QS,2018-01-02\n"
bad "one child under two numbers is found" 'row 3: The same name and birthday stand in row 2' "${head}B-1,测一,QS,2018-01-01\nB-2,测一,QS,2018/1/1\n"
bad "a bad date is named with its row" 'row 2: 出生日期 (born) "2018-02-30" is not a date' "${head}B-1,测一,QS,2018-02-30\n"
bad "a birthday in the future is refused" 'row 2: The birthday is in the future' "${head}B-1,测一,QS,2050-01-01\n"
bad "an unknown Home is named" 'row 2: There is no Home "NOWHERE"' "${head}B-1,测一,NOWHERE,2018-01-01\n"
bad "an empty name is named" 'row 2: 姓名 (name) is empty' "${head}B-1,,QS,2018-01-01\n"
bad "a broken encoding is named with its row" 'Row 2 has bytes' "${head}B-1,\xff\xff\xff,QS,2018-01-01\n"
bad "a child without a guardian is refused" 'number B-1 has no guardian' "${head}B-1,测一,QS,2018-01-01\n"
bad "an empty file is refused" 'The file is empty' ''
bad "a spreadsheet's own file is refused" 'not a CSV file' 'PK\x03\x04\x00\x00'
bad "a line break in a name is refused" 'row 2: 姓名 (name) has a line break' "${head}B-1,\"测\n一\",QS,2018-01-01\n"
printf "${head}B-1,测一,QS,bad\nB-2,,QS,2018-01-01\n" >"$work/bad.csv"
ok "all bad rows are told at once" test "$(zx import --children "$work/bad.csv" 2>&1 | grep -c ', row ')" = 2

# Encodings and headings.
good() { # name, file maker: a file of one child with number $1
    printf '儿童编号,姓名,关系,开始日期\n%s,测德英,奶奶,2025-01-01\n' "$1" >"$work/g.csv"
    zx import --children "$work/good.csv" --guardians "$work/g.csv"
}
printf "\xef\xbb\xbf${head}U-1,测小桥,QS,2018-05-06\r\n" >"$work/good.csv"
ok "UTF-8 with a byte order mark and CRLF" good U-1
printf "${head}U-2,测小溪,QS,2018-05-07\n" | iconv -t GB18030 >"$work/good.csv"
ok "GB18030" good U-2
printf 'No,Name,Home,Born\nU-3,Ce Xiaohe,QS,2018.5.8\n' >"$work/good.csv"
ok "English headings" good U-3
ok "names came through whole" test "$(zx list children --json | jq -r '.[] | select(.no == "U-1" or .no == "U-2") | .name' | sort | tr '\n' ,)" = "测小桥,测小溪,"

# Databases that are not ours, or newer.
printf 'hello, I am a text of somebody else, long enough to be no database at all' >"$work/other"
sum=$(md5sum <"$work/other")
ok "another program's file is refused" bash -c "! '$B/zhaoxi' --db '$work/other' doctor"
ok "and untouched" test "$(md5sum <"$work/other")" = "$sum"
sqlite3 "$work/new.db" "PRAGMA application_id = $((0x5a584442)); PRAGMA user_version = 999; CREATE TABLE x (y)"
sum=$(md5sum <"$work/new.db")
refused "a newer database is refused" "versions up to" "$B/zhaoxi" --lang en --db "$work/new.db" doctor
ok "and untouched" test "$(md5sum <"$work/new.db")" = "$sum"
ok "Chinese is the first language" test "$("$B/zhaoxi" --db "$work/none" doctor 2>&1 | grep -c 没有数据库)" = 1
"$B/zhaoxi" nonsense >/dev/null 2>&1
ok "a wrong call exits with 2" test $? = 2
ok "help tells every command" test "$(zx help | grep -c '^  zhaoxi')" = \
    "$(zx --json help | jq '[.[].command] | unique | length')"
finish
