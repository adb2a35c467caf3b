/* Documents that would cost endless work: reading them is refused, comparing them is undecided, and
 * both in a time that grows as they do. */
#include "base/buf.h"
#include "base/once.h"
#include "spec/spec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { MANY = 6000 };

struct pair {
    struct lc_ctx ctx;
    struct lc_buf text[2];
    struct lc_spec spec[2];
};

static void begin(struct pair *p)
{
    lc_ctx_begin(&p->ctx, NULL);
    assert_int_equal(lc_once(&p->ctx), CTR_OK);
    for (int i = 0; i < 2; i++) {
        lc_buf_init(&p->text[i], &p->ctx.alloc, SIZE_MAX - 1);
        lc_buf_text(&p->text[i], "-- contracts: dialect=postgresql\n");
    }
}

static ctr_status read_one(struct pair *p, int i)
{
    const ctr_source source = {.struct_size = sizeof source,
                               .format = CTR_FORMAT_SQL,
                               .data = p->text[i].data,
                               .size = p->text[i].size,
                               .file = i ? "new.sql" : "old.sql"};
    assert_int_equal(p->text[i].status, CTR_OK);
    return lc_spec_read(&p->ctx, &source, &p->spec[i]);
}

static void end(struct pair *p)
{
    lc_buf_free(&p->text[0]);
    lc_buf_free(&p->text[1]);
    lc_ctx_end(&p->ctx, CTR_OK, NULL);
}

/* Keys that are implied by one among many others, which is the last. */
static void keys(struct lc_buf *b, bool newer, int count)
{
    lc_buf_text(b, "create table t(a int, b int");
    for (int i = 0; i < count; i++) {
        lc_buf_printf(b, ", c%d int", i);
    }
    for (int i = 0; i < count; i++) {
        lc_buf_printf(b, ", unique (b, c%d)", i);
    }
    lc_buf_text(b, ", unique (a)");
    for (int i = 0; newer && i < count; i++) {
        lc_buf_printf(b, ", unique (a, c%d)", i);
    }
    lc_buf_text(b, ");");
}

static void compare_keys(int count, ctr_verdict verdict, bool unfinished)
{
    struct pair p;
    struct ctr_diff d;
    begin(&p);
    keys(&p.text[0], false, count);
    keys(&p.text[1], true, count);
    assert_int_equal(read_one(&p, 0), CTR_OK);
    assert_int_equal(read_one(&p, 1), CTR_OK);
    assert_int_equal(
        lc_spec_diff(&p.ctx, &p.spec[0], &p.spec[1], CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, &d),
        CTR_OK);
    assert_null(p.ctx.error);
    assert_int_equal(d.verdict, verdict);
    assert_string_equal(d.findings[0].rule,
                        unfinished ? "comparison-unfinished" : "sql-index-changed");
    assert_int_equal(d.counts.undecided, unfinished ? 1 : 0);
    if (unfinished) {
        assert_non_null(strstr(d.findings[0].message, "steps"));
        assert_string_equal(d.findings[0].place[CTR_SIDE_NEW]->file, "new.sql");
    }
    /* and the next comparison has work of its own */
    assert_int_equal(
        lc_spec_diff(&p.ctx, &p.spec[0], &p.spec[0], CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, &d),
        CTR_OK);
    assert_int_equal(d.verdict, CTR_VERDICT_COMPATIBLE);
    end(&p);
}

static void a_comparison_that_takes_too_much_is_undecided(void **state)
{
    (void)state;
    compare_keys(500, CTR_VERDICT_COMPATIBLE, false);
    compare_keys(MANY, CTR_VERDICT_UNDECIDED, true);
}

static void reading_what_takes_too_much_is_refused(void **state)
{
    struct pair p;
    (void)state;
    begin(&p);
    lc_buf_text(&p.text[0], "create table t(z int");
    for (int i = 0; i < MANY; i++) {
        lc_buf_printf(&p.text[0], ", a%d int", i);
    }
    lc_buf_text(&p.text[0], ");");
    assert_int_equal(read_one(&p, 0), CTR_OK);
    for (int i = 0; i < MANY; i++) {
        lc_buf_printf(&p.text[0], "alter table t rename a%d to b%d;", i, i);
    }
    assert_int_equal(read_one(&p, 0), CTR_E_LIMIT);
    assert_non_null(strstr(ctr_error_message(p.ctx.error), "steps"));
    end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_comparison_that_takes_too_much_is_undecided),
        cmocka_unit_test(reading_what_takes_too_much_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
