/*
 * Bands: read in any order, sorted, and completed to one line from 0 to open. Where nothing is
 * stated the rate of that side holds, if the rule names one, and else the client has it all.
 */
#include "terms/share_reader.h"

#include <stdlib.h>

enum { BANDS_MOST = 1000 };

struct given {
    struct lc_share_band band;
    uint32_t offset;
};

static ctr_status read_edge(struct lc_share_reader *r, const struct lc_value *value, int64_t none,
                            int64_t *out)
{
    *out = none;
    return !value || value->kind == LC_NULL
               ? CTR_OK
               : lc_share_read_ratio(r, "bands", value, LC_RATIO_MOST, out);
}

static const struct lc_value *part(const struct lc_value *band, size_t index, const char *name,
                                   const char *other)
{
    const struct lc_value *found = lc_get(band, name);
    return band->kind == LC_ARRAY ? lc_at(band, index) : found ? found : lc_get(band, other);
}

static ctr_status read_band(struct lc_share_reader *r, const struct lc_value *value,
                            struct given *out)
{
    bool list = value->kind == LC_ARRAY && value->count == 3;
    const struct lc_value *rate = part(value, 2, "share_pct", "share");

    if ((!list && value->kind != LC_OBJECT) || !rate) {
        return lc_share_refuse(r, "bands", value->offset,
                               "should hold bands of three percentages: from, to (null = no end) "
                               "and the contractor's share");
    }
    out->offset = value->offset;
    out->band = (struct lc_share_band){0};
    LC_TRY(read_edge(r, part(value, 0, "from_pct", "from"), 0, &out->band.from));
    LC_TRY(read_edge(r, part(value, 1, "to_pct", "to"), LC_RATIO_OPEN, &out->band.to));
    LC_TRY(lc_share_read_ratio(r, "bands", rate, LC_RATIO_ONE, &out->band.rate));
    if (out->band.from >= out->band.to) {
        return lc_share_refuse(r, "bands", value->offset,
                               "has a band from %s to %s; a band ends "
                               "above where it begins",
                               lc_share_pct(r->ctx, out->band.from),
                               lc_share_pct(r->ctx, out->band.to));
    }
    return CTR_OK;
}

static int by_from(const void *a, const void *b)
{
    const struct given *x = a;
    const struct given *y = b;
    int order = (x->band.from > y->band.from) - (x->band.from < y->band.from);
    return order ? order : (x->offset > y->offset) - (x->offset < y->offset);
}

/* The fault is reported, or ends the reading. */
static ctr_status fault(struct lc_share_reader *r, bool overlap, uint32_t offset,
                        const char *message)
{
    struct lc_share_faults *f = r->faults;

    if (!message) {
        return CTR_E_NOMEM;
    }
    if (!f) {
        return lc_share_refuse(r, "bands", offset, "%s", message);
    }
    if (f->count < f->room) {
        f->rows[f->count++] = (struct lc_share_fault){overlap, message, offset};
    }
    return CTR_OK;
}

static const char *edge_text(struct lc_share_reader *r, int64_t edge)
{
    return edge == LC_RATIO_OPEN ? "no end" : lc_share_pct(r->ctx, edge);
}

static ctr_status overlap(struct lc_share_reader *r, const struct given *first,
                          const struct given *second)
{
    const char *message = lc_format(
        r->ctx,
        "has overlapping bands: one from %s to %s and one from %s to %s; each cost must lie in "
        "one band",
        lc_share_pct(r->ctx, first->band.from), edge_text(r, first->band.to),
        lc_share_pct(r->ctx, second->band.from), edge_text(r, second->band.to));

    return fault(r, true, second->offset, message);
}

static ctr_status gap(struct lc_share_reader *r, int64_t from, const struct given *next)
{
    const char *message =
        lc_format(r->ctx, "has a gap from %s to %s; close it, or write \"uncovered\": \"client\"",
                  lc_share_pct(r->ctx, from), lc_share_pct(r->ctx, next->band.from));

    return r->rule->uncovered_client ? CTR_OK : fault(r, false, next->offset, message);
}

/* The line being made. */
struct line {
    struct lc_share_reader *r;
    struct lc_share_band *bands;
    size_t count;
};

static void put(struct line *line, int64_t from, int64_t to, int64_t rate, bool uncovered)
{
    if (from < to) {
        line->bands[line->count++] = (struct lc_share_band){from, to, rate, uncovered, 0};
    }
}

/* A stretch that no band states. */
static void fill(struct line *line, int64_t from, int64_t to)
{
    const struct ctr_share_rule *rule = line->r->rule;
    bool under = lc_share_has(rule, LC_TERM_UNDER);
    bool over = lc_share_has(rule, LC_TERM_OVER);
    int64_t middle = to <= LC_RATIO_ONE ? to : from >= LC_RATIO_ONE ? from : LC_RATIO_ONE;

    if (!under && !over) {
        put(line, from, to, 0, true);
        return;
    }
    put(line, from, middle, under ? rule->terms[LC_TERM_UNDER] : 0, !under);
    put(line, middle, to, over ? rule->terms[LC_TERM_OVER] : 0, !over);
}

static void warn_uncovered(struct lc_share_reader *r, const struct line *line)
{
    for (size_t i = 0; i < line->count; i++) {
        const struct lc_share_band *b = &line->bands[i];
        if (b->uncovered && b->to == LC_RATIO_OPEN) {
            lc_share_add(&r->uncovered,
                         "no share is stated above %s of the target: all of it is the "
                         "client's",
                         lc_share_pct(r->ctx, b->from));
        } else if (b->uncovered) {
            lc_share_add(&r->uncovered,
                         "no share is stated from %s to %s of the target: all of it is "
                         "the client's",
                         lc_share_pct(r->ctx, b->from), lc_share_pct(r->ctx, b->to));
        }
    }
}

static ctr_status tile(struct line *line, struct given *given, size_t count)
{
    struct lc_share_reader *r = line->r;
    int64_t at = 0;

    for (size_t i = 0; i < count; i++) {
        struct lc_share_band *b = &given[i].band;
        if (i && b->from < at) {
            LC_TRY(overlap(r, &given[i - 1], &given[i]));
            b->from = at;
        } else if (i && b->from > at) {
            LC_TRY(gap(r, at, &given[i]));
        }
        fill(line, at, b->from);
        put(line, b->from, b->to, b->rate, false);
        at = b->to > at ? b->to : at;
    }
    fill(line, at, LC_RATIO_OPEN);
    return CTR_OK;
}

/* The dead-band lies over the others: nothing is shared inside it. */
static void cut_neutral(struct line *line, const int64_t neutral[2])
{
    struct lc_share_band *from = line->bands;
    struct line cut = {line->r, line->bands + line->count, 0};

    for (size_t i = 0; i < line->count; i++) {
        const struct lc_share_band b = from[i];
        int64_t low = neutral[0] > b.from ? neutral[0] : b.from;
        int64_t high = neutral[1] < b.to ? neutral[1] : b.to;
        if (low >= high) {
            put(&cut, b.from, b.to, b.rate, b.uncovered);
            continue;
        }
        put(&cut, b.from, low, b.rate, b.uncovered);
        put(&cut, low, high, 0, false);
        cut.bands[cut.count - 1].neutral = 1;
        put(&cut, high, b.to, b.rate, b.uncovered);
    }
    *line = cut;
}

/* 2.5 = from 97.5 to 102.5; or the two ends. */
static ctr_status read_neutral(struct lc_share_reader *r, int64_t out[2], bool *found)
{
    const struct lc_value *value = lc_share_member(r, "dead_band");

    *found = value != NULL;
    if (!value) {
        return CTR_OK;
    }
    if (value->kind == LC_ARRAY && value->count == 2) {
        LC_TRY(lc_share_read_ratio(r, "dead_band", lc_at(value, 0), LC_RATIO_ONE, &out[0]));
        LC_TRY(lc_share_read_ratio(r, "dead_band", lc_at(value, 1), LC_RATIO_MOST, &out[1]));
    } else {
        LC_TRY(lc_share_read_ratio(r, "dead_band", value, LC_RATIO_ONE, &out[0]));
        out[1] = LC_RATIO_ONE + out[0];
        out[0] = LC_RATIO_ONE - out[0];
    }
    return out[1] >= LC_RATIO_ONE
               ? CTR_OK
               : lc_share_refuse(r, "dead_band", value->offset,
                                 "should lie around the target: from at most 100 to at least 100");
}

static ctr_status read_given(struct lc_share_reader *r, const struct lc_value *list,
                             struct given **out, size_t *count)
{
    *count = list ? list->count : 0;
    *out = lc_new(r->ctx, *count, sizeof **out);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < *count; i++) {
        LC_TRY(read_band(r, &list->items[i], &(*out)[i]));
    }
    qsort(*out, *count, sizeof **out, by_from);
    return CTR_OK;
}

ctr_status lc_share_read_bands(struct lc_share_reader *r)
{
    const struct lc_value *list = lc_share_member(r, "bands");
    struct ctr_share_rule *rule = r->rule;
    int64_t neutral[2];
    struct given *given;
    bool dead;
    size_t count;

    if (list && (list->kind != LC_ARRAY || list->count > BANDS_MOST)) {
        return lc_share_refuse(r, "bands", list->offset, "should be a list of at most %d bands",
                               BANDS_MOST);
    }
    r->bands_at = list ? list->offset : r->node->offset;
    LC_TRY(read_given(r, list, &given, &count));
    LC_TRY(read_neutral(r, neutral, &dead));
    if (!count && !lc_share_has(rule, LC_TERM_UNDER) && !lc_share_has(rule, LC_TERM_OVER)) {
        return CTR_OK;
    }
    /* Before, between and behind each a stretch of two rates, and all of it cut thrice. */
    struct line line = {r, lc_new(r->ctx, 16 * (count + 2), sizeof(struct lc_share_band)), 0};
    if (!line.bands) {
        return CTR_E_NOMEM;
    }
    LC_TRY(tile(&line, given, count));
    if (dead) {
        cut_neutral(&line, neutral);
    }
    warn_uncovered(r, &line);
    rule->bands = line.bands;
    rule->band_count = line.count;
    return lc_share_said(&r->uncovered);
}
