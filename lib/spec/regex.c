/* Regular expressions of schemas, compiled once and matched with a bound on the steps. */
#include "spec/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum { MAX_PATTERN = 64 * 1024 };

struct lc_regex {
    struct lc_regex *next;
    struct lc_str prefix; /* "^literal": no engine is needed */
    pcre2_code *code;
};

static void *allocate(size_t size, void *user)
{
    struct lc_ctx *ctx = user;
    return lc_alloc(&ctx->alloc, size);
}

static void release(void *block, void *user)
{
    struct lc_ctx *ctx = user;
    lc_release(&ctx->alloc, block);
}

static ctr_status begin(struct lc_ctx *ctx, struct lc_regexes *all)
{
    if (!all->general) {
        all->general = pcre2_general_context_create(allocate, release, ctx);
    }
    if (all->general && !all->match) {
        all->match = pcre2_match_context_create(all->general);
    }
    if (all->match && !all->data) {
        all->data = pcre2_match_data_create(1, all->general);
    }
    return all->data ? CTR_OK : lc_nomem(ctx);
}

void lc_regexes_end(struct lc_regexes *all)
{
    for (struct lc_regex *r = all->first; r; r = r->next) {
        pcre2_code_free(r->code);
    }
    pcre2_match_data_free(all->data);
    pcre2_match_context_free(all->match);
    pcre2_general_context_free(all->general);
    *all = (struct lc_regexes){NULL, NULL, NULL, NULL};
}

/* "^x-" and its like. */
static bool is_prefix(struct lc_str p)
{
    for (size_t i = 1; i < p.len; i++) {
        if (strchr("^$\\.*+?()[]{}|", p.ptr[i])) {
            return false;
        }
    }
    return p.len > 1 && p.ptr[0] == '^';
}

uint32_t lc_regex_careful(struct lc_str pattern)
{
    for (size_t i = 0; i + 2 < pattern.len; i++) {
        if (pattern.ptr[i] == '(' && pattern.ptr[i + 1] == '?' &&
            memchr("=!<", pattern.ptr[i + 2], 3)) {
            return PCRE2_NO_START_OPTIMIZE;
        }
    }
    return 0;
}

static ctr_status engine(struct lc_ctx *ctx, struct lc_regexes *all, struct lc_str pattern,
                         struct lc_regex *regex, const char **problem)
{
    uint32_t options = PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_DOLLAR_ENDONLY |
                       PCRE2_ALLOW_EMPTY_CLASS | PCRE2_MATCH_UNSET_BACKREF |
                       PCRE2_NEVER_BACKSLASH_C;
    int error = 0;
    PCRE2_SIZE offset = 0;
    PCRE2_UCHAR text[200];
    struct lc_str plain = lc_regex_translate(ctx, pattern, problem);
    if (!plain.ptr) {
        return ctx->error ? CTR_E_NOMEM : CTR_OK;
    }
    options |= lc_regex_careful(plain);
    pcre2_compile_context *compile = pcre2_compile_context_create(all->general);
    if (!compile) {
        return lc_nomem(ctx);
    }
    regex->code =
        pcre2_compile((PCRE2_SPTR)plain.ptr, plain.len, options, &error, &offset, compile);
    pcre2_compile_context_free(compile);
    if (regex->code) {
        return CTR_OK;
    }
    if (error == PCRE2_ERROR_HEAP_FAILED) {
        return lc_nomem(ctx);
    }
    bool said = pcre2_get_error_message(error, text, sizeof text) > 0;
    *problem = lc_dup_c(ctx, said ? (const char *)text : "it cannot be read");
    return *problem ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_regex_compile(struct lc_ctx *ctx, struct lc_regexes *all, struct lc_str pattern,
                            struct lc_regex **out, const char **problem)
{
    struct lc_regex *regex = lc_new(ctx, 1, sizeof *regex);
    *out = NULL;
    *problem = NULL;
    if (!regex) {
        return CTR_E_NOMEM;
    }
    if (pattern.len > MAX_PATTERN) {
        *problem = "it is longer than 64 KiB";
        return CTR_OK;
    }
    LC_TRY(begin(ctx, all));
    if (is_prefix(pattern)) {
        regex->prefix = lc_str_n(pattern.ptr + 1, pattern.len - 1);
    } else {
        LC_TRY(engine(ctx, all, pattern, regex, problem));
    }
    if (!*problem) {
        regex->next = all->first;
        all->first = regex;
        *out = regex;
    }
    return CTR_OK;
}

int lc_regex_match(struct lc_ctx *ctx, struct lc_regexes *all, const struct lc_regex *regex,
                   struct lc_str text, uint32_t most)
{
    if (!regex->code) {
        return lc_str_starts(text, regex->prefix);
    }
    pcre2_set_match_limit(all->match, most);
    pcre2_set_depth_limit(all->match, most);
    int rc = pcre2_match(regex->code, (PCRE2_SPTR)(text.ptr ? text.ptr : ""), text.len, 0,
                         PCRE2_NO_UTF_CHECK, all->data, all->match);
    if (rc == PCRE2_ERROR_NOMEMORY) {
        lc_nomem(ctx);
    }
    return rc >= 0 ? 1 : rc == PCRE2_ERROR_NOMATCH ? 0 : -1;
}
