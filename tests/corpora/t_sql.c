/*
 * Migrations that squawk and Atlas judge, against our findings. They are read where they lie, below
 * $CTR_SHARED; without them the test is skipped. What a migration alters and does not create is
 * declared before it, by what the reader says is missing.
 *
 * Rules about locks, time-outs and style are no matter of a contract. A case that differs must be
 * listed here with its reason; doc/conformance.md says the same.
 */
#include "base/once.h"
#include "spec/spec.h"
#include "support/corpus.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST = 40 };

static const struct {
    const char *theirs;
    const char *ours[5];
} contract_rules[] = {
    {"ban-drop-column", {"sql-column-removed"}},
    {"ban-drop-table", {"sql-table-removed"}},
    {"ban-drop-database", {"sql-schema-removed"}},
    {"ban-drop-not-null", {"sql-column-became-nullable"}},
    {"ban-truncate-cascade", {"sql-data-deleted"}},
    {"ban-alter-domain-with-add-constraint", {"sql-check-added"}},
    {"adding-required-field", {"sql-required-column-added"}},
    {"adding-not-nullable-field", {"sql-column-became-not-null"}},
    {"changing-column-type",
     {"sql-column-type-changed", "sql-column-type-widened", "sql-column-type-narrowed",
      "sql-column-type-undecided"}},
    {"renaming-column", {"sql-column-renamed"}},
    {"renaming-table", {"sql-table-renamed"}},
    {"disallowed-unique-constraint", {"sql-unique-added"}},
    {"adding-foreign-key-constraint", {"sql-foreign-key-added"}},
    {"constraint-missing-not-valid",
     {"sql-foreign-key-added", "sql-check-added", "sql-unique-added", "sql-primary-key-added"}},
};
enum { CONTRACT_RULES = sizeof contract_rules / sizeof contract_rules[0] };

/* Cases that squawk passes because of how a lock is taken, or that it flags for that alone. */
static const char *const about_locks[] = {
    "squawk/adding_foreign_key_constraint/add_foreign_key_constraint_not_valid_validate",
    "squawk/adding_not_null_field/regression_gh_issue_628_pg11_with_validated_check_err",
    "squawk/adding_not_null_field/pg16_cross_migration_validate_then_set_not_null_ok",
    "squawk/adding_not_null_field/pg12_cross_migration_validate_then_set_not_null_ok",
    "squawk/ban_truncate_cascade/ok",
    "squawk/constraint_missing_not_valid/adding_fk_not_valid_ok",
    "squawk/constraint_missing_not_valid/adding_check_constraint_ok",
    "squawk/constraint_missing_not_valid/adding_using_index_ok",
    "squawk/disallow_unique_constraint/unique_constraint_ok",
    NULL,
};

struct score {
    int cases, right, wrong, scope, skipped, refused;
};

/* ---- what stands before a migration ---- */

struct base {
    struct lc_ctx *ctx;
    const char *table[MOST];
    const char *columns[MOST]; /* ", name integer" and so on */
    int tables;
    const char *rest;
    const char *head;
};

static struct lc_str whole(struct base *b, const char *tail)
{
    const char *text = lc_format(b->ctx, "-- contracts: dialect=postgresql\n%s", b->head);
    for (int i = 0; i < b->tables; i++) {
        const char *quote = strchr(b->table[i], '.') ? "" : "\"";
        text = lc_format(b->ctx, "%sCREATE TABLE %s%s%s (first_column integer%s);\n", text, quote,
                         b->table[i], quote, b->columns[i]);
    }
    return lc_str(lc_format(b->ctx, "%s%s%s", text, b->rest, tail));
}

static int table_of(struct base *b, const char *name)
{
    for (int i = 0; i < b->tables; i++) {
        if (strcmp(b->table[i], name) == 0) {
            return i;
        }
    }
    b->table[b->tables] = name;
    b->columns[b->tables] = "";
    return b->tables++;
}

/* Declare what is missing. False if that is not known how. */
static bool declare(struct base *b, const ctr_error *error, const char *sql)
{
    const char *what = ctr_error_detail(error, "missing");
    const char *name = lc_dup_c(b->ctx, ctr_error_detail(error, "name"));
    const char *table = lc_dup_c(b->ctx, ctr_error_detail(error, "table"));
    bool full = strstr(sql, "DROP NOT NULL") != NULL;
    if (!what || !name || b->tables == MOST - 1) {
        return false;
    }
    if (strcmp(what, "table") == 0 || strcmp(what, "view") == 0) {
        table_of(b, name);
    } else if (strcmp(what, "column") == 0) {
        int i = table_of(b, table);
        b->columns[i] =
            lc_format(b->ctx, "%s, \"%s\" integer%s", b->columns[i], name, full ? " NOT NULL" : "");
    } else if (strcmp(what, "constraint") == 0) {
        int i = table_of(b, table);
        b->columns[i] = lc_format(b->ctx, "%s, CONSTRAINT \"%s\" CHECK (first_column > 0)",
                                  b->columns[i], name);
    } else if (strcmp(what, "index") == 0) {
        b->rest = lc_format(b->ctx, "%sCREATE UNIQUE INDEX \"%s\" ON \"%s\" (first_column);\n",
                            b->rest, name, table);
    } else if (strcmp(what, "any index") == 0) {
        int i = table_of(b, "some_table");
        b->rest = lc_format(b->ctx, "%sCREATE INDEX \"%s\" ON \"%s\" (first_column);\n", b->rest,
                            name, b->table[i]);
    } else if (strcmp(what, "domain") == 0) {
        b->head = lc_format(b->ctx, "%sCREATE DOMAIN %s AS integer;\n", b->head, name);
    } else if (strcmp(what, "type") == 0) {
        b->head = lc_format(b->ctx, "%sCREATE TYPE %s AS ENUM ('a', 'b', 'c');\n", b->head, name);
    } else if (strcmp(what, "value") == 0) {
        b->head = lc_format(b->ctx, "%sALTER TYPE %s ADD VALUE '%s';\n", b->head, table, name);
    } else if (strcmp(what, "schema") == 0) {
        b->head = lc_format(b->ctx, "%sCREATE DATABASE \"%s\";\n", b->head, name);
    } else {
        return false;
    }
    return true;
}

static ctr_status read_text(struct lc_ctx *ctx, struct lc_str text, struct lc_spec *out)
{
    ctr_source *source = lc_new(ctx, 1, sizeof *source);
    *source = (ctr_source){.struct_size = sizeof *source,
                           .format = CTR_FORMAT_SQL,
                           .data = text.ptr,
                           .size = text.len,
                           .file = "case.sql"};
    return lc_spec_read(ctx, source, out);
}

static ctr_status compare(struct lc_ctx *ctx, const char *sql, struct ctr_diff *out)
{
    struct base b = {.ctx = ctx, .rest = "", .head = ""};
    struct lc_spec older;
    struct lc_spec newer;
    ctr_status status;
    for (int i = 0; i < MOST; i++) {
        status = read_text(ctx, whole(&b, sql), &newer);
        if (status == CTR_OK || !ctx->error || !declare(&b, ctx->error, sql)) {
            break;
        }
        ctr_error_free(ctx->error);
        ctx->error = NULL;
    }
    LC_TRY(status);
    LC_TRY(read_text(ctx, whole(&b, ""), &older));
    return lc_spec_diff(ctx, &older, &newer, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, out);
}

/* ---- squawk ---- */

static int contract_rule(struct lc_str theirs)
{
    for (int i = 0; i < CONTRACT_RULES; i++) {
        if (lc_str_is(theirs, contract_rules[i].theirs)) {
            return i;
        }
    }
    return -1;
}

static bool says(const struct ctr_diff *d, int rule)
{
    for (size_t i = 0; i < d->count; i++) {
        for (int k = 0; k < 5 && contract_rules[rule].ours[k]; k++) {
            if (strcmp(d->findings[i].rule, contract_rules[rule].ours[k]) == 0) {
                return true;
            }
        }
    }
    return false;
}

static bool is_listed(const char *id)
{
    for (int i = 0; about_locks[i]; i++) {
        if (strcmp(about_locks[i], id) == 0) {
            return true;
        }
    }
    return false;
}

static bool expects(const struct lc_value *one, struct lc_str rule)
{
    const struct lc_value *list = lc_get(lc_get(one, "expect"), "violations");
    for (uint32_t i = 0; list && i < list->count; i++) {
        if (lc_str_eq(lc_text(&list->items[i]), rule)) {
            return true;
        }
    }
    return false;
}

static void run_squawk(const struct lc_value *one, struct score *s, bool loud)
{
    struct lc_ctx ctx;
    struct ctr_diff d;
    lc_ctx_begin(&ctx, NULL);
    const char *id = lc_dup(&ctx, lc_text(lc_get(one, "id")));
    const char *sql = lc_dup(&ctx, lc_text(lc_get(one, "sql")));
    struct lc_str theirs = lc_text(lc_at(lc_get(one, "rule"), 0));
    int rule = theirs.ptr ? contract_rule(theirs) : -1;
    s->cases++;
    bool read = lc_once(&ctx) == CTR_OK && compare(&ctx, sql, &d) == CTR_OK;
    s->refused += !read;
    if (!read && (loud || rule >= 0)) {
        printf("  refused %s: %s\n", id, ctx.error ? ctr_error_message(ctx.error) : "?");
    }
    if (rule < 0) {
        s->skipped++;
    } else if (read && says(&d, rule) == expects(one, theirs)) {
        s->right++;
    } else if (read && is_listed(id)) {
        s->scope++;
    } else {
        s->wrong++;
        printf("  wrong %s: %s was %s\n", id, contract_rules[rule].theirs,
               expects(one, theirs) ? "expected" : "not expected");
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

/* ---- Atlas: each of the latest files against those before it ---- */

static const char *files_before(struct lc_ctx *ctx, const struct lc_value *files, const char *dir,
                                int count)
{
    const char *text = "-- contracts: dialect=sqlite\n";
    for (int i = 1; i <= count; i++) {
        struct lc_str sql = lc_text(lc_get(files, lc_format(ctx, "%s/%d.sql", dir, i)));
        text = lc_format(ctx, "%s%.*s\n", text, (int)sql.len, sql.ptr ? sql.ptr : "");
    }
    return text;
}

static int flagged(struct lc_ctx *ctx, const char *before, const char *after)
{
    struct lc_spec older, newer;
    struct ctr_diff d;
    int n = 0;
    if (read_text(ctx, lc_str(before), &older) != CTR_OK ||
        read_text(ctx, lc_str(after), &newer) != CTR_OK ||
        lc_spec_diff(ctx, &older, &newer, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, &d) != CTR_OK) {
        printf("  refused: %s\n", ctr_error_message(ctx->error));
        return -1;
    }
    for (size_t i = 0; i < d.count; i++) {
        n += strcmp(d.findings[i].rule, "sql-table-removed") == 0 ||
             strcmp(d.findings[i].rule, "sql-required-column-added") == 0;
    }
    return n;
}

static void run_atlas(const struct lc_value *one, struct score *s, bool loud)
{
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    const char *id = lc_dup(&ctx, lc_text(lc_get(one, "id")));
    const struct lc_value *files = lc_get(one, "migrations");
    const struct lc_value *runs = lc_get(one, "expect");
    for (uint32_t i = 0; i < runs->count; i++) {
        const struct lc_value *run = &runs->items[i];
        const char *args = lc_dup(&ctx, lc_text(lc_get(run, "args")));
        const char *latest = strstr(args, "--latest=");
        const char *at = strstr(args, "file://");
        const char *dir = at ? lc_dup(&ctx, lc_str_n(at + 7, strcspn(at + 7, " "))) : "migrations";
        int want = (int)lc_get(run, "diagnostics")->count;
        int all = 0;
        int got = 0;
        s->cases++;
        while (lc_get(files, lc_format(&ctx, "%s/%d.sql", dir, all + 1))) {
            all++;
        }
        if (!latest || strstr(files_before(&ctx, files, dir, all), "nolint")) {
            s->scope++; /* its own settings and waivers */
            continue;
        }
        for (int k = all - atoi(latest + 9); k < all; k++) {
            int n = flagged(&ctx, files_before(&ctx, files, dir, k),
                            files_before(&ctx, files, dir, k + 1));
            got = n < 0 ? -1000 : got + n;
        }
        s->right += got == want;
        s->wrong += got != want;
        if (got != want || loud) {
            printf("  %s %s, %s: %d expected, %d found\n", got == want ? "right" : "wrong", id,
                   args, want, got);
        }
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

/* ---- both ---- */

static void run_all(const char *file, bool loud, struct score *s,
                    void (*run)(const struct lc_value *, struct score *, bool))
{
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    const struct lc_value *cases = corpus_json(&ctx, file);
    for (uint32_t i = 0; cases && i < cases->count; i++) {
        run(&cases->items[i], s, loud);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void print(const char *name, const struct score *s)
{
    printf("%s: %d cases, %d right, %d wrong, 0 undecided, %d about locks or settings, %d of rules "
           "about locks, time-outs and style skipped; %d not read\n",
           name, s->cases, s->right, s->wrong, s->scope, s->skipped, s->refused);
}

int main(int argc, char **argv)
{
    bool loud = argc > 1 && strcmp(argv[1], "-v") == 0;
    struct score squawk = {0};
    struct score atlas = {0};
    if (!corpus_there("")) {
        return CORPUS_SKIP;
    }
    run_all("squawk/sql-lint.json", loud, &squawk, run_squawk);
    run_all("atlas/sql-migrate-lint.json", loud, &atlas, run_atlas);
    print("squawk", &squawk);
    print("atlas", &atlas);
    return squawk.wrong || atlas.wrong || corpus_failures;
}
