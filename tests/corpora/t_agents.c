/*
 * The cases of agent kinds of Apicurio Registry. A case is right if the answer under its mode is
 * theirs; where they count what breaks, say where it stands, or what it is about, that has to be
 * so, too. Words are looked for without regard to case.
 */
#include "base/once.h"
#include "spec/spec.h"
#include "support/corpus.h"

#include <stdio.h>

enum { CASES = 48 };

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
    ctr_source *source = lc_new(ctx, 1, sizeof *source);
    if (!source) {
        return CTR_E_NOMEM;
    }
    *source = corpus_source(ctx, lc_get(test, side), format_of(lc_text(lc_get(test, "format"))));
    source->file = side;
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
    for (uint32_t i = 0; words && i < words->count; i++) {
        if (!mentioned(diff, lc_raw(&words->items[i]))) {
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

int main(void)
{
    struct lc_ctx ctx;
    if (!corpus_there("apicurio")) {
        return CORPUS_SKIP;
    }
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK || lc_once(&ctx) != CTR_OK) {
        return 1;
    }
    const struct lc_value *cases = corpus_json(&ctx, "apicurio/agents.json");
    for (uint32_t i = 0; cases && i < cases->count; i++) {
        judge(&cases->items[i]);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    printf("apicurio agents: %d right, %d wrong, %d undecided, 0 skipped\n", right, wrong,
           undecided);
    return corpus_failures || right != CASES || wrong || undecided;
}
