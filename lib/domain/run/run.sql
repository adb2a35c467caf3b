-- Environments, builds of consumers, and what runs where.

-- name: environment_find
SELECT rid, name FROM lc_environment WHERE team_key = ?1 AND name_key = ?2

-- name: environment_of_team
SELECT name, name_key, created_us, created_by, rid FROM lc_environment
WHERE team_key = ?1 AND name_key > ?2 ORDER BY name_key LIMIT ?3

-- name: environment_insert
INSERT INTO lc_environment (team_key, team, name, name_key, created_us, created_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- name: environment_runs
SELECT coalesce(sum(consumer_key = ''), 0), coalesce(sum(consumer_key <> ''), 0)
FROM lc_run WHERE environment_rid = ?1 AND until_us IS NULL

-- name: build_find
SELECT * FROM lc_build_row WHERE contract_rid = ?1 AND consumer_key = ?2 AND label_key = ?3

-- name: build_get
SELECT * FROM lc_build_row WHERE rid = ?1

-- name: build_insert
INSERT INTO lc_build (contract_rid, consumer, consumer_key, label, label_key, against_rid, range, parts,
                      recorded_us, recorded_by, reason)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)

-- name: build_of_consumer
SELECT * FROM lc_build_row WHERE consumer_key = ?1 AND label_key = ?2 ORDER BY contract_rid

-- name: build_of_contract
SELECT * FROM lc_build_row
WHERE contract_rid = ?1 AND rid > ?2 AND (?4 IS NULL OR consumer_key = ?4) ORDER BY rid LIMIT ?3

-- name: build_all
SELECT * FROM lc_build_row
WHERE rid > ?1 AND (?3 IS NULL OR consumer_key = ?3) ORDER BY rid LIMIT ?2

-- name: run_get
SELECT * FROM lc_run_row WHERE rid = ?1

-- name: run_insert
INSERT INTO lc_run (contract_rid, environment_rid, kind, instance, consumer_key, version_rid, build_rid,
                    since_us, since_by, reason)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)

-- name: run_end
UPDATE lc_run SET until_us = ?2, until_by = ?3, until_reason = ?4 WHERE rid = ?1 AND until_us IS NULL

-- What is deployed in the place of one thing: of the contract (?3 = '') or of a consumer.
-- name: run_deployed
SELECT * FROM lc_run_row
WHERE rid = (SELECT rid FROM lc_run
             WHERE contract_rid = ?1 AND environment_rid = ?2 AND consumer_key = ?3 AND instance = ?4
               AND kind = 1 AND until_us IS NULL)

-- What of a consumer (?1) is deployed in environments of one name (?2), whichever contract it uses.
-- name: run_deployed_of_consumer
SELECT r.* FROM lc_run k
JOIN lc_environment e ON e.rid = k.environment_rid
JOIN lc_run_row r ON r.rid = k.rid
WHERE k.contract_rid IN (SELECT b.contract_rid FROM lc_build b WHERE b.consumer_key = ?1)
  AND k.consumer_key = ?1 AND k.instance = ?3 AND k.kind = 1 AND k.until_us IS NULL
  AND e.name_key = ?2
ORDER BY r.rid

-- name: run_released_version
SELECT * FROM lc_run_row
WHERE rid = (SELECT rid FROM lc_run
             WHERE version_rid = ?1 AND environment_rid = ?2 AND kind = 2 AND until_us IS NULL)

-- name: run_released_build
SELECT * FROM lc_run_row
WHERE rid = (SELECT rid FROM lc_run
             WHERE build_rid = ?1 AND environment_rid = ?2 AND kind = 2 AND until_us IS NULL)

-- name: run_live
SELECT r.* FROM lc_run k JOIN lc_run_row r ON r.rid = k.rid
WHERE k.contract_rid = ?1 AND k.environment_rid = ?2 AND k.until_us IS NULL
ORDER BY r.consumer_key, r.rid

-- Builds that run there, without what the caller knows.
-- name: run_builds
SELECT b.rid, b.consumer, b.label, b.against_rid, v.label, b.range, b.parts, r.instance
FROM lc_run r JOIN lc_build b ON b.rid = r.build_rid JOIN lc_version v ON v.rid = b.against_rid
WHERE r.contract_rid = ?1 AND r.environment_rid = ?2 AND r.until_us IS NULL
ORDER BY r.rid

-- What builds of consumers use that run anywhere, each once.
-- name: run_uses
SELECT b.rid, b.parts FROM lc_build b
WHERE b.rid IN (SELECT r.build_rid FROM lc_run r
                WHERE r.contract_rid = ?1 AND r.build_rid IS NOT NULL AND r.until_us IS NULL)
ORDER BY b.rid

-- name: run_of_version
SELECT r.* FROM lc_run k JOIN lc_run_row r ON r.rid = k.rid
WHERE k.version_rid = ?1 AND k.until_us IS NULL ORDER BY r.rid

-- Builds against the version (?2) of the contract (?1) that run where none of its versions is recorded:
-- what serves them there is not known, so it may be that one.
-- name: run_builds_against
SELECT r.* FROM lc_run k JOIN lc_build b ON b.rid = k.build_rid JOIN lc_run_row r ON r.rid = k.rid
WHERE k.contract_rid = ?1 AND k.until_us IS NULL AND b.against_rid = ?2
  AND NOT EXISTS (SELECT 1 FROM lc_run o
                  WHERE o.contract_rid = ?1 AND o.environment_rid = k.environment_rid
                    AND o.until_us IS NULL AND o.version_rid IS NOT NULL)
ORDER BY r.rid

-- name: run_of_contract
SELECT * FROM lc_run_row
WHERE contract_rid = ?1 AND rid > ?2 AND (?4 = 1 OR until_us IS NULL)
  AND (?5 IS NULL OR consumer_key = ?5) AND (?6 = 0 OR environment_rid = ?6)
ORDER BY rid LIMIT ?3

-- name: run_of_environment
SELECT * FROM lc_run_row
WHERE environment_rid = ?1 AND rid > ?2 AND (?4 = 1 OR until_us IS NULL)
  AND (?5 IS NULL OR consumer_key = ?5)
ORDER BY rid LIMIT ?3

-- name: run_of_team
SELECT * FROM lc_run_row
WHERE environment_rid IN (SELECT rid FROM lc_environment WHERE team_key = ?1) AND rid > ?2
  AND (?4 = 1 OR until_us IS NULL) AND (?5 IS NULL OR consumer_key = ?5)
ORDER BY rid LIMIT ?3

-- name: run_all
SELECT * FROM lc_run_row
WHERE rid > ?1 AND (?3 = 1 OR until_us IS NULL) AND (?4 IS NULL OR consumer_key = ?4)
ORDER BY rid LIMIT ?2
