-- 0020: who is expected, who is absent, what staff is warned of, and the calendar behind it.

-- What makes a day other than its weekday: public holidays, and workdays that were moved to a
-- weekend. On a moved workday the week's day `as_weekday` is done. The same for all Homes.
CREATE TABLE calendar (
    day INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('holiday', 'workday')),
    name TEXT NOT NULL,
    as_weekday INTEGER NOT NULL CHECK (as_weekday BETWEEN 0 AND 7), -- 0 on a holiday
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((kind = 'holiday') = (as_weekday = 0))
) STRICT;

-- When a school lets its children go. The name is as the children's rows have it; grade '' is every
-- grade, weekday 0 every day. A row for the grade goes before one for the weekday.
CREATE TABLE school_end (
    school TEXT NOT NULL CHECK (school <> ''),
    grade TEXT NOT NULL,
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 7),
    ends_min INTEGER NOT NULL CHECK (ends_min BETWEEN 0 AND 1440),
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (school, grade, weekday)
) STRICT, WITHOUT ROWID;

ALTER TABLE child ADD COLUMN walk_min INTEGER NOT NULL DEFAULT 0
    CHECK (walk_min BETWEEN 0 AND 600); -- from the school to the Home
ALTER TABLE child ADD COLUMN comes_on INTEGER NOT NULL DEFAULT 127
    CHECK (comes_on BETWEEN 0 AND 127); -- bit 0 Monday to bit 6 Sunday

CREATE TABLE health (
    id INTEGER PRIMARY KEY,
    child_id INTEGER NOT NULL REFERENCES child (id),
    kind TEXT NOT NULL CHECK (kind IN ('allergy', 'medicine', 'note')),
    text TEXT NOT NULL CHECK (text <> ''),
    level TEXT NOT NULL CHECK (level IN ('normal', 'important')),
    ended_day INTEGER NOT NULL DEFAULT 0, -- the first day on which it no longer holds, 0 for none
    ended_reason TEXT NOT NULL DEFAULT '',
    staff_id INTEGER REFERENCES staff (id), -- who wrote or ended it last; NULL: an import
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (child_id, kind, text)
) STRICT;

-- absence (payload: from, until, reason) and absence_undo (cause: the absence; payload: from, the day
-- from which it holds no more). Asked by day: few absences of a child end today or later.
CREATE INDEX event_absence ON event (child_id, payload ->> 'until') WHERE kind = 'absence';

-- alarm_done (payload: alarm, day, note) and health_seen (payload: day).
CREATE INDEX event_alarm_done ON event (payload ->> 'day', payload ->> 'alarm', child_id)
    WHERE kind = 'alarm_done';
CREATE INDEX event_health_seen ON event (child_id, payload ->> 'day') WHERE kind = 'health_seen';
