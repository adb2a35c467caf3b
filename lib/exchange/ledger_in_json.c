/* Entries from JSON: an array of them, or an object with the member "entries"; members are called
 * as in doc/json.md, amounts are texts or numbers in major units. */
#include "codec/json_read.h"
#include "exchange/ledger_in.h"

struct json {
    struct lc_ledger_reader *r;
    struct lc_doc doc;
};

static int64_t line_of(struct json *j, const struct lc_value *v)
{
    int64_t line = 1;
    int64_t column = 1;
    lc_doc_place(j->r->ctx, &j->doc, v ? v->offset : 0, &line, &column);
    return line;
}

/* A text, or a number as it is written; NULL for null and what is not there. */
static ctr_status take(struct json *j, const struct lc_value *object, const char *key, bool number,
                       const char **out)
{
    const struct lc_value *v = lc_get(object, key);

    *out = NULL;
    if (!v || v->kind == LC_NULL) {
        return CTR_OK;
    }
    if (v->kind != LC_STRING && !(number && v->kind == LC_NUMBER)) {
        return lc_ledger_in_fail(j->r, line_of(j, v), "member '%s' must be a text%s", key,
                                 number ? " or a number" : "");
    }
    if (memchr(v->count ? v->chars : "", '\0', v->count)) {
        return lc_ledger_in_fail(j->r, line_of(j, v), "member '%s' holds a NUL", key);
    }
    *out = lc_dup(j->r->ctx, lc_raw(v));
    return *out ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status take_flag(struct json *j, const struct lc_value *object, const char *key,
                            bool *out)
{
    const struct lc_value *v = lc_get(object, key);

    *out = lc_truth(v);
    return !v || v->kind == LC_TRUE || v->kind == LC_FALSE
               ? CTR_OK
               : lc_ledger_in_fail(j->r, line_of(j, v), "member '%s' must be true or false", key);
}

/* Members that nobody would read are mistakes. */
static ctr_status check_members(struct json *j, const struct lc_value *object,
                                const char *const *known)
{
    if (!lc_is(object, LC_OBJECT)) {
        return lc_ledger_in_fail(j->r, line_of(j, object), "an object was wanted here");
    }
    for (uint32_t i = 0; i < object->count; i++) {
        const struct lc_member *m = &object->members[i];
        size_t k = 0;
        while (known[k] && !lc_str_is(lc_key(m), known[k])) {
            k++;
        }
        if (!known[k]) {
            return lc_ledger_in_fail(j->r, line_of(j, &m->value), "member '%.*s' is not known",
                                     m->key_len < 60 ? (int)m->key_len : 60, m->key_chars);
        }
    }
    return CTR_OK;
}

static ctr_status take_postings(struct json *j, const struct lc_value *list,
                                struct lc_text_entry *e)
{
    static const char *const known[] = {"account", "amount", "currency", NULL};

    if (!lc_is(list, LC_ARRAY)) {
        return lc_ledger_in_fail(j->r, e->line, "an entry needs a list 'postings'");
    }
    for (uint32_t i = 0; i < list->count; i++) {
        const struct lc_value *v = lc_at(list, i);
        struct lc_text_posting *p;
        LC_TRY(check_members(j, v, known));
        LC_TRY(lc_ledger_in_posting(j->r, e, line_of(j, v), &p));
        LC_TRY(take(j, v, "account", false, &p->account));
        LC_TRY(take(j, v, "amount", true, &p->amount));
        LC_TRY(take(j, v, "currency", false, &p->currency));
        if (!p->account) {
            return lc_ledger_in_fail(j->r, p->line, "a posting without an account");
        }
    }
    return CTR_OK;
}

static ctr_status take_evidence(struct json *j, const struct lc_value *list,
                                struct lc_text_entry *e)
{
    static const char *const known[] = {"link", "sha256", NULL};

    if (!list) {
        return CTR_OK;
    }
    if (!lc_is(list, LC_ARRAY) || list->count > LC_LEDGER_EVIDENCE) {
        return lc_ledger_in_fail(j->r, line_of(j, list),
                                 "'evidence' must be a list of at most %d links",
                                 LC_LEDGER_EVIDENCE);
    }
    e->links = lc_new(j->r->ctx, list->count, sizeof *e->links);
    e->hashes = lc_new(j->r->ctx, list->count, sizeof *e->hashes);
    if (!e->links || !e->hashes) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        const struct lc_value *v = lc_at(list, i);
        LC_TRY(check_members(j, v, known));
        LC_TRY(take(j, v, "link", false, &e->links[i]));
        LC_TRY(take(j, v, "sha256", false, &e->hashes[i]));
    }
    e->evidence_count = list->count;
    return CTR_OK;
}

static ctr_status take_entry(struct json *j, const struct lc_value *v)
{
    static const char *const known[] = {"kind",       "date",        "key",       "memo",
                                        "cause_kind", "cause_id",    "pending",   "late",
                                        "expires_at", "postings",    "evidence",  "rate",
                                        "rate_pair",  "rate_source", "rate_date", NULL};
    struct lc_text_entry *e;

    LC_TRY(check_members(j, v, known));
    LC_TRY(lc_ledger_in_entry(j->r, line_of(j, v), &e));
    LC_TRY(take(j, v, "kind", false, &e->kind));
    LC_TRY(take(j, v, "date", false, &e->date));
    LC_TRY(take(j, v, "key", false, &e->key));
    LC_TRY(take(j, v, "memo", false, &e->memo));
    LC_TRY(take(j, v, "cause_kind", false, &e->cause_kind));
    LC_TRY(take(j, v, "cause_id", false, &e->cause_id));
    LC_TRY(take(j, v, "expires_at", false, &e->expires));
    LC_TRY(take(j, v, "rate", true, &e->rate));
    LC_TRY(take(j, v, "rate_pair", false, &e->rate_pair));
    LC_TRY(take(j, v, "rate_source", false, &e->rate_source));
    LC_TRY(take(j, v, "rate_date", false, &e->rate_date));
    LC_TRY(take_flag(j, v, "pending", &e->pending));
    LC_TRY(take_flag(j, v, "late", &e->late));
    LC_TRY(take_postings(j, lc_get(v, "postings"), e));
    return take_evidence(j, lc_get(v, "evidence"), e);
}

ctr_status lc_ledger_in_json(struct lc_ledger_reader *r)
{
    static const char *const known[] = {"entries", NULL};
    const struct lc_read_options options = {.file = r->file};
    struct json j = {.r = r};

    LC_TRY(lc_json_read(r->ctx, r->text, &options, &j.doc));
    const struct lc_value *list = j.doc.root;
    if (lc_is(list, LC_OBJECT)) {
        LC_TRY(check_members(&j, list, known));
        list = lc_get(list, "entries");
    }
    if (!lc_is(list, LC_ARRAY)) {
        return lc_ledger_in_fail(r, 1, "a list of entries was wanted");
    }
    for (uint32_t i = 0; i < list->count; i++) {
        LC_TRY(take_entry(&j, lc_at(list, i)));
    }
    return CTR_OK;
}
