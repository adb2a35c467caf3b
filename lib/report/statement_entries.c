/* The entries of a period, and what they tell of target and changes. */
#include "report/statement.h"

enum { PAGE = 250 };

bool lc_statement_counts(const struct ctr_entry *e)
{
    return e->act == CTR_ACT_POST || e->act == CTR_ACT_SETTLE || e->act == CTR_ACT_REVERSE ||
           e->act == CTR_ACT_RESTATE;
}

int64_t lc_statement_sum(const struct ctr_entry *e, const char *const names[LC_CHART_COUNT],
                         enum lc_chart which, const char *currency)
{
    int64_t sum = 0;

    for (size_t i = 0; i < e->posting_count; i++) {
        const struct lc_posting *p = &e->postings[i];
        const char *party;
        if (lc_chart_find(names, p->account, &party) == which &&
            strcmp(p->currency, currency) == 0) {
            sum += p->amount;
        }
    }
    return sum;
}

/* --- reading --- */

static ctr_status too_many(struct lc_stating *x)
{
    ctr_status status =
        lc_fail(&x->op->ctx, CTR_E_LIMIT,
                "more than %d entries are booked from %s to %s; wanted a shorter period",
                LC_STATEMENT_ENTRIES, x->out->from, x->out->until);
    lc_detail(&x->op->ctx, "field", "until");
    return status;
}

struct pile {
    struct ctr_entry *items;
    size_t count, room;
};

/* The entries of a page that the period holds; *more is false if it ends there. */
static ctr_status take_page(struct lc_stating *x, const struct ctr_entry_list *page,
                            struct pile *pile, bool *more)
{
    for (size_t i = 0; i < page->count; i++) {
        if (page->items[i].booked_day > x->out->until_day) {
            *more = false;
            return CTR_OK;
        }
        if (pile->count == LC_STATEMENT_ENTRIES) {
            return too_many(x);
        }
        if (pile->count == pile->room) {
            pile->items =
                lc_grow(&x->op->ctx, pile->items, pile->count, &pile->room, sizeof *pile->items);
            if (!pile->items) {
                return CTR_E_NOMEM;
            }
        }
        pile->items[pile->count++] = page->items[i];
    }
    *more = page->next != 0;
    return CTR_OK;
}

static ctr_status read_entries(struct lc_stating *x, struct pile *pile)
{
    int64_t day = x->out->from_day;
    int64_t after = 0;

    *pile = (struct pile){0};
    for (bool more = true; more;) {
        struct ctr_entry_list page;
        LC_TRY(lc_entry_find_by_day(x->op, &x->book, day, after, PAGE, &page));
        LC_TRY(take_page(x, &page, pile, &more));
        if (more) {
            day = pile->items[pile->count - 1].booked_day;
            after = pile->items[pile->count - 1].seq;
        }
    }
    return CTR_OK;
}

/* --- target --- */

static void put_move(struct lc_stating *x, struct lc_statement_move *to, const struct ctr_entry *e,
                     int64_t moved, int64_t target)
{
    struct lc_ctx *ctx = &x->op->ctx;

    *to = (struct lc_statement_move){.seq = e->seq,
                                     .effective = e->effective,
                                     .booked = e->booked,
                                     .cause_kind = e->cause_kind,
                                     .cause_id = e->cause_id,
                                     .memo = e->memo};
    to->amount = lc_ledger_amount(ctx, moved, x->out->exponent);
    to->target = lc_ledger_amount(ctx, target, x->out->exponent);
}

static ctr_status list_moves(struct lc_stating *x)
{
    struct ctr_statement *out = x->out;
    struct lc_statement_move *items = NULL;
    int64_t target = x->target_opening;
    size_t room = 0;

    for (size_t i = 0; i < out->entry_count; i++) {
        const struct ctr_entry *e = &out->entries[i];
        int64_t moved = lc_statement_counts(e)
                            ? lc_statement_sum(e, x->names, LC_CHART_TARGET, out->currency)
                            : 0;
        if (!moved) {
            continue;
        }
        if (out->move_count == room) {
            items = lc_grow(&x->op->ctx, items, out->move_count, &room, sizeof *items);
            if (!items) {
                return CTR_E_NOMEM;
            }
        }
        target += moved;
        put_move(x, &items[out->move_count++], e, moved, target);
    }
    out->moves = items;
    return CTR_OK;
}

/* --- changes --- */

static struct lc_statement_change *find_change(struct lc_statement_change *items, size_t count,
                                               const char *id)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(items[i].change, id) == 0) {
            return &items[i];
        }
    }
    return NULL;
}

static ctr_status list_changes(struct lc_stating *x)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct ctr_statement *out = x->out;
    struct lc_statement_change *items = NULL;
    size_t room = 0;

    for (size_t i = 0; i < out->entry_count; i++) {
        const struct ctr_entry *e = &out->entries[i];
        if (!e->cause_id || strcmp(e->cause_kind, "change") != 0 || !lc_statement_counts(e)) {
            continue;
        }
        struct lc_statement_change *c = find_change(items, out->change_count, e->cause_id);
        if (!c && out->change_count == room) {
            items = lc_grow(ctx, items, out->change_count, &room, sizeof *items);
            if (!items) {
                return CTR_E_NOMEM;
            }
        }
        if (!c) {
            c = &items[out->change_count++];
            *c = (struct lc_statement_change){.change = e->cause_id};
        }
        c->moved += lc_statement_sum(e, x->names, LC_CHART_TARGET, out->currency);
        c->spent += lc_statement_sum(e, x->names, LC_CHART_COST, out->currency);
    }
    for (size_t i = 0; i < out->change_count; i++) {
        struct lc_statement_change *c = &items[i];
        c->target = lc_ledger_amount(ctx, c->moved, out->exponent);
        c->cost = lc_ledger_amount(ctx, c->spent, out->exponent);
        c->variance = lc_ledger_amount(ctx, c->moved - c->spent, out->exponent);
    }
    out->changes = items;
    return CTR_OK;
}

ctr_status lc_statement_entries(struct lc_stating *x)
{
    struct ctr_statement *out = x->out;
    struct pile pile;

    LC_TRY(read_entries(x, &pile));
    LC_TRY(lc_entry_texts(&x->op->ctx, pile.items, pile.count));
    out->entries = pile.items;
    out->entry_count = pile.count;
    for (size_t i = 0; i < out->entry_count; i++) {
        out->late += pile.items[i].effective_day != pile.items[i].booked_day;
    }
    LC_TRY(list_moves(x));
    LC_TRY(list_changes(x));
    return x->op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}
