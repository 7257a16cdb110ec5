-- 0034: the six goals of a large file cost half. Everything here counts what 0028 counted.

-- What an event caused is mostly asked for by kind (was it taken back, corrected, was there a newer
-- one): answered from the index alone.
DROP INDEX event_by_cause;
CREATE INDEX event_by_cause ON event (cause, kind) WHERE cause IS NOT NULL;

-- Marks of classes are counted from fact_day. It does not know the subject: those with homework in
-- them, which are tutoring, are found here.
CREATE INDEX event_tutoring ON event (payload ->> 'day', payload ->> 'session', child_id, seq)
    WHERE kind = 'activity_mark' AND payload ->> 'subject' = 'homework';

-- The commonest kinds come first, each ends at the first answer, and of a tick it is asked whether
-- there was an earlier one instead of which was the first.
DROP VIEW goal_event;
CREATE VIEW goal_event AS
SELECT e.seq, e.kind, e.home_id, e.staff_id, e.at_utc_ms, e.boot_id, e.mono_ms, e.clock_trusted,
    CASE WHEN e.kind = 'pick_up' AND EXISTS (
        SELECT 1 FROM event AS c WHERE c.cause = e.cause AND c.kind = 'correction')
    THEN (SELECT v.child_id FROM check_now AS v WHERE v.id = e.cause AND v.kind = 'check_out')
    ELSE e.child_id END AS child_id,
    e.kind = 'safety_lesson' AND e.payload ->> 'question' GLOB 'water-*' AS water,
    CASE e.kind
        WHEN 'homework_mark' THEN CASE
            WHEN e.payload ->> 'state' NOT IN ('done', 'corrected') THEN 0
            WHEN EXISTS (SELECT 1 FROM event AS u
                WHERE u.cause = e.id AND u.kind = 'homework_undo') THEN 0
            ELSE NOT EXISTS (SELECT 1 FROM event AS m
                WHERE m.kind = 'homework_mark' AND m.child_id = e.child_id AND m.seq < e.seq
                    AND m.payload ->> 'homework' = e.payload ->> 'homework'
                    AND m.payload ->> 'state' IN ('done', 'corrected')
                    AND NOT EXISTS (SELECT 1 FROM event AS u
                        WHERE u.cause = m.id AND u.kind = 'homework_undo'))
            END
        WHEN 'pick_up' THEN e.payload ->> 'how' <> 'noted' AND NOT EXISTS (SELECT 1
            FROM event AS n WHERE n.cause = e.cause AND n.kind = 'pick_up' AND n.seq > e.seq)
        WHEN 'visit' THEN e.payload ->> 'outcome' <> 'nobody_at_home'
        WHEN 'contact' THEN e.payload ->> 'again' IS NULL
        WHEN 'help_taken' THEN NOT EXISTS (SELECT 1 FROM event AS u
            WHERE u.cause = e.id AND u.kind = 'help_back')
        WHEN 'roll_tick' THEN e.payload ->> 'found' AND e.seq = (SELECT max(n.seq) FROM event AS n
            WHERE n.kind = 'roll_tick' AND n.cause = e.cause AND n.child_id = e.child_id)
        ELSE 1 END AS counts
FROM event AS e
WHERE e.kind IN ('visit', 'homework_mark', 'help_taken', 'help_done', 'contact', 'note',
    'note_closed', 'health_seen', 'safety_lesson', 'pick_up', 'roll_tick');
