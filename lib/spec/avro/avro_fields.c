/* Records: which field is which, and what becomes of those that only one edition has. */
#include "spec/avro/avro_walk.h"

#define S(s) (int)(s).len, (s).len ? (s).ptr : ""

bool lc_avro_usable(const struct lc_avro_field *field)
{
    return field->state == LC_AVRO_DEFAULT_GOOD || field->state == LC_AVRO_DEFAULT_LATER;
}

/* Where the reader's field finds its data: its own name, else one of its aliases. -1: nowhere. */
static int64_t partner(const struct lc_avro_type *writer, const struct lc_avro_field *field,
                       uint32_t hint)
{
    int64_t at = lc_avro_field(writer, field->name, hint);
    uint32_t count = field->aliases ? field->aliases->count : 0;
    for (uint32_t i = 0; at < 0 && i < count; i++) {
        at = lc_avro_field(writer, lc_raw(&field->aliases->items[i]), UINT32_MAX);
    }
    return at;
}

struct records {
    const struct lc_avro_type *old;
    const struct lc_avro_type *new;
    int64_t *back;  /* for each new field the old one that it is read from */
    int64_t *forth; /* for each old field the new one that it is read from */
    bool *renamed;  /* old fields that live on under another name */
    unsigned ways;
};

static bool find_partners(struct lc_avro_walk *w, struct records *r)
{
    for (uint32_t i = 0; i < r->new->count; i++) {
        const struct lc_avro_field *f = &r->new->fields[i];
        if (!lc_avro_spend(w, 1 + (f->aliases ? f->aliases->count : 0))) {
            return false;
        }
        r->back[i] = partner(r->old, f, i);
        if (r->back[i] >= 0 && !lc_str_eq(r->old->fields[r->back[i]].name, f->name)) {
            r->renamed[r->back[i]] = true;
        }
    }
    for (uint32_t i = 0; i < r->old->count; i++) {
        const struct lc_avro_field *f = &r->old->fields[i];
        if (!lc_avro_spend(w, 1 + (f->aliases ? f->aliases->count : 0))) {
            return false;
        }
        r->forth[i] = partner(r->new, f, i);
        r->renamed[i] = r->renamed[i] && r->forth[i] < 0;
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

static ctr_status new_fields(struct lc_avro_walk *w, const struct records *r)
{
    for (uint32_t i = 0; i < r->new->count; i++) {
        const struct lc_avro_field *f = &r->new->fields[i];
        int64_t from = r->back[i];
        if (from >= 0 && r->ways & LC_AVRO_BACK) {
            bool again = r->ways & LC_AVRO_FORTH && r->forth[from] == (int64_t)i;
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
        int64_t from = r->forth[i];
        if (from < 0) {
            /* a field that lives on under another name was told with that one */
            bool told = r->renamed[i] && r->ways & LC_AVRO_BACK;
            LC_TRY(told ? CTR_OK : say_removed(w, r, i));
        } else if (r->ways & LC_AVRO_FORTH &&
                   (!(r->ways & LC_AVRO_BACK) || r->back[from] != (int64_t)i)) {
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
        moved = moved || (r->back[i] >= 0 && r->back[i] < last);
        last = r->back[i] >= 0 ? r->back[i] : last;
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
    r.back = lc_new(w->ctx, (size_t)newer->count + 1, sizeof *r.back);
    r.forth = lc_new(w->ctx, (size_t)older->count + 1, sizeof *r.forth);
    r.renamed = lc_new(w->ctx, (size_t)older->count + 1, sizeof *r.renamed);
    if (!r.back || !r.forth || !r.renamed) {
        return CTR_E_NOMEM;
    }
    if (!find_partners(w, &r)) {
        return CTR_OK;
    }
    LC_TRY(new_fields(w, &r));
    LC_TRY(old_fields(w, &r));
    return mind_order(w, &r);
}
