/*
 * What became of a type: the same, wider, narrower, or another one. A wider type holds every value
 * of the narrower as it was; where that depends on what the engine does, it is not told.
 */
#include "spec/sql/sql.h"

enum family {
    NAMED, /* of the schema, of an extension, or not known */
    INT,
    NUMERIC,
    FLOAT,
    CHAR,
    TEXT, /* with or without a limit */
    BINARY,
    BYTES,
    BOOL,
    DATE,
    TIME,
    TIMESTAMP,
    LIST, /* enum(…), set(…) */
    BITS,
    VARBITS,
    ALONE /* a built-in that is only like itself */
};

enum {
    P = 1 << LC_DDL_POSTGRESQL,
    S = 1 << LC_DDL_SQLITE,
    M = 1 << LC_DDL_MYSQL,
    A = 1 << LC_DDL_ANY,
    ALL = 15,
    MAX_PRECISION = 6
};

/* What a name means; `size` is bits, or the most characters (0 = no limit). */
static const struct spelling {
    const char *name;
    uint8_t dialects;
    uint8_t family;
    int64_t size;
} spellings[] = {
    {"tinyint", ALL, INT, 8},
    {"smallint", ALL, INT, 16},
    {"int2", ALL, INT, 16},
    {"smallserial", P | A, INT, 16},
    {"serial2", P | A, INT, 16},
    {"mediumint", M | A | S, INT, 24},
    {"int", ALL, INT, 32},
    {"integer", ALL, INT, 32},
    {"int4", ALL, INT, 32},
    {"serial", P | A, INT, 32},
    {"serial4", P | A, INT, 32},
    {"bigint", ALL, INT, 64},
    {"int8", ALL, INT, 64},
    {"big int", S, INT, 64},
    {"bigserial", P | A, INT, 64},
    {"serial8", P | A, INT, 64},
    {"serial", M, INT, 64},
    {"numeric", ALL, NUMERIC, 0},
    {"decimal", ALL, NUMERIC, 0},
    {"dec", ALL, NUMERIC, 0},
    {"fixed", M, NUMERIC, 0},
    {"real", P, FLOAT, 32},
    {"float4", ALL, FLOAT, 32},
    {"float", M, FLOAT, 32},
    {"float", P, FLOAT, 64},
    {"float8", ALL, FLOAT, 64},
    {"double precision", ALL, FLOAT, 64},
    {"double", M | S | A, FLOAT, 64},
    {"real", M | S, FLOAT, 64},
    {"float", S, FLOAT, 64},
    {"char", ALL, CHAR, 1},
    {"character", ALL, CHAR, 1},
    {"bpchar", P | A, CHAR, 0},
    {"nchar", ALL, CHAR, 1},
    {"varchar", ALL, TEXT, 0},
    {"character varying", ALL, TEXT, 0},
    {"char varying", ALL, TEXT, 0},
    {"nvarchar", ALL, TEXT, 0},
    {"text", P | S | A, TEXT, 0},
    {"clob", S | A, TEXT, 0},
    {"tinytext", M, TEXT, -255},
    {"text", M, TEXT, -65535},
    {"mediumtext", M, TEXT, -16777215},
    {"longtext", M, TEXT, -4294967295},
    {"binary", M | A, BINARY, 1},
    {"varbinary", M | A, BYTES, 0},
    {"bytea", P | A, BYTES, 0},
    {"blob", S | A, BYTES, 0},
    {"tinyblob", M, BYTES, 255},
    {"blob", M, BYTES, 65535},
    {"mediumblob", M, BYTES, 16777215},
    {"longblob", M, BYTES, 4294967295},
    {"boolean", P | S | A, BOOL, 0},
    {"bool", P | S | A, BOOL, 0},
    {"boolean", M, INT, 8},
    {"bool", M, INT, 8},
    {"date", ALL, DATE, 0},
    {"time", ALL, TIME, 0},
    {"timetz", P | A, TIME, 1},
    {"timestamp", ALL, TIMESTAMP, 0},
    {"timestamptz", P | A, TIMESTAMP, 1},
    {"datetime", M, TIMESTAMP, 2},
    {"enum", M, LIST, 0},
    {"set", M, LIST, 1},
    {"bit", P | A, BITS, 1},
    {"bit", M, VARBITS, 1}, /* a number: a longer one holds it */
    {"bit varying", P | A, VARBITS, 0},
    {"varbit", P | A, VARBITS, 0},
    {"uuid", P | A, ALONE, 0},
    {"json", ALL, ALONE, 0},
    {"jsonb", P | A, ALONE, 0},
    {"xml", P | A, ALONE, 0},
    {"inet", P | A, ALONE, 0},
    {"cidr", P | A, ALONE, 0},
    {"macaddr", P | A, ALONE, 0},
    {"interval", P | A, ALONE, 0},
    {"money", P | A, ALONE, 0},
    {"tsvector", P | A, ALONE, 0},
    {"tsquery", P | A, ALONE, 0},
    {"point", P | M | A, ALONE, 0},
    {"oid", P | A, ALONE, 0},
    {"year", M, ALONE, 0},
    {"datetime", S | A, ALONE, 0},
    {"name", P | A, ALONE, 0},
};

struct meaning {
    enum family family;
    const char *name;
    int64_t size; /* bits; characters or bytes at most, -1 = no limit; variant */
    int64_t scale;
    bool by_bytes;
    bool is_unsigned;
    bool zone;
};

static const struct spelling *spelled(enum lc_sql_dialect dialect, const char *name)
{
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
        const struct spelling *s = &spellings[i];
        if ((s->dialects & (1 << dialect)) && strcmp(s->name, name) == 0) {
            return s;
        }
    }
    return NULL;
}

/* MySQL takes the smallest text or blob that holds so many characters or bytes. */
static int64_t smallest(int64_t characters, int64_t bytes)
{
    static const int64_t sizes[] = {255, 65535, 16777215};
    for (size_t i = 0; i < 3; i++) {
        if (characters <= sizes[i] / bytes) {
            return sizes[i];
        }
    }
    return 4294967295;
}

static struct meaning mean(enum lc_sql_dialect dialect, const struct lc_sql_type *t)
{
    const struct spelling *s = t->name ? spelled(dialect, t->name) : NULL;
    struct meaning m = {NAMED, t->name ? t->name : "", 0, 0, false, t->is_unsigned, t->with_zone};
    if (!s) {
        return m;
    }
    m.family = (enum family)s->family;
    m.size = s->size;
    switch (m.family) {
    case NUMERIC: /* MySQL's has ten digits where none are said */
        m.size = t->args ? t->arg[0] : dialect == LC_DDL_MYSQL ? 10 : -1;
        m.scale = t->args > 1 ? t->arg[1] : 0;
        break;
    case FLOAT: /* float(n) is one of the two */
        m.size = t->args == 1 && strcmp(t->name, "float") == 0 ? t->arg[0] < 25 ? 32 : 64 : s->size;
        break;
    case CHAR:
    case BINARY:
    case BITS:
        m.size = t->args ? t->arg[0] : s->size ? s->size : -1;
        break;
    case TEXT:
    case BYTES:
    case VARBITS:
        m.by_bytes = s->size < 0;
        m.size = s->size < 0 && t->args   ? smallest(t->arg[0], 4)
                 : s->size > 1 && t->args ? smallest(t->arg[0], 1) /* a blob */
                 : s->size < 0            ? -s->size
                 : t->args                ? t->arg[0]
                 : s->size                ? s->size
                                          : -1;
        break;
    case TIME:
    case TIMESTAMP: /* PostgreSQL keeps six digits of a second where none are said, MySQL none */
        m.zone = t->with_zone || s->size == 1;
        m.scale = s->size == 2;
        m.size = t->args ? t->arg[0] : dialect == LC_DDL_MYSQL ? 0 : MAX_PRECISION;
        break;
    case NAMED:
    case INT:
    case BOOL:
    case DATE:
    case LIST:
    case ALONE:
        break;
    }
    return m;
}

static enum lc_sql_relation by_size(int64_t older, int64_t newer)
{
    if (older == newer) {
        return LC_DDL_SAME;
    }
    bool wider = newer < 0 || (older >= 0 && older < newer);
    return wider ? LC_DDL_WIDER : LC_DDL_NARROWER;
}

static bool holds_ints(const struct meaning *outer, const struct meaning *inner)
{
    if (outer->is_unsigned == inner->is_unsigned) {
        return outer->size >= inner->size;
    }
    return inner->is_unsigned && outer->size > inner->size;
}

static enum lc_sql_relation ints(const struct meaning *a, const struct meaning *b)
{
    bool wider = holds_ints(b, a);
    bool narrower = holds_ints(a, b);
    return wider && narrower ? LC_DDL_SAME
           : wider           ? LC_DDL_WIDER
           : narrower        ? LC_DDL_NARROWER
                             : LC_DDL_DIFFERENT;
}

static enum lc_sql_relation numerics(const struct meaning *a, const struct meaning *b)
{
    if (a->size == b->size && a->scale == b->scale) {
        return a->is_unsigned == b->is_unsigned ? LC_DDL_SAME
               : a->is_unsigned                 ? LC_DDL_WIDER
                                                : LC_DDL_NARROWER;
    }
    if (a->is_unsigned != b->is_unsigned) {
        return LC_DDL_DIFFERENT;
    }
    if (a->size < 0 || b->size < 0) {
        return b->size < 0 ? LC_DDL_WIDER : LC_DDL_NARROWER;
    }
    if (a->scale == b->scale) {
        return by_size(a->size, b->size);
    }
    return LC_DDL_DIFFERENT;
}

/* A limit of characters against one of bytes: four bytes a character at most. */
static enum lc_sql_relation texts(const struct meaning *a, const struct meaning *b)
{
    enum { WIDEST = 4 };
    if (a->by_bytes == b->by_bytes) {
        return by_size(a->size, b->size);
    }
    const struct meaning *bytes = a->by_bytes ? a : b;
    const struct meaning *chars = a->by_bytes ? b : a;
    if (chars->size < 0 || bytes->size < chars->size) {
        return a->by_bytes ? LC_DDL_WIDER : LC_DDL_NARROWER;
    }
    if (chars->size <= bytes->size / WIDEST) {
        return a->by_bytes ? LC_DDL_NARROWER : LC_DDL_WIDER;
    }
    return LC_DDL_UNKNOWN;
}

/* Types of one name of which no rule tells what their arguments do. */
static enum lc_sql_relation otherwise(const struct lc_sql_type *a, const struct lc_sql_type *b)
{
    bool same = a->args == b->args && memcmp(a->arg, b->arg, sizeof a->arg) == 0 &&
                a->is_unsigned == b->is_unsigned && a->with_zone == b->with_zone;
    return same ? LC_DDL_SAME : LC_DDL_UNKNOWN;
}

/* What was kept in fewer bits reads as another number in more: 1.1 as 1.10000002384186. */
static enum lc_sql_relation floats(const struct meaning *a, const struct meaning *b,
                                   enum lc_sql_dialect dialect)
{
    enum lc_sql_relation r = by_size(a->size, b->size);
    return dialect == LC_DDL_SQLITE || r == LC_DDL_SAME ? r
           : r == LC_DDL_WIDER                          ? LC_DDL_UNKNOWN
                                                        : LC_DDL_PADDED;
}

static enum lc_sql_relation within(const struct meaning *a, const struct meaning *b,
                                   enum lc_sql_dialect dialect, const struct lc_sql_type *older,
                                   const struct lc_sql_type *newer)
{
    switch (a->family) {
    case NAMED:
    case ALONE: /* of one name and other arguments, or the spellings would be the same */
        return strcmp(a->name, b->name) == 0 ? otherwise(older, newer)
               : a->family == NAMED          ? LC_DDL_UNKNOWN
                                             : LC_DDL_DIFFERENT;
    case INT:
        return ints(a, b);
    case NUMERIC:
        return numerics(a, b);
    case FLOAT: /* MySQL: float(M,D) rounds, and UNSIGNED refuses */
        if (dialect == LC_DDL_MYSQL &&
            (older->args > 1 || newer->args > 1 || older->is_unsigned != newer->is_unsigned)) {
            return otherwise(older, newer);
        }
        return floats(a, b, dialect);
    case CHAR: /* what is shorter than the column is padded, and reads otherwise in a longer one */
    case BINARY:
        return a->size == b->size                             ? LC_DDL_SAME
               : dialect == LC_DDL_MYSQL && a->family == CHAR ? by_size(a->size, b->size)
               : by_size(a->size, b->size) == LC_DDL_NARROWER ? LC_DDL_PADDED
                                                              : LC_DDL_UNKNOWN;
    case TEXT:
        return texts(a, b);
    case BYTES:
    case VARBITS:
        return by_size(a->size, b->size);
    case TIME:
    case TIMESTAMP:
        return a->zone != b->zone || a->scale != b->scale ? LC_DDL_DIFFERENT
                                                          : by_size(a->size, b->size);
    case BITS:
        return a->size == b->size ? LC_DDL_SAME : LC_DDL_DIFFERENT;
    case LIST:
        return a->size == b->size ? LC_DDL_SAME : LC_DDL_DIFFERENT;
    case BOOL:
    case DATE:
        break;
    }
    return LC_DDL_SAME;
}

static bool contains(const char *text, const char *word)
{
    return text && strstr(text, word);
}

/* SQLite's rule for a column, by what stands in the name of its type. */
static char affinity(const struct lc_sql_type *t)
{
    const char *n = t->name;
    if (contains(n, "int")) {
        return 'i';
    }
    if (contains(n, "char") || contains(n, "clob") || contains(n, "text")) {
        return 't';
    }
    if (!n || contains(n, "blob")) {
        return 'b';
    }
    return contains(n, "real") || contains(n, "floa") || contains(n, "doub") ? 'r' : 'n';
}

static bool same_spelling(const struct lc_sql_type *a, const struct lc_sql_type *b)
{
    bool named = a->name && b->name ? strcmp(a->name, b->name) == 0 : a->name == b->name;
    return named && a->args == b->args && a->dims == b->dims &&
           memcmp(a->arg, b->arg, sizeof a->arg) == 0 && a->is_unsigned == b->is_unsigned &&
           a->with_zone == b->with_zone;
}

enum lc_sql_relation lc_sql_relate(enum lc_sql_dialect dialect, const struct lc_sql_type *older,
                                   const struct lc_sql_type *newer)
{
    if (same_spelling(older, newer)) {
        return LC_DDL_SAME;
    }
    struct meaning a = mean(dialect, older);
    struct meaning b = mean(dialect, newer);
    enum lc_sql_relation r = LC_DDL_DIFFERENT;
    if ((older->dims > 0) != (newer->dims > 0)) { /* PostgreSQL does not tell [] from [][] */
        return LC_DDL_DIFFERENT;
    }
    if (a.family == b.family) {
        r = within(&a, &b, dialect, older, newer);
    } else if (a.family == NAMED || b.family == NAMED) {
        r = LC_DDL_UNKNOWN;
    } else if ((a.family == CHAR && b.family == TEXT) || (a.family == TEXT && b.family == CHAR)) {
        r = b.size < 0 || (a.size >= 0 && a.size <= b.size) ? LC_DDL_UNKNOWN : LC_DDL_PADDED;
    } else if (a.family == BITS && b.family == VARBITS) {
        r = b.size < 0 || a.size <= b.size ? LC_DDL_WIDER : LC_DDL_DIFFERENT;
    }
    if (dialect != LC_DDL_SQLITE || r == LC_DDL_SAME) {
        return r;
    }
    if (affinity(older) != affinity(newer)) {
        return LC_DDL_DIFFERENT;
    }
    return r == LC_DDL_DIFFERENT || r == LC_DDL_UNKNOWN || r == LC_DDL_PADDED ? LC_DDL_UNKNOWN
                                                                              : LC_DDL_RESPELLED;
}

struct lc_sql_keeping lc_sql_keeping_of(enum lc_sql_dialect dialect, const struct lc_sql_type *type)
{
    struct lc_sql_keeping k = {.digits = -1, .scale = -1, .length = -1};
    struct meaning m = mean(dialect, type);
    char kind = dialect == LC_DDL_SQLITE ? affinity(type) : '-';
    if (type->dims) {
        return k;
    }
    if (kind != '-') { /* SQLite keeps what it gets, as a number or a text where it is one */
        k.numbers = kind != 't';
        k.strings = kind == 't' || kind == 'b';
        k.text = kind == 't';
        return k;
    }
    k.is_unsigned = m.is_unsigned;
    switch (m.family) {
    case INT:
        k.numbers = true;
        k.digits = m.size < 16 ? 2 : m.size < 24 ? 4 : m.size < 32 ? 6 : m.size < 64 ? 9 : 18;
        k.scale = 0;
        k.bits = m.size;
        break;
    case NUMERIC:
        k.numbers = k.exact = m.scale >= 0;
        k.digits = m.size < 0 ? -1 : m.size - m.scale;
        k.scale = m.size < 0 ? -1 : m.scale;
        break;
    case FLOAT: /* integers are exact */
        k.numbers = type->args < 2;
        k.digits = m.size > 32 ? 15 : 6;
        k.scale = 0;
        break;
    case CHAR:
    case TEXT:
        k.strings = k.text = true;
        k.length = m.by_bytes ? m.size / 4 : m.size;
        k.by_bytes = m.by_bytes;
        break;
    case LIST:
        k.strings = m.size == 0;
        break;
    case NAMED:
    case BINARY:
    case BYTES:
    case BOOL:
    case DATE:
    case TIME:
    case TIMESTAMP:
    case BITS:
    case VARBITS:
    case ALONE:
        break;
    }
    return k;
}
