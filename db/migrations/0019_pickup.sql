-- 0019: who collects a child. Reference data: consents to leave alone, photos and agreements of
-- guardians, who must never collect a child, and walking groups (路队). The facts are events:
--
--   pick_up         cause: the check-out it belongs to; payload: how, and guardian, walk, reason;
--                   the newest one of a check-out holds
--   home_confirmed  cause: the pick_up of a walking group; taken back by home_undo (cause: that)
--   guardian_waits, wrong_child, barred_seen
--                   what a guardian's card brought up, payload: guardian; until door_answered
--                   (cause: that) says that a staff member has seen to it

CREATE TABLE leave_alone (
    child_id INTEGER NOT NULL REFERENCES child (id),
    since_day INTEGER NOT NULL,
    until_day INTEGER NOT NULL, -- the last day on which it holds, 0 for open end
    agreed_by TEXT NOT NULL CHECK (agreed_by <> ''),
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (child_id, since_day)
) STRICT, WITHOUT ROWID;

ALTER TABLE guardian ADD COLUMN photo TEXT NOT NULL DEFAULT ''; -- a file beside the database
ALTER TABLE child_guardian ADD COLUMN agreement_until INTEGER NOT NULL DEFAULT 0; -- its last day
CREATE INDEX child_guardian_by_guardian ON child_guardian (guardian_id);

-- A barred person may have been a guardian and hold a card, or be known by name alone: so it is
-- named here, and compared with the guardians whenever one comes.
CREATE TABLE barred (
    child_id INTEGER NOT NULL REFERENCES child (id),
    name TEXT NOT NULL CHECK (name <> ''),
    phone TEXT NOT NULL,
    relation TEXT NOT NULL,
    note TEXT NOT NULL,
    since_day INTEGER NOT NULL,
    until_day INTEGER NOT NULL, -- the last day on which it holds, 0 for open end
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (child_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX barred_by_name ON barred (name);

CREATE TABLE walk (
    id INTEGER PRIMARY KEY,
    home_id INTEGER NOT NULL REFERENCES home (id),
    name TEXT NOT NULL,
    picture TEXT NOT NULL, -- a name of assets/garden
    leader_kind INTEGER NOT NULL CHECK (leader_kind IN (1, 2, 3)), -- as in card.kind
    leader_id INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (home_id, name)
) STRICT;
CREATE INDEX walk_by_leader ON walk (leader_kind, leader_id);

CREATE TABLE walker (
    child_id INTEGER NOT NULL REFERENCES child (id),
    since_day INTEGER NOT NULL,
    until_day INTEGER NOT NULL, -- the last day on which it holds, 0 for open end
    walk_id INTEGER NOT NULL REFERENCES walk (id),
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (child_id, since_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX walker_by_walk ON walker (walk_id);

CREATE INDEX event_door ON event (home_id, seq)
    WHERE kind IN ('guardian_waits', 'wrong_child', 'barred_seen');
