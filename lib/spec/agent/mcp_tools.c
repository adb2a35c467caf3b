/*
 * The format mcp-tools: a tool of the Model Context Protocol, a list of tools, or the answer to
 * tools/list. Input is what a model sends, by the schema it was shown.
 */
#include "spec/agent/agent.h"

enum { CERTAIN = 90, WHEN_ASKED = 1 };

/* ---- what there is */

static bool is_tool(const struct lc_value *value)
{
    return lc_is(lc_get(value, "name"), LC_STRING) &&
           lc_is(lc_get(value, "inputSchema"), LC_OBJECT);
}

/* The list, wherever it stands; value NULL if the document is one tool. */
static struct lc_node list_of(struct lc_node root)
{
    struct lc_node list = lc_child(root, "tools");
    if (root.value && root.value->kind == LC_ARRAY) {
        return root;
    }
    return list.value ? list : lc_child(lc_child(root, "result"), "tools");
}

static int mcp_bid(const struct lc_value *root)
{
    struct lc_node list = list_of((struct lc_node){NULL, root});
    if (list.value) {
        bool tools = lc_is(list.value, LC_ARRAY) && list.value->count;
        for (uint32_t i = 0; tools && i < list.value->count; i++) {
            tools = is_tool(&list.value->items[i]);
        }
        return tools ? CERTAIN : lc_is(list.value, LC_ARRAY) && list.value != root;
    }
    bool some = lc_is(root, LC_OBJECT) && (lc_get(root, "inputSchema") || lc_get(root, "tools"));
    return is_tool(root) ? CERTAIN : some ? WHEN_ASKED : 0;
}

static struct lc_node tool_at(struct lc_node root, uint32_t i)
{
    struct lc_node list = list_of(root);
    if (!list.value) {
        return i ? (struct lc_node){root.doc, NULL} : root;
    }
    bool there = list.value->kind == LC_ARRAY && i < list.value->count;
    return (struct lc_node){root.doc, there ? &list.value->items[i] : NULL};
}

/* "tool search", with more behind it. */
static const char *part_of(struct lc_ctx *ctx, struct lc_str name, const char *more)
{
    const char *word = lc_agent_word(ctx, name);
    return word ? lc_format(ctx, "tool %s%s", word, more) : NULL;
}

/* ---- reading */

static ctr_status read_tool(struct lc_ctx *ctx, struct lc_agent *agent, struct lc_node tool)
{
    struct lc_node name;
    struct lc_node input;
    struct lc_node output;
    struct lc_node hints;
    LC_TRY(lc_poll(ctx));
    LC_TRY(lc_agent_need(ctx, tool, "name", LC_STRING, "the name of a tool, a string", &name));
    LC_TRY(lc_agent_need(ctx, tool, "inputSchema", LC_OBJECT, "a schema of the input, an object",
                         &input));
    LC_TRY(lc_agent_member(ctx, tool, "outputSchema", LC_OBJECT,
                           "a schema of the output, an object", &output));
    LC_TRY(
        lc_agent_member(ctx, tool, "annotations", LC_OBJECT, "an object of annotations", &hints));
    LC_TRY(lc_agent_note(ctx, agent, "tool", lc_raw(name.value)));
    LC_TRY(lc_agent_site(ctx, agent, part_of(ctx, lc_raw(name.value), " input"), input));
    return output.value
               ? lc_agent_site(ctx, agent, part_of(ctx, lc_raw(name.value), " output"), output)
               : CTR_OK;
}

/* A page of a list says nothing of what stands on the others. */
static ctr_status mind_page(struct lc_ctx *ctx, struct lc_node root)
{
    struct lc_node result = lc_child(root, "result");
    const struct lc_value *next = lc_get(result.value ? result.value : root.value, "nextCursor");
    if (!lc_text(next).len) {
        return CTR_OK;
    }
    return lc_doc_fail(ctx, root.doc, next->offset,
                       "this is one page of a list of tools; ask for the others by \"nextCursor\" "
                       "and put them into one list");
}

static ctr_status mcp_read(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct lc_doc *doc = &spec->bundle.files[0]->doc;
    struct lc_node root = {doc, doc->root};
    struct lc_node list = list_of(root);
    struct lc_agent *agent = lc_new(ctx, 1, sizeof *agent);
    struct lc_map names;
    if (!agent) {
        return CTR_E_NOMEM;
    }
    spec->dialect = list.value ? "MCP list of tools" : "MCP tool";
    if (list.value && list.value->kind != LC_ARRAY) {
        return lc_doc_fail(ctx, doc, list.value->offset, "\"tools\": expected an array of tools");
    }
    LC_TRY(mind_page(ctx, root));
    LC_TRY(lc_agent_index(ctx, list, "name", "tool", &names));
    for (uint32_t i = 0; tool_at(root, i).value; i++) {
        LC_TRY(read_tool(ctx, agent, tool_at(root, i)));
    }
    return lc_agent_load(ctx, spec, agent);
}

/* ---- comparing */

static const struct lc_agent_schema input_rules = {LC_AGENT_RULES_SENT(MCP), .must_be_given = true};
static const struct lc_agent_schema output_rules = {LC_AGENT_RULES_GOT(MCP)};

struct tool_pair {
    struct lc_str name;
    struct lc_node old;
    struct lc_node new;
};

static ctr_status say(const struct lc_agent_cmp *a, const struct tool_pair *t, enum lc_rule_id rule,
                      ctr_level backward, ctr_level forward, const char *member, const char *text)
{
    const struct lc_agent_saying s = {
        .rule = rule,
        .backward = backward,
        .forward = forward,
        .part = part_of(a->c->ctx, t->name, ""),
        .old = member && lc_child(t->old, member).value ? lc_child(t->old, member) : t->old,
        .new = member &&lc_child(t->new, member).value ? lc_child(t->new, member) : t->new,
        .name = lc_str(member)};
    return s.part ? lc_agent_say(a->c, &s, "%s", text) : CTR_E_NOMEM;
}

static ctr_status compare_output(const struct lc_agent_cmp *a, const struct tool_pair *t)
{
    struct lc_node older = lc_child(t->old, "outputSchema");
    struct lc_node newer = lc_child(t->new, "outputSchema");
    const char *text = part_of(a->c->ctx, t->name, " output");
    struct lc_part part = {.kind = LC_PART_WORDS, .text = lc_str(text)};
    if (!text) {
        return CTR_E_NOMEM;
    }
    if (older.value && newer.value) {
        return lc_agent_compare_schema(a, &output_rules, &part, older, newer);
    }
    if (!older.value && !newer.value) {
        return CTR_OK;
    }
    const struct lc_agent_saying s = {.rule = newer.value ? LC_RULE_MCP_GOT_SCHEMA_ADDED
                                                          : LC_RULE_MCP_GOT_SCHEMA_REMOVED,
                                      .backward = newer.value ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING,
                                      .forward = newer.value ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
                                      .part = text,
                                      .old = older,
                                      .new = newer};
    return lc_agent_say(a->c, &s, "the schema of the output was %s",
                        newer.value ? "added"
                                    : "removed; callers that read structured output get none");
}

/* What a tool is said not to do, and what holds where nothing is said. */
static const struct {
    const char *key;
    bool otherwise;
    bool promise; /* the value that promises something */
} hints[] = {{"readOnlyHint", false, true},
             {"destructiveHint", true, false},
             {"idempotentHint", false, true},
             {"openWorldHint", true, false}};

static bool promised(const struct lc_value *annotations, size_t i)
{
    const struct lc_value *value = lc_get(annotations, hints[i].key);
    bool boolean = lc_is(value, LC_TRUE) || lc_is(value, LC_FALSE);
    return (boolean ? lc_truth(value) : hints[i].otherwise) == hints[i].promise;
}

static ctr_status compare_hints(const struct lc_agent_cmp *a, const struct tool_pair *t)
{
    static const char *const known[] = {"readOnlyHint", "destructiveHint", "idempotentHint",
                                        "openWorldHint", NULL};
    struct tool_pair inside = {t->name, lc_child(t->old, "annotations"),
                               lc_child(t->new, "annotations")};
    for (size_t i = 0; i < sizeof hints / sizeof hints[0]; i++) {
        bool before = promised(inside.old.value, i);
        bool after = promised(inside.new.value, i);
        const char *text =
            lc_format(a->c->ctx,
                      after ? "'%s' promises more than before"
                            : "'%s' no longer promises what it did; those who let the tool run "
                              "unasked should look at it again",
                      hints[i].key);
        if (before == after) {
            continue;
        }
        LC_TRY(text ? say(a, &inside,
                          after ? LC_RULE_MCP_HINT_STRENGTHENED : LC_RULE_MCP_HINT_WEAKENED,
                          after ? CTR_LEVEL_INFO : CTR_LEVEL_WARNING,
                          after ? CTR_LEVEL_WARNING : CTR_LEVEL_INFO, hints[i].key, text)
                    : CTR_E_NOMEM);
    }
    for (int side = 0; side < 2; side++) {
        const struct lc_value *own = side ? inside.new.value : inside.old.value;
        const struct lc_value *other = side ? inside.old.value : inside.new.value;
        for (uint32_t i = 0; own && i < own->count; i++) {
            struct lc_str key = lc_key(&own->members[i]);
            const struct lc_value *value = lc_get_str(other, key);
            bool told = side && value;
            bool hint = false;
            for (size_t k = 0; known[k]; k++) {
                hint = hint || lc_str_is(key, known[k]);
            }
            if (!hint && !told && !(value && lc_value_eq(&own->members[i].value, value))) {
                LC_TRY(say(a, t, LC_RULE_MCP_NOTE, CTR_LEVEL_INFO, CTR_LEVEL_INFO, "annotations",
                           "annotations changed"));
            }
        }
    }
    return CTR_OK;
}

static ctr_status same_tool(const struct lc_agent_cmp *a, const struct tool_pair *t)
{
    static const char *const known[] = {"name", "inputSchema", "outputSchema", "annotations", NULL};
    static const char *const notes[] = {"title", "description", "icons", "_meta", NULL};
    static const struct lc_agent_words words = {known, notes, LC_RULE_MCP_NOTE, LC_RULE_MCP_MEMBER};
    const char *text = part_of(a->c->ctx, t->name, " input");
    struct lc_part part = {.kind = LC_PART_WORDS, .text = lc_str(text)};
    LC_TRY(text ? lc_agent_compare_schema(a, &input_rules, &part, lc_child(t->old, "inputSchema"),
                                          lc_child(t->new, "inputSchema"))
                : CTR_E_NOMEM);
    LC_TRY(compare_output(a, t));
    LC_TRY(compare_hints(a, t));
    text = part_of(a->c->ctx, t->name, "");
    return text ? lc_agent_rest(a->c, &words, text, t->old, t->new) : CTR_E_NOMEM;
}

static ctr_status one_tool(const struct lc_agent_cmp *a, const struct tool_pair *t)
{
    LC_TRY(lc_spend(a->c->ctx, 1));
    if (!t->new.value) {
        return say(a, t, LC_RULE_MCP_TOOL_REMOVED, CTR_LEVEL_BREAKING, CTR_LEVEL_INFO, NULL,
                   "the tool was removed; calls of it fail");
    }
    if (!t->old.value) {
        return say(a, t, LC_RULE_MCP_TOOL_ADDED, CTR_LEVEL_INFO, CTR_LEVEL_BREAKING, NULL,
                   "the tool was added");
    }
    return same_tool(a, t);
}

/* Two documents of one tool each are about the same tool, whatever it is called. */
static ctr_status alone(const struct lc_agent_cmp *a)
{
    struct tool_pair t = {lc_text(lc_get(a->root[0].value, "name")), a->root[0], a->root[1]};
    if (!lc_str_eq(t.name, lc_text(lc_get(t.new.value, "name")))) {
        LC_TRY(say(a, &t, LC_RULE_MCP_TOOL_RENAMED, CTR_LEVEL_WARNING, CTR_LEVEL_WARNING, "name",
                   "the tool has another name; tell those who call it by the old one"));
    }
    return same_tool(a, &t);
}

/* What stands beside the list, and around it in the answer of a server. */
static ctr_status compare_around(const struct lc_agent_cmp *a)
{
    static const char *const around[] = {"jsonrpc", "id", "result", NULL};
    static const char *const beside[] = {"tools", "nextCursor", "$defs", "definitions", NULL};
    static const char *const notes[] = {"name",    "title", "description", "version",
                                        "$schema", "_meta", NULL};
    static const struct lc_agent_words outside = {around, notes, LC_RULE_MCP_NOTE,
                                                  LC_RULE_MCP_MEMBER};
    static const struct lc_agent_words inside = {beside, notes, LC_RULE_MCP_NOTE,
                                                 LC_RULE_MCP_MEMBER};
    struct lc_node answer[2];
    struct lc_node holder[2];
    for (int side = 0; side < 2; side++) {
        struct lc_node none = {a->root[side].doc, NULL};
        struct lc_node result = lc_child(a->root[side], "result");
        bool list = list_of(a->root[side]).value != NULL;
        bool direct = lc_get(a->root[side].value, "tools") != NULL;
        answer[side] = list && !direct && result.value ? a->root[side] : none;
        holder[side] = answer[side].value ? result : list && direct ? a->root[side] : none;
    }
    LC_TRY(lc_agent_rest(a->c, &outside, "/", answer[0], answer[1]));
    return lc_agent_rest(a->c, &inside, "/", holder[0], holder[1]);
}

static ctr_status mcp_compare(struct lc_cmp *c, const struct lc_spec *older,
                              const struct lc_spec *newer)
{
    const struct lc_agent_cmp a = lc_agent_begin(c, older, newer);
    struct lc_map old_map = {0};
    struct lc_map new_map = {0};
    if (!list_of(a.root[0]).value && !list_of(a.root[1]).value) {
        return alone(&a);
    }
    for (int side = 0; side < 2; side++) {
        for (uint32_t i = 0; tool_at(a.root[side], i).value; i++) {
            const struct lc_value *tool = tool_at(a.root[side], i).value;
            LC_TRY(lc_map_set(c->ctx, side ? &new_map : &old_map, lc_text(lc_get(tool, "name")),
                              (void *)(uintptr_t)tool));
        }
    }
    for (uint32_t i = 0; tool_at(a.root[0], i).value; i++) {
        struct lc_node old = tool_at(a.root[0], i);
        struct tool_pair t = {.name = lc_text(lc_get(old.value, "name")), .old = old};
        t.new = (struct lc_node){a.root[1].doc, lc_map_get(&new_map, t.name)};
        LC_TRY(one_tool(&a, &t));
    }
    for (uint32_t i = 0; tool_at(a.root[1], i).value; i++) {
        struct lc_node new = tool_at(a.root[1], i);
        struct tool_pair t = {lc_text(lc_get(new.value, "name")), {a.root[0].doc, NULL}, new};
        if (!lc_map_get(&old_map, t.name)) {
            LC_TRY(one_tool(&a, &t));
        }
    }
    return compare_around(&a);
}

const struct lc_format_row lc_format_mcp_tools = {
    .format = CTR_FORMAT_MCP_TOOLS,
    .default_profile = CTR_PROFILE_STRICT,
    .called = true,
    .bid = mcp_bid,
    .read = mcp_read,
    .compare = mcp_compare,
    .parts = lc_agent_parts,
    .has_part = lc_agent_has_part,
};
