/* What the tests of used parts share: the parts that a use of a document comes to, and refusals. */
#ifndef TESTS_SPEC_USED_CASE_H
#define TESTS_SPEC_USED_CASE_H

#include "schema_case.h"

struct used_case {
    const char *text;
    const char *parts; /* with what was asked for between them; or what the refusal says */
};

/* The parts of the document that the text uses; the two are called "document" and "use". */
static inline ctr_status used_of(struct lc_ctx *ctx, const char *document, const char *text,
                                 struct ctr_outline *out)
{
    struct lc_spec *spec = lc_new(ctx, 1, sizeof *spec);
    ctr_source *sources = lc_new(ctx, 2, sizeof *sources);
    if (!spec || !sources) {
        return CTR_E_NOMEM;
    }
    for (int i = 0; i < 2; i++) {
        const char *bytes = i ? text : document;
        sources[i] = (ctr_source){.struct_size = sizeof *sources,
                                  .data = bytes,
                                  .size = strlen(bytes),
                                  .file = i ? "use" : "document"};
    }
    LC_TRY(lc_spec_read(ctx, &sources[0], spec));
    return lc_spec_used(ctx, spec, &sources[1], out);
}

/* Each case comes to its parts, or is refused with its message and this status. */
static inline void used_as(const char *document, const char *between, ctr_status refusal,
                           const struct used_case *cases, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct lc_ctx ctx;
        struct ctr_outline outline;
        const char *said = "";
        lc_ctx_begin(&ctx, NULL);
        assert_int_equal(lc_once(&ctx), CTR_OK);
        ctr_status status = used_of(&ctx, document, cases[i].text, &outline);
        for (size_t k = 0; status == CTR_OK && k < outline.count; k++) {
            said = lc_format(&ctx, "%s%s%s", said, k ? between : "", outline.parts[k]);
        }
        said = status == CTR_OK ? said : ctr_error_message(ctx.error);
        if ((status != CTR_OK && status != refusal) || strcmp(said, cases[i].parts) != 0) {
            print_error("%s\n  comes to  %s\n  and not   %s\n", cases[i].text, said,
                        cases[i].parts);
            wrong++;
        }
        lc_ctx_end(&ctx, status, NULL);
    }
    assert_int_equal(wrong, 0);
}

#endif
