#!/bin/bash
# Paper through a real CUPS of its own: its back end puts what is printed into a folder, and can be out
# of paper. Nothing of this machine's printers is touched.
. tests/lib.sh

make_township || { echo "Bail out! no township"; exit 1; }
spool=$work/cups
mkdir -p "$spool"/{spool/tmp,cache,state,ppd,tray,bin/backend}
chmod 755 "$work" "$spool" "$spool/bin" "$spool/bin/backend"
chmod 777 "$spool/tray"
for part in /usr/lib/cups/*; do
    [ "${part##*/}" = backend ] || ln -s "$part" "$spool/bin/"
done
cat >"$spool/bin/backend/tray" <<'BACKEND'
#!/bin/sh
[ $# -gt 0 ] || { echo 'direct tray "Unknown" "A folder"'; exit 0; }
folder=${DEVICE_URI#tray:}
while [ -e "$folder/empty" ]; do
    echo "STATE: +media-empty-error" >&2
    sleep 0.1
done
echo "STATE: -media-empty-error" >&2
cat "${6:--}" >"$folder/printed-$1.pdf" && chmod 644 "$folder/printed-$1.pdf"
BACKEND
chmod 755 "$spool/bin/backend/tray"
group=$(id -gn)
[ "$(id -u)" != 0 ] || group=lp
cat >"$spool/cups-files.conf" <<CONF
ServerRoot $spool
ServerBin $spool/bin
RequestRoot $spool/spool
TempDir $spool/spool/tmp
CacheDir $spool/cache
StateDir $spool/state
AccessLog $spool/access_log
ErrorLog $spool/error_log
PageLog $spool/page_log
Group $group
SystemGroup root
CONF
cat >"$spool/cupsd.conf" <<CONF
Listen $spool/cups.sock
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
CONF
export CUPS_SERVER=$spool/cups.sock
/usr/sbin/cupsd -f -c "$spool/cupsd.conf" -s "$spool/cups-files.conf" >"$spool/out" 2>&1 &
processes+=($!)
wait_for 10 lpstat -r || { echo "Bail out! no CUPS"; exit 1; }

flow() { # what is touched on the roll's screen, list's name
    echo "clock 2026-11-24 16:40"
    echo "camera missing"
    for no in QS-001 QS-002 QS-003; do printf 'scan %s\nwait 300\n' "$(card $no)"; done
    cat <<FLOW
wait 5000
sign-in QS-S002
wait 400
touch icons/roll
wait 400
touch icons/printer
wait 100
list $work/busy.txt
worked
wait 100
list $work/$1
FLOW
}
play() { # name of the list
    cp "$db" "$work/shown.db"
    flow "$1" >"$work/flow"
    "$B/zhaoxi-kiosk" --db "$work/shown.db" --source none --window 1280x800 --script "$work/flow"
}
text() { pdftotext -layout "$1" - 2>/dev/null; }

ok "no printer: the flow goes on" play none.txt
ok "and says so in words, with what to do" grep -q "没有设置打印机" "$work/none.txt"
ok "while it is busy the screen says so" grep -q "正在打印" "$work/busy.txt"

lpadmin -p tray -v "tray:$spool/tray" -m raw -E 2>"$spool/out" || { echo "Bail out! no queue"; exit 1; }
ok "the only printer is the one that is meant" play done.txt
ok "the screen says that it is printed" grep -q "打印好了" "$work/done.txt"
ok "the paper has everyone who is in" test "$(for no in QS-001 QS-002 QS-003; do
    text "$spool"/tray/printed-1.pdf | grep -c "$(name $no)"; done | tr '\n' ' ')" = "1 1 1 "
ok "and Home, time, phones and page" bash -c "pdftotext -layout '$spool/tray/printed-1.pdf' - |
    tr '\n' ' ' | grep '青松村儿童之家.*2026-11-24 16:4.*199-.*1 */ *1'"
ok "nothing is left of it beside the database" test "$(echo "$work"/shown.db*print*)" = "$work/shown.db*print*"

touch "$spool/tray/empty"
ok "out of paper: the flow goes on" play empty.txt
ok "and the screen says so" grep -q "没纸" "$work/empty.txt"
rm "$spool/tray/empty"
ok "with paper it prints by itself" wait_for 10 test -s "$spool/tray/printed-2.pdf"

cat >"$work/flow" <<FLOW
clock 2026-11-24 16:40
camera missing
wait 100
sign-in QS-S001
touch icons/card
wait 400
$(for key in Q S 0 0 1; do printf 'touch %s\nwait 100\n' $key; done)
touch $(name QS-001)
wait 400
touch 打印
worked
wait 100
list $work/card.txt
FLOW
ok "a card is printed where it is shown" "$B/zhaoxi-kiosk" --db "$db" --source none \
    --window 1280x800 --script "$work/flow"
ok "and the screen says so" grep -q "打印好了" "$work/card.txt"
pdftoppm -gray -r 150 "$spool/tray/printed-3.pdf" "$work/page"
ok "our own scanner reads it from the paper" test "$(
    "$B/zhaoxi-scanner" --print "$work"/page-*.pgm | awk -F'\t' '$3 ~ /^ZX1/ {print $3}')" = "$(card QS-001)"

cupsdisable tray
ok "a printer that was stopped is said to be" bash -c "! '$B/zhaoxi' --lang en print '$spool/tray/printed-1.pdf' 2>'$work/why' && grep 'does not answer' '$work/why'"
ok "a file that is not there is refused" bash -c "! '$B/zhaoxi' --lang en print '$work/none.pdf' 2>'$work/why' && grep 'be read' '$work/why'"
finish
