/* Fuzzer of the reader of time zones: any bytes are a zone whose answers fit together, or none. */
#include "codec/tzif.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask(const struct lc_zone *zone, int64_t at)
{
    struct lc_zone_span span = lc_zone_span_at(zone, at);
    int64_t back = lc_zone_instant(zone, at + span.offset);
    if (span.from > at || span.to <= at || span.offset < LC_ZONE_OFFSET_LEAST ||
        span.offset > LC_ZONE_OFFSET_MOST ||
        lc_zone_offset(zone, back) + back != at + span.offset || back > at) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int64_t instants[] = {-62135596800, -3000000000, -1,         0,
                                       951782400,    1774746000,  1792890000, 4102444800,
                                       253402300799};
    struct lc_ctx ctx;
    struct lc_zone zone;
    ctr_status status = lc_ctx_begin(&ctx, NULL);
    if (status == CTR_OK) {
        status = lc_tzif_read(&ctx, "Test/Zone", lc_str_n((const char *)data, size), &zone);
    }
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
    return 0;
}
