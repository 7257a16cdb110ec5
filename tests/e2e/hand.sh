#!/bin/bash
# A hand scanner at the kiosk: what it sends is a durable check-in, and the screen stays as it is
# where one comes or goes. It is on a serial line whose other end is held here.
. tests/lib.sh
zx_at=

make_township
port=$work/port
mkfifo "$work/says"
exec 8<>"$work/says"
plug() { # what is written to descriptor 8 comes out of the line, until unplug
    perl -e 'open(my $line, "+<", "/dev/ptmx") or die; my $number = pack("i", 0);
        ioctl($line, 0x40045431, $number) && ioctl($line, 0x80045430, $number) or die; # unlock, number
        symlink("/dev/pts/" . unpack("i", $number), $ARGV[0]) or die;
        while (sysread(STDIN, my $bytes, 4096)) { syswrite($line, $bytes) }' "$port" <"$work/says" &
    line=$!
    processes+=($line)
}
unplug() {
    rm "$port"
    kill $line
    wait $line 2>/dev/null
}
say() { printf '%s\r' "$1" >&8; }
check_ins() { [ "$(events "SELECT count(*) FROM event WHERE kind = 'check_in'")" = "$1" ]; }
taken() { [ "$(grep -c 'the hand scanner is' "$work/kiosk.log")" = "$1" ]; }

start_display 1280x800
"$B/zhaoxi-kiosk" --db "$db" --source none --hand "$port" --window 1280x800 2>"$work/kiosk.log" &
kiosk=$!
processes+=($kiosk)
ok "the kiosk opens without its hand scanner" wait_for 10 grep -q "first frame" "$work/kiosk.log"
ok "it says once which one it misses" wait_for 10 grep -q "$port gives no hand scanner" "$work/kiosk.log"
# Where the viewfinder says what the camera does.
look() { import -window root -crop 637x473+52+172 +repage "rgba:$work/$1"; }
sleep 1
look without
plug
ok "plugged in, it is taken" wait_for 10 taken 1
sleep 1
look with
ok "the screen is not touched by it" cmp "$work/without" "$work/with"
say "$(card QS-001)"
ok "a card read by it checks its child in" wait_for 5 check_ins 1
say "$(card QS-001)" # again at once: the same scan
say "https://example.org/a?b=1"
ok "another program's code gets its answer" wait_for 5 grep -q "scan foreign" "$work/kiosk.log"
unplug
plug
ok "pulled out and plugged in again, it is taken again" wait_for 10 taken 2
say "$(card QS-002)"
ok "and the next child is checked in" wait_for 5 check_ins 2
once() { [ "$(events "SELECT count(*) FROM event WHERE kind IN ('check_in', 'check_out')")" = 2 ]; }
ok "a card read twice at once counts once" once
quiet() { ! grep -qF -e "$(card QS-001)" -e "$(card QS-002)" -e example.org "$work/kiosk.log"; }
ok "no code stands in the log" quiet
scanners=$(pgrep -P $kiosk zhaoxi-scanner)
gone() { ! kill -0 $scanners; }
ok "camera and hand scanner are two processes" test "$(echo "$scanners" | wc -l)" = 2
kill $kiosk
wait $kiosk 2>/dev/null
ok "which end with the kiosk" wait_for 5 gone
"$B/zhaoxi-kiosk" --hand 2>/dev/null
ok "--hand without a device is a wrong call" test $? = 2
finish
