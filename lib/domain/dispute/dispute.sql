-- Disputes. Subject kind 1 is an entry of the ledger, 2 what was decided on a change, 3 a change, 4 an
-- assessment.

-- name: dispute_find
SELECT d.rid, d.contract_rid, c.team, c.name, d.id, d.subject_kind, d.subject, d.party, d.against,
       d.statement, d.answer, d.state, d.outcome, d.reference, d.ended, d.opened_us, d.opened_by,
       d.answered_us, d.answered_by, d.ended_us, d.ended_by, d.revision
FROM lc_dispute d JOIN lc_contract c ON c.rid = d.contract_rid
WHERE d.contract_rid = ?1 AND d.id_key = ?2

-- name: dispute_of
SELECT d.rid, d.contract_rid, c.team, c.name, d.id, d.subject_kind, d.subject, d.party, d.against,
       d.statement, d.answer, d.state, d.outcome, d.reference, d.ended, d.opened_us, d.opened_by,
       d.answered_us, d.answered_by, d.ended_us, d.ended_by, d.revision
FROM lc_dispute d JOIN lc_contract c ON c.rid = d.contract_rid
WHERE d.contract_rid = ?1 AND d.subject_kind = ?2 AND d.subject_key = ?3 AND d.state < 3

-- name: dispute_open_list
SELECT d.rid, d.contract_rid, c.team, c.name, d.id, d.subject_kind, d.subject, d.party, d.against,
       d.statement, d.answer, d.state, d.outcome, d.reference, d.ended, d.opened_us, d.opened_by,
       d.answered_us, d.answered_by, d.ended_us, d.ended_by, d.revision
FROM lc_dispute d JOIN lc_contract c ON c.rid = d.contract_rid
WHERE d.contract_rid = ?1 AND d.state < 3 AND d.rid > ?2
ORDER BY d.rid LIMIT ?3

-- name: dispute_list
SELECT d.rid, d.contract_rid, c.team, c.name, d.id, d.subject_kind, d.subject, d.party, d.against,
       d.statement, d.answer, d.state, d.outcome, d.reference, d.ended, d.opened_us, d.opened_by,
       d.answered_us, d.answered_by, d.ended_us, d.ended_by, d.revision
FROM lc_dispute d JOIN lc_contract c ON c.rid = d.contract_rid
WHERE d.rid > ?1 AND (?2 = 0 OR d.contract_rid = ?2) AND (?3 = 0 OR d.state = ?3)
ORDER BY d.rid LIMIT ?4

-- name: dispute_count
SELECT count(*) FROM lc_dispute WHERE contract_rid = ?1

-- name: dispute_insert
INSERT INTO lc_dispute (contract_rid, id, id_key, subject_kind, subject, subject_key, party,
                        against, statement, answer, state, outcome, reference, ended, opened_us,
                        opened_by, answered_us, answered_by, ended_us, ended_by, revision)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
        ?21)

-- name: dispute_save
UPDATE lc_dispute
SET answer = ?2, state = ?3, outcome = ?4, reference = ?5, ended = ?6, answered_us = ?7,
    answered_by = ?8, ended_us = ?9, ended_by = ?10, revision = ?11
WHERE rid = ?1
