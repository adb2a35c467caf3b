/* DROP, and what is kept as one text because nothing more is known of it. */
#include "spec/sql/sql.h"

/* PostgreSQL gives a constraint without a name one: table_columns_suffix. */
static bool is_made_of(const struct lc_sql_rule *r, const char *rest)
{
    static const char *const suffixes[] = {"pkey", "key", "fkey", "check", "excl", "idx"};
    const char *suffix = suffixes[r->kind];
    if (r->kind == LC_DDL_PRIMARY) {
        return strcmp(rest, suffix) == 0;
    }
    for (uint32_t i = 0; i < r->count; i++) {
        size_t n = strlen(r->columns[i]);
        if (strncmp(rest, r->columns[i], n) != 0 || rest[n] != '_') {
            return false;
        }
        rest += n + 1;
    }
    if (r->kind == LC_DDL_CHECK) { /* of which column is not known */
        size_t n = strlen(rest);
        return n >= 5 && (strcmp(rest + n - 5, suffix) == 0 || strncmp(rest, suffix, 5) == 0);
    }
    return strcmp(rest, suffix) == 0;
}

static bool check_fits(const struct lc_sql_rule *r, const char *rest)
{
    size_t n = strlen(rest);
    if (r->kind != LC_DDL_CHECK || n < 7) {
        return true;
    }
    for (const char *p = r->text; *p;) { /* the column stands in the condition */
        size_t len = strcspn(p, " ");
        if (len + 6 == n && strncmp(rest, p, len) == 0) {
            return true;
        }
        p += len + (p[len] == ' ');
    }
    return false;
}

static const char *bare(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

static long unnamed_of(const struct lc_sql_thing *t, const char *table, const char *name)
{
    size_t n = strlen(bare(table));
    if (strncmp(name, bare(table), n) != 0 || name[n] != '_') {
        return -1;
    }
    for (size_t i = 0; i < t->rule_count; i++) {
        const struct lc_sql_rule *r = t->rules[i];
        if (!r->name && is_made_of(r, name + n + 1) && check_fits(r, name + n + 1)) {
            return (long)i;
        }
    }
    return -1;
}

long lc_sql_find_unnamed(struct lc_sql_schema *s, const struct lc_sql_thing *t, const char *name)
{
    long at = s->dialect == LC_DDL_MYSQL ? -1 : unnamed_of(t, t->name, name);
    for (const struct lc_sql_was *w = t->was; at < 0 && w; w = w->next) {
        at = unnamed_of(t, w->name, name);
    }
    return at;
}

/* ---- DROP ---- */

/* Views that name what goes with CASCADE go with it. */
static ctr_status drop_views_of(struct lc_sql_schema *s, const char *name,
                                const struct lc_value *node)
{
    for (size_t i = s->count; i-- > 0;) {
        struct lc_sql_thing *v = s->things[i];
        bool uses = false;
        for (size_t k = 0; v->kind == LC_DDL_VIEW && k < v->word_count && !uses; k++) {
            const char *word = lc_sql_key(s, v->words[k], false);
            if (!word) {
                return CTR_E_NOMEM;
            }
            uses = strcmp(word, bare(name)) == 0;
        }
        if (uses) {
            LC_TRY(lc_sql_drop_thing(s, v, node));
            LC_TRY(drop_views_of(s, v->name, node));
            i = s->count < i ? s->count : i;
        }
    }
    return CTR_OK;
}

static void drop_references(struct lc_sql_schema *s, const char *name)
{
    for (size_t i = 0; i < s->count; i++) {
        struct lc_sql_thing *t = s->things[i];
        for (size_t k = t->rule_count; k-- > 0;) {
            if (t->rules[k]->kind == LC_DDL_FOREIGN && strcmp(t->rules[k]->target, name) == 0) {
                lc_sql_drop_rule(t, k);
            }
        }
    }
}

static ctr_status drop_things(struct lc_sql_cursor *c, const char *what)
{
    struct lc_sql_thing *gone[64];
    const struct lc_value *nodes[64];
    size_t count = 0;
    bool lenient = lc_sql_take2(c, "if", "exists");
    do {
        struct lc_sql_thing *t;
        const struct lc_value *node;
        LC_TRY(lc_sql_find_next(c, !lenient, what, &t, &node));
        if (t && count == sizeof gone / sizeof gone[0]) {
            return lc_sql_fail(c->s, node, "one DROP names more than 64 things; expected several");
        }
        if (t) {
            LC_TRY(lc_sql_drop_thing(c->s, t, node));
            gone[count] = t;
            nodes[count++] = node;
        }
    } while (lc_sql_take(c, ","));
    bool cascade = lc_sql_take(c, "cascade");
    lc_sql_take(c, "restrict");
    for (size_t i = 0; i < count && cascade; i++) {
        drop_references(c->s, gone[i]->name);
        LC_TRY(drop_views_of(c->s, gone[i]->name, nodes[i]));
    }
    return CTR_OK;
}

static ctr_status drop_index(struct lc_sql_cursor *c)
{
    lc_sql_take(c, "concurrently");
    bool lenient = lc_sql_take2(c, "if", "exists");
    do {
        const char *name;
        const struct lc_value *node;
        bool found = false;
        LC_TRY(lc_sql_column_name(c, &name, &node));
        if (lc_sql_take(c, ".")) {
            LC_TRY(lc_sql_column_name(c, &name, &node));
        }
        for (size_t i = 0; i < c->s->count && !found; i++) {
            long at = lc_sql_find_rule(c->s->things[i], name, -1);
            if (at >= 0) {
                lc_sql_drop_rule(c->s->things[i], (size_t)at);
                found = true;
            }
        }
        if (!found && !lenient) {
            ctr_status status = lc_sql_fail(c->s, node,
                                            "there is no index '%s' here; expected one that was "
                                            "created before, or IF EXISTS",
                                            name);
            lc_detail(c->s->ctx, "missing", "any index");
            lc_detail(c->s->ctx, "name", name);
            return status;
        }
    } while (lc_sql_take(c, ","));
    c->i = c->count; /* ON table, CASCADE */
    return CTR_OK;
}

static ctr_status drop_schema(struct lc_sql_cursor *c)
{
    struct lc_sql_schema *s = c->s;
    bool lenient = lc_sql_take2(c, "if", "exists");
    do {
        const char *name;
        const struct lc_value *node;
        bool found = false;
        LC_TRY(lc_sql_name(c, &name, &node));
        size_t n = strlen(name);
        for (size_t i = 0; i < s->schema_count; i++) {
            if (s->schemas[i] && strcmp(s->schemas[i], name) == 0) {
                s->schemas[i] = NULL;
                found = true;
            }
        }
        for (size_t i = s->count; i-- > 0;) {
            const char *own = s->things[i]->name;
            if (strncmp(own, name, n) == 0 && own[n] == '.') {
                LC_TRY(lc_sql_drop_thing(s, s->things[i], node));
                found = true;
            }
        }
        if (!found && !lenient) {
            ctr_status status =
                lc_sql_fail(s, node,
                            "there is no schema '%s' here; expected one that was created before, "
                            "or IF EXISTS",
                            name);
            lc_detail(s->ctx, "missing", "schema");
            lc_detail(s->ctx, "name", name);
            return status;
        }
    } while (lc_sql_take(c, ","));
    c->i = c->count;
    return CTR_OK;
}

/* A trigger, a function …: by its name, whatever its arguments. */
static ctr_status drop_object(struct lc_sql_cursor *c)
{
    const char *kind = lc_sql_text(c, c->i, c->i + 1);
    const char *name;
    const struct lc_value *node;
    bool found = false;
    lc_sql_skip(c);
    bool lenient = lc_sql_take2(c, "if", "exists");
    LC_TRY(lc_sql_table_name(c, &name, &node));
    for (size_t i = 0; kind && i < c->s->object_count; i++) {
        struct lc_sql_object *o = c->s->objects[i];
        if (!o->gone && strcmp(o->kind, kind) == 0 && strcmp(o->name, name) == 0) {
            o->gone = true;
            found = true;
        }
    }
    if (!found && !lenient) {
        c->i = 0;
        return lc_sql_keep(c);
    }
    c->i = c->count;
    return kind ? CTR_OK : CTR_E_NOMEM;
}

/* Behind DROP. */
ctr_status lc_sql_drop(struct lc_sql_cursor *c)
{
    lc_sql_take(c, "materialized");
    lc_sql_take(c, "foreign");
    lc_sql_take(c, "temporary");
    if (lc_sql_take(c, "table") || lc_sql_take(c, "view")) {
        return drop_things(c, lc_str_eq_nocase(lc_raw(&c->at[c->i - 1]), LC_STR("view")) ? "view"
                                                                                         : "table");
    }
    if (lc_sql_take(c, "type") || lc_sql_take(c, "domain")) {
        return drop_things(c, "type");
    }
    if (lc_sql_take(c, "index")) {
        return drop_index(c);
    }
    if (lc_sql_take(c, "schema") || lc_sql_take(c, "database")) {
        return drop_schema(c);
    }
    return drop_object(c);
}
