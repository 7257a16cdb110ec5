-- queries.sql: every statement of the product, by name. Prepared when the database opens, so that a
-- typo fails at the start. Parameters are bound in order; columns are read by name.

-- name: setting_get
SELECT value FROM setting WHERE key = ?

-- name: setting_set
INSERT INTO setting (key, value) VALUES (?, ?)
ON CONFLICT (key) DO UPDATE SET value = excluded.value

-- name: setting_drop
DELETE FROM setting WHERE key = ?

-- name: home_put
INSERT INTO home (code, name, village, closes_min, utc_offset_min) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (code) DO UPDATE SET name = excluded.name, village = excluded.village,
    closes_min = excluded.closes_min, utc_offset_min = excluded.utc_offset_min,
    version = version + 1
WHERE (name, village, closes_min, utc_offset_min) IS NOT
    (excluded.name, excluded.village, excluded.closes_min, excluded.utc_offset_min)
RETURNING id

-- name: home_get
SELECT * FROM home WHERE id = ?

-- name: home_find
SELECT * FROM home WHERE code = ?1 OR name = ?1

-- name: home_any
SELECT id FROM home ORDER BY id LIMIT 1

-- name: home_each
SELECT * FROM home ORDER BY code

-- name: home_region
SELECT region FROM home WHERE id = ?

-- name: home_region_set
UPDATE home SET region = ?2 WHERE id = ?1 AND region <> ?2

-- name: home_region_each
SELECT id FROM home WHERE region >= ?1 AND region < ?1 || ':' ORDER BY region, code

-- name: child_put
INSERT INTO child (no, name, pinyin, home_id, born_day, sex, school, grade, animal, joined_day,
    left_day, spoken) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (no) DO UPDATE SET name = excluded.name, pinyin = excluded.pinyin,
    home_id = excluded.home_id, born_day = excluded.born_day, sex = excluded.sex,
    school = excluded.school, grade = excluded.grade, animal = excluded.animal,
    joined_day = excluded.joined_day, left_day = excluded.left_day, spoken = excluded.spoken,
    version = version + 1
WHERE (name, pinyin, home_id, born_day, sex, school, grade, animal, joined_day, left_day, spoken)
    IS NOT (excluded.name, excluded.pinyin, excluded.home_id, excluded.born_day, excluded.sex,
    excluded.school, excluded.grade, excluded.animal, excluded.joined_day, excluded.left_day,
    excluded.spoken)
RETURNING id

-- name: child_get
SELECT * FROM child WHERE id = ?

-- name: child_find
SELECT * FROM child WHERE no = ?

-- name: child_each
SELECT * FROM child
WHERE (?1 = 0 OR home_id = ?1) AND joined_day <= ?2 AND (left_day = 0 OR left_day > ?2)
ORDER BY home_id, pinyin, no

-- name: child_ever_each
SELECT * FROM child ORDER BY home_id, no

-- name: child_count
SELECT count(*) AS n FROM child
WHERE (?1 = 0 OR home_id = ?1) AND joined_day <= ?2 AND (left_day = 0 OR left_day > ?2)

-- Of another Home's child, born_day 0, only what a visit needs is known.

-- name: child_without_guardian
SELECT * FROM child AS c
WHERE born_day > 0 AND joined_day <= ?1 AND (left_day = 0 OR left_day > ?1) AND NOT EXISTS (
    SELECT 1 FROM child_guardian AS g
    WHERE g.child_id = c.id AND g.since_day <= ?1 AND (g.until_day = 0 OR g.until_day >= ?1))
ORDER BY home_id, pinyin, no

-- name: staff_put
INSERT INTO staff (no, name, role, phone, home_id) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (no) DO UPDATE SET name = excluded.name, role = excluded.role,
    phone = excluded.phone, home_id = excluded.home_id, version = version + 1
WHERE (name, role, phone, home_id) IS NOT
    (excluded.name, excluded.role, excluded.phone, excluded.home_id)
RETURNING id

-- name: staff_get
SELECT * FROM staff WHERE id = ?

-- name: staff_find
SELECT * FROM staff WHERE no = ?

-- name: staff_each
SELECT * FROM staff WHERE (?1 = 0 OR home_id = ?1) AND left_day = 0 ORDER BY home_id, no

-- name: staff_leave
UPDATE staff SET left_day = ?2, version = version + 1 WHERE id = ?1 AND left_day = 0

-- name: staff_has_pin
SELECT count(*) AS n FROM pin WHERE staff_id = ?

-- name: guardian_put
INSERT INTO guardian (name, phone, photo) VALUES (?, ?, ?)
ON CONFLICT (name, phone) DO UPDATE
SET photo = CASE excluded.photo WHEN '' THEN photo ELSE excluded.photo END,
    version = version + (excluded.photo NOT IN ('', photo))
RETURNING id

-- name: guardian_get
SELECT id, name, phone, photo, '' AS relation, 0 AS since_day, 0 AS until_day, 0 AS agreement_day,
    0 AS agreement_until
FROM guardian WHERE id = ?

-- name: guardian_link
INSERT INTO child_guardian (child_id, guardian_id, since_day, until_day, relation, agreement_day,
    agreement_until) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (child_id, guardian_id, since_day) DO UPDATE SET until_day = excluded.until_day,
    relation = excluded.relation, agreement_day = excluded.agreement_day,
    agreement_until = excluded.agreement_until, version = version + 1
WHERE (until_day, relation, agreement_day, agreement_until) IS NOT
    (excluded.until_day, excluded.relation, excluded.agreement_day, excluded.agreement_until)

-- name: guardian_each
SELECT g.id, g.name, g.phone, g.photo, l.relation, l.since_day, l.until_day, l.agreement_day,
    l.agreement_until
FROM child_guardian AS l JOIN guardian AS g ON g.id = l.guardian_id
WHERE l.child_id = ?1 AND l.since_day <= ?2 AND (l.until_day = 0 OR l.until_day >= ?2)
ORDER BY l.since_day, g.id

-- name: guardian_ever_each
SELECT g.id, g.name, g.phone, g.photo, l.relation, l.since_day, l.until_day, l.agreement_day,
    l.agreement_until
FROM child_guardian AS l JOIN guardian AS g ON g.id = l.guardian_id
WHERE l.child_id = ? ORDER BY l.until_day > 0, l.since_day, g.id

-- name: roster_guarded
SELECT count(*) AS n FROM child_guardian
WHERE child_id = ?1 AND since_day <= ?2 AND (until_day = 0 OR until_day >= ?2)

-- name: roster_payload
SELECT json_object('table', ?, 'no', ?) AS payload

-- name: roster_unpair
UPDATE pairing SET until_day = ?2, version = version + 1
WHERE child_id = ?1 AND (until_day = 0 OR until_day > ?2)

-- name: child_is_sibling
SELECT count(*) AS n FROM child AS x JOIN child AS y ON y.home_id = x.home_id
    JOIN child_guardian AS g ON g.child_id = x.id
    JOIN child_guardian AS h ON h.child_id = y.id AND h.guardian_id = g.guardian_id
WHERE x.id = ?1 AND y.id = ?2 AND g.since_day <= ?3 AND (g.until_day = 0 OR g.until_day >= ?3)
    AND h.since_day <= ?3 AND (h.until_day = 0 OR h.until_day >= ?3)

-- name: pairing_end
UPDATE pairing SET until_day = ?2, version = version + 1
WHERE child_id = ?1 AND since_day < ?2 AND (until_day = 0 OR until_day > ?2)

-- name: pairing_put
INSERT INTO pairing (child_id, since_day, until_day, staff_id) VALUES (?, ?, 0, ?)
ON CONFLICT (child_id, since_day) DO UPDATE SET staff_id = excluded.staff_id,
    version = version + 1

-- name: pairing_get
SELECT s.* FROM pairing AS p JOIN staff AS s ON s.id = p.staff_id
WHERE p.child_id = ?1 AND p.since_day <= ?2 AND (p.until_day = 0 OR p.until_day > ?2)
ORDER BY p.since_day DESC LIMIT 1

-- name: card_issue
INSERT INTO card (id, kind, holder_id, issued_at) VALUES (?, ?, ?, ?)

-- name: card_revoke
UPDATE card SET revoked_at = ?2, reason = ?3 WHERE id = ?1 AND revoked_at = 0

-- name: card_find
SELECT * FROM card WHERE id = ?

-- name: card_of
SELECT * FROM card WHERE kind = ? AND holder_id = ? AND revoked_at = 0

-- name: card_payload
SELECT json_object('kind', ?, 'holder', ?, 'reason', ?) AS payload

-- name: card_each
SELECT * FROM card ORDER BY issued_at, id

-- name: period_put
INSERT INTO period (home_id, kind, name, from_day, until_day) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (home_id, name) DO UPDATE SET kind = excluded.kind, from_day = excluded.from_day,
    until_day = excluded.until_day, version = version + 1
WHERE (kind, from_day, until_day) IS NOT (excluded.kind, excluded.from_day, excluded.until_day)
RETURNING id

-- name: period_find
SELECT * FROM period WHERE home_id = ? AND name = ?

-- name: period_get
SELECT * FROM period WHERE id = ?

-- name: period_holiday
SELECT * FROM period
WHERE home_id = ?1 AND kind <> 'term' AND ?2 BETWEEN from_day AND until_day LIMIT 1

-- name: session_put
INSERT INTO session (home_id, period_id, weekday, starts_min, ends_min, subject, title, room,
    staff_id, age_from, age_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (home_id, weekday, coalesce(period_id, 0), starts_min, room) DO UPDATE
SET ends_min = excluded.ends_min, subject = excluded.subject, title = excluded.title,
    staff_id = excluded.staff_id, age_from = excluded.age_from, age_to = excluded.age_to,
    version = version + 1
WHERE (ends_min, subject, title, staff_id, age_from, age_to) IS NOT (excluded.ends_min,
    excluded.subject, excluded.title, excluded.staff_id, excluded.age_from, excluded.age_to)
RETURNING id

-- name: session_find
SELECT id FROM session
WHERE home_id = ? AND weekday = ? AND coalesce(period_id, 0) = ? AND starts_min = ? AND room = ?

-- name: session_keep
DELETE FROM session
WHERE id NOT IN (SELECT value FROM json_each(?1)) AND (home_id, coalesce(period_id, 0)) IN (
    SELECT s.home_id, coalesce(s.period_id, 0) FROM json_each(?1) AS k
        CROSS JOIN session AS s ON s.id = k.value)

-- name: session_each
SELECT * FROM session WHERE home_id = ?1 AND (?2 = 0 OR weekday = ?2)
ORDER BY weekday, coalesce(period_id, 0), starts_min, room

-- name: session_change
UPDATE session SET period_id = ?2, weekday = ?3, starts_min = ?4, ends_min = ?5, subject = ?6,
    title = ?7, room = ?8, staff_id = ?9, age_from = ?10, age_to = ?11, version = version + 1
WHERE id = ?1

-- name: session_remove
DELETE FROM session WHERE id = ?

-- Two classes in one room, or, where neither names a room, at the same minute.

-- name: session_clash
SELECT * FROM session WHERE home_id = ?1 AND weekday = ?2 AND coalesce(period_id, 0) = ?3
    AND id <> ?4 AND room = ?5
    AND (CASE room WHEN '' THEN starts_min = ?6 ELSE starts_min < ?7 AND ends_min > ?6 END)
LIMIT 1

-- name: session_clash_any
SELECT s.id, s.weekday, s.starts_min, s.room FROM session AS s JOIN session AS o
    ON o.home_id = s.home_id AND o.weekday = s.weekday
    AND coalesce(o.period_id, 0) = coalesce(s.period_id, 0) AND o.id > s.id AND o.room = s.room
WHERE s.room <> '' AND o.starts_min < s.ends_min AND o.ends_min > s.starts_min
ORDER BY s.weekday, s.starts_min LIMIT 1

-- name: period_each
SELECT * FROM period WHERE (?1 = 0 OR home_id = ?1) ORDER BY home_id, from_day

-- name: period_change
UPDATE period SET kind = ?2, name = ?3, from_day = ?4, until_day = ?5, version = version + 1
WHERE id = ?1

-- name: period_clash_any
SELECT p.name, o.name AS other FROM period AS p JOIN period AS o
    ON o.home_id = p.home_id AND o.id > p.id
    AND o.from_day <= p.until_day AND o.until_day >= p.from_day
ORDER BY p.from_day LIMIT 1

-- name: period_in_use
SELECT (SELECT count(*) FROM session WHERE home_id = ?1 AND coalesce(period_id, 0) = ?2)
    + (SELECT count(*) FROM care_session WHERE period_id = ?2)
    + (SELECT count(*) FROM enrolment WHERE period_id = ?2) AS n

-- name: period_remove
DELETE FROM period WHERE id = ?

-- name: room_each
SELECT DISTINCT room FROM session WHERE home_id = ? AND room <> '' ORDER BY room

-- name: session_day
SELECT s.* FROM session AS s LEFT JOIN period AS p ON p.id = s.period_id
WHERE s.home_id = ?1 AND s.weekday = CASE WHEN coalesce(p.kind, 'term') = 'term' THEN ?5 ELSE ?3 END
    AND (?4 < 0 OR s.age_to = 0 OR ?4 BETWEEN s.age_from AND s.age_to)
    AND CASE WHEN s.period_id IS NULL THEN NOT EXISTS (
            SELECT 1 FROM period AS h WHERE h.home_id = ?1 AND h.kind <> 'term'
                AND ?2 BETWEEN h.from_day AND h.until_day)
        ELSE ?2 BETWEEN p.from_day AND p.until_day END
ORDER BY s.starts_min, s.ends_min, s.room

-- name: event_add
INSERT INTO event (id, kind, home_id, child_id, staff_id, card, cause, at_utc_ms, boot_id, mono_ms,
    clock_trusted, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: event_last_of_card
SELECT seq, id, kind, child_id, at_utc_ms, boot_id, mono_ms, 10000 AS same_ms FROM event
WHERE card = ? ORDER BY seq DESC LIMIT 1

-- name: event_last_check_of_child
SELECT boot_id FROM event
WHERE child_id = ? AND kind IN ('check_in', 'check_out') ORDER BY seq DESC LIMIT 1

-- What closes a day of a flat battery's 1970 bears that day's time, which is no floor.

-- name: event_last_trusted_time
SELECT at_utc_ms FROM event
WHERE clock_trusted = 1 AND at_utc_ms >= 1767225600000 ORDER BY seq DESC LIMIT 1

-- name: event_untrusted_of_boot
SELECT 1 FROM event WHERE clock_trusted = 0 AND boot_id = ? LIMIT 1

-- name: rebuild_each
SELECT e.seq, e.kind, e.home_id, e.child_id,
    CASE WHEN e.clock_trusted THEN e.at_utc_ms ELSE coalesce(
        (SELECT b.base_utc_ms FROM boot AS b WHERE b.boot_id = e.boot_id) + e.mono_ms,
        e.at_utc_ms) END AS time_ms,
    e.payload
FROM event AS e ORDER BY e.seq

-- name: event_pending_now_known
SELECT e.id, e.home_id, c.holder_id AS child_id,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM event AS e JOIN card AS c ON c.id = e.card AND c.kind = 1
    LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.kind = 'card_pending'
    AND NOT EXISTS (SELECT 1 FROM event AS d WHERE d.cause = e.id)
ORDER BY e.seq LIMIT 1

-- name: event_open_check_in
SELECT e.id FROM event AS e
WHERE e.child_id = ? AND e.kind = 'check_in' ORDER BY e.seq DESC LIMIT 1

-- name: boot_learn
INSERT INTO boot (boot_id, base_utc_ms) VALUES (?, ?) ON CONFLICT (boot_id) DO NOTHING

-- name: boot_word
INSERT INTO boot (boot_id, base_utc_ms, word) VALUES (?, ?, 1)
ON CONFLICT (boot_id) DO UPDATE SET base_utc_ms = excluded.base_utc_ms, word = 1

-- name: boot_get
SELECT base_utc_ms, word FROM boot WHERE boot_id = ?

-- name: day_get
SELECT * FROM attendance_day WHERE day = ? AND home_id = ? AND child_id = ?

-- name: day_put
INSERT OR REPLACE INTO attendance_day (day, home_id, child_id, sessions, first_in_ms, last_out_ms,
    minutes, open_ms, assumed, corrected, stays) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- Eight at a time, for a rebuild; see fact_put_many.

-- name: day_each
SELECT * FROM attendance_day WHERE day = ?2 AND (?1 = 0 OR home_id = ?1)
ORDER BY home_id, first_in_ms, child_id

-- name: day_in_count
SELECT count(*) AS n FROM attendance_day WHERE day = ? AND home_id = ? AND open_ms > 0

-- name: day_left_open
SELECT a.day, a.home_id, a.child_id, a.open_ms, h.closes_min, h.utc_offset_min
FROM attendance_day AS a JOIN home AS h ON h.id = a.home_id
WHERE a.open_ms > 0 AND a.day < ? ORDER BY a.day, a.home_id, a.child_id LIMIT 1

-- name: day_clear
DELETE FROM attendance_day

-- name: day_all
SELECT * FROM attendance_day

-- name: fact_clear
DELETE FROM fact_day

-- name: fact_all
SELECT * FROM fact_day

-- name: fact_put
INSERT OR REPLACE INTO fact_day (day, what, child_id, of, home_id, value) VALUES (?, ?, ?, ?, ?, ?)

-- Sixteen at a time: of rows in the order of their key each finds its place where the last one was.
-- OR FAIL keeps SQLite from copying every page that it touches, to undo half of a statement.

-- name: fact_drop
DELETE FROM fact_day WHERE day = ? AND what = ? AND child_id = ? AND of = ?

-- name: fact_event
SELECT h.utc_offset_min, CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms,
    CASE WHEN e.kind IN ('mark_undo', 'homework_undo')
        THEN coalesce((SELECT c.payload FROM event AS c WHERE c.id = e.cause), '{}')
        ELSE e.payload END AS payload
FROM event AS e JOIN home AS h ON h.id = e.home_id LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.seq = ?

-- name: fact_moods_of
SELECT e.seq, e.child_id, e.home_id, e.payload ->> 'value' AS value, h.utc_offset_min,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms,
    NOT EXISTS (SELECT 1 FROM check_now AS v
        WHERE v.id = e.cause AND (v.child_id <> e.child_id OR v.kind = 'none')) AS holds
FROM event AS e JOIN home AS h ON h.id = e.home_id LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.cause = ? AND e.kind = 'mood'

-- name: fact_corrected
SELECT cause FROM event WHERE kind = 'correction' AND +cause IS NOT NULL ORDER BY seq

-- name: fact_mark
SELECT m.payload ->> 'mark' AS mark, m.home_id FROM event AS m
WHERE m.kind = 'activity_mark' AND m.payload ->> 'day' = ? AND m.payload ->> 'session' = ?
    AND m.child_id = ?
    AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'mark_undo')
ORDER BY m.seq DESC LIMIT 1

-- name: fact_homework
SELECT m.payload ->> 'state' AS state, m.home_id FROM event AS m
WHERE m.kind = 'homework_mark' AND m.payload ->> 'homework' = ? AND m.child_id = ?
    AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'homework_undo')
ORDER BY m.seq DESC LIMIT 1

-- name: fact_due
SELECT due_day FROM homework WHERE id = ?

-- name: day_of_child
SELECT DISTINCT day FROM attendance_day WHERE child_id = ?1 AND day <= ?2 ORDER BY day DESC

-- name: day_before
SELECT day FROM attendance_day WHERE child_id = ?1 AND day < ?2 ORDER BY day DESC LIMIT 1

-- name: period_on
SELECT from_day, name FROM period WHERE home_id = ?1 AND ?2 BETWEEN from_day AND until_day
ORDER BY from_day DESC LIMIT 1

-- name: mood_answered
SELECT count(*) AS n FROM event WHERE cause = ? AND kind = 'mood'

-- name: mood_of_child
SELECT e.payload ->> 'value' AS value, h.utc_offset_min,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM event AS e JOIN home AS h ON h.id = e.home_id
    LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.child_id = ? AND e.kind = 'mood' AND NOT EXISTS (SELECT 1 FROM check_now AS v
    WHERE v.id = e.cause AND (v.child_id <> e.child_id OR v.kind = 'none'))
ORDER BY e.seq DESC

-- name: lesson_of_child
SELECT e.payload ->> 'question' AS question, e.payload ->> 'right' AS answered_right,
    h.utc_offset_min, CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM event AS e JOIN home AS h ON h.id = e.home_id
    LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.child_id = ? AND e.kind = 'safety_lesson' ORDER BY e.seq

-- name: integrity_check
PRAGMA integrity_check (1)

-- name: foreign_key_check
PRAGMA foreign_key_check

-- name: data_version
PRAGMA data_version

-- name: homework_put
INSERT INTO homework (school, grade, child_id, subject, text, due_day, staff_id)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (school, grade, due_day, subject, text, coalesce(child_id, 0)) DO UPDATE
SET staff_id = excluded.staff_id, version = version + 1
WHERE staff_id IS NOT excluded.staff_id
RETURNING id

-- name: homework_find
SELECT id FROM homework
WHERE school = ? AND grade = ? AND coalesce(child_id, 0) = ? AND subject = ? AND text = ?
    AND due_day = ?

-- name: homework_reaches
SELECT count(*) AS n FROM child
WHERE CASE WHEN ?4 THEN id = ?4 ELSE school = ?1 AND grade = ?2 END
    AND joined_day <= ?3 AND (left_day = 0 OR left_day > ?3)

-- A + before h.id: an integer column's affinity would keep the index of the payload from use.

-- name: homework_of_child
SELECT h.*, e.payload ->> 'state' AS state, e.staff_id IS NULL AS own
FROM homework AS h LEFT JOIN event AS e ON e.seq = (
    SELECT m.seq FROM event AS m
    WHERE m.kind = 'homework_mark' AND m.payload ->> 'homework' = +h.id AND m.child_id = ?3
        AND NOT EXISTS (
            SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'homework_undo')
    ORDER BY m.seq DESC LIMIT 1)
WHERE (h.school = ?1 AND h.grade = ?2 AND h.child_id IS NULL OR h.child_id = ?3)
    AND h.due_day >= ?4
ORDER BY h.due_day, h.id LIMIT ?5

-- name: homework_of_class
SELECT 1 FROM homework AS h JOIN child AS c
WHERE h.id = ? AND c.id = ?
    AND CASE WHEN h.child_id IS NULL THEN c.school = h.school AND c.grade = h.grade
        ELSE c.id = h.child_id END

-- name: homework_mark_newest
SELECT m.id, m.payload ->> 'state' AS state, m.staff_id IS NULL AS own
FROM event AS m
WHERE m.kind = 'homework_mark' AND m.payload ->> 'homework' = ? AND m.child_id = ?
    AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'homework_undo')
ORDER BY m.seq DESC LIMIT 1

-- name: homework_help
SELECT h.*, e.child_id AS asker_id, CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM homework AS h CROSS JOIN event AS e
    ON e.kind = 'homework_mark' AND e.payload ->> 'homework' = +h.id
    LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE h.due_day >= ?2 AND (?1 = 0 OR e.home_id = ?1) AND e.payload ->> 'state' = 'need_help'
    AND e.seq = (
        SELECT m.seq FROM event AS m
        WHERE m.kind = 'homework_mark' AND m.payload ->> 'homework' = +h.id
            AND m.child_id = e.child_id AND NOT EXISTS (
                SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'homework_undo')
        ORDER BY m.seq DESC LIMIT 1)
ORDER BY CASE h.subject WHEN 'chinese' THEN 1 WHEN 'maths' THEN 2 WHEN 'english' THEN 3 ELSE 4 END,
    e.seq

-- name: homework_each
SELECT h.* FROM homework AS h
WHERE h.due_day >= ?2 AND (?1 = 0 OR EXISTS (SELECT 1 FROM child AS c
    WHERE c.home_id = ?1 AND CASE WHEN h.child_id IS NULL
        THEN c.school = h.school AND c.grade = h.grade ELSE c.id = h.child_id END))
ORDER BY h.school, h.grade, h.due_day, h.id

-- name: event_last_seen_of_child
SELECT seq, id, kind, child_id, at_utc_ms, boot_id, mono_ms,
    CASE WHEN payload ->> 'via' = 'pick_up' THEN 60000 ELSE 10000 END AS same_ms FROM event
WHERE child_id = ? AND kind IN ('check_in', 'check_out')
    AND (card IS NOT NULL OR payload ->> 'via' IN ('forgotten', 'pick_up'))
ORDER BY seq DESC LIMIT 1

-- name: presence_each
SELECT c.*, coalesce(a.open_ms, 0) > 0 AS here
FROM child AS c LEFT JOIN attendance_day AS a
    ON a.day = ?2 AND a.home_id = ?1 AND a.child_id = c.id
WHERE (c.home_id = ?1 AND c.joined_day <= ?2 AND (c.left_day = 0 OR c.left_day > ?2))
    OR c.id IN (SELECT child_id FROM attendance_day
        WHERE day = ?2 AND home_id = ?1 AND open_ms > 0)
ORDER BY c.pinyin, c.no

-- name: secret_get
SELECT hash, keyed FROM secret WHERE child_id = ?

-- name: secret_put
INSERT INTO secret (child_id, hash, keyed) VALUES (?, ?, 'no')
ON CONFLICT (child_id) DO UPDATE SET hash = excluded.hash, keyed = 'no', version = version + 1
WHERE hash <> excluded.hash

-- name: secret_wrong_count
SELECT count(*) AS n FROM event
WHERE child_id = ? AND kind = 'secret_wrong' AND at_utc_ms BETWEEN ? AND ?

-- name: forgotten_each
SELECT c.id AS child_id, count(DISTINCT (x.time_ms + x.offset_ms) / 86400000) AS days,
    max(x.time_ms) AS last_ms
FROM (SELECT v.child_id, h.utc_offset_min * 60000 AS offset_ms, v.time_ms
    FROM event AS e JOIN check_now AS v ON v.seq = e.seq JOIN home AS h ON h.id = e.home_id
    WHERE e.payload ->> 'via' = 'forgotten' AND v.kind <> 'none') AS x
    JOIN child AS c ON c.id = x.child_id
WHERE ?1 = 0 OR c.home_id = ?1
GROUP BY c.id ORDER BY days DESC, c.pinyin, c.no

-- name: homework_class_each
SELECT school, grade, count(*) AS n FROM child
WHERE home_id = ?1 AND joined_day <= ?2 AND (left_day = 0 OR left_day > ?2)
    AND school <> '' AND grade <> ''
GROUP BY school, grade
ORDER BY instr('一二三四五六', substr(grade, 1, 1)) = 0,
    instr('一二三四五六', substr(grade, 1, 1)), grade, school

-- name: homework_text_each
SELECT h.text, max(h.id) AS newest FROM homework AS h
WHERE h.due_day >= ?2 AND h.subject = ?1 GROUP BY h.text ORDER BY newest DESC LIMIT ?3

-- Before an order the sequence, which remembers those that were taken away.

-- name: homework_sequence
SELECT seq AS id FROM sqlite_sequence WHERE name = 'homework'

-- name: homework_newest_id
SELECT max(id) AS id FROM homework

-- name: homework_count
SELECT count(*) AS n FROM homework WHERE id BETWEEN ? AND ?

-- name: homework_drop
DELETE FROM homework WHERE id BETWEEN ? AND ? AND NOT EXISTS (
    SELECT 1 FROM event AS m
    WHERE m.kind = 'homework_mark' AND m.payload ->> 'homework' = +homework.id)

-- An item of a class and the children of a Home that it reaches, each with the newest mark that was
-- not taken back.

-- name: homework_tally
SELECT h.*, count(*) AS children, total(e.payload ->> 'state' = 'asked') AS asked,
    total(e.payload ->> 'state' = 'need_help') AS need_help,
    total(e.payload ->> 'state' IN ('done', 'corrected')) AS ticked, o.name AS only_for
FROM homework AS h CROSS JOIN child AS c
    ON c.home_id = ?1 AND c.joined_day <= ?2 AND (c.left_day = 0 OR c.left_day > ?2)
        AND CASE WHEN h.child_id IS NULL THEN c.school = h.school AND c.grade = h.grade
            ELSE c.id = h.child_id END
    LEFT JOIN child AS o ON o.id = h.child_id
    LEFT JOIN event AS e ON e.seq = (
        SELECT m.seq FROM event AS m
        WHERE m.kind = 'homework_mark' AND m.payload ->> 'homework' = +h.id AND m.child_id = c.id
            AND NOT EXISTS (
                SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'homework_undo')
        ORDER BY m.seq DESC LIMIT 1)
WHERE h.due_day BETWEEN ?3 AND ?4
GROUP BY h.id ORDER BY h.due_day, h.school, h.grade, h.id

-- name: homework_child_each
SELECT c.*, coalesce(a.open_ms, 0) > 0 AS here, e.payload ->> 'state' AS state,
    e.staff_id IS NULL AS own
FROM homework AS h CROSS JOIN child AS c
    ON c.home_id = ?2 AND c.joined_day <= ?3 AND (c.left_day = 0 OR c.left_day > ?3)
        AND CASE WHEN h.child_id IS NULL THEN c.school = h.school AND c.grade = h.grade
            ELSE c.id = h.child_id END
    LEFT JOIN attendance_day AS a
        ON a.day = ?3 AND a.home_id = c.home_id AND a.child_id = c.id
    LEFT JOIN event AS e ON e.seq = (
        SELECT m.seq FROM event AS m
        WHERE m.kind = 'homework_mark' AND m.payload ->> 'homework' = +h.id AND m.child_id = c.id
            AND NOT EXISTS (
                SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'homework_undo')
        ORDER BY m.seq DESC LIMIT 1)
WHERE h.id = ?1 ORDER BY c.pinyin, c.no

-- name: homework_behind
SELECT c.*, coalesce(a.open_ms, 0) > 0 AS here, count(*) AS late, min(h.due_day) AS since_day
FROM homework AS h CROSS JOIN child AS c
    ON c.home_id = ?1 AND c.joined_day <= ?2 AND (c.left_day = 0 OR c.left_day > ?2)
        AND CASE WHEN h.child_id IS NULL THEN c.school = h.school AND c.grade = h.grade
            ELSE c.id = h.child_id END
    LEFT JOIN attendance_day AS a
        ON a.day = ?2 AND a.home_id = c.home_id AND a.child_id = c.id
    LEFT JOIN event AS e ON e.seq = (
        SELECT m.seq FROM event AS m
        WHERE m.kind = 'homework_mark' AND m.payload ->> 'homework' = +h.id AND m.child_id = c.id
            AND NOT EXISTS (
                SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'homework_undo')
        ORDER BY m.seq DESC LIMIT 1)
WHERE h.due_day >= ?3 AND h.due_day < ?2
    AND coalesce(e.payload ->> 'state', 'open') NOT IN ('asked', 'done', 'corrected')
GROUP BY c.id ORDER BY late DESC, c.pinyin, c.no

-- name: homework_tick_each
SELECT m.id, m.child_id, m.payload ->> 'homework' AS homework FROM event AS m
WHERE m.seq BETWEEN ?1 AND ?2 AND m.kind = 'homework_mark' AND m.staff_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'homework_undo')
ORDER BY m.seq

-- name: event_newest_seq
SELECT max(seq) AS seq FROM event

-- name: staff_subject_put
INSERT INTO staff_subject (staff_id, subject, helps) VALUES (?, ?, ?)
ON CONFLICT (staff_id, subject) DO UPDATE SET helps = excluded.helps, version = version + 1
WHERE helps <> excluded.helps

-- name: staff_subject_each
SELECT subject FROM staff_subject WHERE staff_id = ? AND helps

-- name: help_of_homework
SELECT h.*, e.id AS request, e.child_id AS asker_id, c.name, c.animal, c.grade AS class_grade,
    coalesce(a.open_ms, 0) AS here_ms,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM homework AS h CROSS JOIN event AS e
    ON e.kind = 'homework_mark' AND e.payload ->> 'homework' = +h.id
    JOIN child AS c ON c.id = e.child_id
    LEFT JOIN attendance_day AS a
        ON a.day = ?2 AND a.home_id = c.home_id AND a.child_id = c.id
    LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE h.due_day >= ?3 AND (?1 = 0 OR c.home_id = ?1) AND e.payload ->> 'state' = 'need_help'
    AND e.seq = (
        SELECT m.seq FROM event AS m
        WHERE m.kind = 'homework_mark' AND m.payload ->> 'homework' = +h.id
            AND m.child_id = e.child_id AND NOT EXISTS (
                SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'homework_undo')
        ORDER BY m.seq DESC LIMIT 1)
    AND NOT EXISTS (SELECT 1 FROM event AS d WHERE d.cause = e.id AND d.kind = 'help_done')
ORDER BY e.seq

-- name: help_of_class
SELECT m.id AS request, m.child_id AS asker_id, c.name, c.animal, c.grade AS class_grade,
    coalesce(a.open_ms, 0) AS here_ms, m.payload ->> 'title' AS title,
    m.payload ->> 'subject' AS subject,
    CASE WHEN m.clock_trusted OR b.base_utc_ms IS NULL THEN m.at_utc_ms
    ELSE b.base_utc_ms + m.mono_ms END AS time_ms
FROM event AS m JOIN child AS c ON c.id = m.child_id
    LEFT JOIN attendance_day AS a
        ON a.day = ?2 AND a.home_id = c.home_id AND a.child_id = c.id
    LEFT JOIN boot AS b ON b.boot_id = m.boot_id
WHERE m.kind = 'activity_mark' AND m.payload ->> 'day' = ?2 AND (?1 = 0 OR m.home_id = ?1)
    AND m.payload ->> 'mark' = 'needs_help'
    AND NOT EXISTS (SELECT 1 FROM event AS u
        WHERE u.cause = m.id AND u.kind IN ('mark_undo', 'help_done'))
    AND NOT EXISTS (
        SELECT 1 FROM event AS n
        WHERE n.kind = 'activity_mark' AND n.payload ->> 'day' = ?2
            AND n.payload ->> 'session' = m.payload ->> 'session' AND n.child_id = m.child_id
            AND n.seq > m.seq AND NOT EXISTS (
                SELECT 1 FROM event AS u WHERE u.cause = n.id AND u.kind = 'mark_undo'))
ORDER BY m.seq

-- name: help_taken
SELECT m.id, m.staff_id, h.utc_offset_min,
    CASE WHEN m.clock_trusted OR b.base_utc_ms IS NULL THEN m.at_utc_ms
    ELSE b.base_utc_ms + m.mono_ms END AS time_ms
FROM event AS m JOIN home AS h ON h.id = m.home_id LEFT JOIN boot AS b ON b.boot_id = m.boot_id
WHERE m.cause = ?1 AND m.kind = 'help_taken'
    AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'help_back')
ORDER BY m.seq DESC LIMIT 1

-- name: help_request
SELECT e.kind, e.child_id, e.payload ->> 'homework' AS homework,
    EXISTS (SELECT 1 FROM event AS d WHERE d.cause = e.id AND d.kind = 'help_done') AS done
FROM event AS e WHERE e.id = ?

-- name: note_payload
SELECT json_object('tag', ?, 'text', ?) AS payload

-- name: note_each
SELECT e.id, e.child_id, e.staff_id, e.payload ->> 'tag' AS tag, e.payload ->> 'text' AS text,
    h.utc_offset_min, d.payload ->> 'outcome' AS outcome, d.staff_id AS closed_by,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM home AS h CROSS JOIN event AS e ON e.home_id = h.id AND e.kind = 'note'
    LEFT JOIN boot AS b ON b.boot_id = e.boot_id
    LEFT JOIN event AS d ON d.cause = e.id AND d.kind = 'note_closed'
WHERE (?1 = 0 OR h.id = ?1) ORDER BY d.id IS NOT NULL, e.seq DESC

-- name: note_is_closed
SELECT EXISTS (SELECT 1 FROM event AS d WHERE d.cause = e.id AND d.kind = 'note_closed') AS closed,
    e.child_id FROM event AS e WHERE e.id = ? AND e.kind = 'note'

-- name: contact_last
SELECT h.utc_offset_min, CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM event AS e JOIN home AS h ON h.id = e.home_id LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.kind = 'contact' AND e.child_id = ? AND e.staff_id = ? ORDER BY e.seq DESC LIMIT 1

-- name: contact_pairs
SELECT c.id AS child_id, p.staff_id, p.since_day
FROM child AS c JOIN pairing AS p ON p.child_id = c.id
WHERE (?1 = 0 OR c.home_id = ?1) AND c.joined_day <= ?2 AND (c.left_day = 0 OR c.left_day > ?2)
    AND p.since_day <= ?2 AND (p.until_day = 0 OR p.until_day > ?2)
ORDER BY c.home_id, c.pinyin, c.no

-- A child's checks as they are known now, in its Home's days: by their own child and by corrections.

-- name: check_of_child
SELECT v.*, h.utc_offset_min,
    coalesce((SELECT s.source_id FROM event AS o JOIN source_boot AS s ON s.boot_id = o.boot_id
        WHERE o.seq = v.seq), 0) AS source
FROM check_now AS v JOIN home AS h ON h.id = v.home_id
WHERE v.id IN (
        SELECT e.id FROM event AS e WHERE e.child_id = ?1 AND e.kind IN ('check_in', 'check_out')
            AND e.clock_trusted = 1 AND e.at_utc_ms BETWEEN ?3 AND ?4
        UNION SELECT e.id FROM event AS e
        WHERE e.child_id = ?1 AND e.kind IN ('check_in', 'check_out') AND e.clock_trusted = 0
        UNION SELECT coalesce(e.cause, e.id) FROM event AS e
        WHERE e.child_id = ?1 AND e.kind = 'correction')
    AND v.child_id = ?1 AND v.kind <> 'none' AND (?2 = 0 OR v.home_id = ?2)
    AND v.time_ms BETWEEN ?3 AND ?4
ORDER BY v.home_id, v.time_ms, v.seq

-- name: check_get
SELECT v.*, h.utc_offset_min FROM check_now AS v JOIN home AS h ON h.id = v.home_id
WHERE v.seq = ?

-- name: correction_children
SELECT child_id FROM event WHERE kind = 'correction'
UNION SELECT e.child_id FROM event AS c JOIN event AS e ON e.id = c.cause
WHERE c.kind = 'correction'
UNION SELECT child_id FROM source_child

-- name: day_forget
DELETE FROM attendance_day WHERE day = ? AND home_id = ? AND child_id = ?

-- name: day_forget_child
DELETE FROM attendance_day WHERE child_id = ?

-- name: correction_json
SELECT json_object('what', ?1, 'check', ?2, 'child', ?3, 'at_utc_ms', ?4, 'reason', ?5, 'note', ?6,
    'part', ?7, 'parts', ?8) AS payload

-- name: correction_newest
SELECT max(e.seq) AS seq FROM event AS e WHERE e.cause = ? AND e.kind = 'correction'

-- name: correction_act
SELECT e.seq, coalesce(e.cause, e.id) AS root FROM event AS e JOIN event AS m ON m.seq = ?1
WHERE m.kind = 'correction' AND e.seq BETWEEN m.seq - (m.payload ->> 'part') + 1
    AND m.seq - (m.payload ->> 'part') + (m.payload ->> 'parts')
ORDER BY e.seq

-- How a check was before one of its corrections.

-- name: correction_before
SELECT coalesce(c.payload ->> 'check', iif(v.was_kind = 'correction', 'none', v.was_kind)) AS kind,
    coalesce(c.payload ->> 'child', v.was_child_id) AS child_id,
    coalesce(c.payload ->> 'at_utc_ms', v.was_ms) AS time_ms,
    c.payload ->> 'at_utc_ms' IS NOT NULL AS stated
FROM check_now AS v LEFT JOIN event AS c ON c.seq = coalesce(
    (SELECT max(n.seq) FROM event AS n
        WHERE n.cause = v.id AND n.kind = 'correction' AND n.seq < ?2),
    iif(v.was_kind = 'correction' AND v.seq < ?2, v.seq, NULL))
WHERE v.id = ?1

-- name: check_find
SELECT v.*, h.utc_offset_min FROM check_now AS v JOIN home AS h ON h.id = v.home_id
WHERE v.id = ?

-- name: day_assumed
SELECT day, child_id FROM attendance_day
WHERE day BETWEEN ?2 AND ?3 AND home_id = ?1 AND assumed = 1 ORDER BY day DESC, first_in_ms

-- name: day_usual_out
SELECT last_out_ms FROM attendance_day
WHERE child_id = ?1 AND day < ?3 AND home_id = ?2 AND assumed = 0 AND open_ms = 0
ORDER BY day DESC LIMIT 9

-- Who came last and has not left: more than 500 people never are here at a time.

-- name: came_open
SELECT came.*, came.payload ->> 'name' AS name, came.payload ->> 'purpose' AS purpose, h.utc_offset_min,
    h.closes_min, CASE WHEN came.clock_trusted OR b.base_utc_ms IS NULL THEN came.at_utc_ms
    ELSE b.base_utc_ms + came.mono_ms END AS time_ms
FROM (SELECT * FROM event WHERE kind IN ('staff_in', 'visitor_in') ORDER BY seq DESC LIMIT 500) AS came
    JOIN home AS h ON h.id = came.home_id LEFT JOIN boot AS b ON b.boot_id = came.boot_id
WHERE NOT EXISTS (SELECT 1 FROM event AS o
    WHERE o.cause = came.id AND o.kind IN ('staff_out', 'visitor_out'))
ORDER BY came.seq

-- name: came_newest
SELECT e.kind, e.boot_id, e.mono_ms, CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms,
    coalesce(CASE WHEN i.clock_trusted OR b.base_utc_ms IS NULL THEN i.at_utc_ms
    ELSE b.base_utc_ms + i.mono_ms END,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END) AS since_ms
FROM event AS e LEFT JOIN event AS i ON i.id = e.cause LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.staff_id = ? AND e.kind IN ('staff_in', 'staff_out') ORDER BY e.seq DESC LIMIT 1

-- name: visitor_json
SELECT json_object('name', ?1, 'purpose', ?2) AS payload

-- All of a child's day; who was ever said to have made a check has it in its history.

-- name: history_of_child
SELECT 1 AS is_check, v.seq, v.id, e.staff_id, v.was_kind, v.was_child_id, v.was_ms, v.kind,
    v.child_id, v.time_ms, v.via, v.correction
FROM check_now AS v JOIN event AS e ON e.seq = v.seq
WHERE v.id IN (SELECT CASE e.kind WHEN 'correction' THEN coalesce(e.cause, e.id) ELSE e.id END
        FROM event AS e
        WHERE e.child_id = ?1 AND e.kind IN ('check_in', 'check_out', 'correction'))
    AND (v.time_ms BETWEEN ?2 AND ?3
        OR (v.was_kind <> 'correction' AND v.was_ms BETWEEN ?2 AND ?3))
UNION ALL
SELECT 0, e.seq, e.id, e.staff_id, e.kind, 0, 0, e.kind, e.child_id,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms, '', 0
FROM event AS e LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.child_id = ?1 AND e.kind NOT IN ('check_in', 'check_out', 'correction')
    AND CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END BETWEEN ?2 AND ?3
ORDER BY time_ms, seq

-- name: history_corrections
SELECT e.seq, e.staff_id, e.payload ->> 'what' AS what, e.payload ->> 'reason' AS reason,
    e.payload ->> 'note' AS note, e.payload ->> 'check' AS kind, e.payload ->> 'check' AS was_kind,
    e.payload ->> 'child' AS child_id, e.payload ->> 'at_utc_ms' AS time_ms,
    e.payload ->> 'at_utc_ms' IS NOT NULL AS stated,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS said_ms
FROM event AS e LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE (e.cause = ?1 OR e.id = ?1) AND e.kind = 'correction' ORDER BY e.seq

-- name: pin_get
SELECT hash FROM pin WHERE staff_id = ?

-- name: pin_put
INSERT INTO pin (staff_id, hash) VALUES (?, ?)
ON CONFLICT (staff_id) DO UPDATE SET hash = excluded.hash, version = version + 1

-- name: pin_drop
DELETE FROM pin WHERE staff_id = ?

-- name: pin_of_managers
SELECT count(*) AS n FROM pin AS p JOIN staff AS s ON s.id = p.staff_id
WHERE s.role = 'manager' AND s.id <> ?

-- name: pin_tried
SELECT kind, boot_id, mono_ms FROM event
WHERE staff_id = ? AND kind IN ('pin_wrong', 'signed_in', 'pin_set') ORDER BY seq DESC

-- name: pin_given
SELECT kind, boot_id, mono_ms FROM event
WHERE staff_id = ? AND kind IN ('pin_set', 'pin_reset') ORDER BY seq DESC LIMIT 1

-- name: calendar_put
INSERT INTO calendar (day, kind, name, as_weekday) VALUES (?, ?, ?, ?)
ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name = excluded.name,
    as_weekday = excluded.as_weekday, version = version + 1
WHERE (kind, name, as_weekday) IS NOT (excluded.kind, excluded.name, excluded.as_weekday)

-- name: calendar_remove
DELETE FROM calendar WHERE day = ?

-- name: calendar_get
SELECT * FROM calendar WHERE day = ?

-- name: calendar_each
SELECT * FROM calendar WHERE day >= ? ORDER BY day

-- name: calendar_year
SELECT EXISTS (SELECT 1 FROM calendar WHERE day BETWEEN ? AND ?) AS n

-- name: calendar_last
SELECT day FROM calendar ORDER BY day DESC LIMIT 1

-- name: school_end_put
INSERT INTO school_end (school, grade, weekday, ends_min) VALUES (?, ?, ?, ?)
ON CONFLICT (school, grade, weekday) DO UPDATE SET ends_min = excluded.ends_min,
    version = version + 1
WHERE ends_min <> excluded.ends_min

-- name: school_end_remove
DELETE FROM school_end WHERE school = ? AND grade = ? AND weekday = ?

-- name: school_end_each
SELECT * FROM school_end ORDER BY school, grade, weekday

-- name: school_way_put
UPDATE child SET walk_min = ?2, comes_on = ?3, version = version + 1
WHERE id = ?1 AND (walk_min, comes_on) IS NOT (?2, ?3)

-- name: school_way_get
SELECT walk_min, comes_on FROM child WHERE id = ?

-- + before a.seq: sorting the few that the index gives, not all of a child's events by their order.

-- name: absence_on
SELECT a.id, a.child_id, a.staff_id, a.payload ->> 'from' AS from_day,
    a.payload ->> 'until' AS until_day, a.payload ->> 'reason' AS reason
FROM event AS a
WHERE a.kind = 'absence' AND a.child_id = ?1 AND a.payload ->> 'until' >= ?2
    AND a.payload ->> 'from' <= ?2 AND NOT EXISTS (SELECT 1 FROM event AS u
        WHERE u.cause = a.id AND u.kind = 'absence_undo' AND u.payload ->> 'from' <= ?2)
ORDER BY +a.seq DESC LIMIT 1

-- name: absence_get
SELECT id, child_id, staff_id, payload ->> 'from' AS from_day, payload ->> 'until' AS until_day,
    payload ->> 'reason' AS reason
FROM event WHERE id = ? AND kind = 'absence'

-- name: absence_undone
SELECT count(*) AS n FROM event WHERE cause = ? AND kind = 'absence_undo'

-- name: absence_each
SELECT a.id, a.child_id, a.staff_id, a.payload ->> 'from' AS from_day,
    a.payload ->> 'until' AS until_day, a.payload ->> 'reason' AS reason
FROM child AS c CROSS JOIN event AS a
    ON a.kind = 'absence' AND a.child_id = c.id AND a.payload ->> 'until' >= ?2
WHERE (?1 = 0 OR c.home_id = ?1) AND NOT EXISTS (
    SELECT 1 FROM event AS u WHERE u.cause = a.id AND u.kind = 'absence_undo')
ORDER BY from_day, until_day, c.pinyin, a.seq

-- name: expected_each
SELECT c.id AS child_id, (SELECT s.ends_min FROM school_end AS s
        WHERE s.school = c.school AND s.grade IN ('', c.grade) AND s.weekday IN (0, ?3)
        ORDER BY s.grade <> '' DESC, s.weekday <> 0 DESC LIMIT 1) + c.walk_min AS at_min,
    EXISTS (SELECT 1 FROM attendance_day AS d
        WHERE d.child_id = c.id AND d.day = ?2 AND d.sessions > 0) AS came,
    (SELECT a.payload ->> 'reason' FROM event AS a
        WHERE a.kind = 'absence' AND a.child_id = c.id AND a.payload ->> 'until' >= ?2
            AND a.payload ->> 'from' <= ?2 AND NOT EXISTS (SELECT 1 FROM event AS u
                WHERE u.cause = a.id AND u.kind = 'absence_undo' AND u.payload ->> 'from' <= ?2)
        ORDER BY +a.seq DESC LIMIT 1) AS reason
FROM child AS c
WHERE c.home_id = ?1 AND c.joined_day <= ?2 AND (c.left_day = 0 OR c.left_day > ?2)
    AND (c.comes_on >> (?3 - 1)) & 1 AND at_min IS NOT NULL
ORDER BY at_min, c.pinyin, c.no

-- name: expected_care
SELECT p.child_id, min(s.starts_min) AS at_min,
    EXISTS (SELECT 1 FROM attendance_day AS d
        WHERE d.child_id = c.id AND d.day = ?2 AND d.sessions > 0) AS came,
    (SELECT a.payload ->> 'reason' FROM event AS a
        WHERE a.kind = 'absence' AND a.child_id = c.id AND a.payload ->> 'until' >= ?2
            AND a.payload ->> 'from' <= ?2 AND NOT EXISTS (SELECT 1 FROM event AS u
                WHERE u.cause = a.id AND u.kind = 'absence_undo' AND u.payload ->> 'from' <= ?2)
        ORDER BY +a.seq DESC LIMIT 1) AS reason
FROM care_session AS s JOIN care_place AS p ON p.care_session_id = s.id
    JOIN child AS c ON c.id = p.child_id
WHERE s.period_id = ?1 AND ((s.weekdays & p.weekdays) >> (?3 - 1)) & 1 AND p.state = 'enrolled'
    AND p.since_day <= ?2 AND (p.until_day = 0 OR p.until_day >= ?2)
    AND (c.left_day = 0 OR c.left_day > ?2)
GROUP BY p.child_id ORDER BY at_min, c.pinyin, c.no

-- name: health_put
INSERT INTO health (child_id, kind, text, level, staff_id) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (child_id, kind, text) DO UPDATE SET level = excluded.level,
    staff_id = excluded.staff_id, ended_day = 0, ended_reason = '', version = version + 1
WHERE level <> excluded.level OR ended_day <> 0
RETURNING id

-- name: health_find
SELECT id FROM health WHERE child_id = ? AND kind = ? AND text = ?

-- name: health_end
UPDATE health SET ended_day = ?2, ended_reason = ?3, staff_id = ?4, version = version + 1
WHERE id = ?1 AND ended_day = 0

-- name: health_each
SELECT * FROM health WHERE child_id = ? AND ended_day = 0 ORDER BY level = 'normal', id

-- name: health_seen
SELECT count(*) AS n FROM event
WHERE child_id = ? AND payload ->> 'day' = ? AND kind = 'health_seen'

-- name: alarm_is_done
SELECT count(*) AS n FROM event
WHERE kind = 'alarm_done' AND payload ->> 'day' = ? AND payload ->> 'alarm' = ? AND child_id IS ?

-- name: alarm_done_payload
SELECT json_object('alarm', ?, 'day', ?, 'note', ?) AS payload

-- name: alarm_still_here
SELECT child_id, ?1 AS since_ms FROM attendance_day
WHERE home_id = ?2 AND day = ?3 AND open_ms > 0 ORDER BY open_ms, child_id

-- name: alarm_health
SELECT d.child_id, d.first_in_ms AS since_ms FROM attendance_day AS d
WHERE d.home_id = ?1 AND d.day = ?2 AND d.first_in_ms > 0
    AND EXISTS (SELECT 1 FROM health AS h
        WHERE h.child_id = d.child_id AND h.level = 'important' AND h.ended_day = 0)
    AND NOT EXISTS (SELECT 1 FROM event AS e WHERE e.kind = 'health_seen'
        AND e.child_id = d.child_id AND e.payload ->> 'day' = ?2)
ORDER BY d.first_in_ms, d.child_id

-- name: leave_alone_put
INSERT INTO leave_alone (child_id, since_day, until_day, agreed_by) VALUES (?, ?, ?, ?)
ON CONFLICT (child_id, since_day) DO UPDATE SET until_day = excluded.until_day,
    agreed_by = excluded.agreed_by, version = version + 1
WHERE (until_day, agreed_by) IS NOT (excluded.until_day, excluded.agreed_by)

-- name: leave_alone_get
SELECT * FROM leave_alone
WHERE child_id = ?1 AND since_day <= ?2 AND (until_day = 0 OR until_day >= ?2)
ORDER BY since_day DESC LIMIT 1

-- name: barred_put
INSERT INTO barred (child_id, name, phone, relation, note, since_day, until_day)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (child_id, name) DO UPDATE SET phone = excluded.phone, relation = excluded.relation,
    note = excluded.note, since_day = excluded.since_day, until_day = excluded.until_day,
    version = version + 1
WHERE (phone, relation, note, since_day, until_day) IS NOT (excluded.phone, excluded.relation,
    excluded.note, excluded.since_day, excluded.until_day)

-- name: barred_each
SELECT * FROM barred
WHERE child_id = ?1 AND since_day <= ?2 AND (until_day = 0 OR until_day >= ?2) ORDER BY name

-- A name among the child's guardians is enough, whatever its telephone; else the telephone counts.

-- name: barred_of_guardian
SELECT b.child_id FROM guardian AS g JOIN barred AS b ON b.name = g.name
WHERE g.id = ?1 AND b.since_day <= ?2 AND (b.until_day = 0 OR b.until_day >= ?2)
    AND ((b.phone <> '' AND b.phone = g.phone) OR EXISTS (SELECT 1 FROM child_guardian AS l
        WHERE l.child_id = b.child_id AND l.guardian_id = g.id))
ORDER BY b.child_id

-- name: collector_each
SELECT g.id, g.name, g.phone, g.photo, l.relation, l.since_day, l.until_day, l.agreement_day,
    l.agreement_until, coalesce(b.note, '') AS note, CASE WHEN b.name IS NOT NULL THEN 2
        WHEN l.until_day > 0 AND l.until_day < ?2 THEN 1
        WHEN l.agreement_until > 0 AND l.agreement_until < ?2 THEN 1 ELSE 0 END AS state
FROM child_guardian AS l JOIN guardian AS g ON g.id = l.guardian_id
    LEFT JOIN barred AS b ON b.child_id = l.child_id AND b.name = g.name AND b.since_day <= ?2
        AND (b.until_day = 0 OR b.until_day >= ?2)
WHERE l.child_id = ?1 AND l.since_day = (SELECT max(n.since_day) FROM child_guardian AS n
    WHERE n.child_id = l.child_id AND n.guardian_id = l.guardian_id AND n.since_day <= ?2)
ORDER BY state, l.since_day, g.id

-- name: ward_each
SELECT c.*, l.relation, CASE WHEN b.name IS NOT NULL THEN 2
        WHEN l.until_day > 0 AND l.until_day < ?2 THEN 1
        WHEN l.agreement_until > 0 AND l.agreement_until < ?2 THEN 1 ELSE 0 END AS state
FROM child_guardian AS l JOIN child AS c ON c.id = l.child_id
    JOIN guardian AS g ON g.id = l.guardian_id
    LEFT JOIN barred AS b ON b.child_id = l.child_id AND b.name = g.name AND b.since_day <= ?2
        AND (b.until_day = 0 OR b.until_day >= ?2)
WHERE l.guardian_id = ?1 AND l.since_day = (SELECT max(n.since_day) FROM child_guardian AS n
    WHERE n.child_id = l.child_id AND n.guardian_id = l.guardian_id AND n.since_day <= ?2)
ORDER BY state, c.born_day, c.id

-- name: guardian_by_phone
SELECT min(id) AS id, count(*) AS n FROM guardian WHERE phone = ?

-- name: walk_put
INSERT INTO walk (home_id, name, picture, leader_kind, leader_id) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (home_id, name) DO UPDATE SET picture = excluded.picture,
    leader_kind = excluded.leader_kind, leader_id = excluded.leader_id, version = version + 1
WHERE (picture, leader_kind, leader_id) IS NOT
    (excluded.picture, excluded.leader_kind, excluded.leader_id)
RETURNING id

-- name: walk_get
SELECT * FROM walk WHERE id = ?

-- name: walk_find
SELECT * FROM walk WHERE home_id = ? AND name = ?

-- name: walk_each
SELECT * FROM walk WHERE (?1 = 0 OR home_id = ?1) ORDER BY home_id, id

-- name: walk_led_by
SELECT * FROM walk WHERE leader_kind = ? AND leader_id = ? AND home_id = ? ORDER BY id LIMIT 1

-- name: walk_of_child
SELECT w.* FROM walker AS l JOIN walk AS w ON w.id = l.walk_id
WHERE l.child_id = ?1 AND l.since_day <= ?2 AND (l.until_day = 0 OR l.until_day >= ?2)
ORDER BY l.since_day DESC LIMIT 1

-- name: walker_put
INSERT INTO walker (child_id, since_day, until_day, walk_id) VALUES (?, ?, ?, ?)
ON CONFLICT (child_id, since_day) DO UPDATE SET until_day = excluded.until_day,
    walk_id = excluded.walk_id, version = version + 1
WHERE (until_day, walk_id) IS NOT (excluded.until_day, excluded.walk_id)

-- name: walker_end
UPDATE walker SET until_day = ?3, version = version + 1
WHERE child_id = ?1 AND since_day < ?2 AND (until_day = 0 OR until_day > ?3)

-- name: walker_each
SELECT c.* FROM walker AS l JOIN child AS c ON c.id = l.child_id
WHERE l.walk_id = ?1 AND l.since_day <= ?2 AND (l.until_day = 0 OR l.until_day >= ?2)
    AND c.joined_day <= ?2 AND (c.left_day = 0 OR c.left_day > ?2)
ORDER BY c.pinyin, c.no

-- name: pickup_payload
SELECT json_patch('{}', json_object('how', ?, 'guardian', ?, 'walk', ?, 'reason', ?)) AS payload

-- name: departure_of
SELECT e.id, coalesce(c.payload ->> 'check', e.kind) AS kind, e.home_id, e.boot_id, e.mono_ms, e.payload ->> 'via' AS via,
    coalesce(c.payload ->> 'at_utc_ms', CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL
        THEN e.at_utc_ms ELSE b.base_utc_ms + e.mono_ms END) AS time_ms,
    p.id AS pick_up, p.staff_id, p.payload ->> 'how' AS how, p.payload ->> 'guardian' AS guardian,
    p.payload ->> 'walk' AS walk, p.payload ->> 'reason' AS reason,
    EXISTS (SELECT 1 FROM event AS h WHERE h.cause = p.id AND h.kind = 'home_confirmed'
        AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = h.id AND u.kind = 'home_undo'))
        AS at_home
FROM event AS e LEFT JOIN boot AS b ON b.boot_id = e.boot_id
    LEFT JOIN event AS c ON c.seq = (SELECT max(n.seq) FROM event AS n
        WHERE n.cause = e.id AND n.kind = 'correction')
    LEFT JOIN event AS p ON p.seq = (SELECT q.seq FROM event AS q
        WHERE q.cause = e.id AND q.kind = 'pick_up' ORDER BY q.seq DESC LIMIT 1)
WHERE e.child_id = ? AND e.kind IN ('check_in', 'check_out')
    AND (SELECT v.kind <> 'none' AND v.child_id = e.child_id FROM check_now AS v WHERE v.seq = e.seq)
ORDER BY e.seq DESC LIMIT 1

-- name: departure_between
SELECT e.id, coalesce(c.payload ->> 'check', e.kind) AS kind, e.home_id, e.boot_id, e.mono_ms, e.payload ->> 'via' AS via,
    coalesce(c.payload ->> 'at_utc_ms', CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL
        THEN e.at_utc_ms ELSE b.base_utc_ms + e.mono_ms END) AS time_ms,
    p.id AS pick_up, p.staff_id, p.payload ->> 'how' AS how, p.payload ->> 'guardian' AS guardian,
    p.payload ->> 'walk' AS walk, p.payload ->> 'reason' AS reason, 0 AS at_home
FROM event AS e LEFT JOIN boot AS b ON b.boot_id = e.boot_id
    LEFT JOIN event AS c ON c.seq = (SELECT max(n.seq) FROM event AS n
        WHERE n.cause = e.id AND n.kind = 'correction')
    LEFT JOIN event AS p ON p.seq = (SELECT q.seq FROM event AS q
        WHERE q.cause = e.id AND q.kind = 'pick_up' ORDER BY q.seq DESC LIMIT 1)
WHERE e.child_id = ?1 AND e.kind = 'check_out'
    AND (c.seq IS NULL OR (c.payload ->> 'check' <> 'none'
        AND coalesce(c.payload ->> 'child', e.child_id) = e.child_id))
    AND CASE WHEN e.clock_trusted
    OR b.base_utc_ms IS NULL THEN e.at_utc_ms ELSE b.base_utc_ms + e.mono_ms END >= ?2
    AND CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END < ?3
    AND (SELECT v.kind <> 'none' AND v.child_id = e.child_id FROM check_now AS v WHERE v.seq = e.seq)
ORDER BY e.seq DESC LIMIT 1

-- name: departure_candidates
SELECT DISTINCT a.child_id FROM attendance_day AS a
WHERE a.day BETWEEN ?2 AND ?3 AND a.home_id = ?1 AND a.open_ms = 0
ORDER BY a.child_id

-- name: home_confirmed_of
SELECT h.id FROM event AS h
WHERE h.cause = ? AND h.kind = 'home_confirmed'
    AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = h.id AND u.kind = 'home_undo')
ORDER BY h.seq DESC LIMIT 1

-- name: door_last
SELECT e.boot_id, e.mono_ms FROM event AS e
WHERE e.home_id = ?1 AND e.kind IN ('guardian_waits', 'wrong_child', 'barred_seen')
    AND e.kind = ?2 AND e.payload ->> 'guardian' = ?3 AND coalesce(e.child_id, 0) = ?4
ORDER BY e.seq DESC LIMIT 1

-- name: door_each
SELECT e.id, e.kind, e.child_id, e.payload ->> 'guardian' AS guardian,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM event AS e LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.home_id = ?1 AND e.kind IN ('guardian_waits', 'wrong_child', 'barred_seen')
    AND NOT EXISTS (SELECT 1 FROM event AS a WHERE a.cause = e.id AND a.kind = 'door_answered')
ORDER BY e.seq DESC LIMIT 20

-- name: mark_payload
SELECT json_object('session', ?, 'day', ?, 'mark', ?, 'title', ?, 'subject', ?, 'starts_min', ?,
    'ends_min', ?) AS payload

-- name: mark_newest
SELECT m.id, m.payload ->> 'mark' AS mark, m.staff_id, m.payload FROM event AS m
WHERE m.kind = 'activity_mark' AND m.payload ->> 'day' = ? AND m.payload ->> 'session' = ?
    AND m.child_id = ?
    AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'mark_undo')
ORDER BY m.seq DESC LIMIT 1

-- name: mark_of_class
SELECT m.child_id, m.payload ->> 'mark' AS mark, m.staff_id, max(m.seq) AS seq FROM event AS m
WHERE m.kind = 'activity_mark' AND m.payload ->> 'day' = ? AND m.payload ->> 'session' = ?
    AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'mark_undo')
GROUP BY m.child_id

-- name: mark_order
SELECT e.id, e.kind, e.child_id, e.payload FROM event AS e
WHERE e.seq BETWEEN ? AND ? AND e.kind IN ('activity_mark', 'mark_undo') AND NOT EXISTS (
    SELECT 1 FROM event AS u WHERE u.cause = e.id AND u.kind IN ('activity_mark', 'mark_undo'))
    AND (e.kind = 'activity_mark' OR NOT EXISTS (
        SELECT 1 FROM event AS n
        WHERE n.kind = 'activity_mark' AND n.payload ->> 'day' = e.payload ->> 'day'
            AND n.payload ->> 'session' = e.payload ->> 'session' AND n.child_id = e.child_id
            AND n.seq > e.seq AND n.cause IS NULL))
ORDER BY e.seq DESC

-- name: mark_help
SELECT m.child_id, m.staff_id, m.payload ->> 'session' AS session, m.payload ->> 'title' AS title,
    m.payload ->> 'subject' AS subject, m.payload ->> 'starts_min' AS starts_min,
    CASE WHEN m.clock_trusted OR b.base_utc_ms IS NULL THEN m.at_utc_ms
    ELSE b.base_utc_ms + m.mono_ms END AS time_ms
FROM event AS m LEFT JOIN boot AS b ON b.boot_id = m.boot_id
WHERE m.kind = 'activity_mark' AND m.payload ->> 'day' = ?2 AND (?1 = 0 OR m.home_id = ?1)
    AND m.payload ->> 'mark' = 'needs_help'
    AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'mark_undo')
    AND NOT EXISTS (
        SELECT 1 FROM event AS n
        WHERE n.kind = 'activity_mark' AND n.payload ->> 'day' = ?2
            AND n.payload ->> 'session' = m.payload ->> 'session' AND n.child_id = m.child_id
            AND n.seq > m.seq AND NOT EXISTS (
                SELECT 1 FROM event AS u WHERE u.cause = n.id AND u.kind = 'mark_undo'))
ORDER BY m.seq

-- name: roll_here
SELECT c.id, c.no, c.name, c.school, c.grade, c.animal, c.born_day, a.open_ms > 0 AS here,
    CASE WHEN a.open_ms > 0 THEN a.open_ms ELSE a.last_out_ms END AS time_ms,
    g.id AS guardian_id, g.name AS guardian, g.phone, l.relation, l.since_day, l.until_day,
    l.agreement_day
FROM attendance_day AS a JOIN child AS c ON c.id = a.child_id
    LEFT JOIN child_guardian AS l ON l.child_id = c.id AND l.since_day <= ?2
        AND (l.until_day = 0 OR l.until_day >= ?2)
    LEFT JOIN guardian AS g ON g.id = l.guardian_id
WHERE a.home_id = ?1 AND a.day = ?2 AND (a.open_ms > 0 OR a.last_out_ms >= ?3)
ORDER BY c.pinyin, c.no, g.phone = '', l.agreement_day = 0, l.since_day, g.id

-- name: roll_open
SELECT e.id, e.home_id, e.staff_id, e.payload ->> 'kind' AS kind,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM event AS e LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.kind = 'roll_begin' AND e.home_id = ?
    AND NOT EXISTS (SELECT 1 FROM event AS r WHERE r.cause = e.id AND r.kind = 'roll_call')
ORDER BY e.seq DESC LIMIT 1

-- name: roll_begin_payload
SELECT json_object('kind', ?) AS payload

-- name: roll_over
SELECT 1 AS n FROM event WHERE cause = ? AND kind = 'roll_call'

-- name: roll_ticked
SELECT payload ->> 'found' AS found FROM event
WHERE kind = 'roll_tick' AND cause = ? AND child_id = ? ORDER BY seq DESC LIMIT 1

-- name: roll_tick_each
SELECT child_id, payload ->> 'found' AS found, max(seq) AS seq FROM event
WHERE kind = 'roll_tick' AND cause = ? GROUP BY child_id

-- name: roll_count
SELECT count(*) AS expected, coalesce(sum(x.found), 0) AS found,
    json_object('kind', ?4, 'begun_ms', ?5, 'expected', count(*),
        'found', coalesce(sum(x.found), 0),
        'missing', json_group_array(x.child_id) FILTER (WHERE NOT x.found)) AS payload
FROM (SELECT a.child_id, coalesce((SELECT t.payload ->> 'found' FROM event AS t
        WHERE t.kind = 'roll_tick' AND t.cause = ?3 AND t.child_id = a.child_id
        ORDER BY t.seq DESC LIMIT 1), 0) AS found
    FROM attendance_day AS a WHERE a.home_id = ?1 AND a.day = ?2 AND a.open_ms > 0) AS x

-- name: roll_result_each
SELECT e.seq, e.home_id, e.staff_id, e.payload ->> 'kind' AS kind,
    e.payload ->> 'begun_ms' AS begun_ms, e.payload ->> 'expected' AS expected,
    e.payload ->> 'found' AS found, e.payload ->> 'missing' AS missing,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM event AS e LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.kind = 'roll_call' AND (?1 = 0 OR e.home_id = ?1) ORDER BY e.seq DESC

-- name: backup_payload
SELECT json_object('events', ?, 'newest', ?, 'made_ms', ?) AS payload

-- name: backup_last
SELECT payload ->> 'made_ms' AS made_ms FROM event WHERE kind = 'backed_up' ORDER BY seq DESC LIMIT 1

-- name: event_last_seq
SELECT coalesce(max(seq), 0) AS seq FROM event

-- What earlier transactions left unsigned stays so.

-- name: change_begin
UPDATE change SET at_utc_ms = 0 WHERE at_utc_ms IS NULL

-- name: change_sign
UPDATE change SET at_utc_ms = ?2, clock_trusted = ?3, staff = (SELECT no FROM staff WHERE id = ?1)
WHERE at_utc_ms IS NULL

-- name: change_quiet
INSERT INTO setting (key, value) VALUES ('changes_off', 1)

-- name: change_heard
DELETE FROM setting WHERE key = 'changes_off'

-- name: change_each
SELECT seq, json_object('id', hex(id), 'seq', seq, 'table', tbl, 'key', json(key),
    'before', json(before), 'after', json(after), 'event', event_seq, 'at', coalesce(at_utc_ms, 0),
    'trusted', clock_trusted, 'staff', staff, 'answers', answers) AS line
FROM change WHERE held = 0 AND seq > ? ORDER BY seq

-- name: change_done
UPDATE change SET held = 1 WHERE held = 0 AND seq <= ?

-- Said anew by a later change of each row: 2.

-- name: change_passed
UPDATE change SET held = 2 WHERE held <> 2

-- name: change_again
UPDATE change SET held = 0 WHERE held = 1

-- name: change_backlog
SELECT count(*) AS n FROM change WHERE held = 0

-- name: change_answer
INSERT INTO change (event_seq, tbl, key, before, after, answers)
VALUES ((SELECT coalesce(max(seq), 0) FROM event), ?1, ?2, nullif(?3, ''), nullif(?4, ''), ?5)

-- name: taken_get
SELECT outcome FROM taken WHERE id = ?

-- name: taken_put
INSERT INTO taken (id, source, seq, outcome) VALUES (?, ?, ?, ?)

-- name: taken_set
UPDATE taken SET outcome = ?2 WHERE id = ?1

-- A source's numbers begin anywhere: another hub heard what was before.

-- name: taken_upto
SELECT coalesce(max(seq), 0) AS seq FROM (
    SELECT DISTINCT seq, dense_rank() OVER (ORDER BY seq) AS n, min(seq) OVER () AS first
    FROM taken WHERE source = ?)
WHERE seq = first + n - 1

-- A line that came in, and why it can't be one.

-- name: change_read
SELECT line ->> '$.id' AS id, line ->> '$.seq' AS seq, line ->> '$.table' AS tbl,
    line -> '$.key' AS key, CASE json_type(line, '$.before') WHEN 'object' THEN line -> '$.before'
    END AS before, CASE json_type(line, '$.after') WHEN 'object' THEN line -> '$.after' END AS after,
    coalesce(line ->> '$.at', 0) AS at, coalesce(line ->> '$.staff', '') AS staff,
    coalesce(line ->> '$.answers', '') AS answers,
    coalesce(line ->> '$.id' NOT GLOB '*[^0-9A-F]*' AND length(line ->> '$.id') = 32
        AND json_type(line, '$.seq') = 'integer' AND line ->> '$.seq' > 0
        AND json_type(line, '$.table') = 'text' AND json_type(line, '$.key') = 'object'
        AND coalesce(json_type(line, '$.before'), 'null') IN ('object', 'null')
        AND coalesce(json_type(line, '$.after'), 'null') IN ('object', 'null')
        AND coalesce(json_type(line, '$.at'), 'null') IN ('integer', 'null')
        AND coalesce(json_type(line, '$.staff'), 'null') IN ('text', 'null')
        AND coalesce(json_type(line, '$.answers'), 'null') IN ('text', 'null')
        AND (json_type(line, '$.answers') = 'text' OR json_type(line, '$.before') = 'object'
            OR json_type(line, '$.after') = 'object'), 0) AS good
FROM (SELECT ?1 AS line) WHERE json_valid(line)

-- Events of other databases: db/take.h.

-- name: source_add
INSERT INTO source (kiosk, branch) VALUES (?, ?) ON CONFLICT (kiosk, branch) DO NOTHING

-- name: source_find
SELECT id FROM source WHERE kiosk = ? AND branch = ?

-- name: source_boot_add
INSERT INTO source_boot (boot_id, source_id) VALUES (?, ?) ON CONFLICT (boot_id) DO NOTHING

-- name: source_home_add
INSERT INTO source_home (home_id, source_id) VALUES (?, ?)
ON CONFLICT (home_id, source_id) DO NOTHING

-- name: source_home_count
SELECT count(*) AS n FROM source_home WHERE home_id = ?

-- name: source_child_add
INSERT INTO source_child (child_id) VALUES (?) ON CONFLICT (child_id) DO NOTHING

-- name: source_row_add
INSERT INTO source_row (source_id, tbl, number) VALUES (?, ?, ?)
ON CONFLICT (source_id, tbl, number) DO NOTHING

-- name: source_row_find
SELECT id FROM source_row WHERE source_id = ? AND tbl = ? AND number = ?

-- name: boot_told
INSERT INTO boot (boot_id, base_utc_ms, word) VALUES (?, ?, ?)
ON CONFLICT (boot_id) DO UPDATE SET base_utc_ms = excluded.base_utc_ms, word = excluded.word
WHERE (base_utc_ms, word) IS NOT (excluded.base_utc_ms, excluded.word)
    AND excluded.word >= boot.word

-- name: boot_children
SELECT DISTINCT child_id FROM event
WHERE boot_id = ? AND clock_trusted = 0 AND kind IN ('check_in', 'check_out')
    AND child_id IS NOT NULL

-- name: boot_answers
SELECT seq, kind, home_id, child_id, cause, payload FROM event
WHERE boot_id = ? AND clock_trusted = 0 AND kind IN ('mood', 'safety_lesson')
    AND child_id IS NOT NULL

-- name: fact_forget
DELETE FROM fact_day WHERE child_id = ?1 AND what = ?2 AND of = ?3

-- name: take_find
SELECT kind, at_utc_ms, mono_ms, boot_id FROM event WHERE id = ?

-- name: take_corrected
SELECT count(*) AS n FROM event WHERE cause = ? AND kind = 'correction'

-- name: take_said_of
SELECT child_id FROM event WHERE id = ?1
UNION SELECT child_id FROM event WHERE cause = ?1 AND kind = 'correction'
UNION SELECT payload ->> 'child' FROM event WHERE cause = ?1 AND kind = 'correction'

-- name: take_waiting_add
INSERT INTO event_waiting (source_id, id, kind, home, child, staff, card, cause, at_utc_ms, boot_id,
    mono_ms, clock_trusted, payload, refs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO NOTHING

-- name: take_waiting_next
SELECT w.*, s.kiosk, s.branch FROM event_waiting AS w JOIN source AS s ON s.id = w.source_id
WHERE w.n > ? ORDER BY w.n LIMIT 1

-- name: take_waiting_of_child
SELECT n FROM event_waiting WHERE source_id = ?1 AND child = ?2 AND n < ?3
    AND (?4 = 0 OR kind IN ('check_in', 'check_out', 'correction')) LIMIT 1

-- name: take_waiting_drop
DELETE FROM event_waiting WHERE n = ?

-- name: take_waiting_count
SELECT count(*) AS n FROM event_waiting

-- name: followed_get
SELECT pos FROM followed WHERE log = ?

-- name: followed_set
INSERT INTO followed (log, pos) VALUES (?, ?) ON CONFLICT (log) DO UPDATE SET pos = excluded.pos

-- name: care_event_each
SELECT e.kind, e.staff_id, e.payload ->> 'from' AS from_day, e.payload ->> 'until' AS until_day,
    e.payload ->> 'day' AS day, e.payload ->> 'adults' AS adults,
    e.payload ->> 'children' AS children, e.payload ->> 'reason' AS reason,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM event AS e LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.kind IN ('care_opened', 'care_prolonged', 'care_closed') AND e.payload ->> 'period' = ?
ORDER BY e.seq

-- name: care_opened_payload
SELECT json_object('period', ?, 'from', ?, 'adults', ?, 'children', ?, 'reason', ?) AS payload

-- name: care_prolonged_payload
SELECT json_object('period', ?, 'was', ?, 'until', ?) AS payload

-- name: care_closed_payload
SELECT json_object('period', ?, 'day', ?, 'reason', ?) AS payload

-- name: care_session_each
SELECT * FROM care_session WHERE period_id = ? ORDER BY starts_min, ends_min, id

-- name: care_session_get
SELECT * FROM care_session WHERE id = ?

-- name: care_session_find
SELECT * FROM care_session WHERE period_id = ? AND name = ?

-- name: care_session_put
INSERT INTO care_session (period_id, part, name, room, starts_min, ends_min, weekdays, capacity,
    meal, per_adult) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (period_id, name) DO UPDATE SET part = excluded.part, room = excluded.room,
    starts_min = excluded.starts_min, ends_min = excluded.ends_min, weekdays = excluded.weekdays,
    capacity = excluded.capacity, meal = excluded.meal, per_adult = excluded.per_adult,
    version = version + 1
WHERE (part, room, starts_min, ends_min, weekdays, capacity, meal, per_adult) IS NOT
    (excluded.part, excluded.room, excluded.starts_min, excluded.ends_min, excluded.weekdays,
    excluded.capacity, excluded.meal, excluded.per_adult)
RETURNING id

-- name: care_session_change
UPDATE care_session SET part = ?2, name = ?3, room = ?4, starts_min = ?5, ends_min = ?6,
    weekdays = ?7, capacity = ?8, meal = ?9, per_adult = ?10, version = version + 1
WHERE id = ?1

-- name: care_session_remove
DELETE FROM care_session WHERE id = ?

-- name: care_session_in_use
SELECT (SELECT count(*) FROM care_place WHERE care_session_id = ?1) AS n

-- Two sessions of a period at one time on one weekday.

-- name: care_session_clash
SELECT s.name, o.name AS other FROM care_session AS s JOIN care_session AS o
    ON o.period_id = s.period_id AND o.id > s.id AND o.weekdays & s.weekdays
    AND o.starts_min < s.ends_min AND o.ends_min > s.starts_min
WHERE s.period_id = ? ORDER BY s.starts_min LIMIT 1

-- name: care_term
SELECT p.name FROM period AS p
WHERE p.kind = 'term' AND (EXISTS (SELECT 1 FROM care_session AS s WHERE s.period_id = p.id)
    OR EXISTS (SELECT 1 FROM enrolment AS e WHERE e.period_id = p.id))
LIMIT 1

-- name: place_of_session
SELECT p.*, c.left_day FROM care_place AS p JOIN child AS c ON c.id = p.child_id
WHERE p.care_session_id = ? ORDER BY p.turn, p.child_id, p.since_day

-- name: place_count
SELECT count(*) AS n FROM care_place AS p JOIN child AS c ON c.id = p.child_id
WHERE p.care_session_id = ?1 AND p.state = 'enrolled' AND p.since_day <= ?2
    AND (p.until_day = 0 OR p.until_day >= ?2) AND (p.weekdays >> (?3 - 1)) & 1
    AND (c.left_day = 0 OR c.left_day > ?2)

-- name: place_waiting
SELECT count(*) AS n FROM care_place
WHERE care_session_id = ? AND state = 'waiting' AND until_day = 0

-- Newest of each session: the order says which is read first.

-- name: place_of_child
SELECT p.*, c.left_day FROM care_place AS p JOIN care_session AS s ON s.id = p.care_session_id
    JOIN child AS c ON c.id = p.child_id
WHERE p.child_id = ?1 AND s.period_id = ?2 ORDER BY s.starts_min, s.id, p.since_day DESC

-- name: place_turn
SELECT coalesce(max(turn), 0) + 1 AS n FROM care_place WHERE care_session_id = ?

-- name: place_turn_of
SELECT count(*) AS n FROM care_place
WHERE care_session_id = ?1 AND state = 'waiting' AND until_day = 0
    AND (turn, child_id) <= (?2, ?3)

-- name: place_put
INSERT INTO care_place (care_session_id, child_id, since_day, until_day, weekdays, state, turn)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (care_session_id, child_id, since_day) DO UPDATE SET until_day = excluded.until_day,
    weekdays = excluded.weekdays, state = excluded.state, turn = excluded.turn,
    version = version + 1
WHERE (until_day, weekdays, state, turn) IS NOT
    (excluded.until_day, excluded.weekdays, excluded.state, excluded.turn)

-- name: place_overlap
SELECT since_day FROM care_place
WHERE care_session_id = ?1 AND child_id = ?2 AND since_day <> ?3
    AND (?4 = 0 OR since_day <= ?4) AND (until_day = 0 OR until_day >= max(?3, since_day))
    AND (state = 'enrolled' OR until_day = 0) LIMIT 1

-- name: place_find
SELECT p.*, c.left_day FROM care_place AS p JOIN child AS c ON c.id = p.child_id
WHERE p.care_session_id = ? AND p.child_id = ? AND p.since_day = ?

-- name: enrolment_put
INSERT INTO enrolment (period_id, child_id, consent_by, guardian_id, consent_how, consent_day)
VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (period_id, child_id) DO UPDATE SET consent_by = excluded.consent_by,
    guardian_id = excluded.guardian_id, consent_how = excluded.consent_how,
    consent_day = excluded.consent_day, version = version + 1
WHERE (consent_by, guardian_id, consent_how, consent_day) IS NOT
    (excluded.consent_by, excluded.guardian_id, excluded.consent_how, excluded.consent_day)

-- name: enrolment_each
SELECT e.*, c.home_id <> p.home_id AS guest
FROM enrolment AS e JOIN child AS c ON c.id = e.child_id JOIN period AS p ON p.id = e.period_id
WHERE e.period_id = ?1 AND (?2 = 0 OR e.child_id = ?2)
ORDER BY guest, c.pinyin, c.no

-- name: enrolment_guardian
SELECT g.name FROM child_guardian AS l JOIN guardian AS g ON g.id = l.guardian_id
WHERE l.child_id = ?1 AND l.guardian_id = ?2 AND l.since_day <= ?3
    AND (l.until_day = 0 OR l.until_day >= ?3) LIMIT 1

-- name: care_begun_payload
SELECT json_object('care_session', ?, 'day', ?, 'adults', ?, 'children', ?, 'reason', ?) AS payload

-- name: care_begun_on
SELECT count(*) AS n FROM event
WHERE kind = 'care_begun' AND payload ->> 'day' = ? AND payload ->> 'care_session' = ?

-- name: care_begun_each
SELECT s.id AS session_id, e.staff_id, e.payload ->> 'adults' AS adults,
    e.payload ->> 'children' AS children, e.payload ->> 'reason' AS reason,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM care_session AS s JOIN event AS e ON e.seq = (SELECT max(n.seq) FROM event AS n
        WHERE n.kind = 'care_begun' AND n.payload ->> 'day' = ?2
            AND n.payload ->> 'care_session' = s.id)
    LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE s.period_id = ?1 ORDER BY s.starts_min

-- name: care_mark_payload
SELECT json_object('care_session', ?, 'day', ?, 'mark', ?, 'reason', ?) AS payload

-- The newest mark of presence, or of the meal, that was not taken back.

-- name: care_mark_newest
SELECT m.id, m.payload ->> 'mark' AS mark FROM event AS m
WHERE m.kind = 'care_mark' AND m.payload ->> 'day' = ?1 AND m.payload ->> 'care_session' = ?2
    AND m.child_id = ?3 AND (m.payload ->> 'mark' IN ('ate', 'not_eaten')) = ?4
    AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'care_mark_undo')
ORDER BY m.seq DESC LIMIT 1

-- name: care_mark_each
SELECT m.child_id, m.payload ->> 'care_session' AS session_id, m.payload ->> 'day' AS day,
    m.payload ->> 'mark' AS mark, m.payload ->> 'reason' AS reason, max(m.seq) AS seq
FROM care_session AS s CROSS JOIN event AS m
WHERE s.period_id = ?1 AND m.kind = 'care_mark' AND m.payload ->> 'day' BETWEEN ?2 AND ?3
    AND m.payload ->> 'care_session' = s.id
    AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'care_mark_undo')
GROUP BY m.payload ->> 'day', s.id, m.child_id, m.payload ->> 'mark' IN ('ate', 'not_eaten')

-- name: day_span_of_child
SELECT * FROM attendance_day
WHERE child_id = ?1 AND day BETWEEN ?3 AND ?4 AND home_id = ?2 ORDER BY day

-- name: day_open
SELECT EXISTS (SELECT 1 FROM attendance_day WHERE day = ? AND home_id = ? AND sessions > 0) AS n

-- name: day_first
SELECT day FROM attendance_day WHERE child_id = ? AND sessions > 0 ORDER BY day LIMIT 1

-- name: summary_child
SELECT id, home_id, born_day, grade, school, no FROM child ORDER BY home_id, pinyin, no

-- name: summary_day
SELECT day, home_id, child_id, sessions, first_in_ms, last_out_ms, minutes, open_ms, assumed,
    corrected, stays
FROM attendance_day WHERE day BETWEEN ?1 AND ?2 AND (?3 = 0 OR home_id = ?3)
ORDER BY day, home_id, child_id

-- name: summary_day_of_child
SELECT day, home_id, child_id, sessions, first_in_ms, last_out_ms, minutes, open_ms, assumed,
    corrected, stays
FROM attendance_day WHERE day BETWEEN ?1 AND ?2 AND (?3 = 0 OR home_id = ?3) AND child_id = ?4
ORDER BY day, home_id

-- name: summary_fact
SELECT day, what, child_id, of, home_id, value FROM fact_day
WHERE day BETWEEN ?1 AND ?2 AND (?3 = 0 OR home_id = ?3) ORDER BY day, what, child_id, of

-- name: summary_fact_of_child
SELECT day, what, child_id, of, home_id, value FROM fact_day
WHERE day = ?1 AND what IN (1, 2, 3, 4) AND child_id = ?2 AND (?3 = 0 OR home_id = ?3)
ORDER BY day, what, child_id, of

-- A class as the first of its marks tells of it.

-- name: summary_class
SELECT payload ->> 'title' AS title, payload ->> 'subject' AS subject FROM event
WHERE kind = 'activity_mark' AND payload ->> 'day' = ? AND payload ->> 'session' = ? LIMIT 1

-- name: summary_homework
SELECT id, school, grade, coalesce(child_id, 0) AS child_id, text, due_day FROM homework
WHERE due_day BETWEEN ? AND ? ORDER BY due_day, id

-- name: stay_between
SELECT x.*, h.utc_offset_min, CASE WHEN o.clock_trusted OR c.base_utc_ms IS NULL THEN o.at_utc_ms
    ELSE c.base_utc_ms + o.mono_ms END AS out_ms, o.payload ->> 'via' IS 'assumed' AS assumed
FROM (SELECT seq, id, staff_id, home_id, at_utc_ms AS in_ms FROM event
    WHERE kind = 'staff_in' AND clock_trusted = 1 AND at_utc_ms BETWEEN ?1 AND ?2
    UNION ALL SELECT e.seq, e.id, e.staff_id, e.home_id,
        coalesce(b.base_utc_ms + e.mono_ms, e.at_utc_ms) FROM event AS e
        LEFT JOIN boot AS b ON b.boot_id = e.boot_id
    WHERE e.kind = 'staff_in' AND e.clock_trusted = 0) AS x
    JOIN staff AS s ON s.id = x.staff_id AND s.role = ?3 JOIN home AS h ON h.id = x.home_id
    LEFT JOIN event AS o ON o.cause = x.id AND o.kind = 'staff_out'
    LEFT JOIN boot AS c ON c.boot_id = o.boot_id
WHERE ?4 = 0 OR x.home_id = ?4
ORDER BY x.staff_id, iif(?5, x.home_id, 0), x.in_ms, x.seq
-- Of several agreements the one that holds longest; of none that holds the last that ended.

-- name: agreement_of
SELECT *, ends % 99999999 AS ends_day FROM (
    SELECT g.id, g.name, g.phone, g.photo, l.relation, l.since_day, l.until_day, l.agreement_day,
        l.agreement_until, min(iif(l.until_day = 0, 99999999, l.until_day),
            iif(l.agreement_until = 0, 99999999, l.agreement_until)) AS ends
    FROM child_guardian AS l JOIN guardian AS g ON g.id = l.guardian_id
    WHERE l.child_id = ?1 AND l.since_day <= ?2 AND l.agreement_day BETWEEN 1 AND ?2)
ORDER BY ends DESC, agreement_day DESC, id LIMIT 1

-- What the six goals are counted from, between two UTC times: by the board's clock where that was
-- right, or nothing is known of its boot; else by the base of the boot. All but the lessons of right
-- clocks, which goals_lesson has. goals_facts.c reads the first columns by their place.

-- name: goals_event
SELECT v.child_id, v.at_utc_ms AS time_ms, h.utc_offset_min, v.kind, v.water, v.seq, v.staff_id
FROM goal_event AS v JOIN home AS h ON h.id = v.home_id
WHERE v.kind IN ('visit', 'homework_mark', 'help_taken', 'help_done', 'contact', 'note',
        'note_closed', 'health_seen', 'safety_lesson', 'pick_up', 'roll_tick')
    AND v.clock_trusted = 1 AND v.at_utc_ms BETWEEN ?1 AND ?2 AND v.kind <> 'safety_lesson'
    AND (?3 = 0 OR v.child_id = ?3) AND v.counts
UNION ALL
SELECT v.child_id, v.at_utc_ms, h.utc_offset_min, v.kind, v.water, v.seq, v.staff_id
FROM goal_event AS v JOIN home AS h ON h.id = v.home_id
WHERE v.kind IN ('visit', 'homework_mark', 'help_taken', 'help_done', 'contact', 'note',
        'note_closed', 'health_seen', 'safety_lesson', 'pick_up', 'roll_tick')
    AND v.clock_trusted = 0 AND v.at_utc_ms BETWEEN ?1 AND ?2
    AND NOT EXISTS (SELECT 1 FROM boot AS b WHERE b.boot_id = v.boot_id)
    AND (?3 = 0 OR v.child_id = ?3) AND v.counts
UNION ALL
SELECT v.child_id, b.base_utc_ms + v.mono_ms, h.utc_offset_min, v.kind, v.water, v.seq, v.staff_id
FROM boot AS b CROSS JOIN goal_event AS v CROSS JOIN home AS h
WHERE b.base_utc_ms BETWEEN ?1 - (SELECT max(mono_ms) FROM event WHERE clock_trusted = 0) AND ?2
    AND v.boot_id = b.boot_id AND v.clock_trusted = 0 AND h.id = v.home_id
    AND v.mono_ms BETWEEN ?1 - b.base_utc_ms AND ?2 - b.base_utc_ms
    AND (?3 = 0 OR v.child_id = ?3) AND v.counts

-- name: goals_lesson
SELECT e.child_id, e.at_utc_ms AS time_ms, h.utc_offset_min, 'safety_lesson' AS kind, 0 AS water, e.seq,
    0 AS staff_id
FROM event AS e JOIN home AS h ON h.id = e.home_id
WHERE e.kind IN ('visit', 'homework_mark', 'help_taken', 'help_done', 'contact', 'note',
        'note_closed', 'health_seen', 'safety_lesson', 'pick_up', 'roll_tick')
    AND e.kind = 'safety_lesson' AND e.clock_trusted = 1 AND e.at_utc_ms BETWEEN ?1 AND ?2
    AND (?3 = 0 OR e.child_id = ?3)

-- name: goals_water
SELECT e.child_id, e.at_utc_ms AS time_ms, h.utc_offset_min
FROM event AS e JOIN home AS h ON h.id = e.home_id
WHERE e.kind = 'safety_lesson' AND e.payload ->> 'question' GLOB 'water-*' AND e.clock_trusted = 1
    AND e.at_utc_ms BETWEEN ?1 AND ?2 AND (?3 = 0 OR e.child_id = ?3)

-- Each child's classes of some days, as goals_class_of_child has them.

-- name: goals_class
SELECT child_id, day FROM fact_day WHERE day BETWEEN ? AND ? AND what = 3

-- The tutoring among them: a mark that was taken back, or that a newer one replaced, is none. Of a
-- class that an older program marked, and that has left the timetable, the length is not known: a
-- lesson's 45 minutes.

-- name: goals_tutoring
SELECT m.child_id, m.payload ->> 'day' AS day, coalesce(
    m.payload ->> 'ends_min' - (m.payload ->> 'starts_min'), s.ends_min - s.starts_min, 45) AS minutes
FROM event AS m LEFT JOIN session AS s ON s.id = m.payload ->> 'session'
WHERE m.kind = 'activity_mark' AND m.payload ->> 'subject' = 'homework'
    AND m.payload ->> 'day' BETWEEN ?1 AND ?2 AND (?3 = 0 OR m.child_id = ?3)
    AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'mark_undo')
    AND NOT EXISTS (SELECT 1 FROM event AS n
        WHERE n.kind = 'activity_mark' AND n.payload ->> 'day' = m.payload ->> 'day'
            AND n.payload ->> 'session' = m.payload ->> 'session' AND n.child_id = m.child_id
            AND n.seq > m.seq
            AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = n.id AND u.kind = 'mark_undo'))

-- The newest mark that holds of a child in each class of some days, in words.

-- name: goals_class_of_child
SELECT m.child_id, m.payload ->> 'day' AS day, m.payload ->> 'subject' AS subject, max(m.seq) AS seq,
    m.staff_id, m.payload ->> 'title' AS title
FROM event AS m
WHERE m.kind = 'activity_mark' AND m.payload ->> 'day' BETWEEN ?1 AND ?2 AND m.child_id = ?3
    AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.cause = m.id AND u.kind = 'mark_undo')
GROUP BY m.payload ->> 'day', m.payload ->> 'session', m.child_id

-- Days here within the holidays of the Home; a child at two of them is there once.

-- name: goals_care
SELECT a.child_id, a.day FROM period AS p CROSS JOIN attendance_day AS a
    ON a.day BETWEEN max(p.from_day, ?1) AND min(p.until_day, ?2) AND a.home_id = p.home_id
WHERE p.kind <> 'term' AND p.from_day <= ?2 AND p.until_day >= ?1 AND a.sessions > 0
    AND (?3 = 0 OR a.child_id = ?3)
GROUP BY a.day, a.child_id

-- name: goals_minutes
SELECT coalesce(sum(minutes), 0) AS n FROM attendance_day WHERE child_id = ? AND day = ?

-- How it stands with a child (0: with each) on a day. Of several rows the newest, as pairing_get and
-- agreement_of have it.

-- name: goals_pair
SELECT p.child_id, p.staff_id, s.name, max(p.since_day) AS since_day
FROM pairing AS p JOIN staff AS s ON s.id = p.staff_id
WHERE (?1 = 0 OR p.child_id = ?1) AND p.since_day <= ?2 AND (p.until_day = 0 OR p.until_day > ?2)
GROUP BY p.child_id

-- name: goals_agreement
SELECT l.child_id, g.name, l.agreement_day, max(min(iif(l.until_day = 0, 99999999, l.until_day),
    iif(l.agreement_until = 0, 99999999, l.agreement_until))) AS ends
FROM child_guardian AS l JOIN guardian AS g ON g.id = l.guardian_id
WHERE (?1 = 0 OR l.child_id = ?1) AND l.since_day <= ?2 AND l.agreement_day BETWEEN 1 AND ?2
GROUP BY l.child_id HAVING ends >= ?2

-- A pair's contacts, the newest first: who asks stops at the first that is early enough.

-- name: goals_contact
SELECT h.utc_offset_min, CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM event AS e JOIN home AS h ON h.id = e.home_id LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.kind = 'contact' AND e.child_id = ? AND e.staff_id = ? ORDER BY e.seq DESC

-- name: goals_health
SELECT child_id, text FROM health
WHERE (?1 = 0 OR child_id = ?1) AND (ended_day = 0 OR ended_day > ?2) ORDER BY id

-- name: child_between
SELECT * FROM child
WHERE (?1 = 0 OR home_id = ?1) AND joined_day <= ?3 AND (left_day = 0 OR left_day > ?2)
ORDER BY home_id, pinyin, no

-- The words of a fact: of a note or visit its own, of a contact or a pick-up whose it was.

-- name: goals_words
SELECT CASE e.kind WHEN 'note' THEN e.payload ->> 'text' WHEN 'visit' THEN e.payload ->> 'note'
    WHEN 'note_closed' THEN (SELECT n.payload ->> 'text' FROM event AS n WHERE n.id = e.cause)
    WHEN 'safety_lesson' THEN e.payload ->> 'question'
    WHEN 'homework_mark' THEN (SELECT text FROM homework WHERE id = e.payload ->> 'homework')
    WHEN 'contact' THEN (SELECT name FROM staff WHERE id = e.staff_id)
    WHEN 'pick_up' THEN coalesce((SELECT name FROM guardian WHERE id = e.payload ->> 'guardian'),
        (SELECT name FROM walk WHERE id = e.payload ->> 'walk')) END AS words
FROM event AS e WHERE e.seq = ?

-- name: missed_came
SELECT day FROM attendance_day WHERE child_id = ?1 AND day <= ?2 AND sessions > 0
ORDER BY day DESC LIMIT 1

-- name: visit_last
SELECT h.utc_offset_min, CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM event AS e JOIN home AS h ON h.id = e.home_id LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.kind = 'visit' AND e.child_id = ? AND e.payload ->> 'outcome' <> 'nobody_at_home'
ORDER BY e.seq DESC LIMIT 1

-- name: visit_of_child
SELECT e.id, e.child_id, e.staff_id, e.payload ->> 'outcome' AS outcome, e.payload ->> 'note' AS note,
    h.utc_offset_min, CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM event AS e JOIN home AS h ON h.id = e.home_id LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.kind = 'visit' AND e.child_id = ? ORDER BY e.seq DESC

-- name: visit_payload
SELECT json_object('outcome', ?, 'note', ?) AS payload

-- On how many days of a span a child was here, and whether anybody was at the Home on a day.

-- name: visit_days_here
SELECT count(DISTINCT day) AS n FROM attendance_day
WHERE child_id = ?1 AND day BETWEEN ?2 AND ?3 AND sessions > 0

-- name: home_was_open
SELECT EXISTS (SELECT 1 FROM attendance_day WHERE day = ?2 AND home_id = ?1 AND sessions > 0) AS n

-- Leavings of a child with somebody, by the newest word on each, newest first: was that a guardian
-- whose agreement held on the day?

-- name: visit_collected
SELECT v.time_ms, h.utc_offset_min, EXISTS (SELECT 1 FROM child_guardian AS l
        WHERE l.child_id = p.child_id AND l.guardian_id = p.payload ->> 'guardian'
            AND l.agreement_day > 0 AND (l.until_day = 0 OR l.until_day >= ?2)
            AND (l.agreement_until = 0 OR l.agreement_until >= ?2)) AS agreed
FROM event AS p JOIN check_now AS v ON v.id = p.cause JOIN home AS h ON h.id = p.home_id
WHERE p.kind = 'pick_up' AND p.child_id = ?1 AND v.kind = 'check_out' AND v.child_id = p.child_id
    AND p.payload ->> 'how' IN ('guardian_card', 'staff_confirmed', 'noted')
    AND p.seq = (SELECT max(n.seq) FROM event AS n WHERE n.cause = p.cause AND n.kind = 'pick_up')
ORDER BY p.seq DESC

-- name: ladder_steps
SELECT e.id, e.staff_id, e.payload ->> 'level' AS level, h.utc_offset_min,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms,
    a.seq IS NOT NULL AS answered, coalesce(a.payload ->> 'day', 0) AS slip_day,
    CASE WHEN a.clock_trusted OR c.base_utc_ms IS NULL THEN a.at_utc_ms
    ELSE c.base_utc_ms + a.mono_ms END AS answer_ms
FROM event AS e JOIN home AS h ON h.id = e.home_id LEFT JOIN boot AS b ON b.boot_id = e.boot_id
    LEFT JOIN event AS a ON a.cause = e.id AND a.kind = 'ladder_answer'
    LEFT JOIN boot AS c ON c.boot_id = a.boot_id
WHERE e.kind = 'ladder_step' AND e.child_id = ? ORDER BY e.seq

-- name: ladder_step_get
SELECT e.child_id, e.home_id, e.payload ->> 'level' AS level, e.payload ->> 'days' AS days,
    e.payload ->> 'since' AS since, h.utc_offset_min,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms,
    EXISTS (SELECT 1 FROM event AS a WHERE a.cause = e.id AND a.kind = 'ladder_answer') AS answered
FROM event AS e JOIN home AS h ON h.id = e.home_id LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.id = ? AND e.kind = 'ladder_step'

-- name: slip_seen
SELECT payload ->> 'day' AS day FROM event
WHERE kind = 'slip_seen' AND payload ->> 'step' = ? ORDER BY seq LIMIT 1

-- The way to the hub (outbox.h). A month of events is read in one walk along their order.

-- name: outbox_refs
SELECT home_id, child_id, staff_id, payload FROM event WHERE seq BETWEEN ? AND ? ORDER BY seq

-- name: outbox_each
SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ?

-- name: outbox_id
SELECT id FROM event WHERE seq = ?

-- name: outbox_boots
SELECT b.boot_id, b.base_utc_ms, b.word FROM boot AS b
WHERE b.boot_id IN (SELECT boot_id FROM event WHERE seq BETWEEN ?1 AND ?2)
    OR NOT EXISTS (SELECT 1 FROM outbox_boot AS o
        WHERE o.boot_id = b.boot_id AND o.base_utc_ms = b.base_utc_ms)

-- name: outbox_boot_held
INSERT INTO outbox_boot (boot_id, base_utc_ms) VALUES (?, ?)
ON CONFLICT (boot_id) DO UPDATE SET base_utc_ms = excluded.base_utc_ms

-- name: outbox_boots_forget
DELETE FROM outbox_boot

-- name: outbox_get
SELECT * FROM outbox

-- name: outbox_mark
UPDATE outbox SET upto = ?, receipt_at = ?, fork_seq = max(fork_seq, ?),
    clock_error_ms = coalesce(?, clock_error_ms)

-- name: outbox_mark_anew
UPDATE outbox SET upto = 0, receipt_at = 0, fork_seq = 0, failures = 0, wait_ms = 0, trouble = '', detail = ''

-- name: outbox_oldest
SELECT clock_trusted, boot_id, mono_ms, at_utc_ms FROM event WHERE seq > ? ORDER BY seq LIMIT 1

-- name: outbox_tried
UPDATE outbox SET tried_at = ?, failures = ?, wait_ms = ?, trouble = ?, detail = ?

-- name: outbox_offer
UPDATE outbox SET offered_ms = ?, offered_boot = ?

-- name: quarantine_add
INSERT INTO quarantine (seq, reason, told_at) VALUES (?, ?, ?) ON CONFLICT (seq) DO NOTHING

-- name: quarantine_each
SELECT * FROM quarantine ORDER BY seq

-- name: quarantine_count
SELECT count(*) AS n FROM quarantine

-- name: hub_get
SELECT * FROM hub

-- name: hub_put
INSERT OR REPLACE INTO hub (one, address, name, hub_key, tls, kiosk, secret, next_secret, paired_at, rekeyed_at)
VALUES (1, ?, ?, ?, ?, ?, ?, NULL, ?, ?)

-- name: hub_forget
DELETE FROM hub

-- name: hub_next_key
UPDATE hub SET next_secret = ?

-- name: hub_next_key_holds
UPDATE hub SET secret = next_secret, next_secret = NULL, rekeyed_at = ? WHERE next_secret IS NOT NULL

-- name: hub_tls
UPDATE hub SET tls = ?
-- Of a change of the columns ?1, which replaces those in ?2, what the row ?3 lets in, and what not.

-- That files left the machine.
-- What earlier transactions left unsigned stays so.
-- That files left the machine.

-- name: exported_payload
SELECT json_object('what', ?1, 'by', ?2, 'from', ?3, 'until', ?4, 'named', json(iif(?5, 'true', 'false')),
    'rows', ?6, 'format', ?7, 'to', ?8, 'home', ?9) AS payload

-- name: exported_each
SELECT e.child_id, e.staff_id, e.payload ->> 'what' AS what, e.payload ->> 'by' AS "by",
    e.payload ->> 'from' AS from_day, e.payload ->> 'until' AS until_day, e.payload ->> 'named' AS named,
    e.payload ->> 'rows' AS rows, e.payload ->> 'format' AS format, e.payload ->> 'to' AS "to",
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM event AS e INDEXED BY event_exported LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.kind = 'exported' ORDER BY e.seq DESC

-- A child's data end: db/erase.h.

-- name: erase_begin
INSERT INTO erasing (one) VALUES (1)

-- name: erase_end
DELETE FROM erasing

-- name: erase_payload
SELECT json_object('why', ?) AS payload

-- name: erase_row
SELECT no, name, born_day, erased_day,
    EXISTS (SELECT 1 FROM erased_here WHERE child_id = child.id) AS done
FROM child WHERE id = ?

-- name: child_erased
SELECT count(*) AS n FROM child WHERE no = ?1 AND erased_day > 0 AND name <> ?2

-- name: erase_mark
UPDATE child SET erased_day = ?2, version = version + 1 WHERE id = ?1

-- name: erase_child
UPDATE child SET name = no, pinyin = '', spoken = '', born_day = ?2, sex = '', animal = '', walk_min = 0,
    left_day = iif(left_day = 0 OR left_day > erased_day, erased_day, left_day)
WHERE id = ?1

-- name: erase_ages
SELECT DISTINCT day FROM attendance_day WHERE child_id = ?

-- name: erase_secret
DELETE FROM secret WHERE child_id = ?

-- name: erase_alone
DELETE FROM leave_alone WHERE child_id = ?

-- name: erase_barred
DELETE FROM barred WHERE child_id = ?

-- name: erase_walker
DELETE FROM walker WHERE child_id = ?

-- Rows stay for the sums, so each needs another text: its place among them, which is the same in
-- every copy of the data.

-- name: erase_health
UPDATE health SET kind = 'note', text = '#' || r.n, ended_day = iif(ended_day = 0, ?2, ended_day),
    ended_reason = '', version = version + 1
FROM (SELECT id, row_number() OVER (ORDER BY kind, text) AS n FROM health WHERE child_id = ?1) AS r
WHERE health.id = r.id

-- name: erase_homework
UPDATE homework SET text = '#' || r.n, version = version + 1
FROM (SELECT id, row_number() OVER (ORDER BY due_day, subject, text) AS n FROM homework
    WHERE child_id = ?1) AS r
WHERE homework.id = r.id

-- name: erase_enrolment
UPDATE enrolment SET consent_by = '-', guardian_id = NULL WHERE child_id = ?

-- name: erase_cards
UPDATE card SET revoked_at = iif(revoked_at = 0, ?3, revoked_at), reason = ''
WHERE kind = ?1 AND holder_id = ?2

-- The child's guardians; `others`: links to other children, or a walking group that is theirs to lead.

-- name: erase_links
SELECT l.guardian_id, l.since_day, g.name, g.phone, g.photo,
    EXISTS (SELECT 1 FROM child_guardian AS o JOIN child AS c ON c.id = o.child_id
        WHERE o.guardian_id = g.id AND o.child_id <> l.child_id AND c.erased_day = 0)
    OR EXISTS (SELECT 1 FROM walk WHERE leader_kind = 2 AND leader_id = g.id) AS others
FROM child_guardian AS l JOIN guardian AS g ON g.id = l.guardian_id
WHERE l.child_id = ? ORDER BY l.since_day, g.name, g.phone

-- name: erase_guardian
UPDATE guardian SET name = '', phone = ?2, photo = '', version = version + 1 WHERE id = ?1

-- name: erase_nobody
INSERT INTO guardian (name, phone) VALUES ('', ?1) RETURNING id

-- name: erase_link
UPDATE child_guardian SET guardian_id = ?4, relation = ''
WHERE child_id = ?1 AND guardian_id = ?2 AND since_day = ?3

-- name: erase_photo_used
SELECT count(*) AS n FROM guardian WHERE photo = ?

-- Of the child's events all but what is counted, or is a word of the program's own.

-- name: erase_events
UPDATE event SET payload = json_patch(payload, (SELECT json_group_object(j.key, NULL)
    FROM json_each(event.payload) AS j WHERE j.key NOT IN ('via', 'secret', 'day', 'homework', 'session',
        'state', 'mark', 'title', 'subject', 'starts_min', 'ends_min', 'part', 'parts', 'question',
        'right', 'value', 'from', 'until', 'was', 'check', 'child', 'at_utc_ms', 'what', 'found', 'how',
        'walk', 'again', 'tag', 'outcome', 'level', 'since', 'days', 'step', 'made', 'by', 'kind',
        'care_session', 'period', 'expected', 'missing', 'begun_ms', 'alarm', 'why', 'named', 'rows',
        'format', 'to', 'home')))
WHERE child_id = ?1 AND payload <> '{}'

-- name: erase_mentioned
SELECT (SELECT count(*) FROM event WHERE seq > 0 AND instr(payload, ?1)) +
    (SELECT count(*) FROM homework WHERE instr(text, ?1)) AS n

-- Edits that name the child by its number or its guardian, on their way or on record; and the same on
-- what came from elsewhere. A row that the hub has never seen goes there as it is now.

-- name: erase_changes
DELETE FROM change WHERE NOT (tbl = 'child' AND before IS NULL AND held = 0)
    AND NOT (tbl = 'child' AND coalesce(after ->> 'erased_day', 0) > 0) AND
    (instr(key || coalesce(key_after, '') || coalesce(before, '') || coalesce(after, ''), '"' || ?1 || '"')
    OR instr(key || coalesce(key_after, '') || coalesce(before, '') || coalesce(after, ''), '"' || ?1 || '\'))

-- name: erase_new_row
UPDATE change SET after = json_patch(after, (SELECT json_object('name', name, 'pinyin', '', 'spoken', '',
    'born_day', born_day, 'sex', '', 'animal', '', 'walk_min', 0, 'left_day', left_day,
    'erased_day', erased_day) FROM child WHERE no = ?1))
WHERE tbl = 'child' AND before IS NULL AND held = 0 AND key ->> 'no' = ?1

-- name: erase_guardian_changes
DELETE FROM change WHERE tbl = 'guardian' AND ((key ->> 'name', key ->> 'phone') = (?1, ?2)
    OR (key_after ->> 'name', key_after ->> 'phone') = (?1, ?2))

-- name: erase_waiting
DELETE FROM waiting WHERE instr(line, '"' || ?1 || '"') OR instr(line, '"' || ?1 || '\')

-- name: erase_former
DELETE FROM former WHERE instr(key || row, '"' || ?1 || '"') OR instr(key || row, '"' || ?1 || '\')

-- name: erase_questions
DELETE FROM question WHERE instr(key || ours || theirs, '"' || ?1 || '"')
    OR instr(key || ours || theirs, '"' || ?1 || '\')

-- name: erase_follow
SELECT id, erased_day FROM child WHERE erased_day > 0
    AND NOT EXISTS (SELECT 1 FROM erased_here WHERE child_id = child.id)

-- What is kept for some years only: db/keep.h. Words of events stand in members of their own; ?1 is
-- the newest event, or the last day, that is old enough.

-- name: keep_event_at
SELECT CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS at_ms
FROM event AS e LEFT JOIN boot AS b ON b.boot_id = e.boot_id WHERE e.seq = ?

-- name: keep_left_count
SELECT count(*) AS n FROM child WHERE left_day BETWEEN 1 AND ?1 AND erased_day = 0

-- name: keep_left_next
SELECT id FROM child WHERE left_day BETWEEN 1 AND ?1 AND erased_day = 0 ORDER BY id LIMIT 1

-- name: keep_notes_count
SELECT count(*) AS n FROM event WHERE seq <= ?1
    AND kind IN ('note', 'visit', 'alarm_done', 'correction', 'pick_up', 'care_mark', 'card_ended')
    AND coalesce(payload ->> 'text', payload ->> 'note', payload ->> 'reason') IS NOT NULL

-- name: keep_notes
UPDATE event SET payload = json_remove(payload, '$.text', '$.note', '$.reason') WHERE seq <= ?1
    AND kind IN ('note', 'visit', 'alarm_done', 'correction', 'pick_up', 'care_mark', 'card_ended')
    AND coalesce(payload ->> 'text', payload ->> 'note', payload ->> 'reason') IS NOT NULL

-- name: keep_health_count
SELECT count(*) AS n FROM health WHERE ended_day BETWEEN 1 AND ?1 AND text NOT GLOB '#*'

-- name: keep_health
UPDATE health SET kind = 'note', text = '#' || r.n, ended_reason = '', version = version + 1
FROM (SELECT id, row_number() OVER (PARTITION BY child_id ORDER BY ended_day, kind, text) +
        (SELECT count(*) FROM health AS o WHERE o.child_id = health.child_id AND o.text GLOB '#*') AS n
    FROM health WHERE ended_day BETWEEN 1 AND ?1 AND text NOT GLOB '#*') AS r
WHERE health.id = r.id

-- name: keep_visitors_count
SELECT count(*) AS n FROM event INDEXED BY event_came WHERE seq <= ?1
    AND kind IN ('staff_in', 'visitor_in') AND kind = 'visitor_in' AND payload ->> 'name' IS NOT NULL

-- name: keep_visitors
UPDATE event SET payload = json_remove(payload, '$.name', '$.purpose') WHERE seq <= ?1
    AND kind = 'visitor_in' AND payload ->> 'name' IS NOT NULL

-- name: keep_staff_count
SELECT count(*) AS n FROM staff WHERE left_day BETWEEN 1 AND ?1 AND name <> no

-- name: keep_staff
UPDATE staff SET name = no, phone = '', version = version + 1
WHERE left_day BETWEEN 1 AND ?1 AND name <> no

-- name: change_cells
SELECT json_group_object(x.key, x.value) FILTER (WHERE x.fits) AS fits,
    json_group_object(x.key, x.value) FILTER (WHERE NOT x.fits) AS differs
FROM (SELECT n.key, n.value, w.key IS NOT NULL AND w.value IS r.value AS fits
    FROM json_each(?1) AS n LEFT JOIN json_each(?2) AS w ON w.key = n.key
        LEFT JOIN json_each(?3) AS r ON r.key = n.key
    WHERE n.value IS NOT r.value) AS x

-- Is the row ?2 as ?1 says, as far as that goes?

-- name: change_is_same
SELECT count(*) = 0 AS same FROM json_each(?1) AS w LEFT JOIN json_each(?2) AS r ON r.key = w.key
WHERE w.value IS NOT r.value

-- name: change_patch
SELECT json_patch(?1, ?2) AS row

-- name: change_known_by
SELECT ?1 || ':' || CASE count(*) WHEN 1 THEN max(k.value) ELSE json_group_array(k.value) END AS needs
FROM json_each(?2) AS k

-- A row that is named by the key it had: what it is known by now.

-- name: former_renamed
SELECT (SELECT CASE count(*) WHEN 1 THEN max(k.value) ELSE json_group_array(k.value) END
    FROM json_each(f.moved_to) AS k) AS now
FROM former AS f WHERE f.tbl = ?1 AND f.moved_to <> '' AND ?2 = (
    SELECT CASE count(*) WHEN 1 THEN max(k.value) ELSE json_group_array(k.value) END
    FROM json_each(f.key) AS k)

-- name: former_known
SELECT f.moved_to = '' AS gone,
    (SELECT CASE count(*) WHEN 1 THEN max(k.value) ELSE json_group_array(k.value) END
        FROM json_each(nullif(f.moved_to, '')) AS k) AS now
FROM former AS f WHERE f.tbl = ?1 AND ?2 = (
    SELECT CASE count(*) WHEN 1 THEN max(k.value) ELSE json_group_array(k.value) END
    FROM json_each(f.key) AS k)

-- name: change_rename
SELECT replace(?1, json_quote(?2), json_quote(?3)) AS text

-- name: former_get
SELECT moved_to FROM former WHERE tbl = ? AND key = ?

-- name: former_row
SELECT row FROM former WHERE tbl = ? AND key = ? AND moved_to = ''

-- name: former_put
INSERT INTO former (tbl, key, moved_to, row) VALUES (?, ?, ?, ?)
ON CONFLICT (tbl, key) DO UPDATE SET moved_to = excluded.moved_to, row = excluded.row

-- name: former_drop
DELETE FROM former WHERE tbl = ? AND key = ?

-- name: change_waiting_put
INSERT INTO waiting (id, tbl, key, needs, line) VALUES (?, ?, ?, ?, ?)

-- name: change_waiting_drop
DELETE FROM waiting WHERE id = ?

-- name: change_waiting_has
SELECT count(*) AS n FROM waiting WHERE tbl = ? AND key = ?

-- name: change_waiting_count
SELECT count(*) AS n FROM waiting

-- name: change_waiting_next
SELECT w.id, w.line, t.source, t.seq FROM waiting AS w JOIN taken AS t ON t.id = w.id
WHERE w.needs = ?1 AND (t.source, t.seq, w.id) > (?2, ?3, ?4) ORDER BY t.source, t.seq, w.id LIMIT 1

-- name: question_put
INSERT INTO question (id, tbl, key, ours, theirs, source, staff, at_utc_ms, refused)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING

-- What of ?3, which replaces ?4, is in no open question of the row yet.

-- name: question_rest
SELECT json_group_object(d.key, d.value) AS rest
FROM json_each(?3) AS d LEFT JOIN json_each(?4) AS w ON w.key = d.key
WHERE NOT EXISTS (
    SELECT 1 FROM question AS q, json_each(nullif(q.theirs, '')) AS t
    WHERE q.tbl = ?1 AND q.key = ?2 AND q.closed = 0 AND t.key = d.key
        AND (t.value IS d.value OR (w.key IS NOT NULL AND t.value IS w.value)))

-- Who asked has thought better of it: the question is about the new value.

-- name: question_follow
UPDATE question SET theirs = (
    SELECT json_group_object(t.key,
        CASE WHEN d.key IS NOT NULL AND w.key IS NOT NULL AND t.value IS w.value THEN d.value
        ELSE t.value END)
    FROM json_each(question.theirs) AS t LEFT JOIN json_each(?3) AS d ON d.key = t.key
        LEFT JOIN json_each(?4) AS w ON w.key = t.key)
WHERE tbl = ?1 AND key = ?2 AND closed = 0 AND theirs <> ''

-- name: question_comes_back
UPDATE question SET theirs = ?3 WHERE tbl = ?1 AND key = ?2 AND closed = 0 AND theirs = ''

-- name: question_gives_up
UPDATE question SET theirs = '' WHERE tbl = ?1 AND key = ?2 AND closed = 0 AND ours = ''
    AND NOT EXISTS (SELECT 1 FROM json_each(nullif(question.theirs, '')) AS t
        LEFT JOIN json_each(?3) AS w ON w.key = t.key WHERE t.value IS NOT w.value)

-- name: question_restores
UPDATE question SET theirs = json_patch(theirs, ?3)
WHERE tbl = ?1 AND key = ?2 AND closed = 0 AND ours = '' AND theirs <> ''

-- name: question_moves
UPDATE question SET key = ?3 WHERE tbl = ?1 AND key = ?2 AND closed = 0

-- The row ?3 as it is now: what is in question still.

-- name: question_refresh
UPDATE question SET ours = CASE theirs WHEN '' THEN ?3 ELSE (
        SELECT json_group_object(r.key, r.value)
        FROM json_each(nullif(question.theirs, '')) AS t JOIN json_each(?3) AS r ON r.key = t.key
        WHERE t.value IS NOT r.value) END,
    theirs = CASE theirs WHEN '' THEN '' ELSE (
        SELECT json_group_object(t.key, t.value)
        FROM json_each(nullif(question.theirs, '')) AS t LEFT JOIN json_each(?3) AS r ON r.key = t.key
        WHERE t.value IS NOT r.value) END
WHERE tbl = ?1 AND key = ?2 AND closed = 0

-- name: question_refresh_gone
UPDATE question SET ours = '', theirs = CASE theirs WHEN '' THEN ''
    ELSE json_patch(coalesce(nullif((SELECT row FROM former AS f WHERE f.tbl = ?1 AND f.key = ?2), ''),
        '{}'), theirs) END
WHERE tbl = ?1 AND key = ?2 AND closed = 0

-- name: question_close_settled
UPDATE question SET closed = 1
WHERE tbl = ?1 AND key = ?2 AND closed = 0 AND (theirs = '{}' OR theirs = ours)

-- name: question_close
UPDATE question SET closed = 1 WHERE id = ? AND closed = 0

-- name: question_get
SELECT * FROM question WHERE id = ? AND closed = 0

-- name: question_each
SELECT * FROM question AS q WHERE q.closed = 0 AND (?1 = 0 OR q.source = ?2 OR ?1 = coalesce(
    (SELECT home_id FROM child WHERE no = coalesce(q.key ->> '$.child',
        CASE q.tbl WHEN 'child' THEN q.key ->> '$.no' END)),
    (SELECT home_id FROM staff WHERE no = coalesce(q.key ->> '$.staff',
        CASE q.tbl WHEN 'staff' THEN q.key ->> '$.no' END)),
    (SELECT id FROM home WHERE code = coalesce(q.key ->> '$.home', q.key ->> '$.code',
        q.key ->> '$.period' ->> 0)), 0))
ORDER BY q.n

-- name: roster_code
SELECT json_quote(code) AS json FROM home WHERE id = ?

-- Keys that rows of a Home had, and what they have come to.

-- name: roster_moved
WITH RECURSIVE path (tbl, key, now, n) AS (
    SELECT tbl, key, moved_to, 0 FROM former
    WHERE moved_to <> '' AND ?1 IN (key ->> '$.home', key ->> '$.period' ->> 0)
    UNION ALL
    SELECT p.tbl, p.key, f.moved_to, p.n + 1
    FROM path AS p JOIN former AS f ON f.tbl = p.tbl AND f.key = p.now
    WHERE f.moved_to <> '' AND p.n < 64)
SELECT json_object('table', p.tbl, 'key', p.key, 'now', p.now) AS json FROM path AS p
WHERE NOT EXISTS (SELECT 1 FROM former AS f
    WHERE f.tbl = p.tbl AND f.key = p.now AND f.moved_to <> '')
ORDER BY p.tbl, p.key

-- name: roster_asked
SELECT json_object('id', id, 'table', tbl, 'key', key, 'ours', ours, 'theirs', theirs,
    'source', source, 'staff', staff, 'at', at_utc_ms, 'refused', refused, 'closed', 0) AS json
FROM question AS q WHERE q.closed = 0 AND (?1 = 0 OR q.source = ?2 OR ?1 = coalesce(
    (SELECT home_id FROM child WHERE no = coalesce(q.key ->> '$.child',
        CASE q.tbl WHEN 'child' THEN q.key ->> '$.no' END)),
    (SELECT home_id FROM staff WHERE no = coalesce(q.key ->> '$.staff',
        CASE q.tbl WHEN 'staff' THEN q.key ->> '$.no' END)),
    (SELECT id FROM home WHERE code = coalesce(q.key ->> '$.home', q.key ->> '$.code',
        q.key ->> '$.period' ->> 0)), 0))
ORDER BY q.n

-- name: roster_waiting
SELECT json_object('id', id, 'table', tbl, 'key', key, 'ours', '', 'theirs', '', 'source', '',
    'staff', '', 'at', 0, 'refused', '', 'closed', 2) AS json
FROM waiting ORDER BY id

-- name: roster_read
SELECT t.text ->> '$.v' AS v, t.text ->> '$.home' AS home, t.text ->> '$.from' AS from_day,
    t.text ->> '$.upto' AS upto
FROM (SELECT ?1 AS text) AS t
WHERE json_valid(t.text) AND json_type(t.text, '$.v') = 'integer'
    AND json_type(t.text, '$.home') = 'text' AND json_type(t.text, '$.from') = 'integer'
    AND json_type(t.text, '$.upto') = 'integer' AND json_type(t.text, '$.tables.child') = 'array'
    AND json_type(t.text, '$.tables.home') = 'array' AND json_type(t.text, '$.moved') = 'array'
    AND json_type(t.text, '$.questions') = 'array'

-- name: roster_rows
SELECT value AS row FROM json_each(?1)

-- name: roster_row
SELECT value AS row FROM json_each(?1, ?2) AS r WHERE NOT EXISTS (
    SELECT 1 FROM json_each(?3) AS k WHERE k.value IS NOT r.value ->> ('$.' || k.key))

-- name: roster_moves
SELECT v.value ->> '$.table' AS tbl, v.value ->> '$.key' AS key, v.value ->> '$.now' AS moved_to
FROM json_each(?1, '$.moved') AS v

-- name: roster_questions_clear
DELETE FROM question

-- Those that were answered here stay closed until the hub knows.

-- name: roster_questions
INSERT INTO question (id, tbl, key, ours, theirs, source, staff, at_utc_ms, refused, closed)
SELECT q.value ->> '$.id', q.value ->> '$.table', q.value ->> '$.key', q.value ->> '$.ours',
    q.value ->> '$.theirs', q.value ->> '$.source', q.value ->> '$.staff', q.value ->> '$.at',
    q.value ->> '$.refused', q.value ->> '$.closed'
FROM json_each(?1, '$.questions') AS q
WHERE NOT EXISTS (SELECT 1 FROM change AS c WHERE c.answers = q.value ->> '$.id'
    AND (c.held = 0 OR c.seq > ?2))

-- An edit made here that the text does not know yet.

-- name: roster_is_edited
SELECT EXISTS (SELECT 1 FROM change WHERE tbl = ?1 AND key = ?2 AND (held = 0 OR seq > ?3))
    OR EXISTS (SELECT 1 FROM change
        WHERE tbl = ?1 AND key_after = ?2 AND (held = 0 OR seq > ?3)) AS n

-- What of the row ?3 is in no question; NULL where all of it is.

-- name: roster_unasked
SELECT CASE WHEN count(q.n) = 0 THEN ?3
    WHEN max(q.closed = 2 OR q.ours = '' OR q.theirs = '') THEN NULL
    ELSE (SELECT json_group_object(r.key, r.value) FROM json_each(?3) AS r
        WHERE NOT EXISTS (
            SELECT 1 FROM question AS o, json_each(o.theirs) AS t
            WHERE o.tbl = ?1 AND o.key = ?2 AND o.closed = 0 AND t.key = r.key)) END AS row
FROM question AS q WHERE q.tbl = ?1 AND q.key = ?2 AND q.closed <> 1

-- name: roster_is_asked
SELECT count(*) AS n FROM question WHERE tbl = ? AND key = ? AND closed <> 1

-- name: roster_pins_end
DELETE FROM pin WHERE staff_id IN (SELECT id FROM staff WHERE left_day > 0)

-- name: roster_children
SELECT count(*) AS children, total(NOT EXISTS (
    SELECT 1 FROM child_guardian AS g WHERE g.child_id = c.id AND g.since_day <= ?2
        AND (g.until_day = 0 OR g.until_day >= ?2))) AS without_guardian
FROM child AS c
WHERE c.home_id = ?1 AND c.joined_day <= ?2 AND (c.left_day = 0 OR c.left_day > ?2)

-- name: roster_children_said
SELECT count(*) AS children FROM json_each(?1, '$.tables.child') AS c
WHERE c.value ->> '$.home' = ?2 AND c.value ->> '$.joined_day' <= ?3
    AND (c.value ->> '$.left_day' = 0 OR c.value ->> '$.left_day' > ?3)
-- The way to the hub (outbox.h). A month of events is read in one walk along their order.

-- name: question_cells
SELECT key, CASE
    WHEN value IS NULL OR value = '' OR (value = 0 AND (key GLOB '*_day' OR key GLOB '*_at')) THEN '–'
    WHEN (key GLOB '*_day' OR key = 'day') AND value > 9999999
        THEN printf('%d-%02d-%02d', value / 10000, value / 100 % 100, value % 100)
    WHEN key GLOB '*_at' THEN strftime('%Y-%m-%d', value / 1000, 'unixepoch')
    WHEN key IN ('starts_min', 'ends_min', 'closes_min')
        THEN printf('%02d:%02d', value / 60, value % 60)
    WHEN type = 'text' AND value GLOB '[[]*]' AND json_valid(value) THEN value ->> 1
    ELSE value END AS value
FROM json_each(?1) WHERE key NOT IN ('hash', 'keyed', 'pinyin', 'spoken', 'utc_offset_min', 'version')

-- The way to the hub (outbox.h). A month of events is read in one walk along their order.

-- name: waiting_next
SELECT w.id, w.line, t.source, t.seq FROM waiting AS w JOIN taken AS t ON t.id = w.id
WHERE w.needs = ?1 AND (t.source, t.seq) > (?2, ?3) ORDER BY t.source, t.seq LIMIT 1

-- All that is held of a child: db/held.h.

-- name: roster_tables
SELECT key AS name, value AS rows FROM json_each(?1, '$.tables')

-- name: held_rows
SELECT 'child' AS what, '' AS kind, 0 AS at_ms, json_object('no', c.no, 'name', c.name, 'pinyin', c.pinyin,
    'spoken', c.spoken, 'home', h.name, 'born_day', c.born_day, 'sex', c.sex, 'school', c.school,
    'grade', c.grade, 'animal', c.animal, 'joined_day', c.joined_day, 'left_day', c.left_day,
    'walk_min', c.walk_min, 'erased_day', c.erased_day) AS row
FROM child AS c JOIN home AS h ON h.id = c.home_id WHERE c.id = ?1
UNION ALL
SELECT 'guardian', '', 0, json_object('name', g.name, 'phone', g.phone, 'relation', l.relation,
    'since_day', l.since_day, 'until_day', l.until_day, 'agreement_day', l.agreement_day,
    'agreement_until', l.agreement_until, 'photo', g.photo)
FROM child_guardian AS l JOIN guardian AS g ON g.id = l.guardian_id WHERE l.child_id = ?1
UNION ALL
SELECT 'pairing', '', 0, json_object('name', s.name, 'since_day', p.since_day, 'until_day', p.until_day)
FROM pairing AS p JOIN staff AS s ON s.id = p.staff_id WHERE p.child_id = ?1
UNION ALL
SELECT 'card', '', 0, json_object('issued_at', issued_at, 'revoked_at', revoked_at, 'reason', reason)
FROM card WHERE kind = 1 AND holder_id = ?1
UNION ALL
SELECT 'secret', '', 0, json_object('pictures', 3) FROM secret WHERE child_id = ?1
UNION ALL
SELECT 'leave_alone', '', 0, json_object('since_day', since_day, 'until_day', until_day,
    'agreed_by', agreed_by) FROM leave_alone WHERE child_id = ?1
UNION ALL
SELECT 'barred', '', 0, json_object('name', name, 'phone', phone, 'relation', relation, 'note', note,
    'since_day', since_day, 'until_day', until_day) FROM barred WHERE child_id = ?1
UNION ALL
SELECT 'walk', '', 0, json_object('name', w.name, 'since_day', k.since_day, 'until_day', k.until_day)
FROM walker AS k JOIN walk AS w ON w.id = k.walk_id WHERE k.child_id = ?1
UNION ALL
SELECT 'health', '', 0, json_object('kind', kind, 'text', text, 'level', level, 'ended_day', ended_day,
    'reason', ended_reason) FROM health WHERE child_id = ?1
UNION ALL
SELECT 'homework', '', 0, json_object('subject', subject, 'text', text, 'due_day', due_day)
FROM homework WHERE child_id = ?1
UNION ALL
SELECT 'enrolment', '', 0, json_object('name', p.name, 'agreed_by', e.consent_by, 'how', e.consent_how,
    'day', e.consent_day) FROM enrolment AS e JOIN period AS p ON p.id = e.period_id WHERE e.child_id = ?1
UNION ALL
SELECT 'care_place', '', 0, json_object('name', s.name, 'since_day', c.since_day,
    'until_day', c.until_day, 'state', c.state)
FROM care_place AS c JOIN care_session AS s ON s.id = c.care_session_id WHERE c.child_id = ?1

-- name: held_days
SELECT 'day' AS what, '' AS kind, 0 AS at_ms, json_object('day', a.day, 'home', h.name,
    'sessions', a.sessions, 'first_in_ms', a.first_in_ms, 'last_out_ms', a.last_out_ms,
    'minutes', a.minutes) AS row
FROM attendance_day AS a JOIN home AS h ON h.id = a.home_id WHERE a.child_id = ? ORDER BY a.day

-- name: held_events
SELECT 'event' AS what, e.kind AS kind, CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL
    THEN e.at_utc_ms ELSE b.base_utc_ms + e.mono_ms END AS at_ms,
    iif(e.staff_id IS NULL, e.payload, json_set(e.payload, '$.staff', s.name)) AS row
FROM event AS e LEFT JOIN boot AS b ON b.boot_id = e.boot_id LEFT JOIN staff AS s ON s.id = e.staff_id
WHERE e.child_id = ? ORDER BY e.seq

-- name: day_put_many
INSERT OR FAIL INTO attendance_day (day, home_id, child_id, sessions, first_in_ms, last_out_ms,
    minutes, open_ms, assumed, corrected, stays)
VALUES
    (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?),
    (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?),
    (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?),
    (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: fact_put_many
INSERT OR FAIL INTO fact_day (day, what, child_id, of, home_id, value)
VALUES
    (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?),
    (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?),
    (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?),
    (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?)

-- name: erase_done
INSERT INTO erased_here (child_id) VALUES (?)

-- name: erase_quiet
SELECT count(*) AS n FROM setting WHERE key = 'changes_off'
