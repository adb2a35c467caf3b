/* Registration of consumers. */
#include "flow/register.h"

#include "flow/evolve.h"

/* The newest version that is not retired and that the pin admits: what the parts are checked
 * against while nothing is active. */
static ctr_status newest_admitted(struct lc_op *op, const struct lc_contract *c, const char *pin,
                                  struct ctr_version *out, bool *found)
{
    struct lc_stmt *st;
    int64_t rid = 0;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_VERSION_LABELS, &st));
    lc_bind_int(st, 1, c->rid);
    for (;;) {
        bool admits;
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            break;
        }
        const char *label = lc_col_text(&op->ctx, st, 1);
        if (!label) {
            return lc_nomem(&op->ctx);
        }
        LC_TRY(lc_pin_admits(&op->ctx, pin, label, &admits));
        if (admits && lc_col_int(st, 2) != CTR_STATE_RETIRED) {
            rid = lc_col_int(st, 0);
        }
    }
    *found = rid != 0;
    return rid ? lc_version_by_rid(op, rid, out) : CTR_OK;
}

static ctr_status check_parts(struct lc_op *op, const struct ctr_version *v,
                              const struct lc_registration *r)
{
    struct lc_edition edition;

    if (!r->part_count) {
        return CTR_OK;
    }
    LC_TRY(lc_edition_load(op, v, &edition));
    for (size_t i = 0; i < r->part_count; i++) {
        bool has;
        LC_TRY(lc_spec_has_part(&op->ctx, &edition.spec, r->parts[i], &has));
        if (!has) {
            return lc_edition_lacks(op, v, &edition, r->parts[i]);
        }
    }
    return CTR_OK;
}

/* Without a pin it is the contract's state that is in the way. */
static ctr_status nothing_to_rely_on(struct lc_op *op, const struct lc_contract *c, const char *pin)
{
    if (!pin) {
        return lc_fail(
            &op->ctx, CTR_E_STATE,
            "all versions of '%s/%s' are retired, so there is nothing to rely on; evolve "
            "it first",
            c->team, c->name);
    }
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_NOT_FOUND,
                "pin '%s' admits no version of '%s/%s' that is not retired; look at its history",
                pin, c->team, c->name);
    lc_detail(&op->ctx, "version", pin);
    return status;
}

ctr_status lc_flow_register(struct lc_op *op, const struct lc_contract *c,
                            struct lc_registration *r, bool allow_unknown, struct ctr_consumer *out)
{
    struct ctr_version v;
    bool found;

    LC_TRY(lc_version_resolve(op, c->rid, r->pin, &v, &found));
    if (found) {
        r->follows_rid = v.rid;
        r->follows = v.label;
    } else {
        LC_TRY(newest_admitted(op, c, r->pin, &v, &found));
    }
    if (!found) {
        return nothing_to_rely_on(op, c, r->pin);
    }
    if (!allow_unknown) {
        LC_TRY(check_parts(op, &v, r));
    }
    return lc_consumer_put(op, c, r, out);
}
