/* Types, lists of values, patterns. */
#include "spec/validate/validate_room.h"

enum { FEW = 8, STEPS_AT_FIRST = 5000, STEPS_AT_MOST = 1000 * 1000 };

/* ---- types */

static const struct {
    const char *name;
    const char *words;
    uint8_t types;
} names[] = {{"null", "null", LC_T_NULL},         {"boolean", "a boolean", LC_T_BOOLEAN},
             {"number", "a number", LC_T_NUMBER}, {"integer", "an integer", LC_T_INT | LC_T_WHOLE},
             {"string", "a string", LC_T_STRING}, {"array", "an array", LC_T_ARRAY},
             {"object", "an object", LC_T_OBJECT}};

static uint8_t type_named(enum lc_dialect dialect, const struct lc_value *value)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (lc_is(value, LC_STRING) && lc_str_is(lc_raw(value), names[i].name)) {
            bool integer = dialect == LC_DRAFT_04 && names[i].types == (LC_T_INT | LC_T_WHOLE);
            return integer ? LC_T_INT : names[i].types;
        }
    }
    return 0;
}

const char *lc_vtype_words(struct lc_ctx *ctx, uint8_t types)
{
    const char *text = "";
    uint8_t left = types;
    for (size_t i = 0; text && i < sizeof names / sizeof names[0]; i++) {
        uint8_t own = names[i].types & (LC_T_ALL & ~LC_T_WHOLE);
        if (own && (left & own) == own) {
            text = lc_format(ctx, "%s%s%s", text, *text ? " or " : "", names[i].words);
            left &= (uint8_t)~names[i].types;
        }
    }
    return text ? text : "";
}

ctr_status lc_vread_type(struct lc_vreader *r, const struct lc_member *m)
{
    static const char wanted[] = "null, boolean, object, array, number, string or integer, or an "
                                 "array of some of them";
    const struct lc_value *v = &m->value;
    uint8_t types = type_named(r->dialect, v);
    for (uint32_t i = 0; v->kind == LC_ARRAY && i < v->count; i++) {
        uint8_t one = type_named(r->dialect, &v->items[i]);
        if (!one) {
            return lc_vbad(r, m, &v->items[i], wanted);
        }
        types |= one;
    }
    if (!types) {
        return lc_vbad(r, m, v, wanted);
    }
    if (lc_is_nullable(r->dialect, r->node)) {
        types |= LC_T_NULL;
    }
    lc_vrule(r, m, LC_OP_TYPE, LC_T_ALL)->allowed = types;
    return CTR_OK;
}

/* One of the three kinds of numbers; 0 with the run stopped. */
static uint8_t number_type(struct lc_vrun *r, const struct lc_spot *at)
{
    struct lc_decimal d;
    struct lc_str text = lc_raw(at->value);
    bool bare = true;
    for (size_t i = 0; i < text.len && bare; i++) {
        bare = text.ptr[i] == '-' || (text.ptr[i] >= '0' && text.ptr[i] <= '9');
    }
    if (bare) {
        return LC_T_INT;
    }
    if (!lc_number(at->value, &d)) {
        lc_vlimit(r, at, "the number's exponent is beyond what can be reckoned with");
        return 0;
    }
    return lc_decimal_is_integer(&d) ? LC_T_WHOLE : LC_T_FRACTION;
}

bool lc_vtype(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
              const struct lc_spot *at)
{
    uint8_t type = lc_vtype_of(at->value);
    uint8_t allowed = rule->allowed;
    if ((type & allowed) == type) {
        return true;
    }
    if (type == LC_T_NUMBER && (allowed & LC_T_NUMBER)) {
        type = number_type(r, at);
        if (type & allowed) {
            return true;
        }
        if (!type) {
            return false;
        }
    }
    return LC_VFAIL(r, s, rule->at, at, "%s was found, %s was wanted", lc_vshow(r, at->value),
                    lc_vtype_words(r->ctx, allowed));
}

/* ---- lists of values; long ones by their hashes */

static ctr_status read_values(struct lc_vreader *r, const struct lc_member *m, enum lc_op op,
                              const struct lc_value *values, uint32_t count)
{
    struct lc_venum *e = lc_new(r->ctx, 1, sizeof *e);
    if (!e) {
        return CTR_E_NOMEM;
    }
    e->values = values;
    e->count = count;
    if (count > FEW) {
        LC_TRY(lc_hashed_items(r->ctx, &m->value, &e->set));
    }
    /* OpenAPI 3.0.3: "nullable" adds to the type, and an enum without null refuses it all the same.
     * Nobody settled that for "x-nullable", which tools read both ways: it counts as allowed. */
    e->null_too = lc_is_swagger(r->node) && lc_get(r->node.value, "type") &&
                  lc_is_nullable(r->dialect, r->node);
    lc_vrule(r, m, op, LC_T_ALL)->values = e;
    return CTR_OK;
}

ctr_status lc_vread_enum(struct lc_vreader *r, const struct lc_member *m)
{
    if (m->value.kind != LC_ARRAY) {
        return lc_vbad(r, m, &m->value, "an array of values");
    }
    return read_values(r, m, LC_OP_ENUM, m->value.items, m->value.count);
}

ctr_status lc_vread_const(struct lc_vreader *r, const struct lc_member *m)
{
    return read_values(r, m, LC_OP_CONST, &m->value, 1);
}

/* 1, 0, or -1 with the run stopped. */
static int among_many(struct lc_vrun *r, const struct lc_spot *at, const struct lc_hashed_set *set)
{
    uint64_t hash = lc_value_hash(at->value);
    size_t i = lc_hashed_find(set->at, set->count, hash);
    for (; i < set->count && set->at[i].hash == hash; i++) {
        if (lc_value_eq(set->at[i].value, at->value)) {
            return 1;
        }
        if (!lc_vcharge(r, at, 1)) {
            return -1;
        }
    }
    return 0;
}

bool lc_venum(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
              const struct lc_spot *at)
{
    const struct lc_venum *e = rule->values;
    if (e->null_too && at->value->kind == LC_NULL) {
        return true;
    }
    int among = e->set.at ? among_many(r, at, &e->set) : 0;
    if (among) {
        return among > 0;
    }
    for (uint32_t i = 0; !e->set.at && i < e->count; i++) {
        if (lc_value_eq(&e->values[i], at->value)) {
            return true;
        }
    }
    if (r->quiet) {
        return false;
    }
    const char *wanted = lc_cmp_show(r->ctx, &rule->at->value, 200);
    return lc_vfail(r, s, rule->at, at, "%s was found, %s%s was wanted", lc_vshow(r, at->value),
                    rule->op == LC_OP_ENUM ? "one of " : "", wanted ? wanted : "");
}

/* ---- patterns */

ctr_status lc_vregex(struct lc_vreader *r, const struct lc_member *m, struct lc_str text,
                     uint32_t offset, const struct lc_regex **out)
{
    const char *problem;
    struct lc_regex *regex;
    struct lc_str clip = lc_vclip(text);
    LC_TRY(lc_regex_compile(r->ctx, &r->set->regexes, text, &regex, &problem));
    if (!regex) {
        return lc_doc_fail(r->ctx, r->node.doc, offset,
                           "the keyword '%.*s' has '%.*s', which is no regular expression of "
                           "ECMA-262: %s",
                           (int)m->key_len, m->key_chars, (int)clip.len, clip.ptr, problem);
    }
    *out = regex;
    return CTR_OK;
}

ctr_status lc_vread_pattern(struct lc_vreader *r, const struct lc_member *m)
{
    struct lc_vpattern *p = lc_new(r->ctx, 1, sizeof *p);
    if (!p) {
        return CTR_E_NOMEM;
    }
    if (m->value.kind != LC_STRING) {
        return lc_vbad(r, m, &m->value, "a regular expression");
    }
    p->text = lc_raw(&m->value);
    LC_TRY(lc_vregex(r, m, lc_raw(&m->value), m->value.offset, &p->regex));
    lc_vrule(r, m, LC_OP_PATTERN, LC_T_STRING)->pattern = p;
    return CTR_OK;
}

int lc_vmatch(struct lc_vrun *r, const struct lc_spot *at, const struct lc_vpattern *pattern,
              struct lc_str text)
{
    if (!lc_vcharge(r, at, text.len / 16)) {
        return -1;
    }
    int answer = lc_regex_match(r->ctx, &r->set->regexes, pattern->regex, text, STEPS_AT_FIRST);
    if (answer < 0 && !r->ctx->error) { /* seldom: and then it is paid for */
        if (!lc_vcharge(r, at, STEPS_AT_MOST)) {
            return -1;
        }
        answer = lc_regex_match(r->ctx, &r->set->regexes, pattern->regex, text, STEPS_AT_MOST);
    }
    if (r->ctx->error) {
        lc_vstop(r, ctr_error_status(r->ctx->error));
        return -1;
    }
    if (answer < 0) {
        struct lc_str p = lc_vclip(pattern->text);
        const char *what = lc_format(r->ctx, "the pattern '%.*s' takes too many steps on this text",
                                     (int)p.len, p.ptr);
        lc_vlimit(r, at, what ? what : "");
    }
    return answer;
}

bool lc_vpattern(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                 const struct lc_spot *at)
{
    int answer = lc_vmatch(r, at, rule->pattern, lc_raw(at->value));
    if (answer != 0) {
        return answer > 0;
    }
    struct lc_str p = lc_vclip(rule->pattern->text);
    return LC_VFAIL(r, s, rule->at, at, "%s does not match the pattern '%.*s'",
                    lc_vshow(r, at->value), (int)p.len, p.ptr);
}
