/*
 * Combinations: their sorts, their sizes, and as many members as possible matched with one of the
 * other edition that they fit.
 */
#include "spec/confluent/confluent.h"

enum { MOST_MEMBERS = 200, NOBODY = -1 };

struct edge {
    bool fits;
    struct lc_jc_list list;
};

struct match {
    struct edge *edges; /* a x b */
    size_t rows;
    size_t columns;
    int *mate; /* of each in b */
    bool *seen;
};

/* Someone for row `i`, even if others have to move. */
static bool find_mate(struct match *m, size_t i)
{
    for (size_t k = 0; k < m->columns; k++) {
        if (m->edges[i * m->columns + k].fits && !m->seen[k]) {
            m->seen[k] = true;
            if (m->mate[k] == NOBODY || find_mate(m, (size_t)m->mate[k])) {
                m->mate[k] = (int)i;
                return true;
            }
        }
    }
    return false;
}

static ctr_status compare_members(struct lc_jc_walk *w, const struct lc_jc_at *at,
                                  const struct lc_jc *a, const struct lc_jc *b, struct match *m)
{
    static const char *const words[] = {"allOf", "anyOf", "oneOf"};
    for (size_t i = 0; i < m->rows; i++) {
        struct lc_jc_at below = *at;
        below.path =
            lc_format(w->ctx, "%s/%s/%llu", at->path, words[a->sort], (unsigned long long)i);
        if (!below.path) {
            return CTR_E_NOMEM;
        }
        for (size_t k = 0; k < m->columns; k++) {
            struct edge *e = &m->edges[i * m->columns + k];
            LC_TRY(
                lc_jc_compare_apart(w, &below, a->members[i], b->members[k], &e->list, &e->fits));
        }
    }
    return CTR_OK;
}

static ctr_status match_members(struct lc_jc_walk *w, const struct lc_jc_at *at,
                                const struct lc_jc *a, const struct lc_jc *b, size_t *found)
{
    struct match m = {.rows = a->count, .columns = b->count};
    m.edges = lc_new(w->ctx, m.rows * m.columns + 1, sizeof *m.edges);
    m.mate = lc_new(w->ctx, m.columns + 1, sizeof *m.mate);
    m.seen = lc_new(w->ctx, m.columns + 1, sizeof *m.seen);
    if (!m.edges || !m.mate || !m.seen) {
        return CTR_E_NOMEM;
    }
    for (size_t k = 0; k < m.columns; k++) {
        m.mate[k] = NOBODY;
    }
    LC_TRY(compare_members(w, at, a, b, &m));
    *found = 0;
    for (size_t i = 0; i < m.rows; i++) {
        memset(m.seen, 0, m.columns * sizeof *m.seen);
        *found += find_mate(&m, i);
    }
    for (size_t k = 0; k < m.columns; k++) {
        if (m.mate[k] != NOBODY) {
            lc_jc_join(w->list, &m.edges[(size_t)m.mate[k] * m.columns + k].list);
        }
    }
    return CTR_OK;
}

/* Whether one sort may take the place of the other. */
static bool extends(const struct lc_jc *a, const struct lc_jc *b)
{
    if (b->sort == LC_JC_ANY || (a->count == 1 && b->count == 1)) {
        return true;
    }
    return b->sort == LC_JC_ONE && (a->sort == LC_JC_ALL || a->count == 1);
}

ctr_status lc_jc_combined(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_jc *a,
                          struct lc_jc *b)
{
    size_t fewer = a->count < b->count ? a->count : b->count;
    size_t found;
    if (a->sort != b->sort) {
        bool more = extends(a, b);
        LC_TRY(lc_jc_tell(
            w, more ? LC_RULE_JC_COMBINED_TYPE_EXTENDED : LC_RULE_JC_COMBINED_TYPE_CHANGED, at,
            NULL, a->node, b->node));
        if (!more) {
            return CTR_OK;
        }
    }
    if (a->count > MOST_MEMBERS || b->count > MOST_MEMBERS) {
        size_t most = a->count > b->count ? a->count : b->count;
        return lc_fail(w->ctx, CTR_E_LIMIT,
                       "a combination has %llu members; the profile confluent compares up to %d",
                       (unsigned long long)most, (int)MOST_MEMBERS);
    }
    if (a->count < b->count) {
        LC_TRY(lc_jc_tell(w,
                          b->sort == LC_JC_ALL ? LC_RULE_JC_PRODUCT_TYPE_EXTENDED
                                               : LC_RULE_JC_SUM_TYPE_EXTENDED,
                          at, NULL, a->node, b->node));
    } else if (a->count > b->count) {
        LC_TRY(lc_jc_tell(w,
                          a->sort == LC_JC_ALL ? LC_RULE_JC_PRODUCT_TYPE_NARROWED
                                               : LC_RULE_JC_SUM_TYPE_NARROWED,
                          at, NULL, a->node, b->node));
    }
    LC_TRY(match_members(w, at, a, b, &found));
    return found < fewer ? lc_jc_tell(w, LC_RULE_JC_COMBINED_TYPE_SUBSCHEMAS_CHANGED, at, NULL,
                                      a->node, b->node)
                         : CTR_OK;
}
