-- store.sql: every statement of the store, by name, for both engines; and its tables. Written in what
-- SQLite, PostgreSQL, Citus, YugabyteDB and CockroachDB have in common: no sequence, no trigger, no
-- advisory lock. Keys begin with the Home. Parameters come in the order of their numbers. SQLite
-- takes its lock when a transaction begins and leaves out FOR UPDATE.

-- name: tables
CREATE TABLE IF NOT EXISTS setting (
    key text PRIMARY KEY,
    value bytea NOT NULL
);
CREATE TABLE IF NOT EXISTS home (
    code text PRIMARY KEY,
    region text NOT NULL,
    name text NOT NULL
);
CREATE TABLE IF NOT EXISTS kiosk (
    id bytea PRIMARY KEY,
    home text NOT NULL,
    name text NOT NULL,
    key bytea NOT NULL,
    old_key bytea NOT NULL,
    paired_ms bigint NOT NULL,
    revoked_ms bigint NOT NULL,
    why text NOT NULL
);
CREATE TABLE IF NOT EXISTS kiosk_key (
    kiosk bytea NOT NULL,
    since_ms bigint NOT NULL,
    key bytea NOT NULL,
    PRIMARY KEY (kiosk, since_ms, key)
);
CREATE TABLE IF NOT EXISTS kiosk_seen (
    home text NOT NULL,
    kiosk bytea NOT NULL,
    seen_ms bigint NOT NULL,
    clock_error_ms bigint NOT NULL,
    backlog bigint NOT NULL,
    version text NOT NULL,
    boots bytea NOT NULL,
    PRIMARY KEY (home, kiosk)
);
CREATE TABLE IF NOT EXISTS home_log (
    home text PRIMARY KEY,
    pos bigint NOT NULL,
    month bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS branch (
    home text NOT NULL,
    kiosk bytea NOT NULL,
    branch bigint NOT NULL,
    parent bigint NOT NULL,
    begins bigint NOT NULL,
    upto bigint NOT NULL,
    upto_id bytea NOT NULL,
    begun_ms bigint NOT NULL,
    PRIMARY KEY (home, kiosk, branch)
);
CREATE TABLE IF NOT EXISTS batch (
    home text NOT NULL,
    pos bigint NOT NULL,
    last_pos bigint NOT NULL,
    month bigint NOT NULL,
    kiosk bytea NOT NULL,
    branch bigint NOT NULL,
    first_seq bigint NOT NULL,
    last_seq bigint NOT NULL,
    arrived_ms bigint NOT NULL,
    boots bytea NOT NULL,
    refs text NOT NULL,
    PRIMARY KEY (home, pos)
);
CREATE INDEX IF NOT EXISTS batch_of_kiosk ON batch (home, kiosk, branch, last_seq);
CREATE TABLE IF NOT EXISTS change (
    home text NOT NULL,
    pos bigint NOT NULL,
    id text NOT NULL,
    body text NOT NULL,
    author text NOT NULL,
    made_ms bigint NOT NULL,
    PRIMARY KEY (home, pos)
);
CREATE UNIQUE INDEX IF NOT EXISTS change_once ON change (home, id);
CREATE TABLE IF NOT EXISTS alert (
    home text NOT NULL,
    kind text NOT NULL,
    kiosk bytea NOT NULL,
    seq bigint NOT NULL,
    id bigint NOT NULL,
    detail text NOT NULL,
    raised_ms bigint NOT NULL,
    done_ms bigint NOT NULL,
    done_by text NOT NULL,
    PRIMARY KEY (home, kind, kiosk, seq, done_ms)
);
CREATE TABLE IF NOT EXISTS quarantine (
    home text NOT NULL,
    kiosk bytea NOT NULL,
    seq bigint NOT NULL,
    digest bytea NOT NULL,
    id bigint NOT NULL,
    reason text NOT NULL,
    raw bytea NOT NULL,
    arrived_ms bigint NOT NULL,
    PRIMARY KEY (home, kiosk, seq, digest)
);
CREATE TABLE IF NOT EXISTS account (
    name text PRIMARY KEY,
    shown text NOT NULL,
    role text NOT NULL,
    region text NOT NULL,
    home text NOT NULL,
    password text NOT NULL,
    made_ms bigint NOT NULL,
    ended_ms bigint NOT NULL,
    failures bigint NOT NULL,
    failed_ms bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS session (
    token bytea PRIMARY KEY,
    account text NOT NULL,
    until_ms bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS session_of_account ON session (account);
CREATE TABLE IF NOT EXISTS pairing (
    id bytea PRIMARY KEY,
    secret bytea NOT NULL,
    home text NOT NULL,
    name text NOT NULL,
    made_by text NOT NULL,
    until_ms bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS audit (
    at_ms bigint NOT NULL,
    id bigint NOT NULL,
    account text NOT NULL,
    home text NOT NULL,
    what text NOT NULL,
    detail text NOT NULL,
    address text NOT NULL,
    PRIMARY KEY (at_ms, id)
);

-- name: tables_event
CREATE TABLE IF NOT EXISTS event (
    home text NOT NULL,
    pos bigint NOT NULL,
    month bigint NOT NULL,
    id bytea NOT NULL,
    kind text NOT NULL,
    home_id bigint NOT NULL,
    child_id bigint,
    staff_id bigint,
    card bytea,
    cause bytea,
    at_utc_ms bigint NOT NULL,
    boot_id bytea NOT NULL,
    mono_ms bigint NOT NULL,
    trusted bigint NOT NULL,
    payload text NOT NULL,
    PRIMARY KEY (home, pos, month)
)

-- name: setting_get
SELECT value FROM setting WHERE key = $1

-- name: setting_agree
INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING

-- name: setting_set
INSERT INTO setting (key, value) VALUES ($1, $2)
ON CONFLICT (key) DO UPDATE SET value = excluded.value

-- name: home_put
INSERT INTO home (code, region, name) VALUES ($1, $2, $3)
ON CONFLICT (code) DO UPDATE SET region = excluded.region, name = excluded.name

-- name: home_add
INSERT INTO home (code, region, name) VALUES ($1, '', '') ON CONFLICT (code) DO NOTHING

-- name: home_log_add
INSERT INTO home_log (home, pos, month) VALUES ($1, 0, 0) ON CONFLICT (home) DO NOTHING

-- name: home_get
SELECT h.code, h.region, h.name, coalesce(l.pos, 0) AS pos
FROM home AS h LEFT JOIN home_log AS l ON l.home = h.code WHERE h.code = $1

-- name: home_each
SELECT h.code, h.region, h.name, coalesce(l.pos, 0) AS pos
FROM home AS h LEFT JOIN home_log AS l ON l.home = h.code
WHERE substr(h.region, 1, length($1)) = $1 ORDER BY h.code

-- name: home_lock
SELECT pos, month FROM home_log WHERE home = $1 FOR UPDATE

-- name: home_advance
UPDATE home_log SET pos = $2, month = $3 WHERE home = $1

-- name: home_pos
SELECT pos FROM home_log WHERE home = $1

-- name: kiosk_add
INSERT INTO kiosk (id, home, name, key, old_key, paired_ms, revoked_ms, why)
VALUES ($1, $2, $3, $4, $5, $6, 0, '') ON CONFLICT (id) DO NOTHING

-- name: kiosk_key_add
INSERT INTO kiosk_key (kiosk, since_ms, key) VALUES ($1, $2, $3)
ON CONFLICT (kiosk, since_ms, key) DO NOTHING

-- name: kiosk_get
SELECT k.*, coalesce(s.seen_ms, 0) AS seen_ms, coalesce(s.clock_error_ms, 0) AS clock_error_ms,
    coalesce(s.backlog, 0) AS backlog, coalesce(s.version, '') AS version,
    coalesce(b.branch, 0) AS branch, coalesce(b.upto, 0) AS upto
FROM kiosk AS k LEFT JOIN kiosk_seen AS s ON s.home = k.home AND s.kiosk = k.id
    LEFT JOIN branch AS b ON b.home = k.home AND b.kiosk = k.id AND b.branch = (
        SELECT max(n.branch) FROM branch AS n WHERE n.home = k.home AND n.kiosk = k.id)
WHERE k.id = $1

-- name: kiosk_each
SELECT k.*, coalesce(s.seen_ms, 0) AS seen_ms, coalesce(s.clock_error_ms, 0) AS clock_error_ms,
    coalesce(s.backlog, 0) AS backlog, coalesce(s.version, '') AS version,
    coalesce(b.branch, 0) AS branch, coalesce(b.upto, 0) AS upto
FROM kiosk AS k JOIN home AS h ON h.code = k.home
    LEFT JOIN kiosk_seen AS s ON s.home = k.home AND s.kiosk = k.id
    LEFT JOIN branch AS b ON b.home = k.home AND b.kiosk = k.id AND b.branch = (
        SELECT max(n.branch) FROM branch AS n WHERE n.home = k.home AND n.kiosk = k.id)
WHERE substr(h.region, 1, length($1)) = $1 ORDER BY k.home, k.paired_ms, k.id

-- name: kiosk_revoke
UPDATE kiosk SET revoked_ms = $2, why = $3 WHERE id = $1 AND revoked_ms = 0

-- name: kiosk_rekey
UPDATE kiosk SET old_key = key, key = $2 WHERE id = $1 AND revoked_ms = 0 AND key <> $2

-- name: kiosk_again
UPDATE kiosk SET old_key = CASE WHEN revoked_ms = 0 THEN key ELSE '' END, key = $2, name = $3,
    revoked_ms = 0, why = '' WHERE id = $1

-- name: kiosk_seen
INSERT INTO kiosk_seen (home, kiosk, seen_ms, clock_error_ms, backlog, version, boots)
VALUES ($1, $2, $3, $4, $5, $6, '')
ON CONFLICT (home, kiosk) DO UPDATE SET seen_ms = excluded.seen_ms,
    clock_error_ms = excluded.clock_error_ms, backlog = excluded.backlog,
    version = excluded.version
RETURNING boots

-- name: kiosk_boots_set
UPDATE kiosk_seen SET boots = $3 WHERE home = $1 AND kiosk = $2

-- name: branch_each
SELECT branch, parent, begins, upto, upto_id FROM branch WHERE home = $1 AND kiosk = $2 ORDER BY branch

-- name: branch_add
INSERT INTO branch (home, kiosk, branch, parent, begins, upto, upto_id, begun_ms)
VALUES ($1, $2, $3, $4, $5, $6, '', $7)

-- name: branch_advance
UPDATE branch SET upto = $4, upto_id = $5 WHERE home = $1 AND kiosk = $2 AND branch = $3

-- name: batch_add
INSERT INTO batch (home, pos, last_pos, month, kiosk, branch, first_seq, last_seq, arrived_ms,
    boots, refs) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: batch_of
SELECT pos, month, first_seq, last_seq FROM batch
WHERE home = $1 AND kiosk = $2 AND branch = $3 AND last_seq >= $4 AND first_seq <= $4
ORDER BY last_seq LIMIT 1

-- name: batch_next
SELECT pos, last_pos, month, kiosk, branch, first_seq, last_seq, arrived_ms, boots, refs FROM batch
WHERE home = $1 AND pos > $2 ORDER BY pos LIMIT 1

-- name: event_range
SELECT id, kind, home_id, child_id, staff_id, card, cause, at_utc_ms, boot_id, mono_ms, trusted,
    payload
FROM event WHERE home = $1 AND month = $2 AND pos BETWEEN $3 AND $4 ORDER BY pos

-- name: change_add
INSERT INTO change (home, pos, id, body, author, made_ms) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (home, id) DO NOTHING

-- name: change_next
SELECT pos, body, author, made_ms FROM change
WHERE home = $1 AND pos > $2 ORDER BY pos LIMIT 1

-- name: alert_add
INSERT INTO alert (home, kind, kiosk, seq, id, detail, raised_ms, done_ms, done_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, '')
ON CONFLICT (home, kind, kiosk, seq, done_ms) DO NOTHING

-- name: alert_each
SELECT a.* FROM alert AS a LEFT JOIN home AS h ON h.code = a.home
WHERE substr(coalesce(h.region, ''), 1, length($1)) = $1 AND ($2 = 0 OR a.done_ms = 0)
ORDER BY a.done_ms, a.raised_ms DESC, a.id LIMIT 1000

-- name: alert_done
UPDATE alert SET done_ms = $2, done_by = $3 WHERE id = $1 AND done_ms = 0

-- name: quarantine_add
INSERT INTO quarantine (home, kiosk, seq, digest, id, reason, raw, arrived_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (home, kiosk, seq, digest) DO NOTHING

-- name: quarantine_count
SELECT count(*) AS n FROM quarantine WHERE home = $1 AND kiosk = $2

-- name: quarantine_each
SELECT q.* FROM quarantine AS q LEFT JOIN home AS h ON h.code = q.home
WHERE substr(coalesce(h.region, ''), 1, length($1)) = $1
ORDER BY q.arrived_ms DESC, q.id LIMIT 1000

-- name: account_put
INSERT INTO account (name, shown, role, region, home, password, made_ms, ended_ms, failures,
    failed_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (name) DO UPDATE SET shown = excluded.shown, role = excluded.role,
    region = excluded.region, home = excluded.home, password = excluded.password,
    ended_ms = excluded.ended_ms, failures = excluded.failures, failed_ms = excluded.failed_ms

-- name: account_get
SELECT * FROM account WHERE name = $1

-- name: account_each
SELECT * FROM account ORDER BY name

-- name: session_put
INSERT INTO session (token, account, until_ms) VALUES ($1, $2, $3)
ON CONFLICT (token) DO UPDATE SET until_ms = excluded.until_ms

-- name: session_get
SELECT account, until_ms FROM session WHERE token = $1 AND until_ms > $2

-- name: session_drop
DELETE FROM session WHERE token = $1

-- name: session_drop_all
DELETE FROM session WHERE account = $1

-- name: pairing_put
INSERT INTO pairing (id, secret, home, name, made_by, until_ms) VALUES ($1, $2, $3, $4, $5, $6)

-- name: pairing_take
DELETE FROM pairing WHERE id = $1 AND until_ms > $2
RETURNING secret, home, name, made_by, until_ms

-- name: audit_add
INSERT INTO audit (at_ms, id, account, home, what, detail, address)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: audit_each
SELECT * FROM audit WHERE ($1 = 0 OR at_ms < $1) ORDER BY at_ms DESC, id DESC LIMIT $2
