/*
 * Bodies, and files in forms, that are bytes and no text. OpenAPI 3.0 has them as `type: string,
 * format: binary`, 3.1 as no schema at all; who moves from one to the other changes nothing.
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

/* A part of a form that is a file, as 3.1 has it: nothing, or the type of what is in it, which
 * those who come from 3.0 leave a string. */
static bool says_file(const struct lc_value *schema)
{
    bool typed = lc_str_is(lc_text(lc_get(schema, "type")), "string") &&
                 lc_is(lc_get(schema, "contentMediaType"), LC_STRING);
    bool all = lc_is(schema, LC_OBJECT);
    for (uint32_t i = 0; all && i < schema->count; i++) {
        struct lc_str key = lc_key(&schema->members[i]);
        all = is_aside(key) || (typed && lc_str_is(key, "type"));
    }
    return all || lc_is(schema, LC_TRUE);
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

/* ---- files in forms */

ctr_status lc_oa_copy_of(struct lc_ctx *ctx, const struct lc_value *object, struct lc_value *out,
                         struct lc_member **members)
{
    *members = lc_new(ctx, (size_t)object->count + 1, sizeof **members);
    if (!*members) {
        return CTR_E_NOMEM;
    }
    memcpy(*members, object->members, object->count * sizeof **members);
    *out = (struct lc_value){.kind = LC_OBJECT, .offset = object->offset};
    lc_set_members(out, *members, object->count);
    return CTR_OK;
}

struct lc_member *lc_oa_member_of(const struct lc_value *object, struct lc_member *members,
                                  const char *key)
{
    const struct lc_member *found = lc_get_member(object, lc_str(key));
    return found ? members + (found - object->members) : NULL;
}

/* The schemas of one field in 3.0 and 3.1, lists of files among them. *told: they mean the same
 * bytes, and *out says so in the words of 3.0. */
static ctr_status same_file(struct lc_oa *oa, struct lc_oa_pair at, bool newer, bool deep,
                            struct lc_value *out, bool *told)
{
    LC_TRY(lc_spend(oa->c->ctx, 1));
    LC_TRY(lc_oa_follow_pair(oa, at, &at));
    const struct lc_value *three = newer ? at.old.value : at.new.value;
    const struct lc_value *own = newer ? at.new.value : at.old.value;
    *told = says_bytes(three, true) && says_file(own);
    if (*told) {
        *out = *three;
        out->offset = own->offset;
        return CTR_OK;
    }
    struct lc_oa_pair items = lc_oa_child(at, "items");
    if (deep || !items.old.value || !items.new.value) {
        return CTR_OK;
    }
    struct lc_member *members;
    struct lc_value item;
    LC_TRY(same_file(oa, items, newer, true, &item, told));
    if (*told) {
        LC_TRY(lc_oa_copy_of(oa->c->ctx, own, out, &members));
        lc_oa_member_of(own, members, "items")->value = item;
    }
    return CTR_OK;
}

/* The fields of the form that are files in both, in the words of 3.0. */
static ctr_status fields(struct lc_oa *oa, struct lc_oa_pair list, bool newer,
                         struct lc_member *members, bool *any)
{
    const struct lc_value *own = newer ? list.new.value : list.old.value;
    const struct lc_value *other = newer ? list.old.value : list.new.value;
    for (uint32_t i = 0; i < own->count; i++) {
        const struct lc_value *is = &own->members[i].value;
        const struct lc_value *was = lc_get_str(other, lc_key(&own->members[i]));
        struct lc_oa_pair at = {{list.old.doc, newer ? was : is}, {list.new.doc, newer ? is : was}};
        bool told = false;
        LC_TRY(was ? same_file(oa, at, newer, false, &members[i].value, &told) : CTR_OK);
        *any = *any || told;
    }
    return CTR_OK;
}

ctr_status lc_oa_files(struct lc_oa *oa, struct lc_str media, struct lc_oa_pair *schema)
{
    const bool newer = oa->new.dialect == LC_OPENAPI_31;
    struct lc_str kind = LC_STR("multipart/");
    struct lc_oa_pair at;
    bool form = media.len > kind.len && lc_str_eq_nocase(lc_str_n(media.ptr, kind.len), kind);
    if (!form || oa->old.dialect == oa->new.dialect || !schema->old.value || !schema->new.value) {
        return CTR_OK;
    }
    LC_TRY(lc_oa_follow_pair(oa, *schema, &at));
    struct lc_oa_pair list = lc_oa_child(at, "properties");
    if (!lc_is(list.old.value, LC_OBJECT) || !lc_is(list.new.value, LC_OBJECT)) {
        return CTR_OK;
    }
    const struct lc_value *own = newer ? at.new.value : at.old.value;
    struct lc_value *whole = lc_new(oa->c->ctx, 1, sizeof *whole);
    struct lc_member *of_whole, *of_list;
    struct lc_value made;
    bool any = false;
    LC_TRY(whole ? lc_oa_copy_of(oa->c->ctx, own, whole, &of_whole) : CTR_E_NOMEM);
    LC_TRY(lc_oa_copy_of(oa->c->ctx, newer ? list.new.value : list.old.value, &made, &of_list));
    LC_TRY(fields(oa, list, newer, of_list, &any));
    if (any) {
        lc_oa_member_of(own, of_whole, "properties")->value = made;
        *schema = at;
        *(newer ? &schema->new : &schema->old) =
            (struct lc_node){newer ? at.new.doc : at.old.doc, whole};
    }
    return CTR_OK;
}
