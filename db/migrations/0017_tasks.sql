-- 0017: tasks of tutors: homework for one child, who helps in which subject, the queue of help, notes
-- for the social worker, and contacts of a child with its volunteer.

-- homework.child_id: for this child alone; then school and grade are empty, so that it goes with the
-- child to another class. Marks name an item by its id for ever: AUTOINCREMENT gives the id of one
-- that was taken away to no other.
CREATE TABLE homework_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    school TEXT NOT NULL,
    grade TEXT NOT NULL,
    child_id INTEGER REFERENCES child (id),
    subject TEXT NOT NULL CHECK (subject IN ('chinese', 'maths', 'english', 'other')),
    text TEXT NOT NULL,
    due_day INTEGER NOT NULL,
    staff_id INTEGER REFERENCES staff (id), -- who set it; NULL: an import that names nobody
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (CASE WHEN child_id IS NULL THEN school <> '' AND grade <> ''
        ELSE school = '' AND grade = '' END)
) STRICT;
INSERT INTO homework_new (id, school, grade, subject, text, due_day, staff_id, version)
SELECT id, school, grade, subject, text, due_day, staff_id, version FROM homework;
DROP TABLE homework;
ALTER TABLE homework_new RENAME TO homework;
CREATE UNIQUE INDEX homework_once
    ON homework (school, grade, due_day, subject, text, coalesce(child_id, 0));
CREATE INDEX homework_by_due ON homework (due_day);
CREATE INDEX homework_by_child ON homework (child_id, due_day) WHERE child_id IS NOT NULL;

-- Which subjects a staff member helps with. helps: 0 for one that was taken back.
CREATE TABLE staff_subject (
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    subject TEXT NOT NULL CHECK (subject IN ('chinese', 'maths', 'english', 'other')),
    helps INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (staff_id, subject)
) STRICT, WITHOUT ROWID;

-- What becomes of a request for help is told by events whose cause is the mark that asks: help_taken,
-- help_back (cause: the help_taken that it gives back) and help_done. Notes are events (payload: tag,
-- text); note_closed (cause: the note; payload: outcome). A contact bears child and staff member, and
-- in its payload `again` where it was not the first of its day.
CREATE INDEX event_note ON event (home_id, seq) WHERE kind = 'note';
CREATE INDEX event_contact ON event (child_id, staff_id, seq) WHERE kind = 'contact';
