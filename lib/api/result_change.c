/* Getters of changes and decisions. */
#include "api/getter.h"
#include "domain/change/change.h"

#include <contracts/change.h>

LC_WORDS(change_type)
LC_PARSE(change_type)
LC_WORDS(change_state)
LC_PARSE(change_state)
LC_WORDS(change_outcome)
LC_PARSE(change_outcome)
LC_WORDS(vote)
LC_PARSE(vote)
LC_WORDS(decision_state)
LC_PARSE(decision_state)

LC_GET_STR(change, name, name)
LC_GET_STR(change, id, id)
LC_GET_ENUM(change, ctr_change_state, state_of, state)
LC_GET_ENUM(change, ctr_change_type, type_of, type)
LC_GET_ENUM(change, ctr_change_class, class_of, change_class)
LC_GET_ENUM(change, ctr_change_outcome, outcome_of, outcome)
LC_GET_STR(change, area, area)
LC_GET_STR(change, requester, requester)
LC_GET_STR(change, summary, summary)
LC_GET_STR(change, master, master)
LC_GET_STR(change, base, base)
LC_GET_STR(change, evolution, evolution)
LC_GET_STR(change, addendum, addendum)
LC_GET_STR(change, impact_json, impact)
LC_GET_INT(change, impact_revision, impact_rev)
LC_GET_STR(change, technical_json, technical)
LC_GET_STR(change, target_amount, target_amount)
LC_GET_STR(change, target_currency, target_currency)
LC_GET_INT(change, posted, posted)
LC_GET(change, const ctr_classification *, classification, classification, NULL)
LC_GET(change, const ctr_decision *, decision, decision, NULL)

int64_t ctr_change_lead_seconds(const ctr_change *change)
{
    return change && change->lead_time ? change->lead_time->seconds : -1;
}

int64_t ctr_change_lead_working_seconds(const ctr_change *change)
{
    bool known = change && change->lead_time && change->lead_time->working_seconds;
    return known ? change->lead_time->working : -1;
}

LC_GET_SIZE(change, remark_count, remark_count)
LC_GET_STR_AT(change, remark_at, remarks, remark_count, )
LC_GET_INT(change, cycle, cycle)
LC_GET_INT(change, revision, revision)
LC_GET_FLAG(change, dry_run, dry_run)
LC_FREE(change)

LC_GET_SIZE(change_list, count, count)
LC_GET_AT(change_list, ctr_change, at, items, count)
LC_GET_STR(change_list, next, next)
LC_FREE(change_list)

LC_GET_STR(decision, change, name)
LC_GET_ENUM(decision, ctr_decision_state, state_of, state)
LC_GET_ENUM(decision, ctr_change_outcome, outcome, outcome)
LC_GET_STR(decision, area, area)
LC_GET_ENUM(decision, ctr_change_class, class, decision_class)
LC_GET_STR(decision, approver, approver)
LC_GET_STR(decision, driver, driver)
LC_GET_INT(decision, quorum, quorum)
LC_GET_INT(decision, due_us, due_us)
LC_GET_INT(decision, decided_us, decided_us)
LC_GET_STR(decision, decided_by, decided_by)
LC_GET_STR(decision, reason, reason)
LC_GET_FLAG(decision, imported, imported)
LC_GET_STR(decision, memo, memo)
LC_GET_STR(decision, adr, adr)
LC_GET_SIZE(decision, votes, vote_count)
LC_GET_STR_AT(decision, vote_party, votes, vote_count, .party)
LC_GET_STR_AT(decision, vote_actor, votes, vote_count, .actor)

ctr_vote ctr_decision_vote_at(const ctr_decision *decision, size_t index)
{
    bool is = decision && index < decision->vote_count;
    return (ctr_vote)(is ? decision->votes[index].vote : 0);
}

int ctr_decision_vote_counts(const ctr_decision *decision, size_t index)
{
    bool is = decision && index < decision->vote_count;
    return is && decision->votes[index].live && decision->votes[index].counted;
}

LC_FREE(decision)

LC_GET_SIZE(decision_list, count, count)
LC_GET_AT(decision_list, ctr_decision, at, items, count)
LC_GET_STR(decision_list, next, next)
LC_FREE(decision_list)

LC_GET_STR(delegation, party, from)
LC_GET_STR(delegation, to, to)
LC_GET_STR(delegation, from_date, from_date)
LC_GET_STR(delegation, until_date, until_date)
LC_GET_FLAG(delegation, dry_run, dry_run)
LC_FREE(delegation)
