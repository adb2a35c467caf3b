/*
 * What is done around libxml2 because libxml2 does it badly: it guesses and follows encodings, and
 * has trouble with a character that is cut between two pieces; it leaves carriage returns in CDATA
 * sections; it compares every attribute of a tag with all others before any callback (a tag of
 * 10 MB keeps it busy for minutes); it keeps a whole tag or comment in memory.
 */
#ifndef LC_CODEC_XML_GUARD_H
#define LC_CODEC_XML_GUARD_H

#include "base/ctx.h"

/* The piece is also the most of a tag that libxml2 may get before its attributes can be counted. */
enum { LC_XML_MAX_ATTRIBUTES = 32, LC_XML_DECLARATION = 256, LC_XML_PIECE = 4 << 10 };
/* One tag, comment or reference: a little below libxml2's own 10,000,000. */
enum { LC_XML_MAX_MARKUP = 8 << 20, LC_XML_MAX_REFERENCE = 1 << 10 };

/* Zero it before first use, all before `lines`. */
struct lc_xml_guard {
    bool begun;        /* not at the very beginning */
    bool checked;      /* past the XML declaration, if there is one */
    bool after_return; /* the last byte was a carriage return */
    char quote;        /* in a value of the waiting tag: what ends it */
    uint8_t tail_size;
    char tail[4]; /* a character cut by the end of the input so far */
    uint32_t kept_size;
    uint32_t attributes;           /* of the waiting tag */
    uint64_t waiting_at;           /* its offset in the document */
    size_t waiting_size;           /* how much of it was looked at */
    char kept[LC_XML_DECLARATION]; /* the beginning of the document */
    bool bad_byte;     /* with status: the first byte that was not handed out is the bad one */
    ctr_status status; /* not OK: what comes next is refused; message says why */
    char message[128];
    char lines[LC_XML_PIECE]; /* a piece with its line ends made line feeds; not zeroed */
};

/* Cut the next piece for libxml2 from *text: at most LC_XML_PIECE bytes of valid UTF-8 without NUL
 * and CR, in whole characters, maybe none. False when *text is used up, or when g->status refuses
 * what is left of it. The piece is valid until the next call. */
bool lc_xml_guard_next(struct lc_xml_guard *g, struct lc_str *text, struct lc_str *piece);

/* After each piece: what libxml2 holds because its end has not come, and the offset of its first
 * byte in the document. False and g->status LIMIT if it will be too much. */
bool lc_xml_guard_waiting(struct lc_xml_guard *g, struct lc_str held, uint64_t offset);

#endif
