/* The life cycle as a table, and what labels have to be. No database. */
#include "base/semver.h"
#include "domain/contract/contract.h"

/* Every transition there is; what is not a row is refused. */
static const struct {
    ctr_state from;
    enum lc_verb verb;
    ctr_state to;
} moves[] = {
    {CTR_STATE_DRAFT, LC_VERB_ACTIVATE, CTR_STATE_ACTIVE},
    {CTR_STATE_DRAFT, LC_VERB_RETIRE, CTR_STATE_RETIRED},
    {CTR_STATE_ACTIVE, LC_VERB_DEPRECATE, CTR_STATE_DEPRECATED},
    {CTR_STATE_ACTIVE, LC_VERB_RETIRE, CTR_STATE_RETIRED},
    {CTR_STATE_DEPRECATED, LC_VERB_REACTIVATE, CTR_STATE_ACTIVE},
    {CTR_STATE_DEPRECATED, LC_VERB_RETIRE, CTR_STATE_RETIRED},
};

ctr_state lc_contract_move(ctr_state from, enum lc_verb verb)
{
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        if (moves[i].from == from && moves[i].verb == verb) {
            return moves[i].to;
        }
    }
    return (ctr_state)0;
}

const char *lc_verb_name(enum lc_verb verb)
{
    static const char *const names[] = {"activated", "deprecated", "reactivated", "retired"};
    return names[verb];
}

bool lc_label_sufficient(const char *declared, const char *proposed)
{
    struct lc_semver d;
    struct lc_semver p;

    if (!proposed || !lc_semver_parse(lc_str(declared), &d) ||
        !lc_semver_parse(lc_str(proposed), &p)) {
        return true;
    }
    d.pre = p.pre = (struct lc_str){"", 0};
    return lc_semver_cmp(&d, &p) >= 0;
}

/* A 'v' before a number says nothing. */
static struct lc_str without_v(struct lc_str text)
{
    bool v = text.len > 1 && (*text.ptr == 'v' || *text.ptr == 'V') && text.ptr[1] >= '0' &&
             text.ptr[1] <= '9';
    return v ? (struct lc_str){text.ptr + 1, text.len - 1} : text;
}

/* All three numbers are there: with fewer it is a range. */
static bool is_whole(struct lc_str text)
{
    int dots = 0;

    for (size_t i = 0; i < text.len && text.ptr[i] != '-' && text.ptr[i] != '+'; i++) {
        dots += text.ptr[i] == '.';
    }
    return dots == 2;
}

bool lc_pin_names(const char *pin, const char *label)
{
    struct lc_semver a;
    struct lc_semver b;

    if (strcmp(pin, label) == 0) {
        return true;
    }
    pin += strspn(pin, " ");
    pin += *pin == '=';
    pin += strspn(pin, " ");
    struct lc_str p = without_v(lc_str(pin));
    struct lc_str l = without_v(lc_str(label));
    return lc_str_eq(p, l) || (is_whole(p) && lc_semver_parse(p, &a) && lc_semver_parse(l, &b) &&
                               lc_semver_cmp(&a, &b) == 0);
}

ctr_type lc_type_for(ctr_format format)
{
    static const struct {
        ctr_format format;
        ctr_type type;
    } usual[] = {
        {CTR_FORMAT_OPENAPI, CTR_TYPE_REST_API},       {CTR_FORMAT_GRAPHQL, CTR_TYPE_REST_API},
        {CTR_FORMAT_ASYNCAPI, CTR_TYPE_MESSAGE_QUEUE}, {CTR_FORMAT_SQL, CTR_TYPE_DATABASE_SCHEMA},
        {CTR_FORMAT_MASTER, CTR_TYPE_MASTER},          {CTR_FORMAT_SOW, CTR_TYPE_SOW},
        {CTR_FORMAT_PHASE, CTR_TYPE_PHASE_TRANSITION},
    };
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        if (usual[i].format == format) {
            return usual[i].type;
        }
    }
    return CTR_TYPE_DATA_FORMAT;
}
