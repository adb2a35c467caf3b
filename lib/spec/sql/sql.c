/* The format sql: declared schemas, or migrations in the order in which they are applied. */
#include "spec/sql/sql_used.h"
#include "spec/sql/sql_view.h"

/* What was looked for and not found may not have been found for want of memory. */
static ctr_status failed(const struct lc_ctx *ctx)
{
    return ctx->error ? ctr_error_status(ctx->error) : CTR_OK;
}

/* ---- reading ---- */

static ctr_status sql_read(struct lc_ctx *ctx, struct lc_spec *spec)
{
    static const char *const dialects[] = {"SQL", "PostgreSQL", "SQLite", "MySQL"};
    struct lc_sql_schema *s = lc_new(ctx, 1, sizeof *s);
    if (!s) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql_schema_read(ctx, &spec->bundle.files[0]->doc, s));
    spec->sql = s;
    spec->dialect = dialects[s->dialect];
    spec->dialect_id = (int32_t)s->dialect;
    return failed(ctx);
}

/* ---- comparing ---- */

/* What only one edition tells of its dialect holds for both. */
static ctr_status read_again(struct lc_cmp *c, const struct lc_sql_schema *s,
                             enum lc_sql_dialect dialect, struct lc_sql_schema **out)
{
    struct lc_doc *doc = lc_new(c->ctx, 1, sizeof *doc);
    *out = lc_new(c->ctx, 1, sizeof **out);
    if (!doc || !*out) {
        return CTR_E_NOMEM;
    }
    const struct lc_read_options options = {.file = s->doc->file};
    LC_TRY(lc_sql_read_as(c->ctx, s->doc->text, &options, dialect, doc));
    LC_TRY(lc_sql_schema_read(c->ctx, doc, *out));
    return failed(c->ctx);
}

static ctr_status of_one_dialect(struct lc_sql_cmp *x)
{
    enum lc_sql_dialect a = x->schema[0]->dialect;
    enum lc_sql_dialect b = x->schema[1]->dialect;
    x->dialect = a ? a : b;
    if (a == b) {
        return CTR_OK;
    }
    if (!a || !b) {
        int side = a ? 1 : 0;
        return read_again(x->c, x->schema[side], x->dialect, &x->schema[side]);
    }
    const struct lc_sql_say say = {
        .rule = LC_RULE_SQL_DIALECT_CHANGED,
        .backward = CTR_LEVEL_UNDECIDED,
        .forward = CTR_LEVEL_UNDECIDED,
        .touches = LC_DDL_BRW | LC_DDL_FRW,
        .part = "/",
        .node = {x->schema[0]->doc->root, x->schema[1]->doc->root},
        .arguments = lc_format(x->c->ctx, "%s\n%s", lc_sql_dialect_word(a), lc_sql_dialect_word(b)),
        .message = lc_format(x->c->ctx,
                             "the older edition is written for %s and the newer one for %s, in "
                             "which types and names mean something else",
                             lc_sql_dialect_word(a), lc_sql_dialect_word(b))};
    return say.message && say.arguments ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

ctr_status lc_sql_compare(struct lc_cmp *c, const struct lc_spec *older,
                          const struct lc_spec *newer)
{
    struct lc_sql_cmp x = {.c = c, .schema = {older->sql, newer->sql}};
    LC_TRY(of_one_dialect(&x));
    LC_TRY(lc_sql_compare_things(&x));
    LC_TRY(lc_sql_compare_references(&x));
    LC_TRY(lc_sql_compare_objects(&x));
    LC_TRY(lc_sql_compare_statements(&x));
    LC_TRY(lc_sql_compare_schemas(&x));
    LC_TRY(lc_sql_compare_events(&x));
    LC_TRY(lc_sql_compare_views(&x)); /* over all that was told before */
    return failed(c->ctx);
}

/* ---- parts ---- */

typedef ctr_status part_fn(void *user, const struct lc_part *part);

static ctr_status tell(struct lc_ctx *ctx, const char *thing, const char *member, part_fn *fn,
                       void *user)
{
    const char *text = member ? lc_format(ctx, "%s.%s", thing, member) : thing;
    struct lc_part part = {.kind = LC_PART_WORDS, .text = lc_str(text)};
    return text ? fn(user, &part) : CTR_E_NOMEM;
}

static const char *value_key(struct lc_sql_schema *s, const char *value)
{
    struct lc_value word = lc_sql_word(lc_str(value));
    struct lc_sql_schema exact = {.ctx = s->ctx, .dialect = LC_DDL_MYSQL};
    return lc_sql_key(&exact, &word, false);
}

static ctr_status parts_of(struct lc_ctx *ctx, struct lc_sql_schema *s,
                           const struct lc_sql_thing *t, part_fn *fn, void *user)
{
    LC_TRY(tell(ctx, t->name, NULL, fn, user));
    for (size_t i = 0; i < t->count && t->kind != LC_DDL_DOMAIN; i++) {
        LC_TRY(lc_poll(ctx));
        LC_TRY(tell(ctx, t->name, t->columns[i]->name, fn, user));
    }
    for (size_t i = 0; i < t->value_count; i++) {
        const char *key = value_key(s, t->values[i]);
        LC_TRY(key ? tell(ctx, t->name, key, fn, user) : CTR_E_NOMEM);
    }
    return CTR_OK;
}

static ctr_status sql_parts(struct lc_ctx *ctx, struct lc_spec *spec, part_fn *fn, void *user)
{
    struct lc_sql_schema *s = spec->sql;
    s->ctx = ctx;
    LC_TRY(fn(user, NULL));
    for (size_t i = 0; i < s->count; i++) {
        if (!s->things[i]->temporary) {
            LC_TRY(parts_of(ctx, s, s->things[i], fn, user));
        }
    }
    for (size_t i = 0; i < s->object_count; i++) {
        const struct lc_sql_object *o = s->objects[i];
        if (!o->gone) {
            LC_TRY(tell(ctx, o->name, NULL, fn, user));
        }
    }
    return CTR_OK;
}

struct wanted {
    const char *part;
    bool found;
    struct lc_ctx *ctx;
};

static ctr_status is_it(void *user, const struct lc_part *part)
{
    struct wanted *w = user;
    w->found = w->found || (part ? lc_str_is(part->text, w->part) : strcmp(w->part, "/") == 0);
    return CTR_OK;
}

static ctr_status sql_has_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part,
                               bool *out)
{
    struct wanted w = {part, false, ctx};
    LC_TRY(sql_parts(ctx, spec, is_it, &w));
    *out = w.found;
    return failed(ctx);
}

const struct lc_format_row lc_format_sql = {
    .format = CTR_FORMAT_SQL,
    .default_profile = CTR_PROFILE_STRICT,
    .called = true, /* readers and writers are rated apart within one direction */
    .is_text = lc_sql_looks,
    .parse = lc_sql_read,
    .read = sql_read,
    .compare = lc_sql_compare,
    .parts = sql_parts,
    .has_part = sql_has_part,
    .used = lc_sql_used_parts,
};
