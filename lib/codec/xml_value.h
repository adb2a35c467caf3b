/*
 * Data in XML into the same tree as JSON and YAML: an element is a member called like it, one whose
 * children are called `item` a list, one called `entry` a member called like its attribute `key`.
 * One without children is a scalar, blanks around its text apart: what JSON writes as a number,
 * true or false is that, null="true" is null, all else is text, and an empty one is the empty text,
 * which is also how the empty list and the empty map are written.
 */
#ifndef LC_CODEC_XML_VALUE_H
#define LC_CODEC_XML_VALUE_H

#include "base/buf.h"
#include "codec/value.h"

/* The root element's name goes to *root, its namespace to *ns, in scratch memory. INPUT or LIMIT as
 * of the other readers. */
ctr_status lc_xml_value_read(struct lc_ctx *ctx, struct lc_str text,
                             const struct lc_read_options *options, struct lc_doc *doc,
                             struct lc_str *root, struct lc_str *ns);
/* The reverse: a tree as an element `root` of namespace `ns`. Members that are null are left out.
 * INPUT if a text holds what XML cannot. */
ctr_status lc_xml_value_write(struct lc_ctx *ctx, const struct lc_value *value, const char *root,
                              const char *ns,
                              ctr_status (*write)(void *user, const void *bytes, size_t size),
                              void *user);

#endif
