/*
 * A comparison as a changelog in Markdown. What comes from documents is text: it makes no markup,
 * no link, and calls nobody by name.
 */
#include "exchange/diff_report.h"

/* Code: between more backticks than the text has in a row. */
static void code(struct lc_text *t, const char *text)
{
    size_t longest = 0;
    size_t run = 0;

    text = lc_text_safe(t->ctx, text);
    for (const char *at = text; *at; at++) {
        run = *at == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    bool apart = *text == '`' || (*text && text[strlen(text) - 1] == '`');
    for (size_t i = 0; i <= longest; i++) {
        lc_buf_char(&t->buf, '`');
    }
    lc_buf_text(&t->buf, apart ? " " : "");
    lc_buf_text(&t->buf, text);
    lc_buf_text(&t->buf, apart ? " " : "");
    for (size_t i = 0; i <= longest; i++) {
        lc_buf_char(&t->buf, '`');
    }
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool begins_word(const char *text, const char *at)
{
    return at == text || !(is_letter(at[-1]) || is_digit(at[-1]));
}

/* A word of hexadecimal digits, as a commit is called. Shorter ones are left as they are: so are
 * fingerprints, which people copy. */
static bool is_commit(const char *at)
{
    enum { DIGITS = 40 };
    size_t size = strspn(at, "0123456789abcdefABCDEF");
    return size == DIGITS && !is_letter(at[size]);
}

/* "GH-1", as an issue is called. */
static bool is_issue(const char *at)
{
    return strchr("gG", at[0]) && at[1] && strchr("hH", at[1]) && at[2] == '-' && is_digit(at[3]);
}

/* True where a renderer would make a link of it or call somebody: after '@' and '#', in "://",
 * after "www", and in what names an issue or a commit. An empty comment behind the character stops
 * that and is not seen. */
static bool is_lure(const char *text, const char *at)
{
    return *at == '@' || *at == '#' || (*at == ':' && at[1] == '/') ||
           (begins_word(text, at) && (is_commit(at) || is_issue(at))) ||
           (at[1] == '.' && at - text >= 2 && strchr("wW", *at) && strchr("wW", at[-1]) &&
            strchr("wW", at[-2]));
}

static void words(struct lc_text *t, const char *text)
{
    text = lc_text_safe(t->ctx, text);
    for (const char *at = text; *at; at++) {
        if (strchr("\\`*_[]<>|~&!$", *at)) {
            lc_buf_char(&t->buf, '\\');
        }
        lc_buf_char(&t->buf, *at);
        if (is_lure(text, at)) {
            lc_buf_text(&t->buf, "<!-- -->");
        }
    }
}

static void finding(struct lc_text *t, const struct ctr_diff *d, const struct ctr_finding *f,
                    struct lc_helped *helped)
{
    const char *where = lc_report_both(t, f);
    const char *policy = lc_report_policy(t, d, f);
    const char *help = lc_report_help_once(t, d, f, helped);

    lc_buf_text(&t->buf, "- ");
    code(t, lc_report_part(f));
    lc_buf_text(&t->buf, ": ");
    words(t, f->message);
    lc_buf_text(&t->buf, "  \n  ");
    code(t, f->rule);
    if (where) {
        lc_buf_text(&t->buf, ", ");
        code(t, where);
    }
    if (help) {
        lc_buf_text(&t->buf, "  \n  help: ");
        words(t, help);
    }
    if (policy) {
        lc_buf_text(&t->buf, "  \n  policy: ");
        words(t, policy);
    }
    if (f->witness) {
        lc_buf_text(&t->buf, "  \n  for example ");
        code(t, lc_report_clip(t, f->witness));
        lc_buf_text(&t->buf, lc_report_taken(f));
    }
    lc_text_end(t);
}

static void group(struct lc_text *t, const struct ctr_diff *d, ctr_level level, const char *title,
                  struct lc_helped *helped)
{
    bool any = false;

    for (size_t i = 0; i < d->count; i++) {
        const struct ctr_finding *f = &d->findings[i];
        if (f->level == level) {
            if (!any) {
                lc_buf_printf(&t->buf, "\n## %s (%lld)\n\n", title,
                              (long long)lc_report_count(d, level));
            }
            any = true;
            finding(t, d, f, helped);
        }
    }
}

void lc_markdown_diff(struct lc_text *t, const void *body)
{
    const struct ctr_diff *d = body;
    const char *left_out = lc_report_left_out(t, d);
    struct lc_helped helped = {0};

    lc_buf_text(&t->buf, "# Changes from ");
    code(t, lc_report_file(d, CTR_SIDE_OLD));
    lc_buf_text(&t->buf, " to ");
    code(t, lc_report_file(d, CTR_SIDE_NEW));
    lc_buf_printf(&t->buf, "\n\n**%s**: %s. Version bump: **%s** (%s).\n\n",
                  lc_word_name(lc_words_verdict, d->verdict),
                  lc_report_total(d) ? lc_report_sums(t, d) : "no difference",
                  lc_word_name(lc_words_bump, d->bump), lc_report_bump(t, d));
    lc_text_line(t, "Compared as %s: %s compatibility, %s profile.",
                 lc_word_name(lc_words_format, d->format), lc_word_name(lc_words_mode, d->mode),
                 lc_word_name(lc_words_profile, d->profile));
    if (d->grace) {
        lc_text_end(t);
        lc_text_line(t, "Notice of deprecations: %s.", lc_report_grace(t, d->grace));
    }
    if (d->judgement) {
        lc_text_end(t);
        lc_buf_text(&t->buf, "It was ");
        words(t, lc_report_judged_by(t, d));
        lc_text_line(t, ".");
    }
    if (left_out) {
        lc_text_end(t);
        lc_text_line(t, "Note: %s.", left_out);
    }
    group(t, d, CTR_LEVEL_BREAKING, "Breaking", &helped);
    group(t, d, CTR_LEVEL_UNDECIDED, "Undecided", &helped);
    group(t, d, CTR_LEVEL_WARNING, "Warnings", &helped);
    group(t, d, CTR_LEVEL_INFO, "Additions and other changes", &helped);
}
