/* Every address that a document offers to those who want to rely on it. */
#include "spec/asyncapi/asyncapi.h"

struct walk {
    struct lc_ctx *ctx;
    struct lc_bundle *bundle;
    ctr_status (*fn)(void *user, const struct lc_part *part);
    void *user;
};

static ctr_status avro_parts(struct walk *w, const struct lc_part *part, const struct lc_avro *a)
{
    for (uint32_t i = 0; i < a->named_count; i++) {
        const struct lc_avro_type *type = a->named[i];
        struct lc_part name = {.parent = part, .kind = LC_PART_KEY, .text = type->name};
        LC_TRY(w->fn(w->user, &name));
        for (uint32_t k = 0; type->kind != LC_AVRO_FIXED && k < type->count; k++) {
            bool record = type->kind == LC_AVRO_RECORD;
            struct lc_part inside = {.parent = &name,
                                     .kind = LC_PART_KEY,
                                     .text =
                                         record ? type->fields[k].name : lc_raw(&type->symbols[k])};
            LC_TRY(w->fn(w->user, &inside));
        }
    }
    return CTR_OK;
}

static ctr_status schema_parts(struct walk *w, const struct lc_part *part,
                               const struct lc_aa_schema *s)
{
    if (s->avro) {
        return avro_parts(w, part, s->avro);
    }
    if (s->proto) {
        return lc_proto_payload_parts(w->ctx, s->proto, part, w->fn, w->user);
    }
    if (!s->node.value || s->language != LC_AA_JSON) {
        return CTR_OK;
    }
    return lc_schema_parts(w->ctx, w->bundle, s->dialect, s->node, part, w->fn, w->user);
}

static ctr_status message_parts(struct walk *w, const struct lc_part *part,
                                const struct lc_aa_entries *list)
{
    struct lc_part word = lc_oa_words(part, LC_STR("message"));
    for (const struct lc_aa_entry *e = list->first; e; e = e->next) {
        struct lc_part name = lc_oa_words(&word, e->name);
        struct lc_part headers = lc_oa_words(&name, LC_STR("headers"));
        struct lc_part key = lc_oa_words(&name, LC_STR("key"));
        LC_TRY(lc_poll(w->ctx));
        LC_TRY(w->fn(w->user, &name));
        LC_TRY(schema_parts(w, &name, &e->message->payload));
        if (e->message->headers.node.value) {
            LC_TRY(w->fn(w->user, &headers));
            LC_TRY(schema_parts(w, &headers, &e->message->headers));
        }
        if (e->message->key.node.value) {
            LC_TRY(w->fn(w->user, &key));
            LC_TRY(schema_parts(w, &key, &e->message->key));
        }
    }
    return CTR_OK;
}

static ctr_status names(struct walk *w, const struct lc_part *part, const char *word,
                        struct lc_node list)
{
    struct lc_part frame = lc_oa_words(part, lc_str(word));
    uint32_t count = lc_is(list.value, LC_OBJECT) ? list.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        struct lc_part name = lc_oa_words(&frame, lc_key(&list.value->members[i]));
        if (!lc_oa_extension(lc_key(&list.value->members[i]))) {
            LC_TRY(w->fn(w->user, &name));
        }
    }
    return CTR_OK;
}

static ctr_status group_parts(struct walk *w, const struct lc_aa_group *g)
{
    struct lc_part frame[2];
    const struct lc_part *part = lc_aa_address(g, frame);
    struct lc_part reply = lc_oa_words(part, LC_STR("reply"));
    LC_TRY(w->fn(w->user, part));
    LC_TRY(names(w, part, "parameter", lc_oa_get(g->channel->node, "parameters")));
    LC_TRY(message_parts(w, part, &g->messages));
    for (const struct lc_aa_operation *op = g->first; op; op = op->next) {
        if (op->reply.value) {
            LC_TRY(w->fn(w->user, &reply));
            LC_TRY(message_parts(w, &reply, &op->replies));
        }
    }
    return CTR_OK;
}

ctr_status lc_aa_parts(struct lc_ctx *ctx, struct lc_spec *spec,
                       ctr_status (*fn)(void *user, const struct lc_part *part), void *user)
{
    struct walk w = {ctx, &spec->bundle, fn, user};
    for (const struct lc_aa_channel *c = spec->asyncapi->first; c; c = c->next) {
        for (int way = 0; way < 3; way++) {
            LC_TRY(c->groups[way] ? group_parts(&w, c->groups[way]) : CTR_OK);
        }
    }
    return names(&w, NULL, "server", lc_oa_get(spec->asyncapi->root, "servers"));
}

struct asked {
    struct lc_ctx *ctx;
    const char *part;
    bool found;
};

/* Names of parameters between braces are as in the document. */
static ctr_status is_it(void *user, const struct lc_part *part)
{
    struct asked *a = user;
    if (a->found) {
        return CTR_OK;
    }
    struct lc_mark mark = lc_arena_mark(&a->ctx->arena);
    const char *text = lc_part_text(a->ctx, part);
    if (!text) {
        return CTR_E_NOMEM;
    }
    a->found = strcmp(text, a->part) == 0;
    lc_arena_release(&a->ctx->arena, mark);
    return CTR_OK;
}

ctr_status lc_aa_has_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part, bool *out)
{
    struct asked a = {ctx, part, strcmp(part, "/") == 0};
    LC_TRY(lc_aa_parts(ctx, spec, is_it, &a));
    *out = a.found;
    return CTR_OK;
}
