/* DROP of tables, views, types, indexes, schemas and of what is kept as one text. */
#include "spec/sql/sql.h"

static ctr_status names(struct lc_sql_schema *s, const struct lc_sql_thing *v, const char *name,
                        bool column, bool *out)
{
    *out = false;
    for (size_t k = 0; k < v->word_count && !*out; k++) {
        const char *word = lc_sql_key(s, v->words[k], column);
        if (!word) {
            return CTR_E_NOMEM;
        }
        *out = strcmp(word, name) == 0;
    }
    return CTR_OK;
}

ctr_status lc_sql_drop_views_of(struct lc_sql_schema *s, const char *table, const char *column,
                                const struct lc_value *node)
{
    for (size_t i = s->count; i-- > 0;) {
        struct lc_sql_thing *v = s->things[i];
        bool uses = false;
        if (v->kind != LC_DDL_VIEW) {
            continue;
        }
        LC_TRY(lc_spend(s->ctx, 1 + v->word_count));
        LC_TRY(names(s, v, lc_sql_bare(table), false, &uses));
        LC_TRY(uses && column && !v->opaque ? names(s, v, column, true, &uses) : CTR_OK);
        if (uses) {
            LC_TRY(lc_sql_drop_thing(s, v, node));
            LC_TRY(lc_sql_drop_views_of(s, v->name, NULL, node));
            i = s->count < i ? s->count : i;
        }
    }
    return CTR_OK;
}

/* Columns of a type that goes with CASCADE go with it. */
static ctr_status drop_columns_of(struct lc_sql_schema *s, const char *type,
                                  const struct lc_value *node)
{
    for (size_t i = 0; i < s->count; i++) {
        struct lc_sql_thing *t = s->things[i];
        LC_TRY(lc_spend(s->ctx, 1 + t->count));
        for (size_t k = t->kind == LC_DDL_TABLE ? t->count : 0; k-- > 0;) {
            struct lc_sql_column *c = t->columns[k];
            if (c->type.name && strcmp(c->type.name, type) == 0) {
                LC_TRY(lc_sql_drop_column(s, t, c, node));
                LC_TRY(lc_sql_drop_views_of(s, t->name, c->name, node));
            }
        }
    }
    return CTR_OK;
}

static ctr_status drop_references(struct lc_sql_schema *s, const char *name)
{
    for (size_t i = 0; i < s->count; i++) {
        struct lc_sql_thing *t = s->things[i];
        LC_TRY(lc_spend(s->ctx, 1 + t->rule_count));
        for (size_t k = t->rule_count; k-- > 0;) {
            if (t->rules[k]->kind == LC_DDL_FOREIGN && strcmp(t->rules[k]->target, name) == 0) {
                lc_sql_drop_rule(t, k);
            }
        }
    }
    return CTR_OK;
}

static bool has_column(const struct lc_sql_rule *key, const char *column)
{
    for (uint32_t i = 0; i < key->count; i++) {
        if (strcmp(key->columns[i], column) == 0) {
            return true;
        }
    }
    return false;
}

/* One that names no columns is to the primary key. */
static bool refers_to(const struct lc_sql_rule *r, const struct lc_sql_thing *t,
                      const struct lc_sql_rule *key)
{
    if (r->kind != LC_DDL_FOREIGN || strcmp(r->target, t->name) != 0) {
        return false;
    }
    bool same = r->target_count ? r->target_count == key->count : key->kind == LC_DDL_PRIMARY;
    for (uint32_t i = 0; same && i < r->target_count; i++) {
        same = has_column(key, r->target_columns[i]);
    }
    return same;
}

/* Where another key is over the same columns, it is not told which of them held a reference. */
ctr_status lc_sql_drop_references(struct lc_sql_cursor *c, const struct lc_sql_thing *t,
                                  const struct lc_sql_rule *key)
{
    struct lc_sql_schema *s = c->s;
    bool another = false;
    bool some = false;
    for (size_t i = 0; i < t->rule_count; i++) {
        const struct lc_sql_rule *r = t->rules[i];
        bool unique = r->kind == LC_DDL_PRIMARY || r->kind == LC_DDL_UNIQUE;
        bool same = unique && r != key && r->count == key->count;
        for (uint32_t k = 0; same && k < r->count; k++) {
            same = has_column(key, r->columns[k]);
        }
        another = another || same;
    }
    for (size_t i = 0; i < s->count; i++) {
        struct lc_sql_thing *other = s->things[i];
        LC_TRY(lc_spend(s->ctx, 1 + other->rule_count));
        for (size_t k = other->rule_count; k-- > 0;) {
            bool hit = refers_to(other->rules[k], t, key);
            some = some || hit;
            if (hit) {
                lc_sql_drop_rule(other, k);
            }
        }
    }
    struct lc_sql_cursor whole = *c;
    return some && another ? lc_sql_add_whole(&whole) : CTR_OK;
}

ctr_status lc_sql_drop_users(struct lc_sql_schema *s, const struct lc_sql_thing *t,
                             const struct lc_value *node)
{
    LC_TRY(drop_references(s, t->name));
    LC_TRY(lc_sql_drop_views_of(s, t->name, NULL, node));
    return t->kind > LC_DDL_VIEW ? drop_columns_of(s, t->name, node) : CTR_OK;
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
    for (size_t i = 0; i < count; i++) { /* partitions go in any case */
        LC_TRY(cascade || gone[i]->partition ? lc_sql_drop_heirs(c->s, gone[i], nodes[i], cascade)
                                             : CTR_OK);
    }
    for (size_t i = 0; i < count && cascade; i++) {
        LC_TRY(lc_sql_drop_users(c->s, gone[i], nodes[i]));
    }
    return CTR_OK;
}

static bool has_cascade(const struct lc_sql_cursor *from)
{
    struct lc_sql_cursor c = *from;
    while (!lc_sql_done(&c) && !lc_sql_is(&c, "cascade")) {
        lc_sql_skip(&c);
    }
    return !lc_sql_done(&c);
}

static struct lc_sql_thing *index_in(struct lc_sql_schema *s, struct lc_str schema, bool any,
                                     const char *name, long *at)
{
    for (size_t i = 0; i < s->count; i++) {
        struct lc_sql_thing *t = s->things[i];
        const char *dot = strrchr(t->name, '.');
        struct lc_str own = lc_str_n(t->name, dot ? (size_t)(dot - t->name) : 0);
        *at = any || lc_str_eq(own, schema) ? lc_sql_find_called(s, t, name, LC_DDL_KEYS) : -1;
        if (*at >= 0) {
            return t;
        }
    }
    return NULL;
}

/* The table that the index is of. MySQL says it; PostgreSQL looks along the path, where an index is
 * in the schema of its table. Without a schema it is one of the default one, or any. */
static ctr_status table_of_index(struct lc_sql_schema *s, const char *schema, const char *name,
                                 struct lc_sql_thing **out, long *at)
{
    const char *home = s->home ? s->home : s->dialect == LC_DDL_SQLITE ? "main" : "public";
    *out = schema ? NULL : lc_sql_find_index(s, name, at);
    if (*out) {
        return CTR_OK;
    }
    LC_TRY(lc_spend(s->ctx, s->count * (s->path_count + 2)));
    if (schema) {
        struct lc_str in = lc_str(strcmp(schema, home) == 0 ? "" : schema);
        *out = index_in(s, in, false, name, at);
        return CTR_OK;
    }
    for (size_t k = 0; !*out && k < s->path_count; k++) {
        *out = index_in(s, lc_str(s->path[k]), false, name, at);
    }
    *out = *out ? *out : index_in(s, LC_STR(""), false, name, at);
    *out = *out ? *out : index_in(s, LC_STR(""), true, name, at);
    return CTR_OK;
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
            LC_TRY(table_of_index(c->s, schema, name, &t, &at));
        }
        if (at >= 0) {
            const struct lc_sql_rule *gone = t->rules[at];
            lc_sql_drop_rule(t, (size_t)at);
            LC_TRY(has_cascade(c) ? lc_sql_drop_references(c, t, gone) : CTR_OK);
        } else if (!lenient && !(t && lc_sql_may_be_index(c->s, t, name))) {
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

/* EXECUTE FUNCTION [schema.]name (…) of a trigger. */
static bool runs(const struct lc_sql_object *o, struct lc_str name)
{
    const char *at = o->text;
    struct lc_str word;
    struct lc_str last = {0};
    bool behind = false;
    while (strcmp(o->kind, "trigger") == 0 && lc_sql_next_word(&at, &word)) {
        if (behind && lc_str_is(word, "(")) {
            return lc_str_eq(last, name);
        }
        behind = behind || lc_str_is(word, "execute");
        last = word;
    }
    return false;
}

static bool may_stand_on(const struct lc_sql_thing *t, const char *name)
{
    bool found = t->text && strstr(t->text, name);
    for (size_t i = 0; !found && i < t->count; i++) {
        const struct lc_sql_column *c = t->columns[i];
        found = (c->fallback && strstr(c->fallback, name)) ||
                (c->generated && strstr(c->generated, name));
    }
    for (size_t i = 0; !found && i < t->rule_count; i++) {
        const struct lc_sql_rule *r = t->rules[i];
        found = r->text && strstr(r->text, name);
        for (uint32_t k = 0; !found && k < r->count; k++) {
            found = strstr(r->columns[k], name) != NULL;
        }
    }
    return found;
}

/* Triggers that run a function go with it. Where more may stand on what goes, what that is is not
 * known: the statement tells of it. */
static ctr_status drop_users_of_object(struct lc_sql_cursor *c, const char *kind, const char *name)
{
    static const char *const ends[] = {"trigger", "policy", "rule", "event", NULL};
    static const char *const called[] = {"function", "procedure", "sequence", NULL};
    struct lc_sql_schema *s = c->s;
    struct lc_sql_cursor whole = *c;
    const char *bare = lc_sql_bare(name);
    bool known = false;
    for (size_t i = 0; ends[i]; i++) {
        if (strcmp(kind, ends[i]) == 0) {
            return CTR_OK;
        }
    }
    for (size_t i = 0; called[i]; i++) {
        known = known || strcmp(kind, called[i]) == 0;
    }
    LC_TRY(lc_spend(s->ctx, 1 + s->object_count));
    for (size_t i = 0; known && i < s->object_count; i++) {
        struct lc_sql_object *o = s->objects[i];
        o->gone = o->gone || runs(o, lc_str(bare));
    }
    for (size_t i = 0; known && i < s->count; i++) {
        LC_TRY(lc_spend(s->ctx, 1 + s->things[i]->count + s->things[i]->rule_count));
        known = !may_stand_on(s->things[i], bare);
    }
    return known ? CTR_OK : lc_sql_add_whole(&whole);
}

/* A trigger, a function …: by its name, whatever its arguments. */
static ctr_status drop_object(struct lc_sql_cursor *c)
{
    const char *kind = lc_sql_text(c, c->i, c->i + 1);
    const char *name;
    const char *on;
    const struct lc_value *node;
    lc_sql_skip(c);
    bool lenient = lc_sql_take2(c, "if", "exists");
    const struct lc_value *next = lc_sql_peek(c);
    if (next && next->kind == LC_DDL_OP) { /* an operator, or what a cast is from */
        return lc_sql_add_whole(c);
    }
    LC_TRY(lc_sql_table_name(c, &name, &node));
    LC_TRY(kind ? lc_sql_table_on(*c, kind, &on) : CTR_E_NOMEM);
    struct lc_sql_object *o = lc_sql_find_object(c->s, kind, name, on);
    if (!o && !lenient) {
        c->i = 0;
        return lc_sql_keep(c);
    }
    if (o) {
        o->gone = true;
        LC_TRY(has_cascade(c) ? drop_users_of_object(c, kind, o->name) : CTR_OK);
    }
    c->i = c->count;
    return CTR_OK;
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
