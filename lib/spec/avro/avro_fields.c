/* Records: which field is which, and what becomes of those that only one edition has. */
#include "spec/avro/avro_reading.h"

#define S(s) (int)(s).len, (s).len ? (s).ptr : ""

bool lc_avro_usable(const struct lc_avro_field *field)
{
    return field->state == LC_AVRO_DEFAULT_GOOD || field->state == LC_AVRO_DEFAULT_LATER;
}

struct records {
    const struct lc_avro_type *old;
    const struct lc_avro_type *new;
    struct lc_avro_reading back;
    struct lc_avro_reading forth;
    bool *renamed; /* old fields that live on under another name */
    unsigned ways;
};

static bool find_all_partners(struct lc_avro_walk *w, struct records *r)
{
    if (!lc_avro_partners(w, &r->back) || !lc_avro_partners(w, &r->forth)) {
        return false;
    }
    for (uint32_t i = 0; i < r->new->count; i++) {
        int64_t at = r->back.from[i];
        bool own = at >= 0 && !r->back.shared[i];
        if (own && r->forth.from[at] < 0) {
            r->renamed[at] = !lc_str_eq(r->old->fields[at].name, r->new->fields[i].name);
        }
    }
    return true;
}

/* Why the default of a field that has one does not help. */
static const char *no_default(const struct lc_avro_field *field)
{
    return field->fallback ? "has a default that does not fit its type" : "has no default";
}

static ctr_status say_undecided(struct lc_avro_walk *w, const struct lc_avro_site *site,
                                const struct lc_avro_field *older,
                                const struct lc_avro_field *newer, unsigned breaks)
{
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_UNDECIDED,
        .breaks = breaks,
        .site = site,
        .old = older ? older->at : NULL,
        .new = newer ? newer->at : NULL,
        .message = "the default is too entangled with unions for telling whether it fits its "
                   "type; write a simpler one",
    };
    return lc_avro_say(w, &s);
}

static ctr_status say_added(struct lc_avro_walk *w, const struct records *r,
                            const struct lc_avro_field *field)
{
    struct lc_avro_site site = {r->old, field->name, NULL};
    const char *label = lc_avro_label(w, &site);
    struct lc_avro_saying s = {.site = &site, .new = field->at};
    bool usable = lc_avro_usable(field) || !(r->ways & LC_AVRO_BACK);
    if (!label) {
        return CTR_E_NOMEM;
    }
    if (!usable && field->state == LC_AVRO_DEFAULT_UNKNOWN) {
        return say_undecided(w, &site, NULL, field, LC_AVRO_BACK);
    }
    if (usable) {
        s.rule = LC_RULE_AVRO_FIELD_ADDED;
        s.message = lc_format(w->ctx, "the field %s was added", label);
    } else {
        s.rule = LC_RULE_AVRO_READER_FIELD_MISSING_DEFAULT;
        s.breaks = LC_AVRO_BACK;
        s.message = lc_format(w->ctx,
                              "the field %s was added and %s, so that data of the old edition, "
                              "which lacks it, cannot be read; give it a default",
                              label, no_default(field));
    }
    LC_TRY(lc_avro_say(w, &s));
    return lc_avro_field_facts(w, &site, NULL, field, r->ways);
}

/* It is gone: readers of the old edition go by its default there. */
static ctr_status say_removed(struct lc_avro_walk *w, const struct records *r, uint32_t at)
{
    const struct lc_avro_field *field = &r->old->fields[at];
    struct lc_avro_site site = {r->old, field->name, NULL};
    const char *label = lc_avro_label(w, &site);
    bool needed = r->ways & LC_AVRO_FORTH && !lc_avro_usable(field);
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_FIELD_REMOVED,
        .breaks = needed ? LC_AVRO_FORTH : 0,
        .site = &site,
        .old = field->at,
        .new = r->new->at,
    };
    if (!label) {
        return CTR_E_NOMEM;
    }
    if (needed && field->state == LC_AVRO_DEFAULT_UNKNOWN) {
        s.breaks = 0;
        LC_TRY(say_undecided(w, &site, field, NULL, LC_AVRO_FORTH));
    }
    s.message = s.breaks ? lc_format(w->ctx,
                                     "the field %s was removed and %s, so that readers of the old "
                                     "edition cannot do without it; give it a default first, and "
                                     "remove it when all readers have that",
                                     label, no_default(field))
                         : lc_format(w->ctx, "the field %s was removed", label);
    return lc_avro_say(w, &s);
}

static ctr_status say_renamed(struct lc_avro_walk *w, const struct records *r,
                              const struct lc_avro_field *older, const struct lc_avro_field *newer,
                              bool lost)
{
    struct lc_avro_site site = {r->old, older->name, NULL};
    const char *label = lc_avro_label(w, &site);
    bool needed = lost && r->ways & LC_AVRO_FORTH && !lc_avro_usable(older);
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_FIELD_RENAMED,
        .breaks = needed ? LC_AVRO_FORTH : 0,
        .site = &site,
        .old = older->at,
        .new = newer->at,
        .arguments = lc_dup(w->ctx, newer->name),
        .message = label ? lc_format(w->ctx, "the field %s is called '%.*s' now, with an alias%s",
                                     label, S(newer->name),
                                     needed ? "; readers of the old edition miss it under its old "
                                              "name, let them move first"
                                            : "")
                         : NULL,
    };
    return s.arguments ? lc_avro_say(w, &s) : CTR_E_NOMEM;
}

/* Two fields that were written are one for the reader, by its name and an alias or by two aliases:
 * some libraries refuse that, and of the others some read what aliases can be told apart by. */
static ctr_status say_ambiguous(struct lc_avro_walk *w, const struct records *r, unsigned way,
                                uint32_t at)
{
    const struct lc_avro_reading *g = way == LC_AVRO_BACK ? &r->back : &r->forth;
    const struct lc_avro_field *reader = &g->reader->fields[at];
    const struct lc_avro_field *first = &g->writer->fields[g->from[at]];
    const struct lc_avro_field *second = &g->writer->fields[g->rival[at]];
    bool back = way == LC_AVRO_BACK;
    struct lc_avro_site site = {r->old, back ? first->name : reader->name, NULL};
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_FIELD_AMBIGUOUS,
        .level = lc_avro_renaming_fails(w, g, at) ? CTR_LEVEL_BREAKING : CTR_LEVEL_UNDECIDED,
        .breaks = way,
        .site = &site,
        .old = back ? second->at : reader->at,
        .new = back ? reader->at : second->at,
        .arguments = lc_dup(w->ctx, second->name),
        .message = lc_format(w->ctx,
                             "the fields '%.*s' and '%.*s' of %.*s in the %s edition are both the "
                             "field '%.*s' of the %s one, by its name or aliases, so that readers "
                             "fail or take the wrong one; take the alias away, or give the other "
                             "field one of its own",
                             S(first->name), S(second->name), S(g->writer->name),
                             back ? "old" : "new", S(reader->name), back ? "new" : "old"),
    };
    return s.arguments ? lc_avro_say(w, &s) : CTR_E_NOMEM;
}

/* Two fields of the reader lead to one that was written. Some libraries read it into both, others
 * give it to one: to that whose name it is, or to that whose alias. */
static ctr_status say_shared(struct lc_avro_walk *w, const struct records *r, unsigned way,
                             uint32_t at)
{
    const struct lc_avro_reading *g = way == LC_AVRO_BACK ? &r->back : &r->forth;
    const struct lc_avro_field *reader = &g->reader->fields[at];
    const struct lc_avro_field *writer = &g->writer->fields[g->from[at]];
    bool back = way == LC_AVRO_BACK;
    struct lc_avro_site site = {r->old, back ? writer->name : reader->name, NULL};
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_UNDECIDED,
        .breaks = way,
        .site = &site,
        .old = back ? writer->at : reader->at,
        .new = back ? reader->at : writer->at,
        .arguments = lc_dup(w->ctx, reader->name),
        .message = lc_format(w->ctx,
                             "the field '%.*s' of the %s edition is several of %.*s in the %s one, "
                             "by names and aliases: some libraries give it to another than "
                             "'%.*s', which %s; take the alias away, or give it a default",
                             S(writer->name), back ? "old" : "new", S(g->reader->name),
                             back ? "new" : "old", S(reader->name), no_default(reader)),
    };
    return s.arguments ? lc_avro_say(w, &s) : CTR_E_NOMEM;
}

/* Those that go without in one library or another; what was written is told of once. */
static ctr_status all_shared(struct lc_avro_walk *w, const struct records *r, unsigned way,
                             bool (*fails)(struct lc_avro_walk *w, const struct lc_avro_reading *g,
                                           uint32_t at))
{
    const struct lc_avro_reading *g = way == LC_AVRO_BACK ? &r->back : &r->forth;
    for (uint32_t i = 0; i < g->reader->count; i++) {
        if (g->from[i] < 0 || g->rival[i] >= 0 || g->told[g->from[i]] || !fails(w, g, i)) {
            continue;
        }
        g->told[g->from[i]] = true;
        LC_TRY(say_shared(w, r, way, i));
    }
    return CTR_OK;
}

static ctr_status all_ambiguous(struct lc_avro_walk *w, const struct records *r, unsigned way)
{
    const struct lc_avro_reading *g = way == LC_AVRO_BACK ? &r->back : &r->forth;
    if (!(r->ways & way)) {
        return CTR_OK;
    }
    for (uint32_t i = 0; i < g->reader->count; i++) {
        if (g->rival[i] >= 0) {
            LC_TRY(lc_avro_alike(w) == LC_AVRO_SAME ? CTR_OK : say_ambiguous(w, r, way, i));
        }
    }
    LC_TRY(all_shared(w, r, way, lc_avro_renaming_fails));
    return all_shared(w, r, way, lc_avro_sharing_fails);
}

static ctr_status pair(struct lc_avro_walk *w, const struct records *r, uint32_t older,
                       uint32_t newer, unsigned ways)
{
    const struct lc_avro_field *a = &r->old->fields[older];
    const struct lc_avro_field *b = &r->new->fields[newer];
    struct lc_avro_site site = {r->old, a->name, NULL};
    if (!lc_str_eq(a->name, b->name) && ways & LC_AVRO_BACK) {
        LC_TRY(say_renamed(w, r, a, b, r->renamed[older]));
    }
    LC_TRY(lc_avro_types(w, &site, a->type, b->type, ways));
    return lc_avro_field_facts(w, &site, a, b, ways);
}

/* A field that has its data from where another one has it came or went all the same. */
static ctr_status also(struct lc_avro_walk *w, const struct records *r, unsigned way, uint32_t at)
{
    const struct lc_avro_reading *g = way == LC_AVRO_BACK ? &r->back : &r->forth;
    const struct lc_avro_field *field = &g->reader->fields[at];
    const struct lc_avro_field *other = &g->writer->fields[g->from[at]];
    bool back = way == LC_AVRO_BACK;
    struct lc_avro_site site = {r->old, field->name, NULL};
    const char *label = lc_avro_label(w, &site);
    struct lc_avro_saying s = {
        .rule = back ? LC_RULE_AVRO_FIELD_ADDED : LC_RULE_AVRO_FIELD_REMOVED,
        .site = &site,
        .old = back ? NULL : field->at,
        .new = back ? field->at : r->new->at,
        .message =
            label ? lc_format(w->ctx, "the field %s was %s; by an alias it is read from '%.*s'",
                              label, back ? "added" : "removed", S(other->name))
                  : NULL,
    };
    LC_TRY(lc_avro_say(w, &s));
    if (!(r->ways & way)) {
        return CTR_OK;
    }
    LC_TRY(lc_avro_types(w, &site, back ? other->type : field->type,
                         back ? field->type : other->type, way));
    return back ? lc_avro_field_facts(w, &site, NULL, field, r->ways) : CTR_OK;
}

static ctr_status new_fields(struct lc_avro_walk *w, const struct records *r)
{
    for (uint32_t i = 0; i < r->new->count; i++) {
        const struct lc_avro_field *f = &r->new->fields[i];
        int64_t from = r->back.from[i];
        if (r->back.shared[i]) {
            LC_TRY(also(w, r, LC_AVRO_BACK, i));
        } else if (from >= 0 && r->ways & LC_AVRO_BACK) {
            bool again = r->ways & LC_AVRO_FORTH && r->forth.from[from] == (int64_t)i;
            LC_TRY(pair(w, r, (uint32_t)from, i, LC_AVRO_BACK | (again ? LC_AVRO_FORTH : 0U)));
        } else if (from < 0) {
            LC_TRY(say_added(w, r, f));
        }
    }
    return CTR_OK;
}

static ctr_status old_fields(struct lc_avro_walk *w, const struct records *r)
{
    for (uint32_t i = 0; i < r->old->count; i++) {
        int64_t from = r->forth.from[i];
        if (r->forth.shared[i]) {
            LC_TRY(also(w, r, LC_AVRO_FORTH, i));
        } else if (from < 0) {
            /* a field that lives on under another name was told with that one */
            bool told = r->renamed[i] && r->ways & LC_AVRO_BACK;
            LC_TRY(told ? CTR_OK : say_removed(w, r, i));
        } else if (r->ways & LC_AVRO_FORTH &&
                   (!(r->ways & LC_AVRO_BACK) || r->back.from[from] != (int64_t)i)) {
            LC_TRY(pair(w, r, i, (uint32_t)from, LC_AVRO_FORTH));
        }
    }
    return CTR_OK;
}

static ctr_status mind_order(struct lc_avro_walk *w, const struct records *r)
{
    struct lc_avro_site site = {r->old, {NULL, 0}, NULL};
    int64_t last = -1;
    bool moved = false;
    for (uint32_t i = 0; i < r->new->count; i++) {
        int64_t from = r->back.shared[i] ? -1 : r->back.from[i];
        moved = moved || (from >= 0 && from < last);
        last = from >= 0 ? from : last;
    }
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_FIELD_ORDER_CHANGED,
        .site = &site,
        .old = r->old->at,
        .new = r->new->at,
        .message = lc_format(w->ctx, "the fields of %.*s stand in another order", S(r->old->name)),
    };
    return moved ? lc_avro_say(w, &s) : CTR_OK;
}

ctr_status lc_avro_fields(struct lc_avro_walk *w, const struct lc_avro_type *older,
                          const struct lc_avro_type *newer, unsigned ways)
{
    struct records r = {.old = older, .new = newer, .ways = ways};
    r.renamed = lc_new(w->ctx, (size_t)older->count + 1, sizeof *r.renamed);
    if (!r.renamed) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_avro_reading(w->ctx, newer, older, &r.back));
    LC_TRY(lc_avro_reading(w->ctx, older, newer, &r.forth));
    if (!find_all_partners(w, &r)) {
        return w->ctx->error ? CTR_E_NOMEM : CTR_OK;
    }
    LC_TRY(new_fields(w, &r));
    LC_TRY(old_fields(w, &r));
    LC_TRY(all_ambiguous(w, &r, LC_AVRO_BACK));
    LC_TRY(all_ambiguous(w, &r, LC_AVRO_FORTH));
    return mind_order(w, &r);
}
