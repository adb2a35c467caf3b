-- Export and import. An export walks everything in an order of its own, so that the same content
-- gives the same bytes; keys ?1 (from) and ?2 (up to, not with) narrow it to a team.

-- name: export_document_all
-- scan-ok: an export reads every document, by the index of their hashes
SELECT rid FROM lc_document ORDER BY sha256

-- name: export_document_team
-- scan-ok: by hash without sorting in memory: every document is asked whether the team has it
SELECT d.rid FROM lc_document d
WHERE EXISTS (SELECT 1 FROM lc_version v JOIN lc_contract c ON c.rid = v.contract_rid
              WHERE v.document_rid = d.rid AND c.key >= ?1 AND c.key < ?2)
   OR EXISTS (SELECT 1 FROM lc_change h JOIN lc_contract c ON c.rid = h.contract_rid
              WHERE h.document_rid = d.rid AND c.key >= ?1 AND c.key < ?2)
   OR EXISTS (SELECT 1 FROM lc_file f JOIN lc_version v ON v.rid = f.version_rid
              JOIN lc_contract c ON c.rid = v.contract_rid
              WHERE f.document_rid = d.rid AND c.key >= ?1 AND c.key < ?2)
ORDER BY d.sha256

-- name: export_document_contract
SELECT d.rid FROM lc_document d
WHERE d.rid IN (SELECT v.document_rid FROM lc_version v WHERE v.contract_rid = ?1
                UNION SELECT f.document_rid FROM lc_version v JOIN lc_file f ON f.version_rid = v.rid
                WHERE v.contract_rid = ?1
                UNION SELECT h.document_rid FROM lc_change h WHERE h.contract_rid = ?1)
ORDER BY +d.sha256

-- name: export_document
SELECT sha256, size, packing, is_text,
       CASE WHEN length(bytes) <= ?2 AND size <= ?2 THEN bytes END
FROM lc_document WHERE rid = ?1

-- name: export_contract
SELECT rid, team, name, type, mode, profile, owner_role, owner_agent, metadata, created_us,
       created_by
FROM lc_contract WHERE key >= ?1 AND key < ?2 ORDER BY key

-- name: export_version
SELECT v.rid, v.id, v.label, v.state, v.format, v.revision, d.sha256, b.label, s.label, v.reason,
       v.break_reason, v.created_us, v.created_by, v.activated_us, v.deprecated_us, v.retired_us,
       v.sunset_us
FROM lc_version v
JOIN lc_document d ON d.rid = v.document_rid
LEFT JOIN lc_version b ON b.rid = v.base_rid
LEFT JOIN lc_version s ON s.rid = v.superseded_rid
WHERE v.contract_rid = ?1 ORDER BY v.rid

-- name: export_evolution
SELECT proposed, sufficient, mode, profile, verdict, bump, breaking, undecided, warning, info,
       engine, size, packing, diff
FROM lc_evolution WHERE version_rid = ?1

-- name: export_earlier
SELECT v.label, e.engine, e.size, e.packing, e.diff
FROM lc_earlier e JOIN lc_version v ON v.rid = e.earlier_rid
WHERE e.version_rid = ?1 ORDER BY e.earlier_rid DESC

-- name: export_consumer
SELECT k.rid, k.name, k.role, k.pin, v.label, k.revision, k.created_us, k.created_by
FROM lc_consumer k LEFT JOIN lc_version v ON v.rid = k.follows_rid
WHERE k.contract_rid = ?1 ORDER BY k.name_key

-- name: export_change_document
SELECT sha256 FROM lc_document WHERE rid = ?1

-- name: export_impact
SELECT at_us, actor, body, technical FROM lc_change_impact WHERE change_rid = ?1 ORDER BY rev

-- name: export_class
SELECT k.at_us, k.actor, k.class, v.label, k.impact_rev, k.budget_pct, k.slip, k.inputs, k.body
FROM lc_change_class k JOIN lc_version v ON v.rid = k.master_rid
WHERE k.change_rid = ?1 ORDER BY k.n

-- name: export_delegation
SELECT c.team, c.name, g.from_party, g.to_actor, g.from_day, g.until_day, g.at_us, g.actor, g.reason
FROM lc_contract c JOIN lc_delegation g ON g.contract_rid = c.rid
WHERE c.key >= ?1 AND c.key < ?2 ORDER BY c.key, g.rid

-- name: export_dispute
SELECT c.team, c.name, d.id, d.contract_rid FROM lc_contract c
JOIN lc_dispute d ON d.contract_rid = c.rid
WHERE c.key >= ?1 AND c.key < ?2 ORDER BY c.key, d.rid

-- name: export_timer
SELECT t.rid FROM lc_contract c JOIN lc_timer t ON t.contract_rid = c.rid
WHERE c.key >= ?1 AND c.key < ?2 ORDER BY c.key, t.rid

-- name: import_vote
INSERT INTO lc_vote (decision_rid, party, actor, vote, at_us, delegated_from, counted, live, remark)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)

-- name: import_decision
INSERT INTO lc_decision (contract_rid, subject_kind, subject, subject_key, area, class, driver,
                         approver, quorum, due_us, state, outcome, requested_us, decided_us,
                         decided_by, reason, remark, memo, adr, imported, supersedes_rid)
VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)

-- name: export_event
-- scan-ok: in the order of the journal without sorting in memory
SELECT e.seq, e.at_us, e.kind, e.subject, e.actor, e.body, e.hash,
       (SELECT p.hash FROM lc_event p WHERE p.seq = e.seq - 1)
FROM lc_event e
WHERE EXISTS (SELECT 1 FROM lc_contract c
              WHERE c.rid = e.contract_rid AND c.key >= ?1 AND c.key < ?2)
ORDER BY e.seq

-- name: export_event_contract
SELECT e.seq, e.at_us, e.kind, e.subject, e.actor, e.body, e.hash,
       (SELECT p.hash FROM lc_event p WHERE p.seq = e.seq - 1)
FROM lc_event e WHERE e.contract_rid = ?1 ORDER BY e.seq

-- name: export_origin
SELECT rid, uuid FROM lc_origin WHERE uuid > ?1 ORDER BY uuid LIMIT 1

-- name: export_origin_event
SELECT e.seq, e.at_us, e.kind, e.subject, e.actor, e.body, e.hash, e.previous
FROM lc_origin_event e
WHERE e.origin_rid = ?3
  AND EXISTS (SELECT 1 FROM lc_contract c
              WHERE c.rid = e.contract_rid AND c.key >= ?1 AND c.key < ?2)
ORDER BY e.seq

-- name: export_origin_event_contract
SELECT e.seq, e.at_us, e.kind, e.subject, e.actor, e.body, e.hash, e.previous
FROM lc_origin_event e
WHERE e.origin_rid = ?3
  AND e.seq IN (SELECT x.seq FROM lc_origin_event x
                WHERE x.contract_rid = ?1 AND +x.origin_rid = ?3)
ORDER BY e.seq

-- name: export_count
-- scan-ok: how much there is to do, asked only where somebody watches
SELECT (SELECT count(*) FROM lc_document) + (SELECT count(*) FROM lc_contract)
       + (SELECT count(*) FROM lc_version) + (SELECT count(*) FROM lc_consumer)
       + (SELECT count(*) FROM lc_event) + (SELECT count(*) FROM lc_origin_event)

-- name: import_before
SELECT (SELECT coalesce(max(rid), 0) FROM lc_contract),
       (SELECT coalesce(max(rid), 0) FROM lc_document)

-- name: import_untold
SELECT c.key FROM lc_contract c
WHERE c.rid > ?1
  AND NOT EXISTS (SELECT 1 FROM lc_origin_event o
                  WHERE o.contract_rid = c.rid AND o.kind = 'contract.created')
ORDER BY c.rid LIMIT 1

-- name: import_drop_orphans
DELETE FROM lc_document
WHERE rid > ?1
  AND NOT EXISTS (SELECT 1 FROM lc_version v WHERE v.document_rid = lc_document.rid)
  AND NOT EXISTS (SELECT 1 FROM lc_file f WHERE f.document_rid = lc_document.rid)
  AND NOT EXISTS (SELECT 1 FROM lc_change h WHERE h.document_rid = lc_document.rid)

-- name: export_slo
SELECT k.contract_rid, c.team, c.name, k.slo, k.subject
FROM lc_contract c CROSS JOIN lc_slo_cycle k
WHERE c.key >= ?1 AND c.key < ?2 AND k.contract_rid = c.rid AND k.n = 1
ORDER BY c.key, k.slo, k.subject

-- name: export_stop
SELECT s.contract_rid, s.rid
FROM lc_contract c CROSS JOIN lc_stop s
WHERE c.key >= ?1 AND c.key < ?2 AND s.contract_rid = c.rid
ORDER BY c.key, s.trigger_id, s.n

-- name: export_meeting
SELECT m.rid
FROM lc_contract c CROSS JOIN lc_meeting m
WHERE c.key >= ?1 AND c.key < ?2 AND m.contract_rid = c.rid
ORDER BY c.key, m.cadence, m.day, m.n

-- name: export_build
SELECT b.rid
FROM lc_contract c CROSS JOIN lc_build b
WHERE c.key >= ?1 AND c.key < ?2 AND b.contract_rid = c.rid
ORDER BY c.key, b.rid

-- name: export_run
SELECT r.rid
FROM lc_contract c CROSS JOIN lc_run r
WHERE c.key >= ?1 AND c.key < ?2 AND r.contract_rid = c.rid
ORDER BY c.key, r.rid

-- name: import_document
INSERT INTO lc_document (sha256, size, packing, is_text, bytes)
VALUES (?1, ?2, ?3, ?4, zeroblob(?5))

-- name: import_contract_rid
SELECT rid FROM lc_contract WHERE key = ?1

-- name: import_label
SELECT v.rid, v.label, v.state, d.sha256 FROM lc_version v
JOIN lc_document d ON d.rid = v.document_rid
WHERE v.contract_rid = ?1 AND v.label_key = ?2

-- name: import_version
INSERT INTO lc_version (contract_rid, id, label, label_key, state, format, revision, document_rid,
                        base_rid, superseded_rid, reason, break_reason, created_us, created_by,
                        activated_us, deprecated_us, retired_us, sunset_us)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
ON CONFLICT (contract_rid, label_key) DO NOTHING

-- name: import_supersede
UPDATE lc_version SET superseded_rid = ?2 WHERE rid = ?1

-- name: import_ids
SELECT count(*) - count(DISTINCT id) FROM lc_version WHERE contract_rid = ?1

-- name: import_consumer
INSERT INTO lc_consumer (contract_rid, name, name_key, role, pin, follows_rid, revision, created_us,
                         created_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT (contract_rid, name_key) DO NOTHING

-- name: import_draft
UPDATE lc_version SET id = ?2, label = ?3, format = ?4, document_rid = ?5, base_rid = ?6,
       reason = ?7, break_reason = ?8, created_us = ?9, created_by = ?10,
       revision = max(revision + 1, ?11)
WHERE rid = ?1

-- name: import_draft_files
DELETE FROM lc_file WHERE version_rid = ?1

-- name: import_draft_evolution
DELETE FROM lc_evolution WHERE version_rid = ?1

-- name: import_draft_earlier
DELETE FROM lc_earlier WHERE version_rid = ?1

-- name: import_drafts
SELECT rid FROM lc_version WHERE contract_rid = ?1 AND state = 1 AND rid > ?2 ORDER BY rid LIMIT 1

-- name: import_origin
INSERT INTO lc_origin (uuid, imported_us) VALUES (?1, ?2)

-- name: import_event
INSERT INTO lc_origin_event (origin_rid, seq, contract_rid, at_us, kind, subject, actor, body,
                             previous, hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)

-- Hash and the hash before it tell everything: they cover the row.
-- name: import_event_known
SELECT previous, hash FROM lc_origin_event WHERE origin_rid = ?1 AND seq = ?2

-- name: import_event_own
SELECT hash FROM lc_event WHERE seq = ?1
