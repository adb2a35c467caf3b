-- Timers, their pauses, what came due and to whom it is brought.

-- name: timer_get
SELECT rid, contract_rid, team, name, subject_kind, subject, decision_rid, master_rid,
       goal, on_expiry, escalation, state, stage, level, loop, started_us, due_us, reminded_us,
       anchor_us, next_us, recomputed, ended_us, ended, dispute_rid
FROM lc_timer_row WHERE rid = ?1

-- name: timer_of
SELECT rid, contract_rid, team, name, subject_kind, subject, decision_rid, master_rid,
       goal, on_expiry, escalation, state, stage, level, loop, started_us, due_us, reminded_us,
       anchor_us, next_us, recomputed, ended_us, ended, dispute_rid
FROM lc_timer_row WHERE contract_rid = ?1 AND subject_kind = ?2 AND subject_key = ?3
ORDER BY rid DESC LIMIT 1

-- name: timer_of_decision
SELECT rid FROM lc_timer WHERE decision_rid = ?1 AND state < 3

-- name: timer_of_dispute
SELECT rid FROM lc_timer WHERE dispute_rid = ?1 AND state < 3

-- name: timer_by_next
SELECT rid, contract_rid, team, name, subject_kind, subject, decision_rid, master_rid,
       goal, on_expiry, escalation, state, stage, level, loop, started_us, due_us, reminded_us,
       anchor_us, next_us, recomputed, ended_us, ended, dispute_rid
FROM lc_timer_row
WHERE next_us IS NOT NULL AND (next_us, rid) > (?1, ?2) AND next_us <= ?3
  AND (?4 = 0 OR contract_rid = ?4)
ORDER BY next_us, rid LIMIT ?5

-- name: timer_by_row
SELECT rid, contract_rid, team, name, subject_kind, subject, decision_rid, master_rid,
       goal, on_expiry, escalation, state, stage, level, loop, started_us, due_us, reminded_us,
       anchor_us, next_us, recomputed, ended_us, ended, dispute_rid
FROM lc_timer_row
WHERE rid > ?1 AND (?2 = 0 OR contract_rid = ?2) AND (?3 = 0 OR state = ?3)
ORDER BY rid LIMIT ?4

-- name: timer_insert
INSERT INTO lc_timer (contract_rid, subject_kind, subject, subject_key, decision_rid,
                      master_rid, goal, on_expiry, escalation, state, stage, level, loop,
                      started_us, due_us, reminded_us, anchor_us, next_us, recomputed, ended_us,
                      ended, dispute_rid)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
        ?21, ?22)

-- name: timer_save
UPDATE lc_timer
SET state = ?2, stage = ?3, level = ?4, loop = ?5, due_us = ?6, reminded_us = ?7, anchor_us = ?8,
    next_us = ?9, recomputed = ?10, ended_us = ?11, ended = ?12
WHERE rid = ?1

-- name: timer_pause_list
SELECT from_us, until_us, cause, actor, resumed_by FROM lc_timer_pause WHERE timer_rid = ?1
ORDER BY n

-- name: timer_pause_add
INSERT INTO lc_timer_pause (timer_rid, n, from_us, until_us, cause, actor, resumed_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

-- name: timer_pause_end
UPDATE lc_timer_pause SET until_us = ?3, resumed_by = ?4 WHERE timer_rid = ?1 AND n = ?2

-- name: action_insert
INSERT INTO lc_action (id, timer_rid, contract_rid, kind, level, loop, due_us, found_us, note)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)

-- name: action_by_id
SELECT rid FROM lc_action WHERE id = ?1

-- name: action_get
SELECT a.rid, a.timer_rid, a.contract_rid, a.id, c.team, c.name, t.subject_kind, t.subject, a.kind,
       a.level, a.loop, a.due_us, a.found_us, a.note
FROM lc_action a
JOIN lc_timer t ON t.rid = a.timer_rid
JOIN lc_contract c ON c.rid = a.contract_rid
WHERE a.rid = ?1

-- name: action_open
SELECT DISTINCT d.action_rid
FROM lc_delivery d JOIN lc_action a ON a.rid = d.action_rid
WHERE d.delivered_us IS NULL AND d.action_rid > ?1 AND (?2 = 0 OR a.contract_rid = ?2)
ORDER BY d.action_rid LIMIT ?3

-- name: action_of_timer
SELECT rid FROM lc_action WHERE timer_rid = ?2 AND rid > ?1 ORDER BY rid LIMIT ?3

-- name: action_count
SELECT count(*) FROM lc_action WHERE contract_rid = ?1 AND kind = ?2 AND found_us >= ?3

-- name: delivery_list
SELECT name, party, endpoint, attempts, last_error, next_try_us, delivered_us, detail
FROM lc_delivery WHERE action_rid = ?1 ORDER BY n

-- name: delivery_insert
INSERT INTO lc_delivery (action_rid, n, name, party, endpoint, attempts, last_error, next_try_us,
                         delivered_us, detail)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)

-- name: delivery_told
UPDATE lc_delivery
SET attempts = ?3, last_error = ?4, next_try_us = ?5, delivered_us = ?6, detail = ?7
WHERE action_rid = ?1 AND n = ?2
