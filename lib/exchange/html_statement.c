/*
 * Statements as one page that needs nothing else: for screens wide and narrow, light and dark, and
 * for paper. It runs nothing and fetches nothing.
 */
#include "base/time.h"
#include "exchange/markup.h"
#include "exchange/statement.h"

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1b2330;--soft:#5b6676;--line:#dde2ea;--page:#f5f6f9;"
    "--card:#fff;--accent:#2457c5;--good:#1b7a43;--bad:#b3261e;--mark:#fff4d6;--mark-ink:#7a5200}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e7ebf2;--soft:#9aa6b8;--line:#2c3543;"
    "--page:#11161e;--card:#19202b;--accent:#8ab0ff;--good:#63d391;--bad:#ff9a92;--mark:#3a2f12;"
    "--mark-ink:#ffd98a}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"
    "\"Segoe UI\",Roboto,\"Helvetica Neue\",sans-serif}\n"
    "main{max-width:68rem;margin:0 auto;padding:2rem 1.25rem 3rem}\n"
    "header p{margin:0;color:var(--soft)}\n"
    "h1{margin:.1rem 0 .3rem;font-size:1.9rem;line-height:1.2;overflow-wrap:anywhere}\n"
    "h2{margin:2.2rem 0 .6rem;font-size:1.1rem}\n"
    "h2 small{font-weight:400;color:var(--soft);margin-left:.5rem}\n"
    ".badge{display:inline-block;margin-left:.5rem;padding:.05rem .6rem;border-radius:1rem;"
    "border:1px solid currentColor;font-size:.8rem}\n"
    ".sealed{color:var(--good)}.closed{color:var(--accent)}.open{color:var(--mark-ink)}\n"
    ".cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));gap:.8rem;"
    "margin-top:1.4rem}\n"
    ".card{background:var(--card);border:1px solid var(--line);border-radius:.7rem;"
    "padding:.8rem 1rem}\n"
    ".card h3{margin:0;font-size:.8rem;font-weight:600;color:var(--soft)}\n"
    ".card "
    "b{display:block;font-size:1.35rem;font-variant-numeric:tabular-nums;white-space:nowrap}\n"
    ".card p{margin:.1rem 0 0;font-size:.83rem;color:var(--soft)}\n"
    ".good{color:var(--good)}.bad{color:var(--bad)}\n"
    ".note{background:var(--mark);color:var(--mark-ink);border-radius:.5rem;padding:.6rem .9rem;"
    "margin:1rem 0 0}\n"
    ".scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);"
    "border-radius:.7rem}\n"
    "table{border-collapse:collapse;width:100%;font-size:.9rem}\n"
    "th,td{padding:.45rem .8rem;text-align:left;vertical-align:top;"
    "border-bottom:1px solid var(--line)}\n"
    "tr:last-child td{border-bottom:0}\n"
    "th{font-size:.78rem;color:var(--soft);font-weight:600;white-space:nowrap}\n"
    "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\n"
    "td.d{white-space:nowrap;font-variant-numeric:tabular-nums}\n"
    "td small{display:block;color:var(--soft);overflow-wrap:anywhere}\n"
    "td.w{overflow-wrap:anywhere}\n"
    "tr.off td{color:var(--soft)}\n"
    "td .tag{display:inline-block;font-size:.75rem;padding:0 .45rem;border-radius:.4rem;"
    "background:var(--mark);color:var(--mark-ink)}\n"
    "footer{margin-top:2.2rem;padding-top:1rem;border-top:1px solid var(--line);"
    "color:var(--soft);font-size:.83rem}\n"
    "footer dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:0}\n"
    "footer dd{margin:0;overflow-wrap:anywhere;font-family:ui-monospace,Menlo,Consolas,monospace}\n"
    "@media(max-width:40rem){main{padding:1.2rem .8rem 2rem}h1{font-size:1.5rem}"
    ".cards{grid-template-columns:1fr 1fr;gap:.5rem}.card{padding:.6rem .7rem}"
    ".card b{font-size:1.02rem}"
    "thead{display:none}table,tbody,tr,td,td.n{display:block;width:auto;text-align:left}"
    "tr{padding:.55rem .8rem;border-bottom:1px solid var(--line)}tr:last-child{border-bottom:0}"
    "td{border:0;padding:.08rem 0;display:flex!important;justify-content:space-between;gap:1rem}"
    "td>span{text-align:right;overflow-wrap:anywhere;min-width:0}"
    "td:empty,td.empty{display:none!important}"
    "td::before{content:attr(data-label);color:var(--soft);flex:none}"
    "footer dl{grid-template-columns:1fr}footer dd{margin-bottom:.4rem}}\n"
    "@media print{:root{--ink:#000;--soft:#444;--line:#bbb;--page:#fff;--card:#fff;"
    "--accent:#000;--good:#000;--bad:#000;--mark:#fff;--mark-ink:#000}"
    "@page{margin:14mm}body{font-size:10pt}main{max-width:none;padding:0}"
    ".cards{grid-template-columns:repeat(3,1fr)}.card,tr{break-inside:avoid}h2{break-after:avoid}"
    "thead{display:table-header-group}.scroll{overflow:visible}}\n";

static const char *amount(struct lc_text *t, const char *text)
{
    return lc_markup_amount(t, text);
}

/* --- figures --- */

static void card(struct lc_text *t, const char *title, const char *value, const char *below,
                 bool colored)
{
    const char *sign = !colored || strspn(value, "-0.") == strlen(value) ? ""
                       : *value == '-'                                   ? "bad"
                                                                         : "good";

    lc_markup(t, "<div class=\"card\"><h3>%s</h3><b class=\"%s\">%s</b><p>%s</p></div>\n", title,
              sign, amount(t, value), below);
}

static const char *before(struct lc_text *t, const char *value)
{
    return lc_format(t->ctx, "%s before the period", amount(t, value));
}

static void figures(struct lc_text *t, const struct ctr_statement *s)
{
    const struct lc_statement_share *x = s->share;
    const struct lc_statement_forecast *f = s->forecast;

    lc_markup(t, "<section class=\"cards\">\n");
    card(t, "Target", s->target, before(t, s->target_opening), false);
    card(t, "Cost", s->cost, before(t, s->cost_opening), false);
    if (x) {
        card(t, "Accrued share", x->accrued, before(t, x->accrued_opening), true);
        card(t, "Payable share", x->payable, before(t, x->payable_opening), true);
    }
    if (f) {
        card(t, "Forecast share", f->share,
             lc_format(t->ctx, "at a final cost of %s, as of %s; not posted", amount(t, f->cost),
                       f->as_of),
             true);
    }
    if (s->standing && s->standing->marginal_rate) {
        card(
            t, "Marginal rate, %", s->standing->marginal_rate,
            lc_format(t->ctx, "of the next %s of cost, at the %s", s->currency, s->standing->basis),
            false);
    }
    lc_markup(t, "</section>\n");
    if (x && x->hold) {
        lc_markup(t, "<p class=\"note\">Payment is on hold: %s</p>\n", x->hold);
    }
    if (!x) {
        lc_markup(t, "<p class=\"note\">The share was not assessed yet.</p>\n");
    }
    for (size_t i = 0; i < s->missing_count; i++) {
        lc_markup(t, "<p class=\"note\">Not computable: %s</p>\n", s->missing[i]);
    }
}

/* --- tables --- */

static void title(struct lc_text *t, const char *text, const char *small)
{
    lc_markup(t, "<h2>%s<small>%s</small></h2>\n", text, small);
}

struct column {
    const char *name;
    const char *kind; /* of its cells: "n" a number, "d" a day, "w" words */
};

static void head(struct lc_text *t, const struct column *columns, size_t count)
{
    lc_markup(t, "<div class=\"scroll\"><table><thead><tr>");
    for (size_t i = 0; i < count; i++) {
        lc_markup(t, "<th class=\"%s\">%s</th>", columns[i].kind, columns[i].name);
    }
    lc_markup(t, "</tr></thead><tbody>\n");
}

static void foot(struct lc_text *t)
{
    lc_markup(t, "</tbody></table></div>\n");
}

static void cell(struct lc_text *t, const struct column *c, const char *text, const char *small)
{
    bool empty = !(text && *text) && !(small && *small);

    lc_markup(t, "<td class=\"%s%s\" data-label=\"%s\">", c->kind, empty ? " empty" : "", c->name);
    if (!empty) {
        lc_markup(t, "<span>%s", text);
        if (small && *small) {
            lc_markup(t, "<small>%s</small>", small);
        }
        lc_markup(t, "</span>");
    }
    lc_markup(t, "</td>");
}

static void distances(struct lc_text *t, const struct ctr_statement *s)
{
    static const struct column columns[] = {{"Limit", "w"}, {"At", "n"}, {"Distance", "n"}};
    const struct lc_statement_standing *x = s->standing;

    if (!x || !x->distance_count) {
        return;
    }
    title(t, "Where the terms stand",
          lc_format(t->ctx, "from the %s, %s", x->basis, amount(t, x->cost)));
    head(t, columns, 3);
    for (size_t i = 0; i < x->distance_count; i++) {
        const struct lc_share_distance *d = &x->distances[i];
        lc_markup(t, "<tr>");
        cell(t, &columns[0], lc_statement_limit(d->what), NULL);
        cell(t, &columns[1], amount(t, d->at), NULL);
        cell(t, &columns[2], amount(t, d->distance), *d->distance == '-' ? "past it" : NULL);
        lc_markup(t, "</tr>\n");
    }
    foot(t);
}

static void moves(struct lc_text *t, const struct ctr_statement *s)
{
    static const struct column columns[] = {
        {"Entry", "d"}, {"Effective", "d"}, {"Cause", "w"}, {"Moved", "n"}, {"Target", "n"}};

    if (!s->move_count) {
        return;
    }
    title(t, "How the target moved", "");
    head(t, columns, 5);
    for (size_t i = 0; i < s->move_count; i++) {
        const struct lc_statement_move *m = &s->moves[i];
        lc_markup(t, "<tr>");
        cell(t, &columns[0], lc_format(t->ctx, "%lld", (long long)m->seq), NULL);
        cell(t, &columns[1], m->effective,
             strcmp(m->effective, m->booked) == 0 ? NULL
                                                  : lc_format(t->ctx, "booked %s", m->booked));
        cell(t, &columns[2],
             m->cause_id ? lc_format(t->ctx, "%s %s", m->cause_kind, m->cause_id) : NULL, m->memo);
        cell(t, &columns[3], amount(t, m->amount), NULL);
        cell(t, &columns[4], amount(t, m->target), NULL);
        lc_markup(t, "</tr>\n");
    }
    foot(t);
}

static void changes(struct lc_text *t, const struct ctr_statement *s)
{
    static const struct column columns[] = {
        {"Change", "w"}, {"Target", "n"}, {"Cost", "n"}, {"Variance", "n"}};

    if (!s->change_count) {
        return;
    }
    title(t, "Changes", "for information: in this period, no share moves by it");
    head(t, columns, 4);
    for (size_t i = 0; i < s->change_count; i++) {
        const struct lc_statement_change *c = &s->changes[i];
        lc_markup(t, "<tr>");
        cell(t, &columns[0], c->change, NULL);
        cell(t, &columns[1], amount(t, c->target), NULL);
        cell(t, &columns[2], amount(t, c->cost), NULL);
        cell(t, &columns[3], amount(t, c->variance), NULL);
        lc_markup(t, "</tr>\n");
    }
    foot(t);
}

static void accounts(struct lc_text *t, const struct ctr_statement *s)
{
    static const struct column columns[] = {
        {"Account", "w"}, {"Opening", "n"}, {"Debit", "n"}, {"Credit", "n"}, {"Closing", "n"}};

    title(t, "Accounts", "balances are debit less credit");
    head(t, columns, 5);
    for (size_t i = 0; i < s->account_count; i++) {
        const struct lc_statement_account *a = &s->accounts[i];
        bool other = strcmp(a->currency, s->currency) != 0;
        lc_markup(t, "<tr>");
        cell(t, &columns[0],
             other ? lc_format(t->ctx, "%s, %s", a->account, a->currency) : a->account, a->what);
        cell(t, &columns[1], amount(t, a->text_opening), NULL);
        cell(t, &columns[2], amount(t, a->text_debit), NULL);
        cell(t, &columns[3], amount(t, a->text_credit), NULL);
        cell(t, &columns[4], amount(t, a->text_closing), NULL);
        lc_markup(t, "</tr>\n");
    }
    foot(t);
}

static const struct column entry_columns[] = {{"No", "d"},      {"Booked", "d"}, {"What", "w"},
                                              {"Account", "w"}, {"Debit", "n"},  {"Credit", "n"}};

static void entry(struct lc_text *t, const struct lc_statement_view *v, const struct ctr_entry *e)
{
    const struct column *c = entry_columns;
    struct lc_statement_line line;

    if (lc_statement_line(t->ctx, v, e, &line) != CTR_OK) {
        return;
    }
    const char *cause = line.cause && e->memo ? lc_format(t->ctx, "%s: %s", line.cause, e->memo)
                        : line.cause          ? line.cause
                                              : e->memo;
    lc_markup(t, line.counts && !line.state ? "<tr>" : "<tr class=\"off\">");
    cell(t, &c[0], lc_format(t->ctx, "%lld", (long long)e->seq), NULL);
    cell(t, &c[1], e->booked, line.late ? lc_format(t->ctx, "effective %s", e->effective) : NULL);
    lc_markup(t, "<td class=\"w\" data-label=\"What\"><span>%s ",
              lc_word_name(lc_words_entry_kind, e->kind));
    if (line.late) {
        lc_markup(t, "<i class=\"tag\">late</i> ");
    }
    if (line.state) {
        lc_markup(t, "<i class=\"tag\">%s</i>", line.state);
    }
    lc_markup(t, cause ? "<small>%s</small>" : "%s", cause);
    for (size_t i = 0; i < e->evidence_count; i++) {
        lc_markup(t, "<small>evidence: %s</small>", e->evidence[i].link);
    }
    lc_markup(t, "</span></td>");
    cell(t, &c[3], line.account, NULL);
    cell(t, &c[4], line.debit ? amount(t, line.debit) : NULL, NULL);
    cell(t, &c[5], line.credit ? amount(t, line.credit) : NULL, NULL);
    lc_markup(t, "</tr>\n");
}

static void entries(struct lc_text *t, const struct ctr_statement *s)
{
    struct lc_statement_view view;

    title(t, "Entries",
          lc_format(t->ctx, "%zu booked in the period, %lld of them late", s->entry_count,
                    (long long)s->late));
    if (!s->entry_count || lc_statement_view(t->ctx, s, &view) != CTR_OK) {
        return;
    }
    head(t, entry_columns, sizeof entry_columns / sizeof entry_columns[0]);
    for (size_t i = 0; i < s->entry_count; i++) {
        entry(t, &view, &s->entries[i]);
    }
    foot(t);
}

/* --- the page --- */

static void fact(struct lc_text *t, const char *name, const char *value)
{
    if (value) {
        lc_markup(t, "<dt>%s</dt><dd>%s</dd>\n", name, value);
    }
}

static void ending(struct lc_text *t, const struct ctr_statement *s)
{
    char at[LC_TIME_TEXT];

    lc_markup(t, "<footer><dl>\n");
    if (s->share) {
        fact(t, "Share",
             lc_format(t->ctx, "assessment %lld, %s as of %s, %s", (long long)s->share->assessment,
                       lc_word_name(lc_words_assess_kind, s->share->kind), s->share->as_of,
                       lc_word_name(lc_words_assess_state, s->share->state)));
    }
    fact(t, "Terms", lc_format(t->ctx, "%s/%s@%s", s->team, s->name, s->version));
    fact(t, "Ledger", lc_format(t->ctx, "%lld entries", (long long)s->ledger_entries));
    fact(t, "Head", s->head);
    if (s->seal) {
        fact(t, "Seal",
             lc_format(t->ctx, "%s to %s, %lld entries", s->seal->first, s->seal->last,
                       (long long)s->seal->entries));
        fact(t, "Sealed head", s->seal->head);
        fact(t, "Sealed root", s->seal->root);
    }
    fact(t, "Made", lc_time_format(s->at_us, at));
    lc_markup(t, "</dl></footer>\n");
}

void lc_html_statement(struct lc_text *t, const void *body)
{
    const struct ctr_statement *s = body;
    const char *who = s->party ? s->party : "All who share";

    lc_markup(t, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                 "style-src 'unsafe-inline'\">\n");
    lc_markup(t, "<title>Statement of %s: %s/%s, %s to %s</title>\n<style>\n", who, s->team,
              s->name, s->from, s->until);
    lc_buf_text(&t->buf, style);
    lc_markup(t,
              "</style>\n</head>\n<body>\n<main>\n<header><p>Statement of account, %s/%s, "
              "amounts in %s</p>\n<h1>%s</h1>\n<p>%s to %s",
              s->team, s->name, s->currency, who, s->from, s->until);
    lc_markup(t, "<span class=\"badge %s\">%s</span></p></header>\n", lc_statement_period(s),
              lc_statement_period(s));
    figures(t, s);
    distances(t, s);
    moves(t, s);
    changes(t, s);
    accounts(t, s);
    entries(t, s);
    ending(t, s);
    lc_markup(t, "</main>\n</body>\n</html>\n");
}
