/*
 * The cases of agent kinds of Apicurio Registry, read from $CTR_SHARED (or ../shared); skipped
 * where that is missing. A case is right if the answer under its mode is theirs; where they count
 * what breaks, say where it stands, or what it is about, that has to be so, too. Words are looked
 * for without regard to case.
 */
#include "base/once.h"
#include "codec/json_read.h"
#include "codec/json_write.h"
#include "spec/spec.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { SKIP = 77, CASES = 48 };

static int right;
static int wrong;
static int undecided;

static const struct {
    const char *theirs;
    ctr_format ours;
} formats[] = {{"agent-card", CTR_FORMAT_AGENT_CARD},
               {"mcp-tool", CTR_FORMAT_MCP_TOOLS},
               {"prompt-template", CTR_FORMAT_PROMPT},
               {"model-schema", CTR_FORMAT_MODEL_SCHEMA}};

static ctr_format format_of(struct lc_str word)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (lc_str_is(word, formats[i].theirs)) {
            return formats[i].ours;
        }
    }
    return CTR_FORMAT_AUTO;
}

static ctr_status read_side(struct lc_ctx *ctx, const struct lc_value *test, const char *side,
                            struct lc_spec *out)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    lc_json_value(&buf, lc_get(test, side));
    char *text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    ctr_source *source = lc_new(ctx, 1, sizeof *source);
    *source = (ctr_source){.struct_size = sizeof *source,
                           .format = format_of(lc_text(lc_get(test, "format"))),
                           .data = text,
                           .size = buf.size,
                           .file = side};
    lc_buf_free(&buf);
    return lc_spec_read(ctx, source, out);
}

static bool contains(const char *text, struct lc_str word)
{
    size_t n = strlen(text);
    for (size_t i = 0; word.len <= n && i <= n - word.len; i++) {
        if (lc_str_eq_nocase(lc_str_n(text + i, word.len), word)) {
            return true;
        }
    }
    return false;
}

static bool breaks(const struct ctr_finding *f)
{
    return f->level == CTR_LEVEL_BREAKING;
}

static bool mentioned(const struct ctr_diff *diff, struct lc_str word)
{
    for (size_t i = 0; i < diff->count; i++) {
        if (breaks(&diff->findings[i]) && contains(diff->findings[i].message, word)) {
            return true;
        }
    }
    return false;
}

static bool stands_at(const struct ctr_diff *diff, struct lc_str place)
{
    for (size_t i = 0; i < diff->count; i++) {
        const struct lc_place *p = diff->findings[i].place[CTR_SIDE_OLD];
        if (breaks(&diff->findings[i]) && p && lc_str_starts(lc_str(p->pointer), place)) {
            return true;
        }
    }
    return false;
}

/* What is not as they say it; NULL: everything is. */
static const char *differs(const struct lc_value *expect, const struct ctr_diff *diff)
{
    int64_t count;
    const struct lc_value *words = lc_get(expect, "mentions");
    struct lc_str place = lc_text(lc_get(expect, "context"));
    if (lc_truth(lc_get(expect, "compatible")) != (diff->compatible != 0)) {
        return "the answer";
    }
    if (lc_int(lc_get(expect, "count"), &count) && count != diff->counts.breaking) {
        return "how many break";
    }
    if (place.ptr && !stands_at(diff, place)) {
        return "where it stands";
    }
    for (uint32_t i = 0; words && i < words->items.count; i++) {
        if (!mentioned(diff, words->items.at[i].text)) {
            return "what it is about";
        }
    }
    return NULL;
}

static ctr_mode mode_of(struct lc_str word)
{
    return lc_str_is(word, "FORWARD") ? CTR_MODE_FORWARD
           : lc_str_is(word, "FULL")  ? CTR_MODE_FULL
                                      : CTR_MODE_BACKWARD;
}

static void judge(const struct lc_value *test)
{
    struct lc_ctx ctx;
    struct lc_spec older;
    struct lc_spec newer;
    struct ctr_diff diff = {0};
    struct lc_str id = lc_text(lc_get(test, "id"));
    ctr_status status = lc_ctx_begin(&ctx, NULL);
    status = status ? status : read_side(&ctx, test, "old", &older);
    status = status ? status : read_side(&ctx, test, "new", &newer);
    status = status ? status
                    : lc_spec_diff(&ctx, &older, &newer, mode_of(lc_text(lc_get(test, "mode"))),
                                   CTR_PROFILE_DEFAULT, &diff);
    const char *what =
        status ? ctr_error_message(ctx.error) : differs(lc_get(test, "expect"), &diff);
    if (!what) {
        right++;
    } else if (!status && diff.verdict == CTR_VERDICT_UNDECIDED) {
        undecided++;
    } else {
        wrong++;
    }
    if (what) {
        printf("FAIL %.*s: %s\n", (int)id.len, id.ptr, what);
        for (size_t i = 0; i < diff.count; i++) {
            printf("     %s %s\n", diff.findings[i].rule, diff.findings[i].message);
        }
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static char *slurp(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    char *text = NULL;
    if (f) {
        fseek(f, 0, SEEK_END);
        long n = ftell(f);
        rewind(f);
        text = n < 0 ? NULL : malloc((size_t)n + 1);
        *size = text ? fread(text, 1, (size_t)n, f) : 0;
        fclose(f);
    }
    return text;
}

int main(void)
{
    const char *shared = getenv("CTR_SHARED");
    struct lc_ctx ctx;
    struct lc_doc doc = {0};
    char path[4096];
    size_t size = 0;
    snprintf(path, sizeof path, "%s/corpora/compat/apicurio/agents.json",
             shared ? shared : "../shared");
    char *text = slurp(path, &size);
    if (!text) {
        printf("apicurio agents: there is no %s; skipped\n", path);
        return SKIP;
    }
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK || lc_once(&ctx) != CTR_OK) {
        return 1;
    }
    const struct lc_read_options options = {path, false};
    ctr_status status = lc_json_read(&ctx, lc_str_n(text, size), &options, &doc);
    for (uint32_t i = 0; !status && i < doc.root->items.count; i++) {
        judge(&doc.root->items.at[i]);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    free(text);
    printf("apicurio agents: %d right, %d wrong, %d undecided, 0 skipped\n", right, wrong,
           undecided);
    return status || right != CASES || wrong || undecided;
}
