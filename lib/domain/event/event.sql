-- The journal.

-- name: event_head
-- scan-ok: one row, the last by its key
SELECT seq, at_us, hash FROM lc_event ORDER BY seq DESC LIMIT 1

-- name: event_append
INSERT INTO lc_event (seq, contract_rid, at_us, kind, subject, actor, body, hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- name: event_after
SELECT seq, at_us, kind, subject, actor, body, hash FROM lc_event
WHERE seq > ?1
  AND (?2 IS NULL OR kind >= ?2 AND kind < ?3)
  AND (?4 IS NULL OR contract_rid IN (SELECT rid FROM lc_contract WHERE key >= ?4 AND key < ?5))
ORDER BY seq LIMIT ?6

-- name: event_of_contract
SELECT seq, at_us, kind, subject, actor, body, hash FROM lc_event
WHERE contract_rid = ?7 AND seq > ?1
  AND (?2 IS NULL OR kind >= ?2 AND kind < ?3)
ORDER BY seq LIMIT ?6

-- name: event_of_kind
SELECT seq, at_us, kind, subject, actor, body, hash FROM lc_event
WHERE kind = ?2 AND seq > ?1
ORDER BY seq LIMIT ?6

-- name: event_of_family
SELECT seq, at_us, kind, subject, actor, body, hash FROM lc_event
WHERE kind >= ?2 AND kind < ?3 AND +contract_rid = ?1
ORDER BY seq

-- name: origin_find
SELECT rid FROM lc_origin WHERE uuid = ?1

-- name: origin_next
SELECT uuid FROM lc_origin WHERE uuid > ?1 ORDER BY uuid LIMIT 1

-- name: origin_event_after
SELECT seq, at_us, kind, subject, actor, body, hash, previous FROM lc_origin_event
WHERE origin_rid = ?8 AND seq > ?1
  AND (?2 IS NULL OR kind >= ?2 AND kind < ?3)
  AND (?4 IS NULL OR contract_rid IN (SELECT rid FROM lc_contract WHERE key >= ?4 AND key < ?5))
  AND (?7 IS NULL OR contract_rid = ?7)
ORDER BY seq LIMIT ?6

-- name: origin_event_of_contract
SELECT e.seq, e.at_us, e.kind, e.subject, e.actor, e.body, e.hash, e.previous
FROM lc_origin_event e JOIN lc_origin o ON o.rid = e.origin_rid
WHERE e.contract_rid = ?1
ORDER BY e.at_us, o.uuid, e.seq
