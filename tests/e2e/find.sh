#!/bin/bash
# Who forgot the card: found by animal or letter, three secret pictures, a staff card. Then several
# cards in a row, and the lock for wiping the glass. REBASELINE=1 renews what was looked at.
. tests/lib.sh

make_township
staff=$(zx cards show --staff QS-S003)
first=$(name QS-001)
shows() { grep -qF "$2" "$work/$size-$1.txt"; }
hides() { ! shows "$@"; }
play() { # the flow comes by standard input; names of places become taps at this size
    # A script's boot begins at its first clock: one boot for all of them.
    { printf 'clock 2026-11-24 00:00\nclock %s\ncamera missing\n' "$1"; cat; } | sed "${places[@]}" >"$work/flow"
    ok "the flow plays at $size" "$B/zhaoxi-kiosk" --db "$db" --source none --window $size \
        --script "$work/flow"
}
say() { printf 'list %s/%s-%s.txt\n' "$work" "$size" "$1"; }
touch_() { for place; do printf 'tap %s\nwait 400\n' "$place"; done; }
checks() { events "SELECT count(*) FROM event WHERE kind IN ('check_in', 'check_out')"; }

at_size() { # WxH and where things are, in the order of the names
    size=$1
    local names=(FIND FOX FIRST YES NO SUN MOON CLOUD KITE DONE OTHER LETTER SPONGE BACK)
    places=()
    shift
    for i in "${!names[@]}"; do
        places+=(-e "s/^tap ${names[i]}\$/tap ${*:$((i + 1)):1}/")
    done
}

flow_first() {
    touch_ FIND
    say find-animals
    touch_ OTHER
    say find-letters
    touch_ LETTER
    say find-letter-rows
    touch_ BACK OTHER FOX
    say find-rows
    touch_ FIRST
    say find-ask
    touch_ NO FIRST YES
    say find-staff-new
    echo "scan $staff"
    say find-choose
    touch_ SUN MOON CLOUD
    say find-chosen
    touch_ DONE
    say find-welcome
}

flow_right() { # by the secret, in another order
    touch_ FIND FOX FIRST YES
    say find-secret
    touch_ CLOUD SUN MOON DONE
    say find-staff
    echo "scan $staff"
    say find-goodbye
}

flow_wrong() { # three times, then the staff member alone, and a new secret
    touch_ FIND FOX FIRST YES
    touch_ SUN MOON KITE DONE
    say find-wrong
    touch_ SUN MOON KITE DONE SUN MOON KITE DONE
    say find-spent
    echo "scan $staff"
    touch_ SUN MOON KITE DONE
    say find-anew
    echo "wait 15000"
    touch_ FIND FOX FIRST YES
    say find-spent-again
}

for at in "1280x800|620 720|90 210|300 230|1100 250|1100 600|150 200|500 200|800 200|1150 600|1200 740|640 730|480 170|1212 740|70 70" \
    "800x1280|640 560|110 200|300 230|200 1050|600 1050|130 200|400 200|650 200|650 950|700 1220|300 1210|480 200|775 1200|70 70"; do
    IFS='|' read -ra arguments <<<"$at"
    at_size "${arguments[@]}"
    db=$work/$size.db
    cp "$work/zhaoxi.db" "$db"
    sqlite3 "$db" "UPDATE child SET animal = CASE no WHEN 'QS-001' THEN 'fox' ELSE 'owl' END"
    play "2026-11-24 16:40" < <(flow_first)
    kept "$work/$size"-find-{animals,letters,letter-rows,rows,ask,staff-new,choose,chosen}.txt
    ok "the asking screen shows name and class" shows find-ask "$first"
    ok "the first time staff is asked at once" shows find-staff-new "扫完卡"
    ok "then the child is welcomed" shows find-welcome "16:40 签到"
    ok "the check-in is there, with who vouched and how" test "$(events "SELECT payload, staff_id FROM event WHERE kind = 'check_in' AND card IS NULL")" = \
        "{\"via\":\"forgotten\",\"secret\":\"new\"}|$(events "SELECT id FROM staff WHERE no = 'QS-S003'")"
    play "2026-11-24 17:40" < <(flow_right)
    kept "$work/$size"-find-{secret,staff}.txt
    ok "the secret's screen names nobody" hides find-secret "$first"
    ok "with the secret and a staff card it is checked out" shows find-goodbye "17:40 签退"
    play "2026-11-25 16:40" < <(flow_wrong)
    kept "$work/$size"-find-{wrong,spent}.txt
    ok "a wrong secret may be tried again" shows find-wrong "差一点"
    ok "and names nobody" hides find-wrong "$first"
    ok "after three only staff can help" shows find-spent "没关系"
    ok "who then checks the child in" shows find-anew "签到"
    ok "on this day the pictures are not asked again" shows find-spent-again "没关系"
    ok "three checks are in the log" test "$(checks)" = 3
    ok "two days without card are counted" test \
        "$(zx list forgotten --json | jq -r '.[] | .no + " " + (.days | tostring)')" = "QS-001 2"
    ok "events and sums agree" test "$(zx doctor --json | jq -r .rollup)" = ok
done

# Staff's card on other steps, a child's card in between, an empty roster.
play "2026-11-26 16:40" <<FLOW
$(touch_ FIND)
scan $staff
$(say find-greeted)
wait 61000
$(touch_ FIND FOX FIRST)
scan $staff
$(say find-ask-still)
scan $(card QS-002)
$(say find-other)
wait 4000
$(say find-ask-again)
wait 61000
$(say find-idle)
FLOW
ok "before a child is chosen a staff card leads to the staff side" shows find-greeted "$(events "SELECT name FROM staff WHERE no = 'QS-S003'")"
ok "later, but before it is asked for, it changes nothing" shows find-ask-still "这是你吗"
ok "another child's card is answered at once" shows find-other "$(name QS-002)"
same() { diff -u "$work/$size-$1.txt" "$work/$size-$2.txt"; }
ok "then who looks for itself finds its place again" same find-ask-still find-ask-again
ok "left alone, it goes home" shows find-idle "把卡片举到这里"

# Together: the first six are siblings, as far as a guardian in common says so.
siblings() {
    echo '儿童编号,姓名,关系,电话,开始日期,结束日期'
    for n in 1 2 3 4 5 6; do echo "QS-00$n,测奶奶,奶奶,199-0000-0999,2025-09-01,2026-11-27"; done
}
siblings >"$work/g.csv"
zx import --guardians "$work/g.csv" >/dev/null
play "2026-11-27 16:40" <<FLOW
scan $(card QS-001)
wait 1500
scan $(card QS-002)
wait 3000
$(say together-two)
wait 600
$(say together-after)
wait 10000
scan $(card QS-003)
wait 1000
scan $(card QS-001)
wait 1000
scan $(card QS-004)
wait 1000
scan $(card QS-005)
wait 1000
scan $(card QS-006)
$(say together-five)
wait 3100
scan $(card QS-007)
$(say together-later)
wait 4000
FLOW
kept "$work/$size"-together-{two,five}.txt
both() { shows together-two "$first" && shows together-two "$(name QS-002)"; }
ok "two who come together are welcomed together" both
ok "the time on the screen begins anew with each" shows together-after "把卡片举到这里"
newest() { hides together-five "$(name QS-003)" && shows together-five "$(name QS-006)" &&
    [ "$(grep -c arrow- "$work/$size-together-five.txt")" = 4 ]; }
ok "of five the newest four are shown" newest
ok "in and out, each" shows together-five arrow-out
alone() { hides together-later "$(name QS-006)" && shows together-later "$(name QS-007)"; }
ok "who comes after a pause is welcomed alone" alone
ok "each scan is an event of its own" test \
    "$(events "SELECT count(*) FROM event WHERE card IS NOT NULL AND at_utc_ms > 1795708800000")" = 8

# A fast queue: only siblings share, and only while they are.
play "2026-11-27 18:00" <<FLOW
scan $(card QS-008)
wait 1000
scan $(card QS-011)
$(say queue-other)
wait 1000
scan $(card QS-001)
wait 1000
scan $(card QS-002)
$(say queue-siblings)
wait 1000
scan $(card QS-012)
$(say queue-after)
wait 4000
FLOW
single() { shows "$1" "$(name "$2")" && hides "$1" "$(name "$3")"; }
ok "in a fast queue a child who is no sibling is welcomed alone" single queue-other QS-011 QS-008
ok "siblings in it are welcomed together" shows queue-siblings "$first"
ok "the queue before them is not" single queue-siblings QS-002 QS-011
ok "nor who comes after them" single queue-after QS-012 QS-002

# Wiping the glass.
play "2026-11-28 16:40" <<FLOW
$(touch_ SPONGE SPONGE)
wait 3000
$(touch_ SPONGE SPONGE)
$(say clean-not)
wait 3000
$(touch_ SPONGE SPONGE SPONGE)
$(say clean)
$(touch_ BACK FIND SPONGE)
$(say clean-touched)
scan $(card QS-001)
$(say clean-scan)
wait 3500
scan https://example.org
$(say clean-foreign)
wait 23500
$(say clean-late)
wait 2000
$(say clean-over)
FLOW
kept "$work/$size"-{clean,clean-scan}.txt
ok "two touches, and two later, lock nothing" shows clean-not "把卡片举到这里"
ok "three quick ones lock" shows clean "擦屏幕"
ok "it counts down" grep -qE 'LAKE_DEEP 2[89]$' "$work/$size-clean-touched.txt"
ok "touches do nothing" shows clean-touched "擦屏幕"
ok "a card is answered by a sign" shows clean-scan "$first"
ok "the lock stays" shows clean-scan "擦屏幕"
ok "any card" shows clean-foreign "别的二维码"
ok "it lasts half a minute, touched or not" shows clean-late "擦屏幕"
ok "and ends by itself" shows clean-over "把卡片举到这里"
ok "the check-in is there" test "$(events "SELECT count(*) FROM event WHERE at_utc_ms > 1795795200000")" = 1

# The guardian in common was one until the 27th.
play "2026-11-29 08:00" <<FLOW
scan $(card QS-001)
wait 1000
scan $(card QS-002)
$(say queue-no-more)
FLOW
ok "when the guardian in common has left, each is alone" single queue-no-more QS-002 QS-001

# What a card interrupts comes back where it was, unless its child is gone.
play "2026-11-30 16:40" <<FLOW
$(touch_ FIND FOX FIRST)
wait 15000
scan $(card QS-003)
wait 3000
scan $(card QS-004)
wait 4000
$(say resume-late)
$(touch_ FIND FOX FIRST)
scan $(card QS-005)
tap 400 300
wait 400
$(touch_ BACK)
$(say resume-page)
$(touch_ FIND FOX FIRST)
scan $(card QS-001)
wait 4000
$(say resume-found)
FLOW
ok "20 s after its last touch it is gone" shows resume-late "把卡片举到这里"
ok "another child that goes to its page has the kiosk" shows resume-page "把卡片举到这里"
ok "who has found its card looks no more" shows resume-found "把卡片举到这里"

sqlite3 "$db" "DELETE FROM secret"
play "2026-12-01 16:40" <<FLOW
$(touch_ FIND FOX FIRST YES)
scan https://example.org
wait 4000
scan $staff
$(touch_ SUN MOON)
$(say resume-choosing)
scan $(card QS-007)
wait 1000
scan $(card QS-008)
$(say resume-others)
wait 4000
$(say resume-chooses)
$(touch_ CLOUD DONE)
$(say resume-welcome)
wait 4000
$(say resume-over)
FLOW
ok "others are welcomed while a child chooses its pictures" shows resume-others "$(name QS-008)"
ok "then it chooses on" same resume-choosing resume-chooses
ok "and it is welcomed, not the other" single resume-welcome QS-001 QS-008
ok "that is the end of it" shows resume-over "把卡片举到这里"
ok "its secret is kept" test "$(events "SELECT count(*) FROM secret")" = 1
finish
