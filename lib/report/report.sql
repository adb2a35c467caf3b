-- Read-only questions over several rooms.

-- name: summary_types
SELECT type, count(*) FROM lc_contract WHERE key >= ?1 AND key < ?2 GROUP BY type ORDER BY type

-- name: summary_states
SELECT v.state, count(*) FROM lc_contract c JOIN lc_version v ON v.contract_rid = c.rid
WHERE c.key >= ?1 AND c.key < ?2 GROUP BY v.state ORDER BY v.state

-- name: summary_active
SELECT c.team, c.name, v.label, c.type,
       (SELECT count(*) FROM lc_consumer k WHERE k.follows_rid = v.rid)
FROM lc_contract c JOIN lc_version v ON v.contract_rid = c.rid
WHERE c.key >= ?1 AND c.key < ?2 AND v.state = 2 ORDER BY c.key

-- name: metrics_work
SELECT c.team, c.name FROM lc_contract c JOIN lc_version v ON v.contract_rid = c.rid
WHERE c.key >= ?1 AND c.key < ?2 AND c.type = 8 AND v.state = 2 ORDER BY c.key

-- name: info_ledgers
-- scan-ok: a row a ledger
SELECT count(*), coalesce(sum(entries), 0) FROM lc_book

-- name: info_changes
-- scan-ok: an overview counts every table
SELECT count(*) FROM lc_change

-- name: info_assessments
-- scan-ok: an overview counts every table
SELECT count(*) FROM lc_assessment

-- name: info_timers
-- scan-ok: an overview counts every table
SELECT (SELECT count(*) FROM lc_timer), (SELECT count(*) FROM lc_dispute)

-- name: info_watches
-- scan-ok: an overview counts every table
SELECT (SELECT count(*) FROM lc_slo_cycle), (SELECT count(*) FROM lc_stop),
       (SELECT count(*) FROM lc_meeting)

-- Those that hold.
-- name: info_policies
-- scan-ok: an overview counts every table
SELECT count(*) FROM lc_policy p
WHERE p.document IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM lc_policy l WHERE l.key = p.key AND l.n = p.n + 1)

-- name: info_runs
-- scan-ok: an overview counts every table
SELECT (SELECT count(*) FROM lc_build), (SELECT count(*) FROM lc_run WHERE until_us IS NULL)

-- name: info_counts
-- scan-ok: an overview counts every table
SELECT (SELECT count(*) FROM lc_contract), (SELECT count(*) FROM lc_version),
       (SELECT count(*) FROM lc_consumer), (SELECT count(*) FROM lc_document),
       (SELECT coalesce(max(seq), 0) FROM lc_event), (SELECT count(*) FROM lc_origin)

-- name: replay_timer
SELECT subject_kind, subject_key, rid FROM lc_timer
WHERE contract_rid = ?1 AND (subject_kind, subject_key, rid) > (?2, ?3, ?4)
ORDER BY subject_kind, subject_key, rid LIMIT 1

-- name: replay_actions
SELECT count(*) FROM lc_action WHERE timer_rid = ?1
-- name: burn_moves
SELECT e.effective, sum(p.amount) FROM lc_posting p JOIN lc_entry e ON e.rid = p.entry_rid
WHERE p.account_rid = ?1 AND e.effective <= ?2 AND e.act IN (1, 3, 6, 7)
GROUP BY e.effective ORDER BY e.effective
