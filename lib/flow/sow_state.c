/* What a statement of work has come to: verdict, acceptance, price, what was edited too late. */
#include "flow/sow_price.h"

#include "base/date.h"
#include "terms/measure.h"

static bool known(int64_t value)
{
    return value != LC_TERM_ABSENT;
}

static const char *day(struct lc_ctx *ctx, int64_t value)
{
    char text[LC_DATE_TEXT];
    return known(value) ? lc_dup_c(ctx, lc_date_format(value, text)) : NULL;
}

static int64_t today(const struct lc_op *op)
{
    return op->ctx.now_us / LC_US_PER_DAY;
}

/* ---- findings ---- */

static ctr_status remark(struct lc_op *op, struct ctr_sow *s, const char *text)
{
    if (!text) {
        return CTR_E_NOMEM;
    }
    s->findings =
        lc_grow(&op->ctx, s->findings, s->finding_count, &s->finding_room, sizeof *s->findings);
    if (!s->findings) {
        return CTR_E_NOMEM;
    }
    s->findings[s->finding_count++] = text;
    return CTR_OK;
}

static const struct lc_backlog_item *item_of(const struct lc_sow *sow, const char *id)
{
    for (size_t i = 0; i < sow->backlog_count; i++) {
        if (strcmp(sow->backlog[i].id, id) == 0) {
            return &sow->backlog[i];
        }
    }
    return NULL;
}

/* Was it in the backlog on the first day? */
static bool in_baseline(const struct lc_sow *sow, const struct lc_backlog_item *it)
{
    int64_t start = sow->dates.start;
    bool came = !known(it->added) || !known(start) || it->added <= start;
    bool stayed = !known(it->removed) || !known(start) || it->removed > start;
    return came && stayed;
}

static ctr_status check_baseline(struct lc_op *op, struct lc_sow_file *f)
{
    struct lc_ctx *ctx = &op->ctx;
    const struct lc_sow *was = &f->frozen_sow;
    const struct lc_sow *now = &f->sow;

    for (size_t i = 0; i < was->backlog_count; i++) {
        const struct lc_backlog_item *b = &was->backlog[i];
        const struct lc_backlog_item *n = item_of(now, b->id);
        if (in_baseline(was, b) && !n) {
            LC_TRY(remark(op, &f->out,
                          lc_format(ctx,
                                    "backlog item '%s' of the baseline is gone; say when with "
                                    "'removed', it counts all the same",
                                    b->id)));
        } else if (n && in_baseline(was, b) && n->size != b->size && !known(n->changed)) {
            LC_TRY(remark(op, &f->out,
                          lc_format(ctx,
                                    "backlog item '%s' of the baseline has another size; say "
                                    "when with 'changed', it counts all the same",
                                    b->id)));
        }
    }
    for (size_t i = 0; i < now->backlog_count; i++) {
        const struct lc_backlog_item *n = &now->backlog[i];
        const struct lc_backlog_item *b = item_of(was, n->id);
        if (!b && in_baseline(now, n)) {
            LC_TRY(remark(op, &f->out,
                          lc_format(ctx,
                                    "backlog item '%s' is not in the baseline that was frozen; "
                                    "say when it came with 'added', it counts as added",
                                    n->id)));
        }
    }
    return CTR_OK;
}

static bool differs(const char *a, const char *b)
{
    return (a == NULL) != (b == NULL) || (a && strcmp(a, b) != 0);
}

static ctr_status check_hypothesis(struct lc_op *op, struct lc_sow_file *f)
{
    const struct lc_hypothesis *was = &f->frozen_sow.hypothesis;
    const struct lc_hypothesis *now = &f->sow.hypothesis;
    const struct {
        const char *name;
        bool moved;
    } terms[] = {
        {"text", differs(was->text, now->text)},
        {"metric", differs(was->metric, now->metric)},
        {"baseline", differs(was->baseline, now->baseline)},
        {"target", differs(was->target, now->target)},
        {"method", differs(was->method, now->method)},
        {"owner", differs(was->owner, now->owner)},
        {"due", was->due != now->due},
    };
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        if (terms[i].moved) {
            LC_TRY(remark(op, &f->out,
                          lc_format(&op->ctx,
                                    "'%s' of the value hypothesis was edited after the "
                                    "start; that of version %s rules",
                                    terms[i].name, f->frozen_version.label)));
        }
    }
    if (f->frozen_sow.dates.start != f->sow.dates.start) {
        return remark(op, &f->out,
                      "the first day was edited after the start; the baseline stays "
                      "that of the first one");
    }
    return CTR_OK;
}

/* ---- the verdict ---- */

const struct ctr_sow_measure *lc_sow_measured(const struct ctr_sow *s, const char *of)
{
    const struct ctr_sow_measure *last = NULL;
    for (size_t i = 0; of && i < s->measure_count; i++) {
        const struct ctr_sow_measure *m = &s->measures[i];
        /* the latest day counts, and of one day what was recorded last */
        if (m->of && m->on && strcmp(m->of, of) == 0 && (!last || strcmp(m->on, last->on) >= 0)) {
            last = m;
        }
    }
    return last;
}

static bool number(const char *text, int64_t *out)
{
    return text && lc_fixed_parse(lc_str(text), out) == LC_FIXED_OK;
}

static void judge(struct lc_sow_belief *h, const struct ctr_sow_measure *m)
{
    struct lc_measure promise;
    int64_t value, low, high;
    const char *text = h->target ? h->target : h->text;

    h->verdict = LC_SOW_INCONCLUSIVE;
    if (!text || !lc_measure_parse(lc_str(text), &promise)) {
        h->why = "the target holds no number to be met or missed";
        return;
    }
    if (!number(m->value, &value)) {
        h->why = "what was measured is no number";
        return;
    }
    bool met = lc_measure_met(&promise, value);
    bool wide = number(m->low, &low) && number(m->high, &high);
    if (wide && (lc_measure_met(&promise, low) != met || lc_measure_met(&promise, high) != met)) {
        h->why = "the interval of the measurement holds values that meet the target and others "
                 "that miss it";
        return;
    }
    h->verdict = met ? LC_SOW_MET : LC_SOW_NOT_MET;
}

static void say_hypothesis(struct lc_op *op, struct lc_sow_file *f)
{
    const struct lc_hypothesis *h = f->frozen ? &f->frozen_sow.hypothesis : &f->sow.hypothesis;
    struct lc_sow_belief *out = &f->out.hypothesis;

    *out = (struct lc_sow_belief){.text = h->text,
                                  .metric = h->metric,
                                  .baseline = h->baseline,
                                  .target = h->target,
                                  .method = h->method,
                                  .owner = h->owner,
                                  .due = day(&op->ctx, h->due)};
    if (!h->text && !h->metric && !h->target) {
        return;
    }
    const struct ctr_sow_measure *m = lc_sow_measured(&f->out, h->metric);
    if (m) {
        judge(out, m);
        return;
    }
    out->verdict = LC_SOW_NOT_MEASURED;
    out->overdue = known(h->due) && h->due < today(op);
}

/* ---- acceptance and price ---- */

/* The acceptance that counts: of that criterion, of the words that it has now. */
static const struct lc_sow_accepted *acceptance(const struct lc_sow_file *f,
                                                const struct lc_acceptance *c)
{
    const struct lc_sow_accepted *last = NULL;
    for (size_t i = 0; i < f->accepted_count; i++) {
        const struct lc_sow_accepted *a = &f->accepted[i];
        if (a->criterion && strcmp(a->criterion, c->id) == 0 && !differs(a->text, c->description)) {
            last = a;
        }
    }
    return last;
}

/* Where it names none, that of a master with a price per iteration. */
static ctr_status say_price(struct lc_op *op, struct lc_sow_file *f)
{
    struct ctr_sow *s = &f->out;

    s->price = f->sow.price;
    s->currency = f->sow.currency;
    return s->price ? CTR_OK : lc_sow_price_by_default(op, f, &s->price, &s->currency);
}

static ctr_status say_criteria(struct lc_op *op, struct lc_sow_file *f)
{
    struct ctr_sow *s = &f->out;
    size_t accepted = 0;

    s->criterion_count = f->sow.criterion_count;
    s->criteria = lc_new(&op->ctx, s->criterion_count + 1, sizeof *s->criteria);
    if (!s->criteria) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < s->criterion_count; i++) {
        const struct lc_acceptance *c = &f->sow.criteria[i];
        const struct lc_sow_accepted *a = acceptance(f, c);
        s->criteria[i] = (struct ctr_sow_criterion){
            .id = c->id, .description = c->description, .evidence = c->evidence};
        if (a) {
            s->criteria[i].accepted = 1;
            s->criteria[i].proof = a->evidence;
            s->criteria[i].sha256 = a->sha256;
            s->criteria[i].party = a->party;
            s->criteria[i].actor = a->actor;
            s->criteria[i].remark = a->remark;
            s->criteria[i].at_us = a->at_us;
            accepted++;
        }
    }
    LC_TRY(say_price(op, f));
    s->price_due = s->price && s->criterion_count && accepted == s->criterion_count;
    return CTR_OK;
}

ctr_status lc_sow_say(struct lc_op *op, struct lc_sow_file *f)
{
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_sow *s = &f->out;
    const struct lc_sow_dates *dates = f->frozen ? &f->frozen_sow.dates : &f->sow.dates;

    s->team = f->contract.team;
    s->name = f->contract.name;
    s->version = f->version.label;
    s->title = f->sow.title;
    s->start = day(ctx, dates->start);
    s->end = day(ctx, f->sow.dates.end);
    s->finding_count = 0;
    if (f->frozen) {
        s->frozen_version = f->frozen_version.label;
        s->frozen_us = f->frozen_us;
        LC_TRY(check_baseline(op, f));
        LC_TRY(check_hypothesis(op, f));
    }
    say_hypothesis(op, f);
    LC_TRY(say_criteria(op, f));
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

/* ---- slices, volatility ---- */

ctr_status lc_sow_ranked(struct lc_op *op, struct lc_sow_file *f, struct ctr_ranking *out)
{
    for (size_t i = 0; i < f->sow.slice_count; i++) {
        const struct ctr_sow_measure *m = lc_sow_measured(&f->out, f->sow.slices[i].id);
        if (m) {
            f->sow.slices[i].realised = m->value;
        }
    }
    return lc_sow_rank(&op->ctx, &f->sow, out);
}

/* A date of the edition if it lies behind the first day, else the day that shows it. */
static int64_t after(int64_t given, int64_t start, int64_t seen)
{
    return known(given) && given > start ? given : seen;
}

static void merge(struct lc_sow_file *f, struct lc_backlog *all)
{
    int64_t start = f->frozen_sow.dates.start;
    int64_t seen = f->version.activated_us / LC_US_PER_DAY;

    seen = seen > start ? seen : start + 1;
    for (size_t i = 0; i < f->frozen_sow.backlog_count; i++) {
        const struct lc_backlog_item *b = &f->frozen_sow.backlog[i];
        const struct lc_backlog_item *n = item_of(&f->sow, b->id);
        struct lc_backlog_item *it = &all->items[all->count];
        if (!in_baseline(&f->frozen_sow, b)) {
            continue;
        }
        *it = *b;
        it->added = it->changed = it->removed = LC_TERM_ABSENT;
        if (!n || known(n->removed)) {
            it->removed = after(n ? n->removed : LC_TERM_ABSENT, start, seen);
        }
        if (n && (n->size != b->size || (known(n->changed) && n->changed > start))) {
            it->changed = after(n->changed, start, seen);
        }
        all->count++;
    }
    for (size_t i = 0; i < f->sow.backlog_count; i++) {
        const struct lc_backlog_item *n = &f->sow.backlog[i];
        const struct lc_backlog_item *b = item_of(&f->frozen_sow, n->id);
        if (!b || !in_baseline(&f->frozen_sow, b)) {
            struct lc_backlog_item *it = &all->items[all->count++];
            *it = *n;
            it->added = after(n->added, start, seen);
        }
    }
}

ctr_status lc_sow_volatility_of(struct lc_op *op, struct lc_sow_file *f, struct ctr_volatility *out)
{
    struct lc_backlog all = {.count = 0};
    struct lc_sow sow = f->sow;

    if (!f->frozen) {
        return lc_sow_volatility(&op->ctx, &f->sow, NULL, out);
    }
    all.items =
        lc_new(&op->ctx, f->sow.backlog_count + f->frozen_sow.backlog_count + 1, sizeof *all.items);
    if (!all.items) {
        return CTR_E_NOMEM;
    }
    merge(f, &all);
    sow.dates.start = f->frozen_sow.dates.start;
    return lc_sow_volatility(&op->ctx, &sow, &all, out);
}

/* ---- what is due ---- */

ctr_status lc_sow_due(struct lc_op *op, const char *team, const char *after_key, size_t limit,
                      struct ctr_sow_list *out)
{
    struct lc_contract_query query = {.team = team,
                                      .type = CTR_TYPE_SOW,
                                      .state = CTR_STATE_ACTIVE,
                                      .after = after_key,
                                      .limit = 100};
    struct ctr_version_list page;
    struct ctr_sow *items = lc_new(&op->ctx, limit, sizeof *items);

    *out = (struct ctr_sow_list){.items = items};
    if (!items) {
        return CTR_E_NOMEM;
    }
    do {
        LC_TRY(lc_contract_list(op, &query, &page));
        for (size_t i = 0; i < page.count; i++) {
            struct lc_sow_file *f = lc_new(&op->ctx, 1, sizeof *f);
            if (!f) {
                return CTR_E_NOMEM;
            }
            LC_TRY(lc_sow_load(op, page.items[i].team, page.items[i].name, f));
            LC_TRY(lc_sow_say(op, f));
            LC_TRY(f->out.price_due ? lc_sow_bill_say(op, f) : CTR_OK);
            if (f->out.price_due && out->count == limit) {
                out->next = query.after;
                return CTR_OK;
            }
            if (f->out.price_due) {
                items[out->count++] = f->out;
            }
            query.after = page.items[i].key;
        }
    } while (page.next);
    return CTR_OK;
}
