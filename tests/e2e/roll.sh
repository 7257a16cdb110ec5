#!/bin/bash
# Who is in now, and a fire drill: 60 children, long names, one who leaves in the middle of it, one who
# comes, and the kiosk switched off before it is over.
. tests/lib.sh

make_township || { echo "Bail out! no township"; exit 1; }
ends=(牛 马 羊 木 水 火 土 山 石 田 禾 米 竹) # of names of 12 characters
{ echo '编号,姓名,儿童之家,出生日期,年级'
  for i in ${!ends[@]}; do
      echo "R-$i,阿苏日木果尔曲子莫五合${ends[i]},QS,2021-03-$((10 + i)),学前班"
  done
} >"$work/c.csv"
{ echo '儿童编号,姓名,关系,电话,开始日期'
  for i in ${!ends[@]}; do echo "R-$i,阿苏日木果尔曲子莫阿嬷,奶奶,1990001$((1000 + i)),2025-01-01"; done
} >"$work/g.csv"
zx import --children "$work/c.csv" --guardians "$work/g.csv" >/dev/null &&
    zx cards issue --all >/dev/null || { echo "Bail out! no long names"; exit 1; }
sqlite3 "$db" "DELETE FROM session" # by grade: several groups
mapfile -t nos < <(zx list children --json | jq -r '.[].no' | grep -E '^(QS|R)-' | head -61)
mapfile -t found < <(zx list children --json | jq -r '.[] | select(.grade == "学前班") | .no + " " + .name' |
    grep '^R-' | cut -d' ' -f2- | head -3) # of the first group that is seen
arrive() {
    echo "clock 2026-11-24 16:40"
    echo "camera missing"
    local no
    for no in "${nos[@]:0:60}"; do printf 'scan %s\nwait 200\n' "$(card "$no")"; done
    echo "wait 5000"
}
drill() { # size
    arrive
    cat <<FLOW
sign-in QS-S003
wait 400
touch icons/roll
wait 400
list $work/$1-roll-here.txt
touch icons/code
wait 400
list $work/$1-roll-code.txt
touch icons/back
wait 400
touch icons/fire
wait 400
list $work/$1-roll-begun.txt
$(printf 'touch %s\nwait 400\n' "${found[@]}")
scan $(card "${nos[60]}")
wait 6000
list $work/$1-roll-ticked.txt
FLOW
}
# The kiosk comes back after a power cut: the roll call goes on.
goes_on() { # size
    cat <<FLOW
clock 2026-11-24 16:50
camera missing
sign-in QS-S004
wait 400
touch icons/roll
wait 400
list $work/$1-roll-resumed.txt
scan $(card "${nos[5]}")
wait 6000
list $work/$1-roll-left.txt
touch icons/search
wait 400
list $work/$1-roll-missing.txt
touch icons/check
wait 400
list $work/$1-roll-ask.txt
touch icons/check
wait 400
list $work/$1-roll-over.txt
FLOW
}
for size in 1280x800 800x1280; do
    cp "$db" "$work/$size.db"
    drill $size >"$work/flow"
    ok "the drill is begun at $size" "$B/zhaoxi-kiosk" --db "$work/$size.db" --source none \
        --window $size --script "$work/flow"
    goes_on $size >"$work/flow"
    ok "and goes on after a restart" "$B/zhaoxi-kiosk" --db "$work/$size.db" --source none \
        --window $size --script "$work/flow"
    kept "$work/$size"-roll-*.txt
done
db=$work/1280x800.db
ok "all who are in are counted at once" grep -q 'bold INK 60$' "$work/1280x800-roll-here.txt"
ok "three ticks were kept" test "$(events "SELECT count(*) FROM event e JOIN staff s
    ON s.id = e.staff_id AND s.no = 'QS-S003' WHERE e.kind = 'roll_tick'")" = 3
ok "the result names kind, counts and who ended it" test "$(zx report rollcalls --json |
    jq -r '.[] | [.kind, .expected, .found, .staff, (.missing | split(", ") | length)] | join(" ")')" = \
    "fire 60 3 QS-S004 57"
ok "a drill that nobody ticked leaves nothing" test "$(
    printf 'clock 2026-11-25 16:40\ncamera missing\nsign-in QS-S003\nwait 400\ntouch icons/roll\nwait 400\ntouch icons/flood\nwait 400\ntouch icons/back\nwait 400\n' >"$work/flow"
    "$B/zhaoxi-kiosk" --db "$db" --source none --window 1280x800 --script "$work/flow" 2>/dev/null
    events "SELECT count(*) FROM event WHERE kind = 'roll_begin'")" = 1
finish
