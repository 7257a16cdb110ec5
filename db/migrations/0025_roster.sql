-- 0025: staff who left stay for the record, and an edit of the roster says who did it: event
-- roster_edit, payload: table, no.

ALTER TABLE staff ADD COLUMN left_day INTEGER NOT NULL DEFAULT 0; -- 0: still here
