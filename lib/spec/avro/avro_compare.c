/* Comparing two Avro schemas: types in pairs, from the roots on. */
#include "spec/avro/avro_walk.h"

/* Steps of one comparison, beside one for each byte of the two schemas. */
enum { WORK = 2 * 1000 * 1000 };

bool lc_avro_spend(struct lc_avro_walk *w, uint64_t units)
{
    bool enough = w->left >= units;
    w->left = enough ? w->left - units : 0;
    return enough;
}

/* ---- two kinds */

/* What follows for the ways that were asked about: of a union's branch that may be one way only. */
static const char *mismatch_text(struct lc_avro_walk *w, const struct lc_avro_site *site,
                                 struct lc_avro_ref older, struct lc_avro_ref newer, unsigned ways,
                                 unsigned breaks)
{
    static const char *const good[] = {"", "data written with the old edition is read as such",
                                       "readers of the old edition read new data as such",
                                       "each edition reads what the other one writes"};
    static const char *const bad[] = {
        "",
        "data written with the old edition cannot be read with the new one; keep the type, or add "
        "a field of the new one beside it",
        "readers of the old edition cannot read new data; let them move first",
        "neither edition reads what the other one writes; keep the type, or add a field of the new "
        "one beside it"};
    const char *label = lc_avro_label(w, site);
    const char *from = lc_avro_title(w, older.type);
    const char *to = lc_avro_title(w, newer.type);
    return label && from && to
               ? lc_format(w->ctx, "%s changed from %s to %s: %s", label, from, to,
                           breaks ? bad[breaks & LC_AVRO_BOTH] : good[ways & LC_AVRO_BOTH])
               : NULL;
}

static ctr_status mismatch(struct lc_avro_walk *w, const struct lc_avro_site *site,
                           struct lc_avro_ref older, struct lc_avro_ref newer, unsigned ways)
{
    bool back = lc_avro_promotes(older.type->kind, newer.type->kind);
    bool forth = lc_avro_promotes(newer.type->kind, older.type->kind);
    unsigned breaks = ways & ((back ? 0U : LC_AVRO_BACK) | (forth ? 0U : LC_AVRO_FORTH));
    struct lc_avro_saying s = {
        .rule = back ? LC_RULE_AVRO_TYPE_PROMOTED : LC_RULE_AVRO_TYPE_MISMATCH,
        .breaks = breaks,
        .site = site,
        .old = older.at,
        .new = newer.at,
        .arguments = lc_format(w->ctx, "%s %s", lc_avro_words[older.type->kind],
                               lc_avro_words[newer.type->kind]),
        .message = mismatch_text(w, site, older, newer, ways, breaks),
    };
    if (!s.arguments) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_avro_say(w, &s));
    return breaks == ways ? CTR_OK : lc_avro_logical_change(w, site, older, newer, ways & ~breaks);
}

/* ---- types with names */

/* The ways on which the reader takes the other's name for its own. */
static unsigned known_ways(const struct lc_avro_type *older, const struct lc_avro_type *newer)
{
    return (lc_avro_named_alike(newer, older) ? LC_AVRO_BACK : 0U) |
           (lc_avro_named_alike(older, newer) ? LC_AVRO_FORTH : 0U);
}

static ctr_status say_name(struct lc_avro_walk *w, const struct lc_avro_site *site,
                           struct lc_avro_ref older, struct lc_avro_ref newer, unsigned breaks)
{
    struct lc_avro_site own = {.owner = older.type};
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_NAME_MISMATCH,
        .breaks = breaks,
        .site = site->owner ? site : &own,
        .old = older.at,
        .new = newer.at,
        .arguments = lc_format(w->ctx, "%.*s %.*s", (int)older.type->name.len, older.type->name.ptr,
                               (int)newer.type->name.len, newer.type->name.ptr),
        .message = lc_format(
            w->ctx, "the %s '%.*s' is called '%.*s' now, and %s; add the old name to its aliases",
            lc_avro_words[older.type->kind], (int)older.type->name.len, older.type->name.ptr,
            (int)newer.type->name.len, newer.type->name.ptr,
            breaks == LC_AVRO_FORTH  ? "readers of the old edition do not know it by that name"
            : breaks == LC_AVRO_BACK ? "data of the old edition is not known by that name"
                                     : "neither edition knows it by the other's name"),
    };
    return s.arguments ? lc_avro_say(w, &s) : CTR_E_NOMEM;
}

static ctr_status say_renamed(struct lc_avro_walk *w, const struct lc_avro_type *older,
                              const struct lc_avro_type *newer, unsigned breaks)
{
    struct lc_avro_site site = {.owner = older};
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_TYPE_RENAMED,
        .breaks = breaks,
        .site = &site,
        .old = older->at,
        .new = newer->at,
        .arguments = lc_dup(w->ctx, newer->name),
        .message = lc_format(w->ctx, "the %s '%.*s' is called '%.*s' now, with an alias%s",
                             lc_avro_words[older->kind], (int)older->name.len, older->name.ptr,
                             (int)newer->name.len, newer->name.ptr,
                             breaks ? "; readers of the old edition do not know it by that name, "
                                      "let them move first"
                                    : ""),
    };
    return s.arguments ? lc_avro_say(w, &s) : CTR_E_NOMEM;
}

static ctr_status say_namespace(struct lc_avro_walk *w, const struct lc_avro_type *older,
                                const struct lc_avro_type *newer, unsigned ways)
{
    struct lc_avro_site site = {.owner = older};
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_NAMESPACE_CHANGED,
        .breaks = ways,
        .site = &site,
        .old = older->at,
        .new = newer->at,
        .arguments = lc_dup(w->ctx, newer->name),
        .message =
            lc_format(w->ctx,
                      "'%.*s' is '%.*s' now; the specification goes by the last part of the "
                      "name alone, but not every library does: add the old name to its "
                      "aliases",
                      (int)older->name.len, older->name.ptr, (int)newer->name.len, newer->name.ptr),
    };
    bool known = lc_avro_has_alias(newer, older->name);
    s.level = known ? CTR_LEVEL_INFO : CTR_LEVEL_WARNING;
    return s.arguments ? lc_avro_say(w, &s) : CTR_E_NOMEM;
}

/* What both are called, and what is said of them beside. */
static ctr_status named_facts(struct lc_avro_walk *w, const struct lc_avro_type *older,
                              const struct lc_avro_type *newer, unsigned ways)
{
    struct lc_avro_site site = {.owner = older};
    struct lc_avro_ref from = {older, older->at};
    struct lc_avro_ref to = {newer, newer->at};
    bool same = lc_str_eq(older->word, newer->word);

    if (!same && known_ways(older, newer) & LC_AVRO_BACK) {
        LC_TRY(say_renamed(w, older, newer, 0));
    } else if (same && !lc_str_eq(older->name, newer->name)) {
        LC_TRY(say_namespace(w, older, newer, ways));
    }
    LC_TRY(lc_avro_doc(w, &site, older->at, newer->at));
    LC_TRY(lc_avro_aliases(w, &site, lc_get(older->at, "aliases"), lc_get(newer->at, "aliases"),
                           older->name, ways));
    if (older->extra || newer->extra) {
        LC_TRY(lc_avro_extra(w, &site, false, older->at, newer->at));
    }
    return lc_avro_logical_change(w, &site, from, to, ways);
}

/* The ways among `ways` that this pair has not been walked; they count as walked from now on. */
static ctr_status not_walked(struct lc_avro_walk *w, const struct lc_avro_type *older,
                             const struct lc_avro_type *newer, unsigned *ways)
{
    uint32_t ids[2] = {older->id, newer->id};
    struct lc_str key = {(const char *)ids, sizeof ids};
    unsigned before = (unsigned)(uintptr_t)lc_map_get(&w->seen, key);
    *ways &= ~before;
    if (!*ways) {
        return CTR_OK;
    }
    if (!before) {
        key = lc_str_n(lc_new(w->ctx, 1, sizeof ids), sizeof ids);
        if (!key.ptr) {
            return CTR_E_NOMEM;
        }
        memcpy((void *)(uintptr_t)key.ptr, ids, sizeof ids);
    }
    return lc_map_set(w->ctx, &w->seen, key, (void *)(uintptr_t)(before | *ways));
}

static ctr_status enqueue(struct lc_avro_walk *w, struct lc_avro_pair pair)
{
    struct lc_avro_pair *more = lc_grow(w->ctx, w->queue, w->queued, &w->room, sizeof *more);
    if (!more) {
        return CTR_E_NOMEM;
    }
    w->queue = more;
    w->queue[w->queued++] = pair;
    return CTR_OK;
}

static ctr_status sizes(struct lc_avro_walk *w, const struct lc_avro_type *older,
                        const struct lc_avro_type *newer, unsigned ways)
{
    struct lc_avro_site site = {.owner = older};
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_FIXED_SIZE_MISMATCH,
        .breaks = ways,
        .site = &site,
        .old = lc_get(older->at, "size"),
        .new = lc_get(newer->at, "size"),
        .arguments = lc_format(w->ctx, "%lld %lld", (long long)older->size, (long long)newer->size),
        .message = lc_format(w->ctx,
                             "'%.*s' changed from %lld bytes to %lld, and a fixed is read only as "
                             "one of its own size; define another type for the new size",
                             (int)older->name.len, older->name.ptr, (long long)older->size,
                             (long long)newer->size),
    };
    if (older->size == newer->size) {
        return CTR_OK;
    }
    return s.arguments ? lc_avro_say(w, &s) : CTR_E_NOMEM;
}

/* Libraries that rename what was written by the reader's aliases first do not find it under its own
 * name then. They ask for names of enums and fixed only. */
static ctr_status mind_claimed(struct lc_avro_walk *w, const struct lc_avro_type *older,
                               const struct lc_avro_type *newer, unsigned way)
{
    bool back = way == LC_AVRO_BACK;
    const struct lc_avro_type *writer = back ? older : newer;
    const struct lc_avro_type *reader = back ? newer : older;
    const struct lc_avro_type *other =
        lc_map_get(&w->claimed[back ? CTR_SIDE_NEW : CTR_SIDE_OLD], writer->name);
    struct lc_avro_site site = {.owner = older};
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_UNDECIDED,
        .breaks = way,
        .site = &site,
        .old = older->at,
        .new = newer->at,
    };
    if (!other || other == reader || lc_avro_alike(w) != LC_AVRO_OTHER) {
        return CTR_OK;
    }
    s.arguments = lc_dup(w->ctx, other->name);
    s.message = lc_format(w->ctx,
                          "'%.*s' is an alias of the %s '%.*s', too: some libraries take what was "
                          "written as the one for the other, and fail; take the alias away",
                          (int)writer->name.len, writer->name.ptr, lc_avro_words[other->kind],
                          (int)other->name.len, other->name.ptr);
    return s.arguments ? lc_avro_say(w, &s) : CTR_E_NOMEM;
}

static ctr_status both_claimed(struct lc_avro_walk *w, const struct lc_avro_type *older,
                               const struct lc_avro_type *newer, unsigned ways)
{
    if (older->kind == LC_AVRO_RECORD) {
        return CTR_OK;
    }
    LC_TRY(ways & LC_AVRO_BACK ? mind_claimed(w, older, newer, LC_AVRO_BACK) : CTR_OK);
    return ways & LC_AVRO_FORTH ? mind_claimed(w, older, newer, LC_AVRO_FORTH) : CTR_OK;
}

/* Which types have which names as aliases. */
static ctr_status claims(struct lc_avro_walk *w, const struct lc_avro *a, struct lc_map *out)
{
    out->seed = a->seed;
    for (uint32_t i = 0; i < a->named_count; i++) {
        const struct lc_avro_type *type = a->named[i];
        for (uint32_t k = 0; k < type->alias_count; k++) {
            LC_TRY(lc_map_set(w->ctx, out, type->aliases[k], (void *)(uintptr_t)type));
        }
    }
    return CTR_OK;
}

static ctr_status named(struct lc_avro_walk *w, const struct lc_avro_site *site,
                        struct lc_avro_ref older, struct lc_avro_ref newer, unsigned ways)
{
    const struct lc_avro_type *a = older.type;
    const struct lc_avro_type *b = newer.type;
    unsigned known = known_ways(a, b);
    unsigned breaks = ways & ~known;
    bool renamed = breaks == LC_AVRO_FORTH && (known & LC_AVRO_BACK);

    if (!lc_avro_spend(w, 1 + a->alias_count + b->alias_count)) {
        return CTR_OK;
    }
    if (breaks) {
        LC_TRY(renamed ? say_renamed(w, a, b, breaks) : say_name(w, site, older, newer, breaks));
    }
    ways &= ~breaks;
    unsigned walk = ways;
    LC_TRY(not_walked(w, a, b, &walk));
    if (!walk) {
        return CTR_OK;
    }
    LC_TRY(named_facts(w, a, b, walk));
    LC_TRY(both_claimed(w, a, b, walk));
    switch (a->kind) {
    case LC_AVRO_RECORD:
        return enqueue(w, (struct lc_avro_pair){a, b, walk});
    case LC_AVRO_ENUM:
        return lc_avro_symbols(w, a, b, walk);
    default:
        return sizes(w, a, b, walk);
    }
}

/* ---- any two */

ctr_status lc_avro_types(struct lc_avro_walk *w, const struct lc_avro_site *site,
                         struct lc_avro_ref older, struct lc_avro_ref newer, unsigned ways)
{
    const struct lc_avro_type *a = older.type;
    const struct lc_avro_type *b = newer.type;
    if (!ways || !lc_avro_spend(w, 1)) {
        return CTR_OK;
    }
    if (a->kind == LC_AVRO_UNION || b->kind == LC_AVRO_UNION) {
        return lc_avro_unions(w, site, older, newer, ways);
    }
    if (a->kind != b->kind) {
        return mismatch(w, site, older, newer, ways);
    }
    if (a->kind >= LC_AVRO_RECORD) {
        return named(w, site, older, newer, ways);
    }
    if (a->extra || b->extra) {
        LC_TRY(lc_avro_extra(w, site, false, older.at, newer.at));
    }
    LC_TRY(lc_avro_logical_change(w, site, older, newer, ways));
    if (a->kind < LC_AVRO_PRIMITIVES) {
        return CTR_OK;
    }
    struct lc_avro_step step = {site->step, a->kind == LC_AVRO_ARRAY ? "[]" : "{}", {NULL, 0}};
    struct lc_avro_site inside = {site->owner, site->field, &step};
    return lc_avro_types(w, &inside, a->item, b->item, ways);
}

static ctr_status give_up(struct lc_avro_walk *w)
{
    struct lc_avro_site root = {NULL, {NULL, 0}, NULL};
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_UNDECIDED,
        .breaks = LC_AVRO_BOTH,
        .site = &root,
        .message = "the two schemas pair too many of their types with each other for all to be "
                   "compared; give types of one name in several namespaces names of their own",
    };
    return lc_avro_say(w, &s);
}

static ctr_status compare(struct lc_avro_walk *w)
{
    struct lc_avro_site root = {NULL, {NULL, 0}, NULL};

    w->seen.seed = w->old->seed;
    LC_TRY(claims(w, w->old, &w->claimed[CTR_SIDE_OLD]));
    LC_TRY(claims(w, w->new, &w->claimed[CTR_SIDE_NEW]));
    LC_TRY(lc_avro_types(w, &root, w->old->root, w->new->root, LC_AVRO_BOTH));
    while (w->done < w->queued && w->left) {
        struct lc_avro_pair pair = w->queue[w->done++];
        LC_TRY(lc_poll(w->ctx));
        LC_TRY(lc_avro_fields(w, pair.old, pair.new, pair.ways));
    }
    return w->left ? CTR_OK : give_up(w);
}

ctr_status lc_avro_compare_at(struct lc_cmp *c, const struct lc_avro *older,
                              const struct lc_avro *newer, const struct lc_part *under,
                              unsigned data)
{
    struct lc_avro_walk w = {.c = c,
                             .ctx = c->ctx,
                             .old = older,
                             .new = newer,
                             .left = WORK + older->doc->text.len + newer->doc->text.len,
                             .under = under,
                             .data = data};
    return compare(&w);
}

ctr_status lc_avro_compare(struct lc_cmp *c, const struct lc_spec *older,
                           const struct lc_spec *newer)
{
    struct lc_avro_walk w = {.c = c,
                             .ctx = c->ctx,
                             .old = older->avro,
                             .new = newer->avro,
                             .left =
                                 WORK + older->avro->doc->text.len + newer->avro->doc->text.len};
    return compare(&w);
}
