-- 0021: corrections. A check (check_in, check_out) that was wrong is never changed: an event
-- `correction` says how it was, with the check as its cause. A check that was missing is a correction
-- without cause, and corrections of it name that one. Each tells the whole truth, so the newest wins:
-- payload {what, check, child, at_utc_ms, reason, note}; check is "check_in", "check_out" or "none"
-- (it never was); at_utc_ms is null where the time is the check's own, as its boot's clock tells it.

CREATE INDEX event_correction ON event (seq) WHERE kind = 'correction';

-- Of this day at least one check bears a correction: it is summed from its checks, not added to.
ALTER TABLE attendance_day ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0;

-- Every check as it is known now, taken back ones (check 'none') among them. was_… is as recorded.
CREATE VIEW check_now AS
SELECT e.seq, e.id, e.home_id, e.card, e.kind AS was_kind, e.child_id AS was_child_id,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS was_ms,
    c.seq AS correction,
    coalesce(c.payload ->> 'check', e.kind) AS kind,
    coalesce(c.payload ->> 'child', e.child_id) AS child_id,
    coalesce(c.payload ->> 'at_utc_ms',
        CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
        ELSE b.base_utc_ms + e.mono_ms END) AS time_ms,
    c.payload ->> 'at_utc_ms' IS NOT NULL AS stated,
    e.payload ->> 'via' AS via,
    e.payload ->> 'via' IS 'assumed' AND c.payload ->> 'at_utc_ms' IS NULL AS assumed
FROM event AS e LEFT JOIN boot AS b ON b.boot_id = e.boot_id
    LEFT JOIN event AS c ON c.seq = coalesce(
        (SELECT max(n.seq) FROM event AS n WHERE n.cause = e.id AND n.kind = 'correction'),
        CASE WHEN e.kind = 'correction' THEN e.seq END)
WHERE e.kind IN ('check_in', 'check_out') OR (e.kind = 'correction' AND e.cause IS NULL);
