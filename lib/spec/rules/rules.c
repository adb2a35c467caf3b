/* The table of rules. */
#include "spec/rules/advice.h"

#include <limits.h>
#include <stdlib.h>

static const struct lc_rule table[LC_RULE_COUNT] = {
#define LC_RULE(name, id, format, level, direction, flags, text)                                   \
    [LC_RULE_##name] = {id, (ctr_format)(format), level, direction, flags, text},
#include "spec/rules/rules.def"
#undef LC_RULE
};

/* How long each id is: each finding of a report is looked up, and few ids have the length of
 * another. */
static const unsigned char lengths[LC_RULE_COUNT] = {
#define LC_RULE(name, id, format, level, direction, flags, text) [LC_RULE_##name] = sizeof(id) - 1,
#include "spec/rules/rules.def"
#undef LC_RULE
};

const struct lc_rule *lc_rule(enum lc_rule_id id)
{
    return &table[id];
}

const struct lc_rule *lc_rule_find(const char *id)
{
    const size_t length = id ? strlen(id) : 0;
    const unsigned char *at = length <= UCHAR_MAX ? lengths : NULL;

    while (at && (at = memchr(at, (int)length, (size_t)(lengths + LC_RULE_COUNT - at)))) {
        const struct lc_rule *rule = &table[at++ - lengths];
        if (memcmp(rule->id, id, length) == 0) {
            return rule;
        }
    }
    return NULL;
}

bool lc_rule_fits(const char *pattern, const char *id)
{
    const char *star = NULL;
    const char *back = NULL;

    while (*id) {
        if (*pattern == '*') {
            star = pattern++;
            back = id;
        } else if (*pattern == *id) {
            pattern++;
            id++;
        } else if (star) {
            pattern = star + 1;
            id = ++back;
        } else {
            return false;
        }
    }
    while (*pattern == '*') {
        pattern++;
    }
    return !*pattern;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct ctr_rule *)a)->id, ((const struct ctr_rule *)b)->id);
}

/* Payloads of AsyncAPI are judged by the rules of requests and responses. */
static bool lent(const struct lc_rule *r, ctr_format format)
{
    static const char *const heads[] = {"request-body-", "request-property-", "response-body-",
                                        "response-property-"};
    bool is_lent = false;
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        is_lent = is_lent || strncmp(r->id, heads[i], strlen(heads[i])) == 0;
    }
    return is_lent && format == CTR_FORMAT_ASYNCAPI && r->format == CTR_FORMAT_OPENAPI;
}

/* The names that oasdiff has for it. */
static ctr_status name_there(struct lc_ctx *ctx, struct ctr_rule *row)
{
    size_t count = 0;
    const char **names;

    while (lc_oasdiff_of_rule(row->id, count)) {
        count++;
    }
    if (!count) {
        return CTR_OK;
    }
    names = lc_new(ctx, count, sizeof *names);
    for (size_t i = 0; names && i < count; i++) {
        names[i] = lc_oasdiff_of_rule(row->id, i);
    }
    row->oasdiff = names;
    row->oasdiff_count = names ? count : 0;
    return names ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status row_of(struct lc_ctx *ctx, const struct lc_rule *r, struct ctr_rule *row)
{
    *row = (struct ctr_rule){
        .id = r->id,
        .format = r->format,
        .level = r->level,
        .direction = r->direction,
        .text = r->text,
        .advice_backward = lc_advice_of(r, CTR_DIRECTION_BACKWARD).text,
        .advice_forward = lc_advice_of(r, CTR_DIRECTION_FORWARD).text,
    };
    return name_there(ctx, row);
}

ctr_status lc_rule_table(struct lc_ctx *ctx, ctr_format format, struct ctr_rules *out)
{
    struct ctr_rule *rows = lc_new(ctx, LC_RULE_COUNT, sizeof *rows);
    size_t count = 0;
    if (!rows) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < LC_RULE_COUNT; i++) {
        const struct lc_rule *r = &table[i];
        if (format == CTR_FORMAT_AUTO || r->format == CTR_FORMAT_AUTO || r->format == format ||
            lent(r, format)) {
            LC_TRY(row_of(ctx, r, &rows[count++]));
        }
    }
    qsort(rows, count, sizeof *rows, by_id);
    *out = (struct ctr_rules){rows, count};
    return CTR_OK;
}
