/*
 * YAML into the same tree, through libyaml's events: the core schema of YAML 1.2 resolved by us
 * (no, yes, on, 012, 1:30 are strings or decimals as 1.2 says), one document, no tags but the core
 * ones, anchors expanded under the node limit, merge keys ("<<") taken.
 */
#ifndef LC_CODEC_YAML_READ_H
#define LC_CODEC_YAML_READ_H

#include "codec/value.h"

ctr_status lc_yaml_read(struct lc_ctx *ctx, struct lc_str text,
                        const struct lc_read_options *options, struct lc_doc *doc);

/* It is named .json, and so JSON and nothing else. */
bool lc_doc_is_json(const struct lc_read_options *options, struct lc_str text);
/* JSON if the first non-blank byte is '{' or '[' and it reads as JSON; else YAML. When both refuse,
 * the error is the one of the reader that the beginning of the text speaks for. */
ctr_status lc_doc_read(struct lc_ctx *ctx, struct lc_str text,
                       const struct lc_read_options *options, struct lc_doc *doc);

#endif
