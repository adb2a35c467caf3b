/* Reading a governing document by its tables: records and lists of them. */
#include "terms/record.h"

#include "base/sha256.h"
#include "terms/record_room.h"

#include <stdio.h>

static ctr_status read_body(const struct lc_term_reading *r, const struct lc_term_record *record,
                            const struct lc_value *node, struct lc_term_spot spot, char *body);

/* What stands for a term in one element: its value, the element itself, or the default. */
static struct lc_str id_of(const struct lc_term *t, const struct lc_value *node, bool *given)
{
    bool brief = t->flags & LC_TERM_SHORTHAND && node->kind != LC_OBJECT;
    const struct lc_value *v = brief ? node : lc_get(node, t->key);
    struct lc_str id = v && !lc_term_nothing(v) ? lc_term_scalar(v) : lc_str_n(NULL, 0);
    *given |= id.len > 0;
    id = id.len ? id : lc_str(t->fallback);
    for (const struct lc_word *w = t->words; w && w->name && id.len; w++) {
        if (lc_str_eq_nocase(id, lc_str(w->name))) {
            return lc_str(w->name);
        }
    }
    return id;
}

/* What sets one element of a list apart: its ids, or else its number. */
static ctr_status element_path(const struct lc_term_reading *r, const struct lc_term_field *f,
                               const struct lc_value *node, size_t index, const char **out)
{
    const struct lc_term_record *record = f->term->record;
    const struct lc_term_spot spot = {f->spot.path, node->offset};
    struct lc_str id[2];
    size_t count = 0;
    bool given = false;
    char number[24];
    for (size_t i = 0; i < record->count && count < 2; i++) {
        if (record->terms[i].flags & LC_TERM_ID) {
            id[count] = id_of(&record->terms[i], node, &given);
            count += id[count].len > 0;
        }
    }
    if (given && count == 2) {
        const char *first = lc_dup(r->ctx, id[0]);
        const char *second = lc_dup(r->ctx, id[1]);
        *out = first && second ? lc_terms_path(r->ctx, spot.path, first, second) : NULL;
        return *out ? CTR_OK : CTR_E_NOMEM;
    }
    snprintf(number, sizeof number, "%zu", index);
    return lc_term_below(r, spot, given ? id[0] : lc_str(number), out);
}

static ctr_status read_records(const struct lc_term_reading *r, const struct lc_term_field *f)
{
    size_t count;
    size_t size = f->term->record->size;
    const struct lc_value *items = lc_term_elements(f->value, &count);
    char *bodies = lc_new(r->ctx, count + 1, size);
    struct lc_map seen = {.seed = r->out->by_path.seed};
    if (!bodies) {
        return CTR_E_NOMEM;
    }
    if (r->typed && f->value->kind != LC_ARRAY) {
        return lc_term_wrong(r, f, "a list");
    }
    for (size_t i = 0; i < count; i++) {
        struct lc_term_spot spot = {NULL, items[i].offset};
        LC_TRY(element_path(r, f, &items[i], i, &spot.path));
        if (lc_map_get(&seen, lc_str(spot.path))) {
            return lc_term_refuse(r, spot,
                                  "is there twice; remove one, or give them different ids");
        }
        LC_TRY(lc_map_set(r->ctx, &seen, lc_str(spot.path), bodies));
        LC_TRY(lc_term_note_place(r, &spot));
        LC_TRY(
            lc_map_set(r->ctx, &r->out->elements, lc_str(spot.path), (void *)(uintptr_t)f->term));
        LC_TRY(read_body(r, f->term->record, &items[i], spot, bodies + i * size));
    }
    lc_term_store_array(f, bodies, count);
    return CTR_OK;
}

static ctr_status read_term(const struct lc_term_reading *r, const struct lc_term_field *f)
{
    switch (f->term->kind) {
    case LC_TERM_RECORD:
        return read_body(r, f->term->record, f->value, f->spot, f->body + f->term->offset);
    case LC_TERM_RECORDS:
        return read_records(r, f);
    case LC_TERM_TEXTS:
    case LC_TERM_PAIRS:
    case LC_TERM_VALUE:
        return lc_term_read_list(r, f);
    case LC_TERM_TEXT:
    case LC_TERM_NAME:
    case LC_TERM_INT:
    case LC_TERM_FIXED:
    case LC_TERM_DATE:
    case LC_TERM_BOOL:
    case LC_TERM_WORD:
        break;
    }
    return lc_term_read_scalar(r, f);
}

static ctr_status read_absent(const struct lc_term_reading *r, struct lc_term_field *f)
{
    static const int64_t absent = LC_TERM_ABSENT;
    const struct lc_term *t = f->term;
    if (t->kind == LC_TERM_RECORD) {
        return read_body(r, t->record, NULL, f->spot, f->body + t->offset);
    }
    if (t->fallback) {
        struct lc_value value = lc_string_at(lc_str(t->fallback), f->spot.place);
        f->value = &value;
        return read_term(r, f);
    }
    if (t->kind == LC_TERM_INT || t->kind == LC_TERM_FIXED || t->kind == LC_TERM_DATE) {
        lc_term_store(f, &absent, sizeof absent);
    }
    return CTR_OK;
}

static bool has_term(const struct lc_term_record *record, struct lc_str key)
{
    for (size_t i = 0; i < record->count; i++) {
        if (lc_str_is(key, record->terms[i].key)) {
            return true;
        }
    }
    return lc_str_starts(key, LC_STR("x-"));
}

static const struct lc_term *shorthand(const struct lc_term_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        if (record->terms[i].flags & LC_TERM_SHORTHAND) {
            return &record->terms[i];
        }
    }
    return NULL;
}

static ctr_status missing(const struct lc_term_reading *r, const struct lc_term_record *record,
                          const struct lc_term *term, struct lc_term_spot spot)
{
    const char *message =
        lc_format(r->ctx, "the %s lacks '%s': %s", record->name, term->key, term->about);
    return message ? lc_term_refuse(r, spot, message) : CTR_E_NOMEM;
}

/* Nothing in a list is the empty list, which is something else than no list at all; blanks are
 * nothing unless they count, and a text is no record. */
static bool is_there(const struct lc_term_reading *r, const struct lc_term *t,
                     const struct lc_value *value)
{
    bool list = t->kind == LC_TERM_RECORDS || t->kind == LC_TERM_TEXTS || t->kind == LC_TERM_PAIRS;
    if (!value || value->kind == LC_NULL) {
        return false;
    }
    if (t->flags & LC_TERM_EXACT && value->kind == LC_STRING) {
        return value->count > 0;
    }
    return list || (r->typed && t->kind == LC_TERM_RECORD) || !lc_term_nothing(value);
}

static ctr_status read_member(const struct lc_term_reading *r, const struct lc_term_record *record,
                              const struct lc_term *t, const struct lc_value *node,
                              const struct lc_value *value, struct lc_term_spot spot, char *body)
{
    struct lc_term_field f = {.term = t, .body = body, .given = is_there(r, t, value)};
    f.value = f.given ? value : NULL;
    f.spot.place = f.given ? value->offset : spot.place;
    if (!f.given && node && t->flags & LC_TERM_REQUIRED) {
        return missing(r, record, t, spot);
    }
    LC_TRY(lc_term_below(r, spot, lc_str(t->key), &f.spot.path));
    if (!f.given) {
        return read_absent(r, &f);
    }
    LC_TRY(lc_term_note_place(r, &f.spot));
    return read_term(r, &f);
}

static ctr_status read_body(const struct lc_term_reading *r, const struct lc_term_record *record,
                            const struct lc_value *node, struct lc_term_spot spot, char *body)
{
    const struct lc_term *brief = NULL;
    if (node && node->kind != LC_OBJECT && (r->typed || !lc_term_nothing(node))) {
        brief = lc_term_scalar(node).ptr ? shorthand(record) : NULL;
        if (!brief) {
            const char *wanted =
                lc_format(r->ctx, "a map: %s %s", lc_term_article(record), record->name);
            struct lc_term_field f = {.value = node, .spot = spot};
            return wanted ? lc_term_wrong(r, &f, wanted) : CTR_E_NOMEM;
        }
    }
    for (size_t i = 0; i < record->count; i++) {
        const struct lc_term *t = &record->terms[i];
        const struct lc_value *value = t == brief ? node : lc_get(node, t->key);
        LC_TRY(read_member(r, record, t, node, value, spot, body));
    }
    for (uint32_t i = 0; lc_is(node, LC_OBJECT) && i < node->count; i++) {
        if (!has_term(record, lc_key(&node->members[i]))) {
            LC_TRY(lc_term_stray(r, record, &node->members[i], spot));
        }
    }
    return CTR_OK;
}

ctr_status lc_terms_read(struct lc_ctx *ctx, struct lc_doc *doc, const struct lc_value *node,
                         const struct lc_term_record *record, void *body, struct lc_terms *out)
{
    struct lc_term_reading r = {ctx, out, record->typed};
    uint32_t place = node ? node->offset : 0;
    *out = (struct lc_terms){.doc = doc, .root = place};
    lc_random(NULL, &out->by_path.seed, sizeof out->by_path.seed);
    out->places.seed = out->elements.seed = out->by_path.seed;
    return read_body(&r, record, node, (struct lc_term_spot){"", place}, body);
}
