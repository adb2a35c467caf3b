/* Parts of agent kinds: words that the reader notes, and data parts of the schemas inside. */
#include "spec/agent/agent.h"

#include "spec/schema/schema_ref.h"
#include "spec/schema/schema_room.h"

const char *lc_agent_word(struct lc_ctx *ctx, struct lc_str name)
{
    static const char digits[] = "0123456789ABCDEF";
    char *text = lc_new(ctx, 3 * name.len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; text && i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        if (c > ' ' && c != 0x7F) {
            text[n++] = (char)c;
            continue;
        }
        text[n++] = '%';
        text[n++] = digits[c >> 4];
        text[n++] = digits[c & 15];
    }
    return text;
}

static ctr_status append(struct lc_ctx *ctx, struct lc_agent *agent, const char *part)
{
    if (!part) {
        return CTR_E_NOMEM;
    }
    const char **at = lc_grow(ctx, agent->parts, agent->count, &agent->room, sizeof *at);
    if (!at) {
        return CTR_E_NOMEM;
    }
    agent->parts = at;
    agent->parts[agent->count++] = part;
    return CTR_OK;
}

ctr_status lc_agent_note(struct lc_ctx *ctx, struct lc_agent *agent, const char *head,
                         struct lc_str name)
{
    const char *word = lc_agent_word(ctx, name);
    return word ? append(ctx, agent, lc_format(ctx, "%s %s", head, word)) : CTR_E_NOMEM;
}

ctr_status lc_agent_site(struct lc_ctx *ctx, struct lc_agent *agent, const char *part,
                         struct lc_node schema)
{
    struct lc_agent_site *at =
        part ? lc_grow(ctx, agent->sites, agent->site_count, &agent->site_room, sizeof *at) : NULL;
    if (!at) {
        return CTR_E_NOMEM;
    }
    agent->sites = at;
    agent->sites[agent->site_count++] = (struct lc_agent_site){part, schema};
    return CTR_OK;
}

/* The draft that the first schema which names one is written in. */
static enum lc_dialect dialect_of(const struct lc_agent *agent)
{
    for (size_t i = 0; i < agent->site_count; i++) {
        struct lc_str uri = lc_text(lc_get(agent->sites[i].schema.value, "$schema"));
        enum lc_dialect named = lc_dialect_named(uri);
        if (named) {
            return named;
        }
    }
    return LC_DRAFT_2020;
}

ctr_status lc_agent_load(struct lc_ctx *ctx, struct lc_spec *spec, const struct lc_agent *agent)
{
    static const char *const shared[] = {"$defs", "definitions"};
    struct lc_doc *doc = &spec->bundle.files[0]->doc;
    struct lc_nodes roots = {0};
    for (size_t i = 0; i < agent->site_count; i++) {
        LC_TRY(lc_push_node(ctx, &roots, agent->sites[i].schema));
    }
    for (size_t k = 0; k < sizeof shared / sizeof shared[0]; k++) {
        const struct lc_value *list = lc_get(doc->root, shared[k]);
        for (uint32_t i = 0; lc_is(list, LC_OBJECT) && i < list->count; i++) {
            LC_TRY(lc_push_node(ctx, &roots, (struct lc_node){doc, &list->members[i].value}));
        }
    }
    enum lc_dialect dialect = dialect_of(agent);
    spec->dialect_id = (int32_t)dialect;
    spec->agent = agent;
    return lc_schema_load_inside(ctx, &spec->bundle, dialect, &roots);
}

static struct lc_part frame_of(const char *text)
{
    return (struct lc_part){.kind = LC_PART_WORDS, .text = lc_str(text)};
}

ctr_status lc_agent_parts(struct lc_ctx *ctx, struct lc_spec *spec, lc_part_fn fn, void *user)
{
    const struct lc_agent *agent = spec->agent;
    LC_TRY(fn(user, NULL));
    for (size_t i = 0; i < agent->count; i++) {
        struct lc_part at = frame_of(agent->parts[i]);
        LC_TRY(lc_poll(ctx));
        LC_TRY(fn(user, &at));
    }
    for (size_t i = 0; i < agent->site_count; i++) {
        struct lc_part at = frame_of(agent->sites[i].part);
        LC_TRY(fn(user, &at));
        LC_TRY(lc_schema_parts(ctx, &spec->bundle, (enum lc_dialect)spec->dialect_id,
                               agent->sites[i].schema, &at, fn, user));
    }
    return CTR_OK;
}

ctr_status lc_agent_has_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part, bool *out)
{
    const struct lc_agent *agent = spec->agent;
    *out = strcmp(part, "/") == 0;
    for (size_t i = 0; i < agent->count && !*out; i++) {
        *out = strcmp(part, agent->parts[i]) == 0;
    }
    for (size_t i = 0; i < agent->site_count && !*out; i++) {
        const struct lc_agent_site *site = &agent->sites[i];
        size_t n = strlen(site->part);
        *out = strcmp(part, site->part) == 0;
        if (!*out && strncmp(part, site->part, n) == 0 && part[n] == ' ' && part[n + 1] == '/') {
            LC_TRY(lc_schema_has(ctx, &spec->bundle, (enum lc_dialect)spec->dialect_id,
                                 site->schema, lc_str(part + n + 1), out));
        }
    }
    return CTR_OK;
}
