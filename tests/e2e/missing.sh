#!/bin/bash
# What a Home may lack: a camera, a sound device, fonts, a database. The kiosk says so and goes on.
. tests/lib.sh

make_township
cat >"$work/flow" <<FLOW
clock 2026-11-24 16:40
wait 100
scan $(card QS-001)
list $work/welcome.txt
wait 4000
list $work/home.txt
FLOW
kiosk() { # database, more settings before: plays the flow
    env "${@:2}" "$B/zhaoxi-kiosk" --db "$1" --source camera:/dev/video-none --window 1280x800 \
        --lang en --script "$work/flow" 2>"$work/kiosk.log"
}
cp "$db" "$work/a.db"
ok "no sound device: the kiosk plays on" kiosk "$work/a.db" SDL_AUDIODRIVER=none-such
ok "it says so on the screen" grep -q "No sound device" "$work/home.txt"
ok "and checks in all the same" grep -q "Checked in at 16:40" "$work/welcome.txt"
cp "$db" "$work/b.db"
printf '<?xml version="1.0"?><fontconfig></fontconfig>' >"$work/fonts.conf"
ok "no fonts: the kiosk plays on" kiosk "$work/b.db" FONTCONFIG_FILE="$work/fonts.conf"
ok "it says what to install" grep -q "apt install fonts-noto-cjk" "$work/kiosk.log"
ok "and checks in all the same" grep -q "Checked in at 16:40" "$work/welcome.txt"
ok "no database: the kiosk opens" kiosk "$work/none.db"
ok "and never greets, but wants to be set up" grep -q "语言 · Language" "$work/welcome.txt"
ok "no file was made" test ! -e "$work/none.db"
sqlite3 "$work/new.db" "PRAGMA application_id = $((0x5a584442)); PRAGMA user_version = 999; CREATE TABLE x (y)"
sum=$(md5sum <"$work/new.db")
kiosk "$work/new.db"
ok "a newer database is left untouched" test "$(md5sum <"$work/new.db")" = "$sum"
ok "and the log says why" grep -q "versions up to" "$work/kiosk.log"

# A full disk, as a limit on the size of files: nothing is greeted that was not recorded.
cp "$db" "$work/full.db"
exec 7> >(sqlite3 "$work/full.db" >/dev/null) # keeps the log's index open, as a running kiosk does
echo "SELECT count(*) FROM event;" >&7
wait_for 5 test -s "$work/full.db-shm"
full() { (ulimit -f 4; trap '' XFSZ
    kiosk "$work/full.db"); }
rm -f "$work/welcome.txt"
full
ok "a full disk is said, and nobody is greeted" grep -q "Not recorded" "$work/welcome.txt"
ok "the log holds nothing of it" test "$(sqlite3 -readonly "$work/full.db" "SELECT count(*) FROM event WHERE kind = 'check_in'")" = 0
exec 7>&-
ok "the disk is named in the log" grep -qE "disk|could not" "$work/kiosk.log"
ok "with room again the same card is checked in" bash -c "'$B/zhaoxi-kiosk' --db '$work/full.db' --source none --window 1280x800 --lang en --script '$work/flow' 2>/dev/null && grep -q 'Checked in' '$work/welcome.txt'"
finish
