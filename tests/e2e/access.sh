#!/bin/bash
# Every command of zhaoxi, as `zhaoxi help --json` has them, given by each role, by nobody, and by
# the installer: each is refused or allowed as it says. A new command is walked without a line here.
. tests/lib.sh

make_township
zx --json help >"$work/commands.json"
ok "each command is told once" jq -e 'map(.command + .verb) | length > 20 and (unique | length) == length' "$work/commands.json"
rank() {
    case $1 in
    anyone) echo 0 ;; volunteer) echo 1 ;; tutor) echo 2 ;; social_worker) echo 3 ;;
    manager) echo 4 ;; installer) echo 5 ;; *) echo 9 ;;
    esac
}
ok "each asks for a role that there is: none is for anyone" jq -e 'map(.access) | unique - ["volunteer", "tutor", "social_worker", "manager", "installer"] | length == 0' "$work/commands.json"

# What is refused for the role says so; anything else (a table, wrong arguments) was allowed.
refused() { grep -qE 'This is for the role|Only the installer' "$work/said"; }
walk() { # who, rank, program...: every command, without arguments
    local who=$1 reach=$2 wrong=0 command verb access code
    shift 2
    while IFS='|' read -r command verb access; do
        local call=("$command")
        [ -z "$verb" ] || call+=("$verb")
        [ "$command" != init ] || call+=(--home X)
        echo 2580 | "$@" "${call[@]}" >"$work/said" 2>&1
        code=$?
        if [ "$(rank "$access")" -le "$reach" ]; then
            ! refused && ! grep -q "PIN" <(head -1 "$work/said" | grep '^zhaoxi:') && continue
        else
            refused && [ $code -eq 1 ] && continue
        fi
        echo "$who: $command $verb ($access): exit $code: $(head -1 "$work/said")"
        wrong=$((wrong + 1))
    done < <(jq -r '.[] | [.command, .verb, .access] | join("|")' "$work/commands.json")
    return $wrong
}
cp "$db" "$work/walk.db"
as() { "$B/zhaoxi" --lang en --db "$work/walk.db" --as "$@"; }
installer() { ZHAOXI_SCANNER=/bin/true "$B/zhaoxi" --lang en --db "$work/walk.db" "$@"; }
ok "a volunteer" walk volunteer 1 as QS-S007
ok "a tutor" walk tutor 2 as QS-S003
ok "a social worker" walk social_worker 3 as QS-S002
ok "a manager" walk manager 4 as QS-S001
ok "the installer" walk installer 5 installer
ok "each command that was allowed is on the record as a sign-in" test "$(sqlite3 "$work/walk.db" "SELECT count(*) FROM event WHERE kind = 'signed_in'")" = \
    "$(jq '[.[].access | if . == "installer" then 0 elif . == "manager" then 1 elif . == "social_worker" then 2 elif . == "tutor" then 3 else 4 end] | add' "$work/commands.json")"

# Nobody: another user of the machine, who may read and write the file and yet is not its owner.
if [ "$(id -u)" = 0 ]; then
    mkdir "$work/open"
    cp "$work/walk.db" "$work/open/walk.db"
    cp "$B/zhaoxi" "$work/open/"
    chmod 711 "$work"
    chmod 777 "$work/open"
    chmod 666 "$work/open/walk.db"
    chmod 755 "$work/open/zhaoxi"
    stranger() { setpriv --reuid 65534 --regid 65534 --clear-groups "$work/open/zhaoxi" --lang en --db "$work/open/walk.db" "$@"; }
    ok "another user of the machine" walk nobody 0 stranger
    ok "and is told how to say who it is" grep -q 'zhaoxi --as NUMBER' <(stranger list children 2>&1)
    ok "with a number and a PIN it is that person" test "$(echo 2580 | stranger --as QS-S003 --json list children | jq length)" = 173
else
    echo "ok $((count + 1)) - another user of the machine # SKIP only root can be another"
    count=$((count + 1))
fi

# The PIN itself.
answer() { # PIN, words...: what the command says
    echo "$1" | "$B/zhaoxi" --lang en --db "$db" "${@:2}" 2>&1
}
ok "a wrong PIN is refused, with the tries left" test "$(answer 2581 --as QS-S003 list children)" = "zhaoxi: Wrong PIN. 2 tries are left."
ok "an empty one too" test "$(answer '' --as QS-S003 list children)" = "zhaoxi: Wrong PIN. 1 try is left."
ok "the third locks" test "$(answer 2582 --as QS-S003 list children)" = "zhaoxi: Wrong PIN. The next try is possible in 30 seconds."
ok "then the right one is refused as well" grep -q "Too many wrong PINs" <(answer 2580 --as QS-S003 list children)
ok "nobody else is locked" grep -q Number <(answer 2580 --as QS-S002 list children)
ok "who has no PIN is told whom to ask" grep -q "A manager lets a new one be set" <(answer 2580 --as QS-S004 list children)
ok "an unknown number is named" grep -q 'no staff member with the number "NO-1"' <(answer 2580 --as NO-1 list children)
ok "a PIN is not asked for what the role can't do" grep -q "is tutor" <(answer 9999 --as QS-S003 list worries)
ok "a weak PIN is refused with the reason" test "$(answer 1234 pin set QS-S004)" = "zhaoxi: The digits are in a row: too easy to guess."
ok "a manager lets a new one be set" grep -q "by card, within an hour" <(answer 2580 --as QS-S001 pin reset QS-S003)
ok "which ends the old one" grep -q "sets a new PIN first" <(answer 2580 --as QS-S003 list children)
ok "not her own" grep -q "Nobody resets their own PIN" <(answer 2580 --as QS-S001 pin reset QS-S001)
ok "the last manager's PIN is not taken away" grep -q "zhaoxi pin set QS-S001" <(answer '' pin reset QS-S001)
ok "the list says how each stands" jq -e 'map(select(.no == "QS-S001" or .no == "QS-S003" or .no == "QS-S004") | .pin) == ["set", "to_set", "none"]' <(zx --json pin list)
ok "who did what is on the record" test "$(events "SELECT group_concat(w) FROM (SELECT kind || ' ' || coalesce((SELECT no FROM staff WHERE id = payload ->> 'by'), payload ->> 'by') AS w FROM event WHERE kind IN ('pin_set', 'pin_reset') ORDER BY seq)")" = \
    "pin_set installer,pin_set installer,pin_set installer,pin_set installer,pin_reset QS-S001"
ok "a PIN stands nowhere in the file" bash -c "! grep -qa 2580 '$db' '$db'-wal 2>/dev/null"

# At a terminal the PIN is not shown.
typed() {
    local seen
    coproc tty { timeout 60 script -qec "'$B/zhaoxi' --lang en --db '$db' --as QS-S002 list homes" /dev/null; }
    local tty_pid_=$tty_PID
    IFS= read -r -d : -t 20 seen <&"${tty[0]}" && echo 2580 >&"${tty[1]}" && cat <&"${tty[0]}" >"$work/terminal"
    wait "$tty_pid_" 2>/dev/null
    grep -q "PIN of" <<<"$seen" && grep -q QS "$work/terminal" && ! grep -q 2580 "$work/terminal"
}
ok "at a terminal the PIN is asked for and not shown" typed
ok "help names the role of every command" test "$(zx help | grep -c '      For: ')" = "$(zx help | grep -c '^  zhaoxi')"
finish
