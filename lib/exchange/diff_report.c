/* What the reports of a comparison share. */
#include "exchange/diff_report.h"

#include "base/utf8.h"
#include "spec/compare.h"
#include "spec/rules/advice.h"

enum { MOST_WITNESS = 400 };

const char *lc_report_file(const struct ctr_diff *d, ctr_side side)
{
    return d->file[side]          ? d->file[side]
           : side == CTR_SIDE_OLD ? "the older document"
                                  : "the newer document";
}

const struct lc_place *lc_report_place(const struct ctr_diff *d, const struct ctr_finding *f,
                                       struct lc_place *room)
{
    if (f->place[CTR_SIDE_NEW]) {
        return f->place[CTR_SIDE_NEW];
    }
    if (d->file[CTR_SIDE_NEW]) {
        *room = (struct lc_place){.file = d->file[CTR_SIDE_NEW]};
        return room;
    }
    return f->place[CTR_SIDE_OLD];
}

const char *lc_report_part(const struct ctr_finding *f)
{
    return f->part && *f->part       ? f->part
           : lc_finding_of_policy(f) ? "(the policy)"
                                     : "(the whole document)";
}

const char *lc_report_at(struct lc_text *t, const struct lc_place *p)
{
    return lc_format(t->ctx, "%s:%lld:%lld", p->file ? p->file : "document", (long long)p->line,
                     (long long)p->column);
}

const char *lc_report_both(struct lc_text *t, const struct ctr_finding *f)
{
    const struct lc_place *older = f->place[CTR_SIDE_OLD];
    const struct lc_place *newer = f->place[CTR_SIDE_NEW];

    if (older && newer) {
        return lc_format(t->ctx, "%s -> %s", lc_report_at(t, older), lc_report_at(t, newer));
    }
    return older   ? lc_format(t->ctx, "%s -> (gone)", lc_report_at(t, older))
           : newer ? lc_format(t->ctx, "(none) -> %s", lc_report_at(t, newer))
                   : NULL;
}

const char *lc_report_clip(struct lc_text *t, const char *json)
{
    size_t size = strlen(json);

    if (size <= MOST_WITNESS) {
        return json;
    }
    size = MOST_WITNESS;
    while (size && ((unsigned char)json[size] & 0xC0) == 0x80) {
        size--;
    }
    const char *cut = lc_format(t->ctx, "%.*s...", (int)size, json);
    return cut ? cut : "";
}

const char *lc_report_taken(const struct ctr_finding *f)
{
    bool by_old = !f->accepted_by || strcmp(f->accepted_by, "old") == 0;

    return by_old ? " (accepted by the old edition, refused by the new one)"
                  : " (accepted by the new edition, refused by the old one)";
}

const char *lc_report_witness(struct lc_text *t, const struct ctr_finding *f)
{
    return f->witness ? lc_format(t->ctx, "%s%s", lc_report_clip(t, f->witness), lc_report_taken(f))
                      : NULL;
}

const char *lc_report_caret(const struct lc_excerpt *e)
{
    const char *at = e->line;

    for (int64_t n = 1; n < e->caret && *at; n++) {
        at++;
        while (((unsigned char)*at & 0xC0) == 0x80) {
            at++;
        }
    }
    return at;
}

const char *lc_report_before(struct lc_text *t, const struct lc_excerpt *e)
{
    const char *end = lc_report_caret(e);
    const char *before = lc_dup(t->ctx, lc_str_n(e->line, (size_t)(end - e->line)));
    size_t width = lc_utf8_cells(lc_str(lc_text_safe(t->ctx, before)));
    const char *spaces = lc_format(t->ctx, "%*s", (int)width, "");
    return spaces ? spaces : "";
}

int64_t lc_report_count(const struct ctr_diff *d, ctr_level level)
{
    const struct lc_counts *c = &d->counts;

    return level == CTR_LEVEL_BREAKING    ? c->breaking
           : level == CTR_LEVEL_UNDECIDED ? c->undecided
           : level == CTR_LEVEL_WARNING   ? c->warning
                                          : c->info;
}

int64_t lc_report_total(const struct ctr_diff *d)
{
    return d->counts.breaking + d->counts.undecided + d->counts.warning + d->counts.info +
           (d->judgement ? d->judgement->set_aside : 0);
}

const char *lc_report_sums(struct lc_text *t, const struct ctr_diff *d)
{
    const struct lc_counts *c = &d->counts;
    long long aside = d->judgement ? (long long)d->judgement->set_aside : 0;
    const char *more = aside ? lc_format(t->ctx, ", %lld set aside", aside) : "";

    return lc_format(t->ctx, "%lld breaking, %lld undecided, %s, %lld info%s",
                     (long long)c->breaking, (long long)c->undecided,
                     lc_text_count(t, c->warning, "warning"), (long long)c->info, more ? more : "");
}

const char *lc_report_left_out(struct lc_text *t, const struct ctr_diff *d)
{
    long long left = (long long)lc_report_total(d) - (long long)d->count;

    return left > 0 ? lc_format(t->ctx, "only breaking findings are listed; %lld more %s not", left,
                                left == 1 ? "is" : "are")
                    : NULL;
}

const char *lc_report_help(const struct ctr_diff *d, const struct ctr_finding *f)
{
    return lc_report_aside(d, f) ? NULL : lc_finding_help(f);
}

const char *lc_report_help_once(struct lc_text *t, const struct ctr_diff *d,
                                const struct ctr_finding *f, struct lc_helped *helped)
{
    static char seen;
    const char *help = lc_report_help(d, f);

    if (!help || lc_map_get(&helped->said, lc_str(help))) {
        return NULL;
    }
    /* NOMEM is recorded, and looked at in the end */
    (void)lc_map_set(t->ctx, &helped->said, lc_str(help), &seen);
    return help;
}
