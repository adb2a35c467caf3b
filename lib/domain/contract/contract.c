/* Verbs of contracts and versions. Each reads top to bottom; the op holds what must be freed. */
#include "domain/contract/contract.h"

#include "base/semver.h"
#include "base/time.h"

/* A team keeps the spelling it was first given. */
static ctr_status settle_team(struct lc_op *op, struct lc_contract *c)
{
    struct lc_stmt *st;
    bool row;
    size_t slash = (size_t)(strchr(c->key, '/') - c->key);
    char *from = lc_dup(&op->ctx, lc_str_n(c->key, slash + 1));
    char *to = lc_dup(&op->ctx, lc_str_n(c->key, slash + 1));

    if (!from || !to) {
        return CTR_E_NOMEM;
    }
    to[slash]++;
    LC_TRY(lc_sql(op, LC_SQL_CONTRACT_TEAM, &st));
    lc_bind_text(st, 1, from);
    lc_bind_text(st, 2, to);
    LC_TRY(lc_row(op, st, &row));
    if (row) {
        c->team = lc_col_text(&op->ctx, st, 0);
        lc_stmt_done(st);
    }
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

/* The name is taken: say by what. */
static ctr_status name_taken(struct lc_op *op, const struct lc_contract *c)
{
    struct lc_contract is;
    struct ctr_version latest;

    LC_TRY(lc_contract_get(op, c->team, c->name, &is));
    LC_TRY(lc_version_select(op, &is, "latest", &latest));
    ctr_status status = lc_fail(&op->ctx, CTR_E_EXISTS,
                                "contract '%s/%s' exists, its newest version is '%s'; evolve it to "
                                "add another",
                                is.team, is.name, latest.label);
    lc_detail(&op->ctx, "team", is.team);
    lc_detail(&op->ctx, "contract", is.name);
    lc_detail(&op->ctx, "version", latest.label);
    return status;
}

ctr_status lc_contract_insert(struct lc_op *op, struct lc_contract *c)
{
    struct lc_stmt *st;
    int64_t changed;

    c->key = lc_contract_key(&op->ctx, c->team, c->name);
    c->created_us = op->ctx.now_us;
    c->created_by = op->actor;
    if (!c->key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(settle_team(op, c));
    LC_TRY(lc_sql(op, LC_SQL_CONTRACT_INSERT, &st));
    lc_bind_text(st, 1, c->key);
    lc_bind_text(st, 2, c->team);
    lc_bind_text(st, 3, c->name);
    lc_bind_int(st, 4, c->type);
    lc_bind_int(st, 5, c->mode);
    lc_bind_int(st, 6, c->profile);
    lc_bind_text(st, 7, c->owner_role);
    lc_bind_text(st, 8, c->owner_agent);
    lc_bind_text(st, 9, c->metadata);
    lc_bind_int(st, 10, c->created_us);
    lc_bind_text(st, 11, c->created_by);
    LC_TRY(lc_run_changed(op, st, &changed));
    if (changed == 0) {
        return name_taken(op, c);
    }
    c->rid = lc_last_rid(op);
    const char *subject = lc_contract_subject(&op->ctx, c);
    if (!subject) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("type", lc_word_name(lc_words_type, c->type)),
        LC_PAIR("mode", lc_word_name(lc_words_mode, c->mode)),
        LC_PAIR("profile", lc_word_name(lc_words_profile, c->profile)),
        LC_PAIR("owner_role", c->owner_role),
        LC_PAIR("owner_agent", c->owner_agent),
        LC_PAIR("metadata", c->metadata), /* as text: a body holds strings and integers only */
        LC_PAIR("reason", lc_event_reason(op)),
    };
    return lc_event_append(op, c->rid, LC_EVENT_CONTRACT_CREATED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

static ctr_status label_taken(struct lc_op *op, const struct lc_draft *d)
{
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_EXISTS, "contract '%s/%s' has a version '%s' already",
                d->contract->team, d->contract->name, d->label);
    lc_detail(&op->ctx, "version", d->label);
    return status;
}

static ctr_status insert_row(struct lc_op *op, const struct lc_draft *d, int64_t *rid)
{
    struct lc_stmt *st;
    struct lc_uuid id;
    const char *key = lc_label_key(&op->ctx, lc_str(d->label));
    int64_t document;
    int64_t changed;

    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_op_uuid(op, &id));
    LC_TRY(lc_document_put(op, &d->content->document, &document));
    LC_TRY(lc_sql(op, LC_SQL_VERSION_INSERT, &st));
    lc_bind_int(st, 1, d->contract->rid);
    lc_bind_blob(st, 2, id.bytes, sizeof id.bytes);
    lc_bind_text(st, 3, d->label);
    lc_bind_text(st, 4, key);
    lc_bind_int(st, 5, d->format);
    lc_bind_int(st, 6, document);
    lc_bind_rid(st, 7, d->base ? d->base->rid : 0);
    lc_bind_text(st, 8, d->break_reason);
    lc_bind_int(st, 9, op->ctx.now_us);
    lc_bind_text(st, 10, op->actor);
    LC_TRY(lc_run_changed(op, st, &changed));
    if (changed == 0) {
        return label_taken(op, d);
    }
    *rid = lc_last_rid(op);
    return lc_file_put(op, *rid, d->content);
}

/* [{"path":…,"sha256":…}] of the files, NULL without files. */
static ctr_status files_json(struct lc_op *op, const struct lc_content *content, const char **out)
{
    *out = NULL;
    if (!content->count) {
        return CTR_OK;
    }
    struct lc_buf buf;
    lc_buf_init(&buf, &op->ctx.alloc, SIZE_MAX / 2);
    lc_buf_char(&buf, '[');
    for (size_t i = 0; i < content->count; i++) {
        char hex[LC_SHA256_TEXT];
        lc_buf_text(&buf, i ? ",{\"path\":" : "{\"path\":");
        lc_json_string(&buf, lc_str(content->files[i].path));
        lc_buf_printf(&buf, ",\"sha256\":\"%s\"}",
                      lc_sha256_format(&content->files[i].sha256, hex));
    }
    lc_buf_char(&buf, ']');
    *out = lc_buf_cstr(&buf) ? lc_dup_c(&op->ctx, lc_buf_cstr(&buf)) : NULL;
    lc_buf_free(&buf);
    return *out ? CTR_OK : lc_nomem(&op->ctx);
}

static ctr_status report_created(struct lc_op *op, const struct lc_draft *d,
                                 const struct ctr_version *v)
{
    const char *files;
    const char *subject = lc_version_subject(&op->ctx, v);

    LC_TRY(files_json(op, d->content, &files));
    if (!subject) {
        return CTR_E_NOMEM;
    }
    struct lc_pair pairs[16] = {
        LC_PAIR("id", v->id),
        LC_PAIR("format", lc_word_name(lc_words_format, v->format)),
        LC_PAIR("sha256", v->document_sha256),
        LC_PAIR_INT("size", v->document_size),
        LC_PAIR("base", v->base),
        LC_PAIR("proposed", d->proposed),
        LC_PAIR_RAW("files", files),
        /* a decision to break has an event of its own, which says why */
        LC_PAIR("reason", d->break_reason ? NULL : lc_event_reason(op)),
    };
    size_t n = 8;
    if (d->diff) {
        pairs[n++] =
            (struct lc_pair)LC_PAIR("verdict", lc_word_name(lc_words_verdict, d->diff->verdict));
        pairs[n++] = (struct lc_pair)LC_PAIR_INT("breaking", d->diff->counts.breaking);
        pairs[n++] = (struct lc_pair)LC_PAIR_INT("undecided", d->diff->counts.undecided);
        pairs[n++] = (struct lc_pair)LC_PAIR_INT("warning", d->diff->counts.warning);
        pairs[n++] = (struct lc_pair)LC_PAIR_INT("info", d->diff->counts.info);
    }
    if (d->earlier.count) {
        struct lc_against against = lc_against_of(&d->earlier);
        pairs[n++] = (struct lc_pair)LC_PAIR_INT("earlier", against.count);
        pairs[n++] = (struct lc_pair)LC_PAIR("against", against.label);
    }
    LC_TRY(lc_event_append(op, v->contract_rid, LC_EVENT_VERSION_CREATED, subject, pairs, n));
    if (!d->break_reason) {
        return CTR_OK;
    }
    const struct lc_pair reason[] = {LC_PAIR("reason", d->break_reason)};
    return lc_event_append(op, v->contract_rid, LC_EVENT_BREAK_DECLARED, subject, reason, 1);
}

ctr_status lc_version_insert(struct lc_op *op, const struct lc_draft *draft,
                             struct ctr_version *out)
{
    int64_t rid = 0;

    LC_TRY(insert_row(op, draft, &rid));
    if (draft->diff) {
        LC_TRY(lc_evolution_store(op, rid, draft));
        LC_TRY(lc_earlier_store(op, rid, &draft->earlier));
    }
    LC_TRY(lc_version_by_rid(op, rid, out));
    return report_created(op, draft, out);
}

ctr_status lc_version_foretell(struct lc_op *op, const struct lc_draft *d, struct ctr_version *out)
{
    const struct lc_contract *c = d->contract;
    char *sha256 = lc_new(&op->ctx, LC_SHA256_TEXT, 1);
    char *text = lc_new(&op->ctx, LC_UUID_TEXT, 1);
    struct ctr_version is;
    struct lc_uuid id;
    bool taken;

    if (!sha256 || !text) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_version_by_label(op, c->rid, d->label, &is, &taken));
    LC_TRY(taken ? label_taken(op, d) : lc_op_uuid(op, &id));
    lc_uuid_format(&id, text);
    lc_sha256_format(&d->content->document.sha256, sha256);
    *out = (struct ctr_version){
        .contract_rid = c->rid,
        .base_rid = d->base ? d->base->rid : 0,
        .key = c->key,
        .team = c->team,
        .name = c->name,
        .label = d->label,
        .type = c->type,
        .format = d->format,
        .state = CTR_STATE_DRAFT,
        .mode = c->mode,
        .profile = c->profile,
        .owner_role = c->owner_role,
        .owner_agent = c->owner_agent,
        .metadata = c->metadata,
        .revision = 1,
        .id = text,
        .base = d->base ? d->base->label : NULL,
        .break_reason = d->break_reason,
        .document_sha256 = sha256,
        .document_size = (int64_t)d->content->document.bytes.len,
        .created_us = op->ctx.now_us,
        .created_by = op->actor,
    };
    return CTR_OK;
}

ctr_status lc_version_expect(struct lc_op *op, const struct ctr_version *v)
{
    if (op->if_revision == 0 || op->if_revision == v->revision) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(
        &op->ctx, CTR_E_CONFLICT, "version '%s/%s@%s' is at revision %lld, not %lld; look again",
        v->team, v->name, v->label, (long long)v->revision, (long long)op->if_revision);
    lc_detail_int(&op->ctx, "revision", v->revision);
    lc_detail_int(&op->ctx, "wanted", op->if_revision);
    return status;
}

ctr_status lc_version_may(struct lc_op *op, const struct ctr_version *v, enum lc_verb verb)
{
    if (lc_contract_move(v->state, verb)) {
        return CTR_OK;
    }
    const char *state = lc_word_name(lc_words_state, v->state);
    ctr_status status = lc_fail(&op->ctx, CTR_E_STATE, "version '%s/%s@%s' cannot be %s: it is %s",
                                v->team, v->name, v->label, lc_verb_name(verb), state);
    lc_detail(&op->ctx, "state", state);
    lc_detail(&op->ctx, "version", v->label);
    return status;
}

ctr_status lc_version_declare(struct lc_op *op, struct ctr_version *v, const char *reason)
{
    struct lc_stmt *st;
    const char *subject = lc_version_subject(&op->ctx, v);

    if (!subject) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_VERSION_DECLARE, &st));
    lc_bind_int(st, 1, v->rid);
    lc_bind_text(st, 2, reason);
    LC_TRY(lc_run(op, st));
    v->break_reason = reason;
    v->revision++;
    const struct lc_pair pairs[] = {LC_PAIR("reason", reason)};
    return lc_event_append(op, v->contract_rid, LC_EVENT_BREAK_DECLARED, subject, pairs, 1);
}

ctr_status lc_version_move(struct lc_op *op, struct ctr_version *v, const struct lc_move *move)
{
    struct lc_stmt *st;
    int64_t changed;

    bool names = move->superseded || (move->to == CTR_STATE_ACTIVE && v->superseded_by);

    LC_TRY(lc_sql(op, names ? LC_SQL_VERSION_MOVE_SUPERSEDED : LC_SQL_VERSION_MOVE, &st));
    lc_bind_int(st, 1, v->rid);
    lc_bind_int(st, 2, move->to);
    lc_bind_text(st, 3, move->reason);
    lc_bind_time(st, 4, move->sunset_us);
    lc_bind_int(st, 5, op->ctx.now_us);
    lc_bind_int(st, 6, v->revision);
    if (names) {
        lc_bind_rid(st, 7, move->superseded ? move->superseded->rid : 0);
    }
    LC_TRY(lc_run_changed(op, st, &changed));
    if (changed != 1) {
        return lc_fail(&op->ctx, CTR_E_CONFLICT, "version '%s/%s@%s' moved on meanwhile", v->team,
                       v->name, v->label);
    }
    v->state = move->to;
    v->reason = move->reason;
    v->sunset_us = move->sunset_us;
    v->revision++;
    if (move->to == CTR_STATE_ACTIVE) {
        v->activated_us = op->ctx.now_us;
        v->deprecated_us = 0;
        v->superseded_by = NULL;
    } else if (move->to == CTR_STATE_DEPRECATED) {
        v->deprecated_us = op->ctx.now_us;
    } else {
        v->retired_us = op->ctx.now_us;
    }
    if (move->superseded) {
        v->superseded_by = move->superseded->label;
    }
    return CTR_OK;
}

static const char *edited(const char *is, const char *wanted)
{
    return !wanted ? is : *wanted ? wanted : NULL;
}

ctr_status lc_contract_change(struct lc_op *op, struct lc_contract *c, const ctr_edit *edit)
{
    struct lc_stmt *st;
    struct lc_contract to = *c;
    struct lc_pair pairs[6];
    size_t n = 0;

    to.owner_role = edited(c->owner_role, edit->owner_role);
    to.owner_agent = edited(c->owner_agent, edit->owner_agent);
    to.metadata = edit->metadata ? edit->metadata : c->metadata;
    to.mode = edit->mode ? edit->mode : c->mode;
    to.profile = edit->profile ? edit->profile : c->profile;
    if (lc_cstr_cmp(to.owner_role, c->owner_role) != 0) {
        pairs[n++] = (struct lc_pair)LC_PAIR("owner_role", to.owner_role ? to.owner_role : "");
    }
    if (lc_cstr_cmp(to.owner_agent, c->owner_agent) != 0) {
        pairs[n++] = (struct lc_pair)LC_PAIR("owner_agent", to.owner_agent ? to.owner_agent : "");
    }
    if (strcmp(to.metadata, c->metadata) != 0) {
        pairs[n++] = (struct lc_pair)LC_PAIR("metadata", to.metadata);
    }
    if (to.mode != c->mode) {
        pairs[n++] = (struct lc_pair)LC_PAIR("mode", lc_word_name(lc_words_mode, to.mode));
    }
    if (to.profile != c->profile) {
        pairs[n++] = (struct lc_pair)LC_PAIR("profile", lc_word_name(lc_words_profile, to.profile));
    }
    if (!n) {
        return CTR_OK;
    }
    pairs[n++] = (struct lc_pair)LC_PAIR("reason", lc_event_reason(op));
    LC_TRY(lc_sql(op, LC_SQL_CONTRACT_UPDATE, &st));
    lc_bind_int(st, 1, c->rid);
    lc_bind_text(st, 2, to.owner_role);
    lc_bind_text(st, 3, to.owner_agent);
    lc_bind_text(st, 4, to.metadata);
    lc_bind_int(st, 5, to.mode);
    lc_bind_int(st, 6, to.profile);
    LC_TRY(lc_run(op, st));
    *c = to;
    const char *subject = lc_contract_subject(&op->ctx, c);
    return subject ? lc_event_append(op, c->rid, LC_EVENT_CONTRACT_CHANGED, subject, pairs, n)
                   : CTR_E_NOMEM;
}
