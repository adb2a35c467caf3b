/* A change is asked for, and its impact analysed. */
#include "flow/change.h"
#include "flow/timer.h"

#include "flow/evolve.h"
#include "flow/target.h"
#include "terms/document.h"

ctr_status lc_map_canonical(struct lc_ctx *ctx, const struct lc_value *map, const char **out)
{
    struct lc_buf buf;

    *out = NULL;
    if (!lc_is(map, LC_OBJECT) || !map->count) {
        return CTR_OK;
    }
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    ctr_status status = lc_json_canonical(ctx, &buf, map);
    if (status == CTR_OK) {
        const char *text = lc_buf_cstr(&buf);
        *out = text ? lc_dup_c(ctx, text) : NULL;
        status = *out ? CTR_OK : lc_nomem(ctx);
    }
    lc_buf_free(&buf);
    return status;
}

ctr_status lc_change_paper_read(struct lc_ctx *ctx, struct lc_str bytes, const char *file,
                                struct lc_change_paper *out)
{
    ctr_terms_kind kind = CTR_TERMS_CHANGE;

    LC_TRY(lc_terms_open(ctx, bytes, file, &kind, &out->doc));
    LC_TRY(lc_change_read(ctx, &out->doc, &out->request));
    LC_TRY(lc_map_canonical(ctx, lc_get(out->doc.root, "impact_analysis"), &out->impact));
    return lc_blob_make(ctx, "", bytes, &out->blob);
}

ctr_status lc_impact_paper_read(struct lc_ctx *ctx, struct lc_str bytes, const char *file,
                                struct lc_impact_paper *out)
{
    struct lc_doc *doc = &out->doc;
    ctr_terms_kind kind = CTR_TERMS_CHANGE;

    LC_TRY(lc_terms_open(ctx, bytes, file, &kind, doc));
    const struct lc_value *inner = lc_get(doc->root, "impact_analysis");
    const struct lc_value *map = inner ? inner : doc->root;
    if (!lc_is(map, LC_OBJECT)) {
        return lc_doc_fail(ctx, doc, 0, "an impact analysis should be a map");
    }
    memset(&out->analysis, 0, sizeof out->analysis);
    out->above = "";
    LC_TRY(lc_terms_read(ctx, doc, map, &lc_record_impact, &out->analysis, &out->terms));
    if (!out->terms.point_count) {
        return lc_doc_fail(ctx, doc, 0, "the impact analysis says nothing");
    }
    LC_TRY(lc_impact_check(ctx, &out->terms, out->above, &out->analysis));
    return lc_map_canonical(ctx, map, &out->body);
}

ctr_status lc_version_named(struct lc_op *op, const char *text, struct lc_contract *c,
                            struct ctr_version *v)
{
    struct lc_str path, label, team, name;

    if (!lc_str_cut(lc_str(text), '@', &path, &label) || !lc_str_cut(path, '/', &team, &name)) {
        return lc_fail(&op->ctx, CTR_E_INPUT, "'%.200s' is no version; wanted team/name@label",
                       text);
    }
    const char *texts[] = {lc_dup(&op->ctx, team), lc_dup(&op->ctx, name), lc_dup(&op->ctx, label)};
    if (!texts[0] || !texts[1] || !texts[2]) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_contract_get(op, texts[0], texts[1], c));
    return lc_version_select(op, c, texts[2], v);
}

/* What the library finds out by itself. */
struct findings {
    struct lc_pair pairs[16];
    size_t count;
};

static void raise(int64_t *most, int64_t count)
{
    *most = count > *most ? count : *most;
}

/* Of each level the most that is found with one version: the same break is found with several. */
static struct lc_counts counts_of(const struct ctr_evolution *e)
{
    struct lc_counts most = e->diff ? e->diff->counts : (struct lc_counts){0};

    for (size_t i = 0; i < e->earlier.count; i++) {
        const struct lc_counts *c = &e->earlier.items[i].diff->counts;
        raise(&most.breaking, c->breaking);
        raise(&most.undecided, c->undecided);
        raise(&most.warning, c->warning);
        raise(&most.info, c->info);
    }
    return most;
}

/* What the comparisons stored with the edition say, and whom it would break. */
static ctr_status look_at_edition(struct lc_op *op, const char *text, struct ctr_change *h,
                                  struct findings *out)
{
    struct lc_contract c;
    struct ctr_version v;
    struct ctr_evolution e;
    int64_t breaks = 0;
    int64_t unknown = 0;

    LC_TRY(lc_version_named(op, text, &c, &v));
    LC_TRY(lc_flow_evolution(op, &c, &v, &e));
    h->evolution_rid = v.rid;
    h->evolution = lc_format(&op->ctx, "%s/%s@%s", v.team, v.name, v.label);
    for (size_t i = 0; i < e.impact_count; i++) {
        breaks += e.impacts[i].effect == CTR_EFFECT_BREAKS ||
                  e.impacts[i].effect == CTR_EFFECT_BREAKS_ON_UPGRADE;
        unknown += e.impacts[i].effect == CTR_EFFECT_UNKNOWN;
    }
    const struct lc_counts counts = counts_of(&e);
    const struct lc_pair pairs[] = {
        LC_PAIR("evolution", h->evolution),
        LC_PAIR("base", e.base),
        LC_PAIR("verdict", e.diff ? lc_word_name(lc_words_verdict, e.verdict) : NULL),
        LC_PAIR("bump", e.diff ? lc_word_name(lc_words_bump, e.bump) : NULL),
        LC_PAIR("proposed", e.proposed),
        LC_PAIR_INT("breaking", counts.breaking),
        LC_PAIR_INT("undecided", counts.undecided),
        LC_PAIR_INT("warning", counts.warning),
        LC_PAIR_INT("info", counts.info),
        LC_PAIR_INT("consumers", (int64_t)e.impact_count),
        LC_PAIR_INT("consumers_broken", breaks),
        LC_PAIR_INT("consumers_undecided", unknown),
    };
    memcpy(out->pairs, pairs, sizeof pairs);
    out->count = sizeof pairs / sizeof pairs[0];
    return h->evolution ? CTR_OK : CTR_E_NOMEM;
}

/* How far the end moves by the two dates and the master's calendar. */
static ctr_status look_at_dates(struct lc_op *op, const struct ctr_change *h,
                                const struct lc_impact_analysis *impact, struct findings *out)
{
    struct lc_contract c;
    struct lc_policy p;
    struct lc_slip slip;

    if (impact->schedule_before == LC_TERM_ABSENT) {
        return CTR_OK;
    }
    LC_TRY(lc_contract_get(op, h->team, h->contract, &c));
    LC_TRY(lc_policy_of(op, &c, h, &p));
    LC_TRY(lc_slip_of(&op->ctx, &p.master, impact, &slip));
    const struct lc_pair pairs[] = {
        LC_PAIR("calendar", slip.calendar),
        LC_PAIR_INT("slip_calendar_days", slip.calendar_days),
        LC_PAIR_INT("slip_working_days", slip.working_days),
    };
    memcpy(out->pairs + out->count, pairs, sizeof pairs);
    out->count += sizeof pairs / sizeof pairs[0];
    return CTR_OK;
}

static ctr_status add_impact(struct lc_op *op, struct ctr_change *h, const char *body,
                             const struct lc_impact_analysis *impact)
{
    struct findings found = {.count = 0};
    const char *technical = NULL;

    h->evolution_rid = 0;
    h->evolution = NULL;
    if (impact->evolution) {
        LC_TRY(look_at_edition(op, impact->evolution, h, &found));
    }
    LC_TRY(look_at_dates(op, h, impact, &found));
    if (found.count) {
        technical = lc_json_pairs(&op->ctx, found.pairs, found.count);
        if (!technical) {
            return CTR_E_NOMEM;
        }
    }
    LC_TRY(lc_change_impact_add(op, h, body, technical));
    const struct lc_pair pairs[] = {
        LC_PAIR_INT("impact_revision", h->impact_rev),
        LC_PAIR_RAW("impact", body),
        LC_PAIR_RAW("technical", technical),
        LC_PAIR("evolution", h->evolution),
    };
    return lc_change_save(op, h, LC_EVENT_CHANGE_IMPACT, pairs, sizeof pairs / sizeof pairs[0]);
}

/* ---- links ---- */

struct listed {
    enum lc_change_link_kind kind;
    const char *path;
    const char **items;
    size_t count;
};

static ctr_status check_link(struct lc_op *op, const struct ctr_change *h,
                             const struct lc_change_request *r, const struct listed *l,
                             const char *target)
{
    struct ctr_change other;
    bool is;

    if (lc_str_eq_nocase(lc_str(target), lc_str(h->id))) {
        return lc_terms_fail(&op->ctx, &r->terms, l->path, "names the change itself, '%s'", target);
    }
    if (l->kind == LC_LINK_NEEDS) {
        LC_TRY(lc_change_reaches(op, h->contract_rid, target, h->id, &is));
        return is ? lc_terms_fail(&op->ctx, &r->terms, l->path,
                                  "'%s' needs '%s' in turn, so neither could be implemented",
                                  target, h->id)
                  : CTR_OK;
    }
    if (l->kind == LC_LINK_SUPERSEDES) {
        LC_TRY(lc_change_find(op, h->contract_rid, target, &other, &is));
        return is ? CTR_OK
                  : lc_terms_fail(&op->ctx, &r->terms, l->path,
                                  "'%s' is no change of '%s/%s', so it cannot be superseded",
                                  target, h->team, h->contract);
    }
    return CTR_OK;
}

static ctr_status add_links(struct lc_op *op, struct ctr_change *h,
                            const struct lc_change_request *r)
{
    const struct listed lists[] = {
        {LC_LINK_NEEDS, "/needs", r->needs, r->need_count},
        {LC_LINK_CONFLICTS, "/conflicts_with", r->conflicts, r->conflict_count},
        {LC_LINK_SUPERSEDES, "/supersedes", r->supersedes, r->supersede_count},
    };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        for (size_t j = 0; j < lists[i].count; j++) {
            LC_TRY(check_link(op, h, r, &lists[i], lists[i].items[j]));
        }
        LC_TRY(lc_change_link_add(op, h, lists[i].kind, lists[i].items, lists[i].count));
    }
    return lc_change_link_load(op, h);
}

/* ---- opening ---- */

static ctr_status check_master(struct lc_op *op, const struct lc_policy *p,
                               const struct lc_change_request *r)
{
    if (!r->master || strcmp(r->master, p->master.meta.id) == 0) {
        return CTR_OK;
    }
    return lc_terms_fail(&op->ctx, &r->terms, "/master",
                         "is '%s', but the active version of '%s/%s' is of '%s'", r->master,
                         p->contract.team, p->contract.name, p->master.meta.id);
}

/* A linter that knows in which currency the master reckons. */
static ctr_status linter_of(struct lc_op *op, const struct lc_policy *p, struct lc_terms *terms,
                            struct lc_linter *out)
{
    struct lc_str currency = lc_target_currency(p);

    *out = (struct lc_linter){.ctx = &op->ctx, .terms = terms};
    out->currency = currency.len ? lc_dup(&op->ctx, currency) : NULL;
    return currency.len && !out->currency ? CTR_E_NOMEM : CTR_OK;
}

/* While its author is there to mend it: decided on, nobody could carry it out. */
static ctr_status check_request(struct lc_op *op, const struct lc_policy *p,
                                struct lc_change_request *r)
{
    struct lc_linter linter;

    LC_TRY(linter_of(op, p, &r->terms, &linter));
    LC_TRY(lc_lint_change(&linter, r));
    return lc_lint_refuse(&linter);
}

static ctr_status check_impact(struct lc_op *op, const struct ctr_change *h,
                               struct lc_impact_paper *paper)
{
    struct lc_contract c;
    struct lc_policy p;
    struct lc_linter linter;

    LC_TRY(lc_contract_get(op, h->team, h->contract, &c));
    LC_TRY(lc_policy_of(op, &c, h, &p));
    LC_TRY(linter_of(op, &p, &paper->terms, &linter));
    LC_TRY(lc_lint_impact(&linter, paper->above, &paper->analysis));
    return lc_lint_refuse(&linter);
}

static ctr_status tell_opened(struct lc_op *op, struct ctr_change *h)
{
    const struct lc_change_links *l = h->links;
    const char *lists[LC_CHANGE_LINK_KINDS];

    for (int i = 0; i < LC_CHANGE_LINK_KINDS; i++) {
        lists[i] = l[i].count ? lc_json_strings(&op->ctx, l[i].items, l[i].count) : NULL;
    }
    if (op->ctx.error) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("type", lc_word_name(lc_words_change_type, h->type)),
        LC_PAIR("area", h->area),
        LC_PAIR("requester", h->requester),
        LC_PAIR("summary", h->summary),
        LC_PAIR("sha256", h->sha256),
        LC_PAIR("claimed", h->claimed ? lc_word_name(lc_words_change_class, h->claimed) : NULL),
        LC_PAIR("adr", h->adr),
        LC_PAIR_RAW("needs", lists[0]),
        LC_PAIR_RAW("conflicts_with", lists[1]),
        LC_PAIR_RAW("supersedes", lists[2]),
        LC_PAIR("reason", op->reason),
    };
    return lc_change_save(op, h, LC_EVENT_CHANGE_OPENED, pairs, sizeof pairs / sizeof pairs[0]);
}

/* A decision in the document is what somebody wrote there, and decides nothing. */
static ctr_status remark_decision(struct lc_op *op, struct ctr_change *h,
                                  const struct lc_change_request *r)
{
    if (r->decision.outcome == LC_OUTCOME_PENDING) {
        return CTR_OK;
    }
    return lc_change_remark(op, h,
                            lc_format(&op->ctx,
                                      "the document says '%s'; that counts only once it is decided "
                                      "here",
                                      lc_word_name(lc_words_change_outcome, r->decision.outcome)));
}

ctr_status lc_flow_change_open(struct lc_op *op, const char *team, const char *name,
                               struct lc_change_paper *paper, struct ctr_change *out)
{
    struct lc_change_request *r = &paper->request;
    char hex[LC_SHA256_TEXT];
    struct lc_policy p;

    *out = (struct ctr_change){.target_day = LC_TERM_ABSENT};
    LC_TRY(lc_policy_active(op, team, name, &p));
    LC_TRY(check_master(op, &p, r));
    LC_TRY(check_request(op, &p, r));
    out->contract_rid = p.contract.rid;
    out->team = p.contract.team;
    out->contract = p.contract.name;
    out->id = r->id;
    out->type = r->type;
    out->area = r->area;
    out->claimed = r->claim;
    out->requester = lc_master_party(&p.master, r->requester ? r->requester : op->actor);
    out->summary = r->summary;
    out->adr = r->adr;
    out->sha256 = lc_dup_c(&op->ctx, lc_sha256_format(&paper->blob.sha256, hex));
    LC_TRY(lc_document_put(op, &paper->blob, &out->document_rid));
    LC_TRY(lc_change_insert(op, out));
    LC_TRY(add_links(op, out, r));
    LC_TRY(tell_opened(op, out));
    LC_TRY(remark_decision(op, out, r));
    return paper->impact ? add_impact(op, out, paper->impact, &r->impact) : CTR_OK;
}

ctr_status lc_flow_change_impact(struct lc_op *op, struct ctr_change *h,
                                 struct lc_impact_paper *paper)
{
    enum lc_change_state to;

    LC_TRY(lc_change_expect(op, h));
    LC_TRY(lc_change_may(op, h, LC_CHANGE_ANALYSE, &to));
    LC_TRY(check_impact(op, h, paper));
    if (h->state == LC_CHANGE_ANALYSED) { /* what was asked about is no more what it was */
        LC_TRY(lc_decision_drop(op, h->decision_rid));
        LC_TRY(lc_timer_settle(op, h->decision_rid, "analysed anew"));
        h->decision_rid = 0;
        h->decision = NULL;
    }
    h->state = (int32_t)to;
    return add_impact(op, h, paper->body, &paper->analysis);
}
