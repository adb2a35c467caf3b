/* What became of a type. A logical type is wider if it holds every value of the other. */
#include "spec/odcs/odcs.h"

#define S(s) (int)(s).len, (s).len ? (s).ptr : ""

enum family {
    OTHER_WORD,
    STRING,
    NUMBER,
    INTEGER,
    REAL,
    BOOLEAN,
    DATE,
    TIME,
    TIMESTAMP,
    OBJECT,
    ARRAY,
    MAP,
    BYTES,
    NOTHING,
    ANYTHING
};

struct type {
    enum family family;
    int bits; /* of numbers, 0 = no limit is said; timestamps: with zone, without */
    bool is_unsigned;
    struct lc_str word;
    struct lc_node at;
};

static const struct spelling {
    const char *word;
    enum family family;
    int bits;
} spellings[] = {
    {"string", STRING, 0},
    {"text", STRING, 0},
    {"varchar", STRING, 0},
    {"number", NUMBER, 0},
    {"decimal", NUMBER, 0},
    {"numeric", NUMBER, 0},
    {"integer", INTEGER, 0},
    {"int", INTEGER, 32},
    {"long", INTEGER, 64},
    {"bigint", INTEGER, 64},
    {"float", REAL, 32},
    {"double", REAL, 64},
    {"boolean", BOOLEAN, 0},
    {"date", DATE, 0},
    {"time", TIME, 0},
    {"timestamp", TIMESTAMP, 0},
    {"timestamp_tz", TIMESTAMP, 0},
    {"timestamp_ntz", TIMESTAMP, 1},
    {"object", OBJECT, 0},
    {"record", OBJECT, 0},
    {"struct", OBJECT, 0},
    {"array", ARRAY, 0},
    {"map", MAP, 0},
    {"bytes", BYTES, 0},
    {"binary", BYTES, 0},
    {"null", NOTHING, 0},
    {"variant", ANYTHING, 0},
    {"json", ANYTHING, 0},
};

/* The bits of "i32", "u8", "f64"; false where the format says nothing of them. */
static bool sized(struct type *t, struct lc_str format)
{
    char letter = format.len ? format.ptr[0] : '\0';
    int bits = 0;
    for (size_t i = 1; i < format.len && i < 4; i++) {
        bits = bits * 10 + (format.ptr[i] - '0');
    }
    bool known = bits == 8 || bits == 16 || bits == 32 || bits == 64 || bits == 128;
    if (known && t->family == INTEGER && (letter == 'i' || letter == 'u')) {
        t->bits = bits;
        t->is_unsigned = letter == 'u';
        return true;
    }
    if (known && t->family == NUMBER && letter == 'f') {
        t->family = REAL;
        t->bits = bits;
        return true;
    }
    return false;
}

/* What the word for it says alone. */
static struct type word_type(const struct lc_odcs *o, const struct lc_odcs_item *item)
{
    struct type t = {.at = lc_odcs_fact(item, o->older ? "type" : "logicalType")};
    t.word = lc_odcs_word(t.at);
    for (size_t i = 0; t.word.len && i < sizeof spellings / sizeof spellings[0]; i++) {
        if (lc_str_eq_nocase(t.word, lc_str(spellings[i].word))) {
            t.family = spellings[i].family;
            t.bits = spellings[i].bits;
        }
    }
    if (o->older && lc_str_eq_nocase(t.word, LC_STR("integer"))) {
        t.bits = 32; /* it is another word for int there */
    }
    return t;
}

static struct type type_of(const struct lc_odcs *o, const struct lc_odcs_item *item)
{
    struct type t = word_type(o, item);
    sized(&t, lc_odcs_word(lc_odcs_fact(item, "format")));
    return t;
}

bool lc_odcs_is_size(const struct lc_odcs *o, const struct lc_odcs_item *item)
{
    struct type t = word_type(o, item);
    return sized(&t, lc_odcs_word(lc_odcs_fact(item, "format")));
}

bool lc_odcs_is_integer(const struct lc_odcs *o, const struct lc_odcs_item *item)
{
    return type_of(o, item).family == INTEGER;
}

static enum lc_odcs_relation integers(const struct type *a, const struct type *b, bool moved)
{
    if (a->bits == b->bits && a->is_unsigned == b->is_unsigned) {
        return LC_ODCS_SAME;
    }
    if (!a->bits || !b->bits) { /* one of the specifications has no word for it */
        return moved ? LC_ODCS_SAME : a->bits ? LC_ODCS_WIDER : LC_ODCS_NARROWER;
    }
    if (a->is_unsigned == b->is_unsigned) {
        return a->bits < b->bits ? LC_ODCS_WIDER : LC_ODCS_NARROWER;
    }
    if (a->is_unsigned && a->bits < b->bits) {
        return LC_ODCS_WIDER;
    }
    return b->is_unsigned && b->bits < a->bits ? LC_ODCS_NARROWER : LC_ODCS_DIFFERENT;
}

/* Every value of `a` is one of `b`, though they are of different families. */
static bool holds(const struct type *a, const struct type *b)
{
    bool small = a->family == INTEGER && a->bits && a->bits <= 32;
    if (b->family == ANYTHING) {
        return true;
    }
    if (b->family == NUMBER) {
        return a->family == INTEGER || a->family == REAL;
    }
    return b->family == REAL && b->bits == 64 && small;
}

static enum lc_odcs_relation relate(const struct type *a, const struct type *b, bool moved)
{
    if (a->family == OTHER_WORD || b->family == OTHER_WORD) {
        return lc_str_eq_nocase(a->word, b->word) ? LC_ODCS_SAME : LC_ODCS_UNKNOWN;
    }
    if (a->family != b->family) {
        return holds(a, b) ? LC_ODCS_WIDER : holds(b, a) ? LC_ODCS_NARROWER : LC_ODCS_DIFFERENT;
    }
    if (a->family == INTEGER) {
        return integers(a, b, moved);
    }
    if (a->bits == b->bits) {
        return LC_ODCS_SAME;
    }
    return a->family != REAL   ? LC_ODCS_DIFFERENT
           : a->bits < b->bits ? LC_ODCS_WIDER
                               : LC_ODCS_NARROWER;
}

/* ---- what is said */

/* What is no text stands as it is shown. */
static struct lc_str word_of(struct lc_odcs_walk *w, struct lc_node at)
{
    struct lc_str word = lc_odcs_word(at);
    return word.len ? word : lc_str(lc_odcs_show(w, at));
}

ctr_status lc_odcs_type_said(struct lc_odcs_walk *w, const struct lc_odcs_two *two,
                             const struct lc_odcs_type_kind *kind, enum lc_odcs_relation r,
                             struct lc_node older, struct lc_node newer)
{
    struct lc_odcs_saying s = {
        .rule = kind->different,
        .change = LC_ODCS_OTHER,
        .readers = CTR_LEVEL_BREAKING,
        .writers = CTR_LEVEL_BREAKING,
        .part = two->part,
        .old = older,
        .new = newer,
    };
    const char *more = "";
    if (r == LC_ODCS_WIDER) {
        s.rule = kind->wider;
        s.change = LC_ODCS_WEAKER;
        s.readers = kind->readers;
        more = ", which is wider";
    } else if (r == LC_ODCS_NARROWER) {
        s.rule = kind->narrower;
        s.change = LC_ODCS_STRONGER;
        s.readers = kind->readers;
        more = ", which is narrower";
    } else if (r == LC_ODCS_UNKNOWN) {
        s.rule = kind->unknown;
        s.readers = s.writers = CTR_LEVEL_UNDECIDED;
        more = ", and what that means is not known here; decide";
    }
    struct lc_str from = word_of(w, older);
    struct lc_str to = word_of(w, newer);
    s.arguments = lc_odcs_differs(w, kind->what, older, newer, two->inside);
    s.message = lc_format(w->ctx, "the %s of %s%s changed from %.*s to %.*s%s", kind->what,
                          two->part, two->inside, S(from), S(to), more);
    return s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM;
}

ctr_status lc_odcs_type_once(struct lc_odcs_walk *w, const struct lc_odcs_two *two,
                             struct lc_node older, struct lc_node newer, const char *what,
                             ctr_level level)
{
    struct lc_node at = older.value ? older : newer;
    struct lc_odcs_saying s = {
        .rule = older.value ? LC_RULE_ODCS_TYPE_REMOVED : LC_RULE_ODCS_TYPE_ADDED,
        .change = older.value ? LC_ODCS_WEAKER : LC_ODCS_STRONGER,
        .readers = level,
        .writers = level,
        .part = two->part,
        .old = older,
        .new = newer,
    };
    struct lc_str word = word_of(w, at);
    s.arguments = lc_odcs_differs(w, what, older, newer, two->inside);
    s.message = lc_format(w->ctx, "%s%s %s %s, %.*s", two->part, two->inside,
                          older.value ? "no longer has a" : "has a", what, S(word));
    return s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM;
}

/* Of an object: table, view, topic. `once`: what it weighs where one of them says nothing. */
static ctr_status kind_of_object(struct lc_odcs_walk *w, const struct lc_odcs_two *two,
                                 const char *what, ctr_level once, struct lc_node older,
                                 struct lc_node newer)
{
    struct lc_str from = lc_odcs_word(older);
    struct lc_str to = lc_odcs_word(newer);
    if (lc_str_eq_nocase(from, to) || lc_odcs_is_default(w, two, what, older, newer)) {
        return CTR_OK;
    }
    const char *message =
        !from.len ? lc_format(w->ctx, "%s is said to be '%.*s' now", two->part, S(to))
        : !to.len ? lc_format(w->ctx, "%s is no longer said to be '%.*s'", two->part, S(from))
                  : lc_format(w->ctx, "%s is '%.*s' now, was '%.*s'", two->part, S(to), S(from));
    ctr_level level = from.len && to.len ? CTR_LEVEL_BREAKING : once;
    const struct lc_odcs_saying s = {
        .rule = LC_RULE_ODCS_OBJECT_KIND_CHANGED,
        .change = LC_ODCS_OTHER,
        .readers = level,
        .writers = level,
        .part = two->part,
        .old = older,
        .new = newer,
        .arguments = lc_odcs_differs(w, what, older, newer, two->inside),
        .message = message,
    };
    return s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM;
}

static ctr_status kinds_of_object(struct lc_odcs_walk *w, const struct lc_odcs_two *two)
{
    struct lc_node older = lc_odcs_fact(two->old, w->old->older ? "type" : "physicalType");
    struct lc_node newer = lc_odcs_fact(two->new, w->new->older ? "type" : "physicalType");
    LC_TRY(kind_of_object(w, two, "type", CTR_LEVEL_WARNING, older, newer));
    if (w->old->older != w->new->older) {
        return CTR_OK;
    }
    if (w->old->older) { /* a model may have the types of systems in its configuration, too */
        return lc_odcs_physical(w, two, false);
    }
    /* which is an object, said or not */
    return kind_of_object(w, two, "logicalType", CTR_LEVEL_BREAKING,
                          lc_odcs_fact(two->old, "logicalType"),
                          lc_odcs_fact(two->new, "logicalType"));
}

ctr_status lc_odcs_types(struct lc_odcs_walk *w, const struct lc_odcs_two *two)
{
    static const struct lc_odcs_type_kind kind = {LC_RULE_ODCS_TYPE_WIDENED,
                                                  LC_RULE_ODCS_TYPE_NARROWED,
                                                  LC_RULE_ODCS_TYPE_CHANGED,
                                                  LC_RULE_ODCS_TYPE_UNDECIDED,
                                                  "type",
                                                  CTR_LEVEL_BREAKING};
    if (!two->old->up) {
        return kinds_of_object(w, two);
    }
    struct type a = type_of(w->old, two->old);
    struct type b = type_of(w->new, two->new);
    enum lc_odcs_relation r = LC_ODCS_SAME;
    bool physically = lc_odcs_fact(two->old, "physicalType").value &&
                      lc_odcs_same(lc_odcs_fact(two->old, "physicalType"),
                                   lc_odcs_fact(two->new, "physicalType"));
    if (a.word.len && b.word.len) {
        struct lc_node from = lc_odcs_fact(two->old, "format");
        struct lc_node to = lc_odcs_fact(two->new, "format");
        bool word = lc_str_eq_nocase(a.word, b.word);
        r = word && lc_odcs_is_default(w, two, "format", from, to)
                ? LC_ODCS_SAME
                : relate(&a, &b, w->old->older != w->new->older);
        from = word && from.value ? from : a.at; /* where no size is said the type stands for it */
        to = word && to.value ? to : b.at;
        LC_TRY(r == LC_ODCS_SAME ? CTR_OK : lc_odcs_type_said(w, two, &kind, r, from, to));
    } else if (a.word.len || b.word.len) {
        LC_TRY(lc_odcs_type_once(w, two, a.at, b.at, "type",
                                 physically ? CTR_LEVEL_WARNING : CTR_LEVEL_BREAKING));
    }
    return lc_odcs_physical(w, two, r != LC_ODCS_SAME);
}
