-- 0018: roll calls: roll_begin (payload: kind), roll_tick (cause: the begin; payload: found) for each
-- child as it is found, and roll_call (cause: the begin; payload: kind, begun_ms, expected, found,
-- missing) when it is over. Ticks are events, so that a power cut in the middle of it loses none.

CREATE INDEX event_roll_tick ON event (cause, child_id, seq) WHERE kind = 'roll_tick';
CREATE INDEX event_roll_begin ON event (home_id, seq) WHERE kind = 'roll_begin';
CREATE INDEX event_roll_call ON event (seq) WHERE kind = 'roll_call';
