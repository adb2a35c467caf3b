/*
 * L11: the target moves by implemented changes. Each of them is held against the events that tell
 * of it, then against the entry that it posted, and that one against it: amount, currency, day.
 */
#include "base/time.h"
#include "codec/json_read.h"
#include "domain/change/change.h"
#include "flow/verify.h"

/* What the events say of a change, and its row. */
struct story {
    const char *name; /* "team/contract/CR-42"; NULL before an event told of it */
    int32_t state;
    int64_t implemented_us;               /* 0 = it was not */
    const char *amount, *currency, *date; /* as it was implemented */
    const char *now;                      /* the amount since then: nothing, once it was rejected */
    int64_t posted, reversed;             /* entries; 0 = none, or not told */
    const struct lc_change_move *row;
};

struct hearing {
    struct lc_causes *x;
    struct lc_map stories; /* by the id in lower case */
};

static ctr_status story_of(struct hearing *h, const char *id, struct story **out)
{
    struct lc_ctx *ctx = &h->x->op->ctx;
    const char *key = lc_lower(ctx, id);

    if (!key) {
        return CTR_E_NOMEM;
    }
    *out = lc_map_get(&h->stories, lc_str(key));
    if (*out) {
        return CTR_OK;
    }
    *out = lc_new(ctx, 1, sizeof **out);
    return *out ? lc_map_set(ctx, &h->stories, lc_str(key), *out) : CTR_E_NOMEM;
}

static const char *text_of(struct lc_ctx *ctx, const struct lc_value *body, const char *key)
{
    struct lc_str text = lc_text(lc_get(body, key));
    return text.ptr ? lc_dup(ctx, text) : NULL;
}

static ctr_status listen(void *user, const struct ctr_event *e)
{
    struct hearing *h = user;
    struct lc_ctx *ctx = &h->x->op->ctx;
    const char *cut = strrchr(e->subject, '/');
    const char *name = strchr(e->subject, ':');
    const struct lc_read_options options = {.file = "event"};
    struct story *s;
    struct lc_doc doc;

    if (strncmp(e->kind, "change.", 7) != 0 || !cut || !name) {
        return CTR_OK;
    }
    LC_TRY(story_of(h, cut + 1, &s));
    s->name = name + 1;
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    LC_TRY(lc_json_read(ctx, lc_str(e->body), &options, &doc));
    const char *state = text_of(ctx, doc.root, "state");
    if (state) {
        lc_word_parse(lc_words_change_state, state, &s->state);
    }
    if (strcmp(e->kind, lc_event_word(LC_EVENT_CHANGE_IMPLEMENTED)) == 0) {
        s->implemented_us = e->at_us;
        s->amount = s->now = text_of(ctx, doc.root, "target_amount");
        s->currency = text_of(ctx, doc.root, "target_currency");
        s->date = text_of(ctx, doc.root, "target_date");
        lc_int(lc_get(doc.root, "posted"), &s->posted);
        return ctx->error ? CTR_E_NOMEM : CTR_OK;
    }
    if (strcmp(e->kind, lc_event_word(LC_EVENT_CHANGE_DECIDED)) == 0) {
        const char *amount = text_of(ctx, doc.root, "target_amount");
        s->now = amount ? amount : s->now;
        lc_int(lc_get(doc.root, "reversed"), &s->reversed);
        return ctx->error ? CTR_E_NOMEM : CTR_OK;
    }
    lc_arena_release(&ctx->arena, mark); /* analyses are long, and nothing of them is wanted */
    return CTR_OK;
}

static ctr_status take_row(void *user, const struct lc_change_move *row)
{
    struct hearing *h = user;
    struct lc_change_move *copy = lc_new(&h->x->op->ctx, 1, sizeof *copy);
    struct story *s;

    if (!copy) {
        return CTR_E_NOMEM;
    }
    *copy = *row;
    LC_TRY(story_of(h, row->id_key, &s));
    s->row = copy;
    return CTR_OK;
}

/* --- a change and its events --- */

static const char *word_or_none(const char *word)
{
    return word ? word : "(none)";
}

static ctr_status compare_row(struct hearing *h, const struct story *s, const char *what)
{
    const struct lc_change_move *r = s->row;
    struct lc_ctx *ctx = &h->x->op->ctx;
    char is_at[LC_TIME_TEXT];
    char said_at[LC_TIME_TEXT];
    const struct {
        const char *name, *is, *said;
    } rows[] = {
        {"state", lc_word_name(lc_words_change_state, r->state),
         lc_word_name(lc_words_change_state, s->state)},
        {"implemented_at", r->implemented_us ? lc_time_format(r->implemented_us, is_at) : NULL,
         s->implemented_us ? lc_time_format(s->implemented_us, said_at) : NULL},
        {"target_amount", r->target_amount, s->now},
        {"target_currency", r->target_currency, s->currency},
        {"target_date", r->target_day != LC_TERM_ABSENT ? lc_ledger_day(ctx, r->target_day) : NULL,
         s->date},
    };

    if (ctx->error) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (lc_cstr_cmp(rows[i].is, rows[i].said) != 0) {
            return lc_ledger_fault(h->x->w, 11, 0, what,
                                   "its %s is '%.80s', but its events say '%.80s'", rows[i].name,
                                   word_or_none(rows[i].is), word_or_none(rows[i].said));
        }
    }
    return CTR_OK;
}

/* The entries that its events speak of are there, and are its own. */
static ctr_status find_entries(struct hearing *h, const struct story *s, const char *what)
{
    struct lc_ledger_walk *w = h->x->w;
    struct lc_cited *posted = s->posted ? lc_cited_at(h->x, s->posted) : NULL;
    struct lc_cited *back = s->reversed ? lc_cited_at(h->x, s->reversed) : NULL;

    if (s->posted && (!posted || lc_cstr_cmp(posted->cause, s->name) != 0)) {
        return lc_ledger_fault(w, 11, s->posted, what,
                               "entry %lld, which its events say moved the target, is none of its",
                               (long long)s->posted);
    }
    if (s->reversed && (!back || back->reverses != s->posted)) {
        return lc_ledger_fault(w, 11, s->reversed, what,
                               "entry %lld, which its events say took its move back, does not",
                               (long long)s->reversed);
    }
    if (back) {
        back->claimed = true;
    }
    return CTR_OK;
}

static ctr_status check_story(struct hearing *h, const struct story *s)
{
    const char *name = s->row ? s->row->name : s->name;
    bool carried = s->implemented_us || (s->row && s->row->implemented_us);

    if (!carried) {
        return CTR_OK;
    }
    const char *what = lc_format(&h->x->op->ctx, "change %s", name);
    if (!what) {
        return CTR_E_NOMEM;
    }
    if (!s->row || !s->name) {
        return lc_ledger_fault(h->x->w, 11, s->posted, what,
                               s->row
                                   ? "it was implemented, but no event tells of it"
                                   : "its events say that it was implemented, but it is missing");
    }
    LC_TRY(compare_row(h, s, what));
    return lc_ledger_sound(h->x->w) ? find_entries(h, s, what) : CTR_OK;
}

/* --- an entry and its change --- */

/* By what was told: the row is the same by now, but of what was taken back. */
static bool same_amount(const struct story *s, const struct lc_posting *p)
{
    int64_t said;

    return s->amount &&
           lc_fixed_scaled(lc_str(s->amount), lc_currency_exponent(lc_str(p->currency)), &said) ==
               LC_FIXED_OK &&
           said == p->amount &&
           (!s->currency || lc_str_eq_nocase(lc_str(s->currency), lc_str(p->currency)));
}

static ctr_status compare_move(struct hearing *h, const struct lc_cited *c, const struct story *s,
                               const char *id)
{
    const struct lc_change_move *r = s->row;
    struct lc_ledger_walk *w = h->x->w;
    struct lc_ctx *ctx = &h->x->op->ctx;
    const char *key = lc_format(ctx, "change:%s:target", id);

    if (!key) {
        return CTR_E_NOMEM;
    }
    if (lc_cstr_cmp(c->key, key) != 0) { /* keys are unique, so a change moves it once */
        return lc_ledger_fault(w, 11, c->seq, NULL,
                               "its key is '%.100s', not '%s', as that of a change is",
                               word_or_none(c->key), key);
    }
    if (!same_amount(s, &c->postings[0])) {
        const char *is = lc_cited_amount(h->x, c);
        return is ? lc_ledger_fault(w, 11, c->seq, NULL,
                                    "it moves the target by %s, not by the %s %s of '%.200s'", is,
                                    s->amount ? s->amount : "nothing",
                                    s->currency ? s->currency : "", c->cause)
                  : CTR_E_NOMEM;
    }
    if (c->effective_day != r->target_day) {
        const char *is = lc_ledger_day(ctx, c->effective_day);
        const char *said =
            r->target_day == LC_TERM_ABSENT ? "no day" : lc_ledger_day(ctx, r->target_day);
        return is && said ? lc_ledger_fault(w, 11, c->seq, NULL,
                                            "it moves the target from %s, but '%.200s' from %s", is,
                                            c->cause, said)
                          : CTR_E_NOMEM;
    }
    return CTR_OK;
}

static ctr_status check_cited(struct hearing *h, const struct lc_cited *c)
{
    struct lc_ledger_walk *w = h->x->w;
    const char *cut = strrchr(c->cause, '/');
    const char *id = cut ? cut + 1 : c->cause;
    const char *key = lc_lower(&h->x->op->ctx, id);

    if (!key) {
        return CTR_E_NOMEM;
    }
    const struct story *s = lc_map_get(&h->stories, lc_str(key));
    const struct lc_change_move *r = s ? s->row : NULL;
    if (!r || !r->implemented_us || strcmp(r->name, c->cause) != 0) {
        return lc_ledger_fault(w, 11, c->seq, NULL,
                               "its cause '%.200s' is no change that was implemented", c->cause);
    }
    if (c->act == CTR_ACT_POST) {
        return compare_move(h, c, s, id);
    }
    return c->claimed ? CTR_OK
                      : lc_ledger_fault(w, 11, c->seq, NULL,
                                        "it takes back what '%.200s' moved the target by, but no "
                                        "rejection of that change tells of it",
                                        c->cause);
}

ctr_status lc_verify_targets(struct lc_causes *x)
{
    struct hearing h = {.x = x};

    LC_TRY(lc_change_each_move(x->op, x->book->contract_rid, take_row, &h));
    if (!h.stories.count && !x->targets.first) {
        return CTR_OK; /* a ledger without changes is not to look for their events */
    }
    LC_TRY(lc_event_each_imported(x->op, x->book->contract_rid, listen, &h));
    LC_TRY(lc_event_each_own(x->op, x->book->contract_rid, "change.", listen, &h));
    for (size_t i = 0; i < h.stories.room && lc_ledger_sound(x->w); i++) {
        const struct story *s = h.stories.slots[i].value;
        LC_TRY(s ? check_story(&h, s) : CTR_OK);
    }
    for (const struct lc_cited *c = x->targets.first; c && lc_ledger_sound(x->w); c = c->next) {
        LC_TRY(check_cited(&h, c));
    }
    return CTR_OK;
}
