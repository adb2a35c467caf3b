/* Merge keys of YAML: `<<: *base` and `<<: [*a, *b]`. */
#ifndef LC_CODEC_YAML_MERGE_H
#define LC_CODEC_YAML_MERGE_H

#include "codec/tree.h"

/* A mapping is about to close whose member number `at` is its merge key: put what it merges in its
 * place, explicit keys and earlier sources winning. INPUT if its value is neither a mapping nor a
 * list of mappings. */
ctr_status lc_yaml_merge(struct lc_tree *tree, size_t at);

#endif
