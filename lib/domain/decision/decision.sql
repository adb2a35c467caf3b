-- Decisions, votes, delegations.

-- name: decision_get
SELECT d.rid, d.contract_rid, c.team, c.name, d.subject, d.area, d.class, d.driver, d.approver,
       d.quorum, d.due_us, d.state, d.outcome, d.requested_us, d.decided_us, d.decided_by,
       d.reason, d.remark, d.memo, d.adr, d.imported, d.supersedes_rid
FROM lc_decision d
JOIN lc_contract c ON c.rid = d.contract_rid
WHERE d.rid = ?1

-- name: decision_of_subject
SELECT d.rid, d.contract_rid, c.team, c.name, d.subject, d.area, d.class, d.driver, d.approver,
       d.quorum, d.due_us, d.state, d.outcome, d.requested_us, d.decided_us, d.decided_by,
       d.reason, d.remark, d.memo, d.adr, d.imported, d.supersedes_rid
FROM lc_decision d
JOIN lc_contract c ON c.rid = d.contract_rid
WHERE d.contract_rid = ?1 AND d.subject_key = ?2 AND d.rid > ?3 AND (?4 = 0 OR d.state = ?4)
ORDER BY d.rid LIMIT ?5

-- name: decision_all
SELECT d.rid, d.contract_rid, c.team, c.name, d.subject, d.area, d.class, d.driver, d.approver,
       d.quorum, d.due_us, d.state, d.outcome, d.requested_us, d.decided_us, d.decided_by,
       d.reason, d.remark, d.memo, d.adr, d.imported, d.supersedes_rid
FROM lc_decision d
JOIN lc_contract c ON c.rid = d.contract_rid
WHERE d.rid > ?2 AND (?1 = 0 OR d.contract_rid = ?1) AND (?3 = 0 OR d.state = ?3)
ORDER BY d.rid LIMIT ?4

-- name: decision_insert
INSERT INTO lc_decision (contract_rid, subject_kind, subject, subject_key, area, class, driver,
                         approver, quorum, due_us, state, requested_us, imported, supersedes_rid)
VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1, ?10, 0, ?11)

-- name: decision_drop
UPDATE lc_decision SET state = 4 WHERE rid = ?1 AND state = 1

-- name: decision_due
UPDATE lc_decision SET due_us = ?2 WHERE rid = ?1

-- name: decision_close
UPDATE lc_decision
SET state = 2, outcome = ?2, decided_us = ?3, decided_by = ?4, reason = ?5, remark = ?6,
    imported = ?7
WHERE rid = ?1

-- name: decision_record
UPDATE lc_decision SET memo = ?2, adr = ?3 WHERE rid = ?1

-- name: vote_list
SELECT party, actor, vote, at_us, delegated_from, counted, live, remark
FROM lc_vote WHERE decision_rid = ?1 ORDER BY rid

-- name: vote_outdate
UPDATE lc_vote SET live = 0 WHERE decision_rid = ?1 AND party = ?2 AND live = 1

-- name: vote_insert
INSERT INTO lc_vote (decision_rid, party, actor, vote, at_us, delegated_from, counted, live, remark)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8)

-- name: delegation_find
SELECT rid FROM lc_delegation
WHERE contract_rid = ?1 AND from_party = ?2 AND until_day >= ?4 AND to_actor = ?3 AND from_day <= ?4
LIMIT 1

-- name: delegation_insert
INSERT INTO lc_delegation (contract_rid, from_party, to_actor, from_day, until_day, at_us, actor,
                           reason)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
