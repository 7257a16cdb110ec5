-- 0014: who did it. An event that a staff member caused bears that person; so does one that is about
-- a staff member, a volunteer's coming and going.

ALTER TABLE event ADD COLUMN staff_id INTEGER REFERENCES staff (id);
CREATE INDEX event_by_staff ON event (staff_id, seq) WHERE staff_id IS NOT NULL;
