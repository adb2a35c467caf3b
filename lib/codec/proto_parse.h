/* What the parts of the reader of .proto files share. */
#ifndef LC_CODEC_PROTO_PARSE_H
#define LC_CODEC_PROTO_PARSE_H

#include "codec/proto.h"
#include "codec/proto_lex.h"

struct lc_proto_parser {
    struct lc_ctx *ctx;
    struct lc_doc *doc;
    struct lc_proto_file *file;
    struct lc_proto_lexer lexer;
    struct lc_proto_token token; /* the one that is looked at */
    uint32_t depth;
    uint64_t nodes;
};

/* Appending to a list that begins at *first; *end is its last `next`. */
#define LC_PROTO_APPEND(end, node) (*(end) = (node), (end) = &(node)->next)

ctr_status lc_proto_next(struct lc_proto_parser *p);
/* INPUT: what stands here, and what was expected. */
ctr_status lc_proto_unexpected(struct lc_proto_parser *p, const char *wanted);
/* Scratch memory for an element; LIMIT when the file has too many of them. */
ctr_status lc_proto_new(struct lc_proto_parser *p, size_t size, void *out);

static inline bool lc_proto_at(const struct lc_proto_parser *p, char mark)
{
    return p->token.word == LC_PROTO_MARK && p->token.text.ptr[0] == mark;
}

static inline bool lc_proto_at_word(const struct lc_proto_parser *p, const char *word)
{
    return p->token.word == LC_PROTO_IDENT && lc_str_is(p->token.text, word);
}

/* Pass over a mark, or say that it was expected; `wanted` names it: "';' behind the field". */
ctr_status lc_proto_eat(struct lc_proto_parser *p, char mark, const char *wanted);
ctr_status lc_proto_ident(struct lc_proto_parser *p, const char *wanted, struct lc_str *out,
                          uint32_t *at);
/* "a.b.c", with a leading dot where `dot` allows it; blanks between its words are left out. */
ctr_status lc_proto_dotted(struct lc_proto_parser *p, bool dot, const char *wanted,
                           struct lc_str *out, uint32_t *at);
/* Strings behind each other are one. Bytes that no text has, NUL among them, are "\\xff". */
ctr_status lc_proto_text(struct lc_proto_parser *p, const char *wanted, struct lc_str *out);
/* A number, with a sign where `sign` allows it, between `least` and `most`. */
ctr_status lc_proto_integer(struct lc_proto_parser *p, const char *wanted, int64_t least,
                            int64_t most, int64_t *out);
/* The same of a field, or of a range of them; one of a message set may be larger than others. */
ctr_status lc_proto_field_number(struct lc_proto_parser *p, const char *wanted, int64_t *out);
/* One more level of nesting; LIMIT when there are too many. */
ctr_status lc_proto_enter(struct lc_proto_parser *p);

/* "option NAME = VALUE;", at its keyword. *end moves behind what was added. */
ctr_status lc_proto_option_statement(struct lc_proto_parser *p, struct lc_proto_option ***end);
/* "[NAME = VALUE, …]" if there is one here. */
ctr_status lc_proto_option_list(struct lc_proto_parser *p, struct lc_proto_option **list);

/* proto_enum.c */
ctr_status lc_proto_enum_read(struct lc_proto_parser *p, struct lc_proto_message *parent,
                              struct lc_proto_enum **out);
/* "reserved …;" and "extensions …;", at the keyword; names NULL: none are allowed. */
ctr_status lc_proto_ranges(struct lc_proto_parser *p, bool of_enum, struct lc_proto_range ***end,
                           struct lc_proto_name ***names);
/* proto_message.c: "export" or "local" before a message or an enum; UNSAID where none stands. */
ctr_status lc_proto_visibility_read(struct lc_proto_parser *p, enum lc_proto_visibility *out);
/* proto_service.c */
ctr_status lc_proto_service_read(struct lc_proto_parser *p, struct lc_proto_service **out);
/* proto_message.c */
ctr_status lc_proto_message_read(struct lc_proto_parser *p, struct lc_proto_message *parent,
                                 struct lc_proto_message **out);
ctr_status lc_proto_extend_read(struct lc_proto_parser *p, struct lc_proto_message *parent,
                                struct lc_proto_field ***end, struct lc_proto_message ***messages);

#endif
