-- Ledgers: books, accounts, entries, periods.

-- name: book_find
SELECT rid, id, base, entries, postings, head, closed_to, created_us, created_by
FROM lc_book WHERE contract_rid = ?1

-- name: book_next
SELECT c.rid, c.team, c.name FROM lc_contract c JOIN lc_book b ON b.contract_rid = c.rid
WHERE c.rid > ?1 ORDER BY c.rid LIMIT 1

-- name: book_accounts
SELECT count(*) FROM lc_account WHERE book_rid = ?1

-- name: book_insert
INSERT INTO lc_book (contract_rid, id, base, entries, postings, head, created_us, created_by)
VALUES (?1, ?2, ?3, 0, 0, ?4, ?5, ?6)

-- name: book_restore
INSERT INTO lc_book (contract_rid, id, base, entries, postings, head, created_us, created_by)
VALUES (?1, ?2, ?3, 0, 0, ?4, ?5, ?6)
ON CONFLICT (id) DO NOTHING

-- name: book_move
UPDATE lc_book SET entries = ?2, postings = ?3, head = ?4, closed_to = ?5 WHERE rid = ?1

-- name: account_find
SELECT rid, name, kind, currency, opened, closed, lo, hi, limits_seq, debit, credit, pending_debit,
       pending_credit, created_us, created_by
FROM lc_account WHERE book_rid = ?1 AND name = ?2

-- name: account_list
SELECT rid, name, kind, currency, opened, closed, lo, hi, limits_seq, debit, credit, pending_debit,
       pending_credit, created_us, created_by
FROM lc_account WHERE book_rid = ?1 AND name >= ?2 AND name < ?3 ORDER BY name

-- name: account_insert
INSERT INTO lc_account (book_rid, name, kind, currency, opened, lo, hi, limits_seq, closed, debit,
                        credit, pending_debit, pending_credit, created_us, created_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 0, 0, 0, ?10, ?11)

-- name: account_update
UPDATE lc_account SET lo = ?2, hi = ?3, limits_seq = ?4, closed = ?5 WHERE rid = ?1

-- name: account_keep
UPDATE lc_account SET debit = ?2, credit = ?3, pending_debit = ?4, pending_credit = ?5
WHERE rid = ?1

-- name: account_last_booked
SELECT max(e.booked) FROM lc_posting p JOIN lc_entry e ON e.rid = p.entry_rid
WHERE p.account_rid = ?1

-- name: account_effective
SELECT sum(p.amount) FROM lc_posting p JOIN lc_entry e ON e.rid = p.entry_rid
WHERE p.account_rid = ?1 AND p.entry_rid <= ?2 AND e.effective <= ?3 AND e.act IN (1, 3, 6, 7)

-- name: account_caused
SELECT sum(p.amount) FROM lc_posting p JOIN lc_entry e ON e.rid = p.entry_rid
WHERE p.account_rid = ?1 AND e.act IN (1, 3, 6, 7) AND e.cause_kind = ?2
  AND (?3 IS NULL OR e.cause_id = ?3)

-- name: modifier_last
SELECT max(e.effective) FROM lc_posting p JOIN lc_entry e ON e.rid = p.entry_rid
WHERE p.account_rid = ?1 AND e.act = 1 AND e.kind = 6 AND e.cause_kind = 'master'

-- name: entry_insert
INSERT INTO lc_entry (rid, book_rid, seq, act, kind, effective, booked, recorded_us, actor, memo,
                      cause_kind, cause_id, idem_key, expires_us, reverses, resolves, rate,
                      rate_pair, rate_source, rate_day, first_posting, posting_count,
                      evidence_count, request, hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
        ?21, ?22, ?23, ?24, ?25)
ON CONFLICT (book_rid, idem_key) WHERE idem_key IS NOT NULL DO NOTHING

-- name: posting_insert
INSERT INTO lc_posting (rid, entry_rid, account_rid, amount) VALUES (?1, ?2, ?3, ?4)

-- name: evidence_insert
INSERT INTO lc_evidence (entry_rid, n, link, sha256) VALUES (?1, ?2, ?3, ?4)

-- Costs of other ledgers with this evidence, unless they were taken back.
-- name: evidence_elsewhere
SELECT c.team, c.name, e.seq FROM lc_evidence v
JOIN lc_entry e ON e.rid = v.entry_rid
JOIN lc_book b ON b.rid = e.book_rid
JOIN lc_contract c ON c.rid = b.contract_rid
WHERE v.sha256 = ?1 AND e.book_rid <> ?2 AND e.kind = 1 AND e.act IN (1, 2, 3)
  AND NOT EXISTS (SELECT 1 FROM lc_entry r WHERE r.reverses = e.rid
                  AND NOT EXISTS (SELECT 1 FROM lc_entry x WHERE x.reverses = r.rid))
  AND NOT EXISTS (SELECT 1 FROM lc_entry s WHERE s.resolves = e.rid
                  AND (s.act <> 3 OR EXISTS (SELECT 1 FROM lc_entry r WHERE r.reverses = s.rid)))
ORDER BY e.rid LIMIT 1

-- name: entry_lapsed
SELECT e.seq FROM lc_entry e
WHERE e.book_rid = ?1 AND e.expires_us <= ?2
  AND NOT EXISTS (SELECT 1 FROM lc_entry r WHERE r.resolves = e.rid)
ORDER BY e.expires_us, e.rid LIMIT ?3

-- name: entry_by_rid
SELECT * FROM lc_entry_row WHERE rid = ?1

-- name: entry_by_key
SELECT * FROM lc_entry_row
WHERE rid = (SELECT rid FROM lc_entry WHERE book_rid = ?1 AND idem_key = ?2)

-- name: entry_after
SELECT * FROM lc_entry_row
WHERE rid > ?1 AND rid < ?2
  AND (?3 IS NULL OR booked >= ?3) AND (?4 IS NULL OR booked <= ?4)
  AND (?5 IS NULL OR kind = ?5)
  AND (?6 IS NULL OR act = 2 AND resolved_by IS NULL)
ORDER BY rid LIMIT ?7

-- name: entry_of_account
SELECT * FROM lc_entry_row
WHERE rid IN (SELECT p.entry_rid FROM lc_posting p
              WHERE p.account_rid = ?8 AND p.entry_rid > ?1 AND p.entry_rid < ?2)
  AND (?3 IS NULL OR booked >= ?3) AND (?4 IS NULL OR booked <= ?4)
  AND (?5 IS NULL OR kind = ?5)
  AND (?6 IS NULL OR act = 2 AND resolved_by IS NULL)
ORDER BY rid LIMIT ?7

-- name: entry_in_days
SELECT * FROM lc_entry_row
WHERE rid IN (SELECT e.rid FROM lc_entry e
              WHERE e.book_rid = ?8 AND e.booked >= ?3 AND e.booked <= ?4)
  AND rid > ?1 AND rid < ?2
  AND (?5 IS NULL OR kind = ?5)
  AND (?6 IS NULL OR act = 2 AND resolved_by IS NULL)
ORDER BY rid LIMIT ?7

-- name: posting_of_entry
SELECT p.account_rid, a.name, a.currency, p.amount FROM lc_posting p
JOIN lc_account a ON a.rid = p.account_rid
WHERE p.rid >= ?1 AND p.rid < ?2 ORDER BY p.rid

-- name: evidence_of_entry
SELECT link, sha256, n FROM lc_evidence WHERE entry_rid = ?1 ORDER BY n

-- What counts: acts 1, 3, 6, 7 of lc_entry.
-- name: balance_booked
SELECT p.account_rid, sum(CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END),
       sum(CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END)
FROM lc_entry e JOIN lc_posting p
  ON p.rid >= e.book_rid * 1099511627776 + e.first_posting
 AND p.rid < e.book_rid * 1099511627776 + e.first_posting + e.posting_count
WHERE e.book_rid = ?1 AND e.booked >= ?2 AND e.booked <= ?3 AND e.act IN (1, 3, 6, 7)
GROUP BY p.account_rid

-- name: balance_effective
SELECT p.account_rid, sum(CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END),
       sum(CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END)
FROM lc_entry e JOIN lc_posting p
  ON p.rid >= e.book_rid * 1099511627776 + e.first_posting
 AND p.rid < e.book_rid * 1099511627776 + e.first_posting + e.posting_count
WHERE e.rid > ?1 AND e.rid < ?2 AND e.effective <= ?3 AND e.act IN (1, 3, 6, 7)
GROUP BY p.account_rid

-- name: balance_recorded
SELECT p.account_rid, sum(CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END),
       sum(CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END)
FROM lc_entry e JOIN lc_posting p
  ON p.rid >= e.book_rid * 1099511627776 + e.first_posting
 AND p.rid < e.book_rid * 1099511627776 + e.first_posting + e.posting_count
WHERE e.rid > ?1 AND e.rid < ?2 AND e.recorded_us < ?3 AND e.act IN (1, 3, 6, 7)
GROUP BY p.account_rid

-- name: entry_hashes
SELECT hash FROM lc_entry WHERE rid > ?1 AND rid <= ?2 ORDER BY rid

-- name: entry_first_booked
SELECT min(booked) FROM lc_entry WHERE book_rid = ?1

-- name: entry_last_booked
SELECT max(booked) FROM lc_entry WHERE book_rid = ?1

-- name: entry_by_day
SELECT r.* FROM lc_entry e JOIN lc_entry_row r ON r.rid = e.rid
WHERE e.book_rid = ?1 AND e.booked >= ?2 AND (e.booked > ?2 OR e.rid > ?3)
ORDER BY e.booked, e.rid LIMIT ?4

-- name: book_close
UPDATE lc_book SET closed_to = ?2 WHERE rid = ?1

-- name: period_list
SELECT rid, first, last, state, closed_seq, closed_us, closed_by, seal_seq, seal_head, root,
       frontier, sealed_us, sealed_by
FROM lc_period WHERE book_rid = ?1 ORDER BY last

-- name: period_insert
INSERT INTO lc_period (book_rid, first, last, state, closed_seq, closed_us, closed_by)
VALUES (?1, ?2, ?3, 2, ?4, ?5, ?6)

-- name: period_seal
UPDATE lc_period SET state = 3, seal_seq = ?2, seal_head = ?3, root = ?4, frontier = ?5,
       sealed_us = ?6, sealed_by = ?7
WHERE rid = ?1

-- name: period_line_insert
INSERT INTO lc_period_line (period_rid, account_rid, debit, credit) VALUES (?1, ?2, ?3, ?4)

-- name: period_lines
SELECT l.account_rid, a.name, a.currency, l.debit, l.credit FROM lc_period_line l
LEFT JOIN lc_account a ON a.rid = l.account_rid
WHERE l.period_rid = ?1 ORDER BY a.name

-- name: verify_entries
SELECT rid, book_rid, seq, act, kind, effective, booked, recorded_us, actor, memo, cause_kind, cause_id,
       idem_key, expires_us, reverses, resolves, rate, rate_pair, rate_source, rate_day,
       first_posting, posting_count, evidence_count, request, hash
FROM lc_entry WHERE rid > ?1 AND rid < ?2 ORDER BY rid

-- name: verify_postings
SELECT rid, entry_rid, account_rid, amount FROM lc_posting
WHERE rid > ?1 AND rid < ?2 ORDER BY rid

-- name: verify_evidence
SELECT count(*) FROM lc_evidence WHERE entry_rid > ?1 AND entry_rid < ?2

-- name: verify_told
SELECT at_us, kind, actor, body FROM lc_event
WHERE kind IN ('ledger.opened', 'ledger.account-opened', 'ledger.account-changed', 'ledger.closed',
               'ledger.sealed')
  AND +contract_rid = ?1
ORDER BY seq

-- name: verify_posted
SELECT at_us, kind, actor, body FROM lc_event WHERE contract_rid = ?1 AND kind = 'ledger.posted'
ORDER BY seq DESC LIMIT 1

-- What the target is by the entries that count up to a day, and whether the master's own is in it.
-- name: target_at
SELECT coalesce(sum(p.amount), 0),
       coalesce(max(CASE WHEN e.cause_kind = 'master' THEN 1 ELSE 0 END), 0)
FROM lc_posting p JOIN lc_entry e ON e.rid = p.entry_rid
WHERE p.account_rid = ?1 AND e.effective <= ?2 AND e.act IN (1, 3, 6, 7)
