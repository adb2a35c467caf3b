/*
 * The XML reader between its two files: xml_read.c feeds libxml2, xml_sax.c is what libxml2 calls.
 */
#ifndef LC_CODEC_XML_READER_H
#define LC_CODEC_XML_READER_H

#include "base/buf.h"
#include "codec/xml_guard.h"
#include "codec/xml_read.h"

#include <libxml/parser.h>

#if LIBXML_VERSION >= 21200
typedef const xmlError *lc_xml_error;
#else
typedef xmlErrorPtr lc_xml_error;
#endif

struct lc_xml_reader {
    struct lc_ctx *ctx;
    ctr_allocator alloc;
    char *file;
    struct lc_xml_handler handler;
    xmlParserCtxtPtr parser; /* NULL while it is being made */
    ctr_status status;       /* sticky */
    bool rooted;             /* the root element has begun */
    bool finished;
    bool in_tag; /* a tag is being handed over */
    uint32_t depth;
    struct lc_str piece;    /* text being handed over */
    long long line, column; /* of the failure; the parser forgets its own when stopped */
    struct lc_buf values;   /* of attributes, where they are not libxml2's own bytes */
    struct lc_xml_attribute attributes[LC_XML_MAX_ATTRIBUTES];
    struct lc_xml_guard guard; /* the last: what is at its end need not be zeroed */
};

/* Fill in the callbacks; their user is the reader. */
void lc_xml_sax(xmlSAXHandler *sax);
/* Takes any error of libxml2 and records it; warnings are passed over. */
void lc_xml_on_error(void *reader, lc_xml_error e);

/* The first failure ends the parse: nothing is fed any more, and no callback does anything. */
void lc_xml_settle(struct lc_xml_reader *r, ctr_status status);
/* Record a failure and settle it, at the place up to which libxml2 has read, or, if `end`, at the
 * end of all it was given. */
void lc_xml_refuse(struct lc_xml_reader *r, bool end, ctr_status status, const char *reason);
/* No memory, or LIMIT where libxml2 says so although it only refuses more names. */
void lc_xml_refuse_memory(struct lc_xml_reader *r);

#endif
