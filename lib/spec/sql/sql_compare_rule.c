/* Comparing constraints and indexes, once it is known which of them are the same. */
#include "spec/sql/sql_rules.h"

/* ---- saying ---- */

static const char *shown(struct lc_ctx *ctx, const struct lc_sql_rule *rule)
{
    struct lc_buf b;
    lc_buf_init(&b, &ctx->alloc, SIZE_MAX - 1);
    lc_buf_text(&b, rule->name ? rule->name : "");
    lc_buf_text(&b, rule->name ? " (" : "(");
    for (uint32_t i = 0; i < rule->count; i++) {
        lc_buf_printf(&b, "%s%s", i ? ", " : "", rule->columns[i]);
    }
    if (rule->text) {
        lc_buf_printf(&b, "%s%.200s", rule->count ? " where " : "", rule->text);
    }
    lc_buf_char(&b, ')');
    if (rule->target) {
        lc_buf_printf(&b, " to '%s'%s%s", rule->target, rule->actions && *rule->actions ? " " : "",
                      rule->actions ? rule->actions : "");
    }
    const char *out = b.status == CTR_OK ? lc_dup(ctx, lc_str_n(b.data, b.size)) : NULL;
    lc_buf_free(&b);
    if (!out) {
        lc_nomem(ctx);
    }
    return out;
}

static const char *noun_of(enum lc_sql_rule_kind kind)
{
    static const char *const nouns[] = {"primary key", "unique key", "foreign key",
                                        "check",       "exclusion",  "index"};
    return nouns[kind];
}

static ctr_status say(const struct lc_sql_rules *r, enum lc_rule_id rule, ctr_level backward,
                      ctr_level forward, enum lc_sql_touch touches, const struct lc_sql_rule *a,
                      const struct lc_sql_rule *b, const char *key, const char *what)
{
    const struct lc_sql_rule *one = b ? b : a;
    const char *text = shown(r->x->c->ctx, one);
    struct lc_sql_say s = {
        .rule = rule,
        .backward = backward,
        .forward = forward,
        .touches = touches,
        .part = r->part,
        .node = {a ? a->node : r->thing[0]->node, b ? b->node : r->thing[1]->node},
        .arguments = key};
    s.message =
        text ? lc_format(r->x->c->ctx, "%s %s of '%s' %s", noun_of(one->kind), text, r->part, what)
             : NULL;
    return s.message ? lc_sql_say(r->x, &s) : CTR_E_NOMEM;
}

/* ---- coming and going ---- */

/* MySQL: so many first characters of a column, as "a ( 10 )"; 0 = it is the whole, or no column. */
static uint64_t characters(const char *column)
{
    const char *p = column + strcspn(column, " ");
    uint64_t n = 0;
    if (strncmp(p, " ( ", 3) != 0) {
        return 0;
    }
    for (p += 3; *p >= '0' && *p <= '9'; p++) {
        n = n < UINT32_MAX ? n * 10 + (uint64_t)(*p - '0') : n;
    }
    return strcmp(p, " )") == 0 ? n : 0;
}

/* Values that differ within `part`, the column or its first characters, differ within `whole`. */
static bool within_whole(const char *part, const char *whole)
{
    const size_t n = strcspn(part, " ");
    const uint64_t first = characters(part);
    if (strcmp(part, whole) == 0) {
        return true;
    }
    return first && strncmp(part, whole, n) == 0 &&
           (!whole[n] || (whole[n] == ' ' && characters(whole) >= first));
}

static bool holds(const struct lc_sql_rule *rule, const char *column)
{
    for (uint32_t i = 0; i < rule->count; i++) {
        if (within_whole(column, rule->columns[i])) {
            return true;
        }
    }
    return false;
}

/* A key over fewer of the columns says it already: INFO; UNDECIDED if either has terms of its own
 * about what is equal or what becomes of rows; BREAKING if none does. */
static ctr_level implied(const struct lc_sql_rules *r, const struct lc_sql_rule *b)
{
    ctr_level best = CTR_LEVEL_BREAKING;
    for (size_t i = 0; i < r->thing[0]->rule_count; i++) {
        const struct lc_sql_seen *old = &r->seen[0][i];
        enum lc_sql_rule_kind kind = old->rule->kind;
        bool within = (kind == LC_DDL_PRIMARY || kind == LC_DDL_UNIQUE) && !old->rule->text;
        for (uint32_t k = 0; within && k < old->rule->count; k++) {
            within = holds(b, old->columns[k]);
        }
        if (within && !old->rule->terms && !b->terms) {
            return CTR_LEVEL_INFO;
        }
        best = within ? CTR_LEVEL_UNDECIDED : best;
    }
    return best;
}

/* A column that writers of the older edition do not know. */
static bool fresh(const struct lc_sql_rules *r, const struct lc_sql_column *col)
{
    bool known = lc_sql_find_column(r->thing[0], col->name) != NULL;
    for (const struct lc_sql_was *w = col->was; w && !known; w = w->next) {
        known = lc_sql_find_column(r->thing[0], w->name) != NULL;
    }
    return !known;
}

/* A column that writers of the older edition leave null: it breaks no key and no reference, if not
 * null itself counts, or all of them have to be. */
static bool has_new_null(const struct lc_sql_rules *r, const struct lc_sql_rule *b)
{
    struct lc_sql_schema *s = r->x->schema[1];
    uint32_t nulls = 0;
    bool full = b->kind == LC_DDL_FOREIGN && strcmp(b->matching, "full") == 0;
    if (b->terms && strstr(b->terms, "nulls not")) {
        return false;
    }
    for (uint32_t i = 0; i < b->count; i++) {
        const struct lc_sql_column *col = lc_sql_find_column(r->thing[1], b->columns[i]);
        nulls += col && fresh(r, col) && !lc_sql_refuses_null(s, col) && !lc_sql_fallback(s, col) &&
                 !col->identity && !col->generated;
    }
    return full ? nulls && nulls == b->count : nulls > 0;
}

/* A condition that names a column that writers of the older edition do not know, and none that they
 * do, or that is null where they leave the one null. */
static ctr_level weight_of_check(const struct lc_sql_rules *r, const struct lc_sql_rule *b)
{
    struct lc_sql_schema *s = r->x->schema[1];
    const char *p = b->text;
    struct lc_str word;
    bool named = false;
    bool known = false;
    bool null = false;
    while (lc_sql_next_name(&p, &word)) {
        const struct lc_sql_column *col = lc_map_get(&r->thing[1]->by_name, word);
        bool is_new = col && fresh(r, col);
        named = named || is_new;
        known = known || (col && !is_new);
        null = null || (is_new && lc_sql_is_null_by(s, r->thing[1], b->text, col));
    }
    if (named && known && null) {
        return CTR_LEVEL_INFO;
    }
    return named && !known ? lc_sql_lets_through(s, r->thing[1], b->text) : CTR_LEVEL_BREAKING;
}

/* The older edition has that condition, too, which another one of the newer stands for. */
static bool said_before(const struct lc_sql_rules *r, const struct lc_sql_seen *seen)
{
    const size_t count = seen->rule->kind == LC_DDL_CHECK ? r->thing[0]->rule_count : 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(r->seen[0][i].key, seen->key) == 0) {
            return true;
        }
    }
    return false;
}

/* One of its columns is new: who goes by it breaks of the column alone. `counting`: and numbered
 * for all who do not know it, so that no two rows are alike. */
static bool has_fresh(const struct lc_sql_rules *r, const struct lc_sql_rule *b, bool counting)
{
    bool found = false;
    for (uint32_t i = 0; !found && i < b->count; i++) {
        const struct lc_sql_column *col = lc_sql_find_column(r->thing[1], b->columns[i]);
        found = col && (!counting || col->identity) && fresh(r, col);
    }
    return found;
}

/* An index computes what it is over for each row, which may fail. */
static ctr_level weight_of_index(const struct lc_sql_rules *r, const struct lc_sql_rule *b)
{
    bool fails = b->text && lc_sql_may_fail(r->x->dialect, b->text);
    for (uint32_t i = 0; !fails && i < b->count; i++) {
        fails = !lc_sql_find_column(r->thing[1], b->columns[i]) &&
                lc_sql_may_fail(r->x->dialect, b->columns[i]);
    }
    return fails && r->thing[1]->kind == LC_DDL_TABLE ? CTR_LEVEL_UNDECIDED : CTR_LEVEL_INFO;
}

/* What a rule that comes does to those who do not know it. */
static ctr_level weight_of_new(const struct lc_sql_rules *r, const struct lc_sql_rule *b)
{
    bool unique = b->kind == LC_DDL_PRIMARY || b->kind == LC_DDL_UNIQUE;
    if (b->kind == LC_DDL_INDEX) {
        return weight_of_index(r, b);
    }
    if (r->thing[1]->kind == LC_DDL_VIEW) { /* which nobody writes: REFRESH may fail */
        return CTR_LEVEL_WARNING;
    }
    if (b->kind == LC_DDL_CHECK) {
        return weight_of_check(r, b);
    }
    if ((b->kind == LC_DDL_UNIQUE || b->kind == LC_DDL_FOREIGN) && has_new_null(r, b)) {
        return CTR_LEVEL_INFO;
    }
    if (unique && has_fresh(r, b, true)) {
        return CTR_LEVEL_INFO;
    }
    return unique ? implied(r, b) : b->loose ? CTR_LEVEL_UNDECIDED : CTR_LEVEL_BREAKING;
}

/* What weighing it costs. */
static ctr_status spend(const struct lc_sql_rules *r, const struct lc_sql_rule *b)
{
    bool all = b->kind == LC_DDL_PRIMARY || b->kind == LC_DDL_UNIQUE || b->kind == LC_DDL_CHECK;
    return lc_spend(r->x->c->ctx, all ? 1 + r->thing[0]->rule_count : 1);
}

/* What a rule that goes does to those who know it. ON CONFLICT names the columns of a key; MySQL's
 * upsert names none, and goes by another where that says as much. */
static ctr_level weight_of_gone(const struct lc_sql_rules *r, const struct lc_sql_rule *a)
{
    const enum lc_sql_dialect dialect = r->x->dialect;
    bool lite = dialect == LC_DDL_SQLITE;
    bool mysql = dialect == LC_DDL_MYSQL;
    if (a->kind == LC_DDL_INDEX) { /* INDEXED BY, USE INDEX */
        return a->fulltext                  ? CTR_LEVEL_BREAKING
               : (lite || mysql) && a->name ? CTR_LEVEL_WARNING
                                            : CTR_LEVEL_INFO;
    }
    if (a->kind != LC_DDL_PRIMARY && a->kind != LC_DDL_UNIQUE) {
        return CTR_LEVEL_WARNING;
    }
    bool stays = false;
    bool may = lite || mysql || a->kind == LC_DDL_UNIQUE;
    for (size_t i = 0; may && !stays && i < r->thing[1]->rule_count; i++) {
        const struct lc_sql_rule *b = r->seen[1][i].rule;
        stays = (b->kind == LC_DDL_PRIMARY || b->kind == LC_DDL_UNIQUE) && !b->text && !b->terms &&
                (mysql || b->count == a->count);
        for (uint32_t k = 0; stays && k < b->count; k++) {
            stays = holds(a, b->columns[k]);
        }
    }
    return stays ? CTR_LEVEL_WARNING : CTR_LEVEL_UNDECIDED;
}

static ctr_status added(struct lc_sql_rules *r, const struct lc_sql_seen *seen)
{
    static const enum lc_rule_id ids[] = {LC_RULE_SQL_PRIMARY_KEY_ADDED, LC_RULE_SQL_UNIQUE_ADDED,
                                          LC_RULE_SQL_FOREIGN_KEY_ADDED, LC_RULE_SQL_CHECK_ADDED,
                                          LC_RULE_SQL_EXCLUSION_ADDED,   LC_RULE_SQL_INDEX_CHANGED};
    const struct lc_sql_rule *b = seen->rule;
    const char *what = "was added; rows that are there may not meet it";
    LC_TRY(spend(r, b));
    ctr_level level = said_before(r, seen) ? CTR_LEVEL_INFO : weight_of_new(r, b);
    struct lc_sql_rules *back;
    LC_TRY(lc_sql_rules_back(r, &back));
    const ctr_level forward = has_fresh(r, b, false) ? CTR_LEVEL_WARNING : weight_of_gone(back, b);
    if (b->kind == LC_DDL_INDEX ||
        (b->kind == LC_DDL_UNIQUE && level == CTR_LEVEL_INFO && implied(r, b) == CTR_LEVEL_INFO)) {
        enum lc_sql_touch touches = (level == CTR_LEVEL_INFO ? 0 : LC_DDL_BW) |
                                    (forward == CTR_LEVEL_INFO ? 0 : LC_DDL_FRW);
        return say(r, LC_RULE_SQL_INDEX_CHANGED, level, forward, touches, NULL, b, seen->key,
                   level == CTR_LEVEL_INFO ? "was added"
                                           : "was added; what it computes may fail for a row");
    }
    LC_TRY(b->kind == LC_DDL_FOREIGN
               ? lc_sql_refers_anew(r->x, 1, r->thing[1], b, has_new_null(r, b))
               : CTR_OK);
    return say(r, ids[b->kind], level, forward,
               LC_DDL_BW | (forward == CTR_LEVEL_WARNING ? LC_DDL_FR : LC_DDL_FRW), NULL, b,
               seen->key, level == CTR_LEVEL_INFO ? "was added" : what);
}

/* Forward, a rule that goes is one that comes. One over a column that went, too, says nothing new
 * backward. */
static ctr_status removed(struct lc_sql_rules *r, const struct lc_sql_seen *seen)
{
    static const enum lc_rule_id ids[] = {
        LC_RULE_SQL_PRIMARY_KEY_REMOVED, LC_RULE_SQL_UNIQUE_REMOVED,
        LC_RULE_SQL_FOREIGN_KEY_REMOVED, LC_RULE_SQL_CHECK_REMOVED,
        LC_RULE_SQL_EXCLUSION_REMOVED,   LC_RULE_SQL_INDEX_CHANGED};
    const struct lc_sql_rule *a = seen->rule;
    struct lc_sql_rules *back;
    LC_TRY(lc_sql_rules_back(r, &back));
    LC_TRY(spend(back, a));
    ctr_level forward = weight_of_new(back, a);
    const ctr_level level = weight_of_gone(r, a);
    if (a->kind == LC_DDL_INDEX) {
        enum lc_sql_touch touches = (level == CTR_LEVEL_INFO       ? 0
                                     : level == CTR_LEVEL_BREAKING ? LC_DDL_BR
                                                                   : LC_DDL_BRW) |
                                    (forward == CTR_LEVEL_INFO ? 0 : LC_DDL_FW);
        return seen->gone
                   ? CTR_OK
                   : say(r, ids[a->kind], level, forward, touches, a, NULL, seen->key,
                         a->fulltext               ? "was removed, which MATCH needs"
                         : level == CTR_LEVEL_INFO ? "was removed"
                                                   : "was removed, which a statement may name");
    }
    LC_TRY(a->kind == LC_DDL_FOREIGN
               ? lc_sql_refers_anew(r->x, 0, r->thing[0], a, has_new_null(back, a))
               : CTR_OK);
    if (seen->gone) {
        return forward == CTR_LEVEL_INFO
                   ? CTR_OK
                   : say(r, ids[a->kind], CTR_LEVEL_INFO, forward, LC_DDL_FW, a, NULL, seen->key,
                         "was removed with its column, and where that is, refuses writers");
    }
    return say(r, ids[a->kind], level, forward,
               (level == CTR_LEVEL_WARNING ? LC_DDL_BR : LC_DDL_BRW) | LC_DDL_FW, a, NULL,
               seen->key,
               level == CTR_LEVEL_WARNING
                   ? "was removed: what it guaranteed is no longer sure"
                   : "was removed: an upsert that goes by it is refused, or adds a row");
}

/* ---- pairs that say different things ---- */

static bool same_word(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Where rows went along, or were let go, what now is refused breaks those who delete or change. */
static ctr_level weight_of_action(const char *was, const char *is)
{
    static const char *const lenient[] = {"cascade", "set null", "set default"};
    for (size_t i = 0; i < sizeof lenient / sizeof lenient[0]; i++) {
        const size_t n = strlen(lenient[i]);
        if (strncmp(was, lenient[i], n) == 0 && strncmp(is, lenient[i], n) != 0) {
            return CTR_LEVEL_BREAKING;
        }
    }
    return CTR_LEVEL_WARNING;
}

/* MATCH FULL refuses what is null in part, of which a single column has none. */
static bool refuses_some(const struct lc_sql_rule *rule)
{
    return rule->count > 1 && strcmp(rule->matching, "full") == 0;
}

/* SET NULL or SET DEFAULT does it to that column: it names none, or that one. */
static bool sets(const char *action, const char *what, const char *column)
{
    const size_t n = strlen(what);
    const char *list = strncmp(action, what, n) == 0 ? strchr(action, '(') : NULL;
    return list ? lc_sql_has_name(list + 1, lc_str(column)) : strncmp(action, what, n) == 0;
}

/* Rows that were let go are now set to what a column of them may refuse. */
static ctr_level weight_of_setting(struct lc_sql_schema *s, const struct lc_sql_thing *t,
                                   const struct lc_sql_rule *rule, const char *was, const char *is)
{
    ctr_level worst = CTR_LEVEL_WARNING;
    for (uint32_t i = 0; i < rule->count; i++) {
        const struct lc_sql_column *col = lc_sql_find_column(t, rule->columns[i]);
        bool null = sets(is, "set null", rule->columns[i]);
        bool other = sets(is, "set default", rule->columns[i]);
        const char *value = col && other ? lc_sql_fallback(s, col) : NULL;
        bool anew = (null && !sets(was, "set null", rule->columns[i])) ||
                    (other && !sets(was, "set default", rule->columns[i]));
        if (col && anew && !value && lc_sql_refuses_null(s, col)) {
            return CTR_LEVEL_BREAKING;
        }
        worst = anew && value ? CTR_LEVEL_UNDECIDED : worst;
    }
    return worst;
}

/* One action: `side` is the edition of rule b. */
static ctr_level weight_of_one(const struct lc_sql_rules *r, int side, const struct lc_sql_rule *b,
                               const char *was, const char *is)
{
    bool refused = !*was || strncmp(was, "restrict", 8) == 0; /* then nothing is set anew */
    return refused || weight_of_action(was, is) == CTR_LEVEL_BREAKING
               ? weight_of_action(was, is)
               : weight_of_setting(r->x->schema[side], r->thing[side], b, was, is);
}

/* What is done with rows that refer to one that goes or changes. */
static ctr_level weight_of_actions(const struct lc_sql_rules *r, int side,
                                   const struct lc_sql_rule *a, const struct lc_sql_rule *b)
{
    ctr_level removed = weight_of_one(r, side, b, a->removed, b->removed);
    ctr_level updated = weight_of_one(r, side, b, a->updated, b->updated);
    return removed < updated ? removed : updated;
}

/* Of two that say something else of it, and of which rows have to refer to one. */
static ctr_status actions_changed(const struct lc_sql_rules *r, const struct lc_sql_rule *a,
                                  const struct lc_sql_rule *b, const char *key)
{
    ctr_level backward = weight_of_actions(r, 1, a, b);
    ctr_level forward = weight_of_actions(r, 0, b, a);
    LC_TRY(lc_sql_refers_otherwise(r->x, r->thing[1], a, b, backward, forward));
    backward = refuses_some(b) && !refuses_some(a) ? CTR_LEVEL_BREAKING : backward;
    forward = refuses_some(a) && !refuses_some(b) ? CTR_LEVEL_BREAKING : forward;
    return say(r, LC_RULE_SQL_FOREIGN_KEY_CHANGED, backward, forward, LC_DDL_BRW | LC_DDL_FRW, a, b,
               key, "does something else when what it refers to goes or changes");
}

/* The same constraint, which takes other things for equal, is judged at another time, or does
 * something else with the rows that offend it. An index that only makes things faster may. */
static ctr_status terms(const struct lc_sql_rules *r, const struct lc_sql_rule *a,
                        const struct lc_sql_rule *b, const char *key)
{
    struct lc_ctx *ctx = r->x->c->ctx;
    const char *from = a->terms ? a->terms : "";
    const char *to = b->terms ? b->terms : "";
    if (a->kind == LC_DDL_INDEX || strcmp(from, to) == 0) {
        return CTR_OK;
    }
    const char *arguments = lc_format(ctx, "%s\n%s\n%s", key, from, to);
    return arguments ? say(r, LC_RULE_SQL_CONSTRAINT_TERMS_CHANGED, CTR_LEVEL_UNDECIDED,
                           CTR_LEVEL_UNDECIDED, LC_DDL_BW | LC_DDL_FW, a, b, arguments,
                           lc_format(ctx, "is on other terms: %s, before %s", *to ? to : "none",
                                     *from ? from : "none"))
                     : CTR_E_NOMEM;
}

static ctr_status reference_changed(const struct lc_sql_rules *r, const struct lc_sql_seen *older,
                                    const struct lc_sql_seen *newer, const char *key)
{
    const struct lc_sql_rule *a = older->rule;
    const struct lc_sql_rule *b = newer->rule;
    const char *other = strcmp(lc_sql_target(r, a, 0), b->target) != 0 ? "table"
                        : strcmp(older->refers, newer->refers) != 0    ? "columns"
                                                                       : NULL;
    if (other) {
        LC_TRY(lc_sql_refers_anew(r->x, 1, r->thing[1], b, false));
        LC_TRY(lc_sql_refers_anew(r->x, 0, r->thing[0], a, false));
        return say(r, LC_RULE_SQL_FOREIGN_KEY_CHANGED, CTR_LEVEL_BREAKING, CTR_LEVEL_BREAKING,
                   LC_DDL_BRW | LC_DDL_FRW, a, b, key,
                   *other == 't' ? "refers to another table than before"
                                 : "refers to other columns than before");
    }
    return same_word(a->actions, b->actions) ? CTR_OK : actions_changed(r, a, b, key);
}

/* The newer one stands for the older. */
static ctr_status changed(struct lc_sql_rules *r, const struct lc_sql_seen *older,
                          const struct lc_sql_seen *newer)
{
    struct lc_ctx *ctx = r->x->c->ctx;
    const struct lc_sql_rule *a = older->rule;
    const struct lc_sql_rule *b = newer->rule;
    const char *key = lc_format(ctx, "%s\n%s", older->key, newer->key);
    if (!key) {
        return CTR_E_NOMEM;
    }
    if (a->kind == LC_DDL_PRIMARY) {
        LC_TRY(say(r, LC_RULE_SQL_PRIMARY_KEY_CHANGED, CTR_LEVEL_BREAKING, CTR_LEVEL_BREAKING,
                   LC_DDL_BRW | LC_DDL_FRW, a, b, key, "consists of other columns than before"));
    } else if (a->kind == LC_DDL_CHECK) {
        LC_TRY(say(r, LC_RULE_SQL_CHECK_CHANGED, CTR_LEVEL_UNDECIDED, CTR_LEVEL_UNDECIDED,
                   LC_DDL_BRW | LC_DDL_FRW, a, b, key,
                   lc_format(ctx, "was (%.200s)", a->text ? a->text : "")));
    } else {
        LC_TRY(reference_changed(r, older, newer, key));
    }
    return terms(r, a, b, key);
}

/* Statements name a key of PostgreSQL by ON CONFLICT ON CONSTRAINT, where it is no mere index, and
 * an index by INDEXED BY of SQLite and USE INDEX of MySQL. */
static ctr_level weight_of_name(const struct lc_sql_rules *r, const struct lc_sql_rule *was,
                                const struct lc_sql_rule *is)
{
    const enum lc_sql_dialect dialect = r->x->dialect;
    bool key =
        was->kind == LC_DDL_PRIMARY || was->kind == LC_DDL_UNIQUE || was->kind == LC_DDL_EXCLUDE;
    bool same = was->name && is->name && strcmp(was->name, is->name) == 0;
    bool named = dialect == LC_DDL_SQLITE  ? was->index && !same
                 : dialect == LC_DDL_MYSQL ? (LC_DDL_KEYS & 1 << was->kind) && !same
                                           : key && !was->index && (!same || is->index);
    return named ? CTR_LEVEL_WARNING : CTR_LEVEL_INFO;
}

/* Both say the same. */
static ctr_status same(struct lc_sql_rules *r, const struct lc_sql_seen *older,
                       const struct lc_sql_seen *newer)
{
    struct lc_ctx *ctx = r->x->c->ctx;
    const struct lc_sql_rule *a = older->rule;
    const struct lc_sql_rule *b = newer->rule;
    LC_TRY(terms(r, a, b, older->key));
    bool renamed = a->name && b->name && strcmp(a->name, b->name) != 0;
    bool named = renamed || a->index != b->index;
    const ctr_level level = named ? weight_of_name(r, a, b) : CTR_LEVEL_INFO;
    const ctr_level forward = named ? weight_of_name(r, b, a) : CTR_LEVEL_INFO;
    bool some = level == CTR_LEVEL_WARNING || forward == CTR_LEVEL_WARNING;
    if (!renamed && (!some || !a->name || !b->name)) {
        return CTR_OK;
    }
    const char *kind[] = {a->index ? "index" : "constraint", b->index ? "index" : "constraint"};
    return say(r, LC_RULE_SQL_CONSTRAINT_RENAMED, level, forward,
               (level == CTR_LEVEL_WARNING ? LC_DDL_BW : 0) |
                   (forward == CTR_LEVEL_WARNING ? LC_DDL_FW : 0),
               a, b, lc_format(ctx, "%s\n%s", a->name, b->name),
               renamed ? lc_format(ctx, "was called '%s'", a->name)
                       : lc_format(ctx, "is %s %s now, and was %s %s", *kind[1] == 'i' ? "an" : "a",
                                   kind[1], *kind[0] == 'i' ? "an" : "a", kind[0]));
}

/* ---- all of them ---- */

/* Unique columns that are the primary key now are as unique as before. */
static bool stays_unique(const struct lc_sql_rules *r, const struct lc_sql_seen *a)
{
    return a->rule->kind == LC_DDL_UNIQUE && !a->rule->text &&
           lc_map_get(&r->key_sets, lc_str(a->set));
}

ctr_status lc_sql_compare_rules(struct lc_sql_cmp *x, const char *part,
                                const struct lc_sql_thing *older, const struct lc_sql_thing *newer)
{
    struct lc_sql_rules r;
    if (!older->rule_count && !newer->rule_count) {
        return CTR_OK;
    }
    LC_TRY(lc_sql_rules_open(x, part, older, newer, &r));
    LC_TRY(lc_sql_match(&r, same, changed));
    for (size_t i = 0; i < older->rule_count; i++) {
        const struct lc_sql_seen *a = &r.seen[0][i];
        if (!a->matched && !stays_unique(&r, a)) {
            LC_TRY(removed(&r, a));
        }
    }
    for (size_t i = 0; i < newer->rule_count; i++) {
        if (!r.seen[1][i].matched) {
            LC_TRY(added(&r, &r.seen[1][i]));
        }
    }
    return CTR_OK;
}
