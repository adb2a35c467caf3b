/* Text that a function of the library writes, gathered in malloc'ed memory. */
#ifndef CTRGO_BRIDGE_TEXT_H
#define CTRGO_BRIDGE_TEXT_H

#include "bridge.h"

struct ctrgo_text {
    char *bytes;
    size_t size;
};

/* A ctr_write_fn; `user` is the text. */
int ctrgo_collect(void *user, const void *bytes, size_t size);
/* The end of a call that wrote to a text: what was written, or nothing if it failed. */
ctr_status ctrgo_hand_over(ctr_status status, struct ctrgo_text t, char **bytes, size_t *size);

#endif
