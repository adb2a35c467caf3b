/*
 * Bodies that are bytes and no text. OpenAPI 3.0 has them as `type: string, format: binary`, 3.1 as
 * no schema at all; who moves from one to the other changes nothing.
 */
#include "spec/openapi/openapi.h"

/* What is sent as the media type is neither data nor text: no schema tells of it. */
static bool is_bytes(struct lc_str media)
{
    static const char *const kinds[] = {"image/", "audio/", "video/", "font/"};
    static const char *const known[] = {
        "application/octet-stream", "application/pdf",   "application/zip",  "application/gzip",
        "application/x-gzip",       "application/x-tar", "application/wasm", "application/msword",
    };
    static const char *const families[] = {"application/vnd.ms-",
                                           "application/vnd.openxmlformats-officedocument."};
    struct lc_str base = lc_oa_media_base(media);
    bool text =
        base.len > 4 && lc_str_eq_nocase(lc_str_n(base.ptr + base.len - 4, 4), LC_STR("+xml"));
    bool found = false;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        found = found || lc_str_starts(base, lc_str(kinds[i]));
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        found = found || lc_str_eq_nocase(base, lc_str(known[i]));
    }
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        found = found || lc_str_starts(base, lc_str(families[i]));
    }
    return found && !text;
}

/* Says only what the media type says, or something for people. */
static bool is_aside(struct lc_str key)
{
    static const char *const aside[] = {"title",    "description",  "example",
                                        "examples", "externalDocs", "contentMediaType"};
    for (size_t i = 0; i < sizeof aside / sizeof aside[0]; i++) {
        if (lc_str_is(key, aside[i])) {
            return true;
        }
    }
    return false;
}

/* Nothing but a binary string, or nothing at all. */
static bool says_bytes(const struct lc_value *schema, bool binary)
{
    bool object = lc_is(schema, LC_OBJECT);
    if (!binary && (!schema || lc_is(schema, LC_TRUE))) {
        return true;
    }
    bool all = object && (!binary || (lc_str_is(lc_text(lc_get(schema, "type")), "string") &&
                                      lc_str_is(lc_text(lc_get(schema, "format")), "binary")));
    for (uint32_t i = 0; object && i < schema->count && all; i++) {
        struct lc_str key = lc_key(&schema->members[i]);
        bool counted = binary && (lc_str_is(key, "type") || lc_str_is(key, "format"));
        all = counted || is_aside(key);
    }
    return all;
}

ctr_status lc_oa_same_bytes(struct lc_oa *oa, struct lc_str media, struct lc_oa_pair schema,
                            bool *out)
{
    struct lc_node old = schema.old;
    struct lc_node new = schema.new;
    *out = false;
    if (!is_bytes(media)) {
        return CTR_OK;
    }
    if (old.value) {
        LC_TRY(lc_bundle_follow(oa->c->ctx, oa->c->old_bundle, old, &old));
    }
    if (new.value) {
        LC_TRY(lc_bundle_follow(oa->c->ctx, oa->c->new_bundle, new, &new));
    }
    *out = (says_bytes(old.value, true) && says_bytes(new.value, false)) ||
           (says_bytes(old.value, false) && says_bytes(new.value, true));
    return CTR_OK;
}
