/*
 * One edition of an API as its readers see it: operations with their keys, the parameters that are
 * in effect. The document was checked before (openapi_check.c); here odd kinds
 * are only stepped over.
 */
#include "spec/openapi/openapi_names.h"

#include "base/sha256.h"

static const struct {
    const char *key;
    const char *name;
} methods[] = {{"get", "GET"},         {"put", "PUT"},   {"post", "POST"},   {"delete", "DELETE"},
               {"options", "OPTIONS"}, {"head", "HEAD"}, {"patch", "PATCH"}, {"trace", "TRACE"}};

enum { METHODS = sizeof methods / sizeof methods[0] };

void lc_oa_open(struct lc_oa_doc *d, struct lc_ctx *ctx, struct lc_bundle *bundle,
                enum lc_dialect dialect)
{
    struct lc_doc *doc = &bundle->files[0]->doc;
    *d = (struct lc_oa_doc){.ctx = ctx, .bundle = bundle, .dialect = dialect};
    d->root = (struct lc_node){doc, doc->root};
    lc_random(NULL, &d->seed, sizeof d->seed);
}

ctr_status lc_oa_follow(struct lc_oa_doc *d, struct lc_node node, struct lc_node *out)
{
    LC_TRY(lc_spend(d->ctx, 1));
    if (!lc_get(node.value, "$ref")) {
        *out = node;
        return CTR_OK;
    }
    return lc_bundle_follow(d->ctx, d->bundle, node, out);
}

bool lc_oa_extension(struct lc_str key)
{
    return key.len > 2 && key.ptr[0] == 'x' && key.ptr[1] == '-';
}

/* The next "{name}" of a path at or behind *from; *from goes behind it. */
bool lc_oa_next_variable(struct lc_str path, size_t *from, struct lc_str *name)
{
    const char *end = path.ptr + path.len;
    const char *open = *from < path.len ? memchr(path.ptr + *from, '{', path.len - *from) : NULL;
    const char *close = open ? memchr(open, '}', (size_t)(end - open)) : NULL;
    if (!close) {
        return false;
    }
    *name = lc_str_n(open + 1, (size_t)(close - open) - 1);
    *from = (size_t)(close - path.ptr) + 1;
    return true;
}

struct lc_str lc_oa_loose_path(struct lc_ctx *ctx, struct lc_str path)
{
    char *text = lc_new(ctx, path.len + 1, 1);
    if (!text) {
        return (struct lc_str){NULL, 0};
    }
    struct lc_str name;
    size_t size = 0;
    size_t done = 0;
    size_t from = 0;
    while (lc_oa_next_variable(path, &from, &name)) {
        size_t part = (size_t)(name.ptr - path.ptr) - done;
        memcpy(text + size, path.ptr + done, part);
        size += part;
        text[size++] = '}';
        done = from;
    }
    if (path.len > done) {
        memcpy(text + size, path.ptr + done, path.len - done);
    }
    return lc_str_n(text, size + path.len - done);
}

/* "METHOD name[ expression]". */
static struct lc_str join(struct lc_ctx *ctx, const char *method, struct lc_str name,
                          struct lc_str expression)
{
    size_t first = strlen(method);
    char *text = lc_new(ctx, first + name.len + expression.len + 3, 1);
    if (!text) {
        return (struct lc_str){NULL, 0};
    }
    memcpy(text, method, first);
    text[first] = ' ';
    if (name.len) {
        memcpy(text + first + 1, name.ptr, name.len);
    }
    size_t size = first + 1 + name.len;
    if (expression.len) {
        text[size++] = '\n'; /* cannot be mistaken for a part of the name */
        memcpy(text + size, expression.ptr, expression.len);
        size += expression.len;
    }
    return lc_str_n(text, size);
}

static ctr_status append(struct lc_oa_doc *d, struct lc_oa_ops *ops, struct lc_oa_op *op)
{
    op->exact = join(d->ctx, op->method, op->name, op->expression);
    op->loose = op->exact;
    if (op->exact.ptr && op->kind == LC_OA_PATHS && memchr(op->name.ptr, '{', op->name.len)) {
        op->loose = lc_oa_loose_path(d->ctx, op->exact);
    }
    if (!op->loose.ptr) {
        return CTR_E_NOMEM;
    }
    if (ops->last) {
        ops->last->next = op;
    } else {
        ops->first = op;
    }
    ops->last = op;
    ops->count++;
    LC_TRY(lc_map_set(d->ctx, &ops->exact, op->exact, op));
    struct lc_oa_op *head = lc_map_get(&ops->loose, op->loose);
    if (!head) {
        return lc_map_set(d->ctx, &ops->loose, op->loose, op);
    }
    op->alike = head->alike; /* second place: the first stays the first */
    head->alike = op;
    return CTR_OK;
}

bool lc_oa_next_method(struct lc_oa_op *op, size_t *at)
{
    while (*at < METHODS) {
        op->method = methods[*at].name;
        op->node = lc_oa_item_member(op, methods[(*at)++].key);
        if (op->node.value) {
            return true;
        }
    }
    return false;
}

/* Every operation of one path item. */
static ctr_status add_item(struct lc_oa_doc *d, struct lc_oa_ops *ops, const struct lc_oa_op *like)
{
    struct lc_oa_op op = *like;
    LC_TRY(lc_oa_follow(d, op.item, &op.item_target));
    struct lc_str name = op.name;
    if (op.kind == LC_OA_PATHS) {
        name = lc_oa_loose_path(d->ctx, op.name);
        if (!name.ptr) {
            return CTR_E_NOMEM;
        }
    }
    LC_TRY(lc_map_set(d->ctx, &ops->names, name, (void *)d));
    size_t at = 0;
    while (lc_oa_next_method(&op, &at)) {
        struct lc_oa_op *made = lc_new(d->ctx, 1, sizeof *made);
        if (!made) {
            return CTR_E_NOMEM;
        }
        *made = op;
        LC_TRY(append(d, ops, made));
    }
    return CTR_OK;
}

ctr_status lc_oa_collect(struct lc_oa_doc *d, enum lc_oa_kind kind, struct lc_node container,
                         struct lc_oa_ops *out)
{
    *out = (struct lc_oa_ops){.exact.seed = d->seed, .loose.seed = d->seed, .names.seed = d->seed};
    uint32_t count = lc_is(container.value, LC_OBJECT) ? container.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &container.value->members[i];
        struct lc_oa_op op = {.kind = kind, .name = lc_key(m), .item = {container.doc, &m->value}};
        if (kind == LC_OA_PATHS && lc_oa_extension(lc_key(m))) {
            continue;
        }
        if (kind != LC_OA_CALLBACKS) {
            LC_TRY(add_item(d, out, &op));
            continue;
        }
        struct lc_node callback;
        LC_TRY(lc_oa_follow(d, op.item, &callback));
        uint32_t size = lc_is(callback.value, LC_OBJECT) ? callback.value->count : 0;
        for (uint32_t k = 0; k < size; k++) {
            const struct lc_member *e = &callback.value->members[k];
            if (!lc_oa_extension(lc_key(e))) {
                op.expression = lc_key(e);
                op.item = (struct lc_node){callback.doc, &e->value};
                LC_TRY(add_item(d, out, &op));
            }
        }
    }
    return CTR_OK;
}

struct lc_node lc_oa_item_member(const struct lc_oa_op *op, const char *key)
{
    struct lc_node own = lc_oa_get(op->item, key);
    return own.value ? own : lc_oa_get(op->item_target, key);
}

const struct lc_part *lc_oa_address(const struct lc_oa_op *op, const struct lc_part *parent,
                                    struct lc_oa_address *out)
{
    struct lc_part *f = out->frame;
    switch (op->kind) {
    case LC_OA_PATHS:
        f[0] = lc_oa_words(parent, lc_str(op->method));
        f[1] = lc_oa_words(&f[0], op->name);
        return &f[1];
    case LC_OA_WEBHOOKS:
        f[0] = lc_oa_words(parent, LC_STR("webhook"));
        f[1] = lc_oa_words(&f[0], op->name);
        f[2] = lc_oa_words(&f[1], lc_str(op->method));
        return &f[2];
    case LC_OA_CALLBACKS:
        break;
    }
    f[0] = lc_oa_words(parent, LC_STR("callback"));
    f[1] = lc_oa_words(&f[0], op->name);
    f[2] = lc_oa_words(&f[1], op->expression);
    f[3] = lc_oa_words(&f[2], lc_str(op->method));
    return &f[3];
}

/* Which of the path's variables it is, counted from 0; -1 if it is none. */
static int32_t variable(struct lc_str path, struct lc_str name)
{
    struct lc_str found;
    int32_t index = 0;
    size_t from = 0;
    while (lc_oa_next_variable(path, &from, &found)) {
        if (lc_str_eq(found, name)) {
            return index;
        }
        index++;
    }
    return -1;
}

/* First letter of where it is, then what makes it the same there: names of headers without regard
 * to case, path parameters by their place in the path. */
static struct lc_str param_key(struct lc_ctx *ctx, const struct lc_oa_op *op,
                               const struct lc_oa_param *p)
{
    char first = p->in.len ? p->in.ptr[0] : '?';
    int32_t place = first == 'p' && op->kind == LC_OA_PATHS ? variable(op->name, p->name) : -1;
    if (place >= 0) {
        return lc_str(lc_format(ctx, "p{%d}", (int)place));
    }
    char *text = lc_new(ctx, p->name.len + 2, 1);
    if (!text) {
        return (struct lc_str){NULL, 0};
    }
    text[0] = first;
    for (size_t i = 0; i < p->name.len; i++) {
        char c = p->name.ptr[i];
        text[i + 1] = (char)(first == 'h' && c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return lc_str_n(text, p->name.len + 1);
}

struct lc_oa_param *lc_oa_param_find(const struct lc_oa_params *params, struct lc_str key)
{
    if (params->count > LC_OA_FEW) {
        return lc_map_get(&params->by_key, key);
    }
    struct lc_oa_param *p = params->first;
    while (p && !lc_str_eq(p->key, key)) {
        p = p->next;
    }
    return p;
}

/* Count the one that was added last; from the first one too many on, all are in the map. */
static ctr_status index_last(struct lc_oa_doc *d, struct lc_oa_params *params)
{
    params->count++;
    if (params->count <= LC_OA_FEW) {
        return CTR_OK;
    }
    struct lc_oa_param *p = params->count == LC_OA_FEW + 1 ? params->first : params->last;
    for (; p; p = p->next) {
        LC_TRY(lc_map_set(d->ctx, &params->by_key, p->key, p));
    }
    return CTR_OK;
}

static ctr_status add_params(struct lc_oa_doc *d, const struct lc_oa_op *op, struct lc_node list,
                             struct lc_oa_params *out)
{
    uint32_t count = lc_is(list.value, LC_ARRAY) ? list.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        struct lc_oa_param p = {.next = NULL};
        LC_TRY(lc_spend(d->ctx, 1 + op->name.len / 16));
        LC_TRY(lc_oa_follow(d, (struct lc_node){list.doc, &list.value->items[i]}, &p.node));
        p.in = lc_text(lc_get(p.node.value, "in"));
        p.name = lc_text(lc_get(p.node.value, "name"));
        if (lc_str_is(p.in, "header") && lc_oa_ignored_header(p.name, false)) {
            continue;
        }
        p.key = param_key(d->ctx, op, &p);
        if (!p.key.ptr) {
            return CTR_E_NOMEM;
        }
        struct lc_oa_param *known = lc_oa_param_find(out, p.key);
        if (known) {
            known->node = p.node;
            known->name = p.name;
            continue;
        }
        struct lc_oa_param *made = lc_new(d->ctx, 1, sizeof *made);
        if (!made) {
            return CTR_E_NOMEM;
        }
        *made = p;
        if (out->last) {
            out->last->next = made;
        } else {
            out->first = made;
        }
        out->last = made;
        LC_TRY(index_last(d, out));
    }
    return CTR_OK;
}

ctr_status lc_oa_params(struct lc_oa_doc *d, const struct lc_oa_op *op, struct lc_oa_params *out)
{
    *out = (struct lc_oa_params){.by_key.seed = d->seed};
    LC_TRY(add_params(d, op, lc_oa_item_member(op, "parameters"), out));
    return add_params(d, op, lc_oa_get(op->node, "parameters"), out);
}
