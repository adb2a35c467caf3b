/*
 * Fuzzer of the reader of time zones: any bytes are a zone whose answers fit together, or none. The
 * same a second time with a request of memory denied (memory.h).
 */
#include "memory.h"

#include "codec/tzif.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask(const struct lc_zone *zone, int64_t at)
{
    struct lc_zone_span span = lc_zone_span_at(zone, at);
    int64_t back = lc_zone_instant(zone, at + span.offset);
    fuzz_must(span.from <= at && span.to > at, "an instant is not in its own span");
    fuzz_must(span.offset >= LC_ZONE_OFFSET_LEAST && span.offset <= LC_ZONE_OFFSET_MOST,
              "an offset beyond what there is");
    fuzz_must(lc_zone_offset(zone, back) + back == at + span.offset && back <= at,
              "the way back leads elsewhere");
}

static void work(const ctr_allocator *host, const void *how, struct lc_str bytes)
{
    static const int64_t instants[] = {-62135596800, -3000000000, -1,         0,
                                       951782400,    1774746000,  1792890000, 4102444800,
                                       253402300799};
    struct lc_ctx ctx;
    struct lc_zone zone;
    (void)how;
    fuzz_must(lc_ctx_begin(&ctx, host) == CTR_OK, "no context");
    ctr_status status = lc_tzif_read(&ctx, "Test/Zone", bytes, &zone);
    fuzz_must((status == CTR_OK) == (ctx.error == NULL), "status and error disagree");
    fuzz_answer(status, status == CTR_OK ? zone.count : 0);
    for (size_t i = 0; status == CTR_OK && i < sizeof instants / sizeof instants[0]; i++) {
        ask(&zone, instants[i]);
    }
    for (size_t i = 0; status == CTR_OK && i < zone.count && i < 100; i++) {
        if (zone.changes[i].at > instants[0] && zone.changes[i].at < instants[8]) {
            ask(&zone, zone.changes[i].at);
            ask(&zone, zone.changes[i].at - 1);
        }
    }
    lc_ctx_end(&ctx, status, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_twice(work, NULL, data, size);
}
