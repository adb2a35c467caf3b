/* Enums of a .proto file, and ranges of numbers. */
#include "codec/proto_parse.h"

static ctr_status a_number(struct lc_proto_parser *p, const char *wanted, bool of_enum,
                           int64_t *out)
{
    return of_enum ? lc_proto_integer(p, wanted, INT32_MIN, INT32_MAX, out)
                   : lc_proto_field_number(p, wanted, out);
}

static ctr_status range_end(struct lc_proto_parser *p, bool of_enum, struct lc_proto_range *range)
{
    if (lc_proto_at_word(p, "max")) {
        range->to = of_enum ? INT32_MAX : LC_PROTO_FIELD_MAX; /* of a message set, once it is one */
        range->open = true;
        return lc_proto_next(p);
    }
    return a_number(p, "the end of the range", of_enum, &range->to);
}

static ctr_status one_range(struct lc_proto_parser *p, bool of_enum, struct lc_proto_range ***end)
{
    struct lc_proto_range *range;
    LC_TRY(lc_proto_new(p, sizeof *range, &range));
    range->offset = p->token.offset;
    LC_TRY(a_number(p, "a number, or a name in quotes", of_enum, &range->from));
    range->to = range->from;
    if (lc_proto_at_word(p, "to")) {
        LC_TRY(lc_proto_next(p));
        LC_TRY(range_end(p, of_enum, range));
    }
    if (range->to < range->from) {
        return lc_doc_fail(p->ctx, p->doc, range->offset,
                           "the range %lld to %lld ends before it begins", (long long)range->from,
                           (long long)range->to);
    }
    **end = range;
    *end = &range->next;
    return CTR_OK;
}

static ctr_status one_name(struct lc_proto_parser *p, struct lc_proto_name ***end)
{
    struct lc_proto_name *name;
    uint32_t at;
    LC_TRY(lc_proto_new(p, sizeof *name, &name));
    name->offset = p->token.offset;
    bool editions = p->file->syntax == LC_PROTO_EDITIONS;
    if (editions != (p->token.word == LC_PROTO_IDENT)) {
        return lc_doc_fail(p->ctx, p->doc, name->offset,
                           editions ? "editions have names without quotes here"
                                    : "names stand in quotes here, but in editions");
    }
    if (p->token.word == LC_PROTO_TEXT) {
        LC_TRY(lc_proto_text(p, "a name", &name->text));
    } else {
        LC_TRY(lc_proto_ident(p, "a name", &name->text, &at));
    }
    **end = name;
    *end = &name->next;
    return CTR_OK;
}

ctr_status lc_proto_ranges(struct lc_proto_parser *p, bool of_enum, struct lc_proto_range ***end,
                           struct lc_proto_name ***names)
{
    struct lc_proto_option *options = NULL; /* of extensions: declarations, which bind nobody */
    do {
        LC_TRY(lc_proto_next(p));
        bool name = p->token.word == LC_PROTO_TEXT || p->token.word == LC_PROTO_IDENT;
        LC_TRY(names && name ? one_name(p, names) : one_range(p, of_enum, end));
    } while (lc_proto_at(p, ','));
    if (!names) {
        LC_TRY(lc_proto_option_list(p, &options));
    }
    return lc_proto_eat(p, ';', "',' or ';' behind the range");
}

/* ---- enums */

struct lists {
    struct lc_proto_enum_value **values;
    struct lc_proto_range **reserved;
    struct lc_proto_name **names;
    struct lc_proto_option **options;
};

static ctr_status enum_value(struct lc_proto_parser *p, struct lc_proto_enum *e,
                             struct lists *lists)
{
    struct lc_proto_enum_value *v;
    LC_TRY(lc_proto_new(p, sizeof *v, &v));
    LC_TRY(lc_proto_ident(p, "the name of a value, or '}'", &v->name, &v->offset));
    LC_TRY(lc_proto_eat(p, '=', "'=' and a number behind the name of the value"));
    v->number_at = p->token.offset;
    LC_TRY(lc_proto_integer(p, "the number of an enum value", INT32_MIN, INT32_MAX, &v->number));
    LC_TRY(lc_proto_option_list(p, &v->options));
    LC_PROTO_APPEND(lists->values, v);
    e->value_count++;
    return lc_proto_eat(p, ';', "';' behind the value");
}

static ctr_status statement(struct lc_proto_parser *p, struct lc_proto_enum *e, struct lists *lists)
{
    if (lc_proto_at(p, ';')) {
        return lc_proto_next(p);
    }
    if (lc_proto_at_word(p, "option")) {
        return lc_proto_option_statement(p, &lists->options);
    }
    if (lc_proto_at_word(p, "reserved")) {
        return lc_proto_ranges(p, true, &lists->reserved, &lists->names);
    }
    return enum_value(p, e, lists);
}

ctr_status lc_proto_enum_read(struct lc_proto_parser *p, struct lc_proto_message *parent,
                              struct lc_proto_enum **out)
{
    struct lc_proto_enum *e;
    LC_TRY(lc_proto_new(p, sizeof *e, &e));
    struct lists lists = {&e->values, &e->reserved, &e->reserved_names, &e->options};
    e->file = p->file;
    e->parent = parent;
    e->offset = p->token.offset;
    LC_TRY(lc_proto_next(p));
    LC_TRY(lc_proto_ident(p, "the name of an enum", &e->name, &e->name_at));
    LC_TRY(lc_proto_eat(p, '{', "'{' behind the name of the enum"));
    while (!lc_proto_at(p, '}')) {
        LC_TRY(statement(p, e, &lists));
    }
    if (!e->values) {
        return lc_doc_fail(p->ctx, p->doc, e->name_at,
                           "the enum %.*s has no value; at least one was expected",
                           (int)e->name.len, e->name.ptr);
    }
    *out = e;
    return lc_proto_next(p);
}
