/* Shares and findings about their rules as text: figures, then how they came about. */
#include "exchange/text.h"
#include "terms/share.h"

/* Figures that make the head of an answer: the outputs of the shape, in its order, that are there
 * and are not told by the lines below. */
static bool is_figure(const struct lc_field *f)
{
    static const char *const others[] = {"currency", "difference_to_share", "rounding", "margin",
                                         "contractor_paid"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (f->kind != LC_KIND_STR || strcmp(f->key, others[i]) == 0) {
            return false;
        }
    }
    return true;
}

static const char *text_at(const void *body, const struct lc_field *f)
{
    const char *text;
    memcpy(&text, (const char *)body + f->offset, sizeof text);
    return text;
}

static bool is_percent(const char *key)
{
    return strcmp(key, "marginal_rate") == 0 || strncmp(key, "seller_share", 12) == 0;
}

enum { WIDTH = 20 };

/* "  contractor share     -31000.00", figures set to the right so that their points stand below
 * each other. */
static void figure(struct lc_text *t, const char *key, const char *value, bool percent)
{
    char name[WIDTH + 1] = "";
    size_t size = 0;

    for (; key[size] && size < WIDTH; size++) {
        name[size] = key[size] == '_' ? ' ' : key[size];
    }
    lc_text_add(t, "  ");
    lc_text_styled(t, LC_DIM, name);
    lc_text_line(t, "%*s%18s%s", (int)(WIDTH - size), "", value, percent ? " %" : "");
}

static void figures(struct lc_text *t, const struct ctr_share *s)
{
    for (size_t i = 0; i < lc_shape_share.count; i++) {
        const struct lc_field *f = &lc_shape_share.fields[i];
        const char *value = is_figure(f) ? text_at(s, f) : NULL;
        if (value) {
            figure(t, f->key, value, is_percent(f->key));
        }
    }
    if (s->contractor_paid && !s->price) {
        figure(t, "contractor_paid", s->contractor_paid, false);
    }
    if (s->difference_to_share && !s->difference) {
        figure(t, "difference_to_share", s->difference_to_share, false);
    }
    if (s->margin && !s->profit) {
        figure(t, "margin", s->margin, false);
    }
    if (s->parts) {
        lc_text_line(t, "  parts  %s", s->parts);
    }
}

static void heading(struct lc_text *t, const char *word)
{
    lc_text_end(t);
    lc_text_styled(t, LC_BOLD, word);
    lc_text_end(t);
}

static void lines(struct lc_text *t, const struct ctr_share *s)
{
    static const char *const headings[] = {"FROM %", "TO %", "RATE %", "PART", "SHARE"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const char **cells = lc_text_cells(t, s->line_count, COLUMNS);

    if (!cells || !s->line_count) {
        return;
    }
    lc_text_end(t);
    for (size_t i = 0; i < s->line_count; i++) {
        const struct lc_share_line *line = &s->lines[i];
        const char **at = cells + i * COLUMNS;
        at[0] = line->from;
        at[1] = line->to;
        at[2] = line->rate;
        at[3] = line->increment;
        at[4] = line->share;
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, s->line_count, NULL});
}

static void distances(struct lc_text *t, const struct ctr_share *s)
{
    static const char *const headings[] = {"NEAR", "AT A COST OF", "DISTANCE"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const char **cells = lc_text_cells(t, s->distance_count, COLUMNS);

    if (!cells || !s->distance_count) {
        return;
    }
    lc_text_end(t);
    for (size_t i = 0; i < s->distance_count; i++) {
        const char **at = cells + i * COLUMNS;
        at[0] = s->distances[i].what;
        at[1] = s->distances[i].at;
        at[2] = s->distances[i].distance;
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, s->distance_count, NULL});
}

static void parties(struct lc_text *t, const struct ctr_share *s)
{
    for (size_t i = 0; i < s->party_count; i++) {
        const struct lc_share_part *part = &s->parties[i];
        lc_text_line(t, "  %-*s%18s  %s %%", WIDTH, part->name ? part->name : "participant",
                     part->amount, part->pct);
    }
}

static void sentences(struct lc_text *t, const char *word, const char *const *items, size_t count)
{
    if (count) {
        heading(t, word);
    }
    for (size_t i = 0; i < count; i++) {
        lc_text_line(t, "  %s", items[i]);
    }
}

void lc_text_share(struct lc_text *t, const void *body)
{
    const struct ctr_share *s = body;

    lc_text_styled(t, LC_BOLD, lc_word_name(lc_words_share_model, s->model));
    lc_text_add(t, "%s%s", s->currency ? "  " : "", s->currency ? s->currency : "");
    for (size_t i = 0; i < s->reason_count; i++) {
        lc_text_add(t, "%s%s", i ? ", " : "  not computable: ", s->reasons[i]);
    }
    lc_text_end(t);
    figures(t, s);
    parties(t, s);
    lines(t, s);
    distances(t, s);
    sentences(t, "how", s->basis, s->basis_count);
    sentences(t, "beware", s->warnings, s->warning_count);
}

static enum lc_style finding_style(size_t column, const char *cell)
{
    return column != 1                    ? LC_PLAIN
           : strcmp(cell, "error") == 0   ? LC_RED
           : strcmp(cell, "warning") == 0 ? LC_YELLOW
                                          : LC_PLAIN;
}

void lc_text_share_findings(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"LINE", "LEVEL", "WHAT", "MEMBER", "WHY"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_share_findings *f = body;
    const char **cells = lc_text_cells(t, f->count, COLUMNS);

    if (!cells) {
        return;
    }
    if (!f->count) {
        lc_text_line(t, "nothing found");
        return;
    }
    for (size_t i = 0; i < f->count; i++) {
        const struct lc_share_finding *row = &f->rows[i];
        const char **at = cells + i * COLUMNS;
        at[0] = lc_format(t->ctx, "%lld", (long long)row->line);
        at[1] = lc_word_name(lc_words_share_level, row->level);
        at[2] = row->id;
        at[3] = row->field;
        at[4] = row->message;
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, f->count, finding_style});
}
