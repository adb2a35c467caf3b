/*
 * All that is done with two editions (read, compare, list the parts), each allocation failing in
 * turn. The format is found by content.
 */
#ifndef TESTS_SPEC_MEMORY_CASE_H
#define TESTS_SPEC_MEMORY_CASE_H

#include "../base/fault_ctx.h"

#include "spec/spec.h"

static struct {
    const char *text[2]; /* old, new */
    int64_t breaking;    /* findings that there must be when nothing failed */
    int64_t findings;
} memory_case;

static ctr_status memory_case_work(struct lc_ctx *ctx)
{
    struct lc_spec *specs = lc_new(ctx, 2, sizeof *specs);
    ctr_source *sources = lc_new(ctx, 2, sizeof *sources);
    struct ctr_diff diff;
    struct ctr_outline outline;
    if (!specs || !sources) {
        return CTR_E_NOMEM;
    }
    for (int i = 0; i < 2; i++) {
        const char *text = memory_case.text[i];
        sources[i] = (ctr_source){
            .struct_size = sizeof *sources, .data = text, .size = strlen(text), .file = "s"};
        LC_TRY(lc_spec_read(ctx, &sources[i], &specs[i]));
    }
    LC_TRY(lc_spec_diff(ctx, &specs[0], &specs[1], CTR_MODE_FULL, CTR_PROFILE_DEFAULT, &diff));
    assert_int_equal(diff.counts.breaking, memory_case.breaking);
    assert_int_equal(diff.count, memory_case.findings);
    return lc_spec_outline(ctx, &specs[0], &outline);
}

static inline void memory_case_walk(const char *older, const char *newer, int64_t breaking,
                                    int64_t findings)
{
    memory_case.text[0] = older;
    memory_case.text[1] = newer;
    memory_case.breaking = breaking;
    memory_case.findings = findings;
    fault_walk_ctx(memory_case_work);
}

#endif
