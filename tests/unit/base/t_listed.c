/* Names as one text, in whatever order they were added. */
#include "base/listed.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void the_order_of_adding_does_not_show(void **state)
{
    static const char *const orders[][4] = {
        {"title", "description", "subtitle", "title"},
        {"subtitle", "title", "title", "description"},
        {"description", "title", "subtitle", "description"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        struct lc_ctx ctx;
        struct lc_listed list = {0};
        assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
        assert_string_equal(lc_listed_text(&ctx, &list), "");
        for (size_t k = 0; k < 4; k++) {
            assert_int_equal(lc_listed_add(&ctx, &list, lc_str(orders[i][k])), CTR_OK);
        }
        assert_string_equal(lc_listed_text(&ctx, &list), "description, subtitle, title");
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_adding_does_not_show),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
