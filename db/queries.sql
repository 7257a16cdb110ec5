-- queries.sql: every statement of the product, by name. Prepared when the database opens, so that a
-- typo fails at the start. Parameters are bound in order; columns are read by name.

-- name: setting_get
SELECT value FROM setting WHERE key = ?

-- name: setting_set
INSERT INTO setting (key, value) VALUES (?, ?)
ON CONFLICT (key) DO UPDATE SET value = excluded.value

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

-- name: child_without_guardian
SELECT * FROM child AS c
WHERE joined_day <= ?1 AND (left_day = 0 OR left_day > ?1) AND NOT EXISTS (
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

-- name: event_each_check
SELECT e.seq, e.kind, e.home_id, e.child_id, h.utc_offset_min,
    e.payload ->> 'via' IS 'assumed' AS assumed,
    CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS time_ms
FROM event AS e JOIN home AS h ON h.id = e.home_id
    LEFT JOIN boot AS b ON b.boot_id = e.boot_id
WHERE e.kind IN ('check_in', 'check_out') ORDER BY e.seq

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
    minutes, open_ms, assumed, corrected) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

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

-- name: day_keep
INSERT INTO temp.attendance_kept SELECT * FROM attendance_day

-- name: day_kept_clear
DELETE FROM temp.attendance_kept

-- name: day_differs
SELECT day FROM (SELECT * FROM temp.attendance_kept EXCEPT SELECT * FROM main.attendance_day)
UNION ALL
SELECT day FROM (SELECT * FROM main.attendance_day EXCEPT SELECT * FROM temp.attendance_kept)
ORDER BY day LIMIT 1

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
SELECT hash FROM secret WHERE child_id = ?

-- name: secret_put
INSERT INTO secret (child_id, hash) VALUES (?, ?)
ON CONFLICT (child_id) DO UPDATE SET hash = excluded.hash, version = version + 1
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
SELECT v.*, h.utc_offset_min FROM check_now AS v JOIN home AS h ON h.id = v.home_id
WHERE v.id IN (SELECT CASE e.kind WHEN 'correction' THEN coalesce(e.cause, e.id) ELSE e.id END
        FROM event AS e
        WHERE e.child_id = ?1 AND e.kind IN ('check_in', 'check_out', 'correction'))
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

-- name: stay_of_staff
SELECT CASE WHEN e.clock_trusted OR b.base_utc_ms IS NULL THEN e.at_utc_ms
    ELSE b.base_utc_ms + e.mono_ms END AS in_ms,
    coalesce(CASE WHEN o.clock_trusted OR c.base_utc_ms IS NULL THEN o.at_utc_ms
    ELSE c.base_utc_ms + o.mono_ms END, 0) AS out_ms,
    o.payload ->> 'via' IS 'assumed' AS assumed, h.utc_offset_min
FROM event AS e JOIN home AS h ON h.id = e.home_id LEFT JOIN boot AS b ON b.boot_id = e.boot_id
    LEFT JOIN event AS o ON o.cause = e.id AND o.kind = 'staff_out'
    LEFT JOIN boot AS c ON c.boot_id = o.boot_id
WHERE e.staff_id = ?1 AND e.kind = 'staff_in' AND (?2 = 0 OR e.home_id = ?2)
ORDER BY in_ms, e.seq

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
SELECT json_object('session', ?, 'day', ?, 'mark', ?, 'title', ?, 'subject', ?, 'starts_min', ?)
    AS payload

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
