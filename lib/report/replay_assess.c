/* Replay of assessments: each has an event, whose digest is that of the row. */
#include "base/map.h"
#include "codec/json_read.h"
#include "domain/assess/assess.h"
#include "report/hear.h"
#include "report/replay.h"

struct hearing {
    struct lc_op *op;
    struct lc_map digests; /* number as text -> hex */
    int64_t last;
};

static ctr_status listen(void *user, const struct ctr_event *event)
{
    const struct lc_read_options options = {.file = "event"};
    struct hearing *x = user;
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_doc doc;
    int64_t n = 0;

    if (strcmp(event->kind, lc_event_word(LC_EVENT_LEDGER_ASSESSED)) != 0) {
        return CTR_OK;
    }
    LC_TRY(lc_json_read(ctx, lc_str(event->body), &options, &doc));
    lc_int(lc_get(doc.root, "assessment"), &n);
    char *key = (char *)(uintptr_t)lc_format(ctx, "%lld", (long long)n);
    char *digest = lc_dup(ctx, lc_text(lc_get(doc.root, "sha256")));
    if (!key || !digest) {
        return CTR_E_NOMEM;
    }
    x->last = n > x->last ? n : x->last;
    return lc_map_set(ctx, &x->digests, lc_str(key), digest);
}

static ctr_status compare(struct hearing *x, struct ctr_report *r, const struct ctr_assessment *a)
{
    struct lc_ctx *ctx = &x->op->ctx;
    const char *key = lc_format(ctx, "%lld", (long long)a->n);
    struct lc_sha256 digest = lc_assess_digest(a);
    const char *is = lc_ledger_hex(ctx, &digest);

    if (!key || !is) {
        return CTR_E_NOMEM;
    }
    const char *said = lc_map_get(&x->digests, lc_str(key));
    if (!said || strcmp(said, is) != 0) {
        lc_report_problem(r, "replay", "%s/%s: assessment %lld is not what its event says%s",
                          a->team, a->name, (long long)a->n, said ? "" : ": there is none");
    }
    return CTR_OK;
}

ctr_status lc_replay_assessments(struct lc_op *op, struct ctr_report *r,
                                 const struct lc_contract *c)
{
    enum { PAGE = 100 };
    struct hearing x = {.op = op};
    struct ctr_assessment_list page = {.next = 0};
    struct ctr_ledger book;
    int64_t last = 0;
    bool found;

    if (op->store->schema < LC_SCHEMA_ASSESSMENTS) {
        return CTR_OK;
    }
    LC_TRY(lc_ledger_find(op, c, &book, &found));
    if (!found) {
        return CTR_OK;
    }
    LC_TRY(lc_hear_each(op, c->rid, listen, &x));
    do {
        LC_TRY(lc_assess_list(op, &book, page.next, PAGE, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(compare(&x, r, &page.items[i]));
            last = page.items[i].n;
        }
    } while (page.next);
    if (x.last > last) {
        lc_report_problem(r, "replay", "%s/%s: assessment %lld is missing", c->team, c->name,
                          (long long)x.last);
    }
    return CTR_OK;
}
