/*
 * The comparison of Avro schemas against cases of other projects, read from $CTR_SHARED (or
 * ../shared); skipped where that is missing. A case is right if the verdict is theirs and, where
 * they name what is wrong, so do we. What is wrong has to stand in doc/conformance.md with its
 * reason; any other fails.
 *
 * CTR_VERBOSE=ID prints what is found for one case.
 */
#include "base/once.h"
#include "spec/spec.h"
#include "support/corpus.h"

#include <stdio.h>
#include <stdlib.h>

enum { KINDS = 6 };

struct score {
    const char *name;
    int right, wrong, undecided, refused, listed;
    int kinds_right, kinds_wrong; /* of those that name them */
    int located, elsewhere;       /* of the places they name */
};

/* What is found for one pair in one direction. */
struct outcome {
    ctr_verdict verdict; /* 0: refused */
    unsigned kinds;      /* bit i: kinds[i] was among the breaks */
    int places, met;
};

static const struct {
    const char *theirs;
    const char *ours;
} kinds[KINDS] = {{"name_mismatch", "avro-name-mismatch"},
                  {"fixed_size_mismatch", "avro-fixed-size-mismatch"},
                  {"missing_enum_symbols", "avro-missing-enum-symbols"},
                  {"reader_field_missing_default_value", "avro-reader-field-missing-default"},
                  {"type_mismatch", "avro-type-mismatch"},
                  {"missing_union_branch", "avro-missing-union-branch"}};

static struct lc_str conformance;

static ctr_status read_schema(struct lc_ctx *ctx, const struct lc_value *schema,
                              struct lc_spec *out)
{
    const ctr_source source = corpus_source(ctx, schema, CTR_FORMAT_AVRO);
    return lc_spec_read(ctx, &source, out);
}

/* Theirs is the path through the reader or, for a branch, through the writer; both of one of our
 * findings may be it. */
static bool is_at(const struct ctr_finding *f, const char *place)
{
    for (int side = 0; side < 2; side++) {
        const char *pointer = f->place[side] ? f->place[side]->pointer : "";
        if (strcmp(pointer[0] ? pointer : "/", place) == 0 ||
            (lc_str_starts(lc_str(pointer), lc_str(place)) && pointer[strlen(place)] == '/')) {
            return true;
        }
    }
    return false;
}

static void weigh(struct lc_ctx *ctx, const struct ctr_diff *diff, const struct lc_value *places,
                  struct outcome *out)
{
    for (size_t i = 0; i < diff->count; i++) {
        for (int k = 0; diff->findings[i].level == CTR_LEVEL_BREAKING && k < KINDS; k++) {
            out->kinds |= strcmp(diff->findings[i].rule, kinds[k].ours) == 0 ? 1U << k : 0;
        }
    }
    for (uint32_t i = 0; places && i < places->count; i++) {
        const char *place = lc_dup(ctx, lc_raw(&places->items[i]));
        bool met = false;
        for (size_t k = 0; !met && k < diff->count; k++) {
            met = diff->findings[k].level == CTR_LEVEL_BREAKING && is_at(&diff->findings[k], place);
        }
        out->places++;
        out->met += met;
    }
}

static void show(const char *id, const struct ctr_diff *diff, const ctr_error *error)
{
    printf("%s: %s\n", id, error ? ctr_error_message(error) : "");
    for (size_t i = 0; i < diff->count; i++) {
        const struct ctr_finding *f = &diff->findings[i];
        printf("    %-9s %-8s %s at %s (%s, %s): %s\n",
               lc_word_name(lc_words_level, (int32_t)f->level),
               lc_word_name(lc_words_direction, (int32_t)f->direction), f->rule, f->part,
               f->place[0] ? f->place[0]->pointer : "-", f->place[1] ? f->place[1]->pointer : "-",
               f->message);
    }
}

static struct outcome compare(const struct lc_value *older, const struct lc_value *newer,
                              ctr_mode mode, const char *id, const struct lc_value *places)
{
    struct lc_ctx ctx;
    struct lc_spec a;
    struct lc_spec b;
    struct ctr_diff diff = {0};
    struct outcome out = {0};
    ctr_status status = lc_ctx_begin(&ctx, NULL);
    if (status == CTR_OK) {
        status = read_schema(&ctx, older, &a);
    }
    if (status == CTR_OK) {
        status = read_schema(&ctx, newer, &b);
    }
    if (status == CTR_OK) {
        status = lc_spec_diff(&ctx, &a, &b, mode, CTR_PROFILE_STRICT, &diff);
    }
    if (status == CTR_OK) {
        out.verdict = diff.verdict;
        weigh(&ctx, &diff, places, &out);
    }
    if (getenv("CTR_VERBOSE") && strcmp(getenv("CTR_VERBOSE"), id) == 0) {
        show(id, &diff, ctx.error);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return out;
}

/* A case that is not right has to be explained: its id stands in the page. */
static void miss(struct score *s, const char *id, const char *what)
{
    if (conformance.ptr && strstr(conformance.ptr, id)) {
        s->listed++;
        return;
    }
    printf("FAIL %s: %s, and doc/conformance.md does not say why\n", id, what);
    corpus_failures++;
}

static void keep_score(struct score *s, const char *id, ctr_verdict got, bool compatible)
{
    ctr_verdict want = compatible ? CTR_VERDICT_COMPATIBLE : CTR_VERDICT_INCOMPATIBLE;
    s->refused += !got;
    s->undecided += got == CTR_VERDICT_UNDECIDED;
    s->right += got == want;
    s->wrong += got && got != CTR_VERDICT_UNDECIDED && got != want;
    if (got != want) {
        miss(s, id, !got ? "refused" : lc_word_name(lc_words_verdict, (int32_t)got));
    }
}

static void print_score(const struct score *s, int bar)
{
    int all = s->right + s->wrong + s->undecided + s->refused;
    bool enough = s->right * 100 >= bar * all;
    printf("%-28s right %4d  wrong %3d  undecided %3d  refused %3d  (at least %d %%)%s\n", s->name,
           s->right, s->wrong, s->undecided, s->refused, bar, enough ? "" : " FAIL");
    if (s->kinds_right + s->kinds_wrong) {
        printf("%-28s kinds named as they do %d of %d, places %d of %d\n", "", s->kinds_right,
               s->kinds_right + s->kinds_wrong, s->located, s->located + s->elsewhere);
    }
    corpus_failures += !enough || !all;
}

/* Reader and writer, the verdict and the kinds of what is wrong. */
static void checker(struct lc_ctx *ctx, const char *file, int bar)
{
    struct score s = {.name = file};
    const struct lc_value *list = corpus_json(ctx, file);
    for (uint32_t i = 0; list && i < list->count; i++) {
        const struct lc_value *c = &list->items[i];
        const struct lc_value *expect = lc_get(c, "expect");
        const struct lc_value *named = lc_get(expect, "incompatibilities");
        const char *id = lc_dup(ctx, lc_text(lc_get(c, "id")));
        bool compatible = lc_truth(lc_get(expect, "compatible"));
        unsigned wanted = 0;
        struct outcome out = compare(lc_get(c, "old"), lc_get(c, "new"), CTR_MODE_BACKWARD, id,
                                     compatible ? NULL : lc_get(expect, "locations"));
        keep_score(&s, id, out.verdict, compatible);
        for (uint32_t n = 0; named && n < named->count; n++) {
            for (int k = 0; k < KINDS; k++) {
                wanted |= lc_str_is(lc_raw(&named->items[n]), kinds[k].theirs) ? 1U << k : 0;
            }
        }
        if (wanted && wanted == out.kinds) {
            s.kinds_right++;
        } else if (wanted) {
            s.kinds_wrong++;
            miss(&s, id, "other kinds");
        }
        s.located += out.met;
        s.elsewhere += out.places - out.met;
    }
    print_score(&s, bar);
}

/* Both directions, each with its verdict. */
static void directions(struct lc_ctx *ctx, const char *file, int bar)
{
    struct score s = {.name = file};
    const struct lc_value *list = corpus_json(ctx, file);
    for (uint32_t i = 0; list && i < list->count; i++) {
        const struct lc_value *c = &list->items[i];
        const struct lc_value *expect = lc_get(c, "expect");
        const char *id = lc_dup(ctx, lc_text(lc_get(c, "id")));
        for (int forward = 0; forward < 2; forward++) {
            struct outcome out = compare(lc_get(c, "old"), lc_get(c, "new"),
                                         forward ? CTR_MODE_FORWARD : CTR_MODE_BACKWARD, id, NULL);
            keep_score(&s, id, out.verdict,
                       lc_truth(lc_get(expect, forward ? "forward" : "backward")));
        }
    }
    print_score(&s, bar);
}

static ctr_verdict worse(ctr_verdict a, ctr_verdict b)
{
    if (!a || !b) {
        return 0;
    }
    return a == CTR_VERDICT_INCOMPATIBLE || b == CTR_VERDICT_COMPATIBLE ? a : b;
}

/* Histories under the modes of a registry: the candidate against its predecessor, or all. */
static void registry_modes(struct lc_ctx *ctx, const char *file, int bar)
{
    struct score s = {.name = file};
    const struct lc_value *list = corpus_json(ctx, file);
    for (uint32_t i = 0; list && i < list->count; i++) {
        const struct lc_value *c = &list->items[i];
        const struct lc_value *history = lc_get(c, "history");
        struct lc_str mode = lc_text(lc_get(c, "mode"));
        const char *id = lc_dup(ctx, lc_text(lc_get(c, "id")));
        bool all = lc_str_ends(mode, LC_STR("_TRANSITIVE"));
        ctr_mode way = lc_str_starts(mode, LC_STR("FULL"))      ? CTR_MODE_FULL
                       : lc_str_starts(mode, LC_STR("FORWARD")) ? CTR_MODE_FORWARD
                                                                : CTR_MODE_BACKWARD;
        ctr_verdict worst = CTR_VERDICT_COMPATIBLE;
        uint32_t count = history ? history->count : 0;
        for (uint32_t k = all || !count ? 0 : count - 1; !lc_str_is(mode, "NONE") && k < count;
             k++) {
            worst =
                worse(worst, compare(&history->items[k], lc_get(c, "new"), way, id, NULL).verdict);
        }
        keep_score(&s, id, worst, lc_truth(lc_get(lc_get(c, "expect"), "accepted")));
    }
    print_score(&s, bar);
}

int main(void)
{
    struct lc_ctx ctx;
    const char *src = getenv("CTR_SRCDIR") ? getenv("CTR_SRCDIR") : getenv("srcdir");
    if (!corpus_there("")) {
        return CORPUS_SKIP;
    }
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK || lc_once(&ctx) != CTR_OK) {
        return 1;
    }
    corpus_slurp(&ctx, lc_format(&ctx, "%s/doc/conformance.md", src ? src : "."), &conformance);
    checker(&ctx, "apache-avro/avro.json", 99);
    checker(&ctx, "karapace/avro.json", 99);
    registry_modes(&ctx, "axonops/modes-avro.json", 98);
    directions(&ctx, "apicurio/avro.json", 99);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    printf("%s\n", corpus_failures ? "FAILED" : "ok");
    return corpus_failures != 0;
}
