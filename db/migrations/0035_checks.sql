-- 0035: a day's checks of a child are found by their time, however long the child's log is.

CREATE INDEX event_check ON event (child_id, clock_trusted, at_utc_ms)
    WHERE kind IN ('check_in', 'check_out');
CREATE INDEX event_correction_of_child ON event (child_id) WHERE kind = 'correction';
