/* Terms of many values that are no records: lists of texts, maps of numbers, what others read. */
#include "terms/record_room.h"

#include <stdio.h>

void lc_term_store_array(const struct lc_term_field *f, const void *items, size_t count)
{
    lc_term_store(f, &items, sizeof items);
    memcpy(f->body + f->term->count_offset, &count, sizeof count);
}

const struct lc_value *lc_term_elements(const struct lc_value *value, size_t *count)
{
    if (value->kind == LC_ARRAY) {
        *count = value->count;
        return value->items;
    }
    *count = !lc_term_nothing(value);
    return value;
}

static ctr_status take_item(const struct lc_term_reading *r, const struct lc_term_field *list,
                            const struct lc_value *value, size_t index, const char **out)
{
    char number[24];
    struct lc_term_field item = *list;
    item.value = value;
    item.spot.place = value->offset;
    snprintf(number, sizeof number, "%zu", index);
    LC_TRY(lc_term_below(r, list->spot, lc_str(number), &item.spot.path));
    LC_TRY(lc_term_take_text(r, &item, out));
    LC_TRY(lc_term_below(r, list->spot, lc_str(*out), &item.spot.path));
    return lc_term_point_add(r, &item, "");
}

static ctr_status read_texts(const struct lc_term_reading *r, const struct lc_term_field *f)
{
    size_t count;
    const struct lc_value *items = lc_term_elements(f->value, &count);
    const char **texts = lc_new(r->ctx, count + 1, sizeof *texts);
    if (!texts) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        LC_TRY(take_item(r, f, &items[i], i, &texts[i]));
    }
    lc_term_store_array(f, texts, count);
    return CTR_OK;
}

static ctr_status read_pairs(const struct lc_term_reading *r, const struct lc_term_field *f)
{
    if (f->value->kind != LC_OBJECT && !lc_term_nothing(f->value)) {
        return lc_term_wrong(r, f, "a map of numbers");
    }
    size_t count = f->value->kind == LC_OBJECT ? f->value->count : 0;
    struct lc_term_pair *pairs = lc_new(r->ctx, count + 1, sizeof *pairs);
    if (!pairs) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        const struct lc_member *m = &f->value->members[i];
        struct lc_term_field item = *f;
        char text[LC_FIXED_TEXT];
        item.value = &m->value;
        item.spot.place = m->value.offset;
        pairs[i].key = lc_dup(r->ctx, lc_key(m));
        if (!pairs[i].key) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_term_below(r, f->spot, lc_key(m), &item.spot.path));
        LC_TRY(lc_term_take_fixed(r, &item, &pairs[i].value));
        lc_fixed_text(pairs[i].value, text);
        LC_TRY(lc_term_point_add(r, &item, lc_dup(r->ctx, lc_str(text))));
    }
    lc_term_store_array(f, pairs, count);
    return CTR_OK;
}

/* Points for everything in a value that others read, elements of lists by their number. */
static ctr_status point_out(const struct lc_term_reading *r, const struct lc_term_field *f)
{
    const struct lc_value *v = f->value;
    bool object = v->kind == LC_OBJECT;
    if (v->kind != LC_ARRAY && !object) {
        struct lc_str text = lc_term_scalar(v);
        if (text.len && memchr(text.ptr, '\0', text.len)) {
            return lc_term_refuse(r, f->spot, "holds a NUL character; none is allowed");
        }
        return text.len ? lc_term_point_add(r, f, lc_dup(r->ctx, text)) : CTR_OK;
    }
    size_t count = object ? v->count : v->count;
    for (size_t i = 0; i < count; i++) {
        struct lc_term_field item = *f;
        char number[24];
        snprintf(number, sizeof number, "%zu", i);
        item.value = object ? &v->members[i].value : &v->items[i];
        item.spot.place = item.value->offset;
        LC_TRY(lc_term_below(r, f->spot, object ? lc_key(&v->members[i]) : lc_str(number),
                             &item.spot.path));
        LC_TRY(lc_term_note_place(r, &item.spot));
        LC_TRY(point_out(r, &item));
    }
    return CTR_OK;
}

ctr_status lc_term_read_list(const struct lc_term_reading *r, const struct lc_term_field *f)
{
    if (f->term->kind == LC_TERM_TEXTS) {
        return read_texts(r, f);
    }
    if (f->term->kind == LC_TERM_PAIRS) {
        return read_pairs(r, f);
    }
    if (f->value->kind != LC_OBJECT && f->value->kind != LC_ARRAY) {
        return lc_term_wrong(r, f, "a map or a list");
    }
    lc_term_store(f, &f->value, sizeof f->value);
    return point_out(r, f);
}
