/*
 * The schemas of messages: which language they are in, and the comparison by that language's own
 * rules. What the application sends is read by others, as a response is; what it receives is
 * written by them, as a request is.
 */
#include "spec/asyncapi/asyncapi.h"
#include "spec/avro/avro_walk.h"
#include "spec/schema/schema_ref.h"

/* ---- which language */

static bool begins(struct lc_str format, const char *with)
{
    struct lc_str head = lc_str(with);
    return format.len >= head.len && lc_str_eq_nocase(lc_str_n(format.ptr, head.len), head);
}

static bool holds(struct lc_str text, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= text.len; i++) {
        if (memcmp(text.ptr + i, word, n) == 0) {
            return true;
        }
    }
    return false;
}

static void classify(struct lc_str format, struct lc_aa_schema *out)
{
    static const struct {
        const char *word;
        enum lc_dialect dialect;
    } drafts[] = {{"draft-04", LC_DRAFT_04},
                  {"draft-06", LC_DRAFT_06},
                  {"draft-07", LC_DRAFT_07},
                  {"2019-09", LC_DRAFT_2019},
                  {"2020-12", LC_DRAFT_2020}};
    out->language = LC_AA_OTHER;
    out->dialect = LC_ASYNCAPI;
    if (!format.ptr || begins(format, "application/vnd.aai.asyncapi")) {
        out->language = LC_AA_JSON;
    } else if (begins(format, "application/vnd.apache.avro")) {
        out->language = LC_AA_AVRO;
    } else if (holds(format, "protobuf")) {
        out->language = LC_AA_PROTOBUF;
    } else if (begins(format, "application/vnd.oai.openapi")) {
        out->language = LC_AA_JSON;
        out->dialect = holds(format, "version=3.1") ? LC_OPENAPI_31 : LC_OPENAPI_30;
    } else if (begins(format, "application/schema+")) {
        out->language = LC_AA_JSON;
        for (size_t i = 0; i < sizeof drafts / sizeof drafts[0]; i++) {
            out->dialect = holds(format, drafts[i].word) ? drafts[i].dialect : out->dialect;
        }
    }
}

/* 3.0 may name the format beside the schema. */
static ctr_status unwrap(struct lc_aa *aa, struct lc_aa_schema *s)
{
    struct lc_node inner;
    LC_TRY(lc_aa_follow(aa, s->node, &inner));
    struct lc_str format = lc_text(lc_get(inner.value, "schemaFormat"));
    struct lc_node schema = lc_child(inner, "schema");
    if (aa->three && format.ptr && schema.value) {
        s->format = format;
        s->node = schema;
    }
    return CTR_OK;
}

ctr_status lc_aa_schema(struct lc_aa *aa, struct lc_str format, struct lc_node node,
                        struct lc_aa_schema *out)
{
    *out = (struct lc_aa_schema){.node = node, .format = format};
    if (!node.value) {
        classify(lc_str_n(NULL, 0), out);
        return CTR_OK;
    }
    LC_TRY(unwrap(aa, out));
    classify(out->format, out);
    bool schema = lc_is(out->node.value, LC_OBJECT) || lc_is(out->node.value, LC_TRUE) ||
                  lc_is(out->node.value, LC_FALSE);
    if (out->language == LC_AA_JSON) {
        return schema ? CTR_OK
                      : lc_aa_wanted(aa, out->node, "a schema must be an object or a boolean");
    }
    if (out->language == LC_AA_PROTOBUF) {
        return lc_aa_proto(aa, out);
    }
    if (out->language != LC_AA_AVRO) {
        return CTR_OK;
    }
    LC_TRY(lc_aa_follow(aa, out->node, &out->node));
    struct lc_doc *part = lc_new(aa->ctx, 1, sizeof *part);
    struct lc_avro *avro;
    if (!part) {
        return CTR_E_NOMEM;
    }
    *part = *out->node.doc;
    part->root = out->node.value;
    LC_TRY(lc_avro_read(aa->ctx, part, &avro));
    avro->doc = out->node.doc; /* places are those of the whole document */
    out->avro = avro;
    return CTR_OK;
}

/* ---- comparing */

/* The schema room keeps what it knows of two dialects; each pair of them has its own. */
static ctr_status json_at(struct lc_aa_cmp *aa, enum lc_site site, const struct lc_part *part,
                          const struct lc_aa_schema *older, const struct lc_aa_schema *newer)
{
    struct lc_aa_memo *m = aa->memos;
    enum lc_dialect a = older->node.value ? older->dialect : newer->dialect;
    enum lc_dialect b = newer->node.value ? newer->dialect : older->dialect;
    while (m && (m->dialect[0] != a || m->dialect[1] != b)) {
        m = m->next;
    }
    if (!m) {
        m = lc_new(aa->c->ctx, 1, sizeof *m);
        if (!m) {
            return CTR_E_NOMEM;
        }
        *m = (struct lc_aa_memo){{a, b}, NULL, aa->memos};
        aa->memos = m;
    }
    aa->c->schemas = m->memo;
    ctr_status status = lc_schema_compare(aa->c, a, b, site, part, older->node, newer->node);
    m->memo = aa->c->schemas;
    return status;
}

static ctr_status json(struct lc_aa_cmp *aa, const struct lc_part *part,
                       const struct lc_aa_schema *older, const struct lc_aa_schema *newer)
{
    if (aa->way != LC_AA_RECEIVE) {
        LC_TRY(json_at(aa, LC_SITE_RESPONSE, part, older, newer));
    }
    return aa->way == LC_AA_SEND ? CTR_OK : json_at(aa, LC_SITE_REQUEST, part, older, newer);
}

static ctr_status avro(struct lc_aa_cmp *aa, const struct lc_part *part,
                       const struct lc_aa_schema *older, const struct lc_aa_schema *newer)
{
    unsigned data = aa->way == LC_AA_SEND      ? LC_AVRO_FORTH
                    : aa->way == LC_AA_RECEIVE ? LC_AVRO_BACK
                                               : LC_AVRO_BOTH;
    return lc_avro_compare_at(aa->c, older->avro, newer->avro, part, data);
}

static const char *const languages[] = {"JSON Schema", "Avro", "Protocol Buffers",
                                        "a language that is not known here"};

ctr_status lc_aa_schemas(struct lc_aa_cmp *aa, const struct lc_part *part,
                         const struct lc_aa_schema *older, const struct lc_aa_schema *newer)
{
    struct lc_oa_pair at = {older->node, newer->node};
    bool two = older->node.value && newer->node.value;
    if (!older->node.value && !newer->node.value) {
        return CTR_OK;
    }
    if (two && older->language != newer->language) {
        return lc_aa_add(aa, LC_AA_SCHEMA_FORMAT, part, at, languages[newer->language],
                         "the data is described in %s, no longer in %s; give it a message of its "
                         "own",
                         languages[newer->language], languages[older->language]);
    }
    if (two && !lc_str_eq(older->format, newer->format)) {
        LC_TRY(lc_aa_add(aa, LC_AA_SCHEMA_FORMAT_WORD, part, at, NULL,
                         "the format of the schema is '%.*s', no longer '%.*s'; the data is "
                         "compared all the same",
                         LC_OA_S(newer->format), LC_OA_S(older->format)));
    }
    enum lc_aa_language language = two || older->node.value ? older->language : newer->language;
    if (language == LC_AA_JSON) {
        return json(aa, part, older, newer);
    }
    if (two && language == LC_AA_AVRO) {
        return avro(aa, part, older, newer);
    }
    if (two && language == LC_AA_PROTOBUF) {
        return lc_aa_protos(aa, part, older, newer);
    }
    if (two && lc_value_eq(older->node.value, newer->node.value)) {
        return CTR_OK;
    }
    if (!two) {
        return lc_aa_add(aa, LC_AA_SCHEMA_UNDECIDED, part, at, NULL,
                         "a schema in %s %s; decide what those who use it did without it",
                         languages[language], newer->node.value ? "was added" : "is gone");
    }
    return lc_aa_add(aa, LC_AA_SCHEMA_UNDECIDED, part, at, NULL,
                     "the schema changed and is in %s, which is not judged inside AsyncAPI; "
                     "compare it on its own and decide",
                     languages[language]);
}
