/* Exact changes: where a value ends in the source, what is put there, the proof that it fits. */
#include "codec/patch.h"

#include "codec/json_write.h"
#include "codec/yaml_read.h"

#include <stdlib.h>

struct lc_patch_edit {
    const struct lc_value *map; /* that has the member, or is to have `under` */
    const char *under;          /* NULL = no map between */
    struct lc_patch_member member;
    uint32_t from, to; /* bytes that go */
    struct lc_str put;
    size_t turn; /* of edits at one place, in the order of being set */
    bool exact;
};

/* ---- places in the source ---- */

static bool is_map_in_flow(const struct lc_doc *doc, const struct lc_value *map)
{
    return map->offset < doc->text.len && doc->text.ptr[map->offset] == '{';
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Behind the closing quote; 0 if there is none. */
static size_t end_of_quoted(struct lc_str text, size_t at)
{
    char quote = text.ptr[at++];
    for (; at < text.len; at++) {
        if (quote == '"' && text.ptr[at] == '\\') {
            at++;
        } else if (text.ptr[at] == quote) {
            if (quote == '\'' && at + 1 < text.len && text.ptr[at + 1] == '\'') {
                at++;
            } else {
                return at + 1;
            }
        }
    }
    return 0;
}

/* Behind the bracket that closes the one at `at`; 0 if there is none. */
static size_t end_of_flow(struct lc_str text, size_t at)
{
    int depth = 0;
    while (at < text.len) {
        char c = text.ptr[at];
        bool begins = at && (blank(text.ptr[at - 1]) || strchr("[{,:", text.ptr[at - 1]));
        if ((c == '"' || c == '\'') && begins) {
            at = end_of_quoted(text, at);
            if (!at) {
                return 0;
            }
            continue;
        }
        if (c == '#' && at && blank(text.ptr[at - 1])) {
            while (at < text.len && text.ptr[at] != '\n') {
                at++;
            }
            continue;
        }
        depth += c == '[' || c == '{' ? 1 : 0;
        depth -= c == ']' || c == '}' ? 1 : 0;
        at++;
        if (depth == 0) {
            return at;
        }
    }
    return 0;
}

static size_t end_of_plain(struct lc_str text, size_t at, bool flow)
{
    size_t begin = at;
    for (; at < text.len && text.ptr[at] != '\n'; at++) {
        char c = text.ptr[at];
        if ((c == '#' && at > begin && blank(text.ptr[at - 1])) ||
            (flow && strchr(",]}", c) != NULL)) {
            break;
        }
    }
    while (at > begin && blank(text.ptr[at - 1])) {
        at--;
    }
    return at;
}

/* Behind a scalar or a list in brackets; 0: what stands there is not for us. */
static size_t end_of_value(struct lc_str text, const struct lc_value *v, bool flow)
{
    if (v->offset >= text.len) {
        return 0;
    }
    char c = text.ptr[v->offset];
    if (c == '"' || c == '\'') {
        return end_of_quoted(text, v->offset);
    }
    if (c == '[' || c == '{') {
        return end_of_flow(text, v->offset);
    }
    bool plain = v->kind != LC_ARRAY && v->kind != LC_OBJECT && !strchr("|>&*!%@`", c);
    return plain ? end_of_plain(text, v->offset, flow) : 0;
}

/* Behind a list of scalars written with dashes; 0: it is none, or remarks stand in it. */
static size_t end_of_block_list(struct lc_str text, const struct lc_value *v)
{
    if (v->kind != LC_ARRAY || !v->count || text.ptr[v->offset] != '-') {
        return 0;
    }
    size_t end = end_of_value(text, &v->items[v->count - 1], false);
    for (size_t at = v->offset; at < end; at++) {
        if (text.ptr[at] == '#') {
            return 0;
        }
    }
    return end;
}

/* ---- what is put ---- */

static bool is_plain(const char *text)
{
    static const char first[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    static const char more[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                               "._-/@+";
    static const char *const words[] = {"null", "true", "false", "nan", "inf"};
    size_t len = strlen(text);
    if (!len || !strchr(first, text[0]) || strspn(text, more) != len) {
        return false;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (lc_str_eq_nocase(lc_str(text), lc_str(words[i]))) {
            return false;
        }
    }
    return true;
}

static void put_text(struct lc_buf *buf, const char *text, bool yaml)
{
    if (yaml && is_plain(text)) {
        lc_buf_text(buf, text);
    } else {
        lc_json_string(buf, lc_str(text));
    }
}

static void put_value(struct lc_buf *buf, const struct lc_patch_member *m, bool yaml)
{
    if (!m->list) {
        put_text(buf, m->texts[0], yaml);
        return;
    }
    lc_buf_char(buf, '[');
    for (size_t i = 0; i < m->count; i++) {
        lc_buf_text(buf, i ? ", " : "");
        put_text(buf, m->texts[i], yaml);
    }
    lc_buf_char(buf, ']');
}

static void put_member(struct lc_buf *buf, const struct lc_patch_edit *e, bool yaml)
{
    if (e->under) {
        put_text(buf, e->under, yaml);
        lc_buf_text(buf, ": {");
    }
    put_text(buf, e->member.key, yaml);
    lc_buf_text(buf, ": ");
    put_value(buf, &e->member, yaml);
    lc_buf_text(buf, e->under ? "}" : "");
}

static ctr_status keep(struct lc_ctx *ctx, struct lc_buf *buf, struct lc_str *out)
{
    const char *text = lc_buf_cstr(buf);
    *out = lc_str(text ? lc_dup_c(ctx, text) : NULL);
    lc_buf_free(buf);
    return out->ptr ? CTR_OK : lc_nomem(ctx);
}

/* ---- edits ---- */

static void say_replaced(const struct lc_doc *doc, struct lc_patch_edit *e,
                         const struct lc_member *old, struct lc_buf *buf)
{
    struct lc_str text = doc->text;
    bool flow = is_map_in_flow(doc, e->map);
    size_t end = end_of_value(text, &old->value, flow);
    bool nothing = old->value.kind == LC_NULL &&
                   (old->value.offset >= text.len || !strchr("n~N", text.ptr[old->value.offset]));

    if (!end) {
        end = end_of_block_list(text, &old->value);
    }
    if (nothing) { /* "key:" with nothing behind the colon */
        size_t colon = old->key_offset;
        bool quoted = text.ptr[colon] == '"' || text.ptr[colon] == '\'';
        colon = quoted ? end_of_quoted(text, colon) : colon + old->key_len;
        e->exact = colon && colon < text.len && text.ptr[colon] == ':';
        e->from = e->to = (uint32_t)colon + 1;
        lc_buf_char(buf, ' ');
    } else {
        e->exact = end > old->value.offset;
        e->from = old->value.offset;
        e->to = (uint32_t)end;
    }
    if (e->under) { /* takes the place of a null: {key: value} */
        lc_buf_char(buf, '{');
        put_text(buf, e->member.key, doc->yaml);
        lc_buf_text(buf, ": ");
        put_value(buf, &e->member, doc->yaml);
        lc_buf_char(buf, '}');
        return;
    }
    put_value(buf, &e->member, doc->yaml);
}

/* Before the bracket that closes the map. */
static void say_in_flow(const struct lc_doc *doc, struct lc_patch_edit *e, struct lc_buf *buf)
{
    struct lc_str text = doc->text;
    size_t end = end_of_flow(text, e->map->offset);
    size_t first = e->map->offset + 1;

    e->exact = end > first;
    if (!e->exact) {
        return;
    }
    size_t at = end - 1;
    while (at > first && blank(text.ptr[at - 1])) {
        at--;
    }
    e->from = e->to = (uint32_t)at;
    if (e->map->count) {
        size_t lead = first;
        while (lead < at && blank(text.ptr[lead])) {
            lead++;
        }
        bool lines = memchr(text.ptr + first, '\n', lead - first) != NULL;
        lc_buf_char(buf, ',');
        lc_buf_str(buf, lines ? lc_str_n(text.ptr + first, lead - first) : LC_STR(" "));
    }
    put_member(buf, e, doc->yaml);
}

static const char *line_end(struct lc_str text)
{
    const char *at = memchr(text.ptr, '\n', text.len);
    return at && at > text.ptr && at[-1] == '\r' ? "\r\n" : "\n";
}

static size_t column_of(struct lc_str text, size_t at)
{
    size_t begin = at;
    while (begin && text.ptr[begin - 1] != '\n') {
        begin--;
    }
    return at - begin;
}

/* A line of its own: at the end of the document, or before the first member of an inner map. */
static void say_in_block(const struct lc_doc *doc, struct lc_patch_edit *e, struct lc_buf *buf)
{
    struct lc_str text = doc->text;

    e->exact = e->map->count > 0;
    if (!e->exact) {
        return;
    }
    uint32_t first = e->map->members[0].key_offset;
    for (uint32_t i = 1; i < e->map->count; i++) {
        uint32_t at = e->map->members[i].key_offset;
        first = at < first ? at : first;
    }
    size_t indent = column_of(text, first);
    if (e->map == doc->root) {
        e->from = e->to = (uint32_t)text.len;
        lc_buf_text(buf, text.len && text.ptr[text.len - 1] == '\n' ? "" : line_end(text));
        for (size_t i = 0; i < indent; i++) {
            lc_buf_char(buf, ' ');
        }
        put_member(buf, e, true);
        lc_buf_text(buf, line_end(text));
        return;
    }
    e->from = e->to = first;
    put_member(buf, e, true);
    lc_buf_text(buf, line_end(text));
    for (size_t i = 0; i < indent; i++) {
        lc_buf_char(buf, ' ');
    }
}

void lc_patch_begin(struct lc_patch *patch, struct lc_doc *doc)
{
    *patch = (struct lc_patch){.doc = doc};
}

/* Text of a scalar as it was written; ptr NULL for what is none. */
static struct lc_str text_of(const struct lc_value *v)
{
    if (!v || v->kind == LC_ARRAY || v->kind == LC_OBJECT || v->kind == LC_NULL) {
        return lc_str_n(NULL, 0);
    }
    return v->kind == LC_TRUE ? LC_STR("true") : v->kind == LC_FALSE ? LC_STR("false") : lc_raw(v);
}

bool lc_patch_is(const struct lc_value *map, const struct lc_patch_member *m)
{
    const struct lc_value *v = lc_get(map, m->key);

    if (!m->list || !lc_is(v, LC_ARRAY)) {
        struct lc_str text = text_of(v);
        return m->count == 1 && text.ptr && lc_str_is(text, m->texts[0]);
    }
    if (v->count != m->count) {
        return false;
    }
    for (uint32_t i = 0; i < v->count; i++) {
        struct lc_str text = text_of(&v->items[i]);
        if (!text.ptr || !lc_str_is(text, m->texts[i])) {
            return false;
        }
    }
    return true;
}

/* An edit that makes the same map anew gets the further member, too. */
static struct lc_patch_edit *made_before(struct lc_patch *patch, const struct lc_value *map,
                                         const char *under)
{
    for (size_t i = 0; under && i < patch->count; i++) {
        struct lc_patch_edit *e = &patch->edits[i];
        if (e->map == map && e->under && strcmp(e->under, under) == 0) {
            return e;
        }
    }
    return NULL;
}

static ctr_status join(struct lc_ctx *ctx, struct lc_patch *patch, struct lc_patch_edit *e,
                       const struct lc_patch_member *m)
{
    struct lc_buf buf;
    size_t cut = e->put.len;

    while (cut && e->put.ptr[cut - 1] != '}') {
        cut--;
    }
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    lc_buf_str(&buf, lc_str_n(e->put.ptr, cut ? cut - 1 : 0));
    lc_buf_text(&buf, ", ");
    put_text(&buf, m->key, patch->doc->yaml);
    lc_buf_text(&buf, ": ");
    put_value(&buf, m, patch->doc->yaml);
    lc_buf_str(&buf, lc_str_n(e->put.ptr + (cut ? cut - 1 : 0), e->put.len - (cut ? cut - 1 : 0)));
    return keep(ctx, &buf, &e->put);
}

ctr_status lc_patch_set(struct lc_ctx *ctx, struct lc_patch *patch, const struct lc_value *map,
                        const char *under, const struct lc_patch_member *m)
{
    struct lc_buf buf;
    const struct lc_value *inner = under ? lc_get(map, under) : NULL;
    const char *between = under;

    if (lc_is(inner, LC_OBJECT)) {
        map = inner;
        between = NULL;
    }
    if (!between && lc_patch_is(map, m)) {
        return CTR_OK;
    }
    struct lc_patch_edit *before = made_before(patch, map, between);
    if (before) {
        LC_TRY(join(ctx, patch, before, m));
    }
    patch->edits = lc_grow(ctx, patch->edits, patch->count, &patch->room, sizeof *patch->edits);
    if (!patch->edits) {
        return CTR_E_NOMEM;
    }
    struct lc_patch_edit *e = &patch->edits[patch->count];
    *e = (struct lc_patch_edit){
        .map = map, .under = between, .member = *m, .turn = patch->count, .exact = true};
    patch->count++;
    if (before) { /* its text stands with the first one; this one is there for the proof */
        e->from = e->to = before->from;
        e->put = LC_STR("");
        e->turn = 0;
        return CTR_OK;
    }
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    const struct lc_member *old = lc_get_member(map, lc_str(between ? between : m->key));
    if (old) {
        say_replaced(patch->doc, e, old, &buf);
    } else if (is_map_in_flow(patch->doc, map)) {
        say_in_flow(patch->doc, e, &buf);
    } else {
        say_in_block(patch->doc, e, &buf);
    }
    return keep(ctx, &buf, &e->put);
}

/* ---- the proof ---- */

static const struct lc_patch_edit *edit_of(const struct lc_patch *patch, const struct lc_value *map,
                                           struct lc_str key)
{
    for (size_t i = 0; i < patch->count; i++) {
        const struct lc_patch_edit *e = &patch->edits[i];
        if (e->map == map && lc_str_is(key, e->under ? e->under : e->member.key)) {
            return e;
        }
    }
    return NULL;
}

static bool same(const struct lc_patch *patch, const struct lc_value *old,
                 const struct lc_value *now);

static bool same_members(const struct lc_patch *patch, const struct lc_value *old,
                         const struct lc_value *now)
{
    size_t kept = 0;
    for (uint32_t i = 0; i < now->count; i++) {
        const struct lc_member *m = &now->members[i];
        const struct lc_value *before = lc_get_str(old, lc_key(m));
        if (edit_of(patch, old, lc_key(m))) {
            kept += before != NULL;
        } else if (!before || !same(patch, before, &m->value)) {
            return false;
        } else {
            kept++;
        }
    }
    if (kept != old->count) {
        return false;
    }
    for (size_t i = 0; i < patch->count; i++) {
        const struct lc_patch_edit *e = &patch->edits[i];
        const struct lc_value *map = e->under ? lc_get(now, e->under) : now;
        if (e->map == old && (!lc_is(map, LC_OBJECT) || !lc_patch_is(map, &e->member))) {
            return false;
        }
    }
    return true;
}

static bool same(const struct lc_patch *patch, const struct lc_value *old,
                 const struct lc_value *now)
{
    if (old->kind != now->kind) {
        return false;
    }
    if (old->kind == LC_OBJECT) {
        return same_members(patch, old, now);
    }
    if (old->kind != LC_ARRAY) {
        return lc_value_eq(old, now);
    }
    if (old->count != now->count) {
        return false;
    }
    for (uint32_t i = 0; i < old->count; i++) {
        if (!same(patch, &old->items[i], &now->items[i])) {
            return false;
        }
    }
    return true;
}

static int by_place(const void *a, const void *b)
{
    const struct lc_patch_edit *x = a;
    const struct lc_patch_edit *y = b;
    if (x->from != y->from) {
        return x->from < y->from ? -1 : 1;
    }
    return x->turn < y->turn ? -1 : x->turn > y->turn;
}

static ctr_status compose(struct lc_ctx *ctx, const struct lc_patch *patch, struct lc_str *out)
{
    struct lc_str text = patch->doc->text;
    struct lc_buf buf;
    size_t at = 0;

    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    for (size_t i = 0; i < patch->count; i++) {
        const struct lc_patch_edit *e = &patch->edits[i];
        lc_buf_add(&buf, text.ptr + at, e->from > at ? e->from - at : 0);
        lc_buf_str(&buf, e->put);
        at = e->to > at ? e->to : at;
    }
    lc_buf_add(&buf, text.ptr + at, text.len - at);
    return keep(ctx, &buf, out);
}

ctr_status lc_patch_apply(struct lc_ctx *ctx, struct lc_patch *patch, struct lc_str *out,
                          bool *exact)
{
    struct lc_doc again;
    const struct lc_read_options options = {.file = patch->doc->file, .nameless = true};

    *exact = memchr(patch->doc->text.ptr, '\0', patch->doc->text.len) == NULL;
    for (size_t i = 0; i < patch->count; i++) {
        *exact = *exact && patch->edits[i].exact;
    }
    if (!*exact) {
        return CTR_OK;
    }
    if (patch->count) {
        qsort(patch->edits, patch->count, sizeof *patch->edits, by_place);
    }
    LC_TRY(compose(ctx, patch, out));
    ctr_status status = lc_doc_read(ctx, *out, &options, &again);
    if (status == CTR_E_NOMEM || status == CTR_E_CANCELLED) {
        return status;
    }
    if (status != CTR_OK) {
        ctr_error_free(ctx->error);
        ctx->error = NULL;
    }
    *exact = status == CTR_OK && same(patch, patch->doc->root, again.root);
    return CTR_OK;
}
