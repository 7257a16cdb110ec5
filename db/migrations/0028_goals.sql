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
-- these attendance_day tells. Lessons, the most of them, are counted from this index alone.
CREATE INDEX event_goal ON event (kind, clock_trusted, at_utc_ms, child_id, home_id)
    WHERE kind IN ('visit', 'homework_mark', 'help_taken', 'help_done', 'contact', 'note',
        'note_closed', 'health_seen', 'safety_lesson', 'pick_up', 'roll_tick');
CREATE INDEX event_water ON event (clock_trusted, at_utc_ms, child_id, home_id)
    WHERE kind = 'safety_lesson' AND payload ->> 'question' GLOB 'water-*';
CREATE INDEX event_untrusted_at ON event (boot_id, mono_ms) WHERE clock_trusted = 0;
CREATE INDEX event_untrusted_longest ON event (mono_ms) WHERE clock_trusted = 0;

CREATE INDEX event_visit ON event (child_id, seq) WHERE kind = 'visit';
CREATE INDEX event_ladder_step ON event (child_id, seq) WHERE kind = 'ladder_step';
CREATE INDEX event_slip_seen ON event (payload ->> 'step', seq) WHERE kind = 'slip_seen';
CREATE INDEX event_picked_up ON event (child_id, seq) WHERE kind = 'pick_up';

-- What of these counts, and for whom: the newest word of who collected at a check-out that was one;
-- the newest tick of a roll call, where it says found; the first tick of a piece of homework that
-- was not taken back; a pair's first contact of a day.
CREATE VIEW goal_event AS
SELECT e.seq, e.kind, e.home_id, e.staff_id, e.at_utc_ms, e.boot_id, e.mono_ms, e.clock_trusted,
    CASE WHEN e.kind = 'pick_up' AND EXISTS (
        SELECT 1 FROM event AS c WHERE c.cause = e.cause AND c.kind = 'correction')
    THEN (SELECT v.child_id FROM check_now AS v WHERE v.id = e.cause AND v.kind = 'check_out')
    ELSE e.child_id END AS child_id,
    e.kind = 'safety_lesson' AND e.payload ->> 'question' GLOB 'water-*' AS water,
    CASE e.kind
        WHEN 'visit' THEN e.payload ->> 'outcome' <> 'nobody_at_home'
        WHEN 'contact' THEN e.payload ->> 'again' IS NULL
        WHEN 'help_taken' THEN NOT EXISTS (SELECT 1 FROM event AS u
            WHERE u.cause = e.id AND u.kind = 'help_back')
        WHEN 'pick_up' THEN e.payload ->> 'how' <> 'noted' AND e.seq = (SELECT max(n.seq)
            FROM event AS n WHERE n.cause = e.cause AND n.kind = 'pick_up')
        WHEN 'roll_tick' THEN e.payload ->> 'found' AND e.seq = (SELECT max(n.seq) FROM event AS n
            WHERE n.kind = 'roll_tick' AND n.cause = e.cause AND n.child_id = e.child_id)
        WHEN 'homework_mark' THEN e.payload ->> 'state' IN ('done', 'corrected') AND e.seq = (
            SELECT m.seq FROM event AS m
            WHERE m.kind = 'homework_mark' AND m.payload ->> 'homework' = e.payload ->> 'homework'
                AND m.child_id = e.child_id AND m.payload ->> 'state' IN ('done', 'corrected')
                AND NOT EXISTS (SELECT 1 FROM event AS u
                    WHERE u.cause = m.id AND u.kind = 'homework_undo')
            ORDER BY m.seq LIMIT 1)
        ELSE 1 END AS counts
FROM event AS e
WHERE e.kind IN ('visit', 'homework_mark', 'help_taken', 'help_done', 'contact', 'note',
    'note_closed', 'health_seen', 'safety_lesson', 'pick_up', 'roll_tick');
