/* Comparing columns: what readers find in them, and what writers may leave out or put in. */
#include "spec/sql/sql.h"

static const char *under(struct lc_sql_cmp *x, const char *part, const char *name)
{
    return lc_format(x->c->ctx, "%s.%s", part, name);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* ---- what only one edition has ---- */

/* A column that came as one of the same type went. */
static const char *alike(struct lc_sql_cmp *x, const struct lc_sql_thing *older,
                         const struct lc_sql_thing *newer, const struct lc_sql_column *col)
{
    enum { MOST = 200 };
    for (size_t i = 0; i < newer->count && newer->count < MOST; i++) {
        const struct lc_sql_column *other = newer->columns[i];
        bool fresh = !lc_sql_find_column(older, other->name) && !other->was;
        if (fresh && newer->kind != LC_DDL_VIEW && other->not_null == col->not_null &&
            lc_sql_relate(x->dialect, &col->type, &other->type) == LC_DDL_SAME) {
            return lc_format(x->c->ctx,
                             "'%s' of the same type was added: if it is the same, say so by "
                             "renamed_from",
                             other->name);
        }
    }
    return NULL;
}

/* SQLite: the number of a row is called so where no column is. */
static bool hides_number(const struct lc_sql_cmp *x, const struct lc_sql_thing *older,
                         const struct lc_sql_thing *newer, const struct lc_sql_column *col)
{
    bool called = strcmp(col->name, "rowid") == 0 || strcmp(col->name, "_rowid_") == 0 ||
                  strcmp(col->name, "oid") == 0;
    return called && x->dialect == LC_DDL_SQLITE && newer->kind == LC_DDL_TABLE && !col->identity &&
           !older->option[LC_DDL_WITHOUT_ROWID];
}

static ctr_status removed(struct lc_sql_cmp *x, const char *part, const struct lc_sql_thing *older,
                          const struct lc_sql_thing *newer, const struct lc_sql_column *col)
{
    bool view = older->kind == LC_DDL_VIEW;
    /* writers of the newer edition do not know it */
    ctr_level swapped = view ? CTR_LEVEL_INFO : lc_sql_weigh_new(x->schema[0], older, col);
    bool hid = hides_number(x, newer, older, col);
    swapped = hid ? CTR_LEVEL_BREAKING : swapped;
    bool stored = older->kind == LC_DDL_TABLE && !col->generated;
    struct lc_sql_say say = {.rule = LC_RULE_SQL_COLUMN_REMOVED,
                             .backward = CTR_LEVEL_BREAKING,
                             .forward = swapped,
                             .touches = (view || col->generated ? LC_DDL_BR : LC_DDL_BRW) |
                                        (swapped == CTR_LEVEL_INFO ? 0 : LC_DDL_FW) |
                                        (hid ? LC_DDL_FR : 0),
                             .part = under(x, part, col->name),
                             .node = {col->node, newer->node}};
    say.message = lc_format(x->c->ctx, "column '%s' was removed from '%s'%s", col->name, part,
                            stored ? ", and its data is lost" : "");
    say.advice = alike(x, older, newer, col);
    return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

static ctr_status added(struct lc_sql_cmp *x, const char *part, const struct lc_sql_thing *older,
                        const struct lc_sql_thing *newer, const struct lc_sql_column *col)
{
    bool view = newer->kind == LC_DDL_VIEW;
    ctr_level level = view ? CTR_LEVEL_INFO : lc_sql_weigh_new(x->schema[1], newer, col);
    bool hides = hides_number(x, older, newer, col);
    bool needed = level != CTR_LEVEL_INFO;
    bool empty = needed && lc_sql_required(x->schema[1], col);
    bool reads_only = view || col->generated;
    struct lc_sql_say say = {.rule = level == CTR_LEVEL_BREAKING ? LC_RULE_SQL_REQUIRED_COLUMN_ADDED
                                                                 : LC_RULE_SQL_COLUMN_ADDED,
                             .backward = hides ? CTR_LEVEL_BREAKING : level,
                             .forward = CTR_LEVEL_BREAKING,
                             .touches = (needed ? LC_DDL_BW : 0) | (hides ? LC_DDL_BR : 0) |
                                        (reads_only ? LC_DDL_FR : LC_DDL_FRW),
                             .part = under(x, part, col->name),
                             .node = {older->node, col->node}};
    say.message =
        lc_format(x->c->ctx, "column '%s' was added to '%s'%s", col->name, part,
                  hides    ? ", and hides the number of its rows that was called so"
                  : empty  ? " and may not be null; rows that are there have no value for it"
                  : needed ? ", and what it holds where writers do not know it may be refused"
                           : "");
    say.advice = empty ? "give it a default, or let it be null" : NULL;
    return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

static ctr_status renamed(struct lc_sql_cmp *x, const char *part, const struct lc_sql_column *a,
                          const struct lc_sql_column *b, bool view)
{
    const struct lc_sql_say say = {
        .rule = LC_RULE_SQL_COLUMN_RENAMED,
        .backward = CTR_LEVEL_BREAKING,
        .forward = CTR_LEVEL_BREAKING,
        .touches = view ? LC_DDL_BR | LC_DDL_FR : LC_DDL_BRW | LC_DDL_FRW,
        .part = under(x, part, a->name),
        .node = {a->node, b->node},
        .arguments = b->name,
        .message = lc_format(x->c->ctx, "column '%s' of '%s' is called '%s' now; its data is kept",
                             a->name, part, b->name),
        .advice = "keep a column of the older name until nobody uses it"};
    return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

struct lc_sql_column *lc_sql_counterpart(const struct lc_sql_thing *older,
                                         const struct lc_sql_thing *newer,
                                         const struct lc_sql_column *column, bool *was_renamed)
{
    struct lc_sql_column *same = lc_sql_find_column(newer, column->name);
    *was_renamed = false;
    if (!same && !lc_map_get(&newer->former, lc_str(column->name))) {
        return NULL;
    }
    for (size_t i = 0; !same && i < newer->count; i++) {
        struct lc_sql_column *b = newer->columns[i];
        if (!b->was || lc_sql_find_column(older, b->name)) {
            continue;
        }
        for (const struct lc_sql_was *w = b->was; w; w = w->next) {
            if (strcmp(w->name, column->name) == 0) {
                *was_renamed = true;
                return b;
            }
        }
    }
    return same;
}

/* ---- one column in both ---- */

ctr_status lc_sql_column_differs(struct lc_sql_cmp *x, enum lc_rule_id rule, ctr_level backward,
                                 ctr_level forward, enum lc_sql_touch touches, const char *part,
                                 const struct lc_sql_column *a, const struct lc_sql_column *b,
                                 const char *arguments, const char *message)
{
    const struct lc_sql_say say = {rule,      backward, forward, touches, part, {a->node, b->node},
                                   arguments, message,  NULL};
    return message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

static ctr_status nullness(struct lc_sql_cmp *x, const char *part, const struct lc_sql_column *a,
                           const struct lc_sql_column *b)
{
    bool refused = lc_sql_refuses_null(x->schema[0], a);
    bool refuses = lc_sql_refuses_null(x->schema[1], b);
    if (refused == refuses) {
        return CTR_OK;
    }
    if (refuses) {
        return lc_sql_column_differs(
            x, LC_RULE_SQL_COLUMN_BECAME_NOT_NULL, CTR_LEVEL_BREAKING, CTR_LEVEL_BREAKING,
            LC_DDL_BW | LC_DDL_FR, part, a, b, NULL,
            lc_format(x->c->ctx,
                      "'%s' may no longer be null; rows in which it is have to be "
                      "filled before",
                      part));
    }
    return lc_sql_column_differs(x, LC_RULE_SQL_COLUMN_BECAME_NULLABLE, CTR_LEVEL_BREAKING,
                                 CTR_LEVEL_BREAKING, LC_DDL_BR | LC_DDL_FW, part, a, b, NULL,
                                 lc_format(x->c->ctx, "'%s' may be null now", part));
}

static size_t rules_of(const struct lc_sql_thing *t)
{
    return t ? t->rule_count : 0;
}

/* The table of an edition whose column it is; NULL if it is that of a type. */
static const struct lc_sql_thing *owner(const struct lc_sql_cmp *x, int side,
                                        const struct lc_sql_column *c)
{
    const struct lc_sql_thing *t = x->table[side];
    bool own = t && t->kind == LC_DDL_TABLE && lc_sql_find_column(t, c->name) == c;
    return own ? t : NULL;
}

static ctr_level heavier(struct lc_sql_cmp *x, int side, const struct lc_sql_column *c,
                         ctr_level usual)
{
    const struct lc_sql_thing *t = owner(x, side, c);
    ctr_level level = t ? lc_sql_weigh_default(x->schema[side], t, c) : CTR_LEVEL_INFO;
    return level < usual ? level : usual;
}

/* Rows that all get one value collide where it is a key. */
static ctr_level colliding(struct lc_sql_cmp *x, int side, const struct lc_sql_column *c)
{
    const struct lc_sql_thing *t = owner(x, side, c);
    const char *value = lc_sql_fallback(x->schema[side], c);
    ctr_level worst = CTR_LEVEL_WARNING;
    for (size_t i = 0; t && value && i < t->rule_count; i++) {
        const struct lc_sql_rule *r = t->rules[i];
        bool unique = r->kind == LC_DDL_PRIMARY || r->kind == LC_DDL_UNIQUE;
        bool within = r->kind == LC_DDL_EXCLUDE && lc_sql_has_name(r->text, lc_str(c->name));
        for (uint32_t k = 0; unique && k < r->count; k++) {
            within = within || lc_sql_has_name(r->columns[k], lc_str(c->name));
        }
        bool always = unique && r->count == 1 && !r->text && strcmp(r->columns[0], c->name) == 0 &&
                      strchr("'0123456789", value[0]) && !strchr(value, ' ');
        ctr_level level = !within  ? CTR_LEVEL_WARNING
                          : always ? CTR_LEVEL_BREAKING
                                   : CTR_LEVEL_UNDECIDED;
        worst = level < worst ? level : worst;
    }
    return worst;
}

/* What becomes of writers who leave the column out, since something filled it that is not there in
 * this edition. */
static ctr_level unfilled(struct lc_sql_cmp *x, int side, const struct lc_sql_column *c)
{
    return lc_sql_required(x->schema[side], c) ? CTR_LEVEL_BREAKING
                                               : heavier(x, side, c, colliding(x, side, c));
}

/* What becomes of writers who leave out what is null where they come from, and has a default in
 * this edition. */
static ctr_level filled(struct lc_sql_cmp *x, int side, const struct lc_sql_column *c,
                        const struct lc_sql_column *known)
{
    return lc_sql_refuses_null(x->schema[1 - side], known) ? CTR_LEVEL_INFO
                                                           : heavier(x, side, c, CTR_LEVEL_INFO);
}

static ctr_status fallback(struct lc_sql_cmp *x, const char *part, const struct lc_sql_column *a,
                           const struct lc_sql_column *b)
{
    const char *from = lc_sql_fallback(x->schema[0], a);
    const char *to = lc_sql_fallback(x->schema[1], b);
    const char *arguments = lc_format(x->c->ctx, "%s\n%s", from ? from : "none", to ? to : "none");
    if (same_text(from, to) || a->generated || b->generated || !arguments) {
        return arguments ? CTR_OK : CTR_E_NOMEM;
    }
    LC_TRY(lc_spend(x->c->ctx, 1 + rules_of(x->table[0]) + rules_of(x->table[1])));
    if (from && to && lc_sql_literal_order(x->schema[0], &a->type, lc_str(from), lc_str(to)) == 0 &&
        lc_sql_literal_order(x->schema[1], &b->type, lc_str(from), lc_str(to)) == 0) {
        return CTR_OK; /* spelled otherwise */
    }
    if (from && to) {
        return lc_sql_column_differs(
            x, LC_RULE_SQL_DEFAULT_CHANGED, heavier(x, 1, b, CTR_LEVEL_WARNING),
            heavier(x, 0, a, CTR_LEVEL_WARNING), LC_DDL_BRW | LC_DDL_FRW, part, a, b, arguments,
            lc_format(x->c->ctx, "the default of '%s' changed from %.200s to %.200s", part, from,
                      to));
    }
    if (to) { /* what counts by itself needs none */
        ctr_level level = filled(x, 1, b, a);
        return lc_sql_column_differs(
            x, LC_RULE_SQL_DEFAULT_ADDED, level, a->identity ? CTR_LEVEL_INFO : unfilled(x, 0, a),
            LC_DDL_FW | (level == CTR_LEVEL_INFO ? 0 : LC_DDL_BW), part, a, b, arguments,
            lc_format(x->c->ctx, "'%s' has the default %.200s now", part, to));
    }
    if (b->identity) {
        return CTR_OK; /* that is what fills it */
    }
    bool needed = lc_sql_required(x->schema[1], b);
    ctr_level swapped = filled(x, 0, a, b);
    return lc_sql_column_differs(
        x, LC_RULE_SQL_DEFAULT_REMOVED, unfilled(x, 1, b), swapped,
        LC_DDL_BW | (swapped == CTR_LEVEL_INFO ? 0 : LC_DDL_FW), part, a, b, arguments,
        lc_format(x->c->ctx,
                  "'%s' has no default any more (it was %.200s); writers that "
                  "leave it out %s",
                  part, from, needed ? "are refused" : "store null"));
}

static ctr_status generation(struct lc_sql_cmp *x, const char *part, const struct lc_sql_column *a,
                             const struct lc_sql_column *b, bool view)
{
    if (same_text(a->generated, b->generated)) {
        return CTR_OK;
    }
    if (view) {
        if (!a->generated || !b->generated) {
            return CTR_OK; /* of a view whose list is not told */
        }
        return lc_sql_column_differs(x, LC_RULE_SQL_VIEW_CHANGED, CTR_LEVEL_UNDECIDED,
                                     CTR_LEVEL_UNDECIDED, LC_DDL_BR | LC_DDL_FR, part, a, b,
                                     lc_format(x->c->ctx, "%s\n%s", a->generated, b->generated),
                                     lc_format(x->c->ctx,
                                               "'%s' is made of %.200s now and was of %.200s", part,
                                               b->generated, a->generated));
    }
    if (a->generated && b->generated) {
        return lc_sql_column_differs(x, LC_RULE_SQL_GENERATION_CHANGED, CTR_LEVEL_UNDECIDED,
                                     CTR_LEVEL_UNDECIDED, LC_DDL_BR | LC_DDL_FR, part, a, b,
                                     lc_format(x->c->ctx, "%s\n%s", a->generated, b->generated),
                                     lc_format(x->c->ctx,
                                               "'%s' is computed as %.200s now and was as %.200s",
                                               part, b->generated, a->generated));
    }
    if (b->generated) {
        return lc_sql_column_differs(
            x, LC_RULE_SQL_COLUMN_BECAME_GENERATED, CTR_LEVEL_BREAKING, unfilled(x, 0, a),
            LC_DDL_BW | LC_DDL_FW, part, a, b, NULL,
            lc_format(x->c->ctx, "'%s' is computed now, as %.200s", part, b->generated));
    }
    return lc_sql_column_differs(
        x, LC_RULE_SQL_COLUMN_NO_LONGER_GENERATED, unfilled(x, 1, b), CTR_LEVEL_BREAKING,
        LC_DDL_BRW | LC_DDL_FW, part, a, b, NULL,
        lc_format(x->c->ctx, "'%s' is no longer computed; writers have to fill it", part));
}

static ctr_status identity(struct lc_sql_cmp *x, const char *part, const struct lc_sql_column *a,
                           const struct lc_sql_column *b)
{
    if (a->identity == b->identity) {
        return CTR_OK;
    }
    if (b->identity == LC_DDL_ALWAYS) {
        return lc_sql_column_differs(
            x, LC_RULE_SQL_IDENTITY_ALWAYS, CTR_LEVEL_BREAKING,
            a->identity ? CTR_LEVEL_INFO : unfilled(x, 0, a), LC_DDL_BW | LC_DDL_FW, part, a, b,
            NULL,
            lc_format(x->c->ctx, "'%s' always counts by itself now and takes no values", part));
    }
    if (!b->identity) {
        return lc_sql_column_differs(
            x, LC_RULE_SQL_IDENTITY_REMOVED, unfilled(x, 1, b),
            a->identity == LC_DDL_ALWAYS ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
            LC_DDL_BW | (a->identity == LC_DDL_ALWAYS ? LC_DDL_FW : 0), part, a, b, NULL,
            lc_format(x->c->ctx, "'%s' does not count by itself any more", part));
    }
    if (a->identity == LC_DDL_ALWAYS) {
        return lc_sql_column_differs(
            x, LC_RULE_SQL_IDENTITY_BY_DEFAULT, CTR_LEVEL_INFO, CTR_LEVEL_BREAKING, LC_DDL_FW, part,
            a, b, NULL, lc_format(x->c->ctx, "'%s' takes values of writers now", part));
    }
    return lc_sql_column_differs(x, LC_RULE_SQL_IDENTITY_ADDED, CTR_LEVEL_INFO, unfilled(x, 0, a),
                                 LC_DDL_FW, part, a, b, NULL,
                                 lc_format(x->c->ctx, "'%s' counts by itself now", part));
}

/* What SELECT * shows and INSERT without names wants, and how a number is written out. */
static ctr_status shown(struct lc_sql_cmp *x, const char *part, const struct lc_sql_column *a,
                        const struct lc_sql_column *b)
{
    if (a->invisible != b->invisible) {
        bool hidden = b->invisible;
        LC_TRY(lc_sql_column_differs(
            x, LC_RULE_SQL_COLUMN_VISIBILITY_CHANGED,
            hidden ? CTR_LEVEL_UNDECIDED : CTR_LEVEL_WARNING,
            hidden ? CTR_LEVEL_WARNING : CTR_LEVEL_UNDECIDED, LC_DDL_BRW | LC_DDL_FRW, part, a, b,
            hidden ? "invisible" : "visible",
            lc_format(x->c->ctx,
                      hidden ? "'%s' is invisible now: SELECT * does not show it, "
                               "and INSERT without names has no value for it"
                             : "'%s' is no longer invisible: SELECT * shows it, "
                               "and INSERT without names wants a value for it",
                      part)));
    }
    if (a->type.zeros == b->type.zeros) {
        return CTR_OK;
    }
    return lc_sql_column_differs(
        x, LC_RULE_SQL_COLUMN_TYPE_UNDECIDED, CTR_LEVEL_UNDECIDED, CTR_LEVEL_UNDECIDED,
        LC_DDL_BR | LC_DDL_FR, part, a, b,
        lc_format(x->c->ctx, "zeros %lld\n%lld", (long long)a->type.zeros,
                  (long long)b->type.zeros),
        lc_format(x->c->ctx,
                  b->type.zeros ? "'%s' is filled up with zeros now, to another length than before"
                                : "'%s' is no longer filled up with zeros",
                  part));
}

/* Words of a column that mean something to clients, though nobody can say what. */
static ctr_status word(struct lc_sql_cmp *x, enum lc_rule_id rule, const char *part,
                       const struct lc_sql_column *a, const struct lc_sql_column *b,
                       const char *was, const char *is)
{
    const char *from = was ? was : "none";
    const char *to = is ? is : "none";
    bool order = rule == LC_RULE_SQL_COLLATION_CHANGED;
    if (same_text(was, is)) {
        return CTR_OK;
    }
    return lc_sql_column_differs(
        x, rule, CTR_LEVEL_UNDECIDED, CTR_LEVEL_UNDECIDED,
        order ? LC_DDL_BRW | LC_DDL_FRW : LC_DDL_BW | LC_DDL_FW, part, a, b,
        lc_format(x->c->ctx, "%s\n%s", from, to),
        order ? lc_format(x->c->ctx,
                          "the collation of '%s' changed from %s to %s; order and "
                          "equality may differ",
                          part, from, to)
              : lc_format(x->c->ctx,
                          "what is done with values of '%s' is on other terms: "
                          "%s, before %s",
                          part, to, from));
}

static ctr_status words(struct lc_sql_cmp *x, const char *part, const struct lc_sql_column *a,
                        const struct lc_sql_column *b)
{
    const char *none = "none";
    LC_TRY(word(x, LC_RULE_SQL_COLLATION_CHANGED, part, a, b, a->collation, b->collation));
    LC_TRY(word(x, LC_RULE_SQL_CONSTRAINT_TERMS_CHANGED, part, a, b, a->terms, b->terms));
    if (!same_text(a->comment, b->comment)) {
        LC_TRY(lc_sql_column_differs(
            x, LC_RULE_SQL_COLUMN_COMMENT_CHANGED, CTR_LEVEL_INFO, CTR_LEVEL_INFO, LC_DDL_NOBODY,
            part, a, b,
            lc_format(x->c->ctx, "%s\n%s", a->comment ? a->comment : none,
                      b->comment ? b->comment : none),
            lc_format(x->c->ctx, "the comment on '%s' is another one", part)));
    }
    return CTR_OK;
}

/* A column of a view that falls back on nothing has what its table falls back on, or null. */
static ctr_status default_of_view(struct lc_sql_cmp *x, const char *part,
                                  const struct lc_sql_column *a, const struct lc_sql_column *b)
{
    bool views = x->table[0]->kind == LC_DDL_VIEW && x->table[1]->kind == LC_DDL_VIEW;
    const char *from = a->fallback ? a->fallback : "what its table has";
    const char *to = b->fallback ? b->fallback : "what its table has";
    if (!views || same_text(a->fallback, b->fallback)) {
        return CTR_OK;
    }
    return lc_sql_column_differs(
        x,
        !b->fallback  ? LC_RULE_SQL_DEFAULT_REMOVED
        : a->fallback ? LC_RULE_SQL_DEFAULT_CHANGED
                      : LC_RULE_SQL_DEFAULT_ADDED,
        CTR_LEVEL_UNDECIDED, CTR_LEVEL_UNDECIDED, LC_DDL_BW | LC_DDL_FW, part, a, b,
        lc_format(x->c->ctx, "%s\n%s", from, to),
        lc_format(x->c->ctx, "the default of '%s' changed from %.200s to %.200s", part, from, to));
}

static ctr_status compare_one(struct lc_sql_cmp *x, const char *part, const struct lc_sql_column *a,
                              const struct lc_sql_column *b, bool view)
{
    LC_TRY(generation(x, part, a, b, view));
    if (view) {
        return default_of_view(x, part, a, b);
    }
    LC_TRY(lc_sql_compare_type(x, part, a, b));
    LC_TRY(nullness(x, part, a, b));
    LC_TRY(fallback(x, part, a, b));
    LC_TRY(identity(x, part, a, b));
    LC_TRY(lc_sql_compare_counting(x, part, a, b));
    LC_TRY(shown(x, part, a, b));
    return words(x, part, a, b);
}

ctr_status lc_sql_compare_column(struct lc_sql_cmp *x, const char *part,
                                 const struct lc_sql_column *older,
                                 const struct lc_sql_column *newer)
{
    return compare_one(x, part, older, newer, false);
}

ctr_status lc_sql_compare_domain(struct lc_sql_cmp *x, const char *part,
                                 const struct lc_sql_thing *older, const struct lc_sql_thing *newer,
                                 bool elements)
{
    const struct lc_sql_column *a = older->columns[0];
    const struct lc_sql_column *b = newer->columns[0];
    LC_TRY(lc_sql_compare_type(x, part, a, b));
    LC_TRY(elements ? nullness(x, part, a, b) : CTR_OK);
    LC_TRY(words(x, part, a, b));
    return lc_sql_compare_rules(x, part, older, newer);
}

/* ---- all of them ---- */

static ctr_status order(struct lc_sql_cmp *x, const char *part, const struct lc_sql_thing *older,
                        const struct lc_sql_thing *newer)
{
    uint32_t last = 0;
    for (size_t i = 0; i < older->count; i++) {
        const struct lc_sql_column *b = lc_sql_find_column(newer, older->columns[i]->name);
        if (!b) {
            continue;
        }
        if (b->position < last) {
            const struct lc_sql_say say = {
                .rule = LC_RULE_SQL_COLUMN_ORDER_CHANGED,
                .backward = CTR_LEVEL_WARNING,
                .forward = CTR_LEVEL_WARNING,
                .touches = LC_DDL_BRW | LC_DDL_FRW,
                .part = part,
                .node = {older->node, newer->node},
                .message = lc_format(x->c->ctx,
                                     "the columns of '%s' stand in another order: '%s' came later",
                                     part, b->name),
                .advice = "name the columns in SELECT and INSERT"};
            return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
        }
        last = b->position;
    }
    return CTR_OK;
}

static bool takes_part(const struct lc_sql_thing *older, const struct lc_sql_thing *newer,
                       const struct lc_sql_column *b)
{
    for (const struct lc_sql_was *w = b->was; w; w = w->next) {
        const struct lc_sql_column *a = lc_sql_find_column(older, w->name);
        bool was_renamed;
        if (a && lc_sql_counterpart(older, newer, a, &was_renamed) == b) {
            return true;
        }
    }
    return false;
}

ctr_status lc_sql_compare_columns(struct lc_sql_cmp *x, const char *part,
                                  const struct lc_sql_thing *older,
                                  const struct lc_sql_thing *newer)
{
    bool view = older->kind == LC_DDL_VIEW || newer->kind == LC_DDL_VIEW;
    for (size_t i = 0; i < newer->count; i++) {
        newer->columns[i]->position = (uint32_t)i;
    }
    for (size_t i = 0; i < older->count; i++) {
        const struct lc_sql_column *a = older->columns[i];
        bool was_renamed;
        const struct lc_sql_column *b = lc_sql_counterpart(older, newer, a, &was_renamed);
        LC_TRY(lc_spend(x->c->ctx, was_renamed ? 1 + newer->count : 1));
        if (!b) {
            LC_TRY(removed(x, part, older, newer, a));
            continue;
        }
        const char *name = under(x, part, a->name);
        LC_TRY(name ? CTR_OK : CTR_E_NOMEM);
        if (was_renamed) {
            LC_TRY(renamed(x, part, a, b, view));
        }
        const struct lc_sql_thing *outer[2] = {x->table[0], x->table[1]};
        x->table[0] = older;
        x->table[1] = newer;
        LC_TRY(compare_one(x, name, a, b, view));
        x->table[0] = outer[0];
        x->table[1] = outer[1];
    }
    for (size_t i = 0; i < newer->count; i++) {
        const struct lc_sql_column *b = newer->columns[i];
        LC_TRY(lc_spend(x->c->ctx, b->was ? 1 + newer->count : 1));
        if (!lc_sql_find_column(older, b->name) && !takes_part(older, newer, b)) {
            LC_TRY(added(x, part, older, newer, b));
        }
    }
    return order(x, part, older, newer);
}
