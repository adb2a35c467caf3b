/* What the walk over a ledger keeps for the rooms that its entries come from. */
#include "flow/verify.h"

static struct lc_str key_of(const int64_t *seq)
{
    return lc_str_n((const char *)seq, sizeof *seq);
}

struct lc_cited *lc_cited_at(const struct lc_causes *x, int64_t seq)
{
    return lc_map_get(&x->by_seq, key_of(&seq));
}

const char *lc_cited_amount(const struct lc_causes *x, const struct lc_cited *c)
{
    const struct lc_posting *p = &c->postings[0];
    int exponent = lc_currency_exponent(lc_str(p->currency));
    const char *text = lc_ledger_amount(&x->op->ctx, p->amount, exponent < 0 ? 0 : exponent);

    return text ? lc_format(&x->op->ctx, "%s %s", text, p->currency) : NULL;
}

/* Names of accounts and currencies live as long as the walk; texts of an entry do not. */
static ctr_status keep(struct lc_causes *x, struct lc_cited_list *list, const struct ctr_entry *e)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_cited *c = lc_new(ctx, 1, sizeof *c);
    struct lc_posting *postings = lc_new(ctx, e->posting_count, sizeof *postings);

    if (!c || !postings) {
        return CTR_E_NOMEM;
    }
    memcpy(postings, e->postings, e->posting_count * sizeof *postings);
    *c = (struct lc_cited){.seq = e->seq,
                           .act = e->act,
                           .effective_day = e->effective_day,
                           .reverses = e->reverses,
                           .cause = lc_dup_c(ctx, e->cause_id),
                           .key = lc_dup_c(ctx, e->key),
                           .postings = postings,
                           .posting_count = e->posting_count};
    if (ctx->error) {
        return CTR_E_NOMEM;
    }
    *(list->last ? &list->last->next : &list->first) = c;
    list->last = c;
    return lc_map_set(ctx, &x->by_seq, key_of(&c->seq), c);
}

static ctr_status entry(void *user, struct lc_ledger_walk *w, const struct ctr_entry *e)
{
    struct lc_causes *x = user;

    if (e->kind == CTR_ENTRY_TARGET) {
        return strcmp(e->cause_kind, "change") == 0 ? keep(x, &x->targets, e) : CTR_OK;
    }
    if (e->act != CTR_ACT_POST && e->act != CTR_ACT_PEND) {
        return CTR_OK; /* what became of another one */
    }
    return strcmp(e->cause_kind, "assessment") == 0
               ? keep(x, &x->shares, e)
               : lc_ledger_fault(w, 12, e->seq, NULL,
                                 "its cause is of the kind '%.80s'; a share comes of an assessment",
                                 e->cause_kind);
}

static ctr_status end(void *user, struct lc_ledger_walk *w)
{
    struct lc_causes *x = user;

    x->w = w;
    LC_TRY(x->op->store->schema >= LC_SCHEMA_CHANGES ? lc_verify_targets(x) : CTR_OK);
    return lc_ledger_sound(w) && x->op->store->schema >= LC_SCHEMA_ASSESSMENTS ? lc_verify_shares(x)
                                                                               : CTR_OK;
}

ctr_status lc_flow_ledger_verify(struct lc_op *op, const struct ctr_ledger *book,
                                 struct ctr_ledger_report *out)
{
    struct lc_causes x = {.op = op, .book = book};
    const struct lc_ledger_rooms rooms = {&x, entry, end};

    return lc_ledger_verify(op, book, &rooms, out);
}
