/*
 * What a schema says beside what it demands: words for people, extensions, defaults, deprecation,
 * and who writes a property.
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

/* Says only again in which dialect the schema is read anyway, as it stands at the head of a
 * document, and not in a choice that the same schema became. */
static bool said_by_reading(const struct lc_schema_memo *m, const struct said *s,
                            const struct all_said *other)
{
    bool again = lc_str_is(s->key, "$schema") && m->side[0].dialect == m->side[1].dialect;
    for (size_t i = 0; again && i < other->count; i++) {
        again = !lc_str_is(other->at[i].key, "$schema");
    }
    return again;
}

/* The names of what has no counterpart, and its first place. */
static ctr_status names_of(const struct lc_schema_memo *m, const struct all_said said[2], int side,
                           enum lc_key class, struct lc_listed *names, struct lc_node *first)
{
    const struct all_said *list = &said[side];
    for (size_t i = 0; i < list->count; i++) {
        const struct said *s = &list->at[i];
        if (!s->matched && s->class == class && !said_by_reading(m, s, &said[!side])) {
            *first = first->value ? *first : s->node;
            LC_TRY(lc_listed_add(m->ctx, names, s->key));
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
    LC_TRY(names_of(m, said, 0, class, &names, &from));
    LC_TRY(names_of(m, said, 1, class, &names, &to));
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
    if (read && p->io == LC_IO_REQUEST && !m->c->messages) {
        d.warns[after ? LC_SUB : LC_SUP] = true;
    }
    if (!read && p->io == LC_IO_RESPONSE && !m->c->messages) {
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

ctr_status lc_build_words(struct lc_schema_memo *m, struct lc_pair *p)
{
    LC_TRY(build_texts(m, p));
    LC_TRY(build_default(m, p));
    LC_TRY(build_deprecated(m, p));
    LC_TRY(lc_build_life(m, p));
    LC_TRY(build_access(m, p, true));
    LC_TRY(build_access(m, p, false));
    return lc_build_discriminator(m, p);
}
