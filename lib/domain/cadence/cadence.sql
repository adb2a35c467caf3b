-- Meetings of cadences.

-- name: meeting_of_day
SELECT rid, contract_rid, team, name, cadence, day, n, participants, artefacts, recorded_us,
       recorded_by, reason
FROM lc_meeting_row WHERE contract_rid = ?1 AND cadence = ?2 AND day = ?3

-- name: meeting_of_cadence
SELECT rid, contract_rid, team, name, cadence, day, n, participants, artefacts, recorded_us,
       recorded_by, reason
FROM lc_meeting_row
WHERE contract_rid = ?1 AND cadence = ?2 AND day >= ?3 AND day <= ?4
ORDER BY day LIMIT ?5

-- name: meeting_of_contract
SELECT rid, contract_rid, team, name, cadence, day, n, participants, artefacts, recorded_us,
       recorded_by, reason
FROM lc_meeting_row WHERE contract_rid = ?1 AND rid > ?2 ORDER BY rid LIMIT ?3

-- name: meeting_all
SELECT rid, contract_rid, team, name, cadence, day, n, participants, artefacts, recorded_us,
       recorded_by, reason
FROM lc_meeting_row WHERE rid > ?1 ORDER BY rid LIMIT ?2

-- Records, those that were added to as well.
-- name: meeting_record
SELECT m.rid, m.contract_rid, c.team, c.name, m.cadence, m.day, m.n, m.participants, m.artefacts,
       m.recorded_us, m.recorded_by, m.reason
FROM lc_meeting m CROSS JOIN lc_contract c
WHERE m.rid = ?1 AND c.rid = m.contract_rid

-- name: meeting_records
SELECT m.rid, m.contract_rid, c.team, c.name, m.cadence, m.day, m.n, m.participants, m.artefacts,
       m.recorded_us, m.recorded_by, m.reason
FROM lc_contract c CROSS JOIN lc_meeting m
WHERE c.rid = ?1 AND m.contract_rid = c.rid ORDER BY m.rid

-- name: meeting_insert
INSERT INTO lc_meeting (contract_rid, cadence, day, n, participants, artefacts, recorded_us,
                        recorded_by, reason)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
