/* XML Schema out of the tables of terms. */
#include "terms/describe.h"

static void indent(struct lc_buf *buf, int level)
{
    for (int i = 0; i < level; i++) {
        lc_buf_text(buf, "  ");
    }
}

static void escaped(struct lc_buf *buf, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&':
            lc_buf_text(buf, "&amp;");
            break;
        case '<':
            lc_buf_text(buf, "&lt;");
            break;
        case '>':
            lc_buf_text(buf, "&gt;");
            break;
        default:
            lc_buf_char(buf, *text);
        }
    }
}

static void record(struct lc_buf *buf, const struct lc_term_record *r, int level);

static void restricted(struct lc_buf *buf, const struct lc_term *t, const char *base, int level)
{
    indent(buf, level);
    lc_buf_printf(buf, "<xs:simpleType><xs:restriction base=\"%s\">\n", base);
    if (t->kind == LC_TERM_WORD) {
        for (const struct lc_word *w = t->words; w->name; w++) {
            indent(buf, level + 1);
            lc_buf_printf(buf, "<xs:enumeration value=\"%s\"/>\n", w->name);
        }
    } else {
        indent(buf, level + 1);
        lc_buf_printf(buf, "<xs:minInclusive value=\"%lld\"/><xs:maxInclusive value=\"%lld\"/>\n",
                      (long long)t->least, (long long)t->most);
    }
    indent(buf, level);
    lc_buf_text(buf, "</xs:restriction></xs:simpleType>\n");
}

static void items(struct lc_buf *buf, const struct lc_term *t, int level)
{
    indent(buf, level);
    lc_buf_text(buf, "<xs:complexType><xs:sequence>\n");
    indent(buf, level + 1);
    if (t->kind == LC_TERM_TEXTS) {
        lc_buf_text(buf, "<xs:element name=\"item\" type=\"xs:string\" minOccurs=\"0\" "
                         "maxOccurs=\"unbounded\"/>\n");
    } else {
        lc_buf_text(buf, "<xs:element name=\"item\" minOccurs=\"0\" maxOccurs=\"unbounded\">\n");
        record(buf, t->record, level + 2);
        indent(buf, level + 1);
        lc_buf_text(buf, "</xs:element>\n");
    }
    indent(buf, level);
    lc_buf_text(buf, "</xs:sequence></xs:complexType>\n");
}

/* Type of the simple kinds, NULL for the others. */
static const char *simple(enum lc_term_kind kind)
{
    switch (kind) {
    case LC_TERM_TEXT:
        return "xs:string";
    case LC_TERM_NAME:
        return "xs:token";
    case LC_TERM_DATE:
        return "xs:date";
    case LC_TERM_BOOL:
        return "xs:boolean";
    case LC_TERM_INT:
    case LC_TERM_FIXED:
    case LC_TERM_WORD:
    case LC_TERM_RECORD:
    case LC_TERM_RECORDS:
    case LC_TERM_TEXTS:
    case LC_TERM_PAIRS:
    case LC_TERM_VALUE:
        break;
    }
    return NULL;
}

static void content(struct lc_buf *buf, const struct lc_term *t, int level)
{
    switch (t->kind) {
    case LC_TERM_INT:
        restricted(buf, t, "xs:integer", level);
        break;
    case LC_TERM_FIXED:
        restricted(buf, t, "xs:decimal", level);
        break;
    case LC_TERM_WORD:
        restricted(buf, t, "xs:string", level);
        break;
    case LC_TERM_RECORD:
        record(buf, t->record, level);
        break;
    case LC_TERM_RECORDS:
    case LC_TERM_TEXTS:
        items(buf, t, level);
        break;
    case LC_TERM_PAIRS:
    case LC_TERM_VALUE:
        indent(buf, level);
        lc_buf_text(buf, "<xs:complexType><xs:sequence><xs:any processContents=\"skip\" "
                         "minOccurs=\"0\" maxOccurs=\"unbounded\"/></xs:sequence>"
                         "</xs:complexType>\n");
        break;
    case LC_TERM_TEXT:
    case LC_TERM_NAME:
    case LC_TERM_DATE:
    case LC_TERM_BOOL:
        break;
    }
}

static void element(struct lc_buf *buf, const struct lc_term *t, bool optional, int level)
{
    const char *type = simple(t->kind);
    indent(buf, level);
    lc_buf_printf(buf, "<xs:element name=\"%s\"", t->key);
    lc_buf_text(buf, optional ? " minOccurs=\"0\"" : "");
    if (type) {
        lc_buf_printf(buf, " type=\"%s\"", type);
    }
    lc_buf_text(buf, "><xs:annotation><xs:documentation>");
    escaped(buf, t->about);
    lc_buf_text(buf, "</xs:documentation></xs:annotation>");
    if (!type) {
        lc_buf_char(buf, '\n');
        content(buf, t, level + 1);
        indent(buf, level);
    }
    lc_buf_text(buf, "</xs:element>\n");
}

/* Where one term may stand for the whole record, text and elements may both be its content. */
static void record(struct lc_buf *buf, const struct lc_term_record *r, int level)
{
    bool brief = false;
    for (size_t i = 0; i < r->count; i++) {
        brief |= (r->terms[i].flags & LC_TERM_SHORTHAND) != 0;
    }
    indent(buf, level);
    lc_buf_printf(buf, "<xs:complexType%s><xs:all>\n", brief ? " mixed=\"true\"" : "");
    for (size_t i = 0; i < r->count; i++) {
        bool optional = brief || !(r->terms[i].flags & LC_TERM_REQUIRED);
        element(buf, &r->terms[i], optional, level + 1);
    }
    indent(buf, level);
    lc_buf_text(buf, "</xs:all></xs:complexType>\n");
}

void lc_terms_xsd(struct lc_buf *buf, const struct lc_terms_kind_row *kind)
{
    lc_buf_text(buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    lc_buf_printf(buf,
                  "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" "
                  "targetNamespace=\"%s\" elementFormDefault=\"qualified\">\n",
                  LC_TERMS_NAMESPACE);
    indent(buf, 1);
    lc_buf_printf(buf, "<xs:element name=\"%s\">\n", kind->root);
    record(buf, kind->record, 2);
    indent(buf, 1);
    lc_buf_text(buf, "</xs:element>\n</xs:schema>\n");
}
