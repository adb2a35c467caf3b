/* The walk over what statements of work depend on. */
#include "flow/sow_needs.h"

enum { FRESH, OPEN, DONE };
enum { DEEPEST = 512 };

/* The way down to the one at hand. */
struct way {
    struct lc_need *at[DEEPEST];
    size_t count;
};

size_t lc_need_at(const struct lc_need *of, const char *id)
{
    size_t at = 0;

    while (at < of->count && !lc_str_eq_nocase(lc_str(of->needs[at]), lc_str(id))) {
        at++;
    }
    return at;
}

/* The one of that id, NULL if there is none. */
static ctr_status find(struct lc_need_walk *w, const char *id, struct lc_need **out)
{
    char *key = lc_lower(w->ctx, id);
    bool found = false;

    *out = key ? lc_map_get(&w->seen, lc_str(key)) : NULL;
    if (!key || *out) {
        return key ? CTR_OK : CTR_E_NOMEM;
    }
    struct lc_need *n = lc_new(w->ctx, 1, sizeof *n);
    if (!n) {
        return CTR_E_NOMEM;
    }
    LC_TRY(w->asker->look(w->asker->user, id, n, &found));
    if (!found) {
        return CTR_OK;
    }
    *out = n;
    return lc_map_set(w->ctx, &w->seen, lc_str(key), n);
}

/* The way comes back to `to`. */
static ctr_status close_circle(struct lc_need_walk *w, const struct way *way,
                               const struct lc_need *to)
{
    const char *text = to->id;
    size_t first = way->count;

    do {
        text = lc_format(w->ctx, "%s -> %s", way->at[--first]->id, text);
    } while (text && way->at[first] != to);
    return text ? w->asker->circle(w->asker->user, way->at + first, way->count - first, text)
                : CTR_E_NOMEM;
}

static ctr_status go_down(struct lc_need_walk *w, struct way *way, struct lc_need *n)
{
    if (way->count == DEEPEST) {
        return lc_fail(w->ctx, CTR_E_LIMIT,
                       "'%s': more than %d statements of work depend on one another in a row",
                       way->at[0]->id, DEEPEST);
    }
    n->mark = OPEN;
    way->at[way->count++] = n;
    return CTR_OK;
}

/* The next thing that the last one of the way needs. */
static ctr_status step(struct lc_need_walk *w, struct way *way)
{
    struct lc_need *n = way->at[way->count - 1];
    struct lc_need *to;

    if (n->next == n->count) {
        n->mark = DONE;
        way->count--;
        return CTR_OK;
    }
    size_t at = n->next++;
    LC_TRY(find(w, n->needs[at], &to));
    if (!to) {
        return w->asker->missing(w->asker->user, n, at);
    }
    return to->mark == FRESH  ? go_down(w, way, to)
           : to->mark == OPEN ? close_circle(w, way, to)
                              : CTR_OK;
}

ctr_status lc_need_walk_from(struct lc_need_walk *w, const char *id)
{
    struct way *way = lc_new(w->ctx, 1, sizeof *way);
    struct lc_need *first;

    LC_TRY(way ? find(w, id, &first) : CTR_E_NOMEM);
    if (!first || first->mark != FRESH) {
        return CTR_OK;
    }
    LC_TRY(go_down(w, way, first));
    while (way->count) {
        LC_TRY(step(w, way));
    }
    return CTR_OK;
}
