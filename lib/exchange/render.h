/*
 * Every result writes itself here: JSON by its shape, text by a function of its own. The command
 * and the bindings format nothing.
 */
#ifndef LC_EXCHANGE_RENDER_H
#define LC_EXCHANGE_RENDER_H

#include "base/shape.h"

/* Write `body` in the form asked for. ARGUMENT for a NULL result or writer, UNSUPPORTED for a kind
 * this library does not know. JSON and text end with a line feed. Needs no store; what it needs
 * meanwhile comes from malloc, because a result inside another one knows no allocator. */
ctr_status lc_render(const struct lc_shape *shape, const void *body, ctr_render kind,
                     ctr_write_fn write, void *user, ctr_error **err);

#endif
