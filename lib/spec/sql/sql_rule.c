/*
 * Constraints and indexes of a table under construction: adding, dropping, and what they are
 * called, also where nobody called them anything.
 */
#include "spec/sql/sql.h"

const char *lc_sql_bare(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

/* How many rules have a name, or had it. */
struct called {
    size_t rules;
};

static ctr_status remember(struct lc_sql_schema *s, struct lc_sql_thing *t, const char *name)
{
    struct called *called = name ? lc_map_get(&t->called, lc_str(name)) : NULL;
    if (called) {
        return CTR_OK;
    }
    called = name ? lc_new(s->ctx, 1, sizeof *called) : NULL;
    if (!called) {
        return CTR_E_NOMEM;
    }
    *called = (struct called){0};
    return lc_map_set(s->ctx, &t->called, lc_str(name), called);
}

/* A rule has the names that it has, or no longer. */
static void count(const struct lc_sql_thing *t, const struct lc_sql_rule *r, bool more)
{
    const char *names[] = {r->name, r->made};
    for (size_t i = 0; i < 2; i++) {
        struct called *called = names[i] ? lc_map_get(&t->called, lc_str(names[i])) : NULL;
        if (called) {
            called->rules = more ? called->rules + 1 : called->rules - (called->rules > 0);
        }
    }
}

/* By its name, or by the one that was made for it. */
static long find(const struct lc_sql_thing *t, const char *name, int kinds, bool made)
{
    const struct called *called = kinds ? lc_map_get(&t->called, lc_str(name)) : NULL;
    if (!called || !called->rules) {
        return -1;
    }
    for (size_t i = 0; i < t->rule_count; i++) {
        const struct lc_sql_rule *r = t->rules[i];
        const char *is = made ? r->made : r->name;
        if ((kinds & 1 << r->kind) && is && strcmp(is, name) == 0) {
            return (long)i;
        }
    }
    return -1;
}

long lc_sql_find_rule(const struct lc_sql_thing *t, const char *name, int kinds)
{
    return find(t, name, kinds, false);
}

/* In place of a table: several had an index of the name. */
static const char several[] = "";

static struct lc_sql_thing *table_with(struct lc_sql_schema *s, void *mark, const char *name,
                                       long *at)
{
    struct lc_sql_thing *t = mark == several ? NULL : mark;
    bool there = t && lc_sql_find(s, t->name) == t;
    *at = there ? lc_sql_find_rule(t, name, LC_DDL_KEYS) : -1;
    return *at >= 0 ? t : NULL;
}

struct lc_sql_thing *lc_sql_find_index(struct lc_sql_schema *s, const char *name, long *at)
{
    return table_with(s, lc_map_get(&s->indexes, lc_str(name)), name, at);
}

static ctr_status remember_index(struct lc_sql_schema *s, struct lc_sql_thing *t,
                                 const struct lc_sql_rule *r)
{
    long at;
    void *mark = lc_map_get(&s->indexes, lc_str(r->name));
    bool another = mark == several || (mark != t && table_with(s, mark, r->name, &at));
    if (!(LC_DDL_KEYS & 1 << r->kind)) {
        return CTR_OK;
    }
    return lc_map_set(s->ctx, &s->indexes, lc_str(r->name),
                      another ? (void *)(uintptr_t)several : t);
}

/* ---- names that PostgreSQL makes: table_columns_suffix ---- */

static bool is_made_of(const struct lc_sql_rule *r, const char *rest)
{
    static const char *const suffixes[] = {"pkey", "key", "fkey", "check", "excl", "idx"};
    const char *suffix = suffixes[r->kind];
    if (r->kind == LC_DDL_PRIMARY) {
        return strcmp(rest, suffix) == 0;
    }
    for (uint32_t i = 0; i < r->count; i++) {
        size_t n = strlen(r->columns[i]);
        if (strncmp(rest, r->columns[i], n) != 0 || rest[n] != '_') {
            return false;
        }
        rest += n + 1;
    }
    if (r->kind == LC_DDL_CHECK) { /* of which column is not known */
        size_t n = strlen(rest);
        return n >= 5 && (strcmp(rest + n - 5, suffix) == 0 || strncmp(rest, suffix, 5) == 0);
    }
    return strcmp(rest, suffix) == 0;
}

/* The column stands in the condition. */
static bool check_fits(const struct lc_sql_rule *r, const char *rest)
{
    size_t n = strlen(rest);
    return r->kind != LC_DDL_CHECK || n < 7 || lc_sql_has_name(r->text, lc_str_n(rest, n - 6));
}

static long pg_unnamed(const struct lc_sql_thing *t, const char *table, const char *name, int kinds)
{
    size_t n = strlen(lc_sql_bare(table));
    if (strncmp(name, lc_sql_bare(table), n) != 0 || name[n] != '_') {
        return -1;
    }
    for (size_t i = 0; i < t->rule_count; i++) {
        const struct lc_sql_rule *r = t->rules[i];
        if (!r->name && (kinds & 1 << r->kind) && is_made_of(r, name + n + 1) &&
            check_fits(r, name + n + 1)) {
            return (long)i;
        }
    }
    return -1;
}

/* ---- names that MySQL makes: of a key as its first column, of others with a number ---- */

static bool is_there(const struct lc_sql_thing *t, const char *name, int kinds)
{
    return lc_sql_find_rule(t, name, kinds) >= 0 || find(t, name, kinds, true) >= 0;
}

/* The highest number in names that were made, or that a dump spells out. */
static uint32_t highest(const struct lc_sql_thing *t, enum lc_sql_rule_kind kind)
{
    const char *infix = kind == LC_DDL_CHECK ? "_chk_" : "_ibfk_";
    const char *table = lc_sql_bare(t->name);
    uint32_t most = 0;
    for (size_t i = 0; i < t->rule_count; i++) {
        const struct lc_sql_rule *r = t->rules[i];
        uint32_t number = r->number;
        if (r->kind != kind) {
            continue;
        }
        if (r->name && strncmp(r->name, table, strlen(table)) == 0) {
            const char *rest = r->name + strlen(table);
            bool made = strncmp(rest, infix, strlen(infix)) == 0;
            for (rest += made ? strlen(infix) : strlen(rest); *rest >= '0' && *rest <= '9';
                 rest++) {
                number = number < 100000 ? number * 10 + (uint32_t)(*rest - '0') : number;
            }
        }
        most = number > most ? number : most;
    }
    return most;
}

static ctr_status number(struct lc_sql_schema *s, struct lc_sql_thing *t, struct lc_sql_rule *rule)
{
    const char *name =
        lc_format(s->ctx, "%s_%s_%u", lc_sql_bare(t->name),
                  rule->kind == LC_DDL_CHECK ? "chk" : "ibfk", (unsigned)rule->number);
    rule->made = name ? lc_lower(s->ctx, name) : NULL;
    return remember(s, t, rule->made);
}

/* Before the rule is added. */
static ctr_status make_name(struct lc_sql_schema *s, struct lc_sql_thing *t,
                            struct lc_sql_rule *rule)
{
    if (rule->kind == LC_DDL_PRIMARY) {
        rule->made = "primary";
        return remember(s, t, rule->made);
    }
    LC_TRY(lc_spend(s->ctx, t->rule_count));
    if (!(LC_DDL_KEYS & 1 << rule->kind)) {
        rule->number = highest(t, rule->kind) + 1;
        return number(s, t, rule);
    }
    const char *column = rule->count ? rule->columns[0] : "";
    size_t n = strcspn(column, " (");
    const char *base = column[n] == '(' || (column[n] && column[n + 1] != '(')
                           ? "functional_index"
                           : lc_dup(s->ctx, lc_str_n(column, n));
    rule->made = base; /* a table has at most 64 */
    for (unsigned i = 2; i < 66 && rule->made && is_there(t, rule->made, LC_DDL_KEYS); i++) {
        LC_TRY(lc_spend(s->ctx, t->rule_count));
        rule->made = lc_format(s->ctx, "%s_%u", base, i);
    }
    return remember(s, t, rule->made);
}

ctr_status lc_sql_recall_rules(struct lc_sql_schema *s, struct lc_sql_thing *t)
{
    LC_TRY(lc_spend(s->ctx, t->rule_count));
    for (size_t i = 0; i < t->rule_count; i++) {
        if (t->rules[i]->number) {
            count(t, t->rules[i], false);
            LC_TRY(number(s, t, t->rules[i]));
            count(t, t->rules[i], true);
        }
    }
    return CTR_OK;
}

bool lc_sql_may_be_index(const struct lc_sql_schema *s, const struct lc_sql_thing *t,
                         const char *name)
{
    return s->dialect == LC_DDL_MYSQL && lc_map_get(&t->called, lc_str(name));
}

/* ---- all of them ---- */

long lc_sql_find_called(struct lc_sql_schema *s, const struct lc_sql_thing *t, const char *name,
                        int kinds)
{
    long at = lc_sql_find_rule(t, name, kinds);
    if (at >= 0 || s->dialect == LC_DDL_MYSQL) {
        return at >= 0 ? at : find(t, name, kinds, true);
    }
    at = pg_unnamed(t, t->name, name, kinds);
    for (const struct lc_sql_was *w = t->was; at < 0 && w; w = w->next) {
        at = pg_unnamed(t, w->name, name, kinds);
    }
    return at;
}

/* Kinds that may not have the name of one of this kind. Keys are indexes everywhere; SQLite does
 * not look at names of constraints. */
static int rivals(enum lc_sql_dialect dialect, enum lc_sql_rule_kind kind)
{
    int own = LC_DDL_KEYS & 1 << kind ? LC_DDL_KEYS : 1 << kind;
    if (own == LC_DDL_KEYS) {
        return own;
    }
    return dialect == LC_DDL_SQLITE       ? 0
           : dialect == LC_DDL_POSTGRESQL ? LC_DDL_FOREIGNS | LC_DDL_CHECKS
                                          : own;
}

/* A check of an heir that says again what it inherits. */
static bool is_inherited(const struct lc_sql_rule *there, const struct lc_sql_rule *rule)
{
    return there->kind == LC_DDL_CHECK && rule->kind == LC_DDL_CHECK &&
           strcmp(there->text, rule->text) == 0;
}

/* Columns that it refers to are there where their table is. SQLite looks only when it writes, and
 * MySQL never where it forgets them. */
static ctr_status check_target(struct lc_sql_schema *s, const struct lc_sql_thing *t,
                               const struct lc_sql_rule *rule)
{
    struct lc_sql_thing *parent = rule->target ? lc_sql_find(s, rule->target) : NULL;
    struct lc_sql_column *column;
    bool known =
        parent && parent != t && parent->kind == LC_DDL_TABLE && !parent->opaque && !rule->loose;
    for (uint32_t i = 0; known && s->dialect != LC_DDL_SQLITE && i < rule->target_count; i++) {
        LC_TRY(lc_sql_column_must(s, parent, rule->target_columns[i], rule->node, &column));
    }
    return CTR_OK;
}

ctr_status lc_sql_add_rule(struct lc_sql_schema *s, struct lc_sql_thing *t,
                           const struct lc_sql_rule *rule)
{
    LC_TRY(rule->kind == LC_DDL_FOREIGN ? check_target(s, t, rule) : CTR_OK);
    struct lc_sql_rule *r = lc_new(s->ctx, 1, sizeof *r);
    if (!r) {
        return CTR_E_NOMEM;
    }
    long same = rule->name ? lc_sql_find_rule(t, rule->name, rivals(s->dialect, rule->kind)) : -1;
    if (same >= 0 && t->inherits && is_inherited(t->rules[same], rule)) {
        return CTR_OK;
    }
    if (same >= 0) {
        return lc_sql_fail(s, rule->node,
                           "'%s' has a constraint or an index '%s' already, of line %lld; expected "
                           "another name",
                           t->name, rule->name, (long long)lc_sql_line(s, t->rules[same]->node));
    }
    *r = *rule;
    r->made = NULL;
    r->number = 0;
    if (s->dialect == LC_DDL_MYSQL && (!r->name || r->kind == LC_DDL_PRIMARY)) {
        LC_TRY(make_name(s, t, r));
    }
    if (s->dialect == LC_DDL_MYSQL && r->kind == LC_DDL_FOREIGN && r->count) {
        LC_TRY(remember(s, t, r->columns[0])); /* its index may be called so */
    }
    if (r->name) {
        LC_TRY(remember(s, t, r->name));
        LC_TRY(remember_index(s, t, r));
    }
    struct lc_sql_rule **more = lc_grow(s->ctx, t->rules, t->rule_count, &t->rule_room, sizeof r);
    if (!more) {
        return CTR_E_NOMEM;
    }
    t->rules = more;
    t->rules[t->rule_count++] = r;
    count(t, r, true);
    return CTR_OK;
}

void lc_sql_drop_rule(struct lc_sql_thing *t, size_t i)
{
    count(t, t->rules[i], false);
    memmove(t->rules + i, t->rules + i + 1, (t->rule_count - i - 1) * sizeof *t->rules);
    t->rule_count--;
}

ctr_status lc_sql_rename_rule(struct lc_sql_schema *s, struct lc_sql_thing *t, size_t index,
                              const char *name, const struct lc_value *node)
{
    struct lc_sql_rule *r = t->rules[index];
    count(t, r, false);
    r->name = name;
    r->made = r->kind == LC_DDL_PRIMARY ? r->made : NULL;
    r->number = 0;
    r->node = node;
    LC_TRY(remember(s, t, name));
    count(t, r, true);
    return remember_index(s, t, r);
}
