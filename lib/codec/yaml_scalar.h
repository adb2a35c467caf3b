/* What a scalar of YAML means: the core schema of YAML 1.2 and its tags. */
#ifndef LC_CODEC_YAML_SCALAR_H
#define LC_CODEC_YAML_SCALAR_H

#include "codec/tree.h"

/* Kind and text of a scalar. `plain`: written without quotes. `tag`: NULL if there is none. Numbers
 * get the spelling of JSON ("+.5" becomes "0.5", "0x1F" 31). INPUT for .nan, .inf, tags that do not
 * fit or are not known. Kind, text and offset of *out are set. */
ctr_status lc_yaml_scalar(struct lc_tree *tree, struct lc_str text, bool plain, const char *tag,
                          uint32_t offset, struct lc_value *out);
/* INPUT unless `tag` is NULL, "!" or the core tag of the kind (seq or map). */
ctr_status lc_yaml_collection_tag(struct lc_tree *tree, const char *tag, bool object,
                                  uint32_t offset);

#endif
