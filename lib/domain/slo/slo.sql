-- Clocks of service levels.

-- name: slo_case
SELECT rid, contract_rid, team, name, slo, subject, n, live, goal_us, started_us, stopped_us,
       breached_us, noted_us
FROM lc_slo_cycle_row WHERE contract_rid = ?1 AND slo = ?2 AND subject = ?3 ORDER BY n

-- name: slo_of_subject
SELECT rid, contract_rid, team, name, slo, subject, n, live, goal_us, started_us, stopped_us,
       breached_us, noted_us
FROM lc_slo_cycle_row
WHERE live = 1 AND subject = ?1 AND rid > ?2 AND (?3 = 0 OR contract_rid = ?3)
  AND (?4 IS NULL OR slo = ?4) AND (?5 = 0 OR (stopped_us IS NULL) = (?5 = 1))
ORDER BY rid LIMIT ?6

-- name: slo_of_contract
SELECT rid, contract_rid, team, name, slo, subject, n, live, goal_us, started_us, stopped_us,
       breached_us, noted_us
FROM lc_slo_cycle_row
WHERE live = 1 AND contract_rid = ?1 AND rid > ?2 AND (?3 IS NULL OR slo = ?3)
  AND (?4 = 0 OR (stopped_us IS NULL) = (?4 = 1))
ORDER BY rid LIMIT ?5

-- name: slo_all
SELECT rid, contract_rid, team, name, slo, subject, n, live, goal_us, started_us, stopped_us,
       breached_us, noted_us
FROM lc_slo_cycle_row
WHERE rid > ?1 AND live = 1 AND (?2 IS NULL OR slo = ?2)
  AND (?3 = 0 OR (stopped_us IS NULL) = (?3 = 1))
ORDER BY rid LIMIT ?4

-- Stopped in a window; breached in it and stopped elsewhere; open and not known to be breached.
-- name: slo_of_window
SELECT rid, contract_rid, '' AS team, '' AS name, slo, subject, n, live, goal_us, started_us,
       stopped_us, breached_us, noted_us
FROM lc_slo_cycle
WHERE contract_rid = ?1 AND slo = ?2 AND stopped_us >= ?3 AND stopped_us < ?4
UNION ALL
SELECT rid, contract_rid, '', '', slo, subject, n, live, goal_us, started_us, stopped_us,
       breached_us, noted_us
FROM lc_slo_cycle
WHERE contract_rid = ?1 AND slo = ?2 AND breached_us >= ?3 AND breached_us < ?4
  AND (stopped_us IS NULL OR stopped_us < ?3 OR stopped_us >= ?4)
UNION ALL
SELECT rid, contract_rid, '', '', slo, subject, n, live, goal_us, started_us, stopped_us,
       breached_us, noted_us
FROM lc_slo_cycle
WHERE contract_rid = ?1 AND slo = ?2 AND stopped_us IS NULL AND breached_us IS NULL
  AND started_us < ?4

-- name: slo_next_name
SELECT slo FROM lc_slo_cycle WHERE contract_rid = ?1 AND slo > ?2 ORDER BY slo LIMIT 1

-- name: slo_unnoted
SELECT rid, contract_rid, team, name, slo, subject, n, live, goal_us, started_us, stopped_us,
       breached_us, noted_us
FROM lc_slo_cycle_row
WHERE contract_rid = ?1 AND rid > ?2 AND stopped_us IS NULL AND breached_us IS NULL
ORDER BY rid LIMIT ?3

-- name: slo_unnoted_contract
SELECT contract_rid FROM lc_slo_cycle
WHERE contract_rid > ?1 AND stopped_us IS NULL AND breached_us IS NULL
ORDER BY contract_rid LIMIT 1

-- name: slo_ticks
SELECT kind, at_us, recorded_us, actor, reason FROM lc_slo_tick WHERE cycle_rid = ?1 ORDER BY rid

-- name: slo_cycle_insert
INSERT INTO lc_slo_cycle (contract_rid, slo, subject, n, live, goal_us, started_us)
VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6)

-- name: slo_cycle_outlive
UPDATE lc_slo_cycle SET live = 0 WHERE rid = ?1

-- name: slo_cycle_stop
UPDATE lc_slo_cycle SET stopped_us = ?2 WHERE rid = ?1

-- name: slo_cycle_breach
UPDATE lc_slo_cycle SET breached_us = ?2, noted_us = ?3 WHERE rid = ?1 AND breached_us IS NULL

-- name: slo_tick_insert
INSERT INTO lc_slo_tick (cycle_rid, kind, at_us, recorded_us, actor, reason)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
