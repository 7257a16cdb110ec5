#!/bin/sh
# Makes the sounds anew, with sox: plucked strings and soft sines, a second at the most.
set -eu
cd "$(dirname "$0")"
out="-r 22050 -b 16 -c 1"
note() { # name, length, then the notes, each a little later than the one before
    name=$1 length=$2 tones="" delays="" at=0
    shift 2
    for tone; do
        tones="$tones pluck $tone"
        delays="$delays $at"
        at=$(awk "BEGIN { print $at + 0.11 }")
    done
    # shellcheck disable=SC2086
    sox -R -n $out "$name.wav" synth "$length" $tones delay $delays remix - \
        fade 0.005 "$length" 0.25 norm -6
}
note welcome 0.9 C5 E5 G5 C6
note goodbye 0.9 C6 G5 E5 C5
note staff 0.6 G4 C5
note unknown 0.7 E5 C5 E5
note oops 0.7 E4 C4
sox -R -n $out tap.wav synth 0.06 sine 880 fade 0.002 0.06 0.05 norm -12
