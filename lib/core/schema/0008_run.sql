-- Comparisons with the whole history, and where versions run.

-- What a version that had a base was compared with besides it, under a transitive mode: each version
-- that had been active by then. Findings as the JSON of a diff, packed.
CREATE TABLE lc_earlier (
    rid INTEGER PRIMARY KEY,
    version_rid INTEGER NOT NULL REFERENCES lc_version (rid),
    earlier_rid INTEGER NOT NULL REFERENCES lc_version (rid),
    verdict INTEGER NOT NULL CHECK (verdict BETWEEN 1 AND 3),
    breaking INTEGER NOT NULL,
    undecided INTEGER NOT NULL,
    warning INTEGER NOT NULL,
    info INTEGER NOT NULL,
    engine INTEGER NOT NULL,
    size INTEGER NOT NULL,
    packing INTEGER NOT NULL CHECK (packing IN (0, 1)),
    diff BLOB NOT NULL,
    UNIQUE (version_rid, earlier_rid)
) STRICT;

-- For people with the sqlite3 shell; doc/views.md describes them. The two of the first schema know
-- the transitive modes now.

DROP VIEW contracts;
CREATE VIEW contracts AS
SELECT c.team, c.name,
       CASE c.type WHEN 1 THEN 'rest-api' WHEN 2 THEN 'message-queue'
            WHEN 3 THEN 'database-schema' WHEN 4 THEN 'phase-transition'
            WHEN 5 THEN 'data-format' WHEN 6 THEN 'event' WHEN 7 THEN 'master' WHEN 8 THEN 'sow' END
                AS type,
       CASE c.mode WHEN 1 THEN 'backward' WHEN 2 THEN 'forward' WHEN 3 THEN 'full'
            WHEN 4 THEN 'none' WHEN 5 THEN 'backward-transitive'
            WHEN 6 THEN 'forward-transitive' WHEN 7 THEN 'full-transitive' END AS mode,
       CASE c.profile WHEN 1 THEN 'strict' WHEN 2 THEN 'tolerant' WHEN 3 THEN 'confluent'
            WHEN 4 THEN 'file' WHEN 5 THEN 'package' WHEN 6 THEN 'wire-json' WHEN 7 THEN 'wire' END
                AS profile,
       c.owner_role, c.owner_agent, c.metadata,
       (SELECT count(*) FROM lc_version v WHERE v.contract_rid = c.rid) AS versions,
       (SELECT v.label FROM lc_version v WHERE v.contract_rid = c.rid AND v.state = 2) AS active,
       (SELECT count(*) FROM lc_consumer k WHERE k.contract_rid = c.rid) AS consumers,
       strftime('%Y-%m-%dT%H:%M:%S', c.created_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', c.created_us % 1000000), '0'), '.') || 'Z' AS created_at,
       c.created_by
FROM lc_contract c;

DROP VIEW comparisons;
CREATE VIEW comparisons AS
SELECT c.team, c.name, v.label, b.label AS base,
       CASE e.verdict WHEN 1 THEN 'compatible' WHEN 2 THEN 'incompatible'
            WHEN 3 THEN 'undecided' END AS verdict,
       CASE e.bump WHEN 1 THEN 'none' WHEN 2 THEN 'patch' WHEN 3 THEN 'minor'
            WHEN 4 THEN 'major' END AS bump,
       CASE e.mode WHEN 1 THEN 'backward' WHEN 2 THEN 'forward' WHEN 3 THEN 'full'
            WHEN 4 THEN 'none' WHEN 5 THEN 'backward-transitive'
            WHEN 6 THEN 'forward-transitive' WHEN 7 THEN 'full-transitive' END AS mode,
       CASE e.profile WHEN 1 THEN 'strict' WHEN 2 THEN 'tolerant' WHEN 3 THEN 'confluent'
            WHEN 4 THEN 'file' WHEN 5 THEN 'package' WHEN 6 THEN 'wire-json' WHEN 7 THEN 'wire' END
                AS profile,
       e.proposed, e.sufficient, e.breaking, e.undecided, e.warning, e.info, e.engine
FROM lc_evolution e
JOIN lc_version v ON v.rid = e.version_rid
JOIN lc_contract c ON c.rid = v.contract_rid
LEFT JOIN lc_version b ON b.rid = v.base_rid;

CREATE VIEW earlier_comparisons AS
SELECT c.team, c.name, v.label, b.label AS earlier,
       CASE e.verdict WHEN 1 THEN 'compatible' WHEN 2 THEN 'incompatible'
            WHEN 3 THEN 'undecided' END AS verdict,
       e.breaking, e.undecided, e.warning, e.info, e.engine
FROM lc_earlier e
JOIN lc_version v ON v.rid = e.version_rid
JOIN lc_contract c ON c.rid = v.contract_rid
JOIN lc_version b ON b.rid = e.earlier_rid;

-- Where versions run. An environment is a name of a team, there from the first record that names it.
CREATE TABLE lc_environment (
    rid INTEGER PRIMARY KEY,
    team_key TEXT NOT NULL,
    team TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    created_us INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    UNIQUE (team_key, name_key)
) STRICT;

-- A version of a consumer's own, such as web 2.3: which version of the contract it was built against,
-- out of which range, and the parts it uses, a JSON array of texts ([] = everything). It never changes.
CREATE TABLE lc_build (
    rid INTEGER PRIMARY KEY,
    contract_rid INTEGER NOT NULL REFERENCES lc_contract (rid),
    consumer TEXT NOT NULL,
    consumer_key TEXT NOT NULL,
    label TEXT NOT NULL,
    label_key TEXT NOT NULL,
    against_rid INTEGER NOT NULL REFERENCES lc_version (rid),
    range TEXT,
    parts TEXT NOT NULL,
    recorded_us INTEGER NOT NULL,
    recorded_by TEXT NOT NULL,
    reason TEXT,
    UNIQUE (contract_rid, consumer_key, label_key)
) STRICT;
CREATE INDEX lc_build_consumer ON lc_build (consumer_key, label_key, contract_rid);
CREATE INDEX lc_build_contract ON lc_build (contract_rid, rid);
CREATE INDEX lc_build_against ON lc_build (against_rid);

CREATE TRIGGER lc_build_kept BEFORE UPDATE ON lc_build
BEGIN SELECT RAISE(ABORT, 'what was recorded of a build is never changed'); END;
CREATE TRIGGER lc_build_there BEFORE DELETE ON lc_build
BEGIN SELECT RAISE(ABORT, 'builds are never deleted'); END;

-- A version of the contract, or a build of a consumer of it, in an environment: kind 1 deployed, which
-- takes the place of what was deployed there before (of the contract or of that consumer, in that
-- instance, '' = the only one); 2 released, which stays until it is withdrawn. `consumer_key` is '' for
-- a version of the contract. What has ended stays.
CREATE TABLE lc_run (
    rid INTEGER PRIMARY KEY,
    contract_rid INTEGER NOT NULL REFERENCES lc_contract (rid),
    environment_rid INTEGER NOT NULL REFERENCES lc_environment (rid),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 2),
    instance TEXT NOT NULL,
    consumer_key TEXT NOT NULL,
    version_rid INTEGER REFERENCES lc_version (rid),
    build_rid INTEGER REFERENCES lc_build (rid),
    since_us INTEGER NOT NULL,
    since_by TEXT NOT NULL,
    reason TEXT,
    until_us INTEGER CHECK (until_us >= since_us),
    until_by TEXT,
    until_reason TEXT,
    CHECK ((version_rid IS NULL) <> (build_rid IS NULL)),
    CHECK ((version_rid IS NULL) = (consumer_key <> '')),
    CHECK ((until_us IS NULL) = (until_by IS NULL)),
    CHECK (kind = 1 OR instance = '')
) STRICT;
CREATE UNIQUE INDEX lc_run_deployed ON lc_run (contract_rid, environment_rid, consumer_key, instance)
    WHERE kind = 1 AND until_us IS NULL;
CREATE UNIQUE INDEX lc_run_version ON lc_run (version_rid, environment_rid)
    WHERE kind = 2 AND until_us IS NULL AND version_rid IS NOT NULL;
CREATE UNIQUE INDEX lc_run_build ON lc_run (build_rid, environment_rid)
    WHERE kind = 2 AND until_us IS NULL AND build_rid IS NOT NULL;
CREATE INDEX lc_run_live ON lc_run (contract_rid, environment_rid) WHERE until_us IS NULL;
CREATE INDEX lc_run_of_version ON lc_run (version_rid) WHERE until_us IS NULL;
CREATE INDEX lc_run_contract ON lc_run (contract_rid, rid);
CREATE INDEX lc_run_environment ON lc_run (environment_rid, rid);

CREATE TRIGGER lc_run_kept BEFORE UPDATE ON lc_run WHEN OLD.until_us IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'what has ended in an environment is never changed'); END;
CREATE TRIGGER lc_run_there BEFORE DELETE ON lc_run
BEGIN SELECT RAISE(ABORT, 'what ran in an environment is never deleted'); END;

CREATE VIEW lc_build_row AS
SELECT b.rid, b.contract_rid, c.team, c.name, b.consumer, b.label, b.against_rid, v.label AS against,
       b.range, b.parts, b.recorded_us, b.recorded_by, b.reason, b.consumer_key, b.label_key
FROM lc_build b
JOIN lc_contract c ON c.rid = b.contract_rid
JOIN lc_version v ON v.rid = b.against_rid;

CREATE VIEW lc_run_row AS
SELECT r.rid, r.contract_rid, c.team, c.name, r.kind, e.name AS environment, r.instance,
       coalesce(r.version_rid, b.against_rid) AS version_rid, v.label AS version, r.build_rid,
       b.consumer, b.label AS build, r.since_us, r.since_by, r.reason, r.until_us, r.until_by,
       r.until_reason, r.environment_rid, r.consumer_key
FROM lc_run r
JOIN lc_contract c ON c.rid = r.contract_rid
JOIN lc_environment e ON e.rid = r.environment_rid
LEFT JOIN lc_build b ON b.rid = r.build_rid
JOIN lc_version v ON v.rid = coalesce(r.version_rid, b.against_rid);

CREATE VIEW builds AS
SELECT team, name AS contract, consumer, label, against, range, parts,
       strftime('%Y-%m-%dT%H:%M:%S', recorded_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', recorded_us % 1000000), '0'), '.') || 'Z' AS recorded_at,
       recorded_by, reason
FROM lc_build_row;

CREATE VIEW deployments AS
SELECT team, name AS contract, environment, CASE kind WHEN 1 THEN 'deployed' ELSE 'released' END
           AS kind, instance, version, consumer, build,
       strftime('%Y-%m-%dT%H:%M:%S', since_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', since_us % 1000000), '0'), '.') || 'Z' AS since,
       since_by, reason,
       strftime('%Y-%m-%dT%H:%M:%S', until_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', until_us % 1000000), '0'), '.') || 'Z' AS until,
       until_by, until_reason
FROM lc_run_row;
