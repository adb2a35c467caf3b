/*
 * Steps of work with the file system failing at every call that they make: killed there, refused
 * once, refused from there on, out of space. Afterwards each step is there whole or not at all,
 * what was acknowledged is there, and gone on with the store comes to the same end.
 */
#ifndef TESTS_SUPPORT_FAULTWALK_H
#define TESTS_SUPPORT_FAULTWALK_H

#include "support/fixture.h"

#include <stdbool.h>

struct fault_walk {
    const char *name; /* of what is done, for the line that says how far it was walked */
    bool whole;       /* each call in every run, not a sample, where no sanitizer is */
    int steps;
    void (*prepare)(struct fixture *f); /* what is there before; NULL = an empty store */
    ctr_status (*step)(ctr_store *store, int n, ctr_error **err);
    /* How many steps the store holds, whole; fails the test if one is half there. */
    int (*done)(struct fixture *f);
    /* What must hold once all steps are done, besides a sound store; NULL = nothing more. */
    void (*end)(struct fixture *f);
};

/* A process killed at every call, in a child. */
void fault_walk_kill(const struct fault_walk *w);
/* Every call refused; the handle goes on. */
void fault_walk_refuse(const struct fault_walk *w);

#endif
