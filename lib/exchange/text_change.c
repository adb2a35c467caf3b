/* Changes, decisions and delegations as text. */
#include "domain/change/change.h"
#include "exchange/text.h"

static enum lc_style style_of(const char *word)
{
    static const struct {
        const char *word;
        enum lc_style style;
    } rows[] = {
        {"approved", LC_GREEN},  {"implemented", LC_GREEN}, {"rejected", LC_RED},
        {"deferred", LC_YELLOW}, {"withdrawn", LC_DIM},     {"closed", LC_DIM},
        {"major", LC_RED},       {"minor", LC_GREEN},       {"open", LC_YELLOW},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].word, word) == 0) {
            return rows[i].style;
        }
    }
    return LC_PLAIN;
}

static const char *class_of(int32_t value)
{
    return value ? lc_word_name(lc_words_change_class, value) : NULL;
}

static const char *joined(struct lc_text *t, const struct lc_change_links *links)
{
    const char *list = links->count ? links->items[0] : NULL;
    for (size_t i = 1; i < links->count && list; i++) {
        list = lc_format(t->ctx, "%s, %s", list, links->items[i]);
    }
    return list;
}

/* ---- decisions ---- */

static void votes(struct lc_text *t, const struct ctr_decision *d)
{
    static const char *const headings[] = {"PARTY", "VOTE", "BY", "COUNTS", "REMARK"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const char **cells = lc_text_cells(t, d->vote_count, COLUMNS);
    if (!cells || !d->vote_count) {
        return;
    }
    for (size_t i = 0; i < d->vote_count; i++) {
        const struct lc_vote_row *v = &d->votes[i];
        const char **at = cells + i * COLUMNS;
        at[0] = v->party;
        at[1] = lc_word_name(lc_words_vote, v->vote);
        at[2] = v->actor;
        at[3] = !v->live ? "replaced" : v->counted ? "yes" : "no";
        at[4] = v->remark;
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, d->vote_count, NULL});
}

static void facts_of_decision(struct lc_text *t, const struct ctr_decision *d)
{
    lc_text_fact(t, "decides", d->approver ? d->approver : "nobody has the right");
    lc_text_fact(t, "driver", d->driver);
    if (d->quorum > 1) {
        lc_text_fact(t, "quorum", lc_format(t->ctx, "%lld parties", (long long)d->quorum));
    }
    if (d->due_us) {
        lc_text_fact_time(t, "due", d->due_us, NULL);
    }
    if (d->decided_us) {
        lc_text_fact_time(t, "decided", d->decided_us, d->decided_by);
    }
    lc_text_fact(t, "why", d->reason);
    lc_text_fact(t, "remark", d->remark);
    if (d->imported) {
        lc_text_fact(t, "imported", "decided elsewhere, without votes here");
    }
    if (d->memo) {
        lc_text_fact(t, "memo", "recorded");
    }
    if (d->adr) {
        lc_text_fact(t, "record", "recorded");
    }
}

void lc_text_decision(struct lc_text *t, const void *body)
{
    const struct ctr_decision *d = body;
    const char *word = d->outcome ? lc_word_name(lc_words_change_outcome, d->outcome)
                                  : lc_word_name(lc_words_decision_state, d->state);
    lc_text_styled(t, LC_BOLD, d->name);
    lc_text_add(t, "  decision: ");
    lc_text_styled(t, style_of(word), word);
    lc_text_end(t);
    lc_text_fact(t, "area", d->area);
    lc_text_fact(t, "class", class_of(d->decision_class));
    facts_of_decision(t, d);
    votes(t, d);
}

void lc_text_decision_list(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"CHANGE", "STATE", "OUTCOME",
                                           "AREA",   "CLASS", "DECIDES"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_decision_list *list = body;
    const char **cells = lc_text_cells(t, list->count, COLUMNS);
    if (!cells) {
        return;
    }
    if (!list->count) {
        lc_text_line(t, "nothing found");
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct ctr_decision *d = &list->items[i];
        const char **at = cells + i * COLUMNS;
        at[0] = d->name;
        at[1] = lc_word_name(lc_words_decision_state, d->state);
        at[2] = d->outcome ? lc_word_name(lc_words_change_outcome, d->outcome) : NULL;
        at[3] = d->area;
        at[4] = class_of(d->decision_class);
        at[5] = d->approver;
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, list->count, NULL});
}

void lc_text_delegation(struct lc_text *t, const void *body)
{
    const struct ctr_delegation *d = body;
    lc_text_line(t, "%s votes for %s on %s/%s from %s to %s", d->to, d->from, d->team, d->contract,
                 d->from_date, d->until_date);
}

/* ---- changes ---- */

static void heading(struct lc_text *t, const struct ctr_change *h)
{
    const char *state = lc_word_name(lc_words_change_state, h->state);
    lc_text_styled(t, LC_BOLD, h->name);
    lc_text_add(t, "  ");
    lc_text_styled(t, style_of(state), state);
    if (h->change_class) {
        lc_text_add(t, "  ");
        lc_text_styled(t, style_of(class_of(h->change_class)), class_of(h->change_class));
    }
    if (h->type != LC_CHANGE_NORMAL) {
        lc_text_add(t, "  %s", lc_word_name(lc_words_change_type, h->type));
    }
    lc_text_end(t);
}

static void reasons(struct lc_text *t, const struct ctr_classification *c)
{
    for (size_t i = 0; c && i < c->reason_count; i++) {
        lc_text_fact(t, i ? "" : "because", c->reasons[i]);
    }
    for (size_t i = 0; c && i < c->warning_count; i++) {
        lc_text_fact(t, i ? "" : "warning", c->warnings[i]);
    }
}

/* "3 d 4 h", "12 min", "0 s": the two largest units. */
static const char *span(struct lc_text *t, int64_t seconds)
{
    static const struct {
        int64_t seconds;
        const char *unit;
    } units[] = {{86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}};
    size_t at = 0;

    while (at < 3 && seconds < units[at].seconds) {
        at++;
    }
    int64_t rest = at < 3 ? seconds % units[at].seconds / units[at + 1].seconds : 0;
    const char *first =
        lc_format(t->ctx, "%lld %s", (long long)(seconds / units[at].seconds), units[at].unit);
    return rest && first
               ? lc_format(t->ctx, "%s %lld %s", first, (long long)rest, units[at + 1].unit)
               : first;
}

static void lead_time(struct lc_text *t, const struct lc_lead_time *l)
{
    if (!l) {
        return;
    }
    const char *all = span(t, l->seconds);
    if (all && l->working_seconds) {
        all = lc_format(t->ctx, "%s, %s of it working time", all, span(t, l->working));
    }
    lc_text_fact(t, "lead time", all);
}

static void course(struct lc_text *t, const struct ctr_change *h)
{
    lc_text_fact_time(t, "opened", h->created_us, h->created_by);
    if (h->submitted_us) {
        lc_text_fact_time(t, "submitted", h->submitted_us, NULL);
    }
    if (h->implemented_us) {
        lc_text_fact_time(t, "implemented", h->implemented_us, NULL);
    }
    if (h->closed_us) {
        lc_text_fact_time(t, "closed", h->closed_us, NULL);
    }
    if (h->cycle > 1) {
        lc_text_fact(t, "cycle", lc_format(t->ctx, "%lld", (long long)h->cycle));
    }
    lc_text_fact(t, "revision", lc_format(t->ctx, "%lld", (long long)h->revision));
}

void lc_text_change(struct lc_text *t, const void *body)
{
    const struct ctr_change *h = body;
    heading(t, h);
    lc_text_fact(t, "summary", h->summary);
    lc_text_fact(t, "area", h->area);
    lc_text_fact(t, "requester", h->requester);
    lc_text_fact(t, "policy", h->master);
    lc_text_fact(t, "base", h->base);
    lc_text_fact(t, "edition", h->evolution);
    lc_text_fact(t, "impact", h->impact);
    lc_text_fact(t, "technical", h->technical);
    reasons(t, h->classification);
    lc_text_fact(t, "needs", joined(t, &h->links[0]));
    lc_text_fact(t, "conflicts", joined(t, &h->links[1]));
    lc_text_fact(t, "supersedes", joined(t, &h->links[2]));
    if (h->target_amount) {
        lc_text_fact(t, "target",
                     lc_format(t->ctx, "moves by %s%s%s from %s", h->target_amount,
                               h->target_currency ? " " : "",
                               h->target_currency ? h->target_currency : "", h->target_date));
    }
    if (h->posted) {
        lc_text_fact(t, "posted", lc_format(t->ctx, "entry %lld", (long long)h->posted));
    }
    lc_text_fact(t, "adr", h->adr);
    lc_text_fact(t, "addendum", h->addendum);
    course(t, h);
    if (h->decision) {
        facts_of_decision(t, h->decision);
        lead_time(t, h->lead_time);
        votes(t, h->decision);
    }
    for (size_t i = 0; i < h->remark_count; i++) {
        lc_text_styled(t, LC_YELLOW, "remark");
        lc_text_line(t, ": %s", h->remarks[i]);
    }
}

static enum lc_style cell_style(size_t column, const char *cell)
{
    return column == 0 ? LC_BOLD : style_of(cell);
}

void lc_text_change_list(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"CHANGE", "STATE", "CLASS", "TYPE", "AREA", "SUMMARY"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_change_list *list = body;
    const char **cells = lc_text_cells(t, list->count, COLUMNS);
    if (!cells) {
        return;
    }
    if (!list->count) {
        lc_text_line(t, "nothing found");
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct ctr_change *h = &list->items[i];
        const char **at = cells + i * COLUMNS;
        at[0] = h->name;
        at[1] = lc_word_name(lc_words_change_state, h->state);
        at[2] = class_of(h->change_class);
        at[3] = lc_word_name(lc_words_change_type, h->type);
        at[4] = h->area;
        at[5] = h->summary;
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, list->count, cell_style});
}
