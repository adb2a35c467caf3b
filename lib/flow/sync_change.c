/* A layout and the store brought together: change requests, and what the store knows better. */
#include "flow/layout.h"

#include "terms/document.h"

/* ---- the request as it was opened ---- */

/* What a request may say anew: its impact; what is written back; nothing else. */
static bool may_move(struct lc_str key)
{
    static const char *const keys[] = {"impact_analysis", "state", "threshold_eval", "decision",
                                       "addendum"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (lc_str_is(key, keys[i])) {
            return true;
        }
    }
    return false;
}

/* The first key that differs; ptr NULL if none does. */
static struct lc_str first_moved(const struct lc_value *old, const struct lc_value *now)
{
    for (uint32_t i = 0; i < now->count; i++) {
        const struct lc_member *m = &now->members[i];
        const struct lc_value *was = lc_get_str(old, lc_key(m));
        if (!may_move(lc_key(m)) && (!was || !lc_value_eq(was, &m->value))) {
            return lc_key(m);
        }
    }
    for (uint32_t i = 0; i < old->count; i++) {
        const struct lc_member *m = &old->members[i];
        if (!may_move(lc_key(m)) && !lc_get_str(now, lc_key(m))) {
            return lc_key(m);
        }
    }
    return lc_str_n(NULL, 0);
}

static ctr_status check_request(struct lc_op *op, struct lc_layout *l, struct lc_paper *p,
                                const struct ctr_change *h)
{
    struct lc_str bytes;
    struct lc_doc doc;
    ctr_terms_kind kind = CTR_TERMS_CHANGE;

    LC_TRY(lc_document_get(op, h->document_rid, &bytes));
    LC_TRY(lc_terms_open(&op->ctx, bytes, h->name, &kind, &doc));
    struct lc_str key = first_moved(doc.root, p->doc.root);
    const struct lc_value *now = lc_get_str(p->doc.root, key);
    if (!key.ptr) {
        return CTR_OK;
    }
    return lc_layout_find(&op->ctx, l, LC_LAYOUT_REQUEST_CHANGED, p,
                          now ? now->offset : p->doc.root->offset,
                          "'%.*s' is not what it was when '%s' was opened, and does not count; "
                          "withdraw that and open another",
                          (int)(key.len < 100 ? key.len : 100), key.ptr, h->name);
}

static ctr_status done(struct lc_op *op, struct lc_layout *l, struct lc_paper *p,
                       const struct ctr_change *h, ctr_layout_action action)
{
    struct ctr_layout_file *f = &l->out->files[p->file];
    (void)op;
    f->action = (int32_t)action;
    f->subject = h->name;
    return CTR_OK;
}

static ctr_status sync_impact(struct lc_op *op, struct lc_layout *l, struct lc_paper *p,
                              struct ctr_change *h)
{
    const char *now = p->change.impact;
    struct lc_impact_paper paper = {.analysis = p->request->impact,
                                    .body = now,
                                    .above = "/impact_analysis",
                                    .terms = p->request->terms};

    if (!now || (h->impact && strcmp(now, h->impact) == 0)) {
        return done(op, l, p, h, CTR_LAYOUT_SAME);
    }
    bool may = lc_change_move((enum lc_change_state)h->state, LC_CHANGE_ANALYSE,
                              (enum lc_change_type)h->type) != 0;
    if (!may) {
        LC_TRY(done(op, l, p, h, CTR_LAYOUT_SAME));
        return lc_layout_find(&op->ctx, l, LC_LAYOUT_IMPACT_LATE, p,
                              lc_terms_place(p->terms, "/impact_analysis"),
                              "is not what '%s' was judged by, which is %s; reopen it to judge "
                              "it again",
                              h->name, lc_word_name(lc_words_change_state, h->state));
    }
    LC_TRY(lc_flow_change_impact(op, h, &paper));
    return done(op, l, p, h, CTR_LAYOUT_REVISED);
}

/* ---- findings about what a file claims ---- */

static ctr_status check_claims(struct lc_op *op, struct lc_layout *l, struct lc_paper *p,
                               const struct ctr_change *h)
{
    int32_t says = p->request->decision.outcome;

    if (p->request->claim && h->change_class && p->request->claim != h->change_class) {
        LC_TRY(lc_layout_find(&op->ctx, l, LC_LAYOUT_CLAIM_DIFFERS, p,
                              lc_terms_place(p->terms, "/threshold_eval"),
                              "claims %s, and is %s by the thresholds, which rule",
                              lc_word_name(lc_words_change_class, p->request->claim),
                              lc_word_name(lc_words_change_class, h->change_class)));
    }
    if (!h->outcome && h->cycle <= 1 && says && says != LC_OUTCOME_PENDING) {
        LC_TRY(lc_layout_find(&op->ctx, l, LC_LAYOUT_DECISION_NOT_HERE, p,
                              lc_terms_place(p->terms, "/decision/status"),
                              "says %s, and nobody decided so in the store; vote there, or take "
                              "it over with 'decision import %s'",
                              lc_word_name(lc_words_change_outcome, says), h->name));
    }
    return CTR_OK;
}

static ctr_status check_addendum(struct lc_op *op, struct lc_layout *l, struct lc_paper *p)
{
    struct lc_contract c;
    struct ctr_version v;
    const char *text = p->request->addendum;

    if (!text) {
        return CTR_OK;
    }
    ctr_status status = lc_version_named(op, text, &c, &v);
    bool fits = status == CTR_OK && (c.type == CTR_TYPE_SOW || c.type == CTR_TYPE_MASTER);
    if (fits || status == CTR_E_NOMEM || status == CTR_E_CANCELLED) {
        return status;
    }
    int64_t line;
    int64_t column;
    const char *why = status == CTR_OK ? "that is no statement of work and no master contract"
                                       : lc_layout_excuse(&op->ctx, p->path, &line, &column);
    return why ? lc_layout_find(&op->ctx, l, LC_LAYOUT_ADDENDUM_UNKNOWN, p,
                                lc_terms_place(p->terms, "/addendum"),
                                "names the addendum '%.300s': %s", text, why)
               : CTR_E_NOMEM;
}

/* ---- one change ---- */

static ctr_status sync_change(struct lc_op *op, struct lc_layout *l, struct lc_paper *p,
                              const struct lc_contract *master)
{
    struct ctr_change h;
    bool found;

    LC_TRY(lc_change_find(op, master->rid, p->id, &h, &found));
    if (!found) {
        LC_TRY(lc_flow_change_open(op, master->team, master->name, &p->change, &h));
        LC_TRY(lc_change_get(op, master, p->id, &h));
        LC_TRY(done(op, l, p, &h, CTR_LAYOUT_OPENED));
    } else {
        LC_TRY(lc_change_get(op, master, p->id, &h));
        LC_TRY(check_request(op, l, p, &h));
        LC_TRY(sync_impact(op, l, p, &h));
    }
    LC_TRY(check_claims(op, l, p, &h));
    LC_TRY(check_addendum(op, l, p));
    return lc_sync_write_change(op, l, p, &h);
}

/* Those that others take the place of come first: the store has to know them. */
static bool is_ready(const struct lc_layout *l, const struct lc_paper *p)
{
    for (size_t i = 0; i < p->request->supersede_count; i++) {
        const struct lc_paper *q = lc_layout_paper(l, CTR_TERMS_CHANGE, p->request->supersedes[i]);
        if (q && q != p && !q->mark) {
            return false;
        }
    }
    return true;
}

static ctr_status sync_all(struct lc_op *op, struct lc_layout *l, const struct lc_contract *master)
{
    bool moved = true;
    bool left = true;

    while (left) {
        bool force = !moved; /* a circle: the store says what is wrong with it */
        left = moved = false;
        for (size_t i = 0; i < l->count; i++) {
            struct lc_paper *p = &l->papers[i];
            if (!p->request || p->mark) {
                continue;
            }
            if (!force && !is_ready(l, p)) {
                left = true;
                continue;
            }
            p->mark = 1;
            moved = true;
            ctr_status status = sync_change(op, l, p, master);
            if (status != CTR_OK) {
                lc_detail(&op->ctx, "file", p->path);
                return status;
            }
        }
    }
    return CTR_OK;
}

/* ---- links, and changes without a file ---- */

static ctr_status check_links(struct lc_op *op, struct lc_layout *l, struct lc_paper *p,
                              const struct lc_contract *master)
{
    struct ctr_change h;
    bool found;

    for (size_t i = 0; i < p->sow->links.change_count; i++) {
        const char *id = p->sow->links.changes[i];
        const struct lc_value *item = lc_at(lc_get(lc_get(p->doc.root, "links"), "changes"), i);
        LC_TRY(lc_change_find(op, master->rid, id, &h, &found));
        if (!found) {
            LC_TRY(lc_layout_find(&op->ctx, l, LC_LAYOUT_CHANGE_UNKNOWN, p,
                                  item ? item->offset : lc_terms_place(p->terms, "/links"),
                                  "links to the change '%s', and neither a file nor the store has "
                                  "it",
                                  id));
        }
    }
    return CTR_OK;
}

static bool is_over(int32_t state)
{
    return state == LC_CHANGE_CLOSED || state == LC_CHANGE_WITHDRAWN || state == LC_CHANGE_REJECTED;
}

static ctr_status check_without(struct lc_op *op, struct lc_layout *l,
                                const struct lc_contract *master)
{
    struct ctr_change_list page;
    struct lc_change_query query = {.team = master->team, .contract = master->name, .limit = 100};

    do {
        LC_TRY(lc_change_list(op, &query, &page));
        for (size_t i = 0; i < page.count; i++) {
            const struct ctr_change *h = &page.items[i];
            if (is_over(h->state) || lc_layout_paper(l, CTR_TERMS_CHANGE, h->id)) {
                continue;
            }
            const char *file = lc_format(&op->ctx, "contracts/changes/%s.yaml", h->id);
            const char *text = lc_format(&op->ctx,
                                         "is not there, and no other file has the id of '%s', "
                                         "which is %s",
                                         h->name, lc_word_name(lc_words_change_state, h->state));
            LC_TRY(text && file ? lc_layout_find_at(&op->ctx, l, LC_LAYOUT_FILE_MISSING, file, text)
                                : CTR_E_NOMEM);
        }
        query.after = page.next;
    } while (page.next);
    return CTR_OK;
}

ctr_status lc_sync_changes(struct lc_op *op, struct lc_layout *l)
{
    struct lc_contract master;

    LC_TRY(lc_contract_get(op, l->out->team, l->master->id, &master));
    for (size_t i = 0; i < l->count; i++) {
        l->papers[i].mark = 0;
    }
    LC_TRY(sync_all(op, l, &master));
    for (size_t i = 0; i < l->count; i++) {
        if (l->papers[i].sow) {
            LC_TRY(check_links(op, l, &l->papers[i], &master));
        }
    }
    return check_without(op, l, &master);
}
