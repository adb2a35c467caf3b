/*
 * Fuzzer of calendars: any document is a calendar whose answers fit together, or is refused. The
 * same a second time with a request of memory denied (memory.h).
 */
#include "memory.h"

#include "codec/yaml_read.h"
#include "terms/calendar.h"

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
    ctr_status status = lc_calendar_add(ctx, c, start, span, &due);
    fuzz_answer(status, status == CTR_OK ? (uint64_t)due : 0);
    if (status != CTR_OK) {
        return;
    }
    fuzz_must(lc_calendar_elapsed(c, start, due) == span &&
                  lc_calendar_elapsed(c, start, due - 1) == span - 1 &&
                  lc_calendar_is_open(c, due - 1),
              "the working time that was added is not the time that has passed");
    fuzz_must(lc_calendar_days(c, 20000, 21000) == -lc_calendar_days(c, 21000, 20000),
              "the way back has other days");
}

static void work(const ctr_allocator *host, const void *how, struct lc_str text)
{
    const struct lc_zone_source zones = {zone_of, NULL};
    struct lc_ctx ctx;
    struct lc_doc doc;
    struct ctr_calendar_list list;
    (void)how;
    fuzz_must(lc_ctx_begin(&ctx, host) == CTR_OK, "no context");
    ctx.limits.max_nodes = 100000;
    ctr_status status = lc_doc_read(&ctx, text, NULL, &doc);
    if (status == CTR_OK) {
        status = lc_calendar_list_read(&ctx, &doc, doc.root, &zones, &list);
    }
    fuzz_must((status == CTR_OK) == (ctx.error == NULL), "status and error disagree");
    fuzz_answer(status, status == CTR_OK ? list.count : 0);
    for (size_t i = 0; status == CTR_OK && i < list.count && i < 10; i++) {
        ask(&ctx, &list.items[i]);
    }
    lc_ctx_end(&ctx, status, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_twice(work, NULL, data, size);
}
