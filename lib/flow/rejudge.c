/* A stored classification judged again from its inputs. */
#include "flow/rejudge.h"

#include "base/date.h"
#include "codec/json_read.h"
#include "flow/change.h"

static ctr_status bad_inputs(struct lc_op *op, const struct ctr_change *h,
                             const struct lc_class_row *row, const char *key)
{
    return lc_fail(&op->ctx, CTR_E_CORRUPT,
                   "classification %lld of '%s': its input '%s' is damaged", (long long)row->n,
                   h->name, key);
}

/* What was written by `gather` of change_submit.c. */
static ctr_status read_inputs(struct lc_op *op, const struct ctr_change *h,
                              const struct lc_class_row *row, struct lc_classify_facts *facts)
{
    struct lc_doc doc;
    const struct lc_read_options options = {.file = "inputs of a classification"};
    const struct {
        const char *key;
        int64_t *value;
    } sums[] = {{"base", &facts->base},
                {"minor_budget_pct", &facts->budget_sum},
                {"minor_slip", &facts->slip_sum}};

    *facts = (struct lc_classify_facts){.base = LC_TERM_ABSENT};
    LC_TRY(lc_json_read(&op->ctx, lc_str(row->inputs), &options, &doc));
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        struct lc_str text = lc_text(lc_get(doc.root, sums[i].key));
        if (text.ptr && lc_fixed_parse(text, sums[i].value) != LC_FIXED_OK) {
            return bad_inputs(op, h, row, sums[i].key);
        }
    }
    struct lc_str today = lc_text(lc_get(doc.root, "today"));
    if (!today.ptr || !lc_date_parse(today, &facts->today)) {
        return bad_inputs(op, h, row, "today");
    }
    return lc_int(lc_get(doc.root, "breaking_consumers"), &facts->breaking)
               ? CTR_OK
               : bad_inputs(op, h, row, "breaking_consumers");
}

ctr_status lc_rejudge(struct lc_op *op, const struct ctr_change *h, const struct lc_class_row *row,
                      const struct lc_master *policy, struct ctr_classification *out)
{
    struct lc_change_request request;
    struct lc_classify_facts facts;
    struct lc_contract c;
    struct ctr_change then = *h;
    struct lc_policy *p = lc_new(&op->ctx, 1, sizeof *p);
    const char *impact;

    if (!p) {
        return CTR_E_NOMEM;
    }
    then.master_rid = row->master_rid;
    LC_TRY(lc_contract_get(op, h->team, h->contract, &c));
    LC_TRY(lc_policy_of(op, &c, &then, p));
    LC_TRY(read_inputs(op, h, row, &facts));
    if (policy) {
        if (policy->change.slip_unit != p->master.change.slip_unit) {
            facts.slip_sum = 0; /* in another unit: left out */
        }
        p->master.change = policy->change;
        p->master.terms = policy->terms; /* the rules' version is made of its points */
    }
    LC_TRY(lc_change_impact_at(op, h, row->impact_rev, &impact));
    LC_TRY(lc_change_request_with(op, h, impact, &request));
    return lc_classify(&op->ctx, &p->master, &request, &facts, out);
}
