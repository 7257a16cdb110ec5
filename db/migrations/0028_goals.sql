-- 0028: the six goals, visits at home, and the ladder of absence. New events:
--
--   visit          a staff member was at the child's home; payload: outcome, note
--   visit_rule     a rule of who needs a visit was changed; payload: rule, on, number, was_on,
--                  was_number (the numbers themselves stand in setting)
--   ladder_step    somebody was told that a child does not come; payload: level, since (the first
--                  missed day of the run), days
--   ladder_answer  cause: the step; payload: level, by ("slip" or "word"), day (of the slip)
--   slip_seen      the next level's machine answered a slip; payload: step (hex), level, day, made

-- What the goals are counted from, by the board's clock. What a boot with a wrong clock recorded is
-- found by that boot: its base is known, its clock_trusted is 0. Checks are not among them: of
-- these attendance_day tells.
CREATE INDEX event_goal ON event (kind, at_utc_ms)
    WHERE kind IN ('visit', 'homework_mark', 'help_taken', 'help_done', 'contact', 'note',
        'note_closed', 'health_seen', 'safety_lesson', 'pick_up', 'roll_tick');
CREATE INDEX event_untrusted_at ON event (boot_id, mono_ms) WHERE clock_trusted = 0;
CREATE INDEX event_untrusted_longest ON event (mono_ms) WHERE clock_trusted = 0;

CREATE INDEX event_visit ON event (child_id, seq) WHERE kind = 'visit';
CREATE INDEX event_ladder_step ON event (child_id, seq) WHERE kind = 'ladder_step';
CREATE INDEX event_slip_seen ON event (payload ->> 'step', seq) WHERE kind = 'slip_seen';
CREATE INDEX event_picked_up ON event (child_id, seq) WHERE kind = 'pick_up';
