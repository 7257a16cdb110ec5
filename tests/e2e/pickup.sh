#!/bin/bash
# Who collects: the goodbye asks, a guardian's card answers, a walking group sets off, staff confirm
# what is not clear, and the day's report says who it was. REBASELINE=1 renews what was looked at.
. tests/lib.sh

make_township
ok "what is known of leaving is imported" zx import --alone assets/demo/alone.csv \
    --barred assets/demo/barred.csv --walks assets/demo/walks.csv --walkers assets/demo/walkers.csv
guardian() { events "SELECT id FROM guardian WHERE phone = '$1'"; }
guardian_card() { zx cards issue --guardian "$(guardian "$1")" >/dev/null && zx cards show --guardian "$(guardian "$1")"; }
granny=$(guardian_card 199-0000-0211)   # of QS-008, QS-009 and QS-010
neighbour=$(guardian_card 199-0000-0201) # of QS-001, entrusted
barred=$(guardian_card 199-0000-0226)   # from QS-021
uncle=$(guardian_card 199-0000-0203)    # of QS-003, his agreement is over
leader=$(guardian_card 199-0000-0215)   # of QS-014, and of a walking group
sqlite3 "$db" "UPDATE child_guardian SET agreement_until = 20261101
    WHERE guardian_id = $(guardian 199-0000-0203)"
elsewhere=$(guardian_card "$(events "SELECT g.phone FROM guardian AS g JOIN child_guardian AS l
    ON l.guardian_id = g.id JOIN child AS c ON c.id = l.child_id WHERE c.no = 'BH-001' LIMIT 1")")

size=1280x800
play() { # database; the flow on standard input, its boot begins in the morning
    { printf 'clock 2026-11-24 15:00\ncamera missing\nwait 100\n'; cat; } >"$work/flow"
    ok "the flow of $1 plays at $size" "$B/zhaoxi-kiosk" --db "$1" --source none \
        --window $size --script "$work/flow"
}
say() { printf 'wait 100\nlist %s/%s-pickup-%s.txt\n' "$work" "$size" "$1"; }
touch_() { for what; do printf 'touch %s\nwait 400\n' "$what"; done; }
come() { for no; do printf 'scan %s\nwait 1500\n' "$(card "QS-$no")"; done; }
shows() { grep -qF "$2" "$work/$size-pickup-$1.txt"; }
hides() { ! shows "$@"; }
# How a child was collected at last, with whom, and by which staff: "guardian_card 段阿嬷祥".
collected() {
    events "SELECT p.payload ->> 'how' || coalesce(' ' || g.name, '') || coalesce(' ' || (p.payload ->> 'reason'), '')
            || coalesce(' by ' || s.no, '')
        FROM event AS p JOIN event AS o ON o.id = p.cause JOIN child AS c ON c.id = p.child_id
            LEFT JOIN guardian AS g ON g.id = p.payload ->> 'guardian' LEFT JOIN staff AS s ON s.id = p.staff_id
        WHERE p.kind = 'pick_up' AND o.kind = 'check_out' AND c.no = '$1' ORDER BY p.seq DESC LIMIT 1"
}
is_collected() { [ "$(collected "$1")" = "$2" ]; }
is_in() { [ "$(events "SELECT open_ms > 0 FROM attendance_day AS a JOIN child AS c ON c.id = a.child_id WHERE c.no = '$1'")" = 1 ]; }
is_out() { ! is_in "$1"; }
news() { events "SELECT count(*) FROM event WHERE kind = '$1'"; }

flow_door() {
    come 001 003 008 009 010 017 011 014 021
    echo "wait 60000"
    echo "scan $(card QS-001)"
    say asks
    echo "wait 5000"
    echo "scan $neighbour"
    say collected
    echo "wait 11000"
    echo "scan $neighbour"
    say again
    echo "wait 25000"
    echo "scan $(card QS-017)"
    say alone
    echo "wait 5000"
    echo "scan $(card QS-011)"
    say group
    echo "wait 5000"
    echo "scan $granny"
    say menu
    touch_ icons/collect
    say children
    touch_ "$(name QS-009)"
    say one
    touch_ icons/people
    say all
    echo "wait 3000"
    echo "scan $(card QS-010)"
    say own-card
    echo "wait 25000"
    echo "scan $uncle"
    say ended
    echo "wait 25000"
    echo "scan $barred"
    say barred
    echo "wait 25000"
    echo "scan $elsewhere"
    say elsewhere
    touch_ icons/talk
    say told
    echo "wait 25000"
    echo "scan $leader"
    say leads
    touch_ icons/not-mine
}

flow_staff() {
    come 003 021
    echo "wait 60000"
    echo "scan $(card QS-003)"
    echo "wait 130000"
    echo "sign-in QS-S003"
    touch_ icons/collect
    say list
    touch_ "$(name QS-003)  四年级"
    say child
    touch_ icons/clock
    say why
    touch_ 家长电话同意
    say right
    touch_ 不对，返回 有效
    say right-other
    touch_ 对，记下来
    say list-after
    touch_ 选一个孩子 D
    say picked
    touch_ "$(name QS-021)"
    echo "wait 3000"
    say barred-child
    touch_ icons/barred
    say barred-touched
    echo "scan $barred"
    say barred-card
    touch_ 独自离开 孩子就住在隔壁 对，记下来
    say list-news
    touch_ icons/barred 已处理
    say list-clear
}

flow_walk() {
    come 011 012 013 005 022 027 003
    echo "wait 60000"
    echo "scan $(card QS-011)"
    echo "wait 5000"
    echo "scan $(card QS-005)"
    say walk
    touch_ "$(name QS-012)"
    say walk-one-less
    touch_ icons/arrow-out
    say walk-gone
    echo "wait 90000"
    echo "sign-in QS-S003"
    touch_ icons/walk
    say walks
    touch_ 让1个孩子出发
    say walks-gone
    touch_ 路上 "$(name QS-011)"
    say walks-home
    touch_ "$(name QS-011)"
    say walks-undone
    touch_ "$(name QS-011)"
    echo "clock 2026-11-24 16:10"
    echo "sign-in QS-S003"
    touch_ icons/collect
    say late
    touch_ icons/walk
    say walks-late
    touch_ 全部已到家
    say walks-done
    echo "wait 61000"
    echo "scan $leader"
    touch_ garden/tulip
    say walk-of-guardian
}

template=$db
for size in 1280x800 800x1280; do
    db=$work/door-$size.db
    cp "$template" "$db"
    play "$db" < <(flow_door)
    kept "$work/$size-pickup-"{asks,collected,alone,group,menu,children,one,all,ended,elsewhere,told,leads}.txt
    ok "the goodbye asks who collects" shows asks 谁来接你
    ok "and shows the guardian" shows asks figures/adult
    ok "a guardian's card within a minute is the answer" is_collected QS-001 "guardian_card 段阿嬷祥"
    ok "shown twice it is one pick-up" test "$(events "SELECT count(*) FROM event AS p JOIN child AS c ON c.id = p.child_id
        WHERE p.kind = 'pick_up' AND c.no = 'QS-001'")" = 1
    ok "who may leave alone is told so" shows alone 你可以自己回家
    ok "and it is on the record by itself" is_collected QS-017 alone
    ok "who walks with a group waits for its leader" shows group "等一等$(name QS-005)"
    ok "one touch collects one of three" shows one icons/check
    ok "a touch on all the others" is_out QS-008
    ok "each with the guardian" is_collected QS-010 "guardian_card 罗大妈珍"
    ok "the child's own card, a moment later, does not bring it back" is_out QS-010
    ok "who is barred sees what anybody sees whose agreement is over" \
        diff "$work/$size-pickup-ended.txt" "$work/$size-pickup-barred.txt"
    ok "and collects nobody" is_in QS-021
    ok "neither does the other" is_in QS-003
    ok "of the barred one staff are told" test "$(news barred_seen)" = 1
    ok "a guardian of another Home's child is told that it is not here" shows elsewhere 您的孩子现在不在这里
    ok "and may call a teacher" test "$(news guardian_waits)" = 1
    ok "a wrong child is told to staff" test "$(events "SELECT c.no FROM event AS e JOIN child AS c ON c.id = e.child_id
        WHERE e.kind = 'wrong_child'")" = QS-014
    ok "events and sums agree" test "$(zx doctor --json | jq -r .rollup)" = ok

    db=$work/staff-$size.db
    cp "$template" "$db"
    play "$db" < <(flow_staff)
    kept "$work/$size-pickup-"{list,child,why,right,list-after,barred-child,barred-touched,list-news,list-clear}.txt
    ok "two minutes later staff are told" shows list "已离开：谁接走的？"
    ok "a person with a child has its class beside it" shows right "青松村小学 四年级"
    ok "an ended agreement asks why" shows why 协议正在续签
    ok "what is confirmed says by whom" is_collected QS-003 "staff_confirmed 王海宏 by QS-S003"
    ok "and leaves the list" hides list-after "$(name QS-003)"
    ok "a barred person can't be chosen" diff "$work/$size-pickup-barred-child.txt" "$work/$size-pickup-barred-touched.txt"
    ok "not by the card either" is_collected QS-021 "alone near by QS-S003"
    ok "but staff are told of the card" shows list-news 不得接走孩子的人来过
    ok "until they have seen to it" hides list-clear 不得接走孩子的人来过
    ok "who was confirmed while in is checked out" is_out QS-021
    report=$(zx report day --day 2026-11-24 --json)
    ok "the report names the collector" test "$(jq -r '.[] | select(.no == "QS-003") | .collected_by' <<<"$report")" = "王海宏 (母亲)"

    db=$work/walk-$size.db
    cp "$template" "$db"
    play "$db" < <(flow_walk)
    kept "$work/$size-pickup-"{walk,walk-one-less,walk-gone,walks,walks-gone,walks-home,late,walks-late,walks-done,walk-of-guardian}.txt
    ok "who has scanned already and who has not are in the leader's list" shows walk "$(name QS-011)"
    ok "who is not in the group is not" hides walk "$(name QS-003)"
    ok "the group leaves together" is_collected QS-013 group
    ok "and its leader" is_collected QS-005 group
    ok "who was left out stays in, until staff let it go" shows walks "$(name QS-012)"
    ok "which says who did" is_collected QS-012 "group by QS-S003"
    ok "home is confirmed by a touch" shows walks-home icons/check
    ok "and taken back by another" hides walks-undone icons/check
    ok "who is not home after an hour is in the list" shows late 跟路队走了
    ok "all are confirmed at once" hides walks-done icons/clock
    ok "a guardian may lead a group" shows walk-of-guardian "$(name QS-027)"
    ok "the report names the group" test "$(zx report day --day 2026-11-24 --json | jq -r '.[] | select(.no == "QS-013") | .collected_by')" = 小桥路队
    ok "events and sums agree" test "$(zx doctor --json | jq -r .rollup)" = ok
done

# Nothing of it needs a database, and a file with a bad row changes nothing.
db=$work/none.db
play "$db" < <(printf 'scan %s\nwait 100\n' "$granny")
db=$template
printf '儿童编号,路队,开始日期\nQS-001,没有这个队,2026-09-01\nQS-999,小桥路队,2026-09-01\n' >"$work/bad.csv"
bad() { ! zx import --walkers "$work/bad.csv" 2>"$work/why" && grep -q "row 2" "$work/why" && grep -q "row 3" "$work/why"; }
ok "bad rows are named, and nothing is imported" bad
printf '儿童编号,姓名,关系,开始日期,照片\nQS-001,测阿嬷,奶奶,2026-09-01,../x.jpg\n' >"$work/bad.csv"
ok "a photo is a file's name and no path" bash -c "! '$B/zhaoxi' --db '$db' import --guardians '$work/bad.csv' 2>/dev/null"
ok "lists say what is known" test "$(zx list alone --json | jq -r 'map(.child) | sort | .[0]') $(zx list barred --json | jq length) $(zx list walks --json | jq length)" = "QS-017 2 14"
ok "the guardians' list says what is over" test "$(zx list guardians --json | jq -r '.[] | select(.phone == "199-0000-0203") | .state')" = ended
finish
