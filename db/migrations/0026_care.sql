-- 0026: holiday care (寒暑假托管). A period that is no term is its frame, sessions of the timetable in
-- that period are its courses. Reference data: the parts of its day, the guardian's consents, and
-- which child has, or waits for, which place. The facts are events:
--
--   care_opened     payload: period, from (the first day on which care is held), adults, children, reason
--   care_prolonged  payload: period, was, until
--   care_closed     payload: period, day (the last one on which care was held), reason
--   care_begun      a care session was begun; payload: care_session, day, adults, children, reason
--   care_mark       by hand, what scans can't know; payload: care_session, day, mark, note; taken
--                   back by care_mark_undo (cause: the mark)
--
-- The newest care_opened or care_closed of a period holds. Who was there is told by the checks.

-- Marks name a care session by its id for ever: AUTOINCREMENT gives it to no other.
CREATE TABLE care_session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    period_id INTEGER NOT NULL REFERENCES period (id),
    part TEXT NOT NULL CHECK (part IN ('morning', 'lunch', 'rest', 'afternoon')),
    name TEXT NOT NULL CHECK (name <> ''),
    room TEXT NOT NULL,
    starts_min INTEGER NOT NULL CHECK (starts_min >= 0),
    ends_min INTEGER NOT NULL CHECK (ends_min > starts_min AND ends_min <= 1440),
    weekdays INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 127), -- bit 0 Monday to bit 6 Sunday
    capacity INTEGER NOT NULL CHECK (capacity > 0),
    meal INTEGER NOT NULL CHECK (meal IN (0, 1)),
    per_adult INTEGER NOT NULL CHECK (per_adult > 0), -- children to one adult
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (period_id, name)
) STRICT;

CREATE TABLE enrolment (
    period_id INTEGER NOT NULL REFERENCES period (id),
    child_id INTEGER NOT NULL REFERENCES child (id),
    consent_by TEXT NOT NULL CHECK (consent_by <> ''),
    guardian_id INTEGER REFERENCES guardian (id), -- whose card it was, by card
    consent_how TEXT NOT NULL CHECK (consent_how IN ('paper', 'card')),
    consent_day INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (period_id, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX enrolment_by_child ON enrolment (child_id);

-- A dated link: whoever changes days or leaves gets an end and perhaps another row, so that the days
-- that are over stay as they were.
CREATE TABLE care_place (
    care_session_id INTEGER NOT NULL REFERENCES care_session (id),
    child_id INTEGER NOT NULL REFERENCES child (id),
    since_day INTEGER NOT NULL,
    until_day INTEGER NOT NULL, -- its last day, before since_day where it came to nothing; 0: no end
    weekdays INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 127),
    state TEXT NOT NULL CHECK (state IN ('enrolled', 'waiting')),
    turn INTEGER NOT NULL, -- the order of waiting, the lowest first; 0 for who never waited
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (care_session_id, child_id, since_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_place_by_child ON care_place (child_id);

CREATE INDEX event_care ON event (payload ->> 'period', seq)
    WHERE kind IN ('care_opened', 'care_prolonged', 'care_closed');
CREATE INDEX event_care_begun ON event (payload ->> 'day', payload ->> 'care_session', seq)
    WHERE kind = 'care_begun';
CREATE INDEX event_care_mark ON event (payload ->> 'day', payload ->> 'care_session', child_id, seq)
    WHERE kind = 'care_mark';
