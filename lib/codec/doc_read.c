/*
 * A document of either language: what is named .json is JSON and nothing else, so that a comma too
 * many, a comment or a bare key is an error there, as it is to every other reader of the file. What
 * has another name, or none, is tried as JSON where it begins like it, else YAML.
 */
#include "codec/json_read.h"
#include "codec/json_scan.h"
#include "codec/yaml_read.h"

/* Where the text begins: behind a byte order mark. */
static size_t unmarked(struct lc_str text)
{
    return lc_str_starts(text, LC_STR(LC_JSON_MARK)) ? sizeof LC_JSON_MARK - 1 : 0;
}

/* Position of the first byte from `at` that is no white space, or the length. */
static size_t solid(struct lc_str text, size_t at)
{
    while (at < text.len && lc_json_blank(text.ptr[at])) {
        at++;
    }
    return at;
}

/* What can follow the first bracket in JSON; anything else speaks for YAML's flow style. */
static bool speaks_for_json(struct lc_str text)
{
    size_t first = solid(text, unmarked(text));
    size_t next = solid(text, first + 1);
    if (text.ptr[first] == '"') {
        return false; /* the key of a YAML map begins like that, too */
    }
    if (next >= text.len) {
        return true;
    }
    if (text.ptr[first] == '{') {
        return text.ptr[next] == '"' || text.ptr[next] == '}';
    }
    static const char values[] = "\"{[]-0123456789tfn";
    return memchr(values, text.ptr[next], sizeof values - 1) != NULL;
}

/* JSON that reads as neither for lack of syntax may still be YAML; limits, memory and cancelling
 * say nothing about the language. */
static ctr_status read_flow(struct lc_ctx *ctx, struct lc_str text,
                            const struct lc_read_options *options, struct lc_doc *doc)
{
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    ctr_status status = lc_json_read(ctx, text, options, doc);
    if (status != CTR_E_INPUT) {
        return status;
    }
    ctr_error *json_error = ctx->error;
    ctx->error = NULL;
    lc_arena_release(&ctx->arena, mark);
    status = lc_yaml_read(ctx, text, options, doc);
    if (status == CTR_E_INPUT && speaks_for_json(text)) {
        ctr_error_free(ctx->error);
        ctx->error = json_error;
        return status;
    }
    ctr_error_free(json_error);
    return status;
}

/* UTF-16 is a matter of the other reader, which has the words to refuse it. */
bool lc_doc_is_json(const struct lc_read_options *options, struct lc_str text)
{
    struct lc_str name = lc_str(options && options->file ? options->file : "");
    bool wide = lc_str_starts(text, LC_STR("\xFF\xFE")) ||
                lc_str_starts(text, LC_STR("\xFE\xFF")) || (text.len && text.ptr[0] == '\0');
    return name.len > 5 && !options->nameless && !wide &&
           lc_str_eq_nocase(lc_str_n(name.ptr + name.len - 5, 5), LC_STR(".json"));
}

ctr_status lc_doc_read(struct lc_ctx *ctx, struct lc_str text,
                       const struct lc_read_options *options, struct lc_doc *doc)
{
    if (lc_doc_is_json(options, text)) {
        return lc_json_read(ctx, text, options, doc);
    }
    size_t first = solid(text, unmarked(text));
    if (first < text.len && memchr("{[\"", text.ptr[first], 3)) {
        return read_flow(ctx, text, options, doc);
    }
    return lc_yaml_read(ctx, text, options, doc);
}
