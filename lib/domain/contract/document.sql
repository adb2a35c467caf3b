-- Documents and the files of versions.

-- name: document_find
SELECT rid, size FROM lc_document WHERE sha256 = ?1

-- name: document_insert
INSERT INTO lc_document (sha256, size, packing, bytes, is_text) VALUES (?1, ?2, ?3, ?4, ?5)

-- name: document_get
SELECT sha256, size, packing, bytes FROM lc_document WHERE rid = ?1

-- name: file_insert
INSERT INTO lc_file (version_rid, path, document_rid) VALUES (?1, ?2, ?3)

-- name: file_find
SELECT document_rid FROM lc_file WHERE version_rid = ?1 AND path = ?2

-- name: file_bytes
SELECT coalesce(sum(d.size), 0) FROM lc_file f
JOIN lc_document d ON d.rid = f.document_rid
WHERE f.version_rid = ?1

-- name: file_list
SELECT f.path, f.document_rid, d.sha256 FROM lc_file f
JOIN lc_document d ON d.rid = f.document_rid
WHERE f.version_rid = ?1 ORDER BY f.path
