/* Findings of the comparison of Avro schemas: their parts, arguments and words. */
#include "spec/avro/avro_walk.h"

/* A finding is as much work as so many steps, and as much memory. */
enum { WORK = 16 };

#define S(s) (int)(s).len, (s).len ? (s).ptr : ""

static const char *steps(struct lc_avro_walk *w, const struct lc_avro_step *step)
{
    const char *before = step ? steps(w, step->up) : "";
    return !step || !before ? before
                            : lc_format(w->ctx, "%s%s%.*s", before, step->mark, S(step->branch));
}

/* The address; semantics.md 12: `Type.field`. */
static const char *part_of(struct lc_avro_walk *w, const struct lc_avro_site *site)
{
    struct lc_str name = site->owner->name;
    return site->field.len ? lc_format(w->ctx, "%.*s.%.*s", S(name), S(site->field))
                           : lc_dup(w->ctx, name);
}

const char *lc_avro_label(struct lc_avro_walk *w, const struct lc_avro_site *site)
{
    const char *part = site->owner ? part_of(w, site) : "the root";
    const char *way = steps(w, site->step);
    return part && way ? lc_format(w->ctx, "%s%s", part, way) : NULL;
}

const char *lc_avro_title(struct lc_avro_walk *w, const struct lc_avro_type *type)
{
    const char *kind = lc_avro_words[type->kind];
    if (type->kind >= LC_AVRO_RECORD) {
        return lc_format(w->ctx, "%s %.*s", kind, S(type->name));
    }
    return type->logical.ptr ? lc_format(w->ctx, "%s (%.*s)", kind, S(type->logical)) : kind;
}

/* Inside another format the address goes on as a pointer: "/shop.Order/total". Which direction a
 * way of the data is follows there from who writes. */
static ctr_status say_under(struct lc_avro_walk *w, const struct lc_avro_saying *s,
                            const ctr_level by_way[2], const char *arguments)
{
    struct lc_node from = {s->old ? w->old->doc : NULL, s->old};
    struct lc_node to = {s->new ? w->new->doc : NULL, s->new};
    const struct lc_avro_site *site = s->site;
    const struct lc_part type = {.parent = w->under,
                                 .kind = LC_PART_KEY,
                                 .text = site->owner ? site->owner->name : lc_str("")};
    const struct lc_part field = {.parent = &type, .kind = LC_PART_KEY, .text = site->field};
    const struct lc_part *part = !site->owner ? w->under : site->field.len ? &field : &type;
    ctr_level back = by_way[0];
    ctr_level forth = by_way[1];
    ctr_level worst = back < forth ? back : forth;
    bool both = w->data == LC_AVRO_BOTH;
    bool turned = w->data == LC_AVRO_FORTH;
    return lc_cmp_add_levels(w->c, s->rule,
                             both     ? worst
                             : turned ? forth
                                      : back,
                             both     ? worst
                             : turned ? back
                                      : forth,
                             part, from, to, arguments, s->message);
}

ctr_status lc_avro_say(struct lc_avro_walk *w, const struct lc_avro_saying *s)
{
    ctr_level level = s->level ? s->level : lc_rule(s->rule)->level;
    ctr_level backward = s->breaks & LC_AVRO_BACK ? level : CTR_LEVEL_INFO;
    ctr_level forward = s->breaks & LC_AVRO_FORTH ? level : CTR_LEVEL_INFO;
    struct lc_part part = {.kind = LC_PART_WORDS};
    struct lc_node from = {s->old ? w->old->doc : NULL, s->old};
    struct lc_node to = {s->new ? w->new->doc : NULL, s->new};
    const char *way = steps(w, s->site->step);

    if (!way || !s->message) {
        return lc_nomem(w->ctx);
    }
    lc_avro_spend(w, WORK); /* where that is all there was, this is the last but one */
    const char *arguments = way[0] || s->arguments
                                ? lc_format(w->ctx, "%s %s", way, s->arguments ? s->arguments : "")
                                : "";
    if (w->under) {
        const ctr_level levels[2] = {backward, forward};
        return arguments ? say_under(w, s, levels, arguments) : CTR_E_NOMEM;
    }
    if (s->site->owner) {
        part.text = lc_str(part_of(w, s->site));
    }
    if (!arguments || (s->site->owner && !part.text.ptr)) {
        return CTR_E_NOMEM;
    }
    return lc_cmp_add_levels(w->c, s->rule, backward, forward, s->site->owner ? &part : NULL, from,
                             to, arguments, s->message);
}
