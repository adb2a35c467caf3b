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

ctr_status lc_sql_drop_partition(struct lc_sql_schema *s, struct lc_sql_thing *t, const char *name)
{
    struct lc_sql_partition *there = find(t, name);
    if (!there) {
        return CTR_OK;
    }
    there->gone = true;
    return lc_map_set(s->ctx, &t->partition_of, lc_str(name), NULL);
}
