/* Services of a .proto file. */
#include "codec/proto_parse.h"

static ctr_status side(struct lc_proto_parser *p, bool *streams, struct lc_str *name, uint32_t *at)
{
    LC_TRY(lc_proto_eat(p, '(', "'(' and the type of a message"));
    *streams = false;
    if (lc_proto_at_word(p, "stream")) {
        struct lc_proto_token word = p->token;
        struct lc_proto_lexer here = p->lexer;
        LC_TRY(lc_proto_next(p));
        *streams = p->token.word == LC_PROTO_IDENT || lc_proto_at(p, '.');
        if (lc_proto_at(p, '.') && p->token.offset == word.offset + word.text.len) {
            *streams = false; /* "stream.Type": a package of that name */
        }
        if (!*streams) {
            p->token = word;
            p->lexer = here;
        }
    }
    LC_TRY(lc_proto_dotted(p, true, "the type of a message", name, at));
    return lc_proto_eat(p, ')', "')' behind the type");
}

static ctr_status method(struct lc_proto_parser *p, struct lc_proto_method ***end)
{
    struct lc_proto_method *m;
    LC_TRY(lc_proto_new(p, sizeof *m, &m));
    struct lc_proto_option **options = &m->options;
    m->offset = p->token.offset;
    LC_TRY(lc_proto_next(p));
    LC_TRY(lc_proto_ident(p, "the name of a method", &m->name, &m->name_at));
    LC_TRY(side(p, &m->client_streams, &m->input, &m->input_at));
    if (!lc_proto_at_word(p, "returns")) {
        return lc_proto_unexpected(p, "'returns'");
    }
    LC_TRY(lc_proto_next(p));
    LC_TRY(side(p, &m->server_streams, &m->output, &m->output_at));
    **end = m;
    *end = &m->next;
    if (!lc_proto_at(p, '{')) {
        return lc_proto_eat(p, ';', "';' or '{' behind the method");
    }
    LC_TRY(lc_proto_next(p));
    while (!lc_proto_at(p, '}')) {
        if (lc_proto_at_word(p, "option")) {
            LC_TRY(lc_proto_option_statement(p, &options));
        } else {
            LC_TRY(lc_proto_eat(p, ';', "an option or '}'"));
        }
    }
    return lc_proto_next(p);
}

ctr_status lc_proto_service_read(struct lc_proto_parser *p, struct lc_proto_service **out)
{
    struct lc_proto_service *s;
    LC_TRY(lc_proto_new(p, sizeof *s, &s));
    struct lc_proto_method **methods = &s->methods;
    struct lc_proto_option **options = &s->options;
    s->file = p->file;
    s->offset = p->token.offset;
    LC_TRY(lc_proto_next(p));
    LC_TRY(lc_proto_ident(p, "the name of a service", &s->name, &s->name_at));
    LC_TRY(lc_proto_eat(p, '{', "'{' behind the name of the service"));
    while (!lc_proto_at(p, '}')) {
        if (lc_proto_at_word(p, "rpc")) {
            LC_TRY(method(p, &methods));
        } else if (lc_proto_at_word(p, "option")) {
            LC_TRY(lc_proto_option_statement(p, &options));
        } else {
            LC_TRY(lc_proto_eat(p, ';', "'rpc', 'option' or '}'"));
        }
    }
    *out = s;
    return lc_proto_next(p);
}
