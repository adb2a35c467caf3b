/*
 * Discriminators: who names a subtype promises its schema. A value that says by its property what
 * it is must fit what goes by that name, whether the subtype stands among the choices beside the
 * discriminator, in its mapping, or only takes in the schema that has it. So the names of the two
 * sides are held against each other, and the schemas of each name compared where the discriminator
 * stands.
 *
 * A view that is made of a subtype knows the names of that one and its heirs alone.
 */
#include "spec/schema/schema_heirs.h"
#include "spec/schema/schema_room.h"

#define S(s) ((int)(s).len), (s).ptr

/* A discriminator as it counts in a view. */
struct teller {
    struct lc_view *view;
    struct lc_heirs_of h;
    struct lc_node holder;
    struct lc_node said;
    const struct lc_subtypes *table;
    struct lc_nodes parts; /* subtypes that the view is made of */
    bool met;              /* the other side has one for the same property */
};

struct tellers {
    struct teller *at;
    size_t count;
};

/* ---- what counts in a view */

/* *named: the value has said already which of the subtypes it is. */
static ctr_status find_parts(struct teller *t, bool *named)
{
    *named = false;
    for (size_t i = 0; !t->table->choices.value && i < t->view->flat.count; i++) {
        const struct lc_elem *e = &t->view->flat.at[i];
        if (e->node.value && e->node.value != t->holder.value &&
            lc_subtype_of(t->table, e->node.value)) {
            *named = *named || (e->flags & (LC_NAMED | LC_PART));
            LC_TRY(lc_push_node(t->h.ctx, &t->parts, e->node));
        }
    }
    return CTR_OK;
}

static bool has_property(const struct tellers *list, struct lc_str property)
{
    for (size_t i = 0; i < list->count; i++) {
        if (lc_str_eq(list->at[i].table->property, property)) {
            return true;
        }
    }
    return false;
}

/* One whose choices were taken apart was told of where they stood together. */
static bool counts(const struct lc_view *v, const struct lc_elem *e)
{
    return !(e->flags & (LC_WITHOUT_ANY_OF | LC_WITHOUT_ONE_OF | LC_PART)) &&
           lc_discriminator_of(v->side->dialect, e->node).value;
}

static ctr_status tellers_of(struct lc_view *v, struct tellers *out)
{
    size_t most = 0;
    *out = (struct tellers){NULL, 0};
    for (size_t i = 0; i < v->flat.count; i++) {
        most += counts(v, &v->flat.at[i]);
    }
    if (!most) {
        return CTR_OK;
    }
    out->at = lc_new(v->side->ctx, most, sizeof *out->at);
    for (size_t i = 0; out->at && i < v->flat.count; i++) {
        const struct lc_elem *e = &v->flat.at[i];
        struct teller *t = &out->at[out->count];
        if (!counts(v, e)) {
            continue;
        }
        *t = (struct teller){.view = v, .holder = e->node};
        t->said = lc_discriminator_of(v->side->dialect, e->node);
        LC_TRY(lc_side_heirs(v->side, &t->h));
        LC_TRY(lc_subtypes_of(&t->h, e->node, &t->table));
        bool named;
        LC_TRY(find_parts(t, &named));
        out->count += !named && !has_property(out, t->table->property);
    }
    return out->at ? CTR_OK : CTR_E_NOMEM;
}

/* Does the view know a name of this schema? */
static ctr_status knows(const struct teller *t, const struct lc_subtype *s, bool *out)
{
    *out = true;
    for (size_t i = 0; i < t->parts.count && *out; i++) {
        LC_TRY(lc_comes_from(&t->h, s->node.value, t->parts.at[i].value, out));
    }
    return CTR_OK;
}

struct names {
    const struct lc_subtype **at;
    size_t count;
    size_t room;
};

static ctr_status push(struct lc_ctx *ctx, struct names *list, const struct lc_subtype *s)
{
    const struct lc_subtype **at =
        lc_grow(ctx, list->at, list->count, &list->room, sizeof(struct lc_subtype *));
    if (!at) {
        return CTR_E_NOMEM;
    }
    list->at = at;
    list->at[list->count++] = s;
    return CTR_OK;
}

/* The names that the view knows and that are in use. */
static ctr_status names_of(const struct teller *t, struct names *out)
{
    struct lc_nodes below = {NULL, 0, 0};
    *out = (struct names){NULL, 0, 0};
    for (size_t i = 0; !t->parts.count && i < t->table->count; i++) {
        LC_TRY(t->table->at[i]->spare ? CTR_OK : push(t->h.ctx, out, t->table->at[i]));
    }
    if (t->parts.count) {
        LC_TRY(lc_heirs_below(&t->h, t->parts.at[0], &below));
    }
    for (size_t i = 0; i < below.count; i++) {
        const struct lc_subtype *s = lc_subtype_of(t->table, below.at[i].value);
        for (; s; s = s->again) {
            bool known;
            LC_TRY(knows(t, s, &known));
            LC_TRY(known && !s->spare ? push(t->h.ctx, out, s) : CTR_OK);
        }
    }
    return CTR_OK;
}

static ctr_status find(const struct teller *t, struct lc_str name, const struct lc_subtype **out)
{
    bool known = false;
    *out = lc_subtype_named(t->table, name);
    if (*out) {
        LC_TRY(knows(t, *out, &known));
    }
    *out = known ? *out : NULL;
    return CTR_OK;
}

/* ---- what a value of a name has to fit */

/* NULL in *out: it is no choice that stands beside the discriminator in this view. */
static ctr_status choice_of(const struct teller *t, const struct lc_subtype *s,
                            struct lc_view **out)
{
    *out = NULL;
    for (size_t g = 0; g < t->view->groups.count && !*out; g++) {
        const struct lc_group *group = &t->view->groups.at[g];
        bool beside = group->node.value == t->table->choices.value;
        LC_TRY(lc_charge(t->view->side, 1 + (beside ? group->count : 0)));
        for (size_t i = 0; beside && i < group->count && !*out; i++) {
            struct lc_node ref = lc_child(lc_group_member(group, i), "$ref");
            struct lc_node target = {NULL, NULL};
            if (lc_is(ref.value, LC_STRING)) {
                LC_TRY(lc_schema_target(t->h.ctx, t->h.bundle, ref, &target));
                LC_TRY(lc_schema_behind(t->h.ctx, t->h.bundle, t->h.dialect, &target));
            }
            if (target.value && target.value == s->node.value) {
                LC_TRY(lc_view_piece(t->view, group, i, out));
            }
        }
    }
    return CTR_OK;
}

static ctr_status view_of(const struct teller *t, const struct lc_subtype *s, struct lc_view **out)
{
    *out = t->view;
    if (!s->node.value || s->own) {
        return CTR_OK;
    }
    if (t->table->choices.value) {
        LC_TRY(choice_of(t, s, out));
        return *out ? CTR_OK : lc_view_as(t->view, s->node, out);
    }
    return lc_view_as(t->view, s->node, out);
}

/* Can a value of it say its name at all? */
static ctr_status can_say(const struct teller *t, const struct lc_subtype *s, bool *out)
{
    struct lc_value *name = lc_new(t->h.ctx, 1, sizeof *name);
    struct lc_view *whole;
    struct lc_view *property;
    enum lc_answer answer;
    bool unsure = false;
    if (!name) {
        return CTR_E_NOMEM;
    }
    *name = lc_string_at(s->name, 0);
    LC_TRY(view_of(t, s, &whole));
    LC_TRY(lc_view_property(whole, t->table->property, &property, &unsure));
    LC_TRY(lc_view_accepts(property, name, &answer));
    *out = unsure || answer != LC_FAILS;
    return CTR_OK;
}

/* ---- names that came or went */

struct sides {
    struct lc_schema_memo *m;
    struct lc_pair *p;
    const struct teller *side[2];
    struct lc_pair *base; /* the schemas that have the discriminators, alone */
};

/* No combination on either side says what a value may be: it is what its name says. */
static bool by_name_alone(const struct sides *s)
{
    return !s->side[0]->table->choices.value && !s->side[1]->table->choices.value;
}

/* Who reads data of the side that has the name does not know it. Choices can be told apart by
 * their schemas as well, and values are seldom of the schema that others take in. */
static ctr_status tell_name(const struct sides *s, const struct lc_subtype *subtype, bool came)
{
    struct lc_ctx *ctx = s->m->ctx;
    const enum lc_way way = came ? LC_SUP : LC_SUB;
    const bool alone = by_name_alone(s);
    const struct lc_str name = lc_shown(ctx, subtype->name);
    const struct lc_str property = lc_shown(ctx, s->side[came]->table->property);
    struct lc_draft d = {
        .old_node = came ? s->side[0]->said : subtype->said,
        .new_node = came ? subtype->said : s->side[1]->said,
        .arguments = lc_dup(ctx, subtype->name),
    };
    bool open;
    LC_TRY(can_say(s->side[came], subtype, &open));
    if (!open) {
        return CTR_OK;
    }
    d.effect[way] = alone && !subtype->own ? LC_FAILS : LC_UNSURE;
    if (alone && !subtype->own) {
        d.kind =
            came ? LC_CHANGE_DISCRIMINATOR_SUBTYPE_ADDED : LC_CHANGE_DISCRIMINATOR_SUBTYPE_REMOVED;
        d.message = lc_format(ctx,
                              came ? "'%.*s' is one more subtype that '%.*s' may name; who knows "
                                     "those of before alone cannot read it"
                                   : "'%.*s' is no longer a subtype that '%.*s' may name; map the "
                                     "name to the schema that takes its place",
                              S(name), S(property));
    } else {
        d.kind = came ? LC_CHANGE_DISCRIMINATOR_MAPPING_ADDED : LC_CHANGE_DISCRIMINATOR_CHANGED;
        d.message = lc_format(ctx,
                              came ? "the discriminator knows the name '%.*s' now; code that goes "
                                     "by the names of before does not"
                                   : "the discriminator no longer knows the name '%.*s'; keep it "
                                     "in the mapping, or see that nobody goes by it",
                              S(name));
    }
    return d.arguments && d.message ? lc_pair_draft(s->m, s->p, &d) : CTR_E_NOMEM;
}

/* ---- a name that both know */

static ctr_status another_schema(const struct sides *s, const struct lc_subtype *a,
                                 const struct lc_subtype *b)
{
    struct lc_ctx *ctx = s->m->ctx;
    const struct lc_str name = lc_shown(ctx, a->name);
    const char *arguments = lc_format(ctx, "%.*s to %.*s", S(a->name), S(b->schema));
    return lc_change(s->m, s->p, LC_CHANGE_DISCRIMINATOR_CHANGED, LC_UNSURE, LC_UNSURE, a->said,
                     b->said, arguments,
                     lc_format(ctx,
                               "the name '%.*s' leads the discriminator to another schema; code "
                               "that goes by it may choose wrongly",
                               S(name)));
}

/* The view is made of it, or of the schema itself that has the discriminator. */
static bool own_part(const struct teller *t, const struct lc_subtype *s)
{
    bool found = s->own;
    for (size_t i = 0; i < t->parts.count && !found; i++) {
        found = t->parts.at[i].value == s->node.value;
    }
    return found;
}

static ctr_status meet(const struct sides *s, const struct lc_subtype *a,
                       const struct lc_subtype *b)
{
    const struct lc_part here = {.kind = (enum lc_part_kind)LC_HERE};
    struct lc_view *x;
    struct lc_view *y;
    struct lc_edge *edge;
    bool same;
    if (!a->node.value || !b->node.value) {
        bool alike = a->node.value == b->node.value && lc_str_eq(a->schema, b->schema);
        return alike ? CTR_OK : another_schema(s, a, b);
    }
    LC_TRY(lc_same(s->m, a->node, b->node, &same));
    if (same) {
        return CTR_OK;
    }
    if (!by_name_alone(s) && !lc_str_eq(a->schema, b->schema)) {
        LC_TRY(lc_same_meaning(s->m, a->node, b->node, &same));
        return same ? CTR_OK : another_schema(s, a, b);
    }
    if (own_part(s->side[0], a) && own_part(s->side[1], b)) {
        return CTR_OK; /* what the two are as they stand */
    }
    LC_TRY(view_of(s->side[0], a, &x));
    LC_TRY(view_of(s->side[1], b, &y));
    if (by_name_alone(s)) {
        return lc_pair_part(s->m, s->p, x, y, s->base);
    }
    LC_TRY(lc_pair_edge(s->m, s->p, here, x, y, &edge));
    return lc_choice_mark(s->m, a->node, b->node, &edge->choice);
}

/* ---- two discriminators */

/* The same names, written in another way. */
static ctr_status tell_words(const struct sides *s)
{
    struct lc_node a = s->side[0]->said;
    struct lc_node b = s->side[1]->said;
    bool forms = a.value->kind != b.value->kind && !lc_get(a.value, "mapping") &&
                 !lc_get(b.value, "mapping");
    if (forms || lc_value_eq(a.value, b.value)) {
        return CTR_OK;
    }
    return lc_change(s->m, s->p, LC_CHANGE_ANNOTATION, LC_HOLDS, LC_HOLDS, a, b, "discriminator",
                     "how the discriminator is written changed, and not which names it knows");
}

static ctr_status find_base(struct sides *s)
{
    struct lc_view *x;
    struct lc_view *y;
    LC_TRY(lc_view_of_node(&s->m->side[0], s->side[0]->holder, &x));
    LC_TRY(lc_view_of_node(&s->m->side[1], s->side[1]->holder, &y));
    return lc_pair_of(s->m, x, y, s->p->io, &s->base);
}

static ctr_status compare(struct sides *s)
{
    struct lc_draft **const drafts = s->p->last_draft;
    struct names names;
    const struct lc_subtype *there;
    LC_TRY(find_base(s));
    LC_TRY(names_of(s->side[0], &names));
    for (size_t i = 0; i < names.count; i++) {
        LC_TRY(lc_charge(&s->m->side[0], 1));
        LC_TRY(find(s->side[1], names.at[i]->name, &there));
        LC_TRY(there ? meet(s, names.at[i], there) : tell_name(s, names.at[i], false));
    }
    LC_TRY(names_of(s->side[1], &names));
    for (size_t i = 0; i < names.count; i++) {
        LC_TRY(lc_charge(&s->m->side[1], 1));
        LC_TRY(find(s->side[0], names.at[i]->name, &there));
        LC_TRY(there ? CTR_OK : tell_name(s, names.at[i], true));
    }
    return s->p->last_draft == drafts ? tell_words(s) : CTR_OK;
}

/* Who was promised one misses it: clients of the old edition now, of the new one before. */
static ctr_status tell_lone(struct lc_schema_memo *m, struct lc_pair *p, const struct teller *was,
                            const struct teller *is)
{
    const struct lc_node none = {NULL, NULL};
    enum lc_answer effect[2] = {LC_HOLDS, LC_HOLDS};
    enum lc_way backward = p->io == LC_IO_RESPONSE ? LC_SUP : LC_SUB;
    effect[backward] = was ? LC_UNSURE : LC_HOLDS;
    effect[!backward] = is ? LC_UNSURE : LC_HOLDS;
    const char *arguments =
        lc_format(m->ctx, "%016llx", (unsigned long long)lc_value_hash(is ? is->said.value : NULL));
    return lc_change(m, p, LC_CHANGE_DISCRIMINATOR_CHANGED, effect[LC_SUB], effect[LC_SUP],
                     was ? was->said : none, is ? is->said : none, arguments,
                     was ? "how choices are told apart changed; code that reads the "
                           "discriminator may choose wrongly"
                         : "a discriminator was added");
}

static const struct teller *lone(const struct tellers *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (!list->at[i].met) {
            return &list->at[i];
        }
    }
    return NULL;
}

ctr_status lc_build_discriminator(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct tellers was;
    struct tellers is;
    LC_TRY(tellers_of(p->a, &was));
    LC_TRY(tellers_of(p->b, &is));
    for (size_t i = 0; i < was.count; i++) {
        for (size_t k = 0; k < is.count; k++) {
            if (lc_str_eq(was.at[i].table->property, is.at[k].table->property)) {
                was.at[i].met = is.at[k].met = true;
                struct sides s = {m, p, {&was.at[i], &is.at[k]}, NULL};
                LC_TRY(compare(&s));
            }
        }
    }
    const struct teller *gone = lone(&was);
    const struct teller *fresh = lone(&is);
    return gone || fresh ? tell_lone(m, p, gone, fresh) : CTR_OK;
}
