/*
 * The one process-wide start-up. libxml2 and libsodium ask for it: done by two threads at once, the
 * first call into them is a race. Nothing else in the library is global.
 */
#include "base/once.h"

#include <libxml/parser.h>
#include <pthread.h>
#include <sodium.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static const char *failed; /* written under `once`, read after it */

static void start(void)
{
    if (sodium_init() < 0) {
        failed = "libsodium";
        return;
    }
    xmlInitParser();
}

ctr_status lc_once(struct lc_ctx *ctx)
{
    int error = pthread_once(&once, start);
    if (error || failed) {
        return lc_fail(ctx, CTR_E_IO,
                       "%s does not start; see whether the process may read random bytes of the "
                       "system and restart it",
                       failed ? failed : "pthread_once");
    }
    return CTR_OK;
}
