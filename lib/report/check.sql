-- Invariants: each statement gives a row of text for each thing that is wrong, and none when all is
-- well.

-- name: check_integrity
-- scan-ok: the pragma as a table
SELECT integrity_check FROM pragma_integrity_check(20) WHERE integrity_check <> 'ok'

-- name: check_foreign_key
-- scan-ok: the pragma as a table
SELECT "table" || ' row ' || rowid || ' refers to a missing row of ' || parent
FROM pragma_foreign_key_check

-- name: check_no_version
-- scan-ok: a check reads everything
SELECT 'contract ' || c.key || ' has no version' FROM lc_contract c
WHERE NOT EXISTS (SELECT 1 FROM lc_version v WHERE v.contract_rid = c.rid)
ORDER BY c.rid

-- name: check_key
-- scan-ok: a check reads everything
SELECT 'contract ' || c.key || ' does not have the key of its name' FROM lc_contract c
WHERE c.key <> lower(c.team || '/' || c.name)
ORDER BY c.rid

-- name: check_base
-- scan-ok: a check reads everything
SELECT 'version ' || v.label || ' of contract row ' || v.contract_rid || ' has a base elsewhere'
FROM lc_version v JOIN lc_version b ON b.rid = v.base_rid
WHERE b.contract_rid <> v.contract_rid
ORDER BY v.rid

-- name: check_evolution
-- scan-ok: a check reads everything
SELECT 'version ' || v.label || ' of contract row ' || v.contract_rid ||
       CASE WHEN e.version_rid IS NULL THEN ' has a base but no comparison'
            ELSE ' has a comparison but no base' END
FROM lc_version v LEFT JOIN lc_evolution e ON e.version_rid = v.rid
WHERE (v.base_rid IS NULL) <> (e.version_rid IS NULL)
ORDER BY v.rid

-- name: check_earlier
-- scan-ok: a check reads everything
SELECT 'version ' || v.label || ' of contract row ' || v.contract_rid ||
       ' has a comparison with ' || b.label || ', which is none of its history'
FROM lc_earlier e JOIN lc_version v ON v.rid = e.version_rid JOIN lc_version b ON b.rid = e.earlier_rid
WHERE b.contract_rid <> v.contract_rid OR b.activated_us IS NULL OR v.base_rid IS NULL
   OR v.base_rid = b.rid OR b.rid >= v.rid
ORDER BY e.rid

-- name: check_times
-- scan-ok: a check reads everything
SELECT 'version ' || v.label || ' of contract row ' || v.contract_rid ||
       ' lacks the time of its state'
FROM lc_version v
WHERE (v.state IN (2, 3) AND v.activated_us IS NULL) OR (v.state = 3 AND v.deprecated_us IS NULL)
   OR (v.state = 4 AND v.retired_us IS NULL) OR (v.state = 1 AND v.activated_us IS NOT NULL)
ORDER BY v.rid

-- name: check_follows
-- scan-ok: a check reads everything
SELECT 'consumer ' || k.name || ' of contract row ' || k.contract_rid ||
       ' follows a version that it cannot follow'
FROM lc_consumer k JOIN lc_version v ON v.rid = k.follows_rid
WHERE v.contract_rid <> k.contract_rid OR v.state NOT IN (2, 3)
ORDER BY k.rid

-- name: check_event_contract
-- scan-ok: a check reads everything
SELECT 'event ' || e.seq || ' is about contract row ' || e.contract_rid || ', which is not there'
FROM lc_event e LEFT JOIN lc_contract c ON c.rid = e.contract_rid
WHERE e.contract_rid IS NOT NULL AND c.rid IS NULL
ORDER BY e.seq

-- name: check_created_event
-- scan-ok: a check reads everything
SELECT 'contract ' || c.key || ' has no event of its creation' FROM lc_contract c
WHERE NOT EXISTS (SELECT 1 FROM lc_event e
                  WHERE e.contract_rid = c.rid AND e.kind = 'contract.created')
  AND NOT EXISTS (SELECT 1 FROM lc_origin_event o
                  WHERE o.contract_rid = c.rid AND o.kind = 'contract.created')
ORDER BY c.rid

-- name: check_orphan
-- scan-ok: a check reads everything
SELECT 'document row ' || d.rid || ' belongs to no version' FROM lc_document d
WHERE NOT EXISTS (SELECT 1 FROM lc_version v WHERE v.document_rid = d.rid)
  AND NOT EXISTS (SELECT 1 FROM lc_change h WHERE h.document_rid = d.rid)
  AND d.rid NOT IN (SELECT f.document_rid FROM lc_file f)
ORDER BY d.rid

-- name: check_orphan_before_changes
-- scan-ok: a check reads everything
SELECT 'document row ' || d.rid || ' belongs to no version' FROM lc_document d
WHERE NOT EXISTS (SELECT 1 FROM lc_version v WHERE v.document_rid = d.rid)
  AND d.rid NOT IN (SELECT f.document_rid FROM lc_file f)
ORDER BY d.rid

-- name: check_change
-- scan-ok: a check reads everything
SELECT 'change ' || h.id || ' of contract row ' || h.contract_rid || ' is in state ' || h.state ||
       ' without what belongs to it'
FROM lc_change h JOIN lc_contract c ON c.rid = h.contract_rid LEFT JOIN lc_decision d ON d.rid = h.decision_rid
WHERE c.type <> 7 OR h.id_key <> lower(h.id)
   OR (h.state IN (2, 3, 4, 5, 6, 7) AND h.master_rid IS NULL)
   OR (h.state IN (3, 4, 5, 6, 7) AND (h.class IS NULL OR d.rid IS NULL))
   OR (h.state = 7 AND h.implemented_us IS NULL) OR (h.state = 8 AND h.closed_us IS NULL)
   OR (h.state IN (4, 5, 6) AND h.outcome IS NOT h.state - 3)
   OR (h.outcome IS NOT NULL AND d.outcome IS NOT h.outcome)
ORDER BY h.rid

-- name: check_decision
-- scan-ok: a check reads everything
SELECT 'decision row ' || d.rid || ' is about change ' || d.subject || ', which is not there'
FROM lc_decision d
WHERE NOT EXISTS (SELECT 1 FROM lc_change h
                  WHERE h.contract_rid = d.contract_rid AND h.id_key = d.subject_key)
ORDER BY d.rid

-- name: check_timer
-- scan-ok: a check reads everything
SELECT 'timer row ' || t.rid || ' of ' || t.subject || ' does not fit what it is about'
FROM lc_timer t
LEFT JOIN lc_decision d ON d.rid = t.decision_rid
LEFT JOIN lc_dispute s ON s.rid = t.dispute_rid
LEFT JOIN lc_version v ON v.rid = t.master_rid
WHERE t.subject_key <> lower(t.subject) OR v.contract_rid IS NOT t.contract_rid
   OR (t.subject_kind = 1 AND (d.contract_rid IS NOT t.contract_rid
                               OR d.subject_key IS NOT t.subject_key
                               OR (t.state < 3 AND d.state <> 1)))
   OR (t.subject_kind = 2 AND (s.contract_rid IS NOT t.contract_rid
                               OR s.id_key IS NOT t.subject_key OR (t.state < 3 AND s.state > 2)))
   OR (t.state = 2) <> EXISTS (SELECT 1 FROM lc_timer_pause p
                               WHERE p.timer_rid = t.rid AND p.until_us IS NULL)
ORDER BY t.rid

-- name: check_dispute
-- scan-ok: a check reads everything
SELECT 'dispute row ' || d.rid || ' (' || d.id || ') does not fit what it is about, or its end'
FROM lc_dispute d
LEFT JOIN lc_contract c ON c.rid = d.contract_rid
LEFT JOIN lc_book b ON b.contract_rid = d.contract_rid
LEFT JOIN lc_entry e ON d.subject_kind = 1 AND e.book_rid = b.rid AND e.seq = CAST(d.subject AS INTEGER)
LEFT JOIN lc_assessment a ON d.subject_kind = 4 AND a.book_rid = b.rid
                         AND a.n = CAST(d.subject AS INTEGER)
LEFT JOIN lc_change h ON d.subject_kind IN (2, 3) AND h.contract_rid = d.contract_rid
                     AND h.id_key = d.subject_key
WHERE c.rid IS NULL OR d.id_key <> lower(d.id) OR d.subject_key <> lower(d.subject)
   OR (d.subject_kind = 1 AND e.rid IS NULL)
   OR (d.subject_kind IN (2, 3) AND h.rid IS NULL)
   OR (d.subject_kind = 4 AND a.rid IS NULL)
   OR (d.outcome = 1 AND NOT EXISTS (SELECT 1 FROM lc_change r
                                     WHERE r.contract_rid = d.contract_rid
                                       AND r.id_key = lower(d.reference)))
   OR (d.outcome = 2 AND NOT EXISTS (SELECT 1 FROM lc_entry r
                                     WHERE r.book_rid = b.rid
                                       AND r.seq = CAST(d.reference AS INTEGER)))
   OR (d.state < 3) <> EXISTS (SELECT 1 FROM lc_timer t WHERE t.dispute_rid = d.rid AND t.state < 3)
ORDER BY d.rid

-- name: check_action
-- scan-ok: a check reads everything
SELECT 'action row ' || a.rid || ' does not fit its timer'
FROM lc_action a JOIN lc_timer t ON t.rid = a.timer_rid
WHERE a.contract_rid <> t.contract_rid OR a.found_us < a.due_us
ORDER BY a.rid
-- name: check_slo_cycle
-- scan-ok: a check reads everything
SELECT 'cycle ' || k.n || ' of ' || k.subject || ' under ' || k.slo || ' of contract row ' ||
       k.contract_rid || ' is not what its ticks say'
FROM lc_slo_cycle k JOIN lc_contract c ON c.rid = k.contract_rid
WHERE c.type <> 7
   OR k.started_us IS NOT (SELECT t.at_us FROM lc_slo_tick t
                           WHERE t.cycle_rid = k.rid AND t.kind = 1)
   OR k.stopped_us IS NOT (SELECT t.at_us FROM lc_slo_tick t
                           WHERE t.cycle_rid = k.rid AND t.kind = 4)
   OR k.live IS NOT (NOT EXISTS (SELECT 1 FROM lc_slo_cycle l
                                 WHERE l.contract_rid = k.contract_rid AND l.slo = k.slo
                                   AND l.subject = k.subject AND l.n > k.n))
ORDER BY k.rid

-- name: check_stop
-- scan-ok: a check reads everything
SELECT 'stop ' || s.n || ' of ' || s.trigger_id || ' of contract row ' || s.contract_rid ||
       ' is out of order'
FROM lc_stop s JOIN lc_contract c ON c.rid = s.contract_rid
WHERE c.type <> 7
   OR (s.n > 1 AND NOT EXISTS (SELECT 1 FROM lc_stop b
                               WHERE b.contract_rid = s.contract_rid
                                 AND b.trigger_id = s.trigger_id AND b.n = s.n - 1
                                 AND b.cleared_us <= s.raised_us))
ORDER BY s.rid

-- name: check_meeting
-- scan-ok: a check reads everything
SELECT 'record ' || m.n || ' of meeting ' || m.cadence || ' on day ' || m.day || ' of contract row ' ||
       m.contract_rid || ' is out of order'
FROM lc_meeting m JOIN lc_contract c ON c.rid = m.contract_rid
WHERE c.type <> 7
   OR (m.n > 1 AND NOT EXISTS (SELECT 1 FROM lc_meeting b
                               WHERE b.contract_rid = m.contract_rid AND b.cadence = m.cadence
                                 AND b.day = m.day AND b.n = m.n - 1
                                 AND b.recorded_us <= m.recorded_us))
ORDER BY m.rid

-- name: check_policy
-- scan-ok: a check reads everything
SELECT 'edition ' || p.n || ' of the policy of ' || p.key || ' is out of order'
FROM lc_policy p LEFT JOIN lc_contract c ON c.rid = p.contract_rid
WHERE (p.contract_rid IS NULL AND p.key <> lower(p.team))
   OR (p.contract_rid IS NOT NULL AND p.key <> c.key)
   OR (p.n > 1 AND NOT EXISTS (SELECT 1 FROM lc_policy b
                               WHERE b.key = p.key AND b.n = p.n - 1))
ORDER BY p.rid

-- name: check_build
-- scan-ok: a check reads everything
SELECT 'build ' || b.consumer || '@' || b.label || ' of contract row ' || b.contract_rid ||
       ' was built against a version of another contract'
FROM lc_build b JOIN lc_version v ON v.rid = b.against_rid
WHERE v.contract_rid <> b.contract_rid
ORDER BY b.rid

-- name: check_run
-- scan-ok: a check reads everything
SELECT 'run ' || r.rid || ' of contract row ' || r.contract_rid ||
       ' is of another contract, consumer or team'
FROM lc_run r
JOIN lc_contract c ON c.rid = r.contract_rid
JOIN lc_environment e ON e.rid = r.environment_rid
LEFT JOIN lc_build b ON b.rid = r.build_rid
LEFT JOIN lc_version v ON v.rid = r.version_rid
WHERE e.team_key <> lower(c.team) OR b.contract_rid <> r.contract_rid
   OR b.consumer_key <> r.consumer_key OR v.contract_rid <> r.contract_rid
ORDER BY r.rid

-- name: check_documents
SELECT rid FROM lc_document WHERE rid > ?1 ORDER BY rid LIMIT 1

-- name: check_evolutions
SELECT version_rid FROM lc_evolution WHERE version_rid > ?1 ORDER BY version_rid LIMIT 1

-- name: check_earliers
SELECT version_rid FROM lc_earlier WHERE version_rid > ?1 ORDER BY version_rid LIMIT 1
