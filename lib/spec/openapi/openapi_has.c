/*
 * Does a document have the part of an address? The address is read against the document, word by
 * word, so that names with spaces in them need no quoting. A media type may be left out; then any
 * of them will do. Only the spelling that findings have counts: they are held against parts byte by
 * byte, and one that is spelled otherwise would never be hit.
 */
#include "spec/openapi/openapi.h"

struct asked {
    struct lc_oa_doc d;
    bool found;
    char *respelled; /* the address, to be given the document's letters in names of headers; or NULL
                      * where those count, too */
};

/* True if `s` begins with `word` and goes on behind a space or is over; *rest is what follows, with
 * no ptr where it is over: behind a space there is a word, if an empty one. */
static bool take(struct lc_str s, struct lc_str word, struct lc_str *rest)
{
    if (!s.ptr || !lc_str_starts(s, word) || (s.len > word.len && s.ptr[word.len] != ' ')) {
        return false;
    }
    size_t n = word.len + 1;
    *rest = s.len > word.len ? lc_str_n(s.ptr + n, s.len - n) : lc_str_n(NULL, 0);
    return true;
}

static bool take_header(const struct asked *a, struct lc_str s, struct lc_str name,
                        struct lc_str *rest)
{
    struct lc_str head = lc_str_n(s.ptr, name.len < s.len ? name.len : s.len);
    return take(s, a->respelled && lc_str_eq_nocase(head, name) ? head : name, rest);
}

/* What was asked for is below the header whose name stands at `s`. */
static void respell(const struct asked *a, struct lc_str s, struct lc_str name)
{
    if (a->respelled && a->found && name.len) {
        memcpy(a->respelled + (s.ptr - a->respelled), name.ptr, name.len);
    }
}

/* What is left must be nothing or a pointer into the schema. */
static ctr_status in_schema(struct asked *a, struct lc_node holder, struct lc_str rest)
{
    if (!rest.ptr) {
        a->found = true;
        return CTR_OK;
    }
    struct lc_node schema = lc_oa_get(holder, "schema");
    bool found = false;
    if (!lc_str_starts(rest, LC_STR("/")) || !schema.value) {
        return CTR_OK;
    }
    LC_TRY(lc_schema_has(a->d.ctx, a->d.bundle, a->d.dialect, schema, rest, &found));
    a->found = a->found || found;
    return CTR_OK;
}

/* [MEDIA] [/pointer] */
static ctr_status in_content(struct asked *a, struct lc_node content, struct lc_str rest)
{
    if (!rest.ptr) {
        a->found = true;
        return CTR_OK;
    }
    uint32_t count = lc_is(content.value, LC_OBJECT) ? content.value->count : 0;
    for (uint32_t i = 0; i < count && !a->found; i++) {
        const struct lc_member *m = &content.value->members[i];
        struct lc_node media = {content.doc, &m->value};
        struct lc_str tail;
        LC_TRY(lc_str_starts(rest, LC_STR("/")) ? in_schema(a, media, rest) : CTR_OK);
        LC_TRY(take(rest, lc_key(m), &tail) ? in_schema(a, media, tail) : CTR_OK);
    }
    return CTR_OK;
}

/* Behind the name of a parameter or header. */
static ctr_status in_value(struct asked *a, struct lc_node holder, struct lc_str rest)
{
    LC_TRY(in_content(a, lc_oa_get(holder, "content"), rest));
    return a->found ? CTR_OK : in_schema(a, holder, rest);
}

static ctr_status in_headers(struct asked *a, struct lc_node headers, struct lc_str rest)
{
    uint32_t count = lc_is(headers.value, LC_OBJECT) ? headers.value->count : 0;
    for (uint32_t i = 0; i < count && !a->found; i++) {
        const struct lc_member *m = &headers.value->members[i];
        struct lc_node header = {headers.doc, &m->value};
        struct lc_str tail;
        if (take_header(a, rest, lc_key(m), &tail)) {
            LC_TRY(lc_oa_follow(&a->d, header, &header));
            LC_TRY(in_value(a, header, tail));
            respell(a, rest, lc_key(m));
        }
    }
    return CTR_OK;
}

static ctr_status in_responses(struct asked *a, struct lc_node responses, struct lc_str rest)
{
    uint32_t count = lc_is(responses.value, LC_OBJECT) ? responses.value->count : 0;
    for (uint32_t i = 0; i < count && !a->found; i++) {
        const struct lc_member *m = &responses.value->members[i];
        struct lc_node response = {responses.doc, &m->value};
        struct lc_str tail;
        struct lc_str header;
        if (lc_oa_extension(lc_key(m)) || !take(rest, lc_key(m), &tail)) {
            continue;
        }
        LC_TRY(lc_oa_follow(&a->d, response, &response));
        LC_TRY(in_content(a, lc_oa_get(response, "content"), tail));
        if (take(tail, LC_STR("header"), &header)) {
            LC_TRY(in_headers(a, lc_oa_get(response, "headers"), header));
        }
    }
    return CTR_OK;
}

static ctr_status in_params(struct asked *a, const struct lc_oa_op *op, struct lc_str rest)
{
    struct lc_oa_params params;
    LC_TRY(lc_oa_params(&a->d, op, &params));
    for (const struct lc_oa_param *p = params.first; p && !a->found; p = p->next) {
        struct lc_str behind;
        struct lc_str tail;
        if (!take(rest, p->in, &behind)) {
            continue;
        }
        bool header = lc_str_is(p->in, "header");
        if (header && take_header(a, behind, p->name, &tail)) {
            LC_TRY(in_value(a, p->node, tail));
            respell(a, behind, p->name);
        } else if (take(behind, p->name, &tail)) {
            LC_TRY(in_value(a, p->node, tail));
        }
    }
    return CTR_OK;
}

static ctr_status in_operations(struct asked *a, enum lc_oa_kind kind, struct lc_node container,
                                struct lc_str address);

static ctr_status in_operation(struct asked *a, const struct lc_oa_op *op, struct lc_str rest)
{
    struct lc_str tail;
    if (!rest.ptr) {
        a->found = true;
        return CTR_OK;
    }
    if (take(rest, LC_STR("body"), &tail)) {
        struct lc_node body = lc_oa_get(op->node, "requestBody");
        LC_TRY(body.value ? lc_oa_follow(&a->d, body, &body) : CTR_OK);
        LC_TRY(body.value ? in_content(a, lc_oa_get(body, "content"), tail) : CTR_OK);
    }
    if (take(rest, LC_STR("response"), &tail)) {
        LC_TRY(in_responses(a, lc_oa_get(op->node, "responses"), tail));
    }
    if (take(rest, LC_STR("callback"), &tail)) {
        LC_TRY(in_operations(a, LC_OA_CALLBACKS, lc_oa_get(op->node, "callbacks"), tail));
    }
    return a->found ? CTR_OK : in_params(a, op, rest);
}

/* A word ends at a space, so that a name with one in it is as in the document or none. */
static bool is_word(const char *begin, const char *end)
{
    return !memchr(begin, ' ', (size_t)(end - begin));
}

/* take() for a path, where the names between braces do not matter. */
static bool take_path(struct lc_str s, struct lc_str path, struct lc_str *rest)
{
    const char *at = s.ptr;
    const char *end = at ? at + s.len : at;
    for (size_t i = 0; i < path.len; i++, at++) {
        if (at == end || *at != path.ptr[i]) {
            return false;
        }
        const char *mine = *at == '{' ? memchr(path.ptr + i, '}', path.len - i) : NULL;
        const char *theirs = mine ? memchr(at, '}', (size_t)(end - at)) : NULL;
        if (theirs && is_word(at, theirs) && is_word(path.ptr + i, mine)) {
            i = (size_t)(mine - path.ptr);
            at = theirs;
        }
    }
    return take(s, lc_str_n(s.ptr, (size_t)(at - s.ptr)), rest);
}

/* The words that address an operation stand at the beginning; what follows? */
static bool take_operation(const struct lc_oa_op *op, struct lc_str address, struct lc_str *rest)
{
    struct lc_str at = address;
    if (op->kind == LC_OA_PATHS) {
        return take(at, lc_str(op->method), &at) && take_path(at, op->name, rest);
    }
    if (!take(at, op->name, &at)) {
        return false;
    }
    if (op->kind == LC_OA_CALLBACKS && !take(at, op->expression, &at)) {
        return false;
    }
    return take(at, lc_str(op->method), rest);
}

static ctr_status in_operations(struct asked *a, enum lc_oa_kind kind, struct lc_node container,
                                struct lc_str address)
{
    struct lc_oa_ops ops;
    LC_TRY(lc_oa_collect(&a->d, kind, container, &ops));
    for (const struct lc_oa_op *op = ops.first; op && !a->found; op = op->next) {
        struct lc_str rest;
        if (take_operation(op, address, &rest)) {
            LC_TRY(in_operation(a, op, rest));
        }
    }
    return CTR_OK;
}

static ctr_status ask(struct lc_ctx *ctx, struct lc_spec *spec, const char *part, char *respelled,
                      bool *out)
{
    struct asked a = {.respelled = respelled};
    struct lc_str address = lc_str(part);
    struct lc_str rest;
    lc_oa_open(&a.d, ctx, &spec->bundle, (enum lc_dialect)spec->dialect_id);
    bool webhook = take(address, LC_STR("webhook"), &rest);
    LC_TRY(in_operations(&a, webhook ? LC_OA_WEBHOOKS : LC_OA_PATHS,
                         lc_oa_get(a.d.root, webhook ? "webhooks" : "paths"),
                         webhook ? rest : address));
    *out = a.found;
    return CTR_OK;
}

ctr_status lc_oa_has_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part, bool *out)
{
    return ask(ctx, spec, part, NULL, out);
}

ctr_status lc_oa_respell(struct lc_ctx *ctx, struct lc_spec *spec, char *part, bool *out)
{
    return ask(ctx, spec, part, part, out);
}
