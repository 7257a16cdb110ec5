-- 0012: who forgot the card: secrets of three pictures, and how a check came about without a card.

-- A keyed hash of the three pictures (db/secret.h says what it is worth). Reference data: a child
-- may choose anew.
CREATE TABLE secret (
    child_id INTEGER PRIMARY KEY REFERENCES child (id),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Forgotten cards are counted from the events themselves.
CREATE INDEX event_forgotten ON event (child_id, seq) WHERE payload ->> 'via' = 'forgotten';
CREATE INDEX event_secret_wrong ON event (child_id, seq) WHERE kind = 'secret_wrong';

-- As for cards, the last line of defence: one child is not vouched for twice in ten seconds.
CREATE TRIGGER event_one_vouch_in_ten_seconds BEFORE INSERT ON event
WHEN NEW.card IS NULL AND NEW.payload ->> 'via' = 'forgotten'
BEGIN
    SELECT RAISE (ABORT, 'the same child within ten seconds')
    FROM event AS e
    WHERE e.child_id = NEW.child_id AND e.boot_id = NEW.boot_id
        AND e.payload ->> 'via' = 'forgotten'
        AND e.mono_ms BETWEEN NEW.mono_ms - 9999 AND NEW.mono_ms;
END;
