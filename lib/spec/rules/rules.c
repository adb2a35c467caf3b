/* The table of rules. */
#include "spec/rules/rules.h"

#include <stdlib.h>

static const struct lc_rule table[LC_RULE_COUNT] = {
#define LC_RULE(name, id, format, level, direction, flags, text)                                   \
    [LC_RULE_##name] = {id, (ctr_format)(format), level, direction, flags, text},
#include "spec/rules/rules.def"
#undef LC_RULE
};

const struct lc_rule *lc_rule(enum lc_rule_id id)
{
    return &table[id];
}

const struct lc_rule *lc_rule_find(const char *id)
{
    for (size_t i = 0; id && i < LC_RULE_COUNT; i++) {
        if (table[i].id == id || strcmp(table[i].id, id) == 0) {
            return &table[i];
        }
    }
    return NULL;
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
            rows[count++] = (struct ctr_rule){r->id, r->format, r->level, r->direction, r->text};
        }
    }
    qsort(rows, count, sizeof *rows, by_id);
    *out = (struct ctr_rules){rows, count};
    return CTR_OK;
}
