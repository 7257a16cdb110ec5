#!/bin/bash
# Volunteers sign in and out by their cards, staff by a touch, visitors by their names.
. tests/lib.sh

make_township || { echo "Bail out! no township"; exit 1; }
export SDL_AUDIODRIVER=dummy SDL_VIDEODRIVER=dummy
volunteer=$(zx cards show --staff QS-S007)
say() { printf 'list %s/%s-visitors-%s.txt\n' "$work" "$size" "$1"; }
keys() { for key in "$@"; do printf 'touch %s\nwait 100\n' "$key"; done; }
flow() {
    cat <<FLOW
clock 2026-11-24 14:00
camera missing
wait 100
scan $volunteer
$(say came)
wait 4000
scan $volunteer
$(say again)
clock 2026-11-24 15:30
sign-in QS-S003
$(say menu)
touch 到岗
wait 400
$(say here)
touch icons/visitor
wait 400
$(say staff)
touch 来访登记
wait 400
touch 必填
wait 400
touch 检查
wait 400
touch 必填
wait 400
$(say name)
$(keys W A N G)
touch 确定
wait 400
$(say form)
touch 保存
wait 400
$(say visitor)
touch 离开了
wait 400
$(say gone)
touch 离岗
wait 400
$(say left)
touch 退出
wait 400
clock 2026-11-24 16:30
wait 100
scan $volunteer
$(say bye)
wait 4000
FLOW
}
for size in 1280x800 800x1280; do
    cp "$db" "$work/$size.db"
    flow >"$work/flow"
    ok "the flow plays at $size" "$B/zhaoxi-kiosk" --db "$work/$size.db" --source none \
        --window $size --script "$work/flow"
    kept "$work/$size"-visitors-*.txt
done
db=$work/1280x800.db
shown() { grep -qF "$2" "$work/1280x800-visitors-$1.txt"; }
ok "a volunteer's card is a sign at once" shown came "从 14:00 开始"
ok "and the same within ten seconds" shown again "从 14:00 开始"
ok "who leaves is told since when it was here" shown bye "今天从 14:00 开始"
ok "the visitor is among who is here" shown visitor "检查 · 15:30 到"
kinds() { events "SELECT group_concat(kind, ' ') FROM (SELECT kind FROM event
    WHERE kind LIKE 'staff_%' OR kind LIKE 'visitor_%' ORDER BY seq)"; }
ok "each sign is one event" test "$(kinds)" = "staff_in staff_in visitor_in visitor_out staff_out staff_out"
ok "visitors are no children" test "$(zx report day --day 2026-11-24 --json | jq length)" = 0
hours() { zx report volunteers --month "$1" --json | jq -r '.[] | [.no, .days, .hours, .minutes] | map(tostring) | join(" ")'; }
ok "the volunteer's hours are counted" test "$(hours 2026-11)" = "QS-S007 1 2.5 150"
ok "in their month alone" test "$(hours 2026-10)" = ""
ok "as CSV" test "$(zx report volunteers --month 2026-11 --csv | tail -1)" = "QS-S007,赵安琴,1,2.5,150,0"$'\r'
ok "a month that is none is refused" bash -c "! '$B/zhaoxi' --db '$db' report volunteers --month 2026-13 2>/dev/null"

# What can't be saved is said.
sqlite3 "$db" "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE (ABORT, 'full'); END"
cat >"$work/flow" <<FLOW
clock 2026-11-25 14:00
scan $volunteer
list $work/full.txt
FLOW
ok "the flow on a full disk plays" "$B/zhaoxi-kiosk" --db "$db" --source none --window 1280x800 --script "$work/flow"
ok "a sign that was not saved is no welcome" grep -q 没有记下来 "$work/full.txt"
finish
