-- Statements of the store itself.

-- name: meta_get
SELECT v FROM lc_meta WHERE k = ?1

-- name: meta_set
INSERT INTO lc_meta (k, v) VALUES (?1, ?2)
ON CONFLICT (k) DO UPDATE SET v = excluded.v

-- name: changed_since
SELECT seq, contract_rid FROM lc_event WHERE seq > ?1 ORDER BY seq LIMIT ?2

-- name: last_change
SELECT max(seq) FROM lc_event
