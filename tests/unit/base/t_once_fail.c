/* A start-up that fails. It can fail only once in a process, so this is a program of its own; its
 * sodium_init stands before the library's. */
#include "base/once.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <sodium.h>

static int calls;

int sodium_init(void)
{
    calls++;
    return -1;
}

static void a_library_that_does_not_start_is_an_io_error_every_time(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct lc_ctx ctx;
        ctr_error *err = NULL;
        lc_ctx_begin(&ctx, NULL);
        ctr_status status = lc_once(&ctx);
        assert_int_equal(lc_ctx_end(&ctx, status, &err), CTR_E_IO);
        assert_string_equal(ctr_error_message(err),
                            "libsodium does not start; see whether the process may read random "
                            "bytes of the system and restart it");
        ctr_error_free(err);
        assert_int_equal(calls, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_library_that_does_not_start_is_an_io_error_every_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
