/* Options of a .proto file: statements, lists in brackets, aggregates. */
#include "codec/proto_parse.h"

#include "base/buf.h"

struct owner {
    struct lc_proto_parser *p;
    struct lc_proto_option ***end;
    uint32_t offset; /* that of a statement; UINT32_MAX: that of the name */
};

static ctr_status add(const struct owner *o, struct lc_str name, struct lc_str value, bool text,
                      uint32_t offset, struct lc_proto_option **out)
{
    struct lc_proto_option *option;
    LC_TRY(lc_proto_new(o->p, sizeof *option, &option));
    *option = (struct lc_proto_option){.name = name,
                                       .value = value,
                                       .offset = o->offset == UINT32_MAX ? offset : o->offset,
                                       .text = text};
    **o->end = option;
    *o->end = &option->next;
    *out = option;
    return CTR_OK;
}

/* ---- names: "a.b", "(pkg.ext).b" */

/* ".pb.cpp" is the extension that "pb.cpp" means, and is called so. */
static ctr_status extension_name(struct lc_proto_parser *p, struct lc_str *out)
{
    uint32_t at;
    LC_TRY(lc_proto_dotted(p, true, "the name of an extension", out, &at));
    bool dot = out->ptr[0] == '.';
    *out = lc_str_n(out->ptr + dot, out->len - dot);
    return CTR_OK;
}

static ctr_status name_part(struct lc_proto_parser *p, struct lc_buf *buf)
{
    struct lc_str word;
    uint32_t at;
    if (lc_proto_at(p, '(')) {
        LC_TRY(lc_proto_next(p));
        LC_TRY(extension_name(p, &word));
        lc_buf_char(buf, '(');
        lc_buf_str(buf, word);
        lc_buf_char(buf, ')');
        return lc_proto_eat(p, ')', "')' behind the name of the extension");
    }
    LC_TRY(lc_proto_ident(p, "the name of an option", &word, &at));
    lc_buf_str(buf, word);
    return CTR_OK;
}

static ctr_status name_into(struct lc_proto_parser *p, struct lc_buf *buf)
{
    LC_TRY(name_part(p, buf));
    while (lc_proto_at(p, '.')) {
        LC_TRY(lc_proto_next(p));
        lc_buf_char(buf, '.');
        LC_TRY(name_part(p, buf));
    }
    return CTR_OK;
}

static ctr_status keep(struct lc_proto_parser *p, struct lc_buf *buf, ctr_status status,
                       struct lc_str *out)
{
    if (status == CTR_OK) {
        out->ptr = buf->status == CTR_OK ? lc_dup(p->ctx, lc_str_n(buf->data, buf->size)) : NULL;
        out->len = buf->size;
        status = out->ptr ? CTR_OK : lc_nomem(p->ctx);
    }
    lc_buf_free(buf);
    return status;
}

static ctr_status option_name(struct lc_proto_parser *p, struct lc_str *out)
{
    struct lc_buf buf;
    struct lc_proto_lexer ahead = p->lexer;
    struct lc_proto_token next;
    if (p->token.word == LC_PROTO_IDENT && lc_proto_lex(&ahead, &next) == CTR_OK &&
        next.word == LC_PROTO_MARK && next.text.ptr[0] == '=') {
        uint32_t at;
        return lc_proto_ident(p, "the name of an option", out, &at); /* most are one word */
    }
    if (p->ctx->error) {
        return ctr_error_status(p->ctx->error);
    }
    lc_buf_init(&buf, &p->ctx->alloc, SIZE_MAX - 1);
    return keep(p, &buf, name_into(p, &buf), out);
}

/* ---- values */

static ctr_status value(const struct owner *o, struct lc_str name, uint32_t offset, bool member);

/* "NAME: VALUE", "NAME { … }", "[pkg.ext] { … }" in an aggregate. */
static ctr_status member(const struct owner *o, struct lc_str prefix)
{
    struct lc_proto_parser *p = o->p;
    struct lc_str word;
    uint32_t at;
    bool extension = lc_proto_at(p, '[');
    if (extension) {
        LC_TRY(lc_proto_next(p));
        at = p->token.offset;
        LC_TRY(extension_name(p, &word));
        if (lc_proto_at(p, '/')) { /* the address of an Any */
            LC_TRY(lc_proto_next(p));
            LC_TRY(lc_proto_dotted(p, false, "the name of a message", &word, &at));
        }
        LC_TRY(lc_proto_eat(p, ']', "']' behind the name of the extension"));
    } else {
        LC_TRY(lc_proto_ident(p, "the name of a field, or '}'", &word, &at));
    }
    char *full = lc_format(p->ctx, extension ? "%.*s.(%.*s)" : "%.*s.%.*s", (int)prefix.len,
                           prefix.ptr, (int)word.len, word.ptr);
    if (!full) {
        return CTR_E_NOMEM;
    }
    if (lc_proto_at(p, ':')) {
        LC_TRY(lc_proto_next(p));
    } else if (!lc_proto_at(p, '{') && !lc_proto_at(p, '<')) {
        return lc_proto_unexpected(p, "':' behind the name of the field");
    }
    return value(o, lc_str(full), at, true);
}

static ctr_status aggregate(const struct owner *o, struct lc_str name)
{
    struct lc_proto_parser *p = o->p;
    char end = lc_proto_at(p, '<') ? '>' : '}';
    LC_TRY(lc_proto_enter(p));
    LC_TRY(lc_proto_next(p));
    while (!lc_proto_at(p, end)) {
        LC_TRY(member(o, name));
        if (lc_proto_at(p, ',') || lc_proto_at(p, ';')) {
            LC_TRY(lc_proto_next(p));
        }
    }
    p->depth--;
    return lc_proto_next(p);
}

static ctr_status list(const struct owner *o, struct lc_str name)
{
    struct lc_proto_parser *p = o->p;
    LC_TRY(lc_proto_enter(p));
    LC_TRY(lc_proto_next(p));
    while (!lc_proto_at(p, ']')) {
        LC_TRY(value(o, name, p->token.offset, true));
        if (!lc_proto_at(p, ']')) {
            LC_TRY(lc_proto_eat(p, ',', "',' or ']' in the list"));
        }
    }
    p->depth--;
    return lc_proto_next(p);
}

/* A word or a number, with its sign: compilers take a minus alone. */
static ctr_status scalar(struct lc_proto_parser *p, struct lc_str *out)
{
    bool minus = lc_proto_at(p, '-');
    if (minus) {
        LC_TRY(lc_proto_next(p));
    }
    if (p->token.word != LC_PROTO_IDENT && p->token.word != LC_PROTO_INT &&
        p->token.word != LC_PROTO_FLOAT) {
        return lc_proto_unexpected(p, "a value");
    }
    *out = p->token.text;
    if (minus) {
        const char *text = lc_format(p->ctx, "-%.*s", (int)out->len, out->ptr);
        *out = lc_str(text);
        if (!text) {
            return CTR_E_NOMEM;
        }
    }
    return lc_proto_next(p);
}

static ctr_status value(const struct owner *o, struct lc_str name, uint32_t offset, bool inner)
{
    struct lc_proto_parser *p = o->p;
    struct lc_proto_option *option;
    struct lc_str text;
    bool string = p->token.word == LC_PROTO_TEXT;
    if (lc_proto_at(p, '{') || (inner && lc_proto_at(p, '<'))) {
        LC_TRY(add(o, name, LC_STR("{}"), false, offset, &option));
        option->member = inner;
        return aggregate(o, name);
    }
    if (inner && lc_proto_at(p, '[')) {
        return list(o, name);
    }
    LC_TRY(string ? lc_proto_text(p, "a value", &text) : scalar(p, &text));
    LC_TRY(add(o, name, text, string, offset, &option));
    option->member = inner;
    return CTR_OK;
}

/* NUL as lc_proto_text writes it: behind an odd number of backslashes, one of which is its own. */
static bool has_nul(struct lc_str text)
{
    size_t run = 0;
    for (size_t i = 0; i + 3 <= text.len; i++) {
        if (run % 2 && memcmp(text.ptr + i, "x00", 3) == 0) {
            return true;
        }
        run = text.ptr[i] == '\\' ? run + 1 : 0;
    }
    return false;
}

static ctr_status option(const struct owner *o)
{
    struct lc_str name;
    struct lc_proto_option **mine = *o->end;
    uint32_t at = o->p->token.offset;
    LC_TRY(option_name(o->p, &name));
    LC_TRY(lc_proto_eat(o->p, '=', "'=' behind the name of the option"));
    uint32_t value_at = o->p->token.offset;
    LC_TRY(value(o, name, at, false));
    if (lc_str_is(name, "json_name") && has_nul((*mine)->value)) {
        return lc_doc_fail(o->p->ctx, o->p->doc, value_at, "a name in JSON has no NUL byte");
    }
    return CTR_OK;
}

ctr_status lc_proto_option_statement(struct lc_proto_parser *p, struct lc_proto_option ***end)
{
    const struct owner o = {p, end, p->token.offset};
    LC_TRY(lc_proto_next(p));
    LC_TRY(option(&o));
    return lc_proto_eat(p, ';', "';' behind the option");
}

ctr_status lc_proto_option_list(struct lc_proto_parser *p, struct lc_proto_option **first)
{
    struct lc_proto_option **end = first;
    const struct owner o = {p, &end, UINT32_MAX};
    if (!lc_proto_at(p, '[')) {
        return CTR_OK;
    }
    do {
        LC_TRY(lc_proto_next(p));
        LC_TRY(option(&o));
    } while (lc_proto_at(p, ','));
    return lc_proto_eat(p, ']', "',' or ']' behind the option");
}

const struct lc_proto_option *lc_proto_option_get(const struct lc_proto_option *first,
                                                  const char *name)
{
    for (; first; first = first->next) {
        if (lc_str_is(first->name, name)) {
            return first;
        }
    }
    return NULL;
}
