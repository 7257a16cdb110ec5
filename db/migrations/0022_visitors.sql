-- 0022: who else is here: staff and volunteers (staff_in, staff_out; staff_id is whom it is about) and
-- visitors (visitor_in with payload {name, purpose}, visitor_out; staff_id is who signed them in). A
-- leaving names its coming as its cause, so who is here is who came and has none.

CREATE INDEX event_came ON event (seq) WHERE kind IN ('staff_in', 'visitor_in');
