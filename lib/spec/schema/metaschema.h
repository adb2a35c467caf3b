/*
 * The metaschemas of the drafts, in our own words and with their meaning: what a `$ref` to
 * "http://json-schema.org/draft-07/schema#" finds without any network.
 */
#ifndef LC_SPEC_METASCHEMA_H
#define LC_SPEC_METASCHEMA_H

#include "base/str.h"

/* YAML of the metaschema at an address without fragment; NULL if it is none. */
const char *lc_metaschema(struct lc_str address);

#endif
