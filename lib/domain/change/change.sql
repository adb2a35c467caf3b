-- Change requests.

-- name: change_find
SELECT rid, contract_rid, team, name, id, type, area, state, class, claimed, outcome, cycle,
       requester, summary, sha256, document_rid, master_rid, master, base, evolution_rid, evolution,
       decision_rid, adr, addendum_rid, addendum, target_amount, target_currency, target_day,
       created_us, created_by, submitted_us, decided_us, implemented_us, closed_us, revision, key,
       id_key,
       (SELECT e.seq FROM lc_book b
        JOIN lc_entry e ON e.book_rid = b.rid AND e.idem_key = 'change:' || r.id || ':target'
        WHERE b.contract_rid = r.contract_rid AND e.kind = 4) AS posted
FROM lc_change_row r WHERE contract_rid = ?1 AND id_key = ?2

-- name: change_list
SELECT rid, contract_rid, team, name, id, type, area, state, class, claimed, outcome, cycle,
       requester, summary, sha256, document_rid, master_rid, master, base, evolution_rid, evolution,
       decision_rid, adr, addendum_rid, addendum, target_amount, target_currency, target_day,
       created_us, created_by, submitted_us, decided_us, implemented_us, closed_us, revision, key,
       id_key,
       (SELECT e.seq FROM lc_book b
        JOIN lc_entry e ON e.book_rid = b.rid AND e.idem_key = 'change:' || r.id || ':target'
        WHERE b.contract_rid = r.contract_rid AND e.kind = 4) AS posted
FROM lc_change_row r
WHERE key >= ?1 AND key < ?2 AND (key > ?1 OR id_key > ?3) AND (?4 = 0 OR state = ?4)
  AND (?5 = 0 OR class = ?5) AND (?6 = 0 OR type = ?6) AND (?7 IS NULL OR area = ?7)
  AND (?8 IS NULL OR requester = ?8)
ORDER BY key, id_key LIMIT ?9

-- name: change_insert
INSERT INTO lc_change (contract_rid, id, id_key, type, area, state, claimed, cycle, requester,
                       summary, document_rid, adr, created_us, created_by, revision)
VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, 1, ?7, ?8, ?9, ?10, ?11, ?12, ?13)

-- name: change_save
UPDATE lc_change
SET state = ?2, class = ?3, outcome = ?4, cycle = ?5, master_rid = ?6, base = ?7,
    evolution_rid = ?8, decision_rid = ?9, addendum_rid = ?10, target_amount = ?11,
    target_currency = ?12, target_day = ?13, submitted_us = ?14, decided_us = ?15,
    implemented_us = ?16, closed_us = ?17, revision = revision + 1
WHERE rid = ?1

-- name: change_decision
UPDATE lc_change SET decision_rid = ?2 WHERE rid = ?1

-- name: change_impact_add
INSERT INTO lc_change_impact (change_rid, rev, at_us, actor, body, technical)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- name: change_impact_last
SELECT rev, body, technical FROM lc_change_impact WHERE change_rid = ?1 ORDER BY rev DESC LIMIT 1

-- name: change_class_add
INSERT INTO lc_change_class (change_rid, n, at_us, actor, class, master_rid, impact_rev, budget_pct,
                             slip, inputs, body)
VALUES (?1, (SELECT coalesce(max(n), 0) + 1 FROM lc_change_class WHERE change_rid = ?1), ?2, ?3, ?4,
        ?5, ?6, ?7, ?8, ?9, ?10)

-- name: change_class_last
SELECT body FROM lc_change_class WHERE change_rid = ?1 ORDER BY n DESC LIMIT 1

-- name: change_class_after
SELECT n, class, master_rid, impact_rev, budget_pct, slip, inputs, body FROM lc_change_class
WHERE change_rid = ?1 AND n > ?2 ORDER BY n LIMIT 1

-- name: change_impact_at
SELECT body FROM lc_change_impact WHERE change_rid = ?1 AND rev = ?2

-- What was approved and then withdrawn moves nothing, and ends no series of minor changes.
-- name: change_last_major
SELECT coalesce(max(decided_us), 0) FROM lc_change
WHERE contract_rid = ?1 AND class = 2 AND outcome = 1 AND rid <> ?2
  AND (state <> 9 OR implemented_us IS NOT NULL)

-- What waits for its decision counts as if it were approved, else many small ones could be asked for at
-- once; an emergency counts from when it was implemented, whatever is decided later. What was implemented
-- has moved what it moved, also when it was reopened, which begins its class and its outcome anew: then
-- as it was classed when it was implemented.
-- name: change_minor_moves
SELECT k.budget_pct, k.slip
FROM lc_change h
JOIN lc_change_class k ON k.change_rid = h.rid
WHERE h.contract_rid = ?1 AND h.rid <> ?2
  AND ((h.class = 1
        AND (h.outcome = 1 AND h.decided_us > ?3 AND (h.state <> 9 OR h.implemented_us IS NOT NULL)
             OR h.outcome IS NULL AND h.implemented_us IS NULL AND h.state IN (2, 3)
             OR h.cycle = 1 AND h.implemented_us > ?3)
        AND k.n = (SELECT max(n) FROM lc_change_class WHERE change_rid = h.rid))
       OR (h.cycle > 1 AND h.implemented_us > ?3 AND (h.outcome IS NULL OR h.outcome <> 1)
           AND k.class = 1
           AND k.n = (SELECT max(n) FROM lc_change_class
                      WHERE change_rid = h.rid AND at_us <= h.implemented_us)))
ORDER BY h.rid

-- name: change_link_add
INSERT INTO lc_change_link (change_rid, kind, target_key, target) VALUES (?1, ?2, ?3, ?4)

-- name: change_link_list
SELECT kind, target FROM lc_change_link WHERE change_rid = ?1 ORDER BY kind, target_key

-- name: change_reaches
-- scan-ok: what was reached so far is read, not the table
WITH RECURSIVE reach(key) AS (
    SELECT ?2
    UNION
    SELECT l.target_key
    FROM reach r
    JOIN lc_change h ON h.contract_rid = ?1 AND h.id_key = r.key
    JOIN lc_change_link l ON l.change_rid = h.rid AND l.kind = 1
)
SELECT 1 FROM reach WHERE key = ?3

-- name: change_undone_need
SELECT l.target, t.state
FROM lc_change_link l
LEFT JOIN lc_change t ON t.contract_rid = ?2 AND t.id_key = l.target_key
WHERE l.change_rid = ?1 AND l.kind = 1 AND t.implemented_us IS NULL
ORDER BY l.target_key LIMIT 1

-- name: change_conflict
SELECT t.id, t.state
FROM lc_change_link l
JOIN lc_change t ON t.contract_rid = ?2 AND t.id_key = l.target_key
WHERE l.change_rid = ?1 AND l.kind = 2 AND t.implemented_us IS NOT NULL
ORDER BY l.target_key LIMIT 1

-- name: change_linked_from
SELECT o.id, l.kind
FROM lc_change_link l
JOIN lc_change o ON o.rid = l.change_rid
WHERE l.target_key = ?1 AND l.kind = ?3 AND o.contract_rid = ?2
  AND (o.implemented_us IS NOT NULL OR (?3 = 3 AND o.state = 4))
ORDER BY o.id_key LIMIT 1

-- A change that carried the same edition out. What it carries is told by its last impact, unless that
-- is of a later cycle; an emergency that was rejected afterwards stands in nobody's way.
-- name: change_of_edition
-- scan-ok: once for a change that is implemented and carries an edition
SELECT c.team || '/' || c.name || '/' || h.id, h.implemented_us
FROM lc_change h
JOIN lc_contract c ON c.rid = h.contract_rid
WHERE h.evolution_rid = ?1 AND h.rid <> ?2 AND h.implemented_us IS NOT NULL
  AND NOT (h.type = 3 AND h.outcome IS NOT NULL AND h.outcome = 2 AND h.state IN (7, 8))
  AND NOT EXISTS (SELECT 1 FROM lc_change_impact i
                  WHERE i.change_rid = h.rid AND i.at_us > h.implemented_us)
ORDER BY h.implemented_us, h.rid LIMIT 1

-- name: change_target_moves
SELECT target_amount, target_currency FROM lc_change
WHERE contract_rid = ?1 AND implemented_us IS NOT NULL AND target_amount IS NOT NULL
  AND target_day <= ?2
ORDER BY id_key

-- What a ledger is held against; those that were never implemented may still be what an entry names.
-- name: change_moves
SELECT c.team || '/' || c.name || '/' || h.id, h.id_key, h.state, h.implemented_us, h.target_amount,
       h.target_currency, h.target_day
FROM lc_change h
JOIN lc_contract c ON c.rid = h.contract_rid
WHERE h.contract_rid = ?1
ORDER BY h.id_key
