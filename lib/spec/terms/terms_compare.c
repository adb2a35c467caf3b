/* Comparing governing documents: points by their paths, rules by what moves when a term does. */
#include "spec/terms/terms.h"

#include "terms/master.h"

enum movement { ADDED, CHANGED, REMOVED };

/* The rules of one format for one effect, by movement. */
struct effect_row {
    enum lc_term_effect effect;
    enum lc_rule_id master[3];
    enum lc_rule_id sow[3];
};

#define ROW(EFFECT, NAME)                                                                          \
    {                                                                                              \
        LC_EFFECT_##EFFECT,                                                                        \
            {LC_RULE_MASTER_##NAME##_ADDED, LC_RULE_MASTER_##NAME##_CHANGED,                       \
             LC_RULE_MASTER_##NAME##_REMOVED},                                                     \
        {                                                                                          \
            LC_RULE_SOW_##NAME##_ADDED, LC_RULE_SOW_##NAME##_CHANGED, LC_RULE_SOW_##NAME##_REMOVED \
        }                                                                                          \
    }

static const struct effect_row effects[] = {
    ROW(MONEY, MONEY),
    ROW(RIGHT, RIGHT),
    ROW(DUTY, DUTY),
};
#undef ROW

/* Lists whose elements are more than their terms: coming and going have rules of their own. */
static const struct {
    const char *key;
    ctr_format format;
    enum lc_rule_id added, removed;
} lists[] = {
    {"parties", CTR_FORMAT_MASTER, LC_RULE_MASTER_PARTY_ADDED, LC_RULE_MASTER_PARTY_REMOVED},
    {"decision_rights", CTR_FORMAT_MASTER, LC_RULE_MASTER_DECISION_RIGHT_ADDED,
     LC_RULE_MASTER_DECISION_RIGHT_REMOVED},
    {"stop_the_line_triggers", CTR_FORMAT_MASTER, LC_RULE_MASTER_TRIGGER_ADDED,
     LC_RULE_MASTER_TRIGGER_REMOVED},
    {"slos", CTR_FORMAT_MASTER, LC_RULE_MASTER_SLO_ADDED, LC_RULE_MASTER_SLO_REMOVED},
    {"collaboration_slos", CTR_FORMAT_MASTER, LC_RULE_MASTER_SLO_ADDED, LC_RULE_MASTER_SLO_REMOVED},
    {"acceptance_criteria", CTR_FORMAT_SOW, LC_RULE_SOW_CRITERION_ADDED,
     LC_RULE_SOW_CRITERION_REMOVED},
    {"deliverables", CTR_FORMAT_SOW, LC_RULE_SOW_DELIVERABLE_ADDED,
     LC_RULE_SOW_DELIVERABLE_REMOVED},
};

struct terms_cmp {
    struct lc_cmp *c;
    ctr_format format;
    const struct lc_terms *terms[2]; /* by ctr_side */
};

/* One difference: a point, or an element with all its points. */
struct difference {
    const char *path;
    const struct lc_term *term;
    enum movement movement;
    const struct lc_term_point *point[2]; /* NULL: none on that side */
};

static enum lc_rule_id text_rule(const struct terms_cmp *t)
{
    return t->format == CTR_FORMAT_MASTER ? LC_RULE_MASTER_TEXT_CHANGED : LC_RULE_SOW_TEXT_CHANGED;
}

/* A number that binds harder the smaller (CAP) or the larger (FLOOR) it is. */
static enum lc_rule_id limit_rule(const struct difference *d)
{
    static const enum lc_rule_id rules[2][4] = {
        {LC_RULE_MASTER_LIMIT_ADDED, LC_RULE_MASTER_LIMIT_REMOVED, LC_RULE_MASTER_LIMIT_TIGHTENED,
         LC_RULE_MASTER_LIMIT_LOOSENED},
        {LC_RULE_MASTER_THRESHOLD_ADDED, LC_RULE_MASTER_THRESHOLD_REMOVED,
         LC_RULE_MASTER_THRESHOLD_TIGHTENED, LC_RULE_MASTER_THRESHOLD_LOOSENED},
    };
    const struct lc_term *first = lc_record_thresholds.terms;
    bool threshold = d->term >= first && d->term < first + lc_record_thresholds.count;
    int64_t older = 0;
    int64_t newer = 0;
    if (d->movement != CHANGED) {
        return rules[threshold][d->movement == REMOVED];
    }
    lc_fixed_parse(lc_str(d->point[CTR_SIDE_OLD]->value), &older);
    lc_fixed_parse(lc_str(d->point[CTR_SIDE_NEW]->value), &newer);
    bool smaller = newer < older;
    bool tighter = smaller == (d->term->effect == LC_EFFECT_CAP);
    return rules[threshold][tighter ? 2 : 3];
}

static enum lc_rule_id rule_of(const struct terms_cmp *t, const struct difference *d)
{
    for (size_t i = 0; d->movement != CHANGED && i < sizeof lists / sizeof lists[0]; i++) {
        bool list = d->term->kind == LC_TERM_RECORDS || d->term->kind == LC_TERM_PAIRS;
        if (list && lists[i].format == t->format && strcmp(lists[i].key, d->term->key) == 0) {
            return d->movement == ADDED ? lists[i].added : lists[i].removed;
        }
    }
    if (d->term->effect == LC_EFFECT_CAP || d->term->effect == LC_EFFECT_FLOOR) {
        return limit_rule(d);
    }
    for (size_t i = 0; i < sizeof effects / sizeof effects[0]; i++) {
        if (effects[i].effect == d->term->effect) {
            return t->format == CTR_FORMAT_MASTER ? effects[i].master[d->movement]
                                                  : effects[i].sow[d->movement];
        }
    }
    return text_rule(t);
}

/* ---- saying it ---- */

static const char *shown(struct lc_ctx *ctx, const struct lc_term_point *p)
{
    size_t size = strlen(p->value);
    size_t n = size < 80 ? size : 80;
    while (n && n < size && ((unsigned char)p->value[n] & 0xC0) == 0x80) {
        n--;
    }
    return lc_format(ctx, "'%.*s%s'%s", (int)n, p->value, n < size ? "…" : "",
                     p->given ? "" : " (by default)");
}

static const char *message_of(struct lc_ctx *ctx, const struct difference *d)
{
    const struct lc_term_point *one = d->point[d->movement == ADDED ? CTR_SIDE_NEW : CTR_SIDE_OLD];
    const char *word = d->movement == ADDED ? "added" : "removed";
    if (d->movement == CHANGED) {
        const char *older = shown(ctx, d->point[CTR_SIDE_OLD]);
        const char *newer = shown(ctx, d->point[CTR_SIDE_NEW]);
        return older && newer ? lc_format(ctx, "%s changed from %s to %s: %s", d->term->key, older,
                                          newer, d->term->about)
                              : NULL;
    }
    bool element = d->term->kind == LC_TERM_RECORDS || !one || !*one->value;
    const char *value = element ? NULL : shown(ctx, one);
    if (element) {
        return lc_format(ctx, "%s '%s' was %s: %s", d->term->key, strrchr(d->path, '/') + 1, word,
                         d->term->about);
    }
    return value ? lc_format(ctx, "%s %s was %s: %s", d->term->key, value, word, d->term->about)
                 : NULL;
}

/* Where a point is written; a default is written nowhere. */
static ctr_status place_of(const struct terms_cmp *t, int side, const struct difference *d,
                           const struct lc_place **out)
{
    const struct lc_term_point *p = d->point[side];
    struct lc_node node = {t->terms[side]->doc, p ? p->node : NULL};
    return lc_cmp_place(t->c, node, out);
}

static ctr_status report(const struct terms_cmp *t, const struct difference *d)
{
    const struct lc_rule *rule;
    struct lc_ready r = {.rule = rule_of(t, d), .part = d->path};
    const struct lc_term_point *older = d->point[CTR_SIDE_OLD];
    const struct lc_term_point *newer = d->point[CTR_SIDE_NEW];
    rule = lc_rule(r.rule);
    bool backward =
        rule->direction == CTR_DIRECTION_BACKWARD || rule->direction == CTR_DIRECTION_BOTH;
    bool forward =
        rule->direction == CTR_DIRECTION_FORWARD || rule->direction == CTR_DIRECTION_BOTH;
    r.backward = backward ? rule->level : CTR_LEVEL_INFO;
    r.forward = forward ? rule->level : CTR_LEVEL_INFO;
    r.message = message_of(t->c->ctx, d);
    r.arguments =
        lc_format(t->c->ctx, "%s\n%s", older ? older->value : "", newer ? newer->value : "");
    if (!r.message || !r.arguments) {
        return CTR_E_NOMEM;
    }
    LC_TRY(place_of(t, CTR_SIDE_OLD, d, &r.place[CTR_SIDE_OLD]));
    LC_TRY(place_of(t, CTR_SIDE_NEW, d, &r.place[CTR_SIDE_NEW]));
    return lc_cmp_add_ready(t->c, &r);
}

/* ---- walking ---- */

/* The outermost element of a list that holds the point and that the other edition does not have:
 * length of its path, 0 if there is none. */
static size_t lone_element(const struct lc_terms *here, const struct lc_terms *there,
                           const char *path, const struct lc_term **list)
{
    for (size_t end = 1; path[end]; end++) {
        struct lc_str head = lc_str_n(path, end);
        if (path[end] != '/') {
            continue;
        }
        *list = lc_map_get(&here->elements, head);
        if (*list && !lc_map_get(&there->elements, head)) {
            return end;
        }
    }
    return 0;
}

/* Points that only one edition has; those of one element are one difference. */
static ctr_status lone(const struct terms_cmp *t, const struct lc_term_point *p, int side,
                       struct lc_str *told)
{
    const struct lc_term *list;
    struct difference d = {p->path, p->term, side == CTR_SIDE_OLD ? REMOVED : ADDED, {NULL, NULL}};
    size_t size = lone_element(t->terms[side], t->terms[1 - side], p->path, &list);
    d.point[side] = p;
    if (!size) {
        return report(t, &d);
    }
    struct lc_str element = lc_str_n(p->path, size);
    if (told->ptr && lc_str_eq(element, *told)) {
        return CTR_OK;
    }
    *told = element;
    d.term = list;
    d.path = lc_dup(t->c->ctx, element);
    return d.path ? report(t, &d) : CTR_E_NOMEM;
}

ctr_status lc_spec_terms_compare(struct lc_cmp *c, const struct lc_spec *older,
                                 const struct lc_spec *newer)
{
    const struct terms_cmp t = {c, older->row->format, {older->terms, newer->terms}};
    struct lc_str told = {NULL, 0};
    for (size_t i = 0; i < older->terms->point_count; i++) {
        const struct lc_term_point *p = &older->terms->points[i];
        const struct lc_term_point *q = lc_terms_find(newer->terms, p->path);
        LC_TRY(lc_spend(c->ctx, 1));
        if (!q) {
            LC_TRY(lone(&t, p, CTR_SIDE_OLD, &told));
        } else if (strcmp(p->value, q->value) != 0) {
            const struct difference d = {p->path, p->term, CHANGED, {p, q}};
            LC_TRY(report(&t, &d));
        }
    }
    told = lc_str_n(NULL, 0);
    for (size_t i = 0; i < newer->terms->point_count; i++) {
        const struct lc_term_point *q = &newer->terms->points[i];
        LC_TRY(lc_spend(c->ctx, 1));
        if (!lc_terms_find(older->terms, q->path)) {
            LC_TRY(lone(&t, q, CTR_SIDE_NEW, &told));
        }
    }
    return CTR_OK;
}
