/*
 * Unions against each other, or against what is none. Whoever reads takes a value by the one branch
 * that its type and name say; what is then inside is compared like anything else.
 */
#include "spec/avro/avro_walk.h"

/* One side as branches; a type that is no union is one of its own. */
struct side {
    struct lc_avro_ref whole;
    const struct lc_avro_ref *branches;
    uint32_t count;
    bool is_union;
    int64_t *chosen; /* the other side's branch that takes each; -1: none */
    bool asked;      /* whether both are one but for namespaces */
    bool equal;      /* and they are */
};

#define S(s) (int)(s).len, (s).len ? (s).ptr : ""

static void open_side(struct side *side, const struct lc_avro_ref *ref)
{
    side->whole = *ref;
    side->is_union = ref->type->kind == LC_AVRO_UNION;
    side->asked = false;
    side->equal = false;
    side->branches = side->is_union ? ref->type->branches : &side->whole;
    side->count = side->is_union ? ref->type->count : 1;
}

static struct lc_str name_of(const struct lc_avro_type *type)
{
    return type->kind >= LC_AVRO_RECORD ? type->name : type->word;
}

/* Which branch takes what was written is not settled; the message begins with the place. */
static ctr_status say(struct lc_avro_walk *w, const struct lc_avro_site *site,
                      const struct lc_avro_ref *writer, const struct lc_avro_ref *reader,
                      unsigned way, enum lc_rule_id rule, const char *format, ...)
    __attribute__((format(printf, 7, 8)));

static ctr_status say(struct lc_avro_walk *w, const struct lc_avro_site *site,
                      const struct lc_avro_ref *writer, const struct lc_avro_ref *reader,
                      unsigned way, enum lc_rule_id rule, const char *format, ...)
{
    bool back = way == LC_AVRO_BACK;
    const char *label = lc_avro_label(w, site);
    va_list args;
    va_start(args, format);
    const char *what = lc_vformat(w->ctx, format, args);
    va_end(args);
    const char *message = label && what ? lc_format(w->ctx, "in %s %s", label, what) : NULL;
    struct lc_avro_saying s = {
        .rule = rule,
        .breaks = way,
        .site = site,
        .old = back ? writer->at : reader->at,
        .new = back ? reader->at : writer->at,
        .arguments = lc_dup(w->ctx, name_of(writer->type)),
        .message = message,
    };
    return s.arguments && message ? lc_avro_say(w, &s) : CTR_E_NOMEM;
}

static ctr_status say_unsure(struct lc_avro_walk *w, const struct lc_avro_site *site,
                             const struct lc_avro_ref *writer, const struct lc_avro_ref *reader,
                             unsigned way)
{
    return say(w, site, writer, reader, way, LC_RULE_AVRO_UNION_BRANCH_UNSURE,
               "several branches are called '%.*s' in some namespace, and none in that of '%.*s', "
               "so that it depends on the library which of them takes it; add an alias to the one",
               S(writer->type->word), S(writer->type->name));
}

/* Does it look as if the record could be read: each field is there, and not of another kind? */
static bool fits(struct lc_avro_walk *w, const struct lc_avro_type *reader,
                 const struct lc_avro_type *writer)
{
    if (reader->kind != LC_AVRO_RECORD) {
        return reader->kind != LC_AVRO_FIXED || reader->size == writer->size;
    }
    for (uint32_t i = 0; i < reader->count; i++) {
        const struct lc_avro_field *field = &reader->fields[i];
        uint32_t aliases = field->aliases ? field->aliases->count : 0;
        int64_t at = lc_avro_field(writer, field->name, i);
        if (!lc_avro_spend(w, 1 + aliases)) {
            return true;
        }
        for (uint32_t k = 0; at < 0 && k < aliases; k++) {
            at = lc_avro_field(writer, lc_raw(&field->aliases->items[k]), UINT32_MAX);
        }
        int mine = field->type.type->kind;
        int theirs = at < 0 ? mine : writer->fields[at].type.type->kind;
        bool union_there = mine == LC_AVRO_UNION || theirs == LC_AVRO_UNION;
        if ((at < 0 && !lc_avro_usable(field)) ||
            (mine != theirs && !union_there && !lc_avro_promotes(theirs, mine))) {
            return false;
        }
    }
    return true;
}

static ctr_status say_claimed(struct lc_avro_walk *w, const struct lc_avro_site *site,
                              const struct lc_avro_ref *writer, const struct lc_avro_ref *reader,
                              unsigned way)
{
    return say(w, site, writer, reader, way, LC_RULE_AVRO_UNDECIDED,
               "'%.*s' is the name of one branch and an alias of another behind it, so that it "
               "depends on the library which of them takes it; take the alias away",
               S(writer->type->name));
}

/* A branch bears the name and another has it as an alias: libraries that rename what was written
 * go by the alias, others take the first that reads it. A schema as it was is not renamed. */
static ctr_status mind_claimed(struct lc_avro_walk *w, const struct lc_avro_site *site,
                               const struct lc_avro_ref *writer, const struct lc_avro_ref *reader,
                               unsigned way, struct lc_avro_choice *choice)
{
    if (choice->aliased < 0 || lc_avro_alike(w) != LC_AVRO_OTHER) {
        return CTR_OK;
    }
    const struct lc_avro_type *own = reader->type->branches[choice->branch].type;
    if (choice->aliased > choice->branch && fits(w, own, writer->type)) {
        return say_claimed(w, site, writer, reader, way);
    }
    choice->branch = choice->aliased;
    return CTR_OK;
}

/* An enum or a fixed of another namespace: libraries that go by whole names look for it in vain,
 * but where both unions are one otherwise. Records they match by what is in them, too. */
static ctr_status mind_namespace(struct lc_avro_walk *w, const struct lc_avro_site *site,
                                 struct side *writer, uint32_t at, const struct side *reader,
                                 unsigned way, struct lc_avro_choice choice)
{
    const struct lc_avro_type *is = writer->branches[at].type;
    bool whole = is->kind == LC_AVRO_ENUM || is->kind == LC_AVRO_FIXED;
    if (!whole || choice.branch < 0 || choice.unsure) {
        return CTR_OK;
    }
    const struct lc_avro_type *by = reader->branches[choice.branch].type;
    if (lc_str_eq(is->name, by->name) || lc_avro_has_alias(by, is->name)) {
        return CTR_OK;
    }
    if (!writer->asked && writer->is_union) {
        LC_TRY(lc_avro_equal(w, writer->whole.type, reader->whole.type, &writer->equal));
    }
    writer->asked = true;
    if (writer->equal) {
        return CTR_OK;
    }
    return say(w, site, &writer->branches[at], &reader->whole, way, LC_RULE_AVRO_UNDECIDED,
               "'%.*s' is '%.*s' to those who read it, and in a union that changed otherwise, too, "
               "not every library passes over namespaces; add the old name to its aliases",
               S(is->name), S(by->name));
}

/* Who takes each branch of the writer. A reader that is no union takes all or nothing. */
static ctr_status choose(struct lc_avro_walk *w, const struct lc_avro_site *site,
                         struct side *writer, const struct side *reader, unsigned way)
{
    writer->chosen = lc_new(w->ctx, (size_t)writer->count + 1, sizeof *writer->chosen);
    if (!writer->chosen) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < writer->count; i++) {
        struct lc_avro_choice choice = {0, -1, false};
        if (!lc_avro_spend(w, 1)) {
            return CTR_OK;
        }
        if (reader->is_union) {
            choice = lc_avro_choose(reader->whole.type, writer->branches[i].type);
            LC_TRY(mind_claimed(w, site, &writer->branches[i], &reader->whole, way, &choice));
        }
        writer->chosen[i] = choice.branch;
        LC_TRY(reader->is_union ? mind_namespace(w, site, writer, i, reader, way, choice) : CTR_OK);
        if (choice.unsure) {
            LC_TRY(say_unsure(w, site, &writer->branches[i], &reader->whole, way));
        }
    }
    return CTR_OK;
}

static ctr_status say_missing(struct lc_avro_walk *w, const struct lc_avro_site *site,
                              const struct lc_avro_ref *branch, const struct side *reader,
                              unsigned way)
{
    bool back = way == LC_AVRO_BACK;
    const char *label = lc_avro_label(w, site);
    const char *title = lc_avro_title(w, branch->type);
    struct lc_avro_saying s = {
        .rule = back ? LC_RULE_AVRO_MISSING_UNION_BRANCH : LC_RULE_AVRO_UNION_BRANCH_ADDED,
        .breaks = way,
        .site = site,
        .old = back ? branch->at : reader->whole.at,
        .new = back ? reader->whole.at : branch->at,
        .arguments = lc_dup(w->ctx, name_of(branch->type)),
    };
    if (!label || !title || !s.arguments) {
        return CTR_E_NOMEM;
    }
    s.message = back ? lc_format(w->ctx,
                                 "%s may no longer be %s, and data that is cannot be read any "
                                 "more; keep the branch",
                                 label, title)
                     : lc_format(w->ctx,
                                 "%s may also be %s, which readers of the old edition do not "
                                 "know; let them move first",
                                 label, title);
    return lc_avro_say(w, &s);
}

static ctr_status pair(struct lc_avro_walk *w, const struct lc_avro_site *site, bool marked,
                       struct lc_avro_ref older, struct lc_avro_ref newer, unsigned ways)
{
    struct lc_avro_step step = {site->step, "|", name_of(older.type)};
    struct lc_avro_site inside = {site->owner, site->field, marked ? &step : site->step};
    return lc_avro_types(w, &inside, older, newer, ways);
}

static ctr_status say_order(struct lc_avro_walk *w, const struct lc_avro_site *site,
                            const struct side *older, const struct side *newer)
{
    const char *label = lc_avro_label(w, site);
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_UNION_ORDER_CHANGED,
        .site = site,
        .old = older->whole.at,
        .new = newer->whole.at,
        .message =
            label ? lc_format(w->ctx, "the branches of %s stand in another order", label) : NULL,
    };
    return lc_avro_say(w, &s);
}

/* True if the branches that both have stand in one order. */
static bool in_order(const struct side *writer)
{
    int64_t last = -1;
    for (uint32_t i = 0; i < writer->count; i++) {
        if (writer->chosen[i] >= 0) {
            if (writer->chosen[i] < last) {
                return false;
            }
            last = writer->chosen[i];
        }
    }
    return true;
}

static ctr_status old_branches(struct lc_avro_walk *w, const struct lc_avro_site *site,
                               const struct side *older, const struct side *newer, unsigned ways)
{
    for (uint32_t i = 0; i < older->count; i++) {
        int64_t k = older->chosen[i];
        if (k < 0) {
            LC_TRY(say_missing(w, site, &older->branches[i], newer, LC_AVRO_BACK));
            continue;
        }
        bool back_again = ways & LC_AVRO_FORTH && newer->chosen[k] == (int64_t)i;
        LC_TRY(pair(w, site, older->is_union, older->branches[i], newer->branches[k],
                    LC_AVRO_BACK | (back_again ? LC_AVRO_FORTH : 0U)));
    }
    return CTR_OK;
}

static ctr_status new_branches(struct lc_avro_walk *w, const struct lc_avro_site *site,
                               const struct side *older, const struct side *newer, unsigned ways)
{
    for (uint32_t i = 0; i < newer->count; i++) {
        int64_t k = newer->chosen[i];
        if (k < 0) {
            LC_TRY(say_missing(w, site, &newer->branches[i], older, LC_AVRO_FORTH));
        } else if (!(ways & LC_AVRO_BACK) || older->chosen[k] != (int64_t)i) {
            LC_TRY(pair(w, site, older->is_union, older->branches[k], newer->branches[i],
                        LC_AVRO_FORTH));
        }
    }
    return CTR_OK;
}

/* Readers that are no union say by themselves what they cannot read, except that a union around
 * what they do read is told as its branches. */
static void drop_hopeless(struct side *newer, const struct lc_avro_type *reader)
{
    for (uint32_t i = 0; i < newer->count; i++) {
        const struct lc_avro_type *type = newer->branches[i].type;
        bool alike = type->kind == reader->kind &&
                     (reader->kind < LC_AVRO_RECORD || lc_avro_named_alike(reader, type));
        if (!alike && !lc_avro_promotes(type->kind, reader->kind)) {
            newer->chosen[i] = -1;
        }
    }
}

ctr_status lc_avro_unions(struct lc_avro_walk *w, const struct lc_avro_site *site,
                          struct lc_avro_ref older, struct lc_avro_ref newer, unsigned ways)
{
    struct side a;
    struct side b;
    open_side(&a, &older);
    open_side(&b, &newer);
    if (ways & LC_AVRO_BACK) {
        LC_TRY(choose(w, site, &a, &b, LC_AVRO_BACK));
    }
    if (ways & LC_AVRO_FORTH) {
        LC_TRY(choose(w, site, &b, &a, LC_AVRO_FORTH));
        if (!a.is_union) {
            drop_hopeless(&b, older.type);
        }
    }
    if (!w->left) {
        return CTR_OK;
    }
    if (ways & LC_AVRO_BACK) {
        LC_TRY(old_branches(w, site, &a, &b, ways));
    }
    if (ways & LC_AVRO_FORTH) {
        LC_TRY(new_branches(w, site, &a, &b, ways));
    }
    if (ways & LC_AVRO_BACK && a.is_union && b.is_union && !in_order(&a)) {
        return say_order(w, site, &a, &b);
    }
    return CTR_OK;
}
