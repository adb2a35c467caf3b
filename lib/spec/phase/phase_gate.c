/* Comparing the gates of a phase: what lets less through breaks backward, more forward. */
#include "spec/phase/phase.h"

ctr_status lc_phase_say(struct lc_cmp *c, enum lc_rule_id rule, const char *part,
                        struct lc_node older, struct lc_node newer, struct lc_str name,
                        const char *text)
{
    const struct lc_rule *r = lc_rule(rule);
    bool back = r->direction == CTR_DIRECTION_BACKWARD || r->direction == CTR_DIRECTION_BOTH;
    bool forth = r->direction == CTR_DIRECTION_FORWARD || r->direction == CTR_DIRECTION_BOTH;
    const struct lc_agent_saying s = {.rule = rule,
                                      .backward = back ? r->level : CTR_LEVEL_INFO,
                                      .forward = forth ? r->level : CTR_LEVEL_INFO,
                                      .part = part,
                                      .old = older,
                                      .new = newer,
                                      .name = name};
    const char *mark = strstr(text, "%.*s");
    if (!part) {
        return CTR_E_NOMEM;
    }
    return mark ? lc_agent_say(c, &s, "%.*s%.*s%s", (int)(mark - text), text, LC_S(name), mark + 4)
                : lc_agent_say(c, &s, "%s", text);
}

static const char *below(struct lc_ctx *ctx, const char *part, const char *key, struct lc_str name)
{
    const char *word = lc_agent_word(ctx, name);
    return word ? lc_format(ctx, "%s %s %s", part, key, word) : NULL;
}

/* ---- names */

static const struct names {
    const char *key;
    enum lc_rule_id added, removed;
    const char *came, *went;
} names[] = {
    {"requires", LC_RULE_PHASE_ARTEFACT_REQUIRED, LC_RULE_PHASE_ARTEFACT_NOT_REQUIRED,
     "the artefact '%.*s' is required now; work without it is held up",
     "the artefact '%.*s' is no longer required"},
    {"produces", LC_RULE_PHASE_OUTPUT_ADDED, LC_RULE_PHASE_OUTPUT_REMOVED,
     "the artefact '%.*s' is produced now",
     "the artefact '%.*s' is no longer produced; those who wait for it get nothing"},
    {"approvers", LC_RULE_PHASE_APPROVER_ADDED, LC_RULE_PHASE_APPROVER_REMOVED,
     "'%.*s' has to approve, too", "'%.*s' no longer has to approve"},
};

static ctr_status names_of(struct lc_ctx *ctx, const struct lc_value *list, struct lc_map *out)
{
    for (uint32_t i = 0; list && i < list->count; i++) {
        LC_TRY(lc_map_set(ctx, out, lc_raw(&list->items[i]), (void *)(uintptr_t)1));
    }
    return CTR_OK;
}

static ctr_status compare_names(struct lc_cmp *c, const struct names *n, const char *part,
                                struct lc_node older, struct lc_node newer)
{
    struct lc_node list[2] = {lc_child(older, n->key), lc_child(newer, n->key)};
    struct lc_map has[2] = {{0}, {0}};
    LC_TRY(names_of(c->ctx, list[0].value, &has[0]));
    LC_TRY(names_of(c->ctx, list[1].value, &has[1]));
    for (int side = 0; side < 2; side++) {
        const struct lc_value *own = list[side].value;
        for (uint32_t i = 0; own && i < own->count; i++) {
            struct lc_node at = {list[side].doc, &own->items[i]};
            if (!lc_map_get(&has[1 - side], lc_raw(at.value))) {
                LC_TRY(lc_phase_say(c, side ? n->added : n->removed,
                                    below(c->ctx, part, n->key, lc_raw(at.value)),
                                    side ? older : at, side ? at : newer, lc_raw(at.value),
                                    side ? n->came : n->went));
            }
        }
    }
    return CTR_OK;
}

/* ---- criteria */

static bool mandatory(struct lc_node criterion)
{
    return !lc_is(lc_get(criterion.value, "mandatory"), LC_FALSE);
}

/* Whether a bound asks for more (1), for less (-1), or for the same. `sign` is 1 where more is
 * harder. */
static int harder(struct lc_node older, struct lc_node newer, const char *key, int sign)
{
    struct lc_decimal a;
    struct lc_decimal b;
    bool has_a = lc_number(lc_get(older.value, key), &a);
    bool has_b = lc_number(lc_get(newer.value, key), &b);
    if (!has_a || !has_b) {
        return (int)has_b - (int)has_a;
    }
    int order = lc_decimal_cmp(&b, &a);
    return sign * ((order > 0) - (order < 0));
}

/* Of a criterion that need not be met a threshold holds nobody up, and promises nothing. */
static ctr_status compare_bounds(struct lc_cmp *c, const char *part, struct lc_node older,
                                 struct lc_node newer, bool counts)
{
    static const char *const keys[] = {"at_least", "at_most"};
    for (int i = 0; i < 2; i++) {
        struct lc_node a = lc_child(older, keys[i]);
        struct lc_node b = lc_child(newer, keys[i]);
        int more = harder(older, newer, keys[i], i ? -1 : 1);
        const struct lc_agent_saying s = {
            .rule = more > 0 ? LC_RULE_PHASE_THRESHOLD_RAISED : LC_RULE_PHASE_THRESHOLD_LOWERED,
            .backward = counts && more > 0 ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
            .forward = counts && more < 0 ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
            .part = part,
            .old = a.value ? a : older,
            .new = b.value ? b : newer,
            .name = lc_str(keys[i])};
        LC_TRY(more
                   ? lc_agent_say(c, &s, "'%s' asks for %s than before%s", keys[i],
                                  more > 0 ? "more" : "less", counts ? "" : ", and need not be met")
                   : CTR_OK);
    }
    return CTR_OK;
}

static ctr_status same_criterion(struct lc_cmp *c, const char *part, struct lc_str id,
                                 struct lc_node older, struct lc_node newer)
{
    static const char *const known[] = {"id", "mandatory", "at_least", "at_most", "text", NULL};
    static const char *const notes[] = {"name", "description", NULL};
    static const struct lc_agent_words words = {known, notes, LC_RULE_PHASE_NOTE,
                                                LC_RULE_PHASE_MEMBER};
    struct lc_node text[2] = {lc_child(older, "text"), lc_child(newer, "text")};
    bool same = text[0].value && text[1].value ? lc_value_eq(text[0].value, text[1].value)
                                               : text[0].value == text[1].value;
    bool before = mandatory(older);
    bool after = mandatory(newer);
    if (before != after) {
        LC_TRY(lc_phase_say(c,
                            after ? LC_RULE_PHASE_CRITERION_BECAME_MANDATORY
                                  : LC_RULE_PHASE_CRITERION_BECAME_OPTIONAL,
                            part, older, newer, id,
                            after ? "the criterion '%.*s' has to be met now"
                                  : "the criterion '%.*s' need no longer be met"));
    }
    LC_TRY(compare_bounds(c, part, older, newer, before || after));
    if (!same) {
        LC_TRY(lc_phase_say(c,
                            before || after ? LC_RULE_PHASE_CRITERION_CHANGED : LC_RULE_PHASE_NOTE,
                            part, text[0], text[1], id,
                            "the words of the criterion '%.*s' changed; decide whether they ask "
                            "for more or for less"));
    }
    return lc_agent_rest(c, &words, part, older, newer);
}

static ctr_status compare_criteria(struct lc_cmp *c, const char *part, const char *key,
                                   struct lc_node older, struct lc_node newer)
{
    struct lc_node a = lc_child(older, key);
    struct lc_node b = lc_child(newer, key);
    struct lc_map has[2];
    LC_TRY(lc_agent_index(c->ctx, a, "id", "criterion", &has[0]));
    LC_TRY(lc_agent_index(c->ctx, b, "id", "criterion", &has[1]));
    for (uint32_t i = 0; a.value && i < a.value->count; i++) {
        struct lc_node old = {a.doc, &a.value->items[i]};
        struct lc_str id = lc_text(lc_get(old.value, "id"));
        struct lc_node new = {b.doc, lc_map_get(&has[1], id)};
        const char *at = below(c->ctx, part, key, id);
        if (!at) {
            return CTR_E_NOMEM;
        }
        LC_TRY(new.value ? same_criterion(c, at, id, old, new)
                         : lc_phase_say(c,
                                        mandatory(old) ? LC_RULE_PHASE_CRITERION_REMOVED
                                                       : LC_RULE_PHASE_CRITERION_REMOVED_OPTIONAL,
                                        at, old, newer, id, "the criterion '%.*s' was removed"));
    }
    for (uint32_t i = 0; b.value && i < b.value->count; i++) {
        struct lc_node new = {b.doc, &b.value->items[i]};
        struct lc_str id = lc_text(lc_get(new.value, "id"));
        if (!lc_map_get(&has[0], id)) {
            LC_TRY(lc_phase_say(c,
                                mandatory(new) ? LC_RULE_PHASE_CRITERION_ADDED
                                               : LC_RULE_PHASE_CRITERION_ADDED_OPTIONAL,
                                below(c->ctx, part, key, id), older, new, id,
                                "the criterion '%.*s' was added"));
        }
    }
    return CTR_OK;
}

static ctr_status compare_time(struct lc_cmp *c, const char *part, struct lc_node older,
                               struct lc_node newer)
{
    struct lc_node a = lc_child(older, "timeout");
    struct lc_node b = lc_child(newer, "timeout");
    int64_t before = INT64_MAX;
    int64_t after = INT64_MAX;
    lc_phase_seconds(lc_text(a.value), &before);
    lc_phase_seconds(lc_text(b.value), &after);
    if (before == after) {
        return CTR_OK;
    }
    return lc_phase_say(
        c, after < before ? LC_RULE_PHASE_TIMEOUT_SHORTENED : LC_RULE_PHASE_TIMEOUT_LENGTHENED,
        part, a.value ? a : older, b.value ? b : newer, lc_str("timeout"),
        after < before ? "there is less time than before" : "it may take longer than before");
}

ctr_status lc_phase_compare_gates(struct lc_cmp *c, const char *part, struct lc_node older,
                                  struct lc_node newer)
{
    LC_TRY(compare_criteria(c, part, "entry", older, newer));
    LC_TRY(compare_criteria(c, part, "exit", older, newer));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        LC_TRY(compare_names(c, &names[i], part, older, newer));
    }
    return compare_time(c, part, older, newer);
}
