#!/bin/bash
# Photographed codes with their texts, where ../shared/qrset is: each must be read as it is written.
. tests/lib.sh
set=../shared/qrset
if [ ! -d $set ]; then
    echo "1..0 # SKIP no photographs here"
    exit 0
fi
for photo in "$set"/photo-*/*.png; do
    convert "$photo" -colorspace Gray -depth 8 "$work/$(basename "$(dirname "$photo")")-$(basename "$photo" .png).pgm"
done
"$B/zhaoxi-scanner" --print "$work"/*.pgm >"$work/read"
reads() { # the text as printed, line ends as the scanner found them, against the file
    awk -F'\t' -v f="$work/$1.pgm" '$1 == f { print substr($0, index($0, $3)) }' "$work/read" |
        sed 's/\\r//g' >"$work/got"
    sed -z 's/\r//g; s/\\/\\\\/g; s/\t/\\t/g; s/\n$//; s/\n/\\n/g' "$set/${1%-*}/${1##*-}.txt" >"$work/want"
    grep -qxFf <(sed 's/\(\\n\)*$//' "$work/want") <(sed 's/\(\\n\)*$//' "$work/got")
}
for picture in "$work"/*.pgm; do
    name=$(basename "$picture" .pgm)
    ok "$name is read as it is written" reads "$name"
done
finish
