/* A whole .proto file. */
#include "codec/proto_parse.h"

struct lists {
    struct lc_proto_import **imports;
    struct lc_proto_message **messages;
    struct lc_proto_enum **enums;
    struct lc_proto_field **extends;
    struct lc_proto_service **services;
    struct lc_proto_option **options;
    bool package;
};

/* ---- "syntax" and "edition" */

static ctr_status settle(struct lc_proto_parser *p, bool edition, uint32_t at)
{
    struct lc_proto_file *f = p->file;
    const struct lc_str e = f->edition;
    int shown = lc_proto_shown(e, 40);
    if (!edition && (lc_str_is(e, "proto2") || lc_str_is(e, "proto3"))) {
        f->syntax = lc_str_is(e, "proto2") ? LC_PROTO_2 : LC_PROTO_3;
        return CTR_OK;
    }
    if (!edition) {
        return lc_doc_fail(p->ctx, p->doc, at,
                           "the syntax '%.*s' is not known; \"proto2\" and \"proto3\" are", shown,
                           e.ptr);
    }
    f->syntax = LC_PROTO_EDITIONS;
    if (!lc_str_is(e, "2023") && !lc_str_is(e, "2024")) {
        return lc_doc_fail_as(p->ctx, p->doc, CTR_E_UNSUPPORTED, at,
                              "the edition '%.*s' is not known; \"2023\" and \"2024\" are", shown,
                              e.ptr);
    }
    return CTR_OK;
}

static ctr_status syntax(struct lc_proto_parser *p)
{
    bool edition = lc_proto_at_word(p, "edition");
    p->file->syntax = LC_PROTO_2;
    p->file->edition = LC_STR("proto2");
    p->file->syntax_at = p->token.offset;
    if (!edition && !lc_proto_at_word(p, "syntax")) {
        return CTR_OK;
    }
    LC_TRY(lc_proto_next(p));
    LC_TRY(lc_proto_eat(p, '=', edition ? "'=' behind 'edition'" : "'=' behind 'syntax'"));
    uint32_t at = p->token.offset;
    LC_TRY(lc_proto_text(p, edition ? "an edition in quotes" : "\"proto2\" or \"proto3\"",
                         &p->file->edition));
    LC_TRY(settle(p, edition, at));
    return lc_proto_eat(p, ';', edition ? "';' behind the edition" : "';' behind the syntax");
}

/* ---- statements */

static ctr_status import(struct lc_proto_parser *p, struct lists *l)
{
    struct lc_proto_import *i;
    LC_TRY(lc_proto_new(p, sizeof *i, &i));
    LC_TRY(lc_proto_next(p));
    i->is_public = lc_proto_at_word(p, "public");
    i->is_weak = lc_proto_at_word(p, "weak") || lc_proto_at_word(p, "option");
    if (i->is_public || i->is_weak) {
        LC_TRY(lc_proto_next(p));
    }
    i->offset = p->token.offset;
    LC_TRY(lc_proto_text(p, "the path of a file in quotes", &i->path));
    LC_PROTO_APPEND(l->imports, i);
    return lc_proto_eat(p, ';', "';' behind the import");
}

static ctr_status package(struct lc_proto_parser *p, struct lists *l)
{
    uint32_t at;
    uint32_t start = p->token.offset;
    if (l->package) {
        return lc_doc_fail(p->ctx, p->doc, start, "a second package; a file has one at most");
    }
    l->package = true;
    p->file->package_at = start;
    LC_TRY(lc_proto_next(p));
    LC_TRY(lc_proto_dotted(p, false, "the name of a package", &p->file->package, &at));
    return lc_proto_eat(p, ';', "';' behind the package");
}

static ctr_status declaration(struct lc_proto_parser *p, struct lists *l)
{
    enum lc_proto_visibility visibility;
    LC_TRY(lc_proto_visibility_read(p, &visibility));
    if (lc_proto_at_word(p, "message")) {
        struct lc_proto_message *m;
        LC_TRY(lc_proto_message_read(p, NULL, &m));
        m->visibility = visibility;
        LC_PROTO_APPEND(l->messages, m);
        return CTR_OK;
    }
    if (lc_proto_at_word(p, "enum")) {
        struct lc_proto_enum *e;
        LC_TRY(lc_proto_enum_read(p, NULL, &e));
        e->visibility = visibility;
        LC_PROTO_APPEND(l->enums, e);
        return CTR_OK;
    }
    if (lc_proto_at_word(p, "service")) {
        struct lc_proto_service *s;
        LC_TRY(lc_proto_service_read(p, &s));
        LC_PROTO_APPEND(l->services, s);
        return CTR_OK;
    }
    if (lc_proto_at_word(p, "syntax") || lc_proto_at_word(p, "edition")) {
        return lc_doc_fail(p->ctx, p->doc, p->token.offset,
                           "'%.*s' stands first in a file, and once", (int)p->token.text.len,
                           p->token.text.ptr);
    }
    return lc_proto_unexpected(
        p, "'message', 'enum', 'service', 'extend', 'import', 'package' or 'option'");
}

static ctr_status statement(struct lc_proto_parser *p, struct lists *l)
{
    if (lc_proto_at(p, ';')) {
        return lc_proto_next(p);
    }
    if (lc_proto_at_word(p, "import")) {
        return import(p, l);
    }
    if (lc_proto_at_word(p, "package")) {
        return package(p, l);
    }
    if (lc_proto_at_word(p, "option")) {
        return lc_proto_option_statement(p, &l->options);
    }
    if (lc_proto_at_word(p, "extend")) {
        return lc_proto_extend_read(p, NULL, &l->extends, &l->messages);
    }
    return declaration(p, l);
}

static ctr_status file(struct lc_proto_parser *p)
{
    struct lc_proto_file *f = p->file;
    struct lists l = {.imports = &f->imports,
                      .messages = &f->messages,
                      .enums = &f->enums,
                      .extends = &f->extends,
                      .services = &f->services,
                      .options = &f->options};
    uint32_t index = 0;
    LC_TRY(lc_proto_lex_begin(&p->lexer, p->ctx, p->doc));
    LC_TRY(lc_proto_next(p));
    LC_TRY(syntax(p));
    while (p->token.word != LC_PROTO_END) {
        LC_TRY(statement(p, &l));
    }
    for (struct lc_proto_message *m = f->messages; m; m = m->next) {
        m->index = index++;
    }
    return CTR_OK;
}

ctr_status lc_proto_read(struct lc_ctx *ctx, struct lc_str text,
                         const struct lc_read_options *options, struct lc_doc *doc)
{
    struct lc_proto_file *f = lc_new(ctx, 1, sizeof *f);
    if (!f) {
        return CTR_E_NOMEM;
    }
    *doc = (struct lc_doc){.file = options && options->file ? options->file : "document",
                           .text = text.ptr ? text : LC_STR(""),
                           .inlay = doc->inlay};
    if (text.len >= UINT32_MAX) {
        return lc_fail(ctx, CTR_E_LIMIT, "%s: it has %zu bytes, at most %u are allowed", doc->file,
                       text.len, UINT32_MAX - 1);
    }
    f->root = (struct lc_value){.kind = LC_NULL};
    f->doc = doc;
    f->package = LC_STR("");
    struct lc_proto_parser p = {.ctx = ctx, .doc = doc, .file = f};
    LC_TRY(file(&p));
    doc->root = &f->root;
    return CTR_OK;
}

/* ---- is it one */

/* Behind the first word, which is `first`: does it go on as such a statement does? */
static bool goes_on(struct lc_proto_lexer *l, struct lc_str first)
{
    struct lc_proto_token t;
    if (lc_proto_lex(l, &t) != CTR_OK) {
        return false;
    }
    bool equals = t.word == LC_PROTO_MARK && t.text.ptr[0] == '=';
    if (lc_str_is(first, "syntax") || lc_str_is(first, "edition")) {
        return equals && lc_proto_lex(l, &t) == CTR_OK && t.word == LC_PROTO_TEXT;
    }
    if (lc_str_is(first, "import")) {
        bool word =
            t.word == LC_PROTO_IDENT && (lc_str_is(t.text, "public") || lc_str_is(t.text, "weak"));
        if (word && lc_proto_lex(l, &t) != CTR_OK) {
            return false;
        }
        return t.word == LC_PROTO_TEXT && lc_proto_lex(l, &t) == CTR_OK &&
               t.word == LC_PROTO_MARK && t.text.ptr[0] == ';';
    }
    bool package = lc_str_is(first, "package");
    if (!package && !lc_str_is(first, "message")) {
        return false;
    }
    /* a name, then ';' or '{' */
    do {
        if (t.word != LC_PROTO_IDENT || lc_proto_lex(l, &t) != CTR_OK) {
            return false;
        }
        bool dot = package && t.word == LC_PROTO_MARK && t.text.ptr[0] == '.';
        if (!dot) {
            break;
        }
    } while (lc_proto_lex(l, &t) == CTR_OK);
    return t.word == LC_PROTO_MARK && t.text.ptr[0] == (package ? ';' : '{');
}

bool lc_proto_looks_like(struct lc_str text)
{
    struct lc_ctx ctx;
    struct lc_doc doc = {.file = "", .text = text};
    struct lc_proto_lexer l;
    struct lc_proto_token t;
    if (!text.len || text.len >= UINT32_MAX || lc_ctx_begin(&ctx, NULL) != CTR_OK) {
        return false;
    }
    bool bom = lc_str_starts(text, LC_STR("\xEF\xBB\xBF"));
    l = (struct lc_proto_lexer){&ctx, &doc, text.ptr + (bom ? 3 : 0), text.ptr + text.len};
    bool mine = lc_proto_lex(&l, &t) == CTR_OK && t.word == LC_PROTO_IDENT && goes_on(&l, t.text);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return mine;
}
