-- 0031: events of other databases (db/take.h): a hub's view is made from the logs of many kiosks. On a
-- kiosk all of this is empty.

-- A kiosk's log, or a branch of it where that forked.
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    kiosk BLOB NOT NULL CHECK (length(kiosk) = 16),
    branch INTEGER NOT NULL,
    UNIQUE (kiosk, branch)
) STRICT;

-- Whose boot it was. Within a source checks follow each other as they were recorded, between sources
-- by their times.
CREATE TABLE source_boot (
    boot_id BLOB PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (id)
) STRICT, WITHOUT ROWID;

-- Which sources tell of a Home; and the children of whom more than one did: their days are summed
-- from all their checks, not added to.
CREATE TABLE source_home (
    home_id INTEGER NOT NULL REFERENCES home (id),
    source_id INTEGER NOT NULL REFERENCES source (id),
    PRIMARY KEY (home_id, source_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE source_child (
    child_id INTEGER PRIMARY KEY REFERENCES child (id)
) STRICT;

-- Events that name a row which is not here yet, in the order in which they came: raw, and what its
-- numbers stand for (JSON: table -> [[number, known by]]).
CREATE TABLE event_waiting (
    n INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (id),
    id BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    home INTEGER NOT NULL,
    child INTEGER NOT NULL,
    staff INTEGER NOT NULL,
    card BLOB,
    cause BLOB,
    at_utc_ms INTEGER NOT NULL,
    boot_id BLOB NOT NULL,
    mono_ms INTEGER NOT NULL,
    clock_trusted INTEGER NOT NULL,
    payload TEXT NOT NULL,
    refs TEXT NOT NULL
) STRICT;
CREATE INDEX event_waiting_of_child ON event_waiting (source_id, child, n);

-- Rows that are gone at the kiosk, and that nobody can name any more: events go on to name them by a
-- number of their own, below 0.
CREATE TABLE source_row (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id INTEGER NOT NULL REFERENCES source (id),
    tbl TEXT NOT NULL,
    number INTEGER NOT NULL,
    UNIQUE (source_id, tbl, number)
) STRICT;

-- Facts of one event, whatever their day: a clock that is known later moves them.
CREATE INDEX fact_day_of_event ON fact_day (child_id, what, of) WHERE what IN (1, 2);

-- How far each Home's log has been followed, by its name there.
CREATE TABLE followed (
    log TEXT PRIMARY KEY,
    pos INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
