/*
 * Documents of formats without rules: JSON and YAML are compared place by place, anything else by
 * its bytes. Every difference is undecided, because nothing is known of what it means.
 */
#include "spec/spec.h"

struct walk {
    struct lc_cmp *c;
    struct lc_doc *old_doc;
    struct lc_doc *new_doc;
};

static int opaque_bid(const struct lc_value *root)
{
    (void)root;
    return 2; /* more than a schema without any keyword bids */
}

static ctr_status opaque_read(struct lc_ctx *ctx, struct lc_spec *spec)
{
    (void)ctx;
    const struct lc_doc *doc = &spec->bundle.files[0]->doc;
    spec->dialect = !doc->root ? "bytes" : doc->yaml ? "YAML" : "JSON";
    return CTR_OK;
}

static ctr_status report(struct walk *w, enum lc_rule_id rule, const struct lc_part *part,
                         const struct lc_value *older, const struct lc_value *newer)
{
    struct lc_ctx *ctx = w->c->ctx;
    struct lc_node from = {older ? w->old_doc : NULL, older};
    struct lc_node to = {newer ? w->new_doc : NULL, newer};
    char *arguments = lc_format(ctx, "%016llx %016llx", (unsigned long long)lc_value_hash(older),
                                (unsigned long long)lc_value_hash(newer));
    const char *before = older ? lc_cmp_show(ctx, older, 80) : "";
    const char *after = newer ? lc_cmp_show(ctx, newer, 80) : "";
    if (!arguments || !before || !after) {
        return CTR_E_NOMEM;
    }
    if (older && newer) {
        return lc_cmp_add(w->c, rule, 0, part, from, to, arguments,
                          "the value changed from %s to %s; decide whether anybody relies "
                          "on it",
                          before, after);
    }
    return lc_cmp_add(w->c, rule, 0, part, from, to, arguments,
                      "the value %s was %s; decide whether anybody relies on it",
                      older ? before : after, older ? "removed" : "added");
}

static ctr_status compare_values(struct walk *w, const struct lc_part *part,
                                 const struct lc_value *older, const struct lc_value *newer);

static ctr_status compare_objects(struct walk *w, const struct lc_part *part,
                                  const struct lc_value *older, const struct lc_value *newer)
{
    for (uint32_t i = 0; i < older->count; i++) {
        const struct lc_member *m = &older->members[i];
        const struct lc_value *other = lc_get_str(newer, lc_key(m));
        struct lc_part at = {.parent = part, .kind = LC_PART_KEY, .text = lc_key(m)};
        if (other) {
            LC_TRY(compare_values(w, &at, &m->value, other));
        } else {
            LC_TRY(report(w, LC_RULE_VALUE_REMOVED, &at, &m->value, NULL));
        }
    }
    for (uint32_t i = 0; i < newer->count; i++) {
        const struct lc_member *m = &newer->members[i];
        struct lc_part at = {.parent = part, .kind = LC_PART_KEY, .text = lc_key(m)};
        if (!lc_get_str(older, lc_key(m))) {
            LC_TRY(report(w, LC_RULE_VALUE_ADDED, &at, NULL, &m->value));
        }
    }
    return CTR_OK;
}

/* What the two have in common at their end is taken as unmoved, so that an insertion in the middle
 * is one difference and not many. */
static ctr_status compare_arrays(struct walk *w, const struct lc_part *part,
                                 const struct lc_value *older, const struct lc_value *newer)
{
    uint32_t a = older->count;
    uint32_t b = newer->count;
    uint32_t head = 0;
    while (head < a && head < b && lc_value_eq(&older->items[head], &newer->items[head])) {
        head++;
    }
    while (a > head && b > head && lc_value_eq(&older->items[a - 1], &newer->items[b - 1])) {
        a--;
        b--;
    }
    for (uint32_t i = head; i < a || i < b; i++) {
        struct lc_part at = {.parent = part, .kind = LC_PART_TUPLE, .index = i};
        const struct lc_value *from = i < a ? &older->items[i] : NULL;
        const struct lc_value *to = i < b ? &newer->items[i] : NULL;
        if (from && to) {
            LC_TRY(compare_values(w, &at, from, to));
        } else {
            LC_TRY(report(w, from ? LC_RULE_VALUE_REMOVED : LC_RULE_VALUE_ADDED, &at, from, to));
        }
    }
    return CTR_OK;
}

static ctr_status compare_values(struct walk *w, const struct lc_part *part,
                                 const struct lc_value *older, const struct lc_value *newer)
{
    LC_TRY(lc_spend(w->c->ctx, 1));
    if (older->kind == LC_OBJECT && newer->kind == LC_OBJECT) {
        return compare_objects(w, part, older, newer);
    }
    if (older->kind == LC_ARRAY && newer->kind == LC_ARRAY) {
        return compare_arrays(w, part, older, newer);
    }
    if (lc_value_eq(older, newer)) {
        return CTR_OK;
    }
    return report(w, LC_RULE_VALUE_CHANGED, part, older, newer);
}

static ctr_status opaque_compare(struct lc_cmp *c, const struct lc_spec *older,
                                 const struct lc_spec *newer)
{
    struct lc_bundle_file *a = older->bundle.files[0];
    struct lc_bundle_file *b = newer->bundle.files[0];
    struct walk w = {c, &a->doc, &b->doc};
    if (a->doc.root && b->doc.root) {
        return compare_values(&w, NULL, a->doc.root, b->doc.root);
    }
    if (lc_str_eq(a->bytes, b->bytes)) {
        return CTR_OK;
    }
    struct lc_node none = {NULL, NULL};
    const char *arguments = lc_format(c->ctx, "%016llx %016llx",
                                      (unsigned long long)lc_hash(a->bytes.ptr, a->bytes.len, 0),
                                      (unsigned long long)lc_hash(b->bytes.ptr, b->bytes.len, 0));
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    bool beyond = older->bundle.beyond || newer->bundle.beyond;
    return lc_cmp_add(c, LC_RULE_CONTENT_CHANGED, 0, NULL, none, none, arguments,
                      "the content changed (%llu bytes to %llu); it is %s, so nothing more can be "
                      "said",
                      (unsigned long long)a->bytes.len, (unsigned long long)b->bytes.len,
                      beyond ? "beyond what the limits let be read as JSON or YAML"
                             : "neither JSON nor YAML");
}

/* ---- parts: every place in the document */

struct visit {
    struct lc_ctx *ctx;
    ctr_status (*fn)(void *user, const struct lc_part *part);
    void *user;
};

static ctr_status visit_parts(const struct visit *v, const struct lc_part *part,
                              const struct lc_value *value)
{
    LC_TRY(lc_poll(v->ctx));
    LC_TRY(v->fn(v->user, part));
    if (value->kind == LC_OBJECT) {
        for (uint32_t i = 0; i < value->count; i++) {
            const struct lc_member *m = &value->members[i];
            struct lc_part at = {.parent = part, .kind = LC_PART_KEY, .text = lc_key(m)};
            LC_TRY(visit_parts(v, &at, &m->value));
        }
    }
    if (value->kind == LC_ARRAY) {
        for (uint32_t i = 0; i < value->count; i++) {
            struct lc_part at = {.parent = part, .kind = LC_PART_TUPLE, .index = i};
            LC_TRY(visit_parts(v, &at, &value->items[i]));
        }
    }
    return CTR_OK;
}

static ctr_status opaque_parts(struct lc_ctx *ctx, struct lc_spec *spec,
                               ctr_status (*fn)(void *user, const struct lc_part *part), void *user)
{
    const struct lc_value *root = spec->bundle.files[0]->doc.root;
    const struct visit v = {ctx, fn, user};
    return root ? visit_parts(&v, NULL, root) : fn(user, NULL);
}

static ctr_status opaque_has_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part,
                                  bool *out)
{
    const struct lc_doc *doc = &spec->bundle.files[0]->doc;
    *out = strcmp(part, "/") == 0;
    if (!*out && doc->root && part[0] == '/') {
        *out = lc_doc_resolve(ctx, doc, lc_str(part)) != NULL;
    }
    return ctx->error ? ctr_error_status(ctx->error) : CTR_OK;
}

const struct lc_format_row lc_format_opaque = {
    .format = CTR_FORMAT_OPAQUE,
    .default_profile = CTR_PROFILE_STRICT,
    .bid = opaque_bid,
    .read = opaque_read,
    .compare = opaque_compare,
    .parts = opaque_parts,
    .has_part = opaque_has_part,
};
