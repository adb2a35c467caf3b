/* From what changed and where it stands to the rule that speaks of it. */
#include "spec/schema/schema_room.h"

enum family {
    FAMILY_DATA,
    FAMILY_PARAMETER,
    FAMILY_REQUEST_BODY,
    FAMILY_REQUEST_PROPERTY,
    FAMILY_RESPONSE_BODY,
    FAMILY_RESPONSE_PROPERTY,
    FAMILY_HEADER,
    FAMILIES
};

/* Parameters and headers speak in general of the rarer changes. */
#define PARAMETER_N LC_RULE_REQUEST_PARAMETER_SCHEMA_NARROWED
#define PARAMETER_W LC_RULE_REQUEST_PARAMETER_SCHEMA_WIDENED
#define PARAMETER_B LC_RULE_REQUEST_PARAMETER_SCHEMA_CHANGED
#define HEADER_N LC_RULE_RESPONSE_HEADER_SCHEMA_NARROWED
#define HEADER_W LC_RULE_RESPONSE_HEADER_SCHEMA_WIDENED
#define HEADER_B LC_RULE_RESPONSE_HEADER_SCHEMA_CHANGED

static const uint16_t table[LC_CHANGE_COUNT][FAMILIES] = {
#define LC_KIND(name, ...)                                                                         \
    [LC_CHANGE_##name] = {LC_RULE_##name,                                                          \
                          LC_RULE_REQUEST_PARAMETER_##name,                                        \
                          LC_RULE_REQUEST_BODY_##name,                                             \
                          LC_RULE_REQUEST_PROPERTY_##name,                                         \
                          LC_RULE_RESPONSE_BODY_##name,                                            \
                          LC_RULE_RESPONSE_PROPERTY_##name,                                        \
                          LC_RULE_RESPONSE_HEADER_##name},
#define LC_KIND_DEEP(name, suffix, effect, ...)                                                    \
    [LC_CHANGE_##name] = {LC_RULE_##name,                                                          \
                          PARAMETER_##effect,                                                      \
                          LC_RULE_REQUEST_BODY_##name,                                             \
                          LC_RULE_REQUEST_PROPERTY_##name,                                         \
                          LC_RULE_RESPONSE_BODY_##name,                                            \
                          LC_RULE_RESPONSE_PROPERTY_##name,                                        \
                          HEADER_##effect},
#define LC_KIND_RECEIVED(name, suffix, effect, level, flags, clause, sent)                         \
    [LC_CHANGE_##name] = {LC_RULE_##name,                                                          \
                          LC_RULE_REQUEST_PARAMETER_##sent,                                        \
                          LC_RULE_REQUEST_BODY_##sent,                                             \
                          LC_RULE_REQUEST_PROPERTY_##sent,                                         \
                          LC_RULE_RESPONSE_BODY_##name,                                            \
                          LC_RULE_RESPONSE_PROPERTY_##name,                                        \
                          LC_RULE_RESPONSE_HEADER_##name},
#define LC_KIND_DATA(name, ...) [LC_CHANGE_##name] = {LC_RULE_##name},
#define LC_KIND_ONE(name, ...)                                                                     \
    [LC_CHANGE_##name] = {LC_RULE_SCHEMA_##name, LC_RULE_SCHEMA_##name, LC_RULE_SCHEMA_##name,     \
                          LC_RULE_SCHEMA_##name, LC_RULE_SCHEMA_##name, LC_RULE_SCHEMA_##name,     \
                          LC_RULE_SCHEMA_##name},
#define LC_KIND_ROW(name, a, b, c, d, e, f, g)                                                     \
    [LC_CHANGE_##name] = {LC_RULE_##a, LC_RULE_##b, LC_RULE_##c, LC_RULE_##d,                      \
                          LC_RULE_##e, LC_RULE_##f, LC_RULE_##g},
#include "spec/schema/schema_kinds.def"
#undef LC_KIND
#undef LC_KIND_DEEP
#undef LC_KIND_RECEIVED
#undef LC_KIND_DATA
#undef LC_KIND_ONE
#undef LC_KIND_ROW
};

/* What APIs call a kind that only documents have. */
static enum lc_kind_id in_api(enum lc_kind_id kind)
{
    static const struct {
        enum lc_kind_id kind, elsewhere;
    } names[] = {
#define LC_KIND(name, ...)
#define LC_KIND_DEEP(name, ...)
#define LC_KIND_RECEIVED(name, ...)
#define LC_KIND_DATA(name, suffix, effect, level, flags, clause, elsewhere)                        \
    {LC_CHANGE_##name, LC_CHANGE_##elsewhere},
#define LC_KIND_ONE(name, ...)
#define LC_KIND_ROW(name, ...)
#include "spec/schema/schema_kinds.def"
#undef LC_KIND
#undef LC_KIND_DEEP
#undef LC_KIND_RECEIVED
#undef LC_KIND_DATA
#undef LC_KIND_ONE
#undef LC_KIND_ROW
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].kind == kind) {
            return names[i].elsewhere;
        }
    }
    return kind;
}

enum lc_rule_id lc_kind_rule(enum lc_kind_id kind, enum lc_site site, bool body)
{
    enum family family = FAMILY_DATA;
    switch (site) {
    case LC_SITE_DATA:
        return (enum lc_rule_id)table[kind][FAMILY_DATA];
    case LC_SITE_PARAMETER:
        family = FAMILY_PARAMETER;
        break;
    case LC_SITE_REQUEST:
        family = body ? FAMILY_REQUEST_BODY : FAMILY_REQUEST_PROPERTY;
        break;
    case LC_SITE_RESPONSE:
        family = body ? FAMILY_RESPONSE_BODY : FAMILY_RESPONSE_PROPERTY;
        break;
    case LC_SITE_HEADER:
        family = FAMILY_HEADER;
        break;
    }
    return (enum lc_rule_id)table[in_api(kind)][family];
}
