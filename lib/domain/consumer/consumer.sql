-- Consumers and the parts they use.

-- name: consumer_find
SELECT k.rid, k.contract_rid, k.follows_rid, c.team, c.name, k.name, k.role, k.pin, v.label,
       k.revision, k.created_us, k.created_by, c.key, k.name_key
FROM lc_consumer k
JOIN lc_contract c ON c.rid = k.contract_rid
LEFT JOIN lc_version v ON v.rid = k.follows_rid
WHERE k.contract_rid = ?1 AND k.name_key = ?2

-- name: consumer_of_contract
SELECT k.rid, k.contract_rid, k.follows_rid, c.team, c.name, k.name, k.role, k.pin, v.label,
       k.revision, k.created_us, k.created_by, c.key, k.name_key
FROM lc_consumer k
JOIN lc_contract c ON c.rid = k.contract_rid
LEFT JOIN lc_version v ON v.rid = k.follows_rid
WHERE k.contract_rid = ?1 AND k.name_key > ?2
ORDER BY k.name_key LIMIT ?3

-- name: consumer_versions_size
SELECT coalesce(sum(d.size + coalesce((SELECT sum(x.size) FROM lc_file f
                                       JOIN lc_document x ON x.rid = f.document_rid
                                       WHERE f.version_rid = v.rid), 0)), 0)
FROM lc_version v JOIN lc_document d ON d.rid = v.document_rid
WHERE v.rid IN (SELECT k.follows_rid FROM lc_consumer k WHERE k.contract_rid = ?1)
  AND v.rid <> ?2

-- name: consumer_by_name
SELECT k.rid, k.contract_rid, k.follows_rid, c.team, c.name, k.name, k.role, k.pin, v.label,
       k.revision, k.created_us, k.created_by, c.key, k.name_key
FROM lc_consumer k
JOIN lc_contract c ON c.rid = k.contract_rid
LEFT JOIN lc_version v ON v.rid = k.follows_rid
WHERE k.name_key = ?1 AND c.key > ?2 AND c.key < ?3
ORDER BY c.key LIMIT ?4

-- name: consumer_all
SELECT k.rid, k.contract_rid, k.follows_rid, c.team, c.name, k.name, k.role, k.pin, v.label,
       k.revision, k.created_us, k.created_by, c.key, k.name_key
FROM lc_contract c
JOIN lc_consumer k ON k.contract_rid = c.rid
LEFT JOIN lc_version v ON v.rid = k.follows_rid
WHERE c.key >= ?1 AND c.key < ?2 AND (c.key > ?1 OR k.name_key > ?3)
ORDER BY c.key, k.name_key LIMIT ?4

-- name: consumer_parts
SELECT part FROM lc_part WHERE consumer_rid = ?1 ORDER BY part

-- name: consumer_insert
INSERT INTO lc_consumer (contract_rid, name, name_key, role, pin, follows_rid, revision, created_us,
                         created_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8)

-- name: consumer_update
UPDATE lc_consumer SET role = ?2, pin = ?3, follows_rid = ?4, revision = revision + 1
WHERE rid = ?1

-- name: consumer_follow
UPDATE lc_consumer SET follows_rid = ?2, revision = revision + 1 WHERE rid = ?1

-- name: consumer_delete
DELETE FROM lc_consumer WHERE rid = ?1

-- name: part_insert
INSERT INTO lc_part (consumer_rid, part) VALUES (?1, ?2)

-- name: part_delete
DELETE FROM lc_part WHERE consumer_rid = ?1

-- name: consumer_of_version
SELECT name FROM lc_consumer WHERE follows_rid = ?1 ORDER BY name_key
