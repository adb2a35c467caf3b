/* Which advice a rule gives: sentences (advice.def), and rows that lead to them by its id. */
#include "spec/rules/advice.h"

enum advice {
    ADVICE_NONE,
#define LC_ADVICE(name, text) ADVICE_##name,
#include "spec/rules/advice.def"
#undef LC_ADVICE
    ADVICES
};

static const char *const sentences[ADVICES] = {
#define LC_ADVICE(name, text) [ADVICE_##name] = text,
#include "spec/rules/advice.def"
#undef LC_ADVICE
};

#define ROW(format, pattern, backward, forward, said)                                              \
    {CTR_FORMAT_##format, pattern, {ADVICE_##backward, ADVICE_##forward}, said},
#define LC_ADVISE(format, pattern, backward, forward) ROW(format, pattern, backward, forward, false)
#define LC_ADVISE_SAID(format, pattern, backward, forward)                                         \
    ROW(format, pattern, backward, forward, true)
static const struct lc_advise rows[] = {
#include "spec/rules/advice_schema.def"
#include "spec/rules/advice_api.def"
#include "spec/rules/advice_data.def"
#include "spec/rules/advice_terms.def"
};
#undef LC_ADVISE
#undef LC_ADVISE_SAID
#undef ROW
enum { ROWS = sizeof rows / sizeof rows[0] };

const struct lc_advise *lc_advise_row(size_t index)
{
    return index < ROWS ? &rows[index] : NULL;
}

const char *lc_advice_text(size_t advice)
{
    return advice < ADVICES ? sentences[advice] : NULL;
}

/* Patterns are meant for rules that weigh. One that informs, and weighs in some place all the same,
 * is named by its row; the rest asks nobody to do anything, whatever a policy makes of it. */
static bool is_for(const struct lc_advise *row, const struct lc_rule *rule)
{
    if (row->format != rule->format) {
        return false;
    }
    return rule->level == CTR_LEVEL_INFO ? strcmp(row->pattern, rule->id) == 0
                                         : lc_rule_fits(row->pattern, rule->id);
}

const struct lc_advise *lc_advise_find(const struct lc_rule *rule)
{
    for (size_t i = 0; i < ROWS; i++) {
        if (is_for(&rows[i], rule)) {
            return &rows[i];
        }
    }
    return NULL;
}

struct lc_advice lc_advice_of(const struct lc_rule *rule, ctr_direction direction)
{
    const struct lc_advise *row = lc_advise_find(rule);

    return row ? (struct lc_advice){sentences[row->advice[direction == CTR_DIRECTION_FORWARD]],
                                    row->said}
               : (struct lc_advice){NULL, false};
}

static struct lc_advice advice_of(const struct ctr_finding *f)
{
    const struct lc_rule *rule = f->level == CTR_LEVEL_INFO ? NULL : lc_rule_find(f->rule);

    return rule ? lc_advice_of(rule, f->direction) : (struct lc_advice){NULL, false};
}

const char *lc_finding_advice(const struct ctr_finding *f)
{
    return advice_of(f).text;
}

const char *lc_finding_help(const struct ctr_finding *f)
{
    const struct lc_advice advice = advice_of(f);

    return advice.said ? NULL : advice.text;
}
