/* Fuzzer of calendars: any document is a calendar whose answers fit together, or is refused. */
#include "base/once.h"
#include "codec/yaml_read.h"
#include "terms/calendar.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ctr_status zone_of(void *user, struct lc_ctx *ctx, const char *name,
                          const struct lc_zone **out)
{
    struct lc_zone *zone = lc_new(ctx, 1, sizeof *zone);
    (void)user;
    *out = zone;
    if (!zone) {
        return CTR_E_NOMEM;
    }
    if (lc_zone_fixed(name, zone)) {
        return CTR_OK;
    }
    return lc_zone_rule_parse(lc_str(name), &zone->rule)
               ? CTR_OK
               : lc_fail(ctx, CTR_E_INPUT, "'%s' is no time zone", name);
}

static void ask(struct lc_ctx *ctx, const struct ctr_calendar *c)
{
    const int64_t start = INT64_C(1774600000000000);
    const int64_t span = INT64_C(100000000001);
    int64_t due;
    if (lc_calendar_add(ctx, c, start, span, &due) != CTR_OK) {
        return;
    }
    if (lc_calendar_elapsed(c, start, due) != span ||
        lc_calendar_elapsed(c, start, due - 1) != span - 1 || !lc_calendar_is_open(c, due - 1)) {
        abort();
    }
    if (lc_calendar_days(c, 20000, 21000) != -lc_calendar_days(c, 21000, 20000)) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct lc_zone_source zones = {zone_of, NULL};
    const char *text = (const char *)data;
    struct lc_ctx ctx;
    struct lc_doc doc;
    struct ctr_calendar_list list;
    ctr_status status = lc_ctx_begin(&ctx, NULL);
    status = status == CTR_OK ? lc_once(&ctx) : status;
    ctx.limits.max_nodes = 100000;
    if (status == CTR_OK) {
        status = lc_doc_read(&ctx, lc_str_n(text, size), NULL, &doc);
    }
    if (status == CTR_OK) {
        status = lc_calendar_list_read(&ctx, &doc, doc.root, &zones, &list);
    }
    for (size_t i = 0; status == CTR_OK && i < list.count && i < 10; i++) {
        ask(&ctx, &list.items[i]);
    }
    lc_ctx_end(&ctx, status, NULL);
    return 0;
}
