/*
 * The steps that build the schema, one a migration; generated from lib/core/schema.
 */
#ifndef LC_CORE_SCHEMA_H
#define LC_CORE_SCHEMA_H

#include "core/store.h"

extern const char *const lc_schema_steps[LC_SCHEMA];

/* Bit n: step n + 1 rewrites tables, so that libraries before it cannot read the result. It is
 * never done by opening, only by lc_store_migrate, after a snapshot. The others only add. */
#define LC_SCHEMA_REBUILDS UINT64_C(0)

#endif
