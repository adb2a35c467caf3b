-- Change control: decisions with their votes and delegations, change requests with the revisions of
-- their impact, their classifications and their links. Nothing of it is ever deleted.

-- What somebody has to decide. Subject kind 1 change: `subject` is its id. State 1 open, 2 decided,
-- 3 expired, 4 superseded. Outcome 1 approved, 2 rejected, 3 deferred. Quorum NULL = nobody has the
-- right.
CREATE TABLE lc_decision (
    rid INTEGER PRIMARY KEY,
    contract_rid INTEGER NOT NULL REFERENCES lc_contract (rid),
    subject_kind INTEGER NOT NULL CHECK (subject_kind = 1),
    subject TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    area TEXT NOT NULL,
    class INTEGER CHECK (class BETWEEN 1 AND 2),
    driver TEXT,
    approver TEXT,
    quorum INTEGER CHECK (quorum >= 1),
    due_us INTEGER,
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
    outcome INTEGER CHECK (outcome BETWEEN 1 AND 3),
    requested_us INTEGER NOT NULL,
    decided_us INTEGER,
    decided_by TEXT,
    reason TEXT,
    remark TEXT,
    memo TEXT,
    adr TEXT,
    imported INTEGER NOT NULL CHECK (imported IN (0, 1)),
    supersedes_rid INTEGER REFERENCES lc_decision (rid),
    CHECK ((state = 2) = (outcome IS NOT NULL)),
    CHECK ((outcome IS NULL) = (decided_us IS NULL))
) STRICT;
CREATE INDEX lc_decision_subject ON lc_decision (contract_rid, subject_key, rid);
CREATE INDEX lc_decision_open ON lc_decision (contract_rid, due_us) WHERE state = 1;

-- Vote 1 approve, 2 reject, 3 abstain. One live vote a party; those it took the place of stay.
CREATE TABLE lc_vote (
    rid INTEGER PRIMARY KEY,
    decision_rid INTEGER NOT NULL REFERENCES lc_decision (rid),
    party TEXT NOT NULL,
    actor TEXT NOT NULL,
    vote INTEGER NOT NULL CHECK (vote BETWEEN 1 AND 3),
    at_us INTEGER NOT NULL,
    delegated_from TEXT,
    counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
    live INTEGER NOT NULL CHECK (live IN (0, 1)),
    remark TEXT
) STRICT;
CREATE INDEX lc_vote_decision ON lc_vote (decision_rid, rid);
CREATE UNIQUE INDEX lc_vote_live ON lc_vote (decision_rid, party) WHERE live = 1;

-- Days since 1970-01-01, the last one included.
CREATE TABLE lc_delegation (
    rid INTEGER PRIMARY KEY,
    contract_rid INTEGER NOT NULL REFERENCES lc_contract (rid),
    from_party TEXT NOT NULL,
    to_actor TEXT NOT NULL,
    from_day INTEGER NOT NULL,
    until_day INTEGER NOT NULL CHECK (until_day >= from_day),
    at_us INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT
) STRICT;
CREATE INDEX lc_delegation_party ON lc_delegation (contract_rid, from_party, until_day);
CREATE INDEX lc_delegation_actor ON lc_delegation (contract_rid, to_actor, until_day);

-- Type 1 standard, 2 normal, 3 emergency. State 1 draft, 2 submitted, 3 analysed, 4 approved,
-- 5 rejected, 6 deferred, 7 implemented, 8 closed, 9 withdrawn. Class 1 minor, 2 major.
-- `master_rid` is the version whose policy judges it, `base` a decimal of the currency's major unit.
CREATE TABLE lc_change (
    rid INTEGER PRIMARY KEY,
    contract_rid INTEGER NOT NULL REFERENCES lc_contract (rid),
    id TEXT NOT NULL,
    id_key TEXT NOT NULL,
    type INTEGER NOT NULL CHECK (type BETWEEN 1 AND 3),
    area TEXT NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 9),
    class INTEGER CHECK (class BETWEEN 1 AND 2),
    claimed INTEGER CHECK (claimed BETWEEN 1 AND 2),
    outcome INTEGER CHECK (outcome BETWEEN 1 AND 3),
    cycle INTEGER NOT NULL CHECK (cycle >= 1),
    requester TEXT NOT NULL,
    summary TEXT,
    document_rid INTEGER NOT NULL REFERENCES lc_document (rid),
    master_rid INTEGER REFERENCES lc_version (rid),
    base TEXT,
    evolution_rid INTEGER REFERENCES lc_version (rid),
    decision_rid INTEGER REFERENCES lc_decision (rid),
    adr TEXT,
    addendum_rid INTEGER REFERENCES lc_version (rid),
    target_amount TEXT,
    target_currency TEXT,
    target_day INTEGER,
    created_us INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    submitted_us INTEGER,
    decided_us INTEGER,
    implemented_us INTEGER,
    closed_us INTEGER,
    revision INTEGER NOT NULL CHECK (revision >= 0),
    UNIQUE (contract_rid, id_key)
) STRICT;
CREATE INDEX lc_change_document ON lc_change (document_rid);
CREATE INDEX lc_change_addendum ON lc_change (addendum_rid) WHERE addendum_rid IS NOT NULL;

-- Revisions of the impact analysis, from 1; `technical` is what the library found out by itself.
CREATE TABLE lc_change_impact (
    change_rid INTEGER NOT NULL REFERENCES lc_change (rid),
    rev INTEGER NOT NULL CHECK (rev >= 1),
    at_us INTEGER NOT NULL,
    actor TEXT NOT NULL,
    body TEXT NOT NULL,
    technical TEXT,
    PRIMARY KEY (change_rid, rev)
) STRICT, WITHOUT ROWID;

-- Classifications, appended and never rewritten. `inputs` are what the two documents do not hold;
-- budget and slip are what this change moves, in millionths, NULL = not known.
CREATE TABLE lc_change_class (
    change_rid INTEGER NOT NULL REFERENCES lc_change (rid),
    n INTEGER NOT NULL CHECK (n >= 1),
    at_us INTEGER NOT NULL,
    actor TEXT NOT NULL,
    class INTEGER NOT NULL CHECK (class BETWEEN 1 AND 2),
    master_rid INTEGER NOT NULL REFERENCES lc_version (rid),
    impact_rev INTEGER NOT NULL,
    budget_pct INTEGER,
    slip INTEGER,
    inputs TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (change_rid, n)
) STRICT, WITHOUT ROWID;

-- Kind 1 needs, 2 conflicts with, 3 supersedes. The other change need not be there yet.
CREATE TABLE lc_change_link (
    change_rid INTEGER NOT NULL REFERENCES lc_change (rid),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
    target_key TEXT NOT NULL,
    target TEXT NOT NULL,
    PRIMARY KEY (change_rid, kind, target_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX lc_change_link_target ON lc_change_link (target_key, kind, change_rid);

-- What every look-up of a change reads.
CREATE VIEW lc_change_row AS
SELECT h.rid, h.contract_rid, c.team, c.name, h.id, h.type, h.area, h.state, h.class, h.claimed,
       h.outcome, h.cycle, h.requester, h.summary, d.sha256, h.document_rid, h.master_rid,
       m.label AS master, h.base, h.evolution_rid,
       ec.team || '/' || ec.name || '@' || e.label AS evolution, h.decision_rid, h.adr,
       h.addendum_rid, ac.team || '/' || ac.name || '@' || a.label AS addendum, h.target_amount,
       h.target_currency, h.target_day, h.created_us, h.created_by, h.submitted_us, h.decided_us,
       h.implemented_us, h.closed_us, h.revision, c.key, h.id_key
FROM lc_change h
JOIN lc_contract c ON c.rid = h.contract_rid
JOIN lc_document d ON d.rid = h.document_rid
LEFT JOIN lc_version m ON m.rid = h.master_rid
LEFT JOIN lc_version e ON e.rid = h.evolution_rid
LEFT JOIN lc_contract ec ON ec.rid = e.contract_rid
LEFT JOIN lc_version a ON a.rid = h.addendum_rid
LEFT JOIN lc_contract ac ON ac.rid = a.contract_rid;
