/* Look-ups of contracts and versions. */
#include "base/names.h"
#include "base/semver.h"
#include "core/page.h"
#include "domain/contract/contract.h"
#include "domain/contract/version_row.h"

/* A label such as "winter" is no range and need not be parsed as one. */
static bool looks_like_range(const char *text)
{
    text += *text == 'v' || *text == 'V';
    return *text && strchr("0123456789^~<>=!*xX|", *text);
}

const char *lc_contract_key(struct lc_ctx *ctx, const char *team, const char *name)
{
    char *key = lc_format(ctx, "%s/%s", team, name);
    return key ? lc_lower(ctx, key) : NULL;
}

bool lc_is_contract_key(const char *text)
{
    struct lc_str team;
    struct lc_str name;

    return lc_str_cut(lc_str(text), '/', &team, &name) && lc_is_name_key(team) &&
           lc_is_name_key(name);
}

const char *lc_version_subject(struct lc_ctx *ctx, const struct ctr_version *v)
{
    return lc_format(ctx, "version:%s/%s@%s", v->team, v->name, v->label);
}

const char *lc_contract_subject(struct lc_ctx *ctx, const struct lc_contract *c)
{
    return lc_format(ctx, "contract:%s/%s", c->team, c->name);
}

ctr_status lc_contract_find(struct lc_op *op, const char *team, const char *name,
                            struct lc_contract *out, bool *found)
{
    struct lc_stmt *st;
    struct lc_ctx *ctx = &op->ctx;
    const char *key = lc_contract_key(ctx, team, name);

    *found = false;
    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_CONTRACT_FIND, &st));
    lc_bind_text(st, 1, key);
    LC_TRY(lc_row(op, st, found));
    if (!*found) {
        return CTR_OK;
    }
    *out = (struct lc_contract){
        .rid = lc_col_int(st, 0),
        .key = lc_col_text(ctx, st, 1),
        .team = lc_col_text(ctx, st, 2),
        .name = lc_col_text(ctx, st, 3),
        .type = (ctr_type)lc_col_int(st, 4),
        .mode = (ctr_mode)lc_col_int(st, 5),
        .profile = (ctr_profile)lc_col_int(st, 6),
        .owner_role = lc_col_text(ctx, st, 7),
        .owner_agent = lc_col_text(ctx, st, 8),
        .metadata = lc_col_text(ctx, st, 9),
        .created_us = lc_col_int(st, 10),
        .created_by = lc_col_text(ctx, st, 11),
    };
    lc_stmt_done(st);
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_contract_get(struct lc_op *op, const char *team, const char *name,
                           struct lc_contract *out)
{
    bool found;

    LC_TRY(lc_contract_find(op, team, name, out, &found));
    if (!found) {
        ctr_status status = lc_fail(&op->ctx, CTR_E_NOT_FOUND,
                                    "there is no contract '%s/%s'; create it first", team, name);
        lc_detail(&op->ctx, "team", team);
        lc_detail(&op->ctx, "contract", name);
        return status;
    }
    return CTR_OK;
}

ctr_status lc_version_by_rid(struct lc_op *op, int64_t rid, struct ctr_version *out)
{
    struct lc_stmt *st;
    bool found;

    LC_TRY(lc_sql(op, LC_SQL_VERSION_BY_RID, &st));
    lc_bind_int(st, 1, rid);
    LC_TRY(lc_page_one(op, st, lc_version_read, out, &found));
    return found ? CTR_OK
                 : lc_fail(&op->ctx, CTR_E_CORRUPT, "version row %lld is missing", (long long)rid);
}

static ctr_status version_of(struct lc_op *op, enum lc_sql_id id, int64_t contract_rid,
                             struct ctr_version *out, bool *found)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, id, &st));
    lc_bind_int(st, 1, contract_rid);
    return lc_page_one(op, st, lc_version_read, out, found);
}

ctr_status lc_version_active(struct lc_op *op, int64_t contract_rid, struct ctr_version *out,
                             bool *found)
{
    return version_of(op, LC_SQL_VERSION_ACTIVE, contract_rid, out, found);
}

ctr_status lc_version_active_by_key(struct lc_op *op, const char *key, struct ctr_version *out,
                                    bool *found)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_VERSION_ACTIVE_BY_KEY, &st));
    lc_bind_text(st, 1, key);
    return lc_page_one(op, st, lc_version_read, out, found);
}

ctr_status lc_version_by_label(struct lc_op *op, int64_t contract_rid, const char *label,
                               struct ctr_version *out, bool *found)
{
    struct lc_stmt *st;
    const char *key = lc_label_key(&op->ctx, lc_str(label));

    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_VERSION_BY_LABEL, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_text(st, 2, key);
    return lc_page_one(op, st, lc_version_read, out, found);
}

ctr_status lc_version_base(struct lc_op *op, int64_t contract_rid, struct ctr_version *out,
                           bool *found)
{
    LC_TRY(lc_version_active(op, contract_rid, out, found));
    return *found ? CTR_OK : version_of(op, LC_SQL_VERSION_LAST_ACTIVE, contract_rid, out, found);
}

ctr_status lc_version_last_active(struct lc_op *op, int64_t contract_rid, int64_t *rid,
                                  const char **label)
{
    struct lc_stmt *st;
    bool found;

    *rid = 0;
    *label = NULL;
    LC_TRY(lc_sql(op, LC_SQL_VERSION_LAST_ACTIVE_LABEL, &st));
    lc_bind_int(st, 1, contract_rid);
    LC_TRY(lc_row(op, st, &found));
    if (!found) {
        return CTR_OK;
    }
    *rid = lc_col_int(st, 0);
    *label = lc_col_text(&op->ctx, st, 1);
    lc_stmt_done(st);
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_pin_admits(struct lc_ctx *ctx, const char *pin, const char *label, bool *out)
{
    struct lc_range *range;
    struct lc_semver v;

    *out = true;
    if (!pin) {
        return CTR_OK;
    }
    const char *pin_key = lc_label_key(ctx, lc_str(pin));
    const char *label_key = lc_label_key(ctx, lc_str(label));
    if (!pin_key || !label_key) {
        return CTR_E_NOMEM;
    }
    if (!lc_range_is_partial(lc_str(pin)) && strcmp(pin_key, label_key) == 0) {
        return CTR_OK;
    }
    *out = false;
    if (!lc_semver_parse(lc_str(label), &v) || !looks_like_range((pin))) {
        return CTR_OK;
    }
    LC_TRY(lc_range_parse(ctx, lc_str(pin), &range));
    *out = lc_range_admits(range, &v);
    return CTR_OK;
}

/* The highest active or deprecated version that the range admits; 0 in *rid if there is none. */
static ctr_status highest_in(struct lc_op *op, int64_t contract_rid, const struct lc_range *range,
                             int64_t *rid)
{
    struct lc_stmt *st;
    struct lc_semver best = {0};
    bool row;

    *rid = 0;
    LC_TRY(lc_sql(op, LC_SQL_VERSION_LABELS, &st));
    lc_bind_int(st, 1, contract_rid);
    for (;;) {
        struct lc_semver v;
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        int64_t state = lc_col_int(st, 2);
        if (state != CTR_STATE_ACTIVE && state != CTR_STATE_DEPRECATED) {
            continue;
        }
        const char *label = lc_col_text(&op->ctx, st, 1);
        if (!label) {
            return lc_nomem(&op->ctx);
        }
        if (lc_semver_parse(lc_str(label), &v) && lc_range_admits(range, &v) &&
            (!*rid || lc_semver_cmp(&v, &best) > 0)) {
            best = v;
            *rid = lc_col_int(st, 0);
        }
    }
}

ctr_status lc_version_resolve(struct lc_op *op, int64_t contract_rid, const char *pin,
                              struct ctr_version *out, bool *found)
{
    struct lc_range *range;
    int64_t rid;

    if (!pin) {
        return lc_version_active(op, contract_rid, out, found);
    }
    *found = false;
    if (!lc_range_is_partial(lc_str(pin))) {
        LC_TRY(lc_version_by_label(op, contract_rid, pin, out, found));
    }
    if (*found) {
        *found = out->state == CTR_STATE_ACTIVE || out->state == CTR_STATE_DEPRECATED;
        return CTR_OK;
    }
    if (!looks_like_range((pin))) {
        return CTR_OK;
    }
    LC_TRY(lc_range_parse(&op->ctx, lc_str(pin), &range));
    LC_TRY(highest_in(op, contract_rid, range, &rid));
    *found = rid != 0;
    return rid ? lc_version_by_rid(op, rid, out) : CTR_OK;
}

static ctr_status not_selected(struct lc_op *op, const struct lc_contract *c, const char *selector)
{
    struct ctr_version latest;
    bool found;

    LC_TRY(version_of(op, LC_SQL_VERSION_LATEST, c->rid, &latest, &found));
    ctr_status status =
        !*selector ? lc_fail(&op->ctx, CTR_E_NOT_FOUND,
                             "contract '%s/%s' has no active version; its newest is '%s' (%s)",
                             c->team, c->name, found ? latest.label : "none",
                             found ? lc_word_name(lc_words_state, latest.state) : "none")
                   : lc_fail(&op->ctx, CTR_E_NOT_FOUND,
                             "contract '%s/%s' has no version '%s'; its newest is '%s'", c->team,
                             c->name, selector, found ? latest.label : "none");
    lc_detail(&op->ctx, "team", c->team);
    lc_detail(&op->ctx, "contract", c->name);
    lc_detail(&op->ctx, "version", *selector ? selector : "active");
    return status;
}

ctr_status lc_version_select(struct lc_op *op, const struct lc_contract *c, const char *selector,
                             struct ctr_version *out)
{
    struct lc_range *range;
    int64_t rid = 0;
    bool found = false;

    if (!selector || !*selector || strcmp(selector, "active") == 0) {
        LC_TRY(lc_version_active(op, c->rid, out, &found));
        return found ? CTR_OK : not_selected(op, c, "");
    }
    if (strcmp(selector, "latest") == 0) {
        LC_TRY(version_of(op, LC_SQL_VERSION_LATEST, c->rid, out, &found));
        return found ? CTR_OK : not_selected(op, c, selector);
    }
    LC_TRY(lc_version_by_label(op, c->rid, selector, out, &found));
    if (found) {
        return CTR_OK;
    }
    if (looks_like_range((selector))) {
        LC_TRY(lc_range_parse(&op->ctx, lc_str(selector), &range));
        LC_TRY(highest_in(op, c->rid, range, &rid));
    }
    return rid ? lc_version_by_rid(op, rid, out) : not_selected(op, c, selector);
}
