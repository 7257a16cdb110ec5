-- 0001: Homes, people, cards, the timetable, the event log and its roll-up by day.

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- Reference data. version counts the edits of a row. Days are numbers like 20261124, 0 for none.

CREATE TABLE home (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    village TEXT NOT NULL,
    closes_min INTEGER NOT NULL CHECK (closes_min BETWEEN 0 AND 1440),
    utc_offset_min INTEGER NOT NULL CHECK (utc_offset_min BETWEEN -840 AND 840),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    no TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('manager', 'social_worker', 'tutor', 'volunteer')),
    phone TEXT NOT NULL,
    home_id INTEGER NOT NULL REFERENCES home (id),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX staff_by_home ON staff (home_id, no);

CREATE TABLE child (
    id INTEGER PRIMARY KEY,
    no TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    pinyin TEXT NOT NULL,
    home_id INTEGER NOT NULL REFERENCES home (id),
    born_day INTEGER NOT NULL,
    sex TEXT NOT NULL CHECK (sex IN ('', 'f', 'm')),
    school TEXT NOT NULL,
    grade TEXT NOT NULL,
    animal TEXT NOT NULL,
    joined_day INTEGER NOT NULL,
    left_day INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX child_by_home ON child (home_id, pinyin);

CREATE TABLE guardian (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (name, phone)
) STRICT;

-- A guardian is a dated link: an entrusted neighbour may be one for a term.
CREATE TABLE child_guardian (
    child_id INTEGER NOT NULL REFERENCES child (id),
    guardian_id INTEGER NOT NULL REFERENCES guardian (id),
    since_day INTEGER NOT NULL,
    until_day INTEGER NOT NULL,
    relation TEXT NOT NULL,
    agreement_day INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (child_id, guardian_id, since_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE pairing (
    child_id INTEGER NOT NULL REFERENCES child (id),
    since_day INTEGER NOT NULL,
    until_day INTEGER NOT NULL, -- the first day on which it no longer holds, 0 for open end
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (child_id, since_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE card (
    id BLOB PRIMARY KEY CHECK (length(id) = 10),
    kind INTEGER NOT NULL CHECK (kind IN (1, 2, 3)),
    holder_id INTEGER NOT NULL,
    issued_at INTEGER NOT NULL,
    revoked_at INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
-- A person has one card that works.
CREATE UNIQUE INDEX card_working ON card (kind, holder_id) WHERE revoked_at = 0;

CREATE TABLE period (
    id INTEGER PRIMARY KEY,
    home_id INTEGER NOT NULL REFERENCES home (id),
    kind TEXT NOT NULL CHECK (kind IN ('term', 'summer', 'winter')),
    name TEXT NOT NULL,
    from_day INTEGER NOT NULL,
    until_day INTEGER NOT NULL CHECK (until_day >= from_day),
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (home_id, name)
) STRICT;

CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    home_id INTEGER NOT NULL REFERENCES home (id),
    period_id INTEGER REFERENCES period (id),
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    starts_min INTEGER NOT NULL,
    ends_min INTEGER NOT NULL CHECK (ends_min > starts_min),
    subject TEXT NOT NULL,
    title TEXT NOT NULL,
    room TEXT NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    age_from INTEGER NOT NULL,
    age_to INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
-- NULLs are all different to a UNIQUE constraint, so 'no period' takes part as 0.
CREATE UNIQUE INDEX session_slot
    ON session (home_id, weekday, coalesce(period_id, 0), starts_min, room);

-- Facts. Rows are appended and never change; seq is their order.

CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    home_id INTEGER NOT NULL REFERENCES home (id),
    child_id INTEGER REFERENCES child (id),
    card BLOB, -- the card that was scanned; NULL where none was
    cause BLOB, -- id of the event that this one follows from
    at_utc_ms INTEGER NOT NULL,
    boot_id BLOB NOT NULL,
    mono_ms INTEGER NOT NULL,
    clock_trusted INTEGER NOT NULL,
    payload TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(payload))
) STRICT;
CREATE INDEX event_by_child ON event (child_id, seq) WHERE child_id IS NOT NULL;
CREATE INDEX event_by_card ON event (card, seq) WHERE card IS NOT NULL;
CREATE INDEX event_by_cause ON event (cause) WHERE cause IS NOT NULL;
CREATE INDEX event_untrusted ON event (boot_id, seq) WHERE clock_trusted = 0;
CREATE INDEX event_pending ON event (seq) WHERE kind = 'card_pending';
CREATE INDEX event_trusted ON event (seq) WHERE clock_trusted = 1;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
    SELECT RAISE (ABORT, 'an event is never changed');
END;
CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
BEGIN
    SELECT RAISE (ABORT, 'an event is never removed');
END;

-- Last line of defence against counting twice: the program asks before it writes; should it ever
-- fail to, the same card is refused within ten seconds of the same boot.
CREATE TRIGGER event_one_scan_in_ten_seconds BEFORE INSERT ON event
WHEN NEW.card IS NOT NULL
BEGIN
    SELECT RAISE (ABORT, 'the same card within ten seconds')
    FROM event AS e
    WHERE e.card = NEW.card AND e.boot_id = NEW.boot_id
        AND e.mono_ms BETWEEN NEW.mono_ms - 9999 AND NEW.mono_ms
        AND e.seq = (SELECT max(seq) FROM event WHERE card = NEW.card);
END;

-- What the wall clock would have shown at the start of each boot, once that was known.
CREATE TABLE boot (
    boot_id BLOB PRIMARY KEY,
    base_utc_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The roll-up: made from the events, the day first in its key because summaries ask by day.
CREATE TABLE attendance_day (
    day INTEGER NOT NULL,
    home_id INTEGER NOT NULL,
    child_id INTEGER NOT NULL,
    sessions INTEGER NOT NULL,
    first_in_ms INTEGER NOT NULL,
    last_out_ms INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    open_ms INTEGER NOT NULL,
    assumed INTEGER NOT NULL,
    PRIMARY KEY (day, home_id, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_day_open ON attendance_day (day) WHERE open_ms > 0;
