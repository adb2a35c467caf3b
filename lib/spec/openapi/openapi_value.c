/*
 * How the value of a parameter or header is written (style, explode, media type), and its schema.
 */
#include "spec/openapi/openapi.h"

static const char *default_style(struct lc_str in)
{
    return lc_str_is(in, "query") || lc_str_is(in, "cookie") ? "form" : "simple";
}

static struct lc_str style_of(struct lc_str in, struct lc_node p)
{
    struct lc_str style = lc_text(lc_get(p.value, "style"));
    return style.ptr ? style : lc_str(default_style(in));
}

static bool explodes(struct lc_str in, struct lc_node p)
{
    const struct lc_value *explode = lc_get(p.value, "explode");
    return explode ? lc_truth(explode) : lc_str_is(style_of(in, p), "form");
}

/* True if a value that both schemas let through is written otherwise when it is exploded. Single
 * values never are, the items of a list in the style "simple" stand behind commas both ways, and
 * "deepObject" knows one way only. */
static ctr_status explode_matters(struct lc_oa *oa, struct lc_str style, struct lc_oa_pair schema,
                                  bool *out)
{
    unsigned was, is;
    bool one[2];
    LC_TRY(lc_oa_kinds(&oa->old, schema.old, &was));
    LC_TRY(lc_oa_kinds(&oa->new, schema.new, &is));
    LC_TRY(lc_oa_one_item(&oa->old, schema.old, &one[0]));
    LC_TRY(lc_oa_one_item(&oa->new, schema.new, &one[1]));
    was &= one[0] || one[1] ? ~(unsigned)LC_OA_LIST : ~0U; /* longer ones only one side takes */
    unsigned touched = lc_str_is(style, "deepObject") ? 0
                       : lc_str_is(style, "simple")   ? LC_OA_FIELDS
                                                      : LC_OA_LIST | LC_OA_FIELDS;
    *out = (was & is & touched) != 0;
    return CTR_OK;
}

/* Both are written in a style. */
static ctr_status styles(struct lc_oa *oa, const struct lc_part *part, struct lc_str in,
                         struct lc_oa_pair at, const struct lc_oa_value_events *events)
{
    bool matters;
    struct lc_str was = style_of(in, at.old);
    struct lc_str is = style_of(in, at.new);
    if (!lc_str_eq(was, is)) {
        return lc_oa_add(oa, events->style, part, lc_oa_child(at, "style"), NULL,
                         "the style of the value went from %.*s to %.*s; who knows the "
                         "old one alone writes or reads it as before",
                         LC_OA_S(was), LC_OA_S(is));
    }
    if (explodes(in, at.old) == explodes(in, at.new)) {
        return CTR_OK;
    }
    LC_TRY(explode_matters(oa, was, lc_oa_child(at, "schema"), &matters));
    return lc_oa_add(oa, matters ? events->style : events->explode_without_effect, part,
                     lc_oa_child(at, "explode"), NULL, "the value is %s",
                     !matters               ? "written as before, exploded or not"
                     : explodes(in, at.new) ? "now exploded: one entry for each item"
                                            : "no longer exploded: one entry for all items");
}

/* Of the styles of a path only "matrix" writes the name of a parameter, and that not before the
 * members of an exploded object, which are written with their own (RFC 6570, 3.2.7). */
ctr_status lc_oa_name_is_written(struct lc_oa *oa, struct lc_oa_pair at, bool *out)
{
    struct lc_str in = LC_STR("path");
    struct lc_oa_pair schema = lc_oa_child(at, "schema");
    unsigned was, is;
    *out = lc_str_is(style_of(in, at.old), "matrix") && lc_str_is(style_of(in, at.new), "matrix");
    if (*out && explodes(in, at.old) && explodes(in, at.new)) {
        LC_TRY(lc_oa_kinds(&oa->old, schema.old, &was));
        LC_TRY(lc_oa_kinds(&oa->new, schema.new, &is));
        *out = (was & is) != LC_OA_FIELDS;
    }
    return CTR_OK;
}

/* The one media type of a parameter's or header's content; NULL if there is none. */
static const struct lc_member *only(struct lc_node content)
{
    return lc_is(content.value, LC_OBJECT) && content.value->count ? &content.value->members[0]
                                                                   : NULL;
}

/* Both are written in a media type. */
static ctr_status media(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair content,
                        const struct lc_member *was, const struct lc_member *is,
                        const struct lc_oa_value_events *events)
{
    if (lc_str_eq_nocase(lc_oa_media_base(lc_key(was)), lc_oa_media_base(lc_key(is)))) {
        return CTR_OK;
    }
    return lc_oa_add(oa, events->content, part, content, NULL,
                     "the value is written as %.*s, no longer as %.*s", LC_OA_S(lc_key(is)),
                     LC_OA_S(lc_key(was)));
}

struct lc_node lc_oa_schema_of(struct lc_node p)
{
    struct lc_node content = lc_oa_get(p, "content");
    const struct lc_member *media = only(content);
    return lc_oa_get(media ? (struct lc_node){content.doc, &media->value} : p, "schema");
}

ctr_status lc_oa_value(struct lc_oa *oa, const struct lc_part *part, enum lc_site site,
                       struct lc_str in, struct lc_oa_pair at,
                       const struct lc_oa_value_events *events)
{
    struct lc_oa_pair schema = {lc_oa_schema_of(at.old), lc_oa_schema_of(at.new)};
    struct lc_oa_pair content = lc_oa_child(at, "content");
    const struct lc_member *was = only(content.old);
    const struct lc_member *is = only(content.new);
    if (was && is) {
        LC_TRY(media(oa, part, content, was, is, events));
    } else if (was || is) {
        LC_TRY(lc_oa_add(oa, events->content, part, at, NULL, "the value is written in a %s now",
                         is ? "media type, no longer in a style,"
                            : "style, no longer in a media type,"));
    } else {
        bool told;
        LC_TRY(styles(oa, part, in, at, events));
        LC_TRY(lc_oa_single_values(oa, part, site, schema, &told));
        if (told) {
            return CTR_OK;
        }
    }
    oa->c->no_xml = !was && !is; /* a style is a text of its own */
    ctr_status status = lc_schema_compare(oa->c, oa->old.dialect, oa->new.dialect, site, part,
                                          schema.old, schema.new);
    oa->c->no_xml = false;
    return status;
}
