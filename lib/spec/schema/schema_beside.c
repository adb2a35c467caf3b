/*
 * What stands beside a reference in a document that names no draft. Drafts up to 07 ignore it, and
 * so does who guesses one of them; later drafts do not. Where it changed between two documents that
 * were both read so, nobody can tell what that does.
 */
#include "spec/schema/schema_keyword.h"
#include "spec/schema/schema_ref.h"
#include "spec/schema/schema_room.h"

struct walk {
    struct lc_cmp *c;
    struct lc_doc *doc[2];
};

/* Would the keyword say something of values, if it counted? */
static bool would_count(struct lc_str text)
{
    enum lc_key key = lc_keyword(LC_DRAFT_2020, text);
    switch ((int)key) {
    case LC_KEY_NEUTRAL:
        return lc_str_is(text, "then") || lc_str_is(text, "else");
    case LC_KEY_WORDS:
    case LC_KEY_EXTENSION:
    case LC_KEY_DEFAULT:
    case LC_KEY_DEPRECATED:
    case LC_KEY_READ_ONLY:
    case LC_KEY_WRITE_ONLY:
        return false;
    default:
        return true;
    }
}

static bool is_reference(const struct lc_value *schema)
{
    return lc_is(lc_get(schema, "$ref"), LC_STRING);
}

static ctr_status tell(struct walk *w, struct lc_str key, const struct lc_value *older,
                       const struct lc_value *newer, const struct lc_value *was,
                       const struct lc_value *is)
{
    struct lc_node from = {w->doc[0], was ? was : older};
    struct lc_node to = {w->doc[1], is ? is : newer};
    const char *name = lc_dup(w->c->ctx, lc_shown(w->c->ctx, key));
    const char *pointer = lc_doc_pointer(w->c->ctx, w->doc[1], newer);
    if (!name || !pointer) {
        return CTR_E_NOMEM;
    }
    const char *message =
        lc_format(w->c->ctx,
                  "'%s' beside a $ref %s; drafts up to 07 ignore it, later ones do not, and "
                  "neither document says by $schema which one it is of",
                  name,
                  !was  ? "is new"
                  : !is ? "is gone"
                        : "changed");
    const char *what = lc_format(w->c->ctx, "beside %s %s", pointer, name);
    const char *arguments = what ? lc_cmp_change(w->c->ctx, what, was, is) : NULL;
    return message && arguments
               ? lc_cmp_add_levels(
                     w->c, lc_kind_rule(LC_CHANGE_KEYWORD_UNDECIDED, LC_SITE_DATA, false),
                     CTR_LEVEL_UNDECIDED, CTR_LEVEL_UNDECIDED, NULL, from, to, arguments, message)
               : CTR_E_NOMEM;
}

static ctr_status compare(struct walk *w, const struct lc_value *older,
                          const struct lc_value *newer)
{
    for (int side = 0; side < 2; side++) {
        const struct lc_value *own = side ? newer : older;
        for (uint32_t i = 0; i < own->count; i++) {
            struct lc_str key = lc_key(&own->members[i]);
            const struct lc_value *was = lc_get_str(older, key);
            const struct lc_value *is = lc_get_str(newer, key);
            bool told = side && was;
            bool same = was && is && lc_value_eq(was, is);
            if (would_count(key) && !told && !same) {
                LC_TRY(tell(w, key, older, newer, was, is));
            }
        }
    }
    return CTR_OK;
}

static ctr_status look(struct walk *w, const struct lc_value *older, const struct lc_value *newer,
                       enum lc_walk at)
{
    if (at == LC_WALK_DATA || older->kind != newer->kind) {
        return CTR_OK;
    }
    for (uint32_t i = 0; older->kind == LC_ARRAY && i < older->count && i < newer->count; i++) {
        LC_TRY(look(w, &older->items[i], &newer->items[i], at));
    }
    if (older->kind != LC_OBJECT) {
        return CTR_OK;
    }
    if (at == LC_WALK_NODE && is_reference(older) && is_reference(newer)) {
        LC_TRY(compare(w, older, newer));
    }
    for (uint32_t i = 0; i < older->count; i++) {
        const struct lc_member *m = &older->members[i];
        const struct lc_value *other = lc_get_str(newer, lc_key(m));
        LC_TRY(lc_poll(w->c->ctx));
        if (other) {
            LC_TRY(look(w, &m->value, other, lc_walk_into(at, lc_key(m), &m->value)));
        }
    }
    return CTR_OK;
}

ctr_status lc_schema_beside(struct lc_cmp *c, struct lc_node older, struct lc_node newer)
{
    struct walk w = {c, {older.doc, newer.doc}};
    return look(&w, older.value, newer.value, LC_WALK_NODE);
}
