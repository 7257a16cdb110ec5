-- 0027: what summaries are read from. All of it is made from the events, and made again with
-- attendance_day; a database that comes from before is made anew when it opens (db/rebuild.h).

-- The day's closed stays, so that how many were in at once can be told (db/stays.h).
ALTER TABLE attendance_day ADD COLUMN stays BLOB NOT NULL DEFAULT x'';

-- What else holds of a child's day, the day first in its key as above. what: 1 an answer of how it
-- feels, 2 a safety lesson, 3 a mark in a class, 4 a mark of homework (day: when that is due).
-- of: the event's seq; of a mark in a class the session; of one of homework the item. A child has one
-- mark in a class and on an item: one that is taken back goes, or gives way to the one before.
CREATE TABLE fact_day (
    day INTEGER NOT NULL,
    what INTEGER NOT NULL,
    child_id INTEGER NOT NULL,
    of INTEGER NOT NULL,
    home_id INTEGER NOT NULL, -- where it happened
    value INTEGER NOT NULL,   -- the answer; 1 for right; the place in enum mark, or homework_state
    PRIMARY KEY (day, what, child_id, of)
) STRICT, WITHOUT ROWID;

-- Who was here of the staff, by time. Few events have no trusted clock: all of those are looked at.
CREATE INDEX event_staff_in ON event (clock_trusted, at_utc_ms) WHERE kind = 'staff_in';

INSERT INTO setting (key, value) SELECT 'rollup_stale', 1 WHERE EXISTS (SELECT 1 FROM event);
