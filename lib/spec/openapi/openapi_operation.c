/*
 * Operations of two editions: which belong together, which came, which went; and for a pair of them
 * everything that is said about it.
 */
#include "spec/openapi/openapi_names.h"

static const struct lc_oa_known operation_known[] = {{"operationId", LC_OA_HANDLED},
                                                     {"tags", LC_OA_HANDLED},
                                                     {"parameters", LC_OA_HANDLED},
                                                     {"requestBody", LC_OA_HANDLED},
                                                     {"responses", LC_OA_HANDLED},
                                                     {"callbacks", LC_OA_HANDLED},
                                                     {"deprecated", LC_OA_HANDLED},
                                                     {"x-sunset", LC_OA_HANDLED},
                                                     {"security", LC_OA_HANDLED},
                                                     {"x-stability-level", LC_OA_HANDLED},
                                                     {"servers", LC_OA_HANDLED},
                                                     {"summary", LC_OA_TEXT},
                                                     {"description", LC_OA_TEXT},
                                                     {"externalDocs", LC_OA_TEXT},
                                                     {NULL, 0}};

static const struct lc_oa_known item_known[] = {
    {"get", LC_OA_HANDLED},      {"put", LC_OA_HANDLED},
    {"post", LC_OA_HANDLED},     {"delete", LC_OA_HANDLED},
    {"options", LC_OA_HANDLED},  {"head", LC_OA_HANDLED},
    {"patch", LC_OA_HANDLED},    {"trace", LC_OA_HANDLED},
    {"$ref", LC_OA_HANDLED},     {"parameters", LC_OA_HANDLED},
    {"servers", LC_OA_HANDLED},  {"summary", LC_OA_TEXT},
    {"description", LC_OA_TEXT}, {NULL, 0}};

/* By exact name first, so that "/a/{id}" and "/a/{name}" in one document do not get mixed up; what
 * is left by its name without those of parameters. */
static ctr_status match(struct lc_oa *oa, struct lc_oa_ops *olds, struct lc_oa_ops *news)
{
    for (struct lc_oa_op *op = olds->first; op; op = op->next) {
        struct lc_oa_op *twin = lc_map_get(&news->exact, op->exact);
        if (twin) {
            op->twin = twin;
            twin->twin = op;
        }
    }
    for (struct lc_oa_op *op = olds->first; op; op = op->next) {
        struct lc_oa_op *twin = op->twin ? NULL : lc_map_get(&news->loose, op->loose);
        while (twin && twin->twin && twin->alike) {
            twin = twin->alike;
        }
        if (twin) { /* the next one need not look at those that were passed */
            LC_TRY(lc_map_set(oa->c->ctx, &news->loose, op->loose, twin));
        }
        if (twin && !twin->twin) {
            op->twin = twin;
            twin->twin = op;
        }
    }
    return CTR_OK;
}

/* A callback is what is called, and how: of the same calls only one. NULL: none, or several. */
static struct lc_oa_op *only_call(const struct lc_oa_ops *ops, const struct lc_oa_op *like)
{
    struct lc_oa_op *found = NULL;
    for (struct lc_oa_op *op = ops->first; op; op = op->next) {
        if (strcmp(op->method, like->method) == 0 && lc_str_eq(op->expression, like->expression)) {
            if (found) {
                return NULL;
            }
            found = op;
        }
    }
    return found;
}

/* By its name a callback is found in the document, by nobody who is called. */
static ctr_status match_calls(struct lc_oa *oa, struct lc_oa_ops *olds, struct lc_oa_ops *news)
{
    for (struct lc_oa_op *op = olds->first; op; op = op->next) {
        LC_TRY(lc_spend(oa->c->ctx, 1 + olds->count + news->count));
        struct lc_oa_op *twin = !op->twin && only_call(olds, op) == op ? only_call(news, op) : NULL;
        if (twin && !twin->twin) {
            op->twin = twin;
            twin->twin = op;
        }
    }
    return CTR_OK;
}

/* It goes by another name now. */
static ctr_status callback_name(struct lc_oa *oa, const struct lc_part *part,
                                const struct lc_oa_op *older, const struct lc_oa_op *newer)
{
    struct lc_oa_pair at = {older->node, newer->node};
    if (older->kind != LC_OA_CALLBACKS || lc_str_eq(older->name, newer->name)) {
        return CTR_OK;
    }
    return lc_oa_add(oa, LC_OA_WORDS, part, at, "name", "the callback is named '%.*s' now",
                     LC_OA_S(newer->name));
}

static ctr_status removed(struct lc_oa *oa, const struct lc_part *part, const struct lc_oa_op *op,
                          bool whole_path)
{
    static const enum lc_oa_event events[2][3] = {
        {LC_OA_OPERATION_REMOVED_UNANNOUNCED, LC_OA_OPERATION_REMOVED_ANNOUNCED,
         LC_OA_OPERATION_REMOVED_EARLY},
        {LC_OA_PATH_REMOVED_UNANNOUNCED, LC_OA_PATH_REMOVED_ANNOUNCED, LC_OA_PATH_REMOVED_EARLY}};
    static const char *const why[3] = {
        "it was not marked deprecated; deprecate it with a sunset date first",
        "it was marked deprecated, and no sunset date holds it any longer",
        "it was deprecated, but its sunset date has not come or cannot be read"};
    struct lc_oa_pair at = {.old = op->node};
    if (op->kind == LC_OA_WEBHOOKS) {
        return lc_oa_add(oa, LC_OA_WEBHOOK_REMOVED, part, at, NULL,
                         "the webhook is gone; its receivers are never called again");
    }
    if (op->kind == LC_OA_CALLBACKS) {
        return lc_oa_add(oa, LC_OA_CALLBACK_REMOVED, part, at, NULL,
                         "the callback is gone; its receivers are never called again");
    }
    enum lc_oa_notice notice = lc_oa_removal_notice(oa, op->node);
    return lc_oa_add(oa, events[whole_path][notice], part, at, NULL, "%s is gone: %s",
                     whole_path ? "the whole path" : "the operation", why[notice]);
}

static ctr_status added(struct lc_oa *oa, const struct lc_part *part, const struct lc_oa_op *op)
{
    static const enum lc_oa_event events[] = {[LC_OA_PATHS] = LC_OA_OPERATION_ADDED,
                                              [LC_OA_WEBHOOKS] = LC_OA_WEBHOOK_ADDED,
                                              [LC_OA_CALLBACKS] = LC_OA_CALLBACK_ADDED};
    static const char *const what[] = {
        [LC_OA_PATHS] = "operation", [LC_OA_WEBHOOKS] = "webhook", [LC_OA_CALLBACKS] = "callback"};
    struct lc_oa_pair at = {.new = op->node};
    return lc_oa_add(oa, events[op->kind], part, at, NULL, "the %s was added", what[op->kind]);
}

static ctr_status operation_id(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at)
{
    struct lc_str was = lc_text(at.old.value);
    struct lc_str is = lc_text(at.new.value);
    if (lc_str_eq(was, is)) {
        return CTR_OK;
    }
    if (!was.ptr) {
        return lc_oa_add(oa, LC_OA_OPERATION_ID_ADDED, part, at, NULL,
                         "the operation was given the operationId '%.*s'", LC_OA_S(is));
    }
    return lc_oa_add(oa, LC_OA_OPERATION_ID_REMOVED, part, at, NULL,
                     "the operationId '%.*s' is %s%.*s%s; generated code gets another name",
                     LC_OA_S(was), is.ptr ? "now '" : "gone", LC_OA_S(is), is.ptr ? "'" : "");
}

/* Tell each tag of `have` that `other` lacks. */
static ctr_status tags_missing(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_doc *d,
                               struct lc_node have, struct lc_node other, bool gone)
{
    struct lc_oa_names known;
    uint32_t count = lc_is(other.value, LC_ARRAY) ? other.value->count : 0;
    lc_oa_names_begin(&known, d);
    for (uint32_t i = 0; i < count; i++) {
        LC_TRY(lc_oa_names_add(d, &known, lc_text(&other.value->items[i])));
    }
    count = lc_is(have.value, LC_ARRAY) ? have.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_value *tag = &have.value->items[i];
        struct lc_node at = {have.doc, tag};
        if (lc_oa_names_have(&known, lc_text(tag))) {
            continue;
        }
        const char *name = lc_dup(oa->c->ctx, lc_text(tag));
        if (!name) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_oa_add(oa, gone ? LC_OA_TAG_REMOVED : LC_OA_TAG_ADDED, part,
                         gone ? (struct lc_oa_pair){.old = at} : (struct lc_oa_pair){.new = at},
                         name, "the tag '%s' was %s", name, gone ? "removed" : "added"));
    }
    return CTR_OK;
}

static ctr_status tags(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at)
{
    LC_TRY(tags_missing(oa, part, &oa->old, at.old, at.new, true));
    return tags_missing(oa, part, &oa->new, at.new, at.old, false);
}

/* Servers count for the operation only where it or its path item has some of its own; those of the
 * API, then, only for the others. */
static ctr_status servers(struct lc_oa *oa, const struct lc_part *part,
                          const struct lc_oa_op *older, const struct lc_oa_op *newer)
{
    struct lc_oa_pair own = {lc_oa_get(older->node, "servers"), lc_oa_get(newer->node, "servers")};
    if (!own.old.value) {
        own.old = lc_oa_item_member(older, "servers");
    }
    if (!own.new.value) {
        own.new = lc_oa_item_member(newer, "servers");
    }
    bool at_root = !own.old.value && !own.new.value;
    oa->at_root = oa->at_root || (at_root && older->kind == LC_OA_PATHS);
    oa->at_own = oa->at_own || (!at_root && older->kind == LC_OA_PATHS);
    if (at_root) {
        return CTR_OK;
    }
    if (!own.old.value) {
        own.old = lc_oa_get(oa->old.root, "servers");
    }
    if (!own.new.value) {
        own.new = lc_oa_get(oa->new.root, "servers");
    }
    return lc_oa_servers(oa, part, own);
}

static ctr_status callbacks(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at)
{
    struct lc_oa_pair both = lc_oa_child(at, "callbacks");
    if (!both.old.value && !both.new.value) {
        return CTR_OK;
    }
    return lc_oa_operations(oa, LC_OA_CALLBACKS, part, both);
}

static ctr_status compare(struct lc_oa *oa, const struct lc_part *part,
                          const struct lc_oa_op *older, const struct lc_oa_op *newer)
{
    struct lc_oa_pair at = {older->node, newer->node};
    struct lc_oa_pair item = {older->item_target, newer->item_target};
    LC_TRY(callback_name(oa, part, older, newer));
    LC_TRY(operation_id(oa, part, lc_oa_child(at, "operationId")));
    LC_TRY(tags(oa, part, lc_oa_child(at, "tags")));
    LC_TRY(lc_oa_operation_life(oa, part, at));
    LC_TRY(lc_oa_parameters(oa, part, older, newer));
    LC_TRY(lc_oa_body(oa, part, at));
    LC_TRY(lc_oa_responses(oa, part, at));
    LC_TRY(lc_oa_security(oa, part, at));
    LC_TRY(servers(oa, part, older, newer));
    LC_TRY(callbacks(oa, part, at));
    LC_TRY(lc_oa_rest(oa, part, item, item_known));
    return lc_oa_rest(oa, part, at, operation_known);
}

/* What breaks an operation marked draft or alpha is a warning, and no more than to be told what
 * would be one elsewhere: nobody was promised anything. */
static void soften(struct lc_oa *oa, struct lc_node older, size_t from)
{
    if (!lc_oa_unstable(older)) {
        return;
    }
    for (size_t i = from; i < oa->c->told.count; i++) {
        struct ctr_finding *f = lc_told_at(&oa->c->told, i);
        f->level = f->level < CTR_LEVEL_WARNING ? CTR_LEVEL_WARNING : CTR_LEVEL_INFO;
    }
}

static ctr_status old_operation(struct lc_oa *oa, const struct lc_part *part,
                                const struct lc_oa_op *op, const struct lc_oa_ops *news)
{
    bool received = oa->received;
    size_t from = oa->c->told.count;
    if (op->twin) {
        oa->received = op->kind == LC_OA_PATHS ? received : !received;
        LC_TRY(compare(oa, part, op, op->twin));
        oa->received = received;
    } else {
        struct lc_str name = op->name;
        if (op->kind == LC_OA_PATHS) {
            name = lc_oa_loose_path(oa->c->ctx, op->name);
            if (!name.ptr) {
                return CTR_E_NOMEM;
            }
        }
        LC_TRY(removed(oa, part, op, !lc_map_get(&news->names, name)));
    }
    soften(oa, op->node, from);
    return CTR_OK;
}

ctr_status lc_oa_operations(struct lc_oa *oa, enum lc_oa_kind kind, const struct lc_part *parent,
                            struct lc_oa_pair container)
{
    struct lc_oa_ops olds, news;
    struct lc_oa_address address;
    LC_TRY(lc_oa_collect(&oa->old, kind, container.old, &olds));
    LC_TRY(lc_oa_collect(&oa->new, kind, container.new, &news));
    LC_TRY(match(oa, &olds, &news));
    LC_TRY(kind == LC_OA_CALLBACKS ? match_calls(oa, &olds, &news) : CTR_OK);
    uint64_t done = 0;
    for (const struct lc_oa_op *op = olds.first; op; op = op->next) {
        LC_TRY(old_operation(oa, lc_oa_address(op, parent, &address), op, &news));
        if (kind == LC_OA_PATHS && ++done % 64 == 0) {
            LC_TRY(lc_progress(oa->c->ctx, "compare", done, olds.count));
        }
    }
    for (const struct lc_oa_op *op = news.first; op; op = op->next) {
        if (!op->twin) {
            const struct lc_part *part = lc_oa_address(op, parent, &address);
            LC_TRY(added(oa, part, op));
            LC_TRY(kind == LC_OA_PATHS ? lc_oa_shadow(oa, part, op, &olds) : CTR_OK);
        }
    }
    return CTR_OK;
}
