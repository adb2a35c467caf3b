/*
 * Every result writes itself here: JSON by its shape, text by a function of its own. The command
 * and the bindings format nothing.
 */
#ifndef LC_EXCHANGE_RENDER_H
#define LC_EXCHANGE_RENDER_H

#include "base/shape.h"

extern const struct lc_word lc_words_render[];

/* Write `body` in the form asked for. ARGUMENT for a NULL result or writer, UNSUPPORTED for a kind
 * that the result does not know, with those it knows. JSON and text end with a line feed. Needs no
 * store; what it needs meanwhile comes from malloc, because a result inside another one knows no
 * allocator. */
ctr_status lc_render(const struct lc_shape *shape, const void *body, ctr_render kind,
                     ctr_write_fn write, void *user, ctr_error **err);

#endif
