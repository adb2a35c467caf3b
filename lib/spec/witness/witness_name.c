/*
 * Names of properties that no schema names: such as a pattern matches, or as nothing says anything
 * of. Of several the one that shows most: that both sides let be a name, and that meets what is
 * asked for alone.
 */
#include "spec/witness/witness.h"

enum { MOST_VALUES = 12, OTHERS = 8, VARIANTS = 4, LONGEST_PAD = 16 };

struct lc_str lc_wextra_name(struct lc_witness *w, unsigned i)
{
    static const char *const names[] = {"extra", "x", "a", "1", "A", "x-extra"};
    enum { NAMES = sizeof names / sizeof names[0] };
    const char *text = i < NAMES ? names[i] : lc_format(w->ctx, "extra%u", i);
    return text ? lc_str(text) : lc_str_n(NULL, 0);
}

/* By the view's propertyNames. */
ctr_status lc_wname_allowed(struct lc_view *v, struct lc_str name, bool *out)
{
    struct lc_value text = lc_wtext(name);
    *out = true;
    for (size_t i = 0; i < v->more->names.count && *out; i++) {
        struct lc_view *view;
        enum lc_answer answer;
        LC_TRY(lc_view_of_node(v->side, v->more->names.at[i], &view));
        LC_TRY(lc_view_accepts(view, &text, &answer));
        *out = answer != LC_FAILS;
    }
    return CTR_OK;
}

/* Names that the view's propertyNames give. */
ctr_status lc_wnames_of(struct lc_witness *w, struct lc_view *v, struct lc_view *other,
                        struct lc_wlist *out)
{
    for (size_t i = 0; i < v->more->names.count; i++) {
        struct lc_view *view;
        struct lc_view *there = v;
        LC_TRY(lc_view_of_node(v->side, v->more->names.at[i], &view));
        if (other->more->names.count) {
            LC_TRY(lc_view_of_node(other->side, other->more->names.at[0], &there));
        }
        struct lc_wlist list = {.most = MOST_VALUES, .view = view};
        LC_TRY(view->loop ? CTR_OK : lc_wstrings(w, view, there, &list));
        for (size_t k = 0; k < view->values.count && k < MOST_VALUES; k++) {
            LC_TRY(lc_wpush(w, &list, view->values.at[k].value));
        }
        for (size_t k = 0; k < list.count; k++) {
            LC_TRY(list.at[k].kind == LC_STRING ? lc_wpush(w, out, &list.at[k]) : CTR_OK);
        }
    }
    return CTR_OK;
}

/* ---- which name shows most */

struct wanted {
    struct lc_witness *w;
    struct lc_view *both[2];
    struct lc_str pattern; /* that it matches; ptr NULL: none */
    struct lc_str best;
    unsigned worth; /* of the best */
};

enum { ALL = 15 };

/* A pattern that is not the wanted one matches it. */
static ctr_status matches_more(const struct wanted *n, struct lc_view *v, struct lc_str name,
                               bool *out)
{
    *out = false;
    for (size_t i = 0; i < v->objects.count; i++) {
        const struct lc_value *map = v->objects.at[i].patterns;
        for (uint32_t k = 0; lc_is(map, LC_OBJECT) && k < map->count && !*out; k++) {
            const struct lc_str key = lc_key(&map->members[k]);
            if (!n->pattern.ptr || !lc_str_eq(key, n->pattern)) {
                LC_TRY(lc_charge(v->side, 50));
                *out = lc_pattern_match(v->side->ctx, key, name) != 0;
            }
        }
    }
    return v->side->ctx->error ? ctr_error_status(v->side->ctx->error) : CTR_OK;
}

/* Who refuses the name says nothing of its value, nor is one to be blamed alone where several
 * schemas hold for it. */
static ctr_status consider(struct wanted *n, struct lc_str name)
{
    const bool declared = lc_view_names(n->both[0], name) || lc_view_names(n->both[1], name);
    int match = 1;
    unsigned worth = 1;
    if (n->worth == ALL || (declared && !n->pattern.ptr)) {
        return CTR_OK;
    }
    if (n->pattern.ptr) {
        LC_TRY(lc_charge(n->both[0]->side, 50));
        match = lc_pattern_match(n->w->ctx, n->pattern, name);
    }
    for (int i = 0; i < 2 && match; i++) {
        bool allowed;
        bool more;
        LC_TRY(lc_wname_allowed(n->both[i], name, &allowed));
        LC_TRY(matches_more(n, n->both[i], name, &more));
        match = allowed || i ? match : 0;
        worth += (allowed && i ? 8U : 0) + !more;
    }
    worth += (match > 0 ? 2U : 0) + (declared ? 0 : 2U);
    if (n->w->ctx->error) {
        return ctr_error_status(n->w->ctx->error);
    }
    if (match && worth > n->worth) {
        n->worth = worth;
        n->best = name;
    }
    return CTR_OK;
}

static ctr_status consider_all(struct wanted *n)
{
    struct lc_wlist names = {.most = OTHERS};
    for (unsigned i = 0; i < OTHERS && n->worth < ALL; i++) {
        struct lc_str name = lc_wextra_name(n->w, i);
        LC_TRY(name.ptr ? consider(n, name) : CTR_E_NOMEM);
    }
    names.most += MOST_VALUES;
    LC_TRY(n->worth < ALL ? lc_wnames_of(n->w, n->both[0], n->both[1], &names) : CTR_OK);
    for (size_t i = 0; i < names.count; i++) {
        LC_TRY(consider(n, lc_raw(&names.at[i])));
    }
    return CTR_OK;
}

/* Made of the pattern, as it is and longer. */
static ctr_status consider_made(struct wanted *n)
{
    static const unsigned repeats[] = {1, 2, 0, 4, 9};
    for (unsigned i = 0; i < VARIANTS * 5 && n->worth < ALL; i++) {
        struct lc_str text;
        LC_TRY(lc_charge(n->both[0]->side, 4));
        LC_TRY(lc_wpattern(n->w->ctx, n->pattern, i / 5, repeats[i % 5], &text));
        if (!text.ptr) {
            return CTR_OK;
        }
        LC_TRY(consider(n, text));
        for (int pad = 1; pad <= LONGEST_PAD && n->worth < ALL && i % 5 == 0; pad *= 2) {
            const char *longer =
                lc_format(n->w->ctx, "%.*s%.*s", (int)text.len, text.ptr, pad, "aaaaaaaaaaaaaaaa");
            LC_TRY(longer ? consider(n, lc_str(longer)) : CTR_E_NOMEM);
        }
    }
    return CTR_OK;
}

ctr_status lc_wother_name(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                          struct lc_str pattern, struct lc_str *out)
{
    struct wanted n = {.w = w, .both = {accepts, refuses}, .pattern = pattern};
    LC_TRY(pattern.ptr ? consider_made(&n) : CTR_OK);
    LC_TRY(consider_all(&n));
    *out = n.best;
    return CTR_OK;
}

ctr_status lc_wrefused_name(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                            struct lc_str *out)
{
    *out = lc_str_n(NULL, 0);
    for (unsigned i = 0; i < OTHERS && refuses->more->names.count && !out->ptr; i++) {
        const struct lc_str name = lc_wextra_name(w, i);
        bool taken;
        bool allowed;
        if (!name.ptr) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_wname_allowed(accepts, name, &taken));
        LC_TRY(lc_wname_allowed(refuses, name, &allowed));
        *out = taken && !allowed ? name : *out;
    }
    return CTR_OK;
}
