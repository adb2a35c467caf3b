/*
 * What a schema says beside what it demands: words for people, extensions, defaults, deprecation,
 * who writes a property, and how tools tell choices apart.
 */
#include "base/listed.h"
#include "spec/schema/schema_keyword.h"
#include "spec/schema/schema_room.h"

static const struct lc_node none = {NULL, NULL};

/* A keyword of one of the view's elements. */
struct said {
    struct lc_str key;
    struct lc_node node;
    enum lc_key class;
    bool matched;
};

struct all_said {
    struct said *at;
    size_t count;
};

static ctr_status gather(struct lc_view *v, struct all_said *out)
{
    size_t room = 0;
    for (size_t i = 0; i < v->flat.count; i++) {
        const struct lc_value *value = v->flat.at[i].node.value;
        room += lc_is(value, LC_OBJECT) ? value->count : 0;
    }
    *out = (struct all_said){lc_new(v->side->ctx, room + 1, sizeof *out->at), 0};
    for (size_t i = 0; out->at && i < v->flat.count; i++) {
        struct lc_node node = v->flat.at[i].node;
        for (uint32_t k = 0; lc_is(node.value, LC_OBJECT) && k < node.value->count; k++) {
            const struct lc_member *m = &node.value->members[k];
            enum lc_key class = lc_keyword(v->side->dialect, lc_key(m));
            bool said_by_types = lc_is_swagger(node) && lc_str_is(lc_key(m), "x-nullable");
            if ((class == LC_KEY_WORDS || class == LC_KEY_EXTENSION) && !said_by_types) {
                out->at[out->count++] =
                    (struct said){lc_key(m), {node.doc, &m->value}, class, false};
            }
        }
    }
    return out->at ? CTR_OK : CTR_E_NOMEM;
}

/* True if nothing is left without its counterpart. */
static bool match(struct all_said *a, struct all_said *b)
{
    size_t matched = 0;
    for (size_t i = 0; i < a->count; i++) {
        for (size_t k = 0; k < b->count && !a->at[i].matched; k++) {
            struct said *x = &a->at[i];
            struct said *y = &b->at[k];
            if (!y->matched && lc_str_eq(x->key, y->key) &&
                lc_value_eq(x->node.value, y->node.value)) {
                x->matched = y->matched = true;
                matched++;
            }
        }
    }
    return matched == a->count && matched == b->count;
}

/* The names of what has no counterpart, and its first place. */
static ctr_status names_of(struct lc_ctx *ctx, const struct all_said *list, enum lc_key class,
                           struct lc_listed *names, struct lc_node *first)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct said *s = &list->at[i];
        if (!s->matched && s->class == class) {
            *first = first->value ? *first : s->node;
            LC_TRY(lc_listed_add(ctx, names, s->key));
        }
    }
    return CTR_OK;
}

static ctr_status build_class(struct lc_schema_memo *m, struct lc_pair *p,
                              const struct all_said said[2], enum lc_key class,
                              enum lc_kind_id kind)
{
    struct lc_listed names = {0};
    struct lc_node from = none;
    struct lc_node to = none;
    LC_TRY(names_of(m->ctx, &said[0], class, &names, &from));
    LC_TRY(names_of(m->ctx, &said[1], class, &names, &to));
    if (!names.count) {
        return CTR_OK;
    }
    const char *text = lc_listed_text(m->ctx, &names);
    return text ? lc_change(m, p, kind, LC_HOLDS, LC_HOLDS, from, to, text,
                            lc_format(m->ctx, "%s changed", text))
                : CTR_E_NOMEM;
}

static ctr_status build_texts(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct all_said said[2];
    struct lc_mark mark = lc_arena_mark(&m->ctx->arena);
    LC_TRY(gather(p->a, &said[0]));
    LC_TRY(gather(p->b, &said[1]));
    LC_TRY(lc_charge(&m->side[0], 1 + said[0].count * said[1].count / 4));
    if (match(&said[0], &said[1])) {
        lc_arena_release(&m->ctx->arena, mark);
        return CTR_OK;
    }
    LC_TRY(build_class(m, p, said, LC_KEY_WORDS, LC_CHANGE_ANNOTATION));
    return build_class(m, p, said, LC_KEY_EXTENSION, LC_CHANGE_EXTENSION);
}

/* ---- defaults, deprecation, who writes */

static ctr_status build_default(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct lc_node a = p->a->default_node;
    struct lc_node b = p->b->default_node;
    if (lc_value_eq(a.value, b.value)) {
        return CTR_OK;
    }
    const char *from = a.value ? lc_cmp_show(m->ctx, a.value, 60) : "none";
    const char *to = b.value ? lc_cmp_show(m->ctx, b.value, 60) : "none";
    if (!from || !to) {
        return CTR_E_NOMEM;
    }
    enum lc_kind_id kind = !a.value   ? LC_CHANGE_DEFAULT_ADDED
                           : !b.value ? LC_CHANGE_DEFAULT_REMOVED
                                      : LC_CHANGE_DEFAULT_CHANGED;
    return lc_change(m, p, kind, LC_HOLDS, LC_HOLDS, a, b,
                     lc_cmp_change(m->ctx, "default", a.value, b.value),
                     lc_format(m->ctx,
                               "the default changed from %s to %s; leaving the value out "
                               "means something else now",
                               from, to));
}

static ctr_status build_access(struct lc_schema_memo *m, struct lc_pair *p, bool read)
{
    bool before = read ? p->a->read_only : p->a->write_only;
    bool after = read ? p->b->read_only : p->b->write_only;
    if (before == after) {
        return CTR_OK;
    }
    struct lc_draft d = {.kind = read ? LC_CHANGE_READ_ONLY_CHANGED : LC_CHANGE_WRITE_ONLY_CHANGED,
                         .old_node = lc_view_node(p->a),
                         .new_node = lc_view_node(p->b),
                         .arguments = after ? "on" : "off"};
    /* requests lose what becomes read-only, responses what becomes write-only */
    if (read && p->io == LC_IO_REQUEST) {
        d.warns[after ? LC_SUB : LC_SUP] = true;
    }
    if (!read && p->io == LC_IO_RESPONSE) {
        d.warns[after ? LC_SUP : LC_SUB] = true;
    }
    d.message = lc_format(m->ctx, "%s %s", after ? "became" : "is no longer",
                          read ? "read-only" : "write-only");
    return d.message ? lc_pair_draft(m, p, &d) : CTR_E_NOMEM;
}

static ctr_status build_deprecated(struct lc_schema_memo *m, struct lc_pair *p)
{
    bool now = p->b->deprecated;
    if (now == p->a->deprecated) {
        return CTR_OK;
    }
    return lc_change(m, p, now ? LC_CHANGE_DEPRECATED : LC_CHANGE_REACTIVATED, LC_HOLDS, LC_HOLDS,
                     none, none, "deprecated",
                     now ? "was marked deprecated; stop using it" : "is no longer deprecated");
}

/* ---- discriminator */

static bool within(const struct lc_value *a, const struct lc_value *b)
{
    for (uint32_t i = 0; lc_is(a, LC_OBJECT) && i < a->count; i++) {
        if (!lc_value_eq(&a->members[i].value, lc_get_str(b, lc_key(&a->members[i])))) {
            return false;
        }
    }
    return true;
}

/* The property that tells; Swagger 2.0 has nothing but its name. */
static const struct lc_value *discriminates(const struct lc_value *d)
{
    return lc_is(d, LC_STRING) ? d : lc_get(d, "propertyName");
}

/* What the discriminator chooses from: the combination beside it, of two the one of named schemas.
 * NULL if there is none. */
static const struct lc_value *choices_of(const struct lc_view *v)
{
    const struct lc_value *own = v->more->discriminator.value;
    const struct lc_value *found = NULL;
    for (size_t i = 0; i < v->groups.count; i++) {
        const struct lc_group *g = &v->groups.at[i];
        bool beside = lc_get(v->flat.at[g->elem].node.value, "discriminator") == own;
        if (beside && (!found || lc_get(lc_at(g->node.value, 0), "$ref"))) {
            found = g->node.value;
        }
    }
    return found;
}

/* Without a mapping a choice goes by the name of its schema. False only where that is sure not to
 * be this one. */
static bool may_imply(const struct lc_value *choices, struct lc_str name)
{
    for (uint32_t i = 0; choices && i < choices->count; i++) {
        struct lc_str ref = lc_text(lc_get(&choices->items[i], "$ref"));
        if (!ref.ptr || lc_str_eq(lc_str_tail(ref, '/'), name)) {
            return true;
        }
    }
    return !choices;
}

/* One mapping has names that the other has not: who knows fewer may get one it does not know, who
 * knows more may take one for another than was meant. `fewer` is the view of the first. */
static ctr_status more_names(struct lc_schema_memo *m, const struct lc_view *fewer,
                             const struct lc_value *few, const struct lc_value *many,
                             enum lc_answer *knows_fewer, enum lc_answer *knows_more)
{
    const struct lc_value *choices = choices_of(fewer);
    *knows_fewer = *knows_more = LC_HOLDS;
    for (uint32_t i = 0; lc_is(many, LC_OBJECT) && i < many->count; i++) {
        struct lc_str name = lc_key(&many->members[i]);
        struct lc_str to = lc_text(&many->members[i].value);
        if (lc_get_str(few, name) || (to.ptr && lc_str_eq(lc_str_tail(to, '/'), name))) {
            continue; /* what it says is known, or would be without it */
        }
        LC_TRY(lc_charge(&m->side[0], choices ? 1 + choices->count / 8 : 1));
        *knows_fewer = LC_UNSURE;
        *knows_more = may_imply(choices, name) ? LC_UNSURE : *knows_more;
    }
    return CTR_OK;
}

/* Names that came or went. SUB: data of the old edition, read by the new one. */
static ctr_status build_mapping(struct lc_schema_memo *m, struct lc_pair *p, bool came)
{
    struct lc_node a = p->a->more->discriminator;
    struct lc_node b = p->b->more->discriminator;
    const struct lc_value *was = lc_get(a.value, "mapping");
    const struct lc_value *is = lc_get(b.value, "mapping");
    enum lc_answer effect[2];
    if (came) {
        LC_TRY(more_names(m, p->a, was, is, &effect[LC_SUP], &effect[LC_SUB]));
        return lc_change(m, p, LC_CHANGE_DISCRIMINATOR_MAPPING_ADDED, effect[LC_SUB],
                         effect[LC_SUP], a, b, "mapping", "the discriminator knows more names");
    }
    LC_TRY(more_names(m, p->b, is, was, &effect[LC_SUB], &effect[LC_SUP]));
    return lc_change(m, p, LC_CHANGE_DISCRIMINATOR_CHANGED, effect[LC_SUB], effect[LC_SUP], a, b,
                     "mapping", "the discriminator knows fewer names");
}

static ctr_status build_discriminator(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct lc_node a = p->a->more->discriminator;
    struct lc_node b = p->b->more->discriminator;
    if (lc_value_eq(a.value, b.value)) {
        return CTR_OK;
    }
    bool named = lc_value_eq(discriminates(a.value), discriminates(b.value));
    if (a.value && b.value && named && a.value->kind != b.value->kind &&
        !lc_get(a.value, "mapping") && !lc_get(b.value, "mapping")) {
        return CTR_OK;
    }
    bool came = within(lc_get(a.value, "mapping"), lc_get(b.value, "mapping"));
    bool went = within(lc_get(b.value, "mapping"), lc_get(a.value, "mapping"));
    if (a.value && b.value && named && (came || went)) {
        return build_mapping(m, p, came);
    }
    /* who was promised one misses it: clients of the old edition now, of the new one before */
    enum lc_answer effect[2] = {LC_HOLDS, LC_HOLDS};
    enum lc_way backward = p->io == LC_IO_RESPONSE ? LC_SUP : LC_SUB;
    effect[backward] = a.value ? LC_UNSURE : LC_HOLDS;
    effect[!backward] = b.value ? LC_UNSURE : LC_HOLDS;
    const char *arguments =
        lc_format(m->ctx, "%016llx", (unsigned long long)lc_value_hash(b.value));
    return lc_change(m, p, LC_CHANGE_DISCRIMINATOR_CHANGED, effect[LC_SUB], effect[LC_SUP], a, b,
                     arguments,
                     a.value ? "how choices are told apart changed; code that reads the "
                               "discriminator may choose wrongly"
                             : "a discriminator was added");
}

ctr_status lc_build_words(struct lc_schema_memo *m, struct lc_pair *p)
{
    LC_TRY(build_texts(m, p));
    LC_TRY(build_default(m, p));
    LC_TRY(build_deprecated(m, p));
    LC_TRY(lc_build_life(m, p));
    LC_TRY(build_access(m, p, true));
    LC_TRY(build_access(m, p, false));
    return build_discriminator(m, p);
}
