/* Messages of two editions that go the same way on the same channel, paired by name. */
#include "spec/asyncapi/asyncapi.h"

static const struct lc_oa_known message_known[] = {
    {"payload", LC_OA_HANDLED},     {"headers", LC_OA_HANDLED},
    {"contentType", LC_OA_HANDLED}, {"correlationId", LC_OA_HANDLED},
    {"bindings", LC_OA_HANDLED},    {"schemaFormat", LC_OA_HANDLED},
    {"traits", LC_OA_HANDLED},      {"messageId", LC_OA_TEXT},
    {"name", LC_OA_TEXT},           {"title", LC_OA_TEXT},
    {"summary", LC_OA_TEXT},        {"description", LC_OA_TEXT},
    {"tags", LC_OA_TEXT},           {"externalDocs", LC_OA_TEXT},
    {"examples", LC_OA_TEXT},       {NULL, 0}};

static const struct lc_oa_known correlation_known[] = {
    {"location", LC_OA_HANDLED}, {"description", LC_OA_TEXT}, {NULL, 0}};

static size_t over_space(struct lc_str text, size_t at)
{
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t')) {
        at++;
    }
    return at;
}

/* Without the white space that may stand around the ';' before a parameter, in any case. */
static bool same_type(struct lc_str a, struct lc_str b)
{
    size_t i = 0;
    size_t k = 0;
    while (i < a.len || k < b.len) {
        size_t p = over_space(a, i);
        size_t q = over_space(b, k);
        bool ends = (p == a.len || a.ptr[p] == ';') && (q == b.len || b.ptr[q] == ';');
        bool begins = i && k && a.ptr[i - 1] == ';' && b.ptr[k - 1] == ';';
        i = ends || begins ? p : i;
        k = ends || begins ? q : k;
        if (i == a.len || k == b.len) {
            return i == a.len && k == b.len;
        }
        if (!lc_str_eq_nocase(lc_str_n(a.ptr + i++, 1), lc_str_n(b.ptr + k++, 1))) {
            return false;
        }
    }
    return true;
}

static bool is_json(struct lc_str base)
{
    struct lc_str end = base.len > 5 ? lc_str_n(base.ptr + base.len - 5, 5) : LC_STR("");
    return lc_str_eq_nocase(base, LC_STR("application/json")) ||
           lc_str_eq_nocase(end, LC_STR("+json"));
}

/* JSON is in UTF-8 whether that is said or not (RFC 8259, 8.1). */
static bool same_json(struct lc_str was, struct lc_str is)
{
    const struct lc_str types[2] = {was, is};
    bool same = lc_str_eq_nocase(lc_oa_media_base(was), lc_oa_media_base(is));
    for (int side = 0; side < 2 && same; side++) {
        struct lc_str base = lc_oa_media_base(types[side]);
        struct lc_str head, parameters;
        bool more = lc_str_cut(types[side], ';', &head, &parameters);
        same =
            is_json(base) && (!more || same_type(lc_str_trim(parameters), LC_STR("charset=utf-8")));
    }
    return same;
}

static ctr_status content_type(struct lc_aa_cmp *aa, const struct lc_part *part,
                               struct lc_oa_pair at, struct lc_str was, struct lc_str is)
{
    if (!was.ptr == !is.ptr && same_type(was, is)) {
        return CTR_OK;
    }
    if (!was.ptr) {
        return lc_aa_add(aa, LC_AA_CONTENT_TYPE_ADDED, part, at, NULL,
                         "the content type is '%.*s', and was not told before; decide whether "
                         "messages were written so already",
                         LC_OA_S(is));
    }
    if (!is.ptr) {
        return lc_aa_add(aa, LC_AA_CONTENT_TYPE_REMOVED, part, at, NULL,
                         "the content type was '%.*s' and is not told any more; say it again",
                         LC_OA_S(was));
    }
    if (same_json(was, is)) {
        return lc_aa_add(aa, LC_AA_CONTENT_TYPE_WORD, part, at, NULL,
                         "the content type is '%.*s', which is '%.*s' in other words", LC_OA_S(is),
                         LC_OA_S(was));
    }
    return lc_aa_add(aa, LC_AA_CONTENT_TYPE, part, at, NULL,
                     "the content type is '%.*s', no longer '%.*s'; send it as a message of its "
                     "own",
                     LC_OA_S(is), LC_OA_S(was));
}

static ctr_status key(struct lc_aa_cmp *aa, const struct lc_part *part,
                      const struct lc_aa_message *was, const struct lc_aa_message *is)
{
    struct lc_part word = lc_oa_words(part, LC_STR("key"));
    struct lc_oa_pair at = {was->key.node, is->key.node};
    bool had = was->key.node.value;
    bool has = is->key.node.value;
    if (had != has) {
        return lc_aa_add(aa, LC_AA_BINDING_KEY, &word, at, NULL,
                         has ? "messages have a key now, by which they are put in order and "
                               "compacted; decide with those who read them"
                             : "messages have no key any more, so that nothing keeps their order");
    }
    return lc_aa_schemas(aa, &word, &was->key, &is->key);
}

/* What nobody describes is an object all the same, as headers are. `other` is of the other
 * edition. */
static ctr_status headers_or_any(struct lc_aa *aa, const struct lc_aa_message *m,
                                 const struct lc_aa_schema *other, struct lc_aa_schema *out)
{
    const uint32_t offset = m->node.value->offset;
    *out = m->headers;
    if (out->node.value || !other->node.value || other->language != LC_AA_JSON) {
        return CTR_OK;
    }
    struct lc_value *whole = lc_new(aa->ctx, 1, sizeof *whole);
    struct lc_member *type = lc_new(aa->ctx, 1, sizeof *type);
    if (!whole || !type) {
        return CTR_E_NOMEM;
    }
    *type = lc_member_of(LC_STR("type"), offset, lc_string_at(LC_STR("object"), offset));
    *whole = (struct lc_value){.kind = LC_OBJECT, .offset = offset};
    lc_set_members(whole, type, 1);
    *out = (struct lc_aa_schema){.node = {m->node.doc, whole}, .dialect = other->dialect};
    out->format = other->format;
    return CTR_OK;
}

static ctr_status headers(struct lc_aa_cmp *aa, const struct lc_part *part,
                          const struct lc_aa_message *was, const struct lc_aa_message *is)
{
    struct lc_part word = lc_oa_words(part, LC_STR("headers"));
    struct lc_aa_schema both[2];
    LC_TRY(headers_or_any(aa->old, was, &is->headers, &both[CTR_SIDE_OLD]));
    LC_TRY(headers_or_any(aa->new, is, &was->headers, &both[CTR_SIDE_NEW]));
    return lc_aa_schemas(aa, &word, &both[CTR_SIDE_OLD], &both[CTR_SIDE_NEW]);
}

static ctr_status message(struct lc_aa_cmp *aa, const struct lc_part *part,
                          const struct lc_aa_message *was, const struct lc_aa_message *is)
{
    struct lc_oa_pair at = {was->node, is->node};
    struct lc_oa_pair id;
    LC_TRY(content_type(aa, part, at, was->content_type, is->content_type));
    LC_TRY(lc_aa_follow_pair(aa, lc_oa_child(at, "correlationId"), &id));
    LC_TRY(lc_aa_fact(aa, part, lc_oa_child(id, "location"), LC_AA_CORRELATION_ADDED,
                      "the place of the correlation id"));
    LC_TRY(lc_aa_rest(aa, part, id, correlation_known));
    LC_TRY(headers(aa, part, was, is));
    LC_TRY(lc_aa_schemas(aa, part, &was->payload, &is->payload));
    LC_TRY(key(aa, part, was, is));
    LC_TRY(lc_aa_bindings(aa, LC_AA_OF_MESSAGE, part, at));
    return lc_aa_rest(aa, part, at, message_known);
}

/* The one message without a twin, NULL if there are several or none. */
static struct lc_aa_entry *only_left(const struct lc_aa_entries *list)
{
    struct lc_aa_entry *found = NULL;
    for (struct lc_aa_entry *e = list->first; e; e = e->next) {
        if (!e->twin && found) {
            return NULL;
        }
        found = e->twin ? found : e;
    }
    return found;
}

static void match(struct lc_aa_entry *older, struct lc_aa_entry *newer)
{
    older->twin = newer;
    newer->twin = older;
}

static struct lc_aa_entry *next_unnamed(struct lc_aa_entry *e)
{
    while (e && (e->twin || !e->unnamed)) {
        e = e->next;
    }
    return e;
}

/* Their numbers say little: those that are equal first, then the rest in their order. */
static ctr_status pair_unnamed(struct lc_aa_cmp *aa, struct lc_aa_entries *older,
                               struct lc_aa_entries *newer)
{
    struct lc_aa_entry *o = next_unnamed(older->first);
    for (; o; o = next_unnamed(o->next)) {
        struct lc_aa_entry *n = next_unnamed(newer->first);
        while (n && !lc_value_eq(o->message->node.value, n->message->node.value)) {
            LC_TRY(lc_spend(aa->c->ctx, 1));
            n = next_unnamed(n->next);
        }
        if (n) {
            match(o, n);
        }
    }
    o = next_unnamed(older->first);
    struct lc_aa_entry *n = next_unnamed(newer->first);
    while (o && n) {
        match(o, n);
        o = next_unnamed(o->next);
        n = next_unnamed(n->next);
    }
    return CTR_OK;
}

/* By name; those without one among themselves; and what is left over on both sides. */
static ctr_status pair(struct lc_aa_cmp *aa, struct lc_aa_entries *older,
                       struct lc_aa_entries *newer)
{
    for (struct lc_aa_entry *e = newer->first; e; e = e->next) {
        e->twin = NULL;
    }
    for (struct lc_aa_entry *e = older->first; e; e = e->next) {
        struct lc_aa_entry *n = lc_map_get(&newer->by_name, e->name);
        e->twin = NULL;
        if (n && !e->unnamed && !n->unnamed) {
            match(e, n);
        }
    }
    LC_TRY(pair_unnamed(aa, older, newer));
    struct lc_aa_entry *a = only_left(older);
    struct lc_aa_entry *b = only_left(newer);
    if (a && b) {
        match(a, b);
    }
    return CTR_OK;
}

ctr_status lc_aa_messages(struct lc_aa_cmp *aa, const struct lc_part *part,
                          struct lc_aa_entries *older, struct lc_aa_entries *newer)
{
    struct lc_part word = lc_oa_words(part, LC_STR("message"));
    bool strict = aa->c->profile == CTR_PROFILE_STRICT;
    LC_TRY(pair(aa, older, newer));
    for (struct lc_aa_entry *e = older->first; e; e = e->next) {
        struct lc_part name = lc_oa_words(&word, e->name);
        struct lc_oa_pair at = {.old = e->message->node};
        LC_TRY(lc_spend(aa->c->ctx, 1));
        if (!e->twin) {
            LC_TRY(lc_aa_add(
                aa, strict ? LC_AA_MESSAGE_REMOVED_STRICT : LC_AA_MESSAGE_REMOVED, &name, at, NULL,
                "the message '%.*s' is gone; keep it until nobody uses it", LC_OA_S(e->name)));
            continue;
        }
        at.new = e->twin->message->node;
        if (!lc_str_eq(e->name, e->twin->name) && !(e->unnamed && e->twin->unnamed)) {
            LC_TRY(lc_aa_add(aa, LC_AA_MESSAGE_RENAMED, &name, at, NULL,
                             "the message '%.*s' is called '%.*s' now; its data is compared, and "
                             "nothing but the document knows the name",
                             LC_OA_S(e->name), LC_OA_S(e->twin->name)));
        }
        LC_TRY(message(aa, &name, e->message, e->twin->message));
    }
    for (struct lc_aa_entry *e = newer->first; e; e = e->next) {
        struct lc_part name = lc_oa_words(&word, e->name);
        struct lc_oa_pair at = {.new = e->message->node};
        if (!e->twin) {
            LC_TRY(lc_aa_add(aa, strict ? LC_AA_MESSAGE_ADDED_STRICT : LC_AA_MESSAGE_ADDED, &name,
                             at, NULL, "the message '%.*s' was added", LC_OA_S(e->name)));
        }
    }
    return CTR_OK;
}
