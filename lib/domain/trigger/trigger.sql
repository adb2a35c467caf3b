-- Stop-the-line triggers.

-- name: stop_raised
SELECT rid, contract_rid, team, name, trigger_id, n, master_id, owner, clearer, blocks, binds_day,
       raised_us, raised_by, reason, evidence, cleared_us, cleared_by, decision, clear_reason
FROM lc_stop_row WHERE contract_rid = ?1 AND trigger_id = ?2 AND cleared_us IS NULL

-- name: stop_last
SELECT rid, contract_rid, team, name, trigger_id, n, master_id, owner, clearer, blocks, binds_day,
       raised_us, raised_by, reason, evidence, cleared_us, cleared_by, decision, clear_reason
FROM lc_stop_row WHERE contract_rid = ?1 AND trigger_id = ?2 ORDER BY n DESC LIMIT 1

-- Those that stand: few, by their own index.
-- name: stop_all_raised
-- scan-ok: an index that holds what is raised and nothing else
SELECT rid, contract_rid, team, name, trigger_id, n, master_id, owner, clearer, blocks, binds_day,
       raised_us, raised_by, reason, evidence, cleared_us, cleared_by, decision, clear_reason
FROM lc_stop_row WHERE cleared_us IS NULL ORDER BY rid

-- name: stop_of_contract
SELECT rid, contract_rid, team, name, trigger_id, n, master_id, owner, clearer, blocks, binds_day,
       raised_us, raised_by, reason, evidence, cleared_us, cleared_by, decision, clear_reason
FROM lc_stop_row
WHERE contract_rid = ?1 AND rid > ?2 AND (?3 = 0 OR (cleared_us IS NULL) = (?3 = 1))
ORDER BY rid LIMIT ?4

-- name: stop_all
SELECT rid, contract_rid, team, name, trigger_id, n, master_id, owner, clearer, blocks, binds_day,
       raised_us, raised_by, reason, evidence, cleared_us, cleared_by, decision, clear_reason
FROM lc_stop_row
WHERE rid > ?1 AND (?2 = 0 OR (cleared_us IS NULL) = (?2 = 1))
ORDER BY rid LIMIT ?3

-- name: stop_summary
SELECT raised_by, count(*), sum(cleared_us IS NULL), sum(coalesce(cleared_us, ?2) - raised_us)
FROM lc_stop WHERE contract_rid = ?1 GROUP BY raised_by ORDER BY raised_by

-- name: stop_insert
INSERT INTO lc_stop (contract_rid, trigger_id, n, master_id, owner, clearer, blocks, binds_day,
                     raised_us, raised_by, reason, evidence)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)

-- name: stop_clear
UPDATE lc_stop SET cleared_us = ?2, cleared_by = ?3, decision = ?4, clear_reason = ?5 WHERE rid = ?1
