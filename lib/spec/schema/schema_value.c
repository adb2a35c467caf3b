/* Types, lists of values, formats. */
#include "spec/schema/schema_room.h"

enum { SHOWN = 60 }; /* bytes of a value in a message */

/* ---- types */

/* One bit for each type as JSON Schema names them. */
static unsigned named_types(uint8_t types)
{
    return types & LC_T_NUMBER ? types | LC_T_NUMBER : types;
}

/* Which of the numbers. In draft 04 an integer is one by how it is written: 1, and not 1.0. */
static const char *number_words(enum lc_dialect dialect, uint8_t types)
{
    switch (types & LC_T_NUMBER) {
    case 0:
        return "";
    case LC_T_INT:
        return "integer";
    case LC_T_INT | LC_T_WHOLE:
        return dialect == LC_DRAFT_04 ? "number without fraction" : "integer";
    case LC_T_FRACTION:
        return "number with a fraction";
    case LC_T_NUMBER:
        return "number";
    default: /* only draft 04 tells the two kinds of whole numbers apart */
        return types & LC_T_INT ? "number but for 1.0 and its like" : "number but for integers";
    }
}

static const char *type_words(struct lc_ctx *ctx, const struct lc_view *v)
{
    static const struct {
        uint8_t types;
        const char *name;
    } names[] = {{LC_T_STRING, "string"},
                 {LC_T_BOOLEAN, "boolean"},
                 {LC_T_ARRAY, "array"},
                 {LC_T_OBJECT, "object"},
                 {LC_T_NULL, "null"}};
    uint8_t types = v->declared;
    if (types == LC_T_ALL) {
        return "anything";
    }
    const char *text = number_words(v->side->dialect, types);
    for (size_t i = 0; text && i < sizeof names / sizeof names[0]; i++) {
        if (types & names[i].types) {
            text = lc_format(ctx, "%s%s%s", text, *text ? " or " : "", names[i].name);
        }
    }
    return text && !*text ? "nothing" : text;
}

static enum lc_kind_id type_kind(uint8_t a, uint8_t b)
{
    unsigned x = named_types(a);
    unsigned y = named_types(b);
    if ((x ^ y) == LC_T_NULL && (x & y)) {
        return y & LC_T_NULL ? LC_CHANGE_BECAME_NULLABLE : LC_CHANGE_BECAME_NOT_NULLABLE;
    }
    if ((a & ~b) == 0) {
        bool list = a && b != LC_T_ALL && x != y;
        return list ? LC_CHANGE_LIST_OF_TYPES_WIDENED : LC_CHANGE_TYPE_GENERALIZED;
    }
    if ((b & ~a) == 0) {
        bool list = b && a != LC_T_ALL && x != y;
        return list ? LC_CHANGE_LIST_OF_TYPES_NARROWED : LC_CHANGE_TYPE_SPECIALIZED;
    }
    return LC_CHANGE_TYPE_CHANGED;
}

static ctr_status build_types(struct lc_schema_memo *m, struct lc_pair *p)
{
    const struct lc_view *a = p->a;
    const struct lc_view *b = p->b;
    enum lc_answer sub = a->types & (uint8_t)~b->declared ? LC_FAILS : LC_HOLDS;
    enum lc_answer sup = b->types & (uint8_t)~a->declared ? LC_FAILS : LC_HOLDS;
    if (a->declared == b->declared || (sub == LC_HOLDS && sup == LC_HOLDS)) {
        return CTR_OK;
    }
    const char *from = type_words(m->ctx, a);
    const char *to = type_words(m->ctx, b);
    if (!from || !to) {
        return CTR_E_NOMEM;
    }
    const char *arguments = lc_format(m->ctx, "type %s > %s", from, to);
    const char *message = strcmp(from, to) == 0 /* each in the words of its draft */
                              ? "the draft changed, and with it whether 1.0 is an integer"
                              : lc_format(m->ctx, "the type changed from %s to %s", from, to);
    return lc_change(m, p, type_kind(a->declared, b->declared), sub, sup, a->type_node,
                     b->type_node, arguments, message);
}

/* OpenAPI 3.0.3 has "nullable" add null to the type that stands beside it; up to 3.0.2 nothing was
 * said of a type, and many who write {allOf: [...], nullable: true} mean null, and send it. */
static struct lc_node vague_null(const struct lc_view *v)
{
    static const char *const around[] = {"allOf", "anyOf", "oneOf"};
    for (size_t i = 0; i < v->flat.count && !(v->types & LC_T_NULL); i++) {
        struct lc_node n = v->flat.at[i].node;
        if (!lc_is_nullable(v->side->dialect, n) || lc_get(n.value, "type")) {
            continue;
        }
        for (size_t k = 0; k < sizeof around / sizeof around[0]; k++) {
            if (lc_get(n.value, around[k])) {
                return n;
            }
        }
    }
    return (struct lc_node){NULL, NULL};
}

static ctr_status build_vague_null(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct lc_node from = vague_null(p->a);
    struct lc_node to = vague_null(p->b);
    bool before = from.value || (p->a->types & LC_T_NULL);
    bool after = to.value || (p->b->types & LC_T_NULL);
    if (before == after || (!from.value && !to.value)) {
        return CTR_OK;
    }
    return lc_change(m, p, LC_CHANGE_KEYWORD_UNDECIDED, before ? LC_UNSURE : LC_HOLDS,
                     after ? LC_UNSURE : LC_HOLDS, from, to, after ? "null on" : "null off",
                     lc_format(m->ctx,
                               "'nullable' %s beside a combination without a type, which some read "
                               "as allowing null and some do not; say null in one of the choices, "
                               "or leave it out",
                               after ? "came" : "went"));
}

/* ---- lists of values */

static ctr_status make_set(struct lc_schema_memo *m, const struct lc_nodes *list,
                           struct lc_hashed_set *out)
{
    LC_TRY(lc_hashed_room(m->ctx, list->count, out));
    for (size_t i = 0; i < list->count; i++) {
        const struct lc_value *value = list->at[i].value;
        out->at[i] = (struct lc_hashed){lc_value_hash(value), value};
    }
    lc_hashed_sort(out->at, out->count);
    return lc_charge(&m->side[0], list->count);
}

/* The kinds of values, one bit each, that a tolerant reader of a response can live with though it
 * does not know them: those that it reads there, if they come beside one that it knows. */
static ctr_status bearable(struct lc_schema_memo *m, const struct lc_pair *p,
                           const struct lc_view *reader, const struct lc_view *writer,
                           unsigned *out)
{
    struct lc_hashed_set written;
    unsigned kinds = 0;
    bool known = false;
    *out = 0;
    if (p->io != LC_IO_RESPONSE || m->c->profile != CTR_PROFILE_TOLERANT) {
        return CTR_OK;
    }
    LC_TRY(make_set(m, &writer->values, &written));
    for (size_t i = 0; i < reader->values.count; i++) {
        const struct lc_value *value = reader->values.at[i].value;
        kinds |= 1u << value->kind;
        known = known || lc_hashed_has(&written, value);
    }
    *out = known ? kinds : 0;
    return CTR_OK;
}

static ctr_status one_value(struct lc_schema_memo *m, struct lc_pair *p, enum lc_kind_id kind,
                            const struct lc_node *node, enum lc_answer weight, bool soft)
{
    bool added = kind == LC_CHANGE_ENUM_VALUE_ADDED;
    const char *text = lc_cmp_show(m->ctx, node->value, SHOWN);
    if (!text) {
        return CTR_E_NOMEM;
    }
    const char *arguments = lc_format(m->ctx, "%s %016llx", added ? "added" : "removed",
                                      (unsigned long long)lc_value_hash(node->value));
    const char *message =
        added ? lc_format(m->ctx, "the value %s was added to the list of values", text)
              : lc_format(m->ctx,
                          "the value %s was removed from the list of values; keep it, or "
                          "deprecate it first",
                          text);
    struct lc_node list = added ? p->a->enum_node : p->b->enum_node;
    enum lc_way way = added ? LC_SUP : LC_SUB;
    struct lc_draft d = {.kind = kind,
                         .old_node = added ? list : *node,
                         .new_node = added ? *node : list,
                         .arguments = arguments,
                         .message = message};
    d.effect[way] = weight;
    d.soft[way] = soft;
    return arguments && message ? lc_pair_draft(m, p, &d) : CTR_E_NOMEM;
}

/* null beside "x-nullable": some tools read it as allowed, some do not. FAILS where the other list
 * surely lacks the value that this one has, HOLDS where it surely has it. */
static enum lc_answer lacks(const struct lc_view *own, const struct lc_view *other,
                            const struct lc_hashed_set *others, const struct lc_value *value)
{
    const bool has = lc_hashed_has(others, value);
    const bool implied = value->kind == LC_NULL && (has ? other : own)->implied_null;
    if (has) {
        return implied && !own->implied_null ? LC_UNSURE : LC_HOLDS;
    }
    return implied ? LC_UNSURE : LC_FAILS;
}

/* Values of one side's list that the other lacks. */
static ctr_status compare_list(struct lc_schema_memo *m, struct lc_pair *p, bool in_new)
{
    const struct lc_view *own = in_new ? p->b : p->a;
    const struct lc_view *other = in_new ? p->a : p->b;
    struct lc_hashed_set others;
    unsigned soft;
    LC_TRY(make_set(m, &other->values, &others));
    LC_TRY(bearable(m, p, other, own, &soft));
    for (size_t i = 0; i < own->values.count; i++) {
        const struct lc_node *n = &own->values.at[i];
        enum lc_answer weight = lacks(own, other, &others, n->value);
        if (weight != LC_HOLDS) {
            LC_TRY(one_value(m, p,
                             in_new ? LC_CHANGE_ENUM_VALUE_ADDED : LC_CHANGE_ENUM_VALUE_REMOVED, n,
                             weight, soft >> n->value->kind & 1));
        }
    }
    return CTR_OK;
}

/* The values as an argument of a finding: in whatever order they stand, also inside of them. */
static const char *name_values(struct lc_ctx *ctx, const char *word, const struct lc_view *v)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < v->values.count; i++) {
        sum += lc_value_hash(v->values.at[i].value);
    }
    return lc_format(ctx, "%s %zu %016llx", word, v->values.count, (unsigned long long)sum);
}

/* The values as a reader knows them: the list that stands there, or what choices come to. */
static const char *show_values(struct lc_schema_memo *m, const struct lc_view *v)
{
    struct lc_value list = {.kind = LC_ARRAY};
    struct lc_value *items = lc_new(m->ctx, v->values.count + 1, sizeof *items);
    if (!v->gathered || !items) {
        return lc_cmp_show(m->ctx, v->enum_node.value, SHOWN);
    }
    for (size_t i = 0; i < v->values.count; i++) {
        items[i] = *v->values.at[i].value;
    }
    lc_set_items(&list, items, v->values.count);
    return lc_cmp_show(m->ctx, &list, SHOWN);
}

static ctr_status list_as_such(struct lc_schema_memo *m, struct lc_pair *p)
{
    const struct lc_view *a = p->a;
    const struct lc_view *b = p->b;
    const struct lc_view *own = a->has_enum ? a : b;
    bool single = own->is_const && own->values.count == 1;
    const char *text =
        single ? lc_cmp_show(m->ctx, own->values.at[0].value, SHOWN) : show_values(m, own);
    const char *argument = name_values(m->ctx, b->has_enum ? "to" : "from", own);
    if (!text || !argument) {
        return CTR_E_NOMEM;
    }
    if (b->has_enum) {
        return lc_change(m, p, single ? LC_CHANGE_CONST_ADDED : LC_CHANGE_BECAME_ENUM, LC_FAILS,
                         LC_HOLDS, a->enum_node, b->enum_node, argument,
                         lc_format(m->ctx, "only %s is allowed now", text));
    }
    return lc_change(m, p, single ? LC_CHANGE_CONST_REMOVED : LC_CHANGE_ENUM_REMOVED, LC_HOLDS,
                     LC_FAILS, a->enum_node, b->enum_node, argument,
                     lc_format(m->ctx, "other values than %s are allowed now", text));
}

static ctr_status build_enum(struct lc_schema_memo *m, struct lc_pair *p)
{
    const struct lc_view *a = p->a;
    const struct lc_view *b = p->b;
    if (!a->has_enum && !b->has_enum) {
        return CTR_OK;
    }
    if (a->has_enum != b->has_enum) {
        return list_as_such(m, p);
    }
    bool consts = a->is_const && b->is_const && a->values.count == 1 && b->values.count == 1;
    if (!consts || lc_value_eq(a->values.at[0].value, b->values.at[0].value)) {
        LC_TRY(compare_list(m, p, false));
        return compare_list(m, p, true);
    }
    const char *from = lc_cmp_show(m->ctx, a->values.at[0].value, 60);
    const char *to = lc_cmp_show(m->ctx, b->values.at[0].value, 60);
    if (!from || !to) {
        return CTR_E_NOMEM;
    }
    return lc_change(m, p, LC_CHANGE_CONST_CHANGED, LC_FAILS, LC_FAILS, a->enum_node, b->enum_node,
                     lc_cmp_change(m->ctx, "const", a->values.at[0].value, b->values.at[0].value),
                     lc_format(m->ctx, "the only value changed from %s to %s", from, to));
}

/* ---- formats */

static bool formats_within(const struct lc_nodes *a, const struct lc_nodes *b)
{
    for (size_t i = 0; i < a->count; i++) {
        size_t k = 0;
        while (k < b->count && !lc_value_eq(a->at[i].value, b->at[k].value)) {
            k++;
        }
        if (k == b->count) {
            return false;
        }
    }
    return true;
}

/* Every value of the first format is one of the second. */
static bool wider(struct lc_str from, struct lc_str to)
{
    static const char *const pairs[][2] = {
        {"int32", "int64"},       {"float", "double"},         {"int8", "int16"},
        {"int8", "int32"},        {"int8", "int64"},           {"int16", "int32"},
        {"int16", "int64"},       {"email", "idn-email"},      {"uri", "iri"},
        {"uri", "uri-reference"}, {"hostname", "idn-hostname"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (lc_str_is(from, pairs[i][0]) && lc_str_is(to, pairs[i][1])) {
            return true;
        }
    }
    return false;
}

/* In an API a format is part of the promise; elsewhere it is up to the validator. */
static ctr_status build_formats(struct lc_schema_memo *m, struct lc_pair *p)
{
    const struct lc_nodes *a = &p->a->formats;
    const struct lc_nodes *b = &p->b->formats;
    struct lc_node none = {NULL, NULL};
    if (formats_within(a, b) && formats_within(b, a)) {
        return CTR_OK;
    }
    enum lc_answer worst = p->io == LC_IO_NONE ? LC_UNSURE : LC_FAILS;
    enum lc_answer sub = formats_within(b, a) ? LC_HOLDS : worst;
    enum lc_answer sup = formats_within(a, b) ? LC_HOLDS : worst;
    struct lc_str from = a->count ? lc_raw(a->at[0].value) : LC_STR("none");
    struct lc_str to = b->count ? lc_raw(b->at[0].value) : LC_STR("none");
    if (a->count == 1 && b->count == 1) {
        sub = wider(from, to) ? LC_HOLDS : sub;
        sup = wider(to, from) ? LC_HOLDS : sup;
    }
    enum lc_kind_id kind = !a->count || sup == LC_HOLDS   ? LC_CHANGE_FORMAT_ADDED
                           : !b->count || sub == LC_HOLDS ? LC_CHANGE_FORMAT_REMOVED
                                                          : LC_CHANGE_FORMAT_CHANGED;
    if (p->io == LC_IO_NONE && a->count && b->count) {
        kind = LC_CHANGE_FORMAT_CHANGED;
    }
    const char *arguments =
        lc_format(m->ctx, "format %.*s > %.*s", (int)from.len, from.ptr, (int)to.len, to.ptr);
    const char *message = lc_format(
        m->ctx, "the format changed from %.*s to %.*s%s", (int)from.len, from.ptr, (int)to.len,
        to.ptr, p->io == LC_IO_NONE ? "; whether that matters depends on the validator" : "");
    return lc_change(m, p, kind, sub, sup, a->count ? a->at[0] : none, b->count ? b->at[0] : none,
                     arguments, message);
}

ctr_status lc_build_values(struct lc_schema_memo *m, struct lc_pair *p)
{
    LC_TRY(build_types(m, p));
    LC_TRY(build_vague_null(m, p));
    LC_TRY(build_enum(m, p));
    if (p->a->types & p->b->types & (LC_T_STRING | LC_T_NUMBER)) {
        LC_TRY(build_formats(m, p));
    }
    return CTR_OK;
}
