-- Policies of comparisons. Nothing of them is ever changed or deleted.

-- What a team, or a contract of it, made of findings from `set_us` on: a document in JSON, or nothing,
-- when it was cleared. `key` is the team or "team/name" in lower case; the last row of a key rules.
-- `imported` is 1 for rows of a team that came with an import: their events did not.
CREATE TABLE lc_policy (
    rid INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    team TEXT NOT NULL,
    contract_rid INTEGER REFERENCES lc_contract (rid),
    n INTEGER NOT NULL CHECK (n >= 1),
    document TEXT,
    sha256 TEXT,
    set_us INTEGER NOT NULL,
    set_by TEXT NOT NULL,
    reason TEXT,
    imported INTEGER NOT NULL DEFAULT 0 CHECK (imported IN (0, 1)),
    CHECK ((document IS NULL) = (sha256 IS NULL)),
    UNIQUE (key, n)
) STRICT;
CREATE INDEX lc_policy_contract ON lc_policy (contract_rid) WHERE contract_rid IS NOT NULL;

CREATE TRIGGER lc_policy_kept BEFORE UPDATE ON lc_policy
BEGIN SELECT RAISE(ABORT, 'a policy is never changed, only followed by another'); END;
CREATE TRIGGER lc_policy_there BEFORE DELETE ON lc_policy
BEGIN SELECT RAISE(ABORT, 'policies are never deleted'); END;

-- For people with the sqlite3 shell; doc/views.md describes them.

CREATE VIEW policies AS
SELECT p.team, c.name AS contract, p.n, p.document, p.sha256,
       strftime('%Y-%m-%dT%H:%M:%S', p.set_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', p.set_us % 1000000), '0'), '.') || 'Z' AS set_at,
       p.set_by, p.reason
FROM lc_policy p
LEFT JOIN lc_contract c ON c.rid = p.contract_rid
WHERE NOT EXISTS (SELECT 1 FROM lc_policy l WHERE l.key = p.key AND l.n = p.n + 1);
