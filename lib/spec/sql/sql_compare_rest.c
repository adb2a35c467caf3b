/* Comparing what is no table, view or type: objects that are kept as texts, and schemas. */
#include "spec/sql/sql.h"

/* ---- objects ---- */

/* Those that act on rows by themselves. */
static bool acts(const char *kind)
{
    static const char *const kinds[] = {"trigger", "policy", "rule", "event", NULL};
    for (size_t i = 0; kinds[i]; i++) {
        if (strcmp(kinds[i], kind) == 0) {
            return true;
        }
    }
    return false;
}

static ctr_status object_said(struct lc_sql_cmp *x, enum lc_rule_id rule, ctr_level backward,
                              ctr_level forward, const struct lc_sql_object *a,
                              const struct lc_sql_object *b, const char *what)
{
    const struct lc_sql_object *one = b ? b : a;
    struct lc_sql_say say = {.rule = rule,
                             .backward = backward,
                             .forward = forward,
                             .touches = LC_DDL_BRW | LC_DDL_FRW,
                             .part = one->on ? one->on : one->name,
                             .node = {a ? a->node : NULL, b ? b->node : NULL}};
    say.arguments = lc_format(x->c->ctx, "%s %s %016llx", one->kind, one->name,
                              (unsigned long long)lc_hash(one->text, strlen(one->text), 0));
    say.message = lc_format(x->c->ctx, "%s '%.200s' %s", one->kind, one->name, what);
    return say.arguments && say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

/* Nothing tells its rows apart for who gets what is published. */
static bool is_without_key(const struct lc_sql_thing *t)
{
    if (t->replica) {
        return strcmp(t->replica, "nothing") == 0;
    }
    for (size_t i = 0; i < t->rule_count; i++) {
        if (t->rules[i]->kind == LC_DDL_PRIMARY) {
            return false;
        }
    }
    return true;
}

/* A table that the text of a publication names has no key. */
static ctr_status names_without_key(struct lc_sql_schema *s, const char *text, bool *out)
{
    struct lc_str schema = {0};
    struct lc_str before = {0};
    struct lc_str word;
    *out = false;
    while (!*out && lc_sql_next_word(&text, &word)) {
        const char *bare = lc_dup(s->ctx, word);
        const char *name = bare && schema.len
                               ? lc_format(s->ctx, "%.*s.%s", (int)schema.len, schema.ptr, bare)
                               : bare;
        if (!name) {
            return CTR_E_NOMEM;
        }
        const struct lc_sql_thing *t = lc_sql_find(s, name);
        t = t ? t : lc_sql_find(s, bare);            /* of the default schema, which is not said */
        bool whole = text[strspn(text, " ")] != '.'; /* and no schema */
        *out = whole && t && t->kind == LC_DDL_TABLE && is_without_key(t);
        schema = lc_str_is(word, ".") ? before : (struct lc_str){0};
        before = word;
    }
    return CTR_OK;
}

static bool has_word(const char *text, const char *wanted)
{
    bool found = false;
    struct lc_str word;
    while (!found && lc_sql_next_word(&text, &word)) {
        found = lc_str_is(word, wanted);
    }
    return found;
}

/* What comes with a publication: rows of a table that nothing tells apart can no longer be changed,
 * unless only what is added is published. */
static ctr_status of_publication(struct lc_sql_cmp *x, int side, const struct lc_sql_object *o,
                                 ctr_level *out)
{
    struct lc_sql_schema *s = x->schema[side];
    bool alike;
    *out = CTR_LEVEL_INFO;
    if (strcmp(o->kind, "publication") != 0) {
        return CTR_OK;
    }
    LC_TRY(lc_spend(s->ctx, 1 + s->count));
    LC_TRY(names_without_key(s, o->text, &alike));
    bool all = has_word(o->text, "all") || has_word(o->text, "schema");
    for (size_t i = 0; all && !alike && i < s->count; i++) {
        alike = s->things[i]->kind == LC_DDL_TABLE && is_without_key(s->things[i]) &&
                lc_sql_find(x->schema[1 - side], s->things[i]->name);
    }
    bool some = strstr(o->text, " publish = ") != NULL;
    *out = !alike ? CTR_LEVEL_INFO : some ? CTR_LEVEL_UNDECIDED : CTR_LEVEL_BREAKING;
    return CTR_OK;
}

static ctr_status object_alone(struct lc_sql_cmp *x, const struct lc_sql_object *o, bool gone)
{
    ctr_level level = CTR_LEVEL_UNDECIDED;
    LC_TRY(acts(o->kind) ? CTR_OK : of_publication(x, !gone, o, &level));
    bool active = level != CTR_LEVEL_INFO;
    if (gone) {
        return object_said(x, LC_RULE_SQL_OBJECT_REMOVED, CTR_LEVEL_UNDECIDED, level, o, NULL,
                           "was removed; look whether clients rely on it");
    }
    return object_said(x, LC_RULE_SQL_OBJECT_ADDED, level, CTR_LEVEL_UNDECIDED, NULL, o,
                       active ? "was added; look what it does to rows" : "was added");
}

static struct lc_sql_object *same_object(struct lc_sql_cmp *x, int side,
                                         const struct lc_sql_object *o)
{
    return lc_sql_find_object(x->schema[side], o->kind, o->name, o->on);
}

/* MySQL runs the triggers of one table, time and event in the order of their creation, and SQLite
 * the other way round; PostgreSQL goes by their names. NULL: it is none of them. */
static const char *turn_of(struct lc_sql_cmp *x, const struct lc_sql_object *o)
{
    struct lc_str time = {0};
    struct lc_str event = {0};
    const char *at = o->text;
    if (o->gone || !o->on || strcmp(o->kind, "trigger") != 0 ||
        (x->dialect != LC_DDL_MYSQL && x->dialect != LC_DDL_SQLITE)) {
        return NULL;
    }
    lc_sql_next_word(&at, &time);
    lc_sql_next_word(&at, &event);
    return lc_format(x->c->ctx, "%.*s %.*s %s", (int)time.len, time.ptr, (int)event.len, event.ptr,
                     o->on);
}

/* Those that both have come one after the other as before. */
static ctr_status turns(struct lc_sql_cmp *x)
{
    struct lc_map last = {.seed = x->schema[0]->seed};
    struct lc_sql_schema *newer = x->schema[1];
    for (size_t i = 0; i < newer->object_count; i++) {
        newer->objects[i]->place = (uint32_t)i;
    }
    LC_TRY(lc_spend(x->c->ctx, 1 + newer->object_count + x->schema[0]->object_count));
    for (size_t i = 0; i < x->schema[0]->object_count; i++) {
        const struct lc_sql_object *a = x->schema[0]->objects[i];
        const char *turn = turn_of(x, a);
        struct lc_sql_object *b = turn ? same_object(x, 1, a) : NULL;
        if (!b) {
            continue;
        }
        const struct lc_sql_object *before = lc_map_get(&last, lc_str(turn));
        if (before && before->place > b->place) {
            LC_TRY(object_said(x, LC_RULE_SQL_OBJECT_CHANGED, CTR_LEVEL_UNDECIDED,
                               CTR_LEVEL_UNDECIDED, a, b,
                               "takes another turn among those of its table than before"));
        } else {
            LC_TRY(lc_map_set(x->c->ctx, &last, lc_str(turn), b));
        }
    }
    return x->c->ctx->error ? ctr_error_status(x->c->ctx->error) : CTR_OK;
}

ctr_status lc_sql_compare_objects(struct lc_sql_cmp *x)
{
    LC_TRY(turns(x));
    for (size_t i = 0; i < x->schema[0]->object_count; i++) {
        const struct lc_sql_object *a = x->schema[0]->objects[i];
        const struct lc_sql_object *b = a->gone ? NULL : same_object(x, 1, a);
        bool owners = b && a->owner && b->owner; /* one that is not said may be any */
        LC_TRY(lc_spend(x->c->ctx, 1));
        if (owners && strcmp(a->owner, b->owner) != 0) {
            LC_TRY(object_said(x, LC_RULE_SQL_OBJECT_CHANGED, CTR_LEVEL_UNDECIDED,
                               CTR_LEVEL_UNDECIDED, a, b, "belongs to another role than before"));
        }
        if (!a->gone && !b) {
            LC_TRY(object_alone(x, a, true));
        } else if (b && strcmp(a->text, b->text) != 0) {
            LC_TRY(object_said(x, LC_RULE_SQL_OBJECT_CHANGED, CTR_LEVEL_UNDECIDED,
                               CTR_LEVEL_UNDECIDED, a, b,
                               "is another one; look what that means for clients"));
        }
    }
    for (size_t i = 0; i < x->schema[1]->object_count; i++) {
        const struct lc_sql_object *b = x->schema[1]->objects[i];
        if (!b->gone && !same_object(x, 0, b)) {
            LC_TRY(object_alone(x, b, false));
        }
    }
    return CTR_OK;
}

/* ---- schemas ---- */

static const struct lc_value *schema_node(const struct lc_sql_schema *s, const char *name)
{
    for (size_t i = 0; i < s->schema_count; i++) {
        if (s->schemas[i] && strcmp(s->schemas[i], name) == 0) {
            return s->schema_nodes[i];
        }
    }
    return NULL;
}

ctr_status lc_sql_compare_schemas(struct lc_sql_cmp *x)
{
    for (int side = 0; side < 2; side++) {
        const struct lc_sql_schema *s = x->schema[side];
        for (size_t i = 0; i < s->schema_count; i++) {
            if (!s->schemas[i] || schema_node(x->schema[1 - side], s->schemas[i])) {
                continue;
            }
            struct lc_sql_say say = {.rule = side ? LC_RULE_SQL_SCHEMA_ADDED
                                                  : LC_RULE_SQL_SCHEMA_REMOVED,
                                     .backward = side ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING,
                                     .forward = CTR_LEVEL_INFO,
                                     .touches = side ? LC_DDL_NOBODY : LC_DDL_BRW,
                                     .part = s->schemas[i]};
            say.node[side] = s->schema_nodes[i];
            say.message = lc_format(x->c->ctx, "schema '%s' was %s", s->schemas[i],
                                    side ? "added" : "removed, and all data in it is lost");
            LC_TRY(say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM);
        }
    }
    return CTR_OK;
}
