#!/bin/bash
# The social worker's screens: the six goals with a cell opened, who needs a visit, who does not
# come and who is told, an answer's slip held before the camera, a rule changed.
. tests/lib.sh

if [ "${B##*/}" = san ]; then
    echo "1..0 # SKIP AddressSanitizer bears no library before it"
    exit 0
fi
make_township
zx import --schools assets/demo/schools.csv --health assets/demo/health.csv >/dev/null || echo "Bail out! no schools"
# Six children; four of them come in October and November, one stays away since the 24th.
sqlite3 "$db" "
UPDATE child SET left_day = 20260901 WHERE no NOT IN ('QS-001', 'QS-002', 'QS-003', 'QS-004', 'QS-005', 'QS-006');
UPDATE pairing SET since_day = 20260901;
UPDATE child_guardian SET agreement_day = 20260101, since_day = 20260101, until_day = 0, agreement_until = iif(c.no = 'QS-003', 20261215, 0)
    FROM child AS c WHERE c.id = child_id AND c.no IN ('QS-001', 'QS-003');
CREATE TEMP TABLE days AS WITH RECURSIVE d (at) AS (SELECT '2026-10-05' UNION ALL SELECT date(at, '1 day') FROM d WHERE at < '2026-11-26')
    SELECT at, CAST(replace(at, '-', '') AS INTEGER) AS day, strftime('%s', at || ' 08:00:00') * 1000 AS ms
    FROM d WHERE strftime('%w', at) BETWEEN '1' AND '5';
CREATE TEMP TABLE came AS SELECT d.*, c.id AS child, c.no, c.home_id FROM days AS d, child AS c
    WHERE c.no IN ('QS-001', 'QS-002', 'QS-003', 'QS-005') AND NOT (c.no = 'QS-002' AND d.day >= 20261124);
INSERT INTO event (id, kind, home_id, child_id, staff_id, at_utc_ms, boot_id, mono_ms, clock_trusted, payload)
    SELECT randomblob(16), 'check_in', home_id, child, NULL, ms, randomblob(16), 1, 1, '{}' FROM came
    UNION ALL SELECT randomblob(16), 'check_out', home_id, child, NULL, ms + 5400000, randomblob(16), 1, 1, '{}' FROM came
    UNION ALL SELECT randomblob(16), 'safety_lesson', home_id, child, NULL, ms, randomblob(16), 1, 1,
        '{\"question\":\"' || iif(day % 3 = 0, 'water-1', 'fire-1') || '\",\"right\":true}' FROM came WHERE day % 2 = 0
    UNION ALL SELECT randomblob(16), 'activity_mark', home_id, child, 1, ms, randomblob(16), 1, 1,
        '{\"session\":1,\"day\":' || day || ',\"mark\":\"present\",\"title\":\"\",\"subject\":\"homework\",\"starts_min\":980,\"ends_min\":1020}'
        FROM came WHERE no = 'QS-001' AND day % 4 = 0
    UNION ALL SELECT randomblob(16), 'visit', home_id, child, 2, ms, randomblob(16), 1, 1,
        '{\"outcome\":\"agreed\",\"note\":\"周五由邻居接\"}' FROM came WHERE no = 'QS-001' AND day = 20261112
    ORDER BY 6;
INSERT INTO setting (key, value) VALUES ('rollup_stale', 1)" || echo "Bail out! no month"

touch_() { for words; do printf 'touch %s\nwait 400\n' "$words"; done; }
say() { printf 'list %s/%s-month-%s.txt\n' "$work" "$size" "$1"; }
begin() { printf 'clock 2026-11-26 18:30\ncamera missing\nwait 100\nsign-in QS-S002\nwait 400\n'; }
ending=$(name QS-003)
# The first child's cell of a goal by its place on the screen: the names are in order of pinyin.
flow() {
    begin
    touch_ icons/star
    say goals
    touch_ 200
    say cell
    touch_ icons/back icons/earlier
    say before
    touch_ icons/later
    say again
    touch_ icons/stick
    say goals-file
    touch_ icons/back icons/back icons/home
    say visits
    touch_ icons/stick
    say visits-file
    touch_ icons/back
    touch_ $ending
    say record
    touch_ 与家庭达成约定
    say note
    touch_ icons/check
    say note-missing
    touch_ D A icons/check icons/check
    say visited
    touch_ 没有来
    say missing
    touch_ 家庭
    say family
    touch_ 对方口头回复了 儿童主任
    say slip
    touch_ icons/back 规则
    say rules
    touch_ +
    say rule
}
for size in 1280x800 800x1280; do
    cp "$db" "$work/$size.db"
    flow >"$work/flow"
    ok "the flow plays at $size" "$B/zhaoxi-kiosk" --db "$work/$size.db" --source none \
        --window $size --script "$work/flow"
    kept "$work/$size"-month-*.txt
done
cp "$db" "$work/village.db"
db=$work/1280x800.db
shown() { grep -qF "$2" "$work/1280x800-month-$1.txt"; }
at() { env TZ=UTC faketime --exclude-monotonic "2026-11-26 11:00:00" "$B/zhaoxi" --lang en --db "$@"; }
ok "what the screen told is what the command tells" test "$(at "$db" list missing --json | jq -r '.[] | select(.no == "QS-002") | .family + " " + .village')" = "answered told"
ok "the visit is on the record with who was there" test "$(events "SELECT s.no || ' ' || (payload ->> 'outcome') FROM event JOIN staff AS s ON s.id = staff_id WHERE kind = 'visit' ORDER BY seq DESC LIMIT 1")" = "QS-S002 agreed"
ok "without a note it was not" test "$(events "SELECT count(*) FROM event WHERE kind = 'visit'")" = 2
ok "the rule is changed on the record" test "$(events "SELECT (payload ->> 'was_number') || ' ' || (payload ->> 'number') FROM event WHERE kind = 'visit_rule'")" = "5 6"
ok "the cell opened what stands behind it" shown cell "辅导（分钟）"
ok "no code stands in a draw list" bash -c "! grep -l ZXS1 $work/*-month-*.txt"

# Both go onto a stick: the goals with names, the visits by numbers.
export ZHAOXI_MEDIA=$work/sticks
mkdir -p "$ZHAOXI_MEDIA/stick"
size=1280x800
{
    begin
    touch_ icons/star icons/stick 带姓名 写到U盘
    echo worked
    say goals-written
    touch_ icons/back icons/back icons/home icons/stick 写到U盘
    echo worked
    say visits-written
} >"$work/flow"
ok "a file of each is written" env TZ=UTC faketime --exclude-monotonic "2026-11-26 11:00:00" \
    "$B/zhaoxi-kiosk" --db "$db" --source none --window $size --script "$work/flow"
sheet() { unzip -p "$ZHAOXI_MEDIA"/stick/"$1"*.xlsx xl/worksheets/sheet1.xml; }
ok "the goals name the children" grep -q "$ending" <(sheet 六大目标)
ok "the visits tell their numbers" grep -q QS-002 <(sheet 需要走访)
ok "and no name" bash -c "! grep -q $(name QS-002)" <(sheet 需要走访)
ok "the page says that it is done" shown visits-written icons/check
ok "it is on the record who took what" test "$(events "SELECT group_concat(x, ' ') FROM (SELECT s.no || (e.payload ->> 'named') AS x
    FROM event AS e JOIN staff AS s ON s.id = e.staff_id WHERE e.kind = 'exported' ORDER BY e.seq)")" = "QS-S0021 QS-S0020"

# The answer comes back.
slip=$(at "$db" slip tell QS-002 --level village)
answer=$(at "$work/village.db" slip ack "$slip" --level village)
size=1280x800
{
    begin
    touch_ icons/home
    printf 'scan %s\nwait 400\n' "$slip"
    say itself
    printf 'scan %s\nwait 400\n' "$answer"
    say answered
} >"$work/flow"
ok "the answer is held before the camera" "$B/zhaoxi-kiosk" --db "$db" --source none --window $size --script "$work/flow"
ok "the slip itself is no answer" shown itself "这是通知单本身"
ok "the answer is taken" shown answered "回复已记录"
ok "and stands on the ladder" test "$(at "$db" list missing --json | jq -r '.[] | select(.no == "QS-002") | .village')" = answered
finish
