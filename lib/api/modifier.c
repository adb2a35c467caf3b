/* <contracts/modifier.h>: money for SLOs and value. */
#include "flow/modifier.h"

#include "api/getter.h"
#include "api/task.h"

enum { MAX_GOALS = 1000, MAX_NAME = 512, MAX_VALUE = 64 };

LC_WORDS(goal_source)
LC_PARSE(goal_source)

struct modifier_args {
    struct lc_names names;
    const ctr_modifier_goals *given;
    ctr_modifier_goals goals;
};

void ctr_modifier_goals_init(ctr_modifier_goals *goals, size_t size)
{
    lc_options_init(goals, size);
}

static ctr_status goal_check(struct lc_ctx *ctx, const ctr_modifier_goals *g, size_t i)
{
    if (!g->names[i] || !g->values[i]) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "goal %zu has no %s", i + 1,
                       g->names[i] ? "value" : "name");
    }
    LC_TRY(lc_check_text(ctx, "name of a goal", g->names[i], MAX_NAME));
    return lc_check_text(ctx, "value of a goal", g->values[i], MAX_VALUE);
}

static ctr_status modifier_read(struct lc_ctx *ctx, void *user)
{
    struct modifier_args *a = user;
    const ctr_modifier_goals *g = &a->goals;

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "what was measured is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_modifier_goals, a->given, &a->goals));
    if (g->flags & ~CTR_ENTRY_LATE) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "flags %u of a ctr_modifier_goals are not known",
                       g->flags);
    }
    if (g->count > MAX_GOALS || (g->count && (!g->names || !g->values))) {
        return lc_fail(ctx, g->count > MAX_GOALS ? CTR_E_LIMIT : CTR_E_ARGUMENT,
                       "%zu goals were measured; wanted at most %d, with names and values",
                       g->count, MAX_GOALS);
    }
    for (size_t i = 0; i < g->count; i++) {
        LC_TRY(goal_check(ctx, g, i));
    }
    return CTR_OK;
}

static ctr_status modifier_run(struct lc_op *op, void *user, void *body)
{
    struct modifier_args *a = user;
    return lc_flow_modifier(op, a->names.team, a->names.name, &a->goals, body);
}

ctr_status ctr_ledger_modifier(ctr_store *store, const char *team, const char *name,
                               const ctr_modifier_goals *goals, const ctr_call *call,
                               ctr_modifier **out, ctr_error **err)
{
    struct modifier_args args = {.names = {team, name ? name : ""}, .given = goals};
    struct ctr_modifier body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "ledger.modifier",
                                 .names = &args.names,
                                 .read = modifier_read,
                                 .run = modifier_run,
                                 .args = &args,
                                 .shape = &lc_shape_modifier,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

const char *ctr_modifier_value(const ctr_modifier *modifier, const char *name)
{
    static const struct {
        const char *name;
        size_t offset;
    } rows[] = {
        {"cap", offsetof(struct ctr_modifier, cap)},
        {"percent", offsetof(struct ctr_modifier, percent)},
        {"amount", offsetof(struct ctr_modifier, amount)},
        {"before", offsetof(struct ctr_modifier, before)},
        {"moved", offsetof(struct ctr_modifier, moved)},
    };

    for (size_t i = 0; modifier && name && i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            const char *text;
            memcpy(&text, (const char *)modifier + rows[i].offset, sizeof text);
            return text;
        }
    }
    return NULL;
}

LC_GET_STR(modifier, currency, currency)
LC_GET_INT(modifier, entry, seq)
LC_GET_SIZE(modifier, count, goal_count)
LC_GET_STR_AT(modifier, goal, goals, goal_count, .name)
LC_GET_NUM_AT(modifier, int, met, goals, goal_count, .met)
LC_GET_STR_AT(modifier, given, goals, goal_count, .given)
LC_GET_NUM_AT(modifier, ctr_goal_source, source, goals, goal_count, .source)
LC_GET_STR_AT(modifier, from, goals, goal_count, .from)
LC_GET_NUM_AT(modifier, int64_t, counted, goals, goal_count, .counted)
LC_GET_FLAG(modifier, dry_run, dry_run)
LC_FREE(modifier)
