/*
 * A layout and the store brought together: the contracts of master and statements of work. The file
 * rules, unless the store moved on since both were equal and the file did not.
 */
#include "flow/layout.h"

#include "codec/json_read.h"
#include "flow/lifecycle.h"
#include "flow/policy.h"
#include "terms/document.h"

/* ---- equal but for remarks ---- */

static bool same(const struct lc_value *a, const struct lc_value *b, const char *skip);

static bool same_map(const struct lc_value *a, const struct lc_value *b, const char *skip)
{
    size_t skipped[2] = {0, 0};

    for (uint32_t i = 0; i < b->count; i++) {
        skipped[1] += skip && lc_str_is(lc_key(&b->members[i]), skip);
    }
    for (uint32_t i = 0; i < a->count; i++) {
        const struct lc_member *m = &a->members[i];
        if (skip && lc_str_is(lc_key(m), skip)) {
            skipped[0]++;
            continue;
        }
        const struct lc_value *other = lc_get_str(b, lc_key(m));
        if (!other || !same(&m->value, other, skip)) {
            return false;
        }
    }
    return a->count - skipped[0] == b->count - skipped[1];
}

static bool same(const struct lc_value *a, const struct lc_value *b, const char *skip)
{
    if (a->kind == LC_OBJECT && b->kind == LC_OBJECT) {
        return same_map(a, b, skip);
    }
    if (a->kind != LC_ARRAY || b->kind != LC_ARRAY) {
        return lc_value_eq(a, b);
    }
    if (a->count != b->count) {
        return false;
    }
    for (uint32_t i = 0; i < a->count; i++) {
        if (!same(&a->items[i], &b->items[i], skip)) {
            return false;
        }
    }
    return true;
}

/* Does the stored version say what the file says? What is realised is measured, not agreed on. */
static ctr_status says_the_same(struct lc_op *op, const struct ctr_version *v,
                                const struct lc_paper *p, bool *out)
{
    char hex[LC_SHA256_TEXT];
    struct lc_str bytes;
    struct lc_doc doc;
    ctr_terms_kind kind = p->kind;

    lc_sha256_format(&p->edition.content.document.sha256, hex);
    *out = strcmp(hex, v->document_sha256) == 0;
    if (*out || (v->format != CTR_FORMAT_MASTER && v->format != CTR_FORMAT_SOW)) {
        return CTR_OK;
    }
    LC_TRY(lc_document_get(op, v->document_rid, &bytes));
    LC_TRY(lc_terms_open(&op->ctx, bytes, p->path, &kind, &doc));
    *out = same(doc.root, p->doc.root, p->sow ? "realised" : NULL);
    return CTR_OK;
}

/* ---- what was equal last ---- */

struct last {
    struct lc_op *op;
    const char *label, *path;
};

static ctr_status note_last(void *user, const struct ctr_event *event)
{
    struct last *last = user;
    struct lc_doc doc;
    const struct lc_read_options options = {.file = "event"};

    LC_TRY(lc_json_read(&last->op->ctx, lc_str(event->body), &options, &doc));
    last->label = lc_dup(&last->op->ctx, lc_text(lc_get(doc.root, "version")));
    last->path = lc_dup(&last->op->ctx, lc_text(lc_get(doc.root, "file")));
    return last->label && last->path ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status last_of(struct lc_op *op, int64_t contract_rid, struct last *out)
{
    const struct lc_event_query query = {.contract_rid = contract_rid,
                                         .kind = lc_event_word(LC_EVENT_LAYOUT_SYNCED),
                                         .limit = 100,
                                         .keep = true};
    *out = (struct last){.op = op};
    return lc_event_each(op, &query, note_last, out);
}

/* From now on file and version are the same thing. */
static ctr_status note(struct lc_op *op, const struct lc_paper *p, const struct ctr_version *v,
                       const struct last *last)
{
    const char *subject = lc_format(&op->ctx, "contract:%s/%s", v->team, v->name);

    if (!subject) {
        return CTR_E_NOMEM;
    }
    if (last && last->label && strcmp(last->label, v->label) == 0 &&
        strcmp(last->path, p->path) == 0) {
        return CTR_OK;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("file", p->path),
        LC_PAIR("version", v->label),
        LC_PAIR("reason", lc_event_reason(op)),
    };
    return lc_event_append(op, v->contract_rid, LC_EVENT_LAYOUT_SYNCED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

/* ---- one contract ---- */

static ctr_status done(struct lc_op *op, struct lc_layout *l, struct lc_paper *p,
                       const struct ctr_version *v, ctr_layout_action action)
{
    struct ctr_layout_file *f = &l->out->files[p->file];
    f->action = (int32_t)action;
    f->subject = lc_format(&op->ctx, "%s/%s@%s", v->team, v->name, v->label);
    return f->subject ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status activate(struct lc_op *op, struct ctr_version *v)
{
    const struct lc_activation a = {v->team, v->name, v->label};
    return lc_flow_activate(op, &a, v);
}

/* A statement of work moves from day to day: what its edits change is recorded, and refused by
 * nobody unless its contract is given a mode. What counts was fixed at its start. */
static ctr_mode mode_of(const struct lc_paper *p)
{
    return p->master ? CTR_MODE_BACKWARD : CTR_MODE_NONE;
}

static ctr_status create(struct lc_op *op, struct lc_layout *l, struct lc_paper *p,
                         const char *team)
{
    struct ctr_version v;
    struct lc_contract c = {.team = team,
                            .name = p->id,
                            .type = p->master ? CTR_TYPE_MASTER : CTR_TYPE_SOW,
                            .mode = mode_of(p),
                            .profile = p->edition.spec.row->default_profile,
                            .metadata = "{}"};

    LC_TRY(lc_flow_create(op, &c, "1.0.0", &p->edition, false, &v));
    LC_TRY(activate(op, &v));
    LC_TRY(note(op, p, &v, NULL));
    return done(op, l, p, &v, CTR_LAYOUT_CREATED);
}

static ctr_status evolve(struct lc_op *op, struct lc_layout *l, struct lc_paper *p,
                         const struct lc_contract *c)
{
    struct lc_evolve_plan plan = {.made = false};
    struct ctr_evolution e;
    struct lc_evolving what = {
        .team = c->team, .name = c->name, .edition = &p->edition, .source = &p->source};

    if (lc_op_has(op, CTR_CALL_DECLARE_BREAK)) {
        LC_TRY(lc_need_reason(op, "declare a break"));
        what.break_reason = op->reason;
    }
    LC_TRY(lc_flow_evolve(op, &what, &plan, &e));
    struct ctr_version v = e.version;
    LC_TRY(activate(op, &v));
    LC_TRY(note(op, p, &v, NULL));
    return done(op, l, p, &v, CTR_LAYOUT_EVOLVED);
}

/* The store's edition into the file. */
static ctr_status take_over(struct lc_op *op, struct lc_layout *l, struct lc_paper *p,
                            const struct ctr_version *v)
{
    LC_TRY(lc_document_get(op, v->document_rid, &p->instead));
    bool fits = lc_terms_is_xml(p->instead) == lc_str_ends(lc_str(p->path), LC_STR(".xml"));
    if (!fits) {
        p->instead = lc_str_n(NULL, 0);
        return lc_layout_find(&op->ctx, l, LC_LAYOUT_NOT_WRITTEN, p, UINT32_MAX,
                              "the store's edition %s is in another form than the file; write it "
                              "with 'contract document %s/%s@%s'",
                              v->label, v->team, v->name, v->label);
    }
    LC_TRY(note(op, p, v, NULL));
    return done(op, l, p, v, CTR_LAYOUT_TAKEN);
}

/* Was the file an edition of the store that another took the place of? */
static ctr_status is_older(struct lc_op *op, const struct lc_contract *c, const struct lc_paper *p,
                           bool *out)
{
    struct ctr_version_list page;
    const char *after = NULL;

    *out = false;
    do {
        LC_TRY(lc_contract_history(op, c, after, 100, &page));
        for (size_t i = 0; i < page.count && !*out; i++) {
            const struct ctr_version *v = &page.items[i];
            if (v->activated_us) {
                LC_TRY(says_the_same(op, v, p, out));
            }
        }
        after = page.next;
    } while (after && !*out);
    return CTR_OK;
}

/* The active edition and the file differ: who moved? */
static ctr_status settle(struct lc_op *op, struct lc_layout *l, struct lc_paper *p,
                         const struct lc_contract *c, const struct ctr_version *v,
                         const struct last *last)
{
    struct ctr_version was;
    bool stale = false;

    if (!last->label) { /* never seen together: an older edition is one that was left behind */
        LC_TRY(is_older(op, c, p, &stale));
        return stale ? take_over(op, l, p, v) : evolve(op, l, p, c);
    }
    if (strcmp(last->label, v->label) == 0) {
        return evolve(op, l, p, c);
    }
    bool found;
    LC_TRY(lc_version_by_label(op, c->rid, last->label, &was, &found));
    LC_TRY(found ? says_the_same(op, &was, p, &stale) : CTR_OK);
    if (stale) {
        return take_over(op, l, p, v);
    }
    return lc_layout_find(&op->ctx, l, LC_LAYOUT_BOTH_MOVED, p, UINT32_MAX,
                          "was edited, and the store went on from %s to %s meanwhile; bring both "
                          "together ('contract document %s/%s@%s' writes the store's)",
                          last->label, v->label, v->team, v->name, v->label);
}

static ctr_status sync_contract(struct lc_op *op, struct lc_layout *l, struct lc_paper *p,
                                const char *team)
{
    const ctr_type type = p->master ? CTR_TYPE_MASTER : CTR_TYPE_SOW;
    struct lc_contract c;
    struct ctr_version v;
    struct last last;
    bool found;
    bool equal;

    LC_TRY(lc_contract_find(op, team, p->id, &c, &found));
    if (!found) {
        return create(op, l, p, team);
    }
    if (c.type != type) {
        return lc_layout_find(&op->ctx, l, LC_LAYOUT_TYPE_DIFFERS, p, UINT32_MAX,
                              "is to be '%s/%s', which the store has as a contract of type %s",
                              c.team, c.name, lc_word_name(lc_words_type, c.type));
    }
    LC_TRY(last_of(op, c.rid, &last));
    LC_TRY(lc_version_active(op, c.rid, &v, &found));
    if (!found) {
        return evolve(op, l, p, &c);
    }
    LC_TRY(says_the_same(op, &v, p, &equal));
    if (!equal) {
        return settle(op, l, p, &c, &v, &last);
    }
    LC_TRY(note(op, p, &v, &last));
    return done(op, l, p, &v, CTR_LAYOUT_SAME);
}

/* An error of a room, with the file that led to it. */
static ctr_status named(struct lc_op *op, const struct lc_paper *p, ctr_status status)
{
    if (status != CTR_OK) {
        lc_detail(&op->ctx, "file", p->path);
    }
    return status;
}

/* ---- statements of work, those first that others depend on ---- */

static ctr_status sync_sow(struct lc_op *op, struct lc_layout *l, struct lc_paper *p,
                           const char *team)
{
    p->loaded = true;
    for (size_t i = 0; i < p->sow->dependency_count; i++) {
        struct lc_paper *q = lc_layout_paper(l, CTR_TERMS_SOW, p->sow->dependencies[i]);
        if (q && !q->loaded) {
            LC_TRY(sync_sow(op, l, q, team));
        }
    }
    LC_TRY(named(op, p, sync_contract(op, l, p, team)));
    return lc_sync_write_sow(op, l, p);
}

static ctr_status sync_sows(struct lc_op *op, struct lc_layout *l, const char *team)
{
    for (size_t i = 0; i < l->count; i++) {
        struct lc_paper *p = &l->papers[i];
        if (p->sow && !p->loaded) {
            LC_TRY(sync_sow(op, l, p, team));
        }
    }
    return CTR_OK;
}

/* ---- files that are gone ---- */

static ctr_status check_gone(struct lc_op *op, struct lc_layout *l, const struct ctr_version *v)
{
    struct last last;
    const ctr_terms_kind kind = v->type == CTR_TYPE_MASTER ? CTR_TERMS_MASTER : CTR_TERMS_SOW;

    if (lc_layout_paper(l, kind, v->name)) {
        return CTR_OK;
    }
    LC_TRY(last_of(op, v->contract_rid, &last));
    if (!last.label) {
        return CTR_OK; /* never was a file's */
    }
    const char *text = lc_format(&op->ctx,
                                 "is not there, and '%s/%s@%s', which was loaded from it, is "
                                 "active; put it back or retire the contract",
                                 v->team, v->name, v->label);
    return text ? lc_layout_find_at(&op->ctx, l, LC_LAYOUT_FILE_REMOVED, last.path, text)
                : CTR_E_NOMEM;
}

static ctr_status check_all_gone(struct lc_op *op, struct lc_layout *l, const char *team)
{
    struct ctr_version_list page;
    struct lc_contract_query query = {.team = team, .state = CTR_STATE_ACTIVE, .limit = 100};

    do {
        LC_TRY(lc_contract_list(op, &query, &page));
        for (size_t i = 0; i < page.count; i++) {
            ctr_type type = page.items[i].type;
            if (type == CTR_TYPE_SOW || type == CTR_TYPE_MASTER) {
                LC_TRY(check_gone(op, l, &page.items[i]));
            }
        }
        query.after = page.next;
    } while (page.next);
    return CTR_OK;
}

/* The answer of loading, where a finding is an error: nothing is or would be done. */
static void nothing_done(struct ctr_layout *out)
{
    out->edit_count = 0;
    for (size_t i = 0; i < out->file_count; i++) {
        out->files[i].action = CTR_LAYOUT_SAME;
        out->files[i].subject = NULL;
    }
}

static ctr_status load(struct lc_op *op, struct lc_layout *l)
{
    const char *team = l->out->team;

    LC_TRY(named(op, l->master, sync_contract(op, l, l->master, team)));
    LC_TRY(lc_layout_check_needs(&op->ctx, l, op, team));
    if (lc_layout_failed(l->out)) {
        return CTR_OK;
    }
    LC_TRY(sync_sows(op, l, team));
    if (lc_layout_failed(l->out)) {
        return CTR_OK;
    }
    LC_TRY(lc_sync_changes(op, l));
    return check_all_gone(op, l, team);
}

ctr_status lc_flow_sync(struct lc_op *op, struct lc_layout *l, const char *team)
{
    l->out->team = team ? team : l->master ? l->master->id : NULL;
    if (!lc_layout_failed(l->out)) {
        LC_TRY(load(op, l));
    }
    if (lc_layout_failed(l->out)) {
        nothing_done(l->out);
    }
    lc_layout_sum(l->out);
    return CTR_OK;
}
