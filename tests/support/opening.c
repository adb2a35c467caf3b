/* Opening and closing one store. */
#include "support/opening.h"

#include <stdio.h>

int opening_setup(void **state)
{
    static struct opening o;

    o.store = NULL;
    o.err = NULL;
    tmpdir_make_fast(&o.dir);
    snprintf(o.path, sizeof o.path, "%s/s.db", o.dir.path);
    *state = &o;
    return 0;
}

int opening_teardown(void **state)
{
    struct opening *o = *state;

    lc_store_close(o->store);
    ctr_error_free(o->err);
    tmpdir_remove(&o->dir);
    return 0;
}

ctr_status opening_try(struct opening *o, const char *path, uint32_t flags)
{
    const ctr_store_options options = tmpstore_options(flags);

    lc_store_close(o->store);
    ctr_error_free(o->err);
    o->err = NULL;
    return tmpstore_open(path, &options, &o->store, NULL, &o->err);
}

void opening_close(struct opening *o)
{
    lc_store_close(o->store);
    o->store = NULL;
}
