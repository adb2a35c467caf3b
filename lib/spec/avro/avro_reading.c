/*
 * Which field is read from which. Where aliases lead to a field that goes on under its own name,
 * libraries have two ways: to look for each field's data by its name and its aliases, which refuses
 * two that fit; or to rename what was written by the aliases first, whoever else bears the name.
 */
#include "spec/avro/avro_reading.h"

ctr_status lc_avro_reading(struct lc_ctx *ctx, const struct lc_avro_type *reader,
                           const struct lc_avro_type *writer, struct lc_avro_reading *g)
{
    size_t room = (size_t)reader->count + 1;
    g->reader = reader;
    g->writer = writer;
    g->from = lc_new(ctx, room, sizeof *g->from);
    g->rival = lc_new(ctx, room, sizeof *g->rival);
    g->shared = lc_new(ctx, room, sizeof *g->shared);
    g->renamed = lc_new(ctx, room, sizeof *g->renamed);
    g->taken = lc_new(ctx, (size_t)writer->count + 1, sizeof *g->taken);
    g->told = lc_new(ctx, (size_t)writer->count + 1, sizeof *g->told);
    bool all = g->from && g->rival && g->shared && g->renamed && g->taken && g->told;
    return all ? CTR_OK : CTR_E_NOMEM;
}

/* The writer's field that an alias leads to; -1: none. */
static int64_t aliased(const struct lc_avro_reading *g, const struct lc_avro_field *field,
                       uint32_t alias)
{
    return lc_avro_field(g->writer, lc_raw(&field->aliases->items[alias]), UINT32_MAX);
}

static uint32_t alias_count(const struct lc_avro_field *field)
{
    return field->aliases ? field->aliases->count : 0;
}

/* By its aliases: the first of what is left, else the first that feeds others. */
static void find_by_alias(struct lc_avro_reading *g, uint32_t at)
{
    const struct lc_avro_field *field = &g->reader->fields[at];
    for (uint32_t i = 0; i < alias_count(field); i++) {
        int64_t from = aliased(g, field, i);
        bool free = from >= 0 && !g->taken[from];
        if (free || (from >= 0 && g->from[at] < 0)) {
            g->from[at] = from;
            g->shared[at] = !free;
        }
        if (free) {
            g->taken[from] = true;
            return;
        }
    }
}

/* What else leads to the field, and whom each written field is renamed to: the last who asks. */
static void find_rivals(struct lc_avro_reading *g, int64_t *to, uint32_t at)
{
    const struct lc_avro_field *field = &g->reader->fields[at];
    g->rival[at] = -1;
    for (uint32_t i = 0; i < alias_count(field); i++) {
        int64_t from = aliased(g, field, i);
        if (from < 0) {
            continue;
        }
        if (from != g->from[at] && g->rival[at] < 0) {
            g->rival[at] = from;
        }
        to[from] = at;
    }
}

bool lc_avro_partners(struct lc_avro_walk *w, struct lc_avro_reading *g)
{
    const struct lc_avro_field *fields = g->reader->fields;
    struct lc_mark mark = lc_arena_mark(&w->ctx->arena);
    int64_t *to = lc_new(w->ctx, (size_t)g->writer->count + 1, sizeof *to);
    if (!to) {
        return false;
    }
    for (uint32_t i = 0; i < g->writer->count; i++) {
        to[i] = -1;
    }
    for (uint32_t i = 0; i < g->reader->count; i++) {
        if (!lc_avro_spend(w, 1 + 2 * (uint64_t)alias_count(&fields[i]))) {
            return false;
        }
        g->from[i] = lc_avro_field(g->writer, fields[i].name, i);
        if (g->from[i] >= 0) {
            g->taken[g->from[i]] = true;
            to[g->from[i]] = i;
        }
    }
    for (uint32_t i = 0; i < g->reader->count; i++) {
        if (g->from[i] < 0) {
            find_by_alias(g, i);
        }
    }
    for (uint32_t i = 0; i < g->reader->count; i++) {
        find_rivals(g, to, i);
    }
    for (uint32_t i = 0; i < g->writer->count; i++) {
        g->renamed[to[i] < 0 ? g->reader->count : (uint32_t)to[i]]++;
    }
    lc_arena_release(&w->ctx->arena, mark);
    return true;
}

bool lc_avro_renaming_fails(struct lc_avro_walk *w, const struct lc_avro_reading *g, uint32_t at)
{
    bool missing = !g->renamed[at] && !lc_avro_usable(&g->reader->fields[at]);
    return (missing || g->renamed[at] > 1) && lc_avro_alike(w) == LC_AVRO_OTHER;
}

bool lc_avro_sharing_fails(struct lc_avro_walk *w, const struct lc_avro_reading *g, uint32_t at)
{
    return g->shared[at] && !lc_avro_usable(&g->reader->fields[at]) &&
           lc_avro_alike(w) == LC_AVRO_OTHER;
}

/* ---- what is not renamed: a schema that is read by itself, but for aliases */

/* Words and aliases do not make another schema. */
static bool alike(const struct lc_value *a, const struct lc_value *b);

static bool counts(const struct lc_member *m)
{
    return !lc_str_is(lc_key(m), "aliases") && !lc_str_is(lc_key(m), "doc");
}

static bool objects_alike(const struct lc_value *a, const struct lc_value *b)
{
    uint32_t ours = 0;
    uint32_t theirs = 0;
    for (uint32_t i = 0; i < b->count; i++) {
        theirs += counts(&b->members[i]);
    }
    for (uint32_t i = 0; i < a->count; i++) {
        const struct lc_member *m = &a->members[i];
        if (!counts(m)) {
            continue;
        }
        const struct lc_value *other = lc_get_str(b, lc_key(m));
        bool value = lc_str_is(lc_key(m), "default");
        ours++;
        if (!other || !(value ? lc_value_eq(&m->value, other) : alike(&m->value, other))) {
            return false;
        }
    }
    return ours == theirs;
}

static bool alike(const struct lc_value *a, const struct lc_value *b)
{
    if (a->kind != b->kind || (a->kind != LC_OBJECT && a->kind != LC_ARRAY)) {
        return lc_value_eq(a, b);
    }
    if (a->kind == LC_OBJECT) {
        return objects_alike(a, b);
    }
    bool same = a->count == b->count;
    for (uint32_t i = 0; same && i < a->count; i++) {
        same = alike(&a->items[i], &b->items[i]);
    }
    return same;
}

enum lc_avro_alikeness lc_avro_alike(struct lc_avro_walk *w)
{
    const struct lc_value *older = w->old->root.at;
    const struct lc_value *newer = w->new->root.at;
    if (w->alike == LC_AVRO_NOT_ASKED) {
        w->alike = lc_value_eq(older, newer) ? LC_AVRO_SAME
                   : alike(older, newer)     ? LC_AVRO_BUT_FOR_ALIASES
                                             : LC_AVRO_OTHER;
    }
    return w->alike;
}
