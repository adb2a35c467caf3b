/* What the tests of SQL verdicts share: pairs of schemas with what is said of them both ways. */
#ifndef TESTS_SPEC_SQL_CASE_H
#define TESTS_SPEC_SQL_CASE_H

#include "base/once.h"
#include "spec/sql/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define PG "-- contracts: dialect=postgresql\n"
#define MY "-- contracts: dialect=mysql\n"
#define LITE "-- contracts: dialect=sqlite\n"

/* 'c', 'i' or 'u': compatible, incompatible, undecided. Anything else is the error's text. */
static inline char sql_verdict(const char *dialect, const char *older, const char *newer,
                               ctr_mode mode, char *said, size_t room)
{
    static const char letters[] = "?ciu";
    struct lc_ctx ctx;
    struct lc_spec spec[2];
    struct ctr_diff d = {0};
    const char *texts[2] = {older, newer};
    ctr_status status = CTR_OK;
    size_t n = 0;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_once(&ctx), CTR_OK);
    for (int i = 0; i < 2 && status == CTR_OK; i++) {
        ctr_source *source = lc_new(&ctx, 1, sizeof *source);
        const char *text = lc_format(&ctx, "%s%s", dialect, texts[i]);
        assert_true(source && text);
        *source = (ctr_source){.struct_size = sizeof *source,
                               .format = CTR_FORMAT_SQL,
                               .data = text,
                               .size = strlen(text),
                               .file = "file.sql"};
        status = lc_spec_read(&ctx, source, &spec[i]);
    }
    said[0] = '\0';
    if (status != CTR_OK) {
        snprintf(said, room, "%s", ctr_error_message(ctx.error));
    } else {
        assert_int_equal(lc_spec_diff(&ctx, &spec[0], &spec[1], mode, CTR_PROFILE_STRICT, &d),
                         CTR_OK);
    }
    for (size_t i = 0; i < d.count && n < room; i++) {
        n += (size_t)snprintf(said + n, room - n, "%s %s; ", d.findings[i].rule,
                              lc_word_name(lc_words_level, (int32_t)d.findings[i].level));
    }
    char letter = letters[d.verdict & 3];
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return letter;
}

struct sql_row {
    const char *dialect, *older, *newer;
    const char *verdicts; /* backward, forward */
};

static inline void sql_judge(const struct sql_row *rows, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        const struct sql_row *r = &rows[i];
        for (int k = 0; k < 2; k++) {
            char said[1000];
            ctr_mode mode = k ? CTR_MODE_FORWARD : CTR_MODE_BACKWARD;
            char is = sql_verdict(r->dialect, r->older, r->newer, mode, said, sizeof said);
            if (is != r->verdicts[k]) {
                print_error("%s\n  to %s\n  %s: %c instead of %c: %s\n", r->older, r->newer,
                            k ? "forward" : "backward", is, r->verdicts[k], said);
                wrong++;
            }
        }
    }
    assert_int_equal(wrong, 0);
}

#endif
