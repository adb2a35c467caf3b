/*
 * Replay of policies: each edition rebuilt from its event and compared with its row. Editions of a
 * team that came with an import have no events here; those of contracts bring theirs along.
 */
#include "base/map.h"
#include "codec/json_read.h"
#include "domain/policy/policy.h"
#include "report/hear.h"
#include "report/replay.h"

struct said_edition {
    const char *line;
    bool seen;
};

struct hearing {
    struct lc_op *op;
    struct ctr_report *report;
    const char *subject;    /* in lower case */
    struct lc_map editions; /* n as text -> said_edition */
};

static const char *member(struct lc_ctx *ctx, const struct lc_doc *doc, const char *key)
{
    struct lc_str text = lc_text(lc_get(doc->root, key));
    return text.ptr ? lc_dup(ctx, text) : "";
}

static bool is_policy(const char *kind)
{
    return strcmp(kind, lc_event_word(LC_EVENT_POLICY_SET)) == 0 ||
           strcmp(kind, lc_event_word(LC_EVENT_POLICY_WAIVED)) == 0 ||
           strcmp(kind, lc_event_word(LC_EVENT_POLICY_CLEARED)) == 0;
}

static ctr_status listen(void *user, const struct ctr_event *event)
{
    struct hearing *x = user;
    struct lc_ctx *ctx = &x->op->ctx;
    const struct lc_read_options options = {.file = "event"};
    struct lc_doc doc;
    int64_t n = 0;

    if (!is_policy(event->kind)) {
        return CTR_OK;
    }
    const char *subject = lc_lower(ctx, event->subject);
    if (!subject || strcmp(subject, x->subject) != 0) {
        return subject ? CTR_OK : CTR_E_NOMEM;
    }
    LC_TRY(lc_json_read(ctx, lc_str(event->body), &options, &doc));
    lc_int(lc_get(doc.root, "n"), &n);
    const char *document = member(ctx, &doc, "document");
    const char *reason = member(ctx, &doc, "reason");
    struct said_edition *said = lc_new(ctx, 1, sizeof *said);
    if (!document || !reason || !said) {
        return CTR_E_NOMEM;
    }
    const char *key = lc_format(ctx, "%lld", (long long)n);
    said->line = lc_format(ctx, "%s by %s, %s", document, event->actor, reason);
    return key && said->line ? lc_map_set(ctx, &x->editions, lc_str(key), said) : CTR_E_NOMEM;
}

static ctr_status compare(void *user, const struct lc_kept_policy *p)
{
    struct hearing *x = user;
    struct lc_ctx *ctx = &x->op->ctx;
    const char *key = lc_format(ctx, "%lld", (long long)p->n);
    const char *line = lc_format(ctx, "%s by %s, %s", p->document ? p->document : "", p->set_by,
                                 p->reason ? p->reason : "");

    if (!key || !line) {
        return CTR_E_NOMEM;
    }
    struct said_edition *said = lc_map_get(&x->editions, lc_str(key));
    if (said) {
        said->seen = true;
    }
    if (!p->imported && (!said || strcmp(said->line, line) != 0)) {
        lc_report_problem(x->report, "replay", "%s: edition %lld is '%s', but its event says '%s'",
                          x->subject, (long long)p->n, line, said ? said->line : "(nothing)");
    }
    return CTR_OK;
}

static void missing(struct hearing *x)
{
    for (size_t i = 0; i < x->editions.room; i++) {
        const struct said_edition *said = x->editions.slots[i].value;
        if (said && !said->seen) {
            lc_report_problem(x->report, "replay", "%s: an edition is missing: %s", x->subject,
                              said->line);
        }
    }
}

ctr_status lc_replay_policy(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c)
{
    struct hearing x = {.op = op, .report = r};

    if (op->store->schema < LC_SCHEMA_POLICIES) {
        return CTR_OK;
    }
    x.subject = lc_format(&op->ctx, "policy:%s", c->key);
    LC_TRY(x.subject ? lc_hear_each(op, c->rid, listen, &x) : CTR_E_NOMEM);
    LC_TRY(lc_kept_policy_each(op, c->key, compare, &x));
    missing(&x);
    return CTR_OK;
}

static ctr_status hear_team(struct hearing *x)
{
    static const enum lc_event_kind kinds[] = {LC_EVENT_POLICY_SET, LC_EVENT_POLICY_WAIVED,
                                               LC_EVENT_POLICY_CLEARED};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const struct lc_event_query own = {.kind = lc_event_word(kinds[i]), .keep = true};
        LC_TRY(lc_event_each(x->op, &own, listen, x));
    }
    return CTR_OK;
}

ctr_status lc_replay_team_policies(struct lc_op *op, struct ctr_report *r)
{
    const char *key = "";

    while (op->store->schema >= LC_SCHEMA_POLICIES) {
        struct hearing x = {.op = op, .report = r};
        LC_TRY(lc_kept_policy_next(op, key, &key));
        if (!key) {
            break;
        }
        if (strchr(key, '/')) {
            continue; /* a contract's */
        }
        x.subject = lc_format(&op->ctx, "policy:%s", key);
        LC_TRY(x.subject ? hear_team(&x) : CTR_E_NOMEM);
        LC_TRY(lc_kept_policy_each(op, key, compare, &x));
        missing(&x);
        LC_TRY(lc_poll(&op->ctx));
    }
    return CTR_OK;
}
