#!/bin/bash
# The main job: a card printed by the product, held before a camera, is a durable check-in, and the
# screen, the database and the report agree.
. tests/lib.sh
zx_at=

make_township
first=QS-001 second=QS-002
today=$(TZ=Asia/Shanghai date +%F)

# The cards as a printer would give them: the PDF, drawn by poppler.
ok "the sheet of cards is written" zx cards print --out "$work/cards.pdf" --child $first
zx cards print --out "$work/cards2.pdf" --child $second >/dev/null
for n in "" 2; do
    pdftoppm -gray -r 150 -x 114 -y 80 -W 506 -H 319 -singlefile "$work/cards$n.pdf" "$work/card$n"
done
page() { pdftoppm -gray -r 150 -singlefile "$work/cards.pdf" "$work/page" &&
    "$B/zhaoxi-scanner" --print "$work/page.pgm" | grep -qF "$(card $first)"; }
ok "our scanner reads the printed page" page
no_name() { ! pdftotext "$work/cards.pdf" - | grep -q "$first"; }
ok "no number of the child stands on the card" no_name
private() { [ "$(stat -c %a "$work/cards.pdf" "$db" | sort -u)" = 600 ]; }
ok "sheet and database are readable by their owner alone" private

start_display 1280x800
mkfifo "$work/camera"
exec 8<>"$work/camera"
"$B/zhaoxi-kiosk" --db "$db" --source "$work/camera" --window 1280x800 2>"$work/kiosk.log" &
kiosk=$!
processes+=($kiosk)
window() { xwininfo -root -tree | grep -q Zhaoxi; }
ok "the kiosk opens a window" wait_for 10 window
ok "its first frame is there" wait_for 10 grep -q "first frame" "$work/kiosk.log"

hold() { # card picture, more options: holds it before the camera
    local card=$1
    shift
    "$B/tests/frames" --out "$work/camera" --realtime --hold 22 --gap 6 --size 430 "$@" "$card"
}
answers() { grep -c "scan $1" "$work/kiosk.log"; }
hold "$work/card.pgm" --tilt 20 --turn 11 --blur 1 --noise 8 --seed 5
ok "a tilted, blurred, noisy card checks its child in" wait_for 5 grep -q "scan in " "$work/kiosk.log"
shot() { import -window root "$work/shot.png" && [ -s "$work/shot.png" ]; }
ok "a picture of the screen can be taken" shot
# The welcome is green: what is behind its animal is LEAF_PALE (#DDF3E4).
green() { [ "$(convert "$work/shot.png" -crop 1x1+20+20 -format '%[hex:p{0,0}]' info: | head -c 6)" = DDF3E4 ]; }
ok "the screen shows the welcome" green
ok "the log holds one check-in" test "$(events "SELECT count(*) FROM event WHERE kind = 'check_in'")" = 1
report() { zx report day --day "$today" --json | jq -e --arg no $first \
    'length == 1 and .[0].no == $no and .[0].check_ins == 1 and .[0].state == "here"'; }
ok "the report shows this child, here" report
quiet() { ! grep -qF "$(name $first)" "$work/kiosk.log"; }
ok "no name stands in the kiosk's log" quiet

# The scanner is lost: the kiosk goes on, and reads the next card with a new one.
pkill -KILL -P $kiosk zhaoxi-scanner
ok "the kiosk lives on without its scanner" wait_for 5 kill -0 $kiosk
ok "it starts another" wait_for 10 pgrep -P $kiosk zhaoxi-scanner
sleep 1
hold "$work/card2.pgm" --tilt 10 --turn 170 --noise 5 --seed 6
two() { [ "$(events "SELECT count(*) FROM event WHERE kind = 'check_in'")" = 2 ]; }
ok "a card upside down checks the next child in" wait_for 5 two
# Killed right after the sound.
kill -KILL $kiosk
wait $kiosk 2>/dev/null
ok "killed after the sound, the check-in is there" two
ok "the doctor finds events and sums in agreement" test "$(zx doctor --json | jq -r '.file + .rollup')" = okok

# What a hand scanner types is a scan as well.
"$B/zhaoxi-kiosk" --db "$db" --source none --window 1280x800 2>"$work/kiosk2.log" &
processes+=($!)
wait_for 10 grep -q "first frame" "$work/kiosk2.log"
third=QS-003
sleep 0.5

typed=$(card $third)
xdotool type --delay 8 "$typed"
xdotool key Return
three() { [ "$(events "SELECT count(*) FROM event WHERE kind = 'check_in'")" = 3 ]; }
ok "a hand scanner that types checks a child in" wait_for 5 three

# A touch on the language button.
import -window root "$work/zh.png"
sleep 4.5
import -window root "$work/zh.png"
xdotool mousemove 1190 75 click 1
sleep 1
import -window root "$work/en.png"
words() { convert "$work/$1.png" -crop 500x120+130+620 +repage "rgba:$work/$1.words"; }
differ() { words zh && words en && ! cmp -s "$work/zh.words" "$work/en.words"; }
ok "a touch changes the language" differ
finish
