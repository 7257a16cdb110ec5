#!/bin/bash
# Every sentence that the product says, listened to by machines: sox measures each, and pocketsphinx
# must understand the English ones, given all of them to choose from. It is an old recogniser: free
# text it takes wrongly even from this clear a voice, so that what it proves is that a sentence is
# not mistaken for another. It knows no Mandarin: that is held by its phonemes (e2e/voice.sh).
. tests/lib.sh

MODEL=/usr/share/pocketsphinx/model/en-us
LOUDEST=-17 SOFTEST=-24   # RMS, dB of full scale
LATEST=0.1                # s until the first sound
ZH_RATE="0.15 0.45"       # s a character, the silence at the end left out
EN_RATE="0.15 0.65"       # s a word

"$B/tests/voice" "$work" >"$work/said" || { echo "Bail out! nothing is said"; exit 1; }
ok "there is much to listen to" test "$(wc -l <"$work/said")" -ge 190

# name, characters or words, seconds, s until the first sound, RMS dB, peak dB, flat factor: a line a sentence
while IFS=$'\t' read -r name language said; do
    units=${#said}
    [ "$language" = zh ] || units=$(wc -w <<<"$said")
    sox "$work/$name.wav" -n stats 2>"$work/stats"
    late=$(sox "$work/$name.wav" -t raw - silence 1 1 1% 2>/dev/null | wc -c)
    printf '%s\t%s\t%s\n' "$name" "$units" "$(awk -v after="$late" '
        /^RMS lev dB/ { rms = $4 } /^Pk lev dB/ { peak = $4 } /^Flat factor/ { flat = $3 }
        /^Length s/ { s = $3 } END { print s "\t" s - after / 44100 "\t" rms "\t" peak "\t" flat }' "$work/stats")"
done <"$work/said" >"$work/measured"
none() { # an awk condition: names what it is true of, and fails
    awk -F'\t' "$1"' { print $1 ": " $3 " s, first sound " $4 " s, RMS " $5 " dB, peak " $6 " dB"; n++ } END { exit n > 0 }' "$work/measured"
}
pace() { # language, least and most seconds a character or word
    none "\$1 ~ /\\.$1\$/ && ((\$3 - 0.4) / \$2 < $2 || (\$3 - 0.4) / \$2 > $3)"
}
ok "none begins late" none "\$4 > $LATEST"
ok "none is cut at full scale" none '$7 > 0'
ok "none is too loud or too soft beside the others" none "\$5 > $LOUDEST || \$5 < $SOFTEST"

# shellcheck disable=SC2086
ok "none is hurried or drawn out in Mandarin" pace zh $ZH_RATE
# shellcheck disable=SC2086
ok "nor in English" pace en $EN_RATE

# The words as the recogniser's dictionary writes them.
words() {
    tr 'A-Z-' 'a-z ' | sed "s/110/one one zero/g; s/119/one one nine/g; s/120/one two zero/g; s/12/twelve/g; s/8/eight/g
        s/[^a-z' ]/ /g; s/ '/ /g; s/' / /g; s/  */ /g; s/^ //; s/ \$//"
}
awk -F'\t' '$2 == "en" { print $1 }' "$work/said" >"$work/names"
awk -F'\t' '$2 == "en" { print $3 }' "$work/said" | words >"$work/words"
ok "the recogniser knows every word" test -z "$(tr ' ' '\n' <"$work/words" | sort -u | comm -23 - \
    <(cut -d' ' -f1 $MODEL/cmudict-en-us.dict | sed 's/([0-9]*)$//' | sort -u))"
{ echo '#JSGF V1.0;'; echo 'grammar said;'; echo "public <sentence> = $(sort -u "$work/words" | paste -sd'|');"; } >"$work/said.gram"
understand() { # suffix: what is understood of NAME.SUFFIX, a line a sentence
    pocketsphinx_batch -hmm $MODEL/en-us -dict $MODEL/cmudict-en-us.dict -jsgf "$work/said.gram" \
        -beam 1e-120 -wbeam 1e-100 -pbeam 1e-120 -bestpath no -adcin yes \
        -cepdir "$work" -ctl "$work/names" -cepext ".$1" -hyp "$work/hyp" >"$work/log" 2>&1 &&
        sed 's/ *([^()]*)$//' "$work/hyp"
}
hear() { # suffix, sox's effects: each as the recogniser takes it
    while read -r name; do
        sox -R "$work/$name.wav" -r 16000 -b 16 -c 1 "$work/$name.$1" pad 0.3 0.3 "${@:2}" || return 1
    done <"$work/names"
}
hear raw
understand raw >"$work/understood"
ok "each is understood, and none for another" diff "$work/words" "$work/understood"
hear hurried.raw tempo 2.6
understand hurried.raw >"$work/hurried"
ok "which could fail: hurried, many are not" test "$(diff "$work/words" "$work/hurried" | grep -c '^<')" -ge 20
finish
