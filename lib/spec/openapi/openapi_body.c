/*
 * Request bodies, and the media types of bodies and responses alike.
 */
#include "spec/openapi/openapi.h"

static const struct lc_oa_known body_known[] = {{"content", LC_OA_HANDLED},
                                                {"required", LC_OA_HANDLED},
                                                {"description", LC_OA_TEXT},
                                                {NULL, 0}};
static const struct lc_oa_known media_known[] = {{"schema", LC_OA_HANDLED},
                                                 {"encoding", LC_OA_HANDLED},
                                                 {"example", LC_OA_TEXT},
                                                 {"examples", LC_OA_TEXT},
                                                 {NULL, 0}};

/* What is told of media types; one row for bodies, one for responses. */
struct media_events {
    enum lc_oa_event added, removed, narrowed, widened, ranged, unranged, renamed, parameter,
        opened, closed;
    enum lc_oa_event first, last; /* where there was none, or is none any more */
};

static const struct media_events events[2] = {
    {LC_OA_BODY_MEDIA_ADDED, LC_OA_BODY_MEDIA_REMOVED, LC_OA_BODY_MEDIA_NARROWED,
     LC_OA_BODY_MEDIA_WIDENED, LC_OA_BODY_MEDIA_RANGED, LC_OA_BODY_MEDIA_UNRANGED,
     LC_OA_BODY_MEDIA_NAME, LC_OA_BODY_MEDIA_PARAMETER, LC_OA_BODY_MEDIA_OPENED,
     LC_OA_BODY_MEDIA_CLOSED, LC_OA_BODY_MEDIA_ADDED, LC_OA_BODY_MEDIA_REMOVED},
    {LC_OA_RESPONSE_MEDIA_ADDED, LC_OA_RESPONSE_MEDIA_REMOVED, LC_OA_RESPONSE_MEDIA_NARROWED,
     LC_OA_RESPONSE_MEDIA_WIDENED, LC_OA_RESPONSE_MEDIA_RANGED, LC_OA_RESPONSE_MEDIA_UNRANGED,
     LC_OA_RESPONSE_MEDIA_NAME, LC_OA_RESPONSE_MEDIA_PARAMETER, LC_OA_RESPONSE_MEDIA_OPENED,
     LC_OA_RESPONSE_MEDIA_CLOSED, LC_OA_RESPONSE_BODY_ADDED, LC_OA_RESPONSE_BODY_REMOVED}};

/* The entry of `content` for `media` of `beside`: its own, else a range that takes it in. */
static const struct lc_member *entry(const struct lc_value *content, struct lc_str media,
                                     const struct lc_value *beside)
{
    const struct lc_member *found = lc_oa_media_find(content, media, beside);
    uint32_t count = !found && lc_is(content, LC_OBJECT) ? content->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &content->members[i];
        bool nearer = !found || !lc_oa_media_covers(lc_key(m), lc_key(found));
        if (lc_oa_media_covers(lc_key(m), media) && nearer) {
            found = m; /* of two ranges that fit, the smaller one */
        }
    }
    return found;
}

/* True if `media` is a range and every type of `content` lies in it. */
static bool holds_all(struct lc_str media, const struct lc_value *content)
{
    uint32_t count = lc_is(content, LC_OBJECT) ? content->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        if (!lc_oa_media_covers(media, lc_key(&content->members[i]))) {
            return false;
        }
    }
    return count > 0;
}

static bool is_empty(const struct lc_value *content)
{
    return !lc_is(content, LC_OBJECT) || content->count == 0;
}

static enum lc_site site_of(const struct lc_oa *oa, bool response)
{
    return response == oa->received ? LC_SITE_REQUEST : LC_SITE_RESPONSE;
}

static bool same_base(struct lc_str a, struct lc_str b)
{
    return lc_str_eq_nocase(lc_oa_media_base(a), lc_oa_media_base(b));
}

/* `media` is named in one edition, and a range of the other speaks for it. */
static ctr_status told_as_range(struct lc_oa *oa, bool response, bool in_new,
                                const struct lc_part *part, struct lc_oa_pair at, const char *media,
                                struct lc_str range)
{
    const struct media_events *e = &events[response];
    if (site_of(oa, response) == LC_SITE_REQUEST) {
        return CTR_OK; /* whoever reads it takes what it took, and perhaps more, which is told */
    }
    return lc_oa_add(oa, in_new ? e->ranged : e->unranged, part, at, media,
                     in_new ? "the media type %s is only told as %.*s now, so that others may come "
                              "in its place; name it beside the range"
                            : "the media type %s, which was told as %.*s, is named",
                     media, LC_OA_S(range));
}

/* The same media type with other parameters, which may be of no matter; `beside`: what stands for
 * it now stood beside it. */
static ctr_status told_otherwise(struct lc_oa *oa, bool response, const struct lc_part *part,
                                 struct lc_oa_pair at, const char *media, struct lc_str now,
                                 bool beside)
{
    const struct media_events *e = &events[response];
    LC_TRY(lc_spend(oa->c->ctx, 1 + (uint64_t)strlen(media) * now.len / 64)); /* by parameter */
    bool same = beside || lc_oa_media_same(lc_str(media), now);
    bool had = strchr(media, ';') != NULL;
    bool has = memchr(now.ptr, ';', now.len) != NULL;
    enum lc_oa_event event = same         ? e->renamed
                             : had && has ? e->parameter
                             : had        ? e->opened
                                          : e->closed;
    return lc_oa_add(oa, event, part, at, media,
                     same ? "the media type %s is now %.*s"
                          : "the media type %s is now %.*s; decide whether those who look for the "
                            "old one still find it",
                     media, LC_OA_S(now));
}

/* One media type of the old edition and what answers to it in the new one. */
static ctr_status compare_media(struct lc_oa *oa, bool response, const struct lc_part *part,
                                struct lc_oa_pair at, const struct lc_member *was,
                                const struct lc_member *is)
{
    struct lc_oa_pair schema = lc_oa_child(at, "schema");
    struct lc_oa_pair encoding = lc_oa_child(at, "encoding");
    bool same;
    bool bytes;
    const struct lc_member *exact = memchr(lc_key(was).ptr, '*', lc_key(was).len) ? is : was;
    LC_TRY(lc_oa_same_encoding(oa, lc_key(exact), at, &same));
    if (!same) {
        LC_TRY(lc_oa_add(oa, LC_OA_BODY_ENCODING, part, encoding, NULL,
                         "the encoding of the form's fields changed; decide whether old %s",
                         oa->received ? "receivers still understand it"
                                      : "clients are still understood"));
    }
    LC_TRY(lc_oa_same_bytes(oa, lc_key(was), schema, &bytes));
    if (bytes && same_base(lc_key(was), lc_key(is))) {
        return lc_oa_rest(oa, part, at, media_known);
    }
    LC_TRY(lc_oa_xml_names(oa, part, lc_key(exact), schema));
    LC_TRY(lc_oa_files(oa, lc_key(exact), &schema));
    if (!response && !oa->received) {
        LC_TRY(lc_oa_fields(oa, part, lc_key(exact), at, &schema));
    }
    oa->c->no_xml = lc_oa_media_no_xml(lc_key(was)) && lc_oa_media_no_xml(lc_key(is));
    ctr_status status = lc_schema_compare(oa->c, oa->old.dialect, oa->new.dialect,
                                          site_of(oa, response), part, schema.old, schema.new);
    oa->c->no_xml = false;
    LC_TRY(status);
    return lc_oa_rest(oa, part, at, media_known);
}

static ctr_status old_media(struct lc_oa *oa, bool response, const struct lc_part *part,
                            struct lc_oa_pair content, const struct lc_member *m)
{
    const struct media_events *e = &events[response];
    const struct lc_member *is = entry(content.new.value, lc_key(m), content.old.value);
    struct lc_part name = lc_oa_words(part, lc_key(m));
    const struct lc_part *whole = lc_oa_single(content.old.value) ? part : &name;
    struct lc_oa_pair at = {{content.old.doc, &m->value}, {content.new.doc, NULL}};
    const char *media = lc_dup(oa->c->ctx, lc_key(m));
    if (!media) {
        return CTR_E_NOMEM;
    }
    if (!is) {
        bool narrowed = holds_all(lc_key(m), content.new.value);
        bool none = is_empty(content.new.value);
        return lc_oa_add(oa,
                         narrowed ? e->narrowed
                         : none   ? e->last
                                  : e->removed,
                         whole, at, media, "the media type %s is %s", media,
                         narrowed ? "now said more exactly"
                         : none   ? "gone, and no other one is left"
                                  : "gone");
    }
    at.new.value = &is->value;
    if (!same_base(lc_key(is), lc_key(m))) {
        LC_TRY(told_as_range(oa, response, true, whole, at, media, lc_key(is)));
    } else if (!lc_str_eq(lc_key(is), lc_key(m))) {
        LC_TRY(told_otherwise(oa, response, whole, at, media, lc_key(is),
                              lc_get_member(content.old.value, lc_key(is)) != NULL));
    }
    return compare_media(oa, response, whole, at, m, is);
}

/* A media type that only the new edition names; where the old one had a range for it, or the same
 * without its parameters, what was promised there is compared too. */
static ctr_status new_media(struct lc_oa *oa, bool response, const struct lc_part *part,
                            struct lc_oa_pair content, const struct lc_member *m)
{
    const struct lc_member *was = entry(content.old.value, lc_key(m), content.new.value);
    struct lc_part name = lc_oa_words(part, lc_key(m));
    bool alone = lc_oa_single(content.new.value) && lc_oa_single(content.old.value);
    struct lc_oa_pair at = {{content.old.doc, was ? &was->value : NULL},
                            {content.new.doc, &m->value}};
    const char *media = lc_dup(oa->c->ctx, lc_key(m));
    if (!media) {
        return CTR_E_NOMEM;
    }
    if (was) {
        struct lc_part range = lc_oa_words(part, lc_key(was));
        const struct lc_part *whole = lc_oa_single(content.old.value) ? part : &range;
        LC_TRY(same_base(lc_key(was), lc_key(m))
                   ? CTR_OK
                   : told_as_range(oa, response, false, whole, at, media, lc_key(was)));
        return compare_media(oa, response, whole, at, was, m);
    }
    const struct media_events *e = &events[response];
    bool widened = holds_all(lc_key(m), content.old.value);
    bool none = is_empty(content.old.value);
    bool wanted = none && response && oa->received;
    return lc_oa_add(oa,
                     widened ? e->widened
                     : none  ? e->first
                             : e->added,
                     alone ? part : &name, at, media, "the media type %s was added%s", media,
                     wanted ? " where no body was; old receivers answer without one" : "");
}

/* It was compared with a media type of the old edition already. */
static bool is_matched(struct lc_oa_pair content, const struct lc_member *m)
{
    const struct lc_member *was = lc_oa_media_find(content.old.value, lc_key(m), content.new.value);
    return was && entry(content.new.value, lc_key(was), content.old.value) == m;
}

ctr_status lc_oa_content(struct lc_oa *oa, bool response, const struct lc_part *part,
                         struct lc_oa_pair content)
{
    uint32_t olds = lc_is(content.old.value, LC_OBJECT) ? content.old.value->count : 0;
    uint32_t news = lc_is(content.new.value, LC_OBJECT) ? content.new.value->count : 0;
    LC_TRY(lc_spend(oa->c->ctx, 1 + (uint64_t)(olds + news) * (olds + news) / 4));
    for (uint32_t i = 0; i < olds; i++) {
        LC_TRY(old_media(oa, response, part, content, &content.old.value->members[i]));
    }
    for (uint32_t i = 0; i < news; i++) {
        const struct lc_member *m = &content.new.value->members[i];
        if (!is_matched(content, m)) {
            LC_TRY(new_media(oa, response, part, content, m));
        }
    }
    return CTR_OK;
}

static bool is_required(struct lc_node body)
{
    return lc_truth(lc_get(body.value, "required"));
}

static ctr_status appeared(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at)
{
    if (is_required(at.new)) {
        return lc_oa_add(oa, LC_OA_BODY_ADDED_REQUIRED, part, at, NULL,
                         "a required request body was added; %s",
                         oa->received ? "old receivers pass over it"
                                      : "old clients send none; make it optional");
    }
    return lc_oa_add(oa, LC_OA_BODY_ADDED_OPTIONAL, part, at, NULL,
                     "an optional request body was added");
}

static ctr_status vanished(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at)
{
    return lc_oa_add(
        oa, is_required(at.old) ? LC_OA_BODY_REMOVED_REQUIRED : LC_OA_BODY_REMOVED_OPTIONAL, part,
        at, NULL,
        oa->received ? "the request no longer has a body"
                     : "the operation no longer takes a request body");
}

ctr_status lc_oa_body(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair operation)
{
    struct lc_oa_pair at = lc_oa_child(operation, "requestBody");
    struct lc_part body = lc_oa_words(part, LC_STR("body"));
    if (!at.old.value && !at.new.value) {
        return CTR_OK;
    }
    LC_TRY(lc_oa_follow_pair(oa, at, &at));
    if (!at.old.value) {
        return appeared(oa, &body, at);
    }
    if (!at.new.value) {
        return vanished(oa, &body, at);
    }
    if (is_required(at.old) != is_required(at.new)) {
        LC_TRY(lc_oa_add(
            oa, is_required(at.new) ? LC_OA_BODY_BECAME_REQUIRED : LC_OA_BODY_BECAME_OPTIONAL,
            &body, at, NULL, "the request body became %s",
            !is_required(at.new) ? (oa->received ? "optional; receivers may miss it" : "optional")
            : oa->received       ? "required; it is sent always"
                                 : "required; old clients may send none"));
    }
    LC_TRY(lc_oa_content(oa, false, &body, lc_oa_child(at, "content")));
    return lc_oa_rest(oa, &body, at, body_known);
}
