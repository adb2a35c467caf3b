/* What is said of a field beside its type: its default, sort order, aliases and words. */
#include "spec/avro/avro_walk.h"

#define S(s) (int)(s).len, (s).len ? (s).ptr : ""

struct facts {
    struct lc_avro_walk *w;
    const struct lc_avro_site *site;
    const struct lc_avro_field *old; /* NULL: it was added */
    const struct lc_avro_field *new;
    unsigned ways;
};

static const struct lc_value *place(const struct lc_avro_field *field)
{
    return !field ? NULL : field->fallback ? field->fallback : field->at;
}

static ctr_status say(const struct facts *f, enum lc_rule_id rule, unsigned breaks,
                      const char *message)
{
    struct lc_avro_saying s = {
        .rule = rule,
        .breaks = breaks,
        .site = f->site,
        .old = place(f->old),
        .new = place(f->new),
        .message = message,
    };
    return lc_avro_say(f->w, &s);
}

static bool same_value(const struct lc_value *a, const struct lc_value *b)
{
    return a == b || (a && b && lc_value_eq(a, b));
}

/* Whether the default came, went or is another one. */
static ctr_status default_changed(const struct facts *f)
{
    struct lc_ctx *ctx = f->w->ctx;
    const struct lc_value *before = f->old->fallback;
    const struct lc_value *after = f->new->fallback;
    if (same_value(before, after)) {
        return CTR_OK;
    }
    const char *from = before ? lc_cmp_show(ctx, before, 60) : "";
    const char *to = after ? lc_cmp_show(ctx, after, 60) : "";
    const char *label = lc_avro_label(f->w, f->site);
    if (!from || !to || !label) {
        return CTR_E_NOMEM;
    }
    if (!after) {
        return say(f, LC_RULE_AVRO_DEFAULT_REMOVED, f->ways & LC_AVRO_BACK,
                   lc_format(ctx,
                             "the default %s of %s was removed, so that data of editions before "
                             "the field came can no longer be read; keep it while there is some",
                             from, label));
    }
    if (!before) {
        return say(f, LC_RULE_AVRO_DEFAULT_ADDED, 0,
                   lc_format(ctx, "%s has a default now, %s", label, to));
    }
    return say(f, LC_RULE_AVRO_DEFAULT_CHANGED, 0,
               lc_format(ctx,
                         "the default of %s changed from %s to %s, which is what readers get from "
                         "data that lacks the field",
                         label, from, to));
}

/* Whether the default became one that cannot be used, or not by everybody. */
static ctr_status default_judged(const struct facts *f)
{
    struct lc_ctx *ctx = f->w->ctx;
    enum lc_avro_default before = f->old ? f->old->state : LC_AVRO_NO_DEFAULT;
    bool again = f->old && before == f->new->state &&same_value(f->old->fallback, f->new->fallback);
    if (again || (f->new->state != LC_AVRO_DEFAULT_BAD && f->new->state != LC_AVRO_DEFAULT_LATER)) {
        return CTR_OK;
    }
    const char *to = lc_cmp_show(ctx, f->new->fallback, 60);
    const char *title = lc_avro_title(f->w, f->new->type.type);
    const char *label = lc_avro_label(f->w, f->site);
    if (!to || !title || !label) {
        return CTR_E_NOMEM;
    }
    if (f->new->state == LC_AVRO_DEFAULT_BAD) {
        return say(f, LC_RULE_AVRO_DEFAULT_INVALID, f->ways & LC_AVRO_BACK,
                   lc_format(ctx, "the default %s of %s is no value of its type, %s; correct it",
                             to, label, title));
    }
    return say(f, LC_RULE_AVRO_DEFAULT_NOT_FIRST_BRANCH, f->ways & LC_AVRO_BACK,
               lc_format(ctx,
                         "the default %s of %s does not fit the first branch of its union, and "
                         "libraries before Avro 1.12 refuse that; put the branch that it fits "
                         "first",
                         to, label));
}

static struct lc_str order_of(const struct lc_avro_field *field)
{
    const struct lc_value *order = lc_get(field->at, "order");
    return order ? lc_raw(order) : LC_STR("ascending");
}

static ctr_status order_changed(const struct facts *f)
{
    struct lc_str before = order_of(f->old);
    struct lc_str after = order_of(f->new);
    if (lc_str_eq(before, after)) {
        return CTR_OK;
    }
    const char *label = lc_avro_label(f->w, f->site);
    if (!label) {
        return CTR_E_NOMEM;
    }
    return say(f, LC_RULE_AVRO_SORT_ORDER_CHANGED, 0,
               lc_format(f->w->ctx, "%s sorts %.*s, was %.*s", label, S(after), S(before)));
}

ctr_status lc_avro_field_facts(struct lc_avro_walk *w, const struct lc_avro_site *site,
                               const struct lc_avro_field *older, const struct lc_avro_field *newer,
                               unsigned ways)
{
    /* most fields have nothing but a name and a type */
    if (newer->at->count == 2 && (!older || older->at->count == 2)) {
        return CTR_OK;
    }
    const struct facts f = {w, site, older, newer, ways};
    if (older) {
        LC_TRY(default_changed(&f));
        LC_TRY(order_changed(&f));
        LC_TRY(lc_avro_doc(w, site, older->at, newer->at));
        LC_TRY(lc_avro_aliases(w, site, older->aliases, newer->aliases, older->name, ways));
        if (older->extra || newer->extra) {
            LC_TRY(lc_avro_extra(w, site, true, older->at, newer->at));
        }
    }
    return default_judged(&f);
}
