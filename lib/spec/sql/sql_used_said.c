/*
 * What a statement names that is declared and is no table: types behind "::" and in CAST, routines
 * that it calls, collations, sequences. A name without a schema is the one that the path gives, or
 * any of that name: a client may have another path.
 */
#include "spec/sql/sql_used.h"

struct lc_sql_said {
    const char *name; /* as findings spell it */
    const char *part; /* that tells of it: of a sequence that belongs to a column, the column */
    unsigned what;
    const struct lc_sql_said *next; /* with the same last name */
};

/* ---- what there is to be named ---- */

/* Case is no matter of where it is kept, only of what is found there. */
static const char *place_of(struct lc_ctx *ctx, const char *name)
{
    char *out = lc_dup(ctx, lc_str(lc_sql_bare(name)));
    for (char *p = out; p && *p; p++) {
        *p = lc_low(*p);
    }
    return out;
}

static ctr_status add(struct lc_sql_use *u, const char *name, const char *part, unsigned what)
{
    struct lc_sql_said *one = lc_new(u->s.ctx, 1, sizeof *one);
    const char *place = name ? place_of(u->s.ctx, name) : NULL;
    if (!one || !place || !part) {
        return CTR_E_NOMEM;
    }
    *one = (struct lc_sql_said){name, part, what, lc_map_get(&u->said, lc_str(place))};
    return lc_map_set(u->s.ctx, &u->said, lc_str(place), one);
}

static unsigned kind_of(const char *word)
{
    static const struct {
        const char *word;
        unsigned what;
    } kinds[] = {{"function", LC_DDL_ROUTINES},
                 {"procedure", LC_DDL_ROUTINES},
                 {"aggregate", LC_DDL_ROUTINES},
                 {"collation", LC_DDL_COLLATIONS},
                 {"sequence", LC_DDL_SEQUENCES}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].word, word) == 0) {
            return kinds[i].what;
        }
    }
    return 0;
}

/* Sequences that are their columns' matter. */
static ctr_status add_counting(struct lc_sql_use *u, const struct lc_sql_thing *t)
{
    for (size_t i = 0; t->kind == LC_DDL_TABLE && i < t->count; i++) {
        const struct lc_sql_column *col = t->columns[i];
        const char *name = col->owns ? col->sequence : NULL;
        LC_TRY(lc_spend(u->s.ctx, 1));
        if (!col->owns && (!col->identity || col->sequence)) {
            continue;
        }
        LC_TRY(add(u, name ? name : lc_sql_usual_sequence(&u->s, t, col),
                   lc_format(u->s.ctx, "%s.%s", t->name, col->name), LC_DDL_SEQUENCES));
    }
    return CTR_OK;
}

ctr_status lc_sql_index_said(struct lc_sql_use *u)
{
    u->said = (struct lc_map){.seed = u->told.seed};
    u->written.seed = u->told.seed;
    LC_TRY(lc_spend(u->s.ctx, u->s.count + u->s.object_count));
    for (size_t i = 0; i < u->s.count; i++) {
        const struct lc_sql_thing *t = u->s.things[i];
        if (!t->temporary) { /* a table is the type of its rows, too */
            LC_TRY(add(u, t->name, t->name, t->kind <= LC_DDL_VIEW ? LC_DDL_ROWS : LC_DDL_TYPES));
            LC_TRY(add_counting(u, t));
        }
    }
    for (size_t i = 0; i < u->s.object_count; i++) {
        const struct lc_sql_object *o = u->s.objects[i];
        const unsigned what = o->gone ? 0 : kind_of(o->kind);
        LC_TRY(what ? add(u, o->name, o->name, what) : CTR_OK);
    }
    return CTR_OK;
}

/* ---- what is named ---- */

static bool same(const struct lc_sql_use *u, const char *a, const char *b)
{
    return u->s.dialect == LC_DDL_MYSQL ? lc_str_eq_nocase(lc_str(a), lc_str(b))
                                        : strcmp(a, b) == 0;
}

/* `key`: with the schema that is named, or the first of the path where none is. */
static ctr_status by_key(struct lc_sql_use *u, const char *key, bool qualified, unsigned what,
                         bool *found)
{
    const char *place = place_of(u->s.ctx, key);
    const struct lc_sql_said *first = place ? lc_map_get(&u->said, lc_str(place)) : NULL;
    bool exact = qualified;
    for (const struct lc_sql_said *k = first; k && !exact; k = k->next) {
        exact = k->what & what && same(u, k->name, key);
    }
    for (const struct lc_sql_said *k = first; k; k = k->next) {
        LC_TRY(lc_spend(u->s.ctx, 1));
        bool is = exact ? same(u, k->name, key) : same(u, lc_sql_bare(k->name), lc_sql_bare(key));
        if (is && k->what & what) {
            *found = true;
            LC_TRY(lc_sql_tell_part(u, k->part));
        }
    }
    return place ? CTR_OK : CTR_E_NOMEM;
}

uint32_t lc_sql_chain_end(const struct lc_sql_use *u, uint32_t i)
{
    while (i + 2 < u->c.count && lc_sql_is_sign(&u->c.at[i + 1], ".") &&
           lc_sql_may_name(u, &u->c.at[i + 2])) {
        i += 2;
    }
    return i;
}

ctr_status lc_sql_use_said(struct lc_sql_use *u, uint32_t first, uint32_t last, unsigned what,
                           bool *found)
{
    struct lc_sql_cursor c = {&u->s, u->c.at, first, last + 1, u->c.whole};
    const char *key;
    if (u->c.at[first].kind == LC_DDL_QUOTED && u->c.at[first].count <= 2) {
        return CTR_OK;
    }
    LC_TRY(lc_sql_table_name(&c, &key, NULL));
    return by_key(u, key, last > first, what, found);
}

static bool begins(const struct lc_value *t, const char *with)
{
    const size_t n = strlen(with);
    return t && t->kind == LC_DDL_WORD && t->count >= n &&
           lc_str_eq_nocase(lc_str_n(t->chars, n), lc_str(with));
}

/* What a string at `i` names; 0 = nothing. */
static unsigned string_names(const struct lc_sql_use *u, uint32_t i)
{
    static const char *const counting[] = {"nextval", "currval", "setval", NULL};
    static const char *const column[] = {"pg_get_serial_sequence", NULL};
    const struct lc_value *at = u->c.at;
    if (i + 2 < u->c.count && lc_sql_is_sign(&at[i + 1], "::") && begins(&at[i + 2], "reg")) {
        return LC_DDL_ANY_SAID;
    }
    if (i && begins(&at[i - 1], "reg")) { /* regclass 'name' */
        return LC_DDL_ANY_SAID;
    }
    uint32_t k = i;
    while (k && lc_sql_is_sign(&at[k - 1], "(")) {
        k--;
    }
    const struct lc_value *called = k && k < i ? &at[k - 1] : NULL;
    return lc_sql_word_in(called, counting) ? LC_DDL_SEQUENCES
           : lc_sql_word_in(called, column) ? LC_DDL_ROWS
                                            : 0;
}

ctr_status lc_sql_use_string(struct lc_sql_use *u, uint32_t i)
{
    const unsigned what = string_names(u, i);
    const char *text = what ? lc_sql_string(&u->s, &u->c.at[i]) : "";
    const char *key = NULL;
    bool found = false;
    if (!what) {
        return CTR_OK;
    }
    text = text ? lc_dup(u->s.ctx, lc_str_n(text, strcspn(text, "("))) : NULL; /* f(int) */
    LC_TRY(text ? lc_sql_key_of(&u->s, text, &key) : CTR_E_NOMEM);
    return key ? by_key(u, key, strchr(text, '.') != NULL, what, &found) : CTR_OK;
}

ctr_status lc_sql_use_marked(struct lc_sql_use *u, uint32_t i)
{
    static const unsigned what[] = {[LC_DDL_A_TYPE] = LC_DDL_TYPES | LC_DDL_ROWS,
                                    [LC_DDL_A_ROUTINE] = LC_DDL_ROUTINES | LC_DDL_TYPES,
                                    [LC_DDL_A_COLLATION] = LC_DDL_COLLATIONS};
    bool found = false;
    return u->mark[i] >= LC_DDL_A_TYPE
               ? lc_sql_use_said(u, i, lc_sql_chain_end(u, i), what[u->mark[i]], &found)
               : CTR_OK;
}
