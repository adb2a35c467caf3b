/*
 * Replay of statements of work: what the journal says was frozen, accepted and posted, against the
 * editions and the ledger that are there.
 */
#include "base/date.h"
#include "codec/json_read.h"
#include "flow/sow_price.h"
#include "report/replay.h"

struct hearing {
    struct lc_op *op;
    struct ctr_report *report;
    const struct lc_contract *contract;
    int64_t frozen; /* how often; only the first one counts */
};

static void differ(struct hearing *x, const char *version, const char *what, const char *is,
                   const char *said)
{
    if (lc_cstr_cmp(is, said) != 0) {
        lc_report_problem(x->report, "replay",
                          "contract:%s@%s: %s is '%.100s', but its events say "
                          "'%.100s'",
                          x->contract->key, version, what, is ? is : "(none)",
                          said ? said : "(none)");
    }
}

static const char *member(struct lc_ctx *ctx, const struct lc_doc *doc, const char *key)
{
    struct lc_str text = lc_text(lc_get(doc->root, key));
    return text.ptr ? lc_dup(ctx, text) : NULL;
}

/* The edition that an event is about; *found is false, and that is told, if it is not there. */
static ctr_status edition(struct hearing *x, const struct lc_doc *body, const char *kind,
                          struct lc_sow_file *f, bool *found)
{
    const char *label = member(&x->op->ctx, body, "version");

    *found = false;
    LC_TRY(label ? lc_version_by_label(x->op, x->contract->rid, label, &f->version, found)
           : x->op->ctx.error ? CTR_E_NOMEM
                              : CTR_OK);
    *found = *found && f->version.format == CTR_FORMAT_SOW;
    if (!*found) {
        lc_report_problem(x->report, "replay",
                          "contract:%s: %s tells of version '%.100s', which is no edition of it",
                          x->contract->key, kind, label ? label : "(none)");
        return CTR_OK;
    }
    return lc_sow_document(x->op, &f->version, &f->doc, &f->sow);
}

/* ---- frozen ---- */

static ctr_status compare_items(struct hearing *x, const struct lc_sow_file *f,
                                const struct lc_value *baseline)
{
    struct lc_ctx *ctx = &x->op->ctx;
    char size[LC_FIXED_TEXT];
    size_t said = lc_is(baseline, LC_OBJECT) ? baseline->count : 0;

    for (size_t i = 0; i < f->sow.backlog_count; i++) {
        const struct lc_backlog_item *it = &f->sow.backlog[i];
        struct lc_str text = lc_text(lc_get(baseline, it->id));
        const char *what = lc_format(ctx, "the size of backlog item '%s'", it->id);
        const char *was = text.ptr ? lc_dup(ctx, text) : NULL;
        if (!what || ctx->error) {
            return CTR_E_NOMEM;
        }
        differ(x, f->version.label, what, lc_fixed_text(it->size, size), was);
    }
    if (said != f->sow.backlog_count) {
        lc_report_problem(x->report, "replay",
                          "contract:%s@%s: %zu backlog items are there, but %zu were frozen",
                          x->contract->key, f->version.label, f->sow.backlog_count, said);
    }
    return CTR_OK;
}

static ctr_status hear_frozen(struct hearing *x, const struct lc_doc *body, const char *kind)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_sow_file *f = lc_new(ctx, 1, sizeof *f);
    char day[LC_DATE_TEXT];
    bool found;

    if (x->frozen++) {
        return CTR_OK;
    }
    LC_TRY(f ? edition(x, body, kind, f, &found) : CTR_E_NOMEM);
    if (!found) {
        return CTR_OK;
    }
    const struct lc_sow *sow = &f->sow;
    const char *label = f->version.label;
    bool begins = sow->dates.start != LC_TERM_ABSENT;
    differ(x, label, "the document", f->version.document_sha256, member(ctx, body, "sha256"));
    differ(x, label, "the first day", begins ? lc_date_format(sow->dates.start, day) : NULL,
           member(ctx, body, "start"));
    differ(x, label, "the metric", sow->hypothesis.metric, member(ctx, body, "metric"));
    differ(x, label, "the target",
           sow->hypothesis.target ? sow->hypothesis.target : sow->hypothesis.text,
           member(ctx, body, "target"));
    return compare_items(x, f, lc_get(body->root, "baseline"));
}

/* ---- accepted ---- */

static ctr_status hear_accepted(struct hearing *x, const struct lc_doc *body, const char *kind)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_sow_file *f = lc_new(ctx, 1, sizeof *f);
    const char *id = member(ctx, body, "criterion");
    bool found;

    LC_TRY(f && !ctx->error ? edition(x, body, kind, f, &found) : CTR_E_NOMEM);
    for (size_t i = 0; found && id && i < f->sow.criterion_count; i++) {
        const struct lc_acceptance *c = &f->sow.criteria[i];
        if (strcmp(c->id, id) == 0) {
            differ(x, f->version.label, "an accepted criterion", c->description,
                   member(ctx, body, "text"));
            return ctx->error ? CTR_E_NOMEM : CTR_OK;
        }
    }
    if (found) {
        lc_report_problem(x->report, "replay",
                          "contract:%s@%s: criterion '%.100s' was accepted, and is none of it",
                          x->contract->key, f->version.label, id ? id : "(none)");
    }
    return CTR_OK;
}

/* ---- posted ---- */

/* The entry, in the ledger of a master that may be in another store. */
static ctr_status find_entry(struct hearing *x, const struct lc_doc *body,
                             const struct ctr_version *v, struct ctr_entry *e, bool *known,
                             bool *found)
{
    struct lc_op *op = x->op;
    const char *master = member(&op->ctx, body, "master");
    const char *key = lc_sow_price_key(&op->ctx, v);
    struct lc_contract c;
    struct ctr_ledger book;

    *known = *found = false;
    if (op->ctx.error || !master) {
        return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
    }
    LC_TRY(lc_contract_find(op, x->contract->team, master, &c, known));
    if (!*known) {
        return CTR_OK;
    }
    LC_TRY(lc_ledger_find(op, &c, &book, found));
    return *found ? lc_entry_by_key(op, &book, key, e, found) : CTR_OK;
}

static ctr_status hear_posted(struct hearing *x, const struct lc_doc *body, const char *kind)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_sow_file *f = lc_new(ctx, 1, sizeof *f);
    struct ctr_entry e;
    int64_t n = 0;
    bool known, found;

    LC_TRY(f ? edition(x, body, kind, f, &found) : CTR_E_NOMEM);
    if (!found) {
        return CTR_OK;
    }
    LC_TRY(find_entry(x, body, &f->version, &e, &known, &found));
    if (!known) {
        return CTR_OK;
    }
    lc_int(lc_get(body->root, "entry"), &n);
    if (!found || e.seq != n || !e.posting_count) {
        lc_report_problem(
            x->report, "replay",
            "contract:%s@%s: its price was posted as entry %lld, and there is no such "
            "entry of it",
            x->contract->key, f->version.label, (long long)n);
        return CTR_OK;
    }
    const char *currency = e.postings[0].currency;
    differ(x, f->version.label, "what was posted",
           lc_ledger_amount(ctx, e.postings[0].amount, lc_currency_exponent(lc_str(currency))),
           member(ctx, body, "amount"));
    differ(x, f->version.label, "the currency of what was posted", currency,
           member(ctx, body, "currency"));
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

/* ---- the journal ---- */

static ctr_status listen(void *user, const struct ctr_event *e)
{
    static const struct {
        enum lc_event_kind kind;
        ctr_status (*hear)(struct hearing *x, const struct lc_doc *body, const char *kind);
    } rows[] = {
        {LC_EVENT_SOW_FROZEN, hear_frozen},
        {LC_EVENT_SOW_ACCEPTED, hear_accepted},
        {LC_EVENT_SOW_POSTED, hear_posted},
    };
    const struct lc_read_options options = {.file = "event"};
    struct hearing *x = user;
    struct lc_doc doc;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *kind = lc_event_word(rows[i].kind);
        if (strcmp(e->kind, kind) == 0) {
            LC_TRY(lc_json_read(&x->op->ctx, lc_str(e->body), &options, &doc));
            return rows[i].hear(x, &doc, kind);
        }
    }
    return CTR_OK;
}

ctr_status lc_replay_sows(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c)
{
    struct hearing x = {.op = op, .report = r, .contract = c};
    const struct lc_event_query own = {
        .contract_rid = c->rid, .kind = "sow.", .limit = 100, .keep = true};

    if (c->type != CTR_TYPE_SOW || op->store->schema < LC_SCHEMA_LEDGERS) {
        return CTR_OK;
    }
    LC_TRY(lc_event_each_imported(op, c->rid, listen, &x));
    return lc_event_each(op, &own, listen, &x);
}
