/*
 * One store in a folder of its own, opened and closed again and again: for tests of opening.
 */
#ifndef TESTS_SUPPORT_OPENING_H
#define TESTS_SUPPORT_OPENING_H

#include "support/tmpstore.h"

struct opening {
    struct tmpdir dir;
    char path[TMP_PATH + 8]; /* of the store, which is not made yet */
    ctr_store *store;        /* NULL while closed */
    ctr_error *err;          /* of the last try */
};

/* cmocka set-up and tear-down. */
int opening_setup(void **state);
int opening_teardown(void **state);
/* Close what is open, then open `path`. */
ctr_status opening_try(struct opening *o, const char *path, uint32_t flags);
void opening_close(struct opening *o);

#endif
