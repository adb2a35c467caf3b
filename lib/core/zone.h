/*
 * Time zones by name, from the system's data. The pure parts of the library take what this finds.
 */
#ifndef LC_CORE_ZONE_H
#define LC_CORE_ZONE_H

#include "codec/tzif.h"

#define LC_ZONE_DIRECTORY "/usr/share/zoneinfo"

/* Find a zone: "UTC", "+02:00", or a file below `directory` (NULL = the system's). Links are
 * followed as long as they stay in it. INPUT for a name that is none, for one that is not there and
 * for data that is malformed; NOT_FOUND if there is no such directory. *out is scratch memory. */
ctr_status lc_zone_load(struct lc_ctx *ctx, const char *directory, const char *name,
                        const struct lc_zone **out);

#endif
