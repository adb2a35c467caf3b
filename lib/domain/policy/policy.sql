-- Policies of comparisons.

-- name: policy_last
SELECT p.rid, p.contract_rid, p.key, p.team, c.name, p.n, p.document, p.sha256, p.set_us, p.set_by,
       p.reason, p.imported
FROM lc_policy p LEFT JOIN lc_contract c ON c.rid = p.contract_rid
WHERE p.key = ?1 ORDER BY p.n DESC LIMIT 1

-- name: policy_editions
SELECT p.rid, p.contract_rid, p.key, p.team, c.name, p.n, p.document, p.sha256, p.set_us, p.set_by,
       p.reason, p.imported
FROM lc_policy p LEFT JOIN lc_contract c ON c.rid = p.contract_rid
WHERE p.key = ?1 ORDER BY p.n

-- name: policy_next
SELECT key FROM lc_policy WHERE key > ?1 ORDER BY key LIMIT 1

-- name: policy_insert
INSERT INTO lc_policy (key, team, contract_rid, n, document, sha256, set_us, set_by, reason, imported)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
