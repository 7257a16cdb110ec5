#!/bin/bash
# How a child feels, the safety class and the garden, through the real program: what is shown, what is
# recorded, and what reaches the social worker.
. tests/lib.sh

make_township
play() { # WxH: the flow on standard input
    cat >"$work/flow"
    "$B/zhaoxi-kiosk" --db "$work/flow.db" --source none --window "$1" --script "$work/flow"
}
flow_events() { sqlite3 -readonly "$work/flow.db" "$1"; }

# A sad face, the child's page, garden and safety class, answered, and looked at once more.
declare -A sad=([1280x800]="920 690" [800x1280]="530 1180")
declare -A page=([1280x800]="300 300" [800x1280]="400 300")
declare -A garden=([1280x800]="690 600" [800x1280]="200 1100")
declare -A safety=([1280x800]="1100 600" [800x1280]="600 1100")
declare -A first=([1280x800]="900 250" [800x1280]="400 760")
flow() { # size
    cat <<FLOW
clock 2026-11-24 16:40
camera missing
scan $(card QS-001)
wait 100
list $work/$1-feel.txt
tap ${sad[$1]}
wait 100
list $work/$1-thanks.txt
wait 1200
list $work/$1-thanked.txt
tap ${page[$1]}
wait 400
tap ${garden[$1]}
wait 400
list $work/$1-garden.txt
tap 70 70
wait 400
tap ${safety[$1]}
wait 400
list $work/$1-question.txt
tap ${first[$1]}
wait 400
list $work/$1-why.txt
tap ${first[$1]}
wait 400
tap 70 70
wait 400
tap ${safety[$1]}
wait 400
list $work/$1-why-again.txt
FLOW
}
for size in 1280x800 800x1280; do
    cp "$db" "$work/flow.db"
    flow $size >"$work/steps"
    ok "the flow plays at $size" play $size <"$work/steps"
    kept "$work/$size"-{feel,thanks,thanked,garden,question,why}.txt
    ok "the lesson of the day is seen again, not asked again" \
        diff "$work/$size-why.txt" "$work/$size-why-again.txt"
    ok "the sad face and one lesson are recorded" test "$(flow_events \
        "SELECT group_concat(kind || payload, ' ') FROM event WHERE kind IN ('mood', 'safety_lesson')")" = \
        'mood{"value":2} safety_lesson{"question":"water-6","right":false}'
    ok "the face names the check-in as its cause" test "$(flow_events \
        "SELECT count(*) FROM event a JOIN event b ON a.cause = b.id WHERE a.kind = 'mood' AND b.kind = 'check_in'")" = 1
done
ok "no face is left on the welcome once one was touched" bash -c "! grep faces/ '$work/1280x800-thanked.txt'"

# Nobody has to answer: the welcome goes by itself, and a departure is asked nothing.
cp "$db" "$work/flow.db"
play 1280x800 >/dev/null 2>&1 <<FLOW
clock 2026-11-24 16:40
camera missing
scan $(card QS-001)
wait 3600
list $work/gone.txt
clock 2026-11-24 17:40
scan $(card QS-001)
wait 100
list $work/out.txt
FLOW
ok "the welcome goes by itself" bash -c "! grep faces/ '$work/gone.txt' && grep -q 把卡片举到这里 '$work/gone.txt'"
ok "who leaves is not asked" bash -c "! grep faces/ '$work/out.txt'"
ok "nothing is recorded of who does not answer" test "$(flow_events "SELECT count(*) FROM event WHERE kind = 'mood'")" = 0

# Birthdays: on the day, and on the first visit within a week after.
visit() { # day, child: the steps of a first scan
    printf 'clock %s 16:40\nwait 100\nscan %s\nwait 100\n' "$1" "$(card "$2")"
}
cp "$db" "$work/flow.db"
{
    visit 2027-04-30 QS-001
    echo "list $work/before.txt"
    visit 2027-05-06 QS-001
    echo "list $work/late.txt"
    visit 2027-05-07 QS-001
    echo "list $work/wished.txt"
    visit 2028-05-03 QS-001
    echo "list $work/day.txt"
} | play 1280x800 >/dev/null 2>&1
ok "no cake before the birthday" bash -c "! grep icons/cake '$work/before.txt'"
ok "a birthday of three days ago is wished" grep -q 补祝你生日快乐 "$work/late.txt"
ok "and wished once" bash -c "! grep icons/cake '$work/wished.txt'"
ok "a cake and a wish on the day" bash -c "grep -q icons/cake '$work/day.txt' && grep -q 生日快乐 '$work/day.txt'"

# Three sad days reach the social worker; two do not.
cp "$db" "$work/flow.db"
sad_day() { # days ago, child
    visit "$(date -d "-$1 day" +%F)" "$2"
    printf 'tap %s\nwait 400\n' "${sad[1280x800]}"
}
{
    for ago in 5 3 2; do sad_day $ago QS-001; done
    for ago in 1 0; do sad_day $ago QS-002; done
} | play 1280x800 >/dev/null 2>&1
worries() { "$B/zhaoxi" --lang en --db "$work/flow.db" --json list worries; }
worries >"$work/worries"
ok "three sad days in a row are listed with their days" bash -c \
    "grep -q '\"child\": \"QS-001\".*\"days\": 3' '$work/worries'"
ok "both had been recorded" test "$(flow_events "SELECT count(*) FROM event WHERE kind = 'mood'")" = 5
ok "two are not" bash -c "! grep -q QS-002 '$work/worries'"

# Without a database, or a file of questions, the screens are kind.
mkdir -p "$work/assets/safety"
cp -r assets/animals assets/icons assets/faces assets/garden "$work/assets/"
cp "$db" "$work/flow.db"
ZHAOXI_ASSETS=$work/assets play 1280x800 >/dev/null 2>"$work/complaint" <<FLOW
clock 2026-11-24 16:40
camera missing
scan $(card QS-001)
wait 100
tap ${page[1280x800]}
wait 400
tap ${safety[1280x800]}
wait 400
list $work/none.txt
FLOW
ok "without questions the class says so" grep -q 今天没有题目 "$work/none.txt"
ok "and so does the log" grep -q "questions.txt" "$work/complaint"
finish
