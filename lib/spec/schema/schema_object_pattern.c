/*
 * Properties by what their names match. A pattern that both sides have is compared as it stands;
 * for one that only one side has it is asked what its names meet on the other.
 */
#include "spec/schema/schema_object.h"
#include "spec/witness/witness.h"

/* Names that are made of a pattern to see what else they match. */
enum { VARIANTS = 8, REPEATS = 4 };

static const struct lc_node none = {NULL, NULL};

/* All schemas that a view has for exactly this pattern, as one. */
static ctr_status pattern_view(struct lc_view *v, struct lc_str pattern, struct lc_node *node,
                               struct lc_view **out)
{
    LC_FEW_ELEMS(list);
    *node = none;
    for (size_t i = 0; i < v->objects.count; i++) {
        struct lc_node own = {v->objects.at[i].doc, NULL};
        own.value = lc_get_str(v->objects.at[i].patterns, pattern);
        if (own.value) {
            *node = node->value ? *node : own;
            LC_TRY(lc_push_elem(v->side->ctx, &list, (struct lc_elem){own, 0}));
        }
    }
    return lc_view_of(v->side, list.at, list.count, out);
}

/* A view's patterns, each once. */
static ctr_status all_patterns(struct lc_view *v, struct lc_strs *out)
{
    struct lc_map seen = {0};
    for (size_t i = 0; i < v->objects.count; i++) {
        const struct lc_value *map = v->objects.at[i].patterns;
        for (uint32_t k = 0; map && k < map->count; k++) {
            struct lc_str pattern = lc_key(&map->members[k]);
            if (!lc_map_get(&seen, pattern)) {
                LC_TRY(lc_map_set(v->side->ctx, &seen, pattern, v));
                LC_TRY(lc_push_str(v->side->ctx, out, pattern));
            }
        }
    }
    return CTR_OK;
}

static ctr_status pattern_pair(struct lc_schema_memo *m, struct lc_pair *p, const char *text,
                               bool in_new, enum lc_answer worst, struct lc_node node,
                               struct lc_view *own, struct lc_view *other)
{
    const char *message = lc_format(
        m->ctx, "properties whose names match %s %s%s", text,
        in_new ? "must fit a schema of their own now" : "no longer have a schema of their own",
        worst == LC_UNSURE ? "; which names match it and nothing else is not worked out" : "");
    const enum lc_answer both[2] = {worst, worst};
    return lc_change_by_pair(
        m, p, in_new ? LC_CHANGE_PATTERN_PROPERTY_ADDED : LC_CHANGE_PATTERN_PROPERTY_REMOVED, both,
        in_new ? other : own, in_new ? own : other, in_new ? none : node, in_new ? node : none,
        text, message);
}

/* Length of what every match begins with: the plain characters behind '^', none otherwise. */
static size_t beginning(struct lc_str pattern)
{
    size_t n = 1;
    if (!pattern.len || pattern.ptr[0] != '^' || memchr(pattern.ptr, '|', pattern.len)) {
        return 0;
    }
    while (n < pattern.len && !strchr("^$\\.*+?()[]{}", pattern.ptr[n])) {
        n++;
    }
    if (n < pattern.len && strchr("*?{", pattern.ptr[n])) {
        do { /* the last character is optional, all its bytes */
            n--;
        } while (((unsigned char)pattern.ptr[n] & 0xC0U) == 0x80U);
    }
    return n;
}

/* No name can match both. */
static bool beginnings_part(struct lc_str a, struct lc_str b)
{
    size_t n = beginning(a) < beginning(b) ? beginning(a) : beginning(b);
    return n > 1 && memcmp(a.ptr, b.ptr, n) != 0;
}

/* Some name matches the pattern, and the view has no other schema for it: found by making names.
 * False where that is not sure. */
static ctr_status leaves_a_name(struct lc_schema_memo *m, struct lc_view *v, struct lc_str pattern,
                                const struct lc_strs *patterns, bool *out)
{
    struct lc_strs names = {NULL, 0, 0};
    struct lc_str name = {"", 0};
    LC_TRY(lc_view_all_names(v, &names));
    *out = !names.count && !patterns->count;
    for (unsigned i = 0; i < VARIANTS * REPEATS && name.ptr && !*out; i++) {
        LC_TRY(lc_charge(&m->side[0], 4 + patterns->count));
        LC_TRY(lc_wpattern(m->ctx, pattern, i / REPEATS, i % REPEATS, &name));
        bool good = name.ptr && lc_pattern_match(m->ctx, pattern, name) == 1;
        *out = good && !lc_view_names(v, name);
        for (size_t k = 0; k < patterns->count && *out; k++) {
            *out = lc_pattern_match(m->ctx, patterns->at[k], name) == 0;
        }
    }
    return m->ctx->error ? CTR_E_NOMEM : CTR_OK;
}

/*
 * A pattern that only one side has. The names that match it meet, on the other side, the schemas of
 * other patterns or what other names meet: each of those must imply (or be implied by) it.
 */
static ctr_status lone_pattern(struct lc_schema_memo *m, struct lc_pair *p, struct lc_str pattern,
                               bool in_new)
{
    struct lc_view *other_side = in_new ? p->a : p->b;
    struct lc_strs patterns = {NULL, 0, 0};
    struct lc_node node;
    struct lc_node ignored;
    struct lc_view *own;
    struct lc_view *other;
    bool free;
    const char *text = lc_dup(m->ctx, pattern);
    if (!text) {
        return CTR_E_NOMEM;
    }
    LC_TRY(pattern_view(in_new ? p->b : p->a, pattern, &node, &own));
    LC_TRY(lc_view_other(other_side, &other));
    LC_TRY(all_patterns(other_side, &patterns));
    LC_TRY(lc_pattern_reads(in_new ? p->b->side : p->a->side, pattern, &free));
    LC_TRY(free ? leaves_a_name(m, other_side, pattern, &patterns, &free) : CTR_OK);
    LC_TRY(pattern_pair(m, p, text, in_new, free ? LC_FAILS : LC_UNSURE, node, own, other));
    for (size_t i = 0; i < patterns.count; i++) {
        LC_TRY(lc_charge(&m->side[0], 4));
        if (!beginnings_part(pattern, patterns.at[i])) {
            LC_TRY(pattern_view(other_side, patterns.at[i], &ignored, &other));
            LC_TRY(pattern_pair(m, p, text, in_new, LC_UNSURE, node, own, other));
        }
    }
    return CTR_OK;
}

/* The scope leaves alone what the pattern's own scope took in. */
static bool takes_in(const struct lc_scope *s, const struct lc_value *patterns)
{
    for (size_t i = 0; i < s->evaluated_count; i++) {
        if (lc_get(s->evaluated[i].node.value, "patternProperties") == patterns) {
            return true;
        }
    }
    return false;
}

/* Patterns beside another schema's say about the same names: which of them meet is not known. */
static bool patterns_mixed(const struct lc_view *v)
{
    const struct lc_value *patterns = NULL;
    size_t scopes = 0;
    for (size_t i = 0; i < v->objects.count; i++) {
        scopes += !v->objects.at[i].evaluated;
        patterns = v->objects.at[i].patterns ? v->objects.at[i].patterns : patterns;
    }
    for (size_t i = 0; patterns && i < v->objects.count; i++) {
        if (v->objects.at[i].evaluated && !takes_in(&v->objects.at[i], patterns)) {
            return true;
        }
    }
    return patterns && scopes > 1;
}

ctr_status lc_build_patterns(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct lc_part frame = {.kind = LC_PART_MAP};
    for (int side = 0; side < 2; side++) {
        struct lc_strs patterns = {NULL, 0, 0};
        LC_TRY(all_patterns(side ? p->b : p->a, &patterns));
        for (size_t i = 0; i < patterns.count; i++) {
            struct lc_node from;
            struct lc_node to;
            struct lc_view *x;
            struct lc_view *y;
            struct lc_edge *edge;
            LC_TRY(lc_charge(&m->side[0], 4));
            LC_TRY(pattern_view(p->a, patterns.at[i], &from, &x));
            LC_TRY(pattern_view(p->b, patterns.at[i], &to, &y));
            if (!from.value || !to.value) {
                LC_TRY(lone_pattern(m, p, patterns.at[i], side == 1));
            } else if (side == 0) {
                frame.text = patterns.at[i]; /* by which a witness finds a name */
                LC_TRY(lc_pair_edge(m, p, frame, x, y, &edge));
            }
        }
    }
    if (patterns_mixed(p->a) || patterns_mixed(p->b)) {
        return lc_change(m, p, LC_CHANGE_UNDECIDED, LC_UNSURE, LC_UNSURE, none, none, "patterns",
                         "patternProperties stands beside other schemas of the same object, and "
                         "something in them changed; compare them by hand");
    }
    return CTR_OK;
}
