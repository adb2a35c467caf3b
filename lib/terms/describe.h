/*
 * Descriptions of governing documents for editors, out of the tables that read them.
 */
#ifndef LC_TERMS_DESCRIBE_H
#define LC_TERMS_DESCRIBE_H

#include "base/buf.h"
#include "terms/document.h"

#define LC_TERMS_NAMESPACE "urn:libcontracts:terms:1"

/* JSON Schema (2020-12) of the JSON and YAML forms. */
void lc_terms_json_schema(struct lc_buf *buf, const struct lc_terms_kind_row *kind);
/* XML Schema 1.0 of the XML form. */
void lc_terms_xsd(struct lc_buf *buf, const struct lc_terms_kind_row *kind);

#endif
