/* Submission: base and policy are fixed, the class computed, those with the right asked. */
#include "flow/change.h"

#include "codec/json_read.h"
#include "flow/target.h"
#include "flow/timer.h"
#include "terms/document.h"

/* ---- the request as it stands ---- */

static void write_members(struct lc_buf *buf, const struct lc_value *root, const char *impact)
{
    lc_buf_char(buf, '{');
    for (uint32_t i = 0; i < root->count; i++) {
        const struct lc_member *m = &root->members[i];
        if (lc_str_is(lc_key(m), "impact_analysis")) {
            continue;
        }
        lc_json_string(buf, lc_key(m));
        lc_buf_char(buf, ':');
        lc_json_value(buf, &m->value);
        lc_buf_char(buf, ',');
    }
    lc_buf_printf(buf, "\"impact_analysis\":%s}", impact ? impact : "{}");
}

ctr_status lc_change_request_now(struct lc_op *op, const struct ctr_change *h,
                                 struct lc_change_request *out)
{
    return lc_change_request_with(op, h, h->impact, out);
}

ctr_status lc_change_request_with(struct lc_op *op, const struct ctr_change *h, const char *impact,
                                  struct lc_change_request *out)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_str bytes;
    struct lc_buf buf;
    struct lc_doc paper;
    ctr_terms_kind kind = CTR_TERMS_CHANGE;
    const struct lc_read_options options = {.file = h->name};
    struct lc_doc *doc = lc_new(ctx, 1, sizeof *doc);

    if (!doc) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_document_get(op, h->document_rid, &bytes));
    LC_TRY(lc_terms_open(ctx, bytes, h->name, &kind, &paper));
    if (!lc_is(paper.root, LC_OBJECT)) {
        return lc_fail(ctx, CTR_E_CORRUPT, "the document of change '%s' is no map", h->name);
    }
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    write_members(&buf, paper.root, impact);
    const char *text = buf.status == CTR_OK ? lc_dup(ctx, lc_str_n(buf.data, buf.size)) : NULL;
    size_t size = buf.size;
    lc_buf_free(&buf);
    if (!text) {
        return lc_nomem(ctx);
    }
    LC_TRY(lc_json_read(ctx, lc_str_n(text, size), &options, doc));
    return lc_change_read(ctx, doc, out);
}

/* ---- the class ---- */

/* What the documents do not say; JSON of it for the record. */
static ctr_status gather(struct lc_op *op, const struct ctr_change *h, const struct lc_policy *p,
                         struct lc_classify_facts *facts, const char **inputs)
{
    struct lc_doc doc;
    char budget[LC_FIXED_TEXT], slip[LC_FIXED_TEXT];
    const struct lc_read_options options = {.file = "technical impact"};

    *facts = (struct lc_classify_facts){.base = LC_TERM_ABSENT, .breaking = LC_TERM_ABSENT};
    facts->today = lc_day_at(op->ctx.now_us);
    if (h->base && lc_fixed_parse(lc_str(h->base), &facts->base) != LC_FIXED_OK) {
        return lc_fail(&op->ctx, CTR_E_CORRUPT, "the base of change '%s' is no amount", h->name);
    }
    if (h->technical) {
        LC_TRY(lc_json_read(&op->ctx, lc_str(h->technical), &options, &doc));
        if (!lc_int(lc_get(doc.root, "consumers_broken"), &facts->breaking)) {
            facts->breaking = LC_TERM_ABSENT;
        }
    }
    LC_TRY(lc_change_minor_sums(op, h, &facts->budget_sum, &facts->slip_sum));
    const char *today = lc_day_text(&op->ctx, facts->today);
    const struct lc_pair pairs[] = {
        LC_PAIR("master", p->version.label),
        LC_PAIR("base", h->base),
        LC_PAIR("minor_budget_pct", lc_fixed_text(facts->budget_sum, budget)),
        LC_PAIR("minor_slip", lc_fixed_text(facts->slip_sum, slip)),
        LC_PAIR_INT("breaking_consumers", facts->breaking == LC_TERM_ABSENT ? 0 : facts->breaking),
        LC_PAIR_INT("impact_revision", h->impact_rev),
        LC_PAIR("today", today),
    };
    *inputs = today ? lc_json_pairs(&op->ctx, pairs, sizeof pairs / sizeof pairs[0]) : NULL;
    return *inputs ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status tell_class(struct lc_op *op, struct ctr_change *h, const char *inputs)
{
    const struct ctr_classification *c = h->classification;
    const char *reasons = lc_json_strings(&op->ctx, c->reasons, c->reason_count);

    if (!reasons) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("class", lc_word_name(lc_words_change_class, c->change_class)),
        LC_PAIR("claimed", c->claimed ? lc_word_name(lc_words_change_class, c->claimed) : NULL),
        LC_PAIR_RAW("reasons", reasons),
        LC_PAIR_RAW("inputs", inputs),
        LC_PAIR("rule_version", c->rule_version),
        LC_PAIR("enforced", c->enforced ? "yes" : "no"),
    };
    return lc_change_save(op, h, LC_EVENT_CHANGE_CLASSIFIED, pairs, sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_change_classify(struct lc_op *op, struct ctr_change *h, const struct lc_policy *p)
{
    struct lc_change_request request;
    struct lc_classify_facts facts;
    struct lc_change_measure measure;
    struct ctr_classification *c = lc_new(&op->ctx, 1, sizeof *c);

    if (!c) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_change_request_now(op, h, &request));
    LC_TRY(gather(op, h, p, &facts, &measure.inputs));
    LC_TRY(lc_classify(&op->ctx, &p->master, &request, &facts, c));
    measure.budget = c->budget_moved;
    measure.slip = c->slip_moved;
    LC_TRY(lc_change_class_add(op, h, c, &measure));
    return tell_class(op, h, measure.inputs);
}

/* ---- asking ---- */

static ctr_status remark_nobody(struct lc_op *op, struct ctr_change *h)
{
    const char *word = lc_word_name(lc_words_change_class, h->change_class);
    return lc_change_remark(
        op, h,
        lc_format(&op->ctx, "nobody has the right to decide on %s changes of the area '%s'", word,
                  h->area));
}

ctr_status lc_change_ask(struct lc_op *op, struct ctr_change *h, const struct lc_policy *p)
{
    const struct lc_decision_right *right =
        lc_right_for(&p->master, h->area, (ctr_change_class)h->change_class);
    struct ctr_timer timer;
    struct ctr_decision *d = lc_new(&op->ctx, 1, sizeof *d);

    if (!d) {
        return CTR_E_NOMEM;
    }
    *d =
        (struct ctr_decision){.subject = h->id, .area = h->area, .decision_class = h->change_class};
    if (right && right->approver) {
        d->driver = right->driver;
        d->approver = right->approver;
        d->quorum = right->quorum;
    } else {
        LC_TRY(remark_nobody(op, h));
    }
    LC_TRY(lc_timer_settle(op, h->decision_rid, "asked anew"));
    LC_TRY(lc_timer_prepare(op, h, p, right, d, &timer));
    LC_TRY(lc_decision_request(op, &p->contract, d, h->decision_rid));
    LC_TRY(lc_timer_begin(op, p, d, &timer));
    return lc_change_set_decision(op, h, d);
}

/* ---- submission ---- */

ctr_status lc_change_fix_base(struct lc_op *op, struct ctr_change *h, const struct lc_policy *p)
{
    int64_t base;
    char text[LC_FIXED_TEXT];

    LC_TRY(lc_target_at(op, p, lc_day_at(op->ctx.now_us), &base));
    h->master_rid = p->version.rid;
    h->master = p->version.label;
    h->base = base == LC_TERM_ABSENT ? NULL : lc_dup_c(&op->ctx, lc_fixed_text(base, text));
    h->submitted_us = op->ctx.now_us;
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

static bool is_listed(const struct lc_change_policy *policy, const char *area)
{
    for (size_t i = 0; i < policy->standard_area_count; i++) {
        if (strcmp(policy->standard_areas[i], area) == 0) {
            return true;
        }
    }
    return false;
}

static ctr_status check_standard(struct lc_op *op, const struct ctr_change *h,
                                 const struct lc_policy *p)
{
    if (h->type != LC_CHANGE_STANDARD || is_listed(&p->master.change, h->area)) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_STATE,
                                "change '%s' is of type standard, but its area '%s' is none of "
                                "the master's standard_changes; open it as normal",
                                h->name, h->area);
    lc_detail(&op->ctx, "field", "/type");
    return status;
}

/* The question is the same as long as area and class are. */
static bool is_asked(const struct ctr_change *h)
{
    return h->decision && h->decision->state == LC_DECISION_OPEN &&
           h->decision->decision_class == h->change_class;
}

/* Classified, the right asked; a minor standard change is approved by the policy at once. */
static ctr_status analyse(struct lc_op *op, struct ctr_change *h, const struct lc_policy *p,
                          enum lc_change_state to)
{
    h->state = (int32_t)to;
    LC_TRY(lc_change_classify(op, h, p));
    if (!is_asked(h)) {
        LC_TRY(lc_change_ask(op, h, p));
    }
    if (h->type != LC_CHANGE_STANDARD) {
        return CTR_OK;
    }
    if (h->change_class == CTR_CLASS_MINOR) {
        return lc_change_conclude(op, h, LC_OUTCOME_APPROVED, "policy",
                                  "approved beforehand: its area is among the standard_changes");
    }
    return lc_change_remark(op, h, "a major change is not approved beforehand, whatever its type");
}

ctr_status lc_flow_change_submit(struct lc_op *op, struct ctr_change *h)
{
    struct lc_policy p;
    enum lc_change_state to;

    LC_TRY(lc_change_expect(op, h));
    LC_TRY(lc_change_may(op, h, LC_CHANGE_SUBMIT, &to));
    LC_TRY(lc_policy_active(op, h->team, h->contract, &p));
    LC_TRY(check_standard(op, h, &p));
    LC_TRY(lc_change_fix_base(op, h, &p));
    h->state = (int32_t)to;
    const struct lc_pair pairs[] = {
        LC_PAIR("master_version", h->master),
        LC_PAIR("base", h->base),
        LC_PAIR("reason", op->reason),
    };
    LC_TRY(lc_change_save(op, h, LC_EVENT_CHANGE_SUBMITTED, pairs, 3));
    if (!h->impact_rev) {
        return lc_change_remark(op, h,
                                "nothing is known of its impact yet; record it, then "
                                "classify the change");
    }
    LC_TRY(lc_change_may(op, h, LC_CHANGE_CLASSIFY, &to));
    return analyse(op, h, &p, to);
}

ctr_status lc_flow_change_classify(struct lc_op *op, struct ctr_change *h)
{
    struct lc_policy p;
    struct lc_contract c;
    enum lc_change_state to;

    LC_TRY(lc_change_expect(op, h));
    LC_TRY(lc_change_may(op, h, LC_CHANGE_CLASSIFY, &to));
    LC_TRY(lc_contract_get(op, h->team, h->contract, &c));
    LC_TRY(lc_policy_of(op, &c, h, &p));
    if (h->state == LC_CHANGE_IMPLEMENTED && h->outcome) {
        h->state = (int32_t)to;
        return lc_change_classify(op, h, &p);
    }
    return analyse(op, h, &p, to);
}
