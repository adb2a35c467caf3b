/*
 * The rules of AsyncAPI against the path table of asyncapi-diff. For each row that can be made, a
 * document with every path is compared with one where the row's path is gone (remove), the other
 * way round (add), and with one where its value is another (edit). What differs has a row in
 * doc/conformance.md.
 */
#include "base/once.h"
#include "codec/json_read.h"
#include "codec/json_write.h"
#include "spec/spec.h"
#include "support/corpus.h"

#include "asyncapi_base.h"

#include <stdio.h>
#include <stdlib.h>

enum { TOKENS = 16 };

enum edit { REMOVE, EDIT, ADD };
static const char *const actions[] = {"remove", "edit", "add"};

/* Writing the base with one change. */
struct change {
    struct lc_str token[TOKENS];
    size_t count;
    enum edit edit;
    bool done, impossible;
};

/* Another value of the kind; what belongs to a closed set has its own. */
static void write_other(struct lc_buf *buf, const struct lc_value *v, struct change *c)
{
    struct lc_str key = c->token[c->count - 1];
    static const struct {
        const char *key, *value;
    } closed[] = {{"action", "receive"},
                  {"schemaFormat", "application/vnd.apache.avro;version=1.9.0"}};
    c->impossible = v->kind != LC_STRING;
    for (size_t i = 0; i < sizeof closed / sizeof closed[0]; i++) {
        if (lc_str_is(key, closed[i].key)) {
            lc_json_string(buf, lc_str(closed[i].value));
            return;
        }
    }
    if (lc_str_is(key, "asyncapi")) {
        lc_json_string(buf, lc_str(v->chars[0] == '2' ? "2.6.0" : "3.0.1"));
    } else {
        lc_buf_printf(buf, "\"%.*sx\"", (int)v->count, v->chars ? v->chars : "");
    }
}

static void emit(struct lc_buf *buf, const struct lc_value *v, struct change *c, size_t at);

/* A member or item on the way, or aside. Returns false if it is left out. */
static bool emit_child(struct lc_buf *buf, const struct lc_value *v, struct change *c, size_t at,
                       bool on_path, bool first, const struct lc_str *key)
{
    bool here = on_path && at + 1 == c->count;
    if (here) {
        c->done = true;
    }
    if (here && c->edit != EDIT) {
        return false;
    }
    lc_buf_text(buf, first ? "" : ",");
    if (key) {
        lc_json_string(buf, *key);
        lc_buf_text(buf, ":");
    }
    if (here) {
        write_other(buf, v, c);
    } else if (on_path) {
        emit(buf, v, c, at + 1);
    } else {
        lc_json_value(buf, v);
    }
    return true;
}

static void emit(struct lc_buf *buf, const struct lc_value *v, struct change *c, size_t at)
{
    bool any = lc_str_is(c->token[at], "*");
    bool first = true;
    if (v->kind == LC_OBJECT) {
        lc_buf_text(buf, "{");
        for (uint32_t i = 0; i < v->count; i++) {
            const struct lc_member *m = &v->members[i];
            struct lc_str key = lc_key(m);
            bool on_path = any ? i == 0 : lc_str_eq(key, c->token[at]);
            first = !emit_child(buf, &m->value, c, at, on_path, first, &key) && first;
        }
        lc_buf_text(buf, "}");
    } else if (v->kind == LC_ARRAY) {
        lc_buf_text(buf, "[");
        for (uint32_t i = 0; i < v->count; i++) {
            first = !emit_child(buf, &v->items[i], c, at, any && i == 0, first, NULL) && first;
        }
        lc_buf_text(buf, "]");
    } else {
        lc_json_value(buf, v);
    }
}

/* The base with the change; NULL if it cannot be made. */
static const char *changed(struct lc_ctx *ctx, const char *base, struct lc_str path, enum edit edit)
{
    struct change c = {.edit = edit};
    struct lc_doc doc = {0};
    struct lc_buf buf;
    struct lc_str rest = lc_str_n(path.ptr + 1, path.len - 1);
    struct lc_str head;
    struct lc_str tail;
    while (lc_str_cut(rest, '/', &head, &tail) && c.count + 1 < TOKENS) {
        c.token[c.count++] = head;
        rest = tail;
    }
    c.token[c.count++] = rest;
    if (lc_json_read(ctx, lc_str(base), NULL, &doc) != CTR_OK) {
        printf("FAIL the base: %s\n", ctr_error_message(ctx->error));
        exit(1);
    }
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    emit(&buf, doc.root, &c, 0);
    const char *text = c.done && !c.impossible ? lc_dup(ctx, lc_str_n(buf.data, buf.size)) : NULL;
    lc_buf_free(&buf);
    return text;
}

static ctr_status read_side(struct lc_ctx *ctx, const char *text, struct lc_spec *out)
{
    ctr_source *source = lc_new(ctx, 1, sizeof *source);
    *source = (ctr_source){.struct_size = sizeof *source,
                           .format = CTR_FORMAT_ASYNCAPI,
                           .data = text,
                           .size = strlen(text),
                           .file = "document"};
    return lc_spec_read(ctx, source, out);
}

/* Our answer in the words of the table; NULL if one of the two is no document. */
static const char *answer(const char *older, const char *newer)
{
    struct lc_ctx ctx;
    struct lc_spec a;
    struct lc_spec b;
    struct ctr_diff diff = {0};
    ctr_status status = lc_ctx_begin(&ctx, NULL);
    status = status ? status : read_side(&ctx, older, &a);
    status = status ? status : read_side(&ctx, newer, &b);
    status =
        status ? status : lc_spec_diff(&ctx, &a, &b, CTR_MODE_BACKWARD, CTR_PROFILE_DEFAULT, &diff);
    const char *word = status                  ? NULL
                       : diff.counts.breaking  ? "breaking"
                       : diff.counts.undecided ? "undecided"
                                               : "nonBreaking";
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return word;
}

struct score {
    int right, wrong, undecided, skipped, unlisted;
};

static void judge(struct lc_ctx *ctx, const char *version, const char *base,
                  const struct lc_member *row, enum edit edit, const char *listed,
                  struct score *score)
{
    struct lc_str theirs = lc_text(lc_get(&row->value, actions[edit]));
    const char *other = changed(ctx, base, lc_key(row), edit);
    const char *ours = !other ? NULL : edit == ADD ? answer(other, base) : answer(base, other);
    if (lc_str_is(theirs, "unclassified")) {
        score->undecided++;
        return;
    }
    if (!ours) {
        score->skipped++;
        return;
    }
    if (lc_str_is(theirs, ours)) {
        score->right++;
        return;
    }
    const char *line = lc_format(ctx, "| %s `%.*s` | %s | %.*s | %s |", version, (int)row->key_len,
                                 row->key_chars, actions[edit], (int)theirs.len, theirs.ptr, ours);
    score->wrong++;
    if (!listed || !strstr(listed, line)) {
        score->unlisted++;
        printf("MISS %s\n", line);
    }
}

int main(void)
{
    static const struct {
        const char *name, *base;
    } versions[] = {{"v2", base_2}, {"v3", base_3}};
    struct lc_ctx ctx;
    struct score score = {0};
    struct lc_str page = {NULL, 0};
    const char *source = getenv("CTR_SRCDIR") ? getenv("CTR_SRCDIR") : getenv("srcdir");
    if (!corpus_there("asyncapi-diff")) {
        return CORPUS_SKIP;
    }
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK || lc_once(&ctx) != CTR_OK) {
        return 1;
    }
    corpus_slurp(&ctx, lc_format(&ctx, "%s/doc/conformance.md", source ? source : "."), &page);
    const struct lc_value *tables = corpus_json(&ctx, "asyncapi-diff/standard.json");
    for (size_t v = 0; v < sizeof versions / sizeof versions[0]; v++) {
        const struct lc_value *table = lc_get(tables, versions[v].name);
        for (uint32_t i = 0; table && i < table->count; i++) {
            for (int edit = REMOVE; edit <= ADD; edit++) {
                judge(&ctx, versions[v].name, versions[v].base, &table->members[i], (enum edit)edit,
                      page.ptr, &score);
            }
        }
    }
    printf("%-44s right %4d  wrong %3d  undecided %3d  skipped %3d\n", "asyncapi-diff, path table",
           score.right, score.wrong, score.undecided, score.skipped);
    printf("%d of those that differ are not in doc/conformance.md\n", score.unlisted);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    bool good = !score.unlisted && !corpus_failures;
    printf("%s\n", good ? "ok" : "FAILED");
    return !good;
}
