#!/bin/bash
# Holds the layers: a rule a line, a pattern that must not be found. README.md says why.
set -u
failed=0
never() { # why, pattern, paths...
    why=$1 pattern=$2
    shift 2
    if git grep -nE "$pattern" -- "$@"; then
        echo "check-layers: $why" >&2
        failed=1
    fi
}
include='^#include [<"]'
never "db knows nothing of the others" "$include(SDL|zbar|kiosk/|scanner/|cli/|hub/|wire/|report/)" 'db/*.[ch]'
never "wire knows nothing of the others but db/base32.h" \
    "$include(SDL|sqlite3|db/([^b]|b[^a]|ba[^s])|scanner/|kiosk/|cli/|hub/|report/)" 'wire/*.[ch]'
never "report uses db alone" "$include(SDL|sqlite3|scanner/|kiosk/|cli/|hub/|wire/)" 'report/*.[ch]'
never "scanner knows nothing of the others" "$include(SDL|sqlite3|db/|kiosk/|cli/|hub/|wire/|report/)" 'scanner/*.[ch]'
never "kiosk knows no SQLite, no ZBar, no network" "$include(sqlite3|zbar|cli/|hub/|wire/|curl)" 'kiosk/*.[ch]'
never "SDL stays in kiosk/sdl_*.c" "${include}SDL" 'kiosk/*.[ch]' ':!kiosk/sdl_*'
never "screens draw from their view alone" \
    "$include(kiosk/(app|sdl_window|scan|script)|scanner/client)" \
    'kiosk/screen*.[ch]' 'kiosk/ui*.[ch]' 'kiosk/draw.[ch]' 'kiosk/rect.[ch]' 'kiosk/nav.[ch]'
never "cli uses db by its headers" "$include(sqlite3|SDL|kiosk/|hub/)" 'cli/*.[ch]'
never "hub uses db by its headers; SQLite and libpq stay in its stores" "$include(sqlite3|libpq|SDL|kiosk/|cli/)" 'hub/*.[ch]' ':!hub/store_*'
never "statements stand in db/queries.sql" 'sqlite3_exec' 'db/*.c' ':!db/db.c' ':!db/migrate.c'
never "db has no clock of its own" '(clock_gettime|[^_]time\(NULL|gettimeofday|"db/clock\.h")' \
    'db/*.c' ':!db/clock.c'
never "a banned function" '(^|[^a-z_])(sprintf|strcpy|strcat|gets|atoi)\(' '*.c' '*.h'
exit $failed
