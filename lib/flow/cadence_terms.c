/* What the versions of a master say of its cadences, and when each of them ruled. */
#include "flow/cadence.h"

enum { PAGE = 100 };

int64_t lc_cadence_day(const struct ctr_calendar *calendar, int64_t us)
{
    int64_t second = lc_floor_div(us, LC_US_PER_SECOND);
    int64_t offset = lc_zone_offset(calendar->zone, second);
    return lc_floor_div(us + offset * LC_US_PER_SECOND, LC_US_PER_DAY);
}

static ctr_status check_type(struct lc_op *op, const struct lc_contract *c)
{
    if (c->type == CTR_TYPE_MASTER) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_STATE,
                                "'%s/%s' is a contract of type %s; cadences belong to one of type "
                                "master",
                                c->team, c->name, lc_word_name(lc_words_type, c->type));
    lc_detail(&op->ctx, "type", lc_word_name(lc_words_type, c->type));
    return status;
}

static ctr_status read_edition(struct lc_op *op, const struct lc_contract *c,
                               const struct ctr_version *v, struct lc_cadence_edition *out)
{
    *out = (struct lc_cadence_edition){.book.policy = {.contract = *c, .version = *v},
                                       .book.active = v->state == CTR_STATE_ACTIVE};
    LC_TRY(lc_slo_book_read(op, &out->book));
    int64_t effective = out->book.policy.master.meta.effective;
    out->calendar = out->book.calendars.count ? out->book.calendars.items : &out->book.fallback;
    out->first = lc_cadence_day(out->calendar, v->activated_us);
    out->anchor = effective != LC_TERM_ABSENT ? effective : out->first;
    out->last = LC_DAY_LAST;
    return CTR_OK;
}

ctr_status lc_cadence_edition(struct lc_op *op, const struct lc_contract *c,
                              struct lc_cadence_edition *out)
{
    struct ctr_version v;
    bool found;

    LC_TRY(check_type(op, c));
    LC_TRY(lc_version_active(op, c->rid, &v, &found));
    return found ? read_edition(op, c, &v, out)
                 : lc_fail(&op->ctx, CTR_E_STATE,
                           "'%s/%s' has no active version, so no meeting is agreed on; activate "
                           "one",
                           c->team, c->name);
}

/* The versions that ever were active, by the instant of their activation. */
static ctr_status read_versions(struct lc_op *op, const struct lc_contract *c,
                                struct ctr_version **out, size_t *count)
{
    struct ctr_version_list page = {.next = NULL};
    size_t room = 0;

    *out = NULL;
    *count = 0;
    do {
        LC_TRY(lc_contract_history(op, c, page.next, PAGE, &page));
        for (size_t i = 0; i < page.count; i++) {
            if (!page.items[i].activated_us) {
                continue;
            }
            *out = lc_grow(&op->ctx, *out, *count, &room, sizeof **out);
            if (!*out) {
                return CTR_E_NOMEM;
            }
            size_t at = (*count)++;
            for (; at && (*out)[at - 1].activated_us > page.items[i].activated_us; at--) {
                (*out)[at] = (*out)[at - 1];
            }
            (*out)[at] = page.items[i];
        }
    } while (page.next);
    return CTR_OK;
}

/* The first one rules from its effective date, the others from their activation or, if that is
 * later, theirs; each up to the next. The last one ends with its being active. */
static void settle(struct lc_cadence_edition *e, size_t count)
{
    const struct ctr_version *v = &e[count - 1].book.policy.version;
    int64_t end = v->deprecated_us ? v->deprecated_us : v->retired_us;

    e[0].initial = true;
    e[0].first = e[0].anchor;
    for (size_t i = 1; i < count; i++) {
        e[i].first = e[i].anchor > e[i].first ? e[i].anchor : e[i].first;
    }
    if (!e[count - 1].book.active && end) {
        e[count - 1].last = lc_cadence_day(e[count - 1].calendar, end);
    }
    for (size_t i = count - 1; i > 0; i--) {
        int64_t before = e[i].first - 1;
        e[i - 1].last = i < count - 1 && e[i].last < before ? e[i].last : before;
    }
}

ctr_status lc_cadence_editions(struct lc_op *op, const struct lc_contract *c,
                               struct lc_cadence_edition **out, size_t *count)
{
    struct ctr_version *versions;

    LC_TRY(check_type(op, c));
    LC_TRY(read_versions(op, c, &versions, count));
    if (!*count) {
        return lc_fail(&op->ctx, CTR_E_STATE,
                       "no version of '%s/%s' ever was active, so no meeting is agreed on yet; "
                       "activate one",
                       c->team, c->name);
    }
    *out = lc_new(&op->ctx, *count, sizeof **out);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < *count; i++) {
        LC_TRY(read_edition(op, c, &versions[i], &(*out)[i]));
    }
    settle(*out, *count);
    return CTR_OK;
}

const struct lc_cadence *lc_cadence_find(const struct lc_cadence_edition *edition, const char *id)
{
    const struct lc_master *m = &edition->book.policy.master;

    for (size_t i = 0; i < m->cadence_count; i++) {
        if (strcmp(m->cadences[i].id, id) == 0) {
            return &m->cadences[i];
        }
    }
    return NULL;
}

ctr_status lc_cadence_unknown(struct lc_op *op, const struct lc_cadence_edition *edition,
                              const char *id)
{
    const struct lc_policy *p = &edition->book.policy;
    const char *list = p->master.cadence_count ? p->master.cadences[0].id : "none";

    for (size_t i = 1; list && i < p->master.cadence_count; i++) {
        list = lc_format(&op->ctx, "%s, %s", list, p->master.cadences[i].id);
    }
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_NOT_FOUND, "'%s/%s@%s' has no cadence '%s'; it has %s",
                p->contract.team, p->contract.name, p->version.label, id, list ? list : "?");
    lc_detail(&op->ctx, "cadence", id);
    return status;
}

struct lc_rhythm_of lc_cadence_rhythm(const struct lc_cadence_edition *edition,
                                      const struct lc_cadence *cadence)
{
    return (struct lc_rhythm_of){.rhythm = cadence->rhythm,
                                 .calendar = edition->calendar,
                                 .anchor = edition->anchor,
                                 .iteration_days =
                                     edition->book.policy.master.change.iteration_days};
}

ctr_status lc_cadence_lack(struct lc_op *op, const struct lc_cadence *cadence,
                           const struct ctr_meeting *m, struct lc_lack *out)
{
    LC_TRY(lc_named_missing(&op->ctx, cadence->participants, cadence->participant_count,
                            m->participants, m->participant_count, false, &out->participants,
                            &out->participant_count));
    return lc_named_missing(&op->ctx, cadence->artefacts, cadence->artefact_count, m->artefacts,
                            m->artefact_count, true, &out->artefacts, &out->artefact_count);
}
