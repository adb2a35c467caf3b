/*
 * A comparison as annotations of a GitHub workflow: a command a line in its log. What comes from
 * documents cannot end a line, end a property, or begin a command of its own.
 */
#include "exchange/diff_report.h"

/* Text in a command: what `special` names is written as %XX. */
static void put(struct lc_text *t, const char *text, const char *special)
{
    text = lc_text_safe(t->ctx, text);
    while (*text) {
        size_t plain = strcspn(text, special);
        lc_buf_add(&t->buf, text, plain);
        text += plain;
        if (*text) {
            lc_buf_printf(&t->buf, "%%%02X", (unsigned)(unsigned char)*text++);
        }
    }
}

static void property(struct lc_text *t, const char *key, const char *value)
{
    lc_buf_text(&t->buf, key);
    put(t, value, "%\r\n:,");
}

static void data(struct lc_text *t, const char *text)
{
    put(t, text, "%\r\n");
}

static const char *command(ctr_level level)
{
    return level == CTR_LEVEL_BREAKING || level == CTR_LEVEL_UNDECIDED ? "error"
           : level == CTR_LEVEL_WARNING                                ? "warning"
                                                                       : "notice";
}

static void annotation(struct lc_text *t, const struct ctr_diff *d, const struct ctr_finding *f)
{
    struct lc_place room;
    const struct lc_place *at = lc_report_place(d, f, &room);
    const struct lc_place *older = f->place[CTR_SIDE_OLD];

    const char *policy = lc_report_policy(t, d, f);
    const char *aside = lc_report_aside(d, f);
    const char *help = lc_report_help(d, f);

    lc_buf_printf(&t->buf, "::%s ", aside ? "notice" : command(f->level));
    if (at && at->file) {
        property(t, "file=", at->file);
        lc_buf_char(&t->buf, ',');
        if (at->line) {
            lc_buf_printf(&t->buf, "line=%lld,col=%lld,", (long long)at->line,
                          (long long)at->column);
        }
    }
    property(t, "title=",
             lc_format(t->ctx, "%s: %s", aside ? aside : lc_word_name(lc_words_level, f->level),
                       f->rule));
    lc_buf_text(&t->buf, "::");
    data(t, lc_format(t->ctx, "%s: %s", lc_report_part(f), f->message));
    if (f->witness) {
        data(t, lc_format(t->ctx, "; for example %s", lc_report_witness(t, f)));
    }
    if (older && older != at) {
        data(t, lc_format(t->ctx, " (was at %s)", lc_report_at(t, older)));
    }
    if (policy) {
        data(t, lc_format(t->ctx, " [%s]", policy));
    }
    if (help) {
        data(t, lc_format(t->ctx, "; help: %s", help));
    }
    lc_text_end(t);
}

void lc_github_diff(struct lc_text *t, const void *body)
{
    const struct ctr_diff *d = body;
    const char *left_out = lc_report_left_out(t, d);

    for (size_t i = 0; i < d->count; i++) {
        annotation(t, d, &d->findings[i]);
    }
    lc_text_line(t, "%s: %s", lc_word_name(lc_words_verdict, d->verdict), lc_report_sums(t, d));
    if (left_out) {
        lc_text_line(t, "%s", left_out);
    }
}
