/* A decision as a record in the layout of MADR. */
#include "codec/json_read.h"
#include "flow/change.h"

/* A text being put together. */
struct draft {
    struct lc_ctx *ctx;
    const char *text; /* NULL = nothing yet; stays NULL without memory */
    bool full;        /* no memory */
};

static void add(struct draft *d, const char *before, const char *text)
{
    const char *plain = text ? lc_adr_plain(d->ctx, text) : NULL;
    if (!text || !*text || d->full) {
        return;
    }
    const char *all =
        plain ? lc_format(d->ctx, "%s%s%s", d->text ? d->text : "", d->text ? before : "", plain)
              : NULL;
    d->full = !all;
    d->text = all;
}

static void add_item(struct draft *d, const char *text)
{
    const char *plain = text ? lc_adr_plain(d->ctx, text) : NULL;
    if (!text || d->full) {
        return;
    }
    const char *all =
        plain ? lc_format(d->ctx, "%s%s* %s", d->text ? d->text : "", d->text ? "\n" : "", plain)
              : NULL;
    d->full = !all;
    d->text = all;
}

/* One line: breaks would end a list item or a title. */
static const char *one_line(struct lc_ctx *ctx, const char *text)
{
    char *copy = text ? lc_dup_c(ctx, text) : NULL;
    for (char *c = copy; c && *c; c++) {
        *c = *c == '\n' || *c == '\r' || *c == '\t' ? ' ' : *c;
    }
    return copy;
}

/* ---- what was decided ---- */

static int32_t status_of(const struct ctr_decision *d)
{
    if (!d || d->state != LC_DECISION_DECIDED) {
        return LC_ADR_PROPOSED;
    }
    return d->outcome == LC_OUTCOME_APPROVED   ? LC_ADR_ACCEPTED
           : d->outcome == LC_OUTCOME_REJECTED ? LC_ADR_REJECTED
                                               : LC_ADR_DEFERRED;
}

/* Who voted with effect, else who decided, else who is to decide. */
static ctr_status makers(struct lc_op *op, const struct ctr_decision *d, struct lc_adr_items *out)
{
    *out = (struct lc_adr_items){NULL, 0, 0};
    for (size_t i = 0; d && i < d->vote_count; i++) {
        const struct lc_vote_row *v = &d->votes[i];
        if (v->live && v->counted) {
            LC_TRY(lc_adr_add(&op->ctx, out, lc_str(v->party)));
        }
    }
    const char *one = !d ? NULL : d->decided_by ? d->decided_by : d->approver;
    return one && !out->count ? lc_adr_add(&op->ctx, out, lc_str(one)) : CTR_OK;
}

static ctr_status links(struct lc_op *op, const struct ctr_change *h, struct ctr_adr *a)
{
    const struct lc_change_links *l = &h->links[LC_LINK_SUPERSEDES - 1];
    struct lc_adr_items *out = &a->lists[LC_ADR_SUPERSEDES];

    for (size_t i = 0; i < l->count; i++) {
        bool there = false;
        for (size_t j = 0; j < out->count; j++) {
            there = there || strcmp(out->at[j], l->items[i]) == 0;
        }
        LC_TRY(there ? CTR_OK : lc_adr_add(&op->ctx, out, lc_str(l->items[i])));
    }
    LC_TRY(lc_change_superseded_by(op, h, &a->superseded_by));
    if (a->superseded_by) {
        a->status = LC_ADR_SUPERSEDED;
    }
    return CTR_OK;
}

/* What the store knows rules over what the record says of it. */
static ctr_status facts(struct lc_op *op, const struct ctr_change *h, struct ctr_adr *a)
{
    const struct ctr_decision *d = h->decision;
    struct lc_adr_items who;
    int64_t us = !d ? h->created_us : d->decided_us ? d->decided_us : d->requested_us;

    a->status = status_of(d);
    a->superseded_by = NULL;
    a->date = lc_day_text(&op->ctx, lc_day_at(us));
    if (!a->date) {
        return CTR_E_NOMEM;
    }
    LC_TRY(makers(op, d, &who));
    if (who.count) {
        a->lists[LC_ADR_MAKERS] = who;
    }
    return links(op, h, a);
}

/* ---- what it says without a record ---- */

static ctr_status load_memo(struct lc_op *op, const struct ctr_change *h,
                            const struct lc_change_request *r, struct lc_context_memo *out)
{
    struct lc_doc *doc = lc_new(&op->ctx, 1, sizeof *doc);
    struct lc_terms terms;
    const struct lc_read_options options = {.file = "context memo"};

    *out = r->memo;
    if (!doc) {
        return CTR_E_NOMEM;
    }
    if (!h->decision || !h->decision->memo) {
        return CTR_OK;
    }
    *out = (struct lc_context_memo){0};
    LC_TRY(lc_json_read(&op->ctx, lc_str(h->decision->memo), &options, doc));
    return lc_terms_read(&op->ctx, doc, doc->root, &lc_record_memo, out, &terms);
}

static void consequences(struct lc_ctx *ctx, const struct ctr_change *h,
                         const struct lc_change_request *r, const struct lc_context_memo *memo,
                         struct draft *d)
{
    const struct {
        const char *what, *text;
    } rows[] = {{"Value", r->impact.value},
                {"Operations", r->impact.operations},
                {"Quality", r->impact.quality}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].text) {
            add_item(d, lc_format(ctx, "%s: %s", rows[i].what, one_line(ctx, rows[i].text)));
        }
    }
    if (h->target_amount) {
        add_item(d, lc_format(ctx, "The target moves by %s%s%s from %s", h->target_amount,
                              h->target_currency ? " " : "",
                              h->target_currency ? h->target_currency : "", h->target_date));
    }
    for (size_t i = 0; i < memo->follow_up_count; i++) {
        const struct lc_follow_up *f = &memo->follow_ups[i];
        add_item(d, lc_format(ctx, "%s (%s, until %s)", one_line(ctx, f->action), f->owner,
                              lc_day_text(ctx, f->due)));
    }
}

static ctr_status compose(struct lc_op *op, const struct ctr_change *h, struct ctr_adr *a)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_change_request r;
    struct lc_context_memo memo;
    struct draft parts[LC_ADR_PARTS];
    const struct ctr_decision *d = h->decision;

    LC_TRY(lc_change_request_now(op, h, &r));
    LC_TRY(load_memo(op, h, &r, &memo));
    for (int i = 0; i < LC_ADR_PARTS; i++) {
        parts[i] = (struct draft){ctx, NULL, false};
    }
    a->title = h->summary ? one_line(ctx, h->summary) : lc_format(ctx, "Change %s", h->id);
    add(&parts[LC_ADR_CONTEXT], "\n\n", memo.problem);
    add(&parts[LC_ADR_CONTEXT], "\n\n", memo.evidence);
    for (size_t i = 0; i < memo.alternative_count; i++) {
        add_item(&parts[LC_ADR_OPTIONS], one_line(ctx, memo.alternatives[i]));
    }
    if (memo.decision && memo.alternative_count) {
        add_item(&parts[LC_ADR_OPTIONS], one_line(ctx, memo.decision));
    }
    add(&parts[LC_ADR_OUTCOME], "\n\n", memo.decision);
    add(&parts[LC_ADR_OUTCOME], "\n\n", d ? d->reason : NULL);
    consequences(ctx, h, &r, &memo, &parts[LC_ADR_CONSEQUENCES]);
    for (int i = 0; i < LC_ADR_PARTS; i++) {
        a->parts[i] = parts[i].text;
        if (parts[i].text) {
            LC_TRY(lc_adr_list_items(ctx, parts[i].text, &a->items[i]));
        }
    }
    a->others = lc_new(ctx, 1, sizeof *a->others);
    if (!a->others) {
        return CTR_E_NOMEM;
    }
    const char *word =
        h->change_class ? lc_word_name(lc_words_change_class, h->change_class) : NULL;
    const char *about =
        lc_format(ctx, "Change %s, asked for by %s%s%s.", h->name, one_line(ctx, h->requester),
                  word ? "; class " : "", word ? word : "");
    a->others[0] = (struct lc_adr_section){"More Information", about, 2};
    a->other_count = 1;
    return ctx->error || !about || !a->title ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_flow_decision_adr(struct lc_op *op, const struct ctr_change *h, struct ctr_adr *out)
{
    *out = (struct ctr_adr){0};
    if (h->decision && h->decision->adr) {
        LC_TRY(lc_adr_read(&op->ctx, lc_str(h->decision->adr), h->name, out));
    } else {
        LC_TRY(compose(op, h, out));
    }
    LC_TRY(facts(op, h, out));
    return lc_adr_write(&op->ctx, out);
}
