/*
 * What properties refer to. One link has many spellings: by names or by ids, at the property or at
 * its object, alone or as a list of one, and the older specification has a word of its own. Two
 * contracts are compared by their links; a finding shows how they are written.
 */
#include "spec/odcs/odcs.h"

#define S(s) (int)(s).len, (s).len ? (s).ptr : ""

enum { BY_NAME, BY_ID, SPELLINGS };
static const char mark; /* what the set of links holds for each */

/* ---- which item a text means */

static const struct lc_odcs_item *with_id(const struct lc_odcs_item *in, struct lc_str id)
{
    for (uint32_t i = 0; i < in->count; i++) {
        if (lc_str_eq(lc_odcs_word(lc_odcs_get(in->items[i].at, "id")), id)) {
            return &in->items[i];
        }
    }
    return NULL;
}

/* "orders.id" */
static const struct lc_odcs_item *named(const struct lc_odcs *o, struct lc_str text)
{
    const struct lc_odcs_item *at = &o->root;
    struct lc_str rest = text;
    while (at && rest.ptr) {
        struct lc_str head = rest;
        struct lc_str more = {NULL, 0};
        lc_str_cut(rest, '.', &head, &more);
        at = lc_odcs_find(at, head, 0);
        rest = more;
    }
    return at && at->up ? at : NULL;
}

/* "schema/orders-id/properties/id-id", with a slash before it or not */
static const struct lc_odcs_item *addressed(const struct lc_odcs *o, struct lc_str text)
{
    const struct lc_odcs_item *at = &o->root;
    struct lc_str rest = text;
    if (rest.len && rest.ptr[0] == '/') {
        rest = lc_str_n(rest.ptr + 1, rest.len - 1);
    }
    while (at && rest.ptr) {
        struct lc_str word;
        struct lc_str id;
        struct lc_str more = {NULL, 0};
        if (!lc_str_cut(rest, '/', &word, &id)) {
            return NULL;
        }
        struct lc_str whole = id;
        lc_str_cut(whole, '/', &id, &more);
        at = lc_str_is(word, at == &o->root ? "schema" : "properties") ? with_id(at, id) : NULL;
        rest = more;
    }
    return at && at->up ? at : NULL;
}

/* ---- a link as text */

static void add_names(struct lc_buf *out, const struct lc_odcs_item *item)
{
    if (item->up) {
        add_names(out, item->up);
    }
    lc_buf_printf(out, "%zu:", item->name.len);
    lc_buf_str(out, item->name);
}

/* False if one of them has no id. */
static bool add_ids(struct lc_buf *out, const struct lc_odcs_item *item)
{
    struct lc_str id = lc_odcs_word(lc_odcs_get(item->at, "id"));
    if (!id.len || (item->up && !add_ids(out, item->up))) {
        return false;
    }
    lc_buf_printf(out, "%zu:", id.len);
    lc_buf_str(out, id);
    return true;
}

static bool add_item(struct lc_buf *out, const struct lc_odcs_item *item, int spelling)
{
    lc_buf_char(out, '=');
    if (spelling == BY_ID) {
        return add_ids(out, item);
    }
    add_names(out, item);
    return true;
}

/* One end: a text, or a list of them. */
static bool add_end(struct lc_buf *out, const struct lc_odcs *o, const struct lc_value *end,
                    int spelling)
{
    const bool list = lc_is(end, LC_ARRAY);
    for (uint32_t i = 0; i < (list ? end->count : 1); i++) {
        const struct lc_value *one = list ? &end->items[i] : end;
        struct lc_str text = lc_text(one);
        const struct lc_odcs_item *item = text.len ? named(o, text) : NULL;
        item = item || !text.len ? item : addressed(o, text);
        if (item && !add_item(out, item, spelling)) {
            return false;
        }
        if (!item) { /* in another file, or nowhere */
            lc_buf_printf(out, "?%016llx", (unsigned long long)lc_value_hash(one));
        }
    }
    return true;
}

/* Whatever else is said of it. */
static uint64_t rest_of(const struct lc_value *link)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < link->count; i++) {
        const struct lc_member *m = &link->members[i];
        struct lc_str key = lc_key(m);
        bool standing = lc_str_is(key, "type") && lc_str_is(lc_text(&m->value), "foreignKey");
        if (!standing && !lc_str_is(key, "from") && !lc_str_is(key, "to")) {
            sum += lc_hash(key.ptr, key.len, lc_value_hash(&m->value));
        }
    }
    return sum;
}

/* ptr NULL: it cannot be written so. */
static ctr_status key_of(const struct lc_odcs *o, const struct lc_odcs_item *item,
                         const struct lc_value *link, int spelling, struct lc_str *out)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &o->ctx->alloc, SIZE_MAX - 1);
    bool object = lc_is(link, LC_OBJECT);
    const struct lc_value *from = object ? lc_get(link, "from") : NULL;
    lc_buf_printf(&buf, "%d %llx ", spelling, (unsigned long long)(object ? rest_of(link) : 0));
    bool told = from ? add_end(&buf, o, from, spelling) : add_item(&buf, item, spelling);
    lc_buf_char(&buf, '>');
    told = told && add_end(&buf, o, object ? lc_get(link, "to") : link, spelling);
    *out = (struct lc_str){NULL, 0};
    if (told && buf.status == CTR_OK) {
        *out = lc_str_n(lc_dup(o->ctx, lc_str_n(buf.data, buf.size)), buf.size);
    }
    bool full = buf.status != CTR_OK || (told && !out->ptr);
    lc_buf_free(&buf);
    return full ? lc_nomem(o->ctx) : CTR_OK;
}

/* ---- all links of a contract */

static struct lc_node links_of(const struct lc_odcs *o, const struct lc_odcs_item *item)
{
    return lc_odcs_fact(item, o->older ? "references" : "relationships");
}

static uint32_t count_of(struct lc_node links)
{
    return lc_is(links.value, LC_ARRAY) ? links.value->count : links.value ? 1 : 0;
}

static const struct lc_value *link_at(struct lc_node links, uint32_t i)
{
    return lc_is(links.value, LC_ARRAY) ? &links.value->items[i] : links.value;
}

static ctr_status note_item(struct lc_odcs *o, const struct lc_odcs_item *item)
{
    struct lc_node links = links_of(o, item);
    for (uint32_t i = 0; i < count_of(links); i++) {
        LC_TRY(lc_spend(o->ctx, o->root.count));
        for (int spelling = 0; spelling < SPELLINGS; spelling++) {
            struct lc_str key;
            LC_TRY(key_of(o, item, link_at(links, i), spelling, &key));
            LC_TRY(key.ptr ? lc_map_set(o->ctx, &o->links, key, (void *)&mark) : CTR_OK);
        }
    }
    return CTR_OK;
}

static ctr_status note_below(struct lc_odcs *o, const struct lc_odcs_item *item)
{
    for (uint32_t i = 0; i < item->count; i++) {
        LC_TRY(note_item(o, &item->items[i]));
        LC_TRY(note_below(o, &item->items[i]));
    }
    for (int k = 0; k < LC_ODCS_INNERS; k++) {
        if (item->inner[k]) {
            LC_TRY(note_item(o, item->inner[k]));
            LC_TRY(note_below(o, item->inner[k]));
        }
    }
    return CTR_OK;
}

ctr_status lc_odcs_links(struct lc_odcs *o)
{
    o->links.seed = o->seed;
    return note_below(o, &o->root);
}

/* ---- comparing */

/* *out: one of the links of `item` is not in the other contract, in any spelling. */
static ctr_status differs(struct lc_odcs *o, const struct lc_odcs_item *item,
                          const struct lc_odcs *other, bool *out)
{
    struct lc_node links = links_of(o, item);
    *out = false;
    for (uint32_t i = 0; !*out && i < count_of(links); i++) {
        bool found = false;
        for (int spelling = 0; !found && spelling < SPELLINGS; spelling++) {
            struct lc_str key;
            LC_TRY(key_of(o, item, link_at(links, i), spelling, &key));
            found = key.ptr && lc_map_get(&other->links, key);
        }
        *out = !found;
    }
    return CTR_OK;
}

ctr_status lc_odcs_references(struct lc_odcs_walk *w, const struct lc_odcs_two *two)
{
    struct lc_node older = links_of(w->old, two->old);
    struct lc_node newer = links_of(w->new, two->new);
    bool lost;
    bool gained;
    if (w->old->older == w->new->older && lc_odcs_same(older, newer)) {
        return CTR_OK;
    }
    LC_TRY(differs(w->old, two->old, w->new, &lost));
    LC_TRY(differs(w->new, two->new, w->old, &gained));
    const char *from = lost || gained ? lc_odcs_show(w, older) : "";
    const char *to = lost || gained ? lc_odcs_show(w, newer) : "";
    if (!from || !to) {
        return CTR_E_NOMEM;
    }
    const struct lc_odcs_saying s = {
        .rule = LC_RULE_ODCS_REFERENCE_CHANGED,
        .change = lost && gained ? LC_ODCS_OTHER
                  : lost         ? LC_ODCS_WEAKER
                                 : LC_ODCS_STRONGER,
        .readers = CTR_LEVEL_WARNING,
        .writers = CTR_LEVEL_WARNING,
        .part = two->part,
        .old = older,
        .new = newer,
        .arguments = lc_odcs_differs(w, "reference", older, newer, two->inside),
        .message = lc_format(w->ctx, "what %s%s refers to changed from %s to %s", two->part,
                             two->inside, from, to),
    };
    return !lost && !gained ? CTR_OK : s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM;
}
