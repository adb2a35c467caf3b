-- The first schema. STRICT tables, closed sets by CHECK (formats, profiles and modes become more from
-- release to release, and are not closed), times in microseconds since 1970 UTC.
-- Kept to what SQLite and PostgreSQL have in common where there is a choice (semantics.md 24).

CREATE TABLE lc_meta (
    k TEXT PRIMARY KEY,
    v TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Bytes, once per content. `is_text` says whether XML can hold them as they are (1) or not (0), so
-- that an export need not read a large document twice; NULL where nobody has looked.
CREATE TABLE lc_document (
    rid INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
    size INTEGER NOT NULL CHECK (size >= 0),
    packing INTEGER NOT NULL CHECK (packing IN (0, 1)),
    is_text INTEGER CHECK (is_text IN (0, 1)),
    bytes BLOB NOT NULL
) STRICT;

-- `key` is "team/name" in lower case: names are unique without regard to case.
CREATE TABLE lc_contract (
    rid INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    team TEXT NOT NULL,
    name TEXT NOT NULL,
    type INTEGER NOT NULL CHECK (type BETWEEN 1 AND 8),
    mode INTEGER NOT NULL CHECK (mode >= 1),
    profile INTEGER NOT NULL CHECK (profile >= 1),
    owner_role TEXT,
    owner_agent TEXT,
    metadata TEXT NOT NULL,
    created_us INTEGER NOT NULL,
    created_by TEXT NOT NULL
) STRICT;

-- State 1 draft, 2 active, 3 deprecated, 4 retired. Versions of a contract are in order of rid.
CREATE TABLE lc_version (
    rid INTEGER PRIMARY KEY,
    contract_rid INTEGER NOT NULL REFERENCES lc_contract (rid),
    id BLOB NOT NULL CHECK (length(id) = 16),
    label TEXT NOT NULL,
    label_key TEXT NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
    format INTEGER NOT NULL CHECK (format >= 1),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    document_rid INTEGER NOT NULL REFERENCES lc_document (rid),
    base_rid INTEGER REFERENCES lc_version (rid),
    superseded_rid INTEGER REFERENCES lc_version (rid),
    reason TEXT,
    break_reason TEXT,
    created_us INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    activated_us INTEGER,
    deprecated_us INTEGER,
    retired_us INTEGER,
    sunset_us INTEGER,
    UNIQUE (contract_rid, label_key)
) STRICT;
CREATE INDEX lc_version_contract ON lc_version (contract_rid);
CREATE INDEX lc_version_document ON lc_version (document_rid);
CREATE UNIQUE INDEX lc_version_active ON lc_version (contract_rid) WHERE state = 2;

-- Files that a version's document refers to.
CREATE TABLE lc_file (
    version_rid INTEGER NOT NULL REFERENCES lc_version (rid),
    path TEXT NOT NULL,
    document_rid INTEGER NOT NULL REFERENCES lc_document (rid),
    PRIMARY KEY (version_rid, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX lc_file_document ON lc_file (document_rid);

-- The comparison stored with a version that had a base; findings as the JSON of a diff, packed.
CREATE TABLE lc_evolution (
    version_rid INTEGER PRIMARY KEY REFERENCES lc_version (rid),
    proposed TEXT,
    sufficient INTEGER NOT NULL CHECK (sufficient IN (0, 1)),
    mode INTEGER NOT NULL CHECK (mode >= 1),
    profile INTEGER NOT NULL CHECK (profile >= 1),
    verdict INTEGER NOT NULL CHECK (verdict BETWEEN 1 AND 3),
    bump INTEGER NOT NULL CHECK (bump BETWEEN 1 AND 4),
    breaking INTEGER NOT NULL,
    undecided INTEGER NOT NULL,
    warning INTEGER NOT NULL,
    info INTEGER NOT NULL,
    engine INTEGER NOT NULL,
    size INTEGER NOT NULL,
    packing INTEGER NOT NULL CHECK (packing IN (0, 1)),
    diff BLOB NOT NULL
) STRICT;

CREATE TABLE lc_consumer (
    rid INTEGER PRIMARY KEY,
    contract_rid INTEGER NOT NULL REFERENCES lc_contract (rid),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    role TEXT,
    pin TEXT,
    follows_rid INTEGER REFERENCES lc_version (rid),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    created_us INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    UNIQUE (contract_rid, name_key)
) STRICT;
CREATE INDEX lc_consumer_name ON lc_consumer (name_key, contract_rid);
CREATE INDEX lc_consumer_follows ON lc_consumer (follows_rid);

CREATE TABLE lc_part (
    consumer_rid INTEGER NOT NULL REFERENCES lc_consumer (rid),
    part TEXT NOT NULL,
    PRIMARY KEY (consumer_rid, part)
) STRICT, WITHOUT ROWID;

-- The journal. Never updated, never deleted; seq is given by the library, without gaps.
CREATE TABLE lc_event (
    seq INTEGER PRIMARY KEY,
    contract_rid INTEGER REFERENCES lc_contract (rid),
    at_us INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    actor TEXT NOT NULL,
    body TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX lc_event_contract ON lc_event (contract_rid, seq);
CREATE INDEX lc_event_kind ON lc_event (kind, seq);

-- Journals of other stores that came with imports, verified on their own.
CREATE TABLE lc_origin (
    rid INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    imported_us INTEGER NOT NULL
) STRICT;
CREATE TABLE lc_origin_event (
    origin_rid INTEGER NOT NULL REFERENCES lc_origin (rid),
    seq INTEGER NOT NULL,
    contract_rid INTEGER NOT NULL REFERENCES lc_contract (rid),
    at_us INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    actor TEXT NOT NULL,
    body TEXT NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (origin_rid, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX lc_origin_event_contract ON lc_origin_event (contract_rid, origin_rid, seq);

-- What every look-up of a version reads.
CREATE VIEW lc_version_row AS
SELECT v.rid, v.contract_rid, c.team, c.name, c.type, c.mode, c.profile, c.owner_role,
       c.owner_agent, c.metadata, v.id, v.label, v.state, v.format, v.revision, b.label AS base,
       s.label AS superseded_by, v.reason, v.break_reason, v.created_us, v.created_by,
       v.activated_us, v.deprecated_us, v.retired_us, v.sunset_us, d.sha256, d.size,
       (SELECT count(*) FROM lc_consumer k WHERE k.follows_rid = v.rid) AS consumers,
       v.document_rid, v.base_rid, c.key
FROM lc_version v
JOIN lc_contract c ON c.rid = v.contract_rid
JOIN lc_document d ON d.rid = v.document_rid
LEFT JOIN lc_version b ON b.rid = v.base_rid
LEFT JOIN lc_version s ON s.rid = v.superseded_rid;

-- For people with the sqlite3 shell; doc/views.md describes them. Read-only: words instead of
-- codes, times as RFC 3339 by integer arithmetic.

CREATE VIEW contracts AS
SELECT c.team, c.name,
       CASE c.type WHEN 1 THEN 'rest-api' WHEN 2 THEN 'message-queue'
            WHEN 3 THEN 'database-schema' WHEN 4 THEN 'phase-transition'
            WHEN 5 THEN 'data-format' WHEN 6 THEN 'event' WHEN 7 THEN 'master' WHEN 8 THEN 'sow' END
                AS type,
       CASE c.mode WHEN 1 THEN 'backward' WHEN 2 THEN 'forward' WHEN 3 THEN 'full'
            WHEN 4 THEN 'none' END AS mode,
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

CREATE VIEW versions AS
SELECT c.team, c.name, v.label,
       CASE v.state WHEN 1 THEN 'draft' WHEN 2 THEN 'active' WHEN 3 THEN 'deprecated'
            WHEN 4 THEN 'retired' END AS state,
       CASE v.format WHEN 1 THEN 'openapi' WHEN 2 THEN 'json-schema' WHEN 3 THEN 'opaque'
            WHEN 4 THEN 'master' WHEN 5 THEN 'sow' WHEN 6 THEN 'asyncapi' WHEN 7 THEN 'avro'
            WHEN 8 THEN 'protobuf' WHEN 9 THEN 'sql' WHEN 10 THEN 'graphql'
            WHEN 11 THEN 'odcs'
            WHEN 12 THEN 'agent-card' WHEN 13 THEN 'mcp-tools' WHEN 14 THEN 'prompt'
            WHEN 15 THEN 'model-schema' WHEN 16 THEN 'phase' END AS format,
       b.label AS base, s.label AS superseded_by, v.reason, v.break_reason,
       (SELECT count(*) FROM lc_consumer k WHERE k.follows_rid = v.rid) AS consumers,
       lower(hex(d.sha256)) AS document_sha256, d.size AS document_size,
       (SELECT count(*) FROM lc_file f WHERE f.version_rid = v.rid) AS files,
       strftime('%Y-%m-%dT%H:%M:%S', v.created_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', v.created_us % 1000000), '0'), '.') || 'Z' AS created_at,
       v.created_by,
       strftime('%Y-%m-%dT%H:%M:%S', v.activated_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', v.activated_us % 1000000), '0'), '.') || 'Z'
               AS activated_at,
       strftime('%Y-%m-%dT%H:%M:%S', v.deprecated_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', v.deprecated_us % 1000000), '0'), '.') || 'Z'
               AS deprecated_at,
       strftime('%Y-%m-%dT%H:%M:%S', v.retired_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', v.retired_us % 1000000), '0'), '.') || 'Z' AS retired_at,
       strftime('%Y-%m-%dT%H:%M:%S', v.sunset_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', v.sunset_us % 1000000), '0'), '.') || 'Z' AS sunset_at,
       lower(substr(hex(v.id), 1, 8) || '-' || substr(hex(v.id), 9, 4) || '-'
                    || substr(hex(v.id), 13, 4)
             || '-' || substr(hex(v.id), 17, 4) || '-' || substr(hex(v.id), 21)) AS id,
       v.revision
FROM lc_version v
JOIN lc_contract c ON c.rid = v.contract_rid
JOIN lc_document d ON d.rid = v.document_rid
LEFT JOIN lc_version b ON b.rid = v.base_rid
LEFT JOIN lc_version s ON s.rid = v.superseded_rid;

CREATE VIEW comparisons AS
SELECT c.team, c.name, v.label, b.label AS base,
       CASE e.verdict WHEN 1 THEN 'compatible' WHEN 2 THEN 'incompatible'
            WHEN 3 THEN 'undecided' END AS verdict,
       CASE e.bump WHEN 1 THEN 'none' WHEN 2 THEN 'patch' WHEN 3 THEN 'minor'
            WHEN 4 THEN 'major' END AS bump,
       CASE e.mode WHEN 1 THEN 'backward' WHEN 2 THEN 'forward' WHEN 3 THEN 'full'
            WHEN 4 THEN 'none' END AS mode,
       CASE e.profile WHEN 1 THEN 'strict' WHEN 2 THEN 'tolerant' WHEN 3 THEN 'confluent'
            WHEN 4 THEN 'file' WHEN 5 THEN 'package' WHEN 6 THEN 'wire-json' WHEN 7 THEN 'wire' END
                AS profile,
       e.proposed, e.sufficient, e.breaking, e.undecided, e.warning, e.info, e.engine
FROM lc_evolution e
JOIN lc_version v ON v.rid = e.version_rid
JOIN lc_contract c ON c.rid = v.contract_rid
LEFT JOIN lc_version b ON b.rid = v.base_rid;

-- No part = everything.
CREATE VIEW consumers AS
SELECT c.team, c.name AS contract, k.name AS consumer, k.role, k.pin, v.label AS follows,
       (SELECT count(*) FROM lc_part p WHERE p.consumer_rid = k.rid) AS parts,
       strftime('%Y-%m-%dT%H:%M:%S', k.created_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', k.created_us % 1000000), '0'), '.') || 'Z' AS created_at,
       k.created_by, k.revision
FROM lc_consumer k
JOIN lc_contract c ON c.rid = k.contract_rid
LEFT JOIN lc_version v ON v.rid = k.follows_rid;

CREATE VIEW parts_used AS
SELECT c.team, c.name AS contract, k.name AS consumer, p.part
FROM lc_part p
JOIN lc_consumer k ON k.rid = p.consumer_rid
JOIN lc_contract c ON c.rid = k.contract_rid;

-- Our own events, and those of other stores that came with imports.
CREATE VIEW journal AS
SELECT (SELECT m.v FROM lc_meta m WHERE m.k = 'uuid') AS origin, e.seq,
       strftime('%Y-%m-%dT%H:%M:%S', e.at_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', e.at_us % 1000000), '0'), '.') || 'Z' AS at,
       e.kind, e.subject, e.actor, e.body, lower(hex(e.hash)) AS hash
FROM lc_event e
UNION ALL
SELECT o.uuid, e.seq,
       strftime('%Y-%m-%dT%H:%M:%S', e.at_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', e.at_us % 1000000), '0'), '.') || 'Z',
       e.kind, e.subject, e.actor, e.body, lower(hex(e.hash))
FROM lc_origin_event e
JOIN lc_origin o ON o.rid = e.origin_rid;
