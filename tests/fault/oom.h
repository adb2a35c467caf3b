/*
 * What the scenes of t_oom.c stand on.
 */
#ifndef TESTS_FAULT_OOM_H
#define TESTS_FAULT_OOM_H

#include "support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct scene_state {
    ctr_store *store;
    struct text_sink out;  /* what the calls said */
    struct text_sink file; /* an export, made in the preparation of the import */
    size_t read;
    char keys[3][24]; /* of entries */
    ctr_error *err;
};

#define TRY(call)                                                                                  \
    do {                                                                                           \
        ctr_status try_ = (call);                                                                  \
        if (try_ != CTR_OK) {                                                                      \
            return try_;                                                                           \
        }                                                                                          \
    } while (0)

/* Render a result into the scene's output, then free it. */
#define SHOW(s, type, result)                                                                      \
    do {                                                                                           \
        ctr_status json_ =                                                                         \
            ctr_##type##_render(result, CTR_RENDER_JSON, text_sink_write, &(s)->out, &(s)->err);   \
        ctr_status text_ = json_ == CTR_OK                                                         \
                               ? ctr_##type##_render(result, CTR_RENDER_TEXT, text_sink_write,     \
                                                     &(s)->out, &(s)->err)                         \
                               : json_;                                                            \
        ctr_##type##_free(result);                                                                 \
        TRY(text_);                                                                                \
    } while (0)

#endif
