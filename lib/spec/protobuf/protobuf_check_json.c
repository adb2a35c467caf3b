/* What fields are called in JSON, and that no two of a message are called the same. */
#include "spec/protobuf/protobuf.h"

const char *lc_proto_json_name(struct lc_ctx *ctx, const struct lc_proto_field *f,
                               const struct lc_proto_option **option)
{
    *option = lc_proto_option_get(f->options, "json_name");
    return *option ? lc_dup(ctx, (*option)->value) : lc_proto_camel(ctx, f->name);
}

static ctr_status mind_names(struct lc_proto *p, const struct lc_proto_message *m, bool own)
{
    struct lc_map names = {.seed = p->symbols.seed};
    for (const struct lc_proto_field *f = m->fields; f; f = f->next) {
        const struct lc_proto_option *option = NULL;
        const char *name =
            own ? lc_proto_json_name(p->ctx, f, &option) : lc_proto_camel(p->ctx, f->name);
        if (!name) {
            return CTR_E_NOMEM;
        }
        const struct lc_proto_field *first = lc_map_get(&names, lc_str(name));
        if (first) {
            return lc_doc_fail(p->ctx, f->file->doc, option ? option->offset : f->name_at,
                               "the fields '%.*s' and '%.*s' are both called '%s' in JSON; give "
                               "one of them another %s",
                               LC_PROTO_S(first->name), LC_PROTO_S(f->name), name,
                               own ? "json_name" : "name");
        }
        LC_TRY(lc_map_set(p->ctx, &names, lc_str(name), (void *)(uintptr_t)f));
    }
    return CTR_OK;
}

static bool may_clash(const struct lc_proto_message *m)
{
    const struct lc_proto_option *o =
        lc_proto_option_get(m->options, "deprecated_legacy_json_field_conflicts");
    return m->features.json != LC_PROTO_JSON_ALLOW || (o && lc_str_is(o->value, "true"));
}

/* Both the names that fields have and those that they would have without json_name, by which masks
 * of fields go. */
ctr_status lc_proto_check_json(struct lc_proto *p, const struct lc_proto_message *m)
{
    struct lc_mark mark = lc_arena_mark(&p->ctx->arena);
    bool own = false;
    bool other = false; /* in JSON than as it is written */
    for (const struct lc_proto_field *f = m->fields; f; f = f->next) {
        own = own || lc_proto_option_get(f->options, "json_name") != NULL;
        other = other || memchr(f->name.ptr, '_', f->name.len);
    }
    if (m->field_count < 2 || may_clash(m)) {
        return CTR_OK;
    }
    LC_TRY(other ? mind_names(p, m, false) : CTR_OK);
    LC_TRY(own ? mind_names(p, m, true) : CTR_OK);
    lc_arena_release(&p->ctx->arena, mark);
    return CTR_OK;
}
