/*
 * A comparison as one page that needs nothing else: for screens wide and narrow, light and dark,
 * and for paper. Levels are hidden and shown by boxes that are ticked; it runs nothing and fetches
 * nothing.
 */
#include "exchange/diff_report.h"
#include "exchange/markup.h"

#include <stdio.h>

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1b2330;--soft:#5b6676;--line:#dde2ea;--page:#f5f6f9;"
    "--card:#fff;--code:#f0f2f6;--accent:#2457c5;--breaking:#b3261e;--undecided:#7a3fb0;"
    "--warning:#8a5a00;--info:#1b6a8a;--good:#1b7a43;--mark:#ffe08a}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e7ebf2;--soft:#9aa6b8;--line:#2c3543;"
    "--page:#11161e;--card:#19202b;--code:#10161f;--accent:#8ab0ff;--breaking:#ff9a92;"
    "--undecided:#cfa6ff;--warning:#ffcf70;--info:#86d0ee;--good:#63d391;--mark:#6a5200}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"
    "\"Segoe UI\",Roboto,\"Helvetica Neue\",sans-serif}\n"
    "main{max-width:72rem;margin:0 auto;padding:2rem 1.25rem 3rem}\n"
    "header p{margin:0;color:var(--soft);overflow-wrap:anywhere}\n"
    "h1{margin:.1rem 0 .3rem;font-size:1.9rem;line-height:1.2;text-transform:capitalize}\n"
    "h1.compatible{color:var(--good)}h1.incompatible{color:var(--breaking)}"
    "h1.undecided{color:var(--undecided)}\n"
    "h2{margin:2.2rem 0 .7rem;font-size:1.1rem}\n"
    ".breaking>h2,.chip.breaking b{color:var(--breaking)}"
    ".undecided>h2,.chip.undecided b{color:var(--undecided)}"
    ".warning>h2,.chip.warning b{color:var(--warning)}.info>h2,.chip.info b{color:var(--info)}\n"
    "input.level{position:absolute;opacity:0;pointer-events:none}\n"
    ".chips{display:grid;grid-template-columns:repeat(4,1fr);gap:.8rem;margin-top:1.4rem}\n"
    ".chip{display:block;background:var(--card);border:1px solid var(--line);border-radius:.7rem;"
    "padding:.7rem 1rem;cursor:pointer;user-select:none}\n"
    ".chip b{display:block;font-size:1.6rem;line-height:1.2;font-variant-numeric:tabular-nums}\n"
    ".chip small{color:var(--soft)}.chip small::after{content:\"shown\"}\n"
    "#l1:focus-visible~.chips [for=l1],#l2:focus-visible~.chips [for=l2],"
    "#l3:focus-visible~.chips [for=l3],#l4:focus-visible~.chips [for=l4]"
    "{outline:2px solid var(--accent);outline-offset:2px}\n"
    "#l1:not(:checked)~section.breaking,#l2:not(:checked)~section.undecided,"
    "#l3:not(:checked)~section.warning,#l4:not(:checked)~section.info{display:none}\n"
    "#l1:not(:checked)~.chips [for=l1],#l2:not(:checked)~.chips [for=l2],"
    "#l3:not(:checked)~.chips [for=l3],#l4:not(:checked)~.chips [for=l4]"
    "{border-style:dashed;background:none}\n"
    "#l1:not(:checked)~.chips [for=l1] small::after,#l2:not(:checked)~.chips [for=l2] small::after,"
    "#l3:not(:checked)~.chips [for=l3] small::after,#l4:not(:checked)~.chips [for=l4] small::after"
    "{content:\"hidden\"}\n"
    "article{background:var(--card);border:1px solid var(--line);border-left:4px solid;"
    "border-radius:.5rem;padding:.8rem 1rem;margin:0 0 .8rem}\n"
    ".breaking article{border-left-color:var(--breaking)}"
    ".undecided article{border-left-color:var(--undecided)}"
    ".warning article{border-left-color:var(--warning)}.info article{border-left-color:var(--info)}"
    "\n"
    "h3,code,pre,.at{font-family:ui-monospace,Menlo,Consolas,\"DejaVu Sans Mono\",monospace}\n"
    "h3{margin:0;font-size:.95rem;overflow-wrap:anywhere}\n"
    "article p{margin:.2rem 0;overflow-wrap:anywhere}\n"
    "article.aside{border-left-style:dashed;opacity:.75}.policy,.help{font-size:.9rem}\n"
    ".rule{color:var(--soft);font-size:.83rem}\n"
    ".sides{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:.8rem;"
    "margin-top:.6rem}\n"
    ".at{margin:0;font-size:.8rem;color:var(--soft);overflow-wrap:anywhere}\n"
    "pre{margin:.2rem 0 0;padding:.5rem .7rem;background:var(--code);border-radius:.4rem;"
    "white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8rem;line-height:1.45}\n"
    "pre i{color:var(--soft);font-style:normal;user-select:none}"
    "pre mark{background:var(--mark);color:inherit;font-weight:700;border-radius:.2rem}\n"
    ".gone{margin:.2rem 0 0;padding:.5rem .7rem;border:1px dashed var(--line);border-radius:.4rem;"
    "color:var(--soft);font-size:.83rem}\n"
    ".note{border:1px solid var(--line);border-radius:.5rem;padding:.6rem .9rem;margin:1rem 0 0}\n"
    "footer{margin-top:2.2rem;padding-top:1rem;border-top:1px solid var(--line);"
    "color:var(--soft);font-size:.83rem}\n"
    "@media(max-width:46rem){main{padding:1.2rem .8rem 2rem}h1{font-size:1.5rem}"
    ".chips{grid-template-columns:1fr 1fr;gap:.5rem}.sides{grid-template-columns:minmax(0,1fr)}}\n"
    "@media print{:root{--ink:#000;--soft:#444;--line:#bbb;--page:#fff;--card:#fff;--code:#fff}"
    "@page{margin:14mm}main{max-width:none;padding:0}article{break-inside:avoid}"
    "h2{break-after:avoid}.chip small{display:none}}\n";

static const struct level {
    ctr_level level;
    const char *id;
    const char *title;
} levels[] = {
    {CTR_LEVEL_BREAKING, "l1", "Breaking"},
    {CTR_LEVEL_UNDECIDED, "l2", "Undecided"},
    {CTR_LEVEL_WARNING, "l3", "Warnings"},
    {CTR_LEVEL_INFO, "l4", "Additions and other changes"},
};
enum { LEVELS = sizeof levels / sizeof levels[0] };

static const char *number(struct lc_text *t, int64_t n)
{
    return lc_format(t->ctx, "%lld", (long long)n);
}

/* --- findings --- */

/* The number of a line, as wide as that of the line below the place. */
static const char *line_number(struct lc_text *t, const struct lc_place *p, int64_t n)
{
    return lc_format(t->ctx, "%*lld", snprintf(NULL, 0, "%lld", (long long)p->line + 1),
                     (long long)n);
}

static void neighbour(struct lc_text *t, const struct lc_place *p, int64_t n, const char *text)
{
    if (text) {
        lc_markup(t, "<i>%s  </i>%s\n", line_number(t, p, n), text);
    }
}

/* Bytes of the word that begins at a place: a string with its quotes, else up to what ends a word,
 * at least one character. */
static size_t word(const char *at)
{
    size_t size = strcspn(at, " :,;=|&!<>(){}[]\"'");

    if (*at == '"' || *at == '\'') {
        const char *close = strchr(at + 1, *at);
        return close ? (size_t)(close - at) + 1 : 1;
    }
    return size ? size : *at != '\0';
}

/* The line of the place with its neighbours; the word at the place is marked, because a caret below
 * it would be lost where lines are broken. */
static void excerpt(struct lc_text *t, const struct lc_place *p)
{
    const struct lc_excerpt *e = p->excerpt;
    const char *at = lc_report_caret(e);
    size_t size = word(at);

    lc_markup(t, "<pre>");
    neighbour(t, p, p->line - 1, e->before);
    lc_markup(t, "<i>%s  </i>%s<mark>%s</mark>%s\n", line_number(t, p, p->line),
              lc_dup(t->ctx, lc_str_n(e->line, (size_t)(at - e->line))),
              lc_dup(t->ctx, lc_str_n(at, size)), at + size);
    neighbour(t, p, p->line + 1, e->after);
    lc_markup(t, "</pre>");
}

static void side(struct lc_text *t, const char *name, const struct lc_place *p, const char *none)
{
    lc_markup(t, "<div>");
    if (!p) {
        lc_markup(t, "<p class=\"at\">%s</p><p class=\"gone\">%s</p></div>\n", name, none);
        return;
    }
    lc_markup(t, "<p class=\"at\">%s %s</p>", name, lc_report_at(t, p));
    if (p->excerpt) {
        excerpt(t, p);
    }
    lc_markup(t, "</div>\n");
}

/* What the policy itself has wrong stands in it, in neither edition. */
static bool of_policy(const struct ctr_finding *f)
{
    return strncmp(f->rule, "policy.", strlen("policy.")) == 0;
}

static void finding(struct lc_text *t, const struct ctr_diff *d, const struct ctr_finding *f)
{
    const struct lc_place *const *at = f->place;
    const char *policy = lc_report_policy(t, d, f);
    const char *aside = lc_report_aside(d, f);
    const char *help = lc_report_help(d, f);

    lc_markup(t, "<article id=\"f-%s\"", f->fingerprint);
    lc_buf_text(&t->buf, aside ? " class=\"aside\">" : ">");
    lc_markup(t, "<h3>%s</h3>\n<p>%s</p>\n", lc_report_part(f), f->message);
    if (help) {
        lc_markup(t, "<p class=\"help\"><b>Help</b>: %s</p>\n", help);
    }
    if (policy) {
        lc_markup(t, "<p class=\"policy\"><b>Policy</b>: %s</p>\n", policy);
    }
    if (f->witness) {
        lc_markup(t, "<p>For example <code>%s</code>%s</p>\n", lc_report_clip(t, f->witness),
                  lc_report_taken(f));
    }
    lc_markup(t, "<p class=\"rule\"><code>%s</code> &#183; %s</p>\n", f->rule,
              f->direction == CTR_DIRECTION_NEITHER
                  ? "breaks nothing"
                  : lc_format(t->ctx, "concerns %s compatibility",
                              f->direction == CTR_DIRECTION_BOTH
                                  ? "backward and forward"
                                  : lc_word_name(lc_words_direction, f->direction)));
    if (at[CTR_SIDE_OLD] || at[CTR_SIDE_NEW]) {
        lc_markup(t, "<div class=\"sides\">");
        if (of_policy(f)) {
            side(t, "policy", at[CTR_SIDE_NEW], "");
        } else {
            side(t, "old", at[CTR_SIDE_OLD], "not there yet");
            side(t, "new", at[CTR_SIDE_NEW], "not there any more");
        }
        lc_markup(t, "</div>\n");
    }
    lc_markup(t, "</article>\n");
}

static void section(struct lc_text *t, const struct ctr_diff *d, const struct level *l)
{
    bool any = false;

    for (size_t i = 0; i < d->count; i++) {
        if (d->findings[i].level != l->level) {
            continue;
        }
        if (!any) {
            lc_markup(t, "<section class=\"%s\"><h2>%s</h2>\n",
                      lc_word_name(lc_words_level, l->level), l->title);
        }
        any = true;
        finding(t, d, &d->findings[i]);
    }
    if (any) {
        lc_markup(t, "</section>\n");
    }
}

/* --- the page --- */

static void chips(struct lc_text *t, const struct ctr_diff *d)
{
    for (size_t i = 0; i < LEVELS; i++) {
        lc_markup(t, "<input class=\"level\" type=\"checkbox\" id=\"%s\" checked>\n", levels[i].id);
    }
    lc_markup(t, "<div class=\"chips\">\n");
    for (size_t i = 0; i < LEVELS; i++) {
        const char *word = lc_word_name(lc_words_level, levels[i].level);
        lc_markup(t, "<label class=\"chip %s\" for=\"%s\"><b>%s</b>%s <small></small></label>\n",
                  word, levels[i].id, number(t, lc_report_count(d, levels[i].level)), word);
    }
    lc_markup(t, "</div>\n");
}

static void head(struct lc_text *t, const struct ctr_diff *d)
{
    const char *older = lc_report_file(d, CTR_SIDE_OLD);
    const char *newer = lc_report_file(d, CTR_SIDE_NEW);
    const char *verdict = lc_word_name(lc_words_verdict, d->verdict);

    lc_markup(t, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                 "style-src 'unsafe-inline'\">\n");
    lc_markup(t, "<title>%s: %s to %s</title>\n<style>\n", verdict, older, newer);
    lc_buf_text(&t->buf, style);
    lc_markup(t,
              "</style>\n</head>\n<body>\n<main>\n<header><p>%s &#8594; %s</p>\n"
              "<h1 class=\"%s\">%s</h1>\n",
              older, newer, verdict, verdict);
    lc_markup(t, "<p>%s, %s compatibility, %s profile; version bump: %s (%s)</p>",
              lc_word_name(lc_words_format, d->format), lc_word_name(lc_words_mode, d->mode),
              lc_word_name(lc_words_profile, d->profile), lc_word_name(lc_words_bump, d->bump),
              lc_report_bump(t, d));
    if (d->grace) {
        lc_markup(t, "\n<p>notice of deprecations: %s</p>", lc_report_grace(t, d->grace));
    }
    if (d->judgement) {
        lc_markup(t, "\n<p>%s</p>", lc_report_judged_by(t, d));
    }
    lc_markup(t, "</header>\n");
}

void lc_html_diff(struct lc_text *t, const void *body)
{
    const struct ctr_diff *d = body;
    const char *left_out = lc_report_left_out(t, d);

    head(t, d);
    chips(t, d);
    if (!lc_report_total(d)) {
        lc_markup(t, "<p class=\"note\">There is no difference.</p>\n");
    }
    if (left_out) {
        lc_markup(t, "<p class=\"note\">Note: %s.</p>\n", left_out);
    }
    for (size_t i = 0; i < LEVELS; i++) {
        section(t, d, &levels[i]);
    }
    lc_markup(t, "<footer>A level is hidden and shown by its figure above. What a rule says: "
                 "<code>contracts rules RULE</code>.</footer>\n</main>\n</body>\n</html>\n");
}
