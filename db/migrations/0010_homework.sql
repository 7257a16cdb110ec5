-- 0010: Homework from many schools, keyed by school and grade as the children's rows have them, so
-- that a card shows its child's list alone. What became of an item is told by events: homework_mark
-- (payload: homework, state, and staff where staff marked it) and homework_undo (cause: the mark
-- that it takes back). The newest mark that was not taken back is the state; no table keeps it.

CREATE TABLE homework (
    id INTEGER PRIMARY KEY,
    school TEXT NOT NULL CHECK (school <> ''),
    grade TEXT NOT NULL CHECK (grade <> ''),
    subject TEXT NOT NULL CHECK (subject IN ('chinese', 'maths', 'english', 'other')),
    text TEXT NOT NULL,
    due_day INTEGER NOT NULL,
    staff_id INTEGER REFERENCES staff (id), -- who set it; NULL: an import that names nobody
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (school, grade, due_day, subject, text)
) STRICT;
CREATE INDEX homework_by_due ON homework (due_day);

-- The marks of one item and child, in their order.
CREATE INDEX event_homework ON event (payload ->> 'homework', child_id, seq)
    WHERE kind = 'homework_mark';
