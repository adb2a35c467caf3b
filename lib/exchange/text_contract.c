/* Contracts, versions and teams as text. */
#include "domain/contract/contract.h"
#include "exchange/text.h"
#include "report/summary.h"

static const char *owner_of(struct lc_text *t, const struct ctr_version *v)
{
    if (v->owner_role && v->owner_agent) {
        return lc_format(t->ctx, "%s, agent %s", v->owner_role, v->owner_agent);
    }
    return v->owner_role ? v->owner_role : v->owner_agent;
}

static void heading(struct lc_text *t, const struct ctr_version *v)
{
    const char *state = lc_word_name(lc_words_state, v->state);

    lc_text_styled(t, LC_BOLD, lc_format(t->ctx, "%s/%s@%s", v->team, v->name, v->label));
    lc_text_add(t, "  ");
    lc_text_styled(t, lc_style_of_state(state), state);
    lc_text_end(t);
}

void lc_text_version(struct lc_text *t, const void *body)
{
    const struct ctr_version *v = body;
    bool described = v->metadata && strcmp(v->metadata, "{}") != 0;

    heading(t, v);
    lc_text_fact(t, "type",
                 lc_format(t->ctx, "%s, %s", lc_word_name(lc_words_type, v->type),
                           lc_word_name(lc_words_format, v->format)));
    lc_text_fact(t, "must keep",
                 lc_format(t->ctx, "%s compatibility, %s", lc_word_name(lc_words_mode, v->mode),
                           lc_word_name(lc_words_profile, v->profile)));
    lc_text_fact(t, "owner", owner_of(t, v));
    lc_text_fact(t, "consumers", lc_format(t->ctx, "%lld", (long long)v->consumers));
    lc_text_fact(t, "base", v->base);
    lc_text_fact(t, "superseded by", v->superseded_by);
    lc_text_fact(t, "reason", v->reason);
    lc_text_fact(t, "declared break", v->break_reason);
    lc_text_fact_time(t, "created", v->created_us, v->created_by);
    lc_text_fact_time(t, "activated", v->activated_us, NULL);
    lc_text_fact_time(t, "deprecated", v->deprecated_us, NULL);
    lc_text_fact_time(t, "sunset", v->sunset_us, NULL);
    lc_text_fact_time(t, "retired", v->retired_us, NULL);
    lc_text_fact(t, "document",
                 lc_format(t->ctx, "%s, sha256 %s", lc_text_count(t, v->document_size, "byte"),
                           v->document_sha256));
    lc_text_fact(t, "metadata", described ? v->metadata : NULL);
    lc_text_fact(t, "id", lc_format(t->ctx, "%s, revision %lld", v->id, (long long)v->revision));
}

static enum lc_style version_style(size_t column, const char *cell)
{
    return column == 0 ? LC_BOLD : column == 2 ? lc_style_of_state(cell) : LC_PLAIN;
}

static void version_cells(struct lc_text *t, const struct ctr_version *v, const char **cells)
{
    cells[0] = lc_format(t->ctx, "%s/%s", v->team, v->name);
    cells[1] = v->label;
    cells[2] = lc_word_name(lc_words_state, v->state);
    cells[3] = lc_word_name(lc_words_type, v->type);
    cells[4] = lc_word_name(lc_words_format, v->format);
    cells[5] = lc_format(t->ctx, "%lld", (long long)v->consumers);
    cells[6] = owner_of(t, v);
}

void lc_text_version_list(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"CONTRACT", "VERSION",   "STATE", "TYPE",
                                           "FORMAT",   "CONSUMERS", "OWNER"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_version_list *list = body;
    const char **cells = lc_text_cells(t, list->count, COLUMNS);

    if (!cells) {
        return;
    }
    if (!list->count) {
        lc_text_line(t, "nothing found");
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        version_cells(t, &list->items[i], cells + i * COLUMNS);
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, list->count, version_style});
}

/* "draft 1, active 2" */
static const char *counts(struct lc_text *t, const struct lc_count_row *rows, size_t count)
{
    const char *text = "";
    for (size_t i = 0; text && i < count; i++) {
        text = lc_format(t->ctx, "%s%s%s %lld", text, i ? ", " : "", rows[i].word,
                         (long long)rows[i].count);
    }
    return text;
}

static enum lc_style active_style(size_t column, const char *cell)
{
    (void)cell;
    return column == 0 ? LC_BOLD : LC_PLAIN;
}

void lc_text_summary(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"CONTRACT", "ACTIVE", "TYPE", "CONSUMERS"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_summary *s = body;
    const char **cells = lc_text_cells(t, s->active_count, COLUMNS);

    if (!cells) {
        return;
    }
    lc_text_styled(t, LC_BOLD, s->team);
    lc_text_line(t, "  %s, %s", lc_text_count(t, s->contracts, "contract"),
                 lc_text_count(t, s->versions, "version"));
    lc_text_fact(t, "states", counts(t, s->states, s->state_count));
    lc_text_fact(t, "types", counts(t, s->types, s->type_count));
    if (!s->active_count) {
        lc_text_fact(t, "active", "none");
        return;
    }
    for (size_t i = 0; i < s->active_count; i++) {
        const struct lc_active_row *row = &s->active[i];
        const char **at = cells + i * COLUMNS;
        at[0] = row->name;
        at[1] = row->label;
        at[2] = lc_word_name(lc_words_type, row->type);
        at[3] = lc_format(t->ctx, "%lld", (long long)row->consumers);
    }
    lc_text_end(t);
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, s->active_count, active_style});
}
