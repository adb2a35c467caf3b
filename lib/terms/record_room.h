/*
 * What the files that read governing documents share: a term being read, where it stands, and how
 * it is reported. Nobody else includes this.
 */
#ifndef LC_TERMS_RECORD_ROOM_H
#define LC_TERMS_RECORD_ROOM_H

#include "terms/record.h"

/* Bounds, so that a small document cannot ask for much memory: every point has its path. */
enum {
    LC_TERM_TOKEN = 128,     /* bytes of one name within a path; longer ones are cut, with a hash */
    LC_TERM_LEVELS = 15,     /* of nesting; the XML form has 16 with its root */
    LC_TERM_POINTS = 200000, /* terms of one document */
};

struct lc_term_reading {
    struct lc_ctx *ctx;
    struct lc_terms *out;
    bool typed; /* see struct lc_term_record */
};

/* Where something stands: its path, and the place that an error about it names. */
struct lc_term_spot {
    const char *path;
    uint32_t place;
};

/* One term of one record being read. */
struct lc_term_field {
    const struct lc_term *term;
    const struct lc_value *value;
    struct lc_term_spot spot;
    char *body;
    bool given; /* false: the value is the documented default */
};

/* record_point.c */
ctr_status lc_term_refuse(const struct lc_term_reading *r, struct lc_term_spot spot,
                          const char *message);
/* "should be WANTED, found …". */
ctr_status lc_term_wrong(const struct lc_term_reading *r, const struct lc_term_field *f,
                         const char *wanted);
/* PATH/key, refused if that is nested too deeply or the key holds a NUL. */
ctr_status lc_term_below(const struct lc_term_reading *r, struct lc_term_spot spot,
                         struct lc_str key, const char **out);
/* The point of the field, `value` being its text; NULL says that there was no memory. */
ctr_status lc_term_point_add(const struct lc_term_reading *r, const struct lc_term_field *f,
                             const char *value);
ctr_status lc_term_note_place(const struct lc_term_reading *r, const struct lc_term_spot *spot);
/* More room for an array that is full. */
ctr_status lc_term_grow(struct lc_ctx *ctx, void **items, size_t *room, size_t count, size_t size);

/* record_scalar.c */
/* Text of a scalar without the blanks around it; ptr NULL for lists, maps and null. */
struct lc_str lc_term_scalar(const struct lc_value *value);
/* Null, or a text of nothing: as if it were not there. */
bool lc_term_nothing(const struct lc_value *value);
ctr_status lc_term_take_text(const struct lc_term_reading *r, const struct lc_term_field *f,
                             const char **out);
/* A number in millionths, whatever the term wants it for. */
ctr_status lc_term_take_fixed(const struct lc_term_reading *r, const struct lc_term_field *f,
                              int64_t *out);
/* TEXT to WORD. */
ctr_status lc_term_read_scalar(const struct lc_term_reading *r, const struct lc_term_field *f);

/* record_list.c */
/* The elements of a list; what is no list is its only element, and nothing is the empty one. */
const struct lc_value *lc_term_elements(const struct lc_value *value, size_t *count);
void lc_term_store_array(const struct lc_term_field *f, const void *items, size_t count);
/* TEXTS, PAIRS, VALUE. */
ctr_status lc_term_read_list(const struct lc_term_reading *r, const struct lc_term_field *f);

/* record_stray.c */
/* A key that the record has no term for: remembered, or refused if the record is closed. */
ctr_status lc_term_stray(const struct lc_term_reading *r, const struct lc_term_record *record,
                         const struct lc_member *m, struct lc_term_spot above);

/* "a" or "an", as the record's name wants. */
static inline const char *lc_term_article(const struct lc_term_record *record)
{
    return strchr("aeiouS", record->name[0]) ? "an" : "a"; /* S: of an abbreviation, SLO */
}

static inline void lc_term_store(const struct lc_term_field *f, const void *bytes, size_t size)
{
    memcpy(f->body + f->term->offset, bytes, size);
}

#endif
