/* Builds, and what runs where, into an export and back: each record. */
#include "base/names.h"
#include "base/semver.h"
#include "domain/run/run.h"
#include "exchange/export.h"
#include "exchange/import.h"

/* As they travel. */
struct lc_build_course {
    struct ctr_build is;
};
struct lc_run_course {
    struct ctr_run is;
};

static const struct lc_field build_fields[] = {
    LC_FIELD_OF(lc_build_course, "against", LC_KIND_STR, is.against),
    LC_FIELD_OF(lc_build_course, "range", LC_KIND_STR, is.range),
    LC_FIELD_STRS(lc_build_course, "parts", is.parts, is.part_count),
    LC_FIELD_OF(lc_build_course, "recorded_at", LC_KIND_TIME, is.recorded_us),
    LC_FIELD_OF(lc_build_course, "recorded_by", LC_KIND_STR, is.recorded_by),
    LC_FIELD_OF(lc_build_course, "reason", LC_KIND_STR, is.reason),
};
static const struct lc_shape shape_build = LC_SHAPE(lc_build_course, build_fields);

static const struct lc_field run_fields[] = {
    LC_FIELD_OF(lc_run_course, "instance", LC_KIND_STR, is.instance),
    LC_FIELD_OF(lc_run_course, "version", LC_KIND_STR, is.version),
    LC_FIELD_OF(lc_run_course, "consumer", LC_KIND_STR, is.consumer),
    LC_FIELD_OF(lc_run_course, "build", LC_KIND_STR, is.build),
    LC_FIELD_OF(lc_run_course, "since", LC_KIND_TIME, is.since_us),
    LC_FIELD_OF(lc_run_course, "since_by", LC_KIND_STR, is.since_by),
    LC_FIELD_OF(lc_run_course, "reason", LC_KIND_STR, is.reason),
    LC_FIELD_OF(lc_run_course, "until", LC_KIND_TIME, is.until_us),
    LC_FIELD_OF(lc_run_course, "until_by", LC_KIND_STR, is.until_by),
    LC_FIELD_OF(lc_run_course, "until_reason", LC_KIND_STR, is.until_reason),
};
static const struct lc_shape shape_run = LC_SHAPE(lc_run_course, run_fields);

static ctr_status export_build(struct lc_export *x, int64_t rid)
{
    struct lc_build_course course;

    LC_TRY(lc_build_get(x->op, rid, &course.is));
    const struct ctr_build *b = &course.is;
    const struct lc_rec_build rec = {b->team, b->contract, b->consumer, b->label};
    return lc_export_shape(x, LC_REC_BUILD, &rec, &shape_build, &course);
}

static ctr_status export_run(struct lc_export *x, int64_t rid)
{
    struct lc_run_course course;

    LC_TRY(lc_run_get(x->op, rid, &course.is));
    const struct ctr_run *r = &course.is;
    const struct lc_rec_run rec = {r->team, r->contract, r->environment, r->kind};
    if (r->consumer) {
        course.is.version = NULL; /* that of its build */
    }
    return lc_export_shape(x, LC_REC_RUN, &rec, &shape_run, &course);
}

static ctr_status export_each(struct lc_export *x, enum lc_sql_id sql,
                              ctr_status (*one)(struct lc_export *x, int64_t rid))
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_stmt *st;
    bool row;

    if (x->op->store->schema < LC_SCHEMA_RUNS) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(x->op, sql, &st));
    lc_bind_text(st, 1, x->from);
    lc_bind_text(st, 2, x->to);
    for (;;) {
        LC_TRY(lc_row(x->op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        struct lc_mark mark = lc_arena_mark(&ctx->arena);
        LC_TRY(one(x, lc_col_int(st, 0)));
        lc_arena_release(&ctx->arena, mark);
    }
}

ctr_status lc_export_builds(struct lc_export *x)
{
    return export_each(x, LC_SQL_EXPORT_BUILD, export_build);
}

ctr_status lc_export_runs(struct lc_export *x)
{
    return export_each(x, LC_SQL_EXPORT_RUN, export_run);
}

/* ---- back ---- */

static ctr_status version_of(struct lc_import *im, const struct lc_contract *c, const char *label,
                             int64_t *rid)
{
    struct ctr_version v;
    bool found;

    LC_TRY_AT(im, lc_check_label(&im->op->ctx, label));
    *rid = 0;
    if (!c->rid) {
        return CTR_OK;
    }
    LC_TRY(lc_version_by_label(im->op, c->rid, label, &v, &found));
    *rid = found && strcmp(v.label, label) == 0 ? v.rid : 0;
    return *rid ? CTR_OK
                : lc_import_fail(im, CTR_E_INPUT, "'%s' has no version '%s' in the file", c->key,
                                 label);
}

static bool sorted_parts(const struct ctr_build *b)
{
    for (size_t i = 0; i < b->part_count; i++) {
        if (!b->parts[i] || !*b->parts[i] || (i && strcmp(b->parts[i - 1], b->parts[i]) >= 0)) {
            return false;
        }
    }
    return true;
}

ctr_status lc_import_build_close(struct lc_import *im, const struct lc_rec_build *rec)
{
    struct lc_ctx *ctx = &im->op->ctx;
    struct lc_contract c;
    struct lc_build_course course = {.is.rid = 0};
    struct ctr_build *b = &course.is;
    struct ctr_build is;
    bool found = false;

    LC_TRY_AT(im, lc_check_name(ctx, "consumer", rec->consumer));
    LC_TRY_AT(im, lc_check_label(ctx, rec->label));
    LC_TRY(lc_import_any(im, rec->team, rec->name, &c));
    LC_TRY(lc_import_shape(im, "build", &shape_build, &course));
    const char *why = !b->against || !b->recorded_by || b->recorded_us <= 0
                          ? "something that every build has is missing"
                      : !sorted_parts(b) ? "its parts are not in order, or one of them is none"
                                         : NULL;
    if (!why && c.rid) {
        LC_TRY(lc_build_find(im->op, c.rid, rec->consumer, rec->label, &is, &found));
        why = found ? "it is there twice" : NULL;
    }
    if (why) {
        return lc_import_fail(im, CTR_E_INPUT, "build '%s@%s' of '%s': %s", rec->consumer,
                              rec->label, c.key, why);
    }
    LC_TRY(version_of(im, &c, b->against, &b->against_rid));
    b->contract_rid = c.rid;
    b->consumer = rec->consumer;
    b->label = rec->label;
    return c.rid ? lc_build_restore(im->op, b) : CTR_OK;
}

static const char *wrong_run(const struct ctr_run *r)
{
    return !r->since_by || r->since_us <= 0             ? "it is not said since when, and by whom"
           : !r->consumer != !r->build                  ? "a consumer is named with its version"
           : !r->consumer == !r->version                ? "it is of a version or of a consumer"
           : !r->until_us != !r->until_by               ? "it is not said until when, and by whom"
           : r->until_us && r->until_us < r->since_us   ? "it ends before it begins"
           : r->kind == CTR_RUN_RELEASED && r->instance ? "what is released has no instance"
                                                        : NULL;
}

/* The version or build that the record names. */
static ctr_status find_what(struct lc_import *im, const struct lc_contract *c, struct ctr_run *r)
{
    struct ctr_build b;
    bool found = true;

    r->consumer_key = "";
    if (!r->consumer) {
        return version_of(im, c, r->version, &r->version_rid);
    }
    LC_TRY_AT(im, lc_check_name(&im->op->ctx, "consumer", r->consumer));
    LC_TRY_AT(im, lc_check_label(&im->op->ctx, r->build));
    if (c->rid) {
        LC_TRY(lc_build_find(im->op, c->rid, r->consumer, r->build, &b, &found));
    }
    if (!found) {
        return lc_import_fail(im, CTR_E_INPUT, "'%s' has no build '%s@%s' in the file", c->key,
                              r->consumer, r->build);
    }
    if (c->rid) {
        r->build_rid = b.rid;
        r->consumer_key = b.consumer_key;
    }
    return CTR_OK;
}

static ctr_status environment_of(struct lc_import *im, const struct lc_contract *c,
                                 struct ctr_run *r, const char *name)
{
    LC_TRY(lc_environment_find(im->op, c->team, name, &r->environment_rid, NULL));
    return r->environment_rid ? CTR_OK
                              : lc_environment_insert(im->op, c->team, name, r->since_us,
                                                      r->since_by, &r->environment_rid);
}

ctr_status lc_import_run_close(struct lc_import *im, const struct lc_rec_run *rec)
{
    struct lc_ctx *ctx = &im->op->ctx;
    struct lc_contract c;
    struct lc_run_course course = {.is.rid = 0};
    struct ctr_run *r = &course.is;
    struct ctr_run there;
    bool found;

    LC_TRY_AT(im, lc_check_name(ctx, "environment", rec->environment));
    LC_TRY(lc_import_any(im, rec->team, rec->name, &c));
    LC_TRY(lc_import_shape(im, "run", &shape_run, &course));
    r->kind = rec->kind;
    r->contract_rid = c.rid;
    LC_TRY_AT(im, r->instance ? lc_check_name(ctx, "instance", r->instance) : CTR_OK);
    const char *why = wrong_run(r);
    if (why) {
        return lc_import_fail(im, CTR_E_INPUT, "a run of '%s' in '%s': %s", c.key, rec->environment,
                              why);
    }
    LC_TRY(find_what(im, &c, r));
    if (!c.rid) {
        return CTR_OK;
    }
    LC_TRY(environment_of(im, &c, r, rec->environment));
    LC_TRY(lc_run_in_place(im->op, r, &there, &found));
    if (found && !r->until_us) {
        return lc_import_fail(im, CTR_E_INPUT,
                              "a run of '%s' in '%s': another one has not ended in its place",
                              c.key, rec->environment);
    }
    return lc_run_restore(im->op, r);
}
