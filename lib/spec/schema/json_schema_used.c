/*
 * What an example of the data uses of a JSON Schema: the parts that are present in it, and no
 * others. It says what a consumer that reads all of the example relies on; what the example lacks
 * cannot be known from it.
 */
#include "spec/schema/json_schema_used.h"

#include "base/sha256.h"
#include "codec/yaml_read.h"

struct use {
    struct lc_ctx *ctx;
    struct lc_bundle *bundle;
    enum lc_dialect dialect;
    struct lc_node schema;
    struct lc_doc *doc;
    struct lc_map known; /* pointers that were asked for */
    lc_used_fn *fn;
    void *user;
};

/* Does the schema have a part with this pointer? Remembered: items of a list repeat. */
static ctr_status has(struct use *u, const struct lc_part *part, bool *out)
{
    static const char yes = 'y';
    static const char no = 'n';
    const char *pointer = lc_part_text(u->ctx, part);
    if (!pointer) {
        return CTR_E_NOMEM;
    }
    const char *known = lc_map_get(&u->known, lc_str(pointer));
    if (!known) {
        LC_TRY(lc_schema_has(u->ctx, u->bundle, u->dialect, u->schema, lc_str(pointer), out));
        known = *out ? &yes : &no;
        LC_TRY(lc_map_set(u->ctx, &u->known, lc_str(pointer), (void *)(uintptr_t)known));
    }
    *out = known == &yes;
    return CTR_OK;
}

static ctr_status walk(struct use *u, const struct lc_part *part, const struct lc_value *v);

static ctr_status undeclared(struct use *u, const struct lc_part *part, uint32_t offset)
{
    const char *pointer = lc_part_text(u->ctx, part);
    return pointer ? lc_doc_fail(u->ctx, u->doc, offset,
                                 "the schema declares nothing at '%.200s'; leave it out of the "
                                 "example, or declare it",
                                 pointer)
                   : CTR_E_NOMEM;
}

static ctr_status member(struct use *u, const struct lc_part *part, const struct lc_member *m)
{
    struct lc_part own = {.parent = part, .kind = LC_PART_KEY, .text = lc_key(m)};
    struct lc_part map = {.parent = part, .kind = LC_PART_MAP};
    bool there = false;
    LC_TRY(has(u, &own, &there));
    if (there) {
        return walk(u, &own, &m->value);
    }
    LC_TRY(has(u, &map, &there));
    return there ? walk(u, &map, &m->value) : undeclared(u, &own, m->key_offset);
}

static ctr_status item(struct use *u, const struct lc_part *part, const struct lc_value *v,
                       uint32_t index)
{
    struct lc_part own = {.parent = part, .kind = LC_PART_TUPLE, .index = index};
    struct lc_part any = {.parent = part, .kind = LC_PART_ITEM};
    bool there = false;
    LC_TRY(has(u, &own, &there));
    if (there) {
        return walk(u, &own, v);
    }
    LC_TRY(has(u, &any, &there));
    return there ? walk(u, &any, v) : undeclared(u, &any, v->offset);
}

/* What holds nothing is told itself; what holds something by what it holds. */
static ctr_status walk(struct use *u, const struct lc_part *part, const struct lc_value *v)
{
    LC_TRY(lc_poll(u->ctx));
    if (v->kind == LC_OBJECT && v->count) {
        for (uint32_t i = 0; i < v->count; i++) {
            LC_TRY(member(u, part, &v->members[i]));
        }
        return CTR_OK;
    }
    if (v->kind == LC_ARRAY && v->count) {
        for (uint32_t i = 0; i < v->count; i++) {
            LC_TRY(item(u, part, &v->items[i], i));
        }
        return CTR_OK;
    }
    return u->fn(u->user, part);
}

ctr_status lc_schema_used_parts(struct lc_ctx *ctx, struct lc_spec *spec, enum lc_dialect dialect,
                                struct lc_doc *use, lc_used_fn *fn, void *user)
{
    const struct lc_read_options options = {.file = use->file};
    struct lc_doc *doc = &spec->bundle.files[0]->doc;
    struct use u = {.ctx = ctx,
                    .bundle = &spec->bundle,
                    .dialect = dialect,
                    .schema = {doc, doc->root},
                    .doc = use,
                    .fn = fn,
                    .user = user};
    lc_random(NULL, &u.known.seed, sizeof u.known.seed);
    LC_TRY(lc_doc_read(ctx, use->text, &options, use));
    return walk(&u, NULL, use->root);
}
