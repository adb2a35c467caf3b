/*
 * What a client's own artefact uses of an API: a list of operations, by operationId or as
 * "METHOD path", in JSON, YAML or plain lines; or the requests that were recorded in a HAR file.
 * An operation is used as a whole, since what of its answer is looked at cannot be seen there.
 */
#include "spec/openapi/openapi_used.h"

#include "codec/json_read.h"
#include "codec/yaml_read.h"

#define CUT(s) ((int)((s).len > 200 ? 200 : (s).len)), ((s).ptr ? (s).ptr : "")

/* ---- telling, each operation once */

ctr_status lc_oa_use_tell(struct lc_oa_use *u, const struct lc_oa_op *op)
{
    struct lc_oa_address address;
    struct lc_oa_op *key = (struct lc_oa_op *)(uintptr_t)op;
    if (lc_map_get(&u->told, op->exact)) {
        return CTR_OK;
    }
    LC_TRY(lc_map_set(u->d.ctx, &u->told, op->exact, key));
    return u->fn(u->user, lc_oa_address(op, NULL, &address));
}

/* ---- by name */

static ctr_status by_id(struct lc_oa_use *u, struct lc_str id, bool *found)
{
    struct lc_oa_op *op = lc_map_get(&u->ids, id);
    *found = op != NULL;
    for (; op; op = op->twin) { /* more than one may have it */
        LC_TRY(lc_oa_use_tell(u, op));
    }
    return CTR_OK;
}

static ctr_status take_ids(struct lc_oa_use *u, struct lc_oa_ops *ops)
{
    for (struct lc_oa_op *op = ops->first; op; op = op->next) {
        struct lc_str id = lc_text(lc_get(op->node.value, "operationId"));
        if (id.ptr) {
            op->twin = lc_map_get(&u->ids, id);
            LC_TRY(lc_map_set(u->d.ctx, &u->ids, id, op));
        }
    }
    return CTR_OK;
}

/* ---- by method and path */

static bool is_method(struct lc_str word)
{
    static const char *const methods[] = {"GET",     "PUT",  "POST",  "DELETE",
                                          "OPTIONS", "HEAD", "PATCH", "TRACE"};
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        if (lc_str_eq_nocase(word, lc_str(methods[i]))) {
            return true;
        }
    }
    return false;
}

/* As it is written in the document; the names between braces do not matter. */
static ctr_status by_template(struct lc_oa_use *u, struct lc_str method, struct lc_str path,
                              bool *found)
{
    struct lc_str loose = lc_oa_loose_path(u->d.ctx, path);
    *found = false;
    if (!loose.ptr) {
        return CTR_E_NOMEM;
    }
    for (struct lc_oa_op *op = u->paths.first; op; op = op->next) {
        struct lc_str own = lc_oa_loose_path(u->d.ctx, op->name);
        LC_TRY(lc_spend(u->d.ctx, 1));
        if (!own.ptr) {
            return CTR_E_NOMEM;
        }
        if (lc_str_eq_nocase(method, lc_str(op->method)) && lc_str_eq(own, loose)) {
            *found = true;
            LC_TRY(lc_oa_use_tell(u, op));
        }
    }
    return CTR_OK;
}

/* ---- one entry of a list */

static ctr_status entry(struct lc_oa_use *u, struct lc_str text, uint32_t offset)
{
    struct lc_str word, path;
    struct lc_oa_met met = {false, false, false};
    bool found = false;
    text = lc_str_trim(text);
    bool pair = lc_str_cut(text, ' ', &word, &path) && is_method(word);
    if (pair) {
        path = lc_str_trim(path);
        LC_TRY(by_template(u, word, path, &found));
        LC_TRY(found ? CTR_OK : lc_oa_use_request(u, word, path, &met));
        found = found || met.found;
        if (!found && path.len && path.ptr[0] == '/') { /* as below a server */
            LC_TRY(lc_oa_use_path(u, word, path, &found));
        }
    } else {
        LC_TRY(by_id(u, text, &found));
    }
    if (found) {
        return CTR_OK;
    }
    return lc_doc_fail(u->d.ctx, u->use, offset,
                       pair ? "the API has no operation '%.*s'; name one as the document does"
                            : "the API has no operationId '%.*s'; give one that it has, or METHOD "
                              "and path",
                       CUT(text));
}

/* {"operationId": …} or {"method": …, "path": …} */
static ctr_status described(struct lc_oa_use *u, const struct lc_value *v)
{
    struct lc_str id = lc_text(lc_get(v, "operationId"));
    struct lc_str method = lc_text(lc_get(v, "method"));
    struct lc_str path = lc_text(lc_get(v, "path"));
    if (id.ptr) {
        return entry(u, id, v->offset);
    }
    if (!method.ptr || !path.ptr) {
        return lc_doc_fail(u->d.ctx, u->use, v->offset,
                           "an operation is an operationId, \"METHOD path\", or an object with "
                           "'operationId' or with 'method' and 'path'");
    }
    const char *text = lc_format(u->d.ctx, "%.*s %.*s", LC_OA_S(method), LC_OA_S(path));
    return text ? entry(u, lc_str(text), v->offset) : CTR_E_NOMEM;
}

static ctr_status list(struct lc_oa_use *u, const struct lc_value *items)
{
    for (uint32_t i = 0; i < items->count; i++) {
        const struct lc_value *v = &items->items[i];
        LC_TRY(v->kind == LC_STRING ? entry(u, lc_raw(v), v->offset) : described(u, v));
    }
    return items->count
               ? CTR_OK
               : lc_doc_fail(u->d.ctx, u->use, items->offset, "the list of operations is empty");
}

/* ---- HAR */

/* A browser asks before it calls another host whether it may, at addresses of operations; who
 * answers that is none of them. */
static bool is_preflight(struct lc_str method, const struct lc_oa_met *met)
{
    return lc_str_eq_nocase(method, LC_STR("OPTIONS")) && met->path;
}

/* Requests to others are passed over: a browser records all that a page loads. */
static ctr_status recorded(struct lc_oa_use *u, const struct lc_value *entries)
{
    uint32_t hits = 0;
    for (uint32_t i = 0; i < entries->count; i++) {
        const struct lc_value *r = lc_get(&entries->items[i], "request");
        struct lc_str method = lc_text(lc_get(r, "method"));
        struct lc_str url = lc_text(lc_get(r, "url"));
        struct lc_oa_met met;
        if (!method.ptr || !url.ptr) {
            return lc_doc_fail(u->d.ctx, u->use, entries->items[i].offset,
                               "an entry of a HAR file needs 'request' with 'method' and 'url'");
        }
        LC_TRY(lc_oa_use_request(u, method, url, &met));
        hits += met.found;
        if (!met.found && met.server && !is_preflight(method, &met)) {
            return lc_doc_fail(u->d.ctx, u->use, lc_get(r, "url")->offset,
                               "the API has no operation '%.*s %.*s', but that is where its "
                               "servers are; leave out requests that are none of its",
                               CUT(method), CUT(url));
        }
    }
    if (hits == 0) {
        return lc_doc_fail(u->d.ctx, u->use, entries->offset,
                           "none of the %u requests is one to this API; its servers say where it "
                           "is",
                           entries->count);
    }
    return CTR_OK;
}

/* ---- lines */

static ctr_status lines(struct lc_oa_use *u)
{
    struct lc_str rest = u->use->text;
    uint32_t count = 0;
    while (rest.len) {
        struct lc_str line = rest;
        struct lc_str tail = {NULL, 0};
        lc_str_cut(rest, '\n', &line, &tail);
        struct lc_str text = lc_str_trim(line);
        if (text.len && text.ptr[0] != '#') {
            count++;
            LC_TRY(entry(u, text, (uint32_t)(text.ptr - u->use->text.ptr)));
        }
        rest = tail;
    }
    return count ? CTR_OK
                 : lc_doc_fail(u->d.ctx, u->use, 0,
                               "there is no operation here; expected an operationId or METHOD and "
                               "path on each line, a list of them in JSON or YAML, or a HAR file");
}

/* One line of YAML is a string; so are lines without signs of its own. */
static bool is_lines(const struct lc_value *root)
{
    return root->kind == LC_STRING || root->kind == LC_NULL;
}

static ctr_status artefact(struct lc_oa_use *u)
{
    const struct lc_value *root = u->use->root;
    const struct lc_value *entries = lc_get(lc_get(root, "log"), "entries");
    const struct lc_value *operations = lc_get(root, "operations");
    if (lc_is(entries, LC_ARRAY)) {
        return recorded(u, entries);
    }
    if (root->kind == LC_ARRAY || lc_is(operations, LC_ARRAY)) {
        return list(u, root->kind == LC_ARRAY ? root : operations);
    }
    if (is_lines(root)) {
        return lines(u);
    }
    return lc_doc_fail(u->d.ctx, u->use, root->offset,
                       "this is neither a list of operations nor a HAR file; expected a list, "
                       "'operations' with one, 'log' with 'entries', or lines");
}

/* Lines may be what is no YAML. */
static ctr_status read_artefact(struct lc_oa_use *u)
{
    static const struct lc_value text = {.kind = LC_STRING};
    const struct lc_read_options options = {.file = u->use->file};
    struct lc_str bytes = lc_str_trim(u->use->text);
    if (lc_doc_is_json(&options, u->use->text)) {
        return lc_doc_read(u->d.ctx, u->use->text, &options, u->use);
    }
    if (bytes.len && (bytes.ptr[0] == '[' || bytes.ptr[0] == '{' || bytes.ptr[0] == '-')) {
        return lc_doc_read(u->d.ctx, u->use->text, &options, u->use);
    }
    struct lc_str line = bytes;
    struct lc_str rest;
    lc_str_cut(bytes, '\n', &line, &rest);
    line = lc_str_trim(line);
    if (line.len && line.ptr[line.len - 1] == ':') { /* "operations:", "log:" */
        return lc_doc_read(u->d.ctx, u->use->text, &options, u->use);
    }
    u->use->root = &text;
    return CTR_OK;
}

ctr_status lc_oa_used_parts(struct lc_ctx *ctx, struct lc_spec *spec, struct lc_doc *use,
                            lc_used_fn *fn, void *user)
{
    struct lc_oa_use u = {.use = use, .fn = fn, .user = user};
    lc_oa_open(&u.d, ctx, &spec->bundle, (enum lc_dialect)spec->dialect_id);
    u.ids.seed = u.told.seed = u.d.seed;
    LC_TRY(lc_oa_collect(&u.d, LC_OA_PATHS, lc_oa_get(u.d.root, "paths"), &u.paths));
    LC_TRY(lc_oa_collect(&u.d, LC_OA_WEBHOOKS, lc_oa_get(u.d.root, "webhooks"), &u.webhooks));
    LC_TRY(take_ids(&u, &u.paths));
    LC_TRY(take_ids(&u, &u.webhooks));
    LC_TRY(lc_oa_use_open(&u));
    LC_TRY(read_artefact(&u));
    return artefact(&u);
}
