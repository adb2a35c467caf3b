/* A master contract as a whole: what one part of it says of another. */
#include "terms/master.h"

static bool has_policy(const struct lc_governance *g, const char *id)
{
    for (size_t i = 0; i < g->policy_count; i++) {
        if (strcmp(g->policies[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

/* What rights call their approver, and whether what they name is there. */
static ctr_status settle_rights(struct lc_ctx *ctx, struct lc_master *m)
{
    for (size_t i = 0; i < m->governance.right_count; i++) {
        struct lc_decision_right *r = &m->governance.rights[i];
        const char *path = lc_terms_path(ctx, "/governance/decision_rights", r->area,
                                         lc_word_name(lc_words_right_class, r->right_class));
        if (!path) {
            return CTR_E_NOMEM;
        }
        if (r->approver && r->owner && strcmp(r->approver, r->owner) != 0) {
            return lc_terms_fail(ctx, &m->terms, path,
                                 "names two approvers, '%s' and, as owner, '%s'; leave one",
                                 r->approver, r->owner);
        }
        r->approver = r->approver ? r->approver : r->owner;
        if (r->escalation && !has_policy(&m->governance, r->escalation)) {
            return lc_terms_fail(ctx, &m->terms, path,
                                 "its escalation '%s' is none of the escalation_policies",
                                 r->escalation);
        }
    }
    return CTR_OK;
}

/* Reading a document must not depend on the machine's zones: any name that could be one will do,
 * and stands for UTC. */
static ctr_status some_zone(void *user, struct lc_ctx *ctx, const char *name,
                            const struct lc_zone **out)
{
    struct lc_zone *zone = lc_new(ctx, 1, sizeof *zone);
    (void)user;
    if (!zone) {
        return CTR_E_NOMEM;
    }
    if (!lc_zone_fixed(name, zone) && !lc_zone_name_ok(lc_str(name))) {
        return lc_fail(ctx, CTR_E_INPUT, "'%.80s' is no name of a time zone", name);
    }
    *out = lc_zone_fixed("UTC", zone) ? zone : NULL;
    return CTR_OK;
}

static ctr_status check_calendars(struct lc_ctx *ctx, struct lc_master *m)
{
    const struct lc_zone_source zones = {some_zone, NULL};
    struct ctr_calendar_list list = {NULL, 0};
    if (m->calendars) {
        LC_TRY(lc_calendar_list_read(ctx, m->terms.doc, m->calendars, &zones, &list));
    }
    for (size_t i = 0; i < m->slo_count; i++) {
        const char *id = m->slos[i].calendar;
        if (id && !lc_calendar_find(&list, id)) {
            const char *path = lc_format(ctx, "/slos/%s/calendar", m->slos[i].id);
            return path ? lc_terms_fail(ctx, &m->terms, path, "'%s' is none of the calendars", id)
                        : CTR_E_NOMEM;
        }
    }
    return CTR_OK;
}

ctr_status lc_master_calendar(struct lc_ctx *ctx, const struct lc_master *m,
                              const struct lc_zone_source *zones, struct ctr_calendar *out)
{
    const struct lc_zone_source stand_in = {some_zone, NULL};
    struct ctr_calendar_list list = {NULL, 0};
    struct lc_zone *utc;

    if (m->calendars) {
        LC_TRY(lc_calendar_list_read(ctx, m->terms.doc, m->calendars, zones ? zones : &stand_in,
                                     &list));
    }
    if (list.count) {
        *out = list.items[0];
        return CTR_OK;
    }
    utc = lc_new(ctx, 1, sizeof *utc);
    if (!utc) {
        return CTR_E_NOMEM;
    }
    lc_zone_fixed("UTC", utc);
    return lc_calendar_default(ctx, utc, out);
}

static bool has_trigger(const struct lc_risk_policy *risk, const char *id)
{
    for (size_t i = 0; i < risk->trigger_count; i++) {
        if (strcmp(risk->triggers[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

static ctr_status check_triggers(struct lc_ctx *ctx, const struct lc_master *m)
{
    for (size_t i = 0; i < m->slo_count; i++) {
        const char *id = m->slos[i].trigger;
        if (id && !has_trigger(&m->risk, id)) {
            const char *path = lc_format(ctx, "/slos/%s/trigger", m->slos[i].id);
            return path ? lc_terms_fail(ctx, &m->terms, path,
                                        "'%s' is none of the stop_the_line_triggers", id)
                        : CTR_E_NOMEM;
        }
    }
    return CTR_OK;
}

ctr_status lc_master_read(struct lc_ctx *ctx, struct lc_doc *doc, struct lc_master *out)
{
    *out = (struct lc_master){0};
    if (!lc_is(doc->root, LC_OBJECT)) {
        return lc_doc_fail(ctx, doc, 0, "a master contract should be a map with 'meta'");
    }
    LC_TRY(lc_terms_read(ctx, doc, doc->root, &lc_record_master, out, &out->terms));
    if (!out->meta.id) {
        return lc_terms_fail(ctx, &out->terms, "/meta/id",
                             "is missing: what the contract is called; write meta: {id: …}");
    }
    if (out->meta.effective != LC_TERM_ABSENT && out->meta.expiry != LC_TERM_ABSENT &&
        out->meta.expiry < out->meta.effective) {
        return lc_terms_fail(ctx, &out->terms, "/meta/expiry_date", "is before the effective_date");
    }
    LC_TRY(settle_rights(ctx, out));
    LC_TRY(check_triggers(ctx, out));
    const char *policy = out->governance.disputes.escalation;
    if (policy && !has_policy(&out->governance, policy)) {
        return lc_terms_fail(ctx, &out->terms, "/governance/disputes",
                             "its escalation '%s' is none of the escalation_policies", policy);
    }
    return check_calendars(ctx, out);
}

static bool has_any(const struct lc_value *map, const struct lc_term_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        if (lc_get(map, record->terms[i].key)) {
            return true;
        }
    }
    return false;
}

/* Put the document under a key; places stay what they are. */
static ctr_status wrap(struct lc_ctx *ctx, struct lc_doc *doc, const char *key)
{
    struct lc_member *member = lc_new(ctx, 1, sizeof *member);
    struct lc_value *root = lc_new(ctx, 1, sizeof *root);

    if (!member || !root) {
        return CTR_E_NOMEM;
    }
    *member = lc_member_of(lc_str(key), doc->root->offset, *doc->root);
    root->kind = LC_OBJECT;
    root->offset = doc->root->offset;
    lc_set_members(root, member, 1);
    doc->root = root;
    return CTR_OK;
}

ctr_status lc_master_policy_read(struct lc_ctx *ctx, struct lc_doc *doc, struct lc_master *out)
{
    *out = (struct lc_master){0};
    if (!has_any(doc->root, &lc_record_master)) {
        bool bare = has_any(doc->root, &lc_record_thresholds);
        if (!bare && !has_any(doc->root, &lc_record_change_policy)) {
            return lc_doc_fail(ctx, doc, 0,
                               "holds neither a change_policy nor thresholds, such as "
                               "budget_delta_pct_major");
        }
        LC_TRY(bare ? wrap(ctx, doc, "thresholds") : CTR_OK);
        LC_TRY(wrap(ctx, doc, "change_policy"));
    }
    LC_TRY(lc_terms_read(ctx, doc, doc->root, &lc_record_master, out, &out->terms));
    return lc_get(doc->root, "change_policy")
               ? CTR_OK
               : lc_doc_fail(ctx, doc, doc->root->offset, "has no change_policy");
}

/* The incentives are read by the share engine; this is the one number that classification wants. */
ctr_status lc_master_target(struct lc_ctx *ctx, const struct lc_master *master, int64_t *out)
{
    static const char *const keys[] = {"target", "target_cost"};
    *out = LC_TERM_ABSENT;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct lc_value *v = lc_get(master->incentives, keys[i]);
        bool scalar = lc_is(v, LC_NUMBER) || lc_is(v, LC_STRING);
        if (v && (!scalar || lc_fixed_parse(lc_raw(v), out) != LC_FIXED_OK)) {
            const char *path = lc_format(ctx, "/incentives/%s", keys[i]);
            return path ? lc_terms_fail(ctx, &master->terms, path,
                                        "should be an amount in the major unit")
                        : CTR_E_NOMEM;
        }
    }
    return CTR_OK;
}
