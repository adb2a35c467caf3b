/* The start-up of the libraries below: once, from any number of threads. */
#include "base/once.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <sodium.h>

enum { THREADS = 16 };

static pthread_barrier_t barrier;

static void *start(void *result)
{
    struct lc_ctx ctx;
    pthread_barrier_wait(&barrier);
    lc_ctx_begin(&ctx, NULL);
    *(ctr_status *)result = lc_once(&ctx);
    return lc_ctx_end(&ctx, CTR_OK, NULL) == CTR_OK ? result : NULL;
}

static void many_threads_may_start_at_once(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    ctr_status results[THREADS];
    assert_int_equal(pthread_barrier_init(&barrier, NULL, THREADS), 0);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, start, &results[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        void *result = NULL;
        pthread_join(threads[i], &result);
        assert_ptr_equal(result, &results[i]);
        assert_int_equal(results[i], CTR_OK);
    }
    pthread_barrier_destroy(&barrier);
}

static void the_libraries_are_up_afterwards(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_once(&ctx), CTR_OK);
    assert_null(ctx.error);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    assert_int_equal(sodium_init(), 1); /* 1: was done already */
    xmlDocPtr doc = xmlReadMemory("<a/>", 4, NULL, NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    xmlFreeDoc(doc);
    xmlCleanupParser();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_threads_may_start_at_once),
        cmocka_unit_test(the_libraries_are_up_afterwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
