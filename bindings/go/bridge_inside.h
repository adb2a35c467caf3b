/* What the files of the bridge share, and Go does not see. */
#ifndef CTRGO_BRIDGE_INSIDE_H
#define CTRGO_BRIDGE_INSIDE_H

#include "bridge.h"

/* Text that a function of the library writes, gathered in malloc'ed memory. */
struct ctrgo_text {
    char *bytes;
    size_t size;
};

/* A ctr_write_fn; `user` is the text. */
int ctrgo_collect(void *user, const void *bytes, size_t size);
/* The end of a call that wrote to a text: what was written, or nothing if it failed. */
ctr_status ctrgo_hand_over(ctr_status status, struct ctrgo_text t, char **bytes, size_t *size);

/* A document of Go as the library takes it. */
ctr_source ctrgo_source_of(const ctrgo_source *given, const char *data, size_t size);
/* Progress goes to the function behind `user`; 0 = to none. */
void ctrgo_progress_of(ctr_diff_options *options, uintptr_t user);

#endif
