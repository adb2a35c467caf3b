-- The double-entry journal. One book belongs to one contract; its entries are numbered from 1 and
-- chained on their own. Journal tables only grow: triggers refuse the rest. Dates are days since
-- 1970-01-01, amounts are minor units (debit above zero, credit below).

CREATE TABLE lc_book (
    rid INTEGER PRIMARY KEY CHECK (rid BETWEEN 1 AND 8000000),
    contract_rid INTEGER NOT NULL UNIQUE REFERENCES lc_contract (rid),
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    base TEXT NOT NULL CHECK (length(base) = 3),
    entries INTEGER NOT NULL CHECK (entries >= 0),
    postings INTEGER NOT NULL CHECK (postings >= 0),
    head BLOB NOT NULL CHECK (length(head) = 32),
    closed_to INTEGER,
    created_us INTEGER NOT NULL,
    created_by TEXT NOT NULL
) STRICT;

-- Totals are those of all entries; pending ones are apart. Limits hold from the entry after
-- `limits_seq` on.
CREATE TABLE lc_account (
    rid INTEGER PRIMARY KEY,
    book_rid INTEGER NOT NULL REFERENCES lc_book (rid),
    name TEXT NOT NULL,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 5),
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    opened INTEGER NOT NULL,
    closed INTEGER,
    lo INTEGER,
    hi INTEGER,
    limits_seq INTEGER NOT NULL CHECK (limits_seq >= 0),
    debit INTEGER NOT NULL CHECK (debit >= 0),
    credit INTEGER NOT NULL CHECK (credit >= 0),
    pending_debit INTEGER NOT NULL CHECK (pending_debit >= 0),
    pending_credit INTEGER NOT NULL CHECK (pending_credit >= 0),
    created_us INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    UNIQUE (book_rid, name)
) STRICT;

-- rid = book_rid * 2^40 + seq, so that the entries of a book lie together, in order. `act`: 1 post,
-- 2 pend, 3 settle, 4 void, 5 expire, 6 reverse, 7 restate.
CREATE TABLE lc_entry (
    rid INTEGER PRIMARY KEY,
    book_rid INTEGER NOT NULL REFERENCES lc_book (rid),
    seq INTEGER NOT NULL CHECK (seq >= 1 AND rid = book_rid * 1099511627776 + seq),
    act INTEGER NOT NULL CHECK (act BETWEEN 1 AND 7),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 10),
    effective INTEGER NOT NULL,
    booked INTEGER NOT NULL,
    recorded_us INTEGER NOT NULL,
    actor TEXT NOT NULL,
    memo TEXT,
    cause_kind TEXT,
    cause_id TEXT,
    idem_key TEXT,
    expires_us INTEGER,
    reverses INTEGER REFERENCES lc_entry (rid),
    resolves INTEGER REFERENCES lc_entry (rid),
    rate TEXT,
    rate_pair TEXT,
    rate_source TEXT,
    rate_day INTEGER,
    first_posting INTEGER NOT NULL,
    posting_count INTEGER NOT NULL CHECK (posting_count >= 2),
    evidence_count INTEGER NOT NULL CHECK (evidence_count >= 0),
    request BLOB NOT NULL CHECK (length(request) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE UNIQUE INDEX lc_entry_key ON lc_entry (book_rid, idem_key) WHERE idem_key IS NOT NULL;
CREATE UNIQUE INDEX lc_entry_reverses ON lc_entry (reverses) WHERE reverses IS NOT NULL;
CREATE UNIQUE INDEX lc_entry_resolves ON lc_entry (resolves) WHERE resolves IS NOT NULL;
CREATE INDEX lc_entry_booked ON lc_entry (book_rid, booked);
CREATE INDEX lc_entry_expires ON lc_entry (book_rid, expires_us) WHERE expires_us IS NOT NULL;

-- rid = book_rid * 2^40 + its number in the book, from 1.
CREATE TABLE lc_posting (
    rid INTEGER PRIMARY KEY,
    entry_rid INTEGER NOT NULL REFERENCES lc_entry (rid),
    account_rid INTEGER NOT NULL REFERENCES lc_account (rid),
    amount INTEGER NOT NULL CHECK (amount <> 0)
) STRICT;
CREATE INDEX lc_posting_account ON lc_posting (account_rid, entry_rid);

CREATE TABLE lc_evidence (
    entry_rid INTEGER NOT NULL REFERENCES lc_entry (rid),
    n INTEGER NOT NULL,
    link TEXT NOT NULL,
    sha256 BLOB CHECK (length(sha256) = 32),
    PRIMARY KEY (entry_rid, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX lc_evidence_sha256 ON lc_evidence (sha256) WHERE sha256 IS NOT NULL;

-- Closed (2) and sealed (3) periods; what follows the last one is open. The seal covers the entries
-- up to `seal_seq`; `frontier` are the roots of the full subtrees from which a later root goes on.
CREATE TABLE lc_period (
    rid INTEGER PRIMARY KEY,
    book_rid INTEGER NOT NULL REFERENCES lc_book (rid),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    state INTEGER NOT NULL CHECK (state IN (2, 3)),
    closed_seq INTEGER NOT NULL,
    closed_us INTEGER NOT NULL,
    closed_by TEXT NOT NULL,
    seal_seq INTEGER,
    seal_head BLOB CHECK (length(seal_head) = 32),
    root BLOB CHECK (length(root) = 32),
    frontier BLOB,
    sealed_us INTEGER,
    sealed_by TEXT,
    UNIQUE (book_rid, last),
    CHECK (first <= last),
    CHECK ((state = 3) = (root IS NOT NULL))
) STRICT;

-- The trial balance that a seal holds.
CREATE TABLE lc_period_line (
    period_rid INTEGER NOT NULL REFERENCES lc_period (rid),
    account_rid INTEGER NOT NULL REFERENCES lc_account (rid),
    debit INTEGER NOT NULL CHECK (debit >= 0),
    credit INTEGER NOT NULL CHECK (credit >= 0),
    PRIMARY KEY (period_rid, account_rid)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER lc_entry_kept BEFORE UPDATE ON lc_entry
BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never changed'); END;
CREATE TRIGGER lc_entry_there BEFORE DELETE ON lc_entry
BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never deleted'); END;
CREATE TRIGGER lc_posting_kept BEFORE UPDATE ON lc_posting
BEGIN SELECT RAISE(ABORT, 'postings of a ledger are never changed'); END;
CREATE TRIGGER lc_posting_there BEFORE DELETE ON lc_posting
BEGIN SELECT RAISE(ABORT, 'postings of a ledger are never deleted'); END;
CREATE TRIGGER lc_evidence_kept BEFORE UPDATE ON lc_evidence
BEGIN SELECT RAISE(ABORT, 'evidence of a ledger is never changed'); END;
CREATE TRIGGER lc_evidence_there BEFORE DELETE ON lc_evidence
BEGIN SELECT RAISE(ABORT, 'evidence of a ledger is never deleted'); END;
CREATE TRIGGER lc_period_kept BEFORE UPDATE ON lc_period WHEN OLD.state = 3
BEGIN SELECT RAISE(ABORT, 'a sealed period is never changed'); END;
CREATE TRIGGER lc_period_there BEFORE DELETE ON lc_period
BEGIN SELECT RAISE(ABORT, 'periods of a ledger are never deleted'); END;
CREATE TRIGGER lc_period_line_kept BEFORE UPDATE ON lc_period_line
BEGIN SELECT RAISE(ABORT, 'a sealed trial balance is never changed'); END;
CREATE TRIGGER lc_period_line_there BEFORE DELETE ON lc_period_line
BEGIN SELECT RAISE(ABORT, 'a sealed trial balance is never deleted'); END;
CREATE TRIGGER lc_account_there BEFORE DELETE ON lc_account
BEGIN SELECT RAISE(ABORT, 'accounts of a ledger are never deleted'); END;
CREATE TRIGGER lc_book_there BEFORE DELETE ON lc_book
BEGIN SELECT RAISE(ABORT, 'ledgers are never deleted'); END;

-- What every look-up of an entry reads.
CREATE VIEW lc_entry_row AS
SELECT e.rid, e.book_rid, e.seq, e.act, e.kind, e.effective, e.booked, e.recorded_us, e.actor,
       e.memo, e.cause_kind, e.cause_id, e.idem_key, e.expires_us, e.reverses, e.resolves, e.rate,
       e.rate_pair, e.rate_source, e.rate_day, e.first_posting, e.posting_count, e.evidence_count,
       e.request, e.hash,
       (SELECT r.seq FROM lc_entry r WHERE r.reverses = e.rid) AS reversed_by,
       (SELECT s.seq FROM lc_entry s WHERE s.resolves = e.rid) AS resolved_by,
       (SELECT s.act FROM lc_entry s WHERE s.resolves = e.rid) AS resolved_act
FROM lc_entry e;

-- For people with the sqlite3 shell; doc/views.md describes them.

CREATE VIEW ledgers AS
SELECT c.team, c.name, b.base, b.entries, b.postings, lower(hex(b.head)) AS head,
       date(b.closed_to * 86400, 'unixepoch') AS closed_to,
       (SELECT count(*) FROM lc_account a WHERE a.book_rid = b.rid) AS accounts,
       strftime('%Y-%m-%dT%H:%M:%S', b.created_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', b.created_us % 1000000), '0'), '.') || 'Z' AS created_at,
       b.created_by
FROM lc_book b
JOIN lc_contract c ON c.rid = b.contract_rid;

CREATE VIEW ledger_accounts AS
SELECT c.team, c.name AS contract, a.name AS account,
       CASE a.kind WHEN 1 THEN 'assets' WHEN 2 THEN 'liabilities' WHEN 3 THEN 'equity'
            WHEN 4 THEN 'income' WHEN 5 THEN 'expenses' END AS kind,
       a.currency, date(a.opened * 86400, 'unixepoch') AS opened,
       date(a.closed * 86400, 'unixepoch') AS closed, a.lo, a.hi, a.debit, a.credit,
       a.debit - a.credit AS balance, a.pending_debit, a.pending_credit
FROM lc_account a
JOIN lc_book b ON b.rid = a.book_rid
JOIN lc_contract c ON c.rid = b.contract_rid;

CREATE VIEW ledger_entries AS
SELECT c.team, c.name AS contract, e.seq,
       CASE e.act WHEN 1 THEN 'post' WHEN 2 THEN 'pend' WHEN 3 THEN 'settle' WHEN 4 THEN 'void'
            WHEN 5 THEN 'expire' WHEN 6 THEN 'reverse' WHEN 7 THEN 'restate' END AS act,
       CASE e.kind WHEN 1 THEN 'cost' WHEN 2 THEN 'fee' WHEN 3 THEN 'disallowed'
            WHEN 4 THEN 'target' WHEN 5 THEN 'share' WHEN 6 THEN 'modifier' WHEN 7 THEN 'risk'
            WHEN 8 THEN 'fx' WHEN 9 THEN 'payment' WHEN 10 THEN 'adjustment' END AS kind,
       date(e.effective * 86400, 'unixepoch') AS effective,
       date(e.booked * 86400, 'unixepoch') AS booked,
       strftime('%Y-%m-%dT%H:%M:%S', e.recorded_us / 1000000, 'unixepoch')
           || rtrim(rtrim(printf('.%06d', e.recorded_us % 1000000), '0'), '.') || 'Z'
               AS recorded_at,
       e.actor, e.memo, e.cause_kind, e.cause_id, e.idem_key,
       e.reverses % 1099511627776 AS reverses, e.resolves % 1099511627776 AS resolves,
       e.rate, e.rate_pair, e.rate_source, date(e.rate_day * 86400, 'unixepoch') AS rate_date,
       lower(hex(e.hash)) AS hash
FROM lc_entry e
JOIN lc_book b ON b.rid = e.book_rid
JOIN lc_contract c ON c.rid = b.contract_rid;

CREATE VIEW ledger_postings AS
SELECT c.team, c.name AS contract, p.entry_rid % 1099511627776 AS seq, a.name AS account, p.amount,
       a.currency
FROM lc_posting p
JOIN lc_account a ON a.rid = p.account_rid
JOIN lc_book b ON b.rid = a.book_rid
JOIN lc_contract c ON c.rid = b.contract_rid;

CREATE VIEW ledger_periods AS
SELECT c.team, c.name AS contract, date(p.first * 86400, 'unixepoch') AS first,
       date(p.last * 86400, 'unixepoch') AS last,
       CASE p.state WHEN 2 THEN 'closed' WHEN 3 THEN 'sealed' END AS state, p.seal_seq,
       lower(hex(p.seal_head)) AS head, lower(hex(p.root)) AS root
FROM lc_period p
JOIN lc_book b ON b.rid = p.book_rid
JOIN lc_contract c ON c.rid = b.contract_rid;
