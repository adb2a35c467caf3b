/* Journals heard for a replay. */
#include "report/hear.h"

#include "codec/json_read.h"

/* The stories of one subject. */
struct subject {
    struct lc_said *unmet; /* the first that was not met */
    struct lc_said *last;
};

ctr_status lc_hear_each(struct lc_op *op, int64_t contract_rid, lc_event_fn listen, void *user)
{
    const struct lc_event_query own = {.contract_rid = contract_rid, .keep = true};

    LC_TRY(lc_event_each_imported(op, contract_rid, listen, user));
    return lc_event_each(op, &own, listen, user);
}

void lc_said_take(struct lc_ctx *ctx, const struct lc_value *body, const char *key,
                  const char **out)
{
    struct lc_str text = lc_text(lc_get(body, key));
    if (text.ptr) {
        *out = lc_dup(ctx, text);
    }
}

/* NULL in *out where nothing is heard of it. */
static ctr_status find(struct lc_hearing *x, const char *subject, struct lc_str *key,
                       struct subject **out)
{
    const char *lower = lc_lower(&x->op->ctx, subject);

    if (!lower) {
        return CTR_E_NOMEM;
    }
    *key = lc_str(lower);
    *out = lc_map_get(&x->subjects, *key);
    return CTR_OK;
}

static ctr_status begin(struct lc_hearing *x, const char *name, const struct lc_value *body)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_said *said = lc_new(ctx, 1, x->tale->size);
    struct subject *s;
    struct lc_str key;

    LC_TRY(find(x, name, &key, &s));
    if (!s) {
        s = lc_new(ctx, 1, sizeof *s);
        LC_TRY(s ? lc_map_set(ctx, &x->subjects, key, s) : CTR_E_NOMEM);
    }
    if (!said) {
        return CTR_E_NOMEM;
    }
    said->subject = name;
    *(x->last ? &x->last->next : &x->first) = said;
    x->last = said;
    if (s->last) {
        s->last->same = said;
    }
    s->unmet = s->unmet ? s->unmet : said;
    s->last = said;
    x->tale->begin(ctx, said, body);
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status listen(void *user, const struct ctr_event *event)
{
    struct lc_hearing *x = user;
    struct lc_ctx *ctx = &x->op->ctx;
    const struct lc_read_options options = {.file = "event"};
    struct lc_doc doc;
    struct subject *s;
    struct lc_str key;

    if (strncmp(event->kind, x->tale->prefix, strlen(x->tale->prefix)) != 0) {
        return CTR_OK;
    }
    LC_TRY(lc_json_read(ctx, lc_str(event->body), &options, &doc));
    if (strcmp(event->kind, lc_event_word(x->tale->begins)) == 0) {
        return begin(x, event->subject, doc.root);
    }
    LC_TRY(find(x, event->subject, &key, &s));
    if (s) {
        x->tale->go_on(ctx, s->last, event->kind, doc.root);
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_hear(struct lc_hearing *x, int64_t contract_rid)
{
    return lc_hear_each(x->op, contract_rid, listen, x);
}

ctr_status lc_hearing_meet(struct lc_hearing *x, const char *subject, struct lc_said **out)
{
    struct subject *s;
    struct lc_str key;

    LC_TRY(find(x, subject, &key, &s));
    *out = s ? s->unmet : NULL;
    if (*out) {
        (*out)->seen = true;
        s->unmet = (*out)->same;
    }
    return CTR_OK;
}

void lc_hearing_differ(struct lc_hearing *x, const char *what, const char *field, const char *is,
                       const char *said)
{
    if (lc_cstr_cmp(is, said) != 0) {
        lc_report_problem(x->report, "replay", "%s: %s is '%.80s', but its events say '%.80s'",
                          what, field, is ? is : "(none)", said ? said : "(none)");
    }
}

void lc_hearing_differ_int(struct lc_hearing *x, const char *what, const char *field, int64_t is,
                           int64_t said)
{
    if (is != said) {
        lc_report_problem(x->report, "replay", "%s: %s is %lld, but its events say %lld", what,
                          field, (long long)is, (long long)said);
    }
}

void lc_hearing_missing(struct lc_hearing *x, const char *about)
{
    for (const struct lc_said *s = x->first; s; s = s->next) {
        if (!s->seen) {
            lc_report_problem(x->report, "replay", "%s%s: it is missing", about, s->subject);
        }
    }
}
