/*
 * Entries from a subset of hledger's journal format: transactions
 *
 *   DATE[=DATE2] [*|!] [(CODE)] DESCRIPTION [; kind:KIND, key:KEY]
 *       ACCOUNT  [AMOUNT] [= BALANCE] [; comment]
 *
 * of which DATE counts and DATE2 is only read, with amounts such as "GBP 12.34", "12.34 GBP",
 * "GBP -12.34" or "-12.34"; comments, and directives account and commodity, which are passed over.
 * Everything else is refused with its line.
 */
#include "exchange/ledger_in.h"

struct text {
    struct lc_ledger_reader *r;
    size_t at;
    int64_t line;
    struct lc_text_entry *entry; /* that is open */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The next line, without its end; false at the end of the text. */
static bool next_line(struct text *t, struct lc_str *out)
{
    struct lc_str all = t->r->text;
    size_t end = t->at;

    if (t->at >= all.len) {
        return false;
    }
    while (end < all.len && all.ptr[end] != '\n') {
        end++;
    }
    size_t size = end - t->at;
    size -= size && all.ptr[t->at + size - 1] == '\r';
    *out = lc_str_n(all.ptr + t->at, size);
    t->at = end + 1;
    t->line++;
    return true;
}

static ctr_status keep(struct text *t, struct lc_str s, const char **out)
{
    if (s.len && memchr(s.ptr, '\0', s.len)) {
        return lc_ledger_in_fail(t->r, t->line, "a NUL");
    }
    *out = lc_dup(t->r->ctx, s);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

/* Text before the comment; the comment goes to *note. */
static struct lc_str cut_note(struct lc_str s, struct lc_str *note)
{
    struct lc_str head;
    struct lc_str tail;

    *note = (struct lc_str){"", 0};
    if (!lc_str_cut(s, ';', &head, &tail)) {
        return lc_str_trim(s);
    }
    *note = lc_str_trim(tail);
    return lc_str_trim(head);
}

/* "kind:cost, key:k1" in a comment. */
static ctr_status take_tags(struct text *t, struct lc_str note)
{
    struct lc_str part;
    struct lc_str rest = note;

    for (bool more = true; more;) {
        struct lc_str name;
        struct lc_str value;
        more = lc_str_cut(rest, ',', &part, &rest);
        part = lc_str_trim(more ? part : rest);
        if (!lc_str_cut(part, ':', &name, &value)) {
            continue;
        }
        value = lc_str_trim(value);
        if (lc_str_is(name, "kind")) {
            LC_TRY(keep(t, value, &t->entry->kind));
        } else if (lc_str_is(name, "key")) {
            LC_TRY(keep(t, value, &t->entry->key));
        }
    }
    return CTR_OK;
}

/* A date with '-', '/' or '.' between its numbers, as ours are written. */
static ctr_status take_date(struct text *t, struct lc_str *s, const char **out)
{
    size_t size = 0;

    while (size < s->len && (is_digit(s->ptr[size]) || strchr("-/.", s->ptr[size]))) {
        size++;
    }
    char *date = lc_dup(t->r->ctx, lc_str_n(s->ptr, size));
    if (!date) {
        return CTR_E_NOMEM;
    }
    for (char *p = date; *p; p++) {
        *p = *p == '/' || *p == '.' ? '-' : *p;
    }
    *out = date;
    *s = lc_str_n(s->ptr + size, s->len - size);
    int64_t day;
    return lc_date_parse(lc_str(date), &day)
               ? CTR_OK
               : lc_ledger_in_fail(t->r, t->line, "'%.40s' is no date such as 2026-01-31", date);
}

static ctr_status take_head(struct text *t, struct lc_str line)
{
    struct lc_str note;
    struct lc_str code;
    struct lc_str rest = cut_note(line, &note);
    const char *second;

    LC_TRY(lc_ledger_in_entry(t->r, t->line, &t->entry));
    LC_TRY(take_date(t, &rest, &t->entry->date));
    if (rest.len && rest.ptr[0] == '=') {
        rest = lc_str_n(rest.ptr + 1, rest.len - 1);
        LC_TRY(take_date(t, &rest, &second)); /* a date, but hledger, too, counts by the first */
    }
    rest = lc_str_trim(rest);
    if (rest.len && (rest.ptr[0] == '*' || rest.ptr[0] == '!')) {
        t->entry->pending = rest.ptr[0] == '!';
        rest = lc_str_trim(lc_str_n(rest.ptr + 1, rest.len - 1));
    }
    if (rest.len && rest.ptr[0] == '(' && lc_str_cut(rest, ')', &code, &rest)) {
        rest = lc_str_trim(rest);
    }
    if (rest.len) {
        LC_TRY(keep(t, rest, &t->entry->memo));
    }
    return take_tags(t, note);
}

/* "GBP -12.34", "-GBP 12.34", "-12.34 GBP", "12.34" */
static ctr_status take_amount(struct text *t, struct lc_str s, const char **amount,
                              const char **currency)
{
    bool minus = false;
    char code[4] = "";
    char *digits = lc_new(t->r->ctx, s.len + 2, 1);
    size_t size = 1;

    if (!digits) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == '-' && !minus && size == 1) {
            minus = true;
        } else if (is_digit(c) || c == '.') {
            digits[size++] = c;
        } else if (c >= 'A' && c <= 'Z' && strlen(code) < 3 &&
                   (!code[0] || (s.ptr[i - 1] >= 'A' && s.ptr[i - 1] <= 'Z'))) {
            code[strlen(code) + 1] = '\0';
            code[strlen(code)] = c;
        } else if (c != ' ') {
            return lc_ledger_in_fail(t->r, t->line, "'%.*s' is no amount such as GBP 12.34",
                                     s.len < 60 ? (int)s.len : 60, s.ptr);
        }
    }
    digits[0] = '-';
    digits[size] = '\0';
    *amount = minus ? digits : digits + 1;
    if (code[0]) {
        *currency = lc_dup_c(t->r->ctx, code);
    }
    return t->r->ctx->error ? CTR_E_NOMEM : CTR_OK;
}

/* Two blanks, or a tab, end an account's name. */
static struct lc_str cut_account(struct lc_str s, struct lc_str *rest)
{
    size_t size = 0;

    while (size < s.len && s.ptr[size] != '\t' &&
           !(s.ptr[size] == ' ' && size + 1 < s.len && strchr(" \t", s.ptr[size + 1]))) {
        size++;
    }
    *rest = lc_str_trim(lc_str_n(s.ptr + size, s.len - size));
    return lc_str_n(s.ptr, size);
}

static ctr_status take_posting(struct text *t, struct lc_str line)
{
    struct lc_text_posting *p;
    struct lc_str note;
    struct lc_str amount;
    struct lc_str asserted;
    struct lc_str body = cut_note(line, &note);

    if (!t->entry) {
        return lc_ledger_in_fail(t->r, t->line, "a posting of no transaction");
    }
    if (!body.len) {
        return take_tags(t, note);
    }
    LC_TRY(lc_ledger_in_posting(t->r, t->entry, t->line, &p));
    LC_TRY(keep(t, cut_account(body, &amount), &p->account));
    if (lc_str_cut(amount, '=', &amount, &asserted)) {
        amount = lc_str_trim(amount);
        LC_TRY(take_amount(t, lc_str_trim(asserted), &p->asserted, &p->currency));
    }
    return amount.len ? take_amount(t, amount, &p->amount, &p->currency) : CTR_OK;
}

/* The lines of a directive that are indented belong to it. */
static ctr_status take_directive(struct text *t, struct lc_str line)
{
    bool known = lc_str_starts(line, LC_STR("account ")) ||
                 lc_str_starts(line, LC_STR("commodity ")) || strchr(";#*", line.ptr[0]);

    if (!known) {
        return lc_ledger_in_fail(t->r, t->line,
                                 "'%.*s' is neither a transaction nor account, commodity or a "
                                 "comment",
                                 line.len < 60 ? (int)line.len : 60, line.ptr);
    }
    return CTR_OK;
}

ctr_status lc_ledger_in_hledger(struct lc_ledger_reader *r)
{
    struct text t = {.r = r};
    struct lc_str line;
    bool directive = false;

    while (next_line(&t, &line)) {
        if (!lc_str_trim(line).len) {
            t.entry = NULL;
            directive = false;
        } else if (line.ptr[0] == ' ' || line.ptr[0] == '\t') {
            LC_TRY(directive ? CTR_OK : take_posting(&t, line));
        } else if (is_digit(line.ptr[0])) {
            directive = false;
            LC_TRY(take_head(&t, line));
        } else {
            directive = true;
            t.entry = NULL;
            LC_TRY(take_directive(&t, line));
        }
    }
    return CTR_OK;
}
