/* JSON Schema out of the tables of terms. */
#include "terms/describe.h"

#include "codec/json_write.h"

static void line(struct lc_buf *buf, int level)
{
    lc_buf_char(buf, '\n');
    for (int i = 0; i < level; i++) {
        lc_buf_text(buf, "  ");
    }
}

static void member(struct lc_buf *buf, int level, const char *key)
{
    line(buf, level);
    lc_json_string(buf, lc_str(key));
    lc_buf_text(buf, ": ");
}

static void record(struct lc_buf *buf, const struct lc_term_record *r, int level);

static bool brief(const struct lc_term_record *r)
{
    for (size_t i = 0; i < r->count; i++) {
        if (r->terms[i].flags & LC_TERM_SHORTHAND) {
            return true;
        }
    }
    return false;
}

/* A record, or, where one term may stand for it, a scalar. */
static void record_or_brief(struct lc_buf *buf, const struct lc_term_record *r, int level)
{
    if (!brief(r)) {
        record(buf, r, level);
        return;
    }
    lc_buf_text(buf, "{\"anyOf\": [{\"type\": [\"string\", \"number\", \"boolean\"]}, ");
    record(buf, r, level);
    lc_buf_text(buf, "]}");
}

static void range(struct lc_buf *buf, const struct lc_term *t)
{
    lc_buf_printf(buf, "\"minimum\": %lld, \"maximum\": %lld", (long long)t->least,
                  (long long)t->most);
}

static void words(struct lc_buf *buf, const struct lc_word *w)
{
    lc_buf_text(buf, "\"enum\": [");
    for (const struct lc_word *at = w; at->name; at++) {
        lc_buf_text(buf, at == w ? "" : ", ");
        lc_json_string(buf, lc_str(at->name));
    }
    lc_buf_char(buf, ']');
}

/* What a value may be, as members of its schema. */
static void form(struct lc_buf *buf, const struct lc_term *t, int level)
{
    switch (t->kind) {
    case LC_TERM_TEXT:
        lc_buf_text(buf, "\"type\": [\"string\", \"number\", \"boolean\", \"null\"]");
        break;
    case LC_TERM_NAME:
        if (t->flags & LC_TERM_REQUIRED) {
            lc_buf_text(buf, "\"type\": [\"string\", \"number\"], "
                             "\"pattern\": \"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$\"");
        } else { /* nothing is as good as left out */
            lc_buf_text(buf, "\"type\": [\"string\", \"number\", \"null\"], "
                             "\"pattern\": \"^([A-Za-z0-9][A-Za-z0-9._-]{0,127})?$\"");
        }
        break;
    case LC_TERM_INT:
        lc_buf_text(buf, "\"type\": [\"integer\", \"string\", \"null\"], ");
        range(buf, t);
        break;
    case LC_TERM_FIXED:
        lc_buf_text(buf, "\"type\": [\"number\", \"string\", \"null\"], ");
        range(buf, t);
        break;
    case LC_TERM_DATE:
        lc_buf_text(buf, "\"type\": [\"string\", \"null\"], \"format\": \"date\"");
        break;
    case LC_TERM_BOOL:
        lc_buf_text(buf, "\"type\": [\"boolean\", \"null\"]");
        break;
    case LC_TERM_WORD:
        words(buf, t->words);
        break;
    case LC_TERM_RECORD:
        lc_buf_text(buf, "\"anyOf\": [{\"type\": \"null\"}, ");
        record_or_brief(buf, t->record, level);
        lc_buf_char(buf, ']');
        break;
    case LC_TERM_RECORDS:
        lc_buf_text(buf, "\"type\": [\"array\", \"null\"], \"items\": ");
        record_or_brief(buf, t->record, level);
        break;
    case LC_TERM_TEXTS:
        lc_buf_text(buf, "\"type\": [\"array\", \"string\", \"null\"], "
                         "\"items\": {\"type\": [\"string\", \"number\", \"boolean\"]}");
        break;
    case LC_TERM_PAIRS:
        lc_buf_text(buf, "\"type\": [\"object\", \"null\"], "
                         "\"additionalProperties\": {\"type\": [\"number\", \"string\"], ");
        range(buf, t);
        lc_buf_char(buf, '}');
        break;
    case LC_TERM_VALUE:
        lc_buf_text(buf, "\"type\": [\"object\", \"array\", \"null\"]");
        break;
    }
}

static void term(struct lc_buf *buf, const struct lc_term *t, int level)
{
    member(buf, level, t->key);
    lc_buf_text(buf, "{\"description\": ");
    lc_json_string(buf, lc_str(t->about));
    if (t->fallback) {
        lc_buf_text(buf, ", \"default\": ");
        bool string = t->kind != LC_TERM_INT && t->kind != LC_TERM_FIXED && t->kind != LC_TERM_BOOL;
        if (string) {
            lc_json_string(buf, lc_str(t->fallback));
        } else {
            lc_buf_text(buf, t->fallback);
        }
    }
    lc_buf_text(buf, ", ");
    form(buf, t, level);
    lc_buf_char(buf, '}');
}

static void required(struct lc_buf *buf, const struct lc_term_record *r, int level)
{
    bool first = true;
    for (size_t i = 0; i < r->count; i++) {
        if (!(r->terms[i].flags & LC_TERM_REQUIRED)) {
            continue;
        }
        if (first) {
            member(buf, level, "required");
        }
        lc_buf_text(buf, first ? "[" : ", ");
        lc_json_string(buf, lc_str(r->terms[i].key));
        first = false;
    }
    lc_buf_text(buf, first ? "" : "],");
}

static void body(struct lc_buf *buf, const struct lc_term_record *r, int level)
{
    member(buf, level, "type");
    lc_buf_text(buf, "\"object\",");
    required(buf, r, level);
    if (r->closed) {
        member(buf, level, "patternProperties");
        lc_buf_text(buf, "{\"^x-\": true},");
        member(buf, level, "additionalProperties");
        lc_buf_text(buf, "false,");
    }
    member(buf, level, "properties");
    lc_buf_char(buf, '{');
    for (size_t i = 0; i < r->count; i++) {
        lc_buf_text(buf, i ? "," : "");
        term(buf, &r->terms[i], level + 1);
    }
    line(buf, level);
    lc_buf_char(buf, '}');
}

static void record(struct lc_buf *buf, const struct lc_term_record *r, int level)
{
    lc_buf_char(buf, '{');
    body(buf, r, level + 1);
    line(buf, level);
    lc_buf_char(buf, '}');
}

void lc_terms_json_schema(struct lc_buf *buf, const struct lc_terms_kind_row *kind)
{
    lc_buf_char(buf, '{');
    member(buf, 1, "$schema");
    lc_buf_text(buf, "\"https://json-schema.org/draft/2020-12/schema\",");
    member(buf, 1, "$id");
    lc_buf_printf(buf, "\"%s:%s\",", LC_TERMS_NAMESPACE, kind->root);
    member(buf, 1, "title");
    lc_json_string(buf, lc_str(kind->title));
    lc_buf_char(buf, ',');
    body(buf, kind->record, 1);
    lc_buf_text(buf, "\n}\n");
}
