/* Contracts and consumers of an import. */
#include "exchange/import.h"

#include "base/names.h"
#include "codec/json_write.h"

enum { MAX_ROLE = 256, MAX_PIN = 512, MAX_PART = 4096, MAX_PARTS = 100000 };

void lc_import_contract_begin(struct lc_import *im)
{
    struct lc_import_contract *c = &im->contract;
    struct lc_buf *bufs[] = {&c->metadata, &c->pending, &c->last_path,
                             &c->said,     &c->kept,    &c->files};

    for (size_t i = 0; i < sizeof bufs / sizeof bufs[0]; i++) {
        lc_buf_init(bufs[i], &im->op->ctx.alloc, SIZE_MAX / 2);
    }
}

void lc_import_contract_end(struct lc_import *im)
{
    struct lc_import_contract *c = &im->contract;

    lc_buf_free(&c->metadata);
    lc_buf_free(&c->pending);
    lc_buf_free(&c->last_path);
    lc_buf_free(&c->said);
    lc_buf_free(&c->kept);
    lc_buf_free(&c->files);
}

ctr_status lc_import_actor(struct lc_import *im, const char *actor)
{
    return *actor ? lc_import_at(im, lc_check_text(&im->op->ctx, "actor", actor, MAX_ROLE))
                  : lc_import_fail(im, CTR_E_INPUT, "the actor is empty");
}

/* --- the contract --- */

/* Keys of one file ascend, so that each contract comes once. */
static ctr_status take_key(struct lc_import *im)
{
    struct lc_import_contract *c = &im->contract;
    const char *key = lc_contract_key(&im->op->ctx, c->rec.team, c->rec.name);

    if (!key) {
        return CTR_E_NOMEM;
    }
    if (strcmp(key, c->key) <= 0) {
        return lc_import_fail(im, CTR_E_INPUT,
                              "contract '%s' comes behind '%s'; contracts must come once each and "
                              "by team and name",
                              key, c->key);
    }
    memcpy(c->key, key, strlen(key) + 1); /* two names of at most 128 bytes */
    return CTR_OK;
}

ctr_status lc_import_contract_open(struct lc_import *im, const struct lc_rec_contract *rec)
{
    struct lc_import_contract *c = &im->contract;
    struct lc_ctx *ctx = &im->op->ctx;

    c->rec = *rec;
    LC_TRY_AT(im, lc_check_name(ctx, "team", rec->team));
    LC_TRY_AT(im, lc_check_name(ctx, "contract", rec->name));
    LC_TRY_AT(im, lc_check_text(ctx, "owner role", rec->owner_role, MAX_ROLE));
    LC_TRY_AT(im, lc_check_text(ctx, "owner agent", rec->owner_agent, MAX_ROLE));
    LC_TRY(lc_import_actor(im, rec->created_by));
    LC_TRY(take_key(im));
    lc_buf_clear(&c->metadata);
    lc_buf_clear(&c->pending);
    lc_buf_clear(&c->said);
    lc_buf_clear(&c->kept);
    c->settled = c->active = c->ids_mixed = false;
    c->versions = c->changed = 0;
    memset(&c->last_id, 0, sizeof c->last_id);
    return CTR_OK;
}

ctr_status lc_import_metadata_close(struct lc_import *im)
{
    struct lc_import_contract *c = &im->contract;
    struct lc_doc doc;

    LC_TRY(lc_import_tree(im, "metadata", &doc));
    if (!lc_is(doc.root, LC_OBJECT)) {
        return lc_import_fail(im, CTR_E_INPUT, "metadata must be a JSON object");
    }
    LC_TRY_AT(im, lc_json_canonical(&im->op->ctx, &c->metadata, doc.root));
    return c->metadata.status == CTR_OK ? CTR_OK : lc_nomem(&im->op->ctx);
}

/* A team keeps the spelling it was first given. Contracts come by team, so that most follow one
 * that was spelled the same. */
static ctr_status settle_team(struct lc_import *im, struct lc_contract *is)
{
    struct lc_ctx *ctx = &im->op->ctx;
    char *settled = im->contract.team;
    struct lc_stmt *st;
    bool row;

    if (strcmp(settled, is->team) == 0) {
        return CTR_OK;
    }
    const char *from = lc_contract_key(ctx, is->team, "");
    const char *to = from ? lc_after_prefix(ctx, from) : NULL;
    if (!to) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(im->op, LC_SQL_CONTRACT_TEAM, &st));
    lc_bind_text(st, 1, from);
    lc_bind_text(st, 2, to);
    LC_TRY(lc_row(im->op, st, &row));
    if (row) {
        is->team = lc_col_text(ctx, st, 0);
    }
    lc_stmt_done(st);
    if (!is->team) {
        return CTR_E_NOMEM;
    }
    memcpy(settled, is->team, strlen(is->team) + 1); /* a name of at most 128 bytes */
    return CTR_OK;
}

static ctr_status insert_contract(struct lc_import *im)
{
    struct lc_import_contract *c = &im->contract;
    struct lc_stmt *st;

    c->is = (struct lc_contract){.key = c->key,
                                 .team = c->rec.team,
                                 .name = c->rec.name,
                                 .type = (ctr_type)c->rec.type,
                                 .mode = (ctr_mode)c->rec.mode,
                                 .profile = (ctr_profile)c->rec.profile,
                                 .owner_role = c->rec.owner_role,
                                 .owner_agent = c->rec.owner_agent,
                                 .metadata = c->metadata.size ? c->metadata.data : "{}",
                                 .created_us = c->rec.created_us,
                                 .created_by = c->rec.created_by};
    LC_TRY(settle_team(im, &c->is));
    LC_TRY(lc_sql(im->op, LC_SQL_CONTRACT_INSERT, &st));
    lc_bind_text(st, 1, c->is.key);
    lc_bind_text(st, 2, c->is.team);
    lc_bind_text(st, 3, c->is.name);
    lc_bind_int(st, 4, c->is.type);
    lc_bind_int(st, 5, c->is.mode);
    lc_bind_int(st, 6, c->is.profile);
    lc_bind_text(st, 7, c->is.owner_role);
    lc_bind_text(st, 8, c->is.owner_agent);
    lc_bind_text(st, 9, c->is.metadata);
    lc_bind_int(st, 10, c->is.created_us);
    lc_bind_text(st, 11, c->is.created_by);
    LC_TRY(lc_run(im->op, st));
    c->is.rid = lc_last_rid(im->op);
    im->report->contracts++;
    return CTR_OK;
}

static ctr_status contract_exists(struct lc_import *im)
{
    const struct lc_contract *is = &im->contract.is;
    ctr_status status = lc_import_fail(im, CTR_E_EXISTS,
                                       "contract '%s/%s' exists in this store; take the policy "
                                       "skip to leave it, or replace-drafts",
                                       is->team, is->name);
    lc_detail(&im->op->ctx, "team", is->team);
    lc_detail(&im->op->ctx, "contract", is->name);
    return status;
}

ctr_status lc_import_contract_settle(struct lc_import *im)
{
    struct lc_import_contract *c = &im->contract;
    bool found = false;

    if (c->settled) {
        return CTR_OK;
    }
    c->settled = true;
    if (im->old_contract) { /* the file itself has each once */
        LC_TRY(lc_contract_find(im->op, c->rec.team, c->rec.name, &c->is, &found));
    }
    if (!found) {
        c->mode = LC_IMPORT_NEW;
        return insert_contract(im);
    }
    if (im->wish->policy == CTR_IMPORT_FAIL) {
        return contract_exists(im);
    }
    c->mode = im->wish->policy == CTR_IMPORT_SKIP ? LC_IMPORT_LEAVE : LC_IMPORT_DRAFTS;
    return CTR_OK;
}

ctr_status lc_import_contract_close(struct lc_import *im)
{
    struct lc_import_contract *c = &im->contract;

    LC_TRY(lc_import_contract_settle(im));
    if (!c->versions) {
        return lc_import_fail(im, CTR_E_INPUT, "contract '%s' has no version", c->key);
    }
    LC_TRY(lc_import_versions_end(im));
    if (c->mode == LC_IMPORT_DRAFTS) {
        LC_TRY(lc_import_drafts_end(im));
    }
    im->report->skipped += c->mode != LC_IMPORT_NEW && !c->changed;
    return CTR_OK;
}

/* --- consumers --- */

static ctr_status check_consumer(struct lc_import *im, const struct lc_rec_consumer *k)
{
    struct lc_ctx *ctx = &im->op->ctx;
    bool admits;

    LC_TRY_AT(im, lc_check_name(ctx, "consumer", k->name));
    LC_TRY_AT(im, lc_check_text(ctx, "role", k->role, MAX_ROLE));
    LC_TRY_AT(im, lc_check_text(ctx, "pin", k->pin, MAX_PIN));
    LC_TRY(lc_import_actor(im, k->created_by));
    return lc_import_at(im, lc_pin_admits(ctx, k->pin, "0.0.0", &admits)); /* is it a range? */
}

/* The version followed must be one that can be. */
static ctr_status find_followed(struct lc_import *im, const struct lc_rec_consumer *k, int64_t *rid)
{
    struct lc_import_found v = {0};

    *rid = 0;
    if (!k->follows) {
        return CTR_OK;
    }
    LC_TRY(lc_import_label(im, k->follows, &v));
    if (v.exact && v.state != CTR_STATE_ACTIVE && v.state != CTR_STATE_DEPRECATED) {
        return lc_import_fail(im, CTR_E_INPUT, "consumer '%s' follows version '%s', which is %s",
                              k->name, k->follows, lc_word_name(lc_words_state, v.state));
    }
    *rid = v.rid;
    return v.exact ? CTR_OK
                   : lc_import_fail(im, CTR_E_INPUT,
                                    "consumer '%s' follows version '%s', which is not there",
                                    k->name, k->follows);
}

ctr_status lc_import_consumer_open(struct lc_import *im, const struct lc_rec_consumer *rec)
{
    struct lc_import_contract *c = &im->contract;
    struct lc_stmt *st;
    int64_t follows;
    int64_t changed;

    c->consumer = *rec;
    c->consumer_rid = c->parts = 0;
    lc_buf_clear(&c->last_path);
    LC_TRY(check_consumer(im, rec));
    if (c->mode != LC_IMPORT_NEW) {
        return CTR_OK;
    }
    LC_TRY(find_followed(im, rec, &follows));
    const char *key = lc_lower(&im->op->ctx, rec->name);
    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(im->op, LC_SQL_IMPORT_CONSUMER, &st));
    lc_bind_int(st, 1, c->is.rid);
    lc_bind_text(st, 2, rec->name);
    lc_bind_text(st, 3, key);
    lc_bind_text(st, 4, rec->role);
    lc_bind_text(st, 5, rec->pin);
    lc_bind_rid(st, 6, follows);
    lc_bind_int(st, 7, rec->revision);
    lc_bind_int(st, 8, rec->created_us);
    lc_bind_text(st, 9, rec->created_by);
    LC_TRY(lc_run_changed(im->op, st, &changed));
    if (!changed) {
        return lc_import_fail(im, CTR_E_INPUT, "a second consumer '%s' of contract '%s'", rec->name,
                              c->key);
    }
    c->consumer_rid = lc_last_rid(im->op);
    im->report->consumers++;
    return CTR_OK;
}

ctr_status lc_import_ascending(struct lc_import *im, struct lc_buf *last, const char *what)
{
    struct lc_str is = lc_str_n(im->content.size ? im->content.data : "", im->content.size);

    if (!is.len) {
        return lc_import_fail(im, CTR_E_INPUT, "an empty %s", what);
    }
    if (last->size && lc_str_cmp(is, lc_str_n(last->data, last->size)) <= 0) {
        return lc_import_fail(im, CTR_E_INPUT, "%ss must come once each and in bytewise order",
                              what);
    }
    lc_buf_clear(last);
    lc_buf_str(last, is);
    return last->status == CTR_OK ? CTR_OK : lc_nomem(&im->op->ctx);
}

ctr_status lc_import_part_close(struct lc_import *im)
{
    struct lc_import_contract *c = &im->contract;
    struct lc_stmt *st;

    LC_TRY(lc_import_ascending(im, &c->last_path, "part"));
    LC_TRY_AT(im, lc_check_text(&im->op->ctx, "part", im->content.data, MAX_PART));
    if (++c->parts > MAX_PARTS) {
        return lc_import_fail(im, CTR_E_LIMIT, "consumer '%s' has more than %d parts",
                              c->consumer.name, MAX_PARTS);
    }
    if (!c->consumer_rid) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(im->op, LC_SQL_PART_INSERT, &st));
    lc_bind_int(st, 1, c->consumer_rid);
    lc_bind_str(st, 2, lc_str_n(im->content.data, im->content.size));
    return lc_run(im->op, st);
}
