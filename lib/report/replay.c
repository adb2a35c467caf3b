/*
 * Replay: each contract rebuilt from its events and compared with the tables. The journal cannot be
 * edited unseen, so a row that does not follow from it was.
 */
#include "base/map.h"
#include "codec/json_read.h"
#include "domain/consumer/consumer.h"
#include "domain/ledger/ledger.h"
#include "report/hear.h"
#include "report/replay.h"

/* What the events say of one version. */
struct said_version {
    const char *label;
    const char *sha256;
    const char *base;
    const char *break_reason;
    ctr_state state;
};

/* What they say of one consumer. */
struct said_consumer {
    const char *name;
    const char *role;
    const char *pin;
    const char *follows;
    const char *parts; /* canonical JSON */
    bool gone;
};

struct said {
    struct lc_op *op;
    struct ctr_report *report;
    int64_t book_rid; /* 0 = it has no ledger */
    int64_t posted;   /* number of the last entry that events tell of */
    const char *type;
    const char *mode;
    const char *profile;
    const char *owner_role;
    const char *owner_agent;
    const char *metadata;
    struct lc_map versions;  /* label -> said_version */
    struct lc_map consumers; /* lower-case name -> said_consumer */
};

/* Text of a member, copied; NULL if it is not there. */
static ctr_status take(struct said *s, const struct lc_value *body, const char *key,
                       const char **out)
{
    struct lc_str text = lc_text(lc_get(body, key));
    if (text.ptr) {
        *out = lc_dup(&s->op->ctx, text);
        return *out ? CTR_OK : CTR_E_NOMEM;
    }
    return CTR_OK;
}

static ctr_status take_or_null(struct said *s, const struct lc_value *body, const char *key,
                               const char **out)
{
    *out = NULL;
    return take(s, body, key, out);
}

/* An empty text in contract.changed means that there is none. */
static void none_if_empty(const char **text)
{
    if (*text && !**text) {
        *text = NULL;
    }
}

static ctr_status said_contract(struct said *s, const struct lc_value *body)
{
    LC_TRY(take(s, body, "type", &s->type));
    LC_TRY(take(s, body, "mode", &s->mode));
    LC_TRY(take(s, body, "profile", &s->profile));
    LC_TRY(take(s, body, "owner_role", &s->owner_role));
    LC_TRY(take(s, body, "owner_agent", &s->owner_agent));
    LC_TRY(take(s, body, "metadata", &s->metadata));
    none_if_empty(&s->owner_role);
    none_if_empty(&s->owner_agent);
    return CTR_OK;
}

/* The entry of a map, made if it is not there. */
static ctr_status entry(struct said *s, struct lc_map *map, struct lc_str key, size_t size,
                        void **out)
{
    *out = lc_map_get(map, key);
    if (*out) {
        return CTR_OK;
    }
    *out = lc_new(&s->op->ctx, 1, size);
    char *copy = lc_dup(&s->op->ctx, key);
    return *out && copy ? lc_map_set(&s->op->ctx, map, lc_str_n(copy, key.len), *out) : CTR_E_NOMEM;
}

/* States that kinds of events lead to. */
static ctr_state state_after(const char *kind)
{
    static const struct {
        enum lc_event_kind kind;
        ctr_state state;
    } rows[] = {
        {LC_EVENT_VERSION_CREATED, CTR_STATE_DRAFT},
        {LC_EVENT_VERSION_ACTIVATED, CTR_STATE_ACTIVE},
        {LC_EVENT_VERSION_REACTIVATED, CTR_STATE_ACTIVE},
        {LC_EVENT_VERSION_SUPERSEDED, CTR_STATE_DEPRECATED},
        {LC_EVENT_VERSION_DEPRECATED, CTR_STATE_DEPRECATED},
        {LC_EVENT_VERSION_RETIRED, CTR_STATE_RETIRED},
        {LC_EVENT_VERSION_WITHDRAWN, CTR_STATE_RETIRED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(lc_event_word(rows[i].kind), kind) == 0) {
            return rows[i].state;
        }
    }
    return (ctr_state)0;
}

static ctr_status said_of_version(struct said *s, const struct ctr_event *e, struct lc_str label,
                                  const struct lc_value *body)
{
    void *slot;
    struct said_version *v;
    ctr_state state = state_after(e->kind);

    LC_TRY(entry(s, &s->versions, label, sizeof *v, &slot));
    v = slot;
    v->label = v->label ? v->label : lc_dup(&s->op->ctx, label);
    if (state) {
        v->state = state;
    }
    if (strcmp(e->kind, lc_event_word(LC_EVENT_BREAK_DECLARED)) == 0) {
        return take(s, body, "reason", &v->break_reason);
    }
    if (state == CTR_STATE_DRAFT) {
        v->break_reason = NULL; /* an import may put another draft in the place of one */
        LC_TRY(take_or_null(s, body, "sha256", &v->sha256));
        return take_or_null(s, body, "base", &v->base);
    }
    return CTR_OK;
}

static ctr_status said_of_consumer(struct said *s, const struct ctr_event *e, struct lc_str name,
                                   const struct lc_value *body)
{
    void *slot;
    struct said_consumer *k;
    struct lc_ctx *ctx = &s->op->ctx;
    char *copy = lc_dup(ctx, name);
    const char *key = copy ? lc_lower(ctx, copy) : NULL;
    bool changed = strcmp(e->kind, lc_event_word(LC_EVENT_CONSUMER_CHANGED)) == 0;

    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(entry(s, &s->consumers, lc_str(key), sizeof *k, &slot));
    k = slot;
    if (changed || strcmp(e->kind, lc_event_word(LC_EVENT_CONSUMER_REGISTERED)) == 0) {
        struct lc_buf parts;
        k->name = changed && k->name ? k->name : copy; /* a change keeps the first spelling */
        k->gone = false;
        LC_TRY(take_or_null(s, body, "role", &k->role));
        LC_TRY(take_or_null(s, body, "pin", &k->pin));
        LC_TRY(take_or_null(s, body, "follows", &k->follows));
        lc_buf_init(&parts, &ctx->alloc, SIZE_MAX / 2);
        const struct lc_value *list = lc_get(body, "parts");
        if (list) {
            lc_json_value(&parts, list);
        }
        k->parts = lc_buf_cstr(&parts) ? lc_dup_c(ctx, lc_buf_cstr(&parts)) : NULL;
        lc_buf_free(&parts);
        return k->parts ? CTR_OK : lc_nomem(ctx);
    }
    if (strcmp(e->kind, lc_event_word(LC_EVENT_CONSUMER_UNREGISTERED)) == 0) {
        k->gone = true;
    } else if (strcmp(e->kind, lc_event_word(LC_EVENT_CONSUMER_FOLLOWED)) == 0) {
        return take_or_null(s, body, "to", &k->follows);
    }
    return CTR_OK;
}

/* A batch was posted: its last entry has the hash that the event carries. Accounts and periods are
 * compared with their events by the verification of the ledger. */
static ctr_status said_posted(struct said *s, const struct lc_value *body)
{
    struct lc_ctx *ctx = &s->op->ctx;
    char hex[LC_SHA256_TEXT] = "";
    struct lc_stmt *st;
    int64_t first = 0;
    int64_t last = 0;
    bool row = false;

    lc_int(lc_get(body, "first"), &first);
    lc_int(lc_get(body, "last"), &last);
    if (s->book_rid) {
        LC_TRY(lc_sql(s->op, LC_SQL_ENTRY_HASHES, &st));
        lc_bind_int(st, 1, LC_LEDGER_RID(s->book_rid, last - 1));
        lc_bind_int(st, 2, LC_LEDGER_RID(s->book_rid, last));
        LC_TRY(lc_row(s->op, st, &row));
        struct lc_str hash = row ? lc_col_view(st, 0) : (struct lc_str){NULL, 0};
        if (hash.len == LC_SHA256_BYTES) {
            lc_hex(hash.ptr, hash.len, hex);
        }
        lc_stmt_done(st);
    }
    if (first != s->posted + 1 || !lc_str_is(lc_text(lc_get(body, "head")), hex)) {
        lc_report_problem(s->report, "replay",
                          "ledger: entry %lld is not what the event of its batch says",
                          (long long)last);
    }
    s->posted = last;
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status find_book(struct said *s, const struct lc_contract *c)
{
    struct ctr_ledger book;
    bool found = false;

    if (s->op->store->schema >= LC_SCHEMA_LEDGERS) {
        LC_TRY(lc_ledger_find(s->op, c, &book, &found));
    }
    s->book_rid = found ? book.rid : 0;
    return CTR_OK;
}

static ctr_status listen(void *user, const struct ctr_event *event)
{
    struct said *s = user;
    struct lc_ctx *ctx = &s->op->ctx;
    struct lc_doc doc;
    struct lc_str head;
    struct lc_str tail;
    const struct lc_read_options options = {.file = "event"};

    s->report->rows++;
    LC_TRY(lc_json_read(ctx, lc_str(event->body), &options, &doc));
    struct lc_str subject = lc_str(event->subject);
    if (strcmp(event->kind, lc_event_word(LC_EVENT_LEDGER_POSTED)) == 0) {
        return said_posted(s, doc.root);
    }
    if (lc_str_starts(subject, LC_STR("contract:"))) {
        return said_contract(s, doc.root);
    }
    if (lc_str_starts(subject, LC_STR("version:")) && lc_str_cut(subject, '@', &head, &tail)) {
        return said_of_version(s, event, tail, doc.root);
    }
    if (lc_str_starts(subject, LC_STR("consumer:")) && lc_str_cut(subject, '#', &head, &tail)) {
        return said_of_consumer(s, event, tail, doc.root);
    }
    return CTR_OK;
}

static void differ(struct said *s, const char *what, const char *field, const char *is,
                   const char *said)
{
    if (lc_cstr_cmp(is, said) != 0) {
        lc_report_problem(s->report, "replay", "%s: %s is '%s', but its events say '%s'", what,
                          field, is ? is : "(none)", said ? said : "(none)");
    }
}

static ctr_status compare_version(struct said *s, const struct ctr_version *v)
{
    struct said_version *said = lc_map_get(&s->versions, lc_str(v->label));
    const char *what = lc_version_subject(&s->op->ctx, v);

    if (!what) {
        return CTR_E_NOMEM;
    }
    if (!said) {
        lc_report_problem(s->report, "replay", "%s: no event tells of it", what);
        return CTR_OK;
    }
    differ(s, what, "state", lc_word_name(lc_words_state, v->state),
           lc_word_name(lc_words_state, said->state));
    differ(s, what, "document", v->document_sha256, said->sha256);
    differ(s, what, "base", v->base, said->base);
    differ(s, what, "break reason", v->break_reason, said->break_reason);
    return CTR_OK;
}

static ctr_status compare_consumer(struct said *s, const struct ctr_consumer *k)
{
    struct lc_ctx *ctx = &s->op->ctx;
    const char *key = lc_lower(ctx, k->name);
    const char *what = lc_consumer_subject(ctx, k);
    const char *parts = lc_json_strings(ctx, k->parts, k->part_count);

    if (!key || !what || !parts) {
        return CTR_E_NOMEM;
    }
    struct said_consumer *said = lc_map_get(&s->consumers, lc_str(key));
    if (!said || said->gone) {
        lc_report_problem(s->report, "replay", "%s: no event tells of it", what);
        return CTR_OK;
    }
    said->gone = true; /* seen; what is left over in the end is missing */
    differ(s, what, "role", k->role, said->role);
    differ(s, what, "pin", k->pin, said->pin);
    differ(s, what, "version followed", k->follows, said->follows);
    differ(s, what, "parts", parts, said->parts);
    return CTR_OK;
}

static ctr_status compare_rest(struct said *s, const struct lc_contract *c, size_t versions)
{
    const char *what = lc_contract_subject(&s->op->ctx, c);

    if (!what) {
        return CTR_E_NOMEM;
    }
    differ(s, what, "type", lc_word_name(lc_words_type, c->type), s->type);
    differ(s, what, "mode", lc_word_name(lc_words_mode, c->mode), s->mode);
    differ(s, what, "profile", lc_word_name(lc_words_profile, c->profile), s->profile);
    differ(s, what, "owner role", c->owner_role, s->owner_role);
    differ(s, what, "owner agent", c->owner_agent, s->owner_agent);
    differ(s, what, "metadata", c->metadata, s->metadata);
    if (versions != s->versions.count) {
        lc_report_problem(s->report, "replay",
                          "%s: %zu versions are there, but its events tell of %zu", what, versions,
                          s->versions.count);
    }
    for (size_t i = 0; i < s->consumers.room; i++) {
        const struct said_consumer *k = s->consumers.slots[i].value;
        if (k && k->name && !k->gone) {
            lc_report_problem(s->report, "replay", "%s: consumer '%s' is missing", what, k->name);
        }
    }
    return CTR_OK;
}

static ctr_status replay_one(struct lc_op *op, struct ctr_report *r,
                             const struct ctr_version *shown)
{
    struct said s = {.op = op, .report = r};
    struct lc_contract c;
    struct ctr_version_list page;
    struct ctr_consumer_list consumers;
    const char *after = NULL;
    size_t versions = 0;

    LC_TRY(lc_contract_get(op, shown->team, shown->name, &c));
    LC_TRY(find_book(&s, &c));
    LC_TRY(lc_hear_each(op, c.rid, listen, &s));
    do {
        LC_TRY(lc_contract_history(op, &c, after, 100, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(compare_version(&s, &page.items[i]));
        }
        versions += page.count;
        after = page.next;
    } while (after);
    LC_TRY(lc_consumer_all(op, &c, &consumers));
    for (size_t i = 0; i < consumers.count; i++) {
        LC_TRY(compare_consumer(&s, &consumers.items[i]));
    }
    LC_TRY(compare_rest(&s, &c, versions));
    LC_TRY(lc_replay_assessments(op, r, &c));
    LC_TRY(lc_replay_sows(op, r, &c));
    LC_TRY(lc_replay_policy(op, r, &c));
    LC_TRY(lc_replay_runs(op, r, &c));
    if (c.type != CTR_TYPE_MASTER) {
        return CTR_OK;
    }
    LC_TRY(lc_replay_changes(op, r, &c));
    LC_TRY(lc_replay_disputes(op, r, &c));
    LC_TRY(lc_replay_timers(op, r, &c));
    LC_TRY(lc_replay_slos(op, r, &c));
    LC_TRY(lc_replay_stops(op, r, &c));
    return lc_replay_meetings(op, r, &c);
}

ctr_status lc_report_replay(struct lc_op *op, struct ctr_report *r)
{
    char after[512] = "";
    struct ctr_version_list page;

    do {
        struct lc_mark mark = lc_arena_mark(&op->ctx.arena);
        const struct lc_contract_query query = {.after = *after ? after : NULL, .limit = 50};
        LC_TRY(lc_contract_list(op, &query, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(replay_one(op, r, &page.items[i]));
            LC_TRY(lc_progress(&op->ctx, "replay", (uint64_t)r->rows, 0));
        }
        *after = '\0';
        if (page.next) {
            memcpy(after, page.next, strlen(page.next) + 1); /* two names of at most 128 bytes */
        }
        lc_arena_release(&op->ctx.arena, mark);
    } while (*after);
    return lc_replay_team_policies(op, r);
}
