/*
 * Looking for a witness: values at the place of a difference, each in the smallest document that
 * holds it, until the validator takes one by one edition and refuses it by the other. It costs what
 * it may and no more; a search that comes to an end without one says nothing.
 */
#include "spec/witness/witness.h"

/* Mostly one of the first few will do. */
enum { FEW_VALUES = 4, MOST_VALUES = 64, MOST_TEXT = 16 * 1024 };

/* So many documents are tried for a better witness than the first. */
enum { MOST_BETTER = 6 };

/* Of one search, and of all in one comparison: there is something for small documents, and more for
 * large ones. */
static const uint64_t most_each = UINT64_C(20) * 1000;
static const uint64_t most_small = UINT64_C(100) * 1000;

static ctr_status open(struct lc_schema_memo *m)
{
    struct lc_witness *w = lc_new(m->ctx, 1, sizeof *w);
    if (!w) {
        return CTR_E_NOMEM;
    }
    w->m = m;
    w->ctx = m->ctx;
    lc_arena_init(&w->scratch, &m->ctx->alloc);
    w->most = most_small + (m->c->old_bundle->bytes + m->c->new_bundle->bytes) / 2;
    LC_TRY(lc_wchecker_open(m, &w->checker));
    m->witness = w;
    return CTR_OK;
}

void lc_witness_end(struct lc_schema_memo *m)
{
    if (m && m->witness) {
        lc_wchecker_end(m->witness->checker);
        lc_arena_free(&m->witness->scratch);
    }
}

/* ---- from the place of the difference to the document */

/* A witness that may be refused for what another finding is about. */
struct spare {
    const char *text; /* NULL: none */
    const struct lc_value *value;
    unsigned tries; /* for a better one */
};

struct search {
    struct lc_witness *w;
    const struct lc_wask *ask;
    int accepts; /* the side that does */
    struct spare *spare;
};

static struct lc_view *accepting(const struct search *s, const struct lc_wstep *step)
{
    return step->view[s->accepts];
}

static struct lc_view *refusing(const struct search *s, const struct lc_wstep *step)
{
    return step->view[!s->accepts];
}

/* Choices, and what was left when they were taken out, stand at the place of the whole. */
static const struct lc_wstep *whole_of(const struct search *s, const struct lc_wstep *step)
{
    while (step > s->ask->steps && step[-1].frame.kind == (enum lc_part_kind)LC_HERE) {
        step--;
    }
    return step;
}

/* Into one that both sides take, whatever they choose from. */
static ctr_status embed_in_whole(const struct search *s, struct lc_view *a, struct lc_view *b,
                                 struct lc_str key, struct lc_value *value, bool *made)
{
    const struct lc_value *sample;
    LC_TRY(lc_wsample(s->w, a, b, &sample));
    *made = lc_is(sample, LC_OBJECT);
    return *made ? lc_wwith(s->w, sample, key, value, value) : CTR_OK;
}

/* Into a value of the views of `of`, which stand where `step` does. */
static ctr_status embed(const struct search *s, const struct lc_wstep *step,
                        const struct lc_wstep *of, struct lc_value *value, bool *made)
{
    struct lc_view *a = accepting(s, of);
    struct lc_view *b = refusing(s, of);
    const struct lc_value inner = *value;
    struct lc_str name;
    switch ((int)step->frame.kind) {
    case LC_PART_KEY:
        return of == step ? lc_wembed_key(s->w, a, b, step->frame.text, &inner, value, made)
                          : embed_in_whole(s, a, b, step->frame.text, value, made);
    case LC_PART_MAP:
        LC_TRY(lc_wother_name(s->w, a, b, step->frame.text, &name));
        *made = name.ptr != NULL;
        return *made ? lc_wembed_key(s->w, a, b, name, &inner, value, made) : CTR_OK;
    case LC_PART_TUPLE:
        return lc_wembed_item(s->w, a, b, step->frame.index, &inner, value, made);
    case LC_PART_ITEM:
        return lc_wembed_item(s->w, a, b, SIZE_MAX, &inner, value, made);
    default:
        return CTR_OK;
    }
}

/* The document around the value, made of the wholes or of what was compared. *same: of the latter
 * it would be the same. *good: there is one. */
static ctr_status wrap(const struct search *s, bool wholes, struct lc_value *document, bool *same,
                       bool *good)
{
    *same = *good = true;
    for (size_t i = s->ask->count - 1; i > 0 && *good; i--) {
        const struct lc_wstep *step = &s->ask->steps[i - 1];
        const struct lc_wstep *of = wholes ? whole_of(s, step) : step;
        *same = *same && (of == step || step->frame.kind == (enum lc_part_kind)LC_HERE);
        LC_TRY(embed(s, step, of, document, good));
    }
    return CTR_OK;
}

static ctr_status text_of(const struct search *s, const struct lc_value *document, const char **out)
{
    *out = lc_cmp_json(s->w->ctx, document, MOST_TEXT);
    if (s->w->ctx->error) {
        return CTR_E_NOMEM;
    }
    s->w->m->work.done += *out ? strlen(*out) / 8 : 0;
    return CTR_OK;
}

/* *out stays NULL unless the document, around the value, is a witness, and the best one or none of
 * many others is better than the first. */
static ctr_status try_document(const struct search *s, struct lc_value document,
                               const struct lc_value *value, const char **out)
{
    struct lc_work *work = &s->w->m->work;
    struct spare *spare = s->spare;
    uint64_t steps = 0;
    enum lc_wgood good;
    uint64_t left = work->most > work->done ? work->most - work->done : 1;
    LC_TRY(lc_wcheck(s->w->checker, s->ask, &document, left, &steps, &good));
    work->done += steps;
    if (good == LC_WBEST) {
        LC_TRY(text_of(s, &document, out));
        return *out ? lc_wkeep(s->w, value, s->ask->known) : CTR_OK;
    }
    if (good == LC_WGOOD && !spare->text) {
        LC_TRY(text_of(s, &document, &spare->text));
        LC_TRY(spare->text ? lc_wkeep(s->w, value, &spare->value) : CTR_OK);
    }
    if (spare->text && ++spare->tries > MOST_BETTER) {
        *out = spare->text;
        *s->ask->known = spare->value;
    }
    return CTR_OK;
}

static ctr_status try_value(const struct search *s, const struct lc_value *value, const char **out)
{
    for (int wholes = 0; wholes < 2 && !*out; wholes++) {
        struct lc_value document = *value;
        bool same;
        bool good;
        LC_TRY(wrap(s, wholes == 1, &document, &same, &good));
        if (good && (wholes == 0 || !same)) {
            LC_TRY(try_document(s, document, value, out));
        }
    }
    return CTR_OK;
}

/* ---- values at the place */

static ctr_status list_values(const struct search *s, const struct lc_wstep *at,
                              struct lc_wlist *out)
{
    const struct lc_wstep *last = &s->ask->steps[s->ask->count - 1];
    struct lc_view *a = accepting(s, at);
    struct lc_view *b = refusing(s, at);
    struct lc_str name;
    switch ((int)last->frame.kind) {
    case LC_PART_KEY:
        return lc_wobjects_at(s->w, a, b, last->frame.text, out);
    case LC_PART_MAP:
        LC_TRY(lc_wother_name(s->w, a, b, last->frame.text, &name));
        return name.ptr ? lc_wobjects_at(s->w, a, b, name, out) : CTR_OK;
    case LC_PART_TUPLE:
        return lc_warrays_at(s->w, a, b, last->frame.index, out);
    case LC_PART_ITEM:
        return lc_warrays_at(s->w, a, b, SIZE_MAX, out);
    default:
        return lc_wvalues(s->w, a, b, out);
    }
}

/* First what the other side surely refuses, then what it may. */
static ctr_status try_values(const struct search *s, const struct lc_wlist *list, const char **out)
{
    struct lc_view *b = refusing(s, &s->ask->steps[s->ask->count - 1]);
    enum lc_answer *answers = lc_wnew(s->w, list->count + 1, sizeof *answers);
    if (!answers) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < list->count; i++) {
        LC_TRY(lc_view_accepts(b, &list->at[i], &answers[i]));
    }
    for (int wanted = LC_FAILS; wanted >= LC_HOLDS; wanted--) {
        for (size_t i = 0; i < list->count && !*out; i++) {
            if ((int)answers[i] == wanted) {
                LC_TRY(try_value(s, &list->at[i], out));
            }
        }
    }
    return CTR_OK;
}

/* Values of a whole: where a property is asked for, one that both sides take with that changed. */
static ctr_status whole_values(const struct search *s, const struct lc_wstep *at,
                               struct lc_wlist *out)
{
    const struct lc_wstep *last = &s->ask->steps[s->ask->count - 1];
    struct lc_view *a = accepting(s, at);
    struct lc_view *b = refusing(s, at);
    const struct lc_value *sample;
    if (last->frame.kind != LC_PART_KEY) {
        return list_values(s, at, out);
    }
    LC_TRY(lc_wsample(s->w, a, b, &sample));
    return lc_is(sample, LC_OBJECT) ? lc_wobjects_from(s->w, a, b, sample, last->frame.text, out)
                                    : CTR_OK;
}

static ctr_status search_at(const struct search *s, const struct lc_wstep *at, size_t most,
                            const char **out)
{
    bool whole = at < &s->ask->steps[s->ask->count - 1];
    struct lc_wlist list = {.most = most, .view = accepting(s, at)};
    ctr_status status = whole ? whole_values(s, at, &list) : list_values(s, at, &list);
    if (list.count) {
        struct lc_work *work = &s->w->m->work;
        const uint64_t most_tries = work->done + most_each / 2;
        status = status == CTR_E_LIMIT ? lc_wforgive(s->w->ctx, status) : status;
        work->most = work->most > most_tries ? work->most : most_tries; /* they can be tried */
    }
    LC_TRY(status);
    return try_values(s, &list, out);
}

/* Where a condition is the cause: values on which it decides. What that costs, half of a search at
 * most, is not taken from what else there is to be looked at. */
static ctr_status search_condition(const struct search *s, const struct lc_wstep *last,
                                   const char **out)
{
    struct lc_work *work = &s->w->m->work;
    struct lc_wlist list = {.most = MOST_VALUES, .view = accepting(s, last)};
    if (last->frame.kind != (enum lc_part_kind)LC_HERE || !lc_get(s->ask->cause, "if")) {
        return CTR_OK;
    }
    const uint64_t before = work->done;
    const uint64_t most = work->most;
    work->most = most < before + most_each / 2 ? most : before + most_each / 2;
    ctr_status status =
        lc_wcondition(s->w, accepting(s, last), refusing(s, last), s->ask->cause, &list);
    work->most = most + (work->done - before);
    LC_TRY(status == CTR_E_LIMIT ? lc_wforgive(s->w->ctx, status) : status);
    return try_values(s, &list, out);
}

static ctr_status search(const struct search *s, const char **out)
{
    const struct lc_wstep *last = &s->ask->steps[s->ask->count - 1];
    s->w->depth = 0;
    s->w->cut = false;
    if (*s->ask->known) {
        LC_TRY(try_value(s, *s->ask->known, out));
    }
    if (*out) {
        return CTR_OK;
    }
    LC_TRY(search_condition(s, last, out));
    for (size_t most = FEW_VALUES; most <= MOST_VALUES && !*out; most *= 16) {
        LC_TRY(search_at(s, last, most, out));
    }
    for (const struct lc_wstep *at = last; at > whole_of(s, last) && !*out; at--) {
        LC_TRY(search_at(s, at - 1, MOST_VALUES, out));
    }
    return CTR_OK;
}

ctr_status lc_witness_find(struct lc_schema_memo *m, const struct lc_wask *ask, const char **out)
{
    *out = NULL;
    LC_TRY(m->witness ? CTR_OK : open(m));
    struct lc_witness *w = m->witness;
    if (w->spent >= w->most || (ask->caused && !ask->cause)) {
        return CTR_OK;
    }
    struct spare spare = {NULL, NULL, 0};
    const struct search s = {w, ask, ask->way == LC_SUB ? 0 : 1, &spare};
    uint64_t before = m->work.done;
    uint64_t most = m->work.most;
    uint64_t left = w->most - w->spent;
    const uint64_t each = ask->again ? most_each / 4 : most_each;
    m->work.most = before + (left < each ? left : each);
    ctr_status status = search(&s, out);
    if (!*out && spare.text) {
        *out = spare.text;
        *ask->known = spare.value;
    }
    lc_arena_free(&w->scratch);
    uint64_t cost = m->work.done - before;
    w->spent += cost;
    m->work.most = most + cost; /* the comparison itself may go on as far as without */
    m->work.spent = false;
    return lc_wforgive(m->ctx, status);
}
