/*
 * A small escaping writer of XML 1.0; libxml2's own leaks or truncates when an allocation fails.
 * Elements on lines of their own, two spaces a level; an element holds elements or text, not both.
 *
 * Misuse, characters that XML cannot hold, a failed write and lack of memory stick: later calls do
 * nothing, lc_xml_end tells.
 */
#ifndef LC_CODEC_XML_WRITE_H
#define LC_CODEC_XML_WRITE_H

#include "base/buf.h"
#include "base/ctx.h"

struct lc_xml_writer {
    struct lc_ctx *ctx;
    ctr_status (*write)(void *user, const void *bytes, size_t size);
    void *user;
    struct lc_buf buf;    /* flushed at 64 KiB */
    const char *open[16]; /* names of open elements */
    uint32_t depth;
    bool in_tag;       /* '>' still to be written */
    bool had_text;     /* no indent before the end tag */
    bool rooted;       /* the root element was opened: there is no other */
    ctr_status status; /* sticky */
};

/* Starts with the XML declaration. `write` records its own error. */
void lc_xml_begin(struct lc_xml_writer *w, struct lc_ctx *ctx,
                  ctr_status (*write)(void *user, const void *bytes, size_t size), void *user);
void lc_xml_open(struct lc_xml_writer *w, const char *name); /* name must outlive the element */
void lc_xml_attr(struct lc_xml_writer *w, const char *name, const char *value); /* NULL: left out */
void lc_xml_attr_int(struct lc_xml_writer *w, const char *name, int64_t value);
void lc_xml_attr_time(struct lc_xml_writer *w, const char *name, int64_t us); /* 0: left out */
/* Text content, in as many pieces as wanted; `text` is legal XML characters without CR. */
void lc_xml_text(struct lc_xml_writer *w, struct lc_str text);
/* base64 content; call with pieces whose sizes are multiples of 3 but for the last. */
void lc_xml_base64(struct lc_xml_writer *w, const void *bytes, size_t size);
void lc_xml_close(struct lc_xml_writer *w);
/* Flush; the sticky status. Frees the buffer. */
ctr_status lc_xml_end(struct lc_xml_writer *w);
/* True if the text is valid UTF-8 of legal XML 1.0 characters without CR: it can be written as
 * text and come back byte for byte. */
bool lc_xml_legal(struct lc_str text);

#endif
