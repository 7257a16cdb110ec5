-- 0029: edits of reference data travel between kiosks and the hub (db/change.h). The triggers that
-- fill `change` are made of the tables as they are after the newest migration: db/synced.c.

-- Edits that were made here. tbl, and key, before and after as JSON with natural keys in place of ids;
-- key_after where the key was changed. at_utc_ms NULL: in the transaction that runs; 0: not known.
CREATE TABLE change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE DEFAULT (randomblob(16)) CHECK (length(id) = 16),
    tbl TEXT NOT NULL,
    key TEXT NOT NULL CHECK (json_valid(key)),
    key_after TEXT,
    before TEXT,
    after TEXT,
    event_seq INTEGER NOT NULL, -- the newest event then
    at_utc_ms INTEGER,
    clock_trusted INTEGER NOT NULL DEFAULT 0,
    staff TEXT, -- the number of who did it
    answers TEXT, -- the question that it answers
    held INTEGER NOT NULL DEFAULT 0 -- 1: the hub holds it
) STRICT;
CREATE INDEX change_unsigned ON change (seq) WHERE at_utc_ms IS NULL;
CREATE INDEX change_waiting ON change (seq) WHERE held = 0;
CREATE INDEX change_by_key ON change (tbl, key);
CREATE INDEX change_by_key_after ON change (tbl, key_after) WHERE key_after IS NOT NULL;
CREATE INDEX change_answers ON change (answers) WHERE answers IS NOT NULL;

CREATE TRIGGER change_is_never_rewritten
BEFORE UPDATE OF seq, id, tbl, key, key_after, before, after, answers ON change
BEGIN
    SELECT RAISE (ABORT, 'a change is never rewritten');
END;
CREATE TRIGGER change_stays_until_the_hub_holds_it BEFORE DELETE ON change WHEN OLD.held = 0
BEGIN
    SELECT RAISE (ABORT, 'a change stays until the hub holds it');
END;

-- Edits that came from elsewhere: each is taken in once. outcome: as enum change_outcome.
CREATE TABLE taken (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    seq INTEGER NOT NULL,
    outcome INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX taken_by_source ON taken (source, seq);

-- Those that wait for a row that they name: `needs` is its table and what it is known by. '': for a
-- newer program.
CREATE TABLE waiting (
    id TEXT PRIMARY KEY REFERENCES taken (id),
    tbl TEXT NOT NULL,
    key TEXT NOT NULL,
    needs TEXT NOT NULL,
    line TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_needs ON waiting (needs);

-- Keys that rows had: moved_to the next one, or '' where the row was removed, which looked like `row`.
CREATE TABLE former (
    tbl TEXT NOT NULL,
    key TEXT NOT NULL,
    moved_to TEXT NOT NULL,
    row TEXT NOT NULL,
    PRIMARY KEY (tbl, key)
) STRICT, WITHOUT ROWID;

-- What two people edited at the same time: db/question.h. ours, theirs: '' for no row.
CREATE TABLE question (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    tbl TEXT NOT NULL,
    key TEXT NOT NULL,
    ours TEXT NOT NULL,
    theirs TEXT NOT NULL,
    source TEXT NOT NULL,
    staff TEXT NOT NULL,
    at_utc_ms INTEGER NOT NULL,
    refused TEXT NOT NULL DEFAULT '',
    closed INTEGER NOT NULL DEFAULT 0 -- 2: nothing to answer; the hub can't do the change yet
) STRICT;
CREATE INDEX question_of_row ON question (tbl, key);

-- Of what a child's three pictures are hashed with: 'id' is this file's own and means nothing to
-- another, 'no' the child's number. New ones have that.
ALTER TABLE secret ADD COLUMN keyed TEXT NOT NULL DEFAULT 'id' CHECK (keyed IN ('id', 'no'));
