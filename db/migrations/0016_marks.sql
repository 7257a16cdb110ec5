-- 0016: marks of a class: who was present, took part, has a star, needs help. They are events:
-- activity_mark (payload: session, day, mark, and title, subject and starts_min of the class, so that
-- it can be read when the session is gone) and mark_undo (cause: the mark that it takes back). A mark
-- whose cause is a mark_undo puts back what that took away. The newest mark that was not taken back
-- holds; no table keeps it.

-- The marks of a day, of one class, of one child in it: each is a beginning of this.
CREATE INDEX event_mark ON event (payload ->> 'day', payload ->> 'session', child_id, seq)
    WHERE kind = 'activity_mark';

-- Marks name their session by its id for ever: AUTOINCREMENT gives the id of a session that was
-- dropped to no other, and SQLite adds it to no table that is there.
CREATE TABLE session_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
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
INSERT INTO session_new (id, home_id, period_id, weekday, starts_min, ends_min, subject, title, room,
    staff_id, age_from, age_to, version)
SELECT id, home_id, period_id, weekday, starts_min, ends_min, subject, title, room, staff_id,
    age_from, age_to, version FROM session;
DROP TABLE session;
ALTER TABLE session_new RENAME TO session;
CREATE UNIQUE INDEX session_slot
    ON session (home_id, weekday, coalesce(period_id, 0), starts_min, room);
