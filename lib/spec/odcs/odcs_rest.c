/*
 * What stands around the schema of a data contract: where the data lie, who may read them, what
 * they cost, whether the contract is still in force, and words.
 */
#include "spec/odcs/odcs.h"

#define S(s) (int)(s).len, (s).len ? (s).ptr : ""

/* A fact of the document, or what came of an entry of a list. */
static ctr_status say(struct lc_odcs_walk *w, enum lc_rule_id rule, enum lc_odcs_change change,
                      ctr_level level, const char *part, struct lc_node old, struct lc_node new,
                      const char *key, const char *message)
{
    const struct lc_odcs_saying s = {
        .rule = rule,
        .change = change,
        .readers = level,
        .writers = change == LC_ODCS_OTHER ? level : CTR_LEVEL_INFO,
        .part = part,
        .old = old,
        .new = new,
        .arguments = lc_format(w->ctx, "%s %llx %llx", key,
                               (unsigned long long)(old.value ? lc_value_hash(old.value) : 0),
                               (unsigned long long)(new.value ? lc_value_hash(new.value) : 0)),
        .message = message,
    };
    return s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM;
}

/* ---- lists of things with names */

struct thing {
    const char *key;  /* in the document, and beginning of the part */
    const char *name; /* what bears the name */
    const char *what;
    enum lc_rule_id removed, added, changed;
    ctr_level gone, other;
    const char *const *notes; /* members that say nothing */
};

static struct lc_str by_name(struct lc_ctx *ctx, const struct lc_odcs_entry *e)
{
    (void)ctx;
    return e->name.len ? e->name : (struct lc_str){NULL, 0};
}

static bool is_note(const struct thing *t, struct lc_str key)
{
    for (const char *const *note = t->notes; *note; note++) {
        if (lc_str_is(key, *note)) {
            return true;
        }
    }
    return false;
}

static ctr_status list(struct lc_odcs_walk *w, const struct thing *t, const char *before,
                       struct lc_node older, struct lc_node newer);

static const char *const role_notes[] = {"role", "description",         "customProperties",
                                         "id",   "firstLevelApprovers", "secondLevelApprovers",
                                         NULL};
static const char *const server_notes[] = {"server", "description", "customProperties",
                                           "id",     "roles",       NULL};
static const char *const channel_notes[] = {"channel", "description",   "customProperties",
                                            "id",      "invitationUrl", "tool",
                                            "scope",   "url",           NULL};
static const struct thing servers = {"servers",
                                     "server",
                                     "server",
                                     LC_RULE_ODCS_SERVER_REMOVED,
                                     LC_RULE_ODCS_SERVER_ADDED,
                                     LC_RULE_ODCS_SERVER_CHANGED,
                                     CTR_LEVEL_BREAKING,
                                     CTR_LEVEL_BREAKING,
                                     server_notes};
static const struct thing roles = {"roles",
                                   "role",
                                   "role",
                                   LC_RULE_ODCS_ROLE_REMOVED,
                                   LC_RULE_ODCS_ROLE_ADDED,
                                   LC_RULE_ODCS_ROLE_CHANGED,
                                   CTR_LEVEL_BREAKING,
                                   CTR_LEVEL_BREAKING,
                                   role_notes};
static const struct thing channels = {"support",
                                      "channel",
                                      "channel of support",
                                      LC_RULE_ODCS_SUPPORT_REMOVED,
                                      LC_RULE_ODCS_SUPPORT_ADDED,
                                      LC_RULE_ODCS_SUPPORT_ADDED,
                                      CTR_LEVEL_WARNING,
                                      CTR_LEVEL_INFO,
                                      channel_notes};

/* What a system means where the contract does not say it. */
static const struct standing {
    const char *type, *key, *value;
} defaults[] = {
    {"athena", "catalog", "awsdatacatalog"},
    {"kafka", "format", "json"},
    {"sqlserver", "port", "1433"},
};

/* It is said on one side only, and is what a server of this type means where it is not. */
static bool is_default(const struct thing *t, const struct lc_node sides[2], struct lc_str key,
                       const struct lc_node at[2])
{
    struct lc_str type = lc_odcs_word(lc_odcs_get(sides[0], "type"));
    struct lc_str said = lc_odcs_word(at[0].value ? at[0] : at[1]);
    bool found = false;
    if (t != &servers || !at[0].value == !at[1].value ||
        !lc_str_eq(type, lc_odcs_word(lc_odcs_get(sides[1], "type")))) {
        return false;
    }
    for (size_t i = 0; !found && i < sizeof defaults / sizeof defaults[0]; i++) {
        const struct standing *d = &defaults[i];
        found = lc_str_is(type, d->type) && lc_str_is(key, d->key) && lc_str_is(said, d->value);
    }
    return found;
}

/* One member of both, or of one. */
static ctr_status member(struct lc_odcs_walk *w, const struct thing *t, const char *part,
                         struct lc_str name, struct lc_str key, const struct lc_node at[2])
{
    if (is_note(t, key)) { /* from one specification to the other words move */
        return w->old->older == w->new->older ? lc_odcs_noted(w, part, "", key, at[0], at[1])
                                              : CTR_OK;
    }
    const char *own = lc_dup(w->ctx, key);
    const char *message =
        lc_format(w->ctx, "%.*s of the %s '%.*s' changed", S(key), t->what, S(name));
    return own && message
               ? say(w, t->changed, LC_ODCS_OTHER, t->other, part, at[0], at[1], own, message)
               : CTR_E_NOMEM;
}

/* All that differs, each member by itself: they are decided on one by one. */
static ctr_status members(struct lc_odcs_walk *w, const struct thing *t, const char *part,
                          struct lc_str name, const struct lc_node sides[2])
{
    for (int side = 0; side < 2; side++) {
        const struct lc_value *mine = sides[side].value;
        for (uint32_t i = 0; lc_is(mine, LC_OBJECT) && i < mine->count; i++) {
            const struct lc_member *m = &mine->members[i];
            const struct lc_node at[2] = {lc_odcs_get_str(sides[0], lc_key(m)),
                                          lc_odcs_get_str(sides[1], lc_key(m))};
            if ((side && at[0].value) || lc_odcs_same(at[0], at[1]) ||
                is_default(t, sides, lc_key(m), at)) {
                continue;
            }
            LC_TRY(member(w, t, part, name, lc_key(m), at));
        }
    }
    return CTR_OK;
}

static ctr_status entry(struct lc_odcs_walk *w, const struct thing *t, const char *part,
                        struct lc_str name, struct lc_node older, struct lc_node newer)
{
    const struct lc_node sides[2] = {older, newer};
    LC_TRY(members(w, t, part, name, sides));
    return t == &servers
               ? list(w, &roles, part, lc_odcs_get(older, "roles"), lc_odcs_get(newer, "roles"))
               : CTR_OK;
}

static const char *part_of(struct lc_odcs_walk *w, const struct thing *t, struct lc_str name)
{
    const char *own = lc_odcs_escape(w->ctx, name);
    return own ? lc_format(w->ctx, "%s.%s", t->key, own) : NULL;
}

/* The roles of a server of the older specification have plain names. */
static const char *name_in(const struct lc_odcs *o, const struct thing *t)
{
    return o->older && t == &roles ? "name" : t->name;
}

static ctr_status list(struct lc_odcs_walk *w, const struct thing *t, const char *before,
                       struct lc_node older, struct lc_node newer)
{
    struct lc_odcs_list a;
    struct lc_odcs_list b;
    if (lc_odcs_same(older, newer)) {
        return CTR_OK;
    }
    LC_TRY(lc_odcs_list(w->old, older, name_in(w->old, t), &a));
    LC_TRY(lc_odcs_list(w->new, newer, name_in(w->new, t), &b));
    int64_t *pair = lc_odcs_pairs(w->ctx, &a);
    if (!pair) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_odcs_pair(w->ctx, &a, &b, by_name, pair));
    for (uint32_t i = 0; i < a.count + b.count; i++) {
        bool gone = i < a.count && pair[i] < 0;
        struct lc_odcs_entry *e = i < a.count ? &a.at[i] : &b.at[i - a.count];
        const char *part = before ? before : part_of(w, t, e->name);
        struct lc_node none = {0};
        if (!part) {
            return CTR_E_NOMEM;
        }
        if (i < a.count && !gone) {
            LC_TRY(entry(w, t, part, e->name, e->at, b.at[pair[i]].at));
        } else if (gone || !e->taken) {
            const char *message =
                lc_format(w->ctx, "the %s '%.*s'%s%s was %s", t->what, S(e->name),
                          before ? " of " : "", before ? before : "", gone ? "removed" : "added");
            const char *key = lc_dup(w->ctx, e->name);
            LC_TRY(!key ? CTR_E_NOMEM
                        : say(w, gone ? t->removed : t->added,
                              gone ? LC_ODCS_WEAKER : LC_ODCS_STRONGER, t->gone, part,
                              gone ? e->at : none, gone ? none : e->at, key, message));
        }
    }
    return CTR_OK;
}

/* ---- single facts */

static bool is_status(struct lc_node at, const char *word)
{
    return lc_str_eq_nocase(lc_odcs_word(at), lc_str(word));
}

static ctr_status status(struct lc_odcs_walk *w, struct lc_node older, struct lc_node newer)
{
    if (lc_odcs_same(older, newer)) {
        return CTR_OK;
    }
    const char *from = lc_odcs_show(w, older);
    const char *to = lc_odcs_show(w, newer);
    if (!from || !to) {
        return CTR_E_NOMEM;
    }
    bool deprecated = is_status(newer, "deprecated");
    bool retired = is_status(newer, "retired");
    return say(w,
               deprecated ? LC_RULE_ODCS_DEPRECATED
               : retired  ? LC_RULE_ODCS_RETIRED
                          : LC_RULE_ODCS_STATUS_CHANGED,
               LC_ODCS_WEAKER, retired ? CTR_LEVEL_WARNING : CTR_LEVEL_INFO, NULL, older, newer, "",
               lc_format(w->ctx, "the status changed from %s to %s", from, to));
}

static const struct fact {
    const char *key;
    enum lc_rule_id rule;
    ctr_level level;
    const char *what;
} facts[] = {
    {"id", LC_RULE_ODCS_ID_CHANGED, CTR_LEVEL_WARNING, "id"},
    {"price", LC_RULE_ODCS_PRICE_CHANGED, CTR_LEVEL_WARNING, "price"},
    {"terms", LC_RULE_ODCS_TERMS_CHANGED, CTR_LEVEL_INFO, "terms"},
    {"description", LC_RULE_ODCS_TERMS_CHANGED, CTR_LEVEL_INFO,
     "description, usage or limitations"},
};

static ctr_status fact(struct lc_odcs_walk *w, const struct fact *f)
{
    struct lc_node older = lc_odcs_get(w->old->root.at, f->key);
    struct lc_node newer = lc_odcs_get(w->new->root.at, f->key);
    if (lc_odcs_same(older, newer)) {
        return CTR_OK;
    }
    return say(w, f->rule, LC_ODCS_OTHER, f->level, NULL, older, newer, f->key,
               lc_format(w->ctx, "the %s of the contract changed", f->what));
}

/* What other rules are about; a word of the other specification is none of them. */
static bool is_judged(const struct lc_odcs *o, struct lc_str key)
{
    static const char *const both[] = {"id",    "price",   "terms",   "description", "servers",
                                       "roles", "support", "quality", NULL};
    static const char *const standard[] = {"schema", "slaProperties", "status", NULL};
    static const char *const older[] = {"models", "definitions", "servicelevels", NULL};
    const char *const *lists[] = {both, o->older ? older : standard};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        for (const char *const *word = lists[i]; *word; word++) {
            if (lc_str_is(key, *word)) {
                return true;
            }
        }
    }
    return false;
}

static ctr_status other(struct lc_odcs_walk *w, struct lc_str key, struct lc_node older,
                        struct lc_node newer)
{
    const char *text = lc_dup(w->ctx, key);
    return !text ? CTR_E_NOMEM
                 : say(w, LC_RULE_ODCS_METADATA_CHANGED, LC_ODCS_OTHER, CTR_LEVEL_INFO, NULL, older,
                       newer, text,
                       lc_format(w->ctx, "'%s' was %s", text,
                                 !older.value   ? "added"
                                 : !newer.value ? "removed"
                                                : "changed"));
}

static ctr_status others(struct lc_odcs_walk *w)
{
    const struct lc_value *old = w->old->root.at.value;
    const struct lc_value *new = w->new->root.at.value;
    struct lc_node none = {0};
    for (uint32_t i = 0; i < old->count; i++) {
        const struct lc_member *m = &old->members[i];
        struct lc_node from = {w->old->doc, &m->value};
        struct lc_node to = {w->new->doc, lc_get_str(new, lc_key(m))};
        if (!is_judged(w->old, lc_key(m)) && !lc_odcs_same(from, to)) {
            LC_TRY(other(w, lc_key(m), from, to));
        }
    }
    for (uint32_t i = 0; i < new->count; i++) {
        const struct lc_member *m = &new->members[i];
        if (!is_judged(w->old, lc_key(m)) && !lc_get_str(old, lc_key(m))) {
            LC_TRY(other(w, lc_key(m), none, (struct lc_node){w->new->doc, &m->value}));
        }
    }
    return CTR_OK;
}

/* From the one specification to the other nearly all words move. */
static ctr_status moved(struct lc_odcs_walk *w)
{
    const char *key = w->new->older ? "dataContractSpecification" : "apiVersion";
    const char *before = w->old->older ? "dataContractSpecification" : "apiVersion";
    LC_TRY(fact(w, &facts[0])); /* the id is the same in both */
    return say(w, LC_RULE_ODCS_METADATA_CHANGED, LC_ODCS_OTHER, CTR_LEVEL_INFO, NULL,
               lc_odcs_get(w->old->root.at, before), lc_odcs_get(w->new->root.at, key),
               "specification",
               "the contract is written in another specification; what is text in it was not "
               "compared");
}

ctr_status lc_odcs_rest(struct lc_odcs_walk *w)
{
    static const struct thing *const things[] = {&servers, &roles, &channels};
    struct lc_node old = w->old->root.at;
    struct lc_node new = w->new->root.at;
    LC_TRY(lc_odcs_quality(w, "quality", lc_odcs_get(old, "quality"), lc_odcs_get(new, "quality")));
    for (size_t i = 0; i < sizeof things / sizeof things[0]; i++) {
        const char *key = things[i]->key;
        LC_TRY(list(w, things[i], NULL, lc_odcs_get(old, key), lc_odcs_get(new, key)));
    }
    if (w->old->older != w->new->older) {
        return moved(w);
    }
    bool older = w->old->older;
    LC_TRY(status(w, lc_odcs_get(older ? lc_odcs_get(old, "info") : old, "status"),
                  lc_odcs_get(older ? lc_odcs_get(new, "info") : new, "status")));
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        LC_TRY(fact(w, &facts[i]));
    }
    return others(w);
}
