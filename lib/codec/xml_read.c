/*
 * Reading XML through libxml2's SAX2 push parser. libxml2's memory does not come from the host's
 * allocator: libxml2 knows one allocator for the whole process, which is not ours to set. It is
 * bounded all the same: text comes in pieces, and xml_guard.c keeps everything else small.
 *
 * Nothing is loaded, expanded or printed: no option but NONET and IGNORE_ENC (xml_guard.c has
 * refused what IGNORE_ENC passes over), and libxml2's two error hooks of this thread are ours
 * while it runs, for those of its errors that know no parser.
 */
#include "codec/xml_reader.h"

/* The error hooks of this thread, which are the host's when we do not run. */
struct hooks {
    xmlStructuredErrorFunc structured;
    void *structured_user;
    xmlGenericErrorFunc generic;
    void *generic_user;
};

__attribute__((format(printf, 2, 3))) static void on_print(void *user, const char *format, ...)
{
    (void)user;
    (void)format;
}

static struct hooks set_hooks(struct lc_xml_reader *r)
{
    struct hooks old = {xmlStructuredError, xmlStructuredErrorContext, xmlGenericError,
                        xmlGenericErrorContext};
    xmlSetStructuredErrorFunc(r, lc_xml_on_error);
    xmlSetGenericErrorFunc(NULL, on_print);
    return old;
}

static void restore_hooks(struct hooks old)
{
    xmlSetStructuredErrorFunc(old.structured_user, old.structured);
    xmlSetGenericErrorFunc(old.generic_user, old.generic);
}

/* libxml2 goes on with freed memory when it cannot enlarge its list of attributes (valgrind says so
 * of 2.9.14). So it gets one for the longest tag that can reach it: what the guard lets wait, and a
 * piece full of a="". From 2.14 on the fields are its own. */
static bool make_attributes(xmlParserCtxtPtr parser)
{
#if LIBXML_VERSION < 21400
    enum { MOST = LC_XML_MAX_ATTRIBUTES + LC_XML_PIECE / 5 + 2 };
    parser->atts = xmlMalloc(MOST * 5 * sizeof parser->atts[0]);
    parser->attallocs = xmlMalloc(MOST * sizeof parser->attallocs[0]);
    parser->maxatts = parser->atts && parser->attallocs ? MOST * 5 : 0;
    return parser->maxatts > 0;
#else
    return parser != NULL;
#endif
}

ctr_status lc_xml_reader_new(struct lc_ctx *ctx, const char *file,
                             const struct lc_xml_handler *handler, struct lc_xml_reader **out)
{
    xmlSAXHandler sax;
    struct lc_str name = lc_str(file ? file : "input");

    *out = NULL;
    struct lc_xml_reader *r = lc_alloc(&ctx->alloc, sizeof *r + name.len + 1);
    if (!r) {
        return lc_nomem(ctx);
    }
    memset(r, 0, offsetof(struct lc_xml_reader, guard.lines));
    r->ctx = ctx;
    r->alloc = ctx->alloc;
    r->file = memcpy(r + 1, name.ptr, name.len + 1);
    r->handler = *handler;
    r->line = r->column = 1;
    lc_buf_init(&r->values, &r->alloc, LC_XML_MAX_MARKUP);
    lc_xml_sax(&sax);
    struct hooks old = set_hooks(r);
    r->parser = xmlCreatePushParserCtxt(&sax, r, NULL, 0, NULL);
    const bool ready = r->parser && make_attributes(r->parser) &&
                       xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC) == 0;
    restore_hooks(old);
    if (!ready || r->status != CTR_OK) {
        r->status = CTR_E_NOMEM;
        lc_xml_reader_free(r);
        return lc_nomem(ctx);
    }
    *out = r;
    return CTR_OK;
}

/* Where libxml2 stops without a word, it had no memory: it is silent in a few such places. */
static void run_parser(struct lc_xml_reader *r, struct lc_str piece, bool last)
{
    struct hooks old = set_hooks(r);
    int code = xmlParseChunk(r->parser, piece.len ? piece.ptr : "", (int)piece.len, last);
    restore_hooks(old);
    if (r->status != CTR_OK) {
        return;
    }
    bool stopped =
        !r->parser->wellFormed || r->parser->disableSAX || code < 0 || code == XML_ERR_NO_MEMORY;
    bool incomplete = last && (!r->rooted || r->depth);
    if (stopped || incomplete) {
        lc_xml_refuse_memory(r);
    }
}

/* What libxml2 could not use yet of what it was given. */
static struct lc_str held_back(const struct lc_xml_reader *r)
{
    const xmlParserInput *in = r->parser->input;
    return in ? lc_str_n((const char *)in->cur, (size_t)(in->end - in->cur)) : LC_STR("");
}

/* Of a CDATA section libxml2 takes 300 bytes a call and lets the rest pile up: it is called again
 * as long as that helps. */
static void drain_section(struct lc_xml_reader *r)
{
    size_t before = SIZE_MAX;
    size_t now = held_back(r).len;
    while (r->status == CTR_OK && r->parser->instate == XML_PARSER_CDATA_SECTION && now < before) {
        run_parser(r, LC_STR(""), false);
        before = now;
        now = held_back(r).len;
    }
}

static void take_piece(struct lc_xml_reader *r, struct lc_str piece)
{
    run_parser(r, piece, false);
    drain_section(r);
    const xmlParserInput *in = r->parser->input;
    if (r->status != CTR_OK || !in) {
        return;
    }
    struct lc_str held = held_back(r);
    uint64_t offset = in->consumed + (uint64_t)(in->cur - in->base);
    if (!lc_xml_guard_waiting(&r->guard, held, offset)) {
        lc_xml_refuse(r, false, r->guard.status, r->guard.message);
    }
}

ctr_status lc_xml_feed(struct lc_xml_reader *r, const void *bytes, size_t size)
{
    struct lc_str text = lc_str_n(bytes, size);
    struct lc_str piece;

    if (r->status == CTR_OK && r->finished) {
        return lc_fail(r->ctx, CTR_E_ARGUMENT, "the document is finished; nothing can be added");
    }
    while (r->status == CTR_OK && lc_xml_guard_next(&r->guard, &text, &piece)) {
        if (piece.len) {
            take_piece(r, piece);
        }
    }
    if (r->status == CTR_OK && r->guard.status != CTR_OK) {
        /* of a bad byte libxml2 got all before it */
        lc_xml_refuse(r, r->guard.bad_byte, r->guard.status, r->guard.message);
    }
    return r->status;
}

ctr_status lc_xml_finish(struct lc_xml_reader *r)
{
    if (r->status == CTR_OK && !r->finished) {
        r->finished = true;
        if (r->guard.tail_size) {
            lc_xml_refuse(r, true, CTR_E_INPUT, "the document ends inside a character of UTF-8");
        } else {
            run_parser(r, LC_STR(""), true);
        }
    }
    return r->status;
}

void lc_xml_reader_free(struct lc_xml_reader *r)
{
    if (r) {
        if (r->parser) {
            xmlFreeParserCtxt(r->parser);
        }
        if (r->status != CTR_OK || !r->parser) { /* libxml2 keeps what it said, for this thread */
            xmlResetLastError();
        }
        lc_buf_free(&r->values);
        ctr_allocator alloc = r->alloc;
        lc_release(&alloc, r);
    }
}
