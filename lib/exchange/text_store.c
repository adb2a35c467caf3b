/* Facts about stores, and what checks, imports and batches did, as text. */
#include "exchange/result.h"
#include "exchange/text.h"
#include "report/info.h"
#include "report/verify.h"

/* "1.4 MiB (1470464 bytes)" */
static const char *size_text(struct lc_text *t, int64_t bytes)
{
    static const char *const units[] = {"KiB", "MiB", "GiB", "TiB"};
    int64_t tenths = bytes * 10 / 1024;
    size_t unit = 0;

    if (bytes < 1024 || bytes > INT64_MAX / 10) {
        return lc_text_count(t, bytes, "byte");
    }
    while (tenths >= 10240 && unit < sizeof units / sizeof units[0] - 1) {
        tenths /= 1024;
        unit++;
    }
    return lc_format(t->ctx, "%lld.%lld %s (%lld bytes)", (long long)(tenths / 10),
                     (long long)(tenths % 10), units[unit], (long long)bytes);
}

static const char *number(struct lc_text *t, int64_t n)
{
    return lc_format(t->ctx, "%lld", (long long)n);
}

/* What there is of the rest; nothing is said of what there is none of. */
static void text_rooms(struct lc_text *t, const struct ctr_info *i)
{
    const struct {
        const char *what;
        int64_t count;
    } rows[] = {
        {"ledgers", i->ledgers},       {"entries", i->entries}, {"assessments", i->assessments},
        {"changes", i->changes},       {"timers", i->timers},   {"disputes", i->disputes},
        {"slo cycles", i->slo_cycles}, {"stops", i->stops},     {"meetings", i->meetings},
        {"policies", i->policies},     {"builds", i->builds},   {"running", i->runs},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        lc_text_fact(t, rows[k].what, rows[k].count ? number(t, rows[k].count) : NULL);
    }
}

void lc_text_info(struct lc_text *t, const void *body)
{
    const struct ctr_info *i = body;

    lc_text_styled(t, LC_BOLD, i->path);
    lc_text_line(t, "%s", i->read_only ? "  read-only" : "");
    lc_text_fact(t, "uuid", i->uuid);
    lc_text_fact(t, "schema", number(t, i->schema));
    lc_text_fact(t, "size", size_text(t, i->bytes));
    lc_text_fact(t, "contracts", number(t, i->contracts));
    lc_text_fact(t, "versions", number(t, i->versions));
    lc_text_fact(t, "consumers", number(t, i->consumers));
    lc_text_fact(t, "documents", number(t, i->documents));
    text_rooms(t, i);
    lc_text_fact(t, "last event", number(t, i->last_event));
    lc_text_fact(t, "journals",
                 lc_format(t->ctx, "its own and %lld imported", (long long)i->origins));
    lc_text_fact(t, "durability",
                 i->durability == CTR_DURABILITY_FULL
                     ? "full: every finished call survives a power cut"
                     : "normal: the last moments may be lost in a power cut");
    lc_text_fact(t, "library", i->library);
    lc_text_fact(t, "sqlite", i->sqlite);
    if (i->sqlite_affected) {
        lc_text_line(t, "  This SQLite can lose commits when other programs checkpoint the file; "
                        "the library's own");
        lc_text_line(t, "  checkpoints are safe.");
    }
}

void lc_text_report(struct lc_text *t, const void *body)
{
    const struct ctr_report *r = body;

    lc_text_styled(t, r->ok ? LC_GREEN : LC_RED,
                   r->ok ? "ok" : lc_text_count(t, r->problems, "problem"));
    lc_text_line(t, ": %s looked at; the journal ends at %s", lc_text_count(t, r->rows, "row"),
                 r->head);
    for (size_t i = 0; i < r->count; i++) {
        lc_text_add(t, "  ");
        lc_text_styled(t, LC_BOLD, r->items[i].check);
        lc_text_line(t, ": %s", r->items[i].message);
    }
    if ((int64_t)r->count < r->problems) {
        lc_text_line(t, "  and %lld more", (long long)(r->problems - (int64_t)r->count));
    }
}

void lc_text_import_report(struct lc_text *t, const void *body)
{
    const struct ctr_import_report *r = body;

    lc_text_styled(t, LC_BOLD, r->file);
    lc_text_line(t, "  %s%s, %s, %s", r->dry_run ? "would store " : "stored ",
                 lc_text_count(t, r->contracts, "contract"),
                 lc_text_count(t, r->versions, "version"),
                 lc_text_count(t, r->consumers, "consumer"));
    lc_text_fact(t, "documents", number(t, r->documents));
    lc_text_fact(t, "events", number(t, r->events));
    lc_text_fact(t, "left alone", r->skipped ? lc_text_count(t, r->skipped, "contract") : NULL);
    lc_text_fact(t, "withdrawn", r->withdrawn ? lc_text_count(t, r->withdrawn, "draft") : NULL);
    lc_text_fact(t, "sha256", r->sha256);
}

static enum lc_style batch_style(size_t column, const char *cell)
{
    return column == 1 ? LC_BOLD : column == 2 ? lc_style_of_state(cell) : LC_PLAIN;
}

static void batch_cells(struct lc_text *t, size_t at, const struct lc_batch_row *row,
                        const char **cells)
{
    const struct ctr_version *v = row->version;
    const struct ctr_consumer *k = row->consumer;

    cells[0] = lc_format(t->ctx, "%zu", at);
    cells[1] = v   ? lc_format(t->ctx, "%s/%s@%s", v->team, v->name, v->label)
               : k ? lc_format(t->ctx, "%s/%s#%s", k->team, k->contract, k->name)
                   : NULL;
    cells[2] = v   ? lc_word_name(lc_words_state, v->state)
               : k ? lc_format(t->ctx, "follows %s", k->follows ? k->follows : "nothing yet")
                   : NULL;
}

void lc_text_batch_result(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"ITEM", "WHAT", "NOW"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_batch_result *r = body;
    const char **cells = lc_text_cells(t, r->count, COLUMNS);

    if (!cells) {
        return;
    }
    for (size_t i = 0; i < r->count; i++) {
        batch_cells(t, i, &r->rows[i], cells + i * COLUMNS);
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, r->count, batch_style});
}
