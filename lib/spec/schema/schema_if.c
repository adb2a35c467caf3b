/*
 * Conditions of which it is not known whether they hold: told by the keyword that changed. Where
 * two ask for the same, what follows from it is compared as a fragment; where they do not, nobody
 * knows which values come under which.
 */
#include "spec/schema/schema_room.h"

static const char *const keys[] = {"if", "then", "else"};

static ctr_status same_part(struct lc_schema_memo *m, struct lc_node a, struct lc_node b,
                            const char *key, bool *out)
{
    return lc_same_meaning(m, lc_child(a, key), lc_child(b, key), out);
}

ctr_status lc_same_condition(struct lc_schema_memo *m, struct lc_node a, struct lc_node b,
                             bool *out)
{
    *out = true;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0] && *out; i++) {
        LC_TRY(same_part(m, a, b, keys[i], out));
    }
    return CTR_OK;
}

/* Conditions of one side that the other does not have. */
static ctr_status lone_ones(struct lc_schema_memo *m, struct lc_pair *p, int side,
                            struct lc_nodes *out)
{
    const struct lc_raws *own = side ? &p->b->more->raws : &p->a->more->raws;
    const struct lc_raws *other = side ? &p->a->more->raws : &p->b->more->raws;
    for (size_t i = 0; i < own->count; i++) {
        bool found = !own->at[i].condition;
        for (size_t k = 0; k < other->count && !found; k++) {
            struct lc_node a = side ? other->at[k].node : own->at[i].node;
            struct lc_node b = side ? own->at[i].node : other->at[k].node;
            if (other->at[k].condition && lc_alike_keyword(m, a, b, own->at[i].key)) {
                LC_TRY(lc_same_condition(m, a, b, &found));
            }
        }
        LC_TRY(found ? CTR_OK : lc_push_node(m->ctx, out, own->at[i].node));
    }
    return CTR_OK;
}

/* What follows, as a schema; without one anything does. */
static ctr_status consequence(struct lc_schema_memo *m, int side, struct lc_node condition,
                              const char *key, struct lc_view **out)
{
    const struct lc_node node = lc_child(condition, key);
    return node.value ? lc_view_of_node(&m->side[side], node, out)
                      : lc_view_of(&m->side[side], NULL, 0, out);
}

/* It holds beside all else that is said of the value. */
static ctr_status excuses(struct lc_schema_memo *m, const struct lc_pair *p, const char *key,
                          struct lc_draft *d)
{
    struct lc_view *a;
    struct lc_view *b;
    struct lc_beside *beside = lc_new(m->ctx, 1, sizeof *beside);
    if (!beside) {
        return CTR_E_NOMEM;
    }
    *beside = (struct lc_beside){{&p->a, &p->b}, {1, 1}};
    LC_TRY(consequence(m, 0, d->old_node, key, &a));
    LC_TRY(consequence(m, 1, d->new_node, key, &b));
    for (int way = LC_SUB; way <= LC_SUP; way++) {
        d->excuse[way] = lc_cond_fragments(m, a, b, (enum lc_way)way, beside);
        LC_TRY(d->excuse[way] ? CTR_OK : CTR_E_NOMEM);
    }
    return CTR_OK;
}

/* Another question, or another answer to it: each is a difference of its own. */
static ctr_status tell_both(struct lc_schema_memo *m, struct lc_pair *p, struct lc_node a,
                            struct lc_node b)
{
    static const char *const messages[] = {
        ("the keyword 'if' changed, and no rule can tell which values it is about now; compare the "
         "two by hand"),
        "the keyword 'then' changed, and so what is asked of values that fit 'if'",
        "the keyword 'else' changed, and so what is asked of values that do not fit 'if'"};
    bool same_question = true;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0] && same_question; i++) {
        bool same;
        struct lc_draft d = {.kind = LC_CHANGE_KEYWORD_UNDECIDED,
                             .effect = {LC_UNSURE, LC_UNSURE},
                             .old_node = a,
                             .new_node = b,
                             .arguments = keys[i],
                             .message = messages[i]};
        LC_TRY(same_part(m, a, b, keys[i], &same));
        same_question = i > 0 || same;
        LC_TRY(same || i == 0 ? CTR_OK : excuses(m, p, keys[i], &d));
        LC_TRY(same ? CTR_OK : lc_pair_draft(m, p, &d));
    }
    return CTR_OK;
}

/* One more can only refuse more; what it does to `unevaluatedProperties` is told of that. */
static ctr_status tell_one(struct lc_schema_memo *m, struct lc_pair *p, struct lc_node node,
                           bool in_new)
{
    const struct lc_node none = {NULL, NULL};
    const char *message = lc_format(m->ctx,
                                    "the keyword 'if' was %s, with what is asked of values that "
                                    "fit it, or do not",
                                    in_new ? "added" : "removed");
    return lc_change(m, p, LC_CHANGE_KEYWORD_UNDECIDED, in_new ? LC_UNSURE : LC_HOLDS,
                     in_new ? LC_HOLDS : LC_UNSURE, in_new ? none : node, in_new ? node : none,
                     keys[0], message);
}

/* One of the other side that asks the same, or the last that is left on both. */
static ctr_status partner_of(struct lc_schema_memo *m, struct lc_node a,
                             const struct lc_nodes *gone, const struct lc_nodes *fresh, size_t *out)
{
    bool same = false;
    *out = SIZE_MAX;
    for (size_t k = 0; k < fresh->count && !same; k++) {
        LC_TRY(lc_charge(&m->side[0], 1));
        if (fresh->at[k].value && lc_alike_keyword(m, a, fresh->at[k], LC_STR("if"))) {
            LC_TRY(same_part(m, a, fresh->at[k], "if", &same));
            *out = same ? k : *out;
        }
    }
    if (!same && gone->count == 1 && fresh->count == 1) {
        *out = 0;
    }
    return CTR_OK;
}

ctr_status lc_build_conditions(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct lc_nodes gone = {NULL, 0, 0};
    struct lc_nodes fresh = {NULL, 0, 0};
    if (!p->a->more->raws.count && !p->b->more->raws.count) {
        return CTR_OK;
    }
    LC_TRY(lone_ones(m, p, 0, &gone));
    LC_TRY(lone_ones(m, p, 1, &fresh));
    for (size_t i = 0; i < gone.count; i++) {
        size_t k;
        LC_TRY(partner_of(m, gone.at[i], &gone, &fresh, &k));
        if (k == SIZE_MAX) {
            LC_TRY(tell_one(m, p, gone.at[i], false));
        } else {
            LC_TRY(tell_both(m, p, gone.at[i], fresh.at[k]));
            fresh.at[k].value = NULL;
        }
    }
    for (size_t k = 0; k < fresh.count; k++) {
        LC_TRY(fresh.at[k].value ? tell_one(m, p, fresh.at[k], true) : CTR_OK);
    }
    return CTR_OK;
}
