/*
 * libxml2 for reading, and nothing else of it: SAX2 push, never HUGE, a DOCTYPE ends the parse, so
 * that entities, external files and bombs cannot be. Only UTF-8 is read; processing instructions
 * are refused, comments passed over. Text, however long, comes in pieces of a few KiB.
 *
 * lc_once must have run: libxml2 sets itself up once a process.
 */
#ifndef LC_CODEC_XML_READ_H
#define LC_CODEC_XML_READ_H

#include "base/ctx.h"

struct lc_xml_attribute {
    struct lc_str name; /* local name; attributes in a namespace are refused */
    struct lc_str value;
};

/* The caller's side; a status other than OK ends the parse with it. What is handed over is valid
 * during the callback only. */
struct lc_xml_handler {
    /* `name` is the local name of an element of namespace `ns`, which is "" for none */
    ctr_status (*start)(void *user, struct lc_str ns, struct lc_str name,
                        const struct lc_xml_attribute *attributes, size_t count);
    ctr_status (*text)(void *user, struct lc_str text); /* pieces, not empty; white space too */
    ctr_status (*end)(void *user, struct lc_str name);
    void *user;
};

struct lc_xml_reader;
/* `ctx` must outlive the reader; `file` (NULL = "input") and *handler are copied. */
ctr_status lc_xml_reader_new(struct lc_ctx *ctx, const char *file,
                             const struct lc_xml_handler *handler, struct lc_xml_reader **out);
/* INPUT "FILE:LINE:COLUMN: …" with details for anything malformed or refused, LIMIT for depth over
 * 64, more than 32 attributes and namespace declarations, a name over 128 bytes, an attribute over
 * 1 MiB, a tag or comment over 8 MiB, a reference over 1 KiB, 10 MB of different names. The first
 * failure, the handler's too, is the answer of all later calls. */
ctr_status lc_xml_feed(struct lc_xml_reader *r, const void *bytes, size_t size);
ctr_status lc_xml_finish(struct lc_xml_reader *r);
/* For the handler's own errors: records `status` with the place at which the tag or piece of text
 * begins that is being handed over, and with the details. */
ctr_status lc_xml_fail(struct lc_xml_reader *r, ctr_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* That place, for the handler: line and column from 1. */
void lc_xml_place(struct lc_xml_reader *r, int64_t *line, int64_t *column);
/* NULL is allowed; at any time but in a callback. */
void lc_xml_reader_free(struct lc_xml_reader *r);

#endif
