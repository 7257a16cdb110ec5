-- 0030: the way to the township's hub: who it is, up to where it holds this log by its own word, and
-- what it refused.

-- One row while the kiosk is paired. Its secret key lies beside the card key: whoever has this file
-- has both.
CREATE TABLE hub (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    hub_key BLOB NOT NULL CHECK (length(hub_key) = 32),
    tls TEXT NOT NULL, -- pins of its certificates
    kiosk BLOB NOT NULL CHECK (length(kiosk) = 16),
    secret BLOB NOT NULL CHECK (length(secret) = 64), -- Ed25519; the public key is its second half
    next_secret BLOB CHECK (next_secret IS NULL OR length(next_secret) = 64), -- offered, not yet
                                                                              -- known to be taken
    paired_at INTEGER NOT NULL,
    rekeyed_at INTEGER NOT NULL
) STRICT;

-- One row. The hub's mark only moves by a receipt; the rest tells how the last tries went.
CREATE TABLE outbox (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    upto INTEGER NOT NULL DEFAULT 0,
    receipt_at INTEGER NOT NULL DEFAULT 0, -- UTC ms of the last receipt; 0: none yet
    tried_at INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0, -- in a row
    wait_ms INTEGER NOT NULL DEFAULT 0,  -- from tried_at on
    trouble TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    fork_seq INTEGER NOT NULL DEFAULT 0, -- the log parts from another disk's after this; 0: it doesn't
    clock_error_ms INTEGER NOT NULL DEFAULT 0, -- this clock less the hub's, at the last receipt
    offered_ms INTEGER NOT NULL DEFAULT 0,     -- the hub's time at monotonic 0 of a boot, for staff
    offered_boot BLOB                          -- to confirm: it lies too far from this clock
) STRICT;
INSERT INTO outbox (one) VALUES (1);

-- The base of each boot that the hub knows.
CREATE TABLE outbox_boot (
    boot_id BLOB PRIMARY KEY,
    base_utc_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the hub keeps aside of this log, and why: for a person.
CREATE TABLE quarantine (
    seq INTEGER PRIMARY KEY,
    reason TEXT NOT NULL,
    told_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER quarantine_is_never_removed BEFORE DELETE ON quarantine
BEGIN
    SELECT RAISE (ABORT, 'what was refused is kept');
END;
