/*
 * The comparison of JSON Schemas against cases of other projects, read from $CTR_SHARED (or
 * ../shared); skipped where that is missing. What must never happen: "compatible" where a document
 * is known that is valid under the old schema and not under the new one, or a finding between equal
 * schemas. How often each project's own verdict is met is printed.
 */
#include "base/once.h"
#include "spec/spec.h"
#include "spec/validate/validate.h"
#include "support/corpus.h"

#include <stdio.h>
#include <stdlib.h>

/* Answers against what a project expects. */
struct score {
    const char *name;
    int right, wrong, undecided, refused;
};

/* The suite's other documents, by their path below the suite's base address. */
static int remote(void *user, const char *path, const void **data, size_t *size)
{
    struct lc_str text;
    const char *name = lc_format(user, "json-schema-test-suite/remotes/%s", path);
    if (!corpus_slurp(user, corpus_path(user, name), &text)) {
        return 1;
    }
    *data = text.ptr;
    *size = text.len;
    return 0;
}

static ctr_status read_schema(struct lc_ctx *ctx, const struct lc_value *schema,
                              struct lc_spec *out)
{
    ctr_source *source = lc_new(ctx, 1, sizeof *source); /* asked for files later, too */
    *source = corpus_source(ctx, schema, CTR_FORMAT_JSON_SCHEMA);
    source->resolve = remote;
    source->user = ctx;
    return lc_spec_read(ctx, source, out);
}

/* ---- our own witnesses, each held against both schemas by the validator */

static struct {
    int breaking, shown;
    bool last;      /* the last comparison has one */
    bool only_gone; /* what is undecided in the last one are keywords that are there no more */
} findings_of_data;

static bool valid(struct lc_ctx *ctx, const struct lc_value *schema, const char *value, bool *out)
{
    struct ctr_validation v;
    const struct lc_validate ask = {.dialect = CTR_DIALECT_AUTO};
    ctr_source *source = lc_new(ctx, 1, sizeof *source);
    ctr_source document = {
        .struct_size = sizeof document, .data = value, .size = strlen(value), .file = "witness"};
    *source = corpus_source(ctx, schema, CTR_FORMAT_JSON_SCHEMA);
    source->resolve = remote;
    source->user = ctx;
    ctr_status status = lc_validate(ctx, source, &document, &ask, &v);
    *out = v.valid;
    return status == CTR_OK;
}

static const char *last_token(const struct lc_place *p)
{
    const char *slash = p && p->pointer ? strrchr(p->pointer, '/') : NULL;
    return slash ? slash : "";
}

/* The finding stands at a keyword of the old schema that the new one does not have. */
static bool is_gone(const struct ctr_finding *f, const struct lc_value *newer)
{
    const char *before = last_token(f->place[CTR_SIDE_OLD]);
    return *before && strcmp(before, last_token(f->place[CTR_SIDE_NEW])) != 0 &&
           !lc_get(newer, before + 1);
}

static void prove(struct lc_ctx *ctx, const struct lc_value *older, const struct lc_value *newer,
                  const struct ctr_finding *f, const char *id)
{
    bool by_old = f->accepted_by && strcmp(f->accepted_by, "old") == 0;
    bool in_old;
    bool in_new;
    findings_of_data.breaking += f->level == CTR_LEVEL_BREAKING;
    findings_of_data.shown += f->witness != NULL;
    findings_of_data.last = findings_of_data.last || f->witness;
    if (f->level == CTR_LEVEL_UNDECIDED) {
        findings_of_data.only_gone = findings_of_data.only_gone && is_gone(f, newer);
    }
    if (getenv("CTR_LIST") && f->level == CTR_LEVEL_BREAKING && !f->witness) {
        printf("  %s not shown: %s at %s\n", id, f->rule, f->part);
    }
    if (f->witness &&
        (!valid(ctx, older, f->witness, &in_old) || !valid(ctx, newer, f->witness, &in_new) ||
         in_old != by_old || in_new == by_old)) {
        printf("FAIL %s: %s is no witness of %s at %s\n", id, f->witness, f->rule, f->part);
        corpus_failures++;
    }
}

/* 0 if the pair could not be compared. */
static ctr_verdict compare(const struct lc_value *older, const struct lc_value *newer,
                           ctr_mode mode, ctr_profile profile, const char *id, size_t *findings)
{
    struct lc_ctx ctx;
    struct lc_spec a;
    struct lc_spec b;
    struct ctr_diff diff = {0};
    ctr_status status = lc_ctx_begin(&ctx, NULL);
    if (status == CTR_OK) {
        status = read_schema(&ctx, older, &a);
    }
    if (status == CTR_OK) {
        status = read_schema(&ctx, newer, &b);
    }
    if (status == CTR_OK) {
        status = lc_spec_diff(&ctx, &a, &b, mode, profile, &diff);
    }
    if (status != CTR_OK && status != CTR_E_INPUT && status != CTR_E_UNSUPPORTED) {
        printf("FAIL %s: %s\n", id, ctr_error_message(ctx.error));
        corpus_failures++;
    }
    if (getenv("CTR_VERBOSE") && strcmp(getenv("CTR_VERBOSE"), id) == 0) {
        printf("%s: %s\n", id, ctr_error_message(ctx.error));
        for (size_t i = 0; i < diff.count; i++) {
            const struct ctr_finding *f = &diff.findings[i];
            printf("    %-9s %-8s %s at %s: %s\n", lc_word_name(lc_words_level, (int32_t)f->level),
                   lc_word_name(lc_words_direction, (int32_t)f->direction), f->rule, f->part,
                   f->message);
        }
    }
    findings_of_data.last = false;
    findings_of_data.only_gone = true;
    for (size_t i = 0; i < diff.count; i++) {
        prove(&ctx, older, newer, &diff.findings[i], id);
    }
    if (findings) {
        *findings = diff.count;
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return status == CTR_OK ? diff.verdict : 0;
}

static void keep_score(struct score *s, const char *id, ctr_verdict got, bool compatible)
{
    ctr_verdict want = compatible ? CTR_VERDICT_COMPATIBLE : CTR_VERDICT_INCOMPATIBLE;
    if (!got) {
        s->refused++;
    } else if (got == CTR_VERDICT_UNDECIDED) {
        s->undecided++;
    } else if (got == want) {
        s->right++;
    } else {
        s->wrong++;
    }
    if (getenv("CTR_LIST") && got && got != want) {
        printf("  %s want %s got %s\n", id, lc_word_name(lc_words_verdict, (int32_t)want),
               lc_word_name(lc_words_verdict, (int32_t)got));
    }
}

static void print_score(const struct score *s)
{
    printf("%-44s right %4d  wrong %3d  undecided %3d  refused %3d\n", s->name, s->right, s->wrong,
           s->undecided, s->refused);
}

static void never_compatible(const char *id, ctr_verdict got)
{
    if (got == CTR_VERDICT_COMPATIBLE) {
        printf("FAIL %s: compatible, though a counterexample is known\n", id);
        corpus_failures++;
    }
}

/* ---- pairs with a document that only the old schema takes */

/* 1e308 is a multiple of 0.0001; that some validators compute infinity and refuse it is no
 * counterexample to exact arithmetic. */
static bool float_artefact(const struct lc_value *witness)
{
    struct lc_decimal d;
    return lc_number(witness, &d) && d.exponent > 300;
}

static void witnesses(struct lc_ctx *ctx)
{
    struct score s = {.name = "json-schema-test-suite, known witness"};
    const struct lc_value *list =
        corpus_json(ctx, "json-schema-test-suite/derived-witness-incompatible.json");
    int artefacts = 0;
    for (uint32_t i = 0; list && i < list->count; i++) {
        const struct lc_value *c = &list->items[i];
        const struct lc_value *expect = lc_get(c, "expect");
        const char *id = corpus_text(ctx, c, "id");
        for (int forward = 0; forward < 2; forward++) {
            const struct lc_value *want = lc_get(expect, forward ? "forward" : "backward");
            if (!lc_is(want, LC_FALSE) ||
                float_artefact(lc_get(expect, forward ? "forward_witness" : "backward_witness"))) {
                artefacts += lc_is(want, LC_FALSE);
                continue;
            }
            ctr_verdict got = compare(lc_get(c, "old"), lc_get(c, "new"),
                                      forward ? CTR_MODE_FORWARD : CTR_MODE_BACKWARD,
                                      CTR_PROFILE_STRICT, id, NULL);
            never_compatible(id, got);
            keep_score(&s, id, got, false);
        }
    }
    print_score(&s);
    printf("%d witnesses left out that only exist in binary floating point\n", artefacts);
}

/* ---- every schema of the suite with itself */

static void reflexive(struct lc_ctx *ctx)
{
    struct score s = {.name = "json-schema-test-suite, with itself"};
    const struct lc_value *root = corpus_json(ctx, "json-schema-test-suite/derived-reflexive.json");
    const struct lc_value *cases = lc_get(root, "cases");
    for (uint32_t i = 0; cases && i < cases->count; i++) {
        const struct lc_value *c = &cases->items[i];
        int64_t index = 0;
        size_t findings = 0;
        struct lc_str name = lc_text(lc_get(c, "schema_file"));
        const struct lc_value *file = corpus_json(
            ctx, lc_format(ctx, "json-schema-test-suite/%.*s", (int)name.len, name.ptr));
        const char *id = corpus_text(ctx, c, "id");
        lc_int(lc_get(c, "index"), &index);
        const struct lc_value *schema = lc_get(lc_at(file, (size_t)index), "schema");
        ctr_verdict got =
            schema ? compare(schema, schema, CTR_MODE_FULL, CTR_PROFILE_STRICT, id, &findings) : 0;
        if (got && findings) {
            printf("FAIL %s: %zu findings against itself\n", id, findings);
            corpus_failures++;
        }
        keep_score(&s, id, got, true);
        if (schema && got) { /* anything fits "true" */
            static const struct lc_value anything = {.kind = LC_TRUE};
            got = compare(schema, &anything, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, id, NULL);
            if (got == CTR_VERDICT_INCOMPATIBLE) {
                printf("FAIL %s: incompatible with true\n", id);
                corpus_failures++;
            }
        }
    }
    print_score(&s);
}

/* ---- cases made for this project */

static void expect_verdict(const char *id, const struct lc_value *c, ctr_mode mode,
                           ctr_profile profile, const struct lc_value *want)
{
    if (!want || want->kind == LC_NULL) {
        return;
    }
    size_t findings;
    ctr_verdict got = compare(lc_get(c, "old"), lc_get(c, "new"), mode, profile, id, &findings);
    ctr_verdict wanted = lc_truth(want) ? CTR_VERDICT_COMPATIBLE : CTR_VERDICT_INCOMPATIBLE;
    if (got != wanted) {
        printf("FAIL %s %s: want %s, got %s\n", id, lc_word_name(lc_words_mode, (int32_t)mode),
               lc_word_name(lc_words_verdict, (int32_t)wanted),
               lc_word_name(lc_words_verdict, (int32_t)got));
        corpus_failures++;
    }
}

static void derived(struct lc_ctx *ctx)
{
    static const char *const files[] = {"derived/recursion.json",
                                        "derived/content-model-matrix.json"};
    for (size_t f = 0; f < 2; f++) {
        const struct lc_value *list = corpus_json(ctx, files[f]);
        for (uint32_t i = 0; list && i < list->count; i++) {
            const struct lc_value *c = &list->items[i];
            const struct lc_value *e = lc_get(c, "expect");
            const char *id = corpus_text(ctx, c, "id");
            size_t findings = 0;
            if (lc_truth(lc_get(e, "identical"))) {
                compare(lc_get(c, "old"), lc_get(c, "new"), CTR_MODE_FULL, CTR_PROFILE_STRICT, id,
                        &findings);
                corpus_failures += findings != 0;
                printf("%s", findings ? lc_format(ctx, "FAIL %s: not identical\n", id) : "");
            }
            expect_verdict(id, c, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, lc_get(e, "backward"));
            expect_verdict(id, c, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT,
                           lc_get(e, "semantic_backward"));
            expect_verdict(id, c, CTR_MODE_FORWARD, CTR_PROFILE_STRICT,
                           lc_get(e, "semantic_forward"));
            expect_verdict(id, c, CTR_MODE_BACKWARD, CTR_PROFILE_TOLERANT,
                           lc_get(e, "confluent_lenient_backward"));
        }
    }
}

/* ---- other projects' verdicts, and the audit of them */

static const struct lc_value *audited(const struct lc_value *audit, struct lc_str id)
{
    for (uint32_t i = 0; audit && i < audit->count; i++) {
        if (lc_str_eq(lc_text(lc_get(&audit->items[i], "id")), id)) {
            return &audit->items[i];
        }
    }
    return NULL;
}

/* What is true as far as is known: a counterexample of the audit or of ours, which was held against
 * both schemas, settles it; where the audit found none, the two are compatible. */
static bool truth_of(const struct lc_value *facts, bool known, bool want)
{
    struct lc_str verdict = lc_text(lc_get(facts, "backward"));
    if (known || findings_of_data.last) {
        return false;
    }
    return want || lc_str_is(verdict, "project says incompatible, no counterexample found");
}

/* For Apicurio and Sentry formats, the encoding of content and conditions are constraints like
 * others: one that is gone is a constraint less, one that is new or another is one more. */
static ctr_verdict as_constraints(ctr_verdict got)
{
    return got != CTR_VERDICT_UNDECIDED ? got
           : findings_of_data.only_gone ? CTR_VERDICT_COMPATIBLE
                                        : CTR_VERDICT_INCOMPATIBLE;
}

static void project(struct lc_ctx *ctx, const struct lc_value *audit, const char *file)
{
    struct score s = {.name = file};
    struct score truth = {.name = "    by the audit and our witnesses"};
    struct score reading = {.name = "    under its own reading"};
    bool apicurio = lc_str_starts(lc_str(file), LC_STR("apicurio"));
    int recall[2] = {0, 0};
    const struct lc_value *list = corpus_json(ctx, file);
    for (uint32_t i = 0; list && i < list->count; i++) {
        const struct lc_value *c = &list->items[i];
        const struct lc_value *e = lc_get(c, "expect");
        const struct lc_value *want =
            lc_get(e, "compatible") ? lc_get(e, "compatible") : lc_get(e, "backward");
        const struct lc_value *facts = audited(audit, lc_text(lc_get(c, "id")));
        const char *id = corpus_text(ctx, c, "id");
        for (int forward = 0; forward < 2; forward++) {
            const struct lc_value *witness =
                lc_get(facts, forward ? "forward_witness" : "backward_witness");
            bool known = witness && witness->kind != LC_NULL;
            if (forward && !known) {
                continue;
            }
            ctr_verdict got = compare(lc_get(c, "old"), lc_get(c, "new"),
                                      forward ? CTR_MODE_FORWARD : CTR_MODE_BACKWARD,
                                      CTR_PROFILE_STRICT, id, NULL);
            if (known) {
                never_compatible(id, got);
            }
            if (!forward && want) {
                bool is = truth_of(facts, known, lc_truth(want));
                keep_score(&s, id, got, lc_truth(want));
                keep_score(&truth, lc_format(ctx, "%s in truth", id), got, is);
                keep_score(&reading, lc_format(ctx, "%s so read", id),
                           apicurio ? as_constraints(got) : got,
                           got == CTR_VERDICT_COMPATIBLE || findings_of_data.last ? is
                                                                                  : lc_truth(want));
                recall[0] += is && got == CTR_VERDICT_COMPATIBLE;
                recall[1] += is;
            }
        }
    }
    print_score(&s);
    print_score(&truth);
    if (apicurio) {
        print_score(&reading);
    }
    printf("    of %d compatible pairs %d are found\n", recall[1], recall[0]);
}

/* Sentry lists changes, and says of each whether it breaks, or nothing. */
static void changes(struct lc_ctx *ctx)
{
    struct score s = {.name = "sentry-json-schema-diff/json-schema.json"};
    struct score reading = {.name = "    under its own reading"};
    const struct lc_value *list = corpus_json(ctx, "sentry-json-schema-diff/json-schema.json");
    int silent = 0;
    for (uint32_t i = 0; list && i < list->count; i++) {
        const struct lc_value *c = &list->items[i];
        const struct lc_value *told = lc_get(lc_get(c, "expect"), "changes");
        const char *id = corpus_text(ctx, c, "id");
        bool breaks = false;
        bool open = false;
        for (uint32_t k = 0; told && k < told->count; k++) {
            const struct lc_value *is = lc_get(&told->items[k], "is_breaking");
            breaks = breaks || lc_is(is, LC_TRUE);
            open = open || !is || lc_is(is, LC_NULL);
        }
        if (open && !breaks) {
            silent++;
            continue;
        }
        ctr_verdict got = compare(lc_get(c, "old"), lc_get(c, "new"), CTR_MODE_BACKWARD,
                                  CTR_PROFILE_STRICT, id, NULL);
        keep_score(&s, id, got, !breaks);
        keep_score(&reading, lc_format(ctx, "%s so read", id), as_constraints(got), !breaks);
    }
    print_score(&s);
    print_score(&reading);
    printf("    %d cases do not say whether they break\n", silent);
}

/* ---- Confluent: lists of changes, each with its kind and its path */

/* The kind that our rule stands for, and the path that the message ends with. */
static bool is_change(const struct ctr_finding *f, const struct lc_value *change)
{
    struct lc_str type = lc_text(lc_get(change, "type"));
    struct lc_str path = lc_text(lc_get(change, "path"));
    const char *own = strrchr(f->message, '(');
    const char *id = f->rule + strlen("confluent-");
    if (!own || strncmp(f->rule, "confluent-", 10) != 0 || strlen(id) != type.len ||
        strlen(own) != path.len + 2 || memcmp(own + 1, path.ptr, path.len) != 0) {
        return false;
    }
    for (size_t i = 0; i < type.len; i++) {
        char c = id[i] == '-' ? '_' : (char)(id[i] - 'a' + 'A');
        if (c != type.ptr[i]) {
            return false;
        }
    }
    return true;
}

static bool same_list(const struct ctr_diff *diff, const struct lc_value *changes, const char *id)
{
    bool used[64] = {false};
    size_t found = 0;
    for (uint32_t i = 0; i < changes->count; i++) {
        for (size_t k = 0; k < diff->count && k < 64; k++) {
            if (!used[k] && is_change(&diff->findings[k], &changes->items[i])) {
                used[k] = true;
                found++;
                break;
            }
        }
    }
    size_t own = diff->count;
    if (own == 1 && (strcmp(diff->findings[0].rule, "document-rewritten") == 0 ||
                     strcmp(diff->findings[0].rule, "confluent-not-listed") == 0)) {
        own = 0; /* what the registry says nothing of */
    }
    bool same = found == changes->count && own == found;
    if (!same && getenv("CTR_LIST")) {
        printf("  %s differs:", id);
        for (size_t k = 0; k < diff->count; k++) {
            printf(" %s%s", diff->findings[k].rule, strrchr(diff->findings[k].message, '('));
        }
        printf("\n");
    }
    return same;
}

static void change_lists(struct lc_ctx *top, const char *file)
{
    const struct lc_value *list = corpus_json(top, file);
    int right = 0;
    int wrong = 0;
    for (uint32_t i = 0; list && i < list->count; i++) {
        struct lc_ctx ctx;
        struct lc_spec a;
        struct lc_spec b;
        struct ctr_diff diff = {0};
        const struct lc_value *c = &list->items[i];
        const struct lc_value *expect = lc_get(c, "expect");
        const char *id = corpus_text(top, c, "id");
        ctr_status status = lc_ctx_begin(&ctx, NULL);
        if (status == CTR_OK) {
            status = read_schema(&ctx, lc_get(c, "old"), &a);
        }
        if (status == CTR_OK) {
            status = read_schema(&ctx, lc_get(c, "new"), &b);
        }
        if (status == CTR_OK) {
            status = lc_spec_diff(&ctx, &a, &b, CTR_MODE_BACKWARD, CTR_PROFILE_CONFLUENT, &diff);
        }
        bool good = status == CTR_OK && same_list(&diff, lc_get(expect, "changes"), id) &&
                    diff.compatible == lc_truth(lc_get(expect, "compatible"));
        if (!good) {
            printf("FAIL %s: not the list of changes%s%s\n", id, status == CTR_OK ? "" : ": ",
                   status == CTR_OK ? "" : ctr_error_message(ctx.error));
            corpus_failures++;
        }
        right += good;
        wrong += !good;
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
    printf("%-44s right %4d  wrong %3d   (profile confluent, lists of changes)\n", file, right,
           wrong);
}

/* Histories under the modes of a registry: the candidate against its predecessor, or all. */
static void registry_modes(struct lc_ctx *ctx)
{
    struct score s = {.name = "axonops/modes-json-schema.json"};
    const struct lc_value *list = corpus_json(ctx, "axonops/modes-json-schema.json");
    for (uint32_t i = 0; list && i < list->count; i++) {
        const struct lc_value *c = &list->items[i];
        const struct lc_value *history = lc_get(c, "history");
        struct lc_str mode = lc_text(lc_get(c, "mode"));
        const char *id = corpus_text(ctx, c, "id");
        bool all = lc_str_ends(mode, LC_STR("_TRANSITIVE"));
        ctr_mode way = lc_str_starts(mode, LC_STR("FULL"))      ? CTR_MODE_FULL
                       : lc_str_starts(mode, LC_STR("FORWARD")) ? CTR_MODE_FORWARD
                                                                : CTR_MODE_BACKWARD;
        ctr_verdict worst = CTR_VERDICT_COMPATIBLE;
        uint32_t count = history ? history->count : 0;
        for (uint32_t k = all || !count ? 0 : count - 1; k < count; k++) {
            ctr_verdict got = lc_str_is(mode, "NONE")
                                  ? CTR_VERDICT_COMPATIBLE
                                  : compare(&history->items[k], lc_get(c, "new"), way,
                                            CTR_PROFILE_STRICT, id, NULL);
            if (!got || got == CTR_VERDICT_INCOMPATIBLE || worst == CTR_VERDICT_COMPATIBLE) {
                worst = got;
            }
        }
        keep_score(&s, id, worst, lc_truth(lc_get(lc_get(c, "expect"), "accepted")));
    }
    print_score(&s);
}

static void page_says_how_many_are_shown(struct lc_ctx *ctx)
{
    const char *src = getenv("CTR_SRCDIR");
    struct lc_str page = {NULL, 0};
    const int shown = findings_of_data.shown;
    const int all = findings_of_data.breaking;
    const char *text = lc_format(ctx, "%d,%03d of %d,%03d findings that break are shown by one",
                                 shown / 1000, shown % 1000, all / 1000, all % 1000);
    corpus_slurp(ctx, lc_format(ctx, "%s/doc/conformance.md", src ? src : "."), &page);
    bool there = page.ptr && strstr(page.ptr, text);
    printf("%s%s\n", text, there ? "" : "   FAIL: doc/conformance.md has other counts");
    corpus_failures += !there;
}

int main(void)
{
    static const char *const projects[] = {"confluent/json-schema-draft07.json",
                                           "confluent/json-schema-2020-12.json",
                                           "confluent/json-schema-combined-draft07.json",
                                           "confluent/json-schema-combined-2020-12.json",
                                           "apicurio/json-schema.json",
                                           "ibm-jsonsubschema/json-schema.json",
                                           "karapace/json-schema.json"};
    struct lc_ctx ctx;
    if (!corpus_there("")) {
        return CORPUS_SKIP;
    }
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK || lc_once(&ctx) != CTR_OK) {
        return 1;
    }
    derived(&ctx);
    witnesses(&ctx);
    reflexive(&ctx);
    const struct lc_value *audit = corpus_json(&ctx, "audit/json-schema-semantic.json");
    for (size_t i = 0; i < sizeof projects / sizeof projects[0]; i++) {
        project(&ctx, audit, projects[i]);
    }
    changes(&ctx);
    for (size_t i = 0; i < 4; i++) {
        change_lists(&ctx, projects[i]);
    }
    registry_modes(&ctx);
    page_says_how_many_are_shown(&ctx);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    printf("%s\n", corpus_failures ? "FAILED" : "ok");
    return corpus_failures != 0;
}
