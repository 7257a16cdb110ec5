-- 0015: PINs of staff (db/pin.h). Only the hash that stands now is kept; who set it, who reset it and
-- each wrong try are events.

CREATE TABLE pin (
    staff_id INTEGER PRIMARY KEY REFERENCES staff (id),
    hash TEXT NOT NULL CHECK (hash GLOB '$argon2id$*'),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- A person's wrong tries in a row are counted backwards from the newest of these.
CREATE INDEX event_pin_tried ON event (staff_id, seq)
WHERE kind IN ('pin_wrong', 'signed_in', 'pin_set');
CREATE INDEX event_pin_given ON event (staff_id, seq) WHERE kind IN ('pin_set', 'pin_reset');
