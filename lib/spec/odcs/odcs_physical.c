/*
 * What became of a physical type: it is read as SQL spells it, and is undecided where that knows
 * nothing of it. ODCS says one, the older specification one for each system in the configuration
 * of a field.
 */
#include "spec/odcs/odcs.h"
#include "spec/sql/sql.h"

/* "numeric(12, 2)", "VARCHAR(20)", "timestamp with time zone", "int[]" as SQL reads them; what is
 * spelled in another way is a name. */
static ctr_status spelled(struct lc_ctx *ctx, struct lc_str text, struct lc_sql_type *out)
{
    char *name = lc_new(ctx, text.len + 1, 1);
    struct lc_str word = lc_str_trim(text);
    struct lc_str head = word;
    struct lc_str inside = {NULL, 0};
    struct lc_str rest = {"", 0};
    *out = (struct lc_sql_type){0};
    if (!name) {
        return CTR_E_NOMEM;
    }
    if (lc_str_ends(head, LC_STR("[]"))) {
        out->dims = 1;
        head.len -= 2;
    }
    struct lc_str whole = head;
    if (lc_str_cut(whole, '(', &head, &inside) && !lc_str_cut(inside, ')', &inside, &rest)) {
        head = whole;
        inside.ptr = NULL;
    }
    while (inside.ptr) {
        struct lc_decimal d;
        struct lc_str one = inside;
        struct lc_str more = {NULL, 0};
        lc_str_cut(inside, ',', &one, &more);
        int64_t *arg = out->args < LC_DDL_ARGS ? &out->arg[out->args] : NULL;
        if (!arg || !lc_decimal_parse(lc_str_trim(one), &d) || !lc_decimal_int64(&d, arg)) {
            memset(out->arg, 0, sizeof out->arg);
            out->args = 0;
            head = whole; /* struct<a:int>, enum('a'): only like itself */
            rest = LC_STR("");
            break;
        }
        out->args++;
        inside = more;
    }
    rest = lc_str_trim(rest);
    out->with_zone = lc_str_eq_nocase(rest, LC_STR("with time zone"));
    out->is_unsigned = lc_str_eq_nocase(rest, LC_STR("unsigned"));
    bool tail = rest.len && !out->with_zone && !out->is_unsigned &&
                !lc_str_eq_nocase(rest, LC_STR("without time zone"));
    head = lc_str_trim(tail ? whole : head);
    for (size_t i = 0; i < head.len; i++) {
        char c = head.ptr[i];
        name[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    static const struct {
        const char *end;
        bool zone, is_unsigned;
    } ends[] = {{" with time zone", true, false},
                {" without time zone", false, false},
                {" unsigned", false, true}};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (lc_str_ends(lc_str(name), lc_str(ends[i].end))) {
            name[strlen(name) - strlen(ends[i].end)] = '\0';
            out->with_zone = out->with_zone || ends[i].zone;
            out->is_unsigned = out->is_unsigned || ends[i].is_unsigned;
        }
    }
    out->name = strcmp(name, "string") == 0 ? "text" : name;
    return CTR_OK;
}

static ctr_status relate(struct lc_ctx *ctx, enum lc_sql_dialect dialect, struct lc_str older,
                         struct lc_str newer, enum lc_odcs_relation *out)
{
    static const enum lc_odcs_relation ours[] = {
        [LC_DDL_SAME] = LC_ODCS_SAME,         [LC_DDL_WIDER] = LC_ODCS_WIDER,
        [LC_DDL_NARROWER] = LC_ODCS_NARROWER, [LC_DDL_DIFFERENT] = LC_ODCS_DIFFERENT,
        [LC_DDL_RESPELLED] = LC_ODCS_SAME,    [LC_DDL_UNKNOWN] = LC_ODCS_UNKNOWN};
    struct lc_sql_type a;
    struct lc_sql_type b;
    if (!older.len || !newer.len) {
        *out = LC_ODCS_UNKNOWN; /* no text */
        return CTR_OK;
    }
    LC_TRY(spelled(ctx, older, &a));
    LC_TRY(spelled(ctx, newer, &b));
    *out = ours[lc_sql_relate(dialect, &a, &b)];
    return CTR_OK;
}

static ctr_status compare(struct lc_odcs_walk *w, const struct lc_odcs_two *two, const char *what,
                          enum lc_sql_dialect dialect, struct lc_node older, struct lc_node newer,
                          bool said)
{
    const struct lc_odcs_type_kind kind = {LC_RULE_ODCS_PHYSICAL_TYPE_WIDENED,
                                           LC_RULE_ODCS_PHYSICAL_TYPE_NARROWED,
                                           LC_RULE_ODCS_PHYSICAL_TYPE_CHANGED,
                                           LC_RULE_ODCS_PHYSICAL_TYPE_UNDECIDED,
                                           what,
                                           CTR_LEVEL_INFO};
    enum lc_odcs_relation r = LC_ODCS_SAME;
    if (lc_odcs_same(older, newer)) {
        return CTR_OK;
    }
    if (!older.value || !newer.value) {
        return lc_odcs_type_once(w, two, older, newer, what, CTR_LEVEL_WARNING);
    }
    LC_TRY(relate(w->ctx, dialect, lc_odcs_word(older), lc_odcs_word(newer), &r));
    if (r == LC_ODCS_SAME || (r == LC_ODCS_UNKNOWN && said)) {
        return CTR_OK;
    }
    return lc_odcs_type_said(w, two, &kind, r, older, newer);
}

/* ---- the older specification: one for each system */

static const struct system {
    const char *key;
    enum lc_sql_dialect dialect;
} systems[] = {
    {"bigqueryType", LC_DDL_ANY},
    {"snowflakeType", LC_DDL_ANY},
    {"redshiftType", LC_DDL_POSTGRESQL},
    {"postgresType", LC_DDL_POSTGRESQL},
    {"mysqlType", LC_DDL_MYSQL},
    {"sqlserverType", LC_DDL_ANY},
    {"oracleType", LC_DDL_ANY},
    {"databricksType", LC_DDL_ANY},
    {"glueType", LC_DDL_ANY},
    {"trinoType", LC_DDL_ANY},
    {"avroType", LC_DDL_ANY},
    {"avroLogicalType", LC_DDL_ANY},
};
enum { SYSTEMS = sizeof systems / sizeof systems[0] };

static bool is_system(struct lc_str key)
{
    for (size_t i = 0; i < SYSTEMS; i++) {
        if (lc_str_is(key, systems[i].key)) {
            return true;
        }
    }
    return false;
}

/* All of `a` that is no type is the same in `b`. */
static bool holds(struct lc_node a, struct lc_node b)
{
    for (uint32_t i = 0; lc_is(a.value, LC_OBJECT) && i < a.value->count; i++) {
        const struct lc_member *m = &a.value->members[i];
        struct lc_node one = {a.doc, &m->value};
        struct lc_node other = {b.doc, lc_get_str(b.value, lc_key(m))};
        if (!is_system(lc_key(m)) && !lc_odcs_same(one, other)) {
            return false;
        }
    }
    return true;
}

bool lc_odcs_same_config(struct lc_node a, struct lc_node b)
{
    bool objects =
        (!a.value || a.value->kind == LC_OBJECT) && (!b.value || b.value->kind == LC_OBJECT);
    return objects ? holds(a, b) && holds(b, a) : lc_odcs_same(a, b);
}

static ctr_status configured(struct lc_odcs_walk *w, const struct lc_odcs_two *two, bool said)
{
    struct lc_node older = lc_odcs_fact(two->old, "config");
    struct lc_node newer = lc_odcs_fact(two->new, "config");
    if (lc_odcs_same(older, newer)) {
        return CTR_OK;
    }
    for (size_t i = 0; i < SYSTEMS; i++) {
        const struct system *s = &systems[i];
        LC_TRY(compare(w, two, s->key, s->dialect, lc_odcs_get(older, s->key),
                       lc_odcs_get(newer, s->key), said));
    }
    return CTR_OK;
}

ctr_status lc_odcs_physical(struct lc_odcs_walk *w, const struct lc_odcs_two *two, bool said)
{
    bool mysql = w->old->mysql && w->new->mysql;
    bool postgresql = w->old->postgresql && w->new->postgresql;
    enum lc_sql_dialect dialect = mysql == postgresql ? LC_DDL_ANY
                                  : mysql             ? LC_DDL_MYSQL
                                                      : LC_DDL_POSTGRESQL;
    if (w->old->older != w->new->older) {
        return CTR_OK;
    }
    LC_TRY(compare(w, two, "physical type", dialect, lc_odcs_fact(two->old, "physicalType"),
                   lc_odcs_fact(two->new, "physicalType"), said));
    return w->old->older ? configured(w, two, said) : CTR_OK;
}
