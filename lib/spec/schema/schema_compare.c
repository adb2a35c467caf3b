/* The door of the schema room: two schemas at a site. */
#include "spec/schema/schema_room.h"
#include "spec/witness/witness.h"

/* The largest real descriptions take about one step for a hundred bytes. */
static uint64_t most_work(const struct lc_cmp *c)
{
    static const uint64_t least = UINT64_C(10) * 1000 * 1000;
    uint64_t bytes = c->old_bundle->bytes + c->new_bundle->bytes;
    return bytes < 4 * least ? least + bytes : 5 * least;
}

static ctr_status memo_of(struct lc_cmp *c, enum lc_dialect old_dialect,
                          enum lc_dialect new_dialect, struct lc_schema_memo **out)
{
    if (!c->schemas) {
        struct lc_schema_memo *m = lc_new(c->ctx, 1, sizeof *m);
        if (!m) {
            return CTR_E_NOMEM;
        }
        m->c = c;
        m->ctx = c->ctx;
        m->work.most = most_work(c);
        for (int side = 0; side < 2; side++) {
            m->side[side] = (struct lc_side){.ctx = c->ctx,
                                             .bundle = side ? c->new_bundle : c->old_bundle,
                                             .messages = c->messages,
                                             .dialect = side ? new_dialect : old_dialect,
                                             .work = &m->work,
                                             .apart = &m->apart};
        }
        c->schemas = m;
    }
    *out = c->schemas;
    return CTR_OK;
}

static enum lc_io io_of(enum lc_site site)
{
    switch (site) {
    case LC_SITE_PARAMETER:
    case LC_SITE_REQUEST:
        return LC_IO_REQUEST;
    case LC_SITE_RESPONSE:
    case LC_SITE_HEADER:
        return LC_IO_RESPONSE;
    case LC_SITE_DATA:
        break;
    }
    return LC_IO_NONE;
}

static ctr_status compare(struct lc_schema_memo *m, enum lc_site site, const struct lc_part *part,
                          struct lc_node old_schema, struct lc_node new_schema)
{
    struct lc_view *a;
    struct lc_view *b;
    struct lc_pair *pair;
    bool same;
    LC_TRY(lc_same(m, old_schema, new_schema, &same));
    if (same) {
        return CTR_OK;
    }
    LC_TRY(lc_view_of_node(&m->side[0], old_schema, &a));
    LC_TRY(lc_view_of_node(&m->side[1], new_schema, &b));
    LC_TRY(lc_pair_of(m, a, b, io_of(site), &pair));
    LC_TRY(lc_pair_solve(m));
    return lc_pair_tell(m, pair, site, part, (const struct lc_node[2]){old_schema, new_schema});
}

/* What was found so far stands. What was being worked out is not gone on with, here or elsewhere:
 * half a proof proves nothing. */
static ctr_status tell_spent(struct lc_schema_memo *m, enum lc_site site,
                             const struct lc_part *part, struct lc_node old_schema,
                             struct lc_node new_schema)
{
    struct lc_ready ready = {
        .rule = lc_kind_rule(LC_CHANGE_UNDECIDED, site, true),
        .backward = CTR_LEVEL_UNDECIDED,
        .forward = CTR_LEVEL_UNDECIDED,
        .part = lc_part_text(m->ctx, part),
        .arguments = "work",
        .message = "comparing the schemas takes more work than one comparison may; they are "
                   "combined or nested too richly, so what is not told may differ as well",
    };
    if (!ready.part) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_cmp_place(m->c, old_schema, &ready.place[CTR_SIDE_OLD]));
    LC_TRY(lc_cmp_place(m->c, new_schema, &ready.place[CTR_SIDE_NEW]));
    return lc_cmp_add_ready(m->c, &ready);
}

ctr_status lc_schema_compare(struct lc_cmp *c, enum lc_dialect old_dialect,
                             enum lc_dialect new_dialect, enum lc_site site,
                             const struct lc_part *part, struct lc_node old_schema,
                             struct lc_node new_schema)
{
    struct lc_schema_memo *m;
    ctr_status status = CTR_OK;
    LC_TRY(memo_of(c, old_dialect, new_dialect, &m));
    if (!m->work.spent) {
        status = compare(m, site, part, old_schema, new_schema);
    }
    if (!m->work.spent || (status != CTR_OK && status != CTR_E_LIMIT)) {
        return status;
    }
    ctr_error_free(c->ctx->error);
    c->ctx->error = NULL;
    return tell_spent(m, site, part, old_schema, new_schema);
}

void lc_schema_end(struct lc_cmp *c)
{
    lc_witness_end(c->schemas);
}
