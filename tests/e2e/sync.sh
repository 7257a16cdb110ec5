#!/bin/bash
# The way to the office and back: pairing, upload, what goes wrong on the way, a stick, the page of the
# machine. The hub is the real one, on loopback.
. tests/lib.sh

make_township
zx_at=
hub_db=$work/hub/hub.db

start_hub() { # folder, port: the port it got into $port
    local waited=0
    mkdir -p "$1"
    : >"$1.log"
    "$B/zhaoxi-hub" --data "$1" --listen 127.0.0.1 --port "$2" --name 青石乡 >>"$1.log" 2>&1 &
    hub=$!
    processes+=("$hub")
    until grep -q 'port [0-9]' "$1.log" || [ $waited -gt 200 ]; do
        sleep 0.1
        waited=$((waited + 1))
    done
    port=$(sed -n 's/.*port \([0-9]*\)$/\1/p' "$1.log")
}
stop_hub() {
    kill "$hub" && wait "$hub" 2>/dev/null
}
code() { "$B/tests/office" code "${1:-$hub_db}" QS "https://127.0.0.1:$port"; }
upto() { events "SELECT upto FROM outbox"; }
held() { sqlite3 "$hub_db" "SELECT count(*) FROM event"; }
said() { # words, command...: it is refused, with these words
    local words=$1
    shift
    ! "$@" 2>"$work/said" && grep -q "$words" "$work/said" || { cat "$work/said" >&2; false; }
}
# A card a line through the real kiosk, on a day and from an hour on.
scan_at() { # day, hour, numbers...
    local day=$1 hour=$2 minute=10 no
    shift 2
    for no; do
        printf 'clock %s %s:%s\nscan %s\nwait 300\n' "$day" "$hour" "$minute" "$(card "$no")"
        minute=$((minute + 1))
    done >"$work/scans"
    "$B/zhaoxi-kiosk" --db "$db" --source none --window 1280x800 --script "$work/scans"
}

ok "cards are read with no office far and wide" scan_at 2026-11-24 16 QS-001 QS-002 QS-003
ok "with no office paired an upload says what to do" said "set-up code" zx sync
ok "the timer's run says nothing then" zx sync --due

start_hub "$work/hub" 0
first=$(code)
ok "another text is no set-up code" said "begins with ZXP1" zx pair "${first%??}ZZ"
ok "the kiosk is paired by the code" zx pair "$first"
ok "a code is good once" said "good once" zx pair "$first"
ok "it is paired still" test "$(zx pair --json | jq -r .paired)" = true

total=$(events "SELECT count(*) FROM event")
ok "all goes up" zx sync
ok "the mark is the last event's" test "$(upto)" = "$total"
ok "the hub holds each once" test "$(held)" = "$total"
ok "again there is nothing to send" test "$(zx sync --json | jq .sent)" = 0
ok "and the hub holds each once still" test "$(held)" = "$total"
ok "every edit of the roster went with it" test "$(events "SELECT count(*) FROM change WHERE held = 0")" = 0

# The hub makes its roster of what came; from then on there is nothing new in it.
settles() {
    local tries=0
    until [ "$(zx sync --json | jq -r .roster)" = same ] || [ $tries -gt 50 ]; do
        sleep 0.2
        tries=$((tries + 1))
    done
    [ $tries -le 50 ]
}
ok "the roster comes down, and is not fetched again" settles
ok "it is the one that was here" test "$(zx list children --json | jq length)" = "$(($(wc -l <assets/demo/children.csv) - 1))"

# ---- what goes wrong ----

scan_at 2026-11-25 16 QS-004 QS-005
before=$(upto)
stop_hub
ok "a hub that is off is told in plain words" said "can't be reached" zx sync
ok "the mark stays" test "$(upto)" = "$before"
tried=$(events "SELECT tried_at FROM outbox")
ok "the timer's run waits its turn" zx sync --due
ok "and asked nobody" test "$(events "SELECT tried_at FROM outbox")" = "$tried"

# Something that says 200 to all: success is the hub's receipt, not a status.
cat >"$work/yes.py" <<'PY'
import http.server, ssl, sys
class Yes(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Length", "16")
        self.end_headers()
        self.wfile.write(b'{"upto": 999999}')
    do_GET = do_POST
    def log_message(self, *words): pass
server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Yes)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[2], sys.argv[3])
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
PY
python3 "$work/yes.py" "$port" "$work/hub/cert.pem" "$work/hub/key.pem" &
yes=$!
processes+=($yes)
until curl -ks -o "$work/yes" "https://127.0.0.1:$port/"; do sleep 0.1; done
ok "a 200 that the hub did not sign is no receipt" said "not the office's" zx sync
ok "the mark stays where it was" test "$(upto)" = "$before"
kill $yes && wait $yes 2>/dev/null

# Another machine at the same address: what is sent is children's data.
start_hub "$work/other" "$port"
ok "another certificate gets nothing" said "not the office" zx sync
ok "no event reached it" test "$(sqlite3 "$work/other/hub.db" 'SELECT count(*) FROM event')" = 0
stop_hub

start_hub "$work/hub" "$port"
ok "the hub is back: now means now" zx sync
ok "nothing was lost, nothing counts twice" test "$(held)" = "$(events "SELECT count(*) FROM event")"
ok "the timer's run goes again too" zx sync --due

# A network that hangs: an upload waits for it, a card does not.
scan_at 2026-11-26 16 QS-006
kill -STOP "$hub"
zx sync >/dev/null 2>&1 &
sync=$!
sleep 1
ok "a card is answered while an upload hangs" scan_at 2026-11-26 17 QS-007
ok "its event is on the disk" test "$(events "SELECT count(*) FROM event WHERE kind = 'check_in' AND child_id = (SELECT id FROM child WHERE no = 'QS-007')")" = 1
ok "a second upload does not begin" said "under way" zx sync
kill -CONT "$hub"
ok "the first one ends well" wait $sync
zx sync >/dev/null

# ---- keys ----

ok "the kiosk's key is exchanged" zx pair --new-key
scan_at 2026-11-27 16 QS-008
ok "the new one holds" zx sync
cp "$db" "$work/kept.db"
zx pair --new-key >/dev/null
sqlite3 "$db" "UPDATE hub SET next_secret = secret, secret = (SELECT x.secret FROM old.hub AS x)" 2>/dev/null ||
    sqlite3 "$db" "ATTACH '$work/kept.db' AS old; UPDATE main.hub SET next_secret = secret, secret = (SELECT secret FROM old.hub)"
scan_at 2026-11-27 17 QS-009
ok "an answer that was lost on the way locks nobody out" zx sync
ok "and the new key holds alone" test "$(events "SELECT next_secret IS NULL FROM hub")" = 1

# ---- what the hub refuses ----

sqlite3 "$db" "DROP TRIGGER event_is_never_changed; UPDATE event SET payload = '{\"changed\":1}' WHERE seq = 5; UPDATE outbox SET upto = 0"
ok "an event that was changed afterwards stops nothing" zx sync
ok "it is put aside with its reason, on this side" test "$(zx sync --refused --json | jq -r '.[0].no')" = 5
ok "and on the other" test "$(sqlite3 "$hub_db" 'SELECT count(*) FROM quarantine')" -ge 1
ok "and is here still" test "$(events "SELECT count(*) FROM event WHERE seq = 5")" = 1

# ---- a stick ----

export ZHAOXI_MEDIA=$work/sticks
mkdir -p "$ZHAOXI_MEDIA/USB"
scan_at 2026-11-28 16 QS-010 QS-011
before=$(upto)
ok "what waits goes onto the stick" zx bundle write --to-stick
file=$(echo "$ZHAOXI_MEDIA"/USB/*.zxu)
ok "for its owner alone" test "$(stat -c %a "$file")" = 600
ok "a lost stick tells no number" bash -c "! grep -qa 'QS-0' '$file'"
ok "the mark stays until the receipt" test "$(upto)" = "$before"
receipt=$("$B/tests/office" take "$hub_db" "$file" "$ZHAOXI_MEDIA/USB/back.zxd")
ok "the office holds what was on it" test "$(held)" = "$(events "SELECT count(*) FROM event")"
slip=$(tr '0-8' '1-9' <<<"$receipt")
ok "twelve characters with a slip are refused" said "twelve characters" zx receipt "$slip"
ok "typed rightly they are the receipt" zx receipt "${receipt:0:4} ${receipt:4:4}-${receipt:8}"
ok "and move the mark" test "$(upto)" = "$(events "SELECT max(seq) FROM event")"
ok "the file says the same" zx bundle read --from-stick
ok "an event that came both ways counts once" bash -c "'$B/zhaoxi' --lang en --db '$db' sync && test '$(held)' = '$(events "SELECT count(*) FROM event")'"
head -c 200 "$ZHAOXI_MEDIA/USB/back.zxd" >"$work/cut.zxd"
ok "a file that was cut short is refused" said "damaged" zx bundle read "$work/cut.zxd"

# ---- a kiosk restored from an old backup ----

cp "$db" "$work/old.db"
scan_at 2026-11-29 16 QS-012 QS-013
zx sync >/dev/null
cp "$work/old.db" "$db"
rm -f "$db"-wal "$db"-shm
scan_at 2026-11-30 16 QS-014
ok "a log that parts from what the office holds goes up all the same" zx sync
ok "staff is told" bash -c "'$B/zhaoxi' --lang en --db '$db' sync | grep -q 'another disk'"
ok "both branches are kept" test "$(held)" -gt "$(events "SELECT count(*) FROM event")"

# ---- the end ----

"$B/tests/office" revoke "$hub_db"
ok "a kiosk that was revoked is told so" said "ended the pairing" zx sync
ok "the pairing is forgotten" zx pair --forget
ok "and nothing that was recorded" test "$(events "SELECT count(*) FROM event WHERE kind = 'check_in'")" -ge 10

# ---- the page of the machine ----

flow() { # size
    cat <<FLOW
clock 2026-12-01 16:40
camera missing
sign-in QS-S001
wait 400
touch icons/kiosk
wait 400
touch 乡里
wait 400
list $work/$1-office-unpaired.txt
scan $(code)
worked
wait 400
list $work/$1-office-paired.txt
touch 现在上传
worked
wait 400
list $work/$1-office-sent.txt
touch 输入回执
wait 400
list $work/$1-office-typing.txt
touch 7
wait 200
touch icons/check
worked
wait 400
list $work/$1-office-wrong.txt
touch 状态
wait 400
list $work/$1-office-state.txt
FLOW
}
cp "$db" "$work/page.db"
for size in 1280x800 800x1280; do
    cp "$work/page.db" "$db"
    rm -f "$db"-wal "$db"-shm
    flow $size >"$work/flow"
    ok "the page plays at $size" "$B/zhaoxi-kiosk" --db "$db" --source none --window $size --script "$work/flow"
    # Those without the time of a real upload.
    kept "$work/$size"-office-{unpaired,typing}.txt
done
ok "the page says how to pair" grep -q 配对码 "$work/1280x800-office-unpaired.txt"
ok "a code that is read on it pairs" grep -q 已与青石乡配对 "$work/1280x800-office-paired.txt"
ok "upload now says up to where the office holds the log" grep -q "乡里已收到第[0-9,]*条" "$work/1280x800-office-sent.txt"
ok "wrong characters are refused kindly" grep -q 十二个字符不是 "$work/1280x800-office-wrong.txt"
ok "the state page says it too" grep -q "乡里已收到第" "$work/1280x800-office-state.txt"
ok "the database is whole" test "$(zx doctor --json | jq -r .file)" = ok
finish
