-- 0033: what is held of a person ends. An event stays for ever, since sums are made of it; the words
-- in it do not: a reason, a note, a name. So there is one way to take words out of an event, and
-- nothing else can be done to it: while a row stands in `erasing`, which is there only within the
-- transaction that erases, a payload may lose members, and every member that stays is as it was.
-- New events: erased (child_id; payload: why), swept (payload: how many of what), exported (payload:
-- what, by, from, until, named, rows, format, to).

CREATE TABLE erasing (
    one INTEGER PRIMARY KEY CHECK (one = 1)
) STRICT;

DROP TRIGGER event_is_never_changed;
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
WHEN NOT EXISTS (SELECT 1 FROM erasing)
    OR (NEW.seq, NEW.id, NEW.kind, NEW.home_id, NEW.child_id, NEW.staff_id, NEW.card, NEW.cause,
        NEW.at_utc_ms, NEW.boot_id, NEW.mono_ms, NEW.clock_trusted) IS NOT
        (OLD.seq, OLD.id, OLD.kind, OLD.home_id, OLD.child_id, OLD.staff_id, OLD.card, OLD.cause,
        OLD.at_utc_ms, OLD.boot_id, OLD.mono_ms, OLD.clock_trusted)
    OR EXISTS (SELECT 1 FROM json_each(NEW.payload) AS n
        LEFT JOIN json_each(OLD.payload) AS o ON o.key = n.key
        WHERE o.key IS NULL OR (n.type, n.value) IS NOT (o.type, o.value))
BEGIN
    SELECT RAISE (ABORT, 'an event is never changed');
END;

-- The day on which a child's data were erased, 0 for none: then its name is its number. Wherever this
-- column comes to (the hub, other kiosks), the rest is erased there as well (db/erase.h).
ALTER TABLE child ADD COLUMN erased_day INTEGER NOT NULL DEFAULT 0;
CREATE INDEX child_erased ON child (id) WHERE erased_day > 0;

-- Where that is done: a name may come emptied from elsewhere while the rest of it is here still.
CREATE TABLE erased_here (
    child_id INTEGER PRIMARY KEY REFERENCES child (id)
) STRICT;

-- No old list brings the name back.
CREATE TRIGGER child_stays_erased BEFORE UPDATE ON child
WHEN OLD.erased_day > 0 AND OLD.name = OLD.no AND (NEW.name, NEW.erased_day) IS NOT (OLD.name, OLD.erased_day)
BEGIN
    SELECT RAISE (ABORT, 'the data of this child were erased');
END;

-- Edits on their way to the hub bear the old values too. While data are erased, those may go.
DROP TRIGGER change_is_never_rewritten;
CREATE TRIGGER change_is_never_rewritten
BEFORE UPDATE OF seq, id, tbl, key, key_after, before, after, answers ON change
WHEN NOT EXISTS (SELECT 1 FROM erasing)
BEGIN
    SELECT RAISE (ABORT, 'a change is never rewritten');
END;
DROP TRIGGER change_stays_until_the_hub_holds_it;
CREATE TRIGGER change_stays_until_the_hub_holds_it BEFORE DELETE ON change
WHEN OLD.held = 0 AND NOT EXISTS (SELECT 1 FROM erasing)
BEGIN
    SELECT RAISE (ABORT, 'a change stays until the hub holds it');
END;
CREATE INDEX event_exported ON event (seq) WHERE kind = 'exported';

CREATE INDEX event_erased ON event (seq) WHERE kind IN ('erased', 'swept');
