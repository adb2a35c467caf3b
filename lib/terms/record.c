/* Reading a governing document by its tables. */
#include "terms/record.h"

#include "base/time.h"

#include <stdarg.h>
#include <stdio.h>

struct reading {
    struct lc_ctx *ctx;
    struct lc_terms *out;
};

/* Where something stands: its path, and the place that an error about it names. */
struct spot {
    const char *path;
    uint32_t place;
};

/* One term of one record being read. */
struct field {
    const struct lc_term *term;
    const struct lc_value *value; /* NULL: by default */
    struct spot spot;
    char *body;
    bool given; /* false: the value is the documented default */
};

static ctr_status refuse(const struct reading *r, struct spot spot, const char *message)
{
    ctr_status status = lc_doc_fail(r->ctx, r->out->doc, spot.place, "%s: %s",
                                    *spot.path ? spot.path : "/", message);
    lc_detail(r->ctx, "field", spot.path);
    return status;
}

static struct lc_str shown(struct lc_str text)
{
    size_t n = text.len < 40 ? text.len : 40;
    while (n && n < text.len && ((unsigned char)text.ptr[n] & 0xC0) == 0x80) {
        n--;
    }
    return lc_str_n(text.ptr, n);
}

static const char *what_is(struct lc_ctx *ctx, const struct lc_value *value)
{
    struct lc_str text;
    switch ((enum lc_value_kind)value->kind) {
    case LC_ARRAY:
        return "a list";
    case LC_OBJECT:
        return "a map";
    case LC_NULL:
        return "null";
    case LC_FALSE:
        return "false";
    case LC_TRUE:
        return "true";
    case LC_NUMBER:
    case LC_STRING:
        break;
    }
    text = shown(value->text);
    return lc_format(ctx, "'%.*s'%s", (int)text.len, text.ptr,
                     text.len < value->text.len ? "…" : "");
}

static ctr_status wrong(const struct reading *r, const struct field *f, const char *wanted)
{
    const char *found = f->value ? what_is(r->ctx, f->value) : "nothing";
    const char *message =
        found ? lc_format(r->ctx, "should be %s, found %s", wanted, found) : NULL;
    return message ? refuse(r, f->spot, message) : CTR_E_NOMEM;
}

/* ---- points ---- */

static ctr_status grow(struct lc_ctx *ctx, void **items, size_t *room, size_t count, size_t size)
{
    if (count < *room) {
        return CTR_OK;
    }
    size_t more = *room ? *room * 2 : 32;
    void *at = lc_new(ctx, more, size);
    if (!at) {
        return CTR_E_NOMEM;
    }
    if (count) {
        memcpy(at, *items, count * size);
    }
    *items = at;
    *room = more;
    return CTR_OK;
}

static ctr_status add_point(const struct reading *r, const struct field *f, const char *value)
{
    struct lc_terms *out = r->out;
    if (!value) {
        return CTR_E_NOMEM;
    }
    if (lc_map_get(&out->by_path, lc_str(f->spot.path))) {
        return refuse(r, f->spot, "is there twice; remove one, or give them different ids");
    }
    LC_TRY(grow(r->ctx, (void **)&out->points, &out->point_room, out->point_count,
                sizeof *out->points));
    out->points[out->point_count++] =
        (struct lc_term_point){f->spot.path, value, f->term, f->spot.place, f->given};
    return lc_map_set(r->ctx, &out->by_path, lc_str(f->spot.path),
                      (void *)(uintptr_t)out->point_count);
}

const struct lc_term_point *lc_terms_find(const struct lc_terms *terms, const char *path)
{
    uintptr_t index = (uintptr_t)lc_map_get(&terms->by_path, lc_str(path));
    return index ? &terms->points[index - 1] : NULL;
}

/* ---- scalars ---- */

static void store(const struct field *f, const void *bytes, size_t size)
{
    memcpy(f->body + f->term->offset, bytes, size);
}

/* Text of a scalar as it was written; ptr NULL for lists, maps and null. */
static struct lc_str scalar(const struct lc_value *value)
{
    switch ((enum lc_value_kind)value->kind) {
    case LC_STRING:
    case LC_NUMBER:
        return value->text.ptr ? value->text : LC_STR("");
    case LC_TRUE:
        return LC_STR("true");
    case LC_FALSE:
        return LC_STR("false");
    case LC_NULL:
    case LC_ARRAY:
    case LC_OBJECT:
        break;
    }
    return lc_str_n(NULL, 0);
}

static ctr_status take_text(const struct reading *r, const struct field *f, const char **out)
{
    struct lc_str text = scalar(f->value);
    if (!text.ptr) {
        return wrong(r, f, "text");
    }
    if (text.len && memchr(text.ptr, '\0', text.len)) {
        return refuse(r, f->spot, "holds a NUL character; none is allowed");
    }
    *out = lc_dup(r->ctx, text);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

static bool is_name(const char *text)
{
    size_t n = 0;
    for (; text[n]; n++) {
        char c = text[n];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && (n == 0 || !strchr("._-", c))) {
            return false;
        }
    }
    return n > 0 && n <= 128;
}

static ctr_status read_text(const struct reading *r, const struct field *f)
{
    const char *text;
    LC_TRY(take_text(r, f, &text));
    if (f->term->kind == LC_TERM_NAME && !is_name(text)) {
        return wrong(r, f, "a name: 1 to 128 of A-Z a-z 0-9 '.' '_' '-', the first a letter or digit");
    }
    store(f, &text, sizeof text);
    return add_point(r, f, text);
}

/* A number in millionths, whatever the term wants it for. */
static ctr_status take_fixed(const struct reading *r, const struct field *f, int64_t *out)
{
    const struct lc_term *t = f->term;
    struct lc_str text = scalar(f->value);
    bool truth = f->value->kind == LC_TRUE || f->value->kind == LC_FALSE;
    enum lc_fixed_status status =
        text.ptr && !truth ? lc_fixed_parse(text, out) : LC_FIXED_NO_NUMBER;
    bool whole = t->kind == LC_TERM_INT;
    bool inside = status == LC_FIXED_OK && *out / LC_FIXED_ONE >= t->least &&
                  *out <= t->most * LC_FIXED_ONE && *out >= t->least * LC_FIXED_ONE;
    if (inside && (!whole || *out % LC_FIXED_ONE == 0)) {
        return CTR_OK;
    }
    const char *wanted =
        lc_format(r->ctx, "%s from %lld to %lld%s", whole ? "a whole number" : "a number",
                  (long long)t->least, (long long)t->most,
                  status == LC_FIXED_TOO_FINE ? " with at most 6 decimals" : "");
    return wanted ? wrong(r, f, wanted) : CTR_E_NOMEM;
}

static ctr_status read_number(const struct reading *r, const struct field *f)
{
    int64_t value = 0;
    char text[LC_FIXED_TEXT];
    LC_TRY(take_fixed(r, f, &value));
    const char *point = lc_dup(r->ctx, lc_str(lc_fixed_text(value, text)));
    if (f->term->kind == LC_TERM_INT) {
        value /= LC_FIXED_ONE;
    }
    store(f, &value, sizeof value);
    return add_point(r, f, point);
}

static ctr_status read_date(const struct reading *r, const struct field *f)
{
    struct lc_str text = scalar(f->value);
    int64_t us;
    if (!text.ptr || text.len != 10 || !lc_time_parse(text, false, &us)) {
        return wrong(r, f, "a date that exists, as 2026-12-31");
    }
    int64_t day = us / INT64_C(86400000000) - (us % INT64_C(86400000000) < 0);
    store(f, &day, sizeof day);
    return add_point(r, f, lc_dup(r->ctx, text));
}

static ctr_status read_bool(const struct reading *r, const struct field *f)
{
    struct lc_str text = scalar(f->value);
    int32_t truth = text.ptr && lc_str_is(text, "true");
    if (!text.ptr || (!truth && !lc_str_is(text, "false"))) {
        return wrong(r, f, "true or false");
    }
    store(f, &truth, sizeof truth);
    return add_point(r, f, truth ? "true" : "false");
}

static ctr_status read_word(const struct reading *r, const struct field *f)
{
    struct lc_str text = scalar(f->value);
    const char *word = text.ptr ? lc_dup(r->ctx, text) : "";
    int32_t value;
    if (!word) {
        return CTR_E_NOMEM;
    }
    if (!lc_word_parse(f->term->words, word, &value)) {
        const char *wanted = lc_word_list(r->ctx, f->term->words);
        return wanted ? wrong(r, f, wanted) : CTR_E_NOMEM;
    }
    store(f, &value, sizeof value);
    return add_point(r, f, lc_word_name(f->term->words, value));
}

/* ---- lists and maps ---- */

static void store_array(const struct field *f, const void *items, size_t count)
{
    store(f, &items, sizeof items);
    memcpy(f->body + f->term->count_offset, &count, sizeof count);
}

/* The elements of a list; what is no list is its only element, and "" is the empty one. */
static struct lc_value *elements(const struct lc_value *value, size_t *count)
{
    bool empty = value->kind == LC_STRING && value->text.len == 0;
    if (value->kind == LC_ARRAY) {
        *count = value->items.count;
        return (struct lc_value *)(uintptr_t)value->items.at;
    }
    *count = !empty;
    return (struct lc_value *)(uintptr_t)value;
}

static ctr_status read_texts(const struct reading *r, const struct field *f)
{
    size_t count;
    const struct lc_value *items = elements(f->value, &count);
    const char **texts = lc_new(r->ctx, count + 1, sizeof *texts);
    if (!texts) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        struct field item = *f;
        item.value = &items[i];
        item.spot.place = items[i].offset;
        item.spot.path = lc_format(r->ctx, "%s/%zu", f->spot.path, i);
        if (!item.spot.path) {
            return CTR_E_NOMEM;
        }
        LC_TRY(take_text(r, &item, &texts[i]));
        item.spot.path = lc_format(r->ctx, "%s/%s", f->spot.path, texts[i]);
        if (!item.spot.path) {
            return CTR_E_NOMEM;
        }
        LC_TRY(add_point(r, &item, ""));
    }
    store_array(f, texts, count);
    return CTR_OK;
}

static ctr_status read_pairs(const struct reading *r, const struct field *f)
{
    bool empty = f->value->kind == LC_STRING && f->value->text.len == 0;
    if (f->value->kind != LC_OBJECT && !empty) {
        return wrong(r, f, "a map of numbers");
    }
    size_t count = empty ? 0 : f->value->members.count;
    struct lc_term_pair *pairs = lc_new(r->ctx, count + 1, sizeof *pairs);
    if (!pairs) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        const struct lc_member *m = &f->value->members.at[i];
        struct field item = *f;
        char text[LC_FIXED_TEXT];
        item.value = &m->value;
        item.spot.place = m->value.offset;
        pairs[i].key = lc_dup(r->ctx, m->key);
        item.spot.path = pairs[i].key ? lc_format(r->ctx, "%s/%s", f->spot.path, pairs[i].key) : NULL;
        if (!item.spot.path) {
            return CTR_E_NOMEM;
        }
        LC_TRY(take_fixed(r, &item, &pairs[i].value));
        LC_TRY(add_point(r, &item, lc_dup(r->ctx, lc_str(lc_fixed_text(pairs[i].value, text)))));
    }
    store_array(f, pairs, count);
    return CTR_OK;
}

/* ---- values that others read ---- */

/* Points for everything in it, elements of lists by their number. */
static ctr_status point_out(const struct reading *r, const struct field *f)
{
    const struct lc_value *v = f->value;
    bool object = v->kind == LC_OBJECT;
    if (v->kind != LC_ARRAY && !object) {
        struct lc_str text = scalar(v);
        return add_point(r, f, text.ptr ? lc_dup(r->ctx, text) : "null");
    }
    size_t count = object ? v->members.count : v->items.count;
    for (size_t i = 0; i < count; i++) {
        struct field item = *f;
        item.value = object ? &v->members.at[i].value : &v->items.at[i];
        item.spot.place = item.value->offset;
        struct lc_str key = object ? v->members.at[i].key : lc_str_n(NULL, 0);
        item.spot.path = object
                             ? lc_format(r->ctx, "%s/%.*s", f->spot.path, (int)key.len, key.ptr)
                             : lc_format(r->ctx, "%s/%zu", f->spot.path, i);
        if (!item.spot.path) {
            return CTR_E_NOMEM;
        }
        LC_TRY(point_out(r, &item));
    }
    return CTR_OK;
}

static ctr_status read_value(const struct reading *r, const struct field *f)
{
    store(f, &f->value, sizeof(void *));
    return point_out(r, f);
}

/* ---- records ---- */

static ctr_status note_place(const struct reading *r, const struct spot *spot)
{
    return lc_map_set(r->ctx, &r->out->places, lc_str(spot->path),
                      (void *)((uintptr_t)spot->place + 1));
}

static ctr_status read_body(const struct reading *r, const struct lc_term_record *record,
                            const struct lc_value *node, struct spot spot, char *body);

/* What sets one element of a list apart: its ids, or else its number. */
static const char *element_path(const struct reading *r, const struct field *f,
                                const struct lc_value *node, size_t index)
{
    const struct lc_term_record *record = f->term->record;
    const char *path = NULL;
    for (size_t i = 0; i < record->count; i++) {
        const struct lc_term *t = &record->terms[i];
        bool here = t->flags & LC_TERM_SHORTHAND && node->kind != LC_OBJECT;
        const struct lc_value *v = here ? node : lc_get(node, t->key);
        struct lc_str id = v ? scalar(v) : lc_str(t->fallback);
        if (!(t->flags & LC_TERM_ID) || !id.len) {
            continue;
        }
        path = path ? lc_format(r->ctx, "%s,%.*s", path, (int)id.len, id.ptr)
                    : lc_format(r->ctx, "%s/%.*s", f->spot.path, (int)id.len, id.ptr);
        if (!path) {
            return NULL;
        }
    }
    return path ? path : lc_format(r->ctx, "%s/%zu", f->spot.path, index);
}

static ctr_status read_records(const struct reading *r, const struct field *f)
{
    size_t count;
    size_t size = f->term->record->size;
    const struct lc_value *items = elements(f->value, &count);
    char *bodies = lc_new(r->ctx, count + 1, size);
    struct lc_map seen = {.seed = r->out->by_path.seed};
    if (!bodies) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        struct spot spot = {element_path(r, f, &items[i], i), items[i].offset};
        if (!spot.path) {
            return CTR_E_NOMEM;
        }
        if (lc_map_get(&seen, lc_str(spot.path))) {
            return refuse(r, spot, "is there twice; remove one, or give them different ids");
        }
        LC_TRY(lc_map_set(r->ctx, &seen, lc_str(spot.path), bodies));
        LC_TRY(note_place(r, &spot));
        LC_TRY(read_body(r, f->term->record, &items[i], spot, bodies + i * size));
    }
    store_array(f, bodies, count);
    return CTR_OK;
}

static ctr_status read_term(const struct reading *r, const struct field *f)
{
    switch (f->term->kind) {
    case LC_TERM_TEXT:
    case LC_TERM_NAME:
        return read_text(r, f);
    case LC_TERM_INT:
    case LC_TERM_FIXED:
        return read_number(r, f);
    case LC_TERM_DATE:
        return read_date(r, f);
    case LC_TERM_BOOL:
        return read_bool(r, f);
    case LC_TERM_WORD:
        return read_word(r, f);
    case LC_TERM_RECORD:
        return read_body(r, f->term->record, f->value, f->spot, f->body + f->term->offset);
    case LC_TERM_RECORDS:
        return read_records(r, f);
    case LC_TERM_TEXTS:
        return read_texts(r, f);
    case LC_TERM_PAIRS:
        return read_pairs(r, f);
    case LC_TERM_VALUE:
        return read_value(r, f);
    }
    return CTR_OK;
}

static ctr_status read_absent(const struct reading *r, struct field *f)
{
    static const int64_t absent = LC_TERM_ABSENT;
    const struct lc_term *t = f->term;
    if (t->kind == LC_TERM_RECORD) {
        return read_body(r, t->record, NULL, f->spot, f->body + t->offset);
    }
    if (t->fallback) {
        struct lc_value value = {.kind = LC_STRING, .offset = f->spot.place};
        value.text = lc_str(t->fallback);
        f->value = &value;
        return read_term(r, f);
    }
    if (t->kind == LC_TERM_INT || t->kind == LC_TERM_FIXED || t->kind == LC_TERM_DATE) {
        store(f, &absent, sizeof absent);
    }
    return CTR_OK;
}

/* Smallest number of letters to insert, remove, change or swap, for short keys. */
static size_t edits(struct lc_str a, const char *b)
{
    enum { LONGEST = 48 };
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
        row[0] = i;
        for (size_t j = 1; j <= width; j++) {
            size_t best = above[j - 1] + (a.ptr[i - 1] != b[j - 1]);
            best = above[j] + 1 < best ? above[j] + 1 : best;
            row[j] = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
        }
    }
    return rows[a.len % 3][width];
}

static const char *nearest_key(const struct lc_term_record *record, struct lc_str key)
{
    const char *nearest = NULL;
    size_t least = key.len / 3 + 1;
    for (size_t i = 0; i < record->count; i++) {
        size_t distance = edits(key, record->terms[i].key);
        if (distance < least) {
            least = distance;
            nearest = record->terms[i].key;
        }
    }
    return nearest;
}

static ctr_status stray(const struct reading *r, const struct lc_term_record *record,
                        const struct lc_member *m, const char *path)
{
    struct lc_terms *out = r->out;
    const char *nearest = nearest_key(record, m->key);
    struct spot spot = {lc_format(r->ctx, "%s/%.*s", path, (int)m->key.len, m->key.ptr),
                        m->key_offset};
    if (!spot.path) {
        return CTR_E_NOMEM;
    }
    if (record->closed) {
        const char *hint = nearest ? lc_format(r->ctx, "; did you mean '%s'?", nearest) : "";
        const char *message =
            hint ? lc_format(r->ctx, "a %s has no such member%s", record->name, hint) : NULL;
        return message ? refuse(r, spot, message) : CTR_E_NOMEM;
    }
    LC_TRY(grow(r->ctx, (void **)&out->strays, &out->stray_room, out->stray_count,
                sizeof *out->strays));
    out->strays[out->stray_count++] = (struct lc_term_stray){spot.path, nearest, spot.place};
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

static ctr_status missing(const struct reading *r, const struct lc_term_record *record,
                          const struct lc_term *term, struct spot spot)
{
    const char *message = lc_format(r->ctx, "the %s lacks '%s': %s", record->name, term->key,
                                    term->about);
    return message ? refuse(r, spot, message) : CTR_E_NOMEM;
}

static ctr_status read_body(const struct reading *r, const struct lc_term_record *record,
                            const struct lc_value *node, struct spot spot, char *body)
{
    const struct lc_term *brief = NULL;
    if (node && node->kind != LC_OBJECT) {
        bool nothing = node->kind == LC_NULL || (node->kind == LC_STRING && !node->text.len);
        brief = scalar(node).ptr && !nothing ? shorthand(record) : NULL;
        if (!brief && !nothing) {
            const char *wanted = lc_format(r->ctx, "a map: a %s", record->name);
            struct field f = {.value = node, .spot = spot};
            return wanted ? wrong(r, &f, wanted) : CTR_E_NOMEM;
        }
    }
    for (size_t i = 0; i < record->count; i++) {
        const struct lc_term *t = &record->terms[i];
        const struct lc_value *value = t == brief ? node : lc_get(node, t->key);
        value = lc_is(value, LC_NULL) ? NULL : value;
        if (!value && node && t->flags & LC_TERM_REQUIRED) {
            return missing(r, record, t, spot);
        }
        struct field f = {.term = t, .value = value, .body = body, .given = value != NULL};
        f.spot.path = lc_format(r->ctx, "%s/%s", spot.path, t->key);
        f.spot.place = value ? value->offset : spot.place;
        if (!f.spot.path) {
            return CTR_E_NOMEM;
        }
        if (value) {
            LC_TRY(note_place(r, &f.spot));
        }
        LC_TRY(value ? read_term(r, &f) : read_absent(r, &f));
    }
    for (uint32_t i = 0; lc_is(node, LC_OBJECT) && i < node->members.count; i++) {
        if (!has_term(record, node->members.at[i].key)) {
            LC_TRY(stray(r, record, &node->members.at[i], spot.path));
        }
    }
    return CTR_OK;
}

ctr_status lc_terms_read(struct lc_ctx *ctx, struct lc_doc *doc, const struct lc_value *node,
                         const struct lc_term_record *record, void *body, struct lc_terms *out)
{
    struct reading r = {ctx, out};
    *out = (struct lc_terms){.doc = doc, .root = node ? node->offset : 0};
    return read_body(&r, record, node, (struct spot){"", node ? node->offset : 0}, body);
}

uint32_t lc_terms_place(const struct lc_terms *terms, const char *path)
{
    for (size_t size = strlen(path); size; size--) {
        uintptr_t at = (uintptr_t)lc_map_get(&terms->places, lc_str_n(path, size));
        if (at) {
            return (uint32_t)(at - 1);
        }
    }
    return terms->root;
}

ctr_status lc_terms_fail(struct lc_ctx *ctx, const struct lc_terms *terms, const char *path,
                         const char *format, ...)
{
    char message[512];
    struct lc_terms copy = *terms;
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return refuse(&(struct reading){ctx, &copy}, (struct spot){path, lc_terms_place(terms, path)},
                  message);
}
