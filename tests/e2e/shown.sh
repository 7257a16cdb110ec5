#!/bin/bash
# The pictures that people look at: the list can be played, and what a screen says where something is
# missing is compared as a draw list. `REBASELINE=1 make test` renews it.
. tests/lib.sh

pictures() { OUT=$work/pictures bash tests/screenshots.sh home-many notice-revoked me-long-name; }
ok "screens of the list are taken" pictures
taken() { find "$work/pictures" -name "$1" -size +10k | wc -l; }
ok "in both languages and three sizes" test "$(taken 'home-many-*.png')" -ge 6
ok "with a page to look at them" grep -q 'me-long-name-zh-800x1280.png' "$work/pictures/index.html"
names=$(sed -n 's/^\([a-z][^ ]*\) |.*/\1/p' tests/screens.list)
ok "no name stands twice in the list" test "$(sort <<<"$names" | uniq -d | wc -l)" = 0

make_township
show() { # name, database, steps: the screen as a draw list
    # Where the steps set the clock it is the boot's first: nothing has vouched for a time before.
    { [[ $3 == clock* ]] || printf 'clock 2026-11-24 16:40\nwait 100\n'
      printf '%b\nlist %s\n' "$3" "$work/1280x800-$1.txt"; } >"$work/flow"
    "$B/zhaoxi-kiosk" --db "$2" --source none --window 1280x800 --script "$work/flow" 2>/dev/null &&
        { [ -z "${REBASELINE:-}" ] || cp "$work/1280x800-$1.txt" tests/golden; } &&
        diff -u "tests/golden/1280x800-$1.txt" "$work/1280x800-$1.txt"
}
echo "no database" >"$work/none.db"
ok "no database: a teacher is needed, and why" show no-database "$work/none.db" ""
ok "a clock that nobody vouches for is said" show wrong-clock "$db" "clock 2031-01-01 03:10 wrong"
ok "a day without classes has a kind word" show empty-day "$db" "clock 2026-11-22 10:00\nwait 100"
sqlite3 "$db" "UPDATE child SET name = '阿苏日木果尔曲子莫五牛' WHERE no = 'QS-001'"
ok "a name of eleven characters takes two lines" show long-name "$db" "scan $(card QS-001)"
sqlite3 "$db" "DELETE FROM setting WHERE key = 'home'"
ok "no Home: a teacher is needed, and why" show no-home "$db" ""
finish
