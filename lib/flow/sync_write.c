/* What the store knows better, written into the files byte for byte around it. */
#include "flow/layout.h"

#include "codec/patch.h"
#include "flow/sow.h"
#include "terms/document.h"

struct writing {
    struct lc_op *op;
    struct lc_layout *l;
    struct lc_paper *p;
    struct lc_patch patch;
    bool xml;
};

/* The member as the file has it, as one text; NULL = it is not there. */
static const char *text_now(struct lc_ctx *ctx, const struct lc_value *v)
{
    const char *text = NULL;
    if (lc_is(v, LC_ARRAY)) {
        text = "";
        for (uint32_t i = 0; i < v->count && text; i++) {
            struct lc_str item = lc_text(&v->items[i]);
            text = lc_format(ctx, "%s%s%.*s", text, i ? ", " : "",
                             (int)(item.len < 512 ? item.len : 512), item.ptr ? item.ptr : "");
        }
        return text;
    }
    if (!v || v->kind == LC_NULL || v->kind == LC_OBJECT) {
        return NULL;
    }
    return v->kind == LC_TRUE ? "true" : v->kind == LC_FALSE ? "false" : lc_dup(ctx, lc_raw(v));
}

static const char *text_then(struct lc_ctx *ctx, const struct lc_patch_member *m)
{
    const char *text = m->count ? m->texts[0] : "";
    for (size_t i = 1; i < m->count && text; i++) {
        text = lc_format(ctx, "%s, %s", text, m->texts[i]);
    }
    return text;
}

/* One place: an edit of the result and of the text, unless it is so already. */
static ctr_status set(struct writing *w, const struct lc_value *map, const char *under,
                      const char *above, const struct lc_patch_member *m)
{
    struct lc_ctx *ctx = &w->op->ctx;
    struct ctr_layout *out = w->l->out;
    const struct lc_value *inner = under ? lc_get(map, under) : map;
    const struct lc_value *was = lc_get(inner, m->key);
    const struct lc_value *near = was ? was : inner ? inner : map;
    int64_t column;

    if (lc_is(inner, LC_OBJECT) && lc_patch_is(inner, m)) {
        return CTR_OK;
    }
    out->edits = lc_grow(ctx, out->edits, out->edit_count, &out->edit_room, sizeof *out->edits);
    if (!out->edits) {
        return CTR_E_NOMEM;
    }
    struct ctr_layout_edit *e = &out->edits[out->edit_count];
    *e = (struct ctr_layout_edit){
        .file = w->p->path,
        .term = lc_format(ctx, "%s%s%s/%s", above, under ? "/" : "", under ? under : "", m->key),
        .was = text_now(ctx, was),
        .is = text_then(ctx, m)};
    lc_doc_place(ctx, &w->p->doc, near->offset, &e->line, &column);
    if (!e->term || !e->is || ctx->error) {
        return CTR_E_NOMEM;
    }
    out->edit_count++;
    return w->xml ? CTR_OK : lc_patch_set(ctx, &w->patch, map, under, m);
}

static ctr_status set_text(struct writing *w, const char *under, const char *key, const char *text)
{
    const char **texts = lc_new(&w->op->ctx, 1, sizeof *texts);
    if (!texts || !text) {
        return text ? CTR_E_NOMEM : CTR_OK;
    }
    texts[0] = text;
    const struct lc_patch_member m = {key, texts, 1, false};
    return set(w, w->p->doc.root, under, "", &m);
}

/* ---- changes ---- */

/* Who approved or rejected: the parties whose votes count, or who decided alone. */
static ctr_status approvers(struct writing *w, const struct ctr_decision *d)
{
    struct lc_ctx *ctx = &w->op->ctx;
    const char **names = lc_new(ctx, d->vote_count + 1, sizeof *names);
    struct lc_patch_member m = {"approvers", names, 0, true};

    if (!names) {
        return CTR_E_NOMEM;
    }
    int32_t wanted =
        d->outcome == LC_OUTCOME_REJECTED ? (int32_t)LC_VOTE_REJECT : (int32_t)LC_VOTE_APPROVE;
    for (size_t i = 0; i < d->vote_count; i++) {
        const struct lc_vote_row *v = &d->votes[i];
        if (v->live && v->counted && v->vote == wanted) {
            names[m.count++] = v->party;
        }
    }
    if (!m.count && d->decided_by) {
        names[m.count++] = d->decided_by;
    }
    return m.count ? set(w, w->p->doc.root, "decision", "", &m) : CTR_OK;
}

static ctr_status write_decision(struct writing *w, const struct ctr_change *h)
{
    const struct ctr_decision *d = h->decision;
    int32_t says = w->p->request->decision.outcome;

    if (!h->outcome) { /* a new cycle: what was decided in the one before does not hold any more */
        bool stale = h->cycle > 1 && says && says != LC_OUTCOME_PENDING;
        return stale ? set_text(w, "decision", "status", "pending") : CTR_OK;
    }
    LC_TRY(set_text(w, "decision", "status", lc_word_name(lc_words_change_outcome, h->outcome)));
    if (!d || d->imported || !d->decided_us) {
        return CTR_OK; /* made elsewhere: the file is where it comes from */
    }
    LC_TRY(approvers(w, d));
    const char *day = lc_day_text(&w->op->ctx, lc_day_at(d->decided_us));
    return day ? set_text(w, "decision", "date", day) : CTR_E_NOMEM;
}

/* The text with all of it, or the finding that it cannot be had. */
static ctr_status finish(struct writing *w, size_t from)
{
    struct ctr_layout *out = w->l->out;
    struct lc_str text;
    bool exact = !w->xml;

    if (out->edit_count == from) {
        return CTR_OK;
    }
    if (exact) {
        LC_TRY(lc_patch_apply(&w->op->ctx, &w->patch, &text, &exact));
    }
    if (exact) {
        w->p->instead = text;
        return CTR_OK;
    }
    const struct ctr_layout_edit e = out->edits[from];
    size_t more = out->edit_count - from - 1;
    out->edit_count = from;
    return lc_layout_find(&w->op->ctx, w->l, LC_LAYOUT_NOT_WRITTEN, w->p, w->p->doc.root->offset,
                          "cannot be changed without touching more of it than %s, which is '%s' "
                          "in the store (and %zu terms besides); edit it by hand%s",
                          e.term, e.is, more,
                          w->xml ? ", XML is only read" : " or write it in plain YAML or JSON");
}

ctr_status lc_sync_write_change(struct lc_op *op, struct lc_layout *l, struct lc_paper *p,
                                const struct ctr_change *h)
{
    struct writing w = {.op = op, .l = l, .p = p, .xml = lc_terms_is_xml(p->bytes)};
    size_t from = l->out->edit_count;

    lc_patch_begin(&w.patch, &p->doc);
    LC_TRY(set_text(&w, NULL, "state", lc_word_name(lc_words_change_state, h->state)));
    if (h->change_class) {
        LC_TRY(set_text(&w, NULL, "threshold_eval",
                        lc_word_name(lc_words_change_class, h->change_class)));
    }
    LC_TRY(write_decision(&w, h));
    LC_TRY(set_text(&w, NULL, "addendum", h->addendum));
    return finish(&w, from);
}

/* ---- statements of work ---- */

/* What was measured of a slice, into its map. */
static ctr_status write_slice(struct writing *w, const struct lc_value *map, const char *id,
                              const struct ctr_sow_measure *m)
{
    struct lc_ctx *ctx = &w->op->ctx;
    const char **texts = lc_new(ctx, 1, sizeof *texts);
    const char *above = lc_terms_path(ctx, "/slices", id, NULL);

    if (!texts || !above) {
        return CTR_E_NOMEM;
    }
    texts[0] = m->value;
    const struct lc_patch_member member = {"realised", texts, 1, false};
    return set(w, map, NULL, above, &member);
}

ctr_status lc_sync_write_sow(struct lc_op *op, struct lc_layout *l, struct lc_paper *p)
{
    struct writing w = {.op = op, .l = l, .p = p, .xml = lc_terms_is_xml(p->bytes)};
    size_t from = l->out->edit_count;
    const struct lc_value *slices = lc_get(p->doc.root, "slices");
    struct lc_sow_file *f = lc_new(&op->ctx, 1, sizeof *f);

    if (!p->sow->slice_count || p->instead.ptr || l->out->files[p->file].subject == NULL) {
        return f ? CTR_OK : CTR_E_NOMEM;
    }
    LC_TRY(f ? lc_sow_load(op, l->out->team, p->id, f) : CTR_E_NOMEM);
    lc_patch_begin(&w.patch, &p->doc);
    for (size_t i = 0; i < p->sow->slice_count; i++) {
        const char *id = p->sow->slices[i].id;
        const struct ctr_sow_measure *m = lc_sow_measured(&f->out, id);
        const struct lc_value *map = lc_is(slices, LC_ARRAY) ? lc_at(slices, i) : slices;
        if (m && m->value && lc_is(map, LC_OBJECT)) {
            LC_TRY(write_slice(&w, map, id, m));
        }
    }
    return finish(&w, from);
}

/* ---- to disk ---- */

ctr_status lc_sync_stage(struct lc_ctx *ctx, struct lc_layout *l)
{
    for (size_t i = 0; i < l->count; i++) {
        struct lc_paper *p = &l->papers[i];
        if (p->instead.ptr) {
            LC_TRY(lc_tree_stage(ctx, l->dir, p->path, p->instead));
            l->out->files[p->file].written = 1;
        }
    }
    return CTR_OK;
}
