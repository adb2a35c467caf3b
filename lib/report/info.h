/* Facts about a store. */
#ifndef LC_REPORT_INFO_H
#define LC_REPORT_INFO_H

#include "core/op.h"

struct ctr_info {
    const char *uuid;
    const char *path;
    const char *sqlite; /* version of the linked SQLite */
    const char *library;
    int64_t schema;
    int64_t bytes;
    int64_t wal_pages;
    int64_t contracts;
    int64_t versions;
    int64_t consumers;
    int64_t documents;
    int64_t last_event;
    int64_t origins;
    int64_t ledgers;
    int64_t entries; /* of all ledgers */
    int64_t changes, assessments, timers, disputes, slo_cycles, stops, meetings, policies;
    int64_t builds, runs; /* of consumers; in environments, now */
    ctr_durability durability;
    int32_t read_only;
    int32_t sqlite_affected;
};

extern const struct lc_shape lc_shape_info;

ctr_status lc_report_info(struct lc_op *op, struct ctr_info *out);

#endif
