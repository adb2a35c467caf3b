/* Getters of disputes. */
#include "api/getter.h"
#include "flow/dispute.h"

#include <contracts/dispute.h>

LC_WORDS(dispute_subject)
LC_PARSE(dispute_subject)
LC_WORDS(dispute_state)
LC_PARSE(dispute_state)
LC_WORDS(dispute_outcome)
LC_PARSE(dispute_outcome)

LC_GET_STR(dispute, name, name)
LC_GET_STR(dispute, id, id)
LC_GET_ENUM(dispute, ctr_dispute_subject, kind, subject_kind)
LC_GET_STR(dispute, about, about)
LC_GET_ENUM(dispute, ctr_dispute_state, state_of, state)
LC_GET_STR(dispute, party, party)
LC_GET_STR(dispute, against, against)
LC_GET_STR(dispute, statement, statement)
LC_GET_STR(dispute, answer_text, answer)
LC_GET_INT(dispute, due_us, due_us)
LC_GET_INT(dispute, level, level)
LC_GET_INT(dispute, loop, loop)
LC_GET_ENUM(dispute, ctr_action_kind, next, next_kind)
LC_GET_INT(dispute, next_us, next_us)
LC_GET_ENUM(dispute, ctr_dispute_outcome, outcome_of, outcome)
LC_GET_STR(dispute, reference, settled)
LC_GET_STR(dispute, reason, ended)
LC_GET_INT(dispute, revision, revision)
LC_GET_INT(dispute, opened_us, opened_us)
LC_GET_STR(dispute, opened_by, opened_by)
LC_GET_INT(dispute, answered_us, answered_us)
LC_GET_STR(dispute, answered_by, answered_by)
LC_GET_INT(dispute, ended_us, ended_us)
LC_GET_STR(dispute, ended_by, ended_by)
LC_GET_FLAG(dispute, dry_run, dry_run)
LC_FREE(dispute)

LC_GET_SIZE(dispute_list, count, count)
LC_GET_AT(dispute_list, ctr_dispute, at, items, count)
LC_GET_STR(dispute_list, next, next)
LC_FREE(dispute_list)
