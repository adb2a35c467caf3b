/* The risk buffer: funded, drawn and released within the master's terms. */
#include "flow/risk.h"

const struct lc_word lc_words_risk_act[] = {
    {CTR_RISK_FUND, "fund"}, {CTR_RISK_DRAW, "draw"}, {CTR_RISK_RELEASE, "release"}, {0, NULL}};

static const struct lc_field risk_fields[] = {
    LC_FIELD_OF(ctr_risk, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_risk, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_risk, "name", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_risk, "act", LC_KIND_STR, act),
    LC_FIELD_OF(ctr_risk, "amount", LC_KIND_STR, amount),
    LC_FIELD_OF(ctr_risk, "date", LC_KIND_STR, effective),
    LC_FIELD_OF(ctr_risk, "decision", LC_KIND_STR, decision),
    LC_FIELD_OF(ctr_risk, "entry", LC_KIND_ORDINAL, seq),
    LC_FIELD_OF(ctr_risk, "repeated", LC_KIND_BOOL, repeated),
    LC_FIELD_OF(ctr_risk, "master_version", LC_KIND_STR, version),
    LC_FIELD_OF(ctr_risk, "currency", LC_KIND_STR, currency),
    LC_FIELD_OF(ctr_risk, "left", LC_KIND_STR, left),
    LC_FIELD_OF(ctr_risk, "funded", LC_KIND_STR, funded),
    LC_FIELD_OF(ctr_risk, "drawn", LC_KIND_STR, drawn),
    LC_FIELD_OF(ctr_risk, "undecided", LC_KIND_STR, undecided),
    LC_FIELD_OF(ctr_risk, "set_aside", LC_KIND_STR, set_aside),
    LC_FIELD_OF(ctr_risk, "draw_limit", LC_KIND_STR, draw_limit),
    LC_FIELD_STRS(ctr_risk, "remarks", remarks, remark_count),
};
const struct lc_shape lc_shape_risk = LC_SHAPE(ctr_risk, risk_fields);

enum { BUFFER, FUND, DRAWN, ACCOUNTS };
enum { REMARKS = 2 };

static const enum lc_chart places[ACCOUNTS] = {LC_CHART_RISK_BUFFER, LC_CHART_RISK_FUND,
                                               LC_CHART_RISK_DRAWN};

/* A term of the buffer; not given where the master is silent. */
struct term {
    bool given;
    int64_t value;
};

struct moving {
    struct lc_op *op;
    struct lc_contract contract;
    struct lc_deal deal;
    struct ctr_ledger book;
    struct ctr_account accounts[ACCOUNTS];
    struct term set_aside, limit;
    const ctr_risk_move *move; /* NULL = only a look */
    int64_t amount;
    int64_t decided; /* drawn on decisions so far */
    const char *change;
    struct ctr_risk *out;
};

static ctr_status refuse(struct moving *x, const char *field, ctr_status status)
{
    lc_detail(&x->op->ctx, "field", field);
    return status;
}

static const char *money(const struct moving *x, int64_t amount)
{
    return lc_ledger_amount(&x->op->ctx, amount, x->accounts[BUFFER].exponent);
}

static int64_t balance(const struct moving *x, int which)
{
    return x->accounts[which].debit - x->accounts[which].credit;
}

/* What was funded, less what was released. */
static int64_t funded(const struct moving *x)
{
    return -balance(x, FUND);
}

/* --- terms and accounts --- */

static ctr_status load_accounts(struct moving *x)
{
    for (int i = 0; i < ACCOUNTS; i++) {
        LC_TRY(lc_chart_need(x->op, &x->book, places[i], &x->accounts[i]));
    }
    return lc_chart_caused(x->op, &x->accounts[DRAWN], "change", NULL, &x->decided);
}

static ctr_status read_term(struct moving *x, const char *name, const char *text, struct term *out)
{
    const struct ctr_account *a = &x->accounts[BUFFER];
    const struct ctr_version *v = &x->deal.policy.version;

    *out = (struct term){.given = text != NULL};
    if (text && (lc_fixed_scaled(lc_str(text), a->exponent, &out->value) != LC_FIXED_OK ||
                 out->value < 0)) {
        return lc_fail(&x->op->ctx, CTR_E_STATE,
                       "risk_policy.buffer.%s of '%s/%s@%s' is '%.60s'; wanted an amount in %s, "
                       "zero or more, with at most %d decimals",
                       name, v->team, v->name, v->label, text, a->currency, a->exponent);
    }
    return CTR_OK;
}

static ctr_status load_terms(struct moving *x)
{
    const struct lc_buffer *b = &x->deal.policy.master.risk.buffer;
    const struct ctr_account *a = &x->accounts[BUFFER];

    if (b->currency && !lc_str_eq_nocase(lc_str(b->currency), lc_str(a->currency))) {
        return lc_fail(&x->op->ctx, CTR_E_STATE,
                       "account '%s' is kept in %s, but the risk buffer of the master is in %s",
                       a->name, a->currency, b->currency);
    }
    LC_TRY(read_term(x, "amount", b->amount, &x->set_aside));
    return read_term(x, "draw_limit", b->draw_limit, &x->limit);
}

static ctr_status load(struct moving *x, const char *team, const char *name)
{
    LC_TRY(lc_contract_get(x->op, team, name, &x->contract));
    LC_TRY(lc_deal_active(x->op, &x->contract, &x->deal));
    LC_TRY(lc_ledger_get(x->op, team, name, &x->book));
    LC_TRY(load_accounts(x));
    return load_terms(x);
}

/* --- what a draw rests on --- */

/* "CR-42", also with the contract before it. */
static const char *change_id(const struct moving *x)
{
    const char *text = x->move->decision;
    const char *prefix = lc_format(&x->op->ctx, "%s/%s/", x->contract.team, x->contract.name);
    size_t size = prefix ? strlen(prefix) : 0;

    return prefix && strncmp(text, prefix, size) == 0 ? text + size : text;
}

static ctr_status check_decision(struct moving *x)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct ctr_change h;
    int64_t before;
    bool found;
    const char *id = change_id(x);

    LC_TRY(lc_change_find(x->op, x->contract.rid, id, &h, &found));
    if (!found) {
        return refuse(x, "decision",
                      lc_fail(ctx, CTR_E_NOT_FOUND, "'%s/%s' has no change '%.200s' to draw on",
                              x->contract.team, x->contract.name, id));
    }
    /* An emergency is implemented first: it is no approval before somebody has decided. */
    bool stands = h.state == LC_CHANGE_APPROVED || h.state == LC_CHANGE_IMPLEMENTED ||
                  h.state == LC_CHANGE_CLOSED;
    if (!stands || h.outcome != LC_OUTCOME_APPROVED) {
        return refuse(x, "decision",
                      lc_fail(ctx, CTR_E_STATE,
                              "change '%s' is %s%s; a draw rests on one that was approved", h.name,
                              lc_word_name(lc_words_change_state, h.state),
                              stands ? ", but nobody has approved it" : ""));
    }
    LC_TRY(lc_chart_caused(x->op, &x->accounts[DRAWN], "change", h.name, &before));
    if (before) {
        return refuse(x, "decision",
                      lc_fail(ctx, CTR_E_STATE,
                              "change '%s' was drawn on before, with %s %s; each approves one draw",
                              h.name, money(x, before), x->accounts[DRAWN].currency));
    }
    x->change = h.name;
    return CTR_OK;
}

/* --- what is refused --- */

static ctr_status check_fund(struct moving *x)
{
    const struct ctr_version *v = &x->deal.policy.version;
    struct lc_ctx *ctx = &x->op->ctx;
    int64_t is = funded(x);

    if (!x->set_aside.given) {
        return refuse(x, "amount",
                      lc_fail(ctx, CTR_E_STATE,
                              "'%s/%s@%s' sets nothing aside for risk; a version with "
                              "risk_policy.buffer.amount is wanted",
                              v->team, v->name, v->label));
    }
    if ((lc_wide)is + x->amount > x->set_aside.value) {
        return refuse(x, "amount",
                      lc_fail(ctx, CTR_E_STATE,
                              "%s %s more than the %s set aside now is above the %s of "
                              "risk_policy.buffer.amount",
                              money(x, x->amount), x->accounts[BUFFER].currency, money(x, is),
                              money(x, x->set_aside.value)));
    }
    return CTR_OK;
}

static ctr_status check_left(struct moving *x)
{
    int64_t left = lc_account_least(&x->accounts[BUFFER]);

    return x->amount <= left
               ? CTR_OK
               : refuse(x, "amount",
                        lc_fail(&x->op->ctx, CTR_E_STATE,
                                "the risk buffer of '%s/%s' holds %s %s, less than the %s to %s",
                                x->book.team, x->book.name, money(x, left),
                                x->accounts[BUFFER].currency, money(x, x->amount),
                                lc_word_name(lc_words_risk_act, x->move->act)));
}

/* All draws without a decision count together: two halves of a large one are a large one. */
static ctr_status check_limit(struct moving *x)
{
    int64_t before = balance(x, DRAWN) - x->decided;

    if (x->change || !x->limit.given || (lc_wide)before + x->amount <= x->limit.value) {
        return CTR_OK;
    }
    return refuse(x, "decision",
                  lc_fail(&x->op->ctx, CTR_E_STATE,
                          "%s %s after the %s drawn without a decision is above the draw limit of "
                          "%s; name the approved change that it rests on",
                          money(x, x->amount), x->accounts[BUFFER].currency, money(x, before),
                          money(x, x->limit.value)));
}

static ctr_status check(struct moving *x)
{
    if (x->move->act == CTR_RISK_FUND) {
        return check_fund(x);
    }
    if (x->move->act == CTR_RISK_DRAW) {
        LC_TRY(x->move->decision ? check_decision(x) : CTR_OK);
        LC_TRY(check_limit(x));
    }
    return check_left(x);
}

/* --- the move --- */

static const char *why(const struct moving *x)
{
    return x->move->memo && *x->move->memo ? x->move->memo : lc_event_reason(x->op);
}

static ctr_status read_move(struct moving *x)
{
    struct lc_ctx *ctx = &x->op->ctx;
    const ctr_risk_move *m = x->move;
    const struct ctr_account *a = &x->accounts[BUFFER];

    if (m->decision && m->act != CTR_RISK_DRAW) {
        return refuse(x, "decision",
                      lc_fail(ctx, CTR_E_ARGUMENT, "only a draw rests on a decision, not a %s",
                              lc_word_name(lc_words_risk_act, m->act)));
    }
    if (!why(x)) {
        return refuse(x, "memo",
                      lc_fail(ctx, CTR_E_ARGUMENT,
                              "why the risk buffer is moved is needed: a reason, or a memo"));
    }
    if (!m->amount || lc_fixed_scaled(lc_str(m->amount), a->exponent, &x->amount) != LC_FIXED_OK ||
        x->amount <= 0) {
        return refuse(x, "amount",
                      lc_fail(ctx, CTR_E_ARGUMENT,
                              "the amount is '%.60s', wanted one in %s, above zero, with at most "
                              "%d decimals",
                              m->amount ? m->amount : "", a->currency, a->exponent));
    }
    return CTR_OK;
}

static ctr_status post(struct moving *x)
{
    static const int sides[][2] = {/* debit, credit */
                                   [CTR_RISK_FUND] = {BUFFER, FUND},
                                   [CTR_RISK_DRAW] = {DRAWN, BUFFER},
                                   [CTR_RISK_RELEASE] = {FUND, BUFFER}};
    struct lc_op *op = x->op;
    const ctr_risk_move *m = x->move;
    const struct ctr_version *v = &x->deal.policy.version;
    const int *side = sides[m->act];
    const char *accounts[] = {x->accounts[side[0]].name, x->accounts[side[1]].name};
    const int64_t amounts[] = {x->amount, -x->amount};
    const ctr_entry_spec spec = {
        .struct_size = sizeof spec,
        .flags = m->flags,
        .kind = CTR_ENTRY_RISK,
        .date = m->date,
        .key = m->key,
        .memo = why(x),
        .cause_kind = x->change ? "change" : "master",
        .cause_id =
            x->change ? x->change : lc_format(&op->ctx, "%s/%s@%s", v->team, v->name, v->label),
        .accounts = accounts,
        .amounts = amounts,
        .posting_count = 2,
        .evidence = m->evidence,
        .evidence_sha256 = m->evidence_sha256,
        .evidence_count = m->evidence_count,
    };
    struct lc_draft_entry draft;
    struct ctr_entry e;

    if (!spec.cause_id) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_draft_read(&op->ctx, &spec, lc_floor_div(op->ctx.now_us, LC_US_PER_DAY), &draft));
    LC_TRY(lc_ledger_post_internal(op, &x->book, &draft, 1, &e));
    x->out->act = lc_word_name(lc_words_risk_act, m->act);
    x->out->amount = money(x, x->amount);
    x->out->effective = lc_ledger_day(&op->ctx, e.effective_day);
    x->out->decision = x->change;
    x->out->seq = e.seq;
    x->out->repeated = e.repeated;
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

/* A key that is known is compared by the ledger: what was right then is not judged again. */
static ctr_status make(struct moving *x)
{
    struct ctr_entry e;
    bool known = false;

    LC_TRY(read_move(x));
    if (x->move->key) {
        LC_TRY(lc_entry_by_key(x->op, &x->book, x->move->key, &e, &known));
    }
    if (!known) {
        LC_TRY(check(x));
    } else if (x->move->decision) {
        x->change =
            lc_format(&x->op->ctx, "%s/%s/%s", x->contract.team, x->contract.name, change_id(x));
    }
    LC_TRY(x->op->ctx.error ? CTR_E_NOMEM : post(x));
    return load_accounts(x);
}

/* --- the answer --- */

static ctr_status remark(struct moving *x)
{
    struct lc_ctx *ctx = &x->op->ctx;
    const char **remarks = lc_new(ctx, REMARKS, sizeof *remarks);

    if (!remarks) {
        return CTR_E_NOMEM;
    }
    x->out->remarks = remarks;
    if (!x->set_aside.given) {
        remarks[x->out->remark_count++] = "the master sets nothing aside for risk";
    } else if (funded(x) > x->set_aside.value) {
        remarks[x->out->remark_count++] =
            lc_format(ctx, "%s is set aside, more than the %s of the master now",
                      money(x, funded(x)), money(x, x->set_aside.value));
    }
    if (!x->limit.given) {
        remarks[x->out->remark_count++] =
            "the master states no draw limit: no draw needs a decision";
    }
    return CTR_OK;
}

static ctr_status show(struct moving *x)
{
    struct ctr_risk *out = x->out;

    out->team = x->contract.team;
    out->name = x->contract.name;
    out->version = x->deal.policy.version.label;
    out->currency = x->accounts[BUFFER].currency;
    out->left = money(x, balance(x, BUFFER));
    out->funded = money(x, funded(x));
    out->drawn = money(x, balance(x, DRAWN));
    out->undecided = money(x, balance(x, DRAWN) - x->decided);
    out->set_aside = x->set_aside.given ? money(x, x->set_aside.value) : NULL;
    out->draw_limit = x->limit.given ? money(x, x->limit.value) : NULL;
    LC_TRY(remark(x));
    return x->op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_flow_risk(struct lc_op *op, const char *team, const char *name,
                        const ctr_risk_move *move, struct ctr_risk *out)
{
    struct moving x = {.op = op, .move = move, .out = out};

    *out = (struct ctr_risk){0};
    LC_TRY(load(&x, team, name));
    LC_TRY(move ? make(&x) : CTR_OK);
    return show(&x);
}
