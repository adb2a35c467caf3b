-- Contracts and versions.

-- name: contract_find
SELECT rid, key, team, name, type, mode, profile, owner_role, owner_agent, metadata, created_us,
       created_by
FROM lc_contract WHERE key = ?1

-- name: contract_insert
INSERT INTO lc_contract (key, team, name, type, mode, profile, owner_role, owner_agent, metadata,
                         created_us, created_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
ON CONFLICT (key) DO NOTHING

-- name: contract_update
UPDATE lc_contract SET owner_role = ?2, owner_agent = ?3, metadata = ?4, mode = ?5, profile = ?6
WHERE rid = ?1

-- name: contract_team
SELECT team FROM lc_contract WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT 1

-- name: version_by_rid
SELECT * FROM lc_version_row WHERE rid = ?1

-- name: version_active
SELECT * FROM lc_version_row WHERE contract_rid = ?1 AND state = 2

-- name: version_active_by_key
SELECT * FROM lc_version_row
WHERE contract_rid = (SELECT rid FROM lc_contract WHERE key = ?1) AND state = 2

-- name: version_by_label
SELECT * FROM lc_version_row
WHERE rid = (SELECT rid FROM lc_version WHERE contract_rid = ?1 AND label_key = ?2)

-- name: version_last_active
SELECT * FROM lc_version_row
WHERE rid = (SELECT max(v.rid) FROM lc_version v
             WHERE v.contract_rid = ?1
               AND v.activated_us = (SELECT max(a.activated_us) FROM lc_version a
                                     WHERE a.contract_rid = ?1))

-- name: version_last_active_label
SELECT rid, label FROM lc_version
WHERE rid = (SELECT max(v.rid) FROM lc_version v
             WHERE v.contract_rid = ?1
               AND v.activated_us = (SELECT max(a.activated_us) FROM lc_version a
                                     WHERE a.contract_rid = ?1))

-- name: version_latest
SELECT * FROM lc_version_row
WHERE rid = (SELECT max(rid) FROM lc_version WHERE contract_rid = ?1)

-- name: version_labels
SELECT rid, label, state FROM lc_version WHERE contract_rid = ?1 ORDER BY rid

-- name: version_same_draft
SELECT rid, label FROM lc_version
WHERE contract_rid = ?1 AND state = 1 AND base_rid IS ?2 AND document_rid = ?3
ORDER BY rid

-- name: version_history
SELECT * FROM lc_version_row WHERE contract_rid = ?1 AND rid > ?2 ORDER BY rid LIMIT ?3

-- name: version_id_rid
SELECT rid FROM lc_version WHERE contract_rid = ?1 AND id = ?2

-- name: version_insert
INSERT INTO lc_version (contract_rid, id, label, label_key, state, format, revision, document_rid,
                        base_rid, break_reason, created_us, created_by)
VALUES (?1, ?2, ?3, ?4, 1, ?5, 1, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (contract_rid, label_key) DO NOTHING

-- name: version_declare
UPDATE lc_version SET break_reason = ?2, revision = revision + 1 WHERE rid = ?1

-- The two differ in superseded_rid alone: a column with a foreign key costs every update that names it.
-- name: version_move
UPDATE lc_version SET state = ?2, reason = ?3, sunset_us = ?4,
       activated_us = CASE WHEN ?2 = 2 THEN ?5 ELSE activated_us END,
       deprecated_us = CASE WHEN ?2 = 3 THEN ?5 WHEN ?2 = 2 THEN NULL ELSE deprecated_us END,
       retired_us = CASE WHEN ?2 = 4 THEN ?5 ELSE retired_us END,
       revision = revision + 1
WHERE rid = ?1 AND revision = ?6

-- name: version_move_superseded
UPDATE lc_version SET state = ?2, reason = ?3, sunset_us = ?4,
       activated_us = CASE WHEN ?2 = 2 THEN ?5 ELSE activated_us END,
       deprecated_us = CASE WHEN ?2 = 3 THEN ?5 WHEN ?2 = 2 THEN NULL ELSE deprecated_us END,
       retired_us = CASE WHEN ?2 = 4 THEN ?5 ELSE retired_us END,
       revision = revision + 1, superseded_rid = ?7
WHERE rid = ?1 AND revision = ?6

-- The version shown for a contract: the active one, else the newest.
-- name: contract_list
SELECT r.* FROM lc_contract c
JOIN lc_version_row r ON r.rid = coalesce(
    (SELECT a.rid FROM lc_version a WHERE a.contract_rid = c.rid AND a.state = 2),
    (SELECT max(n.rid) FROM lc_version n WHERE n.contract_rid = c.rid))
WHERE c.key > ?1 AND c.key < ?2
  AND (?3 IS NULL OR c.type = ?3)
  AND (?4 IS NULL OR r.state = ?4)
  AND (?5 IS NULL OR c.owner_role = ?5)
  AND (?6 IS NULL OR c.owner_agent = ?6)
  AND (?8 IS NULL OR lower(c.name) >= ?8 AND lower(c.name) < ?9)
ORDER BY c.key LIMIT ?7

-- name: evolution_insert
INSERT INTO lc_evolution (version_rid, proposed, sufficient, mode, profile, verdict, bump, breaking,
                          undecided, warning, info, size, packing, diff, engine)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)

-- name: evolution_get
SELECT proposed, sufficient, mode, profile, verdict, bump, breaking, undecided, warning, info, size,
       packing, diff
FROM lc_evolution WHERE version_rid = ?1

-- Versions that ever were active, but for ?2, the newest first.
-- name: version_lived
SELECT * FROM lc_version_row
WHERE contract_rid = ?1 AND activated_us IS NOT NULL AND rid <> ?2 ORDER BY rid DESC

-- name: version_lived_size
SELECT count(*),
       coalesce(sum(d.size + coalesce((SELECT sum(x.size) FROM lc_file f
                                       JOIN lc_document x ON x.rid = f.document_rid
                                       WHERE f.version_rid = v.rid), 0)), 0)
FROM lc_version v JOIN lc_document d ON d.rid = v.document_rid
WHERE v.contract_rid = ?1 AND v.activated_us IS NOT NULL AND v.rid <> ?2

-- name: earlier_insert
INSERT INTO lc_earlier (version_rid, earlier_rid, verdict, breaking, undecided, warning, info, size,
                        packing, diff, engine)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)

-- name: earlier_list
SELECT e.earlier_rid, v.label, e.size, e.packing, e.diff
FROM lc_earlier e JOIN lc_version v ON v.rid = e.earlier_rid
WHERE e.version_rid = ?1 ORDER BY e.earlier_rid DESC

-- name: earlier_get
SELECT size, packing, diff FROM lc_earlier WHERE version_rid = ?1 AND earlier_rid = ?2

-- name: earlier_count
SELECT count(*), coalesce(sum(size), 0) FROM lc_earlier WHERE version_rid = ?1

-- The first that it is not compatible with: breaks before what is undecided, then the newest.
-- name: earlier_worst
SELECT v.label, e.verdict, e.breaking, e.undecided
FROM lc_earlier e JOIN lc_version v ON v.rid = e.earlier_rid
WHERE e.version_rid = ?1 AND e.verdict <> 1 ORDER BY e.verdict, e.earlier_rid DESC LIMIT 1
