/* Comparisons with versions before the base: stored, loaded, summed up. */
#include "core/page.h"
#include "domain/contract/contract.h"
#include "domain/contract/version_row.h"

static const struct lc_field earlier_fields[] = {
    LC_FIELD_OF(lc_earlier, "version", LC_KIND_STR, label),
    LC_FIELD_NEST(lc_earlier, "comparison", LC_KIND_REF, diff, &lc_shape_diff),
};
const struct lc_shape lc_shape_earlier = LC_SHAPE(lc_earlier, earlier_fields);

ctr_status lc_version_lived_size(struct lc_op *op, int64_t contract_rid, int64_t but_rid,
                                 int64_t *count, int64_t *bytes)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_VERSION_LIVED_SIZE, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_int(st, 2, but_rid);
    LC_TRY(lc_step_row(&op->ctx, op->db, st));
    *count = lc_col_int(st, 0);
    *bytes = lc_col_int(st, 1);
    lc_stmt_done(st);
    return CTR_OK;
}

ctr_status lc_version_lived(struct lc_op *op, int64_t contract_rid, int64_t but_rid,
                            struct ctr_version **out, size_t *count)
{
    struct lc_stmt *st;
    struct lc_page page;

    LC_TRY(lc_sql(op, LC_SQL_VERSION_LIVED, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_int(st, 2, but_rid);
    LC_TRY(lc_page_read(op, st, SIZE_MAX, sizeof **out, lc_version_read, &page));
    *out = page.items;
    *count = page.count;
    return CTR_OK;
}

static bool is_worse(const struct ctr_diff *d, const struct lc_against *than)
{
    return d->verdict != CTR_VERDICT_COMPATIBLE && (!than->label || d->verdict < than->verdict);
}

struct lc_against lc_against_of(const struct lc_earlier_list *list)
{
    struct lc_against out = {.count = (int64_t)list->count, .verdict = CTR_VERDICT_COMPATIBLE};

    for (size_t i = 0; i < list->count; i++) {
        const struct ctr_diff *d = list->items[i].diff;
        if (is_worse(d, &out)) {
            out.label = list->items[i].label;
            out.verdict = d->verdict;
            out.breaking = d->counts.breaking;
            out.undecided = d->counts.undecided;
        }
    }
    return out;
}

static ctr_status insert(struct lc_op *op, int64_t version_rid, int64_t earlier_rid,
                         const struct ctr_diff *diff, const struct lc_packed_diff *packed)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_EARLIER_INSERT, &st));
    lc_bind_int(st, 1, version_rid);
    lc_bind_int(st, 2, earlier_rid);
    lc_bind_int(st, 3, diff->verdict);
    lc_bind_int(st, 4, diff->counts.breaking);
    lc_bind_int(st, 5, diff->counts.undecided);
    lc_bind_int(st, 6, diff->counts.warning);
    lc_bind_int(st, 7, diff->counts.info);
    lc_bind_int(st, 8, packed->size);
    lc_bind_int(st, 9, packed->packing);
    lc_bind_blob(st, 10, packed->bytes.ptr, packed->bytes.len);
    lc_bind_int(st, 11, diff->engine);
    return lc_run(op, st);
}

ctr_status lc_earlier_store(struct lc_op *op, int64_t version_rid,
                            const struct lc_earlier_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct lc_packed_diff packed;
        struct lc_mark mark = lc_arena_mark(&op->ctx.arena);
        LC_TRY(lc_evolution_pack(&op->ctx, list->items[i].diff, &packed));
        LC_TRY(insert(op, version_rid, list->items[i].rid, list->items[i].diff, &packed));
        lc_arena_release(&op->ctx.arena, mark);
        LC_TRY(lc_poll(&op->ctx));
    }
    return CTR_OK;
}

ctr_status lc_earlier_restore(struct lc_op *op, int64_t version_rid, int64_t earlier_rid,
                              const struct ctr_diff *diff, struct lc_str json)
{
    struct lc_packed_diff packed = {.size = (int64_t)json.len};

    LC_TRY(lc_pack_bytes(&op->ctx, json, &packed.packing, &packed.bytes));
    return insert(op, version_rid, earlier_rid, diff, &packed);
}

static ctr_status read_earlier(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_earlier *e = item;

    e->rid = lc_col_int(st, 0);
    e->label = lc_col_text(&op->ctx, st, 1);
    LC_TRY(lc_evolution_unpack(op, lc_col_view(st, 4), lc_col_int(st, 3), lc_col_int(st, 2),
                               &e->diff));
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_earlier_load(struct lc_op *op, int64_t version_rid, struct lc_earlier_list *out)
{
    struct lc_stmt *st;
    struct lc_page page;

    *out = (struct lc_earlier_list){NULL, 0};
    if (op->store->schema < LC_SCHEMA_RUNS) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_EARLIER_LIST, &st));
    lc_bind_int(st, 1, version_rid);
    LC_TRY(lc_page_read(op, st, SIZE_MAX, sizeof *out->items, read_earlier, &page));
    *out = (struct lc_earlier_list){page.items, page.count};
    return CTR_OK;
}

ctr_status lc_earlier_get(struct lc_op *op, int64_t version_rid, int64_t earlier_rid,
                          struct ctr_diff **out)
{
    struct lc_stmt *st;
    bool row;

    *out = NULL;
    if (op->store->schema < LC_SCHEMA_RUNS) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_EARLIER_GET, &st));
    lc_bind_int(st, 1, version_rid);
    lc_bind_int(st, 2, earlier_rid);
    LC_TRY(lc_row(op, st, &row));
    if (row) {
        LC_TRY(
            lc_evolution_unpack(op, lc_col_view(st, 2), lc_col_int(st, 1), lc_col_int(st, 0), out));
        lc_stmt_done(st);
    }
    return CTR_OK;
}

ctr_status lc_earlier_against(struct lc_op *op, int64_t version_rid, struct lc_against *out)
{
    struct lc_stmt *st;
    bool row;

    *out = (struct lc_against){.verdict = CTR_VERDICT_COMPATIBLE};
    if (op->store->schema < LC_SCHEMA_RUNS) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_EARLIER_COUNT, &st));
    lc_bind_int(st, 1, version_rid);
    LC_TRY(lc_step_row(&op->ctx, op->db, st));
    out->count = lc_col_int(st, 0);
    out->size = lc_col_int(st, 1);
    lc_stmt_done(st);
    LC_TRY(lc_sql(op, LC_SQL_EARLIER_WORST, &st));
    lc_bind_int(st, 1, version_rid);
    LC_TRY(lc_row(op, st, &row));
    if (row) {
        out->label = lc_col_text(&op->ctx, st, 0);
        out->verdict = (ctr_verdict)lc_col_int(st, 1);
        out->breaking = lc_col_int(st, 2);
        out->undecided = lc_col_int(st, 3);
    }
    lc_stmt_done(st);
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}
