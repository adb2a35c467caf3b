/* Comparing agent cards: what callers of the older edition find in the newer one. */
#include "spec/agent/agent_card.h"

ctr_status lc_card_say(struct lc_cmp *c, enum lc_rule_id rule, const char *part,
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
    if (!mark) {
        return lc_agent_say(c, &s, "%s", text);
    }
    return lc_agent_say(c, &s, "%.*s%.*s%s", (int)(mark - text), text, LC_S(name), mark + 4);
}

const char *lc_card_part(struct lc_ctx *ctx, const char *head, struct lc_str name)
{
    const char *word = lc_agent_word(ctx, name);
    return word ? lc_format(ctx, "%s %s", head, word) : NULL;
}

/* ---- kinds of content */

static const struct lc_value *find_text(const struct lc_value *list, struct lc_str text)
{
    for (uint32_t i = 0; list && i < list->count; i++) {
        if (lc_str_eq(lc_raw(&list->items[i]), text)) {
            return &list->items[i];
        }
    }
    return NULL;
}

struct modes {
    const char *head; /* "input-mode", "skill x output-mode" */
    enum lc_rule_id removed;
    enum lc_rule_id added;
    const char *gone; /* with the mode's %.*s */
    const char *came;
};

static ctr_status compare_modes(struct lc_cmp *c, const struct modes *m, struct lc_node older,
                                struct lc_node newer)
{
    struct lc_node none = {older.doc, NULL};
    for (uint32_t i = 0; older.value && i < older.value->count; i++) {
        struct lc_node at = {older.doc, &older.value->items[i]};
        if (!find_text(newer.value, lc_raw(at.value))) {
            LC_TRY(lc_card_say(c, m->removed, lc_card_part(c->ctx, m->head, lc_raw(at.value)), at,
                               (struct lc_node){newer.doc, newer.value}, lc_raw(at.value),
                               m->gone));
        }
    }
    for (uint32_t i = 0; newer.value && i < newer.value->count; i++) {
        struct lc_node at = {newer.doc, &newer.value->items[i]};
        if (!find_text(older.value, lc_raw(at.value))) {
            LC_TRY(lc_card_say(c, m->added, lc_card_part(c->ctx, m->head, lc_raw(at.value)), none,
                               at, lc_raw(at.value), m->came));
        }
    }
    return CTR_OK;
}

static ctr_status input_modes(struct lc_cmp *c, const char *head, struct lc_node older,
                              struct lc_node newer)
{
    const struct modes m = {head, LC_RULE_AGENT_INPUT_MODE_REMOVED, LC_RULE_AGENT_INPUT_MODE_ADDED,
                            "input mode '%.*s' was removed; callers that send it are refused",
                            "input mode '%.*s' was added"};
    return head ? compare_modes(c, &m, older, newer) : CTR_E_NOMEM;
}

static ctr_status output_modes(struct lc_cmp *c, const char *head, struct lc_node older,
                               struct lc_node newer)
{
    const struct modes m = {head, LC_RULE_AGENT_OUTPUT_MODE_REMOVED,
                            LC_RULE_AGENT_OUTPUT_MODE_ADDED,
                            "output mode '%.*s' was removed; callers that take nothing else get no "
                            "answer",
                            "output mode '%.*s' was added"};
    return head ? compare_modes(c, &m, older, newer) : CTR_E_NOMEM;
}

/* ---- skills */

/* The modes of a skill: its own, or those of the agent. */
static struct lc_node modes_of(struct lc_node skill, struct lc_node root, const char *own,
                               const char *shared)
{
    struct lc_node node = lc_child(skill, own);
    return node.value ? node : lc_child(root, shared);
}

static ctr_status skill_modes(const struct lc_agent_cmp *a, const char *part,
                              const struct lc_node skill[2])
{
    struct lc_ctx *ctx = a->c->ctx;
    if (lc_get(skill[0].value, "inputModes") || lc_get(skill[1].value, "inputModes")) {
        LC_TRY(input_modes(a->c, lc_format(ctx, "%s input-mode", part),
                           modes_of(skill[0], a->root[0], "inputModes", "defaultInputModes"),
                           modes_of(skill[1], a->root[1], "inputModes", "defaultInputModes")));
    }
    if (lc_get(skill[0].value, "outputModes") || lc_get(skill[1].value, "outputModes")) {
        LC_TRY(output_modes(a->c, lc_format(ctx, "%s output-mode", part),
                            modes_of(skill[0], a->root[0], "outputModes", "defaultOutputModes"),
                            modes_of(skill[1], a->root[1], "outputModes", "defaultOutputModes")));
    }
    return CTR_OK;
}

static ctr_status one_skill(const struct lc_agent_cmp *a, struct lc_str id, struct lc_node older,
                            struct lc_node newer)
{
    static const char *const known[] = {"id",       "inputModes",           "outputModes",
                                        "security", "securityRequirements", NULL};
    static const char *const notes[] = {"name", "description", "tags", "examples", NULL};
    static const struct lc_agent_words words = {known, notes, LC_RULE_AGENT_SKILL_NOTE,
                                                LC_RULE_AGENT_MEMBER};
    const struct lc_node both[2] = {older, newer};
    const char *part = lc_card_part(a->c->ctx, "skill", id);
    LC_TRY(lc_spend(a->c->ctx, 1));
    if (!part) {
        return CTR_E_NOMEM;
    }
    if (!newer.value) {
        return lc_card_say(a->c, LC_RULE_AGENT_SKILL_REMOVED, part, older, newer, id,
                           "skill '%.*s' was removed; callers that ask for it get no answer");
    }
    if (!older.value) {
        return lc_card_say(a->c, LC_RULE_AGENT_SKILL_ADDED, part, older, newer, id,
                           "skill '%.*s' was added");
    }
    LC_TRY(skill_modes(a, part, both));
    LC_TRY(lc_card_compare_requirement(a->c, part, older, newer));
    return lc_agent_rest(a->c, &words, part, older, newer);
}

/* ---- lists of things with a name */

typedef ctr_status one_fn(const struct lc_agent_cmp *a, struct lc_str name, struct lc_node older,
                          struct lc_node newer);
typedef struct lc_str name_fn(const struct lc_value *item);

static struct lc_str id_of(const struct lc_value *item)
{
    return lc_text(lc_get(item, "id"));
}

static ctr_status by_name(struct lc_ctx *ctx, struct lc_node list, name_fn *name,
                          struct lc_map *out)
{
    *out = (struct lc_map){0};
    for (uint32_t i = 0; list.value && i < list.value->count; i++) {
        const struct lc_value *item = &list.value->items[i];
        struct lc_str text = name(item);
        if (text.len && !lc_map_get(out, text)) {
            LC_TRY(lc_map_set(ctx, out, text, (void *)(uintptr_t)item));
        }
    }
    return CTR_OK;
}

/* What has no name is left out; of several with one name the first counts. */
static ctr_status compare_list(const struct lc_agent_cmp *a, struct lc_node older,
                               struct lc_node newer, name_fn *name, one_fn *one)
{
    struct lc_map old_map;
    struct lc_map new_map;
    LC_TRY(by_name(a->c->ctx, older, name, &old_map));
    LC_TRY(by_name(a->c->ctx, newer, name, &new_map));
    for (uint32_t i = 0; older.value && i < older.value->count; i++) {
        const struct lc_value *item = &older.value->items[i];
        struct lc_str text = name(item);
        if (text.len && lc_map_get(&old_map, text) == item) {
            LC_TRY(one(a, text, (struct lc_node){older.doc, item},
                       (struct lc_node){newer.doc, lc_map_get(&new_map, text)}));
        }
    }
    for (uint32_t i = 0; newer.value && i < newer.value->count; i++) {
        const struct lc_value *item = &newer.value->items[i];
        struct lc_str text = name(item);
        if (text.len && lc_map_get(&new_map, text) == item && !lc_map_get(&old_map, text)) {
            LC_TRY(
                one(a, text, (struct lc_node){older.doc, NULL}, (struct lc_node){newer.doc, item}));
        }
    }
    return CTR_OK;
}

/* ---- capabilities and extensions */

static bool is_flag(const struct lc_value *value)
{
    return !value || lc_is(value, LC_NULL) || lc_is(value, LC_TRUE) || lc_is(value, LC_FALSE);
}

static ctr_status one_capability(struct lc_cmp *c, struct lc_str key, struct lc_node older,
                                 struct lc_node newer)
{
    bool before = lc_truth(older.value);
    bool after = lc_truth(newer.value);
    if (!is_flag(older.value) || !is_flag(newer.value)) {
        bool same = older.value && newer.value && lc_value_eq(older.value, newer.value);
        return same || lc_str_is(key, "extensions")
                   ? CTR_OK
                   : lc_card_say(c, LC_RULE_AGENT_MEMBER, lc_card_part(c->ctx, "capability", key),
                                 older, newer, key,
                                 "capability '%.*s' is no flag and changed, and no rule can tell "
                                 "what that does; compare the two by hand");
    }
    if (before == after) {
        return CTR_OK;
    }
    return lc_card_say(c, after ? LC_RULE_AGENT_CAPABILITY_ADDED : LC_RULE_AGENT_CAPABILITY_REMOVED,
                       lc_card_part(c->ctx, "capability", key), older, newer, key,
                       after ? "capability '%.*s' was switched on"
                             : "capability '%.*s' was switched off; callers that rely on it fail");
}

static ctr_status compare_capabilities(struct lc_cmp *c, struct lc_node older, struct lc_node newer)
{
    for (uint32_t i = 0; older.value && i < older.value->count; i++) {
        const struct lc_member *m = &older.value->members[i];
        LC_TRY(one_capability(c, lc_key(m), (struct lc_node){older.doc, &m->value},
                              (struct lc_node){newer.doc, lc_get_str(newer.value, lc_key(m))}));
    }
    for (uint32_t i = 0; newer.value && i < newer.value->count; i++) {
        const struct lc_member *m = &newer.value->members[i];
        if (!lc_get_str(older.value, lc_key(m))) {
            LC_TRY(one_capability(c, lc_key(m), (struct lc_node){older.doc, NULL},
                                  (struct lc_node){newer.doc, &m->value}));
        }
    }
    return CTR_OK;
}

static ctr_status one_extension(const struct lc_agent_cmp *a, struct lc_str uri,
                                struct lc_node older, struct lc_node newer)
{
    static const char *const known[] = {"uri", "required", "params", NULL};
    static const char *const notes[] = {"description", NULL};
    static const struct lc_agent_words words = {known, notes, LC_RULE_AGENT_NOTE,
                                                LC_RULE_AGENT_MEMBER};
    const char *part = lc_card_part(a->c->ctx, "extension", uri);
    bool before = lc_truth(lc_get(older.value, "required"));
    bool after = lc_truth(lc_get(newer.value, "required"));
    struct lc_node from = lc_child(older, "params");
    struct lc_node to = lc_child(newer, "params");
    if (!newer.value) {
        return lc_card_say(a->c, LC_RULE_AGENT_EXTENSION_REMOVED, part, older, newer, uri,
                           "extension '%.*s' was removed; callers that use it are not understood");
    }
    if (!older.value) {
        return lc_card_say(
            a->c, after ? LC_RULE_AGENT_EXTENSION_ADDED_REQUIRED : LC_RULE_AGENT_EXTENSION_ADDED,
            part, older, newer, uri,
            after ? "extension '%.*s' was added and has to be used; make it optional "
                    "first"
                  : "extension '%.*s' was added");
    }
    if (before != after) {
        LC_TRY(lc_card_say(a->c,
                           after ? LC_RULE_AGENT_EXTENSION_BECAME_REQUIRED
                                 : LC_RULE_AGENT_EXTENSION_BECAME_OPTIONAL,
                           part, older, newer, uri,
                           after ? "extension '%.*s' has to be used now"
                                 : "extension '%.*s' need no longer be used"));
    }
    bool same = from.value && to.value ? lc_value_eq(from.value, to.value) : from.value == to.value;
    LC_TRY(same ? CTR_OK
                : lc_card_say(a->c, LC_RULE_AGENT_EXTENSION_CHANGED, part, from, to, uri,
                              "the parameters of extension '%.*s' changed; look up there what that "
                              "means"));
    return part ? lc_agent_rest(a->c, &words, part, older, newer) : CTR_E_NOMEM;
}

/* ---- the card */

static ctr_status compare_rest(const struct lc_agent_cmp *a)
{
    static const char *const known[] = {"skills",
                                        "supportedInterfaces",
                                        "url",
                                        "capabilities",
                                        "preferredTransport",
                                        "additionalInterfaces",
                                        "security",
                                        "protocolVersion",
                                        "defaultInputModes",
                                        "securitySchemes",
                                        "securityRequirements",
                                        "defaultOutputModes",
                                        "supportsAuthenticatedExtendedCard",
                                        NULL};
    static const char *const notes[] = {"name",    "description",      "version",    "provider",
                                        "iconUrl", "documentationUrl", "signatures", NULL};
    static const struct lc_agent_words words = {known, notes, LC_RULE_AGENT_NOTE,
                                                LC_RULE_AGENT_MEMBER};
    return lc_agent_rest(a->c, &words, "/", a->root[0], a->root[1]);
}

ctr_status lc_card_compare(struct lc_cmp *c, const struct lc_spec *older,
                           const struct lc_spec *newer)
{
    const struct lc_agent_cmp a = lc_agent_begin(c, older, newer);
    const struct lc_node *from = &a.root[0];
    const struct lc_node *to = &a.root[1];
    const char *extended = "supportsAuthenticatedExtendedCard";
    LC_TRY(compare_list(&a, lc_child(*from, "skills"), lc_child(*to, "skills"), id_of, one_skill));
    LC_TRY(lc_card_compare_interfaces(&a));
    LC_TRY(compare_capabilities(c, lc_child(*from, "capabilities"), lc_child(*to, "capabilities")));
    LC_TRY(one_capability(c, lc_str(extended), lc_child(*from, extended), lc_child(*to, extended)));
    LC_TRY(compare_list(&a, lc_child(lc_child(*from, "capabilities"), "extensions"),
                        lc_child(lc_child(*to, "capabilities"), "extensions"), lc_card_uri,
                        one_extension));
    LC_TRY(lc_card_compare_security(&a));
    LC_TRY(input_modes(c, "input-mode", lc_child(*from, "defaultInputModes"),
                       lc_child(*to, "defaultInputModes")));
    LC_TRY(output_modes(c, "output-mode", lc_child(*from, "defaultOutputModes"),
                        lc_child(*to, "defaultOutputModes")));
    return compare_rest(&a);
}
