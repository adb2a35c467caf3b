/*
 * Reading one element into its view. What is malformed, or means something only in company, goes
 * to the raw keywords: equal on both sides it is harmless, changed it is undecided.
 */
#include "spec/schema/schema_keyword.h"
#include "spec/schema/schema_reader.h"
#include "spec/schema/schema_ref.h"

enum { INDEX_FROM = 16 };

ctr_status lc_read_raw(struct lc_schema_reader *r, struct lc_str key, const struct lc_value *value,
                       bool evaluates)
{
    struct lc_view_more *more = lc_view_own_more(r->v);
    return more ? lc_push_raw(r->ctx, &more->raws,
                              (struct lc_raw){.key = key,
                                              .node = {r->schema.doc, value},
                                              .evaluates = evaluates})
                : CTR_E_NOMEM;
}

bool lc_is_schema(const struct lc_value *value)
{
    return lc_is(value, LC_OBJECT) || lc_is(value, LC_TRUE) || lc_is(value, LC_FALSE);
}

/* What a settled condition comes to is an element of its own. */
static ctr_status read_if(struct lc_schema_reader *r, const struct lc_member *m)
{
    struct lc_node holds;
    if (!lc_is_schema(&m->value)) {
        return lc_read_raw(r, lc_key(m), &m->value, false);
    }
    if (lc_condition_settled(r->dialect, r->schema, &holds)) {
        return CTR_OK;
    }
    struct lc_view_more *more = lc_view_own_more(r->v);
    return more ? lc_push_raw(
                      r->ctx, &more->raws,
                      (struct lc_raw){.key = lc_key(m), .node = r->schema, .condition = true})
                : CTR_E_NOMEM;
}

static bool has_nodes(const struct lc_nodes *list, const struct lc_value *value)
{
    for (size_t i = 0; i < list->count; i++) {
        if (lc_value_eq(list->at[i].value, value)) {
            return true;
        }
    }
    return false;
}

/* ---- types and values */

static uint8_t type_named(enum lc_dialect dialect, struct lc_str name)
{
    static const struct {
        const char *name;
        uint8_t types;
    } table[] = {{"null", LC_T_NULL},     {"boolean", LC_T_BOOLEAN}, {"number", LC_T_NUMBER},
                 {"string", LC_T_STRING}, {"array", LC_T_ARRAY},     {"object", LC_T_OBJECT}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (lc_str_is(name, table[i].name)) {
            return table[i].types;
        }
    }
    if (!lc_str_is(name, "integer")) {
        return 0;
    }
    return dialect == LC_DRAFT_04 ? LC_T_INT : LC_T_INT | LC_T_WHOLE;
}

static ctr_status read_type(struct lc_schema_reader *r, const struct lc_member *m)
{
    uint8_t types = 0;
    const struct lc_value *v = &m->value;
    if (v->kind == LC_STRING) {
        types = type_named(r->dialect, lc_raw(v));
    }
    for (uint32_t i = 0; v->kind == LC_ARRAY && i < v->count; i++) {
        uint8_t one = type_named(r->dialect, lc_text(&v->items[i]));
        if (!one) {
            return lc_read_raw(r, lc_key(m), v, false);
        }
        types |= one;
    }
    if (!types) {
        return lc_read_raw(r, lc_key(m), v, false);
    }
    if (lc_is_nullable(r->dialect, r->schema)) {
        types |= LC_T_NULL;
    }
    r->v->types &= types;
    r->v->declared = r->v->types;
    r->v->type_node = (struct lc_node){r->schema.doc, v};
    return CTR_OK;
}

static ctr_status take_values(struct lc_schema_reader *r, const struct lc_value *list,
                              uint32_t count)
{
    struct lc_nodes kept = {NULL, 0, 0};
    for (uint32_t i = 0; i < count; i++) {
        if (!r->v->has_enum || has_nodes(&r->v->values, &list[i])) {
            LC_TRY(lc_charge(r->v->side, r->v->has_enum ? r->v->values.count : 1));
            LC_TRY(lc_push_node(r->ctx, &kept, (struct lc_node){r->schema.doc, &list[i]}));
        }
    }
    r->v->values = kept;
    r->v->has_enum = true;
    return CTR_OK;
}

static ctr_status read_enum(struct lc_schema_reader *r, const struct lc_member *m)
{
    static const struct lc_value null = {.kind = LC_NULL};
    struct lc_view *v = r->v;
    if (m->value.kind != LC_ARRAY) {
        return lc_read_raw(r, lc_key(m), &m->value, false);
    }
    bool first = !v->has_enum;
    v->is_const = false;
    v->enum_node = (struct lc_node){r->schema.doc, &m->value};
    LC_TRY(take_values(r, m->value.items, m->value.count));
    /* OpenAPI 3.0.3: "nullable" adds to the type, and an enum without null refuses it all the same.
     * Nobody settled that for "x-nullable", which tools read both ways: it counts as allowed. */
    if (first && lc_is_swagger(r->schema) && lc_is_nullable(r->dialect, r->schema) &&
        lc_get(r->schema.value, "type") && !has_nodes(&v->values, &null)) {
        v->implied_null = true;
        return lc_push_node(r->ctx, &v->values, (struct lc_node){r->schema.doc, &null});
    }
    return CTR_OK;
}

static ctr_status read_const(struct lc_schema_reader *r, const struct lc_member *m)
{
    r->v->is_const = !r->v->has_enum;
    r->v->enum_node = (struct lc_node){r->schema.doc, &m->value};
    return take_values(r, &m->value, 1);
}

/* ---- limits */

static ctr_status tighten(struct lc_schema_reader *r, enum lc_limit_id id,
                          const struct lc_limit *fresh)
{
    if (!r->limits) {
        r->limits = lc_new(r->ctx, LC_LIMITS, sizeof *r->limits);
        if (!r->limits) {
            return CTR_E_NOMEM;
        }
        memcpy(r->limits, r->v->limit, LC_LIMITS * sizeof *r->limits);
        r->v->limit = r->limits;
    }
    struct lc_limit *own = &r->limits[id];
    int order = own->node.value ? lc_decimal_cmp(&fresh->value, &own->value) : 0;
    bool upper =
        id == LC_MAXIMUM || id == LC_MAX_LENGTH || id == LC_MAX_ITEMS || id == LC_MAX_PROPERTIES;
    if (!own->node.value || (upper ? order < 0 : order > 0) || (order == 0 && fresh->exclusive)) {
        *own = *fresh;
    }
    return CTR_OK;
}

static ctr_status read_bound(struct lc_schema_reader *r, const struct lc_member *m,
                             enum lc_limit_id id, bool exclusive)
{
    struct lc_limit limit = {.node = {r->schema.doc, &m->value}, .exclusive = exclusive};
    bool flags = r->dialect == LC_DRAFT_04 || r->dialect == LC_OPENAPI_30;
    if (flags && exclusive && (lc_truth(&m->value) || m->value.kind == LC_FALSE)) {
        return CTR_OK; /* a flag of the bound itself */
    }
    if ((flags && exclusive) || !lc_number(&m->value, &limit.value)) {
        return lc_read_raw(r, lc_key(m), &m->value, false);
    }
    if (flags) {
        const char *flag = id == LC_MAXIMUM ? "exclusiveMaximum" : "exclusiveMinimum";
        limit.exclusive = lc_truth(lc_get(r->schema.value, flag));
    }
    return tighten(r, id, &limit);
}

bool lc_is_count(const struct lc_value *value, struct lc_decimal *out)
{
    return lc_number(value, out) && lc_decimal_is_integer(out) &&
           (!out->negative || lc_decimal_is_zero(out));
}

static ctr_status read_count(struct lc_schema_reader *r, const struct lc_member *m,
                             enum lc_limit_id id)
{
    struct lc_limit limit = {.node = {r->schema.doc, &m->value}};
    if (!lc_is_count(&m->value, &limit.value)) {
        return lc_read_raw(r, lc_key(m), &m->value, false);
    }
    bool lower = id == LC_MIN_LENGTH || id == LC_MIN_ITEMS || id == LC_MIN_PROPERTIES;
    if (lower && lc_decimal_is_zero(&limit.value)) {
        return CTR_OK; /* at least 0 is no limit */
    }
    return tighten(r, id, &limit);
}

static ctr_status read_multiple(struct lc_schema_reader *r, const struct lc_member *m)
{
    struct lc_decimal d;
    if (!lc_number(&m->value, &d) || d.negative || lc_decimal_is_zero(&d)) {
        return lc_read_raw(r, lc_key(m), &m->value, false);
    }
    if (has_nodes(&r->v->more->multiples, &m->value)) {
        return CTR_OK;
    }
    struct lc_view_more *more = lc_view_own_more(r->v);
    return more ? lc_push_node(r->ctx, &more->multiples, (struct lc_node){r->schema.doc, &m->value})
                : CTR_E_NOMEM;
}

/* pattern, format: a list of different texts, without patterns that every text matches. "(" is no
 * pattern, and what it does nobody knows. */
static ctr_status read_text(struct lc_schema_reader *r, const struct lc_member *m,
                            struct lc_nodes *list)
{
    if (m->value.kind != LC_STRING) {
        return lc_read_raw(r, lc_key(m), &m->value, false);
    }
    bool known = has_nodes(list, &m->value);
    if (!known && list != &r->v->formats && lc_pattern_trivial(lc_raw(&m->value))) {
        LC_TRY(lc_pattern_reads(r->v->side, lc_raw(&m->value), &known));
        return known ? CTR_OK : lc_read_raw(r, lc_key(m), &m->value, false);
    }
    return known ? CTR_OK : lc_push_node(r->ctx, list, (struct lc_node){r->schema.doc, &m->value});
}

/* OpenAPI 3.1 says "contentEncoding: base64" for what 3.0 called "format: byte". */
static ctr_status read_encoding(struct lc_schema_reader *r, const struct lc_member *m)
{
    if (!lc_str_eq_nocase(lc_text(&m->value), LC_STR("base64"))) {
        return lc_read_raw(r, lc_key(m), &m->value, false);
    }
    struct lc_value *format = lc_new(r->ctx, 1, sizeof *format);
    if (!format) {
        return CTR_E_NOMEM;
    }
    *format = m->value;
    lc_set_raw(format, LC_STR("byte"));
    return has_nodes(&r->v->formats, format)
               ? CTR_OK
               : lc_push_node(r->ctx, &r->v->formats, (struct lc_node){r->schema.doc, format});
}

/* ---- objects and arrays */

static ctr_status require(struct lc_schema_reader *r, struct lc_str name)
{
    struct lc_view *v = r->v;
    if (lc_view_requires(v, name)) {
        return CTR_OK;
    }
    LC_TRY(lc_push_str(r->ctx, &v->required, name));
    if (v->required.count < INDEX_FROM) {
        return CTR_OK;
    }
    struct lc_view_more *more = lc_view_own_more(v);
    if (!more) {
        return CTR_E_NOMEM;
    }
    size_t from = more->required_index.count ? v->required.count - 1 : 0;
    for (size_t i = from; i < v->required.count; i++) {
        LC_TRY(lc_map_set(r->ctx, &more->required_index, v->required.at[i], v));
    }
    return CTR_OK;
}

static bool all_strings(const struct lc_value *value)
{
    for (uint32_t i = 0; lc_is(value, LC_ARRAY) && i < value->count; i++) {
        if (value->items[i].kind != LC_STRING) {
            return false;
        }
    }
    return lc_is(value, LC_ARRAY);
}

static ctr_status read_required(struct lc_schema_reader *r, const struct lc_member *m)
{
    if (!all_strings(&m->value)) {
        return lc_read_raw(r, lc_key(m), &m->value, false);
    }
    r->v->required_node = (struct lc_node){r->schema.doc, &m->value};
    for (uint32_t i = 0; i < m->value.count; i++) {
        LC_TRY(require(r, lc_raw(&m->value.items[i])));
    }
    return CTR_OK;
}

/* A map whose values are schemas, or lists of names where `lists` allows it. */
static bool is_map(const struct lc_value *value, bool schemas, bool lists)
{
    if (!lc_is(value, LC_OBJECT)) {
        return false;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        const struct lc_value *v = &value->members[i].value;
        if (!(schemas && lc_is_schema(v)) && !(lists && all_strings(v))) {
            return false;
        }
    }
    return true;
}

static ctr_status read_dependents(struct lc_schema_reader *r, const struct lc_member *m,
                                  enum lc_key key)
{
    bool schemas = key != LC_KEY_DEPENDENT_REQUIRED;
    bool lists = key != LC_KEY_DEPENDENT_SCHEMAS;
    struct lc_node node = {r->schema.doc, &m->value};
    if (!is_map(&m->value, schemas, lists)) {
        return lc_read_raw(r, lc_key(m), &m->value, false);
    }
    struct lc_view_more *more = lc_view_own_more(r->v);
    if (!more) {
        return CTR_E_NOMEM;
    }
    if (schemas) {
        LC_TRY(lc_push_node(r->ctx, &more->dependent_schemas, node));
    }
    return lists ? lc_push_node(r->ctx, &more->dependent_required, node) : CTR_OK;
}

/* A lone pattern that every name matches holds for all properties, declared or not, and leaves none
 * to additionalProperties: a scope of its own in which all are others. */
static ctr_status read_every(struct lc_schema_reader *r, struct lc_scope *s)
{
    struct lc_scope every = {.doc = s->doc};
    bool all = false;
    if (s->patterns && s->patterns->count == 1 &&
        lc_pattern_trivial(lc_key(&s->patterns->members[0]))) {
        LC_TRY(lc_pattern_reads(r->v->side, lc_key(&s->patterns->members[0]), &all));
        every.rest = &s->patterns->members[0].value;
    }
    if (!all) {
        return CTR_OK;
    }
    s->patterns = s->rest = NULL;
    return lc_is(every.rest, LC_TRUE) ? CTR_OK : lc_push_scope(r->ctx, &r->v->objects, every);
}

static ctr_status read_objects(struct lc_schema_reader *r)
{
    struct lc_scope s = {.doc = r->schema.doc};
    bool patterns = r->dialect != LC_OPENAPI_30;
    s.named = lc_get(r->schema.value, "properties");
    s.patterns = patterns ? lc_get(r->schema.value, "patternProperties") : NULL;
    s.rest = lc_get(r->schema.value, "additionalProperties");
    if ((s.named && !is_map(s.named, true, false)) ||
        (s.patterns && !is_map(s.patterns, true, false)) || (s.rest && !lc_is_schema(s.rest))) {
        return lc_read_raw(r, LC_STR("properties"), r->schema.value, true);
    }
    LC_TRY(lc_read_patterns(r, s.patterns));
    LC_TRY(read_every(r, &s));
    if (lc_is(s.rest, LC_TRUE)) {
        s.rest = NULL;
    }
    if (!s.named && !s.patterns && !s.rest) {
        return CTR_OK;
    }
    return lc_push_scope(r->ctx, &r->v->objects, s);
}

static ctr_status read_group(struct lc_schema_reader *r, const struct lc_member *m, bool one)
{
    uint64_t apart = one ? LC_WITHOUT_ONE_OF : LC_WITHOUT_ANY_OF;
    if (m->value.kind != LC_ARRAY || m->value.count == 0) {
        return lc_read_raw(r, lc_key(m), &m->value, false);
    }
    if (m->value.count == 1 || (r->v->flat.at[r->elem].flags & apart)) {
        return CTR_OK;
    }
    struct lc_group g = {.one = one, .elem = r->elem, .node = {r->schema.doc, &m->value}};
    const struct lc_value *d = lc_get(r->schema.value, "discriminator");
    if (r->dialect >= LC_OPENAPI_30) { /* not AsyncAPI's, which is a name alone */
        g.discriminator = lc_text(lc_get(d, "propertyName"));
    }
    return lc_push_group(r->ctx, &r->v->groups, g);
}

/* ---- one member */

/* Keywords that set a limit. */
static const struct limit_key {
    enum lc_key key;
    enum lc_limit_id id;
    bool count; /* of something: an integer from 0 on */
    bool exclusive;
} limit_keys[] = {
    {LC_KEY_MAXIMUM, LC_MAXIMUM, false, false},
    {LC_KEY_MINIMUM, LC_MINIMUM, false, false},
    {LC_KEY_EXCLUSIVE_MAXIMUM, LC_MAXIMUM, false, true},
    {LC_KEY_EXCLUSIVE_MINIMUM, LC_MINIMUM, false, true},
    {LC_KEY_MAX_LENGTH, LC_MAX_LENGTH, true, false},
    {LC_KEY_MIN_LENGTH, LC_MIN_LENGTH, true, false},
    {LC_KEY_MAX_ITEMS, LC_MAX_ITEMS, true, false},
    {LC_KEY_MIN_ITEMS, LC_MIN_ITEMS, true, false},
    {LC_KEY_MAX_PROPERTIES, LC_MAX_PROPERTIES, true, false},
    {LC_KEY_MIN_PROPERTIES, LC_MIN_PROPERTIES, true, false},
};

static const struct limit_key *limit_of(enum lc_key key)
{
    for (size_t i = 0; i < sizeof limit_keys / sizeof limit_keys[0]; i++) {
        if (limit_keys[i].key == key) {
            return &limit_keys[i];
        }
    }
    return NULL;
}

/* What is only remembered: true if it was. */
/* The schema's own, else one of those it takes in, whichever stands first. */
static struct lc_node default_of(const struct lc_view *v, struct lc_node was, struct lc_node is)
{
    bool own = was.value == lc_get(v->flat.at[0].node.value, "default");
    return was.value && (own || lc_value_hash(was.value) <= lc_value_hash(is.value)) ? was : is;
}

static bool remember(struct lc_schema_reader *r, enum lc_key key, struct lc_node node)
{
    struct lc_view *v = r->v;
    bool on = lc_truth(node.value);
    switch ((int)key) {
    case LC_KEY_ARRAY:
        r->arrays = true;
        return true;
    case LC_KEY_OBJECT:
        r->objects = true;
        return true;
    case LC_KEY_CONTAINS:
        r->contains = true;
        return true;
    case LC_KEY_DEFAULT:
        v->default_node = default_of(v, v->default_node, node);
        return true;
    case LC_KEY_DEPRECATED:
        v->deprecated = v->deprecated || on;
        return true;
    case LC_KEY_READ_ONLY:
        v->read_only = v->read_only || on;
        return true;
    case LC_KEY_WRITE_ONLY:
        v->write_only = v->write_only || on;
        return true;
    default:
        return false;
    }
}

/* What few schemas have. */
static ctr_status read_unique(struct lc_schema_reader *r, const struct lc_member *m)
{
    if (!lc_truth(&m->value) && m->value.kind != LC_FALSE) {
        return lc_read_raw(r, lc_key(m), &m->value, false);
    }
    struct lc_view_more *more = lc_truth(&m->value) ? lc_view_own_more(r->v) : NULL;
    if (more) {
        more->unique_items = (struct lc_node){r->schema.doc, &m->value};
    }
    return more || !lc_truth(&m->value) ? CTR_OK : CTR_E_NOMEM;
}

/* A schema in its own right, kept for later. */
static ctr_status keep_schema(struct lc_schema_reader *r, const struct lc_member *m,
                              struct lc_nodes *list)
{
    if (!lc_is_schema(&m->value)) {
        return lc_read_raw(r, lc_key(m), &m->value, false);
    }
    return lc_push_node(r->ctx, list, (struct lc_node){r->schema.doc, &m->value});
}

static bool has_lists(enum lc_key key)
{
    return key == LC_KEY_NOT || key == LC_KEY_PATTERN || key == LC_KEY_PROPERTY_NAMES;
}

static bool is_flag(enum lc_key key)
{
    return key == LC_KEY_READ_ONLY || key == LC_KEY_WRITE_ONLY || key == LC_KEY_NULLABLE;
}

static ctr_status read_demand(struct lc_schema_reader *r, const struct lc_member *m,
                              enum lc_key key)
{
    struct lc_view *v = r->v;
    struct lc_view_more *more = has_lists(key) ? lc_view_own_more(v) : NULL;
    if (!more && has_lists(key)) {
        return CTR_E_NOMEM;
    }
    switch ((int)key) {
    case LC_KEY_RAW:
        return lc_read_unknown(r, m);
    case LC_KEY_ALL_OF:
        return lc_read_all_of(r, m);
    case LC_KEY_ANY_OF:
    case LC_KEY_ONE_OF:
        *(key == LC_KEY_ANY_OF ? &r->any_of : &r->one_of) = m;
        return CTR_OK;
    case LC_KEY_CONST:
        return read_const(r, m);
    case LC_KEY_DEPENDENCIES:
    case LC_KEY_DEPENDENT_REQUIRED:
    case LC_KEY_DEPENDENT_SCHEMAS:
        return read_dependents(r, m, key);
    case LC_KEY_ENUM:
        return read_enum(r, m);
    case LC_KEY_UNIQUE_ITEMS:
        return read_unique(r, m);
    case LC_KEY_CONTENT_ENCODING:
        return read_encoding(r, m);
    case LC_KEY_FORMAT:
        return read_text(r, m, &v->formats);
    case LC_KEY_IF:
        return read_if(r, m);
    case LC_KEY_MULTIPLE_OF:
        return read_multiple(r, m);
    case LC_KEY_NEUTRAL:
        return lc_read_neutral(r, m);
    case LC_KEY_NOT:
        return keep_schema(r, m, &more->nots);
    case LC_KEY_PATTERN:
        return read_text(r, m, &more->patterns);
    case LC_KEY_PROPERTY_NAMES:
        return keep_schema(r, m, &more->names);
    case LC_KEY_REQUIRED:
        return read_required(r, m);
    case LC_KEY_TYPE:
        return read_type(r, m);
    case LC_KEY_UNEVALUATED_ITEMS:
        return lc_read_unevaluated_items(r, m);
    case LC_KEY_UNEVALUATED_PROPERTIES:
        return lc_read_unevaluated_properties(r, m);
    default:
        return CTR_OK; /* words, and what says nothing of values */
    }
}

static ctr_status read_member(struct lc_schema_reader *r, const struct lc_member *m)
{
    enum lc_key key = lc_keyword(r->dialect, lc_key(m));
    const struct limit_key *limit = limit_of(key);
    if (limit) {
        return limit->count ? read_count(r, m, limit->id)
                            : read_bound(r, m, limit->id, limit->exclusive);
    }
    if (is_flag(key) && m->value.kind != LC_TRUE && m->value.kind != LC_FALSE) {
        return lc_read_raw(r, lc_key(m), &m->value, false); /* "yes", which some take for true */
    }
    return remember(r, key, (struct lc_node){r->schema.doc, &m->value}) ? CTR_OK
                                                                        : read_demand(r, m, key);
}

ctr_status lc_view_read(struct lc_view *v, size_t elem)
{
    const struct lc_elem *e = &v->flat.at[elem];
    struct lc_schema_reader r = {
        .v = v, .ctx = v->side->ctx, .dialect = v->side->dialect, .schema = e->node, .elem = elem};
    const struct lc_value *value = e->node.value;
    if (!value) {
        v->types &= (uint8_t)e->flags;
        v->declared = v->types;
        return CTR_OK;
    }
    if (value->kind == LC_TRUE) {
        return CTR_OK;
    }
    if (value->kind == LC_FALSE) {
        v->types = v->declared = 0;
        return CTR_OK;
    }
    if (value->kind != LC_OBJECT) {
        return lc_read_raw(&r, LC_STR("schema"), value, true);
    }
    LC_TRY(lc_charge(v->side, value->count));
    if (lc_schema_foreign(v->side->bundle, value, r.dialect)) { /* its words may mean another */
        return lc_read_raw(&r, LC_STR("$schema"), value, true);
    }
    for (uint32_t i = 0; i < value->count; i++) {
        LC_TRY(read_member(&r, &value->members[i]));
    }
    /* in one order, whichever stands first */
    LC_TRY(r.any_of ? read_group(&r, r.any_of, false) : CTR_OK);
    LC_TRY(r.one_of ? read_group(&r, r.one_of, true) : CTR_OK);
    if (r.objects) {
        LC_TRY(read_objects(&r));
    }
    if (r.arrays) {
        LC_TRY(lc_read_arrays(&r));
    }
    return r.contains ? lc_read_contains(&r) : CTR_OK;
}
