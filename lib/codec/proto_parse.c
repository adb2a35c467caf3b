/* Words of a .proto file, one at a time, and what is made of a few of them. */
#include "codec/proto_parse.h"

#include "base/buf.h"
#include "base/utf8.h"

enum { SHOWN = 40, DEPTH_CAP = 1000 };

ctr_status lc_proto_next(struct lc_proto_parser *p)
{
    return lc_proto_lex(&p->lexer, &p->token);
}

ctr_status lc_proto_unexpected(struct lc_proto_parser *p, const char *wanted)
{
    const struct lc_proto_token *t = &p->token;
    if (t->word == LC_PROTO_END) {
        return lc_doc_fail(p->ctx, p->doc, t->offset, "the file ends where %s was expected",
                           wanted);
    }
    const char *quote = t->word == LC_PROTO_TEXT ? "string " : "";
    return lc_doc_fail(p->ctx, p->doc, t->offset, "here is %s'%.*s' where %s was expected", quote,
                       lc_proto_shown(t->text, SHOWN), t->text.ptr, wanted);
}

ctr_status lc_proto_new(struct lc_proto_parser *p, size_t size, void *out)
{
    if (++p->nodes > p->ctx->limits.max_nodes) {
        return lc_doc_fail_as(p->ctx, p->doc, CTR_E_LIMIT, p->token.offset,
                              "more than %llu declarations in one file",
                              (unsigned long long)p->ctx->limits.max_nodes);
    }
    void *made = lc_new(p->ctx, 1, size);
    *(void **)out = made;
    return made ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_proto_enter(struct lc_proto_parser *p)
{
    uint32_t most = p->ctx->limits.max_depth < DEPTH_CAP ? p->ctx->limits.max_depth : DEPTH_CAP;
    if (++p->depth > most) {
        return lc_doc_fail_as(p->ctx, p->doc, CTR_E_LIMIT, p->token.offset,
                              "nested more than %u levels deep", most);
    }
    return CTR_OK;
}

ctr_status lc_proto_eat(struct lc_proto_parser *p, char mark, const char *wanted)
{
    return lc_proto_at(p, mark) ? lc_proto_next(p) : lc_proto_unexpected(p, wanted);
}

ctr_status lc_proto_ident(struct lc_proto_parser *p, const char *wanted, struct lc_str *out,
                          uint32_t *at)
{
    if (p->token.word != LC_PROTO_IDENT) {
        return lc_proto_unexpected(p, wanted);
    }
    *out = p->token.text;
    *at = p->token.offset;
    return lc_proto_next(p);
}

/* The words from `start` to the end of the last one, without what lies between them. */
static ctr_status joined(struct lc_proto_parser *p, uint32_t start, uint32_t end, size_t size,
                         struct lc_str *out)
{
    const char *text = p->doc->text.ptr;
    *out = lc_str_n(text + start, size);
    if (end - start == size) {
        return CTR_OK;
    }
    struct lc_proto_lexer again = p->lexer;
    struct lc_proto_token t;
    char *plain = lc_new(p->ctx, size + 1, 1);
    size_t n = 0;
    again.at = text + start;
    while (plain && n < size && lc_proto_lex(&again, &t) == CTR_OK) {
        memcpy(plain + n, t.text.ptr, t.text.len);
        n += t.text.len;
    }
    out->ptr = plain;
    return plain ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_proto_dotted(struct lc_proto_parser *p, bool dot, const char *wanted,
                           struct lc_str *out, uint32_t *at)
{
    size_t size = 0;
    uint32_t end;
    *at = p->token.offset;
    if (dot && lc_proto_at(p, '.')) {
        size++;
        LC_TRY(lc_proto_next(p));
    }
    for (;;) {
        if (p->token.word != LC_PROTO_IDENT) {
            return lc_proto_unexpected(p, wanted);
        }
        size += p->token.text.len;
        end = p->token.offset + (uint32_t)p->token.text.len;
        LC_TRY(lc_proto_next(p));
        if (!lc_proto_at(p, '.')) {
            return joined(p, *at, end, size, out);
        }
        size++;
        LC_TRY(lc_proto_next(p));
    }
}

/* What the buffer holds, in scratch memory; the buffer is freed. */
static ctr_status keep(struct lc_proto_parser *p, struct lc_buf *buf, struct lc_str *out)
{
    out->ptr = buf->status == CTR_OK ? lc_dup(p->ctx, lc_str_n(buf->data, buf->size)) : NULL;
    out->len = buf->size;
    lc_buf_free(buf);
    return out->ptr ? CTR_OK : lc_nomem(p->ctx);
}

/* The size of the code point that the text begins with; 0: NUL, or a byte that begins none. */
static size_t code_point(struct lc_str text)
{
    uint32_t code;
    bool good = *text.ptr && lc_utf8_check(lc_str_n(text.ptr, text.len < 4 ? text.len : 4)) > 0;
    return good ? lc_utf8_next(text, &code) : 0;
}

/* A literal may hold any byte, and what is read from it is told, stored and sent: bytes that no
 * text has stay escapes, "\xff". Backslashes that could be taken for theirs are doubled, so that
 * what differs goes on differing. */
static ctr_status as_text(struct lc_proto_parser *p, struct lc_str *text)
{
    struct lc_str rest = *text;
    struct lc_buf buf;
    if (lc_utf8_check(rest) == rest.len &&
        (!rest.len || (!memchr(rest.ptr, '\0', rest.len) && !memchr(rest.ptr, '\\', rest.len)))) {
        return CTR_OK;
    }
    lc_buf_init(&buf, &p->ctx->alloc, SIZE_MAX - 1);
    while (rest.len) {
        size_t run = 0;
        while (run < rest.len && rest.ptr[run] == '\\') {
            run++;
        }
        lc_buf_str(&buf, lc_str_n(rest.ptr, run));
        struct lc_str behind = lc_str_n(rest.ptr + run, rest.len - run);
        size_t size = behind.len ? code_point(behind) : 0;
        if (behind.len && (!size || *behind.ptr == 'x')) {
            lc_buf_str(&buf, lc_str_n(rest.ptr, run));
        }
        if (behind.len && !size) {
            lc_buf_printf(&buf, "\\x%02x", (unsigned char)*behind.ptr);
        }
        lc_buf_str(&buf, lc_str_n(behind.ptr, size));
        size += behind.len && !size;
        rest = lc_str_n(behind.ptr + size, behind.len - size);
    }
    return keep(p, &buf, text);
}

/* Strings behind each other, with any bytes. */
static ctr_status literal(struct lc_proto_parser *p, struct lc_str *out)
{
    struct lc_str more;
    LC_TRY(lc_proto_unescape(&p->lexer, &p->token, out));
    LC_TRY(lc_proto_next(p));
    if (p->token.word != LC_PROTO_TEXT) {
        return CTR_OK;
    }
    struct lc_buf buf;
    ctr_status status = CTR_OK;
    lc_buf_init(&buf, &p->ctx->alloc, SIZE_MAX - 1);
    lc_buf_str(&buf, *out);
    while (status == CTR_OK && p->token.word == LC_PROTO_TEXT) {
        status = lc_proto_unescape(&p->lexer, &p->token, &more);
        if (status == CTR_OK) {
            lc_buf_str(&buf, more);
            status = lc_proto_next(p);
        }
    }
    if (status == CTR_OK) {
        return keep(p, &buf, out);
    }
    lc_buf_free(&buf);
    return status;
}

ctr_status lc_proto_text(struct lc_proto_parser *p, const char *wanted, struct lc_str *out)
{
    if (p->token.word != LC_PROTO_TEXT) {
        return lc_proto_unexpected(p, wanted);
    }
    LC_TRY(literal(p, out));
    return as_text(p, out);
}

/* `told`: up to where it is as a rule, for the message. */
static ctr_status integer(struct lc_proto_parser *p, const char *wanted, int64_t least,
                          int64_t most, int64_t told, int64_t *out)
{
    uint32_t at = p->token.offset;
    bool minus = least < 0 && lc_proto_at(p, '-');
    uint64_t value;
    if (minus) {
        LC_TRY(lc_proto_next(p));
    }
    if (p->token.word != LC_PROTO_INT) {
        return lc_proto_unexpected(p, wanted);
    }
    struct lc_str text = p->token.text;
    bool good = lc_proto_number(text, &value) && value <= (uint64_t)INT64_MAX;
    *out = !good ? 0 : minus ? -(int64_t)value : (int64_t)value;
    if (!good || *out < least || *out > most) {
        return lc_doc_fail(p->ctx, p->doc, at, "%s%.*s is out of range; %s between %lld and %lld",
                           minus ? "-" : "", (int)(text.len < SHOWN ? text.len : SHOWN), text.ptr,
                           wanted, (long long)least, (long long)told);
    }
    return lc_proto_next(p);
}

ctr_status lc_proto_integer(struct lc_proto_parser *p, const char *wanted, int64_t least,
                            int64_t most, int64_t *out)
{
    return integer(p, wanted, least, most, most, out);
}

ctr_status lc_proto_field_number(struct lc_proto_parser *p, const char *wanted, int64_t *out)
{
    return integer(p, wanted, 1, INT32_MAX, LC_PROTO_FIELD_MAX, out);
}
