-- 0023: When the last backup was made is asked on the device page; a restored log says so.

CREATE INDEX event_backed_up ON event (seq) WHERE kind = 'backed_up';
