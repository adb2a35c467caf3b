/*
 * The rules of GraphQL against the table of levels of graphql-inspector, read from $CTR_SHARED (or
 * ../shared); skipped where that is missing. For every kind of change there stands a pair here that
 * makes it, at each level that the table allows; every kind must be met, at each of its levels and
 * at no other. The misses are those of doc/conformance.md, and no others.
 */
#include "base/once.h"
#include "spec/spec.h"
#include "support/corpus.h"

#include <stdio.h>

/* Only the changed lines; each side is a schema. */
static const struct sample {
    const char *change, *rule;
    const char *level; /* as the table says it */
    const char *older, *newer;
    ctr_profile profile;
} samples[] = {
#define N "NonBreaking"
#define D "Dangerous"
#define B "Breaking"
#define ONE(change, rule, level, a, b) {change, rule, level, a, b, CTR_PROFILE_DEFAULT},
#define STRICT(change, rule, level, a, b) {change, rule, level, a, b, CTR_PROFILE_STRICT},
#include "graphql_samples.h"
};
enum { SAMPLES = sizeof samples / sizeof samples[0] };

/* Levels of ours that the table does not allow; the reasons stand in doc/conformance.md. */
static const struct miss {
    const char *change, *level;
} misses[] = {
    {"DirectiveRepeatableRemoved", B},
};

static ctr_status read_side(struct lc_ctx *ctx, const char *text, struct lc_spec *out)
{
    ctr_source *source = lc_new(ctx, 1, sizeof *source);
    *source = (ctr_source){.struct_size = sizeof *source,
                           .format = CTR_FORMAT_GRAPHQL,
                           .data = text,
                           .size = strlen(text),
                           .file = "sample"};
    return lc_spec_read(ctx, source, out);
}

static const char *their_level(ctr_level level)
{
    return level == CTR_LEVEL_BREAKING ? B : level == CTR_LEVEL_WARNING ? D : N;
}

/* The level of the rule's finding as the table would say it, NULL if there is none. */
static const char *level_of(const struct sample *s)
{
    struct lc_ctx ctx;
    struct lc_spec older;
    struct lc_spec newer;
    struct ctr_diff diff = {0};
    const char *level = NULL;
    ctr_status status = lc_ctx_begin(&ctx, NULL);
    status = status ? status : read_side(&ctx, s->older, &older);
    status = status ? status : read_side(&ctx, s->newer, &newer);
    status =
        status ? status : lc_spec_diff(&ctx, &older, &newer, CTR_MODE_BACKWARD, s->profile, &diff);
    if (status) {
        printf("FAIL %s: %s\n", s->change, ctr_error_message(ctx.error));
    }
    for (size_t i = 0; i < diff.count; i++) {
        if (strcmp(diff.findings[i].rule, s->rule) == 0) {
            level = their_level(diff.findings[i].level);
        }
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return level;
}

static bool listed(const char *change, const char *level)
{
    for (size_t i = 0; i < sizeof misses / sizeof misses[0]; i++) {
        if (strcmp(misses[i].change, change) == 0 && strcmp(misses[i].level, level) == 0) {
            return true;
        }
    }
    return false;
}

static bool allows(const struct lc_value *levels, const char *level)
{
    for (uint32_t i = 0; levels && i < levels->count; i++) {
        if (lc_str_is(lc_text(&levels->items[i]), level)) {
            return true;
        }
    }
    return false;
}

struct score {
    int kinds, right, wrong, levels, missed;
};

/* One kind of change: every sample of it, and every level of the table that no sample has. */
static void judge(const struct lc_value *row, struct score *score)
{
    const struct lc_value *levels = lc_get(row, "levels");
    struct lc_str change = lc_text(lc_get(row, "change"));
    bool met[3] = {false, false, false};
    static const char *const words[] = {B, D, N};
    bool good = true;
    int count = 0;
    for (size_t i = 0; i < SAMPLES; i++) {
        const struct sample *s = &samples[i];
        if (!lc_str_is(change, s->change)) {
            continue;
        }
        const char *level = level_of(s);
        count++;
        bool same = level && strcmp(level, s->level) == 0;
        for (int k = 0; same && k < 3; k++) {
            met[k] = met[k] || strcmp(level, words[k]) == 0;
        }
        bool miss = same && !allows(levels, level);
        score->missed += miss;
        if (!same || (miss && !listed(s->change, level))) {
            printf("FAIL %s: %s is %s, wanted %s\n", s->change, s->rule,
                   level ? level : "not found", s->level);
            corpus_failures++;
            good = false;
        }
    }
    for (int k = 0; k < 3; k++) {
        if (allows(levels, words[k])) {
            score->levels++;
            if (!met[k]) {
                printf("FAIL %.*s: never %s\n", (int)change.len, change.ptr, words[k]);
                corpus_failures++;
                good = false;
            }
        }
    }
    score->kinds++;
    score->right += good && count > 0;
    score->wrong += !good || count == 0;
    if (!count) {
        printf("FAIL %.*s: there is no sample of it\n", (int)change.len, change.ptr);
        corpus_failures++;
    }
}

int main(void)
{
    struct lc_ctx ctx;
    struct score score = {0};
    if (!corpus_there("graphql-inspector")) {
        return CORPUS_SKIP;
    }
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK || lc_once(&ctx) != CTR_OK) {
        return 1;
    }
    const struct lc_value *levels = corpus_json(&ctx, "graphql-inspector/levels.json");
    for (uint32_t i = 0; levels && i < levels->count; i++) {
        judge(&levels->items[i], &score);
    }
    printf("%-44s right %4d  wrong %3d  undecided %3d  skipped %3d\n",
           "graphql-inspector, kinds of change", score.right, score.wrong, 0, 0);
    printf("%d levels of %d kinds of change %s; %d of ours beyond the table, with its reason\n",
           score.levels, score.kinds, corpus_failures ? "were not all met" : "were met",
           score.missed);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    printf("%s\n", corpus_failures ? "FAILED" : "ok");
    return corpus_failures != 0;
}
