/* Scope volatility of an iteration, and items of a backlog from files of their own. */
#include "terms/volatility.h"

#include "base/time.h"
#include "codec/csv_read.h"
#include "codec/yaml_read.h"
#include "terms/document.h"
#include "terms/term_rows.h"

#define DAY_US INT64_C(86400000000)

static const struct lc_field item_fields[] = {
    LC_FIELD_OF(ctr_backlog_item, "id", LC_KIND_STR, id),
    LC_FIELD_OF(ctr_backlog_item, "title", LC_KIND_STR, title),
    LC_FIELD_OF(ctr_backlog_item, "size", LC_KIND_STR, size),
    LC_FIELD_OF(ctr_backlog_item, "added", LC_KIND_STR, added),
    LC_FIELD_OF(ctr_backlog_item, "changed", LC_KIND_STR, changed),
    LC_FIELD_OF(ctr_backlog_item, "removed", LC_KIND_STR, removed),
    LC_FIELD_OF(ctr_backlog_item, "in_baseline", LC_KIND_BOOL, in_baseline),
    LC_FIELD_OF(ctr_backlog_item, "was_added", LC_KIND_BOOL, was_added),
    LC_FIELD_OF(ctr_backlog_item, "was_changed", LC_KIND_BOOL, was_changed),
    LC_FIELD_OF(ctr_backlog_item, "was_removed", LC_KIND_BOOL, was_removed),
};
static const struct lc_shape shape_item = LC_SHAPE(ctr_backlog_item, item_fields);

static const struct lc_field volatility_fields[] = {
    LC_FIELD_OF(ctr_volatility, "sow", LC_KIND_STR, sow),
    LC_FIELD_OF(ctr_volatility, "computable", LC_KIND_BOOL, computable),
    LC_FIELD_OF(ctr_volatility, "reason", LC_KIND_STR, reason),
    LC_FIELD_OF(ctr_volatility, "volatility_pct", LC_KIND_STR, volatility_pct),
    LC_FIELD_OF(ctr_volatility, "net_growth_pct", LC_KIND_STR, net_growth_pct),
    LC_FIELD_OF(ctr_volatility, "baseline", LC_KIND_STR, baseline),
    LC_FIELD_OF(ctr_volatility, "added", LC_KIND_STR, added),
    LC_FIELD_OF(ctr_volatility, "changed", LC_KIND_STR, changed),
    LC_FIELD_OF(ctr_volatility, "removed", LC_KIND_STR, removed),
    LC_FIELD_OF(ctr_volatility, "start", LC_KIND_STR, start),
    LC_FIELD_OF(ctr_volatility, "end", LC_KIND_STR, end),
    LC_FIELD_LIST(ctr_volatility, "items", items, count, &shape_item),
};
const struct lc_shape lc_shape_volatility = LC_SHAPE(ctr_volatility, volatility_fields);

/* ---- items from a file ---- */

static const struct lc_term backlog_terms[] = {
    LC_ROW_RECORDS(struct lc_backlog, "backlog", items, count, &lc_record_backlog_item, DUTY,
                   "the work in items"),
};
static const struct lc_term_record backlog =
    LC_TERM_RECORD_OF(lc_backlog, "backlog", backlog_terms, false);

static ctr_status open_items(struct lc_ctx *ctx, struct lc_str text, const char *file,
                             struct lc_doc *doc)
{
    const struct lc_read_options options = {.file = file};
    ctr_terms_kind kind = CTR_TERMS_SOW;
    if (lc_terms_is_xml(text)) {
        return lc_terms_open(ctx, text, file, &kind, doc);
    }
    return lc_csv_has_column(text, "id") ? lc_csv_read(ctx, text, &options, doc)
                                         : lc_doc_read(ctx, text, &options, doc);
}

ctr_status lc_backlog_read(struct lc_ctx *ctx, struct lc_str text, const char *file,
                           struct lc_backlog *out)
{
    struct lc_doc *doc = lc_new(ctx, 1, sizeof *doc);
    struct lc_member *only = lc_new(ctx, 1, sizeof *only);
    struct lc_value whole = {.kind = LC_OBJECT};
    if (!doc || !only) {
        return CTR_E_NOMEM;
    }
    *out = (struct lc_backlog){0};
    LC_TRY(open_items(ctx, text, file, doc));
    const struct lc_value *items = lc_get(doc->root, "backlog");
    items = items ? items : doc->root;
    if (items->kind != LC_ARRAY) {
        return lc_doc_fail(ctx, doc, items->offset,
                           "a backlog should be a list of items, or CSV with a column 'id'");
    }
    *only = lc_member_of(LC_STR("backlog"), items->offset, *items);
    whole.offset = items->offset;
    lc_set_members(&whole, only, 1);
    LC_TRY(lc_terms_read(ctx, doc, &whole, &backlog, out, &out->terms));
    return lc_backlog_check(ctx, &out->terms, out->items, out->count);
}

static bool known(int64_t day)
{
    return day != LC_TERM_ABSENT;
}

static bool before(int64_t a, int64_t b)
{
    return known(a) && known(b) && a < b;
}

static ctr_status refuse_day(struct lc_ctx *ctx, const struct lc_terms *terms, const char *id,
                             const char *key, const char *why)
{
    const char *item = lc_terms_path(ctx, "/backlog", id, NULL);
    const char *path = item ? lc_format(ctx, "%s/%s", item, key) : NULL;
    return lc_terms_fail(ctx, terms, path, "%s", why);
}

ctr_status lc_backlog_check(struct lc_ctx *ctx, const struct lc_terms *terms,
                            const struct lc_backlog_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct lc_backlog_item *it = &items[i];
        if (before(it->removed, it->added)) {
            return refuse_day(ctx, terms, it->id, "removed", "is before the item was added");
        }
        if (before(it->changed, it->added)) {
            return refuse_day(ctx, terms, it->id, "changed", "is before the item was added");
        }
        if (before(it->removed, it->changed)) {
            return refuse_day(ctx, terms, it->id, "changed", "is after the item was removed");
        }
    }
    return CTR_OK;
}

/* ---- sums ---- */

struct sums {
    __int128 baseline, added, changed, removed;
};

static ctr_status day_text(struct lc_ctx *ctx, int64_t day, const char **out)
{
    char text[LC_TIME_TEXT];
    *out = NULL;
    if (!known(day)) {
        return CTR_OK;
    }
    lc_time_format(day * DAY_US, text);
    *out = lc_dup(ctx, lc_str_n(text, 10));
    return *out ? CTR_OK : CTR_E_NOMEM;
}

/* Whether that day lies behind the start and not behind the end. */
static bool within(int64_t day, const struct lc_sow_dates *dates)
{
    return known(day) && day > dates->start && (!known(dates->end) || day <= dates->end);
}

static ctr_status judge(struct lc_ctx *ctx, const struct lc_backlog_item *it,
                        const struct lc_sow_dates *dates, struct sums *sums,
                        struct ctr_backlog_item *out)
{
    char text[LC_FIXED_TEXT];
    *out = (struct ctr_backlog_item){.id = it->id, .title = it->title};
    out->size = lc_dup(ctx, lc_str(lc_fixed_text(it->size, text)));
    LC_TRY(day_text(ctx, it->added, &out->added));
    LC_TRY(day_text(ctx, it->changed, &out->changed));
    LC_TRY(day_text(ctx, it->removed, &out->removed));
    if (!known(dates->start)) {
        return out->size ? CTR_OK : CTR_E_NOMEM;
    }
    bool came = !known(it->added) || it->added <= dates->start;
    bool stayed = !known(it->removed) || it->removed > dates->start;
    out->in_baseline = came && stayed;
    out->was_added = within(it->added, dates);
    out->was_changed = within(it->changed, dates);
    out->was_removed = within(it->removed, dates);
    sums->baseline += out->in_baseline ? it->size : 0;
    sums->added += out->was_added ? it->size : 0;
    sums->changed += out->was_changed ? it->size : 0;
    sums->removed += out->was_removed ? it->size : 0;
    return out->size ? CTR_OK : CTR_E_NOMEM;
}

/* A sum of 200,000 items of 10^15 has at most 21 digits. */
static const char *decimal(struct lc_ctx *ctx, __int128 value)
{
    char text[LC_FIXED_WIDE];
    return lc_dup(ctx, lc_str(lc_fixed_wide_text(value, text)));
}

/* 100 * part / whole in millionths. */
static __int128 percent(__int128 part, __int128 whole)
{
    return lc_fixed_quotient(part * 100 * LC_FIXED_ONE, whole);
}

static ctr_status say(struct lc_ctx *ctx, const struct lc_sow *sow, const struct sums *s,
                      struct ctr_volatility *out)
{
    out->reason = !known(sow->dates.start) ? "the statement of work has no start date"
                  : s->baseline == 0       ? "nothing was in the backlog at the start"
                                           : NULL;
    out->computable = out->reason == NULL;
    if (known(sow->dates.start)) {
        out->baseline = decimal(ctx, s->baseline);
        out->added = decimal(ctx, s->added);
        out->changed = decimal(ctx, s->changed);
        out->removed = decimal(ctx, s->removed);
    }
    if (out->computable) {
        __int128 churn = s->added + s->changed + s->removed;
        out->volatility_pct = decimal(ctx, percent(churn, s->baseline));
        out->net_growth_pct = decimal(ctx, percent(s->added - s->removed, s->baseline));
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_sow_volatility(struct lc_ctx *ctx, const struct lc_sow *sow,
                             const struct lc_backlog *instead, struct ctr_volatility *out)
{
    struct sums sums = {0, 0, 0, 0};
    const struct lc_backlog_item *items = instead ? instead->items : sow->backlog;
    size_t count = instead ? instead->count : sow->backlog_count;
    *out = (struct ctr_volatility){.sow = sow->id, .count = count};
    out->items = lc_new(ctx, count + 1, sizeof *out->items);
    if (!out->items) {
        return CTR_E_NOMEM;
    }
    LC_TRY(day_text(ctx, sow->dates.start, &out->start));
    LC_TRY(day_text(ctx, sow->dates.end, &out->end));
    for (size_t i = 0; i < count; i++) {
        LC_TRY(judge(ctx, &items[i], &sow->dates, &sums, &out->items[i]));
    }
    return say(ctx, sow, &sums, out);
}
