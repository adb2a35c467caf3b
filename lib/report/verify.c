/* Verification of the hash chain. */
#include "report/verify.h"

#include <stdarg.h>
#include <stdio.h>

static const struct lc_field problem_fields[] = {
    LC_FIELD_OF(lc_problem, "check", LC_KIND_STR, check),
    LC_FIELD_OF(lc_problem, "message", LC_KIND_STR, message),
};
static const struct lc_shape shape_problem = LC_SHAPE(lc_problem, problem_fields);

static const struct lc_field report_fields[] = {
    LC_FIELD_OF(ctr_report, "ok", LC_KIND_BOOL, ok),
    LC_FIELD_OF(ctr_report, "rows", LC_KIND_INT, rows),
    LC_FIELD_OF(ctr_report, "head", LC_KIND_STR, head),
    LC_FIELD_OF(ctr_report, "problems_found", LC_KIND_INT, problems),
    LC_FIELD_LIST(ctr_report, "problems", items, count, &shape_problem),
};
const struct lc_shape lc_shape_report = LC_SHAPE(ctr_report, report_fields);

ctr_status lc_report_begin(struct lc_op *op, struct ctr_report *r)
{
    *r = (struct ctr_report){.ok = 1};
    r->items = lc_new(&op->ctx, LC_PROBLEMS_LISTED, sizeof *r->items);
    r->texts = lc_new(&op->ctx, LC_PROBLEMS_LISTED, LC_PROBLEM_TEXT);
    return r->items && r->texts ? CTR_OK : CTR_E_NOMEM;
}

void lc_report_problem(struct ctr_report *r, const char *check, const char *format, ...)
{
    va_list args;

    r->ok = 0;
    r->problems++;
    if (r->count == LC_PROBLEMS_LISTED) {
        return;
    }
    char *message = r->texts + r->count * LC_PROBLEM_TEXT;
    va_start(args, format);
    vsnprintf(message, LC_PROBLEM_TEXT, format, args);
    va_end(args);
    r->items[r->count++] = (struct lc_problem){check, message};
}

/* One journal being walked. */
struct walk {
    struct lc_op *op;
    struct ctr_report *report;
    const char *uuid;
    bool origin; /* came with an import: may have gaps, carries the hash before each row */
    bool broken; /* the first broken row is named; what follows says nothing new */
    int64_t seq;
    struct lc_sha256 last;
    char found[256]; /* a copy: the memory of a page is given back */
};

static void broken(struct walk *w, int64_t seq, const char *what)
{
    if (!w->broken) {
        w->broken = true;
        snprintf(w->found, sizeof w->found, "event %lld of journal %s %s", (long long)seq, w->uuid,
                 what);
    }
}

static ctr_status step(void *user, const struct ctr_event *e)
{
    struct walk *w = user;
    struct lc_sha256 is;
    struct lc_sha256 previous = w->last;

    w->report->rows++;
    if (w->broken) {
        return CTR_OK;
    }
    if (w->origin && !lc_sha256_parse(lc_str(e->previous), &previous)) {
        broken(w, e->seq, "has no hash of the event before it");
    }
    if (w->origin && e->seq == w->seq + 1 && w->seq &&
        memcmp(previous.bytes, w->last.bytes, LC_SHA256_BYTES) != 0) {
        broken(w, e->seq, "does not continue the event before it");
    }
    if (!w->origin && e->seq != w->seq + 1) {
        broken(w, e->seq, "does not follow the event before it: rows are missing");
    }
    struct lc_sha256 want = lc_event_hash(w->uuid, &previous, e);
    if (!lc_sha256_parse(lc_str(e->hash), &is) ||
        memcmp(is.bytes, want.bytes, LC_SHA256_BYTES) != 0) {
        broken(w, e->seq,
               "does not have the hash of its content: it, or one before it, was edited");
    }
    w->seq = e->seq;
    w->last = is;
    return lc_progress(&w->op->ctx, "verify", (uint64_t)w->report->rows, 0);
}

static ctr_status walk_journal(struct lc_op *op, struct ctr_report *r, const char *uuid,
                               bool origin, struct walk *w)
{
    const struct lc_event_query query = {.origin = origin ? uuid : NULL};

    *w = (struct walk){.op = op, .report = r, .uuid = uuid, .origin = origin};
    LC_TRY(lc_event_each(op, &query, step, w));
    if (w->broken) {
        lc_report_problem(r, "chain", "%s", w->found);
    }
    return CTR_OK;
}

static ctr_status walk_origins(struct lc_op *op, struct ctr_report *r)
{
    struct lc_stmt *st;
    const char *uuid = "";
    bool row;

    for (;;) {
        struct walk w;
        LC_TRY(lc_sql(op, LC_SQL_ORIGIN_NEXT, &st));
        lc_bind_text(st, 1, uuid);
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        uuid = lc_col_text(&op->ctx, st, 0);
        lc_stmt_done(st);
        if (!uuid) {
            return lc_nomem(&op->ctx);
        }
        LC_TRY(walk_journal(op, r, uuid, true, &w));
    }
}

ctr_status lc_report_verify(struct lc_op *op, struct ctr_report *r)
{
    struct walk w;
    char *head = lc_new(&op->ctx, LC_SHA256_TEXT, 1);

    if (!head) {
        return CTR_E_NOMEM;
    }
    LC_TRY(walk_journal(op, r, op->store->uuid, false, &w));
    r->head = lc_sha256_format(&w.last, head);
    return walk_origins(op, r);
}
