-- 0011: how a child feels, the safety class, and the garden.

-- A child's own answers are read newest first, and only a few of them.
CREATE INDEX event_mood ON event (child_id, seq) WHERE kind = 'mood';
CREATE INDEX event_lesson ON event (child_id, seq) WHERE kind = 'safety_lesson';

-- The garden asks for the days of one child; the table's own key has the day first, for summaries.
CREATE INDEX attendance_day_of_child ON attendance_day (child_id, day);
