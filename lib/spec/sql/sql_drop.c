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

static long unnamed_of(const struct lc_sql_thing *t, const char *table, const char *name, int kinds)
{
    size_t n = strlen(bare(table));
    if (strncmp(name, bare(table), n) != 0 || name[n] != '_') {
        return -1;
    }
    for (size_t i = 0; i < t->rule_count; i++) {
        const struct lc_sql_rule *r = t->rules[i];
        if (!r->name && (kinds & 1 << r->kind) && is_made_of(r, name + n + 1) &&
            check_fits(r, name + n + 1)) {
            return (long)i;
        }
    }
    return -1;
}

/* MySQL: the primary key is PRIMARY, another key is called as its first column, others count. */
static const char *mysql_name(struct lc_ctx *ctx, const struct lc_sql_thing *t,
                              const struct lc_sql_rule *r)
{
    if (r->kind == LC_DDL_PRIMARY) {
        return "primary";
    }
    if (r->name || r->made || !r->number) {
        return r->name ? r->name : r->made;
    }
    return lc_format(ctx, "%s_%s_%u", bare(t->name), r->kind == LC_DDL_CHECK ? "chk" : "ibfk",
                     (unsigned)r->number);
}

static long mysql_unnamed(struct lc_ctx *ctx, const struct lc_sql_thing *t, const char *name,
                          int kinds)
{
    for (size_t i = 0; i < t->rule_count; i++) {
        const struct lc_sql_rule *r = t->rules[i];
        const char *is = kinds & 1 << r->kind ? mysql_name(ctx, t, r) : NULL;
        if (is && lc_str_eq_nocase(lc_str(is), lc_str(name))) {
            return (long)i;
        }
    }
    return -1;
}

/* The highest number in names that were made, or that a dump spells out. */
static uint32_t highest(const struct lc_sql_thing *t, enum lc_sql_rule_kind kind)
{
    uint32_t most = 0;
    size_t n = strlen(bare(t->name));
    for (size_t i = 0; i < t->rule_count; i++) {
        const struct lc_sql_rule *r = t->rules[i];
        uint32_t number = r->number;
        if (r->kind == kind && r->name && strncmp(r->name, bare(t->name), n) == 0) {
            const char *rest = r->name + n;
            size_t head = strlen(kind == LC_DDL_CHECK ? "_chk_" : "_ibfk_");
            bool made = strncmp(rest, kind == LC_DDL_CHECK ? "_chk_" : "_ibfk_", head) == 0;
            for (rest += made ? head : strlen(rest); *rest >= '0' && *rest <= '9'; rest++) {
                number = number < 100000 ? number * 10 + (uint32_t)(*rest - '0') : number;
            }
        }
        most = r->kind == kind && number > most ? number : most;
    }
    return most;
}

ctr_status lc_sql_call_rule(struct lc_sql_schema *s, const struct lc_sql_thing *t,
                            struct lc_sql_rule *rule)
{
    if (s->dialect != LC_DDL_MYSQL || rule->name || rule->kind == LC_DDL_PRIMARY) {
        return CTR_OK;
    }
    if (!(LC_DDL_KEYS & 1 << rule->kind)) {
        rule->number = highest(t, rule->kind) + 1;
        return CTR_OK;
    }
    const char *column = rule->count ? rule->columns[0] : "";
    size_t n = strcspn(column, " (");
    const char *base = column[n] == '(' || (column[n] && column[n + 1] != '(')
                           ? "functional_index"
                           : lc_dup(s->ctx, lc_str_n(column, n));
    rule->made = base; /* a table has at most 64 */
    for (unsigned i = 2;
         i < 66 && rule->made && mysql_unnamed(s->ctx, t, rule->made, LC_DDL_KEYS) >= 0; i++) {
        rule->made = lc_format(s->ctx, "%s_%u", base, i);
    }
    return rule->made ? CTR_OK : CTR_E_NOMEM;
}

long lc_sql_find_unnamed(struct lc_sql_schema *s, const struct lc_sql_thing *t, const char *name,
                         int kinds)
{
    if (s->dialect == LC_DDL_MYSQL) {
        return mysql_unnamed(s->ctx, t, name, kinds);
    }
    long at = unnamed_of(t, t->name, name, kinds);
    for (const struct lc_sql_was *w = t->was; at < 0 && w; w = w->next) {
        at = unnamed_of(t, w->name, name, kinds);
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

/* The table that the index is of. MySQL says it; PostgreSQL looks along the path, where an index is
 * in the schema of its table. */
static struct lc_sql_thing *table_of_index(struct lc_sql_schema *s, const char *schema,
                                           const char *name, long *at)
{
    const char *home = s->home ? s->home : s->dialect == LC_DDL_SQLITE ? "main" : "public";
    schema = schema && strcmp(schema, home) == 0 ? "" : schema;
    for (size_t k = 0; k <= s->path_count + 1; k++) { /* the path, then no schema, then any */
        const char *in = schema ? schema : k < s->path_count ? s->path[k] : "";
        for (size_t i = 0; i < s->count; i++) {
            struct lc_sql_thing *t = s->things[i];
            const char *dot = strrchr(t->name, '.');
            size_t n = dot ? (size_t)(dot - t->name) : 0;
            bool there = k > s->path_count || (strlen(in) == n && strncmp(t->name, in, n) == 0);
            *at = there ? lc_sql_find_called(s, t, name, LC_DDL_KEYS) : -1;
            if (*at >= 0) {
                return t;
            }
        }
    }
    return NULL;
}

static ctr_status no_index(struct lc_sql_cursor *c, const struct lc_value *node, const char *name)
{
    ctr_status status = lc_sql_fail(c->s, node,
                                    "there is no index '%s' here; expected one that was "
                                    "created before, or IF EXISTS",
                                    name);
    lc_detail(c->s->ctx, "missing", "any index");
    lc_detail(c->s->ctx, "name", name);
    return status;
}

static ctr_status drop_index(struct lc_sql_cursor *c)
{
    lc_sql_take(c, "concurrently");
    bool lenient = lc_sql_take2(c, "if", "exists");
    do {
        const char *name;
        const char *schema = NULL;
        const struct lc_value *node;
        struct lc_sql_thing *t;
        long at = -1;
        LC_TRY(lc_sql_column_name(c, &name, &node));
        if (lc_sql_take(c, ".")) {
            schema = name;
            LC_TRY(lc_sql_column_name(c, &name, &node));
        }
        if (lc_sql_take(c, "on")) {
            LC_TRY(lc_sql_find_next(c, true, "table", &t, NULL));
            at = lc_sql_find_called(c->s, t, name, LC_DDL_KEYS);
        } else {
            t = table_of_index(c->s, schema, name, &at);
        }
        if (at >= 0) {
            lc_sql_drop_rule(t, (size_t)at);
        } else if (!lenient) {
            return no_index(c, node, name);
        }
    } while (lc_sql_take(c, ","));
    c->i = c->count; /* CASCADE */
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
