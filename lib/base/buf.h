/*
 * A growable output buffer with a mandatory maximum. A failed append frees it and poisons it, so
 * that callers check once, at the end.
 */
#ifndef LC_BASE_BUF_H
#define LC_BASE_BUF_H

#include "base/alloc.h"
#include "base/str.h"

struct lc_buf {
    const ctr_allocator *alloc; /* must outlive the buffer */
    char *data;                 /* NUL behind the content once anything was added */
    size_t size;
    size_t room;
    size_t max;
    ctr_status status; /* OK, NOMEM or LIMIT (poisoned) */
};

void lc_buf_init(struct lc_buf *buf, const ctr_allocator *alloc, size_t max);
void lc_buf_free(struct lc_buf *buf);
void lc_buf_add(struct lc_buf *buf, const void *bytes, size_t size);
void lc_buf_char(struct lc_buf *buf, char c);
void lc_buf_str(struct lc_buf *buf, struct lc_str s);
void lc_buf_text(struct lc_buf *buf, const char *text); /* NULL adds nothing */
void lc_buf_int(struct lc_buf *buf, int64_t value);
void lc_buf_printf(struct lc_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Room for `size` more bytes to be written by the caller, then lc_buf_wrote; NULL when poisoned. */
char *lc_buf_reserve(struct lc_buf *buf, size_t size);
void lc_buf_wrote(struct lc_buf *buf, size_t size);
/* Forget the content, keep the memory. */
void lc_buf_clear(struct lc_buf *buf);
/* Content as a C string; "" when empty; NULL when poisoned. Borrowed until the next change. */
const char *lc_buf_cstr(const struct lc_buf *buf);

#endif
