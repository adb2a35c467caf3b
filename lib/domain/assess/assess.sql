-- Assessments.

-- name: assess_last
SELECT * FROM lc_assessment
WHERE book_rid = ?1 AND n < ?2 AND as_of <= ?3 ORDER BY n DESC LIMIT 1

-- name: assess_after
SELECT * FROM lc_assessment WHERE book_rid = ?1 AND n > ?2 ORDER BY n LIMIT ?3

-- name: assess_label
SELECT label FROM lc_version WHERE rid = ?1

-- name: assess_insert
INSERT INTO lc_assessment (book_rid, n, as_of, kind, basis, state, policy, version_rid, terms,
                           entries, currency, target, cost, earned, forecast, accrued_before,
                           accrued, payable_before, payable, forecast_share, hold, parties, answer,
                           accrued_seq, payable_seq, at_us, actor, reason)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
        ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28)
