/* What both editions have and resolution does not ask for: words, aliases, logical types,
 * attributes of other people. */
#include "spec/avro/avro_walk.h"

#define S(s) (int)(s).len, (s).len ? (s).ptr : ""

static bool same_value(const struct lc_value *a, const struct lc_value *b)
{
    return a == b || (a && b && lc_value_eq(a, b));
}

ctr_status lc_avro_doc(struct lc_avro_walk *w, const struct lc_avro_site *site,
                       const struct lc_value *older, const struct lc_value *newer)
{
    const struct lc_value *before = lc_get(older, "doc");
    const struct lc_value *after = lc_get(newer, "doc");
    if (same_value(before, after)) {
        return CTR_OK;
    }
    const char *label = lc_avro_label(w, site);
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_DOC_CHANGED,
        .site = site,
        .old = before ? before : older,
        .new = after ? after : newer,
        .message = label ? lc_format(w->ctx, "what is written about %s changed", label) : NULL,
    };
    return lc_avro_say(w, &s);
}

/* ---- attributes of other people */

static ctr_status say_extra(struct lc_avro_walk *w, const struct lc_avro_site *site,
                            struct lc_str key, const struct lc_value *before,
                            const struct lc_value *after)
{
    const char *label = lc_avro_label(w, site);
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_PROPERTY_CHANGED,
        .site = site,
        .old = before,
        .new = after,
        .arguments = lc_dup(w->ctx, key),
        .message = label ? lc_format(w->ctx, "the attribute '%.*s' of %s %s", S(key), label,
                                     !before  ? "was added"
                                     : !after ? "was removed"
                                              : "changed")
                         : NULL,
    };
    return s.arguments ? lc_avro_say(w, &s) : CTR_E_NOMEM;
}

ctr_status lc_avro_extra(struct lc_avro_walk *w, const struct lc_avro_site *site, bool field,
                         const struct lc_value *older, const struct lc_value *newer)
{
    uint32_t before = lc_is(older, LC_OBJECT) ? older->count : 0;
    uint32_t after = lc_is(newer, LC_OBJECT) ? newer->count : 0;
    for (uint32_t i = 0; i < before; i++) {
        const struct lc_member *m = &older->members[i];
        const struct lc_value *other = lc_get_str(newer, lc_key(m));
        if (!lc_avro_known(lc_key(m), field) && !same_value(&m->value, other)) {
            LC_TRY(say_extra(w, site, lc_key(m), &m->value, other));
        }
    }
    for (uint32_t i = 0; i < after; i++) {
        const struct lc_member *m = &newer->members[i];
        if (!lc_avro_known(lc_key(m), field) && !lc_get_str(older, lc_key(m))) {
            LC_TRY(say_extra(w, site, lc_key(m), NULL, &m->value));
        }
    }
    return CTR_OK;
}

/* ---- aliases */

static bool lists(const struct lc_value *aliases, struct lc_str name)
{
    for (uint32_t i = 0; aliases && i < aliases->count; i++) {
        if (lc_str_eq(lc_raw(&aliases->items[i]), name)) {
            return true;
        }
    }
    return false;
}

static ctr_status say_alias(struct lc_avro_walk *w, const struct lc_avro_site *site,
                            struct lc_str alias, const struct lc_value *before,
                            const struct lc_value *after, unsigned ways)
{
    const char *label = lc_avro_label(w, site);
    struct lc_avro_saying s = {
        .rule = before ? LC_RULE_AVRO_ALIAS_REMOVED : LC_RULE_AVRO_ALIAS_ADDED,
        .breaks = before ? ways & LC_AVRO_BACK : 0,
        .site = site,
        .old = before,
        .new = after,
        .arguments = lc_dup(w->ctx, alias),
        .message = label ? lc_format(w->ctx, "the alias '%.*s' of %s %s", S(alias), label,
                                     before ? "was removed, so that data under that name can no "
                                              "longer be read; keep it while there is some"
                                            : "was added")
                         : NULL,
    };
    return s.arguments ? lc_avro_say(w, &s) : CTR_E_NOMEM;
}

/* True if the alias says the name, with its namespace or without. */
static bool says(struct lc_str alias, struct lc_str name)
{
    size_t n = alias.len < name.len ? name.len - alias.len : 0;
    return lc_str_eq(alias, name) || (n && lc_str_ends(name, alias) && name.ptr[n - 1] == '.');
}

ctr_status lc_avro_aliases(struct lc_avro_walk *w, const struct lc_avro_site *site,
                           const struct lc_value *older, const struct lc_value *newer,
                           struct lc_str renamed, unsigned ways)
{
    uint32_t before = older ? older->count : 0;
    uint32_t after = newer ? newer->count : 0;
    if (same_value(older, newer)) {
        return CTR_OK;
    }
    if (!lc_avro_spend(w, ((uint64_t)before + 1) * ((uint64_t)after + 1))) {
        return CTR_OK;
    }
    for (uint32_t i = 0; i < before; i++) {
        const struct lc_value *alias = &older->items[i];
        if (!lists(newer, lc_raw(alias))) {
            LC_TRY(say_alias(w, site, lc_raw(alias), alias, NULL, ways));
        }
    }
    for (uint32_t i = 0; i < after; i++) {
        const struct lc_value *alias = &newer->items[i];
        if (!says(lc_raw(alias), renamed) && !lists(older, lc_raw(alias))) {
            LC_TRY(say_alias(w, site, lc_raw(alias), NULL, alias, ways));
        }
    }
    return CTR_OK;
}

/* ---- logical types */

static const char *logical_title(struct lc_avro_walk *w, const struct lc_avro_type *type)
{
    if (!type->logical.ptr) {
        return lc_format(w->ctx, "a plain %s", lc_avro_words[type->kind]);
    }
    if (lc_str_is(type->logical, "decimal")) {
        return lc_format(w->ctx, "decimal(%lld, %lld)", (long long)type->precision,
                         (long long)type->scale);
    }
    return lc_dup(w->ctx, type->logical);
}

ctr_status lc_avro_logical_change(struct lc_avro_walk *w, const struct lc_avro_site *site,
                                  struct lc_avro_ref older, struct lc_avro_ref newer, unsigned ways)
{
    const struct lc_avro_type *a = older.type;
    const struct lc_avro_type *b = newer.type;
    bool same = lc_str_eq(a->logical, b->logical);
    bool decimals = same && lc_str_is(a->logical, "decimal");
    if (same && (!decimals || (a->precision == b->precision && a->scale == b->scale))) {
        return CTR_OK;
    }
    const char *label = lc_avro_label(w, site);
    const char *from = logical_title(w, a);
    const char *to = logical_title(w, b);
    if (!label || !from || !to) {
        return CTR_E_NOMEM;
    }
    struct lc_avro_saying s = {
        .rule = decimals ? LC_RULE_AVRO_DECIMAL_CHANGED : LC_RULE_AVRO_LOGICAL_TYPE_CHANGED,
        .breaks = ways,
        .site = site,
        .old = older.at,
        .new = newer.at,
        .arguments = lc_format(w->ctx, "%s %s", from, to),
    };
    if (decimals && w->c->profile == CTR_PROFILE_TOLERANT) {
        s.level = CTR_LEVEL_WARNING;
    }
    s.message = lc_format(w->ctx, "%s changed from %s to %s: %s", label, from, to,
                          decimals ? "decimals are the same type only if precision and scale are; "
                                     "add a field of the new type beside it"
                                   : "the bytes are read as before, and mean something else; make "
                                     "sure that everybody who reads them knows");
    return s.arguments ? lc_avro_say(w, &s) : CTR_E_NOMEM;
}
