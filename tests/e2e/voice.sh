#!/bin/bash
# What is heard: each outcome's sound, its words by a fake espeak-ng that writes down what it is told
# and by the real one, recordings in place of words, volume and quiet hours. SDL's disk driver keeps
# what would have come out of the loudspeaker.
. tests/lib.sh

make_township
export VOICE_LOG=$work/said
flows=0
mkdir "$work/bin" "$work/empty" "$work/clips"
cat >"$work/bin/espeak-ng" <<'FAKE'
#!/bin/bash
{ echo "argv $*"; echo "text $(cat)"; } >>"$VOICE_LOG"
exec cat assets/sounds/staff.wav
FAKE
chmod +x "$work/bin/espeak-ng"
zx cards issue --all >/dev/null
birthday=$(sqlite3 "$db" "SELECT no FROM child WHERE no LIKE 'QS-%' AND born_day % 10000 = 1124 LIMIT 1")
[ -n "$birthday" ] || { birthday=QS-009 && sqlite3 "$db" "UPDATE child SET born_day = 20171124 WHERE no = 'QS-009'"; }
sqlite3 "$db" "UPDATE child SET pinyin = 'a ce mu', spoken = '' WHERE no = 'QS-001'"
revoked=$(card QS-002)
zx cards reissue --child QS-002 --reason lost >/dev/null
cp "$db" "$work/first.db"

flow() { # time of the day, steps on standard input: plays them on a fresh copy
    flows=$((flows + 1))
    VOICE_LOG=$work/said-$flows # its own: a child of the flow before may still be writing
    : >"$VOICE_LOG"
    cp "$work/first.db" "$db"
    { echo "clock 2026-11-24 $1"; echo "wait 100"; cat; } >"$work/flow"
    PATH=${search:-$work/bin:$PATH} "$B/zhaoxi-kiosk" --db "$db" --source none --window 1280x800 \
        --clips "${clips:-$work/empty}" --script "$work/flow" 2>"$work/kiosk.log"
}
scans() { for text; do printf 'scan %s\nlisten\nwait 4000\n' "$text"; done; }
said() { grep -qxF "text $1" "$VOICE_LOG"; }
voices() { sed -n 's/^argv .* -v \([^ ]*\) .*/\1/p' "$VOICE_LOG" | sort -u | tr '\n' ' '; }

ok "a flow through the answers plays" flow 16:40 <<FLOW
$(scans "$(card QS-001)" "$(card QS-003)" "$(card "$birthday")" "$revoked" https://example.org ZX1ABC)
wait 10000
$(scans "$(card QS-001)" "$(zx cards show --staff "$(zx list staff --json | jq -r '.[0].no')")")
FLOW
ok "a child is welcomed by name, a lone a being no letter" said "huan1 ying2 ni3, a1 ce1 mu1"
ok "an imported one with the tones of its name" said "huan1 ying2 ni3, wang2 xue3"
ok "on a birthday it is another greeting" grep -q "^text sheng1 ri4 kuai4 le4, " "$VOICE_LOG"
ok "goodbye has its words and the name" said "zai4 jian4, a1 ce1 mu1"
ok "an old card sends to a teacher" said "zhe4 shi4 jiu4 ka3 pian4, qing3 qu4 zhao3 lao3 shi1"
ok "a hurt one is to be wiped" said "qing3 ca1 yi4 ca1 ka3 pian4, zai4 shi4 yi2 ci4"
ok "another code is asked for the card" said "qing2 ju2 qi3 er2 tong2 zhi1 jia1 de5 ka3 pian4"
ok "a teacher is greeted" said "lao3 shi1 hao3"
ok "Mandarin has the voice that reads pinyin, and no other" test "$(voices)" = "cmn-latn-pinyin "
ok "no name stands in a process's arguments" bash -c "! grep '^argv' '$VOICE_LOG' | grep -qE 'ce|mu'"

ok "the same in English plays" flow 16:40 <<FLOW
lang en
$(scans "$(card QS-001)" ZX1ABC)
FLOW
ok "the name keeps its Mandarin voice" said 'Welcome, <voice name="cmn-latn-pinyin">a1 ce1 mu1</voice>'
ok "English has its own" test "$(voices)" = "en-us "

sqlite3 "$work/first.db" "DELETE FROM setting WHERE key = 'home'"
ok "a scan that is not recorded plays" flow 16:40 < <(scans "$(card QS-001)")
ok "and sends to a teacher" said "mei2 you3 ji4 xia4 lai2, qing3 jiao4 lao3 shi1"
zx --db "$work/first.db" home use QS >/dev/null

# A queue: the second card comes while the first one's words are being made.
ok "a queue plays" flow 16:40 < <(printf 'scan %s\nscan %s\nscan %s\nlisten\n' "$(card QS-001)" "$(card QS-003)" ZX1ABC)
ok "the last one's words are made" said "qing3 ca1 yi4 ca1 ka3 pian4, zai4 shi4 yi2 ci4"

# A loudspeaker that is touched: the gallery has one.
: >"$VOICE_LOG"
at=$(awk '/icons.speaker/ { split($2, p, ","); split($3, s, "x"); print p[1] + s[1] / 2, p[2] + s[2] / 2; exit }' tests/golden/gallery-buttons.txt)
printf 'clock 2026-11-24 16:40\nwait 100\ntap %s\nlisten\n' "$at" >"$work/flow"
ok "the gallery plays" env PATH="$work/bin:$PATH" "$B/zhaoxi-kiosk" --gallery --window 1280x800 --script "$work/flow"
ok "its loudspeaker reads the sentence out" said "ni3 hao3, xiao3 peng2 you5!"

# Quiet hours and volume.
zx --db "$work/first.db" sound quiet 12:30-14:00,20:00-07:00 >/dev/null
flow 13:00 < <(scans "$(card QS-001)")
ok "in quiet hours nothing is said" test ! -s "$VOICE_LOG"
flow 20:00 < <(scans "$(card QS-001)")
ok "nor after the evening's beginning" test ! -s "$VOICE_LOG"
flow 14:00 < <(scans "$(card QS-001)")
ok "after them it speaks again" test -s "$VOICE_LOG"
zx --db "$work/first.db" sound quiet none >/dev/null
zx --db "$work/first.db" sound volume 0 >/dev/null
flow 16:40 < <(scans "$(card QS-001)")
ok "at volume 0 nothing is said" test ! -s "$VOICE_LOG"
zx --db "$work/first.db" sound volume 80 >/dev/null

# One that hangs is given up, and the next is made all the same.
mkdir "$work/hangs"
printf '#!/bin/sh\n[ -e "$VOICE_LOG.hung" ] || { : >"$VOICE_LOG.hung"; exec sleep 1000; }\nexec "%s/bin/espeak-ng" "$@"\n' "$work" >"$work/hangs/espeak-ng"
chmod +x "$work/hangs/espeak-ng"
search=$work/hangs:$PATH flow 16:40 < <(printf 'scan %s\nwait 6000\nlisten\n' "$(card QS-001)"; scans ZX1ABC)
ok "an espeak-ng that hangs is given up, and the log says so" grep -q "espeak-ng hangs" "$work/kiosk.log"
ok "and the next words are made" said "qing3 ca1 yi4 ca1 ka3 pian4, zai4 shi4 yi2 ci4"

# Missing, and recordings.
mkdir "$work/nothing"
search=$work/nothing flow 16:40 < <(scans "$(card QS-001)" "$(card QS-003)")
ok "without espeak-ng the flow plays, and the log says so once" test "$(grep -c 'espeak-ng is not installed' "$work/kiosk.log")" = 1
sox -R -n -r 44100 -b 16 -c 1 "$work/clips/welcome.wav" synth 0.8 sine 3000 norm -3
echo "no sound" >"$work/clips/goodbye.wav"
clips=$work/clips flow 16:40 < <(scans "$(card QS-001)" ZX1ABC)
ok "a recording stands for the phrase, and the name alone is spoken" said "a1 ce1 mu1"
ok "what has no recording is spoken" said "qing3 ca1 yi4 ca1 ka3 pian4, zai4 shi4 yi2 ci4"
ok "a recording that can't be played is named" grep -q "the recording goodbye.wav" "$work/kiosk.log"

# What comes out of the loudspeaker. The pauses are the flow's own: time for the device.
heard() { # file, steps: the kiosk on SDL's disk driver
    cp "$work/first.db" "$db"
    { echo "clock 2026-11-24 16:40"; echo "wait 100"; echo "scan $(card QS-001)"; sleep 1
      echo "listen"; echo "wait 1500"; sleep "${pause:-2}"; } |
        SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILE=$work/$1.raw PATH=${search:-$work/bin:$PATH} \
        "$B/zhaoxi-kiosk" --db "$db" --source none --window 1280x800 \
        --clips "${clips:-$work/empty}" --script /dev/stdin 2>"$work/kiosk.log"
}
stat_of() { # name, file, effects before: a figure of sox stat
    sox -t raw -r 44100 -e signed -b 16 -c 1 "$work/$2.raw" -n "${@:3}" stat 2>&1 |
        sed -n "s/^$1: *//p"
}
more() { awk "BEGIN { exit !($1 > $2) }"; }
search=$work/nothing pause=0.2 heard loud
zx --db "$work/first.db" sound quiet 16:00-17:00 >/dev/null
search=$work/nothing pause=0.2 heard soft
zx --db "$work/first.db" sound quiet none >/dev/null
zx --db "$work/first.db" sound volume 0 >/dev/null
search=$work/nothing pause=0.2 heard silent
zx --db "$work/first.db" sound volume 80 >/dev/null
loud=$(stat_of "Maximum amplitude" loud) soft=$(stat_of "Maximum amplitude" soft)
ok "a welcome is heard" more "$loud" 0.2
ok "in quiet hours it is a quarter as loud" bash -c "awk 'BEGIN { r = $soft / $loud; exit !(r > 0.23 && r < 0.27) }'"
ok "at volume 0 it is not heard" test "$(stat_of "Maximum amplitude" silent)" = 0.000000
clips=$work/clips search=$work/nothing heard clip
ok "a recording is heard" more "$(stat_of "RMS     amplitude" clip sinc 2900-3100)" 0.02
ok "and is not, where there is none" bash -c "! awk 'BEGIN { exit !($(stat_of "RMS     amplitude" loud sinc 2900-3100) > 0.02) }'"

# The real one.
text="huan1 ying2 ni3, a1 ce1 mu1"
printf '%s' "$text" | espeak-ng -b 1 -m -v cmn-latn-pinyin --stdin --stdout >"$work/real.wav" 2>/dev/null
ok "espeak-ng makes a WAV with sound in it" more "$(sox "$work/real.wav" -n stat 2>&1 | sed -n 's/^RMS     amplitude: *//p')" 0.01
phonemes() { printf '%s' "$2" | espeak-ng -q -x -b 1 -m -v "$1" --stdin; }
ok "and Mandarin: no word of it is read as English" bash -c "! grep -qF '(en)' <<<'$(phonemes cmn-latn-pinyin "$text" | tr -d "'")'"
ok "which the voice cmn would" grep -qF "(en)" <(phonemes cmn "$text")
search=$PATH heard spoken
ok "the kiosk lets it be heard after the sound" more \
    "$(stat_of "RMS     amplitude" spoken trim 1.2)" "$(stat_of "RMS     amplitude" loud trim 1.2)"

# What screens read out: each text of a function that sets `say`, and what a loudspeaker is given. Where that
# is a variable other than `say`, a test must look through its texts (tests/test_voice.c reads all questions).
read_out() { # a line each: en TEXT, zh TEXT, or ? and what holds no text
    perl -0ne 'my $text = qr/"(?:[^"\\]|\\.)*"/s;
        sub look { my ($said, $found) = (@_, 0);
            while ($said =~ /\bN?_\(\s*((?:$text\s*)+)\)/sg) {
                my $sentence = join "", map { substr $_, 1, -1 } $1 =~ /$text/sg;
                print "en $sentence\n"; $found = 1;
            }
            while ($said =~ /"([^"]*[^\x00-\x7f][^"]*)"/sg) { print "zh $1\n"; $found = 1; }
            $said =~ s/\s+/ /g;
            print "? $ARGV: $said\n" unless $found || $said =~ /\bsay\)$|"\"\)$/;
        }
        for my $function (split /^}/m) {
            look($function) if $function =~ /\bsay\s*=(?!=)/;
            look($1) while $function =~ /\bui_loudspeaker\s*(\(.*?);/sg;
        }' $(ls kiosk/*.c | grep -vx kiosk/ui.c) | sort -u
}
in_chinese() { # of what read_out tells
    sed -n 's/^zh //p' "$1"
    sed -n 's/^en //p' "$1" | while IFS= read -r text; do
        LANGUAGE=zh_CN TEXTDOMAINDIR=$B/locale gettext -e zhaoxi "$text"
        echo
    done
}
read_out >"$work/read-out"
ok "the sentence of the gallery is found among what is read out" grep -qxF "zh 你好，小朋友！" "$work/read-out"
in_chinese "$work/read-out" | grep -vxFf <(sed -n 's/|.*//p' assets/spoken.txt) >"$work/unread"
ok "each has its pinyin in assets/spoken.txt" diff "$work/unread" /dev/null
grep '^?' "$work/read-out" |
    grep -vxF '? kiosk/screen_safety.c: (ui, ID_SPEAKER, speaker, lesson->answered ? why : asked)' >"$work/unread"
ok "and no variable is read out whose texts no test looks through" diff "$work/unread" /dev/null
sed -n 's/^[^#].*|//p' assets/spoken.txt >"$work/pinyin"
ok "espeak-ng knows each of its syllables" test "$(espeak-ng -q -x -b 1 -v cmn-latn-pinyin --stdin <"$work/pinyin" |
    tr -cd '|' | wc -c)" = "$(tr -cd 1-5 <"$work/pinyin" | wc -c)"
ok "and none of them as English" test -z "$(espeak-ng -q -x -b 1 -v cmn-latn-pinyin --stdin <"$work/pinyin" | grep -F '(en)')"

# The loop as it runs at the door: a card before the camera is answered by voice, with no script.
mkdir "$work/rings"
sox -R -n -r 22050 -b 16 -c 1 "$work/tone.wav" synth 1 sine 3000 norm -3
printf '#!/bin/sh\ncat >/dev/null\nexec cat "%s"\n' "$work/tone.wav" >"$work/rings/espeak-ng"
chmod +x "$work/rings/espeak-ng"
cp "$work/first.db" "$db"
mkfifo "$work/camera"
SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILE=$work/door.raw PATH=$work/rings:$PATH "$B/zhaoxi-kiosk" --db "$db" \
    --source "$work/camera" --window 1280x800 --clips "$work/empty" 2>"$work/kiosk.log" &
door=$!
processes+=($door)
"$B/tests/frames" --out "$work/camera" --realtime --hold 22 --gap 6 --size 430 "text:$(card QS-001)"
ok "a card before the camera is read" wait_for 10 grep -q "scan in" "$work/kiosk.log"
toned() { more "$(stat_of "RMS     amplitude" door sinc 2900-3100)" 0.02; }
ok "and its words are heard" wait_for 10 toned
kill "$door"
wait "$door" 2>/dev/null

# Every sound is a file of its own, short and neither silent nor cut off.
ok "no two outcomes share a sound" test "$(md5sum assets/sounds/*.wav | cut -d' ' -f1 | sort | uniq -d | wc -l)" = 0
bad=0
for name in $(sed -n 's/^ *X(SOUND_.*"\(.*\)").*/\1/p' kiosk/outcomes.h); do
    more 1.31 "$(soxi -D "assets/sounds/$name.wav")" || bad=$name
    peak=$(sox "assets/sounds/$name.wav" -n stat 2>&1 | sed -n 's/^Maximum amplitude: *//p')
    { more "$peak" 0.15 && more 0.8 "$peak"; } || bad=$name
done
ok "each is there, short, and neither silent nor too loud" test "$bad" = 0

# The command.
ok "sound show tells volume and hours" test "$(zx sound volume 35 >/dev/null; zx sound quiet 20:00-07:00 >/dev/null; zx sound show --json | jq -r '"\(.volume) \(.quiet)"')" = "35 20:00-07:00"
for wrong in "volume 101" "volume x" "volume -1" "quiet 20:00" "quiet 20:00-20:00"; do
    ok "sound $wrong is refused" bash -c "! '$B/zhaoxi' --db '$db' sound $wrong"
done
ok "and what is wrong is named" grep -q '"20:00" is not two times' <(zx sound quiet 20:00 2>&1)
ok "nothing was changed by it" test "$(zx sound show --json | jq -r '"\(.volume) \(.quiet)"')" = "35 20:00-07:00"
ok "doctor tells of the voice" test "$(zx doctor --json 2>/dev/null | jq -r .voice)" = ok

# An open kiosk notices both, and lets itself be heard when asked to.
mkfifo "$work/steps"
: >"$VOICE_LOG"
cp "$work/first.db" "$db"
PATH=$work/bin:$PATH "$B/zhaoxi-kiosk" --db "$db" --source none --window 1280x800 --clips "$work/empty" \
    --script "$work/steps" 2>"$work/kiosk.log" &
kiosk=$!
exec 8>"$work/steps"
printf 'clock 2026-11-24 16:40\nwait 100\nlist %s\n' "$work/open.txt" >&8
wait_for 10 test -s "$work/open.txt"
ok "an opened kiosk says nothing by itself" test ! -s "$VOICE_LOG"
zx sound test >/dev/null
printf 'wait 100\nlisten\nwait 100\nlist %s\n' "$work/heard.txt" >&8
wait_for 10 test -s "$work/heard.txt"
ok "asked for, it is heard once" test "$(grep -c '^text huan1 ying2 ni3$' "$VOICE_LOG")" = 1
zx sound quiet 16:00-17:00 >/dev/null
printf 'wait 100\nscan %s\nlisten\n' "$(card QS-001)" >&8
exec 8>&-
wait "$kiosk"
ok "quiet hours count without a restart" test "$(grep -c '^text' "$VOICE_LOG")" = 1
finish
