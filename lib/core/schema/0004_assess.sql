-- Assessments: the share of a contract on a day, with everything that it was computed from. They
-- only grow: triggers refuse the rest. Amounts are minor units of the incentives' currency.

-- Kind 1 interim, 2 completion, 3 final. Basis 1 actual, 2 forecast. State 1 posted, 2 forecast
-- (nothing is posted), 3 held (payment is frozen). Policy 1 none, 2 pain_only, 3 on_account,
-- 4 billing_limit. `entries` is the ledger's last entry when it was computed, `terms` the SHA-256
-- of the incentives in canonical form, `answer` the share with lines and basis as JSON.
CREATE TABLE lc_assessment (
    rid INTEGER PRIMARY KEY,
    book_rid INTEGER NOT NULL REFERENCES lc_book (rid),
    n INTEGER NOT NULL CHECK (n >= 1),
    as_of INTEGER NOT NULL,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
    basis INTEGER NOT NULL CHECK (basis BETWEEN 1 AND 2),
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
    policy INTEGER NOT NULL CHECK (policy BETWEEN 1 AND 4),
    version_rid INTEGER NOT NULL REFERENCES lc_version (rid),
    terms BLOB NOT NULL CHECK (length(terms) = 32),
    entries INTEGER NOT NULL CHECK (entries >= 0),
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    target INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    earned INTEGER,
    forecast INTEGER,
    accrued_before INTEGER NOT NULL,
    accrued INTEGER NOT NULL,
    payable_before INTEGER NOT NULL,
    payable INTEGER NOT NULL,
    forecast_share INTEGER,
    hold TEXT,
    parties TEXT NOT NULL,
    answer TEXT NOT NULL,
    accrued_seq INTEGER,
    payable_seq INTEGER,
    at_us INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT,
    UNIQUE (book_rid, n)
) STRICT;

CREATE TRIGGER lc_assessment_kept BEFORE UPDATE ON lc_assessment
BEGIN SELECT RAISE(ABORT, 'assessments are never changed'); END;
CREATE TRIGGER lc_assessment_there BEFORE DELETE ON lc_assessment
BEGIN SELECT RAISE(ABORT, 'assessments are never deleted'); END;

-- For people with the sqlite3 shell; doc/views.md describes it.
CREATE VIEW assessments AS
SELECT c.team, c.name AS contract, a.n, date(a.as_of * 86400, 'unixepoch') AS as_of,
       CASE a.kind WHEN 1 THEN 'interim' WHEN 2 THEN 'completion' WHEN 3 THEN 'final' END AS kind,
       CASE a.basis WHEN 1 THEN 'actual' WHEN 2 THEN 'forecast' END AS basis,
       CASE a.state WHEN 1 THEN 'posted' WHEN 2 THEN 'forecast' WHEN 3 THEN 'held' END AS state,
       v.label AS master_version, a.currency, a.target, a.cost, a.earned, a.forecast,
       a.accrued - a.accrued_before AS accrued_now, a.accrued,
       a.payable - a.payable_before AS payable_now, a.payable, a.forecast_share, a.hold,
       a.accrued_seq AS accrued_entry, a.payable_seq AS payable_entry,
       strftime('%Y-%m-%dT%H:%M:%S', a.at_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', a.at_us % 1000000), '0'), '.') || 'Z' AS at, a.actor
FROM lc_assessment a
JOIN lc_book b ON b.rid = a.book_rid
JOIN lc_contract c ON c.rid = b.contract_rid
JOIN lc_version v ON v.rid = a.version_rid;
