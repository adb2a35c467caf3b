/* Replay of changes: each rebuilt from its events and compared with its row. */
#include "base/map.h"
#include "codec/json_read.h"
#include "domain/change/change.h"
#include "report/hear.h"
#include "report/replay.h"

/* What the events say of one change. */
struct said_change {
    const char *id;
    const char *facts[9]; /* by enum fact */
    bool seen;
};

enum fact { STATE, TYPE, AREA, REQUESTER, SHA256, CLASS, EVOLUTION, ADDENDUM, TARGET, FACTS };

static const char *const keys[FACTS] = {"state", "type",      "area",     "requester",    "sha256",
                                        "class", "evolution", "addendum", "target_amount"};

struct hearing {
    struct lc_op *op;
    struct ctr_report *report;
    struct lc_map changes; /* lower-case id -> said_change */
};

static ctr_status entry(struct hearing *x, const char *id, struct said_change **out)
{
    struct lc_ctx *ctx = &x->op->ctx;
    const char *key = lc_lower(ctx, id);

    if (!key) {
        return CTR_E_NOMEM;
    }
    *out = lc_map_get(&x->changes, lc_str(key));
    if (*out) {
        return CTR_OK;
    }
    *out = lc_new(ctx, 1, sizeof **out);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    (*out)->id = id;
    return lc_map_set(ctx, &x->changes, lc_str(key), *out);
}

/* Members that an event does not have leave what was said before. */
static ctr_status listen(void *user, const struct ctr_event *event)
{
    struct hearing *x = user;
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_doc doc;
    struct said_change *said;
    const struct lc_read_options options = {.file = "event"};
    const char *id = strrchr(event->subject, '/');

    if (strncmp(event->kind, "change.", 7) != 0 || !id) {
        return CTR_OK;
    }
    LC_TRY(entry(x, id + 1, &said));
    LC_TRY(lc_json_read(ctx, lc_str(event->body), &options, &doc));
    if (strcmp(event->kind, lc_event_word(LC_EVENT_CHANGE_REOPENED)) == 0) {
        said->facts[CLASS] = NULL;
    }
    if (strcmp(event->kind, lc_event_word(LC_EVENT_CHANGE_IMPACT)) == 0) {
        said->facts[EVOLUTION] = NULL; /* each revision names it anew */
    }
    for (int i = 0; i < FACTS; i++) {
        struct lc_str text = lc_text(lc_get(doc.root, keys[i]));
        if (text.ptr) {
            said->facts[i] = lc_dup(ctx, text);
        }
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status compare(struct hearing *x, const struct ctr_change *h)
{
    const char *key = lc_lower(&x->op->ctx, h->id);
    struct said_change *said = key ? lc_map_get(&x->changes, lc_str(key)) : NULL;

    if (!key) {
        return CTR_E_NOMEM;
    }
    if (!said) {
        lc_report_problem(x->report, "replay", "change:%s: no event tells of it", h->name);
        return CTR_OK;
    }
    const char *is[FACTS] = {
        lc_word_name(lc_words_change_state, h->state),
        lc_word_name(lc_words_change_type, h->type),
        h->area,
        h->requester,
        h->sha256,
        h->change_class ? lc_word_name(lc_words_change_class, h->change_class) : NULL,
        h->evolution,
        h->addendum,
        h->target_amount,
    };
    said->seen = true;
    for (int i = 0; i < FACTS; i++) {
        if ((i == EVOLUTION || i == ADDENDUM) && !is[i]) {
            continue; /* an import of this contract alone does not have it */
        }
        if (lc_cstr_cmp(is[i], said->facts[i]) != 0) {
            lc_report_problem(x->report, "replay", "change:%s: %s is '%s', but its events say '%s'",
                              h->name, keys[i], is[i] ? is[i] : "(none)",
                              said->facts[i] ? said->facts[i] : "(none)");
        }
    }
    return CTR_OK;
}

ctr_status lc_replay_changes(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c)
{
    struct hearing x = {.op = op, .report = r};
    struct ctr_change_list page;
    struct lc_change_query query = {.team = c->team, .contract = c->name, .limit = 100};

    if (op->store->schema < LC_SCHEMA_CHANGES) {
        return CTR_OK;
    }
    LC_TRY(lc_hear_each(op, c->rid, listen, &x));
    do {
        LC_TRY(lc_change_list(op, &query, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(compare(&x, &page.items[i]));
        }
        query.after = page.next;
    } while (page.next);
    for (size_t i = 0; i < x.changes.room; i++) {
        const struct said_change *said = x.changes.slots[i].value;
        if (said && !said->seen) {
            lc_report_problem(r, "replay", "contract %s: change '%s' is missing", c->key, said->id);
        }
    }
    return CTR_OK;
}
