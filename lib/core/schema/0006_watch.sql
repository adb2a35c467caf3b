-- What is watched: the clocks of service levels, stop-the-line triggers, meetings. Nothing of it is
-- ever deleted.

-- A cycle of a case: from a start to the stop. `goal_us` is the working time that the master granted
-- when it began. Elapsed, remaining and the instant of a breach are worked out from the ticks and the
-- calendar; `breached_us` is a breach that somebody recorded at `noted_us`, and stays. `live` is 1 for
-- the last cycle of a case.
CREATE TABLE lc_slo_cycle (
    rid INTEGER PRIMARY KEY,
    contract_rid INTEGER NOT NULL REFERENCES lc_contract (rid),
    slo TEXT NOT NULL,
    subject TEXT NOT NULL,
    n INTEGER NOT NULL CHECK (n >= 1),
    live INTEGER NOT NULL CHECK (live IN (0, 1)),
    goal_us INTEGER NOT NULL CHECK (goal_us > 0),
    started_us INTEGER NOT NULL,
    stopped_us INTEGER CHECK (stopped_us >= started_us),
    breached_us INTEGER CHECK (breached_us >= started_us),
    noted_us INTEGER,
    CHECK (live = 1 OR stopped_us IS NOT NULL),
    CHECK ((breached_us IS NULL) = (noted_us IS NULL)),
    UNIQUE (contract_rid, slo, subject, n)
) STRICT;
CREATE INDEX lc_slo_cycle_subject ON lc_slo_cycle (subject, rid) WHERE live = 1;
CREATE INDEX lc_slo_cycle_live ON lc_slo_cycle (contract_rid, rid) WHERE live = 1;
CREATE INDEX lc_slo_cycle_stopped ON lc_slo_cycle (contract_rid, slo, stopped_us)
    WHERE stopped_us IS NOT NULL;
CREATE INDEX lc_slo_cycle_breached ON lc_slo_cycle (contract_rid, slo, breached_us)
    WHERE breached_us IS NOT NULL;
CREATE INDEX lc_slo_cycle_open ON lc_slo_cycle (contract_rid, slo, started_us)
    WHERE stopped_us IS NULL AND breached_us IS NULL;
CREATE INDEX lc_slo_cycle_due ON lc_slo_cycle (contract_rid, rid)
    WHERE stopped_us IS NULL AND breached_us IS NULL;

-- Kind 1 start, 2 pause, 3 resume, 4 stop: at which instant, in which order, by whom.
CREATE TABLE lc_slo_tick (
    rid INTEGER PRIMARY KEY,
    cycle_rid INTEGER NOT NULL REFERENCES lc_slo_cycle (rid),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
    at_us INTEGER NOT NULL,
    recorded_us INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT
) STRICT;
CREATE INDEX lc_slo_tick_cycle ON lc_slo_tick (cycle_rid, rid);

CREATE TRIGGER lc_slo_tick_kept BEFORE UPDATE ON lc_slo_tick
BEGIN SELECT RAISE(ABORT, 'ticks of a clock are never changed'); END;
CREATE TRIGGER lc_slo_tick_there BEFORE DELETE ON lc_slo_tick
BEGIN SELECT RAISE(ABORT, 'ticks of a clock are never deleted'); END;
CREATE TRIGGER lc_slo_cycle_kept BEFORE UPDATE OF breached_us, noted_us, stopped_us ON lc_slo_cycle
WHEN (OLD.breached_us IS NOT NULL AND NEW.breached_us IS NOT OLD.breached_us)
    OR (OLD.stopped_us IS NOT NULL AND NEW.stopped_us IS NOT OLD.stopped_us)
BEGIN SELECT RAISE(ABORT, 'a recorded breach or stop of a clock is never changed'); END;
CREATE TRIGGER lc_slo_cycle_there BEFORE DELETE ON lc_slo_cycle
BEGIN SELECT RAISE(ABORT, 'clocks are never deleted'); END;

-- A stop-the-line trigger of a master, raised the n-th time. What it blocks and who clears it are those
-- of the master when it was raised; `blocks` are words parted by spaces, `binds_day` the first day on
-- which they bind (NULL: they are only reported on), `master_id` the id in the master's document.
CREATE TABLE lc_stop (
    rid INTEGER PRIMARY KEY,
    contract_rid INTEGER NOT NULL REFERENCES lc_contract (rid),
    trigger_id TEXT NOT NULL,
    n INTEGER NOT NULL CHECK (n >= 1),
    master_id TEXT NOT NULL,
    owner TEXT NOT NULL,
    clearer TEXT NOT NULL,
    blocks TEXT NOT NULL,
    binds_day INTEGER,
    raised_us INTEGER NOT NULL,
    raised_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    evidence TEXT NOT NULL,
    cleared_us INTEGER CHECK (cleared_us >= raised_us),
    cleared_by TEXT,
    decision TEXT,
    clear_reason TEXT,
    CHECK ((cleared_us IS NULL) = (cleared_by IS NULL)),
    CHECK ((cleared_us IS NULL) = (decision IS NULL)),
    UNIQUE (contract_rid, trigger_id, n)
) STRICT;
CREATE UNIQUE INDEX lc_stop_raised ON lc_stop (contract_rid, trigger_id) WHERE cleared_us IS NULL;
CREATE INDEX lc_stop_contract ON lc_stop (contract_rid, rid);

CREATE TRIGGER lc_stop_kept BEFORE UPDATE ON lc_stop WHEN OLD.cleared_us IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a trigger that was cleared is never changed'); END;
CREATE TRIGGER lc_stop_there BEFORE DELETE ON lc_stop
BEGIN SELECT RAISE(ABORT, 'stops are never deleted'); END;

-- What every look-up of a cycle reads.
CREATE VIEW lc_slo_cycle_row AS
SELECT k.rid, k.contract_rid, c.team, c.name, k.slo, k.subject, k.n, k.live, k.goal_us, k.started_us,
       k.stopped_us, k.breached_us, k.noted_us
FROM lc_slo_cycle k
JOIN lc_contract c ON c.rid = k.contract_rid;

-- For people with the sqlite3 shell; doc/views.md describes them.

CREATE VIEW slo_cycles AS
SELECT c.team, c.name AS contract, k.slo, k.subject, k.n AS cycle,
       k.goal_us / 1000000 AS goal_seconds,
       strftime('%Y-%m-%dT%H:%M:%S', k.started_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', k.started_us % 1000000), '0'), '.') || 'Z' AS started_at,
       strftime('%Y-%m-%dT%H:%M:%S', k.stopped_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', k.stopped_us % 1000000), '0'), '.') || 'Z' AS stopped_at,
       strftime('%Y-%m-%dT%H:%M:%S', k.breached_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', k.breached_us % 1000000), '0'), '.') || 'Z' AS breached_at
FROM lc_slo_cycle k
JOIN lc_contract c ON c.rid = k.contract_rid;

CREATE VIEW slo_events AS
SELECT c.team, c.name AS contract, k.slo, k.subject, k.n AS cycle,
       CASE t.kind WHEN 1 THEN 'start' WHEN 2 THEN 'pause' WHEN 3 THEN 'resume' WHEN 4 THEN 'stop'
       END AS kind,
       strftime('%Y-%m-%dT%H:%M:%S', t.at_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', t.at_us % 1000000), '0'), '.') || 'Z' AS at,
       t.actor, t.reason
FROM lc_slo_tick t
JOIN lc_slo_cycle k ON k.rid = t.cycle_rid
JOIN lc_contract c ON c.rid = k.contract_rid;

CREATE VIEW lc_stop_row AS
SELECT s.rid, s.contract_rid, c.team, c.name, s.trigger_id, s.n, s.master_id, s.owner, s.clearer,
       s.blocks, s.binds_day, s.raised_us, s.raised_by, s.reason, s.evidence, s.cleared_us,
       s.cleared_by, s.decision, s.clear_reason
FROM lc_stop s
JOIN lc_contract c ON c.rid = s.contract_rid;

CREATE VIEW stops AS
SELECT c.team, c.name AS contract, s.trigger_id, s.n,
       CASE WHEN s.cleared_us IS NULL THEN 'raised' ELSE 'cleared' END AS state, s.blocks, s.owner,
       s.clearer,
       strftime('%Y-%m-%dT%H:%M:%S', s.raised_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', s.raised_us % 1000000), '0'), '.') || 'Z' AS raised_at,
       s.raised_by, s.reason, s.evidence,
       strftime('%Y-%m-%dT%H:%M:%S', s.cleared_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', s.cleared_us % 1000000), '0'), '.') || 'Z' AS cleared_at,
       s.cleared_by, s.decision, s.clear_reason
FROM lc_stop s
JOIN lc_contract c ON c.rid = s.contract_rid;

-- A meeting of a cadence, as it was recorded the n-th time: everybody and everything known by then, each
-- a JSON array of texts, parties and artefacts of the master as "name" or "name=what". The last record of
-- a day tells what the meeting was; the ones before are its history.
CREATE TABLE lc_meeting (
    rid INTEGER PRIMARY KEY,
    contract_rid INTEGER NOT NULL REFERENCES lc_contract (rid),
    cadence TEXT NOT NULL,
    day INTEGER NOT NULL,
    n INTEGER NOT NULL CHECK (n >= 1),
    participants TEXT NOT NULL,
    artefacts TEXT NOT NULL,
    recorded_us INTEGER NOT NULL,
    recorded_by TEXT NOT NULL,
    reason TEXT,
    UNIQUE (contract_rid, cadence, day, n)
) STRICT;
CREATE INDEX lc_meeting_contract ON lc_meeting (contract_rid, rid);

CREATE TRIGGER lc_meeting_kept BEFORE UPDATE ON lc_meeting
BEGIN SELECT RAISE(ABORT, 'what was recorded of a meeting is never changed'); END;
CREATE TRIGGER lc_meeting_there BEFORE DELETE ON lc_meeting
BEGIN SELECT RAISE(ABORT, 'meetings are never deleted'); END;

-- The last record of each meeting.
CREATE VIEW lc_meeting_row AS
SELECT m.rid, m.contract_rid, c.team, c.name, m.cadence, m.day, m.n, m.participants, m.artefacts,
       m.recorded_us, m.recorded_by, m.reason
FROM lc_meeting m
JOIN lc_contract c ON c.rid = m.contract_rid
WHERE NOT EXISTS (SELECT 1 FROM lc_meeting l
                  WHERE l.contract_rid = m.contract_rid AND l.cadence = m.cadence
                    AND l.day = m.day AND l.n = m.n + 1);

CREATE VIEW meetings AS
SELECT team, name AS contract, cadence, date(day * 86400, 'unixepoch') AS day, participants, artefacts,
       strftime('%Y-%m-%dT%H:%M:%S', recorded_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', recorded_us % 1000000), '0'), '.') || 'Z' AS recorded_at,
       recorded_by, reason
FROM lc_meeting_row;
