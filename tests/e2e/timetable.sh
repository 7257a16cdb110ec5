#!/bin/bash
# The timetable on the screen: everyone's from the home screen, the child's own from its page; today,
# the week, a holiday, a day with forty classes. REBASELINE=1 renews what was looked at.
. tests/lib.sh

make_township
{
    echo '儿童之家,星期,开始,结束,科目,名称,地点,最小年龄,最大年龄'
    for i in $(seq 0 39); do
        printf 'BH,周二,%02d:00,%02d:50,科普,第%d课：会跳舞的盐和彩虹雨,%d号教室,,\n' \
            $((8 + i / 4)) $((8 + i / 4)) "$i" "$i"
    done
    echo 'SQ,周二,16:20,17:20,音乐,小班唱歌,一号教室,5,8'
    echo 'SQ,周二,16:20,17:20,科普,大班实验,二号教室,9,16'
} >"$work/big.csv"
ok "a Home with forty classes a day" zx import --timetable "$work/big.csv"
printf '日期,类型,名称\n2027-01-01,放假,元旦\n' >"$work/year.csv"
ok "a year of which the holidays are known" zx import --calendar "$work/year.csv"

play() { # name, Home, size, steps on standard input
    local flow=$work/flow
    zx home use "$2" >/dev/null
    cp "$db" "$work/flow.db"
    cat >"$flow"
    ok "$1 plays at $3" "$B/zhaoxi-kiosk" --db "$work/flow.db" --source none --window "$3" --script "$flow"
}
for size in 1280x800 800x1280; do
    case $size in
    1280x800) tile="1190 160" week="1100 70" monday="110 160" ;;
    800x1280) tile="700 720" week="600 180" monday="80 280" ;;
    esac
    play "a week" QS $size <<FLOW
clock 2026-11-24 16:40
camera missing
wait 100
tap $tile
wait 400
list $work/timetable-$size-today.txt
tap $week
wait 400
list $work/timetable-$size-week.txt
tap $monday
wait 400
list $work/timetable-$size-monday.txt
clock 2027-01-27 10:20
wait 21000
tap $tile
wait 400
list $work/timetable-$size-holiday.txt
tap 70 70
wait 400
list $work/timetable-$size-home.txt
FLOW
    play "forty classes" BH $size <<FLOW
clock 2026-11-24 12:20
camera missing
wait 100
tap $tile
wait 400
list $work/timetable-$size-forty.txt
tap $week
wait 400
list $work/timetable-$size-forty-week.txt
FLOW
    kept "$work/timetable-$size"-*.txt
done
wide=$work/timetable-1280x800
ok "what runs now is marked by a word" grep -q 现在 "$wide-today.txt"
ok "yesterday has nothing that runs now" bash -c "! grep -q 现在 '$wide-monday.txt'"
ok "a holiday has its name" grep -q 2027年寒假 "$wide-holiday.txt"
ok "the arrow leads home" grep -q 把卡片举到这里 "$wide-home.txt"
ok "a long day opens where it stands" bash -c "grep -q 第16课 '$wide-forty.txt' && ! grep -q '第0课' '$wide-forty.txt'"

# By age: one of nine years sees the older children's, who is not greeted sees all.
child=$(zx list children --home SQ --json | jq -r '[.[] | select(.age >= 9)][0].no')
play "an age" SQ 1280x800 <<FLOW
clock 2026-11-24 16:40
camera missing
wait 100
tap 1190 160
wait 400
list $work/all.txt
tap 70 70
wait 400
scan $(card "$child")
tap 640 400
wait 400
tap 1100 270
wait 400
list $work/own.txt
tap 70 70
wait 400
list $work/page.txt
tap 70 70
wait 400
tap 1190 160
wait 400
list $work/after.txt
FLOW
ok "everyone's from the home screen" bash -c "grep -q 小班唱歌 '$work/all.txt' && grep -q 大班实验 '$work/all.txt'"
ok "the child's own from its page" bash -c "! grep -q 小班唱歌 '$work/own.txt' && grep -q 大班实验 '$work/own.txt'"
ok "and back to its page" grep -q 'icons/homework' "$work/page.txt"
ok "once the child has gone it is everyone's again" diff "$work/all.txt" "$work/after.txt"
cat >"$work/flow" <<FLOW
clock 2026-11-24 16:40
tap 1190 160
wait 400
list $work/none.txt
FLOW
echo "no database" >"$work/broken.db"
ok "without a database the flow plays" "$B/zhaoxi-kiosk" --db "$work/broken.db" --source none --window 1280x800 --script "$work/flow"
ok "and it is said kindly" grep -q 请问问老师 "$work/none.txt"
finish
