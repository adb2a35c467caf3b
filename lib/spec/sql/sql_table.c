/* CREATE TABLE. */
#include "spec/sql/sql.h"

/* What comes along with columns and their types. */
struct brought {
    bool defaults;
    bool identity;
    bool generated;
    bool indexes; /* and keys */
    bool checks;
    bool inherited; /* of a parent, which stays one */
};

static const struct brought everything = {true, true, true, true, true, false};

/* A column that the heir has, too, is all that the parent's is, and keeps a default of its own. */
static void merge(struct lc_sql_column *own, const struct lc_sql_column *col)
{
    bool filled = own->fallback || own->generated || own->identity;
    own->parents++;
    own->not_null = own->not_null || col->not_null;
    if (!filled) {
        own->fallback = col->fallback;
        own->generated = col->generated;
        own->identity = col->serial ? col->identity : LC_DDL_NO_IDENTITY;
        own->serial = col->serial;
        own->sequence = col->sequence;
    }
}

static ctr_status copy_columns(struct lc_sql_schema *s, struct lc_sql_thing *to,
                               const struct lc_sql_thing *from, const struct brought *with,
                               const struct lc_value *node)
{
    for (size_t i = 0; i < from->count; i++) {
        struct lc_sql_column *there = lc_sql_find_column(to, from->columns[i]->name);
        struct lc_sql_column *col = there ? there : lc_new(s->ctx, 1, sizeof *col);
        if (!col) {
            return CTR_E_NOMEM;
        }
        if (there && with->inherited) {
            merge(there, from->columns[i]);
        }
        if (there) {
            continue;
        }
        *col = *from->columns[i];
        col->brought = with->inherited;
        col->parents = with->inherited;
        col->node = node ? node : col->node;
        col->was = NULL;
        col->fallback = with->defaults ? col->fallback : NULL;
        bool counts = col->serial ? with->defaults : with->identity;
        col->identity = counts ? col->identity : LC_DDL_NO_IDENTITY;
        col->generated = with->generated ? col->generated : NULL;
        LC_TRY(lc_sql_add_column(s, to, col));
    }
    to->opaque = to->opaque || from->opaque;
    return CTR_OK;
}

static ctr_status copy_rules(struct lc_sql_schema *s, struct lc_sql_thing *to,
                             const struct lc_sql_thing *from, const struct brought *with)
{
    for (size_t i = 0; i < from->rule_count; i++) {
        int kind = 1 << from->rules[i]->kind;
        bool comes =
            (with->indexes && (kind & LC_DDL_KEYS)) || (with->checks && kind == LC_DDL_CHECKS);
        struct lc_sql_rule copy = *from->rules[i];
        comes = comes && !(with->inherited && copy.alone);
        copy.brought = with->inherited;
        if (s->dialect == LC_DDL_POSTGRESQL && (kind & LC_DDL_KEYS)) {
            copy.name = NULL; /* made anew, of the table's */
        }
        if (comes && copy.count) { /* a column may be renamed in one of them alone */
            copy.columns = lc_new(s->ctx, copy.count, sizeof *copy.columns);
            if (!copy.columns) {
                return CTR_E_NOMEM;
            }
            memcpy(copy.columns, from->rules[i]->columns, copy.count * sizeof *copy.columns);
        }
        LC_TRY(comes ? lc_sql_add_rule(s, to, &copy) : CTR_OK);
    }
    return CTR_OK;
}

/* [INCLUDING | EXCLUDING what]… of PostgreSQL; not null comes along always. */
static struct brought including(struct lc_sql_cursor *c)
{
    struct brought with = {0};
    while (lc_sql_is(c, "including") || lc_sql_is(c, "excluding")) {
        bool in = lc_sql_take(c, "including");
        c->i += !in;
        bool all = lc_sql_is(c, "all");
        with.defaults = all || lc_sql_is(c, "defaults") ? in : with.defaults;
        with.identity = all || lc_sql_is(c, "identity") ? in : with.identity;
        with.generated = all || lc_sql_is(c, "generated") ? in : with.generated;
        with.indexes = all || lc_sql_is(c, "indexes") ? in : with.indexes;
        with.checks = all || lc_sql_is(c, "constraints") ? in : with.checks;
        c->i++;
    }
    return with;
}

/* Of MySQL's LIKE: the engine, the character set, the partitions. */
static ctr_status copy_options(struct lc_sql_schema *s, struct lc_sql_thing *to,
                               const struct lc_sql_thing *from)
{
    memcpy(to->option, from->option, sizeof to->option);
    to->options = from->options;
    to->comment = from->comment;
    to->partition = from->partition;
    for (size_t i = 0; i < from->partition_count; i++) {
        const struct lc_sql_partition *p = &from->partitions[i];
        LC_TRY(p->gone ? CTR_OK : lc_sql_add_partition(s, to, p->name, p->bounds));
    }
    return lc_spend(s->ctx, 1 + from->partition_count);
}

/* LIKE other; `whole`: of MySQL, with all but references. */
static ctr_status like(struct lc_sql_cursor *c, struct lc_sql_thing *t, bool whole)
{
    struct lc_sql_thing *from;
    const struct lc_value *node;
    LC_TRY(lc_sql_find_next(c, true, "table", &from, &node));
    const struct brought with = whole ? everything : including(c);
    LC_TRY(copy_columns(c->s, t, from, &with, node));
    LC_TRY(whole ? copy_options(c->s, t, from) : CTR_OK);
    return copy_rules(c->s, t, from, &with);
}

/* What of the list between the brackets is read: keys may be of columns that are inherited, or that
 * are named behind them, and then wait for them. A check that is inherited, too, is one's own as
 * well, and comes first. */
enum pass { ALL, ALL_BUT_KEYS, KEYS };

static bool is_key(struct lc_sql_cursor *c)
{
    const uint32_t at = c->i;
    bool constraint = lc_sql_is_constraint(c);
    if (lc_sql_take(c, "constraint")) {
        lc_sql_skip(c); /* its name */
    }
    bool check = lc_sql_is(c, "check");
    c->i = at;
    return constraint && !check;
}

static ctr_status element(struct lc_sql_cursor *c, struct lc_sql_thing *t, enum pass pass)
{
    struct lc_sql_column *col;
    if (pass != ALL && is_key(c) != (pass == KEYS)) {
        lc_sql_skip_item(c);
        return CTR_OK;
    }
    if (c->s->dialect != LC_DDL_SQLITE && lc_sql_take(c, "like")) { /* there it is a name */
        return like(c, t, false);
    }
    if (lc_sql_is_constraint(c)) {
        return lc_sql_read_constraint(c, t);
    }
    col = lc_new(c->s->ctx, 1, sizeof *col);
    if (!col) {
        return CTR_E_NOMEM;
    }
    *col = (struct lc_sql_column){0};
    LC_TRY(lc_sql_column_name(c, &col->name, &col->node));
    struct lc_sql_column *inherited = lc_sql_find_column(t, col->name);
    if (inherited && t->inherits) { /* a partition may say more of a column */
        lc_sql_take2(c, "with", "options");
        bool typed = !lc_sql_item_done(c) && c->at[c->i].kind == LC_DDL_WORD &&
                     !lc_sql_is(c, "default") && !lc_sql_is(c, "not") &&
                     !lc_sql_is(c, "constraint") && !lc_sql_is(c, "check") &&
                     !lc_sql_is(c, "primary") && !lc_sql_is(c, "unique");
        return typed ? lc_sql_read_column(c, t, inherited)
                     : lc_sql_read_constraints(c, t, inherited);
    }
    LC_TRY(lc_sql_add_column(c->s, t, col));
    return lc_sql_read_column(c, t, col);
}

static ctr_status elements(struct lc_sql_cursor *c, struct lc_sql_thing *t, enum pass pass)
{
    LC_TRY(lc_sql_want(c, "("));
    if (lc_sql_take(c, ")")) {
        return CTR_OK;
    }
    do {
        LC_TRY(lc_poll(c->s->ctx));
        LC_TRY(element(c, t, pass));
        /* SQLite wants no comma between constraints */
    } while (lc_sql_take(c, ",") || (c->s->dialect == LC_DDL_SQLITE && lc_sql_is_constraint(c)));
    if (!lc_sql_is(c, ")")) {
        return lc_sql_unexpected(c, "',' or ')'");
    }
    c->i++;
    return CTR_OK;
}

/* Columns with all they are, and checks; no keys, which a dump says again. */
static ctr_status inherit(struct lc_sql_schema *s, struct lc_sql_thing *t,
                          struct lc_sql_thing *parent, const struct lc_value *node)
{
    static const struct brought columns = {true, true, true, false, false, true};
    static const struct brought checks = {.checks = true, .inherited = true};
    LC_TRY(lc_sql_add_heir(s, parent, t));
    LC_TRY(copy_columns(s, t, parent, &columns, node));
    return copy_rules(s, t, parent, &checks);
}

/* PARTITION OF parent … */
static ctr_status partition_of(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    struct lc_sql_thing *parent;
    const struct lc_value *node;
    LC_TRY(lc_sql_find_next(c, true, "table", &parent, &node));
    LC_TRY(inherit(c->s, t, parent, node));
    t->whole = parent;
    if (lc_sql_is(c, "(")) {
        LC_TRY(elements(c, t, ALL));
    }
    uint32_t from = (lc_sql_peek(c), c->i);
    if (lc_sql_take(c, "for")) {
        LC_TRY(lc_sql_want(c, "values"));
        while (!lc_sql_done(c) && !lc_sql_is2(c, "partition", "by")) {
            lc_sql_skip(c);
        }
    } else {
        lc_sql_take(c, "default");
    }
    return lc_sql_add_partition(c->s, parent, t->name, lc_sql_text(c, from, c->i));
}

static ctr_status inherits(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    LC_TRY(lc_sql_want(c, "("));
    do {
        struct lc_sql_thing *parent;
        const struct lc_value *node;
        LC_TRY(lc_sql_find_next(c, true, "table", &parent, &node));
        LC_TRY(inherit(c->s, t, parent, node));
    } while (lc_sql_take(c, ","));
    return lc_sql_want(c, ")");
}

/* True if a column is named behind a key. SQLite takes none there, and wants no commas. */
static ctr_status key_before_column(struct lc_sql_cursor at, bool *out)
{
    bool key = false;
    *out = false;
    lc_sql_take(&at, "(");
    while (at.s->dialect != LC_DDL_SQLITE && !*out && !lc_sql_done(&at) && !lc_sql_is(&at, ")")) {
        bool own = is_key(&at);
        *out = key && !own && !lc_sql_is_constraint(&at);
        key = key || own;
        LC_TRY(lc_poll(at.s->ctx));
        lc_sql_skip_item(&at);
        lc_sql_take(&at, ",");
    }
    return CTR_OK;
}

/* (…) [INHERITS (…)] */
static ctr_status own_and_inherited(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    const uint32_t list = c->i;
    lc_sql_skip(c);
    bool heir = lc_sql_is(c, "inherits");
    bool wait = heir;
    c->i = list;
    LC_TRY(heir ? CTR_OK : key_before_column(*c, &wait));
    LC_TRY(elements(c, t, wait ? ALL_BUT_KEYS : ALL));
    if (!wait) {
        return CTR_OK;
    }
    LC_TRY(lc_sql_take(c, "inherits") ? inherits(c, t) : CTR_OK);
    const uint32_t behind = c->i;
    c->i = list;
    LC_TRY(elements(c, t, KEYS));
    c->i = behind;
    return CTR_OK;
}

/* AS SELECT …: what columns there are is not told by the words. */
static ctr_status as_query(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    uint32_t from = (lc_sql_peek(c), c->i);
    t->opaque = true;
    t->text = lc_sql_text(c, from, c->count);
    c->i = c->count;
    return t->text ? CTR_OK : CTR_E_NOMEM;
}

/* An INTEGER that is the key alone is SQLite's row number. Other columns of a key hold null, if the
 * table has row numbers and is not STRICT. */
static void of_rowid(const struct lc_sql_schema *s, const struct lc_sql_thing *t)
{
    bool rowid = !t->option[LC_DDL_WITHOUT_ROWID];
    bool strict = t->option[LC_DDL_STRICT];
    for (size_t i = 0; s->dialect == LC_DDL_SQLITE && i < t->rule_count; i++) {
        const struct lc_sql_rule *r = t->rules[i];
        bool key = r->kind == LC_DDL_PRIMARY && (!rowid || strict);
        for (uint32_t k = 0; key && k < r->count; k++) {
            struct lc_sql_column *part = lc_sql_find_column(t, r->columns[k]);
            if (part) {
                part->not_null = true;
            }
        }
        struct lc_sql_column *col = r->kind == LC_DDL_PRIMARY && r->count == 1
                                        ? lc_sql_find_column(t, r->columns[0])
                                        : NULL;
        if (col && !col->descending && col->type.name && strcmp(col->type.name, "integer") == 0 &&
            !col->type.args && rowid) {
            col->identity = LC_DDL_BY_DEFAULT;
            col->not_null = true;
        }
    }
}

static ctr_status behind_name(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    if (lc_sql_take(c, "like")) {
        return like(c, t, true);
    }
    if (lc_sql_take2(c, "partition", "of")) {
        return partition_of(c, t);
    }
    if (lc_sql_take(c, "of")) {
        struct lc_sql_thing *type;
        LC_TRY(lc_sql_find_next(c, true, "type", &type, NULL));
        LC_TRY(lc_sql_add_heir(c->s, type, t));
        LC_TRY(copy_columns(c->s, t, type, &everything, NULL));
        return lc_sql_is(c, "(") ? elements(c, t, ALL) : CTR_OK;
    }
    if (lc_sql_is2(c, "(", "like") && c->s->dialect == LC_DDL_MYSQL) {
        c->i += 2;
        LC_TRY(like(c, t, true));
        return lc_sql_want(c, ")");
    }
    if (lc_sql_is(c, "(") && !lc_sql_is2(c, "(", "select")) {
        return own_and_inherited(c, t);
    }
    if (lc_sql_done(c)) {
        return lc_sql_unexpected(c, "'(' and the columns");
    }
    return CTR_OK;
}

/* SQLite's own tables, which .schema shows and nobody may create. */
static bool of_engine(const struct lc_sql_schema *s, const char *name)
{
    return s->dialect == LC_DDL_SQLITE && strncmp(name, "sqlite_", 7) == 0;
}

/* Behind CREATE … TABLE. */
ctr_status lc_sql_create_table(struct lc_sql_cursor *c, bool temporary, bool unlogged)
{
    const char *name;
    const struct lc_value *node;
    struct lc_sql_thing *t;
    bool lenient = lc_sql_take2(c, "if", "not");
    if (lenient) {
        LC_TRY(lc_sql_want(c, "exists"));
    }
    LC_TRY(lc_sql_table_name(c, &name, &node));
    if (of_engine(c->s, name) || (lenient && lc_sql_is_taken(c->s, name, temporary))) {
        c->i = c->count;
        return CTR_OK;
    }
    LC_TRY(temporary ? lc_sql_add_temporary(c->s, LC_DDL_TABLE, name, node, &t)
                     : lc_sql_add_thing(c->s, LC_DDL_TABLE, name, node, &t));
    t->unlogged = unlogged;
    LC_TRY(behind_name(c, t));
    LC_TRY(lc_sql_is(c, "server") ? lc_sql_foreign_table(c, t) : CTR_OK);
    LC_TRY(lc_sql_table_options(c, t));
    of_rowid(c->s, t);
    if (!lc_sql_done(c)) {
        lc_sql_take(c, "as");
        LC_TRY(as_query(c, t));
    }
    return CTR_OK;
}

/* items INTO [TEMPORARY] [TABLE] name FROM …, which says the same as CREATE TABLE name AS. In MySQL
 * it fills a variable or a file. */
ctr_status lc_sql_select_into(struct lc_sql_cursor *c)
{
    struct lc_sql_cursor at = *c;
    const char *name;
    const struct lc_value *node;
    struct lc_sql_thing *t;
    while (!lc_sql_done(&at) && !lc_sql_is(&at, "into")) {
        lc_sql_skip(&at);
    }
    const uint32_t into = at.i;
    bool creates = c->s->dialect == LC_DDL_POSTGRESQL || c->s->dialect == LC_DDL_ANY;
    if (!creates || !lc_sql_take(&at, "into")) {
        return CTR_OK;
    }
    bool temporary = lc_sql_take(&at, "temporary") || lc_sql_take(&at, "temp");
    bool unlogged = lc_sql_take(&at, "unlogged");
    lc_sql_take(&at, "table");
    const struct lc_value *first = lc_sql_peek(&at);
    if (!first || (first->kind != LC_DDL_WORD && first->kind != LC_DDL_QUOTED)) {
        return CTR_OK;
    }
    LC_TRY(lc_sql_table_name(&at, &name, &node));
    LC_TRY(lc_sql_add_thing(c->s, LC_DDL_TABLE, name, node, &t));
    const char *items = lc_sql_text(c, c->i, into);
    const char *rest = lc_sql_text(c, at.i, c->count);
    t->temporary = temporary;
    t->unlogged = unlogged;
    t->opaque = true;
    t->text =
        items && rest ? lc_format(c->s->ctx, "select %s%s%s", items, *rest ? " " : "", rest) : NULL;
    return t->text ? CTR_OK : CTR_E_NOMEM;
}
