/* What a master says of its service levels. */
#include "core/zone.h"
#include "flow/slo.h"

enum { DEFAULT_TARGET = 95000000, DEFAULT_WINDOW = 30, US_PER_MILLIONTH_HOUR = 3600 };

static ctr_status read_calendars(struct lc_op *op, struct lc_slo_book *book)
{
    const struct lc_zone *utc;

    LC_TRY(lc_zone_load(&op->ctx, NULL, "UTC", &utc));
    LC_TRY(lc_calendar_default(&op->ctx, utc, &book->fallback));
    if (!book->policy.master.calendars) {
        return CTR_OK;
    }
    return lc_calendar_list_read(&op->ctx, &book->policy.doc, book->policy.master.calendars,
                                 &lc_zones_here, &book->calendars);
}

static ctr_status check_type(struct lc_op *op, const struct lc_contract *c)
{
    if (c->type == CTR_TYPE_MASTER) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_STATE,
                                "'%s/%s' is a contract of type %s; service levels belong to one "
                                "of type master",
                                c->team, c->name, lc_word_name(lc_words_type, c->type));
    lc_detail(&op->ctx, "type", lc_word_name(lc_words_type, c->type));
    return status;
}

ctr_status lc_slo_book_read(struct lc_op *op, struct lc_slo_book *out)
{
    LC_TRY(lc_policy_read(op, &out->policy));
    return read_calendars(op, out);
}

ctr_status lc_slo_book_open(struct lc_op *op, const struct lc_contract *c, struct lc_slo_book *out)
{
    bool found;

    *out = (struct lc_slo_book){.policy.contract = *c};
    LC_TRY(check_type(op, c));
    LC_TRY(lc_version_base(op, c->rid, &out->policy.version, &found));
    if (!found) {
        return lc_fail(&op->ctx, CTR_E_STATE,
                       "no version of '%s/%s' ever was active, so nothing is promised yet; "
                       "activate one",
                       c->team, c->name);
    }
    out->active = out->policy.version.state == CTR_STATE_ACTIVE;
    return lc_slo_book_read(op, out);
}

ctr_status lc_slo_book_of(struct lc_op *op, const char *team, const char *name,
                          struct lc_slo_book *out)
{
    struct lc_contract c;

    LC_TRY(lc_contract_get(op, team, name, &c));
    return lc_slo_book_open(op, &c, out);
}

static const struct lc_slo *find_slo(const struct lc_master *m, const char *id)
{
    for (size_t i = 0; i < m->slo_count; i++) {
        if (strcmp(m->slos[i].id, id) == 0) {
            return &m->slos[i];
        }
    }
    return NULL;
}

/* "review_turnaround_hours" gives "review_turnaround". */
static struct lc_str pair_id(const struct lc_term_pair *pair)
{
    struct lc_str id = lc_str(pair->key);
    struct lc_str end = LC_STR("_hours");
    bool ends = id.len > end.len && memcmp(id.ptr + id.len - end.len, end.ptr, end.len) == 0;
    return lc_str_n(id.ptr, ends ? id.len - end.len : id.len);
}

static const struct lc_term_pair *find_pair(const struct lc_master *m, const char *id)
{
    for (size_t i = 0; i < m->slo_hours_count; i++) {
        if (lc_str_eq(pair_id(&m->slo_hours[i]), lc_str(id))) {
            return &m->slo_hours[i];
        }
    }
    return NULL;
}

static void choose_calendar(const struct lc_slo_book *book, const char *wanted,
                            struct lc_slo_terms *out)
{
    const struct ctr_calendar *c = wanted ? lc_calendar_find(&book->calendars, wanted) : NULL;

    c = c || !book->calendars.count ? c : book->calendars.items;
    out->calendar = c ? c : &book->fallback;
    out->calendar_id = c ? c->id : NULL;
}

ctr_status lc_slo_terms(struct lc_ctx *ctx, const struct lc_slo_book *book, const char *id,
                        struct lc_slo_terms *out)
{
    const struct lc_master *m = &book->policy.master;
    const struct lc_slo *s = find_slo(m, id);
    const struct lc_term_pair *pair = find_pair(m, id);
    int64_t hours = s && s->goal_hours != LC_TERM_ABSENT ? s->goal_hours : pair ? pair->value : 0;

    *out = (struct lc_slo_terms){
        .id = lc_dup_c(ctx, id),
        .goal_us = hours * US_PER_MILLIONTH_HOUR,
        .target = s && s->attainment_pct != LC_TERM_ABSENT ? s->attainment_pct : DEFAULT_TARGET,
        .window_days = s && s->window_days != LC_TERM_ABSENT ? s->window_days : DEFAULT_WINDOW,
        .pause_on = s ? s->pause_on : NULL,
        .pause_count = s ? s->pause_count : 0,
        .trigger = s ? s->trigger : NULL,
        .known = s || pair,
    };
    choose_calendar(book, s ? s->calendar : NULL, out);
    return out->id ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_slo_ids(struct lc_ctx *ctx, const struct lc_slo_book *book, const char ***out,
                      size_t *count)
{
    const struct lc_master *m = &book->policy.master;
    const char **ids = lc_new(ctx, m->slo_count + m->slo_hours_count + 1, sizeof *ids);
    size_t n = 0;

    *out = ids;
    if (!ids) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < m->slo_count; i++) {
        ids[n++] = m->slos[i].id;
    }
    for (size_t i = 0; i < m->slo_hours_count; i++) {
        const char *id = lc_dup(ctx, pair_id(&m->slo_hours[i]));
        if (!id) {
            return CTR_E_NOMEM;
        }
        if (!find_slo(m, id)) {
            ids[n++] = id;
        }
    }
    *count = n;
    return CTR_OK;
}

bool lc_slo_binds(const struct lc_op *op, const struct lc_slo_book *book)
{
    const struct lc_mode_of *mode = &book->policy.master.slo_mode;
    bool begun =
        mode->enforce_after == LC_TERM_ABSENT || lc_day_at(op->ctx.now_us) > mode->enforce_after;
    return mode->mode == LC_ENFORCE && begun;
}
