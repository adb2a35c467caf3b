/*
 * Names that OpenAPI gives meaning to: media types and their ranges, statuses and their ranges,
 * headers without regard to case.
 */
#include "spec/openapi/openapi.h"

struct lc_str lc_oa_media_base(struct lc_str media)
{
    struct lc_str head = media;
    struct lc_str tail;
    lc_str_cut(media, ';', &head, &tail);
    return lc_str_trim(head);
}

/* The `skip`th entry of `content` that differs from `media` by its parameters alone, and is not
 * written in `other`, too. */
static const struct lc_member *unlike(const struct lc_value *content, struct lc_str media,
                                      const struct lc_value *other, uint32_t skip)
{
    struct lc_str base = lc_oa_media_base(media);
    for (uint32_t i = 0; i < content->count; i++) {
        const struct lc_member *m = &content->members[i];
        if (lc_str_eq_nocase(lc_oa_media_base(lc_key(m)), base) &&
            !lc_get_member(other, lc_key(m)) && skip-- == 0) {
            return m;
        }
    }
    return NULL;
}

/* How many entries of `content` before `media` differ from it by their parameters alone, and are
 * not written in `other`, too. */
static uint32_t rank_of(const struct lc_value *content, struct lc_str media,
                        const struct lc_value *other)
{
    uint32_t rank = 0;
    struct lc_str base = lc_oa_media_base(media);
    uint32_t count = lc_is(content, LC_OBJECT) ? content->count : 0;
    for (uint32_t i = 0; i < count && !lc_str_eq(lc_key(&content->members[i]), media); i++) {
        struct lc_str key = lc_key(&content->members[i]);
        rank += lc_str_eq_nocase(lc_oa_media_base(key), base) && !lc_get_member(other, key);
    }
    return rank;
}

const struct lc_member *lc_oa_media_find(const struct lc_value *content, struct lc_str media,
                                         const struct lc_value *beside)
{
    const struct lc_member *found = lc_get_member(content, media);
    if (found || !lc_is(content, LC_OBJECT)) {
        return found;
    }
    found = unlike(content, media, beside, rank_of(beside, media, content));
    struct lc_str base = lc_oa_media_base(media);
    for (uint32_t i = 0; !found && i < content->count; i++) {
        const struct lc_member *m = &content->members[i];
        if (lc_str_eq_nocase(lc_str_trim(lc_key(m)), base)) {
            found = m; /* without parameters it speaks for all of them */
        }
    }
    return found;
}

bool lc_oa_media_covers(struct lc_str range, struct lc_str media)
{
    struct lc_str type, sub, media_type, media_sub;
    if (!lc_str_cut(lc_oa_media_base(range), '/', &type, &sub) || !lc_str_is(sub, "*") ||
        !lc_str_cut(lc_oa_media_base(media), '/', &media_type, &media_sub)) {
        return false;
    }
    return lc_str_is(type, "*") || lc_str_eq_nocase(type, media_type);
}

bool lc_oa_media_is_form(struct lc_str media)
{
    struct lc_str base = lc_oa_media_base(media);
    return lc_str_eq_nocase(base, LC_STR("application/x-www-form-urlencoded")) ||
           lc_str_eq_nocase(base, LC_STR("multipart/form-data"));
}

/* The parts of a form may be of any media type. */
bool lc_oa_media_no_xml(struct lc_str media)
{
    static const char *const json[] = {"application/json", "text/json", "application/x-ndjson",
                                       "application/jsonl"};
    struct lc_str base = lc_oa_media_base(media);
    for (size_t i = 0; i < sizeof json / sizeof json[0]; i++) {
        if (lc_str_eq_nocase(base, lc_str(json[i]))) {
            return true;
        }
    }
    return base.len > 5 && lc_str_eq_nocase(lc_str_n(base.ptr + base.len - 5, 5), LC_STR("+json"));
}

/* ---- parameters of media types */

struct parameter {
    struct lc_str name;
    struct lc_str value; /* without quotes */
};

/* The next one of what stands behind the first ';'. */
static bool next_parameter(struct lc_str *rest, struct parameter *out)
{
    struct lc_str one = *rest;
    struct lc_str tail = {NULL, 0};
    if (!rest->len) {
        return false;
    }
    lc_str_cut(*rest, ';', &one, &tail);
    *rest = tail;
    *out = (struct parameter){one, {NULL, 0}};
    lc_str_cut(one, '=', &out->name, &out->value);
    out->name = lc_str_trim(out->name);
    out->value = lc_str_trim(out->value);
    if (out->value.len > 1 && out->value.ptr[0] == '"') {
        out->value = lc_str_n(out->value.ptr + 1, out->value.len - 2);
    }
    return true;
}

static struct lc_str parameters_of(struct lc_str media)
{
    struct lc_str head;
    struct lc_str tail = {NULL, 0};
    lc_str_cut(media, ';', &head, &tail);
    return tail;
}

static bool is_charset(const struct parameter *p)
{
    return lc_str_eq_nocase(p->name, LC_STR("charset"));
}

/* JSON has no charset (RFC 8259, 11), a boundary is of one body, a weight of one wish. */
static bool says_nothing(struct lc_str media, const struct parameter *p)
{
    return !p->name.len || (is_charset(p) && lc_oa_media_no_xml(media)) ||
           lc_str_eq_nocase(p->name, LC_STR("boundary")) || lc_str_eq_nocase(p->name, LC_STR("q"));
}

/* In `media` it is the same; or it is nowhere there, but what is taken for granted. */
static bool is_said(struct lc_str media, const struct parameter *p)
{
    struct lc_str rest = parameters_of(media);
    struct parameter other;
    while (next_parameter(&rest, &other)) {
        if (lc_str_eq_nocase(other.name, p->name)) {
            return is_charset(p) ? lc_str_eq_nocase(other.value, p->value)
                                 : lc_str_eq(other.value, p->value);
        }
    }
    return is_charset(p) && lc_str_eq_nocase(p->value, LC_STR("utf-8"));
}

static bool says_all(struct lc_str media, struct lc_str other)
{
    struct lc_str rest = parameters_of(other);
    struct parameter p;
    while (next_parameter(&rest, &p)) {
        if (!says_nothing(media, &p) && !is_said(media, &p)) {
            return false;
        }
    }
    return true;
}

bool lc_oa_media_same(struct lc_str a, struct lc_str b)
{
    return says_all(a, b) && says_all(b, a);
}

/* ---- statuses and headers */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "2XX", in either case. */
static bool is_range(struct lc_str s)
{
    return s.len == 3 && s.ptr[0] >= '1' && s.ptr[0] <= '5' &&
           lc_str_eq_nocase(lc_str_n(s.ptr + 1, 2), LC_STR("XX"));
}

bool lc_oa_status_known(struct lc_str s)
{
    if (lc_str_is(s, "default") || is_range(s)) {
        return true;
    }
    return s.len == 3 && s.ptr[0] >= '1' && s.ptr[0] <= '5' && is_digit(s.ptr[1]) &&
           is_digit(s.ptr[2]);
}

bool lc_oa_status_success(struct lc_str s)
{
    return lc_str_is(s, "default") || (s.len == 3 && s.ptr[0] == '2');
}

const struct lc_member *lc_oa_status_find(const struct lc_value *responses, struct lc_str status)
{
    const struct lc_member *found = lc_get_member(responses, status);
    if (found || status.len != 3) {
        return found;
    }
    char range[3] = {status.ptr[0], 'X', 'X'};
    found = lc_get_member(responses, lc_str_n(range, 3));
    if (!found) {
        range[1] = range[2] = 'x';
        found = lc_get_member(responses, lc_str_n(range, 3));
    }
    return found;
}

bool lc_oa_single(const struct lc_value *content)
{
    return !lc_is(content, LC_OBJECT) || content->count < 2;
}

bool lc_oa_ignored_header(struct lc_str name, bool response)
{
    if (lc_str_eq_nocase(name, LC_STR("Content-Type"))) {
        return true;
    }
    return !response && (lc_str_eq_nocase(name, LC_STR("Accept")) ||
                         lc_str_eq_nocase(name, LC_STR("Authorization")));
}

const struct lc_member *lc_oa_find_nocase(const struct lc_value *object, struct lc_str name)
{
    const struct lc_member *found = lc_get_member(object, name);
    if (found || !lc_is(object, LC_OBJECT)) {
        return found;
    }
    for (uint32_t i = 0; i < object->count; i++) {
        if (lc_str_eq_nocase(lc_key(&object->members[i]), name)) {
            return &object->members[i];
        }
    }
    return NULL;
}
