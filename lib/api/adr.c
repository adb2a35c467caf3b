/* <contracts/adr.h>: decision records. */
#include <contracts/adr.h>

#include "api/getter.h"
#include "api/source.h"
#include "api/task.h"
#include "flow/change.h"
#include "terms/adr.h"

LC_WORDS(adr_status)
LC_PARSE(adr_status)

static ctr_status read_source(struct lc_ctx *ctx, const ctr_source *given, void **out)
{
    ctr_source source;
    struct ctr_adr adr;

    LC_TRY(lc_source_check(ctx, given, CTR_FORMAT_AUTO, &source));
    LC_TRY(lc_adr_read(ctx, lc_str_n(source.data, source.size), source.file, &adr));
    return lc_pack(ctx, &lc_shape_adr, &adr, out);
}

ctr_status ctr_adr_read(const ctr_source *source, const ctr_diff_options *options, ctr_adr **out,
                        ctr_error **err)
{
    struct lc_ctx ctx;
    ctr_diff_options o;
    void *result = NULL;

    ctr_status status = lc_pure_begin(&ctx, options, &o);
    if (status == CTR_OK) {
        status = read_source(&ctx, source, &result);
    }
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}

struct adr_args {
    struct lc_names names;
    const char *id;
};

static ctr_status adr_prepare(struct lc_op *op, void *user)
{
    const struct adr_args *a = user;
    return lc_check_name(&op->ctx, "change", a->id);
}

static ctr_status adr_run(struct lc_op *op, void *user, void *body)
{
    const struct adr_args *a = user;
    struct lc_contract c;
    struct ctr_change h;

    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    LC_TRY(lc_change_get(op, &c, a->id, &h));
    return lc_flow_decision_adr(op, &h, body);
}

ctr_status ctr_decision_adr_of(ctr_store *store, const char *team, const char *name, const char *id,
                               ctr_adr **out, ctr_error **err)
{
    struct adr_args args = {{team, name ? name : ""}, id};
    struct ctr_adr body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .prepare = adr_prepare,
                                 .run = adr_run,
                                 .args = &args,
                                 .shape = &lc_shape_adr,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

LC_GET_STR(adr, title, title)
LC_GET_ENUM(adr, ctr_adr_status, status_of, status)
LC_GET_STR(adr, superseded_by, superseded_by)
LC_GET_STR(adr, date, date)
LC_GET_SIZE(adr, maker_count, lists[LC_ADR_MAKERS].count)
LC_GET_STR_AT(adr, maker_at, lists[LC_ADR_MAKERS].at, lists[LC_ADR_MAKERS].count, )
LC_GET_SIZE(adr, option_count, items[LC_ADR_OPTIONS].count)
LC_GET_STR_AT(adr, option_at, items[LC_ADR_OPTIONS].at, items[LC_ADR_OPTIONS].count, )
LC_GET_SIZE(adr, consequence_count, items[LC_ADR_CONSEQUENCES].count)
LC_GET_STR_AT(adr, consequence_at, items[LC_ADR_CONSEQUENCES].at,
              items[LC_ADR_CONSEQUENCES].count, )
LC_GET_SIZE(adr, supersedes_count, lists[LC_ADR_SUPERSEDES].count)
LC_GET_STR_AT(adr, supersedes_at, lists[LC_ADR_SUPERSEDES].at, lists[LC_ADR_SUPERSEDES].count, )
LC_GET_STR(adr, context, parts[LC_ADR_CONTEXT])
LC_GET_STR(adr, outcome, parts[LC_ADR_OUTCOME])
LC_GET_STR(adr, markdown, markdown)
LC_FREE(adr)
