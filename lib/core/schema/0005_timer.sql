-- Timers of what is asked for, what came of them, and to whom it is brought; disputes. Nothing of it
-- is ever deleted.

-- Subject kind 1 decision: `subject` is the id of the change, `decision_rid` what is asked; 2 dispute:
-- its id, and `dispute_rid`. `goal` is in millionths of working days, `master_rid` the version whose
-- policy it runs by, `escalation` the id of the policy there. On expiry 1 escalate, 2 deem-accepted,
-- 3 deem-rejected,
-- 4 none. State 1 running, 2 paused, 3 ended. Stage 1 waiting, 2 reminded, 3 overdue, 4 exhausted.
-- The next level is counted from `anchor_us`. `recomputed`: it was found to be overdue by a calendar
-- that another took the place of.
CREATE TABLE lc_timer (
    rid INTEGER PRIMARY KEY,
    contract_rid INTEGER NOT NULL REFERENCES lc_contract (rid),
    subject_kind INTEGER NOT NULL CHECK (subject_kind BETWEEN 1 AND 2),
    subject TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    decision_rid INTEGER REFERENCES lc_decision (rid),
    dispute_rid INTEGER REFERENCES lc_dispute (rid),
    master_rid INTEGER NOT NULL REFERENCES lc_version (rid),
    goal INTEGER NOT NULL CHECK (goal >= 0),
    on_expiry INTEGER NOT NULL CHECK (on_expiry BETWEEN 1 AND 4),
    escalation TEXT,
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
    stage INTEGER NOT NULL CHECK (stage BETWEEN 1 AND 4),
    level INTEGER NOT NULL CHECK (level >= 0),
    loop INTEGER NOT NULL CHECK (loop >= 1),
    started_us INTEGER NOT NULL,
    due_us INTEGER NOT NULL,
    reminded_us INTEGER,
    anchor_us INTEGER,
    next_us INTEGER,
    recomputed INTEGER NOT NULL CHECK (recomputed IN (0, 1)),
    ended_us INTEGER,
    ended TEXT,
    CHECK ((subject_kind = 1) = (decision_rid IS NOT NULL)),
    CHECK ((subject_kind = 2) = (dispute_rid IS NOT NULL)),
    CHECK ((state = 3) = (ended_us IS NOT NULL)),
    CHECK (state = 1 OR next_us IS NULL)
) STRICT;
CREATE INDEX lc_timer_subject ON lc_timer (contract_rid, subject_kind, subject_key, rid);
CREATE INDEX lc_timer_next ON lc_timer (next_us, rid) WHERE next_us IS NOT NULL;
CREATE INDEX lc_timer_open ON lc_timer (contract_rid, rid) WHERE state < 3;
CREATE UNIQUE INDEX lc_timer_decision ON lc_timer (decision_rid)
WHERE decision_rid IS NOT NULL AND state < 3;
CREATE UNIQUE INDEX lc_timer_dispute ON lc_timer (dispute_rid)
WHERE dispute_rid IS NOT NULL AND state < 3;

-- When a timer stood still; `until_us` NULL = it still does.
CREATE TABLE lc_timer_pause (
    timer_rid INTEGER NOT NULL REFERENCES lc_timer (rid),
    n INTEGER NOT NULL CHECK (n >= 1),
    from_us INTEGER NOT NULL,
    until_us INTEGER CHECK (until_us >= from_us),
    cause TEXT NOT NULL,
    actor TEXT NOT NULL,
    resumed_by TEXT,
    PRIMARY KEY (timer_rid, n)
) STRICT, WITHOUT ROWID;

-- What came due: kind 1 remind, 2 escalate, 3 breached, 4 deemed accepted, 5 deemed rejected,
-- 6 dispute escalated. `due_us` is when, `found_us` when a sweep found it.
CREATE TABLE lc_action (
    rid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    timer_rid INTEGER NOT NULL REFERENCES lc_timer (rid),
    contract_rid INTEGER NOT NULL REFERENCES lc_contract (rid),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 6),
    level INTEGER NOT NULL CHECK (level >= 0),
    loop INTEGER NOT NULL CHECK (loop >= 1),
    due_us INTEGER NOT NULL,
    found_us INTEGER NOT NULL,
    note TEXT
) STRICT;
CREATE INDEX lc_action_timer ON lc_action (timer_rid, rid);
CREATE INDEX lc_action_found ON lc_action (contract_rid, kind, found_us);

-- To whom an action is brought: `name` as the master has it, `party` behind it, `endpoint` where.
CREATE TABLE lc_delivery (
    action_rid INTEGER NOT NULL REFERENCES lc_action (rid),
    n INTEGER NOT NULL CHECK (n >= 1),
    name TEXT NOT NULL,
    party TEXT,
    endpoint TEXT,
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    last_error TEXT,
    next_try_us INTEGER,
    delivered_us INTEGER,
    detail TEXT,
    PRIMARY KEY (action_rid, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX lc_delivery_open ON lc_delivery (action_rid, n) WHERE delivered_us IS NULL;

-- What a party disputes. Subject kind 1 ledger entry, 2 decision, 3 change, 4 assessment: `subject` is
-- its number, or the id of the change. State 1 open, 2 answered, 3 resolved, 4 withdrawn.
-- Outcome 1 decision, 2 reversal: `reference` is the id of the change decided on, or the number of the
-- entry that took the disputed one back. `ended` is why.
CREATE TABLE lc_dispute (
    rid INTEGER PRIMARY KEY,
    contract_rid INTEGER NOT NULL REFERENCES lc_contract (rid),
    id TEXT NOT NULL,
    id_key TEXT NOT NULL,
    subject_kind INTEGER NOT NULL CHECK (subject_kind BETWEEN 1 AND 4),
    subject TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    party TEXT NOT NULL,
    against TEXT NOT NULL,
    statement TEXT NOT NULL,
    answer TEXT,
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
    outcome INTEGER CHECK (outcome BETWEEN 1 AND 2),
    reference TEXT,
    ended TEXT,
    opened_us INTEGER NOT NULL,
    opened_by TEXT NOT NULL,
    answered_us INTEGER,
    answered_by TEXT,
    ended_us INTEGER,
    ended_by TEXT,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    UNIQUE (contract_rid, id_key),
    CHECK (party <> against),
    CHECK ((state = 3) = (outcome IS NOT NULL)),
    CHECK ((outcome IS NULL) = (reference IS NULL)),
    CHECK (outcome IS NOT 2 OR subject_kind IN (1, 4)),
    CHECK ((state >= 3) = (ended_us IS NOT NULL)),
    CHECK ((ended_us IS NULL) = (ended_by IS NULL)),
    CHECK ((answer IS NULL) = (answered_us IS NULL)),
    CHECK ((answer IS NULL) = (answered_by IS NULL)),
    CHECK (state <> 2 OR answer IS NOT NULL),
    CHECK (state <> 1 OR answer IS NULL)
) STRICT;
CREATE UNIQUE INDEX lc_dispute_open ON lc_dispute (contract_rid, subject_kind, subject_key)
WHERE state < 3;

CREATE TRIGGER lc_dispute_there BEFORE DELETE ON lc_dispute
BEGIN SELECT RAISE(ABORT, 'disputes are never deleted'); END;
CREATE TRIGGER lc_dispute_kept BEFORE UPDATE ON lc_dispute
WHEN new.subject IS NOT old.subject OR new.subject_kind IS NOT old.subject_kind
  OR new.statement IS NOT old.statement OR new.party IS NOT old.party
  OR new.against IS NOT old.against OR (old.answer IS NOT NULL AND new.answer IS NOT old.answer)
BEGIN SELECT RAISE(ABORT, 'what was said in a dispute is never changed'); END;
CREATE TRIGGER lc_dispute_over BEFORE UPDATE ON lc_dispute WHEN old.state >= 3
BEGIN SELECT RAISE(ABORT, 'a dispute that ended is history'); END;

CREATE TRIGGER lc_action_kept BEFORE UPDATE ON lc_action
BEGIN SELECT RAISE(ABORT, 'actions are history'); END;
CREATE TRIGGER lc_action_not_deleted BEFORE DELETE ON lc_action
BEGIN SELECT RAISE(ABORT, 'actions are history'); END;

-- What every look-up of a timer reads.
CREATE VIEW lc_timer_row AS
SELECT t.rid, t.contract_rid, c.team, c.name, t.subject_kind, t.subject, t.decision_rid,
       t.master_rid, t.goal, t.on_expiry, t.escalation, t.state, t.stage, t.level,
       t.loop, t.started_us, t.due_us, t.reminded_us, t.anchor_us, t.next_us, t.recomputed,
       t.ended_us, t.ended, t.dispute_rid, t.subject_key, c.key
FROM lc_timer t JOIN lc_contract c ON c.rid = t.contract_rid;

-- For people with the sqlite3 shell; doc/views.md describes them.
CREATE VIEW timers AS
SELECT c.team, c.name AS contract,
       CASE t.subject_kind WHEN 1 THEN 'decision' WHEN 2 THEN 'dispute' END AS kind, t.subject,
       CASE t.state WHEN 1 THEN 'running' WHEN 2 THEN 'paused' WHEN 3 THEN 'ended' END AS state,
       CASE t.stage WHEN 1 THEN 'waiting' WHEN 2 THEN 'reminded' WHEN 3 THEN 'overdue'
            WHEN 4 THEN 'exhausted' END AS stage,
       t.level, t.loop,
       CASE t.on_expiry WHEN 1 THEN 'escalate' WHEN 2 THEN 'deem-accepted'
            WHEN 3 THEN 'deem-rejected' WHEN 4 THEN 'none' END AS on_expiry,
       t.escalation,
       strftime('%Y-%m-%dT%H:%M:%S', t.started_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', t.started_us % 1000000), '0'), '.') || 'Z' AS started_at,
       strftime('%Y-%m-%dT%H:%M:%S', t.due_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', t.due_us % 1000000), '0'), '.') || 'Z' AS due_at,
       strftime('%Y-%m-%dT%H:%M:%S', t.reminded_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', t.reminded_us % 1000000), '0'), '.') || 'Z' AS reminded_at,
       strftime('%Y-%m-%dT%H:%M:%S', t.next_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', t.next_us % 1000000), '0'), '.') || 'Z' AS next_at,
       t.recomputed,
       strftime('%Y-%m-%dT%H:%M:%S', t.ended_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', t.ended_us % 1000000), '0'), '.') || 'Z' AS ended_at,
       t.ended
FROM lc_timer t JOIN lc_contract c ON c.rid = t.contract_rid;

CREATE VIEW timer_actions AS
SELECT c.team, c.name AS contract, t.subject,
       CASE a.kind WHEN 1 THEN 'remind' WHEN 2 THEN 'escalate' WHEN 3 THEN 'breached'
            WHEN 4 THEN 'deemed-accepted' WHEN 5 THEN 'deemed-rejected'
            WHEN 6 THEN 'dispute-escalated' END AS kind,
       a.level, a.loop,
       strftime('%Y-%m-%dT%H:%M:%S', a.due_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', a.due_us % 1000000), '0'), '.') || 'Z' AS due_at,
       strftime('%Y-%m-%dT%H:%M:%S', a.found_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', a.found_us % 1000000), '0'), '.') || 'Z' AS found_at,
       a.note, lower(hex(a.id)) AS id
FROM lc_action a
JOIN lc_timer t ON t.rid = a.timer_rid
JOIN lc_contract c ON c.rid = a.contract_rid;

CREATE VIEW timer_recipients AS
SELECT lower(hex(a.id)) AS action, d.n, d.name AS recipient, d.party, d.attempts, d.last_error,
       strftime('%Y-%m-%dT%H:%M:%S', d.next_try_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', d.next_try_us % 1000000), '0'), '.') || 'Z' AS next_try_at,
       strftime('%Y-%m-%dT%H:%M:%S', d.delivered_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', d.delivered_us % 1000000), '0'), '.') || 'Z' AS delivered_at,
       d.detail
FROM lc_delivery d JOIN lc_action a ON a.rid = d.action_rid;

CREATE VIEW disputes AS
SELECT c.team, c.name AS contract, d.id,
       CASE d.subject_kind WHEN 1 THEN 'entry' WHEN 2 THEN 'decision' WHEN 3 THEN 'change'
            WHEN 4 THEN 'assessment' END AS subject_kind, d.subject, d.party, d.against, d.statement, d.answer,
       CASE d.state WHEN 1 THEN 'open' WHEN 2 THEN 'answered' WHEN 3 THEN 'resolved'
            WHEN 4 THEN 'withdrawn' END AS state,
       CASE d.outcome WHEN 1 THEN 'decision' WHEN 2 THEN 'reversal' END AS outcome,
       d.reference, d.ended AS reason,
       strftime('%Y-%m-%dT%H:%M:%S', d.opened_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', d.opened_us % 1000000), '0'), '.') || 'Z' AS opened_at,
       strftime('%Y-%m-%dT%H:%M:%S', d.answered_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', d.answered_us % 1000000), '0'), '.') || 'Z' AS answered_at,
       strftime('%Y-%m-%dT%H:%M:%S', d.ended_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', d.ended_us % 1000000), '0'), '.') || 'Z' AS ended_at
FROM lc_dispute d JOIN lc_contract c ON c.rid = d.contract_rid;
