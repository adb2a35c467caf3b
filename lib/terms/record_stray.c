/* Keys of a governing document that nobody knows, and which known one may have been meant. */
#include "terms/record_room.h"

enum { LONGEST = 96 };

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t lc_term_edits(struct lc_str a, const char *b)
{
    size_t rows[3][LONGEST + 1];
    size_t width = strlen(b);
    if (a.len > LONGEST || width > LONGEST) {
        return SIZE_MAX;
    }
    for (size_t j = 0; j <= width; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        const size_t *before = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= width; j++) {
            row[j] = least_of(above[j] + 1, row[j - 1] + 1);
            row[j] = least_of(row[j], above[j - 1] + (a.ptr[i - 1] != b[j - 1]));
            bool swapped = i > 1 && j > 1 && a.ptr[i - 1] == b[j - 2] && a.ptr[i - 2] == b[j - 1];
            row[j] = swapped ? least_of(row[j], before[j - 2] + 1) : row[j];
        }
    }
    return rows[a.len % 3][width];
}

static const char *nearest_key(const struct lc_term_record *record, struct lc_str key)
{
    const char *nearest = NULL;
    size_t least = key.len / 3 + 1;
    for (size_t i = 0; i < record->count; i++) {
        size_t distance = lc_term_edits(key, record->terms[i].key);
        if (distance < least) {
            least = distance;
            nearest = record->terms[i].key;
        }
    }
    return nearest;
}

ctr_status lc_term_stray(const struct lc_term_reading *r, const struct lc_term_record *record,
                         const struct lc_member *m, struct lc_term_spot above)
{
    struct lc_terms *out = r->out;
    const char *nearest = nearest_key(record, lc_key(m));
    struct lc_term_spot spot = {NULL, m->key_offset};
    LC_TRY(lc_term_below(r, above, lc_key(m), &spot.path));
    if (record->closed) {
        const char *hint = nearest ? lc_format(r->ctx, "; did you mean '%s'?", nearest) : "";
        const char *message = hint ? lc_format(r->ctx, "%s %s has no such member%s",
                                               lc_term_article(record), record->name, hint)
                                   : NULL;
        return message ? lc_term_refuse(r, spot, message) : CTR_E_NOMEM;
    }
    if (out->stray_count == LC_TERM_POINTS) {
        return lc_doc_fail_as(r->ctx, out->doc, CTR_E_LIMIT, spot.place,
                              "the document has more than %d keys that nobody knows",
                              (int)LC_TERM_POINTS);
    }
    LC_TRY(lc_term_grow(r->ctx, (void **)&out->strays, &out->stray_room, out->stray_count,
                        sizeof *out->strays));
    out->strays[out->stray_count++] =
        (struct lc_term_stray){spot.path, nearest, &m->value, spot.place};
    return CTR_OK;
}
