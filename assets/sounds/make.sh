#!/bin/sh
# Makes the sounds anew, with sox: plucked strings, soft sines and knocks, hardly over a second.
# What is well rises or is warm; what needs a teacher is low and slow; nothing scolds.
set -eu
cd "$(dirname "$0")"
out="-r 22050 -b 16 -c 1"
note() { # name, length, step, then the notes, each a step later than the one before
    name=$1 length=$2 step=$3 tones="" delays="" at=0
    shift 3
    for tone; do
        tones="$tones pluck $tone"
        delays="$delays $at"
        at=$(awk "BEGIN { print $at + $step }")
    done
    # shellcheck disable=SC2086
    sox -R -n $out "$name.wav" synth "$length" $tones delay $delays remix - \
        fade 0.005 "$length" 0.25 norm -6
}
note welcome 0.9 0.11 C5 E5 G5 C6
note goodbye 0.9 0.11 C6 G5 E5 C5
note birthday 1.3 0.17 G4 G4 A4 G4 C5 B4
note come_in 0.8 0.2 G4 D5
note guardian 0.9 0.03 C4 E4 G4 C5
note staff 0.6 0.11 G4 C5
note revoked 0.8 0.28 A3 A3
note wrong 0.6 0.16 G4 E4
note star 0.7 0.06 E6 G6 C7 E7
# Slow and full, so that a teacher in the room looks up.
slow() { echo "|sox -V1 -R -n $out -t wav - synth 0.26 sine $1 sine $2 remix - fade h 0.02 0.26 0.06"; }
# shellcheck disable=SC2086
sox -R "$(slow E4 E3)" "$(slow C4 C3)" "$(slow E4 E3)" $out not_recorded.wav norm -6
# A voice that asks: hm?
# shellcheck disable=SC2086
sox -R -n $out unknown.wav synth 0.4 sine 420-700 fade h 0.05 0.4 0.15 norm -8
# A wobble that goes down, as if the card were dizzy.
# shellcheck disable=SC2086
sox -R -n $out damaged.wav synth 0.6 sine 660-440 tremolo 14 80 fade h 0.02 0.6 0.2 norm -8
# Somebody knocks at another door.
# shellcheck disable=SC2086
sox -R -n $out foreign.wav synth 0.09 pluck G2 fade 0.002 0.09 0.06 pad 0 0.1 repeat 2 lowpass 900 \
    norm -5
# shellcheck disable=SC2086
sox -R -n $out tap.wav synth 0.06 sine 880 fade 0.002 0.06 0.05 norm -12
