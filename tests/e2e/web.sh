#!/bin/bash
# The hub's page in Debian's Chromium, driven by tests/web/flows.mjs, on the demo township with three
# months behind it, over TLS.
. tests/lib.sh

make -s build/web/node_modules/.done >&2 || { echo "Bail out! no driver"; exit 1; }
make_township
"$B/tests/demo_days" "$db" 2026-09-07 2026-11-28 || { echo "Bail out! no past"; exit 1; }
mkdir -m 700 "$work/hub"
sqlite3 "$db" "VACUUM INTO '$work/hub/view.db'"
hub() { "$B/zhaoxi-hub" --data "$work/hub" "$@"; }
for account in "lin --shown 林社工" "gao --role viewer" "slow" "county --region 510923"; do
    # shellcheck disable=SC2086
    echo "three words only" | hub account add $account || { echo "Bail out! no account"; exit 1; }
done
port=$((20000 + RANDOM % 20000))
hub --listen 127.0.0.1 --port $port --address "https://127.0.0.1:$port" --name "Qingshi" \
    >"$work/hub.log" 2>&1 &
processes+=($!)
wait_for 20 grep -q port "$work/hub.log" || { echo "Bail out! no hub"; exit 1; }
# Two Homes lie in two counties.
sqlite3 "$work/hub/view.db" "UPDATE home SET region = iif(code = 'BH', '510923101201', '510922101')"
export HUB=https://127.0.0.1:$port WORK=$work KIOSK_DB=$db B WEB_MODULES=$PWD/build/web
node tests/web/flows.mjs
sed 's/^/# /' "$work/hub.log" >&2
