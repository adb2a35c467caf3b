/* Partitions of a table, by name. */
#include "spec/sql/sql.h"

static struct lc_sql_partition *find(const struct lc_sql_thing *t, const char *name)
{
    size_t place = (size_t)(uintptr_t)lc_map_get(&t->partition_of, lc_str(name));
    return place ? &t->partitions[place - 1] : NULL;
}

const struct lc_sql_partition *lc_sql_find_partition(const struct lc_sql_thing *t, const char *name)
{
    return find(t, name);
}

ctr_status lc_sql_add_partition(struct lc_sql_schema *s, struct lc_sql_thing *t, const char *name,
                                const char *bounds)
{
    struct lc_sql_partition *there = find(t, name);
    if (!bounds) {
        return CTR_E_NOMEM;
    }
    if (there) { /* the table behind the name may be another */
        there->bounds = bounds;
        return CTR_OK;
    }
    struct lc_sql_partition *more =
        lc_grow(s->ctx, t->partitions, t->partition_count, &t->partition_room, sizeof *more);
    if (!more) {
        return CTR_E_NOMEM;
    }
    t->partitions = more;
    t->partitions[t->partition_count++] = (struct lc_sql_partition){name, bounds, false};
    t->partition_of.seed = s->seed;
    return lc_map_set(s->ctx, &t->partition_of, lc_str(name),
                      (void *)(uintptr_t)t->partition_count);
}

/* What a partition says behind its bounds: how it is kept. */
static bool ends_bounds(struct lc_sql_cursor *c)
{
    static const char *const words[] = {"storage",  "engine",   "comment",    "data", "index",
                                        "max_rows", "min_rows", "tablespace", NULL};
    for (size_t i = 0; words[i]; i++) {
        if (lc_sql_is(c, words[i])) {
            return true;
        }
    }
    return false;
}

ctr_status lc_sql_read_partition(struct lc_sql_cursor *c, struct lc_sql_thing *t, bool anew)
{
    const char *name;
    const struct lc_value *node;
    LC_TRY(lc_sql_want(c, "partition"));
    LC_TRY(lc_sql_name(c, &name, &node));
    if (!anew && lc_sql_find_partition(t, name)) {
        return lc_sql_fail(c->s, node, "'%s' has the partition '%s' already; expected it once",
                           t->name, name);
    }
    const uint32_t from = (lc_sql_peek(c), c->i);
    while (!lc_sql_item_done(c) && !ends_bounds(c)) {
        lc_sql_skip(c);
    }
    const char *bounds = lc_sql_text(c, from, c->i);
    while (bounds && !lc_sql_item_done(c)) {
        if (lc_sql_is(c, "(")) { /* its own partitions */
            const uint32_t inner = c->i;
            lc_sql_skip(c);
            const char *parts = lc_sql_text(c, inner, c->i);
            bounds = parts ? lc_format(c->s->ctx, "%s %s", bounds, parts) : NULL;
        } else {
            lc_sql_skip(c);
        }
    }
    return lc_sql_add_partition(c->s, t, name, bounds);
}

ctr_status lc_sql_drop_partition(struct lc_sql_schema *s, struct lc_sql_thing *t, const char *name)
{
    struct lc_sql_partition *there = find(t, name);
    if (!there) {
        return CTR_OK;
    }
    there->gone = true;
    return lc_map_set(s->ctx, &t->partition_of, lc_str(name), NULL);
}
