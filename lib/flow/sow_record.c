/* What is recorded of a statement of work: frozen, measured, accepted. Each is one event. */
#include "flow/sow.h"

#include "base/date.h"
#include "flow/policy.h"
#include "flow/sow_price.h"

static bool known(int64_t value)
{
    return value != LC_TERM_ABSENT;
}

static ctr_status append(struct lc_op *op, const struct lc_contract *c, enum lc_event_kind kind,
                         const struct lc_pair *pairs, size_t count)
{
    const char *subject = lc_contract_subject(&op->ctx, c);
    return subject ? lc_event_append(op, c->rid, kind, subject, pairs, count) : CTR_E_NOMEM;
}

/* ---- frozen ---- */

/* Sizes of what was in the backlog, so that the journal alone tells the baseline. */
static const char *baseline_json(struct lc_ctx *ctx, const struct lc_sow *sow)
{
    char size[LC_FIXED_TEXT];
    struct lc_buf buf;
    bool ok = true;

    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    lc_buf_char(&buf, '{');
    for (size_t i = 0; i < sow->backlog_count; i++) {
        const struct lc_backlog_item *it = &sow->backlog[i];
        lc_buf_text(&buf, i ? "," : "");
        lc_json_string(&buf, lc_str(it->id));
        lc_buf_char(&buf, ':');
        lc_json_string(&buf, lc_str(lc_fixed_text(it->size, size)));
        ok = ok && buf.status == CTR_OK;
    }
    lc_buf_char(&buf, '}');
    const char *text = lc_buf_cstr(&buf);
    text = text ? lc_dup_c(ctx, text) : NULL;
    lc_buf_free(&buf);
    if (!text) {
        lc_nomem(ctx);
    }
    return text;
}

static ctr_status freeze(struct lc_op *op, const struct lc_contract *c, const struct ctr_version *v,
                         const struct lc_sow *sow)
{
    char start[LC_DATE_TEXT];
    const char *baseline = baseline_json(&op->ctx, sow);

    if (!baseline) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("version", v->label),
        LC_PAIR("sha256", v->document_sha256),
        LC_PAIR("start", lc_date_format(sow->dates.start, start)),
        LC_PAIR_RAW("baseline", baseline),
        LC_PAIR("metric", sow->hypothesis.metric),
        LC_PAIR("target", sow->hypothesis.target ? sow->hypothesis.target : sow->hypothesis.text),
        LC_PAIR("reason", lc_event_reason(op)),
    };
    return append(op, c, LC_EVENT_SOW_FROZEN, pairs, sizeof pairs / sizeof pairs[0]);
}

static int64_t today(const struct lc_op *op)
{
    return op->ctx.now_us / LC_US_PER_DAY;
}

static ctr_status reload(struct lc_op *op, struct lc_sow_file *f)
{
    return lc_sow_load(op, f->contract.team, f->contract.name, f);
}

ctr_status lc_sow_freeze(struct lc_op *op, struct lc_sow_file *f)
{
    char start[LC_DATE_TEXT];
    int64_t day = f->sow.dates.start;

    if (f->frozen) {
        return CTR_OK;
    }
    if (!known(day)) {
        return lc_fail(&op->ctx, CTR_E_STATE,
                       "'%s/%s' has no first day (/dates/start) on which it "
                       "could be frozen",
                       f->contract.team, f->contract.name);
    }
    if (day > today(op)) {
        return lc_fail(&op->ctx, CTR_E_STATE,
                       "'%s/%s' begins on %s; until then backlog and hypothesis may change",
                       f->contract.team, f->contract.name, lc_date_format(day, start));
    }
    LC_TRY(freeze(op, &f->contract, &f->version, &f->sow));
    return reload(op, f);
}

ctr_status lc_sow_freeze_active(struct lc_op *op, const struct lc_contract *c,
                                const struct ctr_version *old, const struct ctr_version *now)
{
    struct lc_sow_file f;
    struct lc_doc doc;
    struct lc_sow sow;

    if (c->type != CTR_TYPE_SOW || now->format != CTR_FORMAT_SOW) {
        return CTR_OK;
    }
    LC_TRY(lc_sow_load(op, c->team, c->name, &f));
    if (f.frozen) {
        return CTR_OK;
    }
    if (old && old->format == CTR_FORMAT_SOW) {
        LC_TRY(lc_sow_document(op, old, &doc, &sow));
        bool began = known(sow.dates.start) && sow.dates.start <= today(op);
        if (began && old->activated_us / LC_US_PER_DAY <= sow.dates.start) {
            return freeze(op, c, old, &sow);
        }
    }
    bool begun = known(f.sow.dates.start) && f.sow.dates.start <= today(op);
    return begun ? freeze(op, c, now, &f.sow) : CTR_OK;
}

/* ---- measured ---- */

static ctr_status check_number(struct lc_ctx *ctx, const char *what, const char *text, int64_t *out)
{
    if (lc_fixed_parse(lc_str(text), out) == LC_FIXED_OK) {
        return CTR_OK;
    }
    return lc_fail(ctx, CTR_E_INPUT,
                   "%s '%.100s' is no number of at most six decimals, such as 0.64", what, text);
}

static ctr_status check_measurement(struct lc_op *op, const ctr_sow_measurement *m)
{
    struct lc_ctx *ctx = &op->ctx;
    int64_t value, low, high, on;

    LC_TRY(check_number(ctx, "the value", m->value ? m->value : "", &value));
    if (!m->on || !lc_date_parse(lc_str(m->on), &on)) {
        return lc_fail(ctx, CTR_E_INPUT,
                       "'%.40s' is no date; wanted the day of the measurement, "
                       "such as 2026-03-31",
                       m->on ? m->on : "");
    }
    if (on > today(op)) {
        return lc_fail(ctx, CTR_E_INPUT, "%s has not come yet", m->on);
    }
    if (m->n < 0) {
        return lc_fail(ctx, CTR_E_INPUT, "%lld is no number of cases", (long long)m->n);
    }
    if (!m->low != !m->high) {
        return lc_fail(ctx, CTR_E_INPUT, "an interval has two ends");
    }
    if (!m->low) {
        return CTR_OK;
    }
    LC_TRY(check_number(ctx, "the lower end", m->low, &low));
    LC_TRY(check_number(ctx, "the upper end", m->high, &high));
    return low <= value && value <= high
               ? CTR_OK
               : lc_fail(ctx, CTR_E_INPUT, "%s does not lie between %s and %s", m->value, m->low,
                         m->high);
}

static ctr_status check_subject(struct lc_op *op, const struct lc_sow_file *f, const char *of)
{
    const struct lc_sow *fixed = f->frozen ? &f->frozen_sow : &f->sow;
    const char *there = fixed->hypothesis.metric;
    bool is = there && strcmp(there, of) == 0;

    for (size_t i = 0; i < f->sow.kpi_count + f->sow.slice_count; i++) {
        const char *name =
            i < f->sow.kpi_count ? f->sow.kpis[i].metric : f->sow.slices[i - f->sow.kpi_count].id;
        is = is || strcmp(name, of) == 0;
        there = there ? lc_format(&op->ctx, "%s, %s", there, name) : name;
    }
    if (op->ctx.error) {
        return CTR_E_NOMEM;
    }
    return is ? CTR_OK
              : lc_fail(&op->ctx, CTR_E_INPUT,
                        "'%s/%s' has no metric and no slice '%.100s'; there is %s",
                        f->contract.team, f->contract.name, of, there ? there : "none");
}

static bool equal(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* What was recorded of it last says the same: a repeat. */
static bool is_repeat(const struct ctr_sow *s, const ctr_sow_measurement *m)
{
    for (size_t i = s->measure_count; i-- > 0;) {
        const struct ctr_sow_measure *k = &s->measures[i];
        if (equal(k->of, m->of)) {
            return equal(k->value, m->value) && equal(k->on, m->on) && k->n == m->n &&
                   equal(k->low, m->low) && equal(k->high, m->high) &&
                   equal(k->evidence, m->evidence);
        }
    }
    return false;
}

ctr_status lc_sow_measure(struct lc_op *op, struct lc_sow_file *f, const ctr_sow_measurement *m)
{
    LC_TRY(check_measurement(op, m));
    LC_TRY(lc_sow_freeze(op, f)); /* the hypothesis is fixed before anything is held against it */
    LC_TRY(check_subject(op, f, m->of));
    if (is_repeat(&f->out, m)) {
        return CTR_OK;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("of", m->of),
        LC_PAIR("value", m->value),
        LC_PAIR("on", m->on),
        {"n", NULL, m->n, m->n > 0, false},
        LC_PAIR("low", m->low),
        LC_PAIR("high", m->high),
        LC_PAIR("evidence", m->evidence),
        LC_PAIR("reason", lc_event_reason(op)),
    };
    LC_TRY(append(op, &f->contract, LC_EVENT_SOW_MEASURED, pairs, sizeof pairs / sizeof pairs[0]));
    return reload(op, f);
}

/* ---- accepted ---- */

enum { SUPPLIER = 2 }; /* of lc_words_party_role */

static bool is_supplier(const struct lc_master *m, const char *party)
{
    for (size_t i = 0; i < m->party_count; i++) {
        if (strcmp(m->parties[i].id, party) == 0) {
            return m->parties[i].role == SUPPLIER;
        }
    }
    return false;
}

/* Why the actor may not accept; NULL if nothing is against it. */
static ctr_status objection(struct lc_op *op, const struct lc_policy *p, const char **why)
{
    struct lc_voters voters = {0};
    const struct lc_decision_right *right =
        lc_right_for(&p->master, "acceptance", (ctr_change_class)0);
    bool delegated = false;

    *why = NULL;
    if (right) {
        lc_right_voters(&p->master, right, &voters);
    }
    bool own = p->master.governance.four_eyes && is_supplier(&p->master, op->actor);
    bool may = !right || lc_voters_have(&voters, op->actor);
    for (size_t i = 0; !may && i < voters.count && !delegated; i++) {
        LC_TRY(
            lc_delegated(op, p->contract.rid, voters.parties[i], op->actor, today(op), &delegated));
    }
    if (own) {
        *why = "a supplier does not accept its own work";
    } else if (!may && !delegated) {
        *why = "the master's right for the area 'acceptance' (or '*') is not the actor's";
    }
    return CTR_OK;
}

/* The master's rights; a statement of work whose master is not in the store has none to hold
 * against. */
static ctr_status check_right(struct lc_op *op, const struct lc_sow_file *f, const char *id,
                              const char **remark)
{
    struct lc_policy p;
    struct lc_contract c;
    const char *why;
    bool found = false;

    *remark = NULL;
    if (f->sow.master) {
        LC_TRY(lc_contract_find(op, f->contract.team, f->sow.master, &c, &found));
    }
    if (!found || c.type != CTR_TYPE_MASTER) {
        *remark = "its master contract is not in the store, so nobody's right was checked";
        return CTR_OK;
    }
    LC_TRY(lc_policy_active(op, c.team, c.name, &p));
    LC_TRY(objection(op, &p, &why));
    if (!why) {
        return CTR_OK;
    }
    if (!lc_policy_binds(op, &p)) {
        *remark = lc_format(&op->ctx, "would have been refused: %s", why);
        return *remark ? CTR_OK : CTR_E_NOMEM;
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_DENIED, "'%s' may not accept '%s' of '%s/%s': %s",
                                op->actor, id, f->contract.team, f->contract.name, why);
    lc_detail(&op->ctx, "actor", op->actor);
    return status;
}

static const struct lc_acceptance *criterion_of(const struct lc_sow *sow, const char *id)
{
    for (size_t i = 0; i < sow->criterion_count; i++) {
        if (strcmp(sow->criteria[i].id, id) == 0) {
            return &sow->criteria[i];
        }
    }
    return NULL;
}

/* Accepted already, with the same proof? */
static bool is_accepted(const struct lc_sow_file *f, const struct lc_acceptance *c,
                        const char *evidence, const char *sha256)
{
    for (size_t i = f->accepted_count; i-- > 0;) {
        const struct lc_sow_accepted *a = &f->accepted[i];
        if (equal(a->criterion, c->id)) {
            return equal(a->text, c->description) && equal(a->evidence, evidence) &&
                   equal(a->sha256, sha256);
        }
    }
    return false;
}

ctr_status lc_sow_accept(struct lc_op *op, struct lc_sow_file *f, const char *criterion,
                         const char *evidence, const char *sha256)
{
    const struct lc_acceptance *c = criterion_of(&f->sow, criterion);
    struct lc_sha256 hash;
    const char *remark;

    if (!c) {
        return lc_fail(&op->ctx, CTR_E_NOT_FOUND, "'%s/%s@%s' has no acceptance criterion '%.100s'",
                       f->contract.team, f->contract.name, f->version.label, criterion);
    }
    if (!evidence || !*evidence) {
        return lc_fail(&op->ctx, CTR_E_INPUT,
                       "what proves that '%s' holds? a criterion is accepted on evidence", c->id);
    }
    if (sha256 && !lc_sha256_parse(lc_str(sha256), &hash)) {
        return lc_fail(&op->ctx, CTR_E_INPUT, "'%.100s' is no SHA-256; wanted 64 hex digits",
                       sha256);
    }
    LC_TRY(check_right(op, f, c->id, &remark));
    if (is_accepted(f, c, evidence, sha256)) {
        return lc_sow_post(op, f, false); /* a ledger may be there by now */
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("criterion", c->id),
        LC_PAIR("text", c->description),
        LC_PAIR("version", f->version.label),
        LC_PAIR("evidence", evidence),
        LC_PAIR("sha256", sha256),
        LC_PAIR("party", op->actor),
        LC_PAIR("remark", remark),
        LC_PAIR("reason", lc_event_reason(op)),
    };
    LC_TRY(append(op, &f->contract, LC_EVENT_SOW_ACCEPTED, pairs, sizeof pairs / sizeof pairs[0]));
    LC_TRY(reload(op, f));
    return lc_sow_post(op, f, false);
}
